"""Figures of what the war in Afghanistan cost: deaths on Afghan soil, money, and lives by people of the union."""

from __future__ import annotations

import pandas as pd

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import INK, canvas
from dossier.indicators.soviet_war import COST, OIL, OUTLAY

QUANTITIES = {
    COST: ("Cost of the war", colours.of("SUN")),
    OIL: ("Loss of oil income", "#7d6b2e"),
    OUTLAY: ("All defence spending", colours.of("other")),
}
#: Peoples whose place in the exit is marked: what the bar says, and its colour.
FIRST, LAST = "Baltic peoples", "Central Asians"
LEFT = {FIRST: ("led the exit", colours.of("AFG")), LAST: ("left last", colours.of("SUN"))}


@figure("r2-orders-of-magnitude", reads=("evidence/soviet_war",))
def orders_of_magnitude(dollars: pd.DataFrame, share_of_oil: float, rate: float) -> Drawn:
    """Yearly costs and losses in dollars on a scale of powers of ten.

    Parameters
    ----------
    dollars : pandas.DataFrame
        As `indicators.soviet_war.in_dollars` returns it.
    share_of_oil : float
        Highest yearly cost of the war over the yearly loss of oil income.
    rate : float
        Dollars for a rouble.
    """
    picture, axes = canvas(4.4)
    rows = dollars.sort_values(["low", "figure_id"], ignore_index=True)
    for at, row in enumerate(rows.itertuples()):
        _range(axes, at, row)
    axes.set_xscale("log")
    axes.set_xlim(1, 300)
    axes.set_xticks([1, 10, 100], ["1", "10", "100"])
    axes.set_yticks(range(len(rows)), [_label(row) for row in rows.itertuples()])
    axes.set_ylim(-0.5, len(rows) - 0.3)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    highest = rows[["low", "high"]].max(axis=1)
    cost = highest[rows["quantity"].eq(COST)]
    return Drawn(
        picture,
        data=rows,
        facts={
            "share": share_of_oil,
            "rate": rate,
            "figures": [
                f"{QUANTITIES[row.quantity][0].lower()} {row.period} {words.decimal(row.low)}"
                for row in rows.itertuples()
            ],
        },
        holds=cost.max() < highest[rows["quantity"].eq(OIL)].max()
        and rows.loc[cost.idxmax(), "bound"] == "at least",
    )


def _range(axes, at: int, row) -> None:
    """Draw a quantity from its lower to its upper figure, an arrow beyond it where it is the least."""
    _, colour = QUANTITIES[row.quantity]
    low, high = row.low, row.low if pd.isna(row.high) else row.high
    axes.plot([low, high], [at, at], color=colour, linewidth=4, solid_capstyle="round")
    axes.plot((low + high) / 2, at, "o", color=colour, ms=9)
    told = " to ".join(words.decimal(end, 0 if end >= 10 else 1) for end in dict.fromkeys((low, high)))
    if row.bound == "at least":
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.6}
        axes.annotate("", (high * 1.35, at), (high, at), arrowprops=arrow)
        told = f"at least {told}"
    write(axes, told, (high, at), (8, 9), ha="center", color=INK)


def _label(row) -> str:
    return f"{QUANTITIES[row.quantity][0]}\n{row.period}{', from roubles' if row.converted else ''}"


@figure("r2-dead-by-people", reads=("evidence/soviet_war",))
def dead_by_people(per_million: pd.Series) -> Drawn:
    """Dead per million by people of the Soviet Union.

    Parameters
    ----------
    per_million : pandas.Series
        As `indicators.soviet_war.dead_per_million` returns it.
    """
    rows = per_million.sort_values(kind="stable")
    picture, axes = canvas(3.7)
    shades = [LEFT[name][1] if name in LEFT else colours.of("other") for name in rows.index]
    axes.barh(rows.index, rows, color=shades, height=0.7)
    for at, value in enumerate(rows):
        axes.text(value + 0.8, at, words.decimal(value), va="center", size=10)
    axes.set_yticks(range(len(rows)), [name[0].upper() + name[1:] for name in rows.index])
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xlim(0, rows.max() * 1.12)
    for name, (note, _) in LEFT.items():
        axes.text(2, rows.index.get_loc(name), note, va="center", color="white", size=9.5, style="italic")
    return Drawn(
        picture,
        data=per_million.rename("dead_per_million").reset_index(),
        facts={"dead": [f"{name} {words.decimal(value)}" for name, value in per_million.items()]},
        holds=per_million.idxmin() == FIRST and per_million.idxmax() == LAST,
    )
