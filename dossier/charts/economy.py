"""Figures of trade and money: two ledgers, shares, buyers, reported figures, finance, aid, rents, order of steps."""

from __future__ import annotations

import math
import textwrap

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.ticker import PercentFormatter

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import above_bars, dashed, whole_numbers
from dossier.charts.style import GRID, INK, MUTED, canvas, heading, label_line

ELSEWHERE = "Goods that pass through Kazakhstan and Uzbekistan are booked there."
#: How each side of the ledger is drawn.
SIDES = {"importer": ("importer's side", "-"), "exporter": ("exporter's side, every fourth year", "none")}


def two_ledgers(ledgers: pd.DataFrame, outreach: int) -> Exhibit:
    """Two panels of trade between Russia and Afghanistan, each side of the ledger in its own marks.

    Parameters
    ----------
    ledgers : pandas.DataFrame
        As `indicators.trade.two_ledgers` returns it.
    outreach : int
        Year to which accounts of moderate certainty date the renewed channel.
    """
    figure, panels = canvas(5.6, 2, 1, sharex=True)
    sales = {"RUS": "Russia to Afghanistan", "AFG": "Afghanistan to Russia"}
    for axes, (seller, name) in zip(panels, sales.items(), strict=True):
        rows = ledgers[ledgers["seller"].eq(seller)]
        own, other = (rows[rows["side"].eq(side)] for side in ("importer", "exporter"))
        axes.plot(own["year"], own["usd_million"], color=colours.of(seller))
        axes.plot(
            other["year"],
            other["usd_million"],
            "D",
            ms=6,
            mfc="white",
            mec=colours.of(seller),
            mew=1.6,
            clip_on=False,
        )
        axes.axvline(outreach, color=MUTED, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.set_title(name)
        axes.set_ylim(0, None)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.margins(y=0.12)
    panels[0].annotate(
        "earliest account of a\nrenewed channel",
        (outreach, 0.5),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        va="top",
        size=9.5,
        color=MUTED,
    )
    panels[0].text(
        1993,
        700,
        "line: importer's side\ndiamonds: exporter's side,\nevery fourth year",
        size=9.5,
        va="center",
    )
    panels[1].set_xlim(1991.3, 2017.4)
    sold = ledgers[ledgers["seller"].eq("RUS")].set_index(["side", "year"])["usd_million"]
    bought = ledgers[ledgers["seller"].eq("AFG") & (ledgers["year"] >= 2008)]
    low = sold["exporter", 2012], sold["exporter", 2016]
    title = (
        "Russia's sales rose before the outreach; by its own count they fell to "
        f"{words.count(low[1])} million dollars by 2016"
    )
    heading(
        figure, title, "Trade in goods, million current US dollars; the two panels have scales of their own"
    )
    top = sold["importer"].idxmax()
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each side of the ledger is drawn by itself and never joined to the other. The "
        "importer's side "
        "(Correlates of War) ends in 2014; the exporter's side (as reported to UN Comtrade) is at "
        "hand for every "
        f"fourth year to 2016. In 2012 they differ by {words.count(sold['importer', 2012] - low[0])} "
        "million for "
        "Russia's sales. Afghanistan reported no exports before 2008. The early peak of Afghan sales, "
        "in 1993, "
        f"stands in one ledger alone. {ELSEWHERE}",
        alt="Two panels, 1992 to 2016. Russia to Afghanistan, importer's side: "
        f"{words.count(sold['importer', 2002])} "
        f"million in 2002, {words.count(sold['importer', 2008])} in 2008, "
        f"{words.count(sold['importer', 2012])} in 2012, "
        f"{words.count(sold['importer', 2014])} in 2014, highest in {top}; exporter's side: "
        f"{words.count(low[0])} in 2012 and "
        f"{words.count(low[1])} in 2016. Afghanistan to Russia since 2008: at most "
        f"{words.count(bought['usd_million'].max())} million in any year on either side.",
        data=ledgers,
        tables=("economy/trade_cow", "economy/exports"),
    )


