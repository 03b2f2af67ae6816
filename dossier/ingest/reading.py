"""One typed reader: what the cells of a publisher's column may hold, and what becomes of them.

A recipe says with `cells` which columns hold whole numbers, measured numbers, days, codes or words that must be
there; `Sources` reads the file and gives values of that type, or one message that names the file, the column,
the row and the value.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd

from dossier.errors import SourceError
from dossier.ingest import states

#: What to do about a publisher's file that cannot be read or holds something else than its recipe knows.
REFETCH = "Fetch the file that SOURCE.toml describes again; if the publisher changed it, mend the recipe that reads it."
#: Written by R, spreadsheets and databases where a value is missing; never a name or a code by itself.
MISSING_WORDS = ["#N/A", "N/A", "NA", "NULL", "NaN", "nan", "null"]
#: What a spreadsheet makes of a code such as 2016E03, or shows of a long number; never a word.
POWER = r"[+-]?[0-9]+\.[0-9]+E[+-]?[0-9]*"

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"


@dataclass(frozen=True)
class Cell:
    """What the cells of a column may hold.

    Parameters
    ----------
    expected : str
        What a message says should stand there.
    values : callable
        From stripped words, none of them missing, to values; missing where a word is no such value.
    kind, kind_with_gaps : str
        Type of the values, and where some are missing.
    gaps : bool
        Whether a cell may be empty.
    unknown : tuple of str
        Words by which the publisher says that it does not know; read as empty.
    """

    expected: str
    values: Callable[[pd.Series], pd.Series]
    kind: str
    kind_with_gaps: str
    gaps: bool = False
    unknown: tuple[str, ...] = ()

    def or_empty(self, *unknown: str) -> Cell:
        """Return the same kind of cell that may be empty, or hold one of the words for what is not known."""
        return replace(self, gaps=True, unknown=unknown)


def _whole(words: pd.Series) -> pd.Series:
    plain = words.str.replace(r"\.0*$", "", regex=True)
    # R writes a round number as 1e+05. A spreadsheet's 1.23E+05 has lost digits and is no number to rely on.
    powers = words.str.fullmatch(rf"{NUMBER}e[+-]?[0-9]{{1,2}}")
    if powers.any():
        plain = plain.mask(powers, words[powers].map(_spelled_out))
    return plain.where(plain.str.fullmatch("[+-]?[0-9]{1,18}")).astype("Int64")


def _spelled_out(power: str) -> str:
    value = Decimal(power)
    return f"{value:f}" if value % 1 else str(int(value))


def _real(words: pd.Series) -> pd.Series:
    numbers = words.where(words.str.fullmatch(rf"{NUMBER}(?:[eE][+-]?[0-9]+)?")).astype("float64")
    return numbers.where(np.isfinite(numbers))


def _day(words: pd.Series) -> pd.Series:
    days = words.str.extract(rf"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){MIDNIGHT}$")[0]
    return pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")


def _flag(words: pd.Series) -> pd.Series:
    return _whole(words).map({1: True, 0: False}).astype("boolean")


def _words(words: pd.Series) -> pd.Series:
    return words.where(~(words.isin(MISSING_WORDS) | words.str.fullmatch(POWER)))


TEXT = Cell("words", _words, "str", "str")
WHOLE = Cell("a whole number", _whole, "int64", "Int64")
REAL = Cell("a number", _real, "float64", "float64")
DAY = Cell("a day such as 2016-03-01", _day, "datetime64[s]", "datetime64[s]")
#: Yes as 1, no as 0.
FLAG = Cell("1 or 0", _flag, "bool", "boolean")


def like(pattern: str, expected: str) -> Cell:
    """Describe cells whose words have a form, given as a regular expression for the whole."""
    return Cell(expected, lambda words: words.where(words.str.fullmatch(pattern)), "str", "str")


#: Code of a state that the publisher gives itself; a few outside ISO 3166 have a digit.
ISO3 = like("[A-Z][A-Z0-9]{2}", "a code of three letters")
#: OCHA's code of an Afghan province (two digits) or district (four).
PCODE = like("AF(?:[0-9]{2}){1,2}", "a P-code such as AF01 or AF0101")
#: A date as closely as a page gives it.
STATED_DAY = like(
    "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?",
    "a day, month or year such as 2016-03-01, 2016-03 or 2016",
)
MONTH = like("[0-9]{4}-(?:0[1-9]|1[0-2])", "a month such as 2016-03")


def address(pages: Mapping[str, str] | None = None) -> Cell:
    """Describe cells that hold a web address; `pages` gives those of pages that a file names by other words."""
    http = like(r"https?://\S+", "an address that begins with http")
    return replace(http, values=lambda words: http.values(words.replace(dict(pages or {}))))


ADDRESS = address()


def _digits(words: pd.Series) -> pd.Series:
    bare = words.str.replace(r"\.0*$", "", regex=True)
    return bare.where(bare.str.fullmatch("[0-9]+"))


#: A number that is a name: noughts in front count.
NUMBERED = Cell("a code in digits", _digits, "str", "str")


def coded(meanings: Mapping) -> Cell:
    """Describe cells that hold one of some words, or whole numbers, each of which stands for something."""
    numbered = all(isinstance(word, int) for word in meanings)

    def values(words: pd.Series) -> pd.Series:
        return (_whole(words) if numbered else words).map(meanings)

    kinds = {bool: ("bool", "boolean"), int: ("int64", "Int64"), float: ("float64", "float64")}
    kind, with_gaps = kinds.get(type(next(iter(meanings.values()))), ("str", "str"))
    return Cell(f"one of {', '.join(map(str, meanings))}", values, kind, with_gaps)


def one_of(words: Iterable[str]) -> Cell:
    """Describe cells that hold one of some words, which stay as they are."""
    return coded({word: word for word in words})


def beginning(starts: Iterable[str]) -> Cell:
    """Describe cells whose words begin with one of some, and stay as they are."""
    starts = tuple(starts)
    expected = f"words that begin with one of {', '.join(starts)}"
    return Cell(expected, lambda words: words.where(words.str.startswith(starts)), "str", "str")


def state(spellings: Mapping[str, str] | None = None, besides: Mapping[str, str] | None = None) -> Cell:
    """Describe cells that name a state or group, which become its code.

    Parameters
    ----------
    spellings : dict, optional
        States as one file spells them.
    besides : dict, optional
        Words of one file that are no state, and what they become.
    """
    own, others = spellings or {}, besides or {}

    def code(name: str) -> str | None:
        return others.get(name) or _code(own.get(name, name))

    expected = " or ".join([f"the name of a state: {states.KNOWN}", *others])
    return Cell(expected, lambda words: _each(words, code), "str", "str")


STATE = state()


def listed(
    separator: str,
    joined: Callable[[list[str]], str] = ";".join,
    besides: Mapping[str, str] | None = None,
) -> Cell:
    """Describe cells that list names of states, which become codes joined with semicolons or otherwise.

    `besides` are words of one file that are no state, and what they become.
    """
    others = besides or {}

    def codes(names: str) -> str | None:
        parts = [name.strip() for name in names.split(separator)]
        found = [others.get(name) or _code(name) for name in parts]
        return None if None in found else joined(found)

    expected = " or ".join([f"names of states separated by {separator!r}, each {states.KNOWN}", *others])
    return Cell(expected, lambda words: _each(words, codes), "str", "str")


def _code(name: str) -> str | None:
    try:
        return states.code(name)
    except SourceError:
        return None


def _each(words: pd.Series, meaning: Callable[[str], str | None]) -> pd.Series:
    return words.map({word: meaning(word) for word in words.unique()})


def read(words: pd.Series, cell: Cell, path: Path) -> pd.Series:
    """Return the values of a column.

    Parameters
    ----------
    words : pandas.Series
        Stripped words; its name is the publisher's, its index counts the file's rows of data from 0.
    cell : Cell
        What they should be.
    path : Path
        The publisher's file, for the message.

    Raises
    ------
    SourceError
        For the first cell that is empty and must not be, or holds something else.
    """
    if not pd.api.types.is_string_dtype(words):  # a map layer has numbers of its own
        words = words.map(str, na_action="ignore").astype("str")
    words = words.mask(words.isin(cell.unknown)) if cell.unknown else words
    there = words.dropna()
    values = cell.values(there).reindex(words.index)
    wrong = values.isna() & (words.notna() if cell.gaps else True)
    if wrong.any():
        row = wrong.idxmax()
        word = words[row]
        raise SourceError(
            f"{path}, column {words.name}, row {row + 1}",
            "empty" if pd.isna(word) else f"found {word!r}",
            cell.expected,
            REFETCH,
        )
    return values.astype(cell.kind_with_gaps if cell.gaps else cell.kind)


def stripped(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with no blanks around its words; a cell of blanks alone is missing."""
    words = [name for name in frame if pd.api.types.is_string_dtype(frame[name])]
    return frame.assign(**{name: _stripped(frame[name]) for name in words})


