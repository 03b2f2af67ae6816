"""A page for each figure, at an address that stays: picture, words, table, files, sources, citation."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Iterator

from sphinx.util.osutil import relative_uri

from dossier import cited
from dossier.cited import Book
from dossier.site import coverage, describing, figures
from dossier.site.figures import DOWNLOADS, FOLDER, Figure, Place

#: Rows that a page shows; the CSV has all.
MOST_ROWS = 200
#: What each download is, for machines.
FORMATS = {"csv": "text/csv", "png": "image/png", "svg": "image/svg+xml", "json": "application/json"}


def collect(app) -> Iterator[tuple[str, dict, str]]:
    """Yield the page of each figure for Sphinx to lay out like any other."""
    if app.builder.name != "html" or not app.dossier_all:
        return
    book = cited.book()
    placed = figures.places(app.env)
    shown = {figure_id: figures.figure(figure_id) for figure_id in placed}
    order = list(shown.values())
    for number, each in enumerate(order):
        context = page(app, each, placed[each.id], book)
        context["prev"] = _neighbour(order[number - 1]) if number else None
        context["next"] = _neighbour(order[number + 1]) if number + 1 < len(order) else None
        yield f"{FOLDER}/{each.id}", context, "figure.html"


def page(app, shown: Figure, place: Place, book: Book) -> dict:
    """Return all that the page of a figure says."""
    frame = describing.read(shown.file("csv"))
    chapter = relative_uri(shown.page, app.builder.get_target_uri(place.chapter))
    return {
        "title": html.escape(shown.title),
        "figure": shown,
        "about": shown.about,
        "number": _number(app.env, shown, place),
        "pictures": figures.opened(shown, shown.page, at_once=True),
        "night": figures.night(shown),
        "told": describing.describe(frame, shown.about["columns"]),
        "table": table(shown, frame),
        "downloads": downloads(shown),
        "chapter": {"title": app.env.titles[place.chapter].astext(), "address": chapter},
        "in_cell": place.in_cell,
        "gallery": relative_uri(shown.page, "chapters/gallery.html"),
        "cite": cite(shown, book),
        "data": structured(shown, book, frame),
        "meta": {"html_theme.sidebar_secondary.remove": "true"},
    }


def downloads(shown: Figure) -> list[dict]:
    """Return each file of a figure: words, address on its page, size in kB."""
    return [
        {
            "words": said,
            "address": f"{shown.id}.{ending}",
            "kb": f"{shown.file(ending).stat().st_size / 1000:,.1f}",
        }
        for ending, said in DOWNLOADS.items()
    ]


def table(shown: Figure, frame) -> dict:
    """Return the data as text: names of columns, which are numbers, the first rows, and how many there are."""
    with shown.file("csv").open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    kinds = describing.kinds(frame)
    numeric = [kinds[name] in ("number", "year") for name in names]
    rounded = [kinds[name] == "number" and name not in describing.NAMES for name in names]
    return {
        "names": names,
        "numeric": numeric,
        "rows": [
            [
                describing.number(float(cell)) if is_rounded and cell else cell
                for cell, is_rounded in zip(row, rounded, strict=True)
            ]
            for row in rows[:MOST_ROWS]
        ],
        "count": len(rows),
        "more": max(len(rows) - MOST_ROWS, 0),
    }


def cite(shown: Figure, book: Book) -> str:
    """Return how to cite a figure; its address is there once the book has one."""
    address = book.at(shown.page)
    where = ", ".join(filter(None, (f"Figure in {book.title}", book.dated)))
    return f"{book.by}. “{shown.title}.” {where}. Figure {shown.id}.{f' {address}' if address else ''}"


def structured(shown: Figure, book: Book, frame) -> str:
    """Return a figure's data for machines: a schema.org Dataset as JSON-LD.

    Addresses are relative to the page until `CITATION.cff` says where the book is published.
    """
    about = shown.about
    told = (about["title"], about["caption"], about["alt"])
    covered = coverage.of_figure(frame, told, [source["table"] for source in about["sources"]])
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": about["title"],
        "description": f"{about['title']}. {about['caption']}",
        "identifier": shown.id,
        "license": about["licence"]["path"],
        "creator": [{"@type": each.kind, "name": each.written} for each in book.authors],
        "version": book.version,
        "datePublished": book.day,
        "isPartOf": {"@type": "Book", "name": book.title},
        "variableMeasured": [str(name) for name in frame.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": said,
                "encodingFormat": FORMATS[ending],
                "contentUrl": book.at(f"{FOLDER}/{shown.id}.{ending}") or f"{shown.id}.{ending}",
            }
            for ending, said in DOWNLOADS.items()
        ],
        "isBasedOn": [_source(source) for source in about["sources"]],
        "url": book.at(shown.page),
        **covered.stated(),
    }
    data = {name: value for name, value in data.items() if value}
    return json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")


def _source(source: dict) -> dict:
    told = {
        "@type": "CreativeWork",
        "name": source["release"],
        "creditText": source["citation"],
        "license": source["licence"],
    }
    addresses = [address for address in source["addresses"] if address.startswith("http")]
    return (
        told
        | ({"url": addresses[0]} if addresses else {})
        | ({"sameAs": addresses[1:]} if addresses[1:] else {})
    )


def _number(env, shown: Figure, place: Place) -> str:
    """Return the number that the chapter gives the figure; it may change, the id does not."""
    numbers = env.toc_fignumbers.get(place.chapter, {}).get("figure", {}).get(shown.id, ())
    return ".".join(map(str, numbers))


def _neighbour(shown: Figure) -> dict:
    return {"title": html.escape(shown.title), "link": f"{shown.id}.html"}


def setup(app) -> None:
    """Wire the pages into Sphinx."""
    app.connect("html-collect-pages", collect)
