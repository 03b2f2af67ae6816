"""The full event file: only wanted rows, typed, and a message that leads to the cell in the publisher's file."""

import gzip
import io
import zipfile

import pandas as pd
import pytest

from dossier.errors import SourceError
from dossier.ingest.reading import DAY, TEXT, WHOLE
from dossier.refresh import events
from dossier.refresh.events import Wanted
from tests.refresh.conftest import zipped

HEADER = "id,country,side_a,side_b,date_start,where_description,best\n"
CELLS = {"id": WHOLE, "date_start": DAY, "best": WHOLE}
LINES = (
    '1,Afghanistan,Government of Afghanistan,Taleban,2016-03-01,"a village,\nnear Kabul, Syria",4\n'
    '2,Syria,IS,"Jabhat al-Nusra, Ahrar",2016-03-02,"said ""Afghanistan""",2\n'
    "3,Russia (Soviet Union),Government of Russia (Soviet Union),IS,2016-03-03,,1\n"
)


def written(folder, text, name="events.csv"):
    file = folder / name
    content = text.encode() if isinstance(text, str) else text
    packed = {".gz": lambda: gzip.compress(content), ".zip": lambda: zipped("GEDEvent_v26_1.csv", content)}
    file.write_bytes(packed.get(file.suffix, lambda: content)())
    return file


def refused(file, cells=CELLS, wanted=None):
    with pytest.raises(SourceError) as stopped:
        events.read(file, cells, wanted)
    message = str(stopped.value)
    assert file.name in message
    assert "expected" in message
    return message


@pytest.mark.parametrize("name", ["events.csv", "events.csv.gz", "events.zip"])
def test_wanted_rows_keep_their_number_in_the_file(tmp_path, name):
    found = events.read(written(tmp_path, HEADER + LINES, name), CELLS, Wanted({"RUS"}, {"IS"}))
    assert found.index.tolist() == [1, 2]
    assert found["best"].tolist() == [2, 1]
    assert found["date_start"].dt.day.tolist() == [2, 3]


def test_a_name_in_a_description_chooses_nothing(tmp_path):
    file = written(tmp_path, HEADER + LINES)
    assert events.read(file, CELLS, Wanted({"AFG"}))["id"].tolist() == [1]
    assert events.read(file, CELLS, Wanted({"SYR"}))["id"].tolist() == [2]


def test_no_wanted_row_is_no_fault(tmp_path):
    assert events.read(written(tmp_path, HEADER + LINES), CELLS, Wanted({"FRA"})).empty


@pytest.mark.parametrize("block", [128, 200, 4096])
def test_where_blocks_end_changes_nothing(tmp_path, monkeypatch, block):
    """Pandas reads the same rows, whatever is cut off in the middle of a block."""
    text = HEADER + "".join(
        f'{number},{country},A,B,2016-03-01,"{"x" * (number % 37)}\n""y"", z",{number % 5}\n'
        for number, country in zip(range(500), ["Mali", "Syria", "Afghanistan"] * 200, strict=False)
    )
    monkeypatch.setattr(events, "BLOCK", block)
    found = events.read(written(tmp_path, text, "events.zip"), CELLS, Wanted({"AFG"}))
    whole = pd.read_csv(io.StringIO(text)).query("country == 'Afghanistan'")
    assert found.index.tolist() == whole.index.tolist()
    assert found[["id", "best"]].to_numpy().tolist() == whole[["id", "best"]].to_numpy().tolist()


def test_midnight_and_numbers_as_floats_are_read(tmp_path):
    """Two layouts as people have the file."""
    line = "900001.0,Syria,A,B,2016-01-01 00:00:00.000,,4.0\n"
    found = events.read(written(tmp_path, HEADER + line), CELLS)
    assert found[["id", "best"]].to_numpy().tolist() == [[900001, 4]]
    assert found["date_start"].tolist() == [pd.Timestamp("2016-01-01")]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text.replace(",1\n", ",\n"), "column best, row 3: empty; expected a whole number"),
        (lambda text: text.replace(",1\n", ",NA\n"), "column best, row 3: found 'NA'"),
        (lambda text: text.replace("2016-03-02", "2.3.2016"), "column date_start, row 2: found '2.3.2016'"),
        (lambda text: text.replace("best", "worst"), "column best: not in the header"),
        (lambda text: text.removeprefix(HEADER), "column id: not in the header"),
        (lambda text: text + "4,Mali,A\n", "cannot be read"),
        (lambda text: text.replace("Kabul", "K\xe4bul").encode("latin-1"), "UTF-8"),
        (lambda text: "", "cannot be read"),
    ],
)
def test_another_layout_is_refused_by_column_and_row(tmp_path, spoil, words):
    assert words in refused(
        written(tmp_path, spoil(HEADER + LINES), "events.zip"), CELLS | {"where_description": TEXT.or_empty()}
    )


def test_an_archive_that_is_cut_off_is_named(tmp_path):
    file = written(tmp_path, HEADER + LINES * 400, "events.csv.gz")
    file.write_bytes(file.read_bytes()[:-20])
    assert "cut off or damaged" in refused(file)


def test_an_archive_of_which_a_byte_changed_is_named(tmp_path):
    """The check of the archive does not fit, or what comes out of it is no text of its kind."""
    content = bytearray(zipped("GEDEvent_v26_1.csv", (HEADER + LINES * 400).encode()))
    content[120] ^= 0xFF
    (tmp_path / "events.zip").write_bytes(content)
    refused(tmp_path / "events.zip")


def test_an_archive_with_two_tables_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "events.zip", "w") as archive:
        for name in ("one.csv", "two.csv"):
            archive.writestr(name, HEADER + LINES)
    assert "it holds one.csv, two.csv" in refused(tmp_path / "events.zip")


def test_an_archive_that_packs_nothing_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "events.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("events.csv", HEADER + LINES)
    assert len(events.read(tmp_path / "events.zip", CELLS)) == 3
