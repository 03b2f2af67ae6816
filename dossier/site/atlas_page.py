"""The page of the map: base map, first view, words and controls, whole before any script runs."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from dossier import words
from dossier.charts import maps
from dossier.site import atlas, published, renewal
from dossier.site import sheet as drawing
from dossier.site.sheet import HEIGHT, WIDTH, Sheet, path
from dossier.storage import write_whole

PAGE = "chapters/atlas"
#: What the chapter holds where the map is to stand.
PLACE = "<div data-atlas></div>"
#: Degrees of the views that a reader may ask for; the widest is `sheet.FAR`.
VIEWS = {"afghanistan": (60.2, 29.1, 75.2, 38.8), "region": (43.5, 22.0, 90.5, 55.5)}
NAMES = {"afghanistan": "Afghanistan", "region": "The region", "eurasia": "Eurasia"}
#: Style sheet of what the page shows before a script draws, beside the data of layers.
LOOK = f"{atlas.FOLDER}/look.css"
#: Points to pixels at 96 dots an inch.
PX = 4 / 3

base_layers = cache(maps.layers)


def equip(app, pagename, templatename, context, doctree) -> None:
    """Put the map into the page that has a place for it, with its scripts and styles."""
    if PLACE not in context.get("body", ""):
        return
    context["body"] = context["body"].replace(PLACE, markup(lambda figure: _address(app, pagename, figure)))
    # Before the page links it: a link holds the hash of what is there.
    write_whole(Path(app.outdir) / "_static" / LOOK, look().encode("utf-8"))
    app.add_css_file("atlas.css", priority=901)
    app.add_css_file(LOOK, priority=902)
    app.add_js_file("vendor/d3-zoom.min.js", loading_method="defer", priority=800)
    app.add_js_file("atlas.js", loading_method="defer", priority=801)


def write(app, exception) -> None:
    """Put the data of the layers beside the page, when it is written."""
    if exception is None and app.builder.format == "html" and renewal.is_written(app, PAGE):
        atlas.write(Path(app.outdir) / "_static" / atlas.FOLDER)


def depend(app, doctree) -> None:
    """Have Sphinx read the page anew when the data of a figure that it draws change."""
    if app.env.docname == PAGE:
        for layer in atlas.layers():
            published.depend(app.env, layer.figure)


def _address(app, pagename: str, figure: str) -> tuple[str, str] | None:
    """Return a figure's number and address as the page links to it, or nothing if no page has the figure."""
    docname, anchor, _ = app.env.get_domain("std").labels.get(figure, ("", "", ""))
    if not docname:
        return None
    number = app.env.toc_fignumbers.get(docname, {}).get("figure", {}).get(anchor, ())
    name = f"Fig. {'.'.join(map(str, number))}" if number else "Figure"
    return name, f"{app.builder.get_relative_uri(pagename, docname)}#{anchor}"


def markup(address: Callable[[str], tuple[str, str] | None]) -> str:
    """Return the whole widget as HTML.

    Parameters
    ----------
    address : callable
        Figure id to its name and address, or None.
    """
    plane, layers = Sheet(), atlas.layers()
    views = _views(plane)
    first, frame = atlas.opening()
    zones = provinces(plane)
    facts = {
        "first": [first.id, frame.first],
        "views": views,
        "kmPerUnit": round(plane.km_a_unit, 5),
        "places": {code: [name, box] for code, (name, box, _) in zones.items()},
        "layers": [layer.as_json() | {"from": _origin(layer, address)} for layer in layers],
    }
    data = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return "\n".join(
        [
            '<div class="atlas" data-atlas>',
            _controls(layers, first, zones),
            '<figure class="atlas-figure">',
            f'<p class="atlas-said" role="status" aria-live="polite"><span>{_text(frame.summary)}.</span></p>',
            '<div class="atlas-stage">',
            _picture(plane, first, frame, views[first.view], zones),
            '<div class="atlas-tip" hidden></div>',
            '<div class="atlas-scale" hidden><span></span><i></i></div>',
            "</div>",
            _tools(),
            f'<ul class="atlas-key">{"".join(_key(*each) for each in enumerate(first.groups))}</ul>',
            f'<figcaption><div class="atlas-note">{_note(first, address)}</div>',
            f"<p>{_text(maps.standing_notes(maps.REGION, base_layers()))}</p></figcaption>",
            "</figure>",
            "<noscript><p>Without scripts the map stays as it is. The table below has the sentence of every layer and "
            "year, and links to a picture of each.</p></noscript>",
            '<details class="atlas-rows" hidden><summary>What the map shows now, as a table</summary>',
            "<div></div></details>",
            _overview(layers, address),
            f'<script type="application/json" class="atlas-facts">{data}</script>',
            "</div>",
        ]
    )


