"""Measures of single events: where IS and the Taleban fought, whom US strikes hit, whom Damascus fought.

Counts of events and deaths come from the geocoded rows that the book holds; the coverage measures say what
part of UCDP's record that is. UCDP's names of sides are kept (Taleban, IS).
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from dossier.errors import EmptyWindowError

#: Side A and side B of the two dyads in which IS fought in Afghanistan.
IS_DYADS = {"IS - Taleban": ("IS", "Taleban"), "Government - IS": ("Government of Afghanistan", "IS")}
#: UCDP's conflicts in which each party fought in Afghanistan, those against civilians included.
PARTY_CONFLICTS = {"IS": (506, 13540, 13637), "Taleban": (333, 514, 13540, 13586)}
#: Exact or near places (`1-2` is one of the two), which every year of the table holds alike.
TO_PLACE = ("1", "1-2", "2")
#: The same with events known to the district, which the table holds to 2016 and hardly after.
TO_DISTRICT = (*TO_PLACE, "3")
#: What test T1.2 calls near the northern border.
NEAR_KM = 100
#: Afghanistan's neighbours across the northern border.
NORTH = ("TJK", "TKM", "UZB")
#: Equal-angle projection of Afghanistan in which the nearest point of a border is looked for; the distance
#: itself is then measured on the ellipsoid.
_SEARCH = "+proj=lcc +lat_1=30 +lat_2=38 +lat_0=34 +lon_0=66 +ellps=WGS84"
SYRIAN_GOVERNMENT = "Government of Syria"


def has_side(events: pd.DataFrame, name: str) -> pd.Series:
    """Return where an actor is a side, alone or in an alliance that UCDP lists with commas."""
    return _on(events["side_a"], name) | _on(events["side_b"], name)


def _on(side: pd.Series, name: str) -> pd.Series:
    return side.fillna("").str.split(", ").map(lambda names: name in names)


def countable(events: pd.DataFrame) -> pd.DataFrame:
    """Return `conflict/afghan_events` without the rows held only through a selected extract."""
    return events[~events["selected_only"]]


def is_dyad_events(events: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Events of the two dyads in which IS fought in Afghanistan.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/afghan_events`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        The countable rows of the dyads with a column `dyad` (a key of `IS_DYADS`).

    Raises
    ------
    EmptyWindowError
        If the window holds no such event.
    """
    rows = countable(events).query("@first <= year <= @last")
    dyads = {(side_a, side_b): dyad for dyad, (side_a, side_b) in IS_DYADS.items()}
    named = rows.assign(dyad=[dyads.get(sides) for sides in zip(rows["side_a"], rows["side_b"], strict=True)])
    return _filled(named.dropna(subset="dyad"), f"no event of an IS dyad in {first}-{last}")


