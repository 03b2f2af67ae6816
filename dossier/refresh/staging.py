"""A copy of the data with newer releases in it, beside the data: nothing that the book reads changes."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import catalogue, paths
from dossier.cards import Origin, sha256
from dossier.errors import DossierError, SourceError
from dossier.ingest.recipes import Recipe, derive, recipes
from dossier.ingest.sources import Sources
from dossier.refresh.layouts import LAYOUTS
from dossier.refresh.releases import Release
from dossier.storage import write_whole
from dossier.tables import TABLES, lengths

DATA = "DOSSIER_DATA"
#: What to do about a release that the book cannot take in.
STAYS = (
    "The table stays as it is. Where the publisher changed the layout, mend its reader in dossier/refresh/layouts.py "
    "or the recipe of the table; where a newer release says more than the contract allows, the contract."
)


@dataclass(frozen=True)
class Staged:
    """What was derived beside the data.

    Parameters
    ----------
    data : Path
        A whole folder of data with the newer tables in it.
    tables : tuple of str
        Tables that were derived anew.
    refused : mapping
        Table that could not be derived, to why not.
    """

    data: Path
    tables: tuple[str, ...]
    refused: Mapping[str, DossierError]


def stage(files: Mapping[str, Path], known: Mapping[str, Release], folder: Path) -> Staged:
    """Derive the tables of fetched releases into a copy of the data.

    Parameters
    ----------
    files : mapping
        Id of a release to its file.
    known : mapping
        Id to release.
    folder : Path
        Where to work; what lies there is replaced.

    Returns
    -------
    Staged
        Tables whose file cannot be read, or that would break their contract, stay as they are and are named.
    """
    shutil.rmtree(folder, ignore_errors=True)
    sources, data = folder / "sources", folder / "data"
    shutil.copytree(paths.data_dir(), data)
    derived, refused = [], {}
    for name, path in files.items():
        release = known[name]
        with folder_of_data(data):
            try:
                _write_sources(release, path, sources / name)
            except DossierError as unreadable:
                refused |= dict.fromkeys(release.tables, _refusal(unreadable))
                continue
            for recipe in (each for each in recipes() if each.table in release.tables):
                try:
                    _derive(recipe, release, Fetched(sources / name, release))
                    derived.append(recipe.table)
                except DossierError as broken:
                    refused[recipe.table] = _refusal(broken)
    with folder_of_data(data):
        write_whole(data / "datapackage.json", catalogue.datapackage().encode())
    return Staged(data, tuple(dict.fromkeys(derived)), refused)


def _refusal(failure: DossierError) -> DossierError:
    """Return a failure with what a reader of a newer release can do about it."""
    return type(failure)(failure.where, failure.problem, failure.expected, STAYS)


@contextlib.contextmanager
def folder_of_data(folder: Path) -> Iterator[None]:
    """Let the catalogue read and write another folder of data for a while."""
    before = os.environ.get(DATA)
    os.environ[DATA] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA]
        else:
            os.environ[DATA] = before


class Fetched(Sources):
    """Fetched files in the layout that recipes read, of another release than recipes name."""

    def __init__(self, folder: Path, release: Release):
        super().__init__(folder)
        self.fetched = release

    def csv(self, dataset_id, name, columns, *, release=None, **options):
        """Read as `Sources.csv` does; a file must say that it is of the release that was fetched."""
        stated = self.fetched.states if release else None
        return super().csv(dataset_id, name, columns, release=stated or None, **options)


@contextlib.contextmanager
def _named(where: str) -> Iterator[None]:
    """Name where a failure was that nobody foresaw: a publisher's file may hold what no reader expects."""
    try:
        yield
    except DossierError:
        raise
    except Exception as unforeseen:
        problem = f"its reader failed ({type(unforeseen).__name__}: {unforeseen})"
        raise SourceError(where, problem, "a file that the reader knows", STAYS) from unforeseen


def _derive(recipe: Recipe, release: Release, sources: Sources) -> None:
    """Derive a table into the staged data; what its contract says of its length follows the release."""
    with _named(f"{release.id}, table {recipe.table}"):
        frame = recipe.make(sources).reset_index(drop=True)
    before = lengths.accepted()
    length = lengths.of(TABLES[recipe.table], frame, release.titles.get(recipe.table, ""))
    _write_lengths(before | {recipe.table: length})
    newer = replace(
        recipe,
        releases=dict.fromkeys(recipe.releases, release.name),
        kept=release.kept.get(recipe.table, recipe.kept),
        make=lambda _: frame,
    )
    try:
        derive(newer, sources)
    except DossierError:
        _write_lengths(before)
        raise


def _write_lengths(known: Mapping[str, lengths.Length]) -> None:
    if known:
        write_whole(lengths.file(), lengths.to_json(known).encode())
    else:
        lengths.file().unlink(missing_ok=True)


def _write_sources(release: Release, path: Path, folder: Path) -> None:
    """Lay out what was fetched as the sources of the book are, each dataset with its description."""
    with _named(str(path)):
        files = LAYOUTS[release.layout](path)
    fetched_on = datetime.date.fromtimestamp(path.stat().st_mtime).isoformat()
    for dataset in release.datasets:
        own = {name.partition("/")[2]: content for name, content in files.items() if _of(name, dataset)}
        write_whole(folder / dataset / "SOURCE.toml", _described(release, dataset, own, fetched_on).encode())
        for name, content in own.items():
            write_whole(folder / dataset / name, content)


def _of(name: str, dataset: str) -> bool:
    return name.partition("/")[0] == dataset


def _described(release: Release, dataset: str, files: Mapping[str, bytes], fetched_on: str) -> str:
    """Return a SOURCE.toml: terms and publisher as the cards of the book name them, the rest as fetched."""
    known = origin_of(dataset)
    facts = {
        "id": dataset,
        "title": release.title,
        "publisher": known.publisher,
        "version": release.version,
        "licence": known.licence,
        "licence_url": known.licence_url,
        "citation": release.citation or f"{known.citation} Release {release.version}.",
        "upstream_url": release.address,
        "obtained_on": fetched_on,
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()]
    for name, content in files.items():
        lines += ["", "[[files]]", f"name = {json.dumps(name)}", f'sha256 = "{sha256(content)}"']
    return "\n".join(lines) + "\n"


def origin_of(dataset: str) -> Origin:
    """Return a dataset as the cards of the book name it."""
    for name in catalogue.names():
        for origin in catalogue.card(name).sources:
            if origin.id == dataset:
                return origin
    raise SourceError(
        dataset,
        "no card of data/ names this dataset",
        "a dataset of the book",
        "Mend `datasets` in dossier/refresh/releases.toml.",
    )
