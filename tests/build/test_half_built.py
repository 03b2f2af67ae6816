"""A build that is killed at each point of its progress, with a builder of pages that takes no time.

It notes what it has read before it writes, as Sphinx does, and writes only pages that changed where it is told so.
`test_killed.py` kills whole builds at some of their points.
"""

import datetime
import json
import os
from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from jupyter_cache import get_cache
from nbformat import v4

from dossier import paths
from dossier.site import build, executing
from dossier.site.renewal import PAGES
from tests.trust.killing import killed_at_every_point

#: Two chapters, each of which shows its own words, the title of the other and a number of the data.
STATES = {
    "old": {"chapters/a.md": "A\nwords", "chapters/b.md": "B\nwords", "data/table.csv": "1"},
    "other words": {"chapters/a.md": "A\nother words"},
    "other title": {"chapters/a.md": "Z\nwords"},
    "other data": {"data/table.csv": "2"},
}


def write_pages(work, book, lock):
    read, html = work / "_build" / ".doctrees" / "read.json", work / "_build" / "html"
    for folder in (read.parent, html):
        folder.mkdir(parents=True, exist_ok=True)
    (work / "sphinx.trace").write_text("file data/table.csv\n", encoding="utf-8")
    before = json.loads(read.read_text(encoding="utf-8")) if read.exists() else {}
    now = {name: (paths.ROOT / name).read_text(encoding="utf-8") for name in STATES["old"]}
    read.write_text(json.dumps(now), encoding="utf-8")
    titles = {name: text.splitlines()[0] for name, text in now.items() if name.startswith("chapters/")}
    same = titles == {name: before.get(name, "").partition("\n")[0] for name in titles}
    for name in titles:
        if os.environ[PAGES] != "changed" or not same or now[name] != before.get(name):
            text = f"{now[name]} {[*titles.values()]} {now['data/table.csv']}"
            (html / f"{name[-4]}.html").write_text(text, encoding="utf-8")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of two chapters and a table; only what a build does around executing and writing is its own."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for folder in ("chapters", "data", "figures"):
        (tmp_path / folder).mkdir()
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(build.cited, "book", lambda: SimpleNamespace(moment=moment))
    monkeypatch.setattr(build, "_check_tables", lambda *_: None)
    monkeypatch.setattr(build.executing, "execute", lambda tell: None)
    monkeypatch.setattr(build, "_run_sphinx", write_pages)
    # The manifest is written into the folder aside, like the pages, and asks more of a checkout than this one has.
    monkeypatch.setattr(build.manifest, "put", lambda folder: None)
    return tmp_path


def lay(root, state):
    for name, text in (STATES["old"] | STATES[state]).items():
        if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != text:
            (root / name).write_text(text, encoding="utf-8")


def built(root):
    build.build(root / "_build", lambda _: None)
    return pages(root)


def pages(root):
    return {file.name: file.read_text(encoding="utf-8") for file in (root / "_build" / "html").iterdir()}


@pytest.mark.parametrize("state", [state for state in STATES if state != "old"])
def test_the_next_build_makes_what_it_would_have_made(checkout, state):
    expected = {}
    for each in ("old", state, "old"):
        lay(checkout, each)
        expected[each] = built(checkout)
    assert expected["old"] != expected[state]
    lay(checkout, state)
    for point in killed_at_every_point(lambda: built(checkout)):
        assert pages(checkout) in expected.values(), f"half a book at point {point}"
        # What was asked for is asked for again, or taken back.
        for each in ("old", state, "old") if point % 2 else (state, "old"):
            lay(checkout, each)
            assert built(checkout) == expected[each], f"point {point}"
        lay(checkout, state)
    assert pages(checkout) == expected[state]


def test_no_outputs_are_taken_for_those_of_another_state(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "_build"))
    (tmp_path / "chapters").mkdir()
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    chapter = executing.Chapter("chapters/a")
    chapter.file.write_text("```{code-cell} python\nprint(table)\n```\n", encoding="utf-8")
    table, notebooks = tmp_path / "table.csv", executing.caches() / "notebooks"

    def settle():
        """Keep what an execution gave: the table, which it read."""
        executing._clear_up()
        done = Future()
        code = v4.new_code_cell("print(table)", execution_count=1)
        code.outputs = [v4.new_output("stream", text=table.read_text(encoding="utf-8"))]
        done.set_result(executing.Executed(v4.new_notebook(cells=[code]), ["file table.csv"], 1.0, ""))
        assert executing._settle(chapter, done, get_cache(notebooks)) is None

    def kept():
        cache = get_cache(notebooks)
        (record,) = cache.list_cache_records()
        return cache.get_cache_bundle(record.pk).nb.cells[0].outputs[0].text

    table.write_text("old", encoding="utf-8")
    settle()
    table.write_text("new", encoding="utf-8")
    for _ in killed_at_every_point(settle):
        for now in ("old", "new", "old"):
            table.write_text(now, encoding="utf-8")
            if executing.changed(chapter):
                settle()
            assert kept() == now
        table.write_text("new", encoding="utf-8")
    assert kept() == "new"
