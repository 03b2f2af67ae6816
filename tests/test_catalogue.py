"""Every table: a contract that says everything, a card, a recipe, and data that keeps to all of them."""

import dataclasses
import datetime
import json
from pathlib import Path

import frictionless
import pytest
from typer.testing import CliRunner

import dossier
from dossier import catalogue, cited, cli, paths
from dossier.ingest.recipes import recipes
from dossier.tables import TABLES

#: Tables that this project writes itself; all others are derived.
OWN = catalogue.KEPT
#: Endings of column names that state a unit, and what the unit must contain.
UNITS = {
    "_usd_million": "million",
    "_usd_thousand": "thousand",
    "_tiv_million": "TIV",
    "tiv_million": "TIV",
    "_km2": "km2",
    "_km": "km",
    "_ha": "ha",
    "_percent": "percent",
}


@pytest.mark.parametrize("name", TABLES)
def test_its_contract_says_what_each_column_means_and_in_which_unit(name):
    for column, declared in TABLES[name].columns.items():
        assert declared.description, column
        for ending, unit in UNITS.items():
            if column.endswith(ending):
                assert unit in (declared.unit or ""), column
                break


@pytest.mark.parametrize("name", TABLES)
def test_its_card_names_publisher_release_licence_and_citation(name):
    about = dossier.card(name)
    assert about.table == name
    assert about.kept
    assert about.rows == (TABLES[name].rows or len(dossier.load(name)))
    assert about.bytes == catalogue.file_of(name).stat().st_size
    for origin in about.sources:
        assert origin.publisher
        assert origin.release
        assert origin.licence
        assert origin.citation
        assert not any(str(path) in about.to_json() for path in (paths.ROOT, Path.home()))


def test_tables_put_together_from_pages_name_a_page_in_every_row():
    compiled = [name for name in TABLES if TABLES[name].title.endswith("(compiled)")]
    assert compiled
    for name in compiled:
        assert dossier.load(name)["url"].str.match(r"https?://\S+$").all(), name


def test_every_table_has_exactly_one_recipe_or_is_our_own():
    derived = {recipe.table for recipe in recipes()}
    assert derived == {name for name in TABLES if not name.startswith(OWN)}


def test_a_contract_states_the_rows_of_what_is_derived_and_not_of_what_is_kept_by_hand():
    for name in TABLES:
        assert (TABLES[name].rows is None) == name.startswith(OWN), name


def test_no_file_in_data_is_without_a_table():
    known = {catalogue.file_of(name) for name in TABLES} | {catalogue.card_file_of(name) for name in TABLES}
    kept_by_hand = {
        "datapackage.json",
        "evidence/codebook.md",
        "evidence/codebook_rivals.md",
        "evidence/declared.json",
        "evidence/references.bib",
        "evidence/rules.toml",
    }
    for path in paths.data_dir().rglob("*"):
        name = path.relative_to(paths.data_dir()).as_posix()
        assert path.is_dir() or path in known or name in kept_by_hand, name


def test_the_data_package_is_the_one_that_the_cards_give_and_is_valid():
    path = paths.data_dir() / "datapackage.json"
    assert path.read_text(encoding="utf-8") == catalogue.datapackage(), "run python -m dossier seal"
    assert len(json.loads(path.read_text())["resources"]) == len(TABLES)
    report = frictionless.validate(str(path))
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_the_data_package_has_version_day_and_licence():
    package = json.loads((paths.data_dir() / "datapackage.json").read_text())
    book = cited.book()
    assert package["version"] == book.version
    assert datetime.datetime.fromisoformat(package["created"]) == book.moment
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": cited.LICENCE}]
    assert [each["title"] for each in package["contributors"]] == [each.written for each in book.authors]


def test_without_a_day_the_package_is_of_the_day_on_which_its_last_source_was_obtained(monkeypatch):
    bare = dataclasses.replace(cited.book(), released=None, version="")
    monkeypatch.setattr(cited, "book", lambda: bare)
    package = json.loads(catalogue.datapackage())
    obtained = {origin.obtained_on for name in TABLES for origin in dossier.card(name).sources}
    assert package["created"] == f"{max(obtained)}T00:00:00Z"
    assert "version" not in package


def test_seal_without_a_table_writes_the_package_alone(tmp_path, monkeypatch):
    for file in paths.data_dir().rglob("*.card.json"):
        copy = tmp_path / file.relative_to(paths.data_dir())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    wanted = catalogue.datapackage()
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path)
    assert CliRunner().invoke(cli.app, ["seal"]).exit_code == 0
    assert (tmp_path / "datapackage.json").read_text(encoding="utf-8") == wanted


def test_no_table_holds_sentences():
    """The tables keep facts: no text cell of a derived table is longer than a list of names."""
    for name in TABLES:
        if name.startswith(OWN):
            continue
        frame = dossier.load(name)
        for column in frame.select_dtypes("str"):
            longest = frame[column].dropna().map(len).max() if frame[column].notna().any() else 0
            assert longest <= 260, f"{name}, column {column}: {longest} characters"
