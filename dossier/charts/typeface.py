"""The typeface of pictures and pages: its files, and a face cut down to the characters that are used."""

from __future__ import annotations

import functools
import hashlib
import io
from importlib.metadata import version
from pathlib import Path

import font_source_sans_pro as source_sans

from dossier.kept import kept

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


#: What a face is first cut down to: Latin letters and the punctuation of print, of which almost all words are made.
LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2212]))


def woff2(face: Path, characters: str) -> bytes:
    """Return a face in WOFF2 that holds some characters only: the same bytes on every run.

    Parameters
    ----------
    face : Path
        One of `FACES`.
    characters : str
        Sorted, each once, so that equal sets give equal bytes.
    """
    return kept(
        "faces",
        f"{_state(face)} woff2 {characters}",
        lambda: _cut(_source(face, characters), characters, "woff2"),
    )


def _source(face: Path, characters: str) -> bytes:
    """Return the Latin part of a face, in which cutting is quick, or all of it where more is asked for."""
    return _latin(face) if set(characters) <= set(LATIN) else face.read_bytes()


@functools.cache
def _latin(face: Path) -> bytes:
    return kept("faces", f"{_state(face)} latin", lambda: _cut(face.read_bytes(), LATIN))


@functools.cache
def _state(face: Path) -> str:
    digest = hashlib.sha256(face.read_bytes()).hexdigest()
    return f"{face.name} {digest} {FEATURES} {LATIN} {version('fonttools')} {version('brotli')}"


def _cut(face: bytes, characters: str, flavour: str | None = None) -> bytes:
    from fontTools import subset  # takes a while, and most faces are kept
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(layout_features=FEATURES, hinting=False, desubroutinize=False))
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = flavour
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
