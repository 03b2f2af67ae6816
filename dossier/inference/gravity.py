"""Expected trade from a gravity model: Poisson pseudo-maximum likelihood, and what other partners say of the gap.

The estimator is that of pyfixest (Santos Silva and Tenreyro 2006), which needs no logarithm of trade and so keeps
reported noughts. Effects of exporter and importer, year by year, take up whatever makes a state trade much or little
with everybody: output, openness, wars, sanctions. Intervals of the expectation follow by the delta method from the
covariance of all coefficients, effects included, clustered by pair of states (CR1).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from threadpoolctl import threadpool_limits

from dossier.errors import EmptyWindowError

TIES = ("contiguous", "common_language", "colonial_tie")
TERMS = ("log_distance", *TIES)
#: Significant digits of what a fit gives.
DIGITS = 6
DISTANCES = ("population_weighted_km", "capitals_km")


@dataclass(frozen=True)
class Gravity:
    """A fitted year.

    Parameters
    ----------
    year : int
        Calendar year.
    flows : pandas.DataFrame
        exporter, importer, observed_usd_million, expected_usd_million, low_usd_million, high_usd_million (interval
        of the expectation), ratio (observed over expected); one row a flow.
    terms : pandas.DataFrame
        Indexed by term (log_distance and the ties): estimate, low, high.
    confidence : float or None
        Of the intervals; errors are clustered by pair of states.
    """

    year: int
    flows: pd.DataFrame
    terms: pd.DataFrame
    confidence: float | None


def with_distances(exports: pd.DataFrame, distances: pd.DataFrame) -> pd.DataFrame:
    """Put distance and ties beside each flow; flows without a known distance are dropped.

    Parameters
    ----------
    exports : pandas.DataFrame
        `economy/exports`.
    distances : pandas.DataFrame
        `economy/distances`, which holds each pair once or twice.

    Returns
    -------
    pandas.DataFrame
        The flows with the columns of `distances`.

    Examples
    --------
    >>> import pandas as pd
    >>> exports = pd.DataFrame({"exporter": ["AFG", "IRN", "RUS"], "importer": ["IRN", "AFG", "AFG"]})
    >>> distances = pd.DataFrame({"state": ["AFG"], "partner": ["IRN"], "capitals_km": [1600.0]})
    >>> with_distances(exports, distances)[["exporter", "capitals_km"]].values.tolist()
    [['AFG', 1600.0], ['IRN', 1600.0]]
    """
    turned = distances.rename(columns={"state": "partner", "partner": "state"})
    pairs = pd.concat([distances, turned]).drop_duplicates(["state", "partner"])
    return exports.merge(pairs.rename(columns={"state": "exporter", "partner": "importer"}), "inner")


def fit(
    flows: pd.DataFrame, year: int, distance: str = DISTANCES[0], confidence: float | None = 0.9
) -> Gravity:
    """Fit one year of flows with effects of exporter and importer.

    Parameters
    ----------
    flows : pandas.DataFrame
        As `with_distances` returns it.
    year : int
        Year to fit.
    distance : str
        Column of distance, one of `DISTANCES`.
    confidence : float or None
        Of the intervals; None leaves them out, which is quicker.

    Returns
    -------
    Gravity
        To six significant digits. States that sold nothing, or bought nothing, in the year are left out: their effect
        has no finite value.

    Raises
    ------
    EmptyWindowError
        If the year has no flow.

    Examples
    --------
    >>> import pandas as pd
    >>> pair = {"exporter": ["RUS"], "importer": ["AFG"], "capitals_km": [3000.0]}
    >>> flows = pd.DataFrame({**pair, "year": 2012, "exports_usd_million": 0.0})
    >>> fit(flows, 2012, "capitals_km")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.EmptyWindowError: economy/exports: no flow in 2012; ...
    """
    rows = _with_trade(flows[flows["year"].eq(year)].dropna(subset=[distance]))
    if rows.empty:
        raise EmptyWindowError("economy/exports", f"no flow in {year}", "flows", "Choose another year.")
    rows = rows.assign(log_distance=np.log(rows[distance]), pair=_pair_numbers(rows))
    # Several threads wait for each other on matrices of this size, and their number would move the last digits.
    with threadpool_limits(1):
        estimates, expected = _estimated(rows)
        spread, spread_of_terms = _standard_errors(rows, expected) if confidence else (np.nan, np.nan)
    quantile = scipy.stats.norm.ppf((1 + confidence) / 2) if confidence else np.nan
    found = pd.DataFrame(
        {
            "exporter": rows["exporter"],
            "importer": rows["importer"],
            "observed_usd_million": rows["exports_usd_million"],
            "expected_usd_million": expected,
            "low_usd_million": expected * np.exp(-quantile * spread),
            "high_usd_million": expected * np.exp(quantile * spread),
            "ratio": rows["exports_usd_million"] / expected,
        }
    )
    reach = quantile * spread_of_terms
    terms = pd.DataFrame({"estimate": estimates, "low": estimates - reach, "high": estimates + reach})
    return Gravity(year, _rounded(found), _rounded(terms), confidence)


def _rounded(fitted: pd.DataFrame) -> pd.DataFrame:
    """Cut the numbers of a fit to digits that are the same on every processor."""
    numbers = fitted.select_dtypes("number")
    return fitted.assign(**numbers.map(lambda value: float(f"{value:.{DIGITS}g}")))


def _estimated(rows: pd.DataFrame) -> tuple[pd.Series, np.ndarray]:
    """Return the coefficients of `TERMS` and the expected flow of each row, both to far more digits than are shown."""
    formula = f"exports_usd_million ~ {' + '.join(TERMS)} | exporter + importer"
    # One of a kind stays: its own effect fits it, and it must not vanish from the list of partners.
    model = _fepois()(
        formula, rows, vcov="iid", fixef_rm="none", fixef_tol=1e-10, iwls_tol=1e-12, iwls_maxiter=100
    )
    return model.coef().loc[list(TERMS)], model.predict(type="response")


def _fepois():
    """Import the estimator where it is used: it takes a while, and most who read a fitted year did not fit it.

    One of its modules sets up logging for the whole process; that is undone.
    """
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    from pyfixest import fepois

    root.setLevel(level)
    root.handlers[:] = handlers
    return fepois


def _standard_errors(rows: pd.DataFrame, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the standard errors of each row's logarithm of expected trade, and of `TERMS`.

    A flow that is fitted exactly, because a state has no other, has none; rounding may put it under nought.
    """
    effects = [
        pd.get_dummies(rows["exporter"], dtype=float),
        pd.get_dummies(rows["importer"], dtype=float, drop_first=True),
    ]
    design = np.hstack([rows[list(TERMS)].astype(float), *effects])
    bread = np.linalg.inv(design.T @ (design * expected[:, None]))
    scores = design * (rows["exports_usd_million"].to_numpy() - expected)[:, None]
    pairs = rows["pair"].nunique()
    summed = np.zeros((pairs, design.shape[1]))
    np.add.at(summed, rows["pair"].to_numpy(), scores)
    count, parameters = design.shape
    correction = pairs / (pairs - 1) * (count - 1) / (count - parameters)
    covariance = correction * bread @ (summed.T @ summed) @ bread
    variance = np.einsum("ij,jk,ik->i", design, covariance, design, optimize=True)
    of_terms = np.sqrt(np.diag(covariance)[: len(TERMS)])
    return np.sqrt(np.clip(variance, 0, None)), of_terms


