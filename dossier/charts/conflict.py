"""Figures of the annual tables: supporters by year, deaths by dyad, the share of IS, IS in Russia."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading, on_year_axis

SIDE_COLOURS = {"Taliban": colours.of("taliban"), "enemies": colours.of("AFG")}
SIDE_WORDS = {"Taliban": "for the Taliban", "enemies": "for their enemies"}


def supporters_by_year(named: pd.DataFrame, states: list[str], announced: pd.Timestamp) -> Exhibit:
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
    figure, axes = canvas(1.75 + 0.265 * (len(states) + 4))
    axes.add_patch(
        Rectangle((first - 0.5, -0.5), last - first + 1, 1, color=colours.of(states[0]), alpha=0.1, lw=0)
    )
    for at, code in enumerate(states):
        _presence(axes, at, named[named["supporter_state"].eq(code)])
    other = named[named["supporter_state"].notna() & ~named["supporter_state"].isin(states)]
    groups = named[named["supporter_state"].isna()]
    _counts(axes, len(states) + 0.15, other)
    _counts(axes, len(states) + 2.3, groups)
    _grid_axes(axes, [*map(entities.name, states), "Other states", "Armed groups"], (first, last))
    when = on_year_axis(announced)
    axes.axvline(when, color=INK, lw=1.2, ls=(0, (4, 2)))
    axes.annotate(
        "IS-Khorasan announced",
        (when, -0.5),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=9.5,
        annotation_clip=False,
    )
    for side, x in zip(SIDE_WORDS, (first - 0.5, first + 6.2), strict=True):
        axes.annotate(
            f"■ {SIDE_WORDS[side]}",
            (x, -0.5),
            xytext=(0, 3),
            textcoords="offset points",
            color=SIDE_COLOURS[side],
            weight="bold",
            annotation_clip=False,
        )
    years = {side: _years(named, states[0], side) for side in SIDE_WORDS}
    title = (
        f"UCDP names {entities.name(states[0])} for the Taliban's enemies from {years['enemies'][0]}, and for "
        f"the Taliban from {years['Taliban'][0]}"
    )
    heading(figure, title, "Named supporters of the Taliban and of their enemies by year; numbers count them")
    spans = [
        f"{entities.name(code)} {SIDE_WORDS[side]} {words.runs(_years(named, code, side))}"
        for code in states
        for side in SIDE_WORDS
        if _years(named, code, side)
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="A filled cell means that UCDP names the state as a supporter in that year; a divided cell, for both "
        "sides. Alleged support counts like confirmed support. The file does not say which state gave what, so "
        "a cell may stand for weapons, money or shelter. The Taliban are counted as rebels and as the government "
        f"that they were between. The file lists them from {first} and ends in {last}; an empty cell means that "
        "the state is not named, not that it gave nothing.",
        alt=f"Grid of years {words.years(first, last)}. "
        + "; ".join(spans)
        + ". IS-Khorasan was announced on "
        f"{words.date(announced)}.",
        data=named.assign(supporter_state=named["supporter_state"].fillna("")),
        tables=("conflict/support", "evidence/timeline"),
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


def _years(named: pd.DataFrame, code: str, side: str) -> list[int]:
    return sorted(named.query("supporter_state == @code and side == @side")["year"])


#: UCDP's dyads as the measures name them.
WAR, STATE_IS, FEUD = "Government - Taleban", "Government - IS", "IS - Taleban"
#: Darker than `other`, to be read as text.
GREY = "#7b8593"


def deaths_by_dyad(
    deaths: pd.DataFrame, newest: pd.DataFrame, share: float, takeover: pd.Timestamp
) -> Exhibit:
    """Bars of the deaths of the three dyads of the Afghan war: on one scale, and those with IS apart.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.conflict.dyad_deaths` returns it.
    newest : pandas.DataFrame
        The same with one release a year (`indicators.conflict.newest_release`).
    share : float
        Share of the deaths that fell in the fights with IS, from their first year to that of the takeover.
    takeover : pandas.Timestamp
        Day on which the Taliban became the government.
    """
    first, last = int(deaths["year"].min()), int(deaths["year"].max())
    war, state, feud = (deaths[deaths["dyad"].eq(dyad)] for dyad in (WAR, STATE_IS, FEUD))
    older, newer = feud[feud["basis"].eq("annual table")], feud[feud["basis"].ne("annual table")]
    with_is = newest[newest["dyad"].ne(WAR)].groupby("year")["best"].sum()
    begun = int(with_is.index[0])

    figure, (above, below) = canvas(6.9, rows=2, sharex=True, height_ratios=(1, 1.15))
    _bars(above, war, GREY, -0.12, 0.52)
    above.bar(with_is.index + 0.28, with_is, 0.24, color=colours.of("is"))
    _fights_with_is(below, state, older, newer, takeover)
    for axes, name in ((above, "On one scale"), (below, "Fights with IS, on a larger scale")):
        axes.set_title(name)
        axes.axvline(on_year_axis(takeover), color=INK, lw=1.2, ls=(0, (4, 2)))
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlim(first - 0.6, last + 0.6)
        axes.set_xticks(range(first, last + 1, 2))
    _note(above, first - 0.4, 30_000, "Government–Taliban", GREY)
    _note(above, first - 0.4, 26_500, "Both fights with IS", colours.of("is"))
    _note(
        above,
        on_year_axis(takeover) + 0.15,
        38_000,
        f"{words.date(takeover)}:\nthe Taliban\nbecome the\ngovernment",
        INK,
    )
    title = (
        f"In {words.years(begun, takeover.year)} {words.percent(share)} of these battle deaths fell in fights "
        "with IS; the war was with the Taliban"
    )
    measured = "Battle deaths by pair and year: best estimate (bars), low to high (lines)"
    heading(figure, title, measured)
    revised, before = newer.iloc[0], older[older["year"].isin(newer["year"])].iloc[0]
    return Exhibit(
        figure=figure,
        title=title,
        caption="A year without a bar is below UCDP's line of "
        "an active conflict or has no such pair, which is not "
        f"zero: IS and the Taliban fought on after {older['year'].max()}, below it. The hatched part is what "
        f"release 25.1 adds to release 22.1 in {revised['year']}. From {takeover.year + 1} the government is the "
        "Taliban's, so that the same two sides go on under another name; the bar of the year of change joins two "
        f"opposite governments. The bar of {last} is what the newest event release adds to the annual table, which "
        "ends a year earlier. Government–Taliban includes smaller rebel groups and deaths across the Pakistani border.",
        alt=f"Bars, {words.years(first, last)}. Government–Taliban: {_extremes(war)}. Government–IS: "
        f"{_extremes(state)}. IS–Taliban: {_extremes(older)}; {revised['year']} is {words.count(before['best'])} "
        f"in release 22.1 and {words.count(revised['best'])} in release 25.1.",
        data=deaths,
        tables=tuple(
            f"conflict/{name}"
            for name in ("battle_deaths", "nonstate_deaths", "conflict_totals", "country_years")
        ),
    )


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
    look = {"textcoords": "offset points", "ha": ha, "va": va, "size": 8.5, "color": colour}
    axes.annotate(words.count(row["best"]), at, xytext=(0, 2), **look)


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


def is_share(
    shares: pd.DataFrame,
    during: float,
    since: float,
    since_bounds: tuple[float, float],
    takeover: pd.Timestamp,
) -> Exhibit:
    """Share of Afghanistan's deaths with IS as a party, over the deaths that it is a share of.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `indicators.conflict.is_share_of_deaths` returns it.
    during, since : float
        Share of the years to that of the takeover together, and of the years since.
    since_bounds : tuple of float
        Lowest and highest share of the years since (`indicators.conflict.bounds_of_window`).
    takeover : pandas.Timestamp
        Day on which the Taliban became the government.
    """
    years = shares.index
    figure, (above, below) = canvas(5.9, rows=2, sharex=True, height_ratios=(1.35, 1))
    above.vlines(years, shares["share_low"], shares["share_high"], color=colours.of("other"), lw=9)
    above.plot(years, shares["share"], "o", color=colours.of("is"), ms=6.5, clip_on=False)
    for year, row in shares.iterrows():
        above.annotate(
            words.percent(row["share"]),
            (year, row["share_high"]),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            weight="bold",
        )
    above.yaxis.set_major_formatter(PercentFormatter(1))
    above.set_ylim(0, 0.85)
    above.set_title("Share with IS as a party: best estimate and range")
    below.bar(years, shares["all_best"], 0.62, color=colours.of("other"))
    below.bar(years, shares["best"], 0.62, color=colours.of("is"))
    below.yaxis.set_major_formatter("{x:,.0f}")
    below.set_title("All deaths (grey), and those with IS as a party (in front)")
    below.set_xticks(years)
    for axes, foot in ((above, 0.12), (below, 0)):
        axes.axvline(on_year_axis(takeover), ymin=foot, color=INK, lw=1.2, ls=(0, (4, 2)))
    at = (on_year_axis(takeover) - 0.12, 0.8)
    look = {"ha": "right", "va": "top", "weight": "bold", "size": 9, "linespacing": 1.2}
    above.text(*at, f"{words.date(takeover)}:\nthe Taliban become the government", **look)
    spread = " to ".join(map(words.percent, since_bounds))
    title = (
        f"IS was a party to {words.percent(during)} of Afghanistan's deaths in "
        f"{words.years(years[0], takeover.year)}, and to {words.percent(since)} ({spread}) of the far "
        "fewer since"
    )
    heading(figure, title, "Deaths of organised violence in Afghanistan, all kinds together, by year")
    listed = [
        f"{year} {words.percent(row['share'])} ({words.percent(row['share_low'])} to "
        f"{words.percent(row['share_high'])}) of {words.count(row['all_best'])}"
        for year, row in shares.iterrows()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Counts every kind of violence: with the government, with the Taliban and on civilians. All deaths are "
        "those of UCDP's country-years, release 25.1. Deaths with IS come from its battle-related deaths (release "
        "24.1), its non-state conflicts (release 22.1), its file of all events, and country-years in which only IS "
        "can have killed; where it shares "
        "a figure with others the mark is the least that it must be. The ranges set IS low and all others high, "
        "then the reverse, and cover both releases of its fight with the Taliban. The few fights of IS with "
        "Pakistan and Russia on Afghan soil are not in its part.",
        alt="Bars of the share of deaths with IS as a party, with the lowest and highest share, and all deaths: "
        + "; ".join(listed)
        + ".",
        data=shares.reset_index(),
        tables=tuple(
            f"conflict/{name}"
            for name in (
                "country_years",
                "country_parties",
                "battle_deaths",
                "nonstate_deaths",
                "event_year_counts",
                "conflict_totals",
                "afghan_event_coverage",
            )
        ),
    )


#: Bars of the figure on Russia and Central Asia, from the bottom.
ABROAD = {
    ("RUS", "one-sided"): "Russia: one-sided, IS on civilians",
    ("RUS", "state-based"): "Russia: fights of the state with IS",
    ("TJK", "one-sided"): "Tajikistan: one-sided, IS on civilians",
    ("TJK", "state-based"): "Tajikistan: fights of the state with IS",
}


def is_deaths_abroad(
    deaths: pd.DataFrame, within: pd.DataFrame, states: list[str], active: int, crocus: pd.Timestamp
) -> Exhibit:
    """Deaths with IS as a party in Russia and Central Asia, over Russia's deaths within its borders.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.conflict.is_deaths` returns it for Russia and Central Asia.
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
    russia = deaths.query("country == 'RUS'").groupby("year")["best"].sum()
    figure, (above, below) = canvas(6.5, rows=2, sharex=True, height_ratios=(1.4, 1))
    _abroad_bars(above, deaths, by_year, years)
    above.axhline(active, color=INK, lw=1, ls=(0, (4, 2)))
    at = {"xycoords": "data", "va": "center"}
    above.annotate(
        f"UCDP's line of {active} deaths",
        (years[0] - 0.4, active),
        xytext=(0, 7),
        textcoords="offset points",
        size=9.5,
        **at,
    )
    above.annotate(
        f"Crocus City Hall,\n{words.date(crocus)}",
        (crocus.year - 0.33, 110),
        xytext=(crocus.year - 1.2, 135),
        ha="right",
        weight="bold",
        color=colours.of("RUS"),
        arrowprops={"arrowstyle": "-", "color": colours.of("RUS")},
        **at,
    )
    above.set_title("Deaths with IS as a party: Russia and Central Asia")
    below.bar(years, within["best"], 0.62, color=colours.of("other"))
    below.bar(russia.index, russia, 0.62, color=colours.of("RUS"))
    below.set_title("Deaths within Russia in any organised violence; red: IS as a party")
    below.set_xticks(range(years[0], years[-1] + 1, 3))
    over = by_year.index[by_year["best"] >= active]
    worst = by_year["best"].idxmax()
    title = (
        f"Deaths with IS as a party in Russia and Tajikistan passed {active} in {len(over)} years; "
        f"{worst} was the worst"
    )
    heading(
        figure,
        title,
        "Deaths by year, best estimate; thin lines run from low to high. War in Ukraine left out",
    )
    silent = [entities.name(code) for code in states if code not in set(deaths["country"])]
    listed = [f"{year} {words.count(row['best'])}" for year, row in by_year.iterrows()]
    last = years[-1]
    return Exhibit(
        figure=figure,
        title=title,
        caption="UCDP calls every branch IS and does not tell IS-Khorasan from the Caucasus branch. The table "
        "does not say how many of the dead in fights of the state with IS were civilians. "
        "UCDP draws its line for one conflict; here the sum of all is held against it. Hatched: deaths within Russia "
        "that IS shares with other armed groups in the same year; it took part in at least the filled part and at "
        f"most in all. In {words.listing(silent)} UCDP records no event with IS up to {last}. Deaths of Russians "
        "abroad, as at the embassy in Kabul, are not here. The grey bars are above all the war with the "
        "Caucasus Emirate, and in the last two years armed groups that came from Ukraine and a mutiny.",
        alt=f"Stacked bars of deaths with IS as a party in Russia and Central Asia: {'; '.join(listed)}. Below, all "
        f"deaths within Russia without fighting between states: {words.count(within['best'].iloc[0])} in "
        f"{years[0]}, {words.count(within['best'].loc[by_year.index[0]])} in {by_year.index[0]}, "
        f"{words.count(within['best'].iloc[-1])} in {last}.",
        data=_with_all_deaths(deaths, within),
        tables=tuple(
            f"conflict/{name}" for name in ("country_years", "country_parties", "battle_deaths", "dyads")
        ),
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


def civilians_by_party(by_year: pd.DataFrame, shares: pd.DataFrame) -> Exhibit:
    """Bars of civilian casualties by year above the shares attributed to the Taliban and to IS.

    Parameters
    ----------
    by_year, shares : pandas.DataFrame
        As `indicators.civilians.by_year` and `shares` return them.
    """
    figure, (above, below) = canvas(6.0, rows=2, sharex=True)
    above.bar(by_year.index, by_year["killed"], 0.72, color=INK)
    above.bar(by_year.index, by_year["injured"], 0.72, bottom=by_year["killed"], color=colours.of("other"))
    above.set_title("Civilians killed (dark) and injured")
    above.yaxis.set_major_formatter("{x:,.0f}")
    for party, (colour, name) in ATTRIBUTED.items():
        rows = shares[shares["party"].eq(party)]
        whole, half = rows[~rows["half_year"]], rows[rows["half_year"]]
        below.plot(whole["middle"], whole["share_percent"], "o", color=colour, ms=8)
        below.plot(half["middle"], half["share_percent"], "o", mfc="white", mec=colour, mew=1.8, ms=7)
        for row in rows.itertuples():
            # Rings and dots of one year lie close together: one has its number above, the other below.
            above_it = row.half_year == (party == "taliban")
            below.annotate(
                words.decimal(row.share_percent) if row.share_percent < 1 else words.count(row.share_percent),
                (row.middle, row.share_percent),
                xytext=(0, 6 if above_it else -6),
                textcoords="offset points",
                ha="center",
                va="bottom" if above_it else "top",
                size=9,
            )
        _note(below, 2009 - 0.4, {"taliban": 46, "is": 16}[party], name, colour)
    below.set_title("Share of all casualties attributed; rings: first half of the year")
    below.set_ylim(-3, 54)
    below.yaxis.set_major_formatter(PercentFormatter(decimals=0))
    below.set_xticks(range(int(by_year.index.min()), int(shares["middle"].max()) + 2, 2))
    of_is = shares[shares["party"].eq("is") & ~shares["half_year"]].set_index("period")["share_percent"]
    of_taliban = shares[shares["party"].eq("taliban") & ~shares["half_year"]].set_index("period")[
        "share_percent"
    ]
    top = of_is.idxmax()
    title = (
        f"The share of IS in civilian casualties rose from {words.decimal(of_is.iloc[0])} per cent in "
        f"{of_is.index[0]} to {words.count(of_is[top])} in {top}; the Taliban's was larger wherever both are known"
    )
    heading(figure, title, "UN mission in Afghanistan; counts by year, shares where one was found")
    listed = [f"{words.decimal(value)} per cent in {period}" for period, value in of_is.items()]
    theirs = [f"{words.decimal(value)} per cent in {period}" for period, value in of_taliban.items()]
    first, final = int(by_year.index.min()), int(by_year.index.max())
    return Exhibit(
        figure=figure,
        title=title,
        caption="Shares are as printed, or computed from the counts where none was printed. Rings "
        "stand for January to June, and fighting has seasons. Years without a mark have no share at hand and are not "
        "filled in. "
        "Attribution rests on claims of responsibility and three sources; IS claims mass attacks, so that its share "
        "of casualties exceeds its share of attacks. The counts are the mission's revised series. All values were put "
        "together from pages.",
        alt=f"Above, bars of {words.years(first, final)}: {words.count(by_year['casualties'].iloc[0])} casualties in "
        f"{first}, most in {by_year['casualties'].idxmax()}, {words.count(by_year['casualties'].max())}, then "
        f"{words.count(by_year['casualties'].iloc[-1])} in {final}. Below, share in whole years: IS "
        f"{words.listing(listed)}; Taliban {words.listing(theirs)}.",
        data=shares.merge(
            by_year.rename_axis("period").reset_index().astype({"period": "str"}), on="period", how="outer"
        ),
        tables=("conflict/civilian_casualties", "conflict/civilian_casualties_by_party"),
    )


#: Dyads drawn to 2025: UCDP's ids, the words of the panel, and the colour.
TO_2025 = (
    ((14320,), "Afghan government (from 2022 the Taliban) and Islamic State", colours.of("is")),
    ((857,), "Pakistan and the Pakistani Taliban (TTP)", colours.of("PAK")),
    ((16825, 17083), "Taliban government and armed resistance (NRF, AFF)", colours.of("taliban")),
)


def deaths_to_2025(deaths: pd.DataFrame, recognised: pd.Timestamp) -> Exhibit:
    """Three panels of battle deaths by dyad to 2025.

    Parameters
    ----------
    deaths : pandas.DataFrame
        `conflict/battle_deaths_to_2025`.
    recognised : pandas.Timestamp
        Day on which Russia recognised the Taliban government.
    """
    figure, panels = canvas(6.6, rows=3, sharex=True)
    found = []
    for axes, (dyads, name, colour) in zip(panels, TO_2025, strict=True):
        rows = (
            deaths[deaths["dyad_id"].isin(dyads)].groupby("year")[["best", "low", "high"]].sum().reset_index()
        )
        _bars(axes, rows, colour, 0.0, 0.7)
        for _, row in rows.iterrows():
            _value(axes, row, 0, "high", INK)
        axes.set_title(name)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.margins(y=0.16)
        found.append(rows.assign(pair=name))
    drawn = pd.concat(found, ignore_index=True)
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    panels[0].set_xlim(first - 0.6, last + 0.6)
    panels[0].set_xticks(range(first, last + 1))
    # The line begins above the number of its year.
    panels[0].axvline(on_year_axis(recognised), 0.2, color=colours.of("RUS"), lw=1.2, ls=(0, (4, 2)))
    panels[0].annotate(
        "Russia recognises",
        (on_year_axis(recognised), 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        size=9.5,
        color=colours.of("RUS"),
    )
    state_is, *_ = (rows.set_index("year")["best"] for rows in found)
    lowest = f"the fewest since {first}" if state_is.idxmin() == last else "not the fewest"
    title = (
        f"In {last}, when Russia recognised the Taliban, their fight with IS cost {words.count(state_is[last])} "
        f"lives, {lowest}"
    )
    heading(
        figure, title, "Battle deaths by pair and year, UCDP 26.1: best estimate (bars), low to high (lines)"
    )
    border = deaths[deaths["dyad_id"].eq(12291)].set_index("year")["best"]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The panels have scales of their own. A year without a bar is below UCDP's line of "
        "an active conflict or was not copied, which "
        "is not zero. Bars are battle deaths: killings of civilians, such as attacks abroad, are not in them, and "
        "they measure fighting rather than the threat. Up to 2021 the government is the Republic's with its allies. "
        f"Fighting between Afghanistan and Pakistan adds {words.count(border[2024])} deaths in 2024 and "
        f"{words.count(border[2025])} in 2025.",
        alt=f"Three panels of bars, {words.years(first, last)}. Government and IS: {_extremes(found[0])}. Pakistan and "
        f"TTP: {_extremes(found[1])}. Taliban and resistance: {_extremes(found[2])}. Russia recognised on "
        f"{words.date(recognised)}.",
        data=drawn[["pair", "year", "best", "low", "high"]],
        tables=("conflict/battle_deaths_to_2025",),
    )