@figure("r4-trade-to-2021", reads=("economy/trade_imf",))
def trade_to_2021(trade: pd.DataFrame, outreach: int) -> Drawn:
    """Two panels of bars: what Russia reported of its sales to Afghanistan, and of its purchases.

    Parameters
    ----------
    trade : pandas.DataFrame
        As `indicators.trade.both_ways` returns it for Russia and Afghanistan.
    outreach : int
        Year that the title starts from; a line is drawn before its bar.
    """
    picture, panels = canvas(5.6, 2, 1, sharex=True)
    drawn = (
        ("sold_usd_million", "Russia to Afghanistan", "RUS"),
        ("bought_usd_million", "Afghanistan to Russia", "AFG"),
    )
    known, guessed = trade[~trade["estimated"]], trade[trade["estimated"]]
    for axes, (column, name, whose) in zip(panels, drawn, strict=True):
        colour = colours.of(whose)
        axes.bar(known["year"], known[column], 0.72, color=colour)
        axes.bar(guessed["year"], guessed[column], 0.72, color="white", edgecolor=colour, hatch="////", lw=1)
        above_bars(axes, trade["year"], trade[column], trade[column].map(words.count), size=9)
        dashed(axes, outreach - 0.5)
        axes.set_title(name)
        whole_numbers(axes.yaxis)
        axes.margins(y=0.14)
        axes.set_xticks(trade["year"])
    by_year = known.set_index("year")
    sold = by_year["sold_usd_million"]
    return Drawn(
        picture,
        data=trade.round({"share_of_suppliers": 4}),
        facts={
            "sold": sold,
            "bought": by_year["bought_usd_million"],
            "share": by_year["share_of_suppliers"],
            "first": sold.index.min(),
            "last": sold.index.max(),
            "most": sold.idxmax(),
            "end": trade["year"].max(),
            "outreach": outreach,
        },
        holds=sold.iloc[-1] < sold[outreach],
    )


def shares_of_each_other(in_afghan: pd.DataFrame, in_russian: pd.DataFrame, size: float) -> Exhibit:
    """Two panels: Moscow's share in Afghanistan's trade, and Afghanistan's in Moscow's.

    Parameters
    ----------
    in_afghan, in_russian : pandas.DataFrame
        As `indicators.trade.share_in_trade` returns them.
    size : float
        Share under which the rule calls a market too small.
    """
    figure, panels = canvas(5.8, 2, 1, sharex=True)
    drawn = (
        ("Moscow's share in Afghanistan's trade", in_afghan, "RUS"),
        ("Afghanistan's share in Moscow's trade", in_russian, "AFG"),
    )
    for axes, (name, shares, whose) in zip(panels, drawn, strict=True):
        years = range(int(shares.index.min()), int(shares.index.max()) + 1)
        whole = shares["share"].reindex(years)
        soviet = whole.where(whole.index <= 1991), whole.where(whole.index > 1991)
        colour = colours.of(whose)
        axes.plot(soviet[0].index, soviet[0], color=colour, linestyle="-", alpha=0.6, marker="o", ms=2.5)
        axes.plot(soviet[1].index, soviet[1], color=colour)
        axes.axvspan(1981.5, 1991.5, color=GRID, alpha=0.7, linewidth=0)
        axes.set_title(name)
        axes.set_ylim(0, None)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0 if whose == "RUS" else 1))
    panels[0].text(1986.5, 0.06, "no figures\n1982-91", ha="center", size=9.5, color=MUTED)
    panels[1].axhline(size, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    panels[1].annotate(
        "line of the rule", (2014.5, size), xytext=(0, 3), textcoords="offset points", ha="right", size=9.5
    )
    last = int(in_russian.index.max())
    theirs, ours = in_afghan.loc[last, "share"], in_russian.loc[last, "share"]
    title = (
        f"Russia mattered to Afghan trade (at most {words.percent(theirs)} in {last}); Afghanistan did not "
        f"to Russia's ({words.percent(ours, 2)})"
    )
    heading(
        figure,
        title,
        "Share in imports and exports together, importer's side; Soviet Union up to 1981, Russia since 1992",
    )
    top = in_russian.loc[1992:, "share"]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The scales differ: the share above is about {words.count(theirs / ours)} times the "
        f"one below in {last}. Soviet trade reached the line of the rule; Russian trade since 1994 never has. "
        "The source codes Soviet-Afghan trade of 1982 to "
        "1991 as nought; it was large, and the years are left blank here. Single years without a "
        "figure break the "
        "line too. Moscow's share above is too large: the ledger has noughts for Afghan imports from Iran and no "
        "row for Uzbekistan. The peaks of 1955 and 1993 are in no other table. The series of Correlates of War ends "
        "in 2014.",
        alt=f"Two lines, 1955 to {last}, with a gap from 1982 to 1991. Moscow's share in Afghan trade was "
        f"{words.percent(in_afghan.loc[1980, 'share'])} in 1980, "
        f"{words.percent(in_afghan.loc[2002, 'share'])} in 2002 and "
        f"{words.percent(theirs)} in {last}. Afghanistan's share in Russia's trade since 1994 was at most "
        f"{words.percent(top.loc[1994:].max(), 2)}, in {top.loc[1994:].idxmax()}; the line of the rule is "
        f"{words.percent(size, 1)}.",
        data=pd.concat(
            [
                in_afghan.assign(state="AFG", partner="Moscow"),
                in_russian.assign(state="Moscow", partner="AFG"),
            ]
        ).reset_index()[["state", "partner", "year", "partner_usd_million", "all_usd_million", "share"]],
        tables=("economy/trade_cow",),
    )


