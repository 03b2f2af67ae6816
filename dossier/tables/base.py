"""What a table's contract is made of: typed, described columns with units, a key and a row count."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandera.pandas as pa

from dossier import entities

#: How a table lies on disk: small ones as CSV, which people can read; large ones and maps packed.
FORMATS = {"csv": ".csv", "parquet": ".parquet", "fgb": ".fgb"}


@dataclass(frozen=True)
class Table:
    """One tidy table: its title, columns, key and expected size.

    Parameters
    ----------
    title : str
        What the table holds, as the data chapter says it.
    columns : dict
        Column name to `pandera.Column`, in the order of the file.
    key : tuple of str
        Columns that together name a row; no two rows share them.
    rows : int
        The exact number of rows; a truncated or doubled file fails on it.
    format : str
        `csv`, `parquet` or `fgb`.
    """

    title: str
    columns: dict[str, pa.Column]
    key: tuple[str, ...]
    rows: int
    format: str = "csv"
    schema: pa.DataFrameSchema = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        schema = pa.DataFrameSchema(self.columns, strict=True, ordered=True, unique=list(self.key) or None)
        object.__setattr__(self, "schema", schema)

    @property
    def suffix(self) -> str:
        """File ending that the format has."""
        return FORMATS[self.format]


def _column(dtype, description, unit=None, checks=(), nullable=False) -> pa.Column:
    # pandera renames a type to its storage ("str" to "string[pyarrow]"); the declared kind stays here.
    metadata = {"kind": dtype, "unit": unit}
    return pa.Column(dtype, list(checks), nullable=nullable, description=description, metadata=metadata)


def text(description: str, allowed=None, pattern: str | None = None, nullable: bool = False) -> pa.Column:
    """Words: a name or a code; `allowed` lists the codes, `pattern` is a regular expression for the whole."""
    checks = []
    if allowed is not None:
        checks.append(pa.Check.isin(sorted(allowed), error="one of " + _brief(allowed)))
    if pattern is not None:
        checks.append(pa.Check.str_matches(f"^(?:{pattern})$", error=f"text like {pattern}"))
    return _column("str", description, None, checks, nullable)


def state(description: str, nullable: bool = False) -> pa.Column:
    """Describe a state by its ISO 3166-1 alpha-3 code (former states by their last code)."""
    check = pa.Check.isin(sorted(entities.states()), error="an ISO 3166 alpha-3 code")
    return _column("str", description, None, [check], nullable)


def actor(description: str, nullable: bool = False) -> pa.Column:
    """Describe a state by ISO code or an armed group by its slug in `dossier.entities`."""
    check = pa.Check.isin(sorted(entities.actors()), error="an ISO 3166 alpha-3 code or a group's slug")
    return _column("str", description, None, [check], nullable)


def year(description: str, first: int, last: int, nullable: bool = False) -> pa.Column:
    """Calendar year within the series."""
    return whole(description, low=first, high=last, nullable=nullable)


def whole(description: str, unit=None, low=None, high=None, nullable=False) -> pa.Column:
    """Whole number, empty cells allowed where `nullable`."""
    dtype = "Int64" if nullable else "int64"
    return _column(dtype, description, unit, _range(low, high), nullable)


def real(description: str, unit=None, low=None, high=None, nullable=False) -> pa.Column:
    """Measured number with a unit."""
    return _column("float64", description, unit, _range(low, high), nullable)


def flag(description: str) -> pa.Column:
    """Yes or no."""
    return _column("bool", description)


def day(description: str, nullable: bool = False) -> pa.Column:
    """Calendar day."""
    return _column("datetime64[s]", description, None, [], nullable)


def latitude(nullable: bool = False) -> pa.Column:
    """Degrees north, WGS 84."""
    return real("Latitude, WGS 84", "degrees north", -90, 90, nullable)


def longitude(nullable: bool = False) -> pa.Column:
    """Degrees east, WGS 84."""
    return real("Longitude, WGS 84", "degrees east", -180, 180, nullable)


def geometry(description: str) -> pa.Column:
    """Shape in WGS 84, valid and inside the world."""
    inside = pa.Check(
        lambda shapes: shapes.is_valid & shapes.bounds.apply(_in_world, axis=1),
        error="a valid shape within 180 degrees east or west and 90 degrees north or south",
    )
    return _column("geometry", description, "WGS 84 (EPSG:4326)", [inside], False)


def _in_world(bounds) -> bool:
    west, south, east, north = bounds
    slack = 1e-6
    return west >= -180 - slack and east <= 180 + slack and south >= -90 - slack and north <= 90 + slack


def _range(low, high) -> list[pa.Check]:
    checks = []
    if low is not None:
        checks.append(pa.Check.ge(low, error=f"at least {low}"))
    if high is not None:
        checks.append(pa.Check.le(high, error=f"at most {high}"))
    return checks


def _brief(allowed) -> str:
    shown = sorted(map(str, allowed))
    return ", ".join(shown) if len(shown) <= 12 else f"{', '.join(shown[:10])} and {len(shown) - 10} more"
