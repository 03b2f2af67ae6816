"""Figures of voting in the United Nations."""

from __future__ import annotations

import itertools

import pandas as pd

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, canvas, heading, label_line


def agreement_of_pairs(
    pairs: dict[tuple[str, str], pd.Series], event: tuple[str, float], joined_until: int
) -> Exhibit:
    """Agreement of pairs of states in the General Assembly by year.

    Parameters
    ----------
    pairs : dict
        Pair of ISO codes to agreement by year; the first pair is the one in question.
    event : tuple
        Words and decimal year of a thin line.
    joined_until : int
        Last year of the continuous series; later years are points of another source and stay apart.
    """
    figure, axes = canvas(4.4)
    looks = {0: (colours.of("PAK"), 2.4), 1: (colours.of("IND"), 2), 2: (colours.of("USA"), 2)}
    ends = {}
    for place, ((a, b), series) in enumerate(pairs.items()):
        colour, width = looks[place]
        line = series[series.index <= joined_until]
        later = series[series.index > joined_until]
        axes.plot(line.index, line, color=colour, linewidth=width)
        axes.plot(later.index, later, "o", color=colour, ms=5)
        ends[f"{entities.name(a)} and {entities.name(b)}"] = (series.iloc[-1], colour)
    for (name, (_, colour)), height in zip(
        ends.items(), _spread([end for end, _ in ends.values()]), strict=True
    ):
        label_line(axes, max(series.index.max() for series in pairs.values()), height, name, colour, size=9.5)
    name, when = event
    axes.axvline(when, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.annotate(
        name,
        (when, 0.02),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        size=9.5,
    )
    axes.set_ylim(0, 1)
    first = min(series.index.min() for series in pairs.values())
    axes.set_xlim(first, 2025.5)
    figure.get_layout_engine().set(w_pad=0.04)
    question = next(iter(pairs.values()))
    before, after = question.loc[2010:2014].mean(), question.loc[2015:2019].mean()
    moved = "higher" if after > before else "no higher"
    title = (
        f"Russia's agreement with Pakistan in the United Nations was {moved} in {words.years(2015, 2019)} than in "
        f"{words.years(2010, 2014)}"
    )
    heading(
        figure,
        title,
        "Agreement in contested votes of the General Assembly on whole resolutions; 1 is always the same vote",
    )
    means = [
        f"{entities.name(a)} and {entities.name(b)} {words.decimal(series.loc[2010:2014].mean(), 2)} in "
        f"{words.years(2010, 2014)} and {words.decimal(series.loc[2015:2019].mean(), 2)} in {words.years(2015, 2019)}"
        for (a, b), series in pairs.items()
    ]
    points = [
        f"{words.decimal(value, 2)} in {year}" for year, value in question.items() if year > joined_until
    ]
    data = pd.concat(
        [
            series.rename("agreement").reset_index().assign(state_a=a, state_b=b)
            for (a, b), series in pairs.items()
        ]
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Lines: votes as compiled by Voeten. Points: the UN Digital Library's lists of adopted resolutions, "
        "another source, and so not joined. Votes of 2022 to 2024 were not on hand.",
        alt=f"Lines from {first}. Means: {words.listing(means)}. Later points of {next(iter(ends))}: "
        f"{words.listing(points)}.",
        data=data[["state_a", "state_b", "year", "agreement"]],
        tables=("diplomacy/agreement",),
    )


def _spread(heights: list[float], gap: float = 0.055) -> list[float]:
    """Move labels apart so far that none covers another, keeping their order."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed = list(heights)
    for lower, upper in itertools.pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + gap)
    return placed
