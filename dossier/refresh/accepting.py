"""Staged data in the place of the data, in one step; until then, and if it fails, nothing changes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from dossier import paths, placing
from dossier.errors import TableError


def state() -> str:
    """Return a hash of all that lies in the folder of data."""
    digest = hashlib.sha256()
    for path in sorted(path for path in paths.data_dir().rglob("*") if path.is_file()):
        name = path.relative_to(paths.data_dir()).as_posix()
        digest.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def put_in_place(staged: Path, known: str) -> None:
    """Put staged data in the place of the data.

    Parameters
    ----------
    staged : Path
        A whole folder of data.
    known : str
        The state of the data from which it was staged.

    Raises
    ------
    TableError
        If the data changed since then, or the folder cannot be replaced; they are then as before.
    """
    target = paths.data_dir().resolve()
    if state() != known:
        raise TableError(
            paths.shown(target),
            "it changed while the releases were compared",
            "the data that the changes were shown for",
            "Run make refresh again.",
        )
    try:
        with placing.made_aside(target) as new:
            shutil.copytree(staged, new)
    except OSError as refused:
        raise TableError(
            paths.shown(target),
            f"it cannot be replaced ({refused.strerror or refused})",
            "a folder with room, beside which this user may write",
            "Nothing changed. Make room or allow writing there, and accept again.",
        ) from None


def recover() -> bool:
    """Put the data back that a crash left beside their place; tell whether there were any.

    Only where the system knows no exchange of two folders can it leave them there.
    """
    return placing.recover_folder(paths.data_dir().resolve())
