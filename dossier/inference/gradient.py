"""Whether acts rise with a measure from year to year (T3.1): rank correlations over a declared grid."""

from __future__ import annotations

import itertools

import pandas as pd
import scipy

#: Lags in years between the measure and the acts.
LAGS = (0, 1)


def gradient_grid(
    acts: pd.DataFrame, measures: pd.DataFrame, first_years, last_year: int, changes: bool = False
) -> pd.DataFrame:
    """Kendall's tau of yearly acts with each measure, over choices that could be defended.

    Parameters
    ----------
    acts : pandas.DataFrame
        Index year; one column a choice of which acts count.
    measures : pandas.DataFrame
        Index year; one column a measure. A year in which it is empty is left out.
    first_years : iterable of int
        First years of the window.
    last_year : int
        Last year of the window.
    changes : bool
        Correlate changes from the year before instead of levels. Two series that both rise with time correlate
        in levels whatever joins them; changes do not share that trend.

    Returns
    -------
    pandas.DataFrame
        measure, acts, lag, first_year, n (years), tau, p (two-sided); one row a specification. tau is empty
        where a series does not vary. With so few years p says how little can be told, not what is true.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({"all": [1, 2, 4, 7, 9]}, index=range(2013, 2018))
    >>> measures = pd.DataFrame({"deaths": [None, 10, 20, 40, 30]}, index=range(2013, 2018))
    >>> grid = gradient_grid(acts, measures, [2013], 2017)
    >>> grid[["lag", "n", "tau"]].round(2).to_dict("records")
    [{'lag': 0, 'n': 4, 'tau': 0.67}, {'lag': 1, 'n': 3, 'tau': 1.0}]
    >>> gradient_grid(acts, measures, [2013], 2017, changes=True)["n"].tolist()
    [3, 2]
    """
    rows = []
    for measure, chosen, lag, first in itertools.product(measures, acts, LAGS, first_years):
        pair = pd.DataFrame({"acts": acts[chosen], "measure": measures[measure].shift(lag)})
        pair = pair.diff() if changes else pair
        pair = pair.loc[first:last_year].dropna().astype("float64")
        found = scipy.stats.kendalltau(pair["acts"], pair["measure"])
        rows.append((measure, chosen, lag, first, len(pair), found.statistic, found.pvalue))
    return pd.DataFrame(rows, columns=["measure", "acts", "lag", "first_year", "n", "tau", "p"])


def share_with_sign(grid: pd.DataFrame, measure: str, sign: int) -> float:
    """Return the share of a measure's specifications whose tau has a sign (1 or -1); an empty tau has none.

    Examples
    --------
    >>> import pandas as pd
    >>> grid = pd.DataFrame({"measure": "deaths", "tau": [0.8, 0.3, -0.1, None]})
    >>> share_with_sign(grid, "deaths", 1), share_with_sign(grid, "deaths", -1)
    (0.5, 0.25)
    """
    taus = grid.loc[grid["measure"].eq(measure), "tau"]
    return float((taus * sign > 0).mean())
