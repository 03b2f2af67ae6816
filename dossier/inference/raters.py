"""The two ratings of each cell of the rivals' matrix: side by side, what stands, and how far they agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dossier.errors import EvidenceError
from dossier.indicators.coders import kappa

#: Very consistent, consistent, says nothing, inconsistent, very inconsistent: from for to against.
SCALE = ("CC", "C", "N", "I", "II")
#: The ratings as numbers, to say how far hypotheses differ on an item.
POINTS = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
#: Whose ratings a matrix can hold: those that stand, or either coder's own.
CODERS = ("settled", "first", "second")
TABLE = "evidence/ach_ratings"
CELL = ["evidence_id", "hypothesis"]


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

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("E01", "H1", "first", "CC"), ("E01", "H1", "second", "C"), ("E01", "H2", "first", "I")]
    >>> ratings = pd.DataFrame(rows, columns=["evidence_id", "hypothesis", "coder", "rating"])
    >>> side_by_side(ratings.iloc[:2]).to_dict("list")
    {'first': ['CC'], 'second': ['C'], 'settled': ['C']}
    >>> side_by_side(ratings)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.EvidenceError: evidence/ach_ratings, E01, H2: one rating; ...
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

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("H1", "first", "CC"), ("H1", "second", "C"), ("H2", "first", "N"), ("H2", "second", "N")]
    >>> ratings = pd.DataFrame(rows, columns=["hypothesis", "coder", "rating"]).assign(evidence_id="E01")
    >>> agreement(ratings)[["cells", "spoken", "agreed", "opposed"]].values.tolist()
    [[2, 1, 0.5, 0], [1, 1, 0.0, 0], [1, 0, 1.0, 0]]
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
