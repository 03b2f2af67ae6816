"""Figures of the annual tables: supporters by year, deaths by dyad, the share of IS, IS in Russia."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.style import INK, MUTED, canvas, on_year_axis
from dossier.indicators import islamic_state
from dossier.indicators.support import years_named

SIDE_COLOURS = {"Taliban": colours.of("taliban"), "enemies": colours.of("AFG")}
SIDE_WORDS = {"Taliban": "for the Taliban", "enemies": "for their enemies"}
#: How a day at which a war turns, or a threshold, is drawn across a panel.
TURN = {"color": INK, "linewidth": 1.2, "linestyle": (0, (4, 2))}


@figure("r1-supporters-by-year", reads=("conflict/support", "evidence/timeline"))
def supporters_by_year(named: pd.DataFrame, states: list[str], announced: pd.Timestamp) -> Drawn:
    """Grid of named supporters of the Taliban and of their enemies: a row a state, a column a year.

    Parameters
    ----------
    named : pandas.DataFrame
        As `indicators.support.named_supporters` returns it.
    states : list of str
        ISO codes that get a row of their own, from the top; the first stands out.
    announced : pandas.Timestamp
        Day on which IS-Khorasan was announced.
    """
    first, last = int(named["year"].min()), int(named["year"].max())
    picture, axes = canvas(1.75 + 0.265 * (len(states) + 4))
    axes.add_patch(
        Rectangle((first - 0.5, -0.5), last - first + 1, 1, color=colours.of(states[0]), alpha=0.1, lw=0)
    )
    for at, code in enumerate(states):
        _presence(axes, at, named[named["supporter_state"].eq(code)])
    groups = named["supporter_state"].isna()
    _counts(axes, len(states) + 0.15, named[~groups & ~named["supporter_state"].isin(states)])
    _counts(axes, len(states) + 2.3, named[groups])
    _grid_axes(axes, [*map(entities.name, states), "Other states", "Armed groups"], (first, last))
    when, above = on_year_axis(announced), {"by": (0, 3), "annotation_clip": False}
    dashed(axes, when, **TURN)
    write(axes, "IS-Khorasan announced", (when, -0.5), ha="center", va="bottom", **above)
    for side, x in zip(SIDE_WORDS, (first - 0.5, first + 6.2), strict=True):
        look = {"color": SIDE_COLOURS[side], "weight": "bold", "size": 10.75}
        write(axes, f"■ {SIDE_WORDS[side]}", (x, -0.5), **look, **above)
    begun = {side: min(years_named(named, states[0], side)) for side in SIDE_WORDS}
    found = {
        (entities.name(code), said): years_named(named, code, side)
        for code in states
        for side, said in SIDE_WORDS.items()
    }
    return Drawn(
        picture,
        data=named.assign(supporter_state=named["supporter_state"].fillna("")),
        facts={
            "state": entities.name(states[0]),
            "begun": begun,
            "named": {whom: years for whom, years in found.items() if years},
            "first": first,
            "last": last,
            "announced": announced,
        },
        holds=begun["enemies"] < begun["Taliban"],
    )


def _presence(axes: Axes, at: float, rows: pd.DataFrame) -> None:
    """Fill a state's cells; where both sides are named the Taliban take the upper half."""
    for year, sides in rows.groupby("year")["side"].agg(set).items():
        height = 0.78 / len(sides)
        for part, side in enumerate(side for side in SIDE_WORDS if side in sides):
            axes.add_patch(_cell(year, at - 0.39 + part * height, height, side))


def _counts(axes: Axes, at: float, rows: pd.DataFrame) -> None:
    """Write how many are named in two rows of cells, the Taliban's above."""
    for (year, side), count in rows.groupby(["year", "side"]).size().items():
        floor = at - 0.39 + list(SIDE_WORDS).index(side) * 0.9
        axes.add_patch(_cell(year, floor, 0.78, side))
        style = {"color": "white", "size": 8.5, "ha": "center", "va": "center_baseline"}
        axes.text(year, floor + 0.39, count, **style)


def _cell(year: int, floor: float, height: float, side: str) -> Rectangle:
    return Rectangle((year - 0.42, floor), 0.84, height, color=SIDE_COLOURS[side], lw=0)


