"""Measures of what Moscow did toward Kabul and toward the Taliban, side by side.

The timeline follows the Taliban: of Moscow's dealings with Kabul it holds those that bear on them and leaves
out the routine of two recognised governments. Counts of the two are shown beside each other, never as a ratio.
"""

from __future__ import annotations

import pandas as pd

from dossier.indicators import timeline as dated
from dossier.indicators.codings import coded

#: What a Russian deal of arms for Kabul was.
GIFT, BOUGHT = "gift", "bought or not said"


def with_kabul(timeline: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return Moscow's dealings with Kabul: event_id, earliest, latest, event, kind (joint act, arms, …).

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2", "V3"], "date": ["2016-10", "2016-02", "2015-10"]})
    >>> timeline = timeline.assign(precision="month", date_end=None, reported=None, event="")
    >>> codings = timeline[["event_id"]].assign(scheme="dealing_with_kabul", code=["arms", "none", "meeting"])
    >>> with_kabul(timeline, codings)[["event_id", "kind"]].to_numpy().tolist()
    [['V3', 'meeting'], ['V1', 'arms']]
    """
    return _counted(timeline, codings, "dealing_with_kabul", "kind")


def meetings(timeline: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return meetings with Taliban delegates before they took Kabul: event_id, earliest, latest, event, place.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V001", "V002"], "date": ["2018-11-09", "2015-07-07"]})
    >>> timeline = timeline.assign(precision="day", date_end=None, reported=None, event="")
    >>> codings = timeline[["event_id"]].assign(scheme="meeting_with_taliban", code=["Moscow", "Murree"])
    >>> meetings(timeline, codings)["place"].tolist()
    ['Murree', 'Moscow']
    """
    return _counted(timeline, codings, "meeting_with_taliban", "place")


def _counted(timeline: pd.DataFrame, codings: pd.DataFrame, scheme: str, column: str) -> pd.DataFrame:
    rows = coded(timeline, codings, scheme, column)
    rows = rows[["event_id", "earliest", "latest", "event", column]]
    return rows.sort_values(["earliest", "latest", "event_id"], ignore_index=True)


def acts_by_year(timeline: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count dated acts of contact and legitimation toward the Taliban.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`; acts of moderate or high certainty that can be placed in a quarter.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Index year; O1, O2, both.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2", "V3"], "date": ["2015-12", "2016-12", "2016"]})
    >>> timeline = timeline.assign(outcome=["O1", "O2", "O1"], precision=["month", "month", "year"])
    >>> timeline = timeline.assign(certainty="high", date_end=None, reported=None)
    >>> acts_by_year(timeline, 2014, 2016).to_dict("list")  # the year's act has no quarter
    {'O1': [0, 1, 0], 'O2': [0, 0, 1], 'both': [0, 1, 1]}
    """
    quarters = dated.acts_by_quarter(dated.acts(timeline), f"{first}Q1", f"{last}Q4")
    years = quarters[list(dated.ACTS)].groupby(quarters.index.year.rename("year")).sum()
    return years.rename_axis(columns=None).assign(both=years.sum(axis=1)).astype("int64")


def arms_by_payer(register: pd.DataFrame, supplier: str, recipient: str) -> pd.DataFrame:
    """Arms delivered by who paid for them.

    Parameters
    ----------
    register : pandas.DataFrame
        `arms/register`.
    supplier, recipient : str
        Codes.

    Returns
    -------
    pandas.DataFrame
        payer (`gift`, a state's code, or `bought or not said`), deals, delivered (items), tiv_million, first,
        last (years of delivery); largest value first.

    Examples
    --------
    >>> import pandas as pd
    >>> deals = pd.DataFrame({"tiv_million": [10.0, 70.0, 5.0], "paid_by": [None, "USA", None]})
    >>> deals = deals.assign(aid=[True, False, False], supplier="RUS", recipient="AFG", deal=[1, 2, 3])
    >>> deals = deals.assign(delivered=1, delivery_first=2010, delivery_last=2012)
    >>> arms_by_payer(deals, "RUS", "AFG").set_index("payer")["tiv_million"].to_dict()
    {'USA': 70.0, 'gift': 10.0, 'bought or not said': 5.0}
    """
    deals = register.query("supplier == @supplier and recipient == @recipient")
    payer = deals["paid_by"].astype("object").where(deals["paid_by"].notna(), BOUGHT)
    payer = payer.mask(deals["aid"], GIFT)
    table = deals.groupby(payer.rename("payer")).agg(
        deals=("deal", "size"),
        delivered=("delivered", "sum"),
        tiv_million=("tiv_million", "sum"),
        first=("delivery_first", "min"),
        last=("delivery_last", "max"),
    )
    return table.sort_values("tiv_million", ascending=False, kind="stable").reset_index()


def aid_by_year(aid: pd.DataFrame, recipient: str, first: int, last: int) -> pd.Series:
    """Return Russia's net aid to one recipient in million dollars by year; a year without a report is empty.

    Examples
    --------
    >>> import pandas as pd
    >>> aid = pd.DataFrame({"year": [2015, 2017], "net_oda_usd_million": [9.0, 0.0]})
    >>> given = aid_by_year(aid.assign(recipient_state="AFG"), "AFG", 2015, 2017)
    >>> given.dropna().to_dict(), given.isna().tolist()
    ({2015: 9.0, 2017: 0.0}, [False, True, False])
    """
    rows = aid[aid["recipient_state"].eq(recipient)].set_index("year")["net_oda_usd_million"]
    return rows.reindex(range(first, last + 1)).rename_axis("year")


def share_of_all_aid(aid: pd.DataFrame, donor: str, recipient: str, window: tuple[int, int]) -> float:
    """Share of one donor in all official aid to a recipient over several years.

    Parameters
    ----------
    aid : pandas.DataFrame
        `economy/aid`.
    donor, recipient : str
        ISO codes.
    window : tuple of int
        First and last year, both included.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("RUS", None, 5.0), (None, "all official donors", 100.0), (None, "DAC countries", 80.0)]
    >>> aid = pd.DataFrame(rows, columns=["donor_state", "sum_of", "net_oda_usd_million"])
    >>> share_of_all_aid(aid.assign(recipient="AFG", year=2015), "RUS", "AFG", (2015, 2019))
    0.05
    """
    rows = aid[aid["recipient"].eq(recipient) & aid["year"].between(*window)]
    given = rows.loc[rows["donor_state"].eq(donor), "net_oda_usd_million"].sum()
    return float(given / rows.loc[rows["sum_of"].eq("all official donors"), "net_oda_usd_million"].sum())


def mean_ratio(by_year: pd.Series, before: tuple[int, int], after: tuple[int, int]) -> float:
    """Yearly mean in one window over that in an earlier one; empty years are left out of both means.

    Examples
    --------
    >>> import pandas as pd
    >>> given = pd.Series([10.0, None, 30.0, 5.0], index=[2011, 2012, 2013, 2015])
    >>> mean_ratio(given, (2011, 2014), (2015, 2019))
    0.25
    """
    return float(by_year.loc[after[0] : after[1]].mean() / by_year.loc[before[0] : before[1]].mean())


def documented_support(timeline: pd.DataFrame, before, certainties=dated.DOCUMENTED) -> pd.DataFrame:
    """Return material support to the Taliban (O3) of some certainties before a day.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2", "V3"], "date": ["2016", "2016", "2017"]})
    >>> timeline = timeline.assign(certainty=["low", "high", "high"], outcome="O3", reported=None)
    >>> given = documented_support(timeline.assign(precision="year", date_end=None), "2017-04-20")
    >>> given["event_id"].tolist()  # one of 2017 may have come after that day
    ['V2']
    """
    given = dated.acts(timeline, outcomes=("O3",), certainties=certainties)
    return given[given["latest"] < pd.Timestamp(before)]


def agreements_with_taliban(agreements: pd.DataFrame, since) -> pd.DataFrame:
    """Return written agreements since a day that name the Taliban among their parties, in order of days.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2020-02-29", "2016-09-22", "2019-07-08"])
    >>> agreements = pd.DataFrame({"agreement": [1, 2, 3], "names_taliban": [True, False, True]})
    >>> agreements_with_taliban(agreements.assign(date=days), "2011-01-01")["agreement"].tolist()
    [3, 1]
    """
    rows = agreements[agreements["names_taliban"] & (agreements["date"] >= pd.Timestamp(since))]
    return rows.sort_values(["date", "agreement"], ignore_index=True)
