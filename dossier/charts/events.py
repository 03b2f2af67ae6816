"""Figures of single events: where IS and the Taliban fought, whom US strikes hit, whom Damascus fought."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading
from dossier.indicators.conflict import ACTIVE

#: The book's names of UCDP's dyads, with their colour and mark.
DYADS = {
    "Government - IS": ("Government–IS", colours.of("AFG"), "o"),
    "IS - Taleban": ("IS–Taliban", colours.of("taliban"), "D"),
}
PARTIES = {"Taleban": ("Taliban", colours.of("taliban")), "IS": ("IS", colours.of("is"))}
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
SHARE_OF_IS = LinearSegmentedColormap.from_list("is", [colours.of("insurgents"), "#8d7866", colours.of("is")])
#: Provinces to name on the small maps: P-code to the place of the name and the years in which it is needed.
HOT_SPOTS = {"AF06": (71.3, 33.75, range(2015, 2021)), "AF28": (66.2, 36.45, range(2017, 2019))}


def is_events_by_year(
    events: pd.DataFrame, coverage: pd.DataFrame, province_shares: pd.Series, base: maps.Layers
) -> Exhibit:
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
    figure, panels = _yearly_maps(view, base, len(years), len(DYADS))
    for axes, year in zip(panels.flat, years, strict=True):
        for dyad, (_, colour, mark) in DYADS.items():
            rows = events[events["year"].eq(year) & events["dyad"].eq(dyad)]
            maps.points(
                axes,
                view,
                rows["longitude"],
                rows["latitude"],
                s=_area(rows["best"]),
                color=colour,
                alpha=0.55,
                marker=mark,
                linewidths=0.4,
                edgecolors="white",
            )
        _name_hot_spots(axes, view, base, year)
        _ledger(axes, str(year), ("events", "deaths"), _coverage_lines(coverage.query("year == @year")))
    _size_key(panels.flat[0], "deaths", _area, (1, 20, 100))
    first, last, partial = years[0], years[-1], _partial_years(coverage)
    names = base.provinces.set_index("pcode")["name"]
    top = province_shares.head(2)
    title = (
        f"IS fought in the east: {words.percent(top.sum())} of the placed fights on hand, "
        f"{words.years(first, last)}, lie in {words.listing(names[top.index])}"
    )
    heading(
        figure,
        title,
        "UCDP events between the government and IS (circles) and IS and the Taliban (diamonds). Above each "
        "map: events and deaths drawn, of those on record",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="The area of a mark grows with deaths (best estimate), on every map alike. A question mark "
        f"stands where no complete count of events is at hand, after {_last_known(coverage)}; a dyad without a "
        f"row in UCDP's annual table had under {ACTIVE} deaths. From {partial[0]} to {partial[-1]} the maps "
        "show where, not how much: events that UCDP placed only to a district are missing, probably much of the "
        "fighting in Jowzjan among them. Rows held only through a selected extract are left out. Deaths on "
        "record are those of UCDP's tables of non-state conflict, release 22.1, and of battle-related "
        "deaths, release 24.1; release 25.1 revised the first.",
        alt=f"{words.spelled(len(years), first=True)} small maps of Afghanistan, {words.years(first, last)}. "
        + " ".join(_coverage_sentence(row) for row in coverage.itertuples()),
        data=events.merge(coverage, on=["dyad", "year"])[
            ["dyad", "year", "latitude", "longitude", "where_prec", "best", *coverage.columns[2:]]
        ],
        tables=("conflict/afghan_events", "conflict/afghan_event_coverage", *maps.BASE_TABLES),
    )


def _yearly_maps(view: maps.View, base: maps.Layers, years: int, lines: int):
    """Return a figure of small maps, two beside each other, with room above each for its lines of figures."""
    rows = -(-years // 2)
    room = 1.75 + rows * (0.2 + 0.16 * lines)
    figure, panels = maps.map_canvas(view, base, rows=rows, columns=2, room=room, names=False)
    figure.get_layout_engine().set(h_pad=0.08)
    maps.scale_bar(panels.flat[0], view)
    return figure, panels


def _lower(figure: Figure) -> None:
    """Leave some air between the heading and the first panels' titles."""
    engine = figure.get_layout_engine()
    left, bottom, width, height = engine.get()["rect"]
    engine.set(rect=(left, bottom, width, height - 0.1 / figure.get_figheight()))


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


