"""Figures of trade and money: two ledgers, shares, buyers, reported figures, finance, aid, rents, order of steps."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, calendar_years, dashed, whole_numbers, write
from dossier.charts.style import GRID, INK, MUTED, canvas, is_narrow
from dossier.charts.timeline import OUTCOMES


@figure("r4-trade-two-ledgers", reads=("economy/trade_cow", "economy/exports"))
def two_ledgers(ledgers: pd.DataFrame, outreach: int) -> Drawn:
    """Two panels of trade between Russia and Afghanistan, each side of the ledger in its own marks.

    Parameters
    ----------
    ledgers : pandas.DataFrame
        As `indicators.trade.two_ledgers` returns it.
    outreach : int
        Year to which accounts of moderate certainty date the renewed channel.
    """
    picture, panels = canvas(5.6, 2, 1, sharex=True)
    traded = ledgers.set_index(["seller", "side", "year"])["usd_million"]
    sales = {"RUS": "Russia to Afghanistan", "AFG": "Afghanistan to Russia"}
    for axes, (seller, name) in zip(panels, sales.items(), strict=True):
        colour = colours.of(seller)
        axes.plot(traded[seller, "importer"], color=colour)
        _diamonds(axes, traded[seller, "exporter"], colour, clip_on=False)
        dashed(axes, outreach)
        axes.set_title(name)
        axes.set_ylim(0, None)
        whole_numbers(axes.yaxis)
        axes.margins(y=0.12)
    account = "earliest account of a\nrenewed channel"
    # On a phone there is room only left of the lower panel's line.
    axes, by, side = (panels[1], -4, "right") if is_narrow() else (panels[0], 4, "left")
    look = {"xycoords": ("data", "axes fraction"), "va": "top", "ha": side, "color": MUTED}
    write(axes, account, (outreach, 0.5), (by, 0), **look)
    key = "line: importer's side\ndiamonds: exporter's side,\nevery fourth year"
    panels[0].text(1993, 700, key, size=SMALL, va="center")
    panels[1].set_xlim(1991.3, 2017.4)
    sold, bought = traded["RUS"], traded["AFG"]
    before = sold["importer"].loc[: outreach - 1]
    return Drawn(
        picture,
        data=ledgers,
        facts={
            "sold": sold,
            "bought": bought[bought.index.get_level_values("year") >= 2008],
            "most": sold["importer"].idxmax(),
        },
        holds=before.iloc[-1] > before.iloc[0] and sold["exporter", 2016] < sold["exporter", 2012],
    )


def _diamonds(axes: Axes, values: pd.Series, colour: str, **look) -> None:
    """Draw the exporter's side, which has every fourth year, as hollow diamonds that no line joins."""
    axes.plot(values, "D", ms=6, mfc="white", mec=colour, mew=1.6, **look)


