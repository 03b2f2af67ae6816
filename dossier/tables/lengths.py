"""How long a table is after a newer release was accepted; all else that its contract says stays.

A contract states rows, last year and title of the release that the book was written on. `make refresh` writes what a
newer one changes of these into `data/lengths.json`, when a reader accepts it, and contracts follow.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pandas as pd

from dossier import paths
from dossier.errors import TableError
from dossier.tables.base import Table, until

#: Years at the end of a title, or of a part of it.
SPAN = re.compile(r"(?<=, )[0-9]{4}-[0-9]{4}(?=$|,)")
REMEDY = "Restore it (`git checkout data`), or delete it to return to the releases of the book."


@dataclass(frozen=True)
class Length:
    """What an accepted release changes of a contract.

    Parameters
    ----------
    rows : int
        Rows of the table.
    title : str
        What it holds.
    last : mapping
        Column of years to its last one.
    """

    rows: int
    title: str
    last: Mapping[str, int] = field(default_factory=dict)


def file() -> Path:
    """Return where accepted lengths lie."""
    return paths.data_dir() / "lengths.json"


def accepted() -> dict[str, Length]:
    """Return the accepted lengths by table; none where no newer release was accepted.

    Raises
    ------
    TableError
        If the file is not what `to_json` writes.
    """
    try:
        at = file().stat()
    except FileNotFoundError:
        return {}
    return _read(file(), at.st_mtime_ns, at.st_size)


def to_json(lengths: Mapping[str, Length]) -> str:
    """Return lengths as their file holds them."""
    told = {name: asdict(lengths[name]) for name in sorted(lengths)}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def of(table: Table, frame: pd.DataFrame, title: str = "") -> Length:
    """Return the length of a table as derived from a newer release.

    Parameters
    ----------
    table : Table
        Its contract.
    frame : pandas.DataFrame
        Its rows.
    title : str
        What it holds now, with `{years}` for the span; without one, the contract's with that span.

    Examples
    --------
    >>> from dossier.tables.base import year
    >>> known = Table("Deaths, 2001-2002", {"year": year("Year", 2001, 2002)}, ("year",), 2)
    >>> of(known, pd.DataFrame({"year": [2001, 2002, 2003]})).title
    'Deaths, 2001-2003'
    """
    years = {
        name: pd.to_numeric(frame[name])
        for name, column in table.columns.items()
        if name.endswith("year") and column.kind in ("int64", "Int64")
    }
    spans = [f"{each.min()}-{each.max()}" for each in years.values()] if len(frame) else []
    if not spans:
        return Length(len(frame), title or table.title)
    said = (title or SPAN.sub("{years}", table.title)).format(years=spans[0])
    return Length(len(frame), said, {name: int(each.max()) for name, each in years.items()})


def lengthened(name: str, table: Table) -> Table:
    """Return a contract with the length that was accepted for its table."""
    length = accepted().get(name)
    if length is None:
        return table
    columns = {
        column: until(declared, length.last[column]) if column in length.last else declared
        for column, declared in table.columns.items()
    }
    return replace(table, title=length.title, rows=length.rows, columns=columns)


@functools.lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int, size: int) -> dict[str, Length]:
    try:
        return {name: Length(**told) for name, told in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as broken:
        raise TableError(
            paths.shown(path), f"cannot be read ({broken})", "rows, title and last years of tables", REMEDY
        ) from None
