"""Recipes: how each tidy table is derived, and the one loop that runs them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier import catalogue, paths, placing, storage
from dossier.cards import Card, sha256
from dossier.errors import DossierError, SourceError, TableError
from dossier.ingest.sources import DEPENDENTS, Sources

#: What to do about a table that was derived and does not keep its contract; what lies in data/ is unharmed.
DERIVED = (
    "Fetch the files that SOURCE.toml describes again; if the publisher changed them, mend the recipe and, where "
    "the table itself changes, its contract in dossier/tables. The table in data/ stays as it was."
)

#: How a failure is called that neither a recipe nor the reader foresaw, and what to do about it.
UNFORESEEN = "the recipe failed on something that it does not foresee"
MEND = (
    "If the files are those that SOURCE.toml describes, the recipe has a fault: mend it, so that it says by name "
    "what it met; otherwise fetch the files again. The table in data/ stays as it was."
)


@dataclass(frozen=True)
class Recipe:
    """One table's derivation.

    Parameters
    ----------
    table : str
        Name in the catalogue.
    releases : dict
        Dataset id to the short release that source lines print, for each dataset used.
    kept : str
        What the table keeps of the publishers' files, for the card.
    make : callable
        From `Sources` to the tidy frame, rows in their final order; columns that are still text are given
        the types of the contract.
    warnings : tuple of str
        Warnings beyond those of the datasets' own descriptions.
    restricted : bool
        True where the publisher allows only a part to be redistributed.
    """

    table: str
    releases: dict[str, str]
    kept: str
    make: Callable[[Sources], pd.DataFrame]
    warnings: tuple[str, ...] = ()
    restricted: bool = False


RECIPES: dict[str, Recipe] = {}


def derives(table: str, releases: dict[str, str], kept: str, *, warnings=(), restricted=False):
    """Register the decorated function as the recipe of a table."""

    def register(make):
        if table in RECIPES:
            raise ValueError(
                f"two recipes derive {table}: {RECIPES[table].make.__name__} and {make.__name__}"
            )
        for dataset_id in releases:
            DEPENDENTS.setdefault(dataset_id, []).append(table)
        RECIPES[table] = Recipe(table, releases, kept, make, tuple(warnings), restricted)
        return make

    return register


def recipes() -> list[Recipe]:
    """Return every recipe, in the order of the tables' names."""
    import dossier.ingest as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return [RECIPES[name] for name in sorted(RECIPES)]


def derive(recipe: Recipe, sources: Sources) -> Card:
    """Derive one table and write it with its card; on any failure nothing changes.

    Raises
    ------
    SourceError
        If a publisher's file is not as expected.
    TableError
        If the derived table breaks its contract.
    """
    content, about = _derived(recipe, sources)
    card = about.to_json().encode("utf-8")
    _write({catalogue.file_of(recipe.table): content, catalogue.card_file_of(recipe.table): card})
    return about


def _write(files: dict[Path, bytes]) -> None:
    try:
        placing.write_together(files)
    except OSError as refused:
        raise TableError(
            paths.shown(next(iter(files))),
            f"cannot be written ({refused.strerror or refused})",
            "a folder with room in which this user may write",
            "Make room there or allow writing, then derive again.",
        ) from None


def _derived(recipe: Recipe, sources: Sources) -> tuple[bytes, Card]:
    """Return the bytes of a table that keeps its contract, and its card."""
    contract = catalogue.table(recipe.table)
    where = f"{paths.shown(catalogue.file_of(recipe.table))} as derived from {', '.join(recipe.releases)}"
    try:
        frame = recipe.make(sources).reset_index(drop=True)
        frame = storage.from_text(frame, contract, where, DERIVED)
        content = storage.encode(frame, contract)
        catalogue.check(storage.decode(content, contract, where, DERIVED), contract, where, DERIVED)
        return content, _card(recipe, sources, len(frame), content)
    except DossierError:
        raise
    except Exception as unforeseen:  # the last resort: a recipe should meet whatever a file holds by name
        raise SourceError(
            f"{where}, in {getattr(recipe.make, '__name__', 'its recipe')}()",
            f"{UNFORESEEN} ({type(unforeseen).__name__}: {unforeseen})",
            "files that the recipe knows how to read",
            MEND,
        ) from unforeseen


def derive_all(sources: Sources, wanted: list[str] | None = None) -> Iterator[Card]:
    """Derive the wanted tables (all, without a list), one card at a time, then the data package."""
    chosen = [recipe for recipe in recipes() if not wanted or recipe.table in wanted]
    for recipe in chosen:
        yield derive(recipe, sources)
    _write({paths.data_dir() / "datapackage.json": catalogue.datapackage().encode("utf-8")})


def _card(recipe: Recipe, sources: Sources, rows: int, content: bytes) -> Card:
    datasets = {dataset_id: sources.dataset(dataset_id) for dataset_id in recipe.releases}
    return Card(
        table=recipe.table,
        title=catalogue.table(recipe.table).title,
        file=catalogue.file_of(recipe.table).name,
        kept=recipe.kept,
        restricted=recipe.restricted,
        warnings=[*recipe.warnings, *(line for dataset in datasets.values() for line in dataset.warnings)],
        rows=rows,
        bytes=len(content),
        sha256=sha256(content),
        sources=[datasets[dataset_id].origin(release) for dataset_id, release in recipe.releases.items()],
    )
