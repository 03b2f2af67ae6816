"""Kinds of damage to a table, each declared once: to its file as it lies, and to its rows, sealed again.

A kind is a function from a whole table to what may lie in its place. Where a file is damaged as it lies, the hash in
its card must object; where the card was made to agree with it, only the contract can.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import shapely

from dossier import storage
from dossier.tables import Table

SEED = 14
#: Bytes that are no table of any format, and no UTF-8.
JUNK = b"\x00\xff not a table"
#: What no column knows: no code, number, day or truth, and no words, which do not begin with a space.
UNKNOWN = " no such value"
NUMBERS = ("int64", "Int64", "float64")


@dataclass(frozen=True)
class Whole:
    """A table before it is damaged.

    Parameters
    ----------
    name : str
        Its name in the catalogue.
    contract : Table
        Its contract.
    content : bytes
        Its file.
    stored : pandas.DataFrame
        Its rows as its format stores them: text in CSV.
    other : bytes
        Another table's file, of the same columns where there is one.
    """

    name: str
    contract: Table
    content: bytes
    stored: pd.DataFrame
    other: bytes

    @property
    def chance(self) -> random.Random:
        """Chance that is the same on every run."""
        return random.Random(f"{SEED} {self.name}")

    @property
    def any_column(self) -> str:
        """A column by chance, the shape of a map apart, without which its format knows no map."""
        return self.chance.choice([name for name in self.contract.columns if name != "geometry"])

    def cell(self, column: str, value) -> pd.DataFrame:
        """Return the rows with another value in one cell of a column."""
        changed = self.stored.copy()
        if column != "geometry":
            changed[column] = changed[column].astype("object")
        changed.loc[self.chance.randrange(len(changed)), column] = value
        return changed

    def written(self, number) -> object:
        """Return a number as this format stores it."""
        return str(number) if self.contract.format == "csv" else number

    def columns(self, *kinds: str) -> Iterator[str]:
        """Yield the columns of some kinds."""
        return (name for name, column in self.contract.columns.items() if column.kind in kinds)


@dataclass(frozen=True)
class Kind:
    """One kind of damage.

    Parameters
    ----------
    trials : callable
        From a whole table to what may lie in its place: bytes, rows, or nothing for a file that is missing.
    may_change_nothing : bool
        Whether a table so damaged may load as before; otherwise a message must name it.
    """

    trials: Callable[[Whole], Iterator[bytes | pd.DataFrame | None]]
    may_change_nothing: bool = False


# --- The file as it lies ----------------------------------------------------------------------------------------


def _flipped(table: Whole):
    places = {0, len(table.content) // 2, len(table.content) - 1, table.chance.randrange(len(table.content))}
    for place in sorted(places):
        changed = bytearray(table.content)
        changed[place] ^= 1 << table.chance.randrange(8)
        yield bytes(changed)


def _cut_off(table: Whole):
    for end in (len(table.content) - 1, len(table.content) // 2, 1):
        yield table.content[:end]


def _empty(table: Whole):
    yield b""


def _missing(table: Whole):
    yield None


def _swapped(table: Whole):
    yield table.other


def _junk(table: Whole):
    yield JUNK


def _other_line_endings(table: Whole):
    yield table.content.replace(b"\n", b"\r\n")


def _mark_of_byte_order(table: Whole):
    yield b"\xef\xbb\xbf" + table.content


def _bad_utf8(table: Whole):
    middle = len(table.content) // 2
    yield table.content[:middle] + b"\xff" + table.content[middle:]


def _reordered_lines(table: Whole):
    head, *lines = table.content.splitlines(keepends=True)
    yield b"".join([head, *lines[::-1]])


def _doubled(table: Whole):
    yield table.content * 2


# --- The rows, sealed again -------------------------------------------------------------------------------------


def _column_renamed(table: Whole):
    yield table.stored.rename(columns={table.any_column: "renamed"})


def _column_lost(table: Whole):
    yield table.stored.drop(columns=table.any_column)


def _column_added(table: Whole):
    yield table.stored.assign(added=table.written(1))


def _columns_reordered(table: Whole):
    first, second, *others = table.stored.columns
    if second != "geometry":
        yield table.stored[[second, first, *others]]


def _column_retyped(table: Whole):
    """Words where numbers, days and truths belong; in packed formats numbers where words belong."""
    for column in table.columns(*NUMBERS, "bool", "datetime64[s]"):
        yield table.cell(column, UNKNOWN).astype({column: "str"})
    if table.contract.format != "csv":
        for column in table.columns("str"):
            yield table.stored.assign(**{column: range(len(table.stored))})


def _row_doubled(table: Whole):
    row = table.chance.randrange(len(table.stored))
    yield pd.concat([table.stored, table.stored.iloc[[row]]], ignore_index=True)


def _row_dropped(table: Whole):
    for row in {0, len(table.stored) - 1, table.chance.randrange(len(table.stored))}:
        yield table.stored.drop(index=row).reset_index(drop=True)


def _row_replaced_by_another(table: Whole):
    """As many rows as before: one is lost, and another is there twice."""
    lost, twice = table.chance.sample(range(len(table.stored)), 2)
    rows = [twice if row == lost else row for row in range(len(table.stored))]
    yield table.stored.iloc[rows].reset_index(drop=True)


def _rows_reordered(table: Whole):
    yield table.stored.iloc[::-1].reset_index(drop=True)


def _all_rows_dropped(table: Whole):
    yield table.stored.iloc[:0]


def _value_lost(table: Whole):
    """An empty cell in a column that must be filled; elsewhere an empty cell says something."""
    for column, declared in table.contract.columns.items():
        if not declared.nullable:
            yield table.cell(column, None)


def _not_a_number(table: Whole):
    if table.contract.format == "csv":
        for column in table.columns(*NUMBERS):
            for word in ("NaN", "nan", "NA", "null"):
                yield table.cell(column, word)


def _infinite(table: Whole):
    for column in table.columns("float64"):
        number = float(table.chance.choice(("inf", "-inf")))
        yield table.cell(column, table.written(number)).astype({column: table.stored[column].dtype})
    if table.contract.format == "csv":
        for column in table.columns("int64", "Int64"):
            yield table.cell(column, "inf")


def _out_of_range(table: Whole):
    """One step beyond each bound that a contract sets to numbers and days."""
    for column in table.columns(*NUMBERS, "datetime64[s]"):
        for beyond in _beyond(table, column):
            kind = (
                table.stored[column].dtype
                if table.contract.format == "csv"
                else table.contract.columns[column].kind
            )
            yield table.cell(column, beyond).astype({column: kind})
    if "geometry" in table.stored:
        yield table.cell("geometry", shapely.box(170, 80, 200, 95))


def _beyond(table: Whole, column: str) -> Iterator[object]:
    for check in (make() for make in table.contract.columns[column].checks):
        for bound, step in (("min_value", -1), ("max_value", 1)):
            if bound in check.statistics:
                limit = check.statistics[bound]
                if isinstance(limit, pd.Timestamp):
                    day = limit + pd.Timedelta(days=step)
                    yield str(day.date()) if table.contract.format == "csv" else day
                else:
                    yield table.written(limit + step)


def _unknown_code(table: Whole):
    for column in table.columns("str"):
        if table.contract.columns[column].checks:
            yield table.cell(column, UNKNOWN)


def _other_truth(table: Whole):
    if table.contract.format == "csv":
        for column in table.columns("bool"):
            for word in ("1", "yes", "true"):
                yield table.cell(column, word)


def _other_day(table: Whole):
    if table.contract.format == "csv":
        for column in table.columns("datetime64[s]"):
            for word in ("31.12.1999", "12/31/1999", "1999-02-30", "1999-12"):
                yield table.cell(column, word)


def _only_csv(trials):
    """Try a damage only where the file is text."""
    return lambda table: trials(table) if table.contract.format == "csv" else iter(())


#: Damage to a file as it lies. Line endings are nothing to a packed file that has none.
LYING = {
    "bytes flipped": Kind(_flipped),
    "cut off": Kind(_cut_off),
    "empty": Kind(_empty),
    "missing": Kind(_missing),
    "swapped for another table": Kind(_swapped),
    "not a table": Kind(_junk),
    "lines end in CR LF": Kind(_only_csv(_other_line_endings)),
    "mark of byte order": Kind(_mark_of_byte_order),
    "not UTF-8": Kind(_bad_utf8),
    "lines reordered": Kind(_only_csv(_reordered_lines)),
    "there twice": Kind(_doubled),
}

#: Damage to a card beside a whole table; the end of its last line is nothing to it.
CARDS = {
    "card cut off": Kind(_cut_off, may_change_nothing=True),
    "card empty": Kind(_empty),
    "card missing": Kind(_missing),
    "card swapped for another's": Kind(_swapped),
    "card that is none": Kind(_junk),
}

#: Damage to a table whose card was made to agree.
SEALED = {
    "cut off": Kind(_cut_off),
    "empty": Kind(_empty),
    "swapped for another table": Kind(_swapped),
    "not a table": Kind(_junk),
    "lines end in CR LF": Kind(_only_csv(_other_line_endings), may_change_nothing=True),
    "mark of byte order": Kind(_only_csv(_mark_of_byte_order), may_change_nothing=True),
    "not UTF-8": Kind(_only_csv(_bad_utf8)),
    "there twice": Kind(_only_csv(_doubled)),
    "column renamed": Kind(_column_renamed),
    "column lost": Kind(_column_lost),
    "column added": Kind(_column_added),
    "columns reordered": Kind(_columns_reordered),
    "column retyped": Kind(_column_retyped),
    "row doubled": Kind(_row_doubled),
    "row dropped": Kind(_row_dropped),
    "row replaced by another": Kind(_row_replaced_by_another),
    "all rows dropped": Kind(_all_rows_dropped),
    "rows reordered": Kind(_rows_reordered, may_change_nothing=True),
    "value lost": Kind(_value_lost),
    "words for a missing number": Kind(_not_a_number),
    "infinite": Kind(_infinite),
    "out of range": Kind(_out_of_range),
    "unknown code": Kind(_unknown_code),
    "truth in other words": Kind(_other_truth),
    "day in another form": Kind(_other_day),
}


def encoded(damaged: bytes | pd.DataFrame | None, contract: Table) -> bytes | None:
    """Return what lies in a table's place as bytes."""
    return storage.encode(damaged, contract) if isinstance(damaged, pd.DataFrame) else damaged
