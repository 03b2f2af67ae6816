"""Measures of the war between the Afghan government and the Taliban as rebels: fights, deaths, US troops."""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.conflict import AFGHAN_GOVERNMENT
from dossier.indicators.events import TO_DISTRICT, countable, has_side


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

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame({"year": [2016, 2016, 2021], "where_prec": ["3", "4", "1"]})
    >>> events = events.assign(side_a="Government of Afghanistan", side_b="Taleban", selected_only=False)
    >>> war_events(events, [2016, 2021])[["year", "to_district"]].to_numpy().tolist()
    [[2016, True], [2016, False]]
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

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"district": ["AF0101", "AF0101", None], "to_district": [True, True, False]})
    >>> events_by_district(fights.assign(year=2016, best=[3, 5, 9])).to_dict("records")
    [{'district': 'AF0101', 'year': 2016, 'events': 2, 'deaths': 8}]
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

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"year": 2016, "best": [3, 5, 9], "to_district": [True, True, False]})
    >>> recorded = pd.DataFrame({"conflict_id": [333], "events_recorded": [4], "deaths_recorded": [20]})
    >>> found = war_coverage(fights, recorded.assign(year=2016))
    >>> found[["events_held", "events_placed", "events_recorded", "share_of_deaths"]].to_dict("index")
    {2016: {'events_held': 3, 'events_placed': 2, 'events_recorded': 4, 'share_of_deaths': 0.85}}
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
    """Return the number of districts with at least one placed fight, by year.

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"district": ["AF0101", "AF0102", "AF0101"], "year": [2013, 2016, 2016]})
    >>> districts_fought_over(fights).to_dict()
    {2013: 1, 2016: 2}
    """
    return by_district.groupby("year")["district"].nunique().rename("districts")


def is_war(battle: pd.DataFrame) -> pd.Series:
    """Return, for each row of `conflict/battle_deaths`, whether it is of the war in which the Taliban were rebels.

    Examples
    --------
    >>> import pandas as pd
    >>> battle = pd.DataFrame({"conflict_id": [333, 333, 13637], "side_b": ["Taleban", "UIFSA", "IS"]})
    >>> is_war(battle.assign(side_a="Government of Afghanistan")).tolist()
    [True, False, False]
    """
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

    Examples
    --------
    >>> import pandas as pd
    >>> battle = pd.DataFrame({"year": [2001, 2003], "best": [900, 300], "low": 200, "high": 950})
    >>> battle = battle.assign(conflict_id=333, side_a="Government of Afghanistan", side_b="Taleban")
    >>> war_deaths(battle, 2001, 2003)["best"].to_dict()  # 2002 had fewer than 25
    {2001: 900, 2003: 300}
    """
    rows = battle[is_war(battle) & battle["year"].between(first, last)]
    return rows.set_index("year")[["best", "low", "high"]].sort_index()


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

    Examples
    --------
    >>> import pandas as pd
    >>> yearly = pd.DataFrame({"year": [2020, 2021], "troops": [8600, None], "filled_in": [True, False]})
    >>> found = us_troops(yearly.assign(state="AFG"), 2017, 2021)
    >>> found["troops"].to_dict(), found["filled_in"].tolist()
    ({2020: 8600.0, 2021: nan}, [True, False])
    """
    rows = troops[troops["state"].eq("AFG") & troops["year"].between(first, last)]
    return rows.set_index("year")[["troops", "filled_in"]].sort_index().astype({"troops": "float64"})
