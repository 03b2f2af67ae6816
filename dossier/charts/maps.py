"""Base maps: projections, borders and their status, scale, disclaimer.

Borders follow one rule in every map. Crimea is in Ukraine, its northern edge dashed (United Nations General
Assembly resolution 68/262). The Line of Control is dotted and Kashmir hatched. The Durand Line has a style of
its own, because Afghan governments have not recognised it.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from matplotlib import patheffects
from matplotlib.axes import Axes

from dossier import catalogue
from dossier.charts.style import INK, MUTED, canvas, footing, is_narrow, width

#: Tables from which every map of the region is drawn.
BASE_TABLES = ("maps/countries", "maps/boundary_lines", "maps/afghan_provinces")
LAND, SEA, FOCUS, WATER = "#f3efe6", "#dfe8ee", "#fffdf7", "#b9cfdd"

#: Colour, width and dashes of each kind of boundary.
BOUNDARIES = {
    "international": {"color": "#8d8778", "linewidth": 0.8},
    "disputed": {"color": "#8d8778", "linewidth": 0.8, "linestyle": (0, (3, 2))},
    "durand-line": {"color": "#7a4a2b", "linewidth": 1.1, "linestyle": (0, (5, 1.5, 1, 1.5))},
    "line-of-control": {"color": "#7a4a2b", "linewidth": 1.0, "linestyle": (0, (1, 1.6))},
    "ceasefire-line": {"color": "#7a4a2b", "linewidth": 1.0, "linestyle": (0, (1, 1.6))},
    "crimea": {"color": "#7a4a2b", "linewidth": 1.1, "linestyle": (0, (4, 2))},
}

DISCLAIMER = "Boundaries, names and designations shown imply no opinion on the legal status of any territory."
#: What a map says of each kind of disputed place that is in its view.
STATUS = {
    "durand-line": "Dash-dot: Durand Line, disputed by Afghan governments.",
    "line-of-control": "Dotted: Line of Control. Hatched: Kashmir, claimed by India, Pakistan and China.",
    "ceasefire-line": "Dotted: ceasefire line of 1974; the Golan Heights beyond it are occupied by Israel "
    "(UN Security Council 497).",
    "crimea": "Dashed: Crimea, part of Ukraine (UN General Assembly 68/262), occupied by Russia since 2014.",
}
HALO = [patheffects.withStroke(linewidth=2.2, foreground="white", alpha=0.85)]


@dataclass(frozen=True)
class View:
    """What a map shows and how it is projected.

    Parameters
    ----------
    crs : str
        Projection, as PROJ writes it; metres.
    west, south, east, north : float
        Degrees.
    scale_km : int
        Length of the scale bar.
    names : dict
        Country names to write: name to longitude and latitude.
    """

    crs: str
    west: float
    south: float
    east: float
    north: float
    scale_km: int
    names: dict[str, tuple[float, float]]

    def project(self, longitude, latitude):
        """Return x and y in metres for degrees."""
        return pyproj.Transformer.from_crs("EPSG:4326", self.crs, always_xy=True).transform(
            np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)
        )

    @property
    def frame(self) -> shapely.Polygon:
        """The view's edge in degrees, dense enough to stay true when it is projected."""
        return shapely.segmentize(shapely.box(self.west, self.south, self.east, self.north), 0.5)


#: Albers equal-area for Afghanistan and every choropleth of it.
AFGHANISTAN = View(
    "+proj=aea +lat_1=30 +lat_2=38 +lat_0=34 +lon_0=67.5 +datum=WGS84",
    *(60.2, 29.1, 75.2, 38.8),
    scale_km=200,
    names={
        "Turkmenistan": (62.2, 37.4),
        "Uzbekistan": (66.4, 38.3),
        "Tajikistan": (71.0, 38.45),
        "Iran": (60.75, 33.4),
        "Pakistan": (68.9, 30.3),
    },
)
#: Lambert conformal conic for the region.
REGION = View(
    "+proj=lcc +lat_1=26 +lat_2=44 +lat_0=36 +lon_0=67 +datum=WGS84",
    *(43.5, 22.0, 90.5, 55.5),
    scale_km=500,
    names={
        "Russia": (56.0, 53.6),
        "Kazakhstan": (67.0, 48.2),
        "Uzbekistan": (62.7, 42.1),
        "Turkmenistan": (58.8, 39.4),
        "Kyrgyzstan": (75.0, 41.6),
        "Tajikistan": (71.3, 38.9),
        "Afghanistan": (65.8, 33.8),
        "Iran": (54.5, 32.5),
        "Pakistan": (68.3, 28.6),
        "India": (77.5, 25.5),
        "China": (84.5, 37.5),
    },
)
SYRIA = View(
    "+proj=aea +lat_1=33 +lat_2=37 +lat_0=35 +lon_0=38.7 +datum=WGS84",
    *(35.3, 32.1, 42.8, 37.6),
    scale_km=100,
    names={
        "Türkiye": (38.4, 37.25),
        "Iraq": (41.9, 34.1),
        "Jordan": (37.5, 32.3),
        "Lebanon": (35.95, 33.95),
    },
)


