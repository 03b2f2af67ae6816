"""The references of `data/evidence/references.bib`: when each was public, how good it is, and whether it was read."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from pybtex.database import Entry, parse_file

from dossier import paths, words

MONTHS = {name: number for number, name in enumerate(calendar.month_name)}
#: Begins the note of an entry that this project had in hand.
READ = "Retrieved"
#: What stands between the outlets that an author line names: who printed it, and whose report it is.
BETWEEN = re.compile(r" / | and |, (?:in|on|via|with|from) ")
#: Agencies that go by two names.
SAME = {"agence france-presse": "afp", "itar-tass": "tass", "united press international": "upi"}


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
    rank : str
        One of `dossier.scales.RANKS`, or nothing where the entry has none; every source of an event has one.
    outlets : frozenset of str
        Who printed it and whose report it is. Two sources that share an outlet are not independent.
    """

    key: str
    public_on: datetime.date | None
    read: bool
    rank: str
    outlets: frozenset[str]


def references() -> dict[str, Reference]:
    """Read the bibliography, by key."""
    entries = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries
    return {
        key: Reference(
            key,
            _public_on(entry),
            entry.fields["note"].startswith(READ),
            entry.fields.get("rank", ""),
            _outlets(entry),
        )
        for key, entry in entries.items()
    }


@dataclass(frozen=True)
class Described:
    """A source as structured data name it.

    Parameters
    ----------
    title, author : str
        As the bibliography words them.
    day : str
        When it appeared, as closely as the bibliography says (ISO 8601).
    address : str
        Where it is found; empty if the bibliography does not say.
    """

    title: str
    author: str
    day: str
    address: str


def described(key: str) -> Described:
    """Return a reference as structured data name it.

    Examples
    --------
    >>> described("jamestown2015").author
    'The Jamestown Foundation'
    """
    entry = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries[key]
    fields = entry.fields
    day = [fields.get("year", "")]
    if "month" in fields:
        day.append(f"{MONTHS[fields['month']]:02}")
        day += [f"{int(fields['day']):02}"] if "day" in fields else []
    authors = words.listing(" ".join(map(str, person.last_names)) for person in entry.persons["author"])
    return Described(_bare(fields["title"]), _bare(authors), "-".join(day), fields.get("url", ""))


def _bare(written: str) -> str:
    """Return words without the braces that keep them in one piece."""
    return re.sub(r"[{}]", "", written)


def _public_on(entry: Entry) -> datetime.date | None:
    if "year" not in entry.fields:
        return None
    year, month = int(entry.fields["year"]), MONTHS[entry.fields.get("month", "December")]
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, int(entry.fields.get("day", last)))


def _outlets(entry: Entry) -> frozenset[str]:
    """Return the outlets of an author line such as `{Dawn / AFP}`; a person writes where `howpublished` says."""
    authors = [str(person) for person in entry.persons.get("author", ())]
    if not all(name.startswith("{") for name in authors):
        authors = [entry.fields.get("howpublished", " and ".join(authors))]
    names = (name for line in authors for name in BETWEEN.split(line.strip("{}")))
    return frozenset(map(_outlet, names))


def _outlet(name: str) -> str:
    bare = re.sub(r" \(.*?\)|,.*", "", name).casefold().removeprefix("the ").strip()
    return SAME.get(bare, bare)
