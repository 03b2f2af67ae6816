"""Global Energy Monitor: oil and gas fields, iron ore mines, power plants, gas pipelines."""

from __future__ import annotations

import pandas as pd
import shapely

from dossier.ingest.natural_earth import TOLERANCE, on_grid
from dossier.ingest.reading import REAL, TEXT, WHOLE, like, listed, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

DATASET = "gem-energy-mining-region"
RELEASE = "Global Energy Monitor, trackers of 2024-2025"
FIELDS = {
    "unit-id": "site",
    "country/area": "states",
    "wiki-name": "name",
    "status": "status",
    "location-accuracy": "accuracy",
    "production---gas-(million-m³/y)": "gas_million_m3",
    "production-year---gas": "gas_year",
    "lat": "latitude",
    "lng": "longitude",
}
MINES = {
    "GEM Asset ID": "site",
    "Country/Area": "states",
    "Asset name (English)": "name",
    "Operating status": "status",
    "Coordinate accuracy": "accuracy",
    "Total reserves (proven and probable, thousand metric tonnes)": "reserve_million_t",
    "Total resource (inferred, indicated and measured, thousand metric tonnes)": "resource_million_t",
    "Coordinates": "coordinates",
}
PLANTS = {
    "GEM unit ID": "site",
    "Country/Area": "states",
    "Plant name": "name",
    "Status": "status",
    "Location accuracy": "accuracy",
    "Capacity (MW)": "capacity_mw",
    "Latitude": "latitude",
    "Longitude": "longitude",
}
PROJECTS = {
    "ProjectID": "project",
    "PipelineName": "name",
    "SegmentName": "segment",
    "Countries": "states",
    "Status": "status",
    "StartYear1": "start_year",
    "CapacityBcm/y": "capacity_bcm_a_year",
    "LengthKnownKm": "length_km",
    "Diameter": "diameter_inches",
    "DiameterUnits": "diameter_unit",
    "CostUSD": "cost_usd_million",
}
#: What the trackers write where they do not know.
UNKNOWN = ["--", "not stated", "unknown", "TBD"]
DEGREES = r"-?[0-9]+(?:\.[0-9]+)?"
SITE_CELLS = {
    "site": TEXT,
    "states": listed("-"),
    "name": TEXT,
    "coordinates": like(rf"{DEGREES}, *{DEGREES}", "latitude and longitude"),
    "latitude": REAL,
    "longitude": REAL,
    "gas_year": WHOLE.or_empty(*UNKNOWN),
    "gas_million_m3": REAL.or_empty(*UNKNOWN),
    "reserve_million_t": REAL.or_empty(*UNKNOWN),
    "resource_million_t": REAL.or_empty(*UNKNOWN),
    "capacity_mw": REAL.or_empty(*UNKNOWN),
}
DIAMETERS = like(r"[0-9]+(?:\.[0-9]+)?(?:, *[0-9]+(?:\.[0-9]+)?)*", "a diameter or several, with commas")


@derives(
    "economy/fields_and_mines",
    {DATASET: RELEASE},
    kept="Oil and gas fields and iron ore mines of Afghanistan and its neighbours, and Afghan power plants: place, "
    "status, and gas produced, ore or capacity where stated. Owners are left out.",
    warnings=[
        "Fields above a size threshold only: that none is Afghan does not mean that there is no gas.",
        "A reserve can be mined at a profit, a resource is only there: they are two columns.",
    ],
)
def fields_and_mines(sources: Sources):
    """Fields, mines and plants as points."""
    fields = _sites(sources, "goget_oil_gas_fields.csv", FIELDS)
    mines = _sites(sources, "giomt_iron_ore_mines.csv", MINES)
    plants = _sites(sources, "gogpt_afg_plants.csv", PLANTS)
    places = mines.pop("coordinates").str.split(",", expand=True)
    mines["latitude"], mines["longitude"] = (places[at].str.strip().astype("float64") for at in (0, 1))
    for amount in ("reserve_million_t", "resource_million_t"):
        mines[amount] = (mines[amount] / 1000).round(3)
    plants["status"] = plants["status"].str.split(" - ").str[0]
    kinds = {"oil or gas field": fields, "iron ore mine": mines, "power plant": plants}
    frame = pd.concat([part.assign(kind=kind) for kind, part in kinds.items()], ignore_index=True)
    frame["exact"] = frame.pop("accuracy").eq("exact")
    frame["status"] = frame["status"].str.replace("_", " ").fillna("not stated")
    columns = ["site", "kind", "states", "name", "status", "exact", "gas_million_m3", "gas_year"]
    columns += ["reserve_million_t", "resource_million_t", "capacity_mw", "latitude", "longitude"]
    return frame[columns].sort_values("site")


