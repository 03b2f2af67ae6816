"""The Citation File Format 1.2.0: reads a `CITATION.cff`, or says by file and key what is wrong with it.

The format is YAML 1.2, in which a date is a text, `NO` is Norway and `1.10` is not `1.1`; PyYAML reads 1.1. Its
schema stands here as a table of keys, each with what may stand there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

import yaml

from dossier import paths
from dossier.errors import DossierError

#: Holds a value against what may stand at its place.
Check = Callable[[object, str], None]

TYPES_OF_WORKS = re.findall(
    r"\S+",
    "art article audiovisual bill blog book catalogue conference conference-paper data database dictionary edited-work "
    "encyclopedia film-broadcast generic government-document grant hearing historical-work legal-case legal-rule "
    "magazine-article manual map multimedia music newspaper-article pamphlet patent personal-communication proceedings "
    "report serial slides software software-code software-container software-executable software-virtual-machine "
    "sound-recording standard statute thesis unpublished video website",
)
STATES_OF_WORKS = ("abstract", "advance-online", "in-preparation", "in-press", "preprint", "submitted")
DAY = "a day as YYYY-MM-DD, such as 2026-11-28"
WORDS = "words (what YAML would take for a number, or for true or false, in quotes)"
ADDRESS = "an address that begins with https:// and has letters, digits and signs of ASCII only"
MEND = "Mend the line, or leave it out where the format lets it be left out."


class Number(str):
    """A number as the file writes it, so that version 1.10 stays 1.10."""


class _Loader(yaml.SafeLoader):
    """YAML by the core schema of version 1.2, numbers as written; a key stands once."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012  (PyYAML's own name; the parent's must not be shared)

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                mark = node.value[place][0].start_mark
                raise yaml.constructor.ConstructorError(None, None, f"{key} stands there twice", mark)
        return super().construct_mapping(node, deep)


def _written(kind: type) -> Callable:
    return lambda loader, node: kind(loader.construct_scalar(node))


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
     list("-+.0123456789")),
):  # fmt: skip
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)
for _tag, _kind in (("int", Number), ("float", Number), ("timestamp", str)):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _written(_kind))


class _Wrong(Exception):
    """What is wrong: where, what stands there, what was expected."""


def read(file: Path) -> dict:
    """Read a citation file and hold it against the format.

    Parameters
    ----------
    file : Path
        A `CITATION.cff`.

    Returns
    -------
    dict
        What the file says. Dates are texts, numbers are as written (`Number`).

    Raises
    ------
    DossierError
        If the file is missing, is no YAML, or breaks the format; names the key.
    """
    try:
        said = yaml.load(file.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506 (a safe loader)
        _ROOT(said, "")
    except FileNotFoundError:
        found, expected, remedy = "the file is missing", "the book's citation", "Restore it with git."
    except (UnicodeDecodeError, yaml.YAMLError) as broken:
        found = f"it cannot be read as YAML ({' '.join(str(broken).split())})"
        expected, remedy = "YAML in UTF-8, each key once", "Mend the line that is named."
    except _Wrong as wrong:
        (found, expected), remedy = wrong.args, MEND
    else:
        return said
    raise DossierError(paths.shown(file), found, expected, remedy)


def _refuse(at: str, value: object, expected: str) -> None:
    shown = repr(str(value) if isinstance(value, Number) else value)
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    raise _Wrong(f"{at or 'the file'} is {'empty' if value is None else shown}", expected)


def _that(holds: Callable[[object], bool], expected: str) -> Check:
    """Return the check of one value."""

    def check(value: object, at: str) -> None:
        if not holds(value):
            _refuse(at, value, expected)

    return check


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Number)


def _like(pattern: str, expected: str) -> Check:
    return _that(lambda value: _is_text(value) and re.search(pattern, value) is not None, expected)


def _among(values: Collection[str], expected: str = "") -> Check:
    return _that(
        lambda value: _is_text(value) and value in values, expected or f"one of {', '.join(sorted(values))}"
    )


