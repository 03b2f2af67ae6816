"""Figures of single events in Afghanistan: where IS and the Taliban fought, and how near the border."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import INK, MUTED, canvas, is_narrow
from dossier.indicators.conflict import ACTIVE

#: The book's names of UCDP's dyads, with their colour and mark.
DYADS = {
    "Government - IS": ("Government–IS", colours.of("AFG"), "o"),
    "IS - Taleban": ("IS–Taliban", colours.of("taliban"), "D"),
}
#: Columns that say which event it is and where.
PLACED = ["dyad", "year", "latitude", "longitude", "province", "district"]
PARTIES = {"Taleban": ("Taliban", colours.of("taliban")), "IS": ("IS", colours.of("is"))}
#: Where each party's mark stands beside its year.
SHIFTS = {"Taleban": -0.19, "IS": 0.19}
#: Provinces to name on the small maps: P-code to the place of the name and the years in which it is needed.
HOT_SPOTS = {"AF06": (71.3, 33.75, range(2015, 2021)), "AF28": (66.2, 36.45, range(2017, 2019))}


@figure(
    "r1-is-events-by-year",
    reads=("conflict/afghan_events", "conflict/afghan_event_coverage", *maps.BASE_TABLES),
)
def is_events_by_year(
    events: pd.DataFrame, coverage: pd.DataFrame, province_shares: pd.Series, base: maps.Layers
) -> Drawn:
    """Two maps of the events of the two IS dyads, in the years held nearly whole and in those after, with coverage.

    Parameters
    ----------
    events, coverage : pandas.DataFrame
        As `indicators.events.is_dyad_events` and `is_dyad_coverage` return them.
    province_shares : pandas.Series
        Share of the events by P-code, largest first (`indicators.events.province_shares`).
    base : Layers
        `maps.layers()`.
    """
    years = sorted(coverage["year"].unique())
    partial = _partial_years(coverage)
    periods = [(years[0], partial[0] - 1), (partial[0], years[-1])]
    view = maps.AFGHANISTAN
    picture, panels = _maps_of_periods(view, base, len(periods), len(DYADS))
    look = {"alpha": 0.55, "linewidths": 0.4, "edgecolors": "white"}
    for axes, (first, last) in zip(panels.flat, periods, strict=True):
        for dyad, (_, colour, mark) in DYADS.items():
            rows = events[events["year"].between(first, last) & events["dyad"].eq(dyad)]
            where = rows["longitude"], rows["latitude"]
            maps.points(axes, view, *where, s=_area(rows["best"]), color=colour, marker=mark, **look)
        _name_hot_spots(axes, view, base, first)
        held = coverage[coverage["year"].between(first, last)]
        _ledger(axes, words.years(first, last), ("events", "deaths"), _coverage_lines(held))
    _size_key(panels.flat[0], "deaths", _area, (1, 20, 100))
    top = province_shares.head(2)
    westernmost = events.loc[events["province"].isin(top.index), "longitude"].min()
    return Drawn(
        picture,
        data=events.merge(coverage, on=["dyad", "year"])[
            [*PLACED, "where_prec", "best", *coverage.columns[2:]]
        ],
        facts={
            "share": top.sum(),
            "provinces": base.provinces.set_index("pcode")["name"][top.index],
            "years": years,
            "known": _last_known(coverage),
            "active": ACTIVE,
            "partial": partial,
            "coverage": [_coverage_sentence(row) for row in coverage.itertuples()],
        },
        holds=top.sum() > 0.5 and westernmost > (view.west + view.east) / 2,
    )


def _maps_of_periods(view: maps.View, base: maps.Layers, periods: int, lines: int):
    """Return a figure of maps, one below the other, with room above each for its lines of figures."""
    room = 1.75 + periods * (0.2 + 0.16 * lines)
    picture, panels = maps.map_canvas(view, base, rows=periods, room=room, names=False)
    picture.get_layout_engine().set(h_pad=0.08)
    maps.scale_bar(panels.flat[0], view)
    return picture, panels


def _coverage_lines(coverage: pd.DataFrame) -> list[tuple]:
    lines = []
    for dyad, (name, colour, _) in DYADS.items():
        lines.append((name, colour, _of_period(coverage[coverage["dyad"].eq(dyad)])))
    return lines


def _of_period(coverage: pd.DataFrame) -> tuple[str, str]:
    """Say how many events and deaths of a pair are drawn, of those on record in some years together."""
    sums, known = coverage.sum(numeric_only=True), coverage.notna().all()
    events = words.count(sums["events_recorded"]) if known["events_recorded"] else "?"
    # A year without a row has fewer deaths than the line of an active conflict.
    more = "" if known["deaths_recorded"] else " or more"
    deaths = f"{words.count(sums['deaths_recorded'])}{more}"
    return (
        f"{words.count(sums['events_held'])} of {events}",
        f"{words.count(sums['deaths_held'])} of {deaths}",
    )


def _of_recorded(row) -> tuple[str, str]:
    events = "?" if pd.isna(row.events_recorded) else words.count(row.events_recorded)
    deaths = f"under {ACTIVE}" if pd.isna(row.deaths_recorded) else words.count(row.deaths_recorded)
    return f"{words.count(row.events_held)} of {events}", f"{words.count(row.deaths_held)} of {deaths}"


def _coverage_sentence(row) -> str:
    events, deaths = _of_recorded(row)
    return f"{row.year}, {DYADS[row.dyad][0]}: {events} events, {deaths} deaths."


def _last_known(coverage: pd.DataFrame) -> int:
    return int(coverage.dropna(subset="events_recorded")["year"].max())


def _partial_years(coverage: pd.DataFrame) -> list[int]:
    """Return the years in which less than nine in ten of the recorded deaths are held."""
    known = coverage.dropna(subset="deaths_recorded")
    years = known.groupby("year")[["deaths_held", "deaths_recorded"]].sum()
    return years.index[years["deaths_held"] < 0.9 * years["deaths_recorded"]].tolist()


def _area(deaths: pd.Series) -> np.ndarray:
    """Area of a mark in square points: grows with deaths, and an event without deaths still shows."""
    return 6 + 1.1 * deaths.to_numpy(dtype=float)


def _name_hot_spots(axes: Axes, view: maps.View, base: maps.Layers, year: int) -> None:
    """Name the provinces the text speaks of, beside their events and clear of them."""
    names = base.provinces.set_index("pcode")["name"]
    for pcode, (longitude, latitude, years) in HOT_SPOTS.items():
        if year in years:
            maps.place_name(axes, view, longitude, latitude, names[pcode])


def _size_key(axes: Axes, unit: str, area, steps: tuple[int, int, int]) -> None:
    """Explain the marks' areas in an empty corner of a map of Afghanistan."""
    for x, amount in zip((0.79, 0.85, 0.94), steps, strict=True):
        look = {"color": MUTED, "alpha": 0.6, "linewidths": 0, "transform": axes.transAxes, "zorder": 6}
        axes.scatter([x], [0.13], s=area(pd.Series([amount])), **look)
        axes.text(x, 0.06, str(amount), transform=axes.transAxes, ha="center", va="top", size=9.5, zorder=6)
    axes.text(0.87, 0.22, unit, transform=axes.transAxes, ha="center", va="bottom", size=9.5, zorder=6)


