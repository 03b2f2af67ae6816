"""What a table's contract is made of: typed, described columns with units, a key and a row count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dossier import entities
from dossier.tables.cuts import Cut

if TYPE_CHECKING:
    import pandera.pandas as pa

#: A calendar day, month or year, as precise as the record is.
WHEN = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
#: The most there can be of what a unit counts, in the whole world; a number beyond it lost its point or its unit.
CEILINGS = {
    # Mankind.
    **dict.fromkeys(("people", "persons", "fighters", "votes"), 8_300_000_000),
    "states": 300,
    # Half way around the Earth, its face, and what the world produces in a year.
    "km": 20_040,
    "km2": 510_100_000,
    "ha": 51_010_000_000,
    **dict.fromkeys(("current US dollars", "US dollars of 2017", "US dollars of 2021"), 120_000_000_000_000),
    "thousand current US dollars": 120_000_000_000,
    **dict.fromkeys(("million current US dollars", "million US dollars of 2024"), 120_000_000),
}
#: Between these lies every day that a column of days can mean.
FIRST_DAY, LAST_DAY = pd.Timestamp("1900-01-01"), pd.Timestamp("2099-12-31")

#: How a table lies on disk: small ones as CSV, which people can read; large ones and maps packed.
FORMATS = {"csv": ".csv", "parquet": ".parquet", "fgb": ".fgb"}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    kind : str
        Type of its values, as pandas names it.
    description : str
        What it means.
    unit : str or None
        Unit of its numbers.
    nullable : bool
        Whether cells may be empty.
    checks : tuple of callable
        Each returns a check of pandera. Pandera is imported only where a table is held against its contract.
    """

    kind: str
    description: str
    unit: str | None = None
    nullable: bool = False
    checks: tuple[Callable[[], pa.Check], ...] = ()


@dataclass(frozen=True)
class Table:
    """One tidy table: its title, columns, key and expected size.

    Parameters
    ----------
    title : str
        What the table holds, as the data chapter says it.
    columns : dict
        Column name to `Column`, in the order of the file.
    key : tuple of str
        Columns that together name a row; no two rows share them.
    rows : int or None
        The exact number of rows that the publisher's file gives; a truncated or doubled one fails on it. None for a
        table that is kept by hand and grows: of that the hash in its card says whether it is whole.
    format : str
        `csv`, `parquet` or `fgb`.
    cut : Cut
        How the table is cut on a clock; the catalogue refuses a table that does not say.
    """

    title: str
    columns: dict[str, Column]
    key: tuple[str, ...]
    rows: int | None = None
    format: str = "csv"
    cut: Cut | None = None

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The contract as pandera holds a frame against it."""
        import pandera.pandas as pa

        columns = {
            name: pa.Column(each.kind, [make() for make in each.checks], nullable=each.nullable)
            for name, each in self.columns.items()
        }
        return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(self.key) or None)

    @property
    def suffix(self) -> str:
        """File ending that the format has."""
        return FORMATS[self.format]


def _check(method: str, argument, error: str) -> Callable[[], pa.Check]:
    """Return what makes one of pandera's checks, by its name there; without a name, of a function."""

    def make() -> pa.Check:
        import pandera.pandas as pa

        return (getattr(pa.Check, method) if method else pa.Check)(argument, error=error)

    return make


def _one_of(codes: Callable[[], frozenset[str]], error: str) -> Callable[[], pa.Check]:
    """Return what makes the check for one of some codes, which are read only then."""
    return lambda: _check("isin", sorted(codes()), error)()


def text(description: str, allowed=None, pattern: str | None = None, nullable: bool = False) -> Column:
    """Words: a name or a code; `allowed` lists the codes, `pattern` is a regular expression for the whole."""
    checks = []
    if allowed is not None:
        checks.append(_check("isin", sorted(allowed), "one of " + _brief(allowed)))
    if pattern is not None:
        checks.append(_check("str_matches", f"^(?:{pattern})$", f"text like {pattern}"))
    return Column("str", description, nullable=nullable, checks=tuple(checks))


