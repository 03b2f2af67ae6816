"""`publish`: pictures, data and words of a figure to `figures/`, and the figure into the page."""

from __future__ import annotations

import base64
import contextlib
import html
import io
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from dossier import catalogue, paths, placing, trace, words
from dossier.cards import Card, Origin
from dossier.charts import typeface
from dossier.charts.exhibit import Exhibit
from dossier.charts.retired import RETIRED
from dossier.errors import FigureError
from dossier.markdown import plain
from dossier.tables.fields import Field

#: Dots per inch: sharp at twice the width at which the page shows the picture.
DPI = 220
#: Points above which an artist enters the vector file as pixels: borders, districts and clouds of events.
DENSE = 200
#: A picture inside a vector file, as matplotlib writes it.
EMBEDDED = re.compile(rb"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
#: The name of a shape at which a drawing is cut off.
CLIP = re.compile(rb'clip-path="url\(#(p[0-9a-f]{10})\)"')
#: The white edge of words on a map, which matplotlib would write as outlines of letters.
HALO = b'[id^="halo-"] text{paint-order:stroke;stroke:#fff;stroke-width:2.2px;stroke-linejoin:round}'
#: Ending of the picture for phones.
NARROW = "narrow.png"
#: How a cell begins that a spreadsheet would work out, whatever it does.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Releases that the line under a figure names one by one.
MOST_NAMED = 12
LICENCE = {"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Published:
    """A published figure; displaying it in a notebook puts it into the page."""

    id: str
    title: str
    caption: str
    alt: str
    source: str
    folder: Path

    def _repr_mimebundle_(self, **_):
        return {"text/markdown": self.to_myst(), "text/html": self.to_html(), "text/plain": self.alt}

    def to_myst(self) -> str:
        """Return the figure as the book's builder reads it.

        Paths are relative to the chapter, which is the working directory of its notebook.
        """
        base = Path(os.path.relpath(self.folder, Path.cwd())).as_posix()
        return (
            f"::::{{figure}} {base}/{self.id}.png\n"
            f":name: {self.id}\n"
            f":alt: {_one_line(self.alt)}\n"
            ":class: dark-light evidence\n"
            ":figclass: evidence-figure\n\n"
            f"{_words(self.caption)}\n\n"
            f"Source: {plain(self.source)}.\n"
            "::::\n"
        )

    def to_html(self) -> str:
        """Return the figure for a notebook viewer, the picture embedded."""
        picture = base64.b64encode((self.folder / f"{self.id}.png").read_bytes()).decode()
        return (
            f'<figure><img style="max-width:680px;width:100%" alt="{html.escape(self.alt)}" '
            f'src="data:image/png;base64,{picture}"><figcaption>{html.escape(self.caption)} '
            f"Source: {html.escape(self.source)}.</figcaption></figure>"
        )


def publish(exhibit: Exhibit, figure_id: str = "") -> Published:
    """Write a figure's pictures, CSV and JSON to `figures/` and return it for display.

    Parameters
    ----------
    exhibit : Exhibit
        What a chart function returned.
    figure_id : str
        Lower-case words joined by hyphens, beginning with the chapter's letter and number (`r1-…`). It never
        changes once published. Without one, that of the exhibit.

    Raises
    ------
    FigureError
        If the id is retired, or the id, the words, the data or the sources lack something every figure must have.
    """
    figure_id = figure_id or exhibit.id
    _check(exhibit, figure_id)
    settle(exhibit.figure)
    if exhibit.narrow is not None:
        settle(exhibit.narrow)
    cards = [catalogue.card(table) for table in exhibit.tables]
    alt = f"{exhibit.title}. {exhibit.alt}"
    source = _source_line([origin for card in cards for origin in card.sources])
    folder = paths.figures_dir()
    described = _described(figure_id, exhibit, alt, source, cards)
    told = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    files = {
        "png": picture(exhibit.figure),
        "svg": vector(exhibit),
        "csv": _rows(exhibit.data),
        "json": told.encode(),
    }
    if exhibit.narrow is not None:
        files[NARROW] = picture(exhibit.narrow)
    else:
        (folder / f"{figure_id}.{NARROW}").unlink(missing_ok=True)
    placing.write_together({folder / f"{figure_id}.{ending}": content for ending, content in files.items()})
    for ending in files:
        trace.note_figure(f"{figure_id}.{ending}")
    return Published(figure_id, exhibit.title, exhibit.caption, alt, source, folder)


def _described(figure_id: str, exhibit: Exhibit, alt: str, source: str, cards: Sequence[Card]) -> dict:
    """Return what the JSON of a figure says: its words, files, columns, and the sources of its tables."""
    return {
        "id": figure_id,
        "title": exhibit.title,
        "caption": exhibit.caption,
        "alt": alt,
        "files": {
            "picture": f"{figure_id}.png",
            "vector": f"{figure_id}.svg",
            "data": f"{figure_id}.csv",
        },
        "columns": [{"name": str(name), **_told(exhibit.fields.get(name))} for name in exhibit.data.columns],
        "source": source,
        "sources": [
            {
                "table": card.table,
                "release": origin.release,
                "citation": origin.citation,
                "licence": origin.licence,
                "addresses": origin.addresses,
            }
            for card in cards
            for origin in card.sources
        ],
        "licence": LICENCE,
    }


def _told(field: Field | None) -> dict[str, str]:
    """Return what is said of a column: its meaning, and its unit where it has one."""
    return {} if field is None else {name: value for name, value in field._asdict().items() if value}


def _source_line(origins: Sequence[Origin]) -> str:
    """Return the line under a figure: each release once, or how many where nobody would read the list."""
    releases = list(dict.fromkeys(origin.release for origin in origins))
    if len(releases) <= MOST_NAMED:
        return "; ".join(releases)
    publishers = {origin.publisher for origin in origins}
    return (
        f"{words.count(len(releases))} releases of {words.count(len(publishers))} publishers, "
        "each named on the page of this figure"
    )


def _rows(data: pd.DataFrame) -> bytes:
    """Return data as CSV: ten digits are more than any source has, and the last ones of a fit hang on the processor."""
    written = data.copy()
    for name in data.select_dtypes(["object", "string", "category"]):
        written[name] = data[name].map(_no_formula)
    return written.to_csv(index=False, lineterminator="\n", float_format="%.10g").encode()


def _no_formula(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: one that begins like that is marked as text."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA):
        return cell
    with contextlib.suppress(ValueError):
        float(cell)
        return cell
    return f"'{cell}"


def _words(caption: str) -> str:
    """Return a caption as Markdown; it may mark words as code, in which nothing else is markup."""
    return plain(caption).replace("\\`", "`")


def settle(figure: Figure) -> None:
    """Lay a figure out once, for all its pictures, and round where its axes stand.

    Two builds of one state were seen to place axes apart in the last digit of a float; where a coordinate lay halfway
    between two that the vector file can write, the files differed.
    """
    figure.set_dpi(DPI)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        place = axes.get_position(original=True).bounds
        axes.set_position([round(float(part), 9) for part in place], which="original")


def picture(figure: Figure) -> bytes:
    """Return the PNG of a figure: the same bytes on every run, in a palette of at most 256 colours."""
    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(DPI)
    canvas.draw()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    image = image.quantize(256, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    image.save(packed, format="png", optimize=True)
    return packed.getvalue()


def vector(exhibit: Exhibit) -> bytes:
    """Return the SVG of a figure: the same bytes on every run, words as words, what is dense as pixels.

    It carries its typeface, so that words keep their width in any browser.
    """
    figure = exhibit.figure
    dense = [artist for artist in figure.findobj(Collection) if _weight(artist) > DENSE]
    for artist in dense:
        artist.set_rasterized(True)
    for place, text in enumerate(each for each in figure.findobj(Text) if each.get_path_effects()):
        text.set_path_effects([])
        text.set_gid(f"halo-{place}")
    drawn = io.BytesIO()
    figure.savefig(drawn, format="svg", dpi=DPI, metadata={"Date": None, "Creator": None})
    packed = EMBEDDED.sub(_packed_again, drawn.getvalue())
    if any(axes.get_aspect() != "auto" for axes in figure.axes):
        packed = _clips_in_order(packed)
    return packed.replace(b"</style>", HALO + _faces(figure) + b"</style>", 1)


def _faces(figure: Figure) -> bytes:
    """Return style rules that carry the typeface within a vector file, cut down to the words of the figure."""
    used = {}
    for text in figure.findobj(Text):
        weight = "bold" if text.get_weight() in ("bold", 700) else "normal"
        used.setdefault((weight, text.get_style()), set()).update(text.get_text().replace("\n", ""))
    rules = []
    for (weight, style), characters in sorted(used.items()):
        face = typeface.woff2(typeface.FACES[weight, style], "".join(sorted(characters | set("0123456789"))))
        source = base64.b64encode(face).decode()
        rules.append(
            f'@font-face{{font-family:"{typeface.NAME}";font-weight:{weight};font-style:{style};'
            f"src:url(data:font/woff2;base64,{source})}}"
        )
    return "".join(rules).encode()


def _clips_in_order(drawn: bytes) -> bytes:
    """Number the shapes at which a map is cut off.

    matplotlib names them by a hash of where they stand to the last digit of a float, and Python 3.12 sums floats
    otherwise than 3.11.
    """
    names = dict.fromkeys(CLIP.findall(drawn))
    numbers = {name: f"clip-{place}".encode() for place, name in enumerate(names)}
    return re.sub(rb"\bp[0-9a-f]{10}\b", lambda found: numbers.get(found[0], found[0]), drawn)


def _packed_again(found: re.Match) -> bytes:
    """Return an embedded picture in a palette of at most 256 colours, a fifth of its weight."""
    image = Image.open(io.BytesIO(base64.b64decode(found[1])))
    packed = io.BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        packed, format="png", optimize=True
    )
    return b"data:image/png;base64," + base64.b64encode(packed.getvalue())


def _weight(artist: Collection) -> int:
    """Return about how many points an artist writes into a vector file."""
    outline = sum(len(path.vertices) for path in artist.get_paths())
    return max(outline, len(artist.get_offsets()))


def _check(exhibit: Exhibit, figure_id: str) -> None:
    where = f"figure {figure_id}"
    remedy = "Mend the chart function or the call of publish()."
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", figure_id):
        raise FigureError(where, "not a figure id", "lower-case words joined by hyphens", remedy)
    if figure_id in RETIRED:
        raise FigureError(
            where,
            f"its id is retired and leads to {RETIRED[figure_id]}",
            "an id that no figure has had before",
            "Publish it under a new id; dossier/charts/retired.py holds those that are retired.",
        )
    for field in ("title", "caption", "alt"):
        if not getattr(exhibit, field).strip():
            raise FigureError(where, f"no {field}", f"a {field}", remedy)
    if not re.search(r"\d", exhibit.alt):
        raise FigureError(where, "alt text without a number", "the numbers the picture shows", remedy)
    if exhibit.title.rstrip().endswith("."):
        raise FigureError(where, "a title with a full stop", "a message without one", remedy)
    if exhibit.data.empty:
        raise FigureError(where, "no data behind the picture", "the drawn values", remedy)
    if not exhibit.tables:
        raise FigureError(where, "no source", "at least one table of the catalogue", remedy)


def _one_line(words: str) -> str:
    return " ".join(words.split())
