"""One hash over everything a notebook may read: tables, package, lock, the book's citation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dossier import paths


def state() -> str:
    """Return the hash of tables, package, lock and citation; any change in one of them changes it.

    `dossier.site` is left out: it works on pages after notebooks have run, and no notebook may import it.
    """
    return _hash(_inputs())


def figures_state() -> str:
    """Return the hash of the published figures."""
    return _hash(_files(paths.figures_dir()))


def _inputs() -> Iterator[Path]:
    yield from _files(paths.data_dir())
    package = paths.ROOT / "dossier"
    yield from (path for path in _files(package) if package / "site" not in path.parents)
    yield paths.ROOT / "requirements.txt"
    yield paths.ROOT / "CITATION.cff"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path


def _hash(files: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
