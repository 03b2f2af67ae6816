"""Measures of money: Chinese official finance, aid by donor, rents, and dated economic steps."""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.codings import coded

FLOWS = ("oda_like_2021_usd", "oof_like_2021_usd", "vague_2021_usd")
#: AidData's sector that holds mining, oil and gas extraction.
MINING_SECTOR = "INDUSTRY, MINING, CONSTRUCTION"


def finance_by_recipient(finance: pd.DataFrame, recipients: list[str], first: int, last: int) -> pd.DataFrame:
    """Sum China's official finance by recipient and class of flow.

    Parameters
    ----------
    finance : pandas.DataFrame
        `economy/china_finance`.
    recipients : list of str
        ISO codes.
    first, last : int
        Years of commitment, both included.

    Returns
    -------
    pandas.DataFrame
        Indexed by recipient, largest first: billion dollars of 2021 in three columns (`aid`, `loans`, `unclear`)
        and `all`. A recipient without a record is 0 there: nothing was recorded.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("AFG", 2000, 1e9, 2e9, 0.0), ("AFG", 2022, 9e9, 0.0, 0.0)]
    >>> finance = pd.DataFrame(rows, columns=["recipient", "year", *FLOWS])
    >>> finance_by_recipient(finance, ["RUS", "AFG"], 2000, 2021)["all"].to_dict()
    {'AFG': 3.0, 'RUS': 0.0}
    """
    rows = finance[finance["recipient"].isin(recipients) & finance["year"].between(first, last)]
    sums = rows.groupby("recipient")[list(FLOWS)].sum().div(1e9).reindex(recipients, fill_value=0.0)
    sums = sums.set_axis(["aid", "loans", "unclear"], axis=1)
    sums["all"] = sums.sum(axis=1)
    return sums.sort_values("all", ascending=False, kind="stable")


def sectors_of(projects: pd.DataFrame, recipient: str) -> pd.DataFrame:
    """Count Chinese official projects in a state by sector: projects, amount (million dollars of 2017), no_amount.

    Examples
    --------
    >>> import pandas as pd
    >>> projects = pd.DataFrame({"sector": ["HEALTH", "HEALTH"], "amount_2017_usd": [2e6, None]})
    >>> sectors_of(projects.assign(recipient="AFG"), "AFG").to_dict("index")
    {'HEALTH': {'projects': 2, 'amount_2017_usd_million': 2.0, 'no_amount': 1}}
    """
    rows = projects[projects["recipient"].eq(recipient)]
    if rows.empty:
        raise _nothing(f"no project in {recipient}")
    grouped = rows.groupby("sector")["amount_2017_usd"]
    found = pd.DataFrame(
        {
            "projects": grouped.size(),
            "amount_2017_usd_million": grouped.sum() / 1e6,
            "no_amount": grouped.size() - grouped.count(),
        }
    )
    return found.sort_values(["amount_2017_usd_million", "projects"], ascending=False, kind="stable")


def aid_by_donor(aid: pd.DataFrame, recipient: str, donors: list[str]) -> pd.DataFrame:
    """Net aid to a state by donor and year, with the sum over all official donors.

    Parameters
    ----------
    aid : pandas.DataFrame
        `economy/aid`.
    recipient : str
        ISO code.
    donors : list of str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        Indexed by year, one column a donor and `all`: million dollars. A year without a report is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(2009, None, "all official donors", 90.0), (2010, None, "all official donors", 100.0)]
    >>> rows.append((2010, "RUS", None, 5.0))
    >>> aid = pd.DataFrame(rows, columns=["year", "donor_state", "sum_of", "net_oda_usd_million"])
    >>> by_donor = aid_by_donor(aid.assign(recipient="AFG"), "AFG", ["RUS"])
    >>> by_donor["RUS"].isna().tolist(), by_donor["all"].tolist()
    ([True, False], [90.0, 100.0])
    """
    rows = aid[aid["recipient"].eq(recipient)]
    wide = rows[rows["donor_state"].isin(donors)].pivot_table(
        index="year", columns="donor_state", values="net_oda_usd_million", aggfunc="sum", min_count=1
    )
    every = rows[rows["sum_of"].eq("all official donors")].set_index("year")["net_oda_usd_million"]
    return wide.reindex(columns=donors).reindex(every.index).assign(all=every).sort_index()


