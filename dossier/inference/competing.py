"""Analysis of competing hypotheses: what is inconsistent with what, and how far the ranking can be trusted.

Heuer's method ranks hypotheses by the evidence against them, not by the evidence for them. A hypothesis that says
little cannot be contradicted, so every score stands beside its exposure: the number of items on which the
hypothesis says anything at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from dossier.errors import EvidenceError
from dossier.inference.dispatch import dispatch

#: Very consistent, consistent, says nothing, inconsistent, very inconsistent: from for to against.
SCALE = ("CC", "C", "N", "I", "II")
#: The ratings as numbers, to say how far hypotheses differ on an item.
POINTS = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
#: The article's own reasons.
ARTICLE = ("H1", "H2", "H3", "H4")
TABLE = "evidence/ach_matrix"
#: Draws that one task makes.
TOGETHER = 1000


@dataclass(frozen=True)
class Scoring:
    """How ratings become a score.

    Parameters
    ----------
    weights : mapping
        Credibility (high, moderate, low) to the weight of an item.
    costs : mapping
        Rating to what it adds against a hypothesis before weighting.
    """

    weights: Mapping[str, float]
    costs: Mapping[str, float]


def scoring(ach: Mapping) -> Scoring:
    """Return the scoring that the rules file declares (its table `ach`)."""
    return Scoring(ach["weights"], ach["costs"])


def hypotheses(matrix: pd.DataFrame) -> list[str]:
    """Return the columns that hold ratings."""
    return [name for name in matrix if name[:1] in "HA" and name[1:].isdigit()]


def known(matrix: pd.DataFrame, clock: str) -> pd.DataFrame:
    """Return the items of a clock.

    Parameters
    ----------
    matrix : pandas.DataFrame
        `evidence/ach_matrix`.
    clock : str
        `A`: known by 20 April 2017 (`2017-04` and `both`); `B`: all.

    Raises
    ------
    EvidenceError
        If a rating lies outside the scale.
    """
    _on_scale(matrix)
    kept = matrix if clock == "B" else matrix[matrix["known_by"].ne("later")]
    return kept.reset_index(drop=True)


def _on_scale(matrix: pd.DataFrame) -> None:
    for hypothesis in hypotheses(matrix):
        wrong = matrix[~matrix[hypothesis].isin(SCALE)]
        if not wrong.empty:
            row = wrong.iloc[0]
            raise EvidenceError(
                f"{TABLE}, {row['evidence_id']}, {hypothesis}",
                f"found {row[hypothesis]!r}",
                f"one of {', '.join(SCALE)}",
                "Mend the rating.",
            )


def scores(items: pd.DataFrame, by: Scoring) -> pd.DataFrame:
    """Weighted inconsistency and exposure of each hypothesis.

    Parameters
    ----------
    items : pandas.DataFrame
        As `known` returns them.
    by : Scoring
        Weights and costs.

    Returns
    -------
    pandas.DataFrame
        Index hypothesis, in the order of the columns; inconsistency (weighted sum), exposure (items rated other
        than N), items, and the count of each rating.
    """
    weights = items["credibility"].map(by.weights)
    rows = {}
    for name in hypotheses(items):
        counts = items[name].value_counts().reindex(SCALE, fill_value=0)
        rows[name] = {
            "inconsistency": round(float((items[name].map(by.costs) * weights).sum()), 9),
            "exposure": int(len(items) - counts["N"]),
            "items": len(items),
            **counts.astype(int),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("hypothesis")


def ranked(scored: pd.DataFrame, among: Sequence[str]) -> pd.DataFrame:
    """Return the scores of some hypotheses with `rank` (1 for the least inconsistent; equals share it), best first."""
    kept = scored.loc[list(among)]
    ranks = kept["inconsistency"].rank(method="min").astype(int)
    return kept.assign(rank=ranks).sort_values(["rank", "exposure"], ascending=[True, False], kind="stable")


def exposed(scored: pd.DataFrame, least: int) -> list[str]:
    """Return the hypotheses that say something on at least so many items, in the order of the columns."""
    return scored.index[scored["exposure"] >= least].tolist()


def spread(items: pd.DataFrame) -> pd.Series:
    """Return how far hypotheses differ on each item: standard deviation of the ratings from -2 to 2, by item."""
    numbers = items.set_index("evidence_id")[hypotheses(items)].replace(POINTS).astype(float)
    return numbers.std(axis=1, ddof=0).rename("spread")


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
        a better rank), one row a pair.
    """
    weights = items["credibility"].map(by.weights)
    against = pd.DataFrame({name: items[name].map(by.costs) * weights for name in among}).astype(float)
    full = against.sum().round(9)
    left = (full - against).round(9)
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
            }
        )
        for name in among
    ]
    return pd.concat(frames).sort_values("evidence_id", kind="stable", ignore_index=True)


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
CHOICES = {"weights": tuple(WEIGHTS), "costs": tuple(COSTS), "divided": DIVIDED, "clock": ("A", "B")}


def scored_otherwise(matrix: pd.DataFrame, among: Sequence[str], by: Scoring):
    """Return the function that `multiverse.run` calls over the grid of ways to score.

    Parameters
    ----------
    matrix : pandas.DataFrame
        `evidence/ach_matrix`.
    among : sequence of str
        The hypotheses that are compared.
    by : Scoring
        The declared scoring.

    Returns
    -------
    callable
        Takes weights, costs, divided, clock (`CHOICES`); returns how much more inconsistent the worst is than the
        next, and the name of the worst.
    """

    return partial(_scored_otherwise, matrix, tuple(among), by)


def _scored_otherwise(
    matrix: pd.DataFrame,
    among: Sequence[str],
    by: Scoring,
    weights: str,
    costs: str,
    divided: str,
    clock: str,
) -> tuple[float, str]:
    chosen = Scoring(WEIGHTS[weights] or by.weights, COSTS[costs] or by.costs)
    found = scores(known(matrix, clock), chosen).loc[list(among)]
    totals = found["inconsistency"]
    if divided == "by exposure":
        totals = totals / found["exposure"]
    order = totals.sort_values(ascending=False, kind="stable")
    return float(order.iloc[0] - order.iloc[1]), str(order.index[0])
