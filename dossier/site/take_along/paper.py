"""The book and its chapters as PDF, printed by the system's Chromium."""

from __future__ import annotations

import copy
import html
import io
import json
import logging
import re
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path

import font_source_sans_pro as source_sans
import numpy as np
from bs4 import Tag
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from dossier.site.take_along import tagging
from dossier.site.take_along.about import LANGUAGE, TERMS, About
from dossier.site.take_along.pages import HEADINGS, Links, Page, prefix_ids, web_address
from dossier.site.take_along.works_cited import with_works_cited

# It remarks that Chromium numbers objects beyond the count it states, which harms nobody.
logging.getLogger("pypdf").setLevel(logging.ERROR)

#: The style sheet that the web pages use on paper, and what only a bound book has.
SHEETS = (
    Path(__file__).parent.parent / "static" / "print.css",
    Path(__file__).parent / "paper.css",
)
FORMAT = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}
#: What stands before the names of the pages that the book leaves out.
LEFT_OUT = "Only on the web, and as PDFs of their own"
#: What the ids of the places for page numbers begin with.
PAGE_OF = "page-of-"
#: Milliseconds that a loaded machine may take to lay out the whole book.
SLOWEST = 300_000
RUNNING = 'font: 8.5pt "Dossier Text", sans-serif; color: #555;'


def whole(pages: list[Page], about: About) -> str:
    """Return the book as one page of HTML: cover, contents, parts and chapters, without the annexes."""
    held = [page for page in pages if page.bound]
    links = Links(held, _within, about.address)
    body = [_cover(about), _contents(held, _left_out(pages, about.address))]
    part = ""
    for page in held:
        opening = page.part != part
        part = page.part
        level = page.depth + 1 if page.depth else 1
        heading = f'<h1 class="part">{html.escape(part)}</h1>' if opening else ""
        body.append(_chapter(page, links, level, heading))
    return _document(about, f"{about.title} {about.subtitle}", "\n".join(body), held)


def alone(page: Page, references: Page, about: About) -> str:
    """Return one chapter as a page of HTML, with the book it is from above its title and what it cites at its end."""
    page = with_works_cited(page, references)
    origin = (
        f'<p class="origin"><cite>{html.escape(about.title)}</cite> {html.escape(about.subtitle)}. '
        f"{html.escape(', '.join(about.authors))}. {about.edition}. {TERMS}</p>"
    )
    links = Links([page], _within, about.address)
    body = _chapter(page, links, 1, origin)
    return _document(about, page.title, body, [page])


def _within(page: Page, anchor: str) -> str:
    return f"#{page.slug}--{anchor}" if anchor else f"#{page.slug}"


def _chapter(page: Page, links: Links, level: int, heading: str) -> str:
    """Return a page as a chapter: ids of its own, headings `level - 1` steps lower, links inside the book."""
    body = copy.copy(page.body)
    links.settle(page, body)
    prefix_ids(body, f"{page.slug}--")
    _lower_headings(body, level - 1)
    for picture in body.find_all("img", src=True):
        if not picture["src"].startswith("data:"):
            picture["src"] = Path(picture["src"]).as_uri()
    for link in body.select("a.external"):
        if link.get_text(strip=True).rstrip("/") == link["href"].rstrip("/"):
            link["class"] = ["external", "bare"]
    return f'<section class="chapter" id="{page.slug}">{heading}{body.decode()}</section>'


def _lower_headings(body: Tag, steps: int) -> None:
    """Give headings the level they have in the whole, and keep the one they have in their page as a class."""
    for tag in body.find_all(HEADINGS):
        level = int(tag.name[1])
        tag["class"] = [*tag.get("class", []), f"level-{level}"]
        tag.name = f"h{min(level + steps, 6)}"


