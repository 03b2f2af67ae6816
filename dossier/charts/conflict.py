"""Figures of the annual tables: deaths by dyad, the share of IS, IS in Russia."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import TURN, dashed, note, whole_numbers, write
from dossier.charts.style import INK, canvas, on_year_axis
from dossier.indicators import islamic_state

#: UCDP's dyads as the measures name them.
WAR, STATE_IS, FEUD = "Government - Taleban", "Government - IS", "IS - Taleban"
#: Darker than `other`, to be read as text.
GREY = "#7b8593"


@figure(
    "r1-war-deaths-by-dyad",
    reads=(
        "conflict/battle_deaths",
        "conflict/nonstate_deaths",
        "conflict/conflict_totals",
        "conflict/country_years",
        "conflict/country_parties",
        "conflict/event_year_counts",
        "conflict/afghan_event_coverage",
    ),
)
def deaths_by_dyad(
    deaths: pd.DataFrame, newest: pd.DataFrame, shares: pd.DataFrame, takeover: pd.Timestamp
) -> Drawn:
    """Deaths of the three dyads of the Afghan war, and the share of IS in the deaths of all violence.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.conflict.dyad_deaths` returns it.
    newest : pandas.DataFrame
        The same with one release a year (`indicators.conflict.newest_release`).
    shares : pandas.DataFrame
        As `indicators.islamic_state.is_share_of_deaths` returns it.
    takeover : pandas.Timestamp
        Day on which the Taliban became the government.
    """
    first, last = int(deaths["year"].min()), int(deaths["year"].max())
    war, state, feud = (deaths[deaths["dyad"].eq(dyad)] for dyad in (WAR, STATE_IS, FEUD))
    annual = feud["basis"].eq("annual table")
    older, newer = feud[annual], feud[~annual]
    with_is = newest[newest["dyad"].ne(WAR)].groupby("year")["best"].sum()
    during, since, bounds = _of_is(shares, takeover.year)
    picture, panels = canvas(8.4, rows=3, sharex=True, height_ratios=(1, 1.1, 0.9))
    above, below, of_all = panels
    _whole_war(above, war, with_is, first - 0.4, takeover)
    _fights_with_is(below, state, older, newer, takeover)
    _ranges_of_share(of_all, shares)
    _titles(panels, first, last, takeover)
    for axes in (above, below):
        whole_numbers(axes.yaxis)
    revised = newer.iloc[0]
    return Drawn(
        picture,
        data=pd.concat(
            [deaths, shares.reset_index().assign(dyad="IS - all others", basis="all violence")],
            ignore_index=True,
        ),
        facts={
            "during": during,
            "since": since,
            "bounds": bounds,
            "begun": int(shares.index[0]),
            "shares": shares,
            "takeover": takeover,
            "first": first,
            "last": last,
            "ended": older["year"].max(),
            "revised": revised,
            "before": older.set_index("year")["best"][revised["year"]],
            "war": _extremes(war),
            "state": _extremes(state),
            "feud": _extremes(older),
        },
        holds=during < since and _far_fewer_since(shares["all_best"], takeover.year),
    )


def _titles(panels: Sequence[Axes], first: int, last: int, takeover: pd.Timestamp) -> None:
    """Name each panel, and mark its years and the day on which the war turned."""
    names = (
        "Battle deaths on one scale",
        "Battle deaths in fights with IS, on a larger scale",
        "Share of IS in the deaths of all violence, civilians included: best estimate and range",
    )
    for axes, name in zip(panels, names, strict=True):
        axes.set_title(name)
        dashed(axes, on_year_axis(takeover), **TURN)
        axes.set_xlim(first - 0.6, last + 0.6)
        axes.set_xticks(range(first, last + 1, 2))


def _of_is(shares: pd.DataFrame, turn: int) -> tuple[float, float, tuple[float, float]]:
    """Return the share of IS to the year of the turn, since, and the bounds of the latter."""
    first, last = int(shares.index[0]), int(shares.index[-1])
    since = (turn + 1, last)
    return (
        islamic_state.share_of_window(shares, first, turn),
        islamic_state.share_of_window(shares, *since),
        islamic_state.bounds_of_window(shares, *since),
    )


def _far_fewer_since(deaths: pd.Series, turn: int) -> bool:
    return deaths[deaths.index > turn].max() < deaths[deaths.index <= turn].min() / 2


def _whole_war(axes: Axes, war: pd.DataFrame, with_is: pd.Series, left: float, takeover) -> None:
    """Draw the war with the Taliban beside both fights with IS."""
    _bars(axes, war, GREY, -0.12, 0.52)
    axes.bar(with_is.index + 0.28, with_is, 0.24, color=colours.of("is"))
    note(axes, left, 30_000, "Government–Taliban", GREY)
    note(axes, left, 26_500, "Both fights with IS", colours.of("is"))
    turn = f"{words.date(takeover)}:\nthe Taliban\nbecome the\ngovernment"
    note(axes, on_year_axis(takeover) + 0.15, 38_000, turn, INK)


def _fights_with_is(axes: Axes, state, older, newer, takeover: pd.Timestamp) -> None:
    """Draw the government's fight with IS beside that of the Taliban, who become the government."""
    blue, green = colours.of("AFG"), colours.of("taliban")
    republic = state["year"] <= takeover.year
    shift = -0.2 * state["year"].isin(older["year"])
    _bars(axes, state[republic], blue, shift[republic], 0.38)
    _bars(axes, state[~republic], green, 0, 0.38)
    axes.bar(newer["year"] + 0.2, newer["best"], 0.38, color="white", edgecolor=green, hatch="/////", lw=1)
    _bars(axes, older, green, 0.2, 0.38)
    left = state["year"].min() - 3.4
    note(axes, left, 4900, "Government–IS", blue)
    note(axes, left, 4450, "IS–Taliban", green)
    axes.text(
        left, 4050, "(hatched: added\nby release 25.1)", color=green, size=9.5, va="top", linespacing=1.2
    )
    note(axes, on_year_axis(takeover) + 0.15, 1500, "Taliban\ngovernment–IS", green)
    _value(axes, state.loc[state["best"].idxmax()], 0.06, "best", blue, ha="left", va="top")
    for rows in (older, newer):
        _value(
            axes, rows.loc[rows["best"].idxmax()], 0.02, "high" if rows is older else "best", green, "left"
        )


def _value(
    axes: Axes, row: pd.Series, shift: float, above: str, colour: str, ha="center", va="bottom"
) -> None:
    """Write a bar's best estimate above one of its estimates."""
    at = (row["year"] + shift, row[above])
    write(axes, words.count(row["best"]), at, (0, 2), size=8.5, ha=ha, va=va, color=colour)


def _bars(axes: Axes, rows: pd.DataFrame, colour: str, shift=0.0, width=0.76) -> None:
    """Draw best estimates from zero, low to high as a line."""
    x = rows["year"] + shift
    axes.bar(x, rows["best"], width, color=colour)
    axes.vlines(x, rows["low"], rows["high"], color=INK, lw=1.1)


def _extremes(rows: pd.DataFrame) -> str:
    top = rows.loc[rows["best"].idxmax()]
    ends = [f"{words.count(row.best)} in {row.year}" for row in (rows.iloc[0], rows.iloc[-1])]
    most = f"most in {top['year']}, {words.count(top['best'])} ({words.span(top['low'], top['high'])})"
    return f"{ends[0]}, {ends[1]}, {most}"


def _ranges_of_share(axes: Axes, shares: pd.DataFrame) -> None:
    """Draw each year's share as a dot in its range, written above."""
    axes.vlines(shares.index, shares["share_low"], shares["share_high"], color=colours.of("other"), lw=9)
    axes.plot(shares.index, shares["share"], "o", color=colours.of("is"), ms=6.5, clip_on=False)
    for year, row in shares.iterrows():
        at = (year, row["share_high"])
        write(axes, words.percent(row["share"]), at, (0, 3), size=9.5, ha="center", weight="bold")
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.set_ylim(0, 0.9)


#: Bars of the figure on Russia and Central Asia, from the bottom.
ABROAD = {
    ("RUS", "one-sided"): "Russia: one-sided, IS on civilians",
    ("RUS", "state-based"): "Russia: fights of the state with IS",
    ("TJK", "one-sided"): "Tajikistan: one-sided, IS on civilians",
    ("TJK", "state-based"): "Tajikistan: fights of the state with IS",
}


@figure(
    "r1-is-against-russia-central-asia",
    reads=("conflict/country_years", "conflict/country_parties", "conflict/battle_deaths", "conflict/dyads"),
)
def is_deaths_abroad(
    deaths: pd.DataFrame, within: pd.DataFrame, states: list[str], active: int, crocus: pd.Timestamp
) -> Drawn:
    """Deaths with IS as a party in Russia and Central Asia, over Russia's deaths within its borders.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.islamic_state.is_deaths` returns it for Russia and Central Asia.
    within : pandas.DataFrame
        Russia's years as `indicators.conflict.deaths_within` returns them.
    states : list of str
        ISO codes of all the states looked at.
    active : int
        UCDP's line of an active conflict, deaths a year.
    crocus : pandas.Timestamp
        Day of the attack on Crocus City Hall.
    """
    years = within.index
    by_year = deaths.groupby("year")[["best", "low", "high"]].sum()
    best = by_year["best"]
    russia = deaths.query("country == 'RUS'").groupby("year")["best"].sum()
    picture, (above, below) = canvas(6.5, rows=2, sharex=True, height_ratios=(1.4, 1))
    _abroad_bars(above, deaths, by_year, years)
    dashed(above, y=active, **TURN | {"linewidth": 1})
    write(above, f"UCDP's line of {active} deaths", (years[0] - 0.4, active), (0, 7), va="center")
    _crocus_words(above, crocus)
    above.set_title("Deaths with IS as a party: Russia and Central Asia")
    below.bar(years, within["best"], 0.62, color=colours.of("other"))
    below.bar(russia.index, russia, 0.62, color=colours.of("RUS"))
    below.set_title("Deaths within Russia in any organised violence; red: IS as a party")
    below.set_xticks(range(years[0], years[-1] + 1, 3))
    over, worst, named = best[best >= active], best.idxmax(), set(deaths["country"])
    return Drawn(
        picture,
        data=_with_all_deaths(deaths, within),
        facts={
            "active": active,
            "over": len(over),
            "worst": worst,
            "deaths": best,
            "within": within["best"],
            "begun": best.index[0],
            "first": years[0],
            "last": years[-1],
            "silent": [entities.name(code) for code in states if code not in named],
        },
        holds=named == {"RUS", "TJK"} and over.min() > active and best.drop(worst).max() < best[worst],
    )


def _crocus_words(axes: Axes, crocus: pd.Timestamp) -> None:
    """Say which attack is in the bar of its year."""
    axes.annotate(
        f"Crocus City Hall,\n{words.date(crocus)}",
        (crocus.year - 0.33, 110),
        xytext=(crocus.year - 1.2, 135),
        ha="right",
        va="center",
        weight="bold",
        color=colours.of("RUS"),
        arrowprops={"arrowstyle": "-", "color": colours.of("RUS")},
    )


def _with_all_deaths(deaths: pd.DataFrame, within: pd.DataFrame) -> pd.DataFrame:
    """Return the deaths with IS as a party, then Russia's of all kinds but war between states."""
    whole = within.reset_index().assign(
        country="RUS", type_of_violence="all but between states", basis="country-year", series="all deaths"
    )
    return pd.concat([deaths.assign(series="IS as a party"), whole], ignore_index=True)


