"""A book whose owner has filled in what CITATION.cff leaves open: pages, files and notebooks say it and lead there."""

import html
import json
import re

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string

from tests.build.test_small_book import build

ADDRESS = "https://example.org/book/"
CITATION = """cff-version: 1.2.0
message: Cite it.
title: A small book
authors:
  - {family-names: Ek, name-particle: van, name-suffix: Jr., given-names: Ada}
  - {alias: handle42}
  - {name: "Example & Sons, Inc."}
license: MIT
"""
OPEN = f"""version: 1.10
date-released: "2026-11-28"
url: {ADDRESS}
identifiers: [{{type: doi, value: 10.5281/zenodo.1}}]
"""


#: Every kind of link that a notebook turns into Markdown.
LINKS = """
See {doc}`glossary`, {doc}`the verdict <verdict>`, {numref}`t-arms` and <a href="verdict.html?x=1#verdict">there</a>.
"""


@pytest.fixture
def cited(small):
    def rebuilt(text):
        page = small.root / "chapters" / "arms.md"
        page.write_text(page.read_text(encoding="utf-8") + LINKS, encoding="utf-8")
        (small.root / "CITATION.cff").write_text(text, encoding="utf-8")
        build(small)
        return small

    return rebuilt


def tags(page):
    head = BeautifulSoup(page.read_text(encoding="utf-8").partition("</head>")[0], "html.parser")
    return [(meta["name"], meta["content"]) for meta in head.select('meta[name^="citation_"]')]


def links(notebook):
    said = "\n".join(
        text
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        for text in (
            [cell["source"]]
            if cell["cell_type"] == "markdown"
            else [each for output in cell["outputs"] for each in output["data"].values()]
        )
    )
    found = re.findall(r'\]\(([^)\s]+)\)|(?:href|src)="([^"]*)"', said)
    return {html.unescape(link) for pair in found for link in pair if link}


def test_every_form_names_its_authors_version_and_day_and_links_lead_to_pages(cited):
    small = cited(CITATION + OPEN)
    (entry,) = parse_string(
        (small.html / "citations" / "arms.bib").read_text("utf-8"), "bibtex"
    ).entries.values()
    assert [str(person) for person in entry.persons["author"]] == [
        "van Ek, Jr., Ada",
        "{handle42}",
        r"{Example \& Sons, Inc.}",
    ]
    assert (entry.fields["year"], entry.fields["doi"]) == ("2026", "10.5281/zenodo.1")
    assert "Version 1.10;" in entry.fields["note"]
    assert "AU  - van Ek, Ada, Jr." in (small.html / "citations" / "book.ris").read_text("utf-8")
    (item,) = json.loads((small.html / "citations" / "book.json").read_text("utf-8"))
    assert item["author"][0]["non-dropping-particle"] == "van"
    found = tags(small.html / "chapters" / "index.html")
    assert [value for name, value in found if name == "citation_author"] == [
        "van Ek Jr., Ada",
        "handle42",
        "Example & Sons, Inc.",
    ]
    assert ("citation_publication_date", "2026/11/28") in found
    assert ("citation_public_url", f"{ADDRESS}chapters/index.html") in found
    leading = 0
    for notebook in (small.html / "notebooks").glob("*.ipynb"):
        for link in links(notebook):
            assert link.startswith(("https://", "data:", "#")), f"{notebook.name} links to {link}"
            if link.startswith(ADDRESS):
                path, _, anchor = link.removeprefix(ADDRESS).partition("#")
                text = (small.html / path.partition("?")[0]).read_text(encoding="utf-8")
                assert not anchor or f'id="{anchor}"' in text, f"{notebook.name} links to {link}"
                leading += 1
    assert leading >= 3


def test_a_citation_of_required_keys_alone_makes_a_book_without_day_and_version(cited):
    small = cited(CITATION)
    text = (small.html / "citations" / "arms.bib").read_text("utf-8")
    assert "year" not in text
    assert "Version" not in text
    shown = BeautifulSoup((small.html / "chapters" / "arms.html").read_text("utf-8"), "html.parser")
    said = shown.select_one(".cite-text").get_text()
    assert said.startswith(
        "Ada van Ek Jr., handle42 and Example & Sons, Inc. “Arms.” In A small book. swh:1:cnt:"
    )
    assert "citation_publication_date" not in dict(tags(small.html / "chapters" / "arms.html"))


def test_a_wrong_citation_stops_the_build_in_one_message(small):
    (small.root / "CITATION.cff").write_text(CITATION.replace("alias", "allias"), encoding="utf-8")
    failed = small.build()
    assert failed.returncode == 1
    assert "CITATION.cff: authors[2].allias is no key" in failed.stderr
    assert "Traceback" not in failed.stderr