def _grid_axes(axes: Axes, labels: list[str], years: tuple[int, int]) -> None:
    first, last = years
    states = len(labels) - 2
    axes.set_yticks([*range(states), states + 0.6, states + 2.75], labels)
    axes.get_yticklabels()[0].set_weight("bold")
    axes.axhline(states - 0.42, color=MUTED, lw=0.8)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(states + 3.7, -0.5)
    axes.set_xticks([*(year for year in range(first, last) if year % 5 == 0), last])
    axes.grid(False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


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
    _note(axes, left, 30_000, "Government–Taliban", GREY)
    _note(axes, left, 26_500, "Both fights with IS", colours.of("is"))
    turn = f"{words.date(takeover)}:\nthe Taliban\nbecome the\ngovernment"
    _note(axes, on_year_axis(takeover) + 0.15, 38_000, turn, INK)


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
    _note(axes, left, 4900, "Government–IS", blue)
    _note(axes, left, 4450, "IS–Taliban", green)
    axes.text(
        left, 4050, "(hatched: added\nby release 25.1)", color=green, size=9.5, va="top", linespacing=1.2
    )
    _note(axes, on_year_axis(takeover) + 0.15, 1500, "Taliban\ngovernment–IS", green)
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


def _note(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    axes.text(x, y, text, color=colours.for_text(colour), weight="bold", size=10, va="top", linespacing=1.2)


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


#: Parties of civilian casualties, their colours and words.
ATTRIBUTED = {"taliban": (colours.of("taliban"), "Taliban"), "is": (colours.of("is"), "Islamic State")}


@figure(
    "r1-civilians-by-party", reads=("conflict/civilian_casualties", "conflict/civilian_casualties_by_party")
)
def civilians_by_party(by_year: pd.DataFrame, shares: pd.DataFrame) -> Drawn:
    """Bars of civilian casualties by year above the shares attributed to the Taliban and to IS.

    Parameters
    ----------
    by_year, shares : pandas.DataFrame
        As `indicators.civilians.by_year` and `shares` return them.
    """
    picture, (above, below) = canvas(6.0, rows=2, sharex=True)
    above.bar(by_year.index, by_year["killed"], 0.72, color=INK)
    above.bar(by_year.index, by_year["injured"], 0.72, bottom=by_year["killed"], color=colours.of("other"))
    above.set_title("Civilians killed (dark) and injured")
    whole_numbers(above.yaxis)
    for party in ATTRIBUTED:
        _attributed(below, party, shares[shares["party"].eq(party)])
    below.set_title("Share of all casualties attributed; rings: first half of the year")
    below.set_ylim(-3, 54)
    below.yaxis.set_major_formatter(PercentFormatter(decimals=0))
    first, last = int(by_year.index.min()), int(by_year.index.max())
    below.set_xticks(range(first, int(shares["middle"].max()) + 2, 2))
    whole_years = shares[~shares["half_year"]].set_index(["party", "period"])["share_percent"]
    of_is, of_taliban = whole_years["is"], whole_years["taliban"]
    both = shares.pivot_table("share_percent", "period", "party").dropna()
    top = of_is.idxmax()
    return Drawn(
        picture,
        data=shares.merge(
            by_year.rename_axis("period").reset_index().astype({"period": "str"}), on="period", how="outer"
        ),
        facts={
            "of_is": of_is,
            "begun": of_is.index[0],
            "top": top,
            "is_by_year": _by_period(of_is),
            "taliban_by_year": _by_period(of_taliban),
            "casualties": by_year["casualties"],
            "first": first,
            "last": last,
        },
        holds=of_is.iloc[0] < of_is[top] and both["is"].lt(both["taliban"]).all(),
    )


def _attributed(axes: Axes, party: str, rows: pd.DataFrame) -> None:
    """Draw a party's shares: dots for whole years, rings for half years."""
    colour, name = ATTRIBUTED[party]
    whole, half = rows[~rows["half_year"]], rows[rows["half_year"]]
    axes.plot(whole["middle"], whole["share_percent"], "o", color=colour, ms=8)
    axes.plot(half["middle"], half["share_percent"], "o", mfc="white", mec=colour, mew=1.8, ms=7)
    for row in rows.itertuples():
        share = row.share_percent
        # Rings and dots of one year lie close together: one has its number above, the other below.
        by, va = (6, "bottom") if row.half_year == (party == "taliban") else (-6, "top")
        text = words.decimal(share) if share < 1 else words.count(share)
        write(axes, text, (row.middle, share), (0, by), size=9, ha="center", va=va)
    _note(axes, 2009 - 0.4, {"taliban": 46, "is": 16}[party], name, colour)


def _by_period(shares: pd.Series) -> str:
    return words.listing(f"{words.decimal(share)} per cent in {period}" for period, share in shares.items())


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
