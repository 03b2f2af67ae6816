"""Tables to bytes and back; a file is replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path

import pandas as pd

from dossier import paths
from dossier.errors import TableError
from dossier.tables import Table

#: Kinds of stored Arrow types that may stand for a declared column type; anything else is a wrong type.
STORED_KINDS = {"str": "OUT", "int64": "iu", "Int64": "iu", "float64": "f", "bool": "b", "datetime64[s]": "M"}

TRUTH = {"True": True, "False": False}


def encode(frame: pd.DataFrame, table: Table) -> bytes:
    """Return the bytes of a table's file; the same frame gives the same bytes."""
    if table.format == "csv":
        return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
    buffer = io.BytesIO()
    if table.format == "parquet":
        frame.to_parquet(buffer, index=False, compression="zstd")
        return buffer.getvalue()
    import pyogrio

    # The spatial index would reorder features; the tables keep the order of their key.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "layer.fgb")
        pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
        return path.read_bytes()


def decode(content: bytes, table: Table, where: str, remedy: str | None = None) -> pd.DataFrame:
    """Read a table's bytes into the declared types; `remedy` is what a message says to do, other than to restore.

    Raises
    ------
    TableError
        If the bytes are not of the declared format, or a value is not of its column's type.
    """
    try:
        frame = _parse(content, table)
    except Exception as broken:  # the parsers share no base class
        raise TableError(
            where, f"cannot be read as {table.format} ({broken})", f"a {table.format} file", remedy or RESTORE
        ) from None
    for name, column in table.columns.items():
        if name in frame and name != "geometry":
            frame[name] = _typed(frame[name], column.kind, table.format, where, remedy or RESTORE)
    return frame


def from_text(frame: pd.DataFrame, table: Table, where: str, remedy: str) -> pd.DataFrame:
    """Give the columns that hold text the types that a contract declares; typed ones stay as they are.

    Raises
    ------
    TableError
        If a text is not of its column's type.
    """
    frame = frame.copy()
    for name, column in table.columns.items():
        kind = column.kind
        if name in frame and kind not in ("str", "geometry") and pd.api.types.is_string_dtype(frame[name]):
            frame[name] = _typed(frame[name], kind, "csv", where, remedy)
    return frame


#: What to do about a damaged file in `data/`.
RESTORE = (
    "Restore it (`git checkout data`) or, with the publishers' files at hand, derive it again "
    "(`python -m dossier ingest --sources DIR`)."
)
#: The same for tables that are kept by hand and derived from nothing.
RESTORE_KEPT = "Restore it (`git checkout data`): it is kept by hand, and no recipe derives it."
#: The same while the book is built, by people who may have no publishers' files.
REBUILD = (
    "Restore it (`git checkout data`), then build again; the last good book stays where it is until then."
)
#: What to do about a table that is kept by hand and does not keep its contract.
EDITED = (
    "Mend the edit, or the contract in dossier/tables if that is what changed, and seal the table again "
    "(`python -m dossier seal NAME`)."
)


def _parse(content: bytes, table: Table) -> pd.DataFrame:
    if table.format == "csv":
        if content and not content.endswith(b"\n"):
            raise ValueError("its last line is cut off")
        return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    if table.format == "parquet":
        return pd.read_parquet(io.BytesIO(content))
    import geopandas as gpd  # takes a while and memory, and few tables are maps

    return gpd.read_file(io.BytesIO(content))


def _typed(values: pd.Series, dtype: str, stored_as: str, where: str, remedy: str) -> pd.Series:
    if stored_as == "csv":
        converted = _from_text(values, dtype)
    elif getattr(values.dtype, "kind", "O") in STORED_KINDS[dtype] or _whole_with_gaps(
        values, dtype, stored_as
    ):
        # A gap where none may be is for the contract to name.
        gap = dtype in ("int64", "bool") and values.isna().any()
        converted = values if dtype == "str" or gap else values.astype(dtype)
    else:
        raise TableError(f"{where}, column {values.name}", f"values of type {values.dtype}", dtype, remedy)
    lost = converted.isna() & values.notna()
    if lost.any():
        row = int(lost.to_numpy().argmax())
        raise TableError(
            f"{where}, column {values.name}, row {row + 1}", f"found {values.iloc[row]!r}", dtype, remedy
        )
    return converted if converted.isna().any() and dtype in ("int64", "bool") else converted.astype(dtype)


def _whole_with_gaps(values: pd.Series, dtype: str, stored_as: str) -> bool:
    """Tell whether these are whole numbers that a map layer returns as floats because some are missing."""
    return stored_as == "fgb" and dtype == "Int64" and values.dtype.kind == "f" and not (values % 1 > 0).any()


def _from_text(values: pd.Series, dtype: str) -> pd.Series:
    if dtype in ("int64", "Int64"):
        numbers = pd.to_numeric(values, errors="coerce")
        return numbers.where(numbers % 1 == 0).astype("Int64")
    if dtype == "float64":
        return pd.to_numeric(values, errors="coerce").astype("float64")
    if dtype == "bool":
        return values.map(TRUTH)
    if dtype == "datetime64[s]":
        return pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    return values


#: Bytes of room below which a disk counts as full where a program says no more than that it failed.
ROOM = 4 * 2**20


def refuse_if_full(folder: Path) -> None:
    """Raise what a full disk raises, where it can be why another program failed that wrote there."""
    if shutil.disk_usage(folder).free < ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def unfinished() -> Path:
    """Return the folder where files are written before they are put in place; whatever lies there is nobody's."""
    return paths.work_dir() / "unfinished"


def staged(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under a name of its own that no reader looks for, and return it; on failure nothing is left."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step: readers see the old bytes or the new ones, never a part.

    It is written in the folder of work, so that a process that is killed leaves nothing beside the file; beside it
    only where that folder cannot be written or lies on another disk.

    Raises
    ------
    OSError
        If the disk is full or may not be written; it names the file, which is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write_by_way_of(unfinished(), path, content)
    except OSError:
        try:
            _write_by_way_of(path.parent, path, content)
        except OSError as refused:
            raise OSError(refused.errno, refused.strerror or str(refused), str(path)) from None


def _write_by_way_of(folder: Path, path: Path, content: bytes) -> None:
    temporary = staged(folder, path.name, content)
    try:
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def uninterrupted():
    """Hold back Ctrl-C until the block is done, so that a table and its card change together."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pending = []
    previous = signal.signal(signal.SIGINT, lambda *_: pending.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
    if pending:
        raise KeyboardInterrupt
