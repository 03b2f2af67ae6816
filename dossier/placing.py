"""Files and folders that belong together, put in place together: all of them or none, whenever a process is killed."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from dossier import storage

#: Ending of a note that says which written files are to replace which others.
TOGETHER = ".together"
#: Seconds after which what was written and not put in place is taken for left behind.
LEFT_BEHIND = 86400
#: From Linux's fcntl.h and fs.h: names are relative to the folder one is in; two names change places.
AT_FDCWD, RENAME_EXCHANGE = -100, 2
#: What a system or a disk answers that knows no exchange.
UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Replace several files: where a process is killed half way, `recover` does the rest.

    All are written aside first, and a note says what they are for; so a full disk stops it before anything changes.

    Parameters
    ----------
    files : mapping
        Path to content, in the order in which they are put in place.

    Raises
    ------
    OSError
        If the disk is full or may not be written; the files are as they were.
    """
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        note = _noted(storage.unfinished(), files)
    except OSError:
        _write_beside(files)
        return
    with storage.uninterrupted():
        try:
            _carry_out(note)
        except OSError as refused:
            _forget(note)
            raise OSError(refused.errno, refused.strerror, refused.filename2 or refused.filename) from None


def _noted(folder: Path, files: Mapping[Path, bytes]) -> Path:
    """Write files in a folder and return the note of what they are for."""
    written = {}
    try:
        for path, content in files.items():
            written[storage.staged(folder, path.name, content).name] = os.path.relpath(path, folder)
        note = folder / f"{next(iter(written))}{TOGETHER}"
        storage.write_whole(note, json.dumps(written).encode())
    except BaseException:
        for name in written:
            (folder / name).unlink(missing_ok=True)
        raise
    return note


def _write_beside(files: Mapping[Path, bytes]) -> None:
    """Write each file beside its place, for want of a folder of work with room, then put them in place."""
    written = {}
    try:
        for path, content in files.items():
            written[path] = storage.staged(path.parent, path.name, content)
        with storage.uninterrupted():
            for path, temporary in written.items():
                os.replace(temporary, path)
    except OSError as refused:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise OSError(refused.errno, refused.strerror or str(refused), str(next(iter(files)))) from None


def _carry_out(note: Path) -> None:
    """Put in place what a note says; what is there already was put in place before."""
    for name, target in json.loads(note.read_text(encoding="utf-8")).items():
        place = note.parent / target
        try:
            os.replace(note.parent / name, place)
        except FileNotFoundError:
            continue
        except OSError as refused:
            if refused.errno != errno.EXDEV:
                raise
            storage.write_whole(place, (note.parent / name).read_bytes())
            (note.parent / name).unlink()
    note.unlink(missing_ok=True)


def _forget(note: Path) -> None:
    """Delete a note of which nothing could be done; one that is half done stays for `recover`."""
    written = [note.parent / name for name in json.loads(note.read_text(encoding="utf-8"))]
    if all(each.exists() for each in written):
        for each in (*written, note):
            each.unlink()


@contextlib.contextmanager
def made_aside(place: Path) -> Iterator[Path]:
    """Give a name under which a folder is made that takes another's place when the block is done, or not at all."""
    new = place.with_name(f".{place.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        yield new
        exchange(new, place)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def exchange(new: Path, place: Path) -> None:
    """Put a folder in the place of another, which is deleted: readers meet the old one or the new one, and no gap.

    Where the system knows no exchange of two names it takes two renames; `recover_folder` mends what is between them.

    Raises
    ------
    OSError
        If they cannot change places; the old folder is where it was.
    """
    if not place.exists():
        os.rename(new, place)
        return
    if _exchanged(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    before = _before(place)
    shutil.rmtree(before, ignore_errors=True)
    with storage.uninterrupted():
        os.rename(place, before)
        try:
            os.rename(new, place)
        except BaseException:
            os.rename(before, place)
            raise
    shutil.rmtree(before, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two names change places in one step; tell whether the system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    refused = ctypes.get_errno()
    if refused in UNKNOWN:
        return False
    raise OSError(refused, os.strerror(refused), str(other))


def _before(place: Path) -> Path:
    return place.with_name(f".{place.name}.before")


def recover_folder(place: Path) -> bool:
    """Put a folder back that a crash between two renames left beside its place; tell whether there was one."""
    before = _before(place)
    if place.exists() or not before.exists():
        return False
    os.rename(before, place)
    return True


def recover() -> None:
    """Put in place what a killed process had written together and begun to place; delete what it left behind."""
    folder = storage.unfinished()
    for note in folder.glob(f".*{TOGETHER}"):
        with contextlib.suppress(OSError, ValueError):
            _carry_out(note)
    oldest = time.time() - LEFT_BEHIND
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            if left.stat().st_mtime < oldest:
                left.unlink(missing_ok=True)
