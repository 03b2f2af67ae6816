"""What `CITATION.cff` says of the book: every fact that only its owner can fill in stands there, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from dossier import cff, paths, words

#: The book's own language, and the licence of its words and figures.
LANGUAGE = "en"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: First and last day that a zip file can hold; what must have a date has the first while the book has none.
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2107, 12, 31)


@dataclass(frozen=True)
class Author:
    """A person, by names or by an alias, or a body, by its one name.

    Parameters
    ----------
    family, given, particle, suffix : str
        Parts of a person's name (`van` is a particle, `Jr.` a suffix); each may be empty.
    name : str
        Name of a body; empty for a person.
    alias : str
        What a person goes by; cited where there is neither a family nor a given name.
    orcid : str
        Address of the person's or body's ORCID record, or nothing.
    """

    family: str = ""
    given: str = ""
    name: str = ""
    orcid: str = ""
    particle: str = ""
    suffix: str = ""
    alias: str = ""

    @property
    def kind(self) -> str:
        """The type that schema.org has for it."""
        return "Organization" if self.name else "Person"

    @property
    def surname(self) -> str:
        """Family name with its particle: `van Ek`."""
        return _joined(self.particle, self.family)

    @property
    def whole(self) -> str:
        """A name in one piece, of which no part is a surname: a body's, an alias, a single name; else nothing.

        The format lets a person be given without any name.
        """
        if self.name or self.surname:
            return self.name
        return _joined(self.given, self.suffix) or self.alias or "Anonymous"

    @property
    def written(self) -> str:
        """The name as a sentence writes it: `Ada van Ek Jr.`."""
        return self.whole or _joined(self.given, self.surname, self.suffix)

    @property
    def sorted(self) -> str:
        """The name as a list sorts it, with one comma at most: `van Ek Jr., Ada`."""
        return self.whole or ", ".join(filter(None, (_joined(self.surname, self.suffix), self.given)))


@dataclass(frozen=True)
class Entry:
    """A work as a bibliography has it.

    Parameters
    ----------
    kind : str
        What it is: `chapter`, or a type of the Citation File Format (`book`, `article`).
    title : str
        Its title.
    authors, editors : tuple of Author
        In order.
    day : tuple of int
        Year, month and day, as far as they are known.
    container, series : str
        Book, journal or proceedings that it is part of; series that it stands in.
    version, edition, publisher, place, volume, issue, pages, isbn, issn, language, doi, url, note : str
        As their names say; each may be empty. `publisher` is also the institution of a report or a thesis.
    """

    kind: str
    title: str
    authors: tuple[Author, ...]
    editors: tuple[Author, ...] = ()
    day: tuple[int, ...] = ()
    container: str = ""
    series: str = ""
    version: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""

    @property
    def dated(self) -> str:
        """The day in words, as far as it is known: `28 November 2026`, `November 2026`, `2026`."""
        year, month, day = (*map(str, self.day), "", "", "")[:3]
        return _joined(day, words.MONTHS[int(month) - 1] if month else "", year)


@dataclass(frozen=True)
class Book:
    """The book as it is cited.

    Parameters
    ----------
    title : str
        As `CITATION.cff` words it.
    version : str
        As the file writes it; empty if it names none.
    released : date or None
        Day of this version, if the file gives it.
    authors : tuple of Author
        In the file's order.
    abstract : str
        As the file words it.
    keywords, licences : tuple of str
        As the file lists them; licences by their names in SPDX's list.
    url : str
        Address at which the book is published, with a slash at its end; empty while there is none.
    repository : str
        Address of the source code; empty while there is none.
    doi : str
        DOI of this version, or the first among its identifiers; empty while there is none.
    identifiers : tuple of (str, str)
        Further identifiers: kind (`doi`, `swh`, `url`, `other`) and value.
    preferred : Entry or None
        The work that is to be cited in place of the book, if the file names one.
    """

    title: str
    version: str
    released: date | None
    authors: tuple[Author, ...]
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    url: str = ""
    repository: str = ""
    doi: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    preferred: Entry | None = None

    @property
    def by(self) -> str:
        """The authors as a sentence lists them."""
        return by(self.authors)

    @property
    def dated(self) -> str:
        """Version and day as a citation says them: `version 1.10, 28 November 2026`; what is missing is left out."""
        return dated(self.version, words.date(self.released) if self.released else "")

    @property
    def edition(self) -> str:
        """Version and day as a cover says them."""
        return self.dated[:1].upper() + self.dated[1:]

    @property
    def day(self) -> str:
        """The day as machines read it; empty if there is none."""
        return self.released.isoformat() if self.released else ""

    @property
    def moment(self) -> datetime:
        """Midnight of the day of the version, in UTC: the one time stamp that files get."""
        day = min(max(self.released or FIRST_DAY, FIRST_DAY), LAST_DAY)
        return datetime.combine(day, time(), tzinfo=UTC)

    def at(self, path: str) -> str:
        """Return the published address of a page or file of the book; empty while the book has none."""
        return f"{self.url}{path}" if self.url else ""


def by(authors: tuple[Author, ...]) -> str:
    """Return authors as a sentence lists them.

    Examples
    --------
    >>> by((Author(family="Ek", particle="van", given="Ada"), Author(alias="grace"), Author(name="A body")))
    'Ada van Ek, grace and A body'
    """
    return words.listing(author.written for author in authors)


def dated(version: str, day: str) -> str:
    """Return version and day as a citation says them, without what is missing.

    Examples
    --------
    >>> dated("1.10", "28 November 2026"), dated("", "2026"), dated("2", "")
    ('version 1.10, 28 November 2026', '2026', 'version 2')
    """
    return ", ".join(filter(None, (f"version {version}" if version else "", day)))


def book(file: Path | None = None) -> Book:
    """Read the book's citation.

    Raises
    ------
    DossierError
        If the file does not keep to the Citation File Format; names the key.
    """
    said = cff.read(file or paths.ROOT / "CITATION.cff")
    doi, identifiers = _identified(said)
    licence = said.get("license", [])
    return Book(
        title=_line(said["title"]),
        version=_line(said.get("version", "")),
        released=date.fromisoformat(said["date-released"]) if "date-released" in said else None,
        authors=_authors(said["authors"]),
        abstract=_line(said.get("abstract", "")),
        keywords=tuple(map(_line, said.get("keywords", ()))),
        licences=tuple(licence) if isinstance(licence, list) else (licence,),
        url=f"{said['url'].rstrip('/')}/" if "url" in said else "",
        repository=said.get("repository-code", ""),
        doi=doi,
        identifiers=identifiers,
        preferred=_entry(said["preferred-citation"]) if "preferred-citation" in said else None,
    )


def _authors(said: list[dict]) -> tuple[Author, ...]:
    return tuple(
        Author(
            family=_line(each.get("family-names", "")),
            given=_line(each.get("given-names", "")),
            name=_line(each.get("name", "")),
            orcid=each.get("orcid", ""),
            particle=_line(each.get("name-particle", "")),
            suffix=_line(each.get("name-suffix", "")),
            alias=_line(each.get("alias", "")),
        )
        for each in said
    )


def _identified(said: dict) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the DOI, which may stand among the identifiers alone, and what other identifiers there are."""
    listed = [(each["type"], _line(each["value"])) for each in said.get("identifiers", ())]
    doi = said.get("doi") or next((value for kind, value in listed if kind == "doi"), "")
    return doi, tuple(each for each in listed if each != ("doi", doi))