def ranks(afghan: pd.DataFrame, russian: pd.DataFrame) -> Exhibit:
    """Ranks of the two states among each other's partners, on one axis.

    Parameters
    ----------
    afghan : pandas.DataFrame
        Rank of Russia among Afghanistan's partners (`indicators.trade.rank_of_partner`).
    russian : pandas.DataFrame
        Rank of Afghanistan among Russia's.
    """
    figure, axes = canvas(4.2)
    for rows, colour, name in (
        (afghan, "RUS", "Russia among\nAfghanistan's partners"),
        (russian, "AFG", "Afghanistan among\nRussia's partners"),
    ):
        axes.plot(rows.index, rows["rank"], color=colours.of(colour))
        label_line(axes, rows.index[-1], rows["rank"].iloc[-1], name, colours.of(colour))
    axes.set_ylim(max(russian["rank"].max(), afghan["rank"].max()) + 5, -3)
    axes.set_yticks([1, 20, 40, 60, 80, 100, 120])
    axes.set_xlim(1992, 2022.5)
    axes.set_xticks(range(1995, 2015, 5))
    last = int(afghan.index[-1])
    title = (
        f"In {last} Russia was Afghanistan's partner number {afghan['rank'].iloc[-1]} in a ledger that lacks Iran; "
        f"Afghanistan was Russia's number {russian['rank'].iloc[-1]}"
    )
    heading(figure, title, "Rank by imports and exports together, importer's side; first place on top")
    best = int(russian["rank"].idxmin())
    return Exhibit(
        figure=figure,
        title=title,
        caption="A rank depends on the other partners as well as on the trade itself. Partners with "
        "any recorded "
        f"trade in {last}: {words.count(russian['partners'].iloc[-1])} of Russia's, "
        f"{words.count(afghan['partners'].iloc[-1])} "
        f"of Afghanistan's. Russia's rank there is too good: the ledger has noughts for Afghan imports from Iran, "
        f"where the sellers' side has large sales, and no row for Uzbekistan. {ELSEWHERE}",
        alt=f"Two lines of ranks, 1992 to {last}. Russia among Afghanistan's partners: "
        f"{afghan.loc[2002, 'rank']} in 2002, "
        f"{afghan.loc[2008, 'rank']} in 2008, {afghan['rank'].iloc[-1]} in {last}. Afghanistan among "
        "Russia's: "
        f"{russian.loc[2002, 'rank']} in 2002, {russian.loc[2008, 'rank']} in 2008, "
        f"{russian['rank'].iloc[-1]} in {last}; best in "
        f"{best} with {russian.loc[best, 'rank']}.",
        data=pd.concat(
            [afghan.assign(state="AFG", partner="RUS"), russian.assign(state="RUS", partner="AFG")]
        ).reset_index(),
        tables=("economy/trade_cow",),
    )


#: Names of releases as panels write them.
RELEASES = {
    "HS17 V202301": "2020, release V202301",
    "HS17, release not stated": "2020, release not stated",
    "HS92 V202301": "2021, release V202301",
}


