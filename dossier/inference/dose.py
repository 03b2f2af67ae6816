"""Acts by quarter beside the series of a driver: a rate ratio, a rank correlation, and what chance does."""

from __future__ import annotations

import functools
import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from dossier.indicators import drivers as series_of
from dossier.inference.declared import Battery
from dossier.inference.testing import OPEN, Case, Result, reading, too_few


def by_quarter(rows: pd.DataFrame, case: Case) -> pd.Series:
    """Count acts by quarter over the quarters of the case."""
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
    """
    wanted = declared["dose"] if wanted is None else wanted
    driver = _on(series.shift(lag) if lag else series, counts.index)
    held = None if beside is None else _on(beside, counts.index)
    of = np.ones(len(counts)) if exposure is None else _on(exposure, counts.index)
    known = ~np.isnan(driver) & ~np.isnan(of) & (True if held is None else ~np.isnan(held))
    acts, driver, of = counts.to_numpy(float)[known], driver[known], of[known]
    least = declared["least_acts"]["dose"]
    result = Result("dose", OPEN, int(acts.sum()), wanted=wanted, more={"quarters": len(acts)})
    if result.acts < least:
        return too_few(result, least)
    spread = float(np.subtract(*np.quantile(driver, [0.75, 0.25])))
    if not spread:
        return replace(result, why="the series does not move")
    scaled = sign * (driver - driver.mean()) / spread
    time = np.linspace(-0.5, 0.5, len(acts))
    level = np.ones(len(acts))
    others = [level] + [time] * net + ([] if held is None else [_standard(held[known])])
    estimate = _poisson(acts, np.column_stack([scaled, *others]), np.log(of), declared)
    if estimate is None:
        return replace(result, why="the regression has no solution")
    ranked = [_net_ranks(values, np.column_stack(others)) for values in (acts / of, scaled)]
    shuffled, shifted = _chance(*ranked, 1 if wanted > 1 else -1, declared)
    by_chance = shuffled > declared["p_shuffled"] or shifted > declared["p_shifted"]
    return replace(
        result,
        reading=reading(*estimate, wanted, by_chance),
        **dict(zip(("effect", "low", "high"), estimate, strict=True)),
        shuffled=shuffled,
        shifted=shifted,
        more=result.more | {"levels": float(ranked[0] @ ranked[1]), "changes": _changes(acts / of, scaled)},
    )


def _on(series: pd.Series, quarters: pd.PeriodIndex) -> np.ndarray:
    return series.reindex(quarters).to_numpy(float)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / (values.std() or 1.0)


def _poisson(counts, columns, offset, declared: Battery) -> tuple[float, float, float] | None:
    """Return the ratio per quartile range and its interval, from the larger of two standard errors.

    One allows for dispersion, one for what a quarter hands to the next; the second alone is too small with so few
    quarters (acts simulated with the declared effect were read as without it up to four times too often).
    """
    model = sm.GLM(counts, columns, family=sm.families.Poisson(), offset=offset)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": declared["lags_quarters"]})
        except (np.linalg.LinAlgError, ValueError):
            return None
        dispersion = max(fit.pearson_chi2 / fit.df_resid, 1.0)
        error = max(fit.bse[0], np.sqrt(dispersion * fit.normalized_cov_params[0, 0]))
        reach = error * stats.t.ppf((1 + declared["confidence"]) / 2, fit.df_resid)
    # Beyond e^10 the ratio is that of nothing to something.
    found = np.exp(np.clip(fit.params[0] + np.array([0, -reach, reach]), -10, 10))
    return None if np.isnan(found).any() else tuple(float(each) for each in found)


def _net_ranks(values: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Return ranks, net of the calendar and of what else is held, scaled to unit length."""
    ranks = stats.rankdata(values)
    left = ranks - held @ np.linalg.lstsq(held, ranks, rcond=None)[0]
    length = np.linalg.norm(left)
    return left / length if length else left


def _changes(rate: np.ndarray, driver: np.ndarray) -> float:
    """Return the rank correlation of changes from one quarter to the next; NaN where nothing changes."""
    ranks = [stats.rankdata(np.diff(values)) for values in (rate, driver)]
    return float(np.corrcoef(*ranks)[0, 1]) if all(np.ptp(rank) for rank in ranks) else float("nan")


def _chance(acts: np.ndarray, driver: np.ndarray, direction: int, declared: Battery) -> tuple[float, float]:
    """Return the share of full shuffles and of circular shifts of the acts that correlate at least as well."""
    found = direction * float(acts @ driver) - 1e-12
    orders = _orders(len(acts), declared["shuffles"], declared["seed"])
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
