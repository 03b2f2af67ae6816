"""The book as EPUB 3, made from the built pages."""

from __future__ import annotations

import copy
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import font_source_sans_pro as source_sans
from bs4 import Tag
from bs4.formatter import HTMLFormatter
from PIL import Image, ImageDraw, ImageFont

from dossier.site.take_along.about import LANGUAGE, TERMS, About
from dossier.site.take_along.packing import packed
from dossier.site.take_along.pages import Links, Page

STYLE = Path(__file__).parent / "ebook.css"
TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".webp": "image/webp"}
#: Names in pictures that HTML writes in lower case and XML must not.
SVG_CASE = {
    name.lower(): name
    for name in re.findall(
        r"\S+",
        "viewBox preserveAspectRatio gradientUnits gradientTransform patternUnits patternTransform clipPath "
        "clipPathUnits linearGradient radialGradient markerWidth markerHeight markerUnits refX refY textLength "
        "lengthAdjust startOffset foreignObject textPath pathLength",
    )
}
#: Every attribute has a value in XML, and no character has a name but five.
XML = HTMLFormatter(
    entity_substitution=html.escape, void_element_close_prefix="/", empty_attributes_are_booleans=False
)

#: What a reader who cannot see the pages is told before taking the book.
SUMMARY = (
    "Every picture has alternative text that says what it shows, and every figure a caption that says how to read it. "
    "Headings, lists and tables are marked as such, tables with their header cells. The contents lead to every "
    "chapter, and the text follows the size, typeface and colours that a reader chooses. Nothing moves, sounds or "
    "flashes."
)

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
DISPLAY = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
<body>{body}</body>
</html>
"""  # noqa: E501


def epub(pages: list[Page], about: About) -> bytes:
    """Return the EPUB: cover, title page, contents, a file for each page, pictures; the same bytes every time."""
    links = Links(pages, _within, about.address)
    pictures: dict[str, bytes] = {}
    chapters = {page.slug: _chapter(page, links, pictures, about) for page in pages}
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "book/book.css": STYLE.read_bytes(),
        "book/cover.png": cover(about),
        "book/cover.xhtml": _cover_page(about).encode(),
        "book/contents.xhtml": _contents(pages, about).encode(),
    }
    members |= {f"book/{slug}.xhtml": text.encode() for slug, text in chapters.items()}
    members |= {f"book/{name}": content for name, content in pictures.items()}
    members["book/book.opf"] = _package(pages, chapters, pictures, about).encode()
    return packed(members, about.moment, first="mimetype")


def _within(page: Page, anchor: str) -> str:
    return f"{page.slug}.xhtml#{anchor}" if anchor else f"{page.slug}.xhtml"


def _chapter(page: Page, links: Links, pictures: dict[str, bytes], about: About) -> str:
    body = copy.copy(page.body)
    links.settle(page, body)
    _unique_ids(body)
    for picture in body.find_all("img", src=True):
        if not picture["src"].startswith("data:"):
            file = Path(picture["src"])
            name = f"pictures/{file.name}"
            pictures[name] = file.read_bytes()
            picture["src"] = name
    for drawn in body.find_all("svg"):
        _as_xml(drawn)
    return _display(page.title, body.decode(formatter=XML))


def _unique_ids(body: Tag) -> None:
    """Drop every id that was there before: HTML shrugs, XML does not."""
    seen: set[str] = set()
    for tag in body.find_all(id=True):
        if tag["id"] in seen or not re.fullmatch(r"[A-Za-z_][\w.\-]*", tag["id"]):
            del tag["id"]
        else:
            seen.add(tag["id"])


def _as_xml(drawn: Tag) -> None:
    drawn["xmlns"] = "http://www.w3.org/2000/svg"
    if drawn.find(attrs={"xlink:href": True}):
        drawn["xmlns:xlink"] = "http://www.w3.org/1999/xlink"
    for tag in (drawn, *drawn.find_all(True)):
        tag.name = SVG_CASE.get(tag.name, tag.name)
        tag.attrs = {SVG_CASE.get(name, name): value for name, value in tag.attrs.items()}


def _display(title: str, body: str) -> str:
    return DISPLAY.format(language=LANGUAGE, title=html.escape(title), body=body)


def _cover_page(about: About) -> str:
    alt = f"{about.title} {about.subtitle}. {about.edition}."
    return _display(
        about.title,
        f'<section class="cover"><img src="cover.png" role="doc-cover" alt="{html.escape(alt)}"/></section>'
        f'<section class="imprint" epub:type="titlepage"><h1>{html.escape(about.title)}</h1>'
        f"<p>{html.escape(about.subtitle)}</p><p>{html.escape(', '.join(about.authors))}</p>"
        f"<p>{about.edition}</p><p>{html.escape(about.abstract)}</p><p>{TERMS}</p></section>",
    )


def _contents(pages: list[Page], about: About) -> str:
    """Return the navigation: parts hold chapters, chapters hold their sections."""
    tree: list = []
    for page in pages:
        if page.depth == 0:
            tree.append((page.title, page.slug, []))
            continue
        if not tree or tree[-1][0] != page.part or tree[-1][1]:
            tree.append((page.part, "", []))
        shelf = tree[-1][2] if page.depth == 1 else tree[-1][2][-1][2]
        shelf.append((page.title, page.slug, []))
    listed = "".join(_entries(tree))
    opening = '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">'
    return _display("Contents", f'{opening}<h1 id="contents">Contents</h1><ol>{listed}</ol></nav>')


def _entries(tree: list) -> Iterator[str]:
    for title, slug, below in tree:
        words = html.escape(title)
        inner = f"<ol>{''.join(_entries(below))}</ol>" if below else ""
        yield (
            f'<li><a href="{slug}.xhtml">{words}</a>{inner}</li>'
            if slug
            else (f"<li><span>{words}</span>{inner}</li>")
        )


def _package(pages: list[Page], chapters: dict[str, str], pictures: dict[str, bytes], about: About) -> str:
    items = [
        '<item id="cover-picture" href="cover.png" media-type="image/png" properties="cover-image"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    ]
    for page in pages:
        drawn = ' properties="svg"' if "<svg" in chapters[page.slug] else ""
        items.append(
            f'<item id="page-{page.slug}" href="{page.slug}.xhtml" media-type="application/xhtml+xml"{drawn}/>'
        )
    for number, name in enumerate(sorted(pictures), start=1):
        kind = TYPES[Path(name).suffix.lower()]
        items.append(f'<item id="picture-{number}" href="{html.escape(name)}" media-type="{kind}"/>')
    spine = ["cover", "contents", *(f"page-{page.slug}" for page in pages)]
    read_in_order = "".join(f'<itemref idref="{name}"/>' for name in spine)
    creators = "".join(f"<dc:creator>{html.escape(author)}</dc:creator>" for author in about.authors)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identity" '
        f'xml:lang="{LANGUAGE}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="identity">urn:uuid:{about.identifier}</dc:identifier>'
        f"<dc:title>{html.escape(f'{about.title} {about.subtitle}')}</dc:title>"
        f"<dc:language>{LANGUAGE}</dc:language>{creators}"
        f"{f'<dc:date>{about.day}</dc:date>' if about.day else ''}"
        f"<dc:description>{html.escape(about.abstract)}</dc:description>"
        f"<dc:rights>{TERMS}</dc:rights>"
        f'<meta property="dcterms:modified">{about.moment:%Y-%m-%dT%H:%M:%SZ}</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        '<meta property="schema:accessModeSufficient">textual</meta>'
        '<meta property="schema:accessibilityFeature">alternativeText</meta>'
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
        '<meta property="schema:accessibilityFeature">structuralNavigation</meta>'
        '<meta property="schema:accessibilityFeature">readingOrder</meta>'
        '<meta property="schema:accessibilityHazard">none</meta>'
        f'<meta property="schema:accessibilitySummary">{SUMMARY}</meta>'
        f"</metadata><manifest>{''.join(items)}</manifest>"
        f"<spine>{read_in_order}</spine></package>\n"
    )


#: Width and height of the cover, as shops and shelves of e-books ask for it.
COVER = (1200, 1800)


def cover(about: About) -> bytes:
    """Return the cover as a PNG: title, subtitle, authors and edition on the book's colour."""
    image = Image.new("RGB", COVER, "#163f5c")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, COVER[0], 36), fill="#c8372d")
    below = 330
    for words, face, size in (
        (about.title, source_sans.SourceSansProBold, 128),
        (about.subtitle, source_sans.SourceSansPro, 58),
    ):
        font = ImageFont.truetype(face, size)
        for line in _lines(words, font, draw, COVER[0] - 220):
            draw.text((110, below), line, font=font, fill="white")
            below += round(size * 1.16)
        below += 50
    font = ImageFont.truetype(source_sans.SourceSansPro, 46)
    named = _lines(", ".join(about.authors), font, draw, COVER[0] - 220)
    for place, line in enumerate(named):
        draw.text((110, COVER[1] - 260 - 58 * (len(named) - 1 - place)), line, font=font, fill="white")
    draw.text((110, COVER[1] - 190), about.edition, font=font, fill="#d5e2ec")
    written = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(written, format="png", optimize=True)
    return written.getvalue()


def _lines(words: str, font, draw, width: int) -> list[str]:
    """Break words into lines that fit a width in pixels."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=font) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
