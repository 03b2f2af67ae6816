"""One style for every chart: canvas, type, grid, heading."""

from __future__ import annotations

import textwrap

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from dossier.charts import typeface

#: Width of every picture in inches; with these type sizes labels stay legible on a phone.
WIDTH = 6.4
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
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    figure.get_layout_engine().set(rect=(0.005, 0, 0.99, 1))
    return figure, figure.subplots(rows, columns, **options)


def heading(figure: Figure, title: str, subtitle: str) -> None:
    """Write the message and, below it, what is measured and in which unit.

    Parameters
    ----------
    figure : Figure
        A canvas with constrained layout; room is made for the heading.
    title, subtitle : str
        Wrapped here; give them without line breaks.
    """
    message, measured = textwrap.wrap(title, 66), textwrap.wrap(subtitle, 91)
    inches = 0.1 + 0.245 * len(message) + 0.19 * len(measured)
    top = 1 - inches / figure.get_figheight()
    engine = figure.get_layout_engine()
    left, bottom, width, _ = engine.get()["rect"]
    engine.set(rect=(left, bottom, width, top - 0.012 - bottom))
    figure.text(0.012, 0.992, "\n".join(message), va="top", size=14, weight="bold", linespacing=1.2)
    figure.text(0.012, top, "\n".join(measured), va="bottom", size=10.75, color=MUTED, linespacing=1.25)


def on_year_axis(day) -> float:
    """Return where a day lies on an axis whose whole numbers are the middles of years."""
    return day.year - 0.5 + (day.day_of_year - 1) / 365


def footing(figure: Figure, note: str) -> None:
    """Write a standing note below the picture and make room for it."""
    lines = textwrap.wrap(note, 116)
    bottom = (0.06 + 0.155 * len(lines)) / figure.get_figheight()
    engine = figure.get_layout_engine()
    left, _, width, height = engine.get()["rect"]
    engine.set(rect=(left, bottom, width, height - bottom))
    figure.text(0.012, 0.008, "\n".join(lines), va="bottom", size=8.5, color=MUTED, linespacing=1.25)