def address(description: str = "Page that was read") -> Column:
    """Web address, never empty: what a row put together from pages rests on."""
    return text(description, pattern=r"https?://\S+")


def stated_day(description: str, nullable: bool = False) -> Column:
    """Day, month or year, as closely as the source dates it (ISO 8601)."""
    return text(description, pattern=WHEN, nullable=nullable)


def state(description: str, nullable: bool = False) -> Column:
    """Describe a state by its ISO 3166-1 alpha-3 code (former states by their last code)."""
    check = _one_of(entities.states, "an ISO 3166 alpha-3 code")
    return Column("str", description, nullable=nullable, checks=(check,))


def actor(description: str, nullable: bool = False) -> Column:
    """Describe a state by ISO code or an armed group by its slug in `dossier.entities`."""
    check = _one_of(entities.actors, "an ISO 3166 alpha-3 code or a group's slug")
    return Column("str", description, nullable=nullable, checks=(check,))


def year(description: str, first: int, last: int, nullable: bool = False) -> Column:
    """Calendar year within the series."""
    return whole(description, low=first, high=last, nullable=nullable)


def until(column: Column, last: int) -> Column:
    """Return a column of years whose last one is another."""
    return replace(column, checks=(*column.checks[:-1], _check("le", last, f"at most {last}")))


def whole(description: str, unit=None, low=None, high=None, nullable=False) -> Column:
    """Whole number, empty cells allowed where `nullable`."""
    dtype = "Int64" if nullable else "int64"
    return Column(dtype, description, unit, nullable, _range(low, high, unit))


def real(description: str, unit=None, low=None, high=None, nullable=False) -> Column:
    """Measured number with a unit."""
    finite = _check("", np.isfinite, "a finite number")
    return Column("float64", description, unit, nullable, (finite, *_range(low, high, unit)))


def flag(description: str) -> Column:
    """Yes or no."""
    return Column("bool", description)


def day(description: str, nullable: bool = False) -> Column:
    """Calendar day."""
    return Column("datetime64[s]", description, nullable=nullable, checks=_range(FIRST_DAY, LAST_DAY))


def latitude(nullable: bool = False) -> Column:
    """Degrees north, WGS 84."""
    return real("Latitude, WGS 84", "degrees north", -90, 90, nullable)


def longitude(nullable: bool = False) -> Column:
    """Degrees east, WGS 84."""
    return real("Longitude, WGS 84", "degrees east", -180, 180, nullable)


def geometry(description: str) -> Column:
    """Shape in WGS 84, valid and inside the world."""
    inside = _check(
        "",
        _valid_and_in_world,
        "a valid shape within 180 degrees east or west and 90 degrees north or south",
    )
    return Column("geometry", description, "WGS 84 (EPSG:4326)", checks=(inside,))


def _valid_and_in_world(shapes):
    return shapes.is_valid & shapes.bounds.apply(_in_world, axis=1)


def _in_world(bounds) -> bool:
    west, south, east, north = bounds
    slack = 1e-6
    return west >= -180 - slack and east <= 180 + slack and south >= -90 - slack and north <= 90 + slack


def _range(low, high, unit: str | None = None) -> tuple[Callable[[], pa.Check], ...]:
    """Return the checks of a range; where an end is open, it ends where the unit does, below nought as above."""
    if unit in CEILINGS:
        low, high = (-CEILINGS[unit] if low is None else low), (CEILINGS[unit] if high is None else high)
    least = () if low is None else (_check("ge", low, f"at least {_bound(low)}"),)
    most = () if high is None else (_check("le", high, f"at most {_bound(high)}"),)
    return least + most


def _bound(limit) -> str:
    return str(limit.date()) if isinstance(limit, pd.Timestamp) else str(limit)


def _brief(allowed) -> str:
    shown = sorted(map(str, allowed))
    return ", ".join(shown) if len(shown) <= 12 else f"{', '.join(shown[:10])} and {len(shown) - 10} more"