def _entry(said: dict) -> Entry:
    """Return a reference of the format as an entry of a bibliography."""
    names = {name: _line(each) for name, each in said.items() if isinstance(each, str)}
    houses = (said.get(name, {}) for name in ("publisher", "institution", "conference"))
    house = next(filter(None, houses), {})
    place = said.get("publisher") or said.get("location") or said.get("conference") or {}
    conference = _line(said.get("conference", {}).get("name", ""))
    part = names.get("journal", "") or names.get("collection-title", "")
    first, last = names.get("start", ""), names.get("end", "")
    return Entry(
        kind=said["type"],
        title=names["title"],
        authors=_authors(said["authors"]),
        editors=_authors(said.get("editors", [])),
        day=_day(said),
        container=part or conference,
        series=names.get("collection-title", "") if names.get("journal") else "",
        version=names.get("version", ""),
        edition=names.get("edition", ""),
        publisher=_line(house.get("name", "")) or names.get("department", ""),
        place=_line(place.get("city", "") or place.get("location", "")),
        volume=names.get("volume", ""),
        issue=names.get("issue", "") or names.get("number", ""),
        pages=f"{first}–{last}" if first and last else first,
        isbn=names.get("isbn", ""),
        issn=names.get("issn", ""),
        language=said.get("languages", [""])[0],
        doi=_identified(said)[0],
        url=names.get("url", "") or names.get("repository-code", ""),
        note=names.get("notes", ""),
    )


def _day(said: dict) -> tuple[int, ...]:
    """Return year, month and day of publication, as far as a reference gives them."""
    stated = said.get("date-published") or said.get("date-released", "")
    year = re.match(r"-?[0-9]+", said.get("year", ""))
    if year and not stated.startswith(year[0]):
        month = (said["month"].partition(".")[0],) if "month" in said else ()
        return (int(year[0]), *map(int, month))
    return tuple(map(int, stated.split("-"))) if stated else ()


def _line(text: str) -> str:
    """Return text on one line: YAML may fold it over several, and no form of a citation does."""
    return " ".join(text.split())


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
