"""Build the book aside and put it in place only when it is whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from dossier import cited, paths
from dossier.book.state import figures_state
from dossier.errors import DossierError
from dossier.site.trim import trim

#: Warnings are errors: a failing notebook leaves exit status 0 otherwise.
STRICT = ["-W", "-n", "--keep-going"]


def build(target: Path) -> Path:
    """Build the book and return its first page.

    Parameters
    ----------
    target : Path
        Folder for the work (`work/`) and the finished book (`html/`).

    Raises
    ------
    DossierError
        If the build fails; the last good book in `html/` is left as it was.
    """
    work = target / "work"
    _forget_if_figures_changed(work)
    _write_pages_anew(work)
    command = [
        Path(sys.executable).parent / "jupyter-book",
        "build",
        paths.ROOT,
        "--path-output",
        work,
        *STRICT,
    ]
    if subprocess.run(command, env=_environment(), check=False).returncode:
        raise DossierError(
            paths.shown(target / "html"),
            "the build failed, so the last good book was left as it was",
            "a build without a warning",
            "The first WARNING or ERROR above names the page; mend it and build again.",
        )
    _record(work)
    trim(work / "_build" / "html")
    return _put_in_place(work / "_build" / "html", target / "html") / "index.html"


def _environment() -> dict[str, str]:
    """Return settings that make two builds of one state the same bytes."""
    epoch = str(int(cited.book().moment.timestamp()))
    return os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch, "TZ": "UTC"}


def _forget_if_figures_changed(work: Path) -> None:
    """Drop executed notebooks if a figure was lost or altered since they were executed: they made it."""
    record = work / "figures.state"
    if record.exists() and record.read_text() != figures_state():
        shutil.rmtree(work)


def _write_pages_anew(work: Path) -> None:
    """Drop pages and parsed documents, keep executed notebooks: a page written over an older one may differ.

    Sphinx dates a style sheet only if an earlier build left it there, and orders the search index by what it
    happened to read again.
    """
    for leftover in ("html", ".doctrees"):
        shutil.rmtree(work / "_build" / leftover, ignore_errors=True)


def _record(work: Path) -> None:
    (work / "figures.state").write_text(figures_state())


def _put_in_place(built: Path, target: Path) -> Path:
    """Swap the finished book in by two renames, so that no reader meets half of it."""
    new, old = target.with_suffix(".new"), target.with_suffix(".old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(built, new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return target
