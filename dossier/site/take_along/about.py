"""What a cover and a library must know of the book, read from CITATION.cff."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from dossier import cited

#: The book's own name space, so that an identifier depends on title and version alone and names no address.
NAMESPACE = uuid.UUID("9c1d8f0e-6f0a-4b8e-9a55-0d3c6c6a2f71")
LANGUAGE = "en-GB"
TERMS = "Text and figures: CC BY 4.0. Code: MIT. Data: as each table’s card says."


@dataclass(frozen=True)
class About:
    """The facts of an edition.

    Parameters
    ----------
    title, subtitle, version, abstract : str
        As CITATION.cff words them; its title is cut at the first question mark into title and subtitle.
    authors : list of str
        As they are to be named.
    day : str
        Day of the version (ISO 8601); empty if there is none.
    moment : datetime.datetime
        Midnight of that day, in UTC: the one time stamp that files get.
    edition : str
        Version and day as a cover says them.
    address : str
        Where the book is published; empty while nobody has said so.
    """

    title: str
    subtitle: str
    version: str
    abstract: str
    authors: list[str]
    day: str
    moment: datetime
    edition: str
    address: str

    @property
    def identifier(self) -> uuid.UUID:
        """The same for the same title and version."""
        return uuid.uuid5(NAMESPACE, f"{self.title}\n{self.version}")


def edition() -> About:
    """Return the facts of this edition."""
    book = cited.book()
    title, mark, subtitle = book.title.partition("?")
    return About(
        title=title + mark,
        subtitle=subtitle.strip(),
        version=book.version,
        abstract=book.abstract,
        authors=[author.written for author in book.authors],
        day=book.day,
        moment=book.moment,
        edition=book.edition,
        address=book.url.rstrip("/"),
    )
