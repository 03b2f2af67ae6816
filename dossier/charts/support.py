"""Figure of outside support: which states are named as helping the Taliban or their enemies, by year."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from dossier import entities
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import TURN, dashed, write
from dossier.charts.style import MUTED, canvas, is_narrow, on_year_axis
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
    picture, axes = canvas(7.4 if is_narrow() else 1.75 + 0.265 * (len(states) + 4))
    axes.add_patch(_over(first - 0.5, -0.5, last - first + 1, 1, colours.of(states[0]), alpha=0.1))
    for at, code in enumerate(states):
        _presence(axes, at, named[named["supporter_state"].eq(code)])
    groups = named["supporter_state"].isna()
    _counts(axes, len(states) + 0.15, named[~groups & ~named["supporter_state"].isin(states)])
    _counts(axes, len(states) + 2.3, named[groups])
    grid, key = (_grid_down, _key_below) if is_narrow() else (_grid_axes, _key_above)
    grid(axes, [*map(entities.name, states), "Other states", "Armed groups"], (first, last))
    key(axes, on_year_axis(announced))
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
        middle = (floor + 0.39, year) if is_narrow() else (year, floor + 0.39)
        axes.text(*middle, count, **style)


def _cell(year: int, floor: float, height: float, side: str) -> Rectangle:
    return _over(year - 0.42, floor, 0.84, height, SIDE_COLOURS[side])


def _over(year: float, floor: float, years: float, height: float, colour: str, **look) -> Rectangle:
    """Return a rectangle over years and rows; on a phone years run down, for numbers in cells need room across."""
    if is_narrow():
        return Rectangle((floor, year), height, years, color=colour, lw=0, **look)
    return Rectangle((year, floor), years, height, color=colour, lw=0, **look)


def _key_above(axes: Axes, announced: float) -> None:
    """Mark the announcement, and name it and the two sides above the grid."""
    above = {"by": (0, 3), "annotation_clip": False}
    dashed(axes, announced, **TURN)
    write(axes, "IS-Khorasan announced", (announced, -0.5), ha="center", va="bottom", **above)
    left, _ = axes.get_xlim()
    for side, x in zip(SIDE_WORDS, (left, left + 6.7), strict=True):
        look = {"color": SIDE_COLOURS[side], "weight": "bold", "size": 10.75}
        write(axes, f"■ {SIDE_WORDS[side]}", (x, -0.5), **look, **above)


def _key_below(axes: Axes, announced: float) -> None:
    """Mark the announcement, and name it and the two sides below the grid."""
    dashed(axes, y=announced, **TURN)
    handles = [Patch(color=SIDE_COLOURS[side], label=said) for side, said in SIDE_WORDS.items()]
    handles.append(Line2D([], [], label="IS-Khorasan announced", **TURN))
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.01), ncols=2, columnspacing=1)


def _grid_axes(axes: Axes, labels: list[str], years: tuple[int, int]) -> None:
    first, last = years
    states = len(labels) - 2
    axes.set_yticks([*range(states), states + 0.6, states + 2.75], labels)
    axes.get_yticklabels()[0].set_weight("bold")
    axes.axhline(states - 0.42, color=MUTED, lw=0.8)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(states + 3.7, -0.5)
    axes.set_xticks([*(year for year in range(first, last) if year % 5 == 0), last])
    _bare(axes)


def _grid_down(axes: Axes, labels: list[str], years: tuple[int, int]) -> None:
    """Do what `_grid_axes` does where states stand side by side and years run down."""
    first, last = years
    states = len(labels) - 2
    axes.xaxis.tick_top()
    axes.set_xticks([*range(states), states + 0.6, states + 2.75], labels, rotation=90)
    axes.get_xticklabels()[0].set_weight("bold")
    axes.axvline(states - 0.42, color=MUTED, lw=0.8)
    axes.set_xlim(-0.5, states + 3.7)
    axes.set_ylim(last + 0.5, first - 0.5)
    axes.set_yticks([*(year for year in range(first, last) if year % 5 == 0), last])
    _bare(axes)


def _bare(axes: Axes) -> None:
    """Leave only cells and words."""
    axes.grid(False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