@dataclass(frozen=True)
class Layers:
    """The layers that base maps are drawn from, as `data/maps/` holds them."""

    countries: gpd.GeoDataFrame
    boundary_lines: gpd.GeoDataFrame
    disputed_areas: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    places: gpd.GeoDataFrame


def layers() -> Layers:
    """Load the layers of every base map."""
    return Layers(
        countries=catalogue.load("maps/countries"),
        boundary_lines=catalogue.load("maps/boundary_lines"),
        disputed_areas=catalogue.load("maps/disputed_areas"),
        lakes=catalogue.load("maps/lakes"),
        rivers=catalogue.load("maps/rivers"),
        provinces=catalogue.load("maps/afghan_provinces"),
        places=catalogue.load("maps/places"),
    )


def map_canvas(view: View, base: Layers, rows: int = 1, columns: int = 1, room: float = 1.2, **options):
    """Return a figure and its axes with the base map drawn on each.

    Parameters
    ----------
    view : View
        What to show.
    base : Layers
        As `layers()` returns them.
    rows, columns : int
        Panels.
    room : float
        Inches for the heading, the disclaimer and, in small multiples, the panels' titles.
    **options
        Passed to `draw_base`.

    Returns
    -------
    tuple
        Figure and axes (an array where there are several panels).
    """
    x0, y0, x1, y1 = _bounds(view)
    if is_narrow():
        rows, columns, shape = rows * columns, 1, (rows, columns)
    height = width() / columns * (y1 - y0) / (x1 - x0) * rows + room
    figure, axes = canvas(height, rows, columns)
    if is_narrow() and min(shape) > 1:
        axes = axes.reshape(shape)
    prepared = _in_view(view, base)
    for panel in np.atleast_1d(axes).flat:
        draw_base(panel, view, prepared, **options)
    footing(figure, standing_notes(view, base))
    return figure, axes


def draw_base(
    axes: Axes,
    view: View,
    base: Layers,
    names: bool = True,
    provinces: bool = True,
    focus: str | None = "AFG",
) -> None:
    """Draw land, water, borders, names and scale on axes.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    view : View
        What to show.
    base : Layers
        Already cut to the view and projected (`map_canvas` does it).
    names : bool
        Write country names; leave them out of small multiples.
    provinces : bool
        Draw Afghan province lines.
    focus : str or None
        ISO code of the state to set off from its neighbours.
    """
    axes.set_facecolor(SEA)
    centre = base.countries[base.countries["iso3"] == focus]
    _plot(base.countries, axes, color=LAND, edgecolor="none", zorder=0.5)
    _plot(centre, axes, color=FOCUS, edgecolor="none", zorder=0.6)
    _plot(base.rivers[base.rivers["rank"] <= 6], axes, color=WATER, linewidth=0.6, zorder=0.7)
    _plot(base.lakes, axes, color=WATER, edgecolor="none", zorder=0.8)
    hatched = {"facecolor": "none", "edgecolor": "#c9bfa8", "hatch": "/////", "linewidth": 0}
    _plot(base.disputed_areas, axes, zorder=0.9, **hatched)
    if provinces:
        _plot(base.provinces.boundary, axes, color="#d6cfbf", linewidth=0.5, zorder=1)
    for kind, look in BOUNDARIES.items():
        _plot(base.boundary_lines[base.boundary_lines["kind"] == kind], axes, zorder=1.2, **look)
    x0, y0, x1, y1 = _bounds(view)
    axes.set(xlim=(x0, x1), ylim=(y0, y1), aspect="equal", xticks=[], yticks=[], xlabel="", ylabel="")
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    if names:
        for name, (longitude, latitude) in view.names.items():
            place_name(
                axes, view, longitude, latitude, name, ha="center", color=MUTED, style="italic", size=10
            )
        scale_bar(axes, view)


