"""Layers of the map on the war and the reach of the state: events as points, districts as circles and areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from dossier import words
from dossier.charts import colours
from dossier.charts import events as event_charts
from dossier.charts import reach as reach_charts
from dossier.site import published
from dossier.site.atlas import Frame, Group, Layer, counted, district_names, load, province_names, summed
from dossier.site.published import Published
from dossier.site.sheet import Sheet, path

#: Under this many votes per hundred residents hardly a vote was counted, as in the figure's title.
FEW = 1
#: The mark of each pair that fought.
SHAPES = {"Government - IS": "dot", "IS - Taleban": "square"}


def layers() -> list[Layer]:
    """Return the layers of fights and votes."""
    plane = Sheet()
    return [is_layer(plane), war_layer(plane), reach_layer(plane)]


def is_layer(plane: Sheet) -> Layer:
    """Fights between IS and the government and between IS and the Taliban, event by event."""
    record = ("events_held", "events_recorded", "deaths_held", "deaths_recorded")
    figure = published.read(
        "r1-is-events-by-year",
        *("dyad", "year", "latitude", "longitude", "province", "district", "best", *record),
    )
    groups = [
        Group(event_charts.DYADS[dyad][0], shape, event_charts.DYADS[dyad][1])
        for dyad, shape in SHAPES.items()
    ]
    frames = [_is_frame(plane, figure, groups, int(year), rows) for year, rows in figure.rows.groupby("year")]
    return Layer(
        "is",
        "Fights with IS",
        "afghanistan",
        "Each mark is an event; its area grows with deaths (best estimate). From 2017 to 2019 the file holds only a "
        "part of what UCDP recorded: read those years as places, not as numbers.",
        figure,
        groups,
        frames,
        {"Province": "province", "Events": "events_held", "Deaths": "best"},
    )


def _is_frame(plane: Sheet, figure: Published, groups: list[Group], year: int, rows: pd.DataFrame) -> Frame:
    rows = rows.sort_values("best", ascending=False, kind="stable")
    order, items = list(SHAPES), []
    spots = plane.points(rows["longitude"], rows["latitude"])
    for row, (x, y) in zip(rows.itertuples(), spots, strict=True):
        group = order.index(row.dyad)
        died = figure.amount("best", row.best)
        tip = f"{groups[group].label}, {year}: {died}\n{district_names()[row.district]}"
        items.append([group, tip, int(x), int(y), round(10 * 2.2 * np.sqrt(6 + 1.1 * row.best))])
    of_pairs = rows.drop_duplicates("dyad")
    recorded = of_pairs[["events_recorded", "deaths_recorded"]].sum(skipna=False)
    events = figure.amount("events_held", len(rows), recorded["events_recorded"])
    deaths = figure.amount("best", rows["best"].sum(), recorded["deaths_recorded"])
    sums = summed(
        figure, rows.assign(events=1, deaths=rows["best"]), "province", events="events_held", deaths="best"
    )
    return Frame(
        year,
        year,
        str(year),
        f"{year}: {events}, {deaths}; most in {province_names()[sums.index[0]]}",
        _held(of_pairs, "held"),
        items,
        sums["said"].to_dict(),
        counted(sums, province_names()),
    )


def _held(record: pd.DataFrame, drawn: str) -> float:
    """Return the share of recorded events that is drawn, or of deaths where no complete count of events is there."""
    what = "events" if record["events_recorded"].notna().all() else "deaths"
    known = record.dropna(subset=f"{what}_recorded")
    return known[f"{what}_{drawn}"].sum() / known[f"{what}_recorded"].sum()


def war_layer(plane: Sheet) -> Layer:
    """Fights between the government and the Taliban by district."""
    figure = published.read(
        "r3-war-events-by-district",
        *("district", "year", "events", "deaths", "events_recorded", "deaths_recorded"),
    )
    districts = load("maps/afghan_districts").set_index("pcode")
    inside = districts.geometry.representative_point()
    spots = dict(zip(districts.index, plane.points(inside.x, inside.y), strict=True))
    return Layer(
        "war",
        "War with the Taliban",
        "afghanistan",
        "A circle stands in each district with a placed fight; its area grows with the number of events. Only years "
        "that the file of events holds nearly whole are drawn, and of these only what UCDP places to a district.",
        figure,
        [Group("Government–Taliban, by district", "dot", colours.of("taliban"))],
        [_war_frame(figure, spots, int(year), rows) for year, rows in figure.rows.groupby("year")],
        {"District": "district", "Events": "events", "Deaths": "deaths"},
    )


def _war_frame(figure: Published, spots: dict, year: int, rows: pd.DataFrame) -> Frame:
    names = district_names()
    sums = summed(figure, rows, "district", events="events", deaths="deaths")
    items = []
    for code, row in sums.iterrows():
        x, y = spots[code]
        tip = f"{names[code]}\n{year}: {row['said']}"
        items.append([0, tip, int(x), int(y), round(10 * 4.2 * np.sqrt(row["events"]))])
    by_province = rows.assign(province=rows["district"].str[:4])
    provinces = summed(figure, by_province, "province", events="events", deaths="deaths")
    drawn, record = rows[["events", "deaths"]].sum(), rows.head(1)
    told = ", ".join(
        figure.amount(what, drawn[what], record[f"{what}_recorded"].iloc[0]) for what in ("events", "deaths")
    )
    return Frame(
        year,
        year,
        str(year),
        f"{year}: {told} placed in {words.count(len(sums))} districts; most in "
        f"{province_names()[provinces.index[0]]}",
        _held(record.assign(events_drawn=drawn["events"], deaths_drawn=drawn["deaths"]), "drawn"),
        items,
        provinces["said"].to_dict(),
        counted(sums, names),
    )


def reach_layer(plane: Sheet) -> Layer:
    """Votes counted per hundred residents by district, at three elections."""
    figure = published.read("r3-state-reach", "pcode", "year", "votes", "per_hundred", "compared")
    districts = load("maps/afghan_districts")
    outlines = shapely.coverage_simplify(plane.project(districts), 3)
    groups = [
        Group(f"{label} per 100" if place else label, "area", shade)
        for place, (_, shade, label) in enumerate(reach_charts.VOTES)
    ]
    groups.append(Group("no vote held, or not on record", "area", reach_charts.UNKNOWN))
    frames = [
        _reach_frame(figure, districts["pcode"], groups, int(year), rows)
        for year, rows in figure.rows.groupby("year")
    ]
    return Layer(
        "reach",
        "Votes counted",
        "afghanistan",
        "Votes counted per 100 residents: president 2014 (first round), parliament 2018, president 2019. A vote that "
        "is counted is a sign of the state's reach, not of control; only the red districts speak of it. In Ghazni no "
        "vote was held in 2018.",
        figure,
        groups,
        frames,
        {"District": "pcode", "Votes": "votes", "Per 100 residents": "per_hundred"},
        [path(each) for each in outlines],
    )


def _reach_frame(
    figure: Published, districts: pd.Series, groups: list[Group], year: int, rows: pd.DataFrame
) -> Frame:
    known = rows.dropna(subset="per_hundred").set_index("pcode")
    items, told = [], []
    for place, code in enumerate(districts):
        name, group, said = district_names()[code], len(groups) - 1, ["not on record", "–"]
        tip = groups[group].label
        if code in known.index:
            votes, share = known.loc[code, ["votes", "per_hundred"]]
            group = sum(bool(share >= least) for least, _, _ in reach_charts.VOTES) - 1
            said = [words.count(votes), words.decimal(share)]
            tip = f"{figure.amount('votes', votes)}, {said[1]} per 100 residents"
        items.append([group, f"{name}\n{year}: {tip}", place])
        told.append([name, *said])
    shared = rows[rows["compared"]]
    summary = (
        f"{year}: of {words.count(len(shared))} districts compared, "
        f"{words.count(shared['per_hundred'].lt(FEW).sum())} had hardly a vote, "
        f"{words.count(shared['per_hundred'].eq(0).sum())} of them none; "
        f"{figure.amount('votes', shared['votes'].sum())} in all"
    )
    thin = known["per_hundred"].lt(FEW).groupby(known.index.str[:4]).agg(["sum", "size"])
    places = {
        code: f"{words.count(few)} of {words.count(size)} districts with hardly a vote"
        for code, few, size in thin.itertuples()
    }
    return Frame(year, year, str(year), summary, len(known) / len(rows), items, places, told)