def _strike_area(strikes: pd.Series) -> np.ndarray:
    """Area of a mark in square points: grows with strikes."""
    return 8 + 5 * strikes.to_numpy(dtype=float)


def _size_key(axes: Axes, unit: str, area, steps: tuple[int, int, int]) -> None:
    """Explain the marks' areas in an empty corner of a map of Afghanistan."""
    for x, amount in zip((0.79, 0.85, 0.94), steps, strict=True):
        look = {"color": MUTED, "alpha": 0.6, "linewidths": 0, "transform": axes.transAxes, "zorder": 6}
        axes.scatter([x], [0.13], s=area(pd.Series([amount])), **look)
        axes.text(x, 0.06, str(amount), transform=axes.transAxes, ha="center", va="top", size=9.5, zorder=6)
    axes.text(0.87, 0.22, unit, transform=axes.transAxes, ha="center", va="bottom", size=9.5, zorder=6)


def _ledger(axes: Axes, title: str, columns: tuple[str, ...], lines: list[tuple]) -> None:
    """Write a panel's title and a few aligned figures above it."""
    at = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "annotation_clip": False,
        "va": "bottom",
    }
    stops = np.linspace(0.68, 1.0, len(columns)) if len(columns) > 1 else [1.0]
    rows = [(title, INK, columns), *lines]
    for step, (label, colour, cells) in enumerate(reversed(rows)):
        top = step == len(rows) - 1
        y = 3 + 11.5 * step
        weight, size = ("bold", 10.5) if top else ("bold", 8.5)
        look = {"color": colours.for_text(colour), "weight": weight, "size": size}
        axes.annotate(label, (0, 1), xytext=(0, y), **look, **at)
        for stop, cell in zip(stops, cells, strict=True):
            axes.annotate(
                cell, (stop, 1), xytext=(0, y), ha="right", size=9.5, color=MUTED if top else INK, **at
            )


