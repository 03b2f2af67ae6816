"""The built pages as files: links, figures, downloads, hosts."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

SCHEMES = ("light", "dark")


class Page(HTMLParser):
    """What a page links to, loads and shows."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads, self.pictures = set(), [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("script", "img", "iframe", "source") and found.get("src"):
            self.loads.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "preload", "icon", "shortcut icon"):
            self.loads.append(found["href"])
        if tag == "img":
            self.pictures.append(found)


@pytest.fixture(scope="module")
def parsed(book):
    return {
        path.relative_to(book.html): Page(path.read_text(encoding="utf-8"))
        for path in book.html.rglob("*.html")
        if "_static" not in path.parts
    }


@pytest.fixture(scope="module")
def figures(book):
    return {path.stem: json.loads(path.read_text()) for path in (book.root / "figures").glob("*.json")}


def test_no_page_loads_from_another_host(parsed):
    foreign = {str(name): url for name, page in parsed.items() for url in page.loads if urlsplit(url).netloc}
    assert not foreign


def test_no_page_shows_a_number_that_is_none(book):
    """A share of nothing would read `nan%`."""
    shown = {
        path.relative_to(book.html).as_posix(): re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))
        for path in book.html.glob("chapters/**/*.html")
    }
    assert len(shown) > 50
    assert [name for name, text in shown.items() if re.search(r"\bnan\b", text)] == []


def test_every_internal_link_and_anchor_resolves(book, parsed):
    for name, page in parsed.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = name if not parts.path else (name.parent / unquote(parts.path))
            resolved = (book.html / target).resolve()
            assert resolved.exists(), f"{name} links to {link}"
            anchored = parsed.get(resolved.relative_to(book.html.resolve()))
            if parts.fragment and anchored:
                assert unquote(parts.fragment) in anchored.ids, f"{name} links to {link}"


def test_every_figure_is_in_one_chapter_with_its_words_and_has_a_page_and_a_place_in_the_gallery(
    book, parsed, figures
):
    assert len(figures) >= 8
    gallery = parsed[Path("chapters/gallery.html")]
    for figure, about in figures.items():
        holding = [name for name, page in parsed.items() if figure in page.ids]
        assert len(holding) == 1, f"{figure} is in {len(holding)} pages"
        for name in (holding[0], Path(f"figures/{figure}.html")):
            page = parsed[name]
            shown = [picture for picture in page.pictures if f"/{figure}-" in picture["src"]]
            assert [each["class"].split()[-1] for each in shown] == [f"only-{scheme}" for scheme in SCHEMES]
            assert all(each["alt"] == " ".join(about["alt"].split()) for each in shown)
            for ending in ("csv", "png", "svg"):
                assert any(link.endswith(f"{figure}.{ending}") for link in page.links), f"{name}: no {ending}"
        assert any(link.endswith(f"figures/{figure}.html") for link in gallery.links), figure
        assert about["source"] in _plain((book.html / holding[0]).read_text(encoding="utf-8"))


def _plain(page):
    """Undo what the builder does to text: entities and typographic quotation marks."""
    return html.unescape(page).translate(str.maketrans("‘’“”", "''\"\""))


def test_no_picture_is_shown_without_alternative_text(parsed):
    for name, page in parsed.items():
        for picture in page.pictures:
            assert picture.get("alt") is not None, f"{name}: {picture.get('src')}"
            assert not picture["alt"].endswith((".png", ".svg")), f"{name}: {picture['alt']}"
