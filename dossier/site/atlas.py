"""The map of the region, layer by layer: what each layer draws and says, worked out from the tables.

Every layer becomes one script that hands its data to `atlas.js`, because a page opened from a folder may load
scripts and may not fetch. The page itself holds the base map, the first layer and every sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from matplotlib.colors import to_hex, to_rgb

from dossier import catalogue, entities, words
from dossier.charts import colours, maps
from dossier.charts import events as event_charts
from dossier.charts import ground as ground_charts
from dossier.charts import reach as reach_charts
from dossier.indicators import events, ground, insurgency, reach
from dossier.site import sheet as drawing
from dossier.site.sheet import Sheet, path

FOLDER = "atlas"
#: Years of the layers, as the chapters that publish the same figures draw them.
IS_YEARS, WAR_YEARS = (2015, 2020), (2012, 2013, 2016, 2020)
#: SIPRI compares windows of five years; the last one ends with the table.
WINDOW = 5
RECIPIENTS = {"PAK": (73.0, 33.7), "IND": (77.2, 28.6), "AFG": (69.2, 34.5)}
#: Afghan recipients, whom SIPRI keeps apart and who share one place on the map.
AFGHANS = ("AFG", "mujahedin", "northern-alliance")
#: Former states, and the one whose outline now holds their capital.
SUCCESSORS = {"CSK": "CZE", "SUN": "RUS", "YUG": "SRB", "DDR": "DEU"}
#: Capitals from which arrows start, and for the United States the edge of the map.
ORIGINS = {
    "SUN": (37.6, 55.8),
    "RUS": (37.6, 55.8),
    "USA": (-9.0, 60.0),
    "CHN": (116.4, 39.9),
    "EGY": (31.2, 30.0),
    "GBR": (-0.1, 51.5),
    "ITA": (12.5, 41.9),
    "CZE": (14.4, 50.1),
    "UKR": (30.5, 50.4),
    "FRA": (2.3, 48.9),
    "SWE": (18.1, 59.3),
    "TUR": (32.9, 39.9),
    "DEU": (13.4, 52.5),
    "ESP": (-3.7, 40.4),
    "JOR": (35.9, 31.9),
    "IND": (77.2, 28.6),
}
#: Suppliers beyond the map: where their arrows enter it.
ENTRIES = {"CAN": (-12.0, 64.0), "BRA": (-16.0, 22.0), "GHA": (-2.0, 16.0), "ZAF": (28.0, 4.0)}
#: Ground that colours must stand out from at night.
NIGHT_LAND = "#2b3138"


#: Each table once, checked against its card and contract.
load = cache(catalogue.load)
base_layers = cache(maps.layers)


@dataclass(frozen=True)
class Group:
    """Marks of one kind, drawn alike.

    Parameters
    ----------
    label : str
        What the key says.
    shape : str
        `dot`, `square`, `diamond`, `line` or `area`.
    colour : str
        By day; `night` follows from it unless it is given.
    dash : str
        SVG dashes of a line.
    hollow : bool
        Draw a mark's edge alone.
    """

    label: str
    shape: str
    colour: str
    night: str = ""
    dash: str = ""
    hollow: bool = False

    def as_json(self) -> dict:
        """Return what the page needs to draw the group and its key."""
        told = {"label": self.label, "shape": self.shape, "day": self.colour}
        told["night"] = self.night or (self.colour if self.shape == "area" else for_night(self.colour))
        return told | ({"dash": self.dash} if self.dash else {}) | ({"hollow": 1} if self.hollow else {})


@dataclass(frozen=True)
class Frame:
    """What a layer shows of one year, or of several taken together.

    Parameters
    ----------
    first, last : int
        Years, both included; 0 and 9999 for a layer without years.
    label : str
        The years in words.
    summary : str
        One sentence with the numbers.
    items : list
        Marks: group, words, then for a point x, y and diameter in tenths of a pixel; for an area the number of
        its outline; for a line its path, its width in tenths and, where it is labelled, words, x and y.
    places : dict
        Words about provinces, by P-code.
    rows : list
        The table of what is drawn.
    """

    first: int
    last: int
    label: str
    summary: str
    items: list = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Layer:
    """One layer: its words, its frames, and how it looks."""

    id: str
    label: str
    view: str
    note: str
    figures: tuple[str, ...]
    groups: list[Group]
    frames: list[Frame]
    head: tuple[str, ...]
    outlines: list[str] = field(default_factory=list)

    def script(self) -> str:
        """Return the layer's data as a script that registers it."""
        told = {
            "outlines": self.outlines,
            "frames": [
                {"items": each.items, "places": each.places, "rows": each.rows} for each in self.frames
            ],
        }
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f'(globalThis.atlasLayers??={{}})["{self.id}"]={data};\n'

    def as_json(self) -> dict:
        """Return what the page must know before the data is loaded."""
        return {
            "id": self.id,
            "label": self.label,
            "view": self.view,
            "note": self.note,
            "head": self.head,
            "file": f"{FOLDER}/atlas-{self.id}.js?v={sha256(self.script().encode()).hexdigest()[:8]}",
            "groups": [each.as_json() for each in self.groups],
            "frames": [[each.first, each.last, each.label, each.summary] for each in self.frames],
        }


