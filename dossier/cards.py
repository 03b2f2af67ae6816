"""Data cards: who published a table, in which release, under which terms, and what to beware of.

A card lies beside its table (`data/arms/transfers.card.json`). It is written once, by the ingest step, and
rendered into captions, the data chapter and `data/datapackage.json`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from dossier.errors import TableError
from dossier.paths import shown


@dataclass(frozen=True)
class Origin:
    """One publisher's dataset that a table was derived from.

    Parameters
    ----------
    id : str
        Name of the dataset's folder among the sources.
    title, publisher, version, licence, licence_url, citation : str
        As the publisher words them.
    release : str
        The version as short as a source line needs it ("SIPRI, release of March 2022").
    addresses : list of str
        Official addresses.
    obtained_on : str
        Day on which the copy was obtained, ISO 8601.
    """

    id: str
    title: str
    publisher: str
    version: str
    release: str
    licence: str
    licence_url: str
    citation: str
    addresses: list[str]
    obtained_on: str


@dataclass(frozen=True)
class Card:
    """What a reader must know about one table.

    Parameters
    ----------
    table, title, file : str
        Name in the catalogue, what it holds, and the file's name beside the card.
    kept : str
        What of the publisher's file the table keeps and how it was derived.
    restricted : bool
        True where the publisher's terms allow only a part to be redistributed.
    warnings : list of str
        Mistakes that a careless analyst would make with it.
    rows, bytes : int
        Size of the file.
    sha256 : str
        Hash of the file.
    sources : list of Origin
        The publisher's datasets behind it.
    """

    table: str
    title: str
    file: str
    kept: str
    restricted: bool
    warnings: list[str]
    rows: int
    bytes: int
    sha256: str
    sources: list[Origin]

    def to_json(self) -> str:
        """Return the card as its file holds it."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, path: Path, remedy: str) -> Card:
        """Read a card; `remedy` is what a message says to do.

        Raises
        ------
        TableError
            If the file is missing or is not a card.
        """
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            raw["sources"] = [Origin(**origin) for origin in raw["sources"]]
            return cls(**raw)
        except FileNotFoundError:
            raise TableError(
                shown(path), "the data card is missing", "a card beside each table", remedy
            ) from None
        except (ValueError, TypeError, KeyError) as broken:
            wanted = ", ".join(field.name for field in fields(cls))
            raise TableError(
                shown(path), f"not a data card ({broken})", f"the fields {wanted}", remedy
            ) from None


def sha256(content: bytes) -> str:
    """Return the hash that cards and the data package state."""
    return hashlib.sha256(content).hexdigest()