def _with_trade(rows: pd.DataFrame) -> pd.DataFrame:
    """Drop states that sold or bought nothing, until none is left."""
    while True:
        sold = rows.groupby("exporter")["exports_usd_million"].transform("sum") > 0
        bought = rows.groupby("importer")["exports_usd_million"].transform("sum") > 0
        if (sold & bought).all():
            return rows.reset_index(drop=True)
        rows = rows[sold & bought]


def _pair_numbers(rows: pd.DataFrame) -> np.ndarray:
    """Number the unordered pairs of states."""
    pairs = [min(pair) + max(pair) for pair in zip(rows["exporter"], rows["importer"], strict=True)]
    return pd.factorize(np.array(pairs))[0]


def partners(fitted: Gravity, exporter: str, least_usd_million: float = 0.0) -> pd.DataFrame:
    """Flows of one exporter to all its partners, with the place of each among them.

    Parameters
    ----------
    fitted : Gravity
        A fitted year.
    exporter : str
        ISO code.
    least_usd_million : float
        Partners with less expected trade are left out: their ratios scatter most.

    Returns
    -------
    pandas.DataFrame
        Indexed by importer: the columns of `Gravity.flows` and `place`, the share of the other partners whose
        ratio is lower.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = {"exporter": "RUS", "importer": ["AFG", "IRN", "PAK"], "expected_usd_million": [50, 80, 3]}
    >>> fitted = Gravity(2012, pd.DataFrame({**flows, "ratio": [3.0, 0.5, 9.0]}), pd.DataFrame(), None)
    >>> partners(fitted, "RUS")["place"].to_dict()
    {'AFG': 0.5, 'IRN': 0.0, 'PAK': 1.0}
    >>> partners(fitted, "RUS", least_usd_million=10)["place"].to_dict()
    {'AFG': 1.0, 'IRN': 0.0}
    """
    rows = fitted.flows[
        fitted.flows["exporter"].eq(exporter) & (fitted.flows["expected_usd_million"] >= least_usd_million)
    ].set_index("importer")
    return rows.assign(place=_place(rows["ratio"]))


