"""Names, words, references, file names and the citation with markup, scripts, formulas and worse: all of it is text."""

import csv
import functools
import http.server
import json
import threading

import pytest
from bs4 import BeautifulSoup

from tests.build.conftest import HEAD, TOC, small_book
from tests.site.visits import WATCH

#: What each place below is given, at once.
SCRIPT = "<script>alert('1')</script>"
PICTURE = '<img src="nowhere" onerror="alert(2)">'
FORMULA = '=HYPERLINK("https://192.0.2.1/","open")'
ABROAD = "../../x"
TURNED = "left \u202eright"
MARKDOWN = "[link](javascript:alert(3)) {raw}`html` $\\frac{1}$ &lt; *not* <javascript:alert(4)>"
ALL = f"{SCRIPT} {PICTURE} {ABROAD} {TURNED} {MARKDOWN}"
#: What means something in Markdown where a line begins, or to a spreadsheet where a cell does.
BEGINNINGS = (
    FORMULA,
    "+1+cmd",
    "-1+cmd",
    "@SUM(1)",
    "% gone",
    "(gone)=",
    ":::{note}",
    "1. one",
    "+++ gone",
    "# one",
)
#: As they are seen on a page.
SEEN = ALL.replace("\u202e", "[U+202E]")
#: A file's name with all that Linux allows.
FILE = "it's \"quoted\" <b>;alert(5) ');alert(6);('"

CHAPTER = (
    HEAD
    + """# Hostile

```{code-cell} python
:tags: [hide-cell]
from dataclasses import replace

import pandas as pd

from dossier import load
from dossier.book import blocks, chronicle, claimreview, claims
from dossier.book.telling import tell
from dossier.charts import publish
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import canvas, heading
from dossier.verdicts.ledger import Claim, Entry, Finding
from dossier.verdicts.scale import Judged, Verdict

ALL, BEGINNINGS = {given}
verdict = Verdict("revenge", ALL, "mixed", "likely", ALL, (ALL,), "low", (ALL,))
found = Finding("document", verdict, (verdict,))
claim = Claim("C01", "r1", ALL, ALL, ALL, ALL, "fact", ALL, ALL, "yes", ALL, ALL, "mixed", "low", ("hostile2020",), ())
timeline = load("evidence/timeline").head(len(BEGINNINGS))
timeline = timeline.assign(event=BEGINNINGS, actors=ALL, source_key="hostile2020")
data = pd.DataFrame({"name": [ALL, *BEGINNINGS, "-5"], "value": range(len(BEGINNINGS) + 2)})
tell(hostile=ALL)
figure, axes = canvas()
axes.barh(data.index, data["value"])
heading(figure, "<script>", r"What costs $\\frac{$ <img>")
```

Told: {glue:text}`hostile`, as {cite}`hostile2020` has it.

```{code-cell} python
publish(Exhibit(figure, ALL, ALL, f"{ALL} 1", data, ("arms/transfers",)), "t-hostile")
```

## Events

```{code-cell} python
chronicle.chronicle(timeline)
```

## Claims

```{code-cell} python
claims.part([Entry(claim, found, found)], "r1")
```

```{code-cell} python
claimreview.claim_reviews([Entry(claim, found, found)])
```

```{code-cell} python
blocks.verdict_table([Judged(verdict, verdict)])
```

```{code-cell} python
blocks.citation(ALL)
```

## References

```{bibliography}
```
"""
)
REFERENCE = f"""
@misc{{hostile2020, author={{{{{SCRIPT}}}}}, title={{{{{PICTURE} {ABROAD} {TURNED}}}}}, year={{2020}},
  url={{javascript:alert(7)}}, rank={{press}}, note={{Retrieved}} }}
"""


def spoil(clone):
    """Put hostile words wherever the small book takes words."""
    given = repr((ALL, list(BEGINNINGS)))
    (clone.root / "chapters" / "hostile.md").write_text(CHAPTER.replace("{given}", given), encoding="utf-8")
    for name in (FILE, "how-to-read"):
        (clone.root / "chapters" / f"{name}.md").write_text("# A name\n\nOne sentence.\n", encoding="utf-8")
    listed = [f"  - file: {json.dumps(f'chapters/{name}')}\n" for name in ("hostile", "how-to-read", FILE)]
    (clone.root / "_toc.yml").write_text(TOC + "".join(listed), encoding="utf-8")
    bibliography = clone.root / "data" / "evidence" / "references.bib"
    bibliography.write_text(bibliography.read_text(encoding="utf-8") + REFERENCE, encoding="utf-8")
    cited = {
        "cff-version": "1.2.0",
        "message": ALL,
        "title": ALL,
        "type": "software",
        "authors": [{"name": ALL}, {"family-names": ALL, "given-names": ALL}],
        "version": SCRIPT,
        "abstract": ALL,
        "keywords": [ALL],
    }
    lines = [f"{name}: {json.dumps(value)}" for name, value in cited.items()]
    text = "\n".join([*lines, "date-released: 2026-11-28", ""])
    (clone.root / "CITATION.cff").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(book, tmp_path_factory):
    """A small book full of hostile words, two folders deep in one of its own."""
    clone = small_book(tmp_path_factory.mktemp("around") / "a" / "b")
    spoil(clone)
    done = clone.build()
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return clone