def for_night(colour: str, least: float = 3.2) -> str:
    """Return a colour, lightened as far as a mark on dark land needs it to be seen.

    Parameters
    ----------
    colour : str
        `#rrggbb`.
    least : float
        Contrast with `NIGHT_LAND` (WCAG 2.2, success criterion 1.4.11, asks for 3).
    """
    shade, ground_ = np.array(to_rgb(colour)), colours.contrast_with_white(NIGHT_LAND)
    while ground_ / colours.contrast_with_white(to_hex(shade)) < least:
        shade = shade + (1 - shade) * 0.05
    return to_hex(shade)


@cache
def layers() -> tuple[Layer, ...]:
    """Return every layer, the one that the page shows first at the front."""
    plane = Sheet()
    made: tuple[Callable[[Sheet], Layer], ...] = (is_layer, war_layer, reach_layer, sites_layer, energy_layer)
    return (*(make(plane) for make in made), *arms_layers(plane))


def is_layer(plane: Sheet) -> Layer:
    """Fights between IS and the government and between IS and the Taliban, event by event."""
    table = load("conflict/afghan_events")
    fights = events.is_dyad_events(table, *IS_YEARS)
    held = events.is_dyad_coverage(table, load("conflict/afghan_event_coverage"), *IS_YEARS)
    groups = [
        Group(event_charts.DYADS[dyad][0], shape, event_charts.DYADS[dyad][1])
        for dyad, shape in (("Government - IS", "dot"), ("IS - Taleban", "square"))
    ]
    order, names = list(event_charts.DYADS), _district_names()
    frames = []
    for year, rows in fights.groupby("year"):
        rows = rows.sort_values("best", ascending=False, kind="stable")
        spots = plane.points(rows["longitude"], rows["latitude"])
        items = []
        for row, (x, y) in zip(rows.itertuples(), spots, strict=True):
            group = order.index(row.dyad)
            tip = f"{groups[group].label}, {year}: {_deaths(row.best)}\n{names[row.district]}"
            items.append([group, tip, int(x), int(y), round(10 * 2.2 * np.sqrt(6 + 1.1 * row.best))])
        by_province = _by_province(rows)
        known = held[held["year"].eq(year)]
        on_record, died = (
            words.count(known[column].sum()) if known[column].notna().all() else ""
            for column in ("events_recorded", "deaths_recorded")
        )
        summary = (
            f"{year}: {_of(len(rows), on_record, 'events')}, {_of(rows['best'].sum(), died, 'deaths')}; "
            f"most in {_province_names()[by_province.index[0]]}"
        )
        frames.append(
            Frame(
                *(int(year), int(year), str(year), summary, items),
                places={
                    code: f"{_events(row.events)}, {_deaths(row.deaths)}" for code, row in _rows(by_province)
                },
                rows=[
                    [_province_names()[code], words.count(row.events), words.count(row.deaths)]
                    for code, row in _rows(by_province)
                ],
            )
        )
    return Layer(
        "is",
        "Fights with IS",
        "afghanistan",
        "Each mark is an event; its area grows with deaths (best estimate). From 2017 to 2019 the file holds only a "
        "part of what UCDP recorded: read those years as places, not as numbers.",
        ("r1-is-events-by-year",),
        groups,
        frames,
        ("Province", "Events", "Deaths"),
    )


