"""Figures of single events: where IS and the Taliban fought, whom US strikes hit, whom Damascus fought."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import calendar_years, dashed, whole_numbers, write
from dossier.charts.style import INK, MUTED, canvas
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
#: Groups of targets as the map of strikes draws them, the last on top.
TARGETS = {
    "not-named": ("Not named", "#8a93a0"),
    "other": ("On others", "#b3742d"),
    "taliban": ("On Taliban", colours.of("taliban")),
    "is": ("On IS", colours.of("is")),
}
#: Governorates that the words name: UCDP's spelling and the book's.
NAMED = {
    "Deir ez Zor Governorate": "Deir ez-Zor",
    "Homs Governorate": "Homs",
    "Aleppo Governorate": "Aleppo",
    "Damascus Governorate": "Damascus city",
    "Rif Dimashq Governorate": "Rural Damascus",
    "Idlib Governorate": "Idlib",
}
#: Those of the desert and the east among them.
EAST = ["Deir ez-Zor", "Homs"]
#: From the first day of a month to where its bar stands.
MIDDLE = pd.Timedelta(days=14)
SHARE_OF_IS = LinearSegmentedColormap.from_list("is", [colours.of("insurgents"), "#8d7866", colours.of("is")])
#: Provinces to name on the small maps: P-code to the place of the name and the years in which it is needed.
HOT_SPOTS = {"AF06": (71.3, 33.75, range(2015, 2021)), "AF28": (66.2, 36.45, range(2017, 2019))}


@figure(
    "r1-is-events-by-year",
    reads=("conflict/afghan_events", "conflict/afghan_event_coverage", *maps.BASE_TABLES),
)
def is_events_by_year(
    events: pd.DataFrame, coverage: pd.DataFrame, province_shares: pd.Series, base: maps.Layers
) -> Drawn:
    """Small maps by year of the events of the two IS dyads, each with its coverage.

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
    view = maps.AFGHANISTAN
    picture, panels = _yearly_maps(view, base, len(years), len(DYADS))
    look = {"alpha": 0.55, "linewidths": 0.4, "edgecolors": "white"}
    for axes, year in zip(panels.flat, years, strict=True):
        for dyad, (_, colour, mark) in DYADS.items():
            rows = events[events["year"].eq(year) & events["dyad"].eq(dyad)]
            where = rows["longitude"], rows["latitude"]
            maps.points(axes, view, *where, s=_area(rows["best"]), color=colour, marker=mark, **look)
        _name_hot_spots(axes, view, base, year)
        _ledger(axes, str(year), ("events", "deaths"), _coverage_lines(coverage.query("year == @year")))
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
            "partial": _partial_years(coverage),
            "coverage": [_coverage_sentence(row) for row in coverage.itertuples()],
        },
        holds=top.sum() > 0.5 and westernmost > (view.west + view.east) / 2,
    )


