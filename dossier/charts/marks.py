"""Marks that charts share: words at a place, values at the ends of bars, dashed lines, and scales."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import DateFormatter, YearLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.style import INK, MUTED

#: Size of words inside a picture, in points.
SMALL = 9.5
#: How a day at which a war turns, or a threshold, is drawn across a panel.
TURN = {"color": INK, "linewidth": 1.2, "linestyle": (0, (4, 2))}


def write(axes: Axes, text: str, at: tuple, by: tuple[float, float] = (0, 0), size: float = SMALL, **look):
    """Write words some points away from a place given in data.

    Parameters
    ----------
    axes : Axes
        Where.
    text : str
        What.
    at : tuple
        Place, in data.
    by : tuple of float
        Points to the right and up.
    size : float
        Points.
    **look
        Passed to `Axes.annotate`.
    """
    return axes.annotate(text, at, xytext=by, textcoords="offset points", size=size, **look)


def note(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    """Write bold words from a place in data downwards, in a colour that can be read."""
    axes.text(x, y, text, color=colours.for_text(colour), weight="bold", size=10, va="top", linespacing=1.2)


def beside_bars(axes: Axes, lengths: Iterable[float], texts: Iterable[str], **look) -> None:
    """Write a text at the end of each of several lying bars, which stand at 0, 1, 2 and so on."""
    for place, (length, text) in enumerate(zip(lengths, texts, strict=True)):
        write(axes, text, (length, place), (4, 0), va="center", **look)


def dashed(axes: Axes, x=None, y=None, color: str = MUTED, **look) -> None:
    """Draw a dashed line across, upright at `x` or lying at `y`."""
    look = {"linewidth": 0.9, "linestyle": (0, (3, 2)), "color": color} | look
    if x is not None:
        axes.axvline(x, **look)
    if y is not None:
        axes.axhline(y, **look)


def whole_numbers(axis: Axis) -> None:
    """Write the numbers along an axis whole, thousands apart."""
    axis.set_major_formatter(lambda value, _: words.count(value))


def calendar_years(axis: Axis, every: int = 1) -> None:
    """Mark an axis of days by years."""
    axis.set_major_locator(YearLocator(every))
    axis.set_major_formatter(DateFormatter("%Y"))
