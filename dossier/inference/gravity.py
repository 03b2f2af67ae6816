"""Expected trade from a gravity model: Poisson pseudo-maximum likelihood, and what other partners say of the gap.

The estimator is that of statsmodels (a generalised linear model of the Poisson family), which needs no logarithm
of trade and so keeps reported noughts. Effects of exporter and importer, year by year, take up whatever makes a
state trade much or little with everybody: output, openness, wars, sanctions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import norm
from threadpoolctl import threadpool_limits

from dossier.errors import EmptyWindowError

TIES = ("contiguous", "common_language", "colonial_tie")
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
    confidence : float
        Of the intervals; errors are clustered by pair of states.
    """

    year: int
    flows: pd.DataFrame
    terms: pd.DataFrame
    confidence: float


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
    """
    turned = distances.rename(columns={"state": "partner", "partner": "state"})
    pairs = pd.concat([distances, turned]).drop_duplicates(["state", "partner"])
    return exports.merge(pairs.rename(columns={"state": "exporter", "partner": "importer"}), "inner")


def fit(flows: pd.DataFrame, year: int, distance: str = DISTANCES[0], confidence: float = 0.9) -> Gravity:
    """Fit one year of flows with effects of exporter and importer.

    Parameters
    ----------
    flows : pandas.DataFrame
        As `with_distances` returns it.
    year : int
        Year to fit.
    distance : str
        Column of distance, one of `DISTANCES`.
    confidence : float
        Of the intervals.

    Returns
    -------
    Gravity
        States that sold nothing, or bought nothing, in the year are left out: their effect has no finite value.

    Raises
    ------
    EmptyWindowError
        If the year has no flow.
    """
    rows = _with_trade(flows[flows["year"].eq(year)].dropna(subset=[distance]))
    if rows.empty:
        raise EmptyWindowError("economy/exports", f"no flow in {year}", "flows", "Choose another year.")
    design = pd.concat(
        [
            np.log(rows[distance]).rename("log_distance"),
            rows[list(TIES)].astype(float),
            pd.get_dummies(rows["exporter"], prefix="from", dtype=float),
            pd.get_dummies(rows["importer"], prefix="to", dtype=float, drop_first=True),
        ],
        axis=1,
    )
    clusters = {"groups": _pair_numbers(rows)}
    # Several threads wait for each other on matrices of this size, and their number would move the last digits.
    with threadpool_limits(1):
        model = sm.GLM(rows["exports_usd_million"], design, family=sm.families.Poisson())
        fitted = model.fit(wls_method="qr", cov_type="cluster", cov_kwds=clusters, maxiter=100)
    expected = fitted.fittedvalues.to_numpy()
    spread = norm.ppf((1 + confidence) / 2) * _standard_errors(design, fitted.cov_params())
    found = pd.DataFrame(
        {
            "exporter": rows["exporter"],
            "importer": rows["importer"],
            "observed_usd_million": rows["exports_usd_million"],
            "expected_usd_million": expected,
            "low_usd_million": expected * np.exp(-spread),
            "high_usd_million": expected * np.exp(spread),
            "ratio": rows["exports_usd_million"] / expected,
        }
    ).reset_index(drop=True)
    bounds = fitted.conf_int(alpha=1 - confidence)
    terms = pd.DataFrame({"estimate": fitted.params, "low": bounds[0], "high": bounds[1]})
    return Gravity(year, found, terms.loc[["log_distance", *TIES]], confidence)


def _standard_errors(design: pd.DataFrame, covariance: pd.DataFrame) -> np.ndarray:
    """Return the standard error of each row's logarithm of expected trade.

    A flow that is fitted exactly, because a state has no other, has none; rounding may put it under nought.
    """
    variance = np.einsum("ij,jk,ik->i", design, covariance, design, optimize=True)
    return np.sqrt(np.clip(variance, 0, None))


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
    """
    both = pd.concat({"before": before["ratio"], "after": after["ratio"]}, axis=1, join="inner")
    both = both[(both > 0).all(axis=1)]
    factor = both["after"] / both["before"]
    return both.assign(factor=factor, place=_place(factor))


def _place(values: pd.Series) -> pd.Series:
    """Return the share of the other values that are lower."""
    return (values.rank(method="min") - 1) / (len(values) - 1)
