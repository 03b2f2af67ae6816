"""What a cover and a library must know of the book, read from CITATION.cff."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import yaml

from dossier import paths, words

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
    released : datetime.date
        Day of the version.
    address : str
        Where the book is published; empty while nobody has said so.
    """

    title: str
    subtitle: str
    version: str
    abstract: str
    authors: list[str]
    released: date
    address: str

    @property
    def moment(self) -> datetime:
        """Midnight of the day of the version, in UTC: the one time stamp that files get."""
        return datetime.combine(self.released, time(), tzinfo=UTC)

    @property
    def edition(self) -> str:
        """Version and day as a cover says them."""
        return f"Version {self.version}, {words.date(self.released)}"

    @property
    def identifier(self) -> uuid.UUID:
        """The same for the same title and version."""
        return uuid.uuid5(NAMESPACE, f"{self.title}\n{self.version}")


def edition() -> About:
    """Return the facts of this edition."""
    cited = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    title, mark, subtitle = cited["title"].partition("?")
    return About(
        title=title + mark,
        subtitle=subtitle.strip(),
        version=str(cited["version"]),
        abstract=" ".join(cited.get("abstract", "").split()),
        authors=[_name(author) for author in cited["authors"]],
        released=cited["date-released"],
        address=cited.get("url", "").rstrip("/"),
    )


def _name(author: dict) -> str:
    """Return a person's or an organisation's name as the citation file format holds it."""
    parts = (author.get("given-names"), author.get("name-particle"), author.get("family-names"))
    return author.get("name") or " ".join(filter(None, parts))