@figure("r4-trade-shares", reads=("economy/trade_cow",))
def shares_of_each_other(
    in_afghan: pd.DataFrame,
    in_russian: pd.DataFrame,
    of_afghans: pd.DataFrame,
    of_russia: pd.DataFrame,
    size: float,
) -> Drawn:
    """Two panels: Moscow's share in Afghanistan's trade, and Afghanistan's in Moscow's, with the ranks at the end.

    Parameters
    ----------
    in_afghan, in_russian : pandas.DataFrame
        As `indicators.trade.share_in_trade` returns them.
    of_afghans, of_russia : pandas.DataFrame
        Russia's rank among Afghanistan's partners since 1992, and Afghanistan's among Russia's
        (`indicators.trade.rank_of_partner`).
    size : float
        Share under which the rule calls a market too small.
    """
    picture, (above, below) = canvas(5.8, 2, 1, sharex=True)
    moscow, afghanistan = in_afghan["share"], in_russian["share"]
    _share(above, moscow, "RUS", "Moscow's share in Afghanistan's trade", decimals=0)
    _share(below, afghanistan, "AFG", "Afghanistan's share in Moscow's trade", decimals=1)
    above.text(1986.5, 0.06, "no figures\n1982-91", ha="center", size=SMALL, color=MUTED)
    dashed(below, y=size, color=INK)
    write(below, "line of the rule", (2005, size), (0, 3), ha="right")
    last = afghanistan.index.max()
    for axes, share, ranks in ((above, moscow, of_afghans), (below, afghanistan, of_russia)):
        told = f"number {ranks['rank'][last]} of\n{words.count(ranks['partners'][last])} partners"
        write(axes, told, (last + 2, share[last]), (0, 5), ha="right", weight="bold")
    both = (
        in_afghan.join(of_afghans).assign(state="AFG", partner="Moscow"),
        in_russian.join(of_russia).assign(state="Moscow", partner="AFG"),
    )
    columns = [
        "state",
        "partner",
        "year",
        "partner_usd_million",
        "all_usd_million",
        "share",
        "rank",
        "partners",
    ]
    return Drawn(
        picture,
        data=pd.concat(both).reset_index()[columns],
        facts={
            "moscow": moscow,
            "afghanistan": afghanistan,
            "last": last,
            "most": afghanistan.loc[1994:].idxmax(),
            "of_afghans": of_afghans,
            "of_russia": of_russia,
            "size": size,
        },
        holds=afghanistan[last] < size < moscow[last],
    )


def _share(axes: Axes, share: pd.Series, whose: str, name: str, decimals: int) -> None:
    """Draw a state's share as a line, the Soviet Union's fainter, years without a figure blank."""
    whole = share.reindex(range(share.index.min(), share.index.max() + 1))
    soviet, russian = whole.where(whole.index <= 1991), whole.where(whole.index > 1991)
    axes.plot(soviet, color=colours.of(whose), alpha=0.6, marker="o", ms=2.5)
    axes.plot(russian, color=colours.of(whose))
    axes.axvspan(1981.5, 1991.5, color=GRID, alpha=0.7, linewidth=0)
    axes.set_title(name)
    axes.set_ylim(0, None)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=decimals))


@figure(
    "r4-trade-reported-since",
    reads=("economy/trade_cow", "economy/exports", "economy/afghan_exports", "evidence/reported_figures"),
)
def reported_since(ledgers: pd.DataFrame, reported: pd.DataFrame, exports_2020s: pd.DataFrame) -> Drawn:
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
    picture, axes = canvas(4.5)
    traded = ledgers.groupby(["side", "year"])["usd_million"].sum()
    axes.plot(traded["importer"].loc[2002:], color=MUTED)
    _diamonds(axes, traded["exporter"].loc[2004:], MUTED)
    flows = reported[reported["subject"].eq("trade with Russia")].assign(
        year=lambda rows: rows["date"].str[:4].astype(int) + rows["date"].str[5:7].astype(int) / 12
    )
    for row in flows.itertuples():
        _reported(axes, row)
    afghan = exports_2020s.groupby("year")["usd_million"].max()
    last = afghan.index[-1]
    axes.plot(afghan, "^", ms=6, color=colours.of("AFG"), clip_on=False)
    at = (last, afghan[last])
    write(axes, "Afghan sales alone", at, (0, 12), ha="center", color=colours.of("AFG"))
    key = "grey line: importer's side\ndiamonds: exporter's side"
    x, y = (2002, 1270) if is_narrow() else (2003, 900)
    axes.text(x, y, key, size=SMALL, color=MUTED, va="top")
    axes.set_ylim(0, 1300)
    axes.set_xlim(2001.5, 2026)
    whole_numbers(axes.yaxis)
    told = flows.set_index("certainty")
    promoter, ministry = told.loc["low"], told.loc["moderate"]
    factor = promoter["low"] / (ministry["low"] * 12 / ministry["months"])
    kept = flows[["date", "speaker", "low", "months", "certainty"]].rename(columns={"low": "usd_million"})
    drawn = (
        traded.rename("usd_million").reset_index(),
        kept,
        afghan.reset_index().assign(side="Afghan sales"),
    )
    return Drawn(
        picture,
        data=pd.concat(drawn),
        facts={
            "traded": traded,
            "promoter": promoter,
            "ministry": ministry,
            "factor": factor,
            "afghan": afghan,
            "last": last,
        },
        holds=factor > 1
        and flows["year"].min() >= 2022
        and flows["kind"].isin(["promoter", "ministry"]).all(),
    )