def prediction(rows: pd.DataFrame, partner: str, confidence: float = 0.9) -> tuple[float, float]:
    """Return the range in which the flow to a partner would lie if its ratio were one of the others'.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `partners` returns it.
    partner : str
        ISO code of the partner, whose own ratio does not enter.
    confidence : float
        Share of the other partners' ratios that the range covers.

    Returns
    -------
    tuple of float
        Million dollars, low and high.

    Examples
    --------
    >>> import pandas as pd
    >>> ratios = pd.Series({"AFG": 9.0, "IRN": 0.5, "PAK": 2.0})
    >>> rows = pd.DataFrame({"ratio": ratios, "expected_usd_million": 100.0})
    >>> prediction(rows, "AFG", confidence=1.0)
    (50.0, 200.0)
    """
    others = rows["ratio"].drop(partner)
    tail = (1 - confidence) / 2
    low, high = others.quantile([tail, 1 - tail])
    expected = rows.loc[partner, "expected_usd_million"]
    return float(low * expected), float(high * expected)


def change(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """How the ratio of observed to expected exports changed for each partner between two years.

    Parameters
    ----------
    before, after : pandas.DataFrame
        As `partners` returns them, for one exporter.

    Returns
    -------
    pandas.DataFrame
        Indexed by importer: before, after (ratios), factor (after over before), place (share of the other
        partners with a lower factor). Partners without recorded exports in one of the years are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"ratio": [1.0, 1.0, 2.0, 1.0]}, index=["AFG", "IRN", "PAK", "IND"])
    >>> after = pd.DataFrame({"ratio": [2.0, 4.0, 1.0, 0.0]}, index=["AFG", "IRN", "PAK", "IND"])
    >>> moved = change(before, after)
    >>> moved["factor"].to_dict(), moved["place"].to_dict()
    ({'AFG': 2.0, 'IRN': 4.0, 'PAK': 0.5}, {'AFG': 0.5, 'IRN': 1.0, 'PAK': 0.0})
    """
    both = pd.concat({"before": before["ratio"], "after": after["ratio"]}, axis=1, join="inner")
    both = both[(both > 0).all(axis=1)]
    factor = both["after"] / both["before"]
    return both.assign(factor=factor, place=_place(factor))


def _place(values: pd.Series) -> pd.Series:
    """Return the share of the other values that are lower."""
    return (values.rank(method="min") - 1) / (len(values) - 1)
