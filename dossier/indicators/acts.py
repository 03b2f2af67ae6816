"""The sheet of acts: how many are known, how many are missing, and how far codings agree."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from scipy.stats import norm

from dossier.errors import EmptyWindowError
from dossier.tables.days import BEFORE_THE_FALL, FALL_OF_KABUL, US_WAR

#: Columns that two coders filled in apart from each other.
CODED = ("kind", "form", "level", "present", "format", "topic", "effect")
#: Periods in which the search may have seen a different share of what happened: first and last day.
PERIODS = {
    "2013-2018": ("2013-01-01", "2018-12-31"),
    "2019 to the fall of Kabul": ("2019-01-01", BEFORE_THE_FALL),
    "since the fall of Kabul": (FALL_OF_KABUL, "2026-05-31"),
}

#: First and last day of the search for each sheet of Moscow's acts.
SEARCHED = {
    "taliban": ("2013-01-01", "2026-05-31"),
    "kabul": ("2009-01-01", FALL_OF_KABUL),
    "us_effort": (US_WAR, "2021-08-31"),
}


def share_known_on(known: Mapping[str, float], day) -> float:
    """Return the share of acts that are known of the period of a day; 1 where nothing is estimated."""
    at = pd.Timestamp(day)
    for period, (first, last) in PERIODS.items():
        if period in known and pd.Timestamp(first) <= at <= pd.Timestamp(last):
            return known[period]
    return 1.0


def days_known(known: Mapping[str, float], first: int, last: int) -> float:
    """Return the days between two (proleptic ordinals, both included), each weighted by the share known of it."""
    days = float(max(last - first + 1, 0))
    for period, (start, end) in PERIODS.items():
        if period in known:
            inside = (
                min(last, pd.Timestamp(end).toordinal()) - max(first, pd.Timestamp(start).toordinal()) + 1
            )
            days -= (1 - known[period]) * max(inside, 0)
    return days


def toward(acts: pd.DataFrame, whom: str, actor: str = "RUS") -> pd.DataFrame:
    """Return the acts of a state toward one other side.

    Parameters
    ----------
    acts : pandas.DataFrame
        `evidence/acts`.
    whom : str
        `taliban`, `kabul` or `us_effort`.
    actor : str
        ISO code.
    """
    return acts[acts["toward"].eq(whom) & acts["actor"].eq(actor)]


def within(acts: pd.DataFrame, first, last) -> pd.DataFrame:
    """Return the acts that certainly fell between two days, both included."""
    return acts[(acts["date_from"] >= pd.Timestamp(first)) & (acts["date_to"] <= pd.Timestamp(last))]


def by_year(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts by year and kind; those whose dates span two years are left out.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: one column a kind, in acts.
    """
    placed = acts[acts["date_from"].dt.year.eq(acts["date_to"].dt.year)]
    counts = pd.crosstab(placed["date_from"].dt.year.rename("year"), placed["kind"])
    years = pd.RangeIndex(first, last + 1, name="year")
    return counts.reindex(index=years, columns=["contact", "legitimation", "material"], fill_value=0)


def coverage(acts: pd.DataFrame, confidence: float = 0.9) -> pd.DataFrame:
    """Estimate by period how many acts there were, from two lists that were made apart (capture and recapture).

    The estimator is Chapman's (1951), its interval that of a log-normal number of acts on neither list. Both lists
    come from one store of pages: what that store lacks is missing from both, so the estimate is a lower bound.

    Parameters
    ----------
    acts : pandas.DataFrame
        Acts found on list A, list B or both (`found_by`).
    confidence : float
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        Indexed by period: on_a, on_b, on_both, known, estimated, low, high (acts), share_known.

    Raises
    ------
    EmptyWindowError
        If no act of a period is on both lists.
    """
    rows = {}
    for period, days in PERIODS.items():
        found = within(acts, *days)["found_by"]
        both = int(found.eq("AB").sum())
        if not both:
            raise EmptyWindowError(
                "evidence/acts", f"no act on both lists in {period}", "some", "Widen the period."
            )
        on_a, on_b = both + int(found.eq("A").sum()), both + int(found.eq("B").sum())
        estimated = (on_a + 1) * (on_b + 1) / (both + 1) - 1
        variance = (on_a + 1) * (on_b + 1) * (on_a - both) * (on_b - both) / ((both + 1) ** 2 * (both + 2))
        known = on_a + on_b - both
        missing = max(estimated - known, 1e-9)
        spread = math.exp(norm.ppf((1 + confidence) / 2) * math.sqrt(math.log1p(variance / missing**2)))
        rows[period] = (
            on_a,
            on_b,
            both,
            known,
            estimated,
            known + missing / spread,
            known + missing * spread,
            known / estimated,
        )
    names = ["on_a", "on_b", "on_both", "known", "estimated", "low", "high", "share_known"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names).rename_axis("period")


def shares_known(acts: pd.DataFrame) -> dict[str, float]:
    """Return the share of acts known by period, as `coverage` estimates it; periods without acts on both lists fail it.

    Returns
    -------
    dict
        Only the periods for which there is an estimate.
    """
    found = {}
    for period, days in PERIODS.items():
        lists = within(acts, *days)["found_by"].value_counts()
        both = int(lists.get("AB", 0))
        if both:
            on_a, on_b = both + int(lists.get("A", 0)), both + int(lists.get("B", 0))
            found[period] = (on_a + on_b - both) / ((on_a + 1) * (on_b + 1) / (both + 1) - 1)
    return found


