"""The one way in which this package fails: what file, what is wrong, what was expected, what to do."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

#: What a system answers where a disk is full, may not be written, or fails.
REFUSALS = (
    errno.EACCES,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.ENOSPC,
    errno.EPERM,
    errno.EROFS,
)


class DossierError(Exception):
    """A failure that a reader can mend.

    Parameters
    ----------
    where : str or Path
        The file (and, where it helps, the column and the row) that is wrong.
    problem : str
        What was found there.
    expected : str
        What should have been found.
    remedy : str
        What to do about it.
    """

    def __init__(self, where: str | Path, problem: str, expected: str, remedy: str):
        self.where, self.problem, self.expected, self.remedy = str(where), problem, expected, remedy
        super().__init__(f"{self.where}: {problem}; expected {expected}. {remedy}")

    def __reduce__(self):
        return type(self), (self.where, self.problem, self.expected, self.remedy)


class TableError(DossierError):
    """A tidy table in `data/` is missing, altered, or breaks its contract."""


class SourceError(DossierError):
    """A publisher's file is missing, altered, or has another layout than the ingest step knows."""


class FigureError(DossierError):
    """A figure lacks something that every figure of the book must have."""


class EvidenceError(DossierError):
    """A file of the project's own writing (claims, timeline, rules, references) contradicts itself."""


class EmptyWindowError(DossierError):
    """A measure was asked for a window in which the table holds nothing."""


def of_the_disk(refused: OSError) -> DossierError | None:
    """Return what to say where the disk refuses a file, or nothing if it is another fault.

    Examples
    --------
    >>> of_the_disk(OSError(errno.ENOSPC, "No space left on device", "data/a.csv")).problem
    'the disk refuses it (No space left on device)'
    """
    where, why = refused.filename or "a file", refused.strerror
    if isinstance(refused, shutil.Error):
        # Copying a folder goes on after a failure and tells of all of them.
        _, where, told = refused.args[0][0]
        why = re.sub(r"^\[Errno \d+\] |: '.*$", "", str(told))
    elif refused.errno not in REFUSALS:
        return None
    return DossierError(
        where,
        f"the disk refuses it ({why})",
        "a disk with room that this user may read and write",
        "Make room or allow it, then run the same again; what stood before stands as it was.",
    )
