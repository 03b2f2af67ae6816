"""The references of `data/evidence/references.bib`: when each was public, and whether it was read."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from pybtex.database import Entry, parse_file

from dossier import paths

MONTHS = {name: number for number, name in enumerate(calendar.month_name)}
#: Begins the note of an entry that this project had in hand.
READ = "Retrieved"


@dataclass(frozen=True)
class Reference:
    """One entry of the bibliography.

    Parameters
    ----------
    key : str
        Key that tables and chapters cite it by.
    public_on : datetime.date or None
        Last day on which it can have become public, as far as its year, month and day are given; None if it
        gives no year.
    read : bool
        Whether the item, or a page that carries it, was read.
    """

    key: str
    public_on: datetime.date | None
    read: bool


def references() -> dict[str, Reference]:
    """Read the bibliography, by key."""
    entries = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries
    return {
        key: Reference(key, _public_on(entry), entry.fields["note"].startswith(READ))
        for key, entry in entries.items()
    }


def _public_on(entry: Entry) -> datetime.date | None:
    if "year" not in entry.fields:
        return None
    year, month = int(entry.fields["year"]), MONTHS[entry.fields.get("month", "December")]
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, int(entry.fields.get("day", last)))