def _cover(about: About) -> str:
    lines = [
        f'<p class="title-page-title">{html.escape(about.title)}</p>',
        f'<p class="title-page-subtitle">{html.escape(about.subtitle)}</p>',
        f'<p class="title-page-abstract">{html.escape(about.abstract)}</p>',
        f'<p class="title-page-author">{html.escape(", ".join(about.authors))}</p>',
        f'<p class="title-page-edition">{about.edition}</p>',
        f'<p class="title-page-terms">{TERMS}</p>',
    ]
    if about.address:
        lines.append(f'<p class="title-page-terms">{html.escape(about.address)}</p>')
    return f'<section class="title-page">{"".join(lines)}</section>'


def _contents(pages: list[Page], left_out: str) -> str:
    """Return the contents; the page numbers are filled in once they are known, in room kept for them."""
    lines, part = [], ""
    for page in pages:
        if page.part != part:
            part = page.part
            lines.append(f'<li class="contents-part">{html.escape(part)}</li>')
        lines.append(
            f'<li class="contents-{page.depth}"><a href="#{page.slug}">{html.escape(page.title)}</a>'
            f'<span id="{PAGE_OF}{page.slug}"></span></li>'
        )
    return f'<section class="contents"><h1>Contents</h1><ul>{"".join(lines)}</ul>{left_out}</section>'


def _left_out(pages: list[Page], address: str) -> str:
    """Return a paragraph that names the pages which the book leaves out, each with where it is published."""
    named = []
    for page in pages:
        if not page.bound:
            title, place = html.escape(page.title), web_address(address, f"{page.name}.html")
            linked = f'<a class="external" href="{html.escape(place)}">{title}</a>'
            named.append(linked if place else f"<cite>{title}</cite>")
    return f'<p class="contents-left-out">{LEFT_OUT}: {"; ".join(named)}.</p>' if named else ""


def _document(about: About, title: str, body: str, pages: list[Page]) -> str:
    sheets = "\n".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE}" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>"
        f'<meta name="author" content="{html.escape(", ".join(about.authors))}">'
        f"<style>{typeface()}\n{sheets}\n{_running_titles(pages, about)}</style></head>"
        f'<body class="bound">{body}</body></html>'
    )


def _running_titles(pages: list[Page], about: About) -> str:
    """Return a page style for each chapter: its title above, the edition below."""
    return "\n".join(
        f"#{page.slug} {{ page: {page.slug}; }}\n"
        f"@page {page.slug} {{ @top-left {{ content: {_quoted(page.title)}; {RUNNING} }} "
        f"@bottom-left {{ content: {_quoted(f'{about.title} {about.edition}')}; {RUNNING} }} }}"
        for page in pages
    )


def typeface() -> str:
    """Return the style rules that name the faces of the book's typeface, from the package that ships them.

    Its TrueType files: outlines of the other kind become pictures of letters in the PDF.
    """
    faces = (
        (source_sans.SourceSansPro, "normal", 400),
        (source_sans.SourceSansProIt, "italic", 400),
        (source_sans.SourceSansProSemibold, "normal", 600),
        (source_sans.SourceSansProBold, "normal", 700),
        (source_sans.SourceSansProBoldIt, "italic", 700),
    )
    return "\n".join(
        f'@font-face {{ font-family: "Dossier Text"; font-style: {style}; font-weight: {weight}; '
        f'src: url("{Path(file).with_suffix(".ttf").as_uri()}"); }}'
        for file, style, weight in faces
    )


def _quoted(words: str) -> str:
    """Return words as a string of CSS."""
    return json.dumps(words, ensure_ascii=False).replace("</", "<\\/")


def printed(browser, document: str, about: About, title: str) -> bytes:
    """Return a document as PDF: tagged, with an outline, the same bytes for the same document.

    A document with contents is printed twice, because Chromium counts pages only while it prints.
    """
    raw = _print(browser, document)
    if PAGE_OF in document:
        for slug, start in _starts(raw).items():
            place = f'<span id="{PAGE_OF}{slug}">'
            document = document.replace(f"{place}<", f"{place}{start}<")
        raw = _print(browser, document)
    return _settled(raw, about, title, _headings(document))


