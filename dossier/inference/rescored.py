"""Competing hypotheses scored again: how far their ranking can be trusted.

Ratings are moved at random, items are left out in turn, and what counts is weighed in other ways. A ranking that
hangs on one rating, one item or one weight says little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from dossier.inference.competing import TESTED, Scoring, exposed, known, scores
from dossier.inference.dispatch import dispatch
from dossier.inference.raters import CODERS, SCALE

#: Draws that one task makes.
TOGETHER = 1000
#: Other ways to weigh credibility and cost, by the names that `[ach.grid]` uses; None is the declared scoring.
WEIGHTS = {
    "by credibility": None,
    "all alike": {"high": 1.0, "moderate": 1.0, "low": 1.0},
    "halved by step": {"high": 1.0, "moderate": 0.5, "low": 0.25},
    "high only": {"high": 1.0, "moderate": 0.0, "low": 0.0},
}
COSTS = {
    "II costs two": None,
    "II costs three": {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 3},
    "II costs as I": {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 1},
}
DIVIDED = ("no", "by exposure")
CHOICES = {
    "ratings": CODERS,
    "tested": TESTED,
    "exposure": None,
    "weights": tuple(WEIGHTS),
    "costs": tuple(COSTS),
    "divided": DIVIDED,
    "clock": ("A", "B"),
}


def perturbed(
    items: pd.DataFrame, among: Sequence[str], by: Scoring, chance: float, draws: int, seed: int
) -> pd.DataFrame:
    """Score again with ratings moved at random.

    In each draw every rating moves one step with the given chance, half of the time towards consistent and half
    of the time towards inconsistent; at the end of the scale it stays. This asks what a second rater who differs
    a little would have found. It does not ask what one who differs in kind would have.

    Parameters
    ----------
    items : pandas.DataFrame
        As `known` returns them.
    among : sequence of str
        The hypotheses that are compared.
    by : Scoring
        Weights and costs.
    chance : float
        Chance that a rating moves.
    draws : int
        Number of draws.
    seed : int
        Of the generator; the same seed gives the same frame.

    Returns
    -------
    pandas.DataFrame
        Index hypothesis; score (as rated), median, low, high (5th and 95th percentile of the draws),
        most_inconsistent and least_inconsistent (share of draws in which no other is more, or less,
        inconsistent; ties count for each).

    Examples
    --------
    >>> import pandas as pd
    >>> by = Scoring({"high": 1.0}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})
    >>> items = pd.DataFrame({"credibility": ["high", "high"], "H1": ["II", "II"], "H2": ["CC", "CC"]})
    >>> moved = perturbed(items, ["H1", "H2"], by, chance=0.5, draws=200, seed=7)
    >>> moved.loc["H1", ["score", "low", "most_inconsistent"]].tolist()
    [4.0, 2.0, 1.0]
    >>> moved.equals(perturbed(items, ["H1", "H2"], by, chance=0.5, draws=200, seed=7))
    True
    """
    places = items[list(among)].replace({word: place for place, word in enumerate(SCALE)}).to_numpy(dtype=int)
    costs = np.array([by.costs[word] for word in SCALE], dtype=float)
    weights = items["credibility"].map(by.weights).to_numpy(dtype=float)
    tasks = [(first, min(TOGETHER, draws - first)) for first in range(0, draws, TOGETHER)]
    totals = np.concatenate(dispatch(partial(_totals, places, costs, weights, chance, seed), tasks))
    worst, best = totals.max(axis=1, keepdims=True), totals.min(axis=1, keepdims=True)
    low, median, high = np.quantile(totals, [0.05, 0.5, 0.95], axis=0)
    return pd.DataFrame(
        {
            "score": scores(items, by).loc[list(among), "inconsistency"].to_numpy(),
            "low": low,
            "median": median,
            "high": high,
            "most_inconsistent": (totals == worst).mean(axis=0),
            "least_inconsistent": (totals == best).mean(axis=0),
        },
        index=pd.Index(among, name="hypothesis"),
    )


def _totals(
    places: np.ndarray,
    costs: np.ndarray,
    weights: np.ndarray,
    chance: float,
    seed: int,
    first: int,
    draws: int,
) -> np.ndarray:
    """Return the scores in some draws, from the first of them on: each draw has its own place in the seed's stream."""
    stream = np.random.PCG64(seed).advance(first * places.size)
    chances = np.random.Generator(stream).random((draws, *places.shape))
    steps = np.where(chances < chance / 2, -1, np.where(chances < chance, 1, 0))
    moved = np.clip(places + steps, 0, len(SCALE) - 1)
    return np.einsum("dih,i->dh", costs[moved], weights).round(9)