def _abroad_bars(axes: Axes, deaths: pd.DataFrame, by_year: pd.DataFrame, years: pd.Index) -> None:
    """Stack deaths by state and kind; hatch what IS shares with others; draw low to high elsewhere."""
    floor = pd.Series(0.0, index=years)
    for (country, kind), label in ABROAD.items():
        rows = deaths.query("country == @country and type_of_violence == @kind").set_index("year")["best"]
        rows = rows.reindex(years, fill_value=0)
        look = {"alpha": 0.45} if kind == "state-based" else {}
        axes.bar(years, rows, 0.62, bottom=floor, color=colours.of(country), label=label, **look)
        floor += rows
    shared = deaths[deaths["basis"].eq("bounds")].groupby("year")[["best", "high"]].sum()
    look = {"color": "none", "edgecolor": colours.of("RUS"), "hatch": "/////", "lw": 0.8}
    axes.bar(
        shared.index,
        shared["high"] - shared["best"],
        0.62,
        bottom=floor[shared.index],
        label="Russia: shared with other groups",
        **look,
    )
    known = by_year.drop(shared.index)
    axes.vlines(known.index, known["low"], known["high"], color=INK, lw=1.1)
    axes.legend(loc="upper left", fontsize=9.5, handlelength=1.1, labelspacing=0.35)


