"""UCDP's full event file, hundreds of megabytes: read once from within its archive, only the rows that are wanted.

A row keeps the number that it has in the publisher's file, so that a message about a cell leads there.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute, csv

from dossier.errors import SourceError
from dossier.ingest import reading, states
from dossier.ingest.reading import DAY, REAL, REFETCH, TEXT, WHOLE, Cell
from dossier.refresh import archive

#: Columns by which rows are chosen: where people died, and who fought.
COUNTRY, SIDES = "country", ("side_a", "side_b")
#: Bytes of text that are parsed at one time.
BLOCK = 1 << 19


#: Countries as the event file spells them and no other file of UCDP's does.
STATE = reading.state(
    {
        "Belarus (Byelorussia)": "Belarus",
        "Burkina Faso (Upper Volta)": "Burkina Faso",
        "German Federal Republic": "Germany",
        "Italy/Sardinia": "Italy",
        "Macedonia, FYR": "Macedonia",
        "Rumania": "Romania",
        "Solomon Is.": "Solomon Islands",
        "Sri Lanka (Ceylon)": "Sri Lanka",
        "Surinam": "Suriname",
        "Tanzania (Tanganyika)": "Tanzania",
        "Turkey (Ottoman Empire)": "Turkey",
        "United States of America": "United States",
    }
)


def degrees(most: int) -> Cell:
    """Describe cells that hold degrees from the equator or from Greenwich."""
    return replace(
        REAL,
        expected=f"degrees from -{most} to {most}",
        values=lambda words: REAL.values(words).where(lambda found: found.abs() <= most),
    )


DEATHS = ["best", "high", "low", "deaths_civilians"]
EVENT = (
    dict.fromkeys(["id", "year", "type_of_violence", "where_prec", "date_prec", *DEATHS], WHOLE)
    | {"latitude": degrees(90), "longitude": degrees(180)}
    | dict.fromkeys(["date_start", "date_end"], DAY)
    | dict.fromkeys(["side_a", "side_b"], TEXT)
    | {"country": STATE, "adm_1": TEXT.or_empty(), "conflict_new_id": WHOLE}
)


@dataclass(frozen=True)
class Wanted:
    """Which events to keep: those in some countries, and those in which a side has a name.

    Parameters
    ----------
    countries : collection of str
        ISO codes.
    sides : collection of str
        Names of sides, whole.
    """

    countries: Collection[str] = ()
    sides: Collection[str] = ()

    def among(self, block: pa.RecordBatch) -> pa.Array:
        """Return which rows of a block are wanted."""
        names = [name for name in compute.unique(block[COUNTRY]).to_pylist() if _code(name) in self.countries]
        found = compute.is_in(block[COUNTRY], pa.array(names, pa.string()))
        for side in SIDES if self.sides else ():
            found = compute.or_(found, compute.is_in(block[side], pa.array(list(self.sides), pa.string())))
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
    ...     read(file, {"id": WHOLE, "best": WHOLE}, Wanted(["AFG"], ["IS"]))
       id  best
    1   9     1
    """
    chosen_by = [] if wanted is None else [COUNTRY, *(SIDES if wanted.sides else ())]
    columns = list(dict.fromkeys([*cells, *chosen_by]))
    blocks, numbers, first = [], [np.arange(0)], 0
    for block in _blocks(path, columns):
        rows = np.arange(first, first + block.num_rows)
        first += block.num_rows
        if wanted is not None:
            mask = wanted.among(block)
            block, rows = block.filter(mask), rows[mask.to_numpy(zero_copy_only=False)]
        blocks.append(block.select(list(cells)))
        numbers.append(rows)
    kept = pa.Table.from_batches(blocks, pa.schema([(name, pa.string()) for name in cells]))
    rows = np.concatenate(numbers)
    return pd.DataFrame({name: _typed(name, kept[name], cells[name], rows, path) for name in cells}, rows)


def _typed(name: str, column: pa.ChunkedArray, cell: Cell, rows: np.ndarray, path: Path) -> np.ndarray:
    """Return the values of a column; a word that stands in many rows is read once, where it stands first."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    places = encoded.indices.to_numpy()
    first = np.unique(places, return_index=True)[1]
    once = pd.DataFrame({name: encoded.dictionary.to_pandas().astype("str")}).set_axis(rows[first])
    return reading.read(reading.stripped(once)[name], cell, path).array.take(places)


@functools.cache
def _code(name: str | None) -> str | None:
    try:
        return states.code(name.strip()) if name else None
    except SourceError:
        return None


def _blocks(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Give the file in blocks of text columns; cells without a word are missing."""
    options = {
        "read_options": csv.ReadOptions(block_size=BLOCK),
        # Descriptions of places and headlines of sources run over several lines.
        "parse_options": csv.ParseOptions(newlines_in_values=True),
        "convert_options": csv.ConvertOptions(
            include_columns=columns,
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    }
    try:
        with archive.opened(path) as stream, csv.open_csv(stream, **options) as blocks:
            yield from blocks
    except KeyError as lacking:  # Arrow names the column between single quotation marks
        name = str(lacking).split("'")[1]
        expected = f"a header with {', '.join(columns)}"
        raise SourceError(f"{path}, column {name}", "not in the header", expected, REFETCH) from None
    except pa.ArrowInvalid as broken:
        raise SourceError(
            path, f"cannot be read ({_first(broken)})", "UTF-8 text separated by ','", REFETCH
        ) from None


def _first(fault: Exception) -> str:
    return str(fault).strip("'\"").splitlines()[0]