def _origin(layer, address) -> list[str]:
    """Return what is said of the figure that a layer draws: its name, address, title and source."""
    about = layer.figure.figure.about
    name, where = address(about["id"]) or ("Figure", "")
    return [name, where, about["title"], about["source"]]


def _note(layer, address) -> str:
    """Return how a layer is read and where it comes from, as `atlas.js` writes it."""
    name, where, title, source = _origin(layer, address)
    link = f'<a href="{html.escape(where)}">{_text(name)}</a>' if where else _text(name)
    return f"<p>{_text(layer.note)} The layer draws the data of {link}: “{_text(title)}”. Source: {_text(source)}.</p>"


def _controls(layers, first, zones) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="layer" value="{layer.id}"'
        f"{' checked' if layer is first else ''}> {_text(layer.label)}{_years(layer)}</label>"
        for layer in layers
    )
    options = "".join(f'<option value="{code}">{_text(zones[code][0])}</option>' for code in _by_name(zones))
    return (
        '<form class="atlas-controls" hidden aria-label="What the map shows">'
        f'<fieldset class="atlas-layers"><legend>Layers</legend>{boxes}</fieldset>'
        '<div class="atlas-time"><label for="atlas-year">Year</label><output for="atlas-year"></output>'
        '<button type="button" data-step="-1" aria-label="Earlier">‹</button>'
        '<div class="atlas-slide">'
        '<input type="range" id="atlas-year" name="year" min="0" max="1" step="1" value="0">'
        '<div class="atlas-years" aria-hidden="true"></div></div>'
        '<button type="button" data-step="1" aria-label="Later">›</button>'
        f"<small>A mark is a year that the layer has; it is hollow where under {words.percent(atlas.WHOLE)} of the "
        "record is drawn.</small></div>"
        '<p class="atlas-place"><label for="atlas-place">Province</label>'
        f'<select id="atlas-place" name="place"><option value="">All of Afghanistan</option>{options}</select></p>'
        "</form>"
    )


def _years(layer) -> str:
    """Return the years that a layer has, for its name in the form."""
    years = [year for frame in layer.frames if frame.label for year in range(frame.first, frame.last + 1)]
    return f" <small>{words.runs(years)}</small>" if years else ""


def _tools() -> str:
    buttons = [
        ("in", "+", "Zoom in"),
        ("out", "−", "Zoom out"),
        ("left", "←", "Move left"),
        ("up", "↑", "Move up"),
    ]
    buttons += [("down", "↓", "Move down"), ("right", "→", "Move right")]
    made = "".join(
        f'<button type="button" data-move="{move}" aria-label="{name}">{sign}</button>'
        for move, sign, name in buttons
    )
    views = "".join(
        f'<button type="button" data-view="{view}">{name}</button>' for view, name in NAMES.items()
    )
    return (
        f'<div class="atlas-tools" role="group" aria-label="Zoom and move" hidden>{made}'
        f'<button type="button" data-move="reset">Reset</button>{views}'
        "<small>Drag to move. Ctrl and wheel, or two fingers, to zoom.</small></div>"
    )


def _picture(plane: Sheet, layer, frame, box: list[int], zones) -> str:
    """Return the base map with one frame of a layer drawn on it, seen as far as a view's box."""
    k, x, y = fit(box)
    world = f"translate({x:.1f},{y:.1f}) scale({k:.4f})"
    label = f"Map of Afghanistan and its neighbours. {layer.label}, {frame.summary}."
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{_text(label)}">'
        '<defs><pattern id="atlas-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45) scale(4)"><path d="M0,0V6"/></pattern></defs>'
        f'<g class="atlas-world" transform="{world}">{base(plane, zones)}'
        f'<g class="atlas-layers-drawn">{_marks(layer, frame)}</g>{_names(plane)}'
        '<path class="atlas-ring" d=""/></g></svg>'
    )


