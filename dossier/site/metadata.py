"""What each page says of itself to machines: description, Highwire tags, Open Graph, schema.org.

Addresses are written only once `CITATION.cff` has the book's `url`: Open Graph and the Highwire tags want
absolute addresses, and one made up, or a relative one, would be wrong. Until then a page carries its title,
authors, date and description, and no picture.
"""

from __future__ import annotations

import html
import json
import re
import textwrap
from dataclasses import dataclass

from bs4 import BeautifulSoup

from dossier import catalogue, cited
from dossier.cards import Card, Origin
from dossier.catalogue import MEDIATYPES
from dossier.cited import LANGUAGE, LICENCE, Author, Book
from dossier.site import citing, coverage, entries, preview
from dossier.site.citing import FRONT, Work

#: Most search engines and messengers cut a description off about here.
LONGEST = 200
#: Characters of a page among which its description is found.
OPENING = 30_000
#: A paragraph that begins with bold words of at least this length is the page's answer.
ANSWER = 40
#: The page of data cards.
DATA = "chapters/data"
#: What the tags call the work that another stands in, by what the latter is in BibTeX.
CONTAINERS = {
    "article": "journal_title",
    "incollection": "inbook_title",
    "inproceedings": "conference_title",
}
#: Markup of a page that is no sentence of its text.
NO_PROSE = (
    "script, style, figure, figcaption, table, .cell_input, .admonition, .headerlink, details, nav, .cite"
)


def description(body: str) -> str:
    """Return what a page says in one or two sentences: its answer in bold, or its first paragraph.

    Parameters
    ----------
    body : str
        HTML of the page's article.

    Returns
    -------
    str
        Plain text of at most `LONGEST` characters; empty if the page has no paragraph.
    """
    soup = BeautifulSoup(body[:OPENING], "html.parser")
    for other in soup.select(NO_PROSE):
        other.decompose()
    paragraphs = soup.find_all("p")
    for paragraph in paragraphs:
        bold = next(iter(paragraph.children), None)
        if getattr(bold, "name", None) == "strong" and len(bold.get_text()) >= ANSWER:
            return shortened(bold.get_text())
    texts = (shortened(paragraph.get_text()) for paragraph in paragraphs)
    return next((text for text in texts if text), "")


