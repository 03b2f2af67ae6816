"""A publisher's file that is not as expected stops with one message, and nothing half-written stays."""

import hashlib

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from dossier import catalogue
from dossier.errors import SourceError, TableError
from dossier.ingest import recipes, states
from dossier.ingest.recipes import Recipe, derive
from dossier.ingest.sources import Sources

SOUND = "supplier,recipient,year,tiv\nRussia,Pakistan,2018,70\n"


def describe(folder, name, content, sha256=None):
    """Write a file and a SOURCE.toml that describes it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    digest = sha256 or hashlib.sha256(content).hexdigest()
    (folder / "SOURCE.toml").write_text(
        f'id = "{folder.name}"\ntitle = "T"\npublisher = "P"\nversion = "1"\nlicence = "CC0"\ncitation = "C"\n'
        f'obtained_on = "2026-11-23"\n[[files]]\nname = "{name}"\nsha256 = "{digest}"\n'
    )


@pytest.fixture
def folder(tmp_path):
    describe(tmp_path / "made-up", "table.csv", SOUND.encode())
    return tmp_path


def refusal(folder, columns=("supplier", "year"), **options):
    with pytest.raises(SourceError) as stopped:
        Sources(folder).csv("made-up", "table.csv", list(columns), **options)
    message = str(stopped.value)
    assert "made-up" in message
    assert "expected" in message
    assert message.rstrip().endswith((".", "layout."))
    return message


def test_a_sound_file_is_read_as_text(folder):
    frame = Sources(folder).csv("made-up", "table.csv", ["year", "tiv"])
    assert frame.to_numpy().tolist() == [["2018", "70"]]


def test_missing_folder(tmp_path):
    with pytest.raises(SourceError, match=r"made-up: not found; expected the dataset made-up.*--sources"):
        Sources(tmp_path).csv("made-up", "table.csv", ["year"])


def test_missing_file(folder):
    (folder / "made-up" / "table.csv").unlink()
    assert "table.csv: not found" in refusal(folder)


def test_missing_description(folder):
    (folder / "made-up" / "SOURCE.toml").unlink()
    assert "SOURCE.toml: not found" in refusal(folder)


def test_broken_description(folder):
    (folder / "made-up" / "SOURCE.toml").write_text("id = ")
    assert "not TOML" in refusal(folder)


def test_altered_file(folder):
    (folder / "made-up" / "table.csv").write_text(SOUND.replace("70", "71"))
    message = refusal(folder)
    assert "sha256" in message
    assert "as SOURCE.toml says" in message


def test_renamed_column(folder):
    describe(folder / "made-up", "table.csv", SOUND.replace("supplier", "seller").encode())
    message = refusal(folder)
    assert "column supplier" in message
    assert "not among seller, recipient, year, tiv" in message


def test_other_separator(folder):
    describe(folder / "made-up", "table.csv", SOUND.replace(",", ";").encode())
    assert "column supplier, year" in refusal(folder)


def test_other_encoding(folder):
    describe(folder / "made-up", "table.csv", SOUND.replace("Russia", "Türkiye").encode("windows-1252"))
    message = refusal(folder)
    assert "cannot be read" in message
    assert "utf-8" in message


def test_ragged_rows(folder):
    describe(folder / "made-up", "table.csv", (SOUND + "Russia,Pakistan,2019,64,extra,cells\n").encode())
    assert "cannot be read" in refusal(folder)


def test_empty_file(folder):
    describe(folder / "made-up", "table.csv", b"")
    assert "cannot be read" in refusal(folder)


def test_a_layer_in_another_reference_system(tmp_path):
    layer = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(500_000, 4_000_000)], crs="EPSG:32642")
    layer.to_file(tmp_path / "layer.fgb", driver="FlatGeobuf")
    describe(tmp_path / "made-up", "layer.fgb", (tmp_path / "layer.fgb").read_bytes())
    with pytest.raises(SourceError, match="reference system EPSG:32642; expected WGS 84"):
        Sources(tmp_path).layer("made-up", "layer.fgb", ["name"])


def test_a_layer_that_is_not_one(tmp_path):
    describe(tmp_path / "made-up", "layer.fgb", b"not a layer")
    with pytest.raises(SourceError, match=r"layer\.fgb: cannot be read"):
        Sources(tmp_path).layer("made-up", "layer.fgb", ["name"])


def test_an_unknown_spelling_is_not_guessed():
    with pytest.raises(SourceError, match="the spelling 'Ruritania' is unknown"):
        states.code("Ruritania")


class TestNothingHalfWritten:
    """The old table and card stay, and no other file, whatever goes wrong."""

    TABLE = "arms/recipient_totals"

    @pytest.fixture
    def data(self, tmp_path, monkeypatch):
        target = tmp_path / "data"
        (target / "arms").mkdir(parents=True)
        for source in (catalogue.file_of(self.TABLE), catalogue.card_file_of(self.TABLE)):
            (target / "arms" / source.name).write_bytes(source.read_bytes())
        monkeypatch.setenv("DOSSIER_DATA", str(target))
        return target

    @staticmethod
    def contents(data):
        return {path.relative_to(data): path.read_bytes() for path in data.rglob("*") if path.is_file()}

    def recipe(self, make):
        return Recipe(self.TABLE, {"made-up": "Made up, 2026"}, "Everything.", make)

    def good(self, _sources):
        return catalogue.load(self.TABLE).assign(tiv_million=lambda rows: rows["tiv_million"] + 1)

    @pytest.mark.parametrize(
        ("stop", "seen"), [(KeyboardInterrupt, KeyboardInterrupt), (ValueError, SourceError)]
    )
    def test_when_the_recipe_stops(self, data, folder, stop, seen):
        def make(_sources):
            raise stop

        before = self.contents(data)
        with pytest.raises(seen):
            derive(self.recipe(make), Sources(folder))
        assert self.contents(data) == before

    def test_when_the_result_breaks_the_contract(self, data, folder):
        def make(_sources):
            return self.good(_sources).assign(tiv_million=-1)

        before = self.contents(data)
        with pytest.raises(TableError, match=r"as derived from made-up, column tiv_million, row 1: found -1"):
            derive(self.recipe(make), Sources(folder))
        assert self.contents(data) == before

    @pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
    def test_when_writing_stops(self, data, folder, monkeypatch, call):
        def interrupted(*_):
            raise KeyboardInterrupt

        before = self.contents(data)
        monkeypatch.setattr(f"dossier.storage.{call}", interrupted)
        with pytest.raises(KeyboardInterrupt):
            derive(self.recipe(self.good), Sources(folder))
        assert self.contents(data) == before

    def test_and_otherwise_the_table_and_its_card_are_new(self, data, folder):
        old = catalogue.load(self.TABLE)["tiv_million"]
        derive(self.recipe(self.good), Sources(folder))
        assert (catalogue.load(self.TABLE)["tiv_million"] - old).eq(1).all()
        assert [origin.release for origin in catalogue.card(self.TABLE).sources] == ["Made up, 2026"]


def test_two_recipes_for_one_table_are_refused():
    recipes.recipes()
    with pytest.raises(ValueError, match="two recipes derive arms/transfers"):
        recipes.derives("arms/transfers", {}, "")(lambda sources: pd.DataFrame())
