"""Figures of the timeline as a record: every event by kind, and how even the record is."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib import patheffects
from matplotlib.lines import Line2D

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import GRID, canvas, is_narrow
from dossier.charts.timeline import EDGE
from dossier.charts.timeline import FILL as OPACITY

#: Kinds of events from the top, as the figure names them.
KINDS = {
    "attack": "Attacks and war",
    "diplomacy": "Diplomacy",
    "legal": "Law and sanctions",
    "arms": "Arms",
    "exercise": "Exercises and ships",
    "economy": "Economy",
    "recognition": "Recognition",
}
#: Events that the picture names, by their id.
LANDMARKS = {
    "V002": "Soviet troops in",
    "V007": "Soviet troops out",
    # In two lines, for in one the next landmark's line would cut it.
    "V013": "Taliban\ntake Kabul",
    "V021": "US air war",
    "V044": "IS-Khorasan",
    "V076": "The article",
    "V096": "Taliban take Kabul",
    "V117": "Recognition",
}
GREY = "#59626f"
#: Distance between stacked marks, in the units in which a row without stacks is 0.75 high.
STEP = 0.26
#: Hides the lines that a label crosses.
SOLID = [patheffects.withStroke(linewidth=3, foreground="white")]


@figure("bg-timeline", reads=("evidence/timeline",))
def events_by_kind(events: pd.DataFrame, zoom: int) -> Drawn:
    """Every event of the timeline as a mark: a row a kind, the later years on a wider scale below.

    Parameters
    ----------
    events : pandas.DataFrame
        As `indicators.background.parts` returns it.
    zoom : int
        Year with which the wider scale begins.
    """
    height, ratios = (11.5, (1, 1.4)) if is_narrow() else (8.6, (1, 1.25))
    picture, panels = canvas(height, rows=2, height_ratios=ratios)
    first, last = events["first_year"].min(), events["first_year"].max()
    for axes, (begin, end) in zip(panels, ((first, zoom - 1), (zoom, last)), strict=True):
        _panel(axes, events[events["first_year"].between(begin, end)], int(begin), int(end))
    _key(panels[1])
    late = events["first_year"].ge(zoom)
    counts = events["category"].value_counts()
    return Drawn(
        picture,
        data=events[
            ["event_id", "date", "precision", "date_end", "event", "category", "outcome", "certainty"]
        ],
        facts={
            "events": len(events),
            "late": late.sum(),
            "zoom": zoom,
            "first": first,
            "last": last,
            "dealings": events["outcome"].notna().sum(),
            "kinds": [f"{name.lower()} {words.count(counts[kind])}" for kind, name in KINDS.items()],
        },
        holds=late.sum() / (last - zoom + 1) > (~late).sum() / (zoom - first),
    )


def _key(axes) -> None:
    marks = {
        "Moscow with the Taliban": {"color": colours.of("RUS")},
        "All other events": {"color": GREY},
    }
    if is_narrow():
        # Fills the first of two columns.
        marks[""] = {"alpha": 0}
    for certainty, opacity in OPACITY.items():
        marks[f"{certainty} certainty"] = {"mfc": (GREY, opacity), "mec": GREY}
    axes.legend(
        handles=[
            Line2D([], [], marker="o", linestyle="", label=label, **look) for label, look in marks.items()
        ],
        loc="upper center",
        bbox_to_anchor=(0.42, -0.06 if is_narrow() else -0.1),
        ncols=2 if is_narrow() else 3,
        fontsize=9.5,
        handlelength=1,
    )


def _panel(axes, rows: pd.DataFrame, first: int, last: int) -> None:
    start, end = pd.Timestamp(first, 1, 1), pd.Timestamp(last, 12, 31)
    width = (end - start) / (36 if is_narrow() else 58)
    floors, floor = [], 0.0
    for kind in KINDS:
        marks = rows[rows["category"].eq(kind)].sort_values(["earliest", "event_id"], kind="stable")
        levels = _levels(marks["earliest"], width)
        floor += 0.75 + STEP * max([0, *levels])
        floors.append(floor)
        axes.axhline(floor, color=GRID, linewidth=0.8, zorder=0)
        for mark, level in zip(marks.itertuples(), levels, strict=True):
            colour = GREY if pd.isna(mark.outcome) else colours.of("RUS")
            face = (colour, OPACITY[mark.certainty])
            axes.plot(mark.earliest, floor - STEP * level, "o", ms=5.2, mfc=face, mec=colour, mew=0.9)
    axes.set_ylim(floor + 0.5, -2.6 if is_narrow() else -1.1)
    _landmarks(axes, rows[rows["event_id"].isin(LANDMARKS)], start + (end - start) * 0.8)
    kinds = [textwrap.fill(name, 13) if is_narrow() else name for name in KINDS.values()]
    axes.set_yticks(floors, kinds)
    axes.set_xlim(start - width, end + width)
    step = 5 if last - first > 20 else 2
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    axes.set_xticks([pd.Timestamp(year, 1, 1) for year in ticks], ticks)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)


def _landmarks(axes, rows: pd.DataFrame, late: pd.Timestamp) -> None:
    """Name events; on a phone each name has a line of its own, below which the marks of later events end."""
    bottom, top = axes.get_ylim()
    for step, row in enumerate(rows.itertuples()):
        name, height, high = LANDMARKS[row.event_id], -0.2 - 0.5 * (step % 2), 1
        if is_narrow():
            name, height = name.replace("\n", " "), -2.2 + 0.7 * step
            high = (bottom - height + 0.3) / (bottom - top)
        axes.axvline(row.earliest, ymax=high, linewidth=0.9, zorder=0.5, **EDGE)
        side, right = ("right", -3) if row.earliest > late else ("left", 3)
        look = {"ha": side, "va": "center", "path_effects": SOLID}
        write(axes, name, (row.earliest, height), (right, 0), **look)


def _levels(days: pd.Series, width: pd.Timedelta) -> list[int]:
    """Return how high each mark is stacked so that none hides another."""
    free: list[pd.Timestamp] = []
    levels = []
    for day in days:
        level = next((at for at, until in enumerate(free) if day >= until), len(free))
        free[level : level + 1] = [day + width]
        levels.append(level)
    return levels
