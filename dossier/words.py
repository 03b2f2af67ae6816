"""Numbers to words: the one way in which figures are written in prose, captions and alt text."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

import pandas as pd

MONTHS = list(calendar.month_name)[1:]


def count(number: float) -> str:
    """Return a whole number with thousands separated: `12,345`."""
    return f"{round(number):,}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in [0, 1] as a percentage; a share above zero that would round to zero is said so."""
    written = f"{100 * share:.{digits}f}"
    if share > 0 and float(written) == 0:
        return f"under {10**-digits:.{digits}f}%"
    return f"{written}%"


def decimal(number: float, digits: int = 1) -> str:
    """Return a number with a fixed count of decimals: `1,234.5`."""
    return f"{number:,.{digits}f}"


def span(low: float, high: float) -> str:
    """Return a range of whole numbers: `120 to 340`."""
    return f"{count(low)} to {count(high)}"


def date(day) -> str:
    """Return a calendar day: `26 January 2015`."""
    day = pd.Timestamp(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month(day) -> str:
    """Return a month: `January 2015`."""
    day = pd.Timestamp(day)
    return f"{MONTHS[day.month - 1]} {day.year}"


def years(first: int, last: int) -> str:
    """Return a span of years: `2015-2019`, or one year."""
    return str(first) if first == last else f"{first}-{last}"


def listing(items: Iterable[str]) -> str:
    """Return items as a sentence lists them: `a, b and c`."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