def as_coded(acts: pd.DataFrame, codings: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return the acts with one coder's codes in place of those that stand, where that coder coded them as acts.

    Parameters
    ----------
    acts : pandas.DataFrame
        `evidence/acts`.
    codings : pandas.DataFrame
        `evidence/act_codings`.
    coder : str
        `first`, `second`, or `settled` for what stands.
    """
    if coder == "settled":
        return acts
    theirs = codings[codings["coder"].eq(coder) & codings["is_act"].eq("yes")].dropna(subset="act_id")
    theirs = theirs.drop_duplicates("act_id").set_index("act_id")[list(CODED)]
    changed = acts.set_index("act_id")
    changed.update(theirs)
    refused = codings[codings["coder"].eq(coder) & codings["is_act"].eq("no")]["act_id"].dropna()
    lost = set(refused) - set(theirs.index)
    return changed[~changed.index.isin(lost)].reset_index()[acts.columns.tolist()]


def kappa(first: pd.Series, second: pd.Series) -> float:
    """Return Cohen's kappa of two codings: agreement beyond what their own frequencies would give by chance.

    Parameters
    ----------
    first, second : pandas.Series
        Codes of the same records in the same order.

    Returns
    -------
    float
        1 where all agree; 0 where they agree as often as by chance.

    Examples
    --------
    >>> import pandas as pd
    >>> kappa(pd.Series(["a", "a", "b", "b"]), pd.Series(["a", "b", "b", "b"]))
    0.5
    """
    agreed = float((first.to_numpy() == second.to_numpy()).mean())
    one, other = first.value_counts(normalize=True), second.value_counts(normalize=True)
    by_chance = float((one * other.reindex(one.index, fill_value=0.0)).sum())
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def agreement(codings: pd.DataFrame, acts: pd.DataFrame, coder: str = "second") -> pd.DataFrame:
    """Compare one coder with the first, or the third with what stands.

    Parameters
    ----------
    codings : pandas.DataFrame
        `evidence/act_codings`.
    acts : pandas.DataFrame
        `evidence/acts`, with which the third coder is compared.
    coder : str
        `second` or `third`.

    Returns
    -------
    pandas.DataFrame
        Indexed by column: records, agreed (share), kappa. The last row, `dates`, tells in how many records that both
        date the spans of days meet; it has no kappa.
    """
    chosen = codings[codings["coder"].eq(coder) & codings["is_act"].eq("yes")].set_index("record")
    if coder == "third":
        chosen = chosen.dropna(subset=["act_id"])
        base = acts.set_index("act_id").loc[chosen["act_id"]].set_axis(chosen.index)
    else:
        base = codings[codings["coder"].eq("first")].set_index("record").loc[chosen.index]
    rows = {}
    for column in CODED:
        coded = chosen[column].notna() & base[column].notna()
        one, other = base.loc[coded, column], chosen.loc[coded, column]
        if len(one):
            rows[column] = len(one), float((one == other).mean()), kappa(one, other)
    dated = chosen["date_from"].notna()
    meet = (base["date_from"] <= chosen["date_to"]) & (chosen["date_from"] <= base["date_to"])
    rows["dates"] = int(dated.sum()), float(meet[dated].mean()), float("nan")
    return pd.DataFrame.from_dict(rows, orient="index", columns=["records", "agreed", "kappa"]).rename_axis(
        "column"
    )


def effects_by_year(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts on the US effort by year and effect.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: helped, harmed, neither, in acts.
    """
    counts = pd.crosstab(acts["date_from"].dt.year.rename("year"), acts["effect"])
    years = pd.RangeIndex(first, last + 1, name="year")
    return counts.reindex(index=years, columns=["helped", "harmed", "neither"], fill_value=0)


def of_others(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts of other states than Russia toward the Taliban, by state and year."""
    theirs = acts[acts["toward"].eq("taliban") & acts["actor"].ne("RUS")]
    counts = pd.crosstab(theirs["actor"], theirs["date_from"].dt.year)
    return counts.reindex(columns=range(first, last + 1), fill_value=0)


def reasons_by_period(statements: pd.DataFrame) -> pd.DataFrame:
    """Count the occasions on which a reason was given, by theme and period.

    Parameters
    ----------
    statements : pandas.DataFrame
        `evidence/stated_reasons`; only those that both codings hold for a reason count, and of their themes those
        that both name.

    Returns
    -------
    pandas.DataFrame
        Indexed by theme: a column a period, in occasions.
    """
    given = statements[statements["is_reason_first"].eq("yes") & statements["is_reason_second"].eq("yes")]
    given = given.dropna(subset=["themes"])
    said = given.assign(theme=given["themes"].str.split(";")).explode("theme")
    counts = {}
    for period, (first, last) in PERIODS.items():
        rows = said[(said["said_from"] >= pd.Timestamp(first)) & (said["said_to"] <= pd.Timestamp(last))]
        counts[period] = rows.groupby("theme")["occasion"].nunique()
    return pd.DataFrame(counts).fillna(0).astype(int)


def on_machine_days(acts: pd.DataFrame, days: pd.DataFrame, within_days: int = 1) -> tuple[int, int]:
    """Count the days of cooperation that machines coded from the news, and those near an act of the sheet.

    Parameters
    ----------
    acts : pandas.DataFrame
        Acts of Moscow toward the Taliban.
    days : pandas.DataFrame
        `diplomacy/taliban_russia_days`.
    within_days : int
        How far an act may lie from such a day.

    Returns
    -------
    tuple of int
        Days on which an event of cooperation toward the Taliban was coded, and how many of them have an act near.
    """
    cooperation = days["quad"].isin(["verbal_cooperation", "material_cooperation"])
    coded = pd.DatetimeIndex(days.loc[cooperation & days["direction"].eq("toward-taliban"), "date"].unique())
    reach = pd.Timedelta(days=within_days)
    near = [((acts["date_from"] - reach <= day) & (day <= acts["date_to"] + reach)).any() for day in coded]
    return len(coded), sum(near)
