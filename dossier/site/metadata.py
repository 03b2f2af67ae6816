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

from bs4 import BeautifulSoup

from dossier import catalogue
from dossier.cards import Card, Origin
from dossier.site import cited, citing, preview
from dossier.site.cited import LANGUAGE, LICENCE, Author, Book
from dossier.site.citing import FRONT, Work

#: Most search engines and messengers cut a description off about here.
LONGEST = 200
#: A paragraph that begins with bold words of at least this length is the page's answer.
ANSWER = 40
#: The page of data cards.
DATA = "chapters/data"
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
    soup = BeautifulSoup(body, "html.parser")
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
    book = work.book
    tags = [("citation_title", book.title if work.is_book else work.title)]
    tags += [("citation_author", author.sorted) for author in book.authors]
    tags.append(("citation_publication_date", f"{book.released:%Y/%m/%d}"))
    if not work.is_book:
        tags.append(("citation_inbook_title", book.title))
    tags.append(("citation_language", LANGUAGE))
    tags += [("citation_doi", book.doi)] if book.doi else []
    tags += [("citation_public_url", work.url)] if work.url else []
    return tags


def open_graph(title: str, about: str, book: Book, page: str = "") -> list[tuple[str, str]]:
    """Return the Open Graph properties of a page.

    Parameters
    ----------
    title, about : str
        The page's heading and description.
    book : Book
        The book it is part of.
    page : str
        Path of a chapter without ending; nothing for what is no chapter (search, index).
    """
    tags = [
        ("og:title", title),
        ("og:type", "article" if page and page != FRONT else "website"),
        ("og:site_name", book.title),
        ("og:locale", "en_GB"),
    ]
    tags += [("og:description", about)] if about else []
    if page and page != FRONT:
        tags.append(("article:published_time", book.released.isoformat()))
    if book.url and page:
        picture = f"{book.url}{preview.FOLDER}/{citing.key(page)}.png"
        tags += [
            ("og:url", f"{book.url}{page}.html"),
            ("og:image", picture),
            ("og:image:type", "image/png"),
            ("og:image:width", str(preview.WIDTH)),
            ("og:image:height", str(preview.HEIGHT)),
            ("og:image:alt", preview.alt(title, page)),
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
        "datePublished": book.released.isoformat(),
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
        "datePublished": book.released.isoformat(),
        "version": book.version,
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "keywords": list(book.keywords),
        "url": book.url,
        "sameAs": f"https://doi.org/{book.doi}" if book.doi else "",
    }
    return {name: value for name, value in stated.items() if value}


def _agent(author: Author) -> dict:
    if author.name:
        stated = {"@type": "Organization", "name": author.name}
    else:
        stated = {"@type": "Person", "name": author.written}
        stated |= {"givenName": author.given, "familyName": author.family}
    return {name: value for name, value in (stated | {"sameAs": author.orcid}).items() if value}


def data_catalog(cards: list[Card], book: Book) -> dict:
    """Return the tables of `data/` as a schema.org DataCatalog, from their cards.

    The place of a file is its path in the repository, as in `data/datapackage.json`; it is an address only if
    the repository's is known.
    """
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": f"Tables of “{book.title}”",
        "creator": [_agent(author) for author in book.authors],
        "datePublished": book.released.isoformat(),
        "version": book.version,
        "inLanguage": LANGUAGE,
        "dataset": [_dataset(card, book) for card in cards],
    }


#: Media types of the files in `data/`, as `data/datapackage.json` gives them.
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "fgb": "application/vnd.flatgeobuf"}


def _dataset(card: Card, book: Book) -> dict:
    folder = card.table.split("/")[0]
    file = {
        "@type": "DataDownload",
        "name": f"data/{folder}/{card.file}",
        "encodingFormat": MEDIA[card.file.rpartition(".")[2]],
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
    }


def _licence(origin: Origin) -> str | dict:
    return origin.licence_url or {"@type": "CreativeWork", "name": origin.licence}


def add_metadata(app, pagename, templatename, context, doctree) -> None:
    """Put all of it into the head of a page."""
    if app.builder.name != "html":
        return
    book = cited.book()
    about = description(context.get("body", ""))
    title = BeautifulSoup(context.get("title", ""), "html.parser").get_text() or book.title
    chapter = pagename in app.env.found_docs
    lines = []
    if chapter:
        work = citing.work(app.env, pagename)
        title = book.title if work.is_book else work.title
        lines += [_meta("name", name, value) for name, value in highwire(work)]
    lines += [
        _meta("property", *pair) for pair in open_graph(title, about, book, pagename if chapter else "")
    ]
    if about:
        lines.append(_meta("name", "description", about))
    large = "summary_large_image" if book.url and chapter else "summary"
    lines.append(_meta("name", "twitter:card", large))
    if not chapter:
        lines.append(_meta("name", "robots", "noindex"))
    else:
        lines.append(linked_data(article(work, about)))
    if pagename == DATA:
        lines.append(linked_data(data_catalog([catalogue.card(name) for name in catalogue.names()], book)))
    context["metatags"] = context.get("metatags", "") + "".join(f"\n    {line}" for line in lines)


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(value)}" />'


def linked_data(stated: dict) -> str:
    """Return JSON-LD in the element that carries it; no text can close that element early."""
    text = json.dumps(stated, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def setup(app) -> None:
    """Wire the metadata into Sphinx; late, when the page's text is as readers see it."""
    app.connect("html-page-context", add_metadata, priority=950)
