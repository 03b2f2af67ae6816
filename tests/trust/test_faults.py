"""A campaign: whatever is damaged in whichever table, a message names it, or the table loads as before.

What was tried and what came of it is recorded for `make trust`, level by level.
"""

from __future__ import annotations

import functools
import json
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import dossier
from dossier import catalogue, paths, storage
from dossier.cards import sha256
from dossier.errors import TableError
from dossier.tables import TABLES, lengths
from tests.trust.damage import CARDS, LYING, SEALED, Whole, encoded

pytestmark = pytest.mark.campaign

#: Rows of a table that are damaged and sealed again: its contract says the same of fewer, and reads them sooner.
ROWS = 80
#: Where a damage is done, with its kinds and how a report of all trials calls it.
LEVELS = {
    "as it lies": (LYING, "Damages to tables as they lie"),
    "the card": (CARDS, "Damages to cards of tables"),
    "sealed again": (SEALED, "Damages to tables sealed again afterwards"),
}


@dataclass(frozen=True)
class Lying:
    """One table in a folder of data of its own, to be damaged at one of the levels."""

    name: str
    level: str

    def lay(self, content: bytes | None) -> None:
        """Put something in the place of the table's file, or of its card."""
        file = (catalogue.card_file_of if self.level == "the card" else catalogue.file_of)(self.name)
        if content is None:
            file.unlink()
            return
        file.write_bytes(content)
        if self.level == "sealed again":
            self.card(sha256=sha256(content), bytes=len(content))

    def card(self, **facts) -> None:
        """State other facts in the table's card."""
        file = catalogue.card_file_of(self.name)
        told = json.loads(file.read_text(encoding="utf-8")) | facts
        file.write_text(json.dumps(told), encoding="utf-8")

    def came_of(self, content: bytes | None, before: pd.DataFrame) -> str:
        """Tell what comes of a damage: `reported`, `harmless`, or in words what is wrong with the answer."""
        self.lay(content)
        try:
            found = dossier.load(self.name)
        except TableError as named:
            return unsaid(str(named), self.name)
        except Exception as other:  # whatever else comes is what this campaign is about
            return f"{type(other).__name__}: {other}"
        key = list(TABLES[self.name].key)
        in_order = found.sort_values(key, ignore_index=True), before.sort_values(key, ignore_index=True)
        return "harmless" if in_order[0].equals(in_order[1]) else "loaded, and it is not the table"


def unsaid(message: str, name: str) -> str:
    """Return `reported` if a message says all that it has to, otherwise the message."""
    said = f"{name}." in message, "; expected " in message, "git " in message
    return "reported" if all(said) else f"does not say enough: {message}"


def original(name: str) -> bytes:
    return (paths.ROOT / "data" / f"{name}{TABLES[name].suffix}").read_bytes()


def original_card(name: str) -> bytes:
    return (paths.ROOT / "data" / f"{name}.card.json").read_bytes()


@functools.cache
def another(name: str) -> str:
    """Return another table, of the same columns where there is one."""
    wanted = TABLES[name]
    others = [other for other in TABLES if other != name and TABLES[other].format == wanted.format]
    alike = [other for other in others if list(TABLES[other].columns) == list(wanted.columns)]
    return (alike or others)[0]


def as_stored(name: str) -> pd.DataFrame:
    """Return the first rows of a table as its format stores them."""
    path = catalogue.file_of(name)
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], nrows=ROWS)
    return pd.read_parquet(path).head(ROWS) if path.suffix == ".parquet" else gpd.read_file(path, rows=ROWS)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    return tmp_path


def laid(folder: Path, name: str, level: str) -> Lying:
    """Lay a table and its card into a folder of data."""
    (folder / name).parent.mkdir()
    catalogue.card_file_of(name).write_bytes(original_card(name))
    catalogue.file_of(name).write_bytes(original(name))
    return Lying(name, level)


def try_all(lying: Lying, whole: Whole, record) -> list[str]:
    """Try every kind of damage, record how many, and return what is wrong with what came of it."""
    wrong, tried, before = [], 0, dossier.load(lying.name)
    kinds, called = LEVELS[lying.level]
    for kind, declared in kinds.items():
        for number, damaged in enumerate(declared.trials(whole), start=1):
            content = encoded(damaged, whole.contract)
            if content == whole.content:
                continue
            tried += 1
            outcome = lying.came_of(content, before)
            if outcome != "reported" and not (outcome == "harmless" and declared.may_change_nothing):
                wrong.append(f"{kind}, trial {number}: {outcome}")
    record(called, f"{tried - len(wrong)} of {tried}")
    return wrong


@pytest.mark.parametrize("name", TABLES)
def test_a_file_that_is_damaged_as_it_lies_is_named(data, name, record_property):
    lying = laid(data, name, "as it lies")
    whole = Whole(name, TABLES[name], original(name), pd.DataFrame(), original(another(name)))
    assert not try_all(lying, whole, record_property)


@pytest.mark.parametrize("name", TABLES)
def test_a_card_that_is_damaged_is_named(data, name, record_property):
    lying = laid(data, name, "the card")
    whole = Whole(name, TABLES[name], original_card(name), pd.DataFrame(), original_card(another(name)))
    assert not try_all(lying, whole, record_property)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_whose_card_agrees_with_the_damage_breaks_its_contract(data, name, record_property):
    lying, rows = laid(data, name, "sealed again"), as_stored(name)
    if TABLES[name].rows is not None:
        shorter = {name: lengths.Length(len(rows), TABLES[name].title)}
        storage.write_whole(lengths.file(), lengths.to_json(shorter).encode())
    content = storage.encode(rows, TABLES[name])
    lying.card(rows=len(rows))
    lying.lay(content)
    with warnings.catch_warnings():
        # What a parser remarks on a damaged map before it fails is no concern of the message.
        warnings.simplefilter("ignore")
        wrong = try_all(
            lying, Whole(name, TABLES[name], content, rows, original(another(name))), record_property
        )
    assert not wrong