def war_layer(plane: Sheet) -> Layer:
    """Fights between the government and the Taliban by district, in the years that are held nearly whole."""
    fights = insurgency.war_events(load("conflict/afghan_events"), WAR_YEARS)
    coverage = insurgency.war_coverage(fights, load("conflict/afghan_event_coverage"))
    counted = insurgency.events_by_district(fights)
    districts, names = load("maps/afghan_districts").set_index("pcode"), _district_names()
    inside = districts.geometry.representative_point()
    spots = dict(zip(districts.index, plane.points(inside.x, inside.y), strict=True))
    frames = []
    for year, rows in counted.groupby("year"):
        rows = rows.sort_values(["events", "district"], ascending=[False, True], kind="stable")
        items, told = [], []
        for row in rows.itertuples():
            x, y = spots[row.district]
            tip = f"{names[row.district]}\n{year}: {_events(row.events)}, {_deaths(row.deaths)}"
            items.append([0, tip, int(x), int(y), round(10 * 4.2 * np.sqrt(row.events))])
            told.append([names[row.district], words.count(row.events), words.count(row.deaths)])
        by_province = _by_province(rows.assign(province=rows["district"].str[:4]))
        share = coverage.loc[year, "events_placed"] / coverage.loc[year, "events_held"]
        summary = (
            f"{year}: {_events(rows['events'].sum())} with {_deaths(rows['deaths'].sum())} placed in "
            f"{words.count(len(rows))} districts; most in {_province_names()[by_province.index[0]]}. UCDP places "
            f"{words.percent(share)} of the events held of that year to a district"
        )
        places = {code: f"{_events(row.events)}, {_deaths(row.deaths)}" for code, row in _rows(by_province)}
        frames.append(Frame(int(year), int(year), str(year), summary, items, places, told))
    label = "Government–Taliban, by district"
    return Layer(
        "war",
        "War with the Taliban",
        "afghanistan",
        "A circle stands in each district with a placed fight; its area grows with the number of events. Only years "
        "that the file of events holds nearly whole are drawn.",
        ("r3-war-events-by-district",),
        [Group(label, "dot", colours.of("taliban"))],
        frames,
        ("District", "Events", "Deaths"),
    )