def _ledger(axes: Axes, title: str, columns: tuple[str, ...], lines: list[tuple]) -> None:
    """Write a panel's title and a few aligned figures above it."""
    at = {"xycoords": "axes fraction", "annotation_clip": False, "va": "bottom"}
    stops = np.linspace(0.68, 1.0, len(columns)) if len(columns) > 1 else [1.0]
    rows = [(title, INK, columns), *lines]
    for step, (label, colour, cells) in enumerate(reversed(rows)):
        top, by = step == len(rows) - 1, (0, 3 + 11.5 * step)
        size, shade = (10.5, MUTED) if top else (8.5, INK)
        write(axes, label, (0, 1), by, size=size, color=colours.for_text(colour), weight="bold", **at)
        for stop, cell in zip(stops, cells, strict=True):
            write(axes, cell, (stop, 1), by, ha="right", color=shade, **at)


@figure(
    "r1-distance-to-northern-border",
    reads=("conflict/afghan_events", "conflict/afghan_event_coverage", "maps/boundary_lines"),
)
def distance_to_northern_border(
    summary: pd.DataFrame,
    kunduz: pd.DataFrame,
    coverage: pd.DataFrame,
    window: pd.DataFrame,
    window_years: tuple[int, int],
    near_km: int,
) -> Drawn:
    """Shares of IS and Taliban events near the northern border, by year.

    Parameters
    ----------
    summary : pandas.DataFrame
        `indicators.borders.distance_summary` by party and year; a year without a row is a gap.
    kunduz : pandas.DataFrame
        The same by year, for Taliban events in the province of Kunduz.
    coverage : pandas.DataFrame
        As `indicators.borders.party_coverage` returns it.
    window : pandas.DataFrame
        The summary by party of the years that the title speaks of.
    window_years : tuple of int
        First and last of these years.
    near_km : int
        What counts as near.
    """
    years, (first, last) = sorted(summary.index.unique("year")), window_years
    picture, axes = canvas(6.4 if is_narrow() else 4.2)
    _shares_near(axes, summary, kunduz)
    (_event_counts_beside if is_narrow() else _event_counts)(axes, summary, years)
    held = coverage["share"].groupby("party").agg(["min", "max"])
    known = coverage.index.unique("year")
    near = window["share_near"]
    return Drawn(
        picture,
        data=_with_kunduz(summary, kunduz),
        facts={
            "first": first,
            "last": last,
            "near": near,
            "near_km": near_km,
            "known": (known.min(), known.max()),
            "held": {party: (row["min"], row["max"]) for party, row in held.iterrows()},
            "latest": years[-2:],
            "window": {name: window.loc[party] for party, (name, _) in PARTIES.items()},
            "taliban": summary.loc["Taleban", "share_near"],
            "kunduz_deaths": kunduz.loc[first, "deaths_near"],
        },
        holds=near["Taleban"] > near["IS"],
    )


