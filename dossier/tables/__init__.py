"""Contracts of every tidy table, a module for each folder of `data/`."""

from __future__ import annotations

import importlib
import pkgutil

from dossier.tables.base import Table

__all__ = ["TABLES", "Table"]


def _collect() -> dict[str, Table]:
    found: dict[str, Table] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name != "base":
            found |= importlib.import_module(f"{__name__}.{module.name}").TABLES
    return dict(sorted(found.items()))


#: Every table by its name, `folder/table`.
TABLES = _collect()
