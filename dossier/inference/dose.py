"""Acts by quarter beside the series of a driver: a rate ratio, a rank correlation, and what chance does."""

from __future__ import annotations

import functools
import warnings
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from dossier.indicators import drivers as series_of
from dossier.inference import poisson
from dossier.inference.declared import Battery
from dossier.inference.testing import OPEN, Case, Result, reading, too_few

#: A value a quarter, in a form that can be looked up.
Values = tuple[float, ...]
#: What is held beside the driver: whether the calendar is, and another series if there is one.
Held = tuple[bool, Values | None]


def by_quarter(rows: pd.DataFrame, case: Case) -> pd.Series:
    """Count acts by quarter over the quarters of the case.

    Examples
    --------
    >>> import pandas as pd
    >>> first = pd.to_datetime(["2013-02-01", "2013-03-20", "2013-07-01"])
    >>> last = pd.to_datetime(["2013-02-03", "2013-04-02", "2013-09-30"])
    >>> rows = pd.DataFrame({"date_from": first, "date_to": last})
    >>> case = Case(rows, {}, {}, None, None, {}, first[0], pd.Timestamp("2013-12-31"), last[-1], ())
    >>> by_quarter(rows, case).tolist()
    [1, 0, 1, 0]
    """
    return series_of.of_acts(rows, case.quarters)


def dose(
    counts: pd.Series,
    series: pd.Series,
    declared: Battery,
    sign: int = 1,
    *,
    wanted: float | None = None,
    exposure: pd.Series | None = None,
    beside: pd.Series | None = None,
    lag: int = 0,
    net: bool = True,
) -> Result:
    """Set counts of acts by quarter beside a series.

    Parameters
    ----------
    counts : pandas.Series
        Acts by quarter.
    series : pandas.Series
        The driver by quarter.
    declared : Battery
        Settings.
    sign : int
        Direction in which acts answer the series.
    wanted : float, optional
        Smallest ratio that would matter; `battery.dose` by default.
    exposure : pandas.Series, optional
        What the rate is taken of, by quarter.
    beside : pandas.Series, optional
        Another series that is held.
    lag : int
        Quarters by which the series comes first.
    net : bool
        Whether a straight line through time is held; not for the calendar itself, which nothing of it would leave.

    Returns
    -------
    Result
        The effect is the ratio of rates between the driver's upper and lower quartile, from a Poisson regression net
        of a straight line through time, with an interval that allows for dispersion and for what one quarter hands
        to the next (Newey and West 1987). `more` has the rank correlation net of the calendar, of levels and changes.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> quarters = pd.period_range("2013Q1", "2021Q2", freq="Q")
    >>> counts, deaths = (pd.Series([low] * 12 + [9] * 10 + [low] * 12, quarters) for low in (3, 0))
    >>> found = dose(counts, deaths, rules().battery)
    >>> found.reading, round(found.effect, 2)
    ('fits', 3.0)
    """
    wanted = declared["dose"] if wanted is None else wanted
    known = _known(counts, series.shift(lag) if lag else series, exposure, beside)
    result = Result("dose", OPEN, int(known.acts.sum()), wanted=wanted, more={"quarters": len(known.acts)})
    if result.acts < declared["least_acts"]["dose"]:
        return too_few(result, declared["least_acts"]["dose"])
    return _tested(result, known, sign, net, declared)


class _Quarters(NamedTuple):
    """Acts, driver, exposure and what is held, in the quarters of which all of them are known."""

    acts: np.ndarray
    driver: np.ndarray
    of: np.ndarray
    held: np.ndarray | None


def _known(
    counts: pd.Series, series: pd.Series, exposure: pd.Series | None, beside: pd.Series | None
) -> _Quarters:
    driver = _on(series, counts.index)
    held = None if beside is None else _on(beside, counts.index)
    of = np.ones(len(counts)) if exposure is None else _on(exposure, counts.index)
    known = ~np.isnan(driver) & ~np.isnan(of) & (True if held is None else ~np.isnan(held))
    return _Quarters(
        counts.to_numpy(float)[known], driver[known], of[known], None if held is None else held[known]
    )


def _tested(result: Result, known: _Quarters, sign: int, net: bool, declared: Battery) -> Result:
    """Measure what is known and read it, or say why that cannot be done."""
    spread = float(np.subtract(*np.quantile(known.driver, [0.75, 0.25])))
    if not spread:
        return replace(result, why="the series does not move")
    scaled = sign * (known.driver - known.driver.mean()) / spread
    others = (net, None if known.held is None else _values(_standard(known.held)))
    given = map(_values, (known.acts, known.of, scaled))
    found = _measured(*given, others, result.wanted > 1, _Settings.of(declared))
    if found is None:
        return replace(result, why="the regression has no solution")
    return _read(result, found, declared)


class _Settings(NamedTuple):
    """What of the battery's settings a measure hangs on."""

    confidence: float
    lags_quarters: int
    shuffles: int
    seed: int

    @classmethod
    def of(cls, declared: Battery) -> _Settings:
        return cls(*(declared[name] for name in cls._fields))


class _Measured(NamedTuple):
    """What is measured of acts and a driver, before it is read."""

    effect: float
    low: float
    high: float
    shuffled: float
    shifted: float
    levels: float
    changes: float


