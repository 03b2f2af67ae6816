"""Measures of the Afghan state's reach, by district, region and quarter.

A polling centre that reports and a vote that is counted are signs that the state could act in a place. They
are the government's own figures and no map of who ruled it.
"""

from __future__ import annotations

import pandas as pd

#: Column of `territory/polling_reach` with the votes of each election; of 2014 the first round.
ELECTIONS = {2014: "votes_2014_first", 2018: "votes_2018", 2019: "votes_2019"}
#: Provinces in which no vote was held in a year for a political reason, by P-code: Ghazni in 2018.
NOT_HELD = {2018: "AF11"}
#: Afghan solar year whose settled population stands below the votes of every election.
RESIDENTS = "2018-2019"
CENTRES = ("centres", "not_assessed_2018", "planned_2018", "reporting_2018")


def votes_by_district(reach: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Votes counted per hundred residents in each district of the map and each election.

    Parameters
    ----------
    reach : pandas.DataFrame
        `territory/polling_reach`. Districts founded after 2018's map (no P-code) are left out.
    population : pandas.DataFrame
        `territory/district_population`; the estimate of 2018-2019 serves every year, so that maps differ
        by votes alone.

    Returns
    -------
    pandas.DataFrame
        pcode, year, votes, residents, per_hundred, compared (whether all elections of the district are on record);
        one row a district and election. Where no vote was held for a political reason, or none is on record, votes
        and per_hundred are empty.

    Examples
    --------
    >>> import pandas as pd
    >>> codes = ["0101", "1101"]  # the second lies in Ghazni, where no vote was held in 2018
    >>> polled = pd.DataFrame({"iec_code": codes, "pcode": ["AF0101", "AF1101"], "votes_2018": [300, 0]})
    >>> people = pd.DataFrame({"cso_district": codes, "population": 1000, "years": "2018-2019"})
    >>> votes = votes_by_district(polled.assign(votes_2014_first=400, votes_2019=0), people)
    >>> votes[votes["year"].eq(2018)].set_index("pcode")["per_hundred"].to_dict()
    {'AF0101': 30.0, 'AF1101': nan}
    """
    people = population.loc[population["years"].eq(RESIDENTS), ["cso_district", "population"]]
    # The numbers of P-codes are those of the statistics office; the election commission's part ways in Daykundi.
    polled = reach.dropna(subset="pcode").assign(cso_district=lambda rows: rows["pcode"].str[2:])
    joined = polled.merge(people, on="cso_district")
    parts = []
    for year, column in ELECTIONS.items():
        votes = joined[column].astype("Float64")
        if year in NOT_HELD:
            votes = votes.mask(joined["pcode"].str.startswith(NOT_HELD[year]))
        rows = pd.DataFrame({"pcode": joined["pcode"], "year": year, "votes": votes.astype("float64")})
        parts.append(rows.assign(residents=joined["population"].astype("float64")))
    table = pd.concat(parts, ignore_index=True)
    table["per_hundred"] = 100 * table["votes"] / table["residents"]
    table["compared"] = table.groupby("pcode")["per_hundred"].transform("count").eq(len(ELECTIONS))
    return table.sort_values(["year", "pcode"], ignore_index=True)


def votes_summary(votes: pd.DataFrame, few: float = 1.0) -> pd.DataFrame:
    """Votes and thinly reached districts by election, on the districts that all elections share.

    Parameters
    ----------
    votes : pandas.DataFrame
        As `votes_by_district` returns it.
    few : float
        Votes per hundred residents under which a district counts as hardly reached.

    Returns
    -------
    pandas.DataFrame
        Index year; districts, votes, without_vote, under_few, share_under_few (of districts).

    Examples
    --------
    >>> import pandas as pd
    >>> votes = pd.DataFrame({"pcode": ["A", "B", "C", "A", "B", "C"], "year": [2014] * 3 + [2018] * 3})
    >>> votes = votes.assign(votes=[9, 8, 7, 6, 0, None], per_hundred=[9.0, 8.0, 7.0, 6.0, 0.0, None])
    >>> votes = votes.assign(compared=votes["pcode"].ne("C"))
    >>> votes_summary(votes)[["districts", "votes", "without_vote"]].to_dict("list")  # C has none of 2018
    {'districts': [2, 2], 'votes': [17.0, 6.0], 'without_vote': [0, 1]}
    """
    shared = votes[votes["compared"]]
    wide = shared.pivot_table(index="pcode", columns="year", values="per_hundred")
    return pd.DataFrame(
        {
            "districts": len(wide),
            "votes": shared.groupby("year")["votes"].sum(),
            "without_vote": wide.eq(0).sum(),
            "under_few": wide.lt(few).sum(),
            "share_under_few": wide.lt(few).mean(),
        }
    ).rename_axis(index="year")


def centres_by_region(reach: pd.DataFrame, provinces: pd.DataFrame) -> pd.DataFrame:
    """Polling centres of 2018 by region of the United Nations mission, from known to reporting.

    Parameters
    ----------
    reach : pandas.DataFrame
        `territory/polling_reach`, all districts.
    provinces : pandas.DataFrame
        `territory/provinces`.

    Returns
    -------
    pandas.DataFrame
        Index region; the columns of `CENTRES` and share_reporting (of the known), lowest share first. Ghazni,
        where no vote was held in 2018 for a political reason, is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("0101", 10, 0, 10, 8), ("1001", 10, 5, 5, 4), ("1101", 20, 0, 0, 0)]
    >>> reach = pd.DataFrame(rows, columns=["iec_code", *CENTRES])
    >>> provinces = pd.DataFrame({"pcode": ["AF01", "AF10", "AF11"], "region": ["Capital", "South", "East"]})
    >>> centres_by_region(reach, provinces)["share_reporting"].to_dict()  # Ghazni, AF11, is left out
    {'South': 0.4, 'Capital': 0.8}
    """
    # The commission numbers the provinces as their P-codes do; the statistics office does not.
    province = "AF" + reach["iec_code"].str[:2]
    held = province.ne(NOT_HELD[2018])
    region = province.map(provinces.set_index("pcode")["region"])
    summed = reach[held].groupby(region[held])[list(CENTRES)].sum()
    summed = summed.rename_axis(index="region").astype("int64")
    summed["share_reporting"] = summed["reporting_2018"] / summed["centres"]
    return summed.sort_values("share_reporting", kind="stable")


def share_reporting(by_region: pd.DataFrame) -> float:
    """Return the share of the polling centres known in 2018 whose results were counted.

    Examples
    --------
    >>> import pandas as pd
    >>> share_reporting(pd.DataFrame({"centres": [30, 10], "reporting_2018": [18, 8]}))
    0.65
    """
    return float(by_region["reporting_2018"].sum() / by_region["centres"].sum())


def districts_by_province(districts: pd.DataFrame, provinces: pd.DataFrame) -> pd.DataFrame:
    """Districts in and outside the government's hold in each province, the largest share outside first.

    Parameters
    ----------
    districts : pandas.DataFrame
        `territory/district_control`. Its numbers are of an older set of districts and are joined to nothing.
    provinces : pandas.DataFrame
        `territory/provinces`.

    Returns
    -------
    pandas.DataFrame
        name, not_government, districts; one row a province, indexed by P-code.

    Examples
    --------
    >>> import pandas as pd
    >>> held = pd.DataFrame({"province": ["AF01", "AF01", "AF30"], "not_government": [False, True, True]})
    >>> provinces = pd.DataFrame({"pcode": ["AF01", "AF30"], "name": ["Kabul", "Helmand"]})
    >>> districts_by_province(held, provinces).to_numpy().tolist()
    [['Helmand', 1, 1], ['Kabul', 1, 2]]
    """
    found = districts.groupby("province")["not_government"].agg(not_government="sum", districts="size")
    found.insert(0, "name", provinces.set_index("pcode")["name"].reindex(found.index))
    share = found["not_government"] / found["districts"]
    order = found.assign(share=share).sort_values(
        ["share", "not_government", "name"], ascending=[False, False, True]
    )
    return order.drop(columns="share")


def quarters_of_control(counts: pd.DataFrame, assessor: str = "resolute-support") -> pd.DataFrame:
    """Shares of districts by control, quarter by quarter, of one assessor.

    Parameters
    ----------
    counts : pandas.DataFrame
        `territory/control_by_date`.
    assessor : str
        Two assessors count by levels of their own, so only one is taken.

    Returns
    -------
    pandas.DataFrame
        as_of, basis, districts, date (a month stands for its middle) and the shares of the three sides in per cent
        as printed, or else computed from the counts; empty where neither is at hand.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"as_of": ["2018-01-31", "2017-08"], "government": [220, None]})
    >>> counts = counts.assign(districts=400, government_percent=[None, 56.8], basis="")
    >>> others = dict.fromkeys(["contested", "contested_percent", "insurgent", "insurgent_percent"], 10.0)
    >>> found = quarters_of_control(counts.assign(assessor="resolute-support", **others))
    >>> found["date"].astype(str).tolist(), found["government_percent"].tolist()
    (['2017-08-15', '2018-01-31'], [56.8, 55.0])
    """
    rows = counts[counts["assessor"].eq(assessor)].sort_values("as_of", ignore_index=True)
    date = rows["as_of"].where(rows["as_of"].str.len().eq(10), rows["as_of"] + "-15")
    found = rows[["as_of", "basis", "districts"]].assign(date=pd.to_datetime(date))
    for side in ("government", "contested", "insurgent"):
        computed = 100 * rows[side].astype("float64") / rows["districts"]
        found[f"{side}_percent"] = rows[f"{side}_percent"].fillna(computed).round(1)
    return found
