"""UCDP's full event file, hundreds of megabytes: read once from within its archive, only the rows that are wanted.

A row keeps the number that it has in the publisher's file, so that a message about a cell leads there.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute, csv

from dossier.errors import SourceError
from dossier.ingest import reading, states
from dossier.ingest.reading import REFETCH, Cell
from dossier.refresh import archive, records

#: Columns by which rows are chosen: where people died, and who fought.
COUNTRY, SIDES = "country", ("side_a", "side_b")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Wanted:
    """Which events to keep: those in some countries, and those in which a side has a name.

    Parameters
    ----------
    countries : mapping
        ISO code to a word that the publisher's name of the country holds, however it is spelled else.
    sides : collection of str
        Names of sides, whole.
    """

    countries: Mapping[str, str] = field(default_factory=dict)
    sides: Collection[str] = ()

    @property
    def words(self) -> list[bytes]:
        """What a record must hold somewhere to be wanted."""
        within = [f"{before}{name}{before}" for name in self.sides for before in (",", '"')]
        return [word.encode() for word in (*self.countries.values(), *within)]

    def among(self, table: pa.Table) -> pa.ChunkedArray:
        """Return which rows are wanted."""
        names = [name for name in compute.unique(table[COUNTRY]).to_pylist() if _code(name) in self.countries]
        found = compute.is_in(table[COUNTRY], pa.array(names, pa.string()))
        for side in SIDES:
            found = compute.or_(found, compute.is_in(table[side], pa.array(list(self.sides), pa.string())))
        return found


def read(path: Path, cells: Mapping[str, Cell], wanted: Wanted | None = None) -> pd.DataFrame:
    """Return the wanted rows of an event file.

    Parameters
    ----------
    path : Path
        A CSV file, or one within a `.zip` or `.gz`.
    cells : mapping
        Column to what its cells hold.
    wanted : Wanted, optional
        Which rows to keep; all of them without it.

    Returns
    -------
    pandas.DataFrame
        Typed columns; the index is the number of the row in the file, from 0.

    Raises
    ------
    SourceError
        If the file is cut off or has another layout, or a cell does not hold what it should.

    Examples
    --------
    >>> import tempfile
    >>> from dossier.ingest.reading import WHOLE
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "events.csv")
    ...     _ = file.write_text("id,country,side_a,side_b,best\\n7,Syria,A,B,2.0\\n9,Mali,C,IS,1\\n")
    ...     read(file, {"id": WHOLE, "best": WHOLE}, Wanted({"AFG": "Afghanistan"}, ["IS"]))
       id  best
    1   9     1
    """
    columns = list(cells) if wanted is None else list(dict.fromkeys([*cells, COUNTRY, *SIDES]))
    tables, numbers = [], []
    for rows, table in _tables(path, columns, wanted.words if wanted else []):
        if wanted is not None:
            mask = wanted.among(table)
            table, rows = table.filter(mask), rows[mask.to_numpy()]
        tables.append(table.select(list(cells)))
        numbers.append(rows)
    schema = pa.schema([(name, pa.string()) for name in cells])
    frame = pa.concat_tables([schema.empty_table(), *tables]).to_pandas().astype("str")
    rows = np.concatenate([np.arange(0), *numbers])
    return pd.DataFrame({name: _typed(frame[name], cell, rows, path) for name, cell in cells.items()}, rows)


def _typed(words: pd.Series, cell: Cell, rows: np.ndarray, path: Path) -> pd.Series:
    """Return the values of a column; words that stand in many rows are read once, where they stand first."""
    codes, different = pd.factorize(words, use_na_sentinel=False)
    first = np.unique(codes, return_index=True)[1]
    once = pd.DataFrame({words.name: different}, rows[first], dtype="str")
    values = reading.read(reading.stripped(once)[words.name], cell, path)
    return values.take(codes).set_axis(rows)


@functools.cache
def _code(name: str | None) -> str | None:
    try:
        return states.code(name.strip()) if name else None
    except SourceError:
        return None


def _tables(path: Path, columns: list[str], words: list[bytes]):
    """Give the records that hold a word as tables of text, with their numbers; empty cells are missing."""
    parts = archive.blocks(path)
    header, parts = _header(path, parts, columns)
    options = {
        "read_options": csv.ReadOptions(column_names=header),
        # Descriptions of places and headlines of sources run over several lines.
        "parse_options": csv.ParseOptions(newlines_in_values=True),
        "convert_options": csv.ConvertOptions(
            include_columns=columns,
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    }
    for rows, text in records.holding(parts, words):
        try:
            table = csv.read_csv(io.BytesIO(text), **options)
        except pa.ArrowInvalid as broken:
            raise SourceError(
                f"{path}, rows {rows[0] + 1} to {rows[-1] + 1}",
                f"cannot be read ({str(broken).splitlines()[0]})",
                f"UTF-8 text of {len(header)} columns separated by ','",
                REFETCH,
            ) from None
        yield (rows if len(rows) == len(table) else np.full(len(table), rows[0])), table


def _header(path: Path, parts, columns: list[str]):
    """Return the names of the columns, and the parts of the file that follow them."""
    text = b""
    for part in parts:
        text += part
        line, found, rest = text.removeprefix(BYTE_ORDER_MARK).partition(b"\n")
        if found:
            break
    else:
        raise SourceError(path, "it holds no line", f"a header and events of {', '.join(columns)}", REFETCH)
    names = [name.strip().strip('"') for name in line.decode("utf-8", "replace").strip().split(",")]
    missing = [column for column in columns if column not in names]
    if missing:
        shown = ", ".join(names[:6])
        raise SourceError(
            f"{path}, column {', '.join(missing)}",
            f"not among {len(names)} columns ({shown}, …)",
            f"a header with {', '.join(columns)}",
            REFETCH,
        )

    def following():
        yield rest
        yield from parts

    return names, following()
