"""Which releases can be fetched: `releases.toml`, read and held against what it must say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from dossier import paths
from dossier.errors import SourceError

FILE = Path(__file__).with_name("releases.toml")
#: Bytes that a file whose size nobody states may have.
MOST_BYTES = 64_000_000
DECLARE = "Mend it as the other entries of that file are written."


@dataclass(frozen=True)
class Release:
    """One publisher's file, as it can be fetched today.

    Parameters
    ----------
    id : str
        Under which the reader asks for it.
    name : str
        As short as a source line needs it.
    title, version : str
        As the publisher words them.
    address : str
        The publisher's own.
    layout : str
        Which reader of `dossier.refresh.layouts` turns it into the files that recipes read.
    datasets : tuple of str
        The datasets among the sources of the book in whose place it is put.
    tables : tuple of str
        The tables that are derived from it.
    suffix : str
        Ending of the file: `.zip`, `.csv`.
    citation : str
        As the publisher asks for it; without one, that of the first dataset.
    sha256 : str
        Hash of the file where one is known.
    bytes : int
        Its size where one is known.
    most_bytes : int
        More than this is not taken, whatever the server sends.
    file_like : str
        Where the address is that of a list of files, as Dataverse gives one: a regular expression for the name of the
        file that is wanted; of several the newest.
    states : str
        What every row of the file says in its column `version`, if it has one.
    kept, titles : mapping
        Table to what it keeps of this release, and to its title, where these are others than those of its recipe and
        its contract; `{years}` in a title stands for the span of the table.
    """

    id: str
    name: str
    title: str
    version: str
    address: str
    layout: str
    datasets: tuple[str, ...]
    tables: tuple[str, ...]
    suffix: str = ".zip"
    citation: str = ""
    sha256: str = ""
    bytes: int = 0
    most_bytes: int = MOST_BYTES
    file_like: str = ""
    states: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Name of the publisher's server."""
        return urlsplit(self.address).hostname or ""


def releases(file: Path = FILE) -> dict[str, Release]:
    """Return the releases that can be fetched, by id, in the order of the file.

    Parameters
    ----------
    file : Path
        `releases.toml`, or one like it.

    Raises
    ------
    SourceError
        If an entry lacks something, has something unknown, or an address that does not begin with https.

    Examples
    --------
    >>> releases()["ucdp-events"].host
    'ucdp.uu.se'
    """
    where = paths.shown(file)
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["release"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as broken:
        raise SourceError(where, f"cannot be read ({broken})", "a list of [[release]]", DECLARE) from None
    found = [_release(entry, f"{where}, release {number}") for number, entry in enumerate(entries, start=1)]
    return {release.id: release for release in found}


def by_hand(file: Path = FILE) -> list[str]:
    """Return, a sentence each, what is not fetched, where it is, and why not.

    Parameters
    ----------
    file : Path
        As for `releases`.

    Examples
    --------
    >>> by_hand()[0].partition(":")[0]
    'not fetched, SIPRI arms transfers and military expenditure (https'
    """
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("by_hand", [])
    return [f"not fetched, {entry['what']} ({entry['page']}): {entry['why']}" for entry in entries]


def chosen(known: Mapping[str, Release], wanted: Sequence[str]) -> list[Release]:
    """Return the releases that a reader names; all of them without a name.

    Raises
    ------
    SourceError
        If there is no release of that name.
    """
    for name in wanted:
        if name not in known:
            raise SourceError(
                name, "no such release", f"one of {', '.join(known)}", "Check the spelling after --only."
            )
    return [release for name, release in known.items() if not wanted or name in wanted]


def _release(entry: dict, where: str) -> Release:
    names = [each.name for each in fields(Release)]
    unknown = [name for name in entry if name not in names]
    if unknown:
        raise SourceError(where, f"it says {', '.join(unknown)}", f"some of {', '.join(names)}", DECLARE)
    try:
        lists = {name: tuple(entry[name]) for name in ("datasets", "tables") if name in entry}
        return Release(**entry | lists)
    except TypeError as lacking:
        raise SourceError(where, f"it is not whole ({lacking})", ", ".join(names[:8]), DECLARE) from None
