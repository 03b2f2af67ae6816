"""What a test of the battery is run on and what it returns."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dossier import words
from dossier.indicators import acts as sheet
from dossier.indicators import drivers as series_of
from dossier.indicators.regional import Place
from dossier.inference.declared import Battery

FITS, FAILS, OPEN = "fits", "does not fit", "cannot tell"
NAN = float("nan")


@dataclass(frozen=True)
class Case:
    """What the battery is run on: acts as one coder and one choice have them, series, events, and the clock's end.

    Parameters
    ----------
    acts : pandas.DataFrame
        Rows of `evidence/acts`.
    series : mapping
        Name to series by quarter, as `indicators.drivers.quarterly` returns them.
    days : mapping
        Event id to its earliest and latest day; only events that are known.
    place : Place or None
        Russia's place in first contacts.
    statements : pandas.DataFrame
        Occasions on which Moscow gave a reason: themes.
    known : mapping
        Period to the share of acts that are known in it.
    first, last : pandas.Timestamp
        First and last day of the quarters that are counted.
    ends : pandas.Timestamp
        Last day of the sheet.
    kinds : tuple of str
        Kinds of acts toward the Taliban that count.
    present : tuple of str
        Codes of presence that count.
    """

    acts: pd.DataFrame
    series: Mapping[str, pd.Series]
    days: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]]
    place: Place | None
    statements: pd.DataFrame
    known: Mapping[str, float]
    first: pd.Timestamp
    last: pd.Timestamp
    ends: pd.Timestamp
    kinds: tuple[str, ...]
    present: tuple[str, ...] = ("yes", "no", "announced")

    @functools.cached_property
    def counted(self) -> pd.DataFrame:
        """The acts toward the Taliban that count, of all states."""
        rows = self.acts
        kept = (
            rows["toward"].eq("taliban") & rows["kind"].isin(self.kinds) & rows["present"].isin(self.present)
        )
        return rows[kept]

    def toward_taliban(self, actor: str) -> pd.DataFrame:
        """Return the acts toward the Taliban that count, of one state."""
        if actor not in self._rows:
            self._rows[actor] = self.counted[self.counted["actor"].eq(actor)]
        return self._rows[actor]

    def counts(self, *actors: str) -> pd.Series:
        """Return how many acts of some states toward the Taliban count, by quarter."""
        if actors not in self._counts:
            dated = self.counted[["date_from", "date_to"]][self.counted["actor"].isin(actors)]
            self._counts[actors] = series_of.of_acts(dated, self.quarters)
        return self._counts[actors]

    @functools.cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        """What was asked before, because every driver asks the same."""
        return {}

    @functools.cached_property
    def _counts(self) -> dict[tuple[str, ...], pd.Series]:
        return {}

    @functools.cached_property
    def themes(self) -> list[set[str]]:
        """Themes of the reasons that Moscow gave, by occasion."""
        return [set(named.split(";")) for named in self.statements["themes"]]

    @functools.cached_property
    def quarters(self) -> pd.PeriodIndex:
        """Quarters that are counted."""
        return pd.period_range(self.first, self.last, freq="Q", name="quarter")

    @functools.cached_property
    def share_known(self) -> pd.Series:
        """Share of Moscow's acts toward the Taliban that are known, by quarter."""
        known = [sheet.share_known_on(self.known, quarter.start_time) for quarter in self.quarters]
        return pd.Series(known, self.quarters)

    def chosen(self, actor: str, where: Mapping | None) -> pd.DataFrame:
        """Return the acts of a state that an own prediction is about."""
        where = dict(where or {})
        if "toward" not in where:
            rows = self.toward_taliban(actor)
        else:
            rows = self.acts[self.acts["actor"].eq(actor) & self.acts["toward"].isin(where.pop("toward"))]
        for column, values in where.items():
            rows = rows[rows[column].isin(values)]
        return rows


