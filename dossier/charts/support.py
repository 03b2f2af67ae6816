"""Figure of outside support: which states are named as helping the Taliban or their enemies, by year."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from dossier import entities
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import TURN, dashed, write
from dossier.charts.style import MUTED, canvas, on_year_axis
from dossier.indicators.support import years_named

SIDE_COLOURS = {"Taliban": colours.of("taliban"), "enemies": colours.of("AFG")}
SIDE_WORDS = {"Taliban": "for the Taliban", "enemies": "for their enemies"}


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
