"""Contracts of every tidy table; large folders of `data/` have several modules."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping

from dossier.tables import lengths
from dossier.tables.base import Table

__all__ = ["TABLES", "Table"]

#: Modules that say what contracts are made of.
NO_CONTRACTS = ("base", "cuts", "days", "fields", "lengths", "publishers")


class _Tables(Mapping):
    """Every table by its name, `folder/table`.

    Modules are imported when a table is asked for, that of its own folder first: who reads arms transfers does not
    depend on the contracts of maps.
    """

    def __getitem__(self, name: str) -> Table:
        folder = name.partition("/")[0]
        for module in sorted(self._modules(), key=lambda module: (module != folder, module)):
            found = importlib.import_module(f"{__name__}.{module}").TABLES
            if name in found:
                return lengths.lengthened(name, found[name])
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        modules = (importlib.import_module(f"{__name__}.{module}") for module in self._modules())
        return iter(sorted(name for module in modules for name in module.TABLES))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @staticmethod
    @functools.cache
    def _modules() -> list[str]:
        return [module.name for module in pkgutil.iter_modules(__path__) if module.name not in NO_CONTRACTS]


TABLES = _Tables()