def _stripped(words: pd.Series) -> pd.Series:
    bare = words.str.strip()
    return bare.mask(bare == "")


#: Bytes that an archive may unpack to, several times what the largest source has: a small file can name terabytes.
MOST_UNPACKED = 2_000_000_000


def too_large(path: Path) -> SourceError:
    """Return the failure of an archive that unpacks to more than it may."""
    problem, expected = "it unpacks to more bytes than any source has", f"at most {MOST_UNPACKED:,} bytes"
    return SourceError(path, problem, expected, REFETCH)


def unpacked(path: Path) -> bytes:
    """Return the content of a file, without its compression.

    Raises
    ------
    SourceError
        If the file is cut off, unpacks to too much, or is called .gz and is not.
    """
    content = path.read_bytes()
    if path.suffix != ".gz":
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            whole = packed.read(MOST_UNPACKED + 1)
        if len(whole) > MOST_UNPACKED:
            raise too_large(path)
        return whole
    except EOFError:
        raise SourceError(
            path,
            f"cut off: it ends after {len(content)} bytes within the packed text",
            "a whole file",
            REFETCH,
        ) from None
    except (gzip.BadGzipFile, zlib.error) as broken:
        raise SourceError(path, f"cannot be unpacked ({broken})", "a gzip file", REFETCH) from None