def is_dyad_coverage(events: pd.DataFrame, coverage: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Events and deaths held of those on record, for each IS dyad and year.

    Parameters
    ----------
    events, coverage : pandas.DataFrame
        `conflict/afghan_events` and `conflict/afghan_event_coverage`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        dyad, year, events_held, events_recorded, deaths_held, deaths_recorded; what is held counts the
        countable rows only. Recorded events end in 2018; recorded deaths are empty where UCDP's annual table
        has no row.
    """
    rows = is_dyad_events(events, first, last)
    held = rows.groupby(["dyad", "year"])["best"].agg(events_held="size", deaths_held="sum")
    recorded = pd.concat(
        coverage[coverage["side_a"].eq(side_a) & coverage["side_b"].eq(side_b)].assign(dyad=dyad)
        for dyad, (side_a, side_b) in IS_DYADS.items()
    ).set_index(["dyad", "year"])[["events_recorded", "deaths_recorded"]]
    order = ["dyad", "year", "events_held", "events_recorded", "deaths_held", "deaths_recorded"]
    return held.join(recorded).reset_index()[order].astype({"deaths_held": "int64"})


def province_shares(events: pd.DataFrame) -> pd.Series:
    """Share of events in each province, by P-code, largest first; sums to 1."""
    return events["province"].value_counts(normalize=True)


def northern_border(borders: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return Afghanistan's border with Turkmenistan, Uzbekistan and Tajikistan as one line in WGS 84.

    Parameters
    ----------
    borders : geopandas.GeoDataFrame
        `maps/boundary_lines`: state_left, state_right, geometry.
    """
    left, right = borders["state_left"], borders["state_right"]
    north = (left.eq("AFG") & right.isin(NORTH)) | (right.eq("AFG") & left.isin(NORTH))
    return borders.loc[north, "geometry"].union_all()


def distance_to_border(events: pd.DataFrame, border: shapely.Geometry) -> pd.Series:
    """Distance from each event to the nearest point of a border.

    Parameters
    ----------
    events : pandas.DataFrame
        longitude, latitude in WGS 84.
    border : shapely.Geometry
        Line in WGS 84.

    Returns
    -------
    pandas.Series
        Kilometres along the WGS 84 ellipsoid, on the index of `events`.
    """
    points = gpd.GeoSeries.from_xy(events["longitude"], events["latitude"], crs=4326).to_crs(_SEARCH)
    line = gpd.GeoSeries([border], crs=4326).to_crs(_SEARCH).iloc[0]
    links = gpd.GeoSeries(shapely.shortest_line(points.to_numpy(), line), crs=_SEARCH).to_crs(4326)
    ends = shapely.get_coordinates(links.to_numpy()).reshape(-1, 4)
    _, _, metres = Geod(ellps="WGS84").inv(*ends.T)
    return pd.Series(np.asarray(metres) / 1000, index=events.index, name="km")


def party_distances(
    events: pd.DataFrame, border: shapely.Geometry, precision: tuple[str, ...] = TO_PLACE
) -> pd.DataFrame:
    """Distance to a border of every event with IS or the Taleban as a side.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/afghan_events`.
    border : shapely.Geometry
        As `northern_border` returns it.
    precision : tuple of str
        Values of where_prec to keep; rows without one are left out.

    Returns
    -------
    pandas.DataFrame
        party (`IS` or `Taleban`), year, province, best (deaths), km; one row an event and party, so that an
        event between the two stands twice.
    """
    rows = countable(events)
    rows = rows[rows["where_prec"].isin(precision)]
    sides = [rows[has_side(rows, party)].assign(party=party) for party in ("IS", "Taleban")]
    found = pd.concat(sides, ignore_index=True)
    found["km"] = distance_to_border(found, border)
    return found[["party", "year", "province", "best", "km"]]


def party_coverage(distances: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """Events whose distance was measured, of all on record, for each party and year.

    Parameters
    ----------
    distances : pandas.DataFrame
        As `party_distances` returns it.
    coverage : pandas.DataFrame
        `conflict/afghan_event_coverage`.

    Returns
    -------
    pandas.DataFrame
        Index party, year (the years of which UCDP's complete count is at hand); events, events_recorded,
        share. Recorded are the conflicts that `PARTY_CONFLICTS` lists; the one of the Taleban includes some
        smaller groups, so its share is a least share.
    """
    known = coverage.dropna(subset="events_recorded")
    recorded = pd.concat(
        known[known["conflict_id"].isin(conflicts)].assign(party=party)
        for party, conflicts in PARTY_CONFLICTS.items()
    )
    table = recorded.groupby(["party", "year"])[["events_recorded"]].sum()
    table.insert(0, "events", distances.groupby(["party", "year"]).size())
    return table.assign(share=table["events"] / table["events_recorded"]).astype({"share": "float64"})


def distance_summary(distances: pd.DataFrame, by: list[str], near_km: float = NEAR_KM) -> pd.DataFrame:
    """Events' distances in a few numbers.

    Parameters
    ----------
    distances : pandas.DataFrame
        As `party_distances` returns it.
    by : list of str
        Columns that name a group, such as `["party", "year"]`.
    near_km : float
        What counts as near, in kilometres; the limit itself is near.

    Returns
    -------
    pandas.DataFrame
        Index `by`; events, lower_km, median_km, upper_km (quartiles), events_near, share_near (of events),
        deaths, deaths_near, share_of_deaths_near.
    """
    near = distances.assign(near=distances["km"] <= near_km)
    near["deaths_near"] = near["best"].where(near["near"], 0)
    groups = near.groupby(by)
    summary = pd.DataFrame(
        {
            "events": groups.size(),
            "lower_km": groups["km"].quantile(0.25),
            "median_km": groups["km"].median(),
            "upper_km": groups["km"].quantile(0.75),
            "events_near": groups["near"].sum(),
            "deaths": groups["best"].sum(),
            "deaths_near": groups["deaths_near"].sum(),
        }
    )
    summary["share_near"] = summary["events_near"] / summary["events"]
    summary["share_of_deaths_near"] = summary["deaths_near"] / summary["deaths"]
    return summary.astype({"deaths": "int64", "deaths_near": "int64", "share_of_deaths_near": "float64"})


def strikes_by_target(strikes: pd.DataFrame) -> pd.DataFrame:
    """Reported US strikes by year and target.

    Parameters
    ----------
    strikes : pandas.DataFrame
        `conflict/us_strikes`; a row is a report of one or more strikes.

    Returns
    -------
    pandas.DataFrame
        year, target, reports, strikes_min, strikes_max, strikes_without_place (of the minimum).
    """
    unplaced = strikes["strikes_min"].where(strikes["latitude"].isna(), 0)
    rows = strikes.assign(year=strikes["date"].dt.year, strikes_without_place=unplaced)
    summed = {name: (name, "sum") for name in ("strikes_min", "strikes_max", "strikes_without_place")}
    return rows.groupby(["year", "target"], as_index=False).agg(reports=("strikes_min", "size"), **summed)


def strike_shares(strikes: pd.DataFrame) -> dict:
    """Shares of the reported US strikes (TBIJ's minimum).

    Parameters
    ----------
    strikes : pandas.DataFrame
        `conflict/us_strikes`.

    Returns
    -------
    dict
        named: share of strikes with a named target; on_is_of_named: share of those that name IS, alone or
        with others; is_provinces: P-codes of the two provinces with most strikes on IS, largest first;
        is_in_provinces: their share of the placed strikes on IS; doubtful_places: reports whose point lies in
        another province than they name; shared_reports: reports that name IS with others.
    """
    count = strikes["strikes_min"]
    named, on_is = strikes["target"].ne("not-named"), strikes["target"].isin(["is", "is-and-others"])
    by_province = strikes[on_is & strikes["place_agrees"]].groupby("province")["strikes_min"].sum()
    by_province = by_province.sort_values(ascending=False, kind="stable")
    return {
        "named": count[named].sum() / count.sum(),
        "on_is_of_named": count[on_is].sum() / count[named].sum(),
        "is_provinces": by_province.index[:2].tolist(),
        "is_in_provinces": by_province.iloc[:2].sum() / by_province.sum(),
        "doubtful_places": int((strikes["latitude"].notna() & ~strikes["place_agrees"]).sum()),
        "shared_reports": int(strikes["target"].eq("is-and-others").sum()),
    }


def syrian_government_fights(events: pd.DataFrame) -> pd.DataFrame:
    """State-based events with the government of Syria as side A.

    UCDP puts the government's allies, Russia among them, under the government's name.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/syria_events`.

    Returns
    -------
    pandas.DataFrame
        Rows of `events` with `with_is` (IS is side B) and `month` (first of the month; empty where the event
        spans more than one).
    """
    rows = events[events["type_of_violence"].eq("state-based") & events["side_a"].eq(SYRIAN_GOVERNMENT)]
    month = rows["date"].dt.to_period("M")
    dated = month == rows["date_end"].dt.to_period("M")
    rows = rows.assign(with_is=rows["side_b"].eq("IS"), month=month.dt.to_timestamp().where(dated))
    return _filled(rows, "no fight of the government of Syria", "conflict/syria_events")


def share_with_is(fights: pd.DataFrame) -> pd.Series:
    """Share of the Syrian government's fights in which IS was the other side.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.

    Returns
    -------
    pandas.Series
        Shares in [0, 1] of events, best, low, high (deaths by that estimate) and deaths_civilians.
    """
    counts = fights.assign(events=1)[["events", "best", "low", "high", "deaths_civilians"]]
    return counts[fights["with_is"]].sum() / counts.sum()


def share_with_is_by(fights: pd.DataFrame, by: str | list[str]) -> pd.DataFrame:
    """Events and deaths of the Syrian government's fights, with IS and all, by month, year or place.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.
    by : str or list of str
        Columns that name the group; rows where one is empty are left out.

    Returns
    -------
    pandas.DataFrame
        Index `by`; events, events_with_is, deaths, deaths_with_is (best estimate), share_of_events,
        share_of_deaths.
    """
    rows = fights.assign(
        events_with_is=fights["with_is"].astype("int64"),
        deaths_with_is=fights["best"].where(fights["with_is"], 0),
    )
    groups = rows.groupby(by)
    table = pd.DataFrame(
        {
            "events": groups.size(),
            "events_with_is": groups["events_with_is"].sum(),
            "deaths": groups["best"].sum(),
            "deaths_with_is": groups["deaths_with_is"].sum(),
        }
    )
    table["share_of_events"] = table["events_with_is"] / table["events"]
    table["share_of_deaths"] = table["deaths_with_is"] / table["deaths"]
    return table


def placed_in_cells(fights: pd.DataFrame, degrees: float = 0.1) -> pd.DataFrame:
    """Fights placed to the district or closer, with the middle of the map cell in which each lies.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.
    degrees : float
        Side of a cell.

    Returns
    -------
    pandas.DataFrame
        The placed rows of `fights` with cell_longitude and cell_latitude.
    """
    placed = fights[fights["where_prec"] <= 3]
    middles = {
        # Rounded first, so that a point on the edge of a cell falls into the next one whatever its last bit.
        f"cell_{axis}": ((np.floor((placed[axis] / degrees).round(6)) + 0.5) * degrees).round(4)
        for axis in ("longitude", "latitude")
    }
    return placed.assign(**middles)


def supported_against(support: pd.DataFrame, supporter: str, actor: str) -> pd.Series:
    """First year in which UCDP names a state as a supporter of a party, against each opponent.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`: year, actor, opponent, supporter_state.
    supporter : str
        ISO 3166-1 alpha-3 code.
    actor : str
        Supported party as UCDP names it.

    Returns
    -------
    pandas.Series
        First year by opponent, earliest first.
    """
    rows = support[support["supporter_state"].eq(supporter) & support["actor"].eq(actor)]
    return rows.groupby("opponent")["year"].min().sort_values(kind="stable")


def opponents_of_is_in_syria(events: pd.DataFrame) -> pd.DataFrame:
    """Events and deaths of the fighting with IS in Syria by IS's opponent, largest first.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/syria_events`; violence against civilians is left out.

    Returns
    -------
    pandas.DataFrame
        Index opponent (UCDP's name); events, deaths, share_of_deaths.
    """
    fights = events[has_side(events, "IS") & events["type_of_violence"].ne("one-sided")]
    opponent = fights["side_b"].where(_on(fights["side_a"], "IS"), fights["side_a"]).rename("opponent")
    table = fights.groupby(opponent)["best"].agg(events="size", deaths="sum")
    table["share_of_deaths"] = table["deaths"] / table["deaths"].sum()
    return table.sort_values("deaths", ascending=False, kind="stable")


def _filled(rows: pd.DataFrame, problem: str, where: str = "conflict/afghan_events") -> pd.DataFrame:
    if rows.empty:
        raise EmptyWindowError(where, problem, "an event", "Choose a window within the table's years.")
    return rows