def aid_shares(by_donor: pd.DataFrame, donor: str) -> float:
    """Return a donor's share in all aid over the years in which it reported.

    Examples
    --------
    >>> import pandas as pd
    >>> aid_shares(pd.DataFrame({"RUS": [None, 5.0], "all": [1000.0, 100.0]}, index=[2009, 2010]), "RUS")
    0.05
    """
    reported = by_donor[donor].dropna()
    if reported.empty:
        raise _nothing(f"no report of {donor}")
    return float(reported.sum() / by_donor.loc[reported.index, "all"].sum())


def rents_and_aid(rents: pd.DataFrame, gdp: pd.DataFrame) -> pd.DataFrame:
    """Rents and aid of Afghanistan as shares of its output.

    Parameters
    ----------
    rents : pandas.DataFrame
        `economy/afghan_rents`.
    gdp : pandas.DataFrame
        `economy/gdp`.

    Returns
    -------
    pandas.DataFrame
        Indexed by year, years with output and rents only: aid, rents, mineral_rents, all as shares of output.

    Examples
    --------
    >>> import pandas as pd
    >>> rents = pd.DataFrame({"year": [2013, 2014], "rents_percent_of_gdp": [None, 2.0]})
    >>> rents = rents.assign(mineral_rents_percent_of_gdp=1.0, net_oda_usd_million=50.0)
    >>> gdp = pd.DataFrame({"state": "AFG", "year": [2013, 2014], "gdp_usd_million": [100.0, 200.0]})
    >>> rents_and_aid(rents, gdp).to_dict("index")
    {2014: {'aid': 0.25, 'rents': 0.02, 'mineral_rents': 0.01}}
    """
    output = gdp[gdp["state"].eq("AFG")].set_index("year")["gdp_usd_million"]
    rows = rents.set_index("year").join(output, how="inner").dropna(subset="rents_percent_of_gdp")
    return pd.DataFrame(
        {
            "aid": rows["net_oda_usd_million"] / rows["gdp_usd_million"],
            "rents": rows["rents_percent_of_gdp"] / 100,
            "mineral_rents": rows["mineral_rents_percent_of_gdp"] / 100,
        }
    )


def contracts(timeline: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Contracts for Afghan minerals, oil or gas with foreign holders.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    codings : pandas.DataFrame
        `evidence/event_codings`.

    Returns
    -------
    pandas.DataFrame
        The events with their intervals and `holder` (ISO code); a contract of several holders has a row for each.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V001", "V002"], "date": ["2011-12", "2012-03"]})
    >>> timeline = timeline.assign(precision="month", date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V001", "V001", "V002"], "code": ["CHN", "ARE", "none"]})
    >>> found = contracts(timeline, codings.assign(scheme="contract_holder"))
    >>> found[["event_id", "holder"]].to_numpy().tolist()
    [['V001', 'CHN'], ['V001', 'ARE']]
    """
    return coded(timeline, codings, "contract_holder", "holder")


def contracts_by_state(timeline: pd.DataFrame, codings: pd.DataFrame) -> dict[str, int]:
    """Count contracts for Afghan resources on record by the state of the holder.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    codings : pandas.DataFrame
        `evidence/event_codings`.

    Returns
    -------
    dict
        ISO code to number; Russia is always there, with 0 if it has none.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V001", "V002"], "date": ["2008-05", "2011-12"]})
    >>> timeline = timeline.assign(precision="month", date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V001", "V002"], "scheme": "contract_holder", "code": "CHN"})
    >>> contracts_by_state(timeline, codings)
    {'RUS': 0, 'CHN': 2}
    """
    return {"RUS": 0, **contracts(timeline, codings)["holder"].value_counts(sort=False).to_dict()}


def russian_steps(timeline: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Economic events between Russia and Afghanistan or the Taliban, each with what it is.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    codings : pandas.DataFrame
        `evidence/event_codings`.

    Returns
    -------
    pandas.DataFrame
        The events with their intervals and `step`, in the order of their earliest days: a deal is agreed, an offer
        is said, a figure is reported.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V001", "V002"], "date": ["2022-09", "2016-12-27"]})
    >>> timeline = timeline.assign(precision=["month", "day"], date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V001", "V002"], "code": ["deal", "offer"]})
    >>> russian_steps(timeline, codings.assign(scheme="step_with_russia"))["step"].tolist()
    ['offer', 'deal']
    """
    steps = coded(timeline, codings, "step_with_russia", "step")
    return steps.sort_values(["earliest", "event_id"], kind="stable", ignore_index=True)


def _nothing(problem: str) -> EmptyWindowError:
    return EmptyWindowError("economy", problem, "at least one record", "Choose another state.")
