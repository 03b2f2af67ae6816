"""Analysis of competing hypotheses: what is inconsistent with what, and how far the ranking can be trusted.

Heuer's method ranks hypotheses by the evidence against them, not by the evidence for them. A hypothesis that says
little cannot be contradicted, so every score stands beside its exposure: the number of items on which the
hypothesis says anything at all. The matrix is derived from ratings made twice, apart from each other, and settled
by a rule (`data/evidence/codebook_rivals.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from dossier.errors import EvidenceError
from dossier.indicators.coders import kappa
from dossier.inference.dispatch import dispatch

#: Very consistent, consistent, says nothing, inconsistent, very inconsistent: from for to against.
SCALE = ("CC", "C", "N", "I", "II")
#: The ratings as numbers, to say how far hypotheses differ on an item.
POINTS = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
#: The article's own reasons.
ARTICLE = ("H1", "H2", "H3", "H4")
#: Whose ratings a matrix can hold: those that stand, or either coder's own.
CODERS = ("settled", "first", "second")
#: What becomes of an item whose own question a test of the battery asks.
TESTED = ("left to the test", "scored")
TABLE = "evidence/ach_ratings"
CELL = ["evidence_id", "hypothesis"]
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


def side_by_side(ratings: pd.DataFrame) -> pd.DataFrame:
    """Put the two ratings of each cell beside each other, and what stands.

    Parameters
    ----------
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.

    Returns
    -------
    pandas.DataFrame
        Index evidence_id and hypothesis, in the order of the table; first, second, settled.

    Raises
    ------
    EvidenceError
        If a rating lies outside the scale or a cell has one rating only.
    """
    wrong = ratings[~ratings["rating"].isin(SCALE)]
    if not wrong.empty:
        row = wrong.iloc[0]
        raise EvidenceError(
            f"{TABLE}, {row['evidence_id']}, {row['hypothesis']}",
            f"found {row['rating']!r}",
            f"one of {', '.join(SCALE)}",
            "Mend the rating.",
        )
    cells = pd.concat(
        {coder: ratings[ratings["coder"].eq(coder)].set_index(CELL)["rating"] for coder in CODERS[1:]}, axis=1
    )
    lone = cells[cells.isna().any(axis=1)]
    if not lone.empty:
        raise EvidenceError(
            f"{TABLE}, {', '.join(lone.index[0])}",
            "one rating",
            "a first and a second",
            "Rate the cell again.",
        )
    return cells.assign(settled=[settle(*pair) for pair in zip(cells["first"], cells["second"], strict=True)])


def settle(first: str, second: str) -> str:
    """Return what stands of two ratings: the weaker of two on one side, nothing where they are on opposite sides.

    Where one says nothing and the other speaks strongly, a plain rating stands.

    Examples
    --------
    >>> settle("CC", "C"), settle("N", "I"), settle("N", "II"), settle("C", "I")
    ('C', 'N', 'I', 'N')
    """
    one, other = sorted((POINTS[first], POINTS[second]), key=abs)
    if one * other < 0:
        return "N"
    stands = int(np.sign(other)) if (one, abs(other)) == (0, 2) else one
    return next(word for word, points in POINTS.items() if points == stands)


def matrix(items: pd.DataFrame, ratings: pd.DataFrame, coder: str = "settled") -> pd.DataFrame:
    """Return the items with one column of ratings a hypothesis.

    Parameters
    ----------
    items : pandas.DataFrame
        `evidence/ach_items`.
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.
    coder : str
        One of `CODERS`.
    """
    cells = side_by_side(ratings)[coder]
    names = dict.fromkeys(cells.index.get_level_values("hypothesis"))
    wide = pd.DataFrame({name: cells.xs(name, level="hypothesis") for name in names})
    return items.join(wide, on="evidence_id")


def agreement(ratings: pd.DataFrame) -> pd.DataFrame:
    """Say how far the two ratings agree.

    Parameters
    ----------
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.

    Returns
    -------
    pandas.DataFrame
        Rows `all`, then each hypothesis: cells, spoken (cells on which either says anything), agreed (share of all),
        agreed_spoken (share of those), opposed (cells rated on opposite sides), kappa (Cohen's), weighted (the
        same for an ordered scale: a rating one step off counts half as much as one two steps off).
    """
    cells = side_by_side(ratings)
    named = cells.index.get_level_values("hypothesis")
    parts = {"all": cells} | {name: cells[named == name] for name in dict.fromkeys(named)}
    return pd.DataFrame({name: _agreed(part) for name, part in parts.items()}).T.convert_dtypes()


def _agreed(cells: pd.DataFrame) -> dict[str, float]:
    one, other = (cells[coder].map(POINTS).to_numpy() for coder in CODERS[1:])
    spoken = (one != 0) | (other != 0)
    apart = np.abs(one[:, None] - other[None, :]).mean()
    return {
        "cells": len(cells),
        "spoken": int(spoken.sum()),
        "agreed": float((one == other).mean()),
        "agreed_spoken": float((one == other)[spoken].mean()) if spoken.any() else float("nan"),
        "opposed": int((one * other < 0).sum()),
        "kappa": kappa(cells["first"], cells["second"]),
        "weighted": 1 - float(np.abs(one - other).mean() / apart) if apart else 1.0,
    }


def hypotheses(matrix: pd.DataFrame) -> list[str]:
    """Return the columns that hold ratings."""
    return [name for name in matrix if name[:1] in "HA" and name[1:].isdigit()]


def known(matrix: pd.DataFrame, clock: str, tested: str = TESTED[0]) -> pd.DataFrame:
    """Return the items of a clock that are scored.

    Parameters
    ----------
    matrix : pandas.DataFrame
        As `matrix` returns it.
    clock : str
        `A`: known by 20 April 2017; `B`: all.
    tested : str
        One of `TESTED`: whether items that the battery has a test for are scored too.
    """
    kept = matrix if clock == "B" else matrix[matrix["known_by"].ne("later")]
    kept = kept if tested == "scored" else kept[kept["test"].isna()]
    return kept.reset_index(drop=True)


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
    names = hypotheses(items)
    rated = items[names].to_numpy(dtype=object)
    counts = {word: (rated == word).sum(axis=0) for word in SCALE}
    weights = items["credibility"].map(by.weights).to_numpy(dtype=float)
    against = sum(by.costs[word] * (weights @ (rated == word)) for word in SCALE)
    return pd.DataFrame(
        {
            "inconsistency": np.round(np.asarray(against, dtype=float), 9),
            "exposure": len(items) - counts["N"],
            "items": len(items),
            **counts,
        },
        index=pd.Index(names, name="hypothesis"),
    )


def ranked(scored: pd.DataFrame, among: Sequence[str]) -> pd.DataFrame:
    """Return the scores of some hypotheses with `rank` (1 for the least inconsistent; equals share it), best first."""
    kept = scored.loc[list(among)]
    ranks = kept["inconsistency"].rank(method="min").astype(int)
    return kept.assign(rank=ranks).sort_values(["rank", "exposure"], ascending=[True, False], kind="stable")


def exposed(scored: pd.DataFrame, least: float) -> list[str]:
    """Return the hypotheses that say something on at least such a share of a clock's items, in their order."""
    return scored.index[scored["exposure"] >= least * scored["items"]].tolist()


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
CHOICES = {
    "ratings": CODERS,
    "tested": TESTED,
    "exposure": None,
    "weights": tuple(WEIGHTS),
    "costs": tuple(COSTS),
    "divided": DIVIDED,
    "clock": ("A", "B"),
}


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
