"""What the message says that names a damage, for a table of each format.

That every damage to every table is named, `tests/trust/test_faults.py` holds.
"""

import json
import shutil

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import dossier
from dossier import catalogue, paths, storage
from dossier.cards import sha256
from dossier.errors import TableError
from dossier.tables.base import Table, whole

#: A table of each format and one that is kept by hand: a whole-number column with its lower bound, a state column.
KINDS = {
    "arms/transfers": ("tiv_million", "supplier"),
    "conflict/afghan_events": ("best", None),
    "maps/places": ("rank", "country"),
    "evidence/timeline": (None, None),
}
#: Others whose columns no table of these has.
OTHERS = ("conflict/us_troops", "diplomacy/vetoes", "maps/countries")
WITH_NUMBER = [name for name, (number, _) in KINDS.items() if number]
WITH_STATE = [name for name, (_, state) in KINDS.items() if state]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the chosen tables and their cards, to be damaged."""
    for name in (*KINDS, *OTHERS):
        for source in (catalogue.file_of(name), catalogue.card_file_of(name)):
            target = tmp_path / source.relative_to(paths.data_dir())
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    return tmp_path


def rewrite(name, change):
    """Change a table's frame and make its card agree, so that only the contract can object."""
    contract, path = catalogue.table(name), catalogue.file_of(name)
    if contract.format == "csv":
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    elif contract.format == "parquet":
        frame = pd.read_parquet(path)
    else:
        frame = gpd.read_file(path)
    content = storage.encode(change(frame), contract)
    path.write_bytes(content)
    card = catalogue.card_file_of(name)
    facts = json.loads(card.read_text())
    card.write_text(json.dumps(facts | {"sha256": sha256(content), "bytes": len(content)}))


def refusal(name):
    with pytest.raises(TableError) as stopped:
        dossier.load(name)
    message = str(stopped.value)
    assert catalogue.file_of(name).name in message
    assert "expected" in message
    assert "git checkout data" in message or "ingest" in message
    return message


@pytest.mark.parametrize("name", KINDS)
class TestDamagedFiles:
    def test_missing(self, data, name):
        catalogue.file_of(name).unlink()
        assert "the table is missing" in refusal(name)

    def test_cut_off(self, data, name):
        path = catalogue.file_of(name)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert "altered or cut off" in refusal(name)

    def test_one_byte_altered(self, data, name):
        path = catalogue.file_of(name)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
        assert "altered or cut off" in refusal(name)

    def test_not_of_its_format(self, data, name):
        path, card = catalogue.file_of(name), catalogue.card_file_of(name)
        junk = b"\x00\xff not a table"
        path.write_bytes(junk)
        card.write_text(json.dumps(json.loads(card.read_text()) | {"sha256": sha256(junk)}))
        assert path.suffix[1:] in refusal(name)

    def test_card_missing(self, data, name):
        catalogue.card_file_of(name).unlink()
        with pytest.raises(TableError, match="the data card is missing"):
            dossier.load(name)

    def test_card_without_a_field(self, data, name):
        card = catalogue.card_file_of(name)
        facts = json.loads(card.read_text())
        del facts["sha256"]
        card.write_text(json.dumps(facts))
        with pytest.raises(TableError, match="not a data card"):
            dossier.load(name)


@pytest.mark.parametrize("name", KINDS)
class TestBrokenContracts:
    def test_renamed_column(self, data, name):
        column = next(iter(catalogue.table(name).columns))
        rewrite(name, lambda frame: frame.rename(columns={column: "renamed"}))
        message = refusal(name)
        assert f"column {column} is missing" in message
        assert "column renamed is not in the contract" in message

    def test_extra_column(self, data, name):
        rewrite(name, lambda frame: frame.assign(extra="1"))
        assert "column extra is not in the contract" in refusal(name)

    def test_duplicate_key(self, data, name):
        rewrite(name, lambda frame: pd.concat([frame, frame.iloc[[0]]], ignore_index=True))
        message = refusal(name)
        assert f"row {catalogue.card(name).rows + 1}" in message
        assert "each key once" in message


