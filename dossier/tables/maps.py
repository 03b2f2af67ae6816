"""Contracts of `data/maps/`: the layers that base maps are drawn from."""

from dossier.tables.base import Table, geometry, latitude, longitude, real, state, text, whole
from dossier.tables.cuts import timeless

LINES = ["ceasefire-line", "crimea", "disputed", "durand-line", "international", "line-of-control"]


def _part():
    return whole("Number of the feature in the layer", low=1)


TABLES = {
    "maps/countries": Table(
        title="Countries of the world at 1:50m, Crimea in Ukraine",
        columns={
            "unit": text("Natural Earth's code of the unit", pattern="[A-Z0-9]{3}"),
            "iso3": state("ISO 3166-1 alpha-3 code; empty where ISO has none", nullable=True),
            "name": text("Short name"),
            "label_longitude": real("Longitude of the label", "degrees east", -180, 180),
            "label_latitude": real("Latitude of the label", "degrees north", -90, 90),
            "geometry": geometry("Outline"),
        },
        key=("unit",),
        rows=242,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/boundary_lines": Table(
        title="Land boundaries of the region by kind",
        columns={
            "part": _part(),
            "kind": text("Kind of boundary, which decides how it is drawn", allowed=LINES),
            "state_left": text("Natural Earth's code of the unit on the left"),
            "state_right": text("Natural Earth's code of the unit on the right"),
            "geometry": geometry("Line"),
        },
        key=("part",),
        rows=165,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/disputed_areas": Table(
        title="Parts of Kashmir that another state claims",
        columns={"part": _part(), "name": text("Name"), "geometry": geometry("Outline")},
        key=("part",),
        rows=6,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/lakes": Table(
        title="Lakes of the region",
        columns={
            "part": _part(),
            "name": text("Name", nullable=True),
            "rank": whole("Importance; 0 is highest", low=0, high=12),
            "geometry": geometry("Outline"),
        },
        key=("part",),
        rows=67,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/rivers": Table(
        title="Rivers of the region",
        columns={
            "part": _part(),
            "name": text("Name", nullable=True),
            "rank": whole("Importance; 0 is highest", low=0, high=12),
            "geometry": geometry("Course"),
        },
        key=("part",),
        rows=117,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/places": Table(
        title="Towns to label",
        columns={
            "country": state("State"),
            "name": text("Name in Latin letters"),
            "rank": whole("Importance; 0 is highest", low=0, high=12),
            "latitude": latitude(),
            "longitude": longitude(),
        },
        key=("country", "name"),
        rows=455,
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/afghan_provinces": Table(
        title="Afghanistan's 34 provinces",
        columns={
            "pcode": text("OCHA P-code", pattern=r"AF\d\d"),
            "iso_3166_2": text("ISO 3166-2 code", pattern="AF-[A-Z]{3}"),
            "name": text("The book's name"),
            "area_km2": real("Area", "km2", low=0),
            "geometry": geometry("Outline"),
        },
        key=("pcode",),
        rows=34,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
    "maps/afghan_districts": Table(
        title="Afghanistan's 399 districts of 2018",
        columns={
            "pcode": text("OCHA P-code", pattern=r"AF\d{4}"),
            "name": text("Name as OCHA writes it"),
            "province": text("OCHA P-code of the province", pattern=r"AF\d\d"),
            "area_km2": real("Area", "km2", low=0),
            "geometry": geometry("Outline"),
        },
        key=("pcode",),
        rows=399,
        format="fgb",
        cut=timeless("Outlines and names of places are the same on every clock"),
    ),
}