def shortened(text: str) -> str:
    """Return text on one line, cut after a sentence, or else a word, before `LONGEST` characters."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    sentences = re.match(rf"(.{{60,{LONGEST - 1}}}[.?!])(?= [A-Z“])", text)
    return sentences[1] if sentences else textwrap.shorten(text, LONGEST, placeholder=" …")


def highwire(work: Work) -> list[tuple[str, str]]:
    """Return the `citation_*` tags of a page, as Google Scholar and Zotero read them."""
    entry = work.entry
    first, _, last = entry.pages.partition("–")
    tags = [
        ("title", entry.title),
        *(("author", author.sorted) for author in entry.authors),
        ("publication_date", "/".join(f"{part:02}" for part in entry.day)),
        (CONTAINERS.get(entries.kinds(entry)[0], "series_title"), entry.container),
        ("publisher", entry.publisher),
        ("volume", entry.volume),
        ("issue", entry.issue),
        ("firstpage", first),
        ("lastpage", last),
        ("isbn", entry.isbn),
        ("issn", entry.issn),
        ("language", entry.language),
        # The DOI is the book's: on a chapter's page it would name the wrong thing.
        ("doi", entry.doi if work.is_book else ""),
        ("public_url", work.url),
    ]
    return [(f"citation_{name}", value) for name, value in tags if value]


@dataclass(frozen=True)
class Picture:
    """What a link's preview shows.

    Parameters
    ----------
    file : str
        Path in the built book.
    alt : str
        What is to be seen.
    """

    file: str
    alt: str


def open_graph(title: str, about: str, book: Book, page: str = "", picture: Picture | None = None):
    """Return the Open Graph properties of a page, as pairs of name and value.

    Parameters
    ----------
    title, about : str
        The page's heading and description.
    book : Book
        The book it is part of.
    page : str
        Path of a chapter or a figure without ending; nothing for what is neither (search, index).
    picture : Picture, optional
        Shown once the book has an address.
    """
    part = page and page != FRONT
    tags = [
        ("og:title", title),
        ("og:type", "article" if part else "website"),
        ("og:site_name", book.title),
        ("og:locale", "en_GB"),
    ]
    tags += [("og:description", about)] if about else []
    tags += [("article:published_time", book.day)] if part and book.day else []
    if book.url and page:
        tags.append(("og:url", f"{book.url}{page}.html"))
    if book.url and picture:
        tags += [
            ("og:image", f"{book.url}{picture.file}"),
            ("og:image:type", "image/png"),
            ("og:image:alt", picture.alt),
        ]
    return tags


def article(work: Work, about: str) -> dict:
    """Return a page as a schema.org ScholarlyArticle that is a chapter of a book; the front page as the book."""
    book = work.book
    whole = _whole(book)
    if work.is_book:
        return {"@context": "https://schema.org", **whole, "description": about or book.abstract}
    stated = {
        "@context": "https://schema.org",
        "@type": ["ScholarlyArticle", "Chapter"],
        "name": work.title,
        "headline": work.title,
        "description": about,
        "author": [_agent(author) for author in book.authors],
        "datePublished": book.day,
        "version": book.version,
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "identifier": {"@type": "PropertyValue", "propertyID": "SWHID", "value": work.swhid},
        "isPartOf": whole,
        "url": work.url,
    }
    return {name: value for name, value in stated.items() if value}


def _whole(book: Book) -> dict:
    stated = {
        "@type": "Book",
        "name": book.title,
        "author": [_agent(author) for author in book.authors],
        "datePublished": book.day,
        "version": book.version,
        "inLanguage": LANGUAGE,
        "license": list(map(_address_of_licence, book.licences)) or [LICENCE],
        "keywords": list(book.keywords),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": kind, "value": value} for kind, value in book.identifiers
        ],
        "url": book.url,
        "sameAs": f"https://doi.org/{book.doi}" if book.doi else "",
    }
    return {name: value for name, value in stated.items() if value}


def _address_of_licence(name: str) -> str:
    return LICENCE if name == "CC-BY-4.0" else f"https://spdx.org/licenses/{name}"


def _agent(author: Author) -> dict:
    stated = {
        "@type": author.kind,
        "name": author.written,
        "givenName": author.given,
        "familyName": author.surname,
        "honorificSuffix": author.suffix,
        "alternateName": author.alias if author.alias != author.written else "",
        "sameAs": author.orcid,
    }
    return {name: value for name, value in stated.items() if value}


def data_catalog(cards: list[Card], book: Book) -> dict:
    """Return the tables of `data/` as a schema.org DataCatalog, from their cards.

    The place of a file is its path in the repository, as in `data/datapackage.json`; it is an address only if
    the repository's is known.
    """
    stated = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": f"Tables of “{book.title}”",
        "creator": [_agent(author) for author in book.authors],
        "datePublished": book.day,
        "version": book.version,
        "inLanguage": LANGUAGE,
        "dataset": [_dataset(card, book) for card in cards],
    }
    return {name: value for name, value in stated.items() if value}


def _dataset(card: Card, book: Book) -> dict:
    folder = card.table.split("/")[0]
    file = {
        "@type": "DataDownload",
        "name": f"data/{folder}/{card.file}",
        "encodingFormat": MEDIATYPES[card.file.rpartition(".")[2]],
        "contentSize": f"{card.bytes} B",
        "sha256": card.sha256,
    }
    creators = dict.fromkeys(origin.publisher for origin in card.sources)
    return {
        "@type": "Dataset",
        "@id": "#table-" + re.sub(r"[/_]", "-", card.table),
        "name": card.title,
        "identifier": card.table,
        "description": card.kept,
        "version": book.version,
        "creator": [{"@type": "Organization", "name": name} for name in creators],
        "citation": list(dict.fromkeys(origin.citation for origin in card.sources)),
        "license": list({str(each): each for each in map(_licence, card.sources)}.values()),
        "isAccessibleForFree": True,
        "distribution": [file],
        **coverage.of_table(card.table).stated(),
    }


def _licence(origin: Origin) -> str | dict:
    return origin.licence_url or {"@type": "CreativeWork", "name": origin.licence}


#: Pages that lead to others and are nothing to find.
NOTHING_TO_FIND = ("search", "genindex", "404")


def add_metadata(app, pagename, templatename, context, doctree) -> None:
    """Put all of it into the head of a page: of a chapter, of a figure's own page, or of an index."""
    if app.builder.name == "html":
        lines = (
            _chapter(app, pagename, context) if pagename in app.env.found_docs else _other(pagename, context)
        )
        context["metatags"] = context.get("metatags", "") + "".join(f"\n    {line}" for line in lines)


def _chapter(app, page: str, context: dict) -> list[str]:
    work = citing.work(app.env, page)
    book, about = work.book, description(context.get("body", ""))
    title = book.title if work.is_book else work.title
    shown = Picture(f"{preview.FOLDER}/{work.key}.png", preview.alt(title, page)) if book.url else None
    lines = [_meta("name", *pair) for pair in highwire(work)]
    lines += _preview(title, about, book, page, shown)
    lines.append(linked_data(article(work, about)))
    if page == DATA:
        lines.append(linked_data(data_catalog([catalogue.card(name) for name in catalogue.names()], book)))
    return lines


def _other(page: str, context: dict) -> list[str]:
    """Return the tags of a page without a source of its own; a figure's page brings what it says as `about`."""
    book, figure = cited.book(), context.get("about") or {}
    title = BeautifulSoup(context.get("title", ""), "html.parser").get_text() or book.title
    if page in NOTHING_TO_FIND:
        return [*_preview(title, "", book), _meta("name", "robots", "noindex")]
    about = shortened(figure["caption"]) if figure else description(context.get("body", ""))
    shown = Picture(f"{page}.png", figure["alt"]) if figure else None
    return _preview(title, about, book, page, shown)


def _preview(title: str, about: str, book: Book, page: str = "", picture: Picture | None = None) -> list[str]:
    lines = [_meta("property", *pair) for pair in open_graph(title, about, book, page, picture)]
    lines += [_meta("name", "description", about)] if about else []
    large = "summary_large_image" if book.url and picture else "summary"
    return [*lines, _meta("name", "twitter:card", large)]


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(value)}" />'


def linked_data(stated: dict) -> str:
    """Return JSON-LD in the element that carries it; no text can close that element early."""
    text = json.dumps(stated, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def setup(app) -> None:
    """Wire the metadata into Sphinx; late, when the page's text is as readers see it."""
    app.connect("html-page-context", add_metadata, priority=950)