def reach_layer(plane: Sheet) -> Layer:
    """Votes counted per hundred residents by district, at three elections."""
    votes = reach.votes_by_district(load("territory/polling_reach"), load("territory/district_population"))
    summed = reach.votes_summary(votes)
    districts, names = load("maps/afghan_districts"), _district_names()
    outlines = shapely.coverage_simplify(plane.project(districts), 3)
    steps = reach_charts.VOTES
    groups = [
        Group(f"{label} per 100" if i else label, "area", shade) for i, (_, shade, label) in enumerate(steps)
    ]
    groups.append(Group("no vote held, or not on record", "area", reach_charts.UNKNOWN))
    province = dict(zip(districts["pcode"], districts["province"], strict=True))
    frames = []
    for year, rows in votes.groupby("year"):
        known = rows.set_index("pcode")
        items, told = [], []
        for place, code in enumerate(districts["pcode"]):
            per_hundred = known["per_hundred"].get(code, np.nan)
            if pd.isna(per_hundred):
                group, said = len(steps), ["not on record", "–"]
            else:
                group = sum(bool(per_hundred >= least) for least, _, _ in steps) - 1
                said = [words.count(known.loc[code, "votes"]), words.decimal(per_hundred)]
            counted = (
                f"{said[0]} votes, {said[1]} per 100 residents" if group < len(steps) else groups[-1].label
            )
            items.append([group, f"{names[code]}\n{year}: {counted}", place])
            told.append([names[code], *said])
        row = summed.loc[year]
        summary = (
            f"{year}: of {words.count(row['districts'])} districts compared, {words.count(row['under_few'])} had "
            f"hardly a vote, {words.count(row['without_vote'])} of them none; {words.count(row['votes'])} votes in all"
        )
        thin = rows[rows["per_hundred"].lt(1)]["pcode"].map(province).value_counts()
        sizes = rows.dropna(subset="per_hundred")["pcode"].map(province).value_counts()
        places = {
            code: f"{words.count(thin.get(code, 0))} of {words.count(size)} districts with hardly a vote"
            for code, size in sizes.sort_index().items()
        }
        frames.append(Frame(int(year), int(year), str(year), summary, items, places, told))
    return Layer(
        "reach",
        "Votes counted",
        "afghanistan",
        "Votes counted per 100 residents: president 2014 (first round), parliament 2018, president 2019. A vote that "
        "is counted is a sign of the state's reach, not of control; only the red districts speak of it. In Ghazni no "
        "vote was held in 2018.",
        ("r3-state-reach", "r3-polling-centres"),
        groups,
        frames,
        ("District", "Votes", "Per 100 residents"),
        [path(each) for each in outlines],
    )


def sites_layer(plane: Sheet) -> Layer:
    """Mineral sites of Afghanistan and its neighbours by what is known of them."""
    sites = load("economy/mineral_sites")
    placed = sites.dropna(subset=["longitude", "latitude"])
    world = load("economy/deposits")
    major = world[world["state"].isin(sites["state"].unique())].dropna(subset=["longitude", "latitude"])
    look = {
        "unclassified": ("dot", "#8a93a0", True, 45),
        "occurrence": ("dot", "#8c6d46", True, 55),
        "prospect": ("dot", "#b88a2f", False, 60),
        "deposit": ("square", "#8f5413", False, 70),
        "mine": ("square", "#1f2430", False, 80),
    }
    groups = [
        Group(status.capitalize(), shape, shade, hollow=hollow)
        for status, (shape, shade, hollow, _) in look.items()
    ]
    groups.append(Group("Major deposit (world list)", "diamond", "#1f2430", hollow=True))
    items = []
    for place, (status, (*_, size)) in enumerate(look.items()):
        rows = placed[placed["status"].eq(status)]
        spots = plane.points(rows["longitude"], rows["latitude"])
        for row, (x, y) in zip(rows.itertuples(), spots, strict=True):
            of = f" ({row.commodities})" if isinstance(row.commodities, str) else ""
            items.append(
                [place, f"{row.name}{of}\n{status.capitalize()}, {_state(row.state)}", int(x), int(y), size]
            )
    spots = plane.points(major["longitude"], major["latitude"])
    for row, (x, y) in zip(major.itertuples(), spots, strict=True):
        tip = f"{row.name} ({row.commodity})\nMajor deposit, {_state(row.state)}"
        items.append([len(look), tip, int(x), int(y), 80])
    counts = ground.status_counts(sites)
    own = counts.loc["AFG"]
    afghan = words.listing(
        f"{words.count(own[status])} {'mines at work' if status == 'mine' else status + 's'}"
        for status in ("mine", "deposit", "prospect", "occurrence")
    )
    summary = (
        f"{words.count(len(sites))} records in the databases of the region, of which Afghan: {afghan}. The world list "
        f"has {words.count(major['state'].eq('AFG').sum())} major Afghan deposits"
    )
    rows = [
        [_state(code), *(words.count(value) for value in row), words.count(major["state"].eq(code).sum())]
        for code, row in counts.iterrows()
    ]
    return Layer(
        "sites",
        "Mineral sites",
        "region",
        "A map of lists, not of the ground: the databases are dense in copper and chromite and nearly without iron, "
        "lithium, gold, coal and gems. None of these marks is a reserve.",
        ("r4-deposits-map",),
        groups,
        [Frame(0, 9999, "", summary, items, rows=rows)],
        ("State", *(status.capitalize() for status in counts.columns), "Major deposits"),
    )