def _reported(axes: Axes, row) -> None:
    """Draw a figure that somebody gave, hollow where its certainty is low, and say who gave it."""
    red = colours.of("RUS")
    axes.plot(
        row.year, row.low, "o", ms=9, mfc={"low": "none", "moderate": red}[row.certainty], mec=red, mew=1.6
    )
    if row.months < 12:
        yearly = words.count(row.low * 12 / row.months)
        said = f"{words.count(row.low)} in {row.months} months, {yearly} a year"
        up = 34 if is_narrow() else 14
    else:
        said, up = f"over {words.count(row.low)}, a year", 8
    at = (row.year, row.low)
    write(axes, f"{row.speaker}:\n{said}", at, (-9, up), ha="right", va="center", color=red)


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


@figure("r4-steps-order", reads=("evidence/timeline",))
def order_of_steps(steps: pd.DataFrame, political: pd.DataFrame, years: float) -> Drawn:
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
    picture, axes = canvas(5.2)
    for row in political.itertuples():
        colour = colours.of(OUTCOMES[row.outcome][1])
        axes.plot(_middle(row), -1, "|", ms=12, mew=1.6, color=colour)
    for place, row in enumerate(steps.itertuples()):
        _step(axes, place, row)
    above = "Russia's political acts towards the Taliban"
    write(axes, above, (pd.Timestamp("2005-06-01"), -1.7), va="center", color=colours.of("RUS"))
    axes.set_ylim(len(steps) - 0.4, -2.3)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set_xlim(pd.Timestamp("2005-01-01"), pd.Timestamp("2026-06-01"))
    calendar_years(axes.xaxis, 3)
    axes.spines["left"].set_visible(False)
    with_russia = steps.loc[steps["actors"].str.contains("Russia"), "earliest"]
    passed = with_russia.min() - political["latest"].iloc[0]
    columns = ["kind", "event_id", "outcome", "earliest", "latest", "event", "certainty", "source_key"]
    return Drawn(
        picture,
        data=pd.concat([political.assign(kind="political"), steps.assign(kind="economic")])[columns],
        facts={
            "years": math.floor(years),
            "steps": dict(zip(steps["event_id"], steps["date"].str[:7], strict=True)),
            "names": STEP_NAMES,
            "acts": len(political),
        },
        holds=passed.days / 365.25 >= math.floor(years) > 0,
    )


def _middle(row) -> pd.Timestamp:
    """Return the middle of the days between which an event fell."""
    return row.earliest + (row.latest - row.earliest) / 2


def _step(axes: Axes, place: int, row) -> None:
    """Draw an economic event, red with Russia and orange with China, its name on the side that has room."""
    partners = {"Russia": colours.of("RUS"), "China": colours.of("CHN")}
    colour = next((shade for name, shade in partners.items() if name in row.actors), MUTED)
    axes.plot([row.earliest, row.latest], [place, place], color=colour, linewidth=4, solid_capstyle="round")
    axes.plot(_middle(row), place, "o", ms=6, color=colour, mfc="white" if row.certainty == "low" else colour)
    end, by, side = (row.earliest, -7, "right") if row.earliest.year >= 2015 else (row.latest, 7, "left")
    write(axes, STEP_NAMES[row.event_id], (end, place), (by, 0), ha=side, va="center", color=colour)
