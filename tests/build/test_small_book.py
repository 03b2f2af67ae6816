"""What a second build does: never a stale number, never half a book, and no more than it has to."""

import fcntl
import hashlib
import os
import re
import subprocess
import sys

import pytest

from dossier import paths

#: A row that no rule reads, and one that a rule reads.
TABLE, OLD, NEW = "arms/transfers", "GBR,IND,1955,157", "GBR,IND,1955,999"
REGISTER = "arms/register"
DEAL, DEAL_FOR_THE_TALIBAN = "177,northern-alliance,RUS,1999,Igla-1", "177,taliban,RUS,1999,Igla-1"


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def alter(clone, old, new, name=f"data/{TABLE}.csv", seal=True):
    path = clone.root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    if seal and name.startswith("data/"):
        sealed = clone.run("seal", name.removeprefix("data/").removesuffix(".csv"))
        assert sealed.returncode == 0, sealed.stderr


def text_of(clone, page):
    text = (clone.html / "chapters" / f"{page}.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def executed(done):
    """Which chapters a build executed, and why."""
    return dict(re.findall(r"executed chapters/(\w+) \((.*?)\), \d+ left", done.stdout + done.stderr))


def build(clone, **settings):
    done = clone.build(**settings)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done


def test_a_build_with_nothing_changed_executes_and_writes_nothing(small):
    before = {path: path.stat().st_mtime_ns for path in small.html.rglob("*")}
    done = build(small)
    assert "nothing changed since the last build" in done.stderr
    # A copy has folders of its own moment; what a build writes anew has another one than its copy.
    assert {path: path.stat().st_mtime_ns for path in small.html.rglob("*")} == before


def test_a_changed_table_moves_the_sentence_and_executes_no_unrelated_chapter(small):
    pages, figures = hashes(small.html), hashes(small.root / "figures")
    told = text_of(small, "arms")
    alter(small, OLD, NEW)
    assert executed(build(small)) == {"arms": "data/arms/transfers.card.json changed"}
    assert text_of(small, "arms") != told
    assert {name for name, each in hashes(small.root / "figures").items() if each != figures[name]} == {
        "t-arms.csv",
        "t-arms.png",
        "t-arms.svg",
    }
    alter(small, NEW, OLD)
    build(small)
    assert hashes(small.root / "figures") == figures
    assert hashes(small.html) == pages


def test_a_verdict_that_moves_stops_at_what_was_written_for_it_and_a_draft_marks_that(small):
    before = hashes(small.html)
    assert "Revenge is mostly unsupported" in text_of(small, "verdict")
    alter(small, DEAL, DEAL_FOR_THE_TALIBAN, f"data/{REGISTER}.csv")
    failed = small.build()
    assert failed.returncode == 1
    assert "chapters/verdict.md, on revenge: it was written for revenge “mostly unsupported”" in failed.stderr
    assert hashes(small.html) == before
    draft = small.build("--draft")
    assert draft.returncode == 0, draft.stderr
    assert executed(draft) == {"verdict": "not executed yet"}
    assert "Draft: chapters/verdict.md, on revenge" in text_of(small, "verdict")
    assert "Revenge is mixed" in text_of(small, "verdict")
    assert small.build().returncode == 1
    alter(small, DEAL_FOR_THE_TALIBAN, DEAL, f"data/{REGISTER}.csv")
    build(small)
    assert hashes(small.html) == before


def test_a_comment_in_a_module_executes_who_imports_it(small):
    alter(
        small,
        "from __future__ import annotations\n",
        "from __future__ import annotations  # so\n",
        "dossier/charts/opium.py",
    )
    assert executed(build(small)) == {"arms": "dossier/charts/opium.py changed"}


def test_a_word_in_a_chapter_writes_that_page_and_executes_nothing(small):
    pages = hashes(small.html)
    alter(small, "as a word has it", "as another word has it", "chapters/arms.md")
    assert executed(build(small)) == {}
    changed = {name for name, each in hashes(small.html).items() if each != pages[name]}
    assert "chapters/arms.html" in changed
    assert not {"chapters/verdict.html", "chapters/glossary.html", "figures/t-arms.html"} & changed
    alter(small, "as another word has it", "as a word has it", "chapters/arms.md")
    build(small)
    assert hashes(small.html) == pages


def test_a_new_title_is_shown_by_every_page(small):
    alter(small, "# Arms\n", "# Weapons\n", "chapters/arms.md")
    build(small)
    for page in ("index", "verdict", "glossary"):
        assert "Weapons" in text_of(small, page)
        assert not re.search(r"\bArms\b(?! from)", text_of(small, page)), page


def test_a_figure_that_was_lost_is_drawn_again(small):
    (small.root / "figures" / "t-arms.png").unlink()
    assert executed(build(small)) == {"arms": "t-arms.png changed"}
    assert (small.root / "figures" / "t-arms.png").exists()


def test_a_broken_cell_fails_the_build_by_name_and_leaves_the_last_good_book(small):
    before = hashes(small.html)
    alter(small, "words.count(", "words.no_such(", "chapters/arms.md")
    failed = small.build()
    assert failed.returncode == 1
    assert "chapters/arms.md: a cell failed" in failed.stderr
    assert "no_such" in failed.stderr
    assert hashes(small.html) == before


def test_a_warning_of_sphinx_fails_the_build_and_leaves_the_last_good_book(small):
    before = hashes(small.html)
    alter(small, "{doc}`arms`", "{doc}`nowhere`", "chapters/index.md")
    failed = small.build()
    assert failed.returncode == 1
    assert "the build failed, so the last good book was left as it was" in failed.stderr
    assert hashes(small.html) == before


def test_an_altered_table_stops_the_build_by_name(small):
    alter(small, OLD, NEW, seal=False)
    failed = small.build()
    assert failed.returncode == 1
    assert "data/arms/transfers.csv: the content was altered or cut off" in failed.stderr
    assert "python -m dossier seal arms/transfers" in failed.stderr


def test_a_table_that_is_gone_stops_the_build_by_name_though_no_chapter_reads_it(small):
    (small.root / "data" / "economy" / "distances.csv").unlink()
    failed = small.build()
    assert failed.returncode == 1
    assert "data/economy/distances.csv" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_cell_reaches_no_host(small):
    asks = "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)\n"
    alter(small, "arms = load", f"{asks}arms = load", "chapters/arms.md")
    failed = small.build()
    assert failed.returncode == 1
    assert "the network is denied to a build" in failed.stderr


def test_a_second_build_in_the_same_folder_is_refused_in_one_message(small):
    with (small.root / "_build" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = small.build()
    assert refused.returncode == 1
    assert "another build is at work here" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("name", ["CITATION.cff", "requirements.txt"])
def test_what_every_page_shows_or_needs_writes_every_page(small, name):
    path = small.root / name
    path.write_text(path.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    done = build(small)
    assert "writing pages: anew" in done.stderr
    assert set(executed(done)) == ({"arms", "verdict"} if name == "requirements.txt" else set())


def test_fonts_are_listed_before_a_cell_runs_since_that_is_said_where_it_takes_long(tmp_path):
    code = "from dossier.site import executing; executing._find_fonts()"
    env = os.environ | {"MPLCONFIGDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, env=env, check=True)
    assert list(tmp_path.glob("fontlist*.json"))