@pytest.fixture(scope="module")
def pages(hostile):
    return {
        path.relative_to(hostile.html).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in hostile.html.rglob("*.html")
    }


#: Sphinx sets quotation marks in prose.
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def text(element):
    return " ".join(element.get_text().translate(STRAIGHT).split())


def test_what_is_hostile_is_text_on_every_page(pages):
    assert {f"chapters/{FILE}.html", "chapters/hostile.html", "figures/t-hostile.html"} <= pages.keys()
    for name, page in pages.items():
        inline = page.select("script:not([src]):not([type$=json])")
        assert len(inline) == (name == "404.html"), name
        assert not page.select("img[src=nowhere], [onerror], [href^=javascript]"), name
        handled = {
            value for each in page.find_all(True) for key, value in each.attrs.items() if key[:2] == "on"
        }
        assert not handled, name
        assert "\u202e" not in str(page), name


def test_each_place_shows_it_as_it_is(pages, record_property):
    words = len(BEGINNINGS) + len((SCRIPT, PICTURE, ABROAD, TURNED, MARKDOWN, FILE))
    record_property("Hostile words shown as words", f"{words} of {words}")
    chapter, own = pages["chapters/hostile.html"], pages["figures/t-hostile.html"]
    assert text(own.h1) == SEEN
    assert text(own.select_one("figcaption p")) == SEEN
    assert own.select_one("td, tbody th").get_text() == SEEN
    assert SEEN in text(own.select_one("#cite"))
    assert f"Told: {SEEN}, as" in text(chapter.article)
    # A caption may mark words as code, and nothing else.
    assert SEEN.replace("`", "") in text(chapter.select_one("figure.evidence-figure figcaption"))
    assert [text(each) for each in chapter.select(".chronicle-event > p:nth-of-type(2)")] == [
        f"{event}. [{SCRIPT}, 2020]" for event in BEGINNINGS
    ]
    # A semicolon stands between two actors.
    assert SEEN.replace("; ", " and ") in text(chapter.select_one(".chronicle-facts"))
    claim = text(chapter.select_one("#c01, details.claim"))
    assert claim.count(SEEN) >= 10
    reference = text(chapter.select_one("div.citation"))
    assert SCRIPT in reference
    assert f"{PICTURE} {ABROAD} left [U+202E]right" in reference
    quoted = text(chapter.select_one("blockquote"))
    assert quoted.count(SEEN) == 5
    assert text(chapter.select_one(".cite-text pre")).count(SEEN) == 4


def test_a_page_says_of_itself_what_is_written(pages):
    front = pages["chapters/index.html"]
    assert front.select_one("meta[property='og:site_name']")["content"] == SEEN
    assert json.loads(front.select_one("script[type$=json]").string)["name"] == SEEN
    own = json.loads(pages["figures/t-hostile.html"].select_one("script[type$=json]").string)
    assert (own["name"], own["creator"][0]["name"]) == (SEEN, SEEN)


def test_the_csv_holds_data_and_no_formula(hostile):
    for folder in (hostile.root, hostile.html):
        with (folder / "figures" / "t-hostile.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        names = [name for name, _ in rows]
        assert head == ["name", "value"]
        assert names[0] == ALL
        assert not [name for name in names if name.startswith(("=", "+", "@"))]
        assert [name.removeprefix("'") for name in names] == [ALL, *BEGINNINGS, "-5"]
        assert names[-1] == "-5"


def test_nothing_is_written_outside_the_folder(hostile):
    around = hostile.root.parent.parent
    assert [path.name for path in around.iterdir()] == ["a"]
    assert [path.name for path in hostile.root.parent.iterdir()] == ["b"]
    assert not list(hostile.root.rglob("x")) + list(hostile.root.rglob("x.*"))


@pytest.mark.browser
@pytest.mark.parametrize("opened", ["from a host", "from a folder"])
def test_a_browser_runs_none_of_it(hostile, pages, chromium, opened):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(hostile.html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context()
        context.add_init_script(WATCH)
        page, said = context.new_page(), []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: said.append(str(error)))
        for name in pages.keys() - {"index.html"}:  # which leads on at once
            file = hostile.html / name
            host = f"http://127.0.0.1:{server.server_port}/"
            address = host + file.as_uri().removeprefix(hostile.html.as_uri() + "/")
            page.goto(file.as_uri() if opened == "from a folder" else address, wait_until="load")
            said += page.evaluate("window.refused")
        page.goto(f"{(hostile.html / 'search.html').as_uri()}?q=alert", wait_until="load")
        page.wait_for_selector("#search-results li")
        said += page.evaluate("window.refused")
        context.close()
        server.shutdown()
    assert said == []
