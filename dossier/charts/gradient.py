"""Figures of the gradient: Moscow's acts toward the Taliban by year, beside the war and US troops."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.reach import troop_bars
from dossier.charts.style import INK, canvas
from dossier.charts.timeline import OUTCOMES

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
