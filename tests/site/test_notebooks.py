"""Chapters as executed notebooks: valid, readable, with their pictures, the same bytes, and they run."""

import dataclasses
import functools
import html
import json
import re
import sys

import nbclient
import nbformat
import pytest
from bs4 import BeautifulSoup

from dossier.site import citing, execution, notebooks
from dossier.site.notebooks import Known, Words
from tests.markup import markup
from tests.site.test_citing import chapter

KNOWN = Known(
    glued={"deaths": "1,234"},
    titles={"chapters/reason-3/first": "Who came first?", "chapters/data": "Data", "chapters/atlas": "Atlas"},
    numbers={"r1-map": "Fig. 3"},
    labels={"verdicts": ("chapters/rules", "verdicts", "Verdicts")},
    minutes=lambda named: f"{len(named)} minutes",
    notebooks={"chapters/reason-3/first", "chapters/data"},
)
SAID = Words(KNOWN, "chapters/reason-1/order")


@pytest.mark.parametrize(
    ("myst", "plain"),
    [
        ("{glue:text}`deaths` died", "1,234 died"),
        ("{glue:text}`unknown`", "`unknown`"),
        ("in {minutes}`chapters/data chapters/index#the-rivals`", "in 2 minutes"),
        ("{doc}`../reason-3/first`", "[Who came first?](reason-3-first.ipynb)"),
        ("{doc}`the tables <../data>`", "[the tables](data.ipynb)"),
        ("{doc}`/chapters/data`", "[Data](data.ipynb)"),
        ("{numref}`r1-map` shows", "Fig. 3 shows"),
        ("so {cite}`jamestown2015`.", "so (The Jamestown Foundation 2015)."),
        ("{doc}`../atlas`", "[Atlas](../chapters/atlas.html)"),
        ("{ref}`What it rests on <verdicts>`", "[What it rests on](../chapters/rules.html#verdicts)"),
        ("{ref}`verdicts`", "[Verdicts](../chapters/rules.html#verdicts)"),
        (
            '<a href="../timeline.html?to=2014">then</a>',
            '<a href="../chapters/timeline.html?to=2014">then</a>',
        ),
        (
            "::::{dropdown} The rules\n:name: rules\n\n- One.\n::::",
            "<details><summary>The rules</summary>\n\n\n- One.\n\n</details>",
        ),
        (":::::{container} answer\n:::{container} why\nBecause.\n:::\n:::::", "Because."),
        ("a `{code}` and ```\n:x: y\n```", "a `{code}` and ```\n:x: y\n```"),
    ],
)
def test_markup_becomes_words(myst, plain):
    assert SAID.plain(myst) == plain


