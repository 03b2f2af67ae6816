"""Power of the dose test: acts are simulated with an effect planted in them, and the test is asked what it finds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import statsmodels.api as sm

from dossier.inference.declared import Battery
from dossier.inference.dose import dose
from dossier.inference.testing import FAILS, FITS


def simulate(
    counts: pd.Series, series: pd.Series, ratio: float, sign: int, draws: int, seed: list[int], lag: int = 0
) -> list[pd.Series]:
    """Return simulated acts by quarter that answer a series with a ratio.

    Parameters
    ----------
    counts : pandas.Series
        Acts by quarter as they are; the simulated ones have their number, trend and dispersion.
    series : pandas.Series
        The driver by quarter.
    ratio : float
        Planted ratio of rates between the driver's upper and lower quartile.
    sign : int
        Direction in which acts answer the series.
    draws : int
        How many.
    seed : list of int
        Of the generator.
    lag : int
        Quarters by which the series comes first.

    Returns
    -------
    list of pandas.Series
        Counts by quarter, from a negative binomial distribution.
    """
    table = pd.DataFrame({"acts": counts, "driver": series.shift(lag)}).reindex(counts.index).dropna()
    time = np.column_stack([np.ones(len(table)), np.linspace(-0.5, 0.5, len(table))])
    trend = sm.GLM(table["acts"], time, family=sm.families.Poisson()).fit()
    spread = float(np.subtract(*table["driver"].quantile([0.75, 0.25])))
    pull = ratio ** (sign * (table["driver"] - table["driver"].mean()) / spread)
    mean = trend.fittedvalues * pull
    mean = (mean * table["acts"].sum() / mean.sum()).to_numpy()
    # Pearson's dispersion is one plus the mean over the size of the negative binomial distribution.
    beyond = max(trend.pearson_chi2 / trend.df_resid - 1, 1e-3)
    size = mean / beyond
    generator = np.random.default_rng(seed)
    drawn = generator.negative_binomial(size, size / (size + mean), (draws, len(mean)))
    return [pd.Series(one, table.index) for one in drawn]


def shares(
    counts, series, declared: Battery, ratio: float, sign: int, wanted: float, **options
) -> tuple[float, float]:
    """Return how often the dose test reads `fits` and `does not fit` where a ratio was planted.

    Parameters
    ----------
    counts, series, declared, sign, wanted
        As `dossier.inference.dose.dose` takes them.
    ratio : float
        Planted ratio, above 1; where a fall is predicted it is planted as a fall.
    **options
        Further arguments of `dose`.
    """
    planted = sign if wanted > 1 else -sign
    draws, seed = declared["power_draws"], [declared["seed"], round(1000 * ratio)]
    found = [
        dose(one, series, declared, sign, wanted=wanted, **options).reading
        for one in simulate(counts, series, ratio, planted, draws, seed, options.get("lag", 0))
    ]
    return found.count(FITS) / draws, found.count(FAILS) / draws