def us_strikes(strikes: pd.DataFrame, by_target: pd.DataFrame, shares: dict, base: maps.Layers) -> Exhibit:
    """Small maps by year of reported US strikes, those on IS in front, with the year's counts by target.

    Parameters
    ----------
    strikes : pandas.DataFrame
        `conflict/us_strikes`.
    by_target : pandas.DataFrame
        As `indicators.events.strikes_by_target` returns it.
    shares : dict
        As `indicators.events.strike_shares` returns it.
    base : Layers
        `maps.layers()`.
    """
    view, years = maps.AFGHANISTAN, sorted(by_target["year"].unique())
    placed = strikes[strikes["place_agrees"]]
    figure, panels = _yearly_maps(view, base, len(years), len(TARGETS))
    for axes, year in zip(panels.flat, years, strict=True):
        rows = placed[placed["date"].dt.year.eq(year)]
        for target, (_, colour) in TARGETS.items():
            drawn = rows[rows["target"].isin(_with_shared(target))]
            maps.points(
                axes,
                view,
                drawn["longitude"],
                drawn["latitude"],
                s=_strike_area(drawn["strikes_min"]),
                color=colour,
                alpha=0.6,
                linewidths=0.4,
                edgecolors="white",
                zorder=4.5 if target == "is" else 4,
            )
        _name_hot_spots(axes, view, base, year, shown=["AF06"])
        _ledger(
            axes, str(year), ("strikes", "without place"), _strike_lines(by_target.query("year == @year"))
        )
    _size_key(panels.flat[0], "strikes", _strike_area, (1, 10, 50))
    names = base.provinces.set_index("pcode")["name"]
    title = (
        f"Where the target is named, {words.percent(shares['on_is_of_named'])} of US strikes were on IS; "
        f"of the strikes on IS drawn here {words.percent(shares['is_in_provinces'])} fell in "
        f"{words.listing(names[shares['is_provinces']])}"
    )
    heading(
        figure,
        title,
        f"Reported US strikes by target, which is named for {words.percent(shares['named'])} of them (TBIJ's "
        "minimum)",
    )
    _lower(figure)
    total = by_target[["strikes_min", "strikes_max", "strikes_without_place"]].sum()
    return Exhibit(
        figure=figure,
        title=title,
        caption="The area of a mark grows with strikes. A row of the source is a report and can sum many "
        f"strikes. Of {words.span(total['strikes_min'], total['strikes_max'])} strikes "
        f"{words.count(total['strikes_without_place'])} have no place: mostly monthly totals that the US "
        f"command gave without place or target. Counted but not drawn are "
        f"{words.count(shares['doubtful_places'])} reports whose point lies in another province than they name. "
        f"IS includes "
        f"{words.count(shares['shared_reports'])} reports that name IS with others; Taliban includes the "
        f"Haqqani network. The file ends on {words.date(strikes['date'].max())}.",
        alt=f"{words.spelled(len(years), first=True)} small maps of Afghanistan by year. "
        + " ".join(_strike_sentence(by_target, year) for year in years)
        + f" Of the strikes on IS that are drawn, {words.percent(shares['is_in_provinces'])} lie in "
        f"{words.listing(names[shares['is_provinces']])}.",
        data=strikes,
        tables=("conflict/us_strikes", *maps.BASE_TABLES),
    )


def _with_shared(target: str) -> list[str]:
    return ["is", "is-and-others"] if target == "is" else [target]


def _counts(by_target: pd.DataFrame, target: str) -> pd.Series:
    return by_target[by_target["target"].isin(_with_shared(target))][
        ["strikes_min", "strikes_without_place"]
    ].sum()


def _strike_lines(by_target: pd.DataFrame) -> list[tuple]:
    return [
        (name, colour, tuple(map(words.count, _counts(by_target, target))))
        for target, (name, colour) in reversed(TARGETS.items())
    ]


def _strike_sentence(by_target: pd.DataFrame, year: int) -> str:
    rows = by_target.query("year == @year")
    parts = [
        f"{name} {words.count(_counts(rows, target).iloc[0])}"
        for target, (name, _) in reversed(TARGETS.items())
    ]
    return f"{year}: {words.listing(parts)}."


