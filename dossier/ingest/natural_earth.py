"""Natural Earth: countries, boundary lines, disputed areas, water and towns for the base maps."""

from __future__ import annotations

import geopandas as gpd
import shapely

from dossier import entities
from dossier.ingest.reading import REAL, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: West, south, east, north of what the book's regional maps show, Syria to the Altai.
REGION = (25.0, 5.0, 100.0, 60.0)
#: Degrees. Lines keep about a kilometre, under a pixel of any map in the book; the world's outlines, which
#: only fill land and sea, about three.
TOLERANCE, WORLD_TOLERANCE, GRID = 0.01, 0.03, 0.001

RELEASE = "Natural Earth"

#: Drawing classes of the source and what the book calls them.
LINE_CLASSES = {
    "international": "international",
    "disputed": "disputed",
    "indefinite": "disputed",
    "line-of-control": "line-of-control",
    "disputed-recognition": "durand-line",
}
#: Towns that the book spells otherwise.
TOWNS = {"Dayr az Zawr": "Deir ez-Zor", "Kondoz": "Kunduz", "Meymaneh": "Maymana"}
RANK = {"scalerank": WHOLE}
KASHMIR = [
    "Aksai Chin",
    "Azad Kashmir",
    "Jammu and Kashmir",
    "Northern Areas",
    "Shaksam Valley",
    "Siachen Glacier",
]