#: Dyads drawn to 2025: UCDP's ids, the words of the panel, and the colour.
TO_2025 = (
    ((14320,), "Afghan government (from 2022 the Taliban) and Islamic State", colours.of("is")),
    ((857,), "Pakistan and the Pakistani Taliban (TTP)", colours.of("PAK")),
    ((16825, 17083), "Taliban government and armed resistance (NRF, AFF)", colours.of("taliban")),
)
#: UCDP's id of the dyad of the two governments.
BORDER = 12291


@figure("r1-deaths-to-2025", reads=("conflict/battle_deaths_to_2025",))
def deaths_to_2025(deaths: pd.DataFrame, recognised: pd.Timestamp) -> Drawn:
    """Three panels of battle deaths by dyad to 2025.

    Parameters
    ----------
    deaths : pandas.DataFrame
        `conflict/battle_deaths_to_2025`.
    recognised : pandas.Timestamp
        Day on which Russia recognised the Taliban government.
    """
    picture, panels = canvas(6.6, rows=3, sharex=True)
    found = [_of_dyads(deaths, dyads).assign(pair=name) for dyads, name, _ in TO_2025]
    for axes, rows, (_, name, colour) in zip(panels, found, TO_2025, strict=True):
        _bars(axes, rows, colour, 0.0, 0.7)
        for _, row in rows.iterrows():
            _value(axes, row, 0, "high", INK)
        axes.set_title(name)
        whole_numbers(axes.yaxis)
        axes.margins(y=0.16)
    drawn = pd.concat(found, ignore_index=True)
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    panels[0].set_xlim(first - 0.6, last + 0.6)
    panels[0].set_xticks(range(first, last + 1))
    when, red = on_year_axis(recognised), colours.of("RUS")
    # The line begins above the number of its year.
    dashed(panels[0], when, ymin=0.2, **TURN | {"color": red})
    at = {"xycoords": ("data", "axes fraction"), "ha": "right", "va": "top"}
    write(panels[0], "Russia recognises", (when, 0.97), (-4, 0), color=red, **at)
    with_is, ttp, resistance = map(_extremes, found)
    lives = found[0].set_index("year")["best"]
    return Drawn(
        picture,
        data=drawn[["pair", "year", "best", "low", "high"]],
        facts={
            "lives": lives[last],
            "first": first,
            "last": last,
            "border": _of_dyads(deaths, (BORDER,)).set_index("year")["best"],
            "with_is": with_is,
            "ttp": ttp,
            "resistance": resistance,
            "recognised": recognised,
        },
        holds=lives.index[0] == first and lives.idxmin() == last == recognised.year,
    )


def _of_dyads(deaths: pd.DataFrame, dyads: tuple[int, ...]) -> pd.DataFrame:
    """Return the deaths of one or several dyads together by year."""
    rows = deaths[deaths["dyad_id"].isin(dyads)]
    return rows.groupby("year")[["best", "low", "high"]].sum().reset_index()
