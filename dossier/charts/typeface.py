"""The typeface of pictures and pages: its files, and a face cut down to the characters that are used."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import font_source_sans_pro as source_sans
from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Source Sans Pro"
#: Weight and style, as CSS names them, of each face that the book uses.
FACES = {
    ("normal", "normal"): Path(source_sans.SourceSansPro),
    ("normal", "italic"): Path(source_sans.SourceSansProIt),
    ("semibold", "normal"): Path(source_sans.SourceSansProSemibold),
    ("bold", "normal"): Path(source_sans.SourceSansProBold),
}

#: Kerning, ligatures, figures of one width for tables, accents.
FEATURES = ["kern", "liga", "lnum", "tnum", "ccmp", "locl", "mark", "mkmk"]


@functools.lru_cache(maxsize=64)
def woff2(face: Path, characters: str) -> bytes:
    """Return a face in WOFF2 that holds some characters only: the same bytes on every run.

    Parameters
    ----------
    face : Path
        One of `FACES`.
    characters : str
        Sorted, each once, so that equal sets give equal bytes.
    """
    font = TTFont(face, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, desubroutinize=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
