"""Measures of voting in the United Nations."""

from __future__ import annotations

import pandas as pd

#: How far a vote lies from yes, in Lijphart's measure (American Political Science Review, 1963).
STEP = {"Y": 0.0, "A": 0.5, "N": 1.0}


def pair_agreement(agreement: pd.DataFrame, a: str, b: str) -> pd.Series:
    """Agreement of two states by year.

    Parameters
    ----------
    agreement : pandas.DataFrame
        `diplomacy/agreement`.
    a, b : str
        ISO codes, in any order.

    Returns
    -------
    pandas.Series
        Agreement in [0, 1] by year; years without votes are absent.

    Examples
    --------
    >>> import pandas as pd
    >>> agreement = pd.DataFrame({"year": [2001, 2003], "agreement": [0.8, 0.7]})
    >>> pair_agreement(agreement.assign(state_a="PAK", state_b="RUS"), "RUS", "PAK").to_dict()
    {2001: 0.8, 2003: 0.7}
    """
    first, second = sorted([a, b])
    rows = agreement[(agreement["state_a"] == first) & (agreement["state_b"] == second)]
    return rows.set_index("year")["agreement"].rename(f"{a}-{b}")


def agreement_from_rollcalls(rollcalls: pd.DataFrame, a: str, b: str) -> pd.Series:
    """Agreement of two states by year, computed from single votes.

    Votes on parts of resolutions and unanimous votes are left out, as Lijphart and the maintainers of the
    voting data do; a vote counts where both states cast one.

    Parameters
    ----------
    rollcalls : pandas.DataFrame
        `diplomacy/rollcalls`.
    a, b : str
        ISO codes.

    Returns
    -------
    pandas.Series
        Agreement in [0, 1] by year; empty where no vote counts.

    Examples
    --------
    >>> import pandas as pd
    >>> cast = pd.DataFrame({"RUS": ["Y", "Y", "Y"], "PAK": ["A", "N", "Y"]})  # the third is unanimous
    >>> cast = cast.assign(abstain=[1, 0, 0], no=[0, 1, 0], body="GA", on_part=False, year=2001)
    >>> agreement_from_rollcalls(cast, "RUS", "PAK").to_dict()
    {2001: 0.25}
    >>> agreement_from_rollcalls(cast[2:], "RUS", "PAK").to_dict()
    {}
    """
    counted = rollcalls[(rollcalls["body"] == "GA") & ~rollcalls["on_part"]]
    contested = counted[(counted[["no", "abstain"]].sum(axis=1) > 0)]
    both = contested.dropna(subset=[a, b])
    apart = (both[a].map(STEP).astype(float) - both[b].map(STEP).astype(float)).abs()
    return (1 - apart).groupby(both["year"]).mean()


def ideal_point_distance(points: pd.DataFrame, a: str, b: str, variant: str) -> pd.Series:
    """Distance of two states' ideal points by year.

    Parameters
    ----------
    points : pandas.DataFrame
        `diplomacy/ideal_points`.
    a, b : str
        ISO codes.
    variant : str
        `final_votes` or `all_votes`; the two disagree after 2021, so both belong in any figure.

    Returns
    -------
    pandas.Series
        Absolute distance by year.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"state": ["RUS", "PAK", "RUS"], "year": [2001, 2001, 2002]})
    >>> points["final_votes"] = [-1.0, -0.5, 0.0]
    >>> ideal_point_distance(points, "PAK", "RUS", "final_votes").to_dict()
    {2001: 0.5}
    """
    wide = points.pivot_table(index="year", columns="state", values=variant)
    return (wide[a] - wide[b]).abs().dropna().rename(variant)


def rank_among_pairs(agreement: pd.DataFrame, a: str, b: str, year: int) -> tuple[int, int]:
    """Where a pair's agreement ranks among all pairs in one year.

    Parameters
    ----------
    agreement : pandas.DataFrame
        `diplomacy/agreement`.
    a, b : str
        ISO codes.
    year : int
        Calendar year.

    Returns
    -------
    tuple of int
        Rank (1 is the highest agreement; ties share the better rank) and number of pairs.

    Examples
    --------
    >>> import pandas as pd
    >>> agreement = pd.DataFrame({"state_a": ["CHN", "IND", "PAK"], "agreement": [0.9, 0.8, 0.8]})
    >>> rank_among_pairs(agreement.assign(state_b="RUS", year=2001), "PAK", "RUS", 2001)
    (2, 3)
    """
    of_year = agreement[agreement["year"] == year]
    own = pair_agreement(of_year, a, b).loc[year]
    return int((of_year["agreement"] > own).sum()) + 1, len(of_year)
