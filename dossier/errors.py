"""The one way in which this package fails: what file, what is wrong, what was expected, what to do."""

from __future__ import annotations

from pathlib import Path


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
