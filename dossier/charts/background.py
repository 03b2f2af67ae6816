"""Figures of the background: war deaths, where they fell, who stood behind Kabul, who armed it, US losses."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading, on_year_axis

#: Colour of each publisher of war deaths.
PUBLISHERS = {"PRIO": "#8d7866", "UCDP": "#3d4654"}
SIDE_COLOURS = {"Kabul": colours.of("AFG"), "opponents": "#b3742d"}
SIDE_WORDS = {"Kabul": "with whoever held Kabul", "opponents": "with those who fought Kabul"}
DEATHS = "#7a2f26"
#: Provinces that the small maps name: P-code to the place of the name.
NAMED = {"AF06": (72.1, 34.0), "AF01": (69.2, 35.15), "AF21": (66.9, 37.35), "AF30": (64.2, 30.2)}
#: Words on a bar of arms: recipients as the axis names them.
RECIPIENTS = {
    "AFG": "Governments in Kabul",
    "mujahedin": "Mujahedin",
    "northern-alliance": "Northern Alliance",
}
UNIT = "Million SIPRI trend-indicator values (volume of major arms, not money)"


def war_deaths(deaths: pd.DataFrame, takeover: pd.Timestamp) -> Exhibit:
    """Two panels on one scale: battle deaths by PRIO to 1988, and by UCDP since 1989, each with its range.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.background.war_deaths` returns it.
    takeover : pandas.Timestamp
        Day on which the Taliban entered Kabul.
    """
    spans = deaths.groupby("source")["year"].agg(["min", "max"])
    ratios = [last - first + 1 for first, last in spans.itertuples(index=False)]
    figure, panels = canvas(4.2, columns=2, sharey=True, width_ratios=ratios)
    figure.get_layout_engine().set(wspace=0.06)
    for axes, (source, (first, last)) in zip(panels, spans.iterrows(), strict=True):
        rows = deaths[deaths["source"].eq(source)]
        errors = [rows["best"] - rows["low"], rows["high"] - rows["best"]]
        colour = PUBLISHERS[source]
        axes.bar(rows["year"], rows["best"], width=0.8, color=colour, alpha=0.75)
        axes.errorbar(
            rows["year"], rows["best"], yerr=errors, fmt="none", ecolor=INK, elinewidth=0.9, capsize=1.5
        )
        axes.set_title(f"{source}, {words.years(first, last)}", color=colour)
        axes.set_xlim(first - 0.7, last + 0.7)
        axes.set_xticks([year for year in range(first, last + 1) if year % 5 == 0])
    panels[0].yaxis.set_major_formatter("{x:,.0f}")
    panels[1].axvline(takeover.year, color=MUTED, linewidth=0.9, linestyle=(0, (3, 2)), zorder=0)
    panels[1].annotate(
        "Taliban take\nKabul",
        (takeover.year, 62_000),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        size=9.5,
    )
    older, newer = (deaths[deaths["source"].eq(source)] for source in PUBLISHERS)
    worst = newer.loc[newer["best"].idxmax()]
    peak = older.loc[older["best"].idxmax()]
    title = (
        f"For the worst year of the Soviet war the estimates run from {words.count(peak['low'])} to "
        f"{words.count(peak['high'])}; later wars are counted more closely"
    )
    heading(
        figure,
        title,
        "People killed in battle in Afghanistan by year: best estimate (bars), low to high (lines)",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Two publishers, two ways of counting, one scale: do not read across the gap. PRIO's figures for the "
        "Soviet war are round yearly estimates with a very low floor; UCDP adds up single reported events, so "
        "that what nobody reported is missing, most of all in the first years. Killings of civilians outside "
        f"battle are in neither. The range in the title is that of {int(peak['year'])}. After "
        f"{words.date(takeover)} the government is the Taliban's.",
        alt=f"Bars in two panels. PRIO, {words.years(*spans.loc['PRIO'])}: {_total(older)}; the highest year is "
        f"{int(peak['year'])} with {_ranged(peak)}. UCDP, {words.years(*spans.loc['UCDP'])}: {_total(newer)}; the "
        f"highest year is {int(worst['year'])} with {_ranged(worst)}, the last is {_ranged(newer.iloc[-1])}.",
        data=deaths,
        tables=("conflict/battle_deaths_by_country", "conflict/country_years", "evidence/timeline"),
    )


def _total(rows: pd.DataFrame) -> str:
    return f"{words.count(rows['best'].sum())} in all by the best estimates"


def _ranged(row: pd.Series) -> str:
    return f"{words.count(row['best'])} ({words.span(row['low'], row['high'])})"


def where_they_fought(events: pd.DataFrame, wars: pd.DataFrame, near_km: float, base: maps.Layers) -> Exhibit:
    """Four small maps, one a war: each placed event a circle whose area grows with deaths.

    Parameters
    ----------
    events, wars : pandas.DataFrame
        As `indicators.background.where_they_fought` returns them.
    near_km : float
        Distance from the northern border that counts as near.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    figure, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.5, names=False)
    figure.get_layout_engine().set(h_pad=0.08)
    names = base.provinces.set_index("pcode")["name"]
    for axes, war in zip(panels.flat, wars.itertuples(), strict=True):
        rows = events[events["war"].eq(war.war)].sort_values("best", ascending=False, kind="stable")
        maps.points(
            axes,
            view,
            rows["longitude"],
            rows["latitude"],
            s=_area(rows["best"]),
            color=DEATHS,
            alpha=0.4 if war.events < 5000 else 0.22,
            edgecolors="white",
            linewidths=0.3,
        )
        longitude, latitude = NAMED[war.province]
        maps.place_name(axes, view, longitude, latitude, names[war.province], ha="center", weight="bold")
        axes.set_title(
            f"{words.years(war.first, war.last)}: {war.war}\n"
            f"{words.count(war.deaths)} of {words.count(war.deaths_recorded)} deaths drawn "
            f"({words.percent(war.coverage)})",
            size=9.5,
        )
    _key(panels.flat[0])
    near = wars.set_index("war")["share_near"]
    north = wars.loc[wars["share_near"].idxmax()]
    others = near.drop(north["war"])
    title = (
        f"In {words.years(north['first'], north['last'])} {words.percent(north['share_near'])} of the deaths drawn "
        f"fell near the former Soviet border; in the other wars {words.percent(others.min())} to "
        f"{words.percent(others.max())}"
    )
    heading(
        figure,
        title,
        "UCDP events placed at least to the district; area of a circle by deaths. Named: the province with most "
        "of the deaths drawn",
    )
    said = [
        f"{words.years(war.first, war.last)}: {words.count(war.events)} events with {words.count(war.deaths)} of "
        f"{words.count(war.deaths_recorded)} deaths; {names[war.province]} has "
        f"{words.percent(war.province_share)} of the deaths drawn, the strip near the northern border "
        f"{words.percent(near[war.war])} of the deaths and {words.percent(war.events_near)} of the events"
        for war in wars.itertuples()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The maps show where, not how many: the event file holds only a part of the deaths on record, "
        "printed above each map, and what is missing is not missing at random. Events known only to a province "
        "or to the country are left out. "
        f"Near is within {words.count(near_km)} km of the northern border. A few very large events (sieges and "
        "massacres reported as one) weigh heavily: of the events of "
        f"{words.years(north['first'], north['last'])}, {words.percent(north['events_near'])} are near. "
        "The file begins in 1989, weeks before the last Soviet troops left: the Soviet war is not here.",
        alt=f"{words.count(len(wars))} maps of Afghanistan. " + ". ".join(said) + ".",
        data=events[["year", "latitude", "longitude", "best", "km"]]
        .rename(columns={"best": "deaths", "km": "km_to_northern_border"})
        .round({"km_to_northern_border": 0}),
        tables=("conflict/afghan_events", "conflict/country_years", *maps.BASE_TABLES),
    )


def _area(deaths: pd.Series) -> pd.Series:
    return 1.5 + 0.55 * deaths.astype("float64")


def _key(axes: Axes) -> None:
    """Draw what the areas mean, in the corner of a map that is empty there."""
    for at, deaths in zip((0.70, 0.80, 0.93), (10, 100, 1000), strict=True):
        size = float(_area(pd.Series([deaths])).iloc[0])
        axes.scatter(
            [at], [0.16], s=size, transform=axes.transAxes, color=DEATHS, alpha=0.4, linewidths=0, zorder=7
        )
        axes.text(
            at, 0.01, f"{deaths:,}", transform=axes.transAxes, ha="center", va="bottom", size=9, zorder=8
        )
    axes.text(0.815, 0.31, "Deaths", transform=axes.transAxes, ha="center", size=9, color=MUTED, zorder=8)


def behind_kabul(named: pd.DataFrame, states: list[str]) -> Exhibit:
    """Grid of a state a row and a year a column: supporters of whoever held Kabul, and of those who fought them.

    Parameters
    ----------
    named : pandas.DataFrame
        As `indicators.background.behind_kabul` returns it.
    states : list of str
        ISO codes that get a row of their own, from the top.
    """
    first, last = int(named["year"].min()), int(named["year"].max())
    figure, axes = canvas(1.75 + 0.3 * (len(states) + 2.6))
    for at, code in enumerate(states):
        for year, sides in named[named["supporter_state"].eq(code)].groupby("year")["side"]:
            _cell(axes, year, at, [side for side in SIDE_WORDS if side in set(sides)])
    others = named[~named["supporter_state"].isin(states)].groupby(["year", "side"]).size()
    for (year, side), count in others.items():
        at = len(states) + 0.4 + list(SIDE_WORDS).index(side)
        _cell(axes, year, at, [side])
        axes.text(year, at, count, color="white", size=6.5, ha="center", va="center_baseline")
    axes.set_yticks(
        [*range(len(states)), len(states) + 0.9], [*map(_moscow_or_name, states), "Other states,\nhow many"]
    )
    axes.get_yticklabels()[0].set_weight("bold")
    axes.axhline(len(states) - 0.3, color=MUTED, lw=0.8)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(len(states) + 2, -0.6)
    axes.set_xticks(range(first + (-first) % 5, last + 1, 5))
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.legend(
        handles=[Patch(color=SIDE_COLOURS[side], label=SIDE_WORDS[side]) for side in SIDE_WORDS],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2,
        handlelength=1,
        borderaxespad=0.2,
    )
    years = {
        (code, side): sorted(named.query("supporter_state == @code and side == @side")["year"])
        for code in states
        for side in SIDE_WORDS
    }
    before = [year for year in years["RUS", "Kabul"] if year <= 1991]
    since = [sum(year > before[-1] for year in years["RUS", side]) for side in SIDE_WORDS]
    title = (
        f"UCDP names Moscow for Kabul to {before[-1]}, and after that in {words.count(since[1])} years for those who "
        f"fought Kabul, in {words.count(since[0])} for Kabul"
    )
    heading(
        figure, title, "States that UCDP names as supporters, by year and side; divided cells: both sides"
    )
    said = [
        f"{_moscow_or_name(code)} {SIDE_WORDS[side]} in {words.runs(found)}"
        for (code, side), found in years.items()
        if found
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Kabul is whoever held it: communist governments to 1992, then the Mujahedin's, the Taliban's from "
        "1996 to 2001, the republic since. So the opponents of Kabul are the Mujahedin at first, the Northern "
        "Alliance under the Taliban, the Taliban under the republic. Alleged support counts like confirmed support, "
        "troops like money. Fights under the threshold of an active conflict are not in the file, which ends in "
        f"{last}: an empty cell is not proof that nothing was given. Russia stands for the Soviet Union too.",
        alt=f"Grid of years, {words.years(first, last)}. " + "; ".join(said) + ".",
        data=named,
        tables=("conflict/support",),
    )


def _cell(axes: Axes, year: int, at: float, sides: list[str]) -> None:
    height = 0.8 / len(sides)
    for part, side in enumerate(sides):
        floor = at - 0.4 + part * height
        axes.add_patch(Rectangle((year - 0.43, floor), 0.86, height, color=SIDE_COLOURS[side], lw=0))


def _moscow_or_name(code: str) -> str:
    return "Moscow" if code == "RUS" else entities.name(code)


def arms_by_window(arms: pd.DataFrame) -> Exhibit:
    """Bars of the major arms that went into Afghanistan in each window, by recipient and by who delivered.

    Parameters
    ----------
    arms : pandas.DataFrame
        As `indicators.background.arms_by_window` returns it.
    """
    rows = list(arms[["window", "first", "last", "recipient"]].drop_duplicates().itertuples(index=False))
    figure, axes = canvas(3.9)
    ticks, at, shown = [], 0.0, None
    for row in rows:
        if row.window != shown:
            at += 0.75 if shown else 0.2
            axes.annotate(
                f"{words.years(row.first, row.last)}: {row.window}",
                (0, at - 0.62),
                xycoords=("axes fraction", "data"),
                va="center",
                size=9.5,
                color=MUTED,
            )
            shown = row.window
        _arms_bar(axes, at, arms.query("window == @row.window and recipient == @row.recipient"))
        ticks.append((at, RECIPIENTS[row.recipient]))
        at += 1
    axes.set_yticks(*zip(*ticks, strict=True))
    axes.set_ylim(at - 0.4, -0.85)
    axes.set_xlim(0, 1.27 * arms.groupby(["window", "recipient"])["tiv_million"].sum().max())
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    alliance = arms.query("recipient == 'northern-alliance'")["tiv_million"].sum()
    of_moscow = arms[arms["supplier"].isin(["SUN", "RUS"])]
    to_kabul = of_moscow.loc[of_moscow["recipient"].eq("AFG"), "tiv_million"].sum()
    title = (
        f"Of the major arms of {words.years(int(arms['first'].min()), int(arms['last'].max()))} Moscow sent "
        f"{words.percent(of_moscow['tiv_million'].sum() / arms['tiv_million'].sum())}; "
        f"{words.percent(to_kabul / of_moscow['tiv_million'].sum())} of that went to governments in Kabul"
    )
    heading(figure, title, f"Major arms delivered into Afghanistan. {UNIT}")
    said = [
        f"{words.years(row.first, row.last)}, {RECIPIENTS[row.recipient]}: {_supplier(row.supplier)} "
        f"{words.count(row.tiv_million)}"
        for row in arms.itertuples()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="SIPRI lists major arms: aircraft, armour, guns, missiles. Rifles, machine guns and ammunition are "
        "not in it, and neither is what the Mujahedin and the Taliban captured or received in small arms. The bar of "
        f"the Northern Alliance is {words.count(alliance)} million. A recipient without a bar in a window is one for "
        "which SIPRI lists no delivery; the Taliban are never listed. Windows are whole years and differ in length.",
        alt=f"Bars. {UNIT}. " + "; ".join(said) + ".",
        data=arms,
        tables=("arms/transfers",),
    )


def _supplier(code: str) -> str:
    return "all others" if code == "other" else entities.name(code)


def _arms_bar(axes: Axes, at: float, parts: pd.DataFrame) -> None:
    floor = 0.0
    for part in parts.set_index("supplier").reindex(["SUN", "RUS", "USA", "other"]).dropna().itertuples():
        axes.barh(at, part.tiv_million, left=floor, height=0.7, color=colours.of(part.Index))
        floor += part.tiv_million
    said = [f"{_supplier(part.supplier)} {words.count(part.tiv_million)}" for part in parts.itertuples()]
    axes.annotate(
        ", ".join(said), (floor, at), xytext=(4, 0), textcoords="offset points", va="center", size=9
    )


def us_deaths(by_year: pd.DataFrame, share: float, acts: pd.DataFrame, opened, closed) -> Exhibit:
    """Bars of US deaths by year, the years of Russian transit shaded, Russian acts above.

    Parameters
    ----------
    by_year : pandas.DataFrame
        As `indicators.background.us_deaths_by_year` returns it.
    share : float
        Share of the deaths in the months of transit.
    acts : pandas.DataFrame
        Russian acts: `name`, `day` and `when` (the day as precise as it is known), in the order of the days.
    opened, closed : pandas.Timestamp
        Days between which transit ran.
    """
    figure, axes = canvas(4.3)
    axes.axvspan(
        on_year_axis(opened), on_year_axis(closed), color=colours.of("contact"), alpha=0.35, lw=0, zorder=0
    )
    axes.bar(by_year.index, by_year["hostile"], width=0.8, color=colours.of("USA"), label="in action")
    axes.bar(
        by_year.index,
        by_year["other"],
        bottom=by_year["hostile"],
        width=0.8,
        color=colours.of("FRA"),
        label="otherwise",
    )
    top = by_year.sum(axis=1).max()
    for step, act in enumerate(acts.itertuples()):
        when, height = on_year_axis(act.day), top * (1.09 + 0.085 * (len(acts) - step - 1))
        axes.plot([when, when], [0, height], color=colours.of("RUS"), linewidth=0.8, zorder=0.5)
        axes.annotate(
            act.name,
            (when, height),
            xytext=(3 if when < 2012 else -3, 0),
            textcoords="offset points",
            ha="left" if when < 2012 else "right",
            va="center",
            size=9.5,
            color=colours.of("RUS"),
            path_effects=maps.HALO,
        )
    axes.set_ylim(0, top * (1.12 + 0.085 * len(acts)))
    axes.set_xlim(by_year.index[0] - 0.8, by_year.index[-1] + 0.8)
    axes.set_xticks(range(by_year.index[0] - by_year.index[0] % -5, by_year.index[-1] + 1, 5))
    axes.legend(
        loc="upper right", bbox_to_anchor=(1, 0.6), handlelength=1, title="US deaths", alignment="left"
    )
    total = by_year.to_numpy().sum()
    title = (
        f"{words.percent(share)} of the US service members who died in Afghanistan died while Russia "
        "let NATO's supplies through"
    )
    heading(figure, title, "US service members who died in Afghanistan by year (count); red: acts of Russia")
    worst = by_year.sum(axis=1).idxmax()
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Shaded: transit of supplies by rail, from the first train on {words.date(opened)} to "
        f"{words.date(closed)}; it had been agreed in April 2008. "
        "US service members only, not the whole coalition and no Afghans. That "
        "both happened in the same years does not make one the cause of the other; it shows what Moscow allowed "
        "while its rival was most exposed.",
        alt=f"Bars, {words.years(by_year.index[0], by_year.index[-1])}: {words.count(total)} deaths, "
        f"{words.count(by_year['hostile'].sum())} of them in action; the highest year is {worst} with "
        f"{words.count(by_year.loc[worst].sum())}. Russian transit ran from {words.date(opened)} to "
        f"{words.date(closed)}, with {words.percent(share)} of the deaths. "
        "Marked: " + "; ".join(f"{act.name}, {act.when}" for act in acts.itertuples()) + ".",
        data=pd.concat(
            [
                by_year.reset_index().rename(
                    columns={"hostile": "deaths_in_action", "other": "deaths_otherwise"}
                ),
                pd.DataFrame(
                    {"year": acts["day"].dt.year, "act_of_russia": acts["name"], "date": acts["when"]}
                ),
            ],
            ignore_index=True,
        ),
        tables=("conflict/us_deaths", "evidence/timeline"),
    )
