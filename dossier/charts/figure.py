"""A figure declared once: what draws it, the tables behind it, and the file that holds its words.

Words stand in `charts/words/<id>.md`, where a writer can edit them: a title, a line on what is measured, a caption and
alt text, each a Jinja template over the facts of the figure with the functions of `dossier.words` as filters. Below
them every column of the figure's data is named: `- name: meaning | unit`, or `- name` where it means what it does in
the tables behind the figure.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pandas as pd
from matplotlib.figure import Figure

from dossier import paths, words
from dossier.charts import narrow, style
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import footing, heading
from dossier.errors import FigureError
from dossier.tables.fields import Field, field_of

FOLDER = Path(__file__).parent / "words"
#: The parts of a file of words, with an empty line between two.
PARTS = re.compile(
    r"# (?P<title>.+?)\n\n(?P<measured>.+?)\n\ncaption: (?P<caption>.+?)\n\nalt: (?P<alt>.+?)"
    r"\n\ncolumns:\n(?P<columns>.+)",
    re.DOTALL,
)
FORM = (
    "a title after `# `, what is measured, `caption: `, `alt: `, `columns:`, with an empty line between two"
)
COLUMN = re.compile(r"- ([^:|]+?)(?:: ([^|]+?)(?: \| (.+))?)?")


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
            tables = drawn.reads or reads
            if not drawn.holds:
                raise FigureError(
                    paths.shown(FOLDER / f"{figure_id}.md"),
                    f"the title says “{title}”, and the data do not",
                    "a title that holds",
                    f"Write it anew, and in {draw.__module__}.{draw.__name__} what must hold for it.",
                )
            _dress(drawn, title, measured)
            slim = _narrow(draw, arguments, options, drawn, title, measured)
            fields = described(figure_id, drawn.data, tables, drawn.facts)
            return Exhibit(drawn.picture, title, caption, alt, drawn.data, tables, figure_id, fields, slim)

        return exhibit

    return declare


def _dress(drawn: Drawn, title: str, measured: str) -> None:
    """Write the words above and below a picture."""
    heading(drawn.picture, title, measured)
    if drawn.note:
        footing(drawn.picture, drawn.note)


def _narrow(draw, arguments: tuple, options: dict, wide: Drawn, title: str, measured: str) -> Figure:
    """Return the same figure drawn for phones."""
    with style.narrow():
        slim = draw(*arguments, **options)
        if not slim.data.equals(wide.data):
            raise FigureError(
                f"{draw.__module__}.{draw.__name__}",
                "it draws other data for phones than for the page",
                "the same rows in both forms",
                "Let it change nothing that it is given, and take random numbers from a seed.",
            )
        narrow.sized(slim.picture)
        _dress(slim, title, measured)
        narrow.fitted(slim.picture)
    return slim.picture


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
    where, parts = _parts(figure_id)
    try:
        return tuple(_one_line(_template(part).render(facts)) for part in parts.groups()[:4])
    except (jinja2.TemplateError, LookupError, TypeError, ValueError) as fault:
        raise FigureError(
            where,
            f"it cannot be filled in ({fault})",
            f"facts among {', '.join(sorted(facts))}, and the filters of dossier.words",
            "Mend the template, or return the fact from the function that draws the figure.",
        ) from None


def described(
    figure_id: str, data: pd.DataFrame, tables: Sequence[str], facts: Mapping | None = None
) -> dict[str, Field]:
    """Return meaning and unit of each column of a figure's data.

    Parameters
    ----------
    figure_id : str
        Names the file.
    data : pandas.DataFrame
        What is drawn.
    tables : sequence of str
        Tables that explain a column of which the file says nothing.
    facts : mapping, optional
        What the templates name, where columns hang on what is drawn.

    Raises
    ------
    FigureError
        If the file names other columns than the data have, or leaves one to tables that do not explain it.
    """
    where, parts = _parts(figure_id)
    told = _template(parts["columns"]).render(facts or {})
    lines = [COLUMN.fullmatch(line) for line in told.splitlines() if line.strip()]
    if None in lines or [line[1] for line in lines] != list(map(str, data.columns)):
        raise FigureError(
            where,
            "it does not name the columns of the data",
            f"`- name: meaning | unit` for each of {', '.join(map(str, data.columns))}, in that order",
            "Name them.",
        )
    fields = {}
    for name, meaning, unit in (line.groups(default="") for line in lines):
        fields[name] = Field(meaning, unit) if meaning else field_of(name, tables)
        if fields[name] is None:
            raise FigureError(
                where,
                f"{', '.join(tables)} do not explain the column {name} with one voice",
                "its meaning",
                f"Write it: `- {name}: meaning | unit`.",
            )
    return fields


def _parts(figure_id: str) -> tuple[str, re.Match]:
    """Return the file of a figure's words, as a message names it, and its parts."""
    path = FOLDER / f"{figure_id}.md"
    where = paths.shown(path)
    try:
        parts = PARTS.fullmatch(path.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        raise FigureError(where, "the words are missing", FORM, "Write the file.") from None
    if parts is None:
        raise FigureError(where, "a part is missing or out of order", FORM, "Write the file in that form.")
    return where, parts


def _one_line(text: str) -> str:
    """Join lines; a file of words may be wrapped wherever its writer likes."""
    return re.sub(r"\s*\n\s*", " ", text.strip())


@functools.cache
def _template(text: str) -> jinja2.Template:
    # Words, and no HTML: whoever writes them into a page escapes them.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters |= dict(inspect.getmembers(words, inspect.isfunction))
    return environment.from_string(text)