def energy_layer(plane: Sheet) -> Layer:
    """Oil and gas fields and gas pipelines by status."""
    tracked, pipelines = load("economy/fields_and_mines"), load("economy/gas_pipelines")
    fields = tracked[tracked["kind"].eq("oil or gas field")]
    pipes = {
        "operating": "Pipeline, operating",
        "construction": "Pipeline, under construction",
        "proposed": "Pipeline, proposed",
        "shelved": "Pipeline, shelved or cancelled",
    }
    dashes = {"operating": "", "construction": "8 3", "proposed": "4 3", "shelved": "1.5 3.5"}
    kind_of = {status: status for status in pipes} | {"cancelled": "shelved", "mothballed": "shelved"}
    grounds = {
        "operating": ("Field, operating", "#6b7480", False),
        "in development": ("Field, in development", "#2458a6", False),
        "discovered": ("Field, discovered or explored", "#4a525e", True),
        "not stated": ("Field, status not stated", "#a2a9b3", False),
        "shut in": ("Field, closed", "#4a525e", False),
    }
    field_of = {status: status for status in grounds}
    field_of |= {"exploration": "discovered", "decommissioned": "shut in"}
    groups = [
        Group(label, "line", ground_charts.PIPES[status][0], dash=dashes[status])
        for status, label in pipes.items()
    ]
    groups += [
        Group(label, "square" if status == "shut in" else "dot", shade, hollow=hollow)
        for status, (label, shade, hollow) in grounds.items()
    ]
    routes = shapely.simplify(plane.project(pipelines), 1.5)
    items = []
    for row, route in zip(pipelines.itertuples(), routes, strict=True):
        width = 10 * ground_charts.PIPES[row.status][2] * 1.4
        items.append([list(pipes).index(kind_of[row.status]), _pipe(row), path(route), round(width)])
    spots = plane.points(fields["longitude"], fields["latitude"])
    for row, (x, y) in zip(fields.itertuples(), spots, strict=True):
        group = len(pipes) + list(grounds).index(field_of[row.status])
        items.append([group, f"{row.name}\nField, {row.status}, {_states(row.states)}", int(x), int(y), 55])
    crossing = ground.crossing(pipelines, "AFG")
    summary = (
        f"{words.count(len(fields))} fields, of which Afghan: {words.count(ground.fields_in(tracked, 'AFG'))}; "
        f"{words.count(pipelines['project'].nunique())} pipelines and segments, of which cross Afghanistan: "
        f"{words.listing(dict.fromkeys(f'{row.name} ({row.status})' for row in crossing.itertuples()))}"
    )
    listed = pipelines.drop_duplicates(["name", "status", "states"]).sort_values(
        ["name", "status"], kind="stable"
    )
    rows = [
        [row.name, row.status, _states(row.states), "–" if pd.isna(row.start_year) else str(row.start_year)]
        for row in listed.itertuples()
    ]
    return Layer(
        "energy",
        "Fields and pipelines",
        "region",
        "Fields above a size only, and none of Russia or India in this extract. Routes are schematic where the tracker "
        "says so. A status is that of 2024 and 2025, so that there is no year to choose.",
        ("r4-energy-map",),
        groups,
        [Frame(0, 9999, "", summary, items, rows=rows)],
        ("Pipeline", "Status", "States", "Start"),
    )


