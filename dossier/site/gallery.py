"""The gallery: every figure of the book small, chapter by chapter, each leading to its own page."""

from __future__ import annotations

import html
import itertools

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util.osutil import relative_uri

from dossier.book import filters
from dossier.site import figures


class gallery(nodes.General, nodes.Element):
    """Stands where the gallery will be: what it shows is known when every chapter has been read."""


class Gallery(Directive):
    """`{figure-gallery}`: all figures of the book."""

    def run(self):
        """Hold the gallery's place."""
        return [gallery()]


def fill(app, doctree, docname) -> None:
    """Put the figures of the book in the gallery's place: pictures in the pages, a list in other forms."""
    for node in list(doctree.findall(gallery)):
        placed = figures.places(app.env)
        grouped = [
            (chapter, [figures.figure(key) for key, _ in found])
            for chapter, found in itertools.groupby(placed.items(), key=lambda each: each[1].chapter)
        ]
        pictured = app.builder.name == "html"
        node.replace_self((_pictures if pictured else _listed)(app, docname, grouped))


def _pictures(app, docname: str, grouped: list) -> list[nodes.Node]:
    page = app.builder.get_target_uri(docname)
    sections = "".join(_section(app, page, chapter, shown) for chapter, shown in grouped)
    form = filters.form(".figure-cards li", "figures", filters.search("Words in a title or chapter"))
    filled = f'{form}<div class="figure-gallery">{sections}</div>'
    return [nodes.raw("", filled, format="html")]


def _section(app, page: str, chapter: str, shown: list) -> str:
    title = html.escape(app.env.titles[chapter].astext())
    address = relative_uri(page, app.builder.get_target_uri(chapter))
    anchor = html.escape(f"of-{chapter.removeprefix('chapters/').replace('/', '-')}")
    cards = "".join(_card(app, page, each, title) for each in shown)
    return (
        f'<section aria-labelledby="{anchor}"><h2 id="{anchor}"><a href="{address}">{title}</a></h2>'
        f'<ul class="figure-cards">{cards}</ul></section>'
    )


def _card(app, page: str, shown: figures.Figure, chapter: str) -> str:
    """Return one figure of the gallery; its title is its name."""
    address = relative_uri(page, shown.page)
    title = f'<span class="figure-title">{html.escape(shown.title)}</span>'
    return f'<li data-words="{chapter}"><a href="{address}">{figures.thumbnails(shown, page)}{title}</a></li>'


def _listed(app, docname: str, grouped: list) -> list[nodes.Node]:
    listed = nodes.bullet_list()
    for chapter, shown in grouped:
        address = app.builder.get_relative_uri(docname, chapter)
        for each in shown:
            link = nodes.reference("", each.title, refuri=f"{address}#{each.id}", internal=True)
            listed += nodes.list_item("", nodes.paragraph("", "", link))
    return [listed]


def setup(app) -> None:
    """Make the directive known to Sphinx, and fill its place once every chapter has been read."""
    app.add_node(gallery)
    app.add_directive("figure-gallery", Gallery)
    app.connect("doctree-resolved", fill)
