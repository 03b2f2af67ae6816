"""How a table is cut on a clock: which rows were public by its last day, and which cells not yet."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

#: Half a year as some reports name it.
HALF_YEARS = {"H1": "06", "H2": "12"}

#: From a table to the last day on which each row can have become public; empty where it does not say.
PublicDays = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Hidden:
    """Cells that became known later than their row.

    Parameters
    ----------
    columns : mapping
        Name of a column to what stands in it until then.
    public : callable
        The day from which the cells of a row are known; cells of a row without such a day stay as they are.
    """

    columns: Mapping[str, object]
    public: PublicDays


@dataclass(frozen=True)
class Cut:
    """How a table is cut on a clock.

    Parameters
    ----------
    why : str
        What is taken for the day on which a row was public, and why.
    public : callable or None
        The last day on which each row can have become public; None for a table that has no time.
    hidden : tuple of Hidden
        Cells that were not known with their row.
    beside : tuple of str or None
        Another table and a column of both: a row is public where that table, cut in its own way, names it.
    """

    why: str
    public: PublicDays | None = None
    hidden: tuple[Hidden, ...] = ()
    beside: tuple[str, str] | None = None

    def at(self, frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
        """Return what of a table was public by a day; `beside` is the caller's to apply."""
        if self.public is not None:
            frame = frame[self.public(frame) <= day].reset_index(drop=True)
        for each in self.hidden:
            later = each.public(frame) > day
            frame = frame.assign(
                **{name: frame[name].mask(later, instead) for name, instead in each.columns.items()}
            )
        return frame

    def hiding(self, columns: Mapping[str, object], public: PublicDays) -> Cut:
        """Return the cut with some cells known from a later day only; until then `columns` says what they hold."""
        return Cut(self.why, self.public, (*self.hidden, Hidden(columns, public)), self.beside)


def timeless(why: str) -> Cut:
    """Return the cut of a table that is the same on every clock; `why` says so in a sentence."""
    return Cut(why)


def by_day(*columns: str, why: str = "A row was public by the day that it states") -> Cut:
    """Return a cut by the last day that a date can mean; of several columns the first that is filled counts."""
    return Cut(why, stated(*columns))


def by_lag(column: str | tuple[str, str], months: int, why: str, of: str = "year") -> Cut:
    """Return a cut by what a publisher takes to publish.

    Parameters
    ----------
    column : str or tuple of str
        Date, month or year that a row speaks of; two columns are a year and a month.
    months : int
        From the end of that time to its publication.
    why : str
        Who publishes when.
    of : str
        `year`: a whole year is published at once; `row`: each row for itself.
    """
    return Cut(why, lagged(column, months, of))


def from_day(date: str, why: str) -> Cut:
    """Return the cut of a table that was not there before a day, month or year and was whole from then on."""
    return Cut(why, always(date))


def beside(table: str, column: str, why: str) -> Cut:
    """Return the cut of a table that says more about the rows of another."""
    return Cut(why, beside=(table, column))


def stated(*columns: str) -> PublicDays:
    """Return what takes the last day of a date, of the first of some columns that is filled."""

    def days(frame: pd.DataFrame) -> pd.Series:
        found = last_days(frame[columns[0]])
        for name in columns[1:]:
            found = found.fillna(last_days(frame[name]))
        return found

    return days


def lagged(column: str | tuple[str, str], months: int, of: str = "year") -> PublicDays:
    """Return what adds a publisher's months to the end of the time that a row speaks of."""

    def days(frame: pd.DataFrame) -> pd.Series:
        found = last_days(_months(frame, *column) if isinstance(column, tuple) else frame[column])
        if of == "year":
            found = last_days(found.dt.year.astype("Int64"))
        return found + pd.DateOffset(months=months)

    return days


def always(date: str) -> PublicDays:
    """Return what gives every row the same day, the last that a date can mean."""
    return lambda frame: pd.Series(last_day(date), index=frame.index)


def sourced(column: str) -> PublicDays:
    """Return what takes the day on which the first of a row's references was public."""

    def days(frame: pd.DataFrame) -> pd.Series:
        from dossier.references import references  # reads the bibliography, which few tables need

        public = {key: each.public_on for key, each in references().items()}
        first = frame[column].map(
            lambda keys: min(filter(None, map(public.get, keys.split(";"))), default=None)
        )
        return pd.to_datetime(first).astype("datetime64[s]")

    return days


def last_days(dates: pd.Series) -> pd.Series:
    """Return the last day that each date can mean: days as they are, the ends of months and years otherwise."""
    if pd.api.types.is_datetime64_any_dtype(dates):
        return dates
    days = dates.map(lambda date: last_day(str(date)), na_action="ignore")
    return pd.to_datetime(days).astype("datetime64[s]")


@functools.cache
def last_day(date: str) -> pd.Timestamp:
    """Return the last day of a day, month, half-year or year; of several between which it lies, of the last."""
    date = re.split(" or | to ", date)[-1]
    half = re.fullmatch(r"(\d{4})(H[12])", date)
    period = pd.Period(f"{half[1]}-{HALF_YEARS[half[2]]}" if half else date)
    return period.end_time.normalize().as_unit("s")


def _months(frame: pd.DataFrame, year: str, month: str) -> pd.Series:
    return frame[year].astype("str") + "-" + frame[month].astype("str").str.zfill(2)
