"""Layers of the map on what is in the ground: Afghan mineral sites, and fields and pipelines of the region."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from dossier import entities, words
from dossier.charts import ground as ground_charts
from dossier.site import published
from dossier.site.atlas import ALWAYS, Frame, Group, Layer
from dossier.site.sheet import Sheet, path

#: Status of a site: words, mark, colour, whether hollow, diameter in tenths of a pixel; the best known come last.
SITES = {
    "unclassified": ("unclassified", "dot", "#8a93a0", True, 45),
    "occurrence": ("occurrence", "dot", "#8c6d46", True, 55),
    "prospect": ("prospect", "dot", "#b88a2f", False, 60),
    "deposit": ("deposit", "square", "#8f5413", False, 70),
    "mine": ("working mine", "square", "#1f2430", False, 80),
    "proposed": ("proposed iron ore mine", "square", "#c8372d", True, 80),
    "major deposit": ("major deposit (world list)", "diamond", "#1f2430", True, 80),
}
#: Status of a pipeline: words and dashes.
PIPES = {
    "operating": ("Pipeline, operating", ""),
    "construction": ("Pipeline, under construction", "8 3"),
    "proposed": ("Pipeline, proposed", "4 3"),
    "shelved": ("Pipeline, shelved or cancelled", "1.5 3.5"),
}
#: Status of a field: words, colour, whether hollow.
FIELDS = {
    "operating": ("Field, operating", "#6b7480", False),
    "in development": ("Field, in development", "#2458a6", False),
    "discovered": ("Field, discovered or explored", "#4a525e", True),
    "not stated": ("Field, status not stated", "#a2a9b3", False),
    "shut in": ("Field, closed", "#4a525e", False),
}
#: Statuses that are drawn like another.
ALIKE = {
    "cancelled": "shelved",
    "mothballed": "shelved",
    "exploration": "discovered",
    "decommissioned": "shut in",
}


def layers() -> list[Layer]:
    """Return the layers of sites and of fields and pipelines."""
    plane = Sheet()
    return [sites_layer(plane), energy_layer(plane)]


def sites_layer(plane: Sheet) -> Layer:
    """Afghan mineral sites by what is known of them."""
    figure = published.read("r4-deposits-map", "name", "commodity", "latitude", "longitude", "status")
    rows = figure.rows.assign(order=figure.rows["status"].map(list(SITES).index))
    rows = rows.sort_values("order", kind="stable")
    placed = rows.dropna(subset=["longitude", "latitude"])
    items = []
    spots = plane.points(placed["longitude"], placed["latitude"])
    for row, (x, y) in zip(placed.itertuples(), spots, strict=True):
        said, *_, size = SITES[row.status]
        of = "" if pd.isna(row.commodity) else f" ({row.commodity})"
        items.append([row.order, f"{row.name}{of}\n{said.capitalize()}", int(x), int(y), size])
    counts = rows["status"].value_counts()
    listed = words.listing(
        f"{said} {words.count(counts.get(status, 0))}" for status, (said, *_) in reversed(SITES.items())
    )
    summary = f"{words.count(len(rows))} records of Afghan sites, by status: {listed}"
    table = [
        [row.name, "–" if pd.isna(row.commodity) else row.commodity, SITES[row.status][0]]
        for row in rows.iloc[::-1].itertuples()
    ]
    return Layer(
        "sites",
        "Mineral sites",
        "afghanistan",
        "A map of lists, not of the ground: the databases are dense in copper and chromite and nearly without iron, "
        "lithium, gold, coal and gems. None of these marks is a reserve.",
        figure,
        [
            Group(said.capitalize(), shape, shade, hollow=hollow)
            for said, shape, shade, hollow, _ in SITES.values()
        ],
        [Frame(*ALWAYS, "", summary, len(placed) / len(rows), items, rows=table)],
        {"Site": "name", "Commodities": "commodity", "Status": "status"},
    )


def energy_layer(plane: Sheet) -> Layer:
    """Oil and gas fields and gas pipelines by status."""
    figure = published.read(
        "r4-energy-map",
        *("name", "states", "status", "latitude", "longitude", "kind", "start_year", "route"),
    )
    rows = figure.rows.assign(alike=figure.rows["status"].replace(ALIKE))
    fields, pipes = (rows[rows["kind"].eq(kind)] for kind in ("field", "pipeline"))
    groups = [
        Group(label, "line", ground_charts.PIPES[status][0], dash=dash)
        for status, (label, dash) in PIPES.items()
    ]
    groups += [
        Group(label, "square" if status == "shut in" else "dot", shade, hollow=hollow)
        for status, (label, shade, hollow) in FIELDS.items()
    ]
    afghan = [rows["states"].str.contains("AFG") for rows in (fields, pipes)]
    crossing = (f"{row.name} ({row.status})" for row in pipes[afghan[1]].itertuples())
    summary = (
        f"{words.count(len(fields))} fields, of which Afghan: {words.count(afghan[0].sum())}; "
        f"{words.count(len(pipes))} segments of pipelines, of which in or across Afghanistan: "
        f"{words.listing(dict.fromkeys(crossing))}"
    )
    listed = pipes.drop_duplicates(["name", "status", "states"]).sort_values(
        ["name", "status"], kind="stable"
    )
    table = [[row.name, row.status, _states(row.states), _start(row) or "–"] for row in listed.itertuples()]
    items = _pipes(plane, pipes) + _fields(plane, fields)
    return Layer(
        "energy",
        "Fields and pipelines",
        "region",
        "Fields above a size only, and none of Russia or India in this extract. Routes are schematic where the tracker "
        "says so. A status is that of 2024 and 2025, so that there is no year to choose.",
        figure,
        groups,
        [Frame(*ALWAYS, "", summary, len(items) / len(rows), items, rows=table)],
        {"Pipeline": "name", "Status": "status", "States": "states", "Start": "start_year"},
    )


def _pipes(plane: Sheet, pipes: pd.DataFrame) -> list:
    routes = shapely.simplify(plane.project(gpd.GeoSeries.from_wkt(pipes["route"], crs=4326)), 1.5)
    items = []
    for row, route in zip(pipes.itertuples(), routes, strict=True):
        width = round(10 * ground_charts.PIPES[row.status][2] * 1.4)
        start = _start(row)
        told = f"{row.status.capitalize()}{f', {start}' if start else ''}; {_states(row.states)}"
        items.append([list(PIPES).index(row.alike), f"{row.name}\n{told}", path(route), width])
    return items


def _fields(plane: Sheet, fields: pd.DataFrame) -> list:
    spots = plane.points(fields["longitude"], fields["latitude"])
    return [
        [
            len(PIPES) + list(FIELDS).index(row.alike),
            f"{row.name}\nField, {row.status}, {_states(row.states)}",
            int(x),
            int(y),
            55,
        ]
        for row, (x, y) in zip(fields.itertuples(), spots, strict=True)
    ]


def _start(row) -> str:
    return "" if pd.isna(row.start_year) else f"{row.start_year:.0f}"


def _states(codes: str) -> str:
    return words.listing(entities.name(code) for code in codes.split(";"))
