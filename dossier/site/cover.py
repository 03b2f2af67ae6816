"""The cover of the book: a band around the first page's title, with a picture drawn from the book's data."""

from __future__ import annotations

import html
from functools import cache

import numpy as np
import shapely
from docutils import nodes

from dossier import catalogue, cited

#: What stands over and under the title.
KIND = "An executable research dossier"
QUESTION = "An article of 2017 gave four reasons. Which of them do the data bear out?"
#: Size of the picture, and the space between its dots.
WIDTH, HEIGHT, STEP = 360, 250, 8
#: Widths of dots: a place with no deaths counted, then more and more of them.
DOTS = (1.2, 2.2, 3.4, 4.7, 6.2)
#: Deaths around a dot at which it grows.
GROWS = (1, 100, 400, 1500)


def add_cover(app, doctree, docname) -> None:
    """Put the title of the first page on the cover."""
    if app.builder.format == "html" and docname == app.config.root_doc:
        front = next(doctree.findall(nodes.section))
        where = front.index(next(front.findall(nodes.title)))
        before = f'<div class="cover">\n{picture()}\n<p class="cover-kind">{KIND}</p>'
        after = f'<p class="cover-question">{QUESTION}</p>\n<p class="cover-version">{edition()}</p>\n</div>'
        front.insert(where + 1, nodes.raw("", after, format="html"))
        front.insert(where, nodes.raw("", before, format="html"))


def give_style(app, pagename, templatename, context, doctree) -> None:
    """Give the style of the cover to the first page, and to no other."""
    if pagename == app.config.root_doc:
        app.add_css_file("cover.css", priority=901)


def edition() -> str:
    """Return the version of the book and its day."""
    return html.escape(cited.book().edition)


@cache
def picture() -> str:
    """Return Afghanistan as a field of dots that grow with the deaths of organised violence around them.

    The dots keep off any border, so that the picture draws none. Screen readers skip it.
    """
    land = catalogue.load("maps/countries").set_index("iso3").geometry["AFG"]
    events = catalogue.load("conflict/afghan_events")
    across, down = _placer(land.bounds)
    shape = shapely.transform(
        land, lambda points: np.column_stack((across(points[:, 0]), down(points[:, 1])))
    )
    columns, rows = np.meshgrid(np.arange(0, WIDTH, STEP), np.arange(0, HEIGHT, STEP))
    columns, rows = columns + np.where(rows // STEP % 2, STEP / 2, 0), rows
    inside = shapely.contains_xy(shape, columns, rows)
    nearest = np.round(down(events["latitude"]) / STEP).astype(int)
    along = np.floor((across(events["longitude"]) - np.where(nearest % 2, STEP / 2, 0)) / STEP + 0.5)
    deaths = np.zeros(columns.shape)
    fits = (nearest >= 0) & (nearest < deaths.shape[0]) & (along >= 0) & (along < deaths.shape[1])
    np.add.at(deaths, (nearest[fits], along[fits].astype(int)), events["best"][fits].astype(float))
    size = np.digitize(deaths, GROWS)
    drawn = "".join(
        f'<path stroke-width="{width}" d="{_dots(columns[chosen], rows[chosen])}"/>'
        for grade, width in enumerate(DOTS)
        if (chosen := inside & (size == grade)).any()
    )
    return (
        f'<svg class="cover-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" fill="none" stroke="currentColor" stroke-linecap="round">{drawn}</svg>'
    )


def _placer(bounds: tuple[float, float, float, float]):
    """Return where a longitude and a latitude fall on the picture, true in its middle."""
    west, south, east, north = bounds
    squeeze = np.cos(np.radians((south + north) / 2))
    scale = min((WIDTH - STEP) / ((east - west) * squeeze), (HEIGHT - STEP) / (north - south))
    left, top = (
        (WIDTH - (east - west) * squeeze * scale) / 2,
        (HEIGHT - (north - south) * scale) / 2,
    )
    return (
        lambda longitude: left + (np.asarray(longitude, float) - west) * squeeze * scale,
        lambda latitude: top + (north - np.asarray(latitude, float)) * scale,
    )


def _dots(columns: np.ndarray, rows: np.ndarray) -> str:
    return "".join(f"M{x:g} {y:g}h0" for x, y in zip(columns, rows, strict=True))


def setup(app) -> None:
    """Wire the cover into Sphinx."""
    app.connect("doctree-resolved", add_cover)
    app.connect("html-page-context", give_style)
