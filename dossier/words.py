"""Numbers to words: the one way in which figures are written in prose, captions and alt text."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

import pandas as pd

MONTHS = list(calendar.month_name)[1:]
#: Counts that a sentence spells.
SPELLED = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def count(number: float) -> str:
    """Return a whole number with thousands separated: `12,345`.

    Examples
    --------
    >>> count(12345.4)
    '12,345'
    """
    return f"{round(number):,}"


def spelled(number: float, first: bool = False) -> str:
    """Return a count as a sentence spells it, up to twelve: `no`, `three`, `14`; `first` begins a sentence.

    Examples
    --------
    >>> spelled(0), spelled(3), spelled(12), spelled(13), spelled(3, first=True)
    ('no', 'three', 'twelve', '13', 'Three')
    """
    whole = round(number)
    written = SPELLED[whole] if 0 <= whole < len(SPELLED) else count(whole)
    return written.capitalize() if first else written


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return how many of a thing there are: `no acts`, `one act`, `14 acts`.

    Examples
    --------
    >>> counted(0, "act"), counted(1, "act"), counted(14, "act"), counted(2, "party", "parties")
    ('no acts', 'one act', '14 acts', 'two parties')
    """
    several = f"{thing}s" if things is None else things
    return f"{spelled(number)} {agreeing(number, thing, several)}"


def agreeing(number: int, one: str, several: str) -> str:
    """Return the form of a verb or noun that goes with a count.

    Examples
    --------
    >>> [f"{spelled(number)} {agreeing(number, 'act was', 'acts were')} found" for number in (0, 1, 2)]
    ['no acts were found', 'one act was found', 'two acts were found']
    """
    return one if number == 1 else several


def of_them(number: int) -> str:
    """Return how many of several: `none`, `two`, `14`.

    Examples
    --------
    >>> of_them(0), of_them(2), of_them(14)
    ('none', 'two', '14')
    """
    return spelled(number) if number else "none"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in [0, 1] as a percentage; a share above zero that would round to zero is said so.

    Examples
    --------
    >>> percent(0.127), percent(0.127, digits=1), percent(0)
    ('13%', '12.7%', '0%')
    >>> percent(0.004), percent(0.0004, digits=1)
    ('under 1%', 'under 0.1%')
    """
    written = f"{100 * share:.{digits}f}"
    if share > 0 and float(written) == 0:
        return f"under {10**-digits:.{digits}f}%"
    return f"{written}%"


def decimal(number: float, digits: int = 1) -> str:
    """Return a number with a fixed count of decimals: `1,234.5`.

    Examples
    --------
    >>> decimal(1234.54), decimal(0.256, digits=2)
    ('1,234.5', '0.26')
    """
    return f"{number:,.{digits}f}"


def span(low: float, high: float) -> str:
    """Return a range of whole numbers: `120 to 340`.

    Examples
    --------
    >>> span(119.8, 1340)
    '120 to 1,340'
    """
    return f"{count(low)} to {count(high)}"


def date(day) -> str:
    """Return a calendar day: `26 January 2015`.

    Examples
    --------
    >>> date("2015-01-26")
    '26 January 2015'
    """
    day = pd.Timestamp(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month(day) -> str:
    """Return a month: `January 2015`.

    Examples
    --------
    >>> month("2015-01-26")
    'January 2015'
    """
    day = pd.Timestamp(day)
    return f"{MONTHS[day.month - 1]} {day.year}"


def moment(written: str) -> str:
    """Return a day, month or year as precisely as it is written: `2015-01` is `January 2015`.

    Examples
    --------
    >>> moment("2015"), moment("2015-01"), moment("2015-01-26")
    ('2015', 'January 2015', '26 January 2015')
    """
    return {4: str, 7: month, 10: date}[len(written)](written)


def period(begin: str, end: str | None, span: bool = False) -> str:
    """Return when something happened or lasted, each end as precisely as it is written.

    Parameters
    ----------
    begin, end : str
        ISO 8601 day, month or year; no end for what has none.
    span : bool
        True if it fell at some time between the two, and did not last from one to the other.

    Examples
    --------
    >>> period("2015-01-26", None), period("2013-01", "2015")
    ('26 January 2015', 'January 2013 to 2015')
    >>> period("2013-01", "2015", span=True)
    'between January 2013 and 2015'
    """
    if not end or pd.isna(end):
        return moment(begin)
    if span:
        return f"between {moment(begin)} and {moment(end)}"
    return f"{moment(begin)} to {moment(end)}"


def years(first: int, last: int) -> str:
    """Return a span of years: `2015-2019`, or one year.

    Examples
    --------
    >>> years(2015, 2019), years(2015, 2015)
    ('2015-2019', '2015')
    """
    return str(first) if first == last else f"{first}-{last}"


def runs(found: Iterable[int]) -> str:
    """Return years in order as spans without gaps: `1996-2001 and 2003`.

    Examples
    --------
    >>> runs([1996, 1997, 1998, 2001, 2003, 2004])
    '1996-1998, 2001 and 2003-2004'
    >>> runs([])
    'none'
    """
    spans: list[list[int]] = []
    for year in found:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return listing(years(*span) for span in spans)


def sentence(text: str) -> str:
    """Return words as a sentence: the first letter large, a full stop at the end.

    Examples
    --------
    >>> sentence("probably not; the evidence is thin")
    'Probably not; the evidence is thin.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def listing(items: Iterable[str]) -> str:
    """Return items as a sentence lists them: `a, b and c`; `none` where there are none.

    Examples
    --------
    >>> listing(["contact", "legitimation", "material"]), listing(["contact"]), listing([])
    ('contact, legitimation and material', 'contact', 'none')
    """
    items = list(items) or ["none"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
