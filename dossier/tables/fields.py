"""What a column means, and its unit: said once in a contract, and taken over by every figure that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dossier.tables import TABLES


class Field(NamedTuple):
    """Meaning and unit of a column; no unit where it has none."""

    meaning: str
    unit: str = ""


def field_of(name: str, tables: Iterable[str]) -> Field | None:
    """Return what a column means in tables that have one of that name and all say the same; nothing otherwise.

    Examples
    --------
    >>> field_of("tiv_million", ("arms/transfers",)).unit
    'million TIV'
    >>> field_of("side", ("economy/trade_statements", "evidence/forecasts"))
    """
    columns = [TABLES[table].columns[name] for table in tables if name in TABLES[table].columns]
    said = {Field(column.description.replace("`", ""), column.unit or "") for column in columns}
    return said.pop() if len(said) == 1 else None