def _read(result: Result, found: _Measured, declared: Battery) -> Result:
    """Read a ratio and how often chance does as well."""
    by_chance = found.shuffled > declared["p_shuffled"] or found.shifted > declared["p_shifted"]
    return replace(
        result,
        reading=reading(found.effect, found.low, found.high, result.wanted, by_chance),
        effect=found.effect,
        low=found.low,
        high=found.high,
        shuffled=found.shuffled,
        shifted=found.shifted,
        more=result.more | {"levels": found.levels, "changes": found.changes},
    )


# The same counts come back: an act left out takes one from a quarter, whichever act of the quarter it was, and leaves
# those of the other states alone. So what is measured of them is kept.
@functools.lru_cache(maxsize=4096)
def _measured(
    acts: Values, of: Values, driver: Values, others: Held, rise: bool, settings: _Settings
) -> _Measured | None:
    """Estimate the ratio, and ask how often chance does as well; None where the regression has no solution."""
    rate = _values(np.array(acts) / np.array(of))
    columns = np.column_stack([driver, *_columns(others, len(acts))])
    estimate = _poisson(np.array(acts), columns, np.log(of), settings)
    if estimate is None:
        return None
    ranked = [_net_ranks(values, others) for values in (rate, driver)]
    chance = _chance(*ranked, 1 if rise else -1, settings)
    return _Measured(*estimate, *chance, float(ranked[0] @ ranked[1]), _changes(rate, driver))


def _columns(others: Held, length: int) -> list[np.ndarray]:
    """Return what is held beside the driver: the level, the calendar and another series."""
    net, held = others
    level, time = np.ones(length), np.linspace(-0.5, 0.5, length)
    return [level] + [time] * net + ([] if held is None else [np.array(held)])


def _on(series: pd.Series, quarters: pd.PeriodIndex) -> np.ndarray:
    return (series if series.index is quarters else series.reindex(quarters)).to_numpy(float)


def _values(array: np.ndarray) -> Values:
    return tuple(array.tolist())


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / (values.std() or 1.0)


def _poisson(counts, columns, offset, settings: _Settings) -> tuple[float, float, float] | None:
    """Return the ratio per quartile range and its interval, from the larger of two standard errors.

    One allows for dispersion, one for what a quarter hands to the next; the second alone is too small with so few
    quarters (acts simulated with the declared effect were read as without it up to four times too often).
    """
    regression = poisson.model(counts, columns, offset)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit = regression.fit(cov_type="HAC", cov_kwds={"maxlags": settings.lags_quarters})
        except (np.linalg.LinAlgError, ValueError):
            return None
        dispersion = max(fit.pearson_chi2 / fit.df_resid, 1.0)
        error = max(fit.bse[0], np.sqrt(dispersion * fit.normalized_cov_params[0, 0]))
        reach = error * _quantile(settings.confidence, fit.df_resid)
    # Beyond e^10 the ratio is that of nothing to something.
    found = np.exp(np.clip(fit.params[0] + np.array([0, -reach, reach]), -10, 10))
    return None if np.isnan(found).any() else tuple(float(each) for each in found)


@functools.cache
def _quantile(confidence: float, freedom: int) -> float:
    """Return the reach of an interval in standard errors (Student's t)."""
    return float(scipy.stats.t.ppf((1 + confidence) / 2, freedom))


@functools.lru_cache(maxsize=1024)
def _net_ranks(values: Values, others: Held) -> np.ndarray:
    """Return ranks, net of the calendar and of what else is held, scaled to unit length."""
    held = np.column_stack(_columns(others, len(values)))
    ranks = scipy.stats.rankdata(values)
    left = ranks - held @ np.linalg.lstsq(held, ranks, rcond=None)[0]
    length = np.linalg.norm(left)
    return left / length if length else left


def _changes(rate: Values, driver: Values) -> float:
    """Return the rank correlation of changes from one quarter to the next; NaN where nothing changes."""
    ranks = [_ranks_of_changes(values) for values in (rate, driver)]
    return float(np.corrcoef(*ranks)[0, 1]) if all(np.ptp(rank) for rank in ranks) else float("nan")


@functools.lru_cache(maxsize=1024)
def _ranks_of_changes(values: Values) -> np.ndarray:
    return scipy.stats.rankdata(np.diff(values))


def _chance(acts: np.ndarray, driver: np.ndarray, direction: int, settings: _Settings) -> tuple[float, float]:
    """Return the share of full shuffles and of circular shifts of the acts that correlate at least as well."""
    found = direction * float(acts @ driver) - 1e-12
    orders = _orders(len(acts), settings.shuffles, settings.seed)
    shuffled = direction * (acts[orders] @ driver)
    turned = direction * (acts[_turns(len(acts))] @ driver)
    return (
        (1 + int((shuffled >= found).sum())) / (1 + len(shuffled)),
        (1 + int((turned >= found).sum())) / (1 + len(turned)),
    )


@functools.cache
def _orders(length: int, draws: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng([seed, length])
    return np.argsort(generator.random((draws, length)), axis=1)


@functools.cache
def _turns(length: int) -> np.ndarray:
    return (np.arange(length) - np.arange(1, length)[:, None]) % length
