"""What `CITATION.cff` says of the book: every fact that only its owner can fill in stands there, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import yaml

from dossier import paths, words
from dossier.errors import DossierError

#: The book's own language, and the licence of its words and figures.
LANGUAGE = "en"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: The shape of a DOI in the Citation File Format: the name alone, without the resolver's address.
DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")


@dataclass(frozen=True)
class Author:
    """A person (family and given names) or a body (one name).

    Parameters
    ----------
    family, given : str
        Names of a person, particle and suffix included; empty for a body.
    name : str
        Name of a body; empty for a person.
    orcid : str
        Address of the person's or body's ORCID record, or nothing.
    """

    family: str = ""
    given: str = ""
    name: str = ""
    orcid: str = ""

    @property
    def written(self) -> str:
        """The name as a sentence writes it: `Ada Lovelace`."""
        return self.name or " ".join(filter(None, (self.given, self.family)))

    @property
    def kind(self) -> str:
        """The type that schema.org has for it."""
        return "Organization" if self.name else "Person"

    @property
    def sorted(self) -> str:
        """The name as a list sorts it: `Lovelace, Ada`."""
        return self.name or ", ".join(filter(None, (self.family, self.given)))


@dataclass(frozen=True)
class Book:
    """The book as it is cited.

    Parameters
    ----------
    title, version, abstract : str
        As `CITATION.cff` words them.
    released : date
        Day of this version.
    authors : tuple of Author
        In the file's order.
    keywords : tuple of str
        As the file lists them.
    url : str
        Address at which the book is published, with a slash at its end; empty while there is none.
    repository : str
        Address of the source code; empty while there is none.
    doi : str
        DOI of this version; empty while there is none.
    """

    title: str
    version: str
    released: date
    authors: tuple[Author, ...]
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    url: str = ""
    repository: str = ""
    doi: str = ""

    @property
    def by(self) -> str:
        """The authors as a sentence lists them."""
        return words.listing(author.written for author in self.authors)

    @property
    def edition(self) -> str:
        """Version and day as a cover says them."""
        return f"Version {self.version}, {words.date(self.released)}"

    @property
    def moment(self) -> datetime:
        """Midnight of the day of the version, in UTC: the one time stamp that files get."""
        return datetime.combine(self.released, time(), tzinfo=UTC)

    def at(self, path: str) -> str:
        """Return the published address of a page or file of the book; empty while the book has none."""
        return f"{self.url}{path}" if self.url else ""


def book(file: Path | None = None) -> Book:
    """Read the book's citation.

    Raises
    ------
    DossierError
        If an address or the DOI is not written as the Citation File Format wants it.
    """
    file = file or paths.ROOT / "CITATION.cff"
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    for key in ("url", "repository-code"):
        if key in said and not str(said[key]).startswith(("https://", "http://")):
            raise _wrong(file, key, said[key], "an address that begins with https://")
    if "doi" in said and not DOI.fullmatch(str(said["doi"])):
        raise _wrong(file, "doi", said["doi"], "the DOI alone, such as 10.5281/zenodo.1234567")
    return Book(
        title=said["title"],
        version=str(said["version"]),
        released=said["date-released"],
        authors=tuple(_author(each) for each in said["authors"]),
        abstract=" ".join(said.get("abstract", "").split()),
        keywords=tuple(said.get("keywords", ())),
        url=f"{said['url'].rstrip('/')}/" if "url" in said else "",
        repository=said.get("repository-code", ""),
        doi=said.get("doi", ""),
    )


def _author(said: dict) -> Author:
    family = " ".join(filter(None, (said.get("name-particle"), said.get("family-names"))))
    if said.get("name-suffix"):
        family = f"{family} {said['name-suffix']}"
    return Author(family, said.get("given-names", ""), said.get("name", ""), said.get("orcid", ""))


def _wrong(file: Path, key: str, found: object, expected: str) -> DossierError:
    return DossierError(
        paths.shown(file),
        f"{key} is {found!r}",
        expected,
        "Mend the line, or leave it out while there is none.",
    )
