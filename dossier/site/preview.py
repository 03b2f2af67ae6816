"""The picture that messengers show beside a link to the book or to one of its pages."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from dossier import cited, results
from dossier.charts import style
from dossier.site import citing
from dossier.site.citing import FRONT
from dossier.storage import write_whole
from dossier.verdicts.answer import Answer, answers
from dossier.verdicts.rules import rules

#: The size that Open Graph's readers expect.
WIDTH, HEIGHT = 1200, 630
FOLDER = "_static/og"
#: Characters of the line of authors for which there is room.
AUTHORS = 60
#: Dots per inch while drawing: one point of type is then two pixels.
DPI = 144
BAR, GROUND = "#14607a", "#f7f8f9"


def alt(title: str, page: str) -> str:
    """Return the words for those who do not see the picture."""
    if page != FRONT:
        return f"The title of the chapter: {title}"
    four = answers(results.drivers(), rules())
    found = "; ".join(f"{answer.reason}: {answer.now.verdict}, {answer.now.likelihood}" for answer in four)
    return f"The title of the book and its four verdicts. {found}."


def front(title: str, subtitle: str, four: list[Answer], foot: str) -> Figure:
    """Return the book's picture: its question and what it found on each of the four reasons."""
    figure = _ground(foot)
    figure.text(0.065, 0.865, title, size=30, weight="bold", va="center")
    figure.text(0.065, 0.765, subtitle, size=13.5, color=style.MUTED, va="center")
    for row, answer in enumerate(four):
        height = 0.625 - 0.125 * row
        figure.add_artist(Rectangle((0.065, height - 0.062), 0.87, 0.002, color=style.GRID, lw=0))
        said = f"{answer.now.verdict.capitalize()}: {answer.now.likelihood}"
        figure.text(0.065, height, f"{row + 1}. {answer.reason}", size=16, va="center")
        figure.text(0.935, height, said, size=16, weight="bold", va="center", ha="right")
    return figure


def chapter(title: str, book: str, foot: str) -> Figure:
    """Return a chapter's picture: its title and the book's."""
    figure = _ground(foot)
    lines = textwrap.wrap(title, 34)
    size = 33 if len(lines) <= 3 else 26
    lines = lines if len(lines) <= 3 else textwrap.wrap(title, 44)
    figure.text(0.065, 0.86, book, size=14, color=style.MUTED, va="center")
    figure.text(0.065, 0.76, "\n".join(lines), size=size, weight="bold", va="top", linespacing=1.2)
    return figure


def _ground(foot: str) -> Figure:
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=GROUND)
    figure.add_artist(Rectangle((0, 0), 0.018, 1, color=BAR, lw=0))
    figure.text(0.065, 0.07, foot, size=11.5, color=style.MUTED, va="center")
    return figure


def png(figure: Figure) -> bytes:
    """Return the picture's bytes, the same on every run."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", facecolor=GROUND, metadata={"Software": None})
    image = Image.open(drawn).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    image.save(packed, format="png", optimize=True)
    return packed.getvalue()


def write_pictures(app, exception) -> None:
    """Draw the book's picture, and each chapter's once pages can name it by an address."""
    if exception is not None or app.builder.name != "html":
        return
    book = cited.book()
    name, _, subtitle = book.title.partition("? ")
    title = f"{name}?" if subtitle else book.title
    foot = " · ".join(filter(None, (textwrap.shorten(book.by, AUTHORS, placeholder=" …"), book.dated)))
    folder = Path(app.outdir) / FOLDER
    write_whole(folder / "book.png", png(front(title, subtitle, answers(results.drivers(), rules()), foot)))
    for page in sorted(app.env.found_docs) if book.url else ():
        if page != FRONT:
            drawn = chapter(app.env.titles[page].astext(), title, foot)
            write_whole(folder / f"{citing.key(page)}.png", png(drawn))


def setup(app) -> None:
    """Wire the pictures into Sphinx."""
    app.connect("build-finished", write_pictures)
