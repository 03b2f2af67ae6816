"""Tables to bytes and back, for any content that a contract allows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import storage
from dossier.errors import TableError
from dossier.tables.base import Table, day, flag, real, text, whole

COLUMNS = {
    "name": text("A name", nullable=True),
    "count": whole("A count", low=0),
    "gap": whole("A count that may be missing", nullable=True),
    "share": real("A share", nullable=True),
    "yes": flag("Yes or no"),
    "date": day("A day", nullable=True),
}
#: Text that CSV can tell from an empty cell; carriage returns would be read back as line feeds.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)
ROW = st.tuples(
    st.none() | WORDS,
    st.integers(0, 2**53),
    st.none() | st.integers(-(2**53), 2**53),
    st.none() | st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.booleans(),
    st.none() | st.dates(pd.Timestamp("1900-01-01").date(), pd.Timestamp("2100-12-31").date()),
)


def framed(rows):
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    types = {"name": "str", "count": "int64", "gap": "Int64", "share": "float64", "yes": "bool"}
    return frame.astype(types).assign(date=pd.to_datetime(frame["date"]).astype("datetime64[s]"))


@pytest.mark.parametrize("stored_as", ["csv", "parquet"])
@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_a_table_survives_its_file(stored_as, rows):
    table = Table("Made up", COLUMNS, ("count",), len(rows), stored_as)
    frame = framed(rows)
    content = storage.encode(frame, table)
    pd.testing.assert_frame_equal(storage.decode(content, table, "made up"), frame)
    assert storage.encode(frame, table) == content


@given(number=st.floats(0.001, 1e9).filter(lambda value: value % 1 != 0))
def test_a_fraction_where_a_whole_number_is_declared_is_refused_with_its_row(number):
    table = Table("Made up", {"count": whole("A count")}, ("count",), 2)
    content = f"count\n3\n{number!r}\n".encode()
    with pytest.raises(TableError, match=r"column count, row 2: found"):
        storage.decode(content, table, "made up")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    storage.write_whole(path, b"old")

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr("dossier.storage.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        storage.write_whole(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
