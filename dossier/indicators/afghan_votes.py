"""Measures of votes on Afghanistan in the United Nations, against all votes (T2.6, T2.7)."""

from __future__ import annotations

import pandas as pd

from dossier.indicators.codings import coded
from dossier.indicators.timeline import intervals
from dossier.indicators.votes import STEP, agreement_from_rollcalls


def afghan_votes(rollcalls: pd.DataFrame, a: str, b: str, first: int) -> pd.DataFrame:
    """Contested votes of the General Assembly on Afghanistan, beside the year's agreement on everything.

    Parameters
    ----------
    rollcalls : pandas.DataFrame
        `diplomacy/rollcalls`.
    a, b : str
        ISO codes.
    first : int
        First year.

    Returns
    -------
    pandas.DataFrame
        year, resolution, yes, no, abstain (states), the votes of `a` and `b`, agreement on this vote in [0, 1],
        agreement_all (of the year, by Lijphart's measure). Votes on parts, unanimous ones and those in which
        either state cast none are left out. A resolution adopted without a vote leaves no row.

    Examples
    --------
    >>> import pandas as pd
    >>> cast = [("R1", True, 1, "Y", "A"), ("R2", False, 1, "Y", "N"), ("R3", True, 0, "Y", "Y")]
    >>> votes = pd.DataFrame(cast, columns=["resolution", "on_afghanistan", "no", "RUS", "USA"])
    >>> votes = votes.assign(year=2007, body="GA", on_part=False, yes=100, abstain=0)
    >>> found = afghan_votes(votes, "RUS", "USA", first=2000)  # R3 is unanimous
    >>> found[["resolution", "agreement", "agreement_all"]].to_numpy().tolist()
    [['R1', 0.5, 0.25]]
    """
    rows = rollcalls[rollcalls["on_afghanistan"] & rollcalls["body"].eq("GA") & ~rollcalls["on_part"]]
    rows = rows[(rows[["no", "abstain"]].sum(axis=1) > 0) & (rows["year"] >= first)]
    rows = rows.dropna(subset=[a, b]).sort_values(["year", "resolution"])
    apart = (rows[a].map(STEP).astype(float) - rows[b].map(STEP).astype(float)).abs()
    general = agreement_from_rollcalls(rollcalls, a, b)
    kept = rows[["year", "resolution", "yes", "no", "abstain", a, b]]
    return kept.assign(
        agreement=1 - apart, agreement_all=rows["year"].map(general).astype(float)
    ).reset_index(drop=True)


def gap(votes: pd.DataFrame) -> float | None:
    """Return how much higher agreement is on Afghanistan than on all votes of the same years; None without votes.

    Examples
    --------
    >>> import pandas as pd
    >>> votes = pd.DataFrame({"agreement": [1.0, 0.5], "agreement_all": [0.25, 0.25]})
    >>> gap(votes), gap(votes[:0])
    (0.5, None)
    """
    return None if votes.empty else float((votes["agreement"] - votes["agreement_all"]).mean())


def distance_with_bounds(points: pd.DataFrame, a: str, b: str, variant: str) -> pd.DataFrame:
    """Distance of two ideal points by year, with the widest bounds that their 90 per cent intervals allow.

    Parameters
    ----------
    points : pandas.DataFrame
        `diplomacy/ideal_points`.
    a, b : str
        ISO codes.
    variant : str
        `final_votes` or `all_votes`.

    Returns
    -------
    pandas.DataFrame
        Index year; distance, low, high. The bounds set both points at opposite ends of their intervals and are
        wider than an interval of the distance.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"year": [2010, 2010, 2020, 2020], "state": ["RUS", "USA"] * 2})
    >>> points["all_votes"] = [0.0, 1.0, 0.0, 3.0]  # each give or take 1: the intervals of 2010 overlap
    >>> points = points.assign(all_votes_low=points["all_votes"] - 1, all_votes_high=points["all_votes"] + 1)
    >>> distance_with_bounds(points, "RUS", "USA", "all_votes").to_dict("list")
    {'distance': [1.0, 3.0], 'low': [0.0, 1.0], 'high': [3.0, 5.0]}
    """
    wide = points.pivot_table(
        index="year", columns="state", values=[variant, f"{variant}_low", f"{variant}_high"]
    )
    first, second = (
        pd.DataFrame({end: wide[f"{variant}{suffix}"][state] for end, suffix in _ENDS.items()})
        for state in (a, b)
    )
    apart = (first["point"] - second["point"]).abs()
    overlap = (first["low"] <= second["high"]) & (second["low"] <= first["high"])
    near = pd.concat([first["low"] - second["high"], second["low"] - first["high"]], axis=1).max(axis=1)
    far = pd.concat([first["high"] - second["low"], second["high"] - first["low"]], axis=1).max(axis=1)
    return pd.DataFrame({"distance": apart, "low": near.mask(overlap, 0.0), "high": far}).dropna()