def _yearly_maps(view: maps.View, base: maps.Layers, years: int, lines: int):
    """Return a figure of small maps, two beside each other, with room above each for its lines of figures."""
    rows = -(-years // 2)
    room = 1.75 + rows * (0.2 + 0.16 * lines)
    picture, panels = maps.map_canvas(view, base, rows=rows, columns=2, room=room, names=False)
    picture.get_layout_engine().set(h_pad=0.08)
    maps.scale_bar(panels.flat[0], view)
    return picture, panels


def _coverage_lines(coverage: pd.DataFrame) -> list[tuple]:
    lines = []
    for dyad, (name, colour, _) in DYADS.items():
        held = coverage[coverage["dyad"].eq(dyad)]
        cells = ("none", "") if held.empty else _of_recorded(held.iloc[0])
        lines.append((name, colour, cells))
    return lines


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


def _name_hot_spots(axes: Axes, view: maps.View, base: maps.Layers, year: int, shown=HOT_SPOTS) -> None:
    """Name the provinces the text speaks of, beside their events and clear of them."""
    names = base.provinces.set_index("pcode")["name"]
    for pcode in shown:
        longitude, latitude, years = HOT_SPOTS[pcode]
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
    """Distances of IS and Taliban events to the northern border by year, and the shares near it.

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
    picture, (far, events, deaths) = canvas(8.0, rows=3, sharex=True, height_ratios=[2.0, 1, 1])
    _distances(far, summary)
    _distance_words(far, summary, near_km)
    _shares_near(events, "events", summary, kunduz, near_km)
    _shares_near(deaths, "deaths", summary, kunduz, near_km)
    _name_kunduz(deaths, kunduz, summary.loc["Taleban", "share_of_deaths_near"], first)
    _event_counts(deaths, summary, years)
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


def _distances(axes: Axes, summary: pd.DataFrame) -> None:
    """Draw medians as dots on their quartiles, the Taliban's to the left of those of IS."""
    for party, shift in SHIFTS.items():
        colour, rows = PARTIES[party][1], summary.loc[party]
        at = rows.index + shift
        axes.vlines(at, rows["lower_km"], rows["upper_km"], color=colour, linewidth=7, alpha=0.35)
        axes.plot(at, rows["median_km"], "o", color=colour, markersize=5.5)


def _shares_near(axes: Axes, what: str, summary: pd.DataFrame, kunduz: pd.DataFrame, near_km: int) -> None:
    """Draw which share of the events or deaths fell near the border, the part of Kunduz in full colour."""
    share = {"events": "share_near", "deaths": "share_of_deaths_near"}[what]
    for party, shift in SHIFTS.items():
        rows, alpha = summary.loc[party], 0.45 if party == "Taleban" else 1
        axes.bar(rows.index + shift, rows[share], width=0.36, color=PARTIES[party][1], alpha=alpha)
    part = kunduz[f"{what}_near"] / summary.loc["Taleban", what]
    axes.bar(part.index + SHIFTS["Taleban"], part, width=0.36, color=colours.of("taliban"))
    axes.set_title(f"Share of {what} within {near_km} km", size=10.75)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.margins(y=0.18)


def _with_kunduz(summary: pd.DataFrame, kunduz: pd.DataFrame) -> pd.DataFrame:
    """Return the summary with the province's part of the Taliban's events and deaths near the border."""
    part = kunduz[["events_near", "deaths_near"]].add_prefix("kunduz_").assign(party="Taleban").reset_index()
    whole = summary.reset_index().merge(part, on=["party", "year"], how="left")
    return whole.astype({"kunduz_events_near": "Int64", "kunduz_deaths_near": "Int64"})


def _name_kunduz(axes: Axes, kunduz: pd.DataFrame, share: pd.Series, year: int) -> None:
    """Say what the dark part of the bars is, at the year in which the city fell."""
    text = f"Kunduz province {year}: {words.count(kunduz.loc[year, 'deaths_near'])} deaths"
    at = (share.index[0] - 0.5, share[year])
    write(axes, text, at, (0, 4), weight="bold", color=colours.of("taliban"))


def _distance_words(axes: Axes, summary: pd.DataFrame, near_km: int) -> None:
    dashed(axes, y=near_km, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_ylim(0, 1.04 * summary["upper_km"].max())
    first = summary.index.unique("year").min()
    axes.text(first - 0.5, near_km + 6, f"{near_km} km", size=9.5, color=MUTED)
    for party, year, shift in (("Taleban", first, 0.12), ("IS", summary.loc["IS"].index[0], 0.42)):
        name, colour = PARTIES[party]
        height = summary.loc[(party, year), "median_km"]
        axes.text(year + shift, height, name, color=colour, weight="bold", va="center", size=10.75)


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


@figure("r1-syria-is-share-by-month", reads=("conflict/syria_events",))
def syria_by_month(
    months: pd.DataFrame, whole: pd.Series, spanning: pd.DataFrame, article: pd.Timestamp
) -> Drawn:
    """Deaths in the Syrian government's fighting by month, with IS and with others, and the share of IS.

    Parameters
    ----------
    months : pandas.DataFrame
        `indicators.syrian_war.share_with_is_by` month.
    whole : pandas.Series
        `indicators.syrian_war.share_with_is` of all fights.
    spanning : pandas.DataFrame
        The fights that span months and stand in no bar.
    article : pandas.Timestamp
        Day of the article under examination, which is marked.
    """
    picture, (amount, share) = canvas(5.6, rows=2, sharex=True, height_ratios=[1.25, 1])
    _syrian_deaths(amount, months, article)
    _syrian_shares(share, months)
    for axes in (amount, share):
        axes.axvline(article, color=colours.of("RUS"), linewidth=1.1)
    low, _, high = sorted(whole[["low", "best", "high"]])
    best = spanning["best"]
    return Drawn(
        picture,
        data=_with_long_rows(months, spanning),
        facts={
            "share": whole,
            "low": low,
            "high": high,
            "rows": len(spanning),
            "deaths_in_rows": best.sum(),
            "with_is_in_rows": best[spanning["with_is"]].sum(),
            "months": list(months.index),
            "deaths": months["deaths"].sum() + best.sum(),
            "mostly_is": list(months.index[months["share_of_deaths"] > 0.5].year),
        },
        holds=max(whole["events"], whole["best"]) < 0.5,
    )


def _syrian_deaths(axes: Axes, months: pd.DataFrame, article: pd.Timestamp) -> None:
    """Stack the deaths of each month: with IS below, with others above."""
    middle, with_is = months.index + MIDDLE, months["deaths_with_is"]
    others = months["deaths"] - with_is
    axes.bar(middle, others, 26, bottom=with_is, color=colours.of("insurgents"), label="with others")
    axes.bar(middle, with_is, 26, color=colours.of("is"), label="with IS")
    whole_numbers(axes.yaxis)
    axes.legend(loc="upper right", fontsize=10, handlelength=1)
    axes.margins(y=0.12)
    look = {"xycoords": ("data", "axes fraction"), "va": "top", "color": colours.of("RUS")}
    write(axes, f"the article,\n{words.date(article)}", (article, 1), (4, 0), **look)


def _syrian_shares(axes: Axes, months: pd.DataFrame) -> None:
    """Draw the share of IS in the deaths and in the events of each month."""
    middle, colour = months.index + MIDDLE, colours.of("is")
    axes.plot(middle, months["share_of_deaths"], color=colour)
    axes.plot(middle, months["share_of_events"], color=colour, linewidth=1.2, linestyle=(0, (2, 1)))
    axes.axhline(0.5, color=MUTED, linewidth=0.8)
    axes.annotate("half", (1, 0.5), xycoords=("axes fraction", "data"), ha="right", va="bottom", size=9.5)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylim(0, 1)
    axes.set_title("Share with IS: of deaths (line) and of events (dashed)", size=10.75)
    calendar_years(axes.xaxis)


def _with_long_rows(months: pd.DataFrame, spanning: pd.DataFrame) -> pd.DataFrame:
    """Return the months, then the rows that span months, one by one with their first and last day."""
    long = pd.DataFrame(
        {
            "begin": spanning["date"],
            "end": spanning["date_end"],
            "events": 1,
            "events_with_is": spanning["with_is"].astype("int64"),
            "deaths": spanning["best"],
            "deaths_with_is": spanning["best"].where(spanning["with_is"], 0),
        }
    ).sort_values(["begin", "end"], kind="stable")
    monthly = months.reset_index().assign(series="month")
    return pd.concat([monthly, long.assign(series="row over several months")], ignore_index=True)


@figure(
    "r1-syria-map",
    reads=("conflict/syria_events", "maps/countries", "maps/boundary_lines", "maps/places"),
)
def syria_map(cells: pd.DataFrame, provinces: pd.DataFrame, deaths: int, base: maps.Layers) -> Drawn:
    """Map where the Syrian government's side fought IS and where it fought others.

    Parameters
    ----------
    cells : pandas.DataFrame
        `indicators.syrian_war.share_with_is_by` cell_longitude and cell_latitude.
    provinces : pandas.DataFrame
        The same by governorate.
    deaths : int
        Deaths of all fights, those without a place included.
    base : Layers
        `maps.layers()`.
    """
    view = maps.SYRIA
    picture, axes = maps.map_canvas(view, base, room=1.35, focus="SYR", provinces=False)
    drawn = cells[cells["deaths"] > 0].reset_index().sort_values("deaths", ascending=False, kind="stable")
    look = {"cmap": SHARE_OF_IS, "vmin": 0, "vmax": 1, "alpha": 0.8, "linewidths": 0.4, "edgecolors": "white"}
    where = drawn["cell_longitude"], drawn["cell_latitude"]
    maps.points(axes, view, *where, s=_cell_area(drawn["deaths"]), c=drawn["share_of_deaths"], **look)
    maps.towns(axes, view, base, ["Aleppo", "Damascus", "Deir ez-Zor", "Idlib", "Ar Raqqah", "Tadmur"])
    _cell_key(axes, look)
    shares = provinces.loc[list(NAMED), "share_of_deaths"].rename(NAMED)
    east, west = shares[EAST], shares.drop(EAST)
    return Drawn(
        picture,
        data=drawn,
        facts={
            "circles": len(drawn),
            "placed": int(drawn["deaths"].sum()),
            "deaths": deaths,
            "shares": [f"{name} {words.percent(share, 1)}" for name, share in shares.items()],
        },
        holds=east.min() > 0.5 > west.max(),
    )


def _cell_area(deaths: pd.Series) -> np.ndarray:
    return 5 + 0.5 * deaths.to_numpy(dtype=float)


def _cell_key(axes: Axes, look: dict) -> None:
    """Explain shades and areas in the empty corner beyond the border with Jordan."""
    where = {"transform": axes.transAxes, "zorder": 6}
    steps = (0.0, 0.5, 1.0)
    axes.text(0.66, 0.215, "IS's share of deaths", size=9.5, **where)
    axes.text(0.66, 0.095, "deaths in a cell", size=9.5, **where)
    for step, (share, deaths) in enumerate(zip(steps, (1, 50, 500), strict=True)):
        x = 0.68 + 0.085 * step
        axes.scatter([x], [0.19], c=[share], s=60, **(look | where))
        axes.text(x + 0.018, 0.19, words.percent(share), size=9.5, va="center", **where)
        axes.scatter([x], [0.055], color=MUTED, s=_cell_area(pd.Series([deaths])), linewidths=0, **where)
        axes.text(x + 0.02 + 0.008 * step, 0.055, words.count(deaths), size=9.5, va="center", **where)
