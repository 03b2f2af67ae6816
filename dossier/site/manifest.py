"""The manifest of a built book: what it was made of and what came of it, each file with its size and SHA-256.

One hash stands for all of it: the SHA-256 of the manifest itself, which any tool can take. The manifest says nothing of
the machine, the folder or the day, so that whoever builds the same sources with the same packages gets the same hash.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from dossier import cited, paths
from dossier.book.blocks import NAMED
from dossier.errors import DossierError
from dossier.site import afterwards, citing
from dossier.storage import write_whole

#: Its name in the built book, and the page that says its hash.
NAME, PAGE = "manifest.csv", "chapters/verify.html"
#: All that a book is made of, and what a build publishes beside it.
INPUTS = (
    "CITATION.cff",
    "_config.yml",
    "_toc.yml",
    "benchmarks",
    "chapters",
    "data",
    "dossier",
    "figures",
    "requirements.txt",
)
#: The one of these that a build makes anew.
FIGURES = "figures"
#: The sources: the rest, as git is asked for them.
SOURCES = tuple(name for name in INPUTS if name != FIGURES)
#: The folder that stands for the built book in a manifest.
BOOK = "book"
#: What a manifest does not hold: itself, and what is made only if a reader wants it.
APART = (NAME, f"{afterwards.FOLDER}/", afterwards.LEAFLET)
#: Pages that are weighed as the build wrote them, without what was put into them afterwards.
FILLED = (PAGE, afterwards.SHELF)
COLUMNS = ("path", "bytes", "sha256")
#: How the page marks the name of the manifest.
MARK = re.compile(r'<code class="[^"]*\bmanifest\b[^"]*">.*?</code>', re.S)


@dataclass(frozen=True)
class Manifest:
    """A manifest as it is read or made.

    Parameters
    ----------
    facts : dict of str to str
        Of which book it is: title, source, packages, and version and day of release where CITATION.cff gives them.
    files : dict of str to tuple
        Size and SHA-256 of each file by its path; those of the built book stand under `book/`.
    """

    facts: dict[str, str]
    files: dict[str, tuple[int, str]]

    @property
    def text(self) -> str:
        """The canonical text: facts as remarks, then a row a file, sorted by path."""
        stream = io.StringIO()
        for name, fact in self.facts.items():
            stream.write(f"# {name}: {fact}\n")
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows((path, *self.files[path]) for path in sorted(self.files))
        return stream.getvalue()

    @property
    def hash(self) -> str:
        """The SHA-256 of the text, which `sha256sum manifest.csv` prints."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def edition(self) -> str:
        """Of which book it is, in a few words."""
        numbered = f"version {self.facts['version']}" if "version" in self.facts else "no version"
        dated = f" of {self.facts['released']}" if "released" in self.facts else ""
        return f"{numbered}{dated}, source {self.facts['source']}"

    def below(self, *folders: str) -> dict[str, tuple[int, str]]:
        """Return the files that lie in some folders, or bear one of these names."""
        return {path: each for path, each in self.files.items() if path.split("/")[0] in folders}


def inputs() -> Iterator[tuple[str, Path]]:
    """Yield what the book is made of and what a build publishes beside it: each file by its name."""
    moved = {"data": paths.data_dir(), "figures": paths.figures_dir()}
    for name in INPUTS:
        place = moved.get(name, paths.ROOT / name)
        if place.is_file():
            yield name, place
        yield from ((f"{name}/{path}", file) for path, file in below(place))


def below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder by their paths in it, without what editors and Python leave there."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in path.parts):
            yield path.as_posix(), file


def of_files(files: Iterator[tuple[str, Path]]) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of each file."""
    return {path: _weighed(file.read_bytes()) for path, file in files}


def of_book(html: Path) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of each file of a built book."""
    found = {}
    for file in sorted(html.rglob("*")):
        path = file.relative_to(html).as_posix()
        if file.is_file() and not path.startswith(APART):
            content = file.read_bytes()
            if path in FILLED:
                content = afterwards.emptied(content.decode("utf-8")).encode("utf-8")
            found[f"{BOOK}/{path}"] = _weighed(content)
    return found


def _weighed(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()


def of_build(html: Path) -> Manifest:
    """Return the manifest of a book that was built of this checkout.

    Parameters
    ----------
    html : Path
        The built book.
    """
    made_of = list(inputs())
    book = cited.book()
    facts = {
        "title": book.title,
        **({"version": book.version} if book.version else {}),
        **({"released": book.released.isoformat()} if book.released else {}),
        "source": source(made_of),
        "packages": packages(),
    }
    return Manifest(facts, of_files(iter(made_of)) | of_book(html))


def packages() -> str:
    """Return the versions that the page on rerunning names; by them the books of two Pythons differ."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in NAMED)


def source(made_of: list[tuple[str, Path]]) -> str:
    """Return one hash for the sources, which plain git gives for any commit: blob and path of each file, sorted."""
    blobs = (
        f"{citing.swhid(file.read_bytes()).rpartition(':')[2]} {path}\n"
        for path, file in sorted(made_of)
        if not path.startswith(f"{FIGURES}/")
    )
    return hashlib.sha256("".join(blobs).encode()).hexdigest()


def put(html: Path) -> Manifest:
    """Write the manifest into a built book, and its hash into the page that says it."""
    made = of_build(html)
    write_whole(html / NAME, made.text.encode("utf-8"))
    page = html / PAGE
    if page.exists():
        text = afterwards.emptied(page.read_text(encoding="utf-8"))
        said = f", <code>{made.hash}</code>"
        text = MARK.sub(lambda found: afterwards.linked(found, f"../{NAME}", said), text)
        write_whole(page, text.encode("utf-8"))
    return made


def read(file: Path) -> Manifest:
    """Read a manifest.

    Raises
    ------
    DossierError
        If there is none, or if it is not as a build wrote it.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as failed:
        raise _unreadable(file, f"it cannot be read ({failed})") from None
    head = re.match(r"(?:# \w+: .*\n)*", text)[0]
    facts = dict(re.findall(r"# (\w+): (.*)\n", head))
    rows = list(csv.reader(io.StringIO(text[len(head) :])))
    if rows[:1] != [list(COLUMNS)] or not {"source", "packages"} <= facts.keys():
        raise _unreadable(file, "its first lines are not those of a manifest")
    try:
        found = Manifest(facts, {path: (int(size), digest) for path, size, digest in rows[1:]})
    except ValueError:
        raise _unreadable(file, "a row is not path, bytes, sha256") from None
    if found.text != text:
        raise _unreadable(
            file, "its rows are not sorted by path, or its lines not ended as a build ends them"
        )
    return found


def _unreadable(file: Path, problem: str) -> DossierError:
    return DossierError(
        paths.shown(file),
        problem,
        f"a {NAME} as a build writes it",
        "Take it again from the book or the release, and change nothing in it.",
    )


def differences(wanted: dict[str, tuple[int, str]], found: dict[str, tuple[int, str]]) -> list[str]:
    """Return a line for each file that is missing, extra, or of other bytes."""
    lines = []
    for path in sorted({*wanted, *found}):
        if path not in found:
            lines.append(f"{path}: missing")
        elif path not in wanted:
            lines.append(f"{path}: extra, the manifest does not know it")
        elif wanted[path] != found[path]:
            then, now = wanted[path], found[path]
            lines.append(f"{path}: other bytes ({now[0]} of them, {then[0]} in the manifest)")
    return lines