def distance_to_northern_border(
    summary: pd.DataFrame,
    kunduz: pd.DataFrame,
    coverage: pd.DataFrame,
    window: pd.DataFrame,
    window_years: tuple[int, int],
    near_km: int,
) -> Exhibit:
    """Distances of IS and Taliban events to the northern border by year, and the shares near it.

    Parameters
    ----------
    summary : pandas.DataFrame
        `indicators.events.distance_summary` by party and year; a year without a row is a gap.
    kunduz : pandas.DataFrame
        The same by year, for Taliban events in the province of Kunduz.
    coverage : pandas.DataFrame
        As `indicators.events.party_coverage` returns it.
    window : pandas.DataFrame
        The summary by party of the years that the title speaks of.
    window_years : tuple of int
        First and last of these years.
    near_km : int
        What counts as near.
    """
    years = sorted(summary.index.unique("year"))
    first, last = window_years
    figure, (far, events, deaths) = canvas(8.0, rows=3, sharex=True, height_ratios=[2.0, 1, 1])
    for party, shift in (("Taleban", -0.19), ("IS", 0.19)):
        colour = PARTIES[party][1]
        rows = summary.loc[party]
        at = rows.index + shift
        far.vlines(at, rows["lower_km"], rows["upper_km"], color=colour, linewidth=7, alpha=0.35)
        far.plot(at, rows["median_km"], "o", color=colour, markersize=5.5)
        for axes, share in ((events, "share_near"), (deaths, "share_of_deaths_near")):
            axes.bar(at, rows[share], width=0.36, color=colour, alpha=0.45 if party == "Taleban" else 1)
    _kunduz_part(events, kunduz["events_near"] / summary.loc["Taleban", "events"])
    _kunduz_part(deaths, kunduz["deaths_near"] / summary.loc["Taleban", "deaths"])
    _name_kunduz(deaths, kunduz, summary.loc["Taleban", "share_of_deaths_near"], first)
    _distance_words(far, summary, near_km)
    events.set_title(f"Share of events within {near_km} km", size=10.75)
    deaths.set_title(f"Share of deaths within {near_km} km", size=10.75)
    for axes in (events, deaths):
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.margins(y=0.18)
    _event_counts(deaths, summary, years)
    taliban, is_ = window.loc["Taleban"], window.loc["IS"]
    span = words.years(first, last)
    title = (
        f"In {span} {words.percent(taliban['share_near'])} of Taliban events fell within {near_km} km of the "
        f"northern border, and {words.percent(is_['share_near'])} of IS events"
    )
    heading(
        figure,
        title,
        "Distance of UCDP events to Turkmenistan, Uzbekistan or Tajikistan in km: median (dot) and "
        "quartiles (bar)",
    )
    lows, highs = coverage["share"].groupby("party").min(), coverage["share"].groupby("party").max()
    known = coverage.index.unique("year")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Only events that UCDP places exactly or nearly; years to {max(known)} are held to a like degree in "
        f"these: {words.percent(lows['Taleban'])} to {words.percent(highs['Taleban'])} of the Taliban's events on "
        f"record and {words.percent(lows['IS'])} to {words.percent(highs['IS'])} of those of IS "
        f"({words.years(min(known), max(known))}). How many of the events of later years are held is not known; of "
        f"{words.years(years[-2], years[-1])} only some weeks are. An event between the two counts for both. Dark "
        "green: the province of Kunduz. The Taliban's series stops when they became the government. Distances are "
        "measured on the ellipsoid to the nearest point of the border, the Wakhan included.",
        alt=f"Median distance and quartiles by year, and shares near the border. {span}: "
        + " ".join(_distance_sentence(name, window.loc[party]) for party, (name, _) in PARTIES.items())
        + f" The Taliban's share of events within {near_km} km went from "
        f"{words.percent(summary.loc[('Taleban', years[0]), 'share_near'])} in {years[0]} to "
        f"{words.percent(summary.loc['Taleban', 'share_near'].iloc[-1])} in "
        f"{summary.loc['Taleban'].index[-1]}. In {first} the province of Kunduz alone had "
        f"{words.count(kunduz.loc[first, 'deaths_near'])} deaths.",
        data=_with_kunduz(summary, kunduz),
        tables=("conflict/afghan_events", "conflict/afghan_event_coverage", "maps/boundary_lines"),
    )


def _with_kunduz(summary: pd.DataFrame, kunduz: pd.DataFrame) -> pd.DataFrame:
    """Return the summary with the province's part of the Taliban's events and deaths near the border."""
    part = kunduz[["events_near", "deaths_near"]].add_prefix("kunduz_").assign(party="Taleban").reset_index()
    whole = summary.reset_index().merge(part, on=["party", "year"], how="left")
    return whole.astype({"kunduz_events_near": "Int64", "kunduz_deaths_near": "Int64"})


def _kunduz_part(axes: Axes, share: pd.Series) -> None:
    axes.bar(share.index - 0.19, share, width=0.36, color=colours.of("taliban"))


def _name_kunduz(axes: Axes, kunduz: pd.DataFrame, share: pd.Series, year: int) -> None:
    """Say what the dark part of the bars is, at the year in which the city fell."""
    axes.annotate(
        f"Kunduz province {year}: {words.count(kunduz.loc[year, 'deaths_near'])} deaths",
        (share.index[0] - 0.5, share[year]),
        xytext=(0, 4),
        textcoords="offset points",
        size=9.5,
        weight="bold",
        color=colours.of("taliban"),
    )


