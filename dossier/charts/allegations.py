"""What was alleged against Moscow, by whom and when, and what was shown for it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, calendar_years, write
from dossier.charts.style import MUTED, canvas, is_narrow
from dossier.tables.acts import SHOWN

#: Lanes from the top: what was alleged.
LANES = {
    "arms": "Arms",
    "cash": "Money",
    "fuel": "Fuel",
    "bounties": "Bounties",
    "training": "Training",
    "intelligence": "Intelligence",
    "other": "Help not named",
}
#: What the legend calls each kind of evidence, and the face of its mark.
FACES = {
    "papers": ("Records", "#1f2430"),
    "things": ("Things or persons", colours.of("RUS")),
    "word": ("A witness's word", colours.of("contact")),
    "nothing": ("Nothing", "white"),
}
#: Allegations that readers ask for by the name of who made them, and on which side of its mark the name stands.
NAMED = {
    "G37": ("The Times", "right"),
    "G44": ("Nicholson", "below"),
    "G46": ("New York Times", "left"),
    "G48": ("bank data", "right"),
    "G61": ("White House", "right"),
    "G62": ("The Insider", "left"),
}
#: On which side names stand instead where a year is narrow.
MOVED = {"G44": "aslant", "G62": "above"}
SIDES = {
    "left": ((-7, 0), {"ha": "right", "va": "center"}),
    "right": ((7, 0), {"ha": "left", "va": "center"}),
    "above": ((4, 6), {"ha": "right", "va": "bottom"}),
    "aslant": ((5, 4), {"ha": "left", "va": "bottom"}),
    "below": ((0, -6), {"ha": "center", "va": "top"}),
}
#: Marks of one lane that are nearer than this in time stand one above another.
NEAR = pd.Timedelta(days=50)


@figure("acts-allegations", reads=("evidence/allegations",))
def allegations(rows: pd.DataFrame) -> Drawn:
    """Allegations by the day on which they became public, in lanes by what is alleged, filled by what was shown.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of `evidence/allegations` that are allegations.
    """
    placed = _placed(rows)
    floors, height = _floors(placed)
    placed["place"] = placed["what"].map(floors) + placed["level"]
    picture, axes = canvas(7.4 if is_narrow() else 6.4)
    size = 6.5 if is_narrow() else 7.5
    for kind in SHOWN:
        name, face = FACES[kind]
        mine = placed[placed["shown"].eq(kind)]
        look = {"ms": size, "mfc": face, "mec": _edge(kind), "mew": 1.2}
        axes.plot(mine["public_on"], mine["place"], "o", label=name, **look)
    for row in placed[placed["allegation_id"].isin(NAMED)].itertuples():
        name, side = NAMED[row.allegation_id]
        side = MOVED.get(row.allegation_id, side) if is_narrow() else side
        by, look = SIDES[side]
        write(axes, name, (row.public_on, row.place), by, color=MUTED, **look)
    _lanes(axes, floors, height)
    _legend(axes)
    shown = rows["shown"].value_counts().reindex(SHOWN, fill_value=0)
    years = rows["public_on"].dt.year.value_counts()
    return Drawn(
        picture,
        data=placed[["allegation_id", "public_on", "what", "speaker", "shown"]].sort_values("public_on"),
        facts={
            "allegations": len(rows),
            "shown": shown,
            "what": rows["what"].value_counts(),
            "year": years.idxmax(),
            "in_year": years.max(),
            "first": rows["public_on"].min().year,
            "last": rows["public_on"].max().year,
        },
        holds=shown["nothing"] > len(rows) / 2 > shown["papers"],
    )


def _edge(kind: str) -> str:
    return FACES["papers"][1] if kind == "papers" else colours.of("RUS")


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each mark the lowest level of its lane on which nothing else is near."""
    rows = rows.sort_values(["public_on", "allegation_id"]).copy()
    near = NEAR * 5 / 3 if is_narrow() else NEAR
    ends: dict[tuple[str, int], pd.Timestamp] = {}
    levels = []
    for row in rows.itertuples():
        level = 0
        while (row.what, level) in ends and row.public_on - ends[row.what, level] < near:
            level += 1
        ends[row.what, level] = row.public_on
        levels.append(level)
    return rows.assign(level=levels)


def _floors(placed: pd.DataFrame) -> tuple[dict[str, int], int]:
    """Return where the lowest level of each lane stands, and how high all lanes are together."""
    floors, height = {}, 0
    for lane in reversed(LANES):
        mine = placed[placed["what"].eq(lane)]
        if len(mine):
            floors[lane] = height
            height += int(mine["level"].max()) + 2
    return floors, height


def _lanes(axes: Axes, floors: dict[str, int], height: int) -> None:
    for floor in floors.values():
        axes.axhline(floor - 1, color=MUTED, linewidth=0.5)
    axes.set_yticks(list(floors.values()), [LANES[lane] for lane in floors])
    axes.set_ylim(-1, height - 0.5)
    calendar_years(axes.xaxis)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)


def _legend(axes: Axes) -> None:
    marks = [
        Line2D([], [], marker="o", linestyle="", ms=7.5, mfc=face, mec=_edge(kind), label=name)
        for kind, (name, face) in FACES.items()
    ]
    place = {"loc": "upper right"}
    if is_narrow():
        place = {"loc": "upper left", "bbox_to_anchor": (0, -0.05)}
    axes.legend(handles=marks, title="What was shown", fontsize=SMALL, alignment="left", **place)
