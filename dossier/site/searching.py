"""The book's own search: one index of places, written with the pages, and a page that asks it.

The theme's search is switched off; what MiniSearch makes of the index, and how a query is read, stands in
`static/search-engine.js`.
"""

from __future__ import annotations

import json
from pathlib import Path

from dossier.site import finding
from dossier.site.figures import FOLDER
from dossier.site.figures import places as figures_placed
from dossier.site.search.places import Place, figure, places
from dossier.site.search.spellings import SPELLINGS
from dossier.site.turning import shown
from dossier.storage import write_whole

#: A script, because a page that is opened from a folder may load no data; it lies beside the search page.
INDEX = "search-index.js"
BEFORE, AFTER = "window.bookIndex = ", ";\n"
PAGE = "search"
#: Scripts of the search page, in the order in which they run.
SCRIPTS = ("vendor/minisearch.min.js", "search-engine.js", "search.js")
#: What the theme ships for Sphinx's search.
REPLACED = ("searchtools.js", "language_data.js")


def setup(app) -> None:
    """Put the book's search in place of Sphinx's."""
    app.dossier_places = {}
    app.connect("builder-inited", switch)
    app.connect("html-page-context", keep_places)
    app.connect("html-page-context", equip)
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", write_index)


def switch(app) -> None:
    """Have Sphinx write no index and no page of its own, and take up places of pages that stay as they are."""
    if app.builder.name != "html":
        return
    app.builder.search = False
    file = Path(app.outdir) / INDEX
    if file.exists():
        written = json.loads(file.read_text(encoding="utf-8").removeprefix(BEFORE).removesuffix(AFTER))
        for kind, page, anchor, title, text in written["places"]:
            app.dossier_places.setdefault(page, []).append(Place(kind, page, anchor, title, [text]))


def keep_places(app, pagename, templatename, context, doctree) -> None:
    """Remember what a page holds until all are written."""
    if app.builder.name != "html":
        return
    if doctree is not None:
        app.dossier_places[pagename] = places(doctree, pagename)
    elif templatename == "figure.html":
        app.dossier_places[pagename] = [figure(pagename, context["about"], context["told"], context["table"])]


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give the search page its scripts and style, and pages with folded parts the script that opens them."""
    if pagename == PAGE:
        app.add_css_file("search.css", priority=902)
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")
    elif "<details" in context.get("body", ""):
        app.add_js_file("search-reveal.js", loading_method="defer")


def collect(app):
    """Yield the search page, with the list of pages for readers whose browser runs no scripts."""
    if app.builder.name == "html":
        yield (
            PAGE,
            {"title": "Search", "listed": finding.pages_in_order(app.env), "index": INDEX},
            "search.html",
        )


def write_index(app, exception) -> None:
    """Write the index beside the search page, in the book's order, and drop what served Sphinx's search."""
    if exception is not None or app.builder.name != "html":
        return
    written = shown(index(app.dossier_places, _pages(app.env)))
    write_whole(Path(app.outdir) / INDEX, written.encode("utf-8"))
    for name in REPLACED:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)


def _pages(env) -> dict[str, str]:
    """Return each page that can be found, in the book's order: its title, or for a figure's the page it stands on."""
    titles = dict(finding.pages_in_order(env))
    placed = figures_placed(env)
    return titles | {f"{FOLDER}/{name}": place.chapter for name, place in placed.items()}


def index(found: dict[str, list[Place]], pages: dict[str, str]) -> str:
    """Return the index as a script: spellings, pages, and one place a line.

    Parameters
    ----------
    found : dict
        Page to its places.
    pages : dict
        Page to its title, or to the page on which its figure stands; what is not here is left out.
    """
    lines = [
        _json([place.kind, page, place.anchor, place.title, place.text])
        for page in pages
        for place in found.get(page, ())
    ]
    listed = ",\n".join(lines)
    return f'{BEFORE}{{"spellings": {_json(SPELLINGS)},\n"pages": {_json(pages)},\n"places": [\n{listed}\n]}}{AFTER}'


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
