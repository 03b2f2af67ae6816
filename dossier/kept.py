"""What is worked out once and kept beside the book: bytes by a key that names all they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

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
    file = _file(kind, key)
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


def is_kept(kind: str, key: str) -> bool:
    """Tell whether bytes are kept for a key, so that `kept` would not make them."""
    return _file(kind, key).is_file()


def packed(*frames: pd.DataFrame | None) -> bytes:
    """Return tables as JSON, in which nothing can be but numbers, words and lists of them: what is kept runs nothing.

    Parameters
    ----------
    *frames : pandas.DataFrame or None
        A cell may be a number, a word, or a dict or tuple of these.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.5, float("nan")], "b": [{"at": (1, 2)}, {}]})
    >>> none, same = unpacked(packed(None, frame))
    >>> none is None, same.equals(frame), same["b"][0]
    (True, True, {'at': (1, 2)})
    """
    told = [None if frame is None else _told(frame) for frame in frames]
    return json.dumps(told, ensure_ascii=False, default=lambda number: number.item()).encode()


def unpacked(content: bytes) -> list[pd.DataFrame | None]:
    """Return the tables that `packed` was given."""
    return [None if told is None else _frame(told) for told in json.loads(content)]


def _told(frame: pd.DataFrame) -> dict:
    plain = isinstance(frame.index, pd.RangeIndex) and frame.index.equals(pd.RangeIndex(len(frame)))
    return {
        "rows": len(frame) if plain else _values(frame.index),
        "columns": [(name, *_values(frame[name])) for name in frame],
    }


def _values(values: pd.Series | pd.Index) -> tuple[str, list]:
    return str(values.dtype), values.tolist()


def _frame(told: dict) -> pd.DataFrame:
    rows = told["rows"]
    index = pd.RangeIndex(rows) if isinstance(rows, int) else pd.Index(rows[1], dtype=rows[0])
    columns = {
        name: pd.Series([_cell(value) for value in values], index, kind)
        for name, kind, values in told["columns"]
    }
    return pd.DataFrame(columns, index)


def _cell(value: object) -> object:
    """Return a cell as it was: JSON has no tuples, and no cell is a list."""
    if isinstance(value, list):
        return tuple(map(_cell, value))
    return {name: _cell(each) for name, each in value.items()} if isinstance(value, dict) else value


def prune(days: float = DAYS) -> None:
    """Delete what no build asked for in some days."""
    oldest = time.time() - days * 86400
    for file in _folder().rglob("*"):
        if file.is_file() and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _file(kind: str, key: str) -> Path:
    return _folder() / kind / hashlib.sha256(key.encode()).hexdigest()[:32]


def _folder() -> Path:
    return paths.work_dir() / "kept"
