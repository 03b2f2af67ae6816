"""Geometry to compact SVG: projected, simplified, rounded to whole units of one sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from dossier.charts import maps

#: Metres a unit: on the closest zoom a unit is about two pixels.
UNIT = 500
WIDTH, HEIGHT = 8000, 6400
#: The widest view in units: from the British Isles to the sea of Japan.
FAR = (-7400, -4700, 14200, 9200)


@dataclass(frozen=True)
class Sheet:
    """A drawing plane in the region's projection; x grows to the right and y downwards, in `UNIT` metres.

    Parameters
    ----------
    view : View
        Gives the projection; its frame fills the sheet.
    """

    view: maps.View = maps.REGION

    @cached_property
    def origin(self) -> tuple[float, float]:
        """The sheet's upper left corner in projected metres."""
        x0, y0, x1, y1 = _bounds(self.view)
        return (x0 + x1) / 2 - UNIT * WIDTH / 2, (y0 + y1) / 2 + UNIT * HEIGHT / 2

    @cached_property
    def _project(self):
        return pyproj.Transformer.from_crs("EPSG:4326", self.view.crs, always_xy=True).transform

    def points(self, longitude, latitude) -> np.ndarray:
        """Return whole units for degrees, one row a point."""
        x, y = self._project(np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float))
        left, top = self.origin
        return np.rint(np.column_stack([(x - left) / UNIT, (top - y) / UNIT])).astype(int)

    def box(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Return the corners of what `maps` would show of a box of degrees."""
        x0, y0, x1, y1 = _bounds(replace(self.view, west=west, south=south, east=east, north=north))
        left, top = self.origin
        corners = ((x0 - left) / UNIT, (top - y1) / UNIT, (x1 - left) / UNIT, (top - y0) / UNIT)
        return [round(corner) for corner in corners]

    def project(self, layer: gpd.GeoDataFrame | gpd.GeoSeries) -> np.ndarray:
        """Return a layer's shapes in units, not rounded."""
        left, top = self.origin
        shapes = layer.geometry.to_crs(self.view.crs).to_numpy()
        return shapely.transform(shapes, lambda xy: (xy - (left, top)) / (UNIT, -UNIT))

    @property
    def km_a_unit(self) -> float:
        """Kilometres on the ellipsoid that a unit is in the middle of the sheet."""
        (x0, x1), (y0, y1) = self.view.project([67.0, 67.01], [36.0, 36.0])
        _, _, metres = pyproj.Geod(ellps="WGS84").inv(67.0, 36.0, 67.01, 36.0)
        return metres / np.hypot(x1 - x0, y1 - y0) * UNIT / 1000


def _bounds(view: maps.View) -> tuple[float, float, float, float]:
    """Return the upright rectangle in metres whose middle lines touch the view's edges."""
    middle_x, middle_y = (view.west + view.east) / 2, (view.south + view.north) / 2
    (x0, x1), _ = view.project([view.west, view.east], [middle_y, middle_y])
    _, (y0, y1) = view.project([middle_x, middle_x], [view.south, view.north])
    return float(x0), float(y0), float(x1), float(y1)


def path(shape: shapely.Geometry) -> str:
    """Return a shape as SVG path data in whole units, each ring or line relative to its first point."""
    return "".join(_strokes(shape))


def _strokes(shape: shapely.Geometry):
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield _stroke(shapely.get_coordinates(ring), closed=True)
        elif part.geom_type in ("LineString", "LinearRing"):
            yield _stroke(shapely.get_coordinates(part), closed=False)
        elif part.geom_type.startswith("Multi") or part.geom_type == "GeometryCollection":
            yield from _strokes(part)


def _stroke(coordinates: np.ndarray, closed: bool) -> str:
    """Return one ring or line; points that fall on the one before are dropped."""
    whole = np.rint(coordinates).astype(int)
    moved = np.diff(whole, axis=0)
    moved = moved[moved.any(axis=1)]
    if closed:
        moved = moved[:-1]
    if len(moved) < (2 if closed else 1):
        return ""
    steps = "".join(f"{dx}{dy:+d}" if i == 0 else f"{dx:+d}{dy:+d}" for i, (dx, dy) in enumerate(moved))
    return f"M{whole[0][0]},{whole[0][1]}l{steps}{'z' if closed else ''}"