def on_grid(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Round coordinates to the grid without breaking shapes."""
    return frame.set_geometry(shapely.set_precision(frame.geometry.array, GRID))


@derives(
    "maps/countries",
    {"natural-earth-admin0": RELEASE},
    kept="All countries at 1:50m, outlines simplified to about three kilometres. Crimea is drawn in Ukraine "
    "(United Nations General Assembly resolution 68/262); everything else as Natural Earth publishes it.",
)
def countries(sources: Sources):
    """World countries, the base of every map."""
    columns = ["adm0_a3", "iso_a3_eh", "name", "label_x", "label_y"]
    cells = dict.fromkeys(columns, TEXT) | {"label_x": REAL, "label_y": REAL}
    raw = sources.layer("natural-earth-admin0", "countries_50m_un.fgb", columns, cells=cells)
    shapes = shapely.coverage_simplify(raw.geometry.array, WORLD_TOLERANCE)
    frame = raw.set_geometry(shapely.make_valid(shapes))
    frame["iso3"] = frame["iso_a3_eh"].where(frame["iso_a3_eh"].isin(entities.states()))
    frame = frame.rename(
        columns={"adm0_a3": "unit", "label_x": "label_longitude", "label_y": "label_latitude"}
    )
    frame = frame[["unit", "iso3", "name", "label_longitude", "label_latitude", "geometry"]]
    return on_grid(frame).sort_values("unit", ignore_index=True)


@derives(
    "maps/boundary_lines",
    {"natural-earth-boundary-lines": RELEASE},
    kept="Land boundaries at 1:10m between 25 and 100 degrees east, 5 and 60 north, by kind: international, "
    "disputed, the Line of Control in Kashmir, ceasefire lines, the Durand Line, and the line between Crimea "
    "and the rest of Ukraine.",
)
def boundary_lines(sources: Sources):
    """Land boundaries of the region by kind."""
    columns = ["adm0_a3_l", "adm0_a3_r", "style"]
    cells = dict.fromkeys(columns, TEXT)
    raw = sources.layer("natural-earth-boundary-lines", "boundary_lines_10m.fgb", columns, cells=cells)
    frame = raw[raw["style"].isin(LINE_CLASSES)].copy()
    frame["kind"] = frame["style"].map(LINE_CLASSES)
    crimea = (frame["adm0_a3_l"] == "RUS") & (frame["adm0_a3_r"] == "UKR") & (frame["style"] == "disputed")
    frame.loc[crimea, "kind"] = "crimea"
    elsewhere = (frame["kind"] == "line-of-control") & ~frame["adm0_a3_l"].isin(["IND", "PAK"])
    frame.loc[elsewhere, "kind"] = "ceasefire-line"
    frame = frame.rename(columns={"adm0_a3_l": "state_left", "adm0_a3_r": "state_right"})
    return _inside(
        frame[["kind", "state_left", "state_right", "geometry"]], ["kind", "state_left", "state_right"]
    )


@derives(
    "maps/disputed_areas",
    {"natural-earth-boundary-lines": RELEASE},
    kept="The six parts of Kashmir that India, Pakistan or China administer and another of them claims.",
)
def disputed_areas(sources: Sources):
    """Return the parts of Kashmir, to be hatched."""
    raw = sources.layer("natural-earth-boundary-lines", "disputed_areas_10m.fgb", ["brk_name"])
    frame = raw[raw["brk_name"].isin(KASHMIR)].rename(columns={"brk_name": "name"})
    return _inside(frame, ["name"])


@derives(
    "maps/lakes",
    {"natural-earth-physical-places": RELEASE},
    kept="Lakes at 1:50m between 25 and 100 degrees east, 5 and 60 north.",
)
def lakes(sources: Sources):
    """Lakes of the region."""
    raw = sources.layer("natural-earth-physical-places", "lakes_50m.fgb", ["name", "scalerank"], cells=RANK)
    return _inside(_ranked(raw), ["rank"])


@derives(
    "maps/rivers",
    {"natural-earth-physical-places": RELEASE},
    kept="Rivers at 1:50m between 25 and 100 degrees east, 5 and 60 north.",
)
def rivers(sources: Sources):
    """Rivers of the region."""
    raw = sources.layer("natural-earth-physical-places", "rivers_50m.fgb", ["name", "scalerank"], cells=RANK)
    return _inside(_ranked(raw), ["rank"])


@derives(
    "maps/places",
    {"natural-earth-physical-places": RELEASE},
    kept="Towns of Afghanistan, its neighbours, India and Syria, with Natural Earth's rank for labels.",
)
def places(sources: Sources):
    """Towns to label, most important first by rank."""
    columns = ["nameascii", "adm0_a3", "scalerank", "latitude", "longitude"]
    cells = {"nameascii": TEXT, "latitude": REAL, "longitude": REAL} | RANK
    only = {"adm0_a3": ["AFG", "CHN", "IND", "IRN", "KAZ", "KGZ", "PAK", "SYR", "TJK", "TKM", "UZB"]}
    name = "populated_places_10m.fgb"
    raw = sources.layer("natural-earth-physical-places", name, columns, cells=cells, only=only)
    frame = raw.drop(columns="geometry")
    frame = frame.rename(columns={"nameascii": "name", "adm0_a3": "country", "scalerank": "rank"})
    frame = frame.assign(
        name=frame["name"].replace(TOWNS),
        latitude=frame["latitude"].round(4),
        longitude=frame["longitude"].round(4),
    )
    frame = frame[(frame["rank"] <= 6) | frame["country"].isin(["AFG", "SYR", "TJK"])]
    frame = frame.drop_duplicates(["country", "name"])
    return frame[["country", "name", "rank", "latitude", "longitude"]].sort_values(
        ["country", "rank", "name"], ignore_index=True
    )


def _ranked(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Call Natural Earth's scale rank a rank, in the width that the layer stores."""
    return frame.rename(columns={"scalerank": "rank"}).astype({"rank": "int32"})


def _inside(frame: gpd.GeoDataFrame, order: list[str]) -> gpd.GeoDataFrame:
    """Cut a layer to the region, simplify it, and order it by columns and place."""
    cut = frame.set_geometry(shapely.clip_by_rect(frame.geometry.array, *REGION))
    cut = cut.set_geometry(cut.geometry.simplify(TOLERANCE))
    cut = on_grid(cut.set_geometry(shapely.make_valid(cut.geometry.array)))
    cut = cut[~cut.geometry.is_empty]
    box = cut.geometry.bounds.round(3)
    keys = cut[order].assign(minx=box["minx"], miny=box["miny"], maxx=box["maxx"])
    cut = cut.loc[keys.sort_values([*order, "minx", "miny", "maxx"], kind="stable").index]
    facts = [column for column in frame if column != "geometry"]
    return cut.assign(part=range(1, len(cut) + 1))[["part", *facts, "geometry"]]
