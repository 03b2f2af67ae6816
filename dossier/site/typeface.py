"""The typeface of pages: Source Sans from a package of the lock, cut down to what the book uses, as WOFF2."""

from __future__ import annotations

import html
import re
from pathlib import Path

from dossier.charts.typeface import FACES, woff2
from dossier.storage import write_whole

#: Faces by the name of the file that pages load; `dossier.css` says where each is used, and `first.js` asks for them.
SERVED = {
    "regular": FACES["normal", "normal"],
    "italic": FACES["normal", "italic"],
    "semibold": FACES["semibold", "normal"],
}
#: Where they stand in the book.
FOLDER = "_static/fonts"
#: What is kept whether a page uses it yet or not: Latin-1 and Latin Extended-A, where names come from.
BASICS = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180))
#: What is no text of a page.
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def write_fonts(app, exception) -> None:
    """Put the faces into the book, cut down once for each set of characters and kept."""
    if exception is None and app.builder.format == "html":
        book = Path(app.outdir)
        needed = BASICS | characters(book)
        for face, path in SERVED.items():
            cut = woff2(path, "".join(map(chr, sorted(needed))))
            write_whole(book / FOLDER / f"source-sans-{face}.woff2", cut)


def characters(book: Path) -> frozenset[int]:
    """Return every character that the pages of a built book show."""
    found: set[int] = set()
    for page in book.rglob("*.html"):
        found.update(map(ord, html.unescape(MARKUP.sub("", page.read_text(encoding="utf-8")))))
    return frozenset(found)


def setup(app) -> None:
    """Wire the typeface into Sphinx; it is cut down once all pages are written."""
    app.connect("build-finished", write_fonts, priority=900)