def arms_layers(plane: Sheet) -> list[Layer]:
    """Deliveries of major arms to Pakistan, India and Afghan recipients, one layer each, on one scale of widths."""
    transfers = load("arms/transfers")
    last = int(transfers["year"].max())
    windows = windows_to(int(transfers["year"].min()), last)
    window = pd.cut(transfers["year"], [first - 1 for first, _ in windows] + [last], labels=False)
    party = transfers["recipient"].where(~transfers["recipient"].isin(AFGHANS), "AFG")
    sums = transfers.assign(party=party, window=window).groupby(["party", "window", "supplier", "recipient"])
    flows = sums["tiv_million"].sum().reset_index()
    largest = flows["tiv_million"].max()
    return [_arms_layer(plane, code, flows[flows["party"].eq(code)], windows, largest) for code in RECIPIENTS]


def windows_to(first: int, last: int) -> list[tuple[int, int]]:
    """Return windows of five years that end with the last year; the first may be shorter."""
    starts = range(last - WINDOW + 1, first - WINDOW, -WINDOW)
    return [(max(start, first), start + WINDOW - 1) for start in reversed(starts)]


def _arms_layer(plane: Sheet, code: str, flows: pd.DataFrame, windows, largest: float) -> Layer:
    place = "Afghanistan" if code == "AFG" else entities.name(code)
    drawn = flows[flows["supplier"].ne("unknown-supplier") & flows["tiv_million"].gt(0)]
    ranked = drawn.groupby("supplier")["tiv_million"].sum().sort_values(ascending=False, kind="stable")
    own = [supplier for supplier in ranked.index if supplier in colours.COLOURS]
    shades = {supplier: colours.of(supplier) for supplier in own}
    groups = [Group(entities.name(supplier), "line", shade) for supplier, shade in shades.items()]
    groups.append(Group("Other suppliers", "line", "#7d8794"))
    end = plane.points(*RECIPIENTS[code])[0]
    frames = []
    for number, (first, last) in enumerate(windows):
        rows = flows[flows["window"].eq(number)].sort_values(
            ["tiv_million", "supplier"], ascending=[False, True], kind="stable"
        )
        label, total = words.years(first, last), rows["tiv_million"].sum()
        items, told = [], []
        for row in rows.itertuples():
            to = "" if code != "AFG" else f" to {_recipient(row.recipient)}"
            value = words.count(row.tiv_million) if row.tiv_million else "under 0.5"
            told.append(
                [_supplier(row.supplier), place if code != "AFG" else _recipient(row.recipient), value]
            )
            if row.supplier == "unknown-supplier" or not row.tiv_million:
                continue
            group = own.index(row.supplier) if row.supplier in own else len(own)
            start = _origin(plane, row.supplier, end)
            bend = 0.16 if row.recipient in AFGHANS[1:] else -0.24 if row.supplier == "USA" else -0.12
            width = max(14, round(10 * 30 * row.tiv_million / largest))
            tip = f"{_supplier(row.supplier)}{to or f' to {place}'}\n{label}: {value} million TIV"
            line = _curve(start, end, bend)
            name = f"{_supplier(row.supplier)} {value}"
            items.append([group, tip, line, width, name, int(start[0]), int(start[1])])
        frames.append(
            Frame(first, last, label, _arms_summary(label, place, rows, total, code), items, rows=told)
        )
    apart = (
        " Governments in Kabul, the Mujahedin and the Northern Alliance are kept apart; no major arms to the "
    )
    apart += "Taliban are on record."
    return Layer(
        f"arms-{code.lower()}",
        f"Arms to {place}",
        "eurasia",
        "The width of a line is proportional to what was delivered in the years named, on one scale for all "
        "recipients; thin ones are drawn wider. Trend-indicator value (TIV): volume of major arms, not money. "
        f"Rifles and other small arms are not counted.{apart if code == 'AFG' else ''}",
        {
            "PAK": ("r1-pakistan-arms-by-supplier", "r1-russia-to-pakistan-what"),
            "IND": (),
            "AFG": ("r2-arms-to-afghans",),
        }[code],
        groups,
        frames,
        ("Supplier", "Recipient", "Million TIV"),
    )


