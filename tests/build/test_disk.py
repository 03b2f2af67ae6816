"""A disk that is full, or may not be written: one plain line says so, and the last good book stands."""

import shutil
import subprocess

import pytest

from tests.build.test_small_book import alter, build, hashes
from tests.campaign import WHOLE
from tests.conftest import Clone

pytestmark = pytest.mark.campaign

TABLE = "data/arms/military_expenditure.csv"
OLD, NEW = "AFG,1970,5.3732,", "AFG,1970,999999.3732,"
#: What is left of the disk when a build begins, in kilobytes: it ends at its first file, in what is kept of chapters,
#: in the pages, or in the copy of the finished book.
LEFT = (0, 100, 800, 2_000) if WHOLE else (0, 800)


@pytest.fixture
def disk(small, tmp_path):
    """The small book on a disk of its own with some room, which this system may refuse to make."""
    place = tmp_path / "disk"
    place.mkdir()
    size = sum(path.stat().st_size for path in small.root.rglob("*") if path.is_file())
    # Files take whole pages of memory, and a build needs room for a second book.
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={3 * size}", "tmpfs", str(place)], check=False
    )
    if made.returncode:
        pytest.skip("this system lets no test mount a disk")
    try:
        yield Clone(shutil.copytree(small.root, place / "small", copy_function=shutil.copy2))
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(disk, left):
    """Fill a disk but for some kilobytes, and return the file that fills it."""
    filler = disk.root.parent / "filler"
    room = shutil.disk_usage(disk.root).free - left * 1024
    subprocess.run(["fallocate", "-l", str(room), str(filler)], check=True)
    return filler


def error(done):
    """Return the one line that a command ends with."""
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(said) == 1
    assert done.stderr.splitlines()[-1] == said[0]
    return said[0]


def test_a_full_disk_is_named_and_with_room_the_next_build_succeeds(disk):
    pages, figures = hashes(disk.html), hashes(disk.root / "figures")
    alter(disk, OLD, NEW, TABLE)
    for left in LEFT:
        filler = fill(disk, left)
        assert "No space left on device" in error(disk.build(PYTHONDONTWRITEBYTECODE="1")), left
        assert hashes(disk.html) == pages
        assert hashes(disk.root / "figures") == figures
        filler.unlink()
    build(disk)
    assert hashes(disk.html) != pages
    alter(disk, NEW, OLD, TABLE)
    build(disk)
    assert hashes(disk.html) == pages


def test_a_table_is_not_sealed_on_a_full_disk(disk):
    table = disk.root / TABLE
    table.write_text(table.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    before = hashes(disk.root / "data")
    filler = fill(disk, 0)
    sealed = disk.run("seal", "arms/military_expenditure", PYTHONDONTWRITEBYTECODE="1")
    assert "No space left on device" in error(sealed)
    assert hashes(disk.root / "data") == before
    filler.unlink()
    assert disk.run("seal", "arms/military_expenditure").returncode == 0


def test_a_disk_that_may_not_be_written_is_named(disk):
    before = hashes(disk.root)
    subprocess.run(["mount", "-o", "remount,ro", str(disk.root.parent)], check=True)
    for command in (("build",), ("seal", "arms/military_expenditure")):
        assert "Read-only file system" in error(disk.run(*command, PYTHONDONTWRITEBYTECODE="1"))
    subprocess.run(["mount", "-o", "remount,rw", str(disk.root.parent)], check=True)
    assert hashes(disk.root) == before
    build(disk)