def _is_day(value: object) -> bool:
    try:
        return _is_text(value) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_whole(value: object) -> bool:
    # By the schema's rules 3.0 is whole too.
    return isinstance(value, Number) and re.fullmatch(r"[-+]?[0-9]+(\.0*)?", value) is not None


def _is_month(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([1-9]|1[0-2])(\.0*)?", value) is not None


def _is_country(value: object) -> bool:
    import pycountry  # reads a database, and few files name a country

    return (
        _is_text(value) and re.fullmatch("[A-Z]{2}", value) and bool(pycountry.countries.get(alpha_2=value))
    )


def _is_licence(value: object) -> bool:
    from packaging import licenses  # takes a while, and chapters that read the citation ask no licence twice

    try:
        # A reference to a text of one's own is no name of SPDX's list, and neither is a combination of several.
        plain = _is_text(value) and not re.search(r"\s|\(|^LicenseRef-", value)
        return plain and licenses.canonicalize_license_expression(value) == value
    except licenses.InvalidLicenseExpression:
        return False


def _several(check: Check) -> Check:
    """Return the check of a list of different values, one at least."""

    def each(value: object, at: str) -> None:
        if not isinstance(value, list) or not value:
            _refuse(at, value, "a list of one or more")
        for place, one in enumerate(value):
            where = f"{at}[{place + 1}]"
            check(one, where)
            if one in value[:place]:
                _refuse(where, one, "each of the list once")

    return each


def _record(fields: Mapping[str, Check], *required: str) -> Check:
    """Return the check of a set of keys."""

    def check(value: object, at: str) -> None:
        if not isinstance(value, dict):
            _refuse(
                at, value, f"keys such as {', '.join((required or tuple(fields))[:3])}, each with its value"
            )
        for key, held in value.items():
            where = f"{at}.{key}" if at else str(key)
            if key not in fields:
                near = difflib.get_close_matches(str(key), fields, 1)
                raise _Wrong(
                    f"{where} is no key of the Citation File Format 1.2.0 at this place",
                    f"{near[0]}, if that is meant" if near else f"one of {', '.join(fields)}",
                )
            fields[key](held, where)
        for key in required:
            if key not in value:
                raise _Wrong(
                    f"{f'{at}.{key}' if at else key} is missing", "the key, which the format requires"
                )

    return check


def _one_of_two(choose: Callable[[dict], bool], one: Check, other: Check) -> Check:
    return lambda value, at: (one if isinstance(value, dict) and choose(value) else other)(value, at)


_TEXT = _that(lambda value: _is_text(value) and value != "", WORDS)
_TEXTS = _several(_TEXT)
_TEXT_OR_NUMBER = _that(lambda value: isinstance(value, str) and value != "", "words or a number")
_TEXT_OR_WHOLE = _that(
    lambda value: _is_whole(value) or (_is_text(value) and value != ""), "a whole number, or words"
)
_DAY = _that(_is_day, DAY)
_DOI = _like(
    r"^10\.[0-9]{4,9}(\.[0-9]+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+\Z",
    "the DOI alone, such as 10.5281/zenodo.1234567",
)
_URL = _like(r"^(https?|s?ftp)://[^\s\"<>\\^`{|}\x00-\x20\x7f-\U0010ffff]+\Z", ADDRESS)
_ORCID = _like(
    r"https://orcid\.org/([0-9]{4}-){3}[0-9]{3}[0-9X]",
    "an ORCID such as https://orcid.org/0000-0002-1825-0097",
)
_SWH = _like(
    r"^swh:1:(snp|rel|rev|dir|cnt):[0-9a-fA-F]{40}\Z", "a Software Heritage identifier without qualifiers"
)
_LICENCE_NAME = _that(_is_licence, "the name of a licence in SPDX's list, such as CC-BY-4.0 or MIT")


def _licence(value: object, at: str) -> None:
    (_several(_LICENCE_NAME) if isinstance(value, list) else _LICENCE_NAME)(value, at)


_PLACE = {
    "address": _TEXT,
    "alias": _TEXT,
    "city": _TEXT,
    "country": _that(_is_country, "a country by its two letters (ISO 3166-1)"),
    "email": _like(r"^\S+@\S+\.\S{2,}\Z", "an address of electronic mail"),
    "fax": _TEXT,
    "orcid": _ORCID,
    "post-code": _TEXT_OR_NUMBER,
    "region": _TEXT,
    "tel": _TEXT,
    "website": _URL,
}
_NAMES = ("family-names", "given-names", "name-particle", "name-suffix", "affiliation")
_PERSON = _record(dict.fromkeys(_NAMES, _TEXT) | _PLACE)
_BODY = _record(_PLACE | {"name": _TEXT, "location": _TEXT, "date-start": _DAY, "date-end": _DAY}, "name")
_AGENTS = _several(_one_of_two(lambda said: "name" in said, _BODY, _PERSON))
_IDENTIFIED = {"doi": _DOI, "url": _URL, "swh": _SWH, "other": _TEXT}


def _identifier(value: object, at: str) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    # Which identifier it is says what its value must look like.
    named = _IDENTIFIED.get(kind, _TEXT) if _is_text(kind) else _TEXT
    fields = {"type": _among(_IDENTIFIED), "value": named, "description": _TEXT}
    _record(fields, "type", "value")(value, at)


_COMMON = {
    "abstract": _TEXT,
    "authors": _AGENTS,
    "commit": _TEXT,
    "contact": _AGENTS,
    "date-released": _DAY,
    "doi": _DOI,
    "identifiers": _several(_identifier),
    "keywords": _TEXTS,
    "license": _licence,
    "license-url": _URL,
    "repository": _URL,
    "repository-artifact": _URL,
    "repository-code": _URL,
    "title": _TEXT,
    "url": _URL,
    "version": _TEXT_OR_NUMBER,
}
_WORDS_OF_WORKS = re.findall(
    r"\S+",
    "abbreviation collection-title collection-type copyright data-type database department edition entry filename "
    "format issue-date issue-title journal medium nihmsid notes scope term thesis-type volume-title",
)
_WORK = _record(
    _COMMON
    | dict.fromkeys(_WORDS_OF_WORKS, _TEXT)
    | dict.fromkeys(("date-accessed", "date-downloaded", "date-published"), _DAY)
    | dict.fromkeys(("conference", "database-provider", "institution", "location", "publisher"), _BODY)
    | dict.fromkeys(("editors", "editors-series", "recipients", "senders", "translators"), _AGENTS)
    | dict.fromkeys(("end", "loc-end", "loc-start", "number-volumes", "pages", "start", "volume", "year",
                     "year-original"), _TEXT_OR_WHOLE)
    | dict.fromkeys(("issue", "number", "section"), _TEXT_OR_NUMBER)
    | {
        "collection-doi": _DOI,
        "isbn": _like(r"^[0-9\- ]{10,17}X?\Z", "an ISBN"),
        "issn": _like(r"^[0-9]{4}-[0-9]{3}[0-9xX]\Z", "an ISSN such as 1234-567X"),
        "languages": _several(_like(r"^[a-z]{2,3}\Z", "a language by two or three letters (ISO 639)")),
        "month": _that(_is_month, "a month from 1 to 12"),
        "patent-states": _TEXTS,
        "pmcid": _like(r"^PMC[0-9]{7}\Z", "a PMCID such as PMC1234567"),
        "status": _among(STATES_OF_WORKS),
        "type": _among(TYPES_OF_WORKS),
    },
    "authors", "title", "type",
)  # fmt: skip
_ROOT = _record(
    _COMMON
    | {
        "cff-version": _like(r"^1\.2\.0\Z", "1.2.0"),
        "message": _TEXT,
        "preferred-citation": _WORK,
        "references": _several(_WORK),
        "type": _among(("dataset", "software")),
    },
    "cff-version", "message", "title", "authors",
)  # fmt: skip