def _views(plane: Sheet) -> dict[str, list[int]]:
    return {name: plane.box(*box) for name, box in VIEWS.items()} | {"eurasia": list(drawing.FAR)}


def fit(box: list[int]) -> tuple[float, float, float]:
    """Return scale and shift that fill the sheet with a box."""
    x0, y0, x1, y1 = box
    k = min(WIDTH / (x1 - x0), HEIGHT / (y1 - y0))
    return k, WIDTH / 2 - k * (x0 + x1) / 2, HEIGHT / 2 - k * (y0 + y1) / 2


def base(plane: Sheet, zones) -> str:
    """Return land, water, hatched areas, provinces and every boundary in the style of its kind."""
    layers = base_layers()
    near = shapely.segmentize(shapely.box(25, 5, 100, 60), 0.5)
    far = shapely.segmentize(shapely.box(-35, -8, 160, 82), 0.5)
    countries = layers.countries[layers.countries.intersects(far)]
    land = gpd.GeoSeries([countries.clip(far).union_all()], crs=4326)
    within = shapely.simplify(plane.project(land.intersection(near)), 3)
    beyond = shapely.simplify(plane.project(land.difference(near)), 14)
    shores = shapely.line_merge(countries.clip(far).boundary.union_all())
    outer = [
        line
        for line in shapely.get_parts(plane.project(gpd.GeoSeries([shores], crs=4326)))
        if line.length > 250
    ]
    focus = layers.countries[layers.countries["iso3"].eq("AFG")]
    rivers = layers.rivers[layers.rivers["rank"] <= 6]
    shapes = {
        "land": [within, beyond],
        "outer": shapely.simplify(outer, 20),
        "focus": shapely.simplify(plane.project(focus), 2),
        "river": shapely.simplify(plane.project(rivers), 8),
        "lake": shapely.simplify(plane.project(layers.lakes), 3),
        "hatched": shapely.simplify(plane.project(layers.disputed_areas), 3),
    }
    parts = [f'<path class="{name}" d="{_paths(np.ravel(shape))}"/>' for name, shape in shapes.items()]
    outlines = "".join(f'<path id="atlas-{code}" d="{d}"/>' for code, (_, _, d) in zones.items())
    parts.append(f'<g class="provinces">{outlines}</g>')
    for kind in maps.BOUNDARIES:
        rows = layers.boundary_lines[layers.boundary_lines["kind"].eq(kind)]
        lines = shapely.simplify(shapely.line_merge(plane.project(rows)), 3)
        parts.append(f'<path class="border {kind}" d="{_paths(lines)}"/>')
    return "".join(parts)


def look() -> str:
    """Return what styles the first view: its zoom, boundaries, and the colours of the layer that it shows.

    A host may forbid what stands in a `style` of the page itself.
    """
    first, _ = atlas.opening()
    k, *_ = fit(_views(Sheet())[first.view])
    rules = {".atlas-stage svg": f"--k:{k:.4f}"}
    rules |= {f".atlas .border.{kind}": _stroke(told) for kind, told in maps.BOUNDARIES.items()}
    for number, group in enumerate(first.groups):
        told = group.as_json()
        rules[f".atlas .first-{number}"] = f"--day:{told['day']};--night:{told['night']}"
    return "".join(f"{selector}{{{told}}}\n" for selector, told in rules.items())


def _stroke(look: dict) -> str:
    """Return a boundary's look in CSS; matplotlib scales dashes by the line's width."""
    width = look["linewidth"] * PX
    told = f"--day:{look['color']};--night:{atlas.for_night(look['color'])};stroke-width:{width:.2f}px"
    if "linestyle" in look:
        told += ";stroke-dasharray:" + " ".join(f"{part * width:.1f}" for part in look["linestyle"][1])
    return told