def _print(browser, document: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "book.html")
        file.write_text(document, encoding="utf-8")
        page = browser.new_page(java_script_enabled=False)
        page.set_default_timeout(SLOWEST)
        page.emulate_media(media="print", color_scheme="light")
        page.goto(file.as_uri(), wait_until="load")
        raw = page.pdf(**FORMAT)
        page.close()
    return raw


def _starts(raw: bytes) -> dict[str, int]:
    """Return the page on which each chapter starts, by slug."""
    return {name.lstrip("/"): page for name, page in _places(raw).items() if "--" not in name}


def _places(raw: bytes) -> dict[str, int]:
    """Return the page of each place that a link within a PDF can name."""
    reader = PdfReader(io.BytesIO(raw))
    places = reader.named_destinations.items()
    return {name: reader.get_destination_page_number(target) + 1 for name, target in places}


def _settled(raw: bytes, about: About, title: str, headings: list[str]) -> bytes:
    """Give a PDF its metadata, and the dates and the identity of the edition in place of the moment's."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.pdf_header = "%PDF-1.7"
    for held in writer._objects:
        if isinstance(held, StreamObject) and held.get("/Subtype") == "/Image":
            _pack(held)
    _name_bookmarks(writer.root_object.get("/Outlines", {}), headings)
    stamp = about.moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.metadata = {
        "/Title": title,
        "/Author": ", ".join(about.authors),
        "/Subject": about.subtitle,
        "/Creator": f"{about.title} {about.edition}",
        "/Producer": "Chromium, pypdf",
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    tagging.complete(writer, about, title, _places(raw))
    identity = ByteStringObject(uuid.uuid5(about.identifier, title).bytes)
    writer._ID = ArrayObject([identity, identity])
    settled = io.BytesIO()
    writer.write(settled)
    return settled.getvalue()


def _headings(document: str) -> list[str]:
    """Return the words of every heading of a document, in order."""
    found = re.findall(r"<(h[1-6])\b[^>]*>(.*?)</\1>", document, re.S)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", inner)).split()) for _, inner in found]


def _name_bookmarks(outline: DictionaryObject, headings: list[str]) -> None:
    """Give bookmarks the words of their headings: of one at the top of a page, Chromium writes a line twice."""
    bookmarks = list(_bookmarks(outline))
    if len(bookmarks) == len(headings):
        for bookmark, words in zip(bookmarks, headings, strict=True):
            bookmark[NameObject("/Title")] = TextStringObject(words)


def _bookmarks(above: DictionaryObject) -> Iterator[DictionaryObject]:
    below = above.get("/First")
    while below is not None:
        bookmark = below.get_object()
        yield bookmark
        yield from _bookmarks(bookmark)
        below = bookmark.get("/Next")


def _pack(image: StreamObject) -> None:
    """Write a picture of at most 256 colours with a palette, as its file had it: a third of the weight."""
    if image.get("/ColorSpace", [""])[0] != "/ICCBased" or image.get("/BitsPerComponent") != 8:
        return
    pixels = np.frombuffer(image.get_data(), np.uint8)
    if pixels.size != image["/Width"] * image["/Height"] * 3:
        return
    places = pixels.reshape(-1, 3) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    # A table of all colours is quicker than sorting a million pixels.
    seen = np.zeros(1 << 24, np.uint8)
    seen[places] = 1
    colours = np.flatnonzero(seen)
    if len(colours) > 256:
        return
    palette = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)
    image[NameObject("/ColorSpace")] = ArrayObject(
        [
            NameObject("/Indexed"),
            image.raw_get("/ColorSpace"),
            NumberObject(len(colours) - 1),
            ByteStringObject(palette.tobytes()),
        ]
    )
    image[NameObject("/Filter")] = NameObject("/FlateDecode")
    image.pop("/DecodeParms", None)
    seen[colours] = np.arange(len(colours))
    image._data = zlib.compress(seen[places].tobytes(), 9)