def buyers(rows: pd.DataFrame) -> Exhibit:
    """One panel a release: the largest buyers of Afghan exports, gold apart, and Russia.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `indicators.trade.buyers` returns it.
    """
    releases = [name for name in RELEASES if name in set(rows["release"])]
    figure, panels = canvas(7.0, len(releases), 1, sharex=True)
    for axes, release in zip(panels, releases, strict=True):
        part = rows[rows["release"].eq(release)].reset_index(drop=True)
        names = [f"{entities.name(row.buyer)} ({row.rank})" for row in part.itertuples()]
        other = part["usd_million"] - part["gold_usd_million"]
        axes.barh(
            names, other, color=[colours.of(code) if code == "RUS" else MUTED for code in part["buyer"]]
        )
        axes.barh(names, part["gold_usd_million"], left=other, color="#d9b13b")
        for place, value in enumerate(part["usd_million"]):
            axes.annotate(
                words.decimal(value),
                (value, place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=9.5,
            )
        axes.invert_yaxis()
        axes.tick_params(axis="y", labelsize=9.5)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
        axes.set_title(
            f"{RELEASES[release]}: {words.count(part['total_usd_million'].iloc[0])} million in all"
        )
    panels[-1].margins(x=0.1)
    russian = rows[rows["buyer"].eq("RUS")].set_index("release")
    largest = rows.loc[rows["gold_usd_million"].idxmax()]
    span = (russian["usd_million"] / russian["total_usd_million"]).agg(["min", "max"])
    title = (
        f"Russia bought {words.percent(span['min'], 1)} to {words.percent(span['max'], 1)} of what "
        "Afghanistan sold in 2020 and 2021"
    )
    heading(
        figure, title, "Afghan exports by buyer, million current US dollars; rank in brackets; gold in yellow"
    )
    told = [
        f"{RELEASES[name]} {words.decimal(row['usd_million'])} million, rank {row['rank']} of {row['buyers']}"
        for name, row in russian.iterrows()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Three releases, each by itself: the two of 2020 differ because one of them books "
        f"{words.count(largest['gold_usd_million'])} million of gold to the United Arab Emirates, "
        "probably from the buyer's "
        "books. They are not added or averaged. What leaves by smuggling is in none of them.",
        alt=f"Bars of Afghan exports by buyer in three releases. Russia: {words.listing(told)}. "
        "Largest buyers: "
        + words.listing(
            [
                f"{RELEASES[row.release]} {entities.name(row.buyer)} {words.count(row.usd_million)} million"
                for row in rows[rows["rank"].eq(1)].itertuples()
            ]
        )
        + ".",
        data=rows,
        tables=("economy/afghan_exports",),
    )


def sold_to_russia(rows: pd.DataFrame, names: dict[str, str]) -> Exhibit:
    """Grouped bars of Afghan exports to Russia by product, releases apart.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `indicators.trade.products_sold` returns it.
    names : dict
        Product code to name; all other products are summed.
    """
    part = rows.assign(name=rows["product"].map(names).fillna("All other products"))
    wide = part.pivot_table(
        index="name", columns="release", values="value_usd_thousand", aggfunc="sum"
    ).fillna(0)
    wide = wide.loc[[*[name for name in names.values() if name in wide.index], "All other products"]]
    figure, axes = canvas(3.9)
    shades = dict(zip(RELEASES, ("#c8372d", "#e7a39c", "#8a1f17"), strict=True))
    for step, release in enumerate(RELEASES):
        at = [place + 0.26 * (step - 1) for place in range(len(wide))]
        axes.barh(at, wide[release], height=0.24, color=shades[release], label=RELEASES[release])
        for place, value in zip(at, wide[release], strict=True):
            axes.annotate(
                words.count(value) if value >= 1 or value == 0 else "under 1",
                (value, place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=9.5,
            )
    axes.set_yticks(range(len(wide)), wide.index)
    axes.invert_yaxis()
    axes.legend(loc="lower right")
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.margins(x=0.12)
    raisins = rows[rows["product"].eq("080620")].set_index("release")["share"]
    mineral = rows[rows["mineral"]].groupby("release")["value_usd_thousand"].sum()
    title = f"What Afghanistan sold Russia was raisins: {words.percent(raisins.min())} or more of the value"
    heading(figure, title, "Afghan exports to Russia by product, thousand current US dollars")
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each release by itself. Minerals, ores, fuels, stones and metals together come to at most "
        f"{words.decimal(mineral.max() if len(mineral) else 0.0)} thousand dollars in any release. "
        "What Russia sold is not in "
        "this table: no table at hand gives Russian sales by product.",
        alt="Bars by product. Raisins: "
        + words.listing(
            [
                f"{RELEASES[name]} "
                f"{words.count(1000 * share * rows[rows['release'].eq(name)]['value_usd_thousand'].sum() / 1000)} "
                f"thousand dollars, {words.percent(share)}"
                for name, share in raisins.items()
            ]
        )
        + ".",
        data=rows,
        tables=("economy/afghan_exports",),
    )


def reported_since(ledgers: pd.DataFrame, reported: pd.DataFrame, exports_2020s: pd.DataFrame) -> Exhibit:
    """Reported trade figures as separate points, with the last years of the two ledgers for scale.

    Parameters
    ----------
    ledgers : pandas.DataFrame
        As `indicators.trade.two_ledgers` returns it.
    reported : pandas.DataFrame
        `evidence/reported_figures`.
    exports_2020s : pandas.DataFrame
        Rows of Russia of `indicators.trade.buyers`.
    """
    figure, axes = canvas(4.5)
    sums = ledgers.groupby(["side", "year"])["usd_million"].sum()
    own = sums["importer"].loc[2002:]
    axes.plot(own.index, own, color=MUTED)
    axes.plot(
        sums["exporter"].loc[2004:].index,
        sums["exporter"].loc[2004:],
        "D",
        ms=6,
        mfc="white",
        mec=MUTED,
        mew=1.6,
    )
    flows = reported[reported["subject"].eq("trade with Russia")].assign(
        year=lambda rows: rows["date"].str[:4].astype(int) + rows["date"].str[5:7].astype(int) / 12
    )
    for row in flows.itertuples():
        look = {"low": "none", "moderate": colours.of("RUS")}[row.certainty]
        axes.plot(row.year, row.low, "o", ms=9, mfc=look, mec=colours.of("RUS"), mew=1.6)
        whole = (
            f"{words.count(row.low)} in {row.months} months, {words.count(row.low * 12 / row.months)} a year"
            if row.months < 12
            else f"over {words.count(row.low)}, a year"
        )
        axes.annotate(
            f"{row.speaker}:\n{whole}",
            (row.year, row.low),
            xytext=(-9, 8 if row.months == 12 else 14),
            textcoords="offset points",
            ha="right",
            va="center",
            size=9.5,
            color=colours.of("RUS"),
        )
    sold = exports_2020s.groupby("year")["usd_million"].max()
    axes.plot(sold.index, sold, "^", ms=6, color=colours.of("AFG"), clip_on=False)
    axes.annotate(
        "Afghan sales alone",
        (sold.index[-1], sold.iloc[-1]),
        xytext=(0, 12),
        textcoords="offset points",
        ha="center",
        size=9.5,
        color=colours.of("AFG"),
    )
    axes.text(
        2003, 900, "grey line: importer's side\ndiamonds: exporter's side", size=9.5, color=MUTED, va="top"
    )
    axes.set_ylim(0, 1300)
    axes.set_xlim(2001.5, 2026)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    rows = flows.set_index("certainty")
    ratio = rows.loc["low", "low"] / (rows.loc["moderate", "low"] * 12 / rows.loc["moderate", "months"])
    title = (
        f"Figures for trade since 2022 differ by a factor of {words.decimal(ratio)} at a yearly rate, and none "
        "is a customs figure"
    )
    heading(
        figure, title, "Trade between Russia and Afghanistan, both directions, million current US dollars"
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Red points are figures that somebody gave to the press; filled where certainty is "
        "moderate, hollow "
        "where it is low. They are not customs data, count other things than the two ledgers, and are "
        "joined to "
        "nothing. The ministry's figure covers eight months and is drawn as reported. Between 2017 "
        "and 2021 no table "
        "at hand has Russian sales: the gap is ours, not a pause in trade.",
        alt=f"Importer's side to 2014, {words.count(own.iloc[-1])} million in the last year; "
        "exporter's side to 2016, "
        f"{words.count(sums['exporter'].loc[2016])} million. Since then: a promoter, over "
        f"{words.count(rows.loc['low', 'low'])} "
        f"million (2024); the Taliban ministry, {words.count(rows.loc['moderate', 'low'])} million in "
        f"{rows.loc['moderate', 'months']} months (2025); Afghan sales alone "
        f"{words.decimal(sold.iloc[-1])} million in {sold.index[-1]}.",
        data=pd.concat(
            [
                sums.rename("usd_million").reset_index(),
                flows[["date", "speaker", "low", "months", "certainty"]].rename(
                    columns={"low": "usd_million"}
                ),
                sold.reset_index().assign(side="Afghan sales"),
            ]
        ),
        tables=(
            "economy/trade_cow",
            "economy/exports",
            "economy/afghan_exports",
            "evidence/reported_figures",
        ),
    )


def china_finance(
    finance: pd.DataFrame, sectors: pd.DataFrame, years: tuple[int, int], project_years: tuple[int, int]
) -> Exhibit:
    """Chinese official finance by recipient in the region, and by sector in Afghanistan.

    Parameters
    ----------
    finance : pandas.DataFrame
        As `indicators.money.finance_by_recipient` returns it.
    sectors : pandas.DataFrame
        As `indicators.money.sectors_of` returns it, for Afghanistan.
    years : tuple of int
        First and last year of commitments.
    project_years : tuple of int
        First and last year of the projects in Afghanistan.
    """
    figure, (left, right) = canvas(4.4, 1, 2, width_ratios=(1, 0.8))
    names = [entities.name(code) for code in finance.index]
    left.barh(
        names,
        finance["all"],
        color=[colours.of("CHN") if code == "AFG" else "#ecd3a0" for code in finance.index],
    )
    for place, value in enumerate(finance["all"]):
        left.annotate(
            words.decimal(value),
            (value, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    left.set_title("Billion dollars of 2021")
    shown = sectors.head(7)
    labels = ["\n".join(textwrap.wrap(name.capitalize(), 20)) for name in shown.index]
    right.barh(labels, shown["projects"], color=colours.of("CHN"))
    for place, value in enumerate(shown["projects"]):
        right.annotate(
            words.count(value),
            (value, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    right.set_title("Afghan projects")
    for axes in (left, right):
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        axes.margins(x=0.18)
        axes.tick_params(axis="y", labelsize=9.5)
    own, top = finance.loc["AFG", "all"], finance.iloc[0]
    title = (
        f"China's official money went elsewhere: {entities.name(finance.index[0])} got "
        f"{words.count(top['all'] / own)} times what Afghanistan got"
    )
    heading(
        figure,
        title,
        f"Chinese official commitments, {words.years(*years)}, and sectors of projects in Afghanistan "
        "with the most money",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Official finance only: what state mining and oil firms put into a mine or a field "
        "with their own money "
        "is not counted, so that the copper contract of 2008 has no line here. The right panel counts projects of "
        f"{words.years(*project_years)} in the {words.spelled(len(shown))} sectors with the most money, "
        f"{words.count(shown['projects'].sum())} of {words.count(sectors['projects'].sum())} projects, "
        "ordered by money; some have no amount.",
        alt="Bars, in US dollars of 2021: "
        + words.listing(
            [
                f"{entities.name(code)} {words.decimal(value)} billion"
                for code, value in finance["all"].items()
            ]
        )
        + ". Projects in Afghanistan: "
        + words.listing([f"{name.lower()} {words.count(value)}" for name, value in shown["projects"].items()])
        + ".",
        data=pd.concat(
            [
                finance.reset_index().assign(panel="finance"),
                shown.reset_index().assign(panel="sectors", recipient="AFG"),
            ]
        ),
        tables=("economy/china_finance", "economy/china_projects"),
    )


def aid(by_donor: pd.DataFrame, named: list[str]) -> Exhibit:
    """Panels of net aid to Afghanistan by donor on scales of their own, missing years left blank.

    Parameters
    ----------
    by_donor : pandas.DataFrame
        As `indicators.money.aid_by_donor` returns it.
    named : list of str
        Donors to draw, one panel each, all donors first.
    """
    figure, panels = canvas(7.2, len(named) + 1, 1, sharex=True)
    for axes, donor in zip(panels, ["all", *named], strict=True):
        values = by_donor[donor]
        colour = MUTED if donor == "all" else colours.of(donor)
        axes.bar(values.index, values, color=colour, width=0.8)
        blank = values.index[values.isna()]
        if len(blank):
            axes.plot(blank, [0] * len(blank), "x", color=MUTED, ms=5, clip_on=False, zorder=5)
        axes.set_title("All official donors" if donor == "all" else entities.name(donor))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.yaxis.get_major_locator().set_params(nbins=3)
    panels[-1].set_xticks(range(int(by_donor.index[0]), int(by_donor.index[-1]) + 1, 3))
    russia, usa = by_donor["RUS"].dropna(), by_donor["USA"]
    whole = by_donor.loc[russia.index, "all"].sum()
    title = (
        f"Russia's reported aid to Afghanistan is {words.percent(russia.sum() / whole, 2)} of all, "
        f"America's {words.percent(usa.loc[russia.index].sum() / whole)}"
    )
    heading(
        figure,
        title,
        "Net official development assistance, million current US dollars; each panel has its own "
        "scale; × is no report",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Shares are those of the {words.count(len(russia))} years in which Russia reported "
        "aid to Afghanistan. Russia reported nothing before 2010 "
        "and, by recipient, not for 2010; China and India report nothing to this source at all. "
        "Goods in kind may be booked elsewhere or not at all. A blank is not nought.",
        alt=f"Bars, {words.years(int(by_donor.index[0]), int(by_donor.index[-1]))}. Russia: "
        + words.listing([f"{year} {words.decimal(value, 2)} million" for year, value in russia.items()])
        + f". United States: highest in {usa.idxmax()} with {words.count(usa.max())} million. All "
        f"donors: highest {words.count(by_donor['all'].max())} million.",
        data=by_donor.reset_index(),
        tables=("economy/aid",),
    )


def rents(shares: pd.DataFrame) -> Exhibit:
    """Aid, all resource rents and mineral rents as shares of Afghan output.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `indicators.money.rents_and_aid` returns it.
    """
    figure, (above, below) = canvas(5.0, 2, 1, sharex=True, height_ratios=(1.3, 1))
    above.plot(shares.index, shares["aid"], color=MUTED)
    label_line(above, shares.index[-1], shares["aid"].iloc[-1], "Aid", MUTED)
    above.set_ylim(0, None)
    above.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    below.plot(shares.index, shares["rents"], color="#8c6d46")
    below.plot(shares.index, shares["mineral_rents"], color=INK)
    label_line(below, shares.index[-1], shares["rents"].iloc[-1], "All resource\nrents", "#8c6d46")
    label_line(below, shares.index[-1], shares["mineral_rents"].iloc[-1], "Minerals", INK, xytext=(5, 5))
    below.set_ylim(0, None)
    below.set_yticks([0, 0.005, 0.01])
    below.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    below.set_xlim(shares.index[0] - 0.5, shares.index[-1] + 3.4)
    below.set_xticks(range(int(shares.index[0]), int(shares.index[-1]) + 1, 4))
    top = shares["mineral_rents"].max()
    title = (
        f"Recorded minerals earned at most {words.percent(top, 3)} of Afghan output in any year; "
        f"aid came to {words.percent(shares['aid'].min())} or more"
    )
    heading(figure, title, "Share of Afghan gross domestic product; the lower panel has a scale of its own")
    return Exhibit(
        figure=figure,
        title=title,
        caption="A rent is the value of what is taken out, less the cost of taking it. The World Bank "
        "counts ten metals and minerals where output is recorded. Talc, lapis and chromite, of which armed groups "
        "took a part, are not among them, recorded or not. Aid is net official "
        "development assistance over output.",
        alt=f"Lines, {words.years(int(shares.index[0]), int(shares.index[-1]))}. Mineral rents: "
        f"highest {words.percent(top, 3)} of output, in "
        f"{shares['mineral_rents'].idxmax()}. All resource rents: "
        f"{words.percent(shares['rents'].min(), 1)} to {words.percent(shares['rents'].max(), 1)}. "
        f"Aid: {words.percent(shares['aid'].min())} to {words.percent(shares['aid'].max())}.",
        data=shares.reset_index(),
        tables=("economy/afghan_rents", "economy/gdp"),
    )


#: Short names of events, by their id in the timeline.
STEP_NAMES = {
    "V026": "US survey: oil and gas, undiscovered",
    "V027": "US survey: minerals",
    "V029": "China: copper contract, Mes Aynak",
    "V030": "Press: nearly a trillion dollars",
    "V143": "China: first Amu Darya oil contract",
    "V145": "Emirates, Turkey: oil and gas contracts",
    "V065": "Taliban offer to guard projects",
    "V103": "Russia: fuel and wheat, provisional deal",
    "V104": "China: second Amu Darya oil contract",
    "V109": "Promoter: trade above a billion",
    "V114": "Ministry: trade figure",
    "V116": "Russia: offers in Kazan",
    "V150": "Russia: oil contract announced, Inteco",
}


def order_of_steps(steps: pd.DataFrame, political: pd.DataFrame, years: float) -> Exhibit:
    """Economic events by actor over the political acts between Russia and the Taliban.

    Parameters
    ----------
    steps : pandas.DataFrame
        Economic events of the timeline with their intervals.
    political : pandas.DataFrame
        Acts as `indicators.timeline.acts` returns them, since the renewal.
    years : float
        Years between the first political act and the first Russian deal, at the least.
    """
    figure, axes = canvas(5.2)
    for row in political.itertuples():
        middle = row.earliest + (row.latest - row.earliest) / 2
        axes.plot(
            middle,
            -1,
            "|",
            ms=12,
            mew=1.6,
            color=colours.of({"O1": "contact", "O2": "legitimation"}[row.outcome]),
        )
    for place, row in enumerate(steps.itertuples()):
        colour = (
            colours.of("RUS")
            if "Russia" in row.actors
            else colours.of("CHN")
            if "China" in row.actors
            else MUTED
        )
        axes.plot(
            [row.earliest, row.latest], [place, place], color=colour, linewidth=4, solid_capstyle="round"
        )
        axes.plot(
            row.earliest + (row.latest - row.earliest) / 2,
            place,
            "o",
            ms=6,
            color=colour,
            mfc=colour if row.certainty != "low" else "white",
        )
        late = row.earliest.year >= 2015
        axes.annotate(
            STEP_NAMES[row.event_id],
            (row.earliest if late else row.latest, place),
            xytext=(-7 if late else 7, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="center",
            size=9.5,
            color=colour,
        )
    axes.annotate(
        "Russia's political acts towards the Taliban",
        (pd.Timestamp("2005-06-01"), -1.7),
        va="center",
        size=9.5,
        color=colours.of("RUS"),
    )
    axes.set_ylim(len(steps) - 0.4, -2.3)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set_xlim(pd.Timestamp("2005-01-01"), pd.Timestamp("2026-06-01"))
    axes.xaxis.set_major_locator(YearLocator(3))
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.spines["left"].set_visible(False)
    title = (
        f"Russia's first deal on record with the Taliban came {words.count(math.floor(years))} years or more "
        "after contact was renewed"
    )
    heading(
        figure,
        title,
        "Dated economic events and political acts, 2006-2025; red: with Russia, orange: with China",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Ticks on top are contacts (faint) and acts of legitimation (strong) of moderate or high "
        "certainty; an account that names only a year or years "
        "stands in their middle. A hollow mark is a figure of low certainty. The list is kept by hand: "
        "a deal that was not reported, or not found, is not on it.",
        alt="Events in order: "
        + "; ".join(f"{words.moment(row.date[:7])}, {STEP_NAMES[row.event_id]}" for row in steps.itertuples())
        + f". Political acts since the renewal: {words.count(len(political))}.",
        data=pd.concat([political.assign(kind="political"), steps.assign(kind="economic")])[
            ["kind", "event_id", "outcome", "earliest", "latest", "event", "certainty", "source_key"]
        ],
        tables=("evidence/timeline",),
    )
