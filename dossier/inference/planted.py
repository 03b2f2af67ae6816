"""Power of tests: acts are simulated with an effect planted in them, and the test is asked what it finds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dossier.inference import poisson
from dossier.inference.declared import Battery
from dossier.inference.dose import dose
from dossier.inference.switch import around, parted_days, sheet_edges, switch
from dossier.inference.testing import FAILS, FITS, Case


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

    Examples
    --------
    >>> import pandas as pd
    >>> quarters = pd.period_range("2013Q1", periods=40, freq="Q")
    >>> counts, deaths = pd.Series([3, 5, 4, 6] * 10, quarters), pd.Series([0, 0, 9, 9] * 10, quarters)
    >>> drawn = pd.DataFrame(simulate(counts, deaths, ratio=3.0, sign=1, draws=400, seed=[7]))
    >>> acts = drawn.mean().groupby(deaths).mean()
    >>> round(acts[9] / acts[0]), round(drawn.to_numpy().sum() / 400 / counts.sum())
    (3, 1)
    """
    table = pd.DataFrame({"acts": counts, "driver": series.shift(lag)}).reindex(counts.index).dropna()
    time = np.column_stack([np.ones(len(table)), np.linspace(-0.5, 0.5, len(table))])
    trend = poisson.model(table["acts"], time).fit()
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

    Examples
    --------
    >>> from dataclasses import replace
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> declared = rules().battery
    >>> few = replace(declared, settings={**declared.settings, "power_draws": 10})
    >>> quarters = pd.period_range("2013Q1", periods=34, freq="Q")
    >>> counts, deaths = (pd.Series([low] * 12 + [9] * 10 + [low] * 12, quarters) for low in (8, 0))
    >>> [shares(counts, deaths, few, ratio, sign=1, wanted=1.5) for ratio in (1.0, 4.0)]
    [(0.0, 0.9), (1.0, 0.0)]
    """
    planted = sign if wanted > 1 else -sign
    draws, seed = declared["power_draws"], [declared["seed"], round(1000 * ratio)]
    found = [
        dose(one, series, declared, sign, wanted=wanted, **options).reading
        for one in simulate(counts, series, ratio, planted, draws, seed, options.get("lag", 0))
    ]
    return found.count(FITS) / draws, found.count(FAILS) / draws


def switched(
    acts: int,
    rows: pd.DataFrame,
    rises: tuple[str, ...],
    falls: tuple[str, ...],
    case: Case,
    declared: Battery,
    ratio: float,
    wanted: float,
) -> tuple[float, float]:
    """Return how often the test of switches reads `fits` and `does not fit` where a ratio was planted.

    Acts fall on the days of the sheet at one rate, which is `ratio` times as high where the driver is on.

    Parameters
    ----------
    acts : int
        How many fall in the longer windows, on average.
    rows, rises, falls, case, declared, wanted
        As `dossier.inference.switch.switch` takes them.
    ratio : float
        Planted ratio of the rate where the driver is on to that where it is off.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> few = replace(rules().battery, settings={**rules().battery.settings, "power_draws": 10})
    >>> rows, day = pd.DataFrame({"toward": ["taliban"]}), pd.Timestamp("2018-06-30")
    >>> case = Case(rows, {}, {"E": (day, day)}, None, None, {}, day, day, pd.Timestamp("2026-05-31"), ())
    >>> [switched(60, rows, ("E",), (), case, few, ratio, wanted=1.5) for ratio in (1.0, 6.0)]
    [(0.0, 0.3), (1.0, 0.0)]
    """
    whom = rows["toward"].iloc[0]
    edges = sheet_edges(whom, case)
    on, off = parted_days(tuple(around(rises, falls, max(declared["windows_days"]), edges, case)))
    days = np.arange(edges[0], edges[1] + 1)
    is_on, is_off = (np.any([(days >= a) & (days <= b) for a, b in spans], axis=0) for spans in (on, off))
    rate = np.where(is_on, ratio, 1.0)
    rate *= acts / rate[is_on | is_off].sum()
    generator = np.random.default_rng([declared["seed"], round(1000 * ratio), acts])
    drawn = generator.poisson(rate, (declared["power_draws"], len(days)))
    read = [
        switch(_on_days(days, counts, whom), rises, falls, case, declared, wanted).reading for counts in drawn
    ]
    return read.count(FITS) / len(read), read.count(FAILS) / len(read)


def _on_days(days: np.ndarray, counts: np.ndarray, whom: str) -> pd.DataFrame:
    dated = pd.to_datetime(np.repeat(days, counts) - pd.Timestamp(0).toordinal(), unit="D")
    return pd.DataFrame({"date_from": dated, "date_to": dated, "toward": whom})
