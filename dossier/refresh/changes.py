"""What staged tables change: rows, totals, and the same told as lines that a reader can take in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier import catalogue, words
from dossier.refresh.staging import folder_of_data
from dossier.tables import Table

#: Units of which a sum says nothing.
NO_TOTAL = ("degree", "per", "share", "metre", "index", "rank", "WGS")
NUMBERS = ("int64", "Int64", "float64")


@dataclass(frozen=True)
class Change:
    """What becomes of one table.

    Parameters
    ----------
    table : str
        Its name.
    before, after : int
        Its rows.
    new, gone, other : int
        Rows with a new key, with a key that is gone, and with the same key and another value.
    totals : mapping
        Column to its sum before and after, where these differ.
    """

    table: str
    before: int
    after: int
    new: int
    gone: int
    other: int
    totals: Mapping[str, tuple[float, float]]

    def __str__(self) -> str:
        rows = (
            f"{self.table}: {words.count(self.before)} rows become {words.count(self.after)} "
            f"({words.count(self.new)} new, {words.count(self.gone)} gone, {words.count(self.other)} changed)"
        )
        sums = [
            f"{name}: {words.count(old)} in all become {words.count(now)}"
            for name, (old, now) in self.totals.items()
        ]
        return "; ".join([rows, *sums])


def of_tables(tables: Sequence[str], staged: Path) -> list[Change]:
    """Return what becomes of tables.

    Parameters
    ----------
    tables : sequence of str
        Names.
    staged : Path
        A folder of data with their newer state.
    """
    found = []
    for name in tables:
        old = catalogue.load(name)
        with folder_of_data(staged):
            found.append(between(name, old, catalogue.load(name), catalogue.table(name)))
    return found


def between(name: str, old: pd.DataFrame, now: pd.DataFrame, table: Table) -> Change:
    """Return what differs between two states of a table.

    Examples
    --------
    >>> from dossier.tables.base import whole
    >>> deaths = Table("T", {"year": whole("Year"), "best": whole("Deaths", "people")}, ("year",), 2)
    >>> old = pd.DataFrame({"year": [2001, 2002], "best": [5, 6]})
    >>> now = pd.DataFrame({"year": [2002, 2003], "best": [7, 1]})
    >>> print(between("made/up", old, now, deaths))
    made/up: 2 rows become 2 (1 new, 1 gone, 1 changed); best: 11 in all become 8
    """
    before, after = _words(old, table), _words(now, table)
    both = before.index.intersection(after.index)
    other = int((before.loc[both] != after.loc[both]).any(axis=1).sum())
    totals = {}
    for column, declared in table.columns.items():
        if (
            declared.kind in NUMBERS
            and declared.unit
            and not any(word in declared.unit for word in NO_TOTAL)
            and column not in table.key
        ):
            sums = float(old[column].sum()), float(now[column].sum())
            if sums[0] != sums[1]:
                totals[column] = sums
    return Change(name, len(old), len(now), len(after) - len(both), len(before) - len(both), other, totals)


def _words(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a table as words by its key, in which equal cells are equal even where they are empty."""
    plain = pd.DataFrame({name: frame[name].astype("str").fillna("") for name in frame})
    return plain.set_index(list(table.key))


def of_accounts(before: Mapping, after: Mapping) -> list[str]:
    """Return, a line each, what differs between two accounts of the book.

    Parameters
    ----------
    before, after : mapping
        As `dossier.refresh.account` gives them.
    """
    lines = []
    for kind, told in (("verdict", "verdicts"), ("answer", "answers")):
        for name, now in after[told].items():
            old = before[told].get(name, {})
            for clock in now:
                lines += _judged(f"{kind} {name}, {clock}", old.get(clock, {}), now[clock])
    lines += [f"title no longer holds: {name}: {said}" for name, said in after["untrue"].items()]
    for name, title in after["titles"].items():
        old = before["titles"].get(name, "")
        if old and old != title and name not in after["untrue"]:
            lines.append(f"title changes: {name}: “{old}” becomes “{title}”")
    return lines + [f"cannot be worked out: {where}: {fault}" for where, fault in after["faults"].items()]


def _judged(what: str, old: Mapping, now: Mapping) -> list[str]:
    lines = []
    if old.get("said") != now["said"]:
        lines.append(f"{what}: “{old.get('said')}” becomes “{now['said']}”")
    if old.get("because") != now["because"]:
        lines.append(f"measures of {what}: “{old.get('because')}” becomes “{now['because']}”")
    return lines