def leave_one_out(items: pd.DataFrame, among: Sequence[str], by: Scoring) -> pd.DataFrame:
    """Score again without each item in turn.

    Parameters
    ----------
    items, among, by
        As for `perturbed`.

    Returns
    -------
    pandas.DataFrame
        evidence_id (left out), hypothesis, inconsistency, rank, change (of rank against all items; negative is
        a better rank), exposure (of the items left, those on which the hypothesis says anything), items (left), one
        row a pair. Whether a hypothesis would still be ranked is for the caller to tell by the last two.

    Examples
    --------
    >>> import pandas as pd
    >>> by = Scoring({"high": 1.0}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})
    >>> items = {"evidence_id": ["E01", "E02"], "credibility": "high", "H1": ["II", "N"], "H2": ["N", "I"]}
    >>> left = leave_one_out(pd.DataFrame(items), ["H1", "H2"], by)
    >>> left[["evidence_id", "hypothesis", "rank", "change"]].values.tolist()
    [['E01', 'H1', 1, -1], ['E01', 'H2', 2, 1], ['E02', 'H1', 2, 0], ['E02', 'H2', 1, 0]]
    """
    weights = items["credibility"].map(by.weights)
    against = pd.DataFrame({name: items[name].map(by.costs) * weights for name in among}).astype(float)
    full = against.sum().round(9)
    left = (full - against).round(9)
    silent = pd.DataFrame({name: items[name].eq("N") for name in among})
    exposed = (~silent).sum() - (~silent).astype(int)
    ranks = left.rank(axis=1, method="min").astype(int)
    before = full.rank(method="min").astype(int)
    frames = [
        pd.DataFrame(
            {
                "evidence_id": items["evidence_id"],
                "hypothesis": name,
                "inconsistency": left[name],
                "rank": ranks[name],
                "change": ranks[name] - before[name],
                "exposure": exposed[name],
                "items": len(items) - 1,
            }
        )
        for name in among
    ]
    return pd.concat(frames).sort_values("evidence_id", kind="stable", ignore_index=True)


def scored_otherwise(matrices: Mapping[str, pd.DataFrame], by: Scoring, most: bool) -> Callable:
    """Return the function that `multiverse.run` calls over the grid of ways to score.

    Parameters
    ----------
    matrices : mapping
        Each of `CODERS` to its matrix.
    by : Scoring
        The declared scoring.
    most : bool
        Whether to look for the most or for the least inconsistent hypothesis.

    Returns
    -------
    callable
        Takes the dimensions of `CHOICES`; returns how far the hypothesis at that end lies from the next, and its
        name (several where they tie, `none` where fewer than two say enough).

    Examples
    --------
    >>> import pandas as pd
    >>> by = Scoring({"high": 1.0, "low": 0.5}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})
    >>> rated = {"credibility": ["high", "low"], "H1": ["I", "N"], "H2": ["N", "II"], "test": [None, None]}
    >>> worst = scored_otherwise({"settled": pd.DataFrame(rated)}, by, most=True)
    >>> same = {"ratings": "settled", "tested": "scored", "exposure": 0.5, "divided": "no", "clock": "B"}
    >>> worst(weights="by credibility", costs="II costs two", **same)
    (0.0, 'H1 and H2')
    >>> worst(weights="high only", costs="II costs two", **same)
    (1.0, 'H1')
    """

    return partial(_scored_otherwise, dict(matrices), by, most)


def _scored_otherwise(
    matrices: Mapping[str, pd.DataFrame],
    by: Scoring,
    most: bool,
    ratings: str,
    tested: str,
    exposure: float,
    weights: str,
    costs: str,
    divided: str,
    clock: str,
) -> tuple[float, str]:
    chosen = Scoring(WEIGHTS[weights] or by.weights, COSTS[costs] or by.costs)
    scored = scores(known(matrices[ratings], clock, tested), chosen)
    scored = scored.loc[exposed(scored, exposure)]
    if len(scored) < 2:
        return 0.0, "none"
    totals = scored["inconsistency"]
    if divided == "by exposure":
        totals = (totals / scored["exposure"]).round(9)
    end, following = totals.sort_values(ascending=not most).iloc[:2]
    return abs(float(end - following)), " and ".join(totals.index[totals.eq(end)])
