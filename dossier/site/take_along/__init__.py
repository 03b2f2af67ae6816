"""Taking the book along: PDF, EPUB, a zip of the pages, a zip of the tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dossier import placing
from dossier.cards import sha256
from dossier.site.afterwards import FOLDER
from dossier.site.take_along import browser, ebook, folder, pages, paper, shelf, tables
from dossier.site.take_along.about import TERMS, edition
from dossier.site.take_along.works_cited import REFERENCES


def take_along(target: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """Make every file from the built book and return their folder.

    Parameters
    ----------
    target : Path
        Folder that holds the built book in `html/`; the files go to `take-along/` beside it, and into
        `html/take-along/`, where the book's own page then links them.
    say : callable
        Told what was made, one line at a time.

    Raises
    ------
    DossierError
        If there is no built book, or no Chromium to print it.
    """
    built = target / "html"
    facts, files = edition(), {}
    with browser.chromium() as chromium:
        chapters = pages.read(built)

        def keep(name: str, content: bytes) -> None:
            files[name] = content
            say(f"{name}: {shelf.size(len(content))}")

        keep("dossier-data.zip", tables.data_zip(facts))
        keep("dossier-site.zip", folder.site_zip(built, facts, TERMS))
        keep("dossier.epub", ebook.epub(chapters, facts))
        title = f"{facts.title} {facts.subtitle}"
        keep("dossier.pdf", paper.printed(chromium, paper.whole(chapters, facts), facts, title))
        references = next(page for page in chapters if page.name == REFERENCES)
        for page in chapters:
            single = paper.printed(chromium, paper.alone(page, references, facts), facts, page.title)
            keep(shelf.pdf(page), single)
    sums = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files))
    files[shelf.SUMS] = sums.encode()
    with placing.made_aside(target / FOLDER) as folder_of_files:
        shelf.lay(folder_of_files, files)
    shelf.put(built, files, chapters, sums)
    return target / FOLDER
