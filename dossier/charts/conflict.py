"""Figures of the annual tables: supporters by year, deaths by dyad, the share of IS, IS in Russia."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading

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
    when = _on_axis(announced)
    axes.axvline(when, color=INK, lw=1.2, ls=(0, (4, 2)))
    axes.annotate(
        "IS-Khorasan announced",
        (when, -0.5),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=8.5,
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
    star = entities.name(states[0])
    years = {side: _years(named, states[0], side) for side in SIDE_WORDS}
    since = years["Taliban"][0]
    title = (
        f"{star} changed sides: named for the Taliban's enemies from {years['enemies'][0]}, for the Taliban "
        f"from {since}"
    )
    heading(
        figure, title, "States and armed groups that UCDP names as supporters, by year; numbers count them"
    )
    spans = [
        f"{entities.name(code)} {SIDE_WORDS[side]} {_spans(_years(named, code, side))}"
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


def _on_axis(day: pd.Timestamp) -> float:
    """Return where a day lies on an axis whose whole numbers are the middles of years."""
    return day.year - 0.5 + (day.dayofyear - 1) / 365


def _years(named: pd.DataFrame, code: str, side: str) -> list[int]:
    return sorted(named.query("supporter_state == @code and side == @side")["year"])


def _spans(years: list[int]) -> str:
    """Return years as runs: `1996-2001 and 2003`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return words.listing(words.years(*run) for run in runs)
