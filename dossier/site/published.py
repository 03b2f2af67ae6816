"""The data of a published figure, with what its columns mean: all that a page of the site may draw from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dossier import paths, words
from dossier.errors import FigureError
from dossier.site import describing, figures
from dossier.site.figures import Figure


@dataclass(frozen=True)
class Published:
    """Rows of a figure's CSV beside its JSON.

    Parameters
    ----------
    figure : Figure
        The figure as its files tell of it.
    rows : pandas.DataFrame
        What it draws.
    """

    figure: Figure
    rows: pd.DataFrame

    def column(self, name: str) -> dict:
        """Return name, meaning and, where it has one, unit of a column."""
        return next(each for each in self.figure.about["columns"] if each["name"] == name)

    def meaning(self, name: str) -> str:
        """Return what a column means, with its unit."""
        told = self.column(name)
        return told.get("meaning", "") + (f" ({told['unit']})" if "unit" in told else "")

    def amount(self, name: str, value: float, total: float | None = None) -> str:
        """Return a value in the unit of its column: `3 events`, or of a total: `3 of 5 recorded events`."""
        unit = self.column(name)["unit"]
        if total is not None and not pd.isna(total):
            return f"{words.count(value)} of {words.count(total)} recorded {unit}"
        return f"{words.count(value)} {unit.removesuffix('s') if value == 1 else unit}"


def depend(env, figure: Published) -> None:
    """Have Sphinx read the page at hand anew when the figure changes."""
    for ending in ("csv", "json"):
        env.note_dependency(str(figure.figure.file(ending)))


def read(figure_id: str, *columns: str) -> Published:
    """Return a published figure.

    Parameters
    ----------
    figure_id : str
        Under which it was published.
    *columns : str
        Those that the page needs.

    Raises
    ------
    FigureError
        If the figure was never published, its data lack a column, or its words do not explain one.
    """
    try:
        found = figures.figure(figure_id)
        published = Published(found, describing.read(found.file("csv")))
    except FileNotFoundError as missing:
        raise FigureError(
            paths.shown(paths.figures_dir()),
            f"the figure {figure_id} is not there ({missing.filename})",
            "the figure that the page draws from",
            "Publish it in a chapter, or name another in dossier/site.",
        ) from None
    explained = {each["name"] for each in found.about["columns"] if "meaning" in each}
    lacking = [name for name in columns if name not in published.rows or name not in explained]
    if lacking:
        raise FigureError(
            paths.shown(found.file("csv")),
            f"{', '.join(lacking)} not there or not explained",
            f"the columns {', '.join(columns)}, each with its meaning in {figure_id}.json",
            "Add them in the function that draws the figure and in its file of words, and publish it anew.",
        )
    return published