def cell(source, *outputs, **metadata):
    return {
        "cell_type": "code",
        "id": "random",
        "metadata": metadata | {"execution": {"iopub.execute_input": "2026"}},
        "source": source,
        "execution_count": 1,
        "outputs": [
            {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
            for data in outputs
        ],
    }


def test_a_notebook_keeps_pictures_and_drops_what_differs_from_run_to_run():
    figure = {
        "text/html": ["<figure>", "x</figure>"],
        "text/markdown": "::::{figure} a.png",
        "text/plain": "x",
    }
    raw = {"text/markdown": "``````{raw} html\n<p>shown</p>\n``````", "text/plain": "…"}
    table = {
        "text/markdown": "In {numref}`r1-map`.",
        "text/html": "<p>In figure r1-map.</p>",
        "text/plain": "…",
    }
    made = notebooks.cleaned(
        {"cells": [cell("publish(…)", figure, raw, table, tags=["hide-input"])], "metadata": {"timing": 3}},
        chapter(),
        SAID,
    )
    nbformat.validate(nbformat.from_dict(made))
    first, code = made["cells"]
    assert "Executed notebook" in first["source"]
    assert code["id"] == "cell-01"
    assert code["metadata"] == {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    assert code["outputs"][0]["data"] == {"text/html": "<figure>x</figure>", "text/plain": "x"}
    assert "\n<p>shown</p>" in code["outputs"][1]["data"]["text/html"]
    assert "<p>In Fig. 3.</p>" in code["outputs"][2]["data"]["text/html"]
    assert "timing" not in made["metadata"]


def shown(notebook):
    """What a notebook shows: its Markdown, and every form of each output."""
    for each in notebook.cells:
        if each.cell_type == "markdown":
            yield each.source
        for output in each.get("outputs", ()):
            yield from output.data.values()


@pytest.fixture(scope="module")
def taken(book):
    return {
        file.stem: nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)
        for file in sorted((book.html / notebooks.FOLDER).glob("*.ipynb"))
    }


def test_every_chapter_with_code_is_there_valid_and_without_markup(book, taken):
    sources = {
        citing.key(file.relative_to(book.root).with_suffix("").as_posix())
        for file in (book.root / "chapters").rglob("*.md")
        if "{code-cell}" in file.read_text(encoding="utf-8")
    }
    assert set(taken) == sources
    for name, notebook in taken.items():
        nbformat.validate(notebook)
        left = markup("\n".join(shown(notebook)))
        assert not left, f"{name}: {left[0]}"
        assert all(each.execution_count for each in notebook.cells if each.cell_type == "code"), name


def test_every_figure_lies_inside_one_notebook(book, taken):
    pictures = [
        output
        for notebook in taken.values()
        for each in notebook.cells
        for output in each.get("outputs", ())
        if "data:image/png;base64," in output.data.get("text/html", "")
    ]
    assert len(pictures) == len(list((book.root / "figures").glob("*.json")))


LINK = re.compile(r'\]\(([^)\s]+)\)|(?:href|src)="([^"]*)"')


def test_every_relative_link_leads_to_a_file_and_an_anchor(book, taken):
    """A link's query is for scripts of the page; addresses with a scheme lead out of the book."""

    @functools.cache
    def anchors(file):
        return set(re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8")))

    links = 0
    for name, notebook in taken.items():
        text = "\n".join(shown(notebook))
        own = set(re.findall(r'\bid="([^"]+)"', text))
        for link in {html.unescape(each) for found in LINK.findall(text) for each in found}:
            path, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link) or not link:
                continue
            file = (book.html / notebooks.FOLDER / path.partition("?")[0]).resolve()
            assert not path or file.is_file(), f"{name} links to {link}"
            assert not anchor or anchor in (anchors(file) if path else own), f"{name} links to {link}"
            links += 1
    assert links


def test_a_published_book_is_linked_at_its_address():
    said = Words(KNOWN, "chapters/reason-1/order")
    said.book = dataclasses.replace(said.book, url="https://example.org/book/")
    for myst, page in (
        ("{doc}`/chapters/data`", "data.html"),
        ("{ref}`x <verdicts>`", "rules.html#verdicts"),
    ):
        assert f"](https://example.org/book/chapters/{page})" in said.plain(myst)


def test_each_page_offers_its_notebook_in_the_menu(book, taken):
    page = BeautifulSoup(
        (book.html / "chapters/reason-1/order.html").read_text(encoding="utf-8"), "html.parser"
    )
    links = [link["href"] for link in page.select(".dropdown-download-buttons a")]
    assert links[:2] == ["../../notebooks/reason-1-order.ipynb", "../../_sources/chapters/reason-1/order.md"]


def test_a_downloaded_notebook_runs_in_the_environment_of_the_clone(book, taken, tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setenv("PYTHONPATH", str(book.root))
    notebook = nbformat.from_dict(json.loads(json.dumps(taken["reason-1-order"])))
    client = nbclient.NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    again = [output for each in notebook.cells for output in each.get("outputs", ())]
    before = [output for each in taken["reason-1-order"].cells for output in each.get("outputs", ())]
    assert figures(again) == figures(before)
    assert figures(again), sys.executable
    assert not [left for output in again for left in markup(output.data.get("text/html", ""))]


def figures(outputs):
    drawn = (output.data.get("text/html", "") for output in outputs)
    return [each for each in drawn if each.startswith("<figure>")]


ROWS = [
    {
        "chapter": f"chapters/{name}.md",
        "seconds": "40.0",
        "processor_seconds": seconds,
        "peak_rss_mb": "300",
        "load": "1.5",
        "python": "3.12.1",
        "cpu": "A processor",
        "cores": "2",
        "date": "2026-11-25",
    }
    for name, seconds in (("a", "2.04"), ("b", "31.5"))
]


def test_the_report_says_when_and_on_what_it_was_measured_and_lists_the_longest_first():
    said = execution.report(ROWS, ["chapters/a.md", "chapters/b.md"])
    for part in (
        "25 November 2026",
        "Python 3.12.1",
        "A processor",
        "2 cores",
        "34 seconds of the processor",
        "80 elapsed",
        "300 MB",
    ):
        assert part in said
    assert said.index("`/chapters/b`") < said.index("`/chapters/a`")
    assert "Not measured" not in said


def test_the_report_names_what_is_new_and_leaves_out_what_is_gone():
    said = execution.report(ROWS, ["chapters/a.md", "chapters/c.md"])
    assert said.endswith("Not measured yet: {doc}`/chapters/c`.")
    assert "chapters/b" not in said


def test_every_chapter_with_code_is_measured_or_named_as_not_measured(book):
    page = BeautifulSoup((book.html / "chapters/rerun.html").read_text(encoding="utf-8"), "html.parser")
    article = page.find("article")
    linked = {link["href"].removesuffix(".html") for link in article.select("table a, p a")}
    executed = {chapter.removeprefix("chapters/").removesuffix(".md") for chapter in execution.notebooks()}
    # The page's link to itself names no file.
    assert linked >= executed - {"rerun"}