def _plot(layer, axes: Axes, **look) -> None:
    """Plot a layer unless nothing of it is in view, of which geopandas would warn."""
    if not layer.empty:
        layer.plot(ax=axes, **look)


def place_name(axes: Axes, view: View, longitude: float, latitude: float, name: str, **look) -> None:
    """Write a name at a place, with a halo so that lines below do not cut it."""
    x, y = view.project(longitude, latitude)
    look = {"size": 8.5, "va": "center", "path_effects": HALO, "zorder": 6, "clip_on": True} | look
    axes.text(float(x), float(y), name, **look)


def towns(axes: Axes, view: View, base: Layers, names: list[str], **look) -> None:
    """Mark and name towns of `maps/places`."""
    for town in base.places[base.places["name"].isin(names)].itertuples():
        x, y = view.project(town.longitude, town.latitude)
        axes.plot(x, y, "s", ms=3, color=INK, zorder=6)
        words = {"xytext": (4, 3), "textcoords": "offset points", "size": 8.5, "zorder": 6}
        axes.annotate(town.name, (float(x), float(y)), path_effects=HALO, **(words | look))


def points(axes: Axes, view: View, longitude, latitude, **look):
    """Scatter points given in degrees; returns what `Axes.scatter` returns."""
    x, y = view.project(longitude, latitude)
    return axes.scatter(x, y, **({"zorder": 4, "linewidths": 0} | look))


def scale_bar(axes: Axes, view: View) -> None:
    """Draw a bar whose length is true, by the geodesic, where it stands."""
    x0, y0, x1, y1 = _bounds(view)
    x, y = x0 + 0.03 * (x1 - x0), y0 + 0.045 * (y1 - y0)
    back = pyproj.Transformer.from_crs(view.crs, "EPSG:4326", always_xy=True).transform
    start, end = back(x, y), back(x + 1000 * view.scale_km, y)
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(*start, *end)
    length = 1000 * view.scale_km * (1000 * view.scale_km / metres)
    axes.plot([x, x + length], [y, y], color=INK, linewidth=2, solid_capstyle="butt", zorder=6)
    axes.text(
        x, y + 0.012 * (y1 - y0), f"{view.scale_km:,} km", size=9.5, va="bottom", path_effects=HALO, zorder=6
    )


def standing_notes(view: View, base: Layers) -> str:
    """Return the disclaimer and, for each disputed place in view, its status."""
    seen = base.boundary_lines[base.boundary_lines.intersects(view.frame)]["kind"]
    status = [text for kind, text in STATUS.items() if kind in set(seen)]
    return " ".join([*status, DISCLAIMER])


def _bounds(view: View) -> tuple[float, float, float, float]:
    """Return the largest upright rectangle whose middle lines touch the view's edges."""
    middle_x, middle_y = (view.west + view.east) / 2, (view.south + view.north) / 2
    (x0, x1), _ = view.project([view.west, view.east], [middle_y, middle_y])
    _, (y0, y1) = view.project([middle_x, middle_x], [view.south, view.north])
    return float(x0), float(y0), float(x1), float(y1)


def _in_view(view: View, base: Layers) -> Layers:
    """Cut every layer to somewhat more than the view and project it."""
    wide = shapely.segmentize(
        shapely.box(
            max(view.west - 12, -180),
            max(view.south - 8, -85),
            min(view.east + 12, 180),
            min(view.north + 8, 85),
        ),
        0.5,
    )

    def ready(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return layer[layer.intersects(wide)].clip(wide).to_crs(view.crs)

    return Layers(
        countries=ready(base.countries),
        boundary_lines=ready(base.boundary_lines),
        disputed_areas=ready(base.disputed_areas),
        lakes=ready(base.lakes),
        rivers=ready(base.rivers),
        provinces=ready(base.provinces),
        places=base.places,
    )
