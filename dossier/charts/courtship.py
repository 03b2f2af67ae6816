"""The courtship in one picture: what Moscow did quarter by quarter, the shocks, and what rose and fell meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.acts import ACTS, KINDS
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, calendar_years, dashed, write
from dossier.charts.style import MUTED, canvas, is_narrow
from dossier.indicators import drivers, timeline

#: Strips below the acts: the driver's series, what the strip is called, its colour.
STRIPS = {
    "us_troops": ("US troops", colours.of("USA")),
    "war_deaths": ("Deaths in the war with the Taliban", colours.of("taliban")),
    "is_deaths": ("Deaths in fighting that involved IS", colours.of("is")),
    "trade_with_afghanistan": ("Russian-Afghan trade, million dollars", colours.of("RUS")),
}
#: Shocks that are marked, on which line their names stand, and on which side of their mark.
MARKED = {
    timeline.CRIMEA: ("Crimea", 0, "left"),
    timeline.ANNOUNCED: ("IS-Khorasan", 1, "left"),
    timeline.KUNDUZ: ("Kunduz falls", 2, "left"),
    timeline.DOHA: ("Doha deal", 0, "left"),
    timeline.TAKEOVER: ("Kabul falls", 2, "left"),
    timeline.CROCUS: ("Crocus attack", 0, "right"),
    timeline.RECOGNITION: ("Recognition", 1, "right"),
}
#: Behind words that a dashed line would cross.
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 1}


@figure("acts-courtship", reads=(ACTS, "evidence/timeline", "diplomacy/taliban_meetings", *drivers.TABLES))
def courtship(
    quarters: pd.DataFrame,
    series: Mapping[str, pd.Series],
    days: Mapping,
    coverage: pd.DataFrame,
    ends,
    met: int,
    counted: pd.Series,
) -> Drawn:
    """Acts of Moscow toward the Taliban by quarter, dated shocks, and four strips below.

    Parameters
    ----------
    quarters : pandas.DataFrame
        Acts, as `indicators.acts.by_quarter` returns them.
    series : mapping
        A series a strip, as `indicators.drivers.quarterly` returns it.
    days : mapping
        Day of each shock of `MARKED`, by its id.
    coverage : pandas.DataFrame
        As `indicators.acts.coverage` returns it.
    ends : date-like
        Last day that was searched; a quarter that it cuts short is drawn, and not averaged.
    met : int
        Contacts of the sheet in the time of the count from elsewhere.
    counted : pandas.Series
        Russia's row of `diplomacy/taliban_meetings`: what that count has, and its first and last day.
    """
    shown = {key: series[key].reindex(quarters.index) for key in STRIPS}
    acts = quarters.sum(axis=1)
    won = pd.Period(days[timeline.TAKEOVER], "Q")
    ends = pd.Timestamp(ends)
    whole = acts[acts.index.end_time.normalize() <= ends]
    before, since = whole.loc[: won - 1], whole.loc[won + 1 :]
    return Drawn(
        _acts_and_strips(quarters, shown, days),
        data=quarters.add_suffix("_acts").join(pd.DataFrame(shown)).reset_index().astype({"quarter": str}),
        facts={
            "acts": acts.sum(),
            "before": before.mean(),
            "since": since.mean(),
            "first": quarters.index[0].year,
            "highest": acts.max(),
            "highest_in": acts.idxmax().start_time,
            "ends": ends,
            "known": coverage["share_known"].tolist(),
            "met": met,
            "counted": counted,
            "is_highest": shown["is_deaths"].groupby(quarters.index.year).sum().idxmax(),
            "troops_highest": shown["us_troops"].max(),
            "trade_last": shown["trade_with_afghanistan"].last_valid_index().year,
            "troops_last": shown["us_troops"].last_valid_index().year,
        },
        holds=since.mean() > 2 * before.mean() and _as_described(quarters.loc[: won - 1], shown, won),
    )


def _acts_and_strips(quarters: pd.DataFrame, shown: Mapping[str, pd.Series], days: Mapping) -> Figure:
    """Draw the acts over a strip for each series, the shocks through all of them."""
    picture, panels = canvas(6.6, rows=1 + len(STRIPS), sharex=True, height_ratios=(5.2, *[1] * len(STRIPS)))
    middles = quarters.index.start_time + pd.Timedelta(days=45)
    _acts(panels[0], quarters, middles, days)
    for axes, (key, (name, colour)) in zip(panels[1:], STRIPS.items(), strict=True):
        _strip(axes, middles, shown[key], name, colour)
    for axes in panels:
        for day in days.values():
            dashed(axes, x=day, zorder=0)
    calendar_years(panels[-1].xaxis)
    panels[-1].set_xlim(quarters.index[0].start_time, quarters.index[-1].end_time)
    return picture


def _as_described(before: pd.DataFrame, shown: Mapping[str, pd.Series], won: pd.Period) -> bool:
    """Tell whether the alt text is right in what it says in words: kinds of acts, and where strips rise and fall."""
    trade, war = shown["trade_with_afghanistan"], shown["war_deaths"]
    return (
        before["legitimation"].sum() > 0.8 * before.to_numpy().sum()
        and shown["us_troops"].dropna().iloc[0] == shown["us_troops"].max()
        and war.groupby(war.index.year).sum().idxmax() == won.year
        and trade.loc["2015"].max() < trade.loc["2014"].min()
    )


def _acts(axes: Axes, quarters: pd.DataFrame, middles: pd.DatetimeIndex, days: Mapping) -> None:
    """Draw contacts below the line, and legitimation and material help above it."""
    floor = pd.Series(0, quarters.index)
    for kind, (name, colour) in KINDS.items():
        below = kind == "contact"
        axes.bar(
            middles,
            quarters[kind] * (-1 if below else 1),
            bottom=0 if below else floor,
            width=80,
            color=colour,
            label=f"{name} (downward)" if below else name,
        )
        floor = floor if below else floor + quarters[kind]
    top, bottom = floor.max(), -quarters["contact"].max()
    axes.axhline(0, color=MUTED, linewidth=0.8)
    axes.set_ylim(bottom * 1.08, top * 1.47)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    for event, (name, line, side) in MARKED.items():
        # On a phone it would meet the name of the next event on its line.
        lower = is_narrow() and event == timeline.DOHA
        place = days[event], top * (1.36 - 0.11 * (line + lower))
        write(axes, name, place, (3 if side == "left" else -3, 0), ha=side, color=MUTED, bbox=PLATE)
    plate = {"facecolor": "white", "edgecolor": "none", "framealpha": 1}
    axes.legend(loc="lower left", fontsize=SMALL, handlelength=1, frameon=True, **plate)


def _strip(axes: Axes, middles: pd.DatetimeIndex, values: pd.Series, name: str, colour: str) -> None:
    axes.fill_between(middles, 0, values.to_numpy(dtype=float), color=colour, alpha=0.75, linewidth=0)
    highest = values.max()
    at = middles[values.to_numpy(dtype=float, na_value=-1).argmax()]
    axes.set_ylim(0, highest * 1.7)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.set_title(name, size=SMALL, weight="normal", color=colours.for_text(colour), pad=2, loc="right")
    axes.tick_params(axis="x", which="both", length=0)
    write(axes, words.count(highest), (at, highest), (1, 1), ha="left", va="bottom", color=MUTED, bbox=PLATE)