@derives(
    "economy/pipeline_projects",
    {DATASET: "Global Gas Infrastructure Tracker, Asia, August 2024"},
    kept="Gas pipelines of Afghanistan and its neighbours as projects: states crossed, status, planned or actual "
    "start, capacity, length, diameter and cost where stated. Owners and routes are left out.",
)
def pipeline_projects(sources: Sources):
    """Gas pipeline projects, a row for each segment the tracker names."""
    amounts = dict.fromkeys(["CapacityBcm/y", "LengthKnownKm", "CostUSD"], REAL.or_empty(*UNKNOWN))
    raw = sources.csv(
        DATASET,
        "ggit_gas_pipelines.csv",
        list(PROJECTS),
        cells=dict.fromkeys(["ProjectID", "PipelineName", "Status"], TEXT)
        | {"SegmentName": TEXT.or_empty(*UNKNOWN), "Countries": listed(", ")}
        | {"StartYear1": WHOLE.or_empty(*UNKNOWN), "Diameter": DIAMETERS.or_empty(*UNKNOWN)}
        | {"DiameterUnits": one_of(["in", "mm"]).or_empty(*UNKNOWN), **amounts},
    )
    frame = raw.rename(columns=PROJECTS)
    frame["status"] = frame["status"].str.lower()
    millimetres = frame.pop("diameter_unit").eq("mm")
    # Projects of several diameters have none here.
    inches = pd.to_numeric(frame["diameter_inches"], errors="coerce")
    frame["diameter_inches"] = inches.mask(millimetres, inches / 25.4).round(1)
    frame["cost_usd_million"] = (frame["cost_usd_million"] / 1e6).round(1)
    return frame.sort_values("project")


@derives(
    "economy/gas_pipelines",
    {"gem-gas-pipelines-region": "Global Gas Infrastructure Tracker, October 2024"},
    kept="Gas pipelines of Central and South Asia: states crossed, status, start year and route, simplified to "
    "about a kilometre. Segments of one project are separate rows; owners are left out.",
    warnings=["Routes are schematic where the tracker says so."],
)
def gas_pipelines(sources: Sources):
    """Gas pipelines as lines."""
    columns = ["id", "name", "status", "areas", "start_year"]
    cells = dict.fromkeys(["id", "name", "status"], TEXT) | {"areas": listed(", ")}
    cells |= {"start_year": WHOLE.or_empty()}
    raw = sources.layer("gem-gas-pipelines-region", "gas_pipelines.fgb", columns, cells=cells)
    frame = raw.rename(columns={"id": "project", "areas": "states"})
    frame = on_grid(frame.set_geometry(frame.geometry.simplify(TOLERANCE)))
    frame = frame[~shapely.is_empty(frame.geometry.array)].sort_values(["project", "name"], kind="stable")
    frame["segment"] = range(1, len(frame) + 1)
    return frame[["segment", "project", "name", "status", "states", "start_year", "geometry"]]


def _sites(sources: Sources, name: str, names: dict[str, str]) -> pd.DataFrame:
    """Read one tracker, its columns by the names they have here."""
    cells = {column: SITE_CELLS[name] for column, name in names.items() if name in SITE_CELLS}
    return sources.csv(DATASET, name, list(names), cells=cells).rename(columns=names)
