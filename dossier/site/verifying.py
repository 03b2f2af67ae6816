"""Making the book anew from a clean copy of the checkout, and comparing every byte with a published manifest."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier import locked, paths
from dossier.errors import DossierError
from dossier.site import manifest
from dossier.site.manifest import BOOK, FIGURES, Manifest

#: How many files a message names before it counts the rest.
NAMED = 12


@dataclass(frozen=True)
class Verified:
    """What came of a comparison.

    Parameters
    ----------
    manifest : Manifest
        The one that was compared with.
    commit : str
        The commit of this clone that has its sources, or nothing.
    lines : list of str
        One for each file that differs.
    """

    manifest: Manifest
    commit: str
    lines: list[str]


def verify(file: Path, tell: Callable[[str], None], kept: Path | None = None) -> Verified:
    """Build the book from a clean copy of the checkout, with nothing worked out before, and compare it.

    Parameters
    ----------
    file : Path
        The manifest. If a built book lies beside it, that is compared first, and only if it agrees is one built.
    tell : callable
        Takes a line on what is being done.
    kept : Path, optional
        Folder of what an earlier build worked out for all chapters, to be taken over: quicker, and less of a test.

    Raises
    ------
    DossierError
        If the manifest is of other sources or packages, or the clean copy does not build.
    """
    if not file.is_file():
        raise DossierError(
            paths.shown(file),
            "not found",
            f"the {manifest.NAME} of a published book",
            "Take it from the book or the release and name it (make verify MANIFEST=FILE), or build first.",
        )
    published = manifest.read(file)
    commit = commit_of(published.facts["source"])
    tell(f"{paths.shown(file)} is of {published.edition}, {_named(commit)}")
    _hold_sources(published, commit)
    _hold_packages(published)
    book = published.below(BOOK)
    if (file.parent / "index.html").exists():
        tell("comparing the book beside it")
        lines = manifest.differences(book, manifest.of_book(file.parent))
        if lines:
            return Verified(published, commit, lines)
    with tempfile.TemporaryDirectory() as folder:
        tell("building the book from a clean copy of the checkout")
        made = manifest.read(_build(Path(folder), kept))
    made_of_it = (BOOK, FIGURES, "data")
    return Verified(
        published, commit, manifest.differences(published.below(*made_of_it), made.below(*made_of_it))
    )


def _named(commit: str) -> str:
    return f"which are those of commit {commit}" if commit else "which no commit of this clone has"


def commit_of(source: str) -> str:
    """Return the newest commit of this clone whose sources have this hash; nothing if there is none, or no git."""
    try:
        commits = _git("rev-list", "--all", "HEAD", "--", *manifest.SOURCES).split()
        for commit in (_git("rev-parse", "HEAD").strip(), *commits):
            listed = _git("ls-tree", "-r", "--format=%(objectname) %(path)", commit, "--", *manifest.SOURCES)
            if hashlib.sha256(listed.encode()).hexdigest() == source:
                return commit
    except (OSError, subprocess.CalledProcessError):
        pass
    return ""


def _git(*arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout


def _hold_sources(published: Manifest, commit: str) -> None:
    """Refuse to compare where the checkout has other sources: the book would differ, and say nothing."""
    here = manifest.of_files(each for each in manifest.inputs() if not each[0].startswith(f"{FIGURES}/"))
    lines = manifest.differences(published.below(*manifest.SOURCES), here)
    if lines:
        shown = lines[:NAMED] + [f"and {len(lines) - NAMED} more"] * (len(lines) > NAMED)
        raise DossierError(
            "this checkout",
            f"its sources are not those of the manifest ({'; '.join(shown)})",
            f"the sources of {published.edition}",
            f"Check them out: git checkout {commit}."
            if commit
            else "Take a clone that has that version; no commit of this one has these sources.",
        )


def _hold_packages(published: Manifest) -> None:
    """Refuse to compare where other packages are installed than the book was made with."""
    wrong = locked.astray()
    if wrong:
        raise DossierError(
            "this environment",
            f"it does not hold what the lock says ({'; '.join(wrong[:NAMED])})",
            f"the packages of {locked.RERUN}",
            "Run it with the environment of make: make verify.",
        )
    here = manifest.packages()
    if here != published.facts["packages"]:
        raise DossierError(
            "this environment",
            f"for this Python the lock has {here}",
            f"what the book was made with: {published.facts['packages']}",
            "Make the environment anew with the Python that has these: rm -r .venv; make PYTHON=python3.12 verify.",
        )


def _build(folder: Path, kept: Path | None) -> Path:
    """Build the book from the sources alone, in a folder of its own, and return its manifest."""
    copy, target = folder / "checkout", folder / "checkout" / "_build"
    for name, file in manifest.inputs():
        if not name.startswith(f"{FIGURES}/"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy / name)
    # Figures are published into it; none is there before.
    (copy / FIGURES).mkdir()
    if kept:
        shutil.copytree(kept, target / "kept")
    own = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    built = subprocess.run(
        [sys.executable, "-m", "dossier", "build", "--target", str(target)],
        cwd=copy,
        env=own | {"PYTHONPATH": str(copy)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if built.returncode:
        raise DossierError(
            "a clean copy of this checkout",
            "it does not build, as said above",
            "a book like the one of the manifest",
            "Where make book works here, what it needs is not among the sources: please say so.",
        )
    return target / "html" / manifest.NAME
