"""Analysis of competing hypotheses: what is inconsistent with what.

Heuer's method ranks hypotheses by the evidence against them, not by the evidence for them. A hypothesis that says
little cannot be contradicted, so every score stands beside its exposure: the number of items on which the
hypothesis says anything at all. The matrix is derived from ratings made twice, apart from each other, and settled
by a rule (`data/evidence/codebook_rivals.md`). How far the ranking can be trusted is asked in
`dossier.inference.rescored`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dossier.clocks import CLOCKS
from dossier.inference.raters import CODERS, POINTS, SCALE, side_by_side
from dossier.inference.ratings import Reading

#: The article's own reasons.
ARTICLE = ("H1", "H2", "H3", "H4")
#: What becomes of an item whose own question a test of the battery asks.
TESTED = ("left to the test", "scored")


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


@dataclass(frozen=True)
class Weighed:
    """A matrix on which scores of both clocks rest.

    Parameters
    ----------
    matrices : mapping
        Each of `raters.CODERS` to its matrix, with the cells that a measure decides.
    decided : pandas.DataFrame
        Those cells, as `compare` returns them.
    by : Scoring
        Weights and costs.
    scored : mapping
        Each of `raters.CODERS` to clock (`A`, `B`) to the scores.
    ranked : mapping
        Clock to the settled scores of the hypotheses that say enough, least inconsistent first.
    """

    matrices: Mapping[str, pd.DataFrame]
    decided: pd.DataFrame
    by: Scoring
    scored: Mapping[str, Mapping[str, pd.DataFrame]]
    ranked: Mapping[str, pd.DataFrame]

    @property
    def items(self) -> pd.DataFrame:
        """The matrix that stands."""
        return self.matrices[CODERS[0]]

    def on(self, clock: str, tested: str = TESTED[0]) -> pd.DataFrame:
        """Return the items of a clock that are scored, with the ratings that stand."""
        return known(self.items, clock, tested)


def scoring(ach: Mapping) -> Scoring:
    """Return the scoring that the rules file declares (its table `ach`).

    Examples
    --------
    >>> by = scoring({"weights": {"high": 1.0, "low": 0.3}, "costs": {"I": 1, "II": 2}})
    >>> by.weights["low"] * by.costs["II"]
    0.6
    """
    return Scoring(ach["weights"], ach["costs"])


def weigh(
    items: pd.DataFrame, ratings: pd.DataFrame, readings: Mapping[str, Reading], ach: Mapping
) -> Weighed:
    """Make the matrix of each rating and score it on both clocks, as the rules file declares.

    Parameters
    ----------
    items : pandas.DataFrame
        `evidence/ach_items`.
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.
    readings : mapping
        As `dossier.inference.ratings.read` returns them.
    ach : mapping
        The table `ach` of the rules file.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"evidence_id": ["E06"], "known_by": "2017-04", "credibility": "high", "test": [None]})
    >>> rows = [("H2", "first", "I"), ("H2", "second", "I"), ("A5", "first", "N"), ("A5", "second", "C")]
    >>> ratings = pd.DataFrame(rows, columns=["hypothesis", "coder", "rating"]).assign(evidence_id="E06")
    >>> readings = {"E06": Reading("open in 2011", "II if open", {"H2": "II"})}
    >>> costs = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2}
    >>> found = weigh(items, ratings, readings, {"weights": {"high": 1.0}, "costs": costs, "exposure": 0.25})
    >>> found.scored["settled"]["A"]["inconsistency"].to_dict(), list(found.ranked["A"].index)
    ({'H2': 2.0, 'A5': 0.0}, ['H2'])
    """
    by = scoring(ach)
    matrices = {coder: with_computed(matrix(items, ratings, coder), readings) for coder in CODERS}
    scored = {
        coder: {clock: scores(known(rated, clock), by) for clock in CLOCKS}
        for coder, rated in matrices.items()
    }
    settled = scored[CODERS[0]]
    return Weighed(
        matrices,
        compare(matrix(items, ratings), readings),
        by,
        scored,
        {clock: ranked(frame, exposed(frame, ach["exposure"])) for clock, frame in settled.items()},
    )


def matrix(items: pd.DataFrame, ratings: pd.DataFrame, coder: str = "settled") -> pd.DataFrame:
    """Return the items with one column of ratings a hypothesis.

    Parameters
    ----------
    items : pandas.DataFrame
        `evidence/ach_items`.
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.
    coder : str
        One of `dossier.inference.raters.CODERS`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("H1", "first", "CC"), ("H1", "second", "C"), ("H2", "first", "I"), ("H2", "second", "C")]
    >>> ratings = pd.DataFrame(rows, columns=["hypothesis", "coder", "rating"]).assign(evidence_id="E01")
    >>> items = pd.DataFrame({"evidence_id": ["E01"], "credibility": ["high"]})
    >>> matrix(items, ratings).values.tolist(), matrix(items, ratings, "first").values.tolist()
    ([['E01', 'high', 'C', 'N']], [['E01', 'high', 'CC', 'I']])
    """
    cells = side_by_side(ratings)[coder]
    names = dict.fromkeys(cells.index.get_level_values("hypothesis"))
    wide = pd.DataFrame({name: cells.xs(name, level="hypothesis") for name in names})
    return items.join(wide, on="evidence_id")


def compare(matrix: pd.DataFrame, readings: Mapping[str, Reading]) -> pd.DataFrame:
    """Put computed ratings beside those that were given.

    Parameters
    ----------
    matrix : pandas.DataFrame
        As `matrix` returns it.
    readings : mapping
        As `dossier.inference.ratings.read` returns them.

    Returns
    -------
    pandas.DataFrame
        evidence_id, hypothesis, computed, rated; one row a cell that a measure decides.

    Examples
    --------
    >>> import pandas as pd
    >>> matrix = pd.DataFrame({"evidence_id": ["E06", "E12"], "H2": ["I", "N"], "A5": ["N", "C"]})
    >>> readings = {"E06": Reading("open in 2011", "II if open", {"H2": "II"}), "E12": Reading("", "", {})}
    >>> compare(matrix, readings).to_dict("records")
    [{'evidence_id': 'E06', 'hypothesis': 'H2', 'computed': 'II', 'rated': 'I'}]
    """
    given = matrix.set_index("evidence_id")
    rows = [
        (item, hypothesis, rating, given.loc[item, hypothesis])
        for item, reading in readings.items()
        for hypothesis, rating in reading.ratings.items()
    ]
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis", "computed", "rated"])


def with_computed(matrix: pd.DataFrame, readings: Mapping[str, Reading]) -> pd.DataFrame:
    """Return the matrix with every cell that a measure decides set to what it gives.

    Examples
    --------
    >>> import pandas as pd
    >>> matrix = pd.DataFrame({"evidence_id": ["E06", "E12"], "H2": ["I", "N"], "A5": ["N", "C"]})
    >>> with_computed(matrix, {"E06": Reading("open in 2011", "II if open", {"H2": "II"})})["H2"].tolist()
    ['II', 'N']
    """
    filled = matrix.set_index("evidence_id")
    for row in compare(matrix, readings).itertuples():
        filled.loc[row.evidence_id, row.hypothesis] = row.computed
    return filled.reset_index()[list(matrix.columns)]


def hypotheses(matrix: pd.DataFrame) -> list[str]:
    """Return the columns that hold ratings.

    Examples
    --------
    >>> import pandas as pd
    >>> hypotheses(pd.DataFrame(columns=["evidence_id", "H1", "A10", "credibility", "Hx"]))
    ['H1', 'A10']
    """
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

    Examples
    --------
    >>> import pandas as pd
    >>> tests = [None, None, "battery:dose"]
    >>> items = pd.DataFrame({"known_by": ["2017-04", "later", "2017-04"], "test": tests})
    >>> [len(known(items, clock, tested)) for clock in "AB" for tested in TESTED]
    [1, 2, 2, 3]
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

    Examples
    --------
    >>> import pandas as pd
    >>> by = Scoring({"high": 1.0, "low": 0.5}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})
    >>> items = pd.DataFrame({"credibility": ["high", "low"], "H1": ["II", "CC"], "H2": ["N", "II"]})
    >>> scores(items, by)[["inconsistency", "exposure"]].T.to_dict("list")
    {'H1': [2.0, 2.0], 'H2': [1.0, 1.0]}
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
    """Return the scores of some hypotheses with `rank` (1 for the least inconsistent; equals share it), best first.

    Examples
    --------
    >>> import pandas as pd
    >>> found = {"H1": (1.0, 4), "H2": (1.0, 9), "A1": (3.0, 9)}
    >>> scored = pd.DataFrame(found, index=["inconsistency", "exposure"]).T
    >>> ranked(scored, ["H1", "H2", "A1"])["rank"].to_dict()
    {'H2': 1, 'H1': 1, 'A1': 3}
    """
    kept = scored.loc[list(among)]
    ranks = kept["inconsistency"].rank(method="min").astype(int)
    return kept.assign(rank=ranks).sort_values(["rank", "exposure"], ascending=[True, False], kind="stable")


def exposed(scored: pd.DataFrame, least: float) -> list[str]:
    """Return the hypotheses that say something on at least such a share of a clock's items, in their order.

    Examples
    --------
    >>> import pandas as pd
    >>> exposed(pd.DataFrame({"exposure": [9, 1], "items": 10}, index=["H2", "A1"]), least=0.25)
    ['H2']
    """
    return scored.index[scored["exposure"] >= least * scored["items"]].tolist()


def spread(items: pd.DataFrame) -> pd.Series:
    """Return how far hypotheses differ on each item: standard deviation of the ratings from -2 to 2, by item.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"evidence_id": ["E01", "E02"], "H1": ["C", "CC"], "H2": ["C", "II"]})
    >>> spread(items).to_dict()
    {'E01': 0.0, 'E02': 2.0}
    """
    numbers = items.set_index("evidence_id")[hypotheses(items)].replace(POINTS).astype(float)
    return numbers.std(axis=1, ddof=0).rename("spread")