def provinces(plane: Sheet) -> dict[str, tuple[str, list[int], str]]:
    """Return each province's name, box and outline, by P-code."""
    table = atlas.load("maps/afghan_provinces")
    shapes = shapely.coverage_simplify(plane.project(table), 3)
    return {
        code: (name, [round(edge) for edge in shape.bounds], path(shape))
        for code, name, shape in zip(table["pcode"], table["name"], shapes, strict=True)
    }


def _by_name(zones) -> list[str]:
    return sorted(zones, key=lambda code: zones[code][0])


def _paths(shapes) -> str:
    return "".join(path(shape) for shape in shapes)


def _marks(layer, frame) -> str:
    """Return a frame of points or areas as `atlas.js` draws it."""
    drawn = []
    for number, group in enumerate(layer.groups):
        marks = "".join(_mark(layer, item) for item in frame.items if item[0] == number)
        drawn.append(f'<g class="marks {group.shape} first-{number}">{marks}</g>')
    return "".join(drawn)


def _mark(layer, item: list) -> str:
    shape = layer.groups[item[0]].shape
    if shape == "area":
        return f'<path d="{layer.outlines[item[2]]}"/>'
    size = item[4] / 10 * (1 if shape == "dot" else 0.88)
    return f'<path d="M{item[2]},{item[3]}h.1" stroke-width="calc({size:g}px * var(--grow))"/>'


def _names(plane: Sheet) -> str:
    """Return names with the zoom from which and up to which each is written."""
    always = ("Afghanistan", "Pakistan", "India")
    made = [
        _name(plane, *place, name, 0 if name in always else 0.7, 2)
        for name, place in maps.REGION.names.items()
    ]
    made += [_name(plane, *place, name, 2, 99) for name, place in maps.AFGHANISTAN.names.items()]
    table = atlas.load("maps/afghan_provinces").sort_values("area_km2", ascending=False)
    inside = table.geometry.representative_point()
    made += [
        _name(plane, x, y, name, 2, 99) for name, x, y in zip(table["name"], inside.x, inside.y, strict=True)
    ]
    return f'<g class="names" aria-hidden="true">{"".join(made)}</g>'


def _name(plane: Sheet, longitude: float, latitude: float, name: str, least: float, most: float) -> str:
    x, y = plane.points(longitude, latitude)[0]
    hidden = "" if least <= 2.92 < most else ' display="none"'
    return f'<text x="{x}" y="{y}" data-zoom="{least:g} {most:g}"{hidden}>{_text(name)}</text>'


def _key(number: int, group) -> str:
    hollow = " hollow" if group.hollow else ""
    return f'<li><i class="swatch {group.shape}{hollow} first-{number}"></i>{_text(group.label)}</li>'


def _overview(layers, address) -> str:
    """Return the table that says what the map says: every layer, every year, and where its figure stands."""
    rows = []
    for layer in layers:
        name, href, *_ = _origin(layer, address)
        where = f'<a href="{html.escape(href)}">{_text(name)}</a>' if href else ""
        for place, frame in enumerate(layer.frames):
            head = (
                f'<th scope="rowgroup" rowspan="{len(layer.frames)}">{_text(layer.label)}<br>{where}</th>'
                if not place
                else ""
            )
            said = _text(frame.summary.removeprefix(f"{frame.label}: "))
            rows.append(
                f"<tr>{head}<td>{frame.label or 'all'}</td><td>{said[0].upper()}{said[1:]}.</td></tr>"
            )
        rows.append("</tbody><tbody>")
    body = "".join(rows).removesuffix("</tbody><tbody>")
    return (
        '<details class="atlas-overview"><summary>Every layer and year in words, with its figures</summary>'
        '<div class="atlas-scroll"><table><thead><tr><th scope="col">Layer</th><th scope="col">Years</th>'
        f'<th scope="col">What it shows</th></tr></thead><tbody>{body}</tbody></table></div></details>'
    )


def _text(said: str) -> str:
    return html.escape(said, quote=True)


def setup(app) -> None:
    """Wire the page of the map into Sphinx."""
    app.connect("doctree-read", depend)
    app.connect("html-page-context", equip)
    app.connect("build-finished", write)