@dataclass(frozen=True)
class Result:
    """One driver in one test.

    Parameters
    ----------
    test : str
        One of `dossier.tables.evidence.BATTERY`.
    reading : str
        `fits`, `does not fit` or `cannot tell`.
    acts : int
        Acts (or occasions) that it counts; 0 for a test that counts none.
    effect, low, high : float
        Ratio, share, or (of an order) months or years; NaN where there is none.
    wanted : float
        Smallest effect that would matter.
    shuffled, shifted : float
        Share of shuffled and of shifted acts that do as well.
    why : str
        What a reader should know of it.
    asked : bool
        Whether the test can be put to this driver at all.
    more : dict
        Further figures, by name.
    """

    test: str
    reading: str
    acts: int = 0
    effect: float = NAN
    low: float = NAN
    high: float = NAN
    wanted: float = NAN
    shuffled: float = NAN
    shifted: float = NAN
    why: str = ""
    asked: bool = True
    more: Mapping = field(default_factory=dict)


def reading(effect: float, low: float, high: float, wanted: float, by_chance: bool) -> str:
    """Read a ratio: `fits`, `does not fit` or `cannot tell`.

    Parameters
    ----------
    effect, low, high : float
        Ratio and its interval.
    wanted : float
        Smallest ratio that would matter; below 1 where a fall is predicted.
    by_chance : bool
        Whether shuffled acts do as well too often.

    Examples
    --------
    >>> reading(2.0, 1.4, 2.9, 1.5, False), reading(1.0, 0.8, 1.3, 1.5, False), reading(1.4, 0.7, 2.5, 1.5, False)
    ('fits', 'does not fit', 'cannot tell')
    >>> reading(0.5, 0.3, 0.8, 0.6667, False), reading(0.0, 0.0, 0.8, 0.6667, False)
    ('fits', 'fits')
    """
    if wanted < 1:
        effect, low, high = (1 / each if each else np.inf for each in (effect, high, low))
        wanted = 1 / wanted
    if low > 1 and effect >= wanted and not by_chance:
        return FITS
    return FAILS if high < wanted else OPEN


def share(test: str, named: int, of: int, wanted: float, declared: Battery) -> Result:
    """Read a share of acts or occasions: large enough, certainly too small, or neither.

    Examples
    --------
    >>> declared = Battery({"least_acts": {"own": 10}, "confidence": 0.9}, (), {}, {})
    >>> [share("own", named, of, 0.10, declared).reading for named, of in ((30, 100), (1, 100), (1, 15))]
    ['fits', 'does not fit', 'cannot tell']
    >>> share("own", 5, 9, 0.10, declared).why
    'nine acts, fewer than the 10 that the test asks for'
    """
    least = declared["least_acts"][test]
    result = Result(test, OPEN, of, wanted=wanted)
    if of < least:
        return too_few(result, least)
    low, high = exact_interval(named, of, declared["confidence"])
    read = FITS if named / of >= wanted and low > 0 else FAILS if high < wanted else OPEN
    return replace(result, reading=read, effect=named / of, low=low, high=high)


@functools.lru_cache(maxsize=4096)
def exact_interval(named: int, of: int, confidence: float) -> tuple[float, float]:
    """Return the exact interval of a share (Clopper and Pearson 1934).

    Examples
    --------
    >>> [round(edge, 3) for edge in exact_interval(3, 10, 0.9)], exact_interval(0, 10, 0.9)[0]
    ([0.087, 0.607], 0.0)
    """
    # Takes long to import; most chapters show what was worked out before.
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(named, of, 1 - confidence, method="beta")
    return float(low), float(high)


def not_asked(test: str, why: str) -> Result:
    """Return the result of a test that cannot be put to a driver.

    Examples
    --------
    >>> found = not_asked("switch", "no rise or fall of this driver is dated to a day")
    >>> found.reading, found.asked
    ('cannot tell', False)
    """
    return Result(test, OPEN, why=why, asked=False)


def too_few(result: Result, least: int) -> Result:
    """Return a result that too few acts leave open.

    Examples
    --------
    >>> found = too_few(Result("dose", FITS, acts=4, effect=3.0), least=20)
    >>> found.reading, found.why
    ('cannot tell', 'four acts, fewer than the 20 that the test asks for')
    """
    return replace(
        result,
        reading=OPEN,
        why=f"{words.counted(result.acts, 'act')}, fewer than the {least} that the test asks for",
    )