@pytest.mark.parametrize("name", KINDS)
def test_a_row_lost(data, name):
    rewrite(name, lambda frame: frame.iloc[1:])
    rows = catalogue.card(name).rows
    assert f"{rows - 1} rows; expected {rows} rows" in refusal(name)


@pytest.mark.parametrize("name", WITH_NUMBER)
class TestWrongNumbers:
    def test_negative(self, data, name):
        column = KINDS[name][0]

        def change(frame):
            frame.loc[2, column] = "-3" if catalogue.table(name).format == "csv" else -3
            return frame

        rewrite(name, change)
        message = refusal(name)
        assert f"column {column}, row 3" in message
        assert "-3" in message
        assert "at least" in message

    def test_words(self, data, name):
        column = KINDS[name][0]

        def change(frame):
            frame[column] = frame[column].astype("str")
            frame.loc[2, column] = "many"
            return frame

        rewrite(name, change)
        message = refusal(name)
        assert f"column {column}" in message
        assert "int64" in message.lower() or "float64" in message


@pytest.mark.parametrize("name", WITH_STATE)
def test_unknown_state(data, name):
    column = KINDS[name][1]

    def change(frame):
        frame.loc[1, column] = "XXX"
        return frame

    rewrite(name, change)
    message = refusal(name)
    assert f"column {column}, row 2: found 'XXX'" in message
    assert "ISO 3166 alpha-3" in message


@pytest.mark.parametrize(
    ("name", "column", "value", "expected"),
    [
        ("maps/places", "latitude", "95.0", "at most 90"),
        ("maps/places", "longitude", "-181.0", "at least -180"),
        ("arms/transfers", "year", "2031", "at most 2021"),
        ("conflict/us_troops", "month", "13", "at most 12"),
        ("diplomacy/vetoes", "date", "31.12.1999", "datetime64"),
        ("evidence/timeline", "certainty", "perhaps", "one of"),
    ],
)
def test_impossible_value(data, name, column, value, expected):
    def change(frame):
        frame.loc[4, column] = value
        return frame

    rewrite(name, change)
    message = refusal(name)
    assert f"column {column}, row 5" in message
    assert expected in message


def test_coordinates_outside_the_world_in_a_packed_table(data):
    def change(frame):
        frame.loc[7, "latitude"] = 95.0
        return frame

    rewrite("conflict/afghan_events", change)
    assert "column latitude, row 8: found 95.0; expected at most 90" in refusal("conflict/afghan_events")


def test_a_shape_outside_the_world(data):
    def change(frame):
        frame.loc[0, "geometry"] = shapely.box(170, 80, 200, 95)
        return frame

    rewrite("maps/countries", change)
    message = refusal("maps/countries")
    assert "column geometry, row 1" in message
    assert "180 degrees" in message


def test_an_empty_cell_among_whole_numbers_of_a_packed_table(data):
    table = Table("Made up", {"count": whole("A count")}, ("count",), 2, "parquet")
    content = storage.encode(pd.DataFrame({"count": pd.array([1, None], dtype="Int64")}), table)
    with pytest.raises(TableError, match=r"column count, row 2: found <NA>; expected a value in every row"):
        catalogue.check(storage.decode(content, table, "made up"), table, "made up")


def test_a_line_that_is_cut_off_at_the_end_of_a_sealed_table(data):
    path = catalogue.file_of("arms/transfers")
    content = path.read_bytes().rstrip(b"\n")[:-1]
    path.write_bytes(content)
    card = catalogue.card_file_of("arms/transfers")
    card.write_text(json.dumps(json.loads(card.read_text()) | {"sha256": sha256(content)}))
    assert "its last line is cut off" in refusal("arms/transfers")


def test_an_unknown_table_is_refused_with_the_known_ones():
    with pytest.raises(TableError, match=r"arms/transfer: no such table; expected one of .*arms/transfers"):
        dossier.load("arms/transfer")