_ENDS = {"point": "", "low": "_low", "high": "_high"}


def vetoes_by_year(vetoes: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count vetoes of Moscow by year, those on Afghanistan apart.

    Parameters
    ----------
    vetoes : pandas.DataFrame
        `diplomacy/vetoes`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Index year; on_afghanistan, on_others (vetoes of the Soviet Union and Russia).

    Examples
    --------
    >>> import pandas as pd
    >>> vetoes = pd.DataFrame({"state": ["SUN", "SUN", "USA"], "on_afghanistan": [True, False, False]})
    >>> vetoes["date"] = pd.to_datetime(["1980-01-07", "1980-01-13", "1980-04-30"])
    >>> vetoes_by_year(vetoes, 1980, 1981).to_dict("list")
    {'on_afghanistan': [1, 0], 'on_others': [1, 0]}
    """
    cast = vetoes[vetoes["state"].isin(["RUS", "SUN"])]
    counts = pd.crosstab(cast["date"].dt.year, cast["on_afghanistan"])
    counts = counts.reindex(index=range(first, last + 1), columns=[True, False], fill_value=0)
    return counts.rename(columns={True: "on_afghanistan", False: "on_others"}).rename_axis(
        index="year", columns=None
    )


def russian_vetoes_on_afghanistan(vetoes: pd.DataFrame, since) -> int:
    """Count Russia's vetoes on Afghanistan from a day on.

    Examples
    --------
    >>> import pandas as pd
    >>> vetoes = pd.DataFrame({"state": ["SUN", "RUS"], "on_afghanistan": [True, False]})
    >>> vetoes["date"] = pd.to_datetime(["1980-01-07", "2017-04-12"])
    >>> russian_vetoes_on_afghanistan(vetoes, "1980-01-01")  # the one on Afghanistan was the Soviet Union's
    0
    """
    kept = vetoes["state"].eq("RUS") & vetoes["on_afghanistan"] & vetoes["date"].ge(pd.Timestamp(since))
    return int(kept.sum())


def russian_abstentions(timeline: pd.DataFrame, codings: pd.DataFrame) -> int:
    """Count resolutions of the Security Council in the timeline on which Russia abstained.

    Examples
    --------
    >>> import pandas as pd
    >>> resolutions = pd.DataFrame({"event_id": ["V1", "V2"], "date": ["2021-08-30", "2022-03-17"]})
    >>> resolutions = resolutions.assign(precision="day", date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V1", "V2"], "code": ["abstained", "none"]})
    >>> russian_abstentions(resolutions, codings.assign(scheme="vote_of_russia"))
    1
    """
    return len(coded(timeline, codings, "vote_of_russia", "vote"))


def in_council(timeline: pd.DataFrame, codings: pd.DataFrame, since) -> pd.DataFrame:
    """Return the Council's resolutions in the timeline since a day, and what is noted of Russia's vote.

    Parameters
    ----------
    timeline, codings : pandas.DataFrame
        `evidence/timeline` and `evidence/event_codings`.
    since : date-like
        First day.

    Returns
    -------
    pandas.DataFrame
        event_id, earliest, vote: `A` where Russia abstained, `passed` where the timeline notes no abstention.

    Examples
    --------
    >>> import pandas as pd
    >>> resolutions = pd.DataFrame({"event_id": ["V1", "V2"], "date": ["2021-08-30", "2022-03-17"]})
    >>> resolutions = resolutions.assign(precision="day", date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V1", "V2"], "code": ["abstained", "none"]})
    >>> in_council(resolutions, codings.assign(scheme="vote_of_russia"), "2001-01-01")["vote"].tolist()
    ['A', 'passed']
    """
    coded_at_all = codings[codings["scheme"].eq("vote_of_russia")].drop_duplicates("event_id")
    rows = intervals(timeline).merge(coded_at_all[["event_id", "code"]], on="event_id")
    rows = rows[rows["earliest"] >= pd.Timestamp(since)]
    vote = rows["code"].map({"abstained": "A"}).fillna("passed")
    return rows.assign(vote=vote)[["event_id", "earliest", "vote"]].reset_index(drop=True)
