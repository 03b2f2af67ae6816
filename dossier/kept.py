"""What is worked out once and kept beside the book: bytes by a key that names all they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from dossier import paths
from dossier.storage import write_whole

#: Kept bytes that no build asked for in so many days are deleted.
DAYS = 30


def kept(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return the bytes that `make` gives, made once for a key.

    Parameters
    ----------
    kind : str
        What they are; a folder of its own.
    key : str
        Everything that they depend on, in words; it is hashed here.
    make : callable
        Gives the same bytes whenever the key is the same.

    Returns
    -------
    bytes
        From the folder of work; where that cannot be written, they are made each time.
    """
    file = _folder() / kind / hashlib.sha256(key.encode()).hexdigest()[:32]
    try:
        content = file.read_bytes()
    except OSError:
        content = make()
        with contextlib.suppress(OSError):
            write_whole(file, content)
        return content
    with contextlib.suppress(OSError):
        os.utime(file)
    return content


def prune(days: float = DAYS) -> None:
    """Delete what no build asked for in some days."""
    oldest = time.time() - days * 86400
    for file in _folder().rglob("*"):
        if file.is_file() and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    return paths.work_dir() / "kept"
