"""The one table within a publisher's archive, as a stream that is never unpacked to disk, nor without end."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from isal import igzip, isal_zlib

from dossier.errors import SourceError
from dossier.ingest import reading
from dossier.ingest.reading import REFETCH

#: Packed bytes that are read at one time.
PACKED = 1 << 17
#: Files that an archive may hold; publishers send one to a few dozen.
MOST_MEMBERS = 500
#: Before the name of a member of a zip archive stand so many bytes; the last four give the length of what follows.
LOCAL_HEADER = 30


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a table for reading.

    Parameters
    ----------
    path : Path
        A CSV file, or one within a `.zip` or `.gz`.

    Raises
    ------
    SourceError
        If an archive is cut off or damaged, at whatever place that is noticed, is not what `unzipped` takes, unpacks to
        too much, or a zip does not hold one table.
    """
    with _whole(path), {".zip": _of_zip, ".gz": _of_gzip}.get(path.suffix, Path.open)(path, "rb") as stream:
        yield stream


@contextlib.contextmanager
def unzipped(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive, once its list is one that can be trusted.

    Raises
    ------
    SourceError
        If it is damaged, holds too many files or bytes, or a file whose name leads out of the archive.
    """
    with _whole(path), zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        if len(listed) > MOST_MEMBERS:
            raise SourceError(path, f"it holds {len(listed)} files", f"at most {MOST_MEMBERS}", REFETCH)
        for each in listed:
            if _leads_out(each.orig_filename):
                problem = f"a file in it is called {each.orig_filename!r}"
                raise SourceError(path, problem, "names that stay in the archive's own folders", REFETCH)
        # What a member is said to unpack to is held where it is read, here and by `zipfile`.
        if sum(each.file_size for each in listed) > reading.MOST_UNPACKED:
            raise reading.too_large(path)
        yield archive


def _leads_out(name: str) -> bool:
    """Tell whether a name would be a place outside of the folder that an archive is unpacked in, on any system."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable()


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (EOFError, zipfile.BadZipFile, gzip.BadGzipFile, isal_zlib.error) as broken:
        raise SourceError(path, f"cut off or damaged ({broken})", "a whole archive", REFETCH) from None


def member(archive: zipfile.ZipFile, path: Path, beginning: str = "") -> zipfile.ZipInfo:
    """Return the one table of an archive whose name begins in a way.

    Raises
    ------
    SourceError
        If it holds none, or more than one.
    """
    tables = [
        each
        for each in archive.infolist()
        if each.filename.lower().endswith(".csv")
        and Path(each.filename).name.startswith(beginning)
        and not each.filename.startswith("__MACOSX")
    ]
    if len(tables) != 1:
        found = ", ".join(archive.namelist()[:8]) or "nothing"
        raise SourceError(path, f"it holds {found}", f"one file {beginning}*.csv", REFETCH)
    return tables[0]


@contextlib.contextmanager
def _of_gzip(path: Path, _mode: str) -> Iterator[IO[bytes]]:
    with igzip.open(path, "rb") as stream:
        yield io.BufferedReader(_Counted(stream, path), PACKED)


class _Counted(io.RawIOBase):
    """A stream that ends with a failure where it has given as many bytes as an archive may hold."""

    def __init__(self, stream: IO[bytes], path: Path):
        self.stream, self.path, self.given = stream, path, 0

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int:
        size = self.stream.readinto(room)
        self.given += size
        if self.given > reading.MOST_UNPACKED:
            raise reading.too_large(self.path)
        return size


@contextlib.contextmanager
def _of_zip(path: Path, _mode: str) -> Iterator[IO[bytes]]:
    with unzipped(path) as archive:
        table = member(archive, path)
        if table.compress_type == zipfile.ZIP_DEFLATED:
            with path.open("rb") as packed:
                yield io.BufferedReader(_Unpacked(packed, table), PACKED)
        else:
            with archive.open(table) as stream:
                yield stream


class _Unpacked(io.RawIOBase):
    """A member of a zip archive, unpacked as `zipfile` does, with a library that takes a third of the time."""

    def __init__(self, packed: IO[bytes], table: zipfile.ZipInfo):
        self.packed, self.table = packed, table
        self.unpacking = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS)
        self.crc, self.left, self.rest = 0, table.compress_size, memoryview(b"")
        self.due = table.file_size
        packed.seek(table.header_offset)
        header = packed.read(LOCAL_HEADER)
        packed.seek(sum(int.from_bytes(header[at : at + 2], "little") for at in (26, 28)), io.SEEK_CUR)

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int:
        while not self.rest and self.left:
            self.rest = memoryview(self._next())
        size = min(len(room), len(self.rest))
        room[:size], self.rest = self.rest[:size], self.rest[size:]
        return size

    def _next(self) -> bytes:
        packed = self.packed.read(min(PACKED, self.left))
        self.left -= len(packed)
        block = self.unpacking.decompress(packed, self.due + 1)
        self.due -= len(block)
        self.crc = isal_zlib.crc32(block, self.crc)
        if (
            not packed
            or self.due < 0
            or (not self.left and not (self.unpacking.eof and self.crc == self.table.CRC))
        ):
            raise zipfile.BadZipFile(f"the check of {self.table.filename} does not fit")
        return block
