"""Figure of polls: what Afghans said of the Taliban, of IS and of talks."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import canvas

#: Questions of the polls as the figure words them.
QUESTIONS = {
    "armed-opposition-sympathy": "Sympathy with armed opposition groups",
    "taliban-sympathy": "Sympathy with the Taliban",
    "taliban-no-sympathy": "No sympathy with the Taliban",
    "is-no-sympathy": "No sympathy with IS",
    "reconciliation-support": "For reconciliation efforts",
    "peace-talks-support": "For talks with the Taliban",
    "reconciliation-possible": "Reconciliation is possible",
}


@figure("r3-afghan-opinion", reads=("diplomacy/polls",))
def opinion(results: pd.DataFrame) -> Drawn:
    """Poll results as separate points, one row a question.

    Parameters
    ----------
    results : pandas.DataFrame
        As `indicators.polls.results` returns it.
    """
    picture, axes = canvas(4.2)
    places = {question: y for y, question in enumerate(QUESTIONS)}
    for question, rows in results.groupby("question", sort=False):
        _points(axes, places[question], rows)
    axes.set_yticks(range(len(QUESTIONS)), QUESTIONS.values())
    axes.set_ylim(len(QUESTIONS) - 0.5, -0.7)
    axes.set_xlim(0, 100)
    axes.grid(axis="x", visible=True)
    percents = results.set_index(["question", "year"])[["low", "high"]].mean(axis=1)
    asked = results.groupby("question")["year"]
    # Sympathy or none with the Taliban is one question; the last that was asked before it was on other groups.
    gap = (
        asked.max()["armed-opposition-sympathy"] + 1,
        asked.min()[["taliban-sympathy", "taliban-no-sympathy"]].min() - 1,
    )
    return Drawn(
        picture,
        data=results,
        facts={
            "percents": percents,
            "gap": gap,
            "answers": [
                f"{QUESTIONS[question]}, {year}: {words.decimal(value, 1)}"
                for (question, year), value in percents.items()
            ],
        },
        holds=percents["taliban-sympathy", 2019] < percents["peace-talks-support", 2019],
    )


def _points(axes: Axes, y: int, rows: pd.DataFrame) -> None:
    """Draw the answers to one question, each with its year."""
    points = ((rows["low"] + rows["high"]) / 2).set_axis(rows["year"]).sort_values(kind="stable")
    axes.plot(points, [y] * len(points), "o", color=colours.of("AFG"), markersize=8)
    crowded = len(points) == 2 and points.max() - points.min() < 8
    sides = ("right", "left") if crowded else ("center",) * len(points)
    for side, (year, value) in zip(sides, points.items(), strict=True):
        write(axes, str(year), (value, y), (0, 7), size=8.5, ha=side)
