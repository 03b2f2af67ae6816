"""Measures of what is in the ground: records of deposits, their status and size, fields and pipelines.

Five words are kept apart. An occurrence is mineral seen; a prospect is one looked into; a deposit has a body of
ore; a resource is ore estimated to be there; a reserve is the part that could be mined at a profit.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from dossier.errors import EmptyWindowError

#: Statuses of single sites, from what is worked to what is only listed.
STATUSES = ("mine", "deposit", "prospect", "occurrence", "unclassified")
#: Databases whose records were assessed for copper alone; the region's lists lean on them.
COPPER_DATABASES = ("sir20105090z", "sedcu", "porcu")


def records_by_state(deposits: pd.DataFrame) -> pd.DataFrame:
    """Rank states by their records in the world list of major deposits.

    Parameters
    ----------
    deposits : pandas.DataFrame
        `economy/deposits`.

    Returns
    -------
    pandas.DataFrame
        Indexed by state, largest first: records, rank (1 is the most; equal counts share the better rank), share.
        Records without a state are left out of the ranks, not of the shares.

    Examples
    --------
    >>> import pandas as pd
    >>> found = records_by_state(pd.DataFrame({"state": ["RUS", "RUS", "IRN", "AFG", None]}))
    >>> found["rank"].to_dict()
    {'RUS': 1, 'AFG': 2, 'IRN': 2}
    >>> found["share"].tolist()
    [0.4, 0.2, 0.2]
    """
    counts = deposits["state"].value_counts().rename("records").rename_axis("state").reset_index()
    counts = counts.sort_values(["records", "state"], ascending=[False, True], kind="stable").set_index(
        "state"
    )
    ranks = counts["records"].rank(ascending=False, method="min").astype("int64")
    return counts.assign(rank=ranks, share=counts["records"] / len(deposits))


def status_counts(sites: pd.DataFrame) -> pd.DataFrame:
    """Count records of the region's databases by state and status.

    Parameters
    ----------
    sites : pandas.DataFrame
        `economy/mineral_sites`. One place may be in several databases, so these are records, not places.

    Returns
    -------
    pandas.DataFrame
        Indexed by state, most records first; one column a status, in the order of `STATUSES`.

    Examples
    --------
    >>> import pandas as pd
    >>> sites = pd.DataFrame({"state": ["AFG", "AFG"], "status": ["prospect", "deposit"]})
    >>> status_counts(sites).loc["AFG"].to_dict()
    {'mine': 0, 'deposit': 1, 'prospect': 1, 'occurrence': 0, 'unclassified': 0}
    """
    wide = pd.crosstab(sites["state"], sites["status"]).reindex(columns=list(STATUSES), fill_value=0)
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return wide.loc[order]


def copper_share(sites: pd.DataFrame, state: str) -> float:
    """Return the share of a state's records that stand in the databases of copper.

    Examples
    --------
    >>> import pandas as pd
    >>> sites = pd.DataFrame({"state": ["AFG", "AFG", "IRN"], "database": ["sedcu", "mrds", "porcu"]})
    >>> copper_share(sites, "AFG")
    0.5
    """
    own = sites[sites["state"].eq(state)]
    if own.empty:
        raise _nothing(f"no site in {state}")
    return float(own["database"].isin(COPPER_DATABASES).mean())


def sized_copper(sites: pd.DataFrame) -> pd.DataFrame:
    """Copper in the ore of every site for which both ore and grade are stated.

    Parameters
    ----------
    sites : pandas.DataFrame
        `economy/mineral_sites`.

    Returns
    -------
    pandas.DataFrame
        state, name, status, ore_million_t, copper_percent, copper_million_t (ore times grade: what is estimated
        to be there, not a reserve), largest first. One row a name and state, the largest record of it.

    Examples
    --------
    >>> import pandas as pd
    >>> sites = pd.DataFrame({"name": ["A", "A", "B"], "ore_million_t": [200, 100, 50]})
    >>> sites = sites.assign(copper_percent=[2, 2, None], state="AFG", status="deposit")
    >>> sized = sized_copper(sites)
    >>> sized[["name", "copper_million_t"]].to_numpy().tolist()
    [['A', 4.0]]
    """
    rows = sites.dropna(subset=["ore_million_t", "copper_percent"])
    rows = rows[rows["copper_percent"] > 0]
    sized = rows.assign(copper_million_t=rows["ore_million_t"] * rows["copper_percent"] / 100)
    kept = ["state", "name", "status", "ore_million_t", "copper_percent", "copper_million_t"]
    ordered = sized.sort_values(
        ["copper_million_t", "state", "name"], ascending=[False, True, True], kind="stable"
    )
    return ordered.drop_duplicates(["state", "name"])[kept].reset_index(drop=True)


def copper_by_state(sized: pd.DataFrame) -> pd.DataFrame:
    """Sum sized copper by state: sites, copper_million_t, largest (the biggest site) and largest_million_t.

    Examples
    --------
    >>> import pandas as pd
    >>> sized = pd.DataFrame({"state": ["AFG", "IRN", "AFG"], "name": ["A", "B", "C"]})
    >>> copper_by_state(sized.assign(copper_million_t=[4.0, 3.0, 1.0])).loc["AFG"].to_dict()
    {'sites': 2, 'copper_million_t': 5.0, 'largest': 'A', 'largest_million_t': 4.0}
    """
    grouped = sized.groupby("state")
    found = pd.DataFrame(
        {
            "sites": grouped.size(),
            "copper_million_t": grouped["copper_million_t"].sum(),
            "largest": grouped["name"].first(),
            "largest_million_t": grouped["copper_million_t"].max(),
        }
    )
    return found.sort_values("copper_million_t", ascending=False, kind="stable")


def iron_mines(sites: pd.DataFrame) -> pd.DataFrame:
    """Iron ore mines of the tracker with their reserve and resource, in separate columns.

    Parameters
    ----------
    sites : pandas.DataFrame
        `economy/fields_and_mines`.

    Returns
    -------
    pandas.DataFrame
        states, name, status, reserve_million_t, resource_million_t; mines with a figure for either, by resource.

    Examples
    --------
    >>> import pandas as pd
    >>> size = {"reserve_million_t": [None, 90.0, None], "resource_million_t": [500.0, 200.0, None]}
    >>> mines = pd.DataFrame({"name": ["A", "B", "C"], **size})
    >>> found = iron_mines(mines.assign(kind="iron ore mine", states="AFG", status="proposed"))
    >>> found["name"].tolist(), found["reserve_million_t"].isna().tolist()
    (['A', 'B'], [True, False])
    """
    rows = sites[sites["kind"].eq("iron ore mine")].dropna(
        subset=["reserve_million_t", "resource_million_t"], how="all"
    )
    kept = ["states", "name", "status", "reserve_million_t", "resource_million_t"]
    largest = rows[["reserve_million_t", "resource_million_t"]].max(axis=1)
    order = largest.sort_values(ascending=False, kind="stable").index
    return rows.loc[order, kept].reset_index(drop=True)


def fields_in(sites: pd.DataFrame, state: str) -> int:
    """Return the number of oil and gas fields of the tracker that lie in a state, wholly or in part.

    Examples
    --------
    >>> import pandas as pd
    >>> sites = pd.DataFrame({"kind": "oil or gas field", "states": ["AFG", "TKM;UZB", "UZB"]})
    >>> fields_in(sites, "UZB"), fields_in(sites, "TKM")
    (2, 1)
    """
    fields = sites[sites["kind"].eq("oil or gas field")]
    return int(fields["states"].str.split(";").map(lambda codes: state in codes).sum())


def reserves_in(sites: pd.DataFrame, state: str) -> int:
    """Return the number of a state's mines for which the tracker states a reserve.

    Examples
    --------
    >>> import pandas as pd
    >>> mines = pd.DataFrame({"states": ["IRN", "IRN", "AFG"], "reserve_million_t": [90.0, None, None]})
    >>> mines = mines.assign(kind="iron ore mine")
    >>> reserves_in(mines, "IRN"), reserves_in(mines, "AFG")
    (1, 0)
    """
    mines = sites[sites["kind"].eq("iron ore mine") & sites["states"].eq(state)]
    return int(mines["reserve_million_t"].notna().sum())


def crossing(pipelines: gpd.GeoDataFrame | pd.DataFrame, state: str) -> pd.DataFrame:
    """Return the pipelines that cross a state.

    Examples
    --------
    >>> import pandas as pd
    >>> lines = pd.DataFrame({"name": ["A", "B"], "states": ["TKM;AFG;PAK;IND", "TKM;UZB"]})
    >>> crossing(lines, "AFG")["name"].tolist()
    ['A']
    """
    return pipelines[pipelines["states"].str.split(";").map(lambda codes: state in codes)]


def _nothing(problem: str) -> EmptyWindowError:
    return EmptyWindowError("economy", problem, "at least one record", "Choose another state.")
