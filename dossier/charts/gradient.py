"""Figures of the gradient: Moscow's acts toward the Taliban by year, beside the war and US troops."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.reach import troop_bars
from dossier.charts.style import GRID, INK, MUTED, canvas
from dossier.charts.timeline import OUTCOMES

#: The measures of the gradient: words, colour, predicted sign (0 for the placebo).
MEASURES = {
    "deaths": ("Deaths in the war", colours.of("taliban"), 1),
    "troops": ("US troops", colours.of("USA"), -1),
    "calendar": ("The calendar alone", MUTED, 0),
}
#: Tables behind the acts by year and what they are compared with.
YEARLY_TABLES = ("evidence/timeline", "conflict/battle_deaths", "conflict/us_troops_yearly")


@figure("r3-acts-war-troops", reads=YEARLY_TABLES)
def acts_and_measures(
    acts: pd.DataFrame, deaths: pd.DataFrame, troops: pd.DataFrame, used: pd.Series, since_takeover: int
) -> Drawn:
    """Three panels by year: Moscow's acts toward the Taliban, deaths in the war, US troops.

    Parameters
    ----------
    acts : pandas.DataFrame
        As `indicators.outreach.acts_by_year` returns it.
    deaths, troops : pandas.DataFrame
        As `indicators.insurgency.war_deaths` and `us_troops` return them.
    used : pandas.Series
        Acts by year in the years that the correlations use.
    since_takeover : int
        Acts of the last year that came after the Taliban took Kabul.
    """
    first, last = acts.index[0], acts.index[-1]
    picture, (top, middle, bottom) = canvas(5.6, rows=3, sharex=True, height_ratios=(1.3, 1, 1))
    _stacked(top, acts)
    _deaths_with_range(middle, deaths / 1000)
    _force(bottom, troops)
    bottom.set_xlim(first - 0.6, last + 0.6)
    before, since = acts.loc[:2014, "both"].sum(), acts.loc[2015:, "both"].sum()
    force = troops["troops"]
    return Drawn(
        picture,
        data=acts.join(deaths.add_prefix("war_deaths_")).join(troops).reset_index(),
        facts={
            "before": before,
            "since": since,
            "first": first,
            "last": last,
            "since_takeover": since_takeover,
            "window": (used.index[0], used.index[-1]),
            "used": used.sum(),
            "acts": [f"{words.count(count)} in {year}" for year, count in acts["both"].items() if count],
            "deaths": deaths["best"],
            "troops": force,
        },
        holds=before == 0
        and since > 0
        and force[2015] < force.max() / 2
        and deaths.loc[2016, "best"] > deaths.loc[2011, "best"],
    )


def _stacked(axes: Axes, acts: pd.DataFrame) -> None:
    """Draw the acts of each year, one outcome upon the other."""
    floor = pd.Series(0, index=acts.index)
    for outcome, (name, colour) in OUTCOMES.items():
        axes.bar(acts.index, acts[outcome], bottom=floor, width=0.7, color=colours.of(colour), label=name)
        floor += acts[outcome]
    axes.set_title("Dated acts of Moscow toward the Taliban (count)", size=10.75)
    axes.legend(loc="upper left", fontsize=9.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _deaths_with_range(axes: Axes, deaths: pd.DataFrame) -> None:
    """Draw the deaths of each year, low to high as a line."""
    best = deaths["best"]
    axes.bar(deaths.index, best, width=0.7, color=colours.of("taliban"))
    axes.vlines(deaths.index, deaths["low"], deaths["high"], color=INK, linewidth=1)
    axes.set_title("Deaths in the war with the Taliban (thousand), with range", size=10.75)


def _force(axes: Axes, troops: pd.DataFrame) -> None:
    """Draw the troops of each year, hatched where a round figure stands in for a report."""
    troop_bars(axes, troops.assign(troops=troops["troops"] / 1000), 0.7)
    axes.set_title("US troops (thousand; hatched: round figures, not reported; 2021 not known)", size=10.75)


@figure("r3-gradient", reads=YEARLY_TABLES)
def gradient(levels: pd.DataFrame, changes: pd.DataFrame) -> Drawn:
    """Rank correlations of yearly acts with each measure, one dot a specification, in levels and in changes.

    Parameters
    ----------
    levels, changes : pandas.DataFrame
        As `inference.gradient.gradient_grid` returns them.
    """
    picture, panels = canvas(4.3, columns=2, sharey=True)
    grids = {"Levels": levels, "Changes from year to year": changes}
    for axes, (name, grid) in zip(panels, grids.items(), strict=True):
        for row, measure in enumerate(MEASURES):
            _correlations(axes, row, measure, grid.loc[grid["measure"].eq(measure), "tau"])
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_xlim(-1, 1)
        axes.set_title(name, size=10.75)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    panels[0].set_yticks(range(len(MEASURES)), [name for name, _, _ in MEASURES.values()])
    panels[0].set_ylim(len(MEASURES) - 0.45, -0.55)
    medians = levels.groupby("measure")["tau"].median()
    line = 0.05
    return Drawn(
        picture,
        data=pd.concat([levels.assign(form="levels"), changes.assign(form="changes")], ignore_index=True),
        facts={
            "median": medians,
            "moved": changes.groupby("measure")["tau"].median(),
            "each": len(levels) // levels["measure"].nunique(),
            "shortest": levels["n"].min(),
            "longest": levels["n"].max(),
            "line": line,
            "under": levels["p"].lt(line).sum(),
            "all": len(levels),
        },
        holds=medians["deaths"] > 0 and abs(medians["deaths"] - medians["calendar"]) < 0.1,
    )


def _correlations(axes: Axes, row: int, measure: str, taus: pd.Series) -> None:
    """Draw one measure's correlations with their median, the predicted side shaded."""
    _, colour, sign = MEASURES[measure]
    found = taus.dropna().sort_values(kind="stable")
    if found.empty:
        write(axes, "the same\nevery year", (0, row), (6, 0), color=MUTED)
        return
    spread = np.linspace(-0.3, 0.3, len(found))
    axes.plot(found, row + spread, "o", color=colour, alpha=0.75, markersize=4.5)
    axes.plot(found.median(), row, "|", color=INK, markersize=26, markeredgewidth=2)
    if sign:
        side = (0.5, 1) if sign > 0 else (0, 0.5)
        axes.axhspan(row - 0.42, row + 0.42, *side, color=GRID, zorder=0)
