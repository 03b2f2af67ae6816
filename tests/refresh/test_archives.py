"""An archive is read within limits: how much it unpacks to, how many files it names, and where they would lie."""

import gzip
import io
import struct
import zipfile

import pytest

from dossier.errors import SourceError
from dossier.ingest import reading
from dossier.refresh import archive, layouts
from tests.refresh.conftest import zipped

LINE = b"dyad_id,year\n1,2025\n"
#: Names that would lead out of a folder, or deceive whoever reads them.
ABROAD = ["../../x.csv", "/etc/x.csv", "..\\x.csv", "C:\\x.csv", "a/../../x.csv", "x\u202evsc.exe", "x\n.csv"]


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1000)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)


def written(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def read(path):
    with archive.opened(path) as stream:
        return stream.read()


def understated(content, size):
    """A zip archive whose list says that its one file is smaller than it is."""
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


@pytest.mark.parametrize("name", ABROAD)
def test_a_name_that_leads_out_of_an_archive_is_refused_before_anything_is_read(tmp_path, name):
    path = written(tmp_path, "a.zip", zipped(name, LINE))
    for reader in (read, layouts.ucdp_dyads, layouts.natural_earth):
        with pytest.raises(SourceError, match="names that stay in the archive's own folders"):
            reader(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_with_too_many_files_is_refused(tmp_path, small_limits):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for number in range(4):
            packed.writestr(f"{number}.csv", LINE)
    with pytest.raises(SourceError, match="it holds 4 files; expected at most 3"):
        read(written(tmp_path, "many.zip", content.getvalue()))


@pytest.mark.parametrize("reader", [read, layouts.ucdp_dyads, layouts.ucdp_dyad_deaths])
def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, small_limits, reader):
    path = written(tmp_path, "large.zip", zipped("a.csv", LINE + bytes(1000)))
    with pytest.raises(SourceError, match="it unpacks to more bytes than any source has"):
        reader(path)


def test_a_zip_that_says_it_is_small_is_not_unpacked_further(tmp_path):
    bomb = understated(zipped("a.csv", bytes(50_000_000)), 1000)
    for reader in (read, layouts.ucdp_dyads):
        with pytest.raises(SourceError, match="cut off or damaged"):
            reader(written(tmp_path, "bomb.zip", bomb))


@pytest.mark.parametrize("reader", [read, reading.unpacked])
def test_a_gz_that_unpacks_to_too_much_is_refused(tmp_path, small_limits, reader):
    path = written(tmp_path, "large.csv.gz", gzip.compress(bytes(1001)))
    with pytest.raises(SourceError, match=r"large.csv.gz: it unpacks to more bytes .* at most 1,000 bytes"):
        reader(path)
    assert reader(written(tmp_path, "small.csv.gz", gzip.compress(bytes(1000)))) == bytes(1000)
