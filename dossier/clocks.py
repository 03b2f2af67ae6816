"""The two clocks of the book: A, what was public when the article appeared, and B, what is known today."""

from __future__ import annotations

import pandas as pd

from dossier import rulebook

#: What each clock is called on a page.
NAMES = {"A": "Known by 20 April 2017", "B": "With what is known today"}
CLOCKS = tuple(NAMES)


def last_day(clock: str | None) -> pd.Timestamp | None:
    """Return the last day of a clock; None for B, which has none, and where no clock is named.

    Raises
    ------
    ValueError
        If there is no such clock.
    """
    if clock in (None, "B"):
        return None
    if clock not in CLOCKS:
        raise ValueError(f"no clock {clock!r}: one of {', '.join(CLOCKS)}")
    return pd.Timestamp(rulebook.facts()["clock_a"])
