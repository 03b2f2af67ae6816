"""Forms that a chapter draws by name: such a figure needs a call and a file of words, and no function of its own."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import beside_bars
from dossier.charts.style import canvas


def by_state(figure_id: str, amounts: pd.Series, holds: bool, reads: tuple[str, ...]) -> Exhibit:
    """Return a figure of one number a state as lying bars, Russia apart.

    Parameters
    ----------
    figure_id : str
        Names the file of its words, which are filled with `amounts` and with `bars`, each state with its number.
    amounts : pandas.Series
        Number by ISO code; the bars are drawn in its order, the first on top. Its name and that of its index are
        columns of the figure's data.
    holds : bool
        Whether the data bear out what the title asserts.
    reads : tuple of str
        Tables behind it, for the source line.
    """
    bars = [f"{entities.name(state)} {words.count(amount)}" for state, amount in amounts.items()]
    facts = {"amounts": amounts, "bars": bars}
    return figure(figure_id, reads)(lambda: Drawn(state_bars(amounts), amounts.reset_index(), facts, holds))()


def state_bars(amounts: pd.Series) -> Figure:
    """Draw a lying bar for each state, the first on top, with its number at the end; Russia stands out.

    Examples
    --------
    >>> axes = state_bars(pd.Series({"CHN": 215, "RUS": 69})).axes[0]
    >>> [label.get_text() for label in axes.get_yticklabels()], [text.get_text() for text in axes.texts]
    (['Russia', 'China'], ['69', '215'])
    """
    rows = amounts.iloc[::-1]
    picture, axes = canvas(1.7 + 0.29 * len(rows))
    face = [colours.of("RUS") if state == "RUS" else colours.of("other") for state in rows.index]
    axes.barh(range(len(rows)), rows, 0.72, color=face)
    beside_bars(axes, rows, rows.map(words.count))
    axes.set_yticks(range(len(rows)), [entities.name(state) for state in rows.index])
    for label, state in zip(axes.get_yticklabels(), rows.index, strict=True):
        label.set_weight("bold" if state == "RUS" else "normal")
    axes.grid(axis="y", visible=False)
    axes.set_xticks([])
    axes.margins(x=0.1, y=0.02)
    axes.spines["bottom"].set_visible(False)
    return picture