def _shares_near(axes: Axes, summary: pd.DataFrame, kunduz: pd.DataFrame) -> None:
    """Draw which share of the events fell near the border, the part of Kunduz in full colour.

    On a phone the bars lie, for numbers below standing ones would meet.
    """
    bars = axes.barh if is_narrow() else axes.bar
    for party, shift in SHIFTS.items():
        rows, alpha = summary.loc[party], 0.45 if party == "Taleban" else 1
        name, colour = PARTIES[party]
        bars(rows.index + shift, rows["share_near"], 0.36, color=colour, alpha=alpha, label=name)
    part = kunduz["events_near"] / summary.loc["Taleban", "events"]
    label = "of these in the province of Kunduz"
    bars(part.index + SHIFTS["Taleban"], part, 0.36, color=colours.of("taliban"), label=label)
    handles, labels = axes.get_legend_handles_labels()
    order = [labels.index(name) for name in (PARTIES["Taleban"][0], label, PARTIES["IS"][0])]
    place = {"loc": "upper left"}
    if is_narrow():
        place |= {"bbox_to_anchor": (0, -0.06)}
    axes.legend([handles[at] for at in order], [labels[at] for at in order], **place)
    along = axes.xaxis if is_narrow() else axes.yaxis
    along.set_major_formatter(PercentFormatter(1, decimals=0))


def _with_kunduz(summary: pd.DataFrame, kunduz: pd.DataFrame) -> pd.DataFrame:
    """Return the summary with the province's part of the Taliban's events and deaths near the border."""
    part = kunduz[["events_near", "deaths_near"]].add_prefix("kunduz_").assign(party="Taleban").reset_index()
    whole = summary.reset_index().merge(part, on=["party", "year"], how="left")
    return whole.astype({"kunduz_events_near": "Int64", "kunduz_deaths_near": "Int64"})


def _event_counts(axes: Axes, summary: pd.DataFrame, years: list[int]) -> None:
    """Write below the years how many events each party's figures rest on."""
    axes.set_xticks(years, [str(year) for year in years])
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    at = {"annotation_clip": False, "size": 8.5, "va": "top"}
    for step, (party, (name, colour)) in enumerate(PARTIES.items()):
        drop, look = -18 - 12 * step, {"color": colour} | at
        write(axes, f"{name} events", (0, 0), (-4, drop), xycoords="axes fraction", ha="right", **look)
        look |= {"xycoords": ("data", "axes fraction"), "ha": "center"}
        for year, count in summary.loc[party, "events"].items():
            write(axes, words.count(count), (year, 0), (0, drop), **look)


def _event_counts_beside(axes: Axes, summary: pd.DataFrame, years: list[int]) -> None:
    """Write beside the years, from the top, how many events each party's figures rest on."""
    axes.set_yticks(years, [str(year) for year in years])
    axes.set_ylim(years[-1] + 0.6, years[0] - 0.6)
    axes.grid(axis="x", visible=True)
    axes.grid(axis="y", visible=False)
    for right, (party, (name, colour)) in zip((46, 84), PARTIES.items(), strict=True):
        look = {"color": colour, "ha": "right", "annotation_clip": False}
        write(axes, f"{name}\nevents", (1, 1), (right, 3), xycoords="axes fraction", va="bottom", **look)
        look |= {"xycoords": ("axes fraction", "data"), "va": "center"}
        for year, count in summary.loc[party, "events"].items():
            write(axes, words.count(count), (1, year), (right, 0), **look)
