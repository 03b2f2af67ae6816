"""The sheet of acts: how many are known, and how many are missing."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import pandas as pd
import scipy

from dossier.errors import EmptyWindowError
from dossier.indicators.drivers import of_acts
from dossier.tables.acts import KINDS
from dossier.tables.days import BEFORE_THE_FALL, FALL_OF_KABUL, US_WAR

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
    """Return the share of acts that are known of the period of a day; 1 where nothing is estimated.

    Examples
    --------
    >>> known = {"2013-2018": 0.8}
    >>> share_known_on(known, "2018-12-31"), share_known_on(known, "2019-01-01")
    (0.8, 1.0)
    """
    at = pd.Timestamp(day)
    for period, (first, last) in PERIODS.items():
        if period in known and pd.Timestamp(first) <= at <= pd.Timestamp(last):
            return known[period]
    return 1.0


def days_known(known: Mapping[str, float], first: int, last: int) -> float:
    """Return the days between two (proleptic ordinals, both included), each weighted by the share known of it.

    Examples
    --------
    >>> import datetime
    >>> first, last = (datetime.date(*day).toordinal() for day in ((2018, 12, 30), (2019, 1, 2)))
    >>> days_known({}, first, last), days_known({"2013-2018": 0.5}, first, last)  # two days count half
    (4.0, 3.0)
    """
    days = float(max(last - first + 1, 0))
    for period, (start, end) in _ordinals().items():
        if period in known:
            inside = min(last, end) - max(first, start) + 1
            days -= (1 - known[period]) * max(inside, 0)
    return days


@functools.cache
def _ordinals() -> dict[str, tuple[int, int]]:
    """Return first and last day of each period, as days are counted above; windows ask for them by the thousand."""
    return {period: tuple(pd.Timestamp(day).toordinal() for day in days) for period, days in PERIODS.items()}


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

    Examples
    --------
    >>> import pandas as pd
    >>> sides = [("T1", "RUS", "taliban"), ("K1", "RUS", "kabul"), ("T2", "IRN", "taliban")]
    >>> acts = pd.DataFrame(sides, columns=["act_id", "actor", "toward"])
    >>> toward(acts, "taliban")["act_id"].tolist(), toward(acts, "taliban", "IRN")["act_id"].tolist()
    (['T1'], ['T2'])
    """
    return acts[acts["toward"].eq(whom) & acts["actor"].eq(actor)]


def within(acts: pd.DataFrame, first, last) -> pd.DataFrame:
    """Return the acts that certainly fell between two days, both included.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"date_from": ["2015-12-30", "2015-12-30"], "date_to": ["2015-12-31", "2016-01-01"]}
    >>> acts = pd.DataFrame(days).apply(pd.to_datetime)  # the second may have fallen after 2015
    >>> within(acts, "2015-01-01", "2015-12-31").index.tolist()
    [0]
    """
    return acts[(acts["date_from"] >= pd.Timestamp(first)) & (acts["date_to"] <= pd.Timestamp(last))]


