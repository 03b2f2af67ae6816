"""Global Energy Monitor: oil and gas fields, iron ore mines, gas pipelines."""

from __future__ import annotations

import pandas as pd
import shapely

from dossier.ingest.natural_earth import TOLERANCE, on_grid
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources


@derives(
    "economy/fields_and_mines",
    {"gem-energy-mining-region": "Global Energy Monitor, trackers of 2024-2025"},
    kept="Oil and gas fields and iron ore mines of Afghanistan and its neighbours: place and status.",
    warnings=["Fields above a size threshold only: that none is Afghan does not mean that there is no gas."],
)
def fields_and_mines(sources: Sources):
    """Fields and mines as points."""
    fields = sources.csv(
        "gem-energy-mining-region",
        "goget_oil_gas_fields.csv",
        ["unit-id", "country/area", "wiki-name", "status", "lat", "lng"],
    ).set_axis(["site", "country", "name", "status", "latitude", "longitude"], axis=1)
    mines = sources.csv(
        "gem-energy-mining-region",
        "giomt_iron_ore_mines.csv",
        ["GEM Asset ID", "Country/Area", "Asset name (English)", "Operating status", "Coordinates"],
    ).set_axis(["site", "country", "name", "status", "coordinates"], axis=1)
    mines[["latitude", "longitude"]] = mines.pop("coordinates").str.split(",", expand=True)
    both = pd.concat([fields.assign(kind="oil or gas field"), mines.assign(kind="iron ore mine")])
    both = both.fillna({"status": "not stated"})
    for axis in ("latitude", "longitude"):
        both[axis] = both[axis].str.strip()
    return both[["site", "kind", "country", "name", "status", "latitude", "longitude"]].sort_values("site")


@derives(
    "economy/gas_pipelines",
    {"gem-gas-pipelines-region": "Global Gas Infrastructure Tracker, October 2024"},
    kept="Gas pipelines of Central and South Asia with status and start year; routes simplified. Segments of "
    "one project are separate rows.",
    warnings=["Routes are schematic where the tracker says so."],
)
def gas_pipelines(sources: Sources):
    """Gas pipelines as lines."""
    raw = sources.layer(
        "gem-gas-pipelines-region", "gas_pipelines.fgb", ["id", "name", "status", "start_year"]
    )
    frame = raw.rename(columns={"id": "project"})
    years = pd.to_numeric(frame["start_year"], errors="coerce")
    frame["start_year"] = years.where(years > 1900).astype("Int64")
    frame = on_grid(frame.set_geometry(frame.geometry.simplify(TOLERANCE)))
    frame = frame[~shapely.is_empty(frame.geometry.array)].sort_values(["project", "name"], kind="stable")
    frame["segment"] = range(1, len(frame) + 1)
    return frame[["segment", "project", "name", "status", "start_year", "geometry"]]
