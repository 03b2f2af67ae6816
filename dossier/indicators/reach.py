"""Measures of the Afghan state's reach and of the war around it, by district and year.

A polling centre that reports and a vote that is counted are signs that the state could act in a place. They
are the government's own figures and no map of who ruled it.
"""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.conflict import AFGHAN_GOVERNMENT
from dossier.indicators.events import TO_DISTRICT, countable, has_side

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
        pcode, year, votes, residents, per_hundred; one row a district and election. Where no vote was held
        for a political reason, or none is on record, votes and per_hundred are empty.
    """
    people = population.loc[population["years"].eq(RESIDENTS), ["cso_district", "population"]]
    joined = reach.dropna(subset="pcode").merge(people, left_on="iec_code", right_on="cso_district")
    parts = []
    for year, column in ELECTIONS.items():
        votes = joined[column].astype("Float64")
        if year in NOT_HELD:
            votes = votes.mask(joined["pcode"].str.startswith(NOT_HELD[year]))
        rows = pd.DataFrame({"pcode": joined["pcode"], "year": year, "votes": votes.astype("float64")})
        parts.append(rows.assign(residents=joined["population"].astype("float64")))
    table = pd.concat(parts, ignore_index=True)
    table["per_hundred"] = 100 * table["votes"] / table["residents"]
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
    """
    wide = votes.pivot_table(index="pcode", columns="year", values="per_hundred").dropna()
    shared = votes[votes["pcode"].isin(wide.index)].groupby("year")["votes"].sum()
    return pd.DataFrame(
        {
            "districts": len(wide),
            "votes": shared,
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
    """Return the share of the polling centres known in 2018 whose results were counted."""
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
        as_of, basis, districts, date (a month stands for its middle) and the shares of the three sides in per
        cent as printed, or else computed from the counts; empty where neither is at hand.
    """
    rows = counts[counts["assessor"].eq(assessor)].sort_values("as_of", ignore_index=True)
    date = rows["as_of"].where(rows["as_of"].str.len().eq(10), rows["as_of"] + "-15")
    found = rows[["as_of", "basis", "districts"]].assign(date=pd.to_datetime(date))
    for side in ("government", "contested", "insurgent"):
        computed = 100 * rows[side].astype("float64") / rows["districts"]
        found[f"{side}_percent"] = rows[f"{side}_percent"].fillna(computed).round(1)
    return found


def war_events(events: pd.DataFrame, years) -> pd.DataFrame:
    """Events between the government and the Taliban in some years.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/afghan_events`; rows held only through a selected extract are left out.
    years : iterable of int
        Years; from 2021 on the sides change and none is taken.

    Returns
    -------
    pandas.DataFrame
        Rows of `events` with `to_district`: whether UCDP places the event to the district or closer.

    Raises
    ------
    EmptyWindowError
        If there is none.
    """
    years = [year for year in years if year <= 2020]
    rows = countable(events)
    fights = rows["side_a"].eq("Government of Afghanistan") & has_side(rows, "Taleban")
    rows = rows[fights & rows["year"].isin(years)]
    if rows.empty:
        raise EmptyWindowError(
            "conflict/afghan_events",
            f"no fight with the Taliban in {years}",
            "an event",
            "Choose other years.",
        )
    return rows.assign(to_district=rows["where_prec"].isin(TO_DISTRICT))


def events_by_district(fights: pd.DataFrame) -> pd.DataFrame:
    """Count the fights placed to the district or closer.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `war_events` returns it.

    Returns
    -------
    pandas.DataFrame
        district (P-code), year, events, deaths (best estimate); a district without an event has no row.
    """
    placed = fights[fights["to_district"]]
    counted = placed.groupby(["district", "year"])["best"].agg(events="size", deaths="sum").reset_index()
    return counted.astype({"deaths": "int64"}).sort_values(["year", "district"], ignore_index=True)


def war_coverage(fights: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """What part of UCDP's record of the war the maps show.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `war_events` returns it.
    coverage : pandas.DataFrame
        `conflict/afghan_event_coverage`. Recorded are all rebels of the conflict, of whom the Taliban are
        nearly all, so the shares are least shares.

    Returns
    -------
    pandas.DataFrame
        Index year; events_held, events_placed (to the district or closer), events_recorded (empty where no
        complete count is at hand), deaths_held, deaths_placed, deaths_recorded, share_of_deaths (held).
    """
    placed = fights[fights["to_district"]]
    known = coverage[coverage["conflict_id"].eq(AFGHAN_GOVERNMENT)].set_index("year")
    table = pd.DataFrame(
        {
            "events_held": fights.groupby("year").size(),
            "events_placed": placed.groupby("year").size(),
            "deaths_held": fights.groupby("year")["best"].sum(),
            "deaths_placed": placed.groupby("year")["best"].sum(),
        }
    )
    table = table.join(known[["events_recorded", "deaths_recorded"]])
    table["share_of_deaths"] = (table["deaths_held"] / table["deaths_recorded"]).astype("float64")
    return table


def districts_fought_over(by_district: pd.DataFrame) -> pd.Series:
    """Return the number of districts with at least one placed fight, by year."""
    return by_district.groupby("year")["district"].nunique().rename("districts")


def is_war(battle: pd.DataFrame) -> pd.Series:
    """Return, for each row of `conflict/battle_deaths`, whether it is of the war in which the Taliban were rebels."""
    return battle["conflict_id"].eq(AFGHAN_GOVERNMENT) & has_side(battle, "Taleban")


def war_deaths(battle: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Deaths in the war over the government in which the Taliban were rebels.

    Parameters
    ----------
    battle : pandas.DataFrame
        `conflict/battle_deaths`; smaller rebel groups of the same conflict are included.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Index year; best, low, high. A missing year is a year under 25 deaths, not a zero.
    """
    rows = battle[is_war(battle) & battle["year"].between(first, last)]
    return rows.set_index("year")[["best", "low", "high"]].sort_index()


def us_deaths_by_year(deaths: pd.DataFrame) -> pd.Series:
    """Return US service members killed in action in Afghanistan by year."""
    hostile = deaths[deaths["hostile"]]
    return hostile.groupby(hostile["month"].str[:4].astype(int).rename("year"))["deaths"].sum()


def us_troops(troops: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """US troops in Afghanistan by year.

    Parameters
    ----------
    troops : pandas.DataFrame
        `conflict/us_troops_yearly`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Index year; troops (empty where no report and no filled figure stands), filled_in.
    """
    rows = troops[troops["state"].eq("AFG") & troops["year"].between(first, last)]
    return rows.set_index("year")[["troops", "filled_in"]].sort_index().astype({"troops": "float64"})


def opium_by_year(provinces: pd.DataFrame, apart: str) -> pd.DataFrame:
    """Area under opium poppy by year, one province apart.

    Parameters
    ----------
    provinces : pandas.DataFrame
        `territory/opium_provinces`.
    apart : str
        Province as the survey writes it.

    Returns
    -------
    pandas.DataFrame
        Index year; apart, others, total (hectares).
    """
    one = provinces["province"].eq(apart)
    table = pd.DataFrame(
        {
            "apart": provinces[one].groupby("year")["opium_ha"].sum(),
            "others": provinces[~one].groupby("year")["opium_ha"].sum(),
        }
    )
    return table.assign(total=table["apart"] + table["others"])


def opium_with_war(area: pd.DataFrame, deaths: pd.Series) -> float:
    """Return the rank correlation of the area under opium poppy with deaths in the war.

    Parameters
    ----------
    area : pandas.DataFrame
        As `opium_by_year` returns it.
    deaths : pandas.Series
        Deaths by year, best estimate.

    Returns
    -------
    float
        Kendall's tau over the years that both have, in [-1, 1].
    """
    return float(area["total"].corr(deaths, method="kendall"))