def by_year(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts by year and kind; those whose dates span two years are left out.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: one column a kind, in acts.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"date_from": ["2015-12-30", "2015-12-30"], "date_to": ["2015-12-31", "2016-01-01"]}
    >>> acts = pd.DataFrame(days).apply(pd.to_datetime).assign(kind="contact")
    >>> by_year(acts, 2015, 2016).to_dict("list")
    {'contact': [1, 0], 'legitimation': [0, 0], 'material': [0, 0]}
    """
    placed = acts[acts["date_from"].dt.year.eq(acts["date_to"].dt.year)]
    counts = pd.crosstab(placed["date_from"].dt.year.rename("year"), placed["kind"])
    years = pd.RangeIndex(first, last + 1, name="year")
    return counts.reindex(index=years, columns=KINDS, fill_value=0)


def by_quarter(acts: pd.DataFrame, first, last) -> pd.DataFrame:
    """Count acts by quarter and kind; those whose dates span two quarters are left out.

    Parameters
    ----------
    acts : pandas.DataFrame
        Rows of `evidence/acts`.
    first, last : date-like
        Days whose quarters are the first and the last.

    Returns
    -------
    pandas.DataFrame
        Indexed by quarter: one column a kind, in acts.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"date_from": ["2015-03-01", "2015-03-31"], "date_to": ["2015-03-31", "2015-04-01"]}
    >>> acts = pd.DataFrame(days).apply(pd.to_datetime).assign(kind="contact")
    >>> by_quarter(acts, "2015-01-01", "2015-04-30")["contact"].tolist()
    [1, 0]
    """
    quarters = pd.period_range(first, last, freq="Q", name="quarter")
    counts = {kind: of_acts(acts[acts["kind"].eq(kind)], quarters) for kind in KINDS}
    return pd.DataFrame(counts)


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

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2015-01-01", "2020-01-01", "2024-01-01"]).repeat(6)
    >>> lists = ["A", "A", "B", "AB", "AB", "AB"] * 3  # in each period five on A, four on B, three on both
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, "found_by": lists})
    >>> coverage(acts).loc["2013-2018", ["known", "estimated", "share_known"]].round(2).tolist()
    [6.0, 6.5, 0.92]
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
        spread = math.exp(
            scipy.stats.norm.ppf((1 + confidence) / 2) * math.sqrt(math.log1p(variance / missing**2))
        )
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
    """Return the share of acts known by period, as `coverage` estimates it where acts are on both lists.

    Returns
    -------
    dict
        Only the periods for which there is an estimate.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2015-01-01")  # later periods have no acts and so no estimate
    >>> acts = pd.DataFrame({"date_from": day, "date_to": day, "found_by": ["A", "A", "B", *["AB"] * 3]})
    >>> {period: round(share, 2) for period, share in shares_known(acts).items()}
    {'2013-2018': 0.92}
    """
    found = {}
    for period, days in PERIODS.items():
        lists = within(acts, *days)["found_by"].value_counts()
        both = int(lists.get("AB", 0))
        if both:
            on_a, on_b = both + int(lists.get("A", 0)), both + int(lists.get("B", 0))
            found[period] = (on_a + on_b - both) / ((on_a + 1) * (on_b + 1) / (both + 1) - 1)
    return found


def effects_by_year(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts on the US effort by year, of the first possible day, and effect.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: helped, harmed, neither, in acts.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2009-07-06", "2009-02-03"])
    >>> acts = pd.DataFrame({"date_from": days, "effect": ["helped", "harmed"]})
    >>> effects_by_year(acts, 2009, 2010).to_dict("list")
    {'helped': [1, 0], 'harmed': [1, 0], 'neither': [0, 0]}
    """
    counts = pd.crosstab(acts["date_from"].dt.year.rename("year"), acts["effect"])
    years = pd.RangeIndex(first, last + 1, name="year")
    return counts.reindex(index=years, columns=["helped", "harmed", "neither"], fill_value=0)


def of_others(acts: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count acts of other states than Russia toward the Taliban, by state and year of the first possible day.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({"actor": ["IRN", "IRN", "RUS", "USA"], "toward": ["taliban"] * 3 + ["kabul"]})
    >>> acts["date_from"] = pd.to_datetime(["2013-06-01", "2015-05-18", "2015-01-01", "2015-01-01"])
    >>> of_others(acts, 2013, 2015).T.to_dict("list")
    {'IRN': [1, 0, 1]}
    """
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

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["occasion", "is_reason_first", "is_reason_second", "themes"]
    >>> given = [["M1", "yes", "yes", "drugs;mines"], ["M1", "yes", "yes", "drugs"]]
    >>> said = pd.DataFrame([*given, ["M2", "yes", "no", "drugs"]], columns=names)  # of M2 they disagree
    >>> said[["said_from", "said_to"]] = pd.Timestamp("2015-12-23")
    >>> reasons_by_period(said)["2013-2018"].to_dict()
    {'drugs': 1, 'mines': 1}
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

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({"date_from": ["2018-11-09"], "date_to": ["2018-11-09"]}).apply(pd.to_datetime)
    >>> days = pd.DataFrame({"date": pd.to_datetime(["2018-11-10", "2018-11-12", "2018-11-09"])})
    >>> days = days.assign(quad="verbal_cooperation", direction=["toward-taliban"] * 2 + ["from-taliban"])
    >>> [tuple(map(int, on_machine_days(acts, days, reach))) for reach in (1, 3)]
    [(2, 1), (2, 2)]
    """
    cooperation = days["quad"].isin(["verbal_cooperation", "material_cooperation"])
    coded = pd.DatetimeIndex(days.loc[cooperation & days["direction"].eq("toward-taliban"), "date"].unique())
    reach = pd.Timedelta(days=within_days)
    near = [((acts["date_from"] - reach <= day) & (day <= acts["date_to"] + reach)).any() for day in coded]
    return len(coded), sum(near)
