"""One style for every chart: canvas, type, grid, heading."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.figure import Figure

from dossier.charts import typeface

#: Width of every picture in inches.
WIDTH = 6.4
#: Width of the form for phones: a screen of 390 CSS pixels shows it 358 wide, a little more than its 355 at 96 an inch.
NARROW = 3.7
#: Inches that a heading and a note below take in the wide form, for which charts leave room.
HEADED, FOOTED = 0.78, 0.2
#: Points of every word in the narrow form but its message: 12 CSS pixels on such a screen.
LEAST = 9.0
INK, MUTED, GRID = "#1f2430", "#5b6270", "#e3e6ea"

STYLE = {
    # The second fills in what the first lacks.
    "font.family": [typeface.NAME, "DejaVu Sans"],
    "font.size": 10.75,
    "axes.titlesize": 11.25,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
    "text.color": INK,
    # A dollar is a dollar: two of them in a name would else be taken for a formula.
    "text.parse_math": False,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.hashsalt": "dossier",
    # Words stay words in a vector file: they can be found, read aloud and edited.
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}

for face in typeface.FACES.values():
    font_manager.fontManager.addfont(face)
mpl.rcParams.update(STYLE)


class Head(NamedTuple):
    """How words above and below a picture are set: characters a line, points, and inches from line to line."""

    title: int
    subtitle: int
    note: int
    size: float
    thin_size: float
    note_size: float
    line: float
    thin_line: float
    note_line: float


WIDE_HEAD = Head(66, 91, 116, 14, 10.75, 8.5, 0.245, 0.19, 0.155)
NARROW_HEAD = Head(45, 60, 61, 11.5, LEAST, LEAST, 0.201, 0.16, 0.16)

_narrow: ContextVar[bool] = ContextVar("narrow", default=False)


@contextmanager
def narrow() -> Iterator[None]:
    """Draw what is drawn here for the screen of a phone.

    Examples
    --------
    >>> with narrow():
    ...     width()
    3.7
    >>> width()
    6.4
    """
    token = _narrow.set(True)
    try:
        with mpl.rc_context({"font.size": LEAST, "axes.titlesize": LEAST}):
            yield
    finally:
        _narrow.reset(token)


def is_narrow() -> bool:
    """Return whether the form for phones is being drawn."""
    return _narrow.get()


def width() -> float:
    """Return the width in inches of the form that is being drawn."""
    return NARROW if is_narrow() else WIDTH


def canvas(height: float = 3.8, rows: int = 1, columns: int = 1, **options):
    """Return a figure of the book's width and its axes.

    Parameters
    ----------
    height : float
        Inches, headings included.
    rows, columns : int
        Panels.
    **options
        Passed to `Figure.subplots` (`sharex`, `width_ratios`, `subplot_kw`, …).

    Returns
    -------
    tuple
        Figure and axes (an array where there are several panels).
    """
    stacked = is_narrow() and columns > 1
    figure = Figure(figsize=(width(), _stacked(height, columns) if stacked else height), layout="constrained")
    figure.get_layout_engine().set(rect=(0.005, 0, 0.99, 1))
    if not stacked:
        return figure, figure.subplots(rows, columns, **options)
    options.pop("width_ratios", None)
    options["height_ratios"] = np.repeat(options.get("height_ratios", [1] * rows), columns)
    panels = figure.subplots(rows * columns, 1, **options)
    return figure, panels.reshape(rows, columns) if rows > 1 else panels


def _stacked(height: float, columns: int) -> float:
    """Return the height of a picture whose panels stand below and no longer beside each other."""
    return HEADED + (height - HEADED) * columns * 0.75


def heading(figure: Figure, title: str, subtitle: str) -> None:
    """Write the message and, below it, what is measured and in which unit.

    Parameters
    ----------
    figure : Figure
        A canvas with constrained layout; room is made for the heading.
    title, subtitle : str
        Wrapped here; give them without line breaks.
    """
    look = NARROW_HEAD if is_narrow() else WIDE_HEAD
    message, measured = wrapped(title, look.title), wrapped(subtitle, look.subtitle)
    inches = 0.1 + look.line * len(message) + look.thin_line * len(measured)
    if is_narrow():
        stretch(figure, inches - HEADED)
    top = 1 - inches / figure.get_figheight()
    engine = figure.get_layout_engine()
    left, bottom, across, _ = engine.get()["rect"]
    engine.set(rect=(left, bottom, across, top - 0.012 - bottom))
    figure.text(0.012, 0.992, "\n".join(message), va="top", size=look.size, weight="bold", linespacing=1.2)
    figure.text(
        0.012, top, "\n".join(measured), va="bottom", size=look.thin_size, color=MUTED, linespacing=1.25
    )


def wrapped(text: str, most: int) -> list[str]:
    """Break words into as few lines as so many characters allow; a short last line takes some of those above.

    Examples
    --------
    >>> wrapped("China is Pakistan's main arms supplier", 35)
    ["China is Pakistan's", 'main arms supplier']
    >>> wrapped("China is the main supplier of Pakistan in all years", 35)
    ['China is the main supplier of', 'Pakistan in all years']
    """
    lines = textwrap.wrap(text, most)
    if len(lines) == 1 or len(lines[-1]) > most / 4:
        return lines
    tries = (textwrap.wrap(text, width) for width in range(most // 2, most + 1))
    return next(tried for tried in tries if len(tried) == len(lines))


def stretch(figure: Figure, inches: float) -> None:
    """Make a picture higher: its axes grow, and what stands above and below them keeps its distance from the edge."""
    before = figure.get_figheight()
    after = before + inches
    figure.set_figheight(after)
    left, bottom, across, height = figure.get_layout_engine().get()["rect"]
    low, high = bottom * before / after, 1 - (1 - bottom - height) * before / after
    figure.get_layout_engine().set(rect=(left, low, across, high - low))
    for text in figure.texts:
        x, y = text.get_position()
        text.set_position((x, 1 - (1 - y) * before / after if y > 0.5 else y * before / after))


def on_year_axis(day) -> float:
    """Return where a day lies on an axis whose whole numbers are the middles of years."""
    return day.year - 0.5 + (day.day_of_year - 1) / 365


def footing(figure: Figure, note: str) -> None:
    """Write a standing note below the picture and make room for it."""
    look = NARROW_HEAD if is_narrow() else WIDE_HEAD
    lines = textwrap.wrap(note, look.note)
    inches = 0.06 + look.note_line * len(lines)
    if is_narrow():
        stretch(figure, inches - FOOTED)
    taken = inches / figure.get_figheight()
    engine = figure.get_layout_engine()
    left, _, across, height = engine.get()["rect"]
    engine.set(rect=(left, taken, across, height - taken))
    figure.text(
        0.012, 0.008, "\n".join(lines), va="bottom", size=look.note_size, color=MUTED, linespacing=1.25
    )
