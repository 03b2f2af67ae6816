"""The page that offers the files: names without links until the files are made, links with sizes after."""

from __future__ import annotations

import html
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import placing
from dossier.site.afterwards import FOLDER, SHELF, added, emptied, linked
from dossier.storage import write_whole

if TYPE_CHECKING:
    from dossier.site.take_along.pages import Page

NAME = re.compile(r'<code class="[^"]*\btake-along\b[^"]*">(.*?)</code>', re.S)
SUMS = "SHA256SUMS"
#: What is said of a chapter that the PDF of the whole book leaves out.
UNBOUND = "; not in the PDF of the book"


def filled(text: str, files: dict[str, bytes], chapters: list[Page], sums: str) -> str:
    """Return the page with a link and a size for each name that it marks, the list of chapters, and the sums.

    Parameters
    ----------
    text : str
        The built page.
    files : dict of str to bytes
        What was made, by name in the folder.
    chapters : list of Page
        Those that have a PDF of their own.
    sums : str
        The lines of the file of hashes.
    """

    def link(found: re.Match) -> str:
        name = re.sub(r"<[^>]+>", "", found[1])
        if name not in files:
            return found[0]
        return linked(found, f"../{FOLDER}/{name}", f" ({size(len(files[name]))})")

    text = NAME.sub(link, emptied(text))
    text = _after(text, "take-along-chapters", _chapters(files, chapters))
    listed = f'<pre tabindex="0" role="region" aria-label="SHA-256 of each file">{html.escape(sums)}</pre>'
    return _after(text, "take-along-sums", f'<div class="highlight">{listed}</div>')


def _chapters(files: dict[str, bytes], chapters: list[Page]) -> str:
    lines = "".join(
        f'<li><a class="reference download internal" href="../{FOLDER}/{pdf(page)}" download>'
        f"{html.escape(page.title)}</a> ({size(len(files[pdf(page)]))}{'' if page.bound else UNBOUND})</li>"
        for page in chapters
    )
    return f'<ul class="simple">{lines}</ul>'


def pdf(page: Page) -> str:
    """Return the name of a chapter's PDF in the folder."""
    return f"pdf/{page.slug}.pdf"


def _after(text: str, place: str, words: str) -> str:
    """Put something at the end of the section that has this id at its heading."""
    start = text.find(f'id="{place}"')
    end = text.find("</section>", start)
    return text if start < 0 else text[:end] + added(words) + text[end:]


def size(count: int) -> str:
    """Return a size as a reader compares it: `340 kB`, `16.9 MB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder of their own."""
    for name, content in files.items():
        write_whole(folder / name, content)


def put(built: Path, files: dict[str, bytes], chapters: list[Page], sums: str) -> None:
    """Put the files into a built book and fill the page that offers them, in one step."""
    with placing.made_aside(built) as new:
        shutil.copytree(built, new, ignore=_earlier(built), copy_function=_linked)
        lay(new / FOLDER, files)
        if (new / SHELF).exists():
            text = filled((new / SHELF).read_text(encoding="utf-8"), files, chapters, sums)
            write_whole(new / SHELF, text.encode("utf-8"))


def _earlier(built: Path):
    """Leave out what was put there earlier."""
    return lambda folder, _: {FOLDER} if Path(folder) == built else set()


def _linked(source: str, target: str) -> None:
    """Have a file under a second name rather than twice; no file of a book is changed in place."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
