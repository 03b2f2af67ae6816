"""OCHA: Afghan provinces and districts, with the crosswalk of province names."""

from __future__ import annotations

import geopandas as gpd
import shapely

from dossier.ingest.natural_earth import on_grid
from dossier.ingest.reading import PCODE, TEXT, like
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

RELEASE = "OCHA COD-AB Afghanistan, AGCHO boundaries of May 2018"
#: Degrees: outlines of 34 provinces and 399 districts at the size of a page.
PROVINCE_TOLERANCE, DISTRICT_TOLERANCE = 0.012, 0.015
ISO2 = like("AF-[A-Z]{3}", "an ISO 3166-2 code such as AF-KAB")
#: Equal-area on the ellipsoid, for areas.
EQUAL_AREA = "ESRI:54034"


@derives(
    "maps/afghan_provinces",
    {
        "ocha-cod-ab-afg-2018": RELEASE,
        "afg-province-crosswalk": "Crosswalk of Afghan provinces, this project",
    },
    kept="The 34 provinces with P-code, ISO 3166-2 code and the book's name; outlines simplified. Areas "
    "are computed from the full outlines on an equal-area projection.",
)
def provinces(sources: Sources):
    """Afghan provinces, in the order of their P-codes."""
    raw = sources.layer("ocha-cod-ab-afg-2018", "afg_adm1.fgb", ["ADM1_PCODE"], cells={"ADM1_PCODE": PCODE})
    cells = {"pcode": PCODE, "iso_3166_2": ISO2, "name": TEXT}
    names = sources.csv("afg-province-crosswalk", "crosswalk.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"ADM1_PCODE": "pcode"}).merge(names, on="pcode", validate="1:1")
    frame["area_km2"] = areas_km2(frame)
    return _simplified(frame, PROVINCE_TOLERANCE)[["pcode", "iso_3166_2", "name", "area_km2", "geometry"]]


@derives(
    "maps/afghan_districts",
    {"ocha-cod-ab-afg-2018": RELEASE},
    kept="The 399 districts of May 2018 with P-codes of district and province; outlines simplified. Areas "
    "are computed from the full outlines on an equal-area projection.",
)
def districts(sources: Sources):
    """Afghan districts, in the order of their P-codes."""
    cells = {"ADM2_PCODE": PCODE, "ADM2_EN": TEXT, "ADM1_PCODE": PCODE}
    raw = sources.layer("ocha-cod-ab-afg-2018", "afg_adm2.fgb", list(cells), cells=cells)
    frame = raw.rename(columns={"ADM2_PCODE": "pcode", "ADM2_EN": "name", "ADM1_PCODE": "province"})
    frame["area_km2"] = areas_km2(frame)
    return _simplified(frame, DISTRICT_TOLERANCE)[["pcode", "name", "province", "area_km2", "geometry"]]


def areas_km2(frame: gpd.GeoDataFrame):
    """Return areas in square kilometres, to a tenth."""
    return (frame.to_crs(EQUAL_AREA).area / 1e6).round(1)


def _simplified(frame: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    shapes = shapely.coverage_simplify(frame.geometry.array, tolerance)
    simple = on_grid(frame.set_geometry(shapely.make_valid(shapes)))
    return simple.sort_values("pcode", ignore_index=True)
