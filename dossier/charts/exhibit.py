"""What a chart function returns: a picture, the words that go with it, and the data it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.figure import Figure

from dossier.tables.fields import Field


@dataclass(frozen=True)
class Exhibit:
    """A figure before it is published.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture, its message as title, units below the title.
    title : str
        The message, in one sentence without a full stop.
    caption : str
        How to read the figure and what it leaves out; numbers come from `data`.
    alt : str
        What a reader who cannot see it must know, numbers included.
    data : pandas.DataFrame
        What is drawn, units in the column names.
    tables : tuple of str
        Tables of the catalogue behind it, for the source line.
    id : str
        Under which it is published; empty where one function draws several figures.
    fields : mapping
        Column of `data` to its meaning and unit.
    narrow : matplotlib.figure.Figure or None
        The same for a phone; without one, a phone shows the wide picture.
    """

    figure: Figure
    title: str
    caption: str
    alt: str
    data: pd.DataFrame
    tables: tuple[str, ...]
    id: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    narrow: Figure | None = None