def _distance_words(axes: Axes, summary: pd.DataFrame, near_km: int) -> None:
    axes.axhline(near_km, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
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
    at = {"textcoords": "offset points", "annotation_clip": False, "size": 8.5, "va": "top"}
    for step, (party, (name, colour)) in enumerate(PARTIES.items()):
        drop = -18 - 12 * step
        axes.annotate(
            f"{name} events",
            (0, 0),
            xycoords="axes fraction",
            xytext=(-4, drop),
            color=colour,
            ha="right",
            **at,
        )
        for year, count in summary.loc[party, "events"].items():
            place = {"xycoords": ("data", "axes fraction"), "xytext": (0, drop)}
            axes.annotate(words.count(count), (year, 0), color=colour, ha="center", **place, **at)


def _distance_sentence(name: str, row: pd.Series) -> str:
    return (
        f"{name}: median {words.count(row['median_km'])} km, quartiles "
        f"{words.span(row['lower_km'], row['upper_km'])} km, {words.percent(row['share_near'])} of "
        f"{words.count(row['events'])} events near the border."
    )


def syria_by_month(
    months: pd.DataFrame, whole: pd.Series, spanning: pd.DataFrame, article: pd.Timestamp
) -> Exhibit:
    """Deaths in the Syrian government's fighting by month, with IS and with others, and the share of IS.

    Parameters
    ----------
    months : pandas.DataFrame
        `indicators.events.share_with_is_by` month.
    whole : pandas.Series
        `indicators.events.share_with_is` of all fights.
    spanning : pandas.DataFrame
        The fights that span months and stand in no bar.
    article : pandas.Timestamp
        Day of the article under examination, which is marked.
    """
    figure, (amount, share) = canvas(5.6, rows=2, sharex=True, height_ratios=[1.25, 1])
    others = months["deaths"] - months["deaths_with_is"]
    middle = months.index + pd.Timedelta(days=14)
    look = {"width": 26}
    amount.bar(
        middle,
        others,
        bottom=months["deaths_with_is"],
        color=colours.of("insurgents"),
        label="with others",
        **look,
    )
    amount.bar(middle, months["deaths_with_is"], color=colours.of("is"), label="with IS", **look)
    amount.yaxis.set_major_formatter(lambda value, _: words.count(value))
    share.plot(middle, months["share_of_deaths"], color=colours.of("is"))
    share.plot(
        middle, months["share_of_events"], color=colours.of("is"), linewidth=1.2, linestyle=(0, (2, 1))
    )
    share.axhline(0.5, color=MUTED, linewidth=0.8)
    share.annotate("half", (1, 0.5), xycoords=("axes fraction", "data"), ha="right", va="bottom", size=9.5)
    share.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    share.set_ylim(0, 1)
    for axes in (amount, share):
        axes.axvline(article, color=colours.of("RUS"), linewidth=1.1)
    _syria_words(amount, share, article)
    title = (
        f"Of the Syrian government's fighting, {words.percent(whole['events'])} of events and "
        f"{words.percent(whole['best'])} of deaths were with IS"
    )
    heading(
        figure,
        title,
        "Deaths a month in fights of the government of Syria and its allies (UCDP, best estimate), and the "
        "share with IS as the other side",
    )
    first, last = months.index[0], months.index[-1]
    most = months.index[months["share_of_deaths"] > 0.5]
    low, high = sorted(whole[["low", "best", "high"]])[::2]
    return Exhibit(
        figure=figure,
        title=title,
        caption="No row names Russia: UCDP files its part under the government whose supporter it was. So "
        "the figure shows whom the side fought that Russia joined, not what Russia's aircraft hit. "
        "In the shares of the title but in no bar stand "
        f"{words.count(len(spanning))} rows that run over the end of a month, some for a whole year; they hold "
        f"{words.count(spanning['best'].sum())} deaths, "
        f"{words.count(spanning.loc[spanning['with_is'], 'best'].sum())} of them with IS. By UCDP's low "
        f"and high estimates IS's share of deaths is {words.percent(low)} to {words.percent(high)}. The "
        f"release begins in {words.month(first)}, after the campaign's first months, and ends in "
        f"{words.month(last)}.",
        alt=f"Monthly bars and lines, {words.month(first)} to {words.month(last)}. IS was the other side in "
        f"{words.percent(whole['best'])} of {words.count(months['deaths'].sum() + spanning['best'].sum())} "
        f"deaths. It made up most of the deaths in {words.count(len(most))} of {words.count(len(months))} "
        f"months, {words.count((most.year == 2017).sum())} of them in 2017 and "
        f"{words.count((most.year == 2018).sum())} in 2018.",
        data=_with_long_rows(months, spanning),
        tables=("conflict/syria_events",),
    )


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


def _syria_words(amount: Axes, share: Axes, article: pd.Timestamp) -> None:
    amount.legend(loc="upper right", fontsize=10, handlelength=1)
    amount.margins(y=0.12)
    amount.annotate(
        f"the article,\n{words.date(article)}",
        (article, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        va="top",
        color=colours.of("RUS"),
        size=9.5,
    )
    share.set_title("Share with IS: of deaths (line) and of events (dashed)", size=10.75)
    share.xaxis.set_major_locator(YearLocator())
    share.xaxis.set_major_formatter(DateFormatter("%Y"))


def syria_map(cells: pd.DataFrame, provinces: pd.DataFrame, deaths: int, base: maps.Layers) -> Exhibit:
    """Map where the Syrian government's side fought IS and where it fought others.

    Parameters
    ----------
    cells : pandas.DataFrame
        `indicators.events.share_with_is_by` cell_longitude and cell_latitude.
    provinces : pandas.DataFrame
        The same by governorate.
    deaths : int
        Deaths of all fights, those without a place included.
    base : Layers
        `maps.layers()`.
    """
    view = maps.SYRIA
    figure, axes = maps.map_canvas(view, base, room=1.35, focus="SYR", provinces=False)
    drawn = cells[cells["deaths"] > 0].reset_index().sort_values("deaths", ascending=False, kind="stable")
    look = {"cmap": SHARE_OF_IS, "vmin": 0, "vmax": 1, "alpha": 0.8, "linewidths": 0.4, "edgecolors": "white"}
    where = drawn["cell_longitude"], drawn["cell_latitude"]
    maps.points(axes, view, *where, s=_cell_area(drawn["deaths"]), c=drawn["share_of_deaths"], **look)
    maps.towns(axes, view, base, ["Aleppo", "Damascus", "Deir ez-Zor", "Idlib", "Ar Raqqah", "Tadmur"])
    _cell_key(axes, look)
    title = "The Syrian government's side fought IS in the desert and the east, and mostly others in the west"
    heading(
        figure,
        title,
        "Deaths in fights of the government of Syria and its allies by map cell of a tenth of a degree "
        "(UCDP, best estimate); the shade is IS's share",
    )
    placed = int(drawn["deaths"].sum())
    shares = [
        f"{name} {words.percent(provinces.loc[key, 'share_of_deaths'], 1)}" for key, name in NAMED.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The map holds {words.count(placed)} of {words.count(deaths)} deaths: those that UCDP "
        "places to a district or closer; the rest are known only by governorate or for the whole country. "
        "The area of a circle grows with deaths. Fights between other parties, such as the Kurdish-led "
        "forces and IS around Raqqa, are not shown. Tadmur is Palmyra.",
        alt=f"Map of Syria with {words.count(len(drawn))} circles, {words.count(placed)} deaths. IS's "
        f"share of deaths by governorate: {words.listing(shares)}.",
        data=drawn,
        tables=("conflict/syria_events", "maps/countries", "maps/boundary_lines", "maps/places"),
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
