"""A figure declared once: what draws it, the tables behind it, and the file that holds its words.

Words stand in `charts/words/<id>.md`, where a writer can edit them: a title, a line on what is measured, a caption and
alt text, each a Jinja template over the facts of the figure with the functions of `dossier.words` as filters.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pandas as pd
from matplotlib.figure import Figure

from dossier import paths, words
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import footing, heading
from dossier.errors import FigureError

FOLDER = Path(__file__).parent / "words"
#: The parts of a file of words, with an empty line between two.
PARTS = re.compile(
    r"# (?P<title>.+?)\n\n(?P<measured>.+?)\n\ncaption: (?P<caption>.+?)\n\nalt: (?P<alt>.+)", re.DOTALL
)
FORM = "a title after `# `, what is measured, `caption: `, `alt: `, with an empty line between two"


@dataclass(frozen=True)
class Drawn:
    """What a chart function draws, before its words are written.

    Parameters
    ----------
    picture : matplotlib.figure.Figure
        The picture without a heading.
    data : pandas.DataFrame
        What is drawn, units in the column names.
    facts : mapping
        What the words are filled with: numbers, names, series.
    holds : bool
        Whether the data bear out what the title asserts.
    note : str
        A standing line below the picture; none if empty.
    reads : tuple of str
        Tables behind it where they hang on what is drawn; else those of the declaration count.
    """

    picture: Figure
    data: pd.DataFrame
    facts: Mapping
    holds: bool
    note: str = ""
    reads: tuple[str, ...] = ()


def figure(
    figure_id: str, reads: tuple[str, ...] = ()
) -> Callable[[Callable[..., Drawn]], Callable[..., Exhibit]]:
    """Declare a chart function as the figure of an id.

    Parameters
    ----------
    figure_id : str
        Under which it is published; names the file of its words.
    reads : tuple of str
        Tables of the catalogue behind it, for the source line.

    Returns
    -------
    callable
        Makes of a function that draws one that returns an `Exhibit`.
    """

    def declare(draw: Callable[..., Drawn]) -> Callable[..., Exhibit]:
        @functools.wraps(draw)
        def exhibit(*arguments, **options) -> Exhibit:
            drawn = draw(*arguments, **options)
            title, measured, caption, alt = written(figure_id, drawn.facts)
            if not drawn.holds:
                raise FigureError(
                    paths.shown(FOLDER / f"{figure_id}.md"),
                    f"the title says “{title}”, and the data do not",
                    "a title that holds",
                    f"Write it anew, and in {draw.__module__}.{draw.__name__} what must hold for it.",
                )
            heading(drawn.picture, title, measured)
            if drawn.note:
                footing(drawn.picture, drawn.note)
            return Exhibit(drawn.picture, title, caption, alt, drawn.data, drawn.reads or reads, figure_id)

        return exhibit

    return declare


def written(figure_id: str, facts: Mapping) -> tuple[str, str, str, str]:
    """Return title, what is measured, caption and alt text of a figure.

    Parameters
    ----------
    figure_id : str
        Names the file.
    facts : mapping
        What the templates name.

    Raises
    ------
    FigureError
        If the file is missing or lacks a part, or a template names a fact that there is not.
    """
    path = FOLDER / f"{figure_id}.md"
    where = paths.shown(path)
    try:
        parts = PARTS.fullmatch(path.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        raise FigureError(where, "the words are missing", FORM, "Write the file.") from None
    if parts is None:
        raise FigureError(where, "a part is missing or out of order", FORM, "Write the file in that form.")
    try:
        return tuple(" ".join(_template(part).render(facts).split()) for part in parts.groups())
    except (jinja2.TemplateError, LookupError, TypeError, ValueError) as fault:
        raise FigureError(
            where,
            f"it cannot be filled in ({fault})",
            f"facts among {', '.join(sorted(facts))}, and the filters of dossier.words",
            "Mend the template, or return the fact from the function that draws the figure.",
        ) from None


@functools.cache
def _template(text: str) -> jinja2.Template:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    environment.filters |= dict(inspect.getmembers(words, inspect.isfunction))
    return environment.from_string(text)