def _arms_summary(label: str, place: str, rows: pd.DataFrame, total: float, code: str) -> str:
    if not total:
        return f"{label}: no delivery of major arms to {place} on record"
    leaders = (
        rows.groupby("supplier", sort=False)["tiv_million"].sum().sort_values(ascending=False, kind="stable")
    )
    named = words.listing(
        f"{_supplier(supplier)} {words.percent(value / total)}"
        for supplier, value in leaders.head(3).items()
        if value
    )
    russia = leaders.get("RUS", 0)
    rest = (
        f"; Russia {words.percent(russia / total)}" if russia and "RUS" not in leaders.head(3).index else ""
    )
    whom = "to Afghan recipients" if code == "AFG" else f"to {place}"
    return f"{label}: {words.count(total)} million TIV {whom}, of which {named}{rest}"


def _supplier(code: str) -> str:
    return "Unknown supplier" if code == "unknown-supplier" else entities.name(code)


def _recipient(code: str) -> str:
    return {"AFG": "the government in Kabul", "mujahedin": "the Mujahedin"}.get(
        code
    ) or f"the {entities.name(code)}"


@cache
def _labels() -> dict[str, tuple[float, float]]:
    countries = load("maps/countries").dropna(subset="iso3")
    return {row.iso3: (row.label_longitude, row.label_latitude) for row in countries.itertuples()}


def _origin(plane: Sheet, supplier: str, end: np.ndarray) -> np.ndarray:
    """Return where a supplier's line starts: a capital, a country's middle, or where it enters the map."""
    known = _labels() | ENTRIES | ORIGINS
    start = plane.points(*known[SUCCESSORS.get(supplier, supplier)])[0].astype(float)
    left, top, right, bottom = np.add(drawing.FAR, (400, 400, -400, -400))
    way = start - end
    within = [1.0]
    for axis, (least, most) in enumerate(((left, right), (top, bottom))):
        if way[axis]:
            within.append(((most if way[axis] > 0 else least) - end[axis]) / way[axis])
    return np.rint(end + way * min(within)).astype(int)


def _curve(start: np.ndarray, end: np.ndarray, bend: float) -> str:
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)
    return f"M{x0},{y0}Q{round(middle[0])},{round(middle[1])} {x1},{y1}"


def _pipe(row) -> str:
    start = "" if pd.isna(row.start_year) else f", {row.start_year}"
    return f"{row.name}\n{row.status.capitalize()}{start}; {_states(row.states)}"


def _states(codes: str) -> str:
    return words.listing(_state(code) for code in codes.split(";"))


def _state(code: str) -> str:
    return entities.name(code) if isinstance(code, str) else "no state given"


def _of(number: float, total: str, what: str) -> str:
    if number == 1:
        what = what.removesuffix("s")
    return f"{words.count(number)} of {total} recorded {what}" if total else f"{words.count(number)} {what}"


def _events(number: float) -> str:
    return _of(number, "", "events")


def _deaths(number: float) -> str:
    return _of(number, "", "deaths")


def _by_province(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum events and deaths by province, most events first."""
    if "events" not in rows:
        rows = rows.assign(events=1, deaths=rows["best"])
    summed = rows.groupby("province")[["events", "deaths"]].sum().reset_index()
    order = summed.sort_values(
        ["events", "deaths", "province"], ascending=[False, False, True], kind="stable"
    )
    return order.set_index("province").astype("int64")


def _rows(frame: pd.DataFrame) -> Iterable:
    return ((row.Index, row) for row in frame.itertuples())


@cache
def _province_names() -> dict[str, str]:
    return load("maps/afghan_provinces").set_index("pcode")["name"].to_dict()


@cache
def _district_names() -> dict[str, str]:
    """Return each district with its province: `Achin, Nangarhar`."""
    rows = load("maps/afghan_districts").itertuples()
    return {row.pcode: f"{row.name}, {_province_names()[row.province]}" for row in rows}


def write(folder: Path) -> None:
    """Write the script of every layer to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for layer in layers():
        (folder / f"atlas-{layer.id}.js").write_text(layer.script(), encoding="utf-8")