def without_tags(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out a row of HXL tags (such as `#adm1+code`), which humanitarian publishers put under the header."""
    if frame.empty:
        return frame
    tags = frame.iloc[0].dropna().astype("str")
    is_tags = len(tags) > 0 and tags.str.match(r"#\s*[A-Za-z]").all()
    return frame.iloc[1:].reset_index(drop=True) if is_tags else frame


#: How far into a file its header is looked for.
SEARCHED_LINES = 40


def oddities(content: bytes, separator: str) -> list[str]:
    """Say what sets a publisher's own layout apart from a plain table, for a message; nothing if nothing does."""
    encoding, words = _encoding(content)
    if encoding != "UTF-8":
        return [f"it is {encoding}, not UTF-8", *_layout(words, separator)]
    return _layout(words, separator)


def _encoding(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16", content.decode("utf-16", errors="replace")
    try:
        return "UTF-8", content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "Latin-1 (Windows-1252)", content.decode("cp1252", errors="replace")


def _layout(words: str, separator: str) -> list[str]:
    lines = words.splitlines()[:SEARCHED_LINES]
    split = [next(csv.reader([line], delimiter=separator), []) for line in lines]
    widths = [len(cells) for cells in split]
    if not widths or max(widths) < 2:
        return []
    at = widths.index(max(widths))
    header = [name.strip() for name in split[at]]
    found = []
    if at:
        stand = "line 1 stands" if at == 1 else f"lines 1-{at} stand"
        found.append(f"{stand} before the header ({', '.join(filter(None, header[:4]))}, …)")
    years = [name for name in header if re.fullmatch(r"(?:1[89]|20)[0-9]{2}", name)]
    if len(years) > 1:
        found.append(f"it has a column a year ({years[0]} to {years[-1]})")
    if "" in header[:-1]:
        found.append("it has columns without a name")
    return found
