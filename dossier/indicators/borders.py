"""Measures of how far from Afghanistan's northern border IS and the Taleban fought."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from dossier.indicators.events import TO_PLACE, countable, has_side

#: UCDP's conflicts in which each party fought in Afghanistan, those against civilians included.
PARTY_CONFLICTS = {"IS": (506, 13540, 13637), "Taleban": (333, 514, 13540, 13586)}
#: What test T1.2 calls near the northern border.
NEAR_KM = 100
#: Afghanistan's neighbours across the northern border.
NORTH = ("TJK", "TKM", "UZB")
#: Equal-angle projection of Afghanistan in which the nearest point of a border is looked for; the distance
#: itself is then measured on the ellipsoid.
_SEARCH = "+proj=lcc +lat_1=30 +lat_2=38 +lat_0=34 +lon_0=66 +ellps=WGS84"


def northern_border(borders: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return Afghanistan's border with Turkmenistan, Uzbekistan and Tajikistan as one line in WGS 84.

    Parameters
    ----------
    borders : geopandas.GeoDataFrame
        `maps/boundary_lines`: state_left, state_right, geometry.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> lines = [LineString([(68, 37), (69, 37)]), LineString([(69, 34), (70, 34)])]
    >>> states = {"state_left": ["TJK", "AFG"], "state_right": ["AFG", "PAK"]}
    >>> northern_border(gpd.GeoDataFrame(states, geometry=lines, crs=4326)).bounds
    (68.0, 37.0, 69.0, 37.0)
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

    Examples
    --------
    >>> import pandas as pd
    >>> from shapely import LineString
    >>> border = LineString([(67, 37), (68, 37), (69, 37)])
    >>> events = pd.DataFrame({"longitude": [68, 68], "latitude": [37, 36]})
    >>> distance_to_border(events, border).round().tolist()
    [0.0, 111.0]
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

    Examples
    --------
    >>> import pandas as pd
    >>> from shapely import LineString
    >>> event = {"side_a": "IS", "side_b": "Taleban", "year": 2016, "province": "AF19", "best": 4}
    >>> events = pd.DataFrame({"where_prec": ["1", "4"], "longitude": 68, "latitude": 36, **event})
    >>> border = LineString([(67, 37), (68, 37), (69, 37)])
    >>> found = party_distances(events.assign(selected_only=False), border)
    >>> found["party"].tolist(), found["km"].round().tolist()
    (['IS', 'Taleban'], [111.0, 111.0])
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

    Examples
    --------
    >>> import pandas as pd
    >>> measured = pd.DataFrame({"party": ["IS", "IS"], "year": [2016, 2016]})
    >>> recorded = pd.DataFrame({"conflict_id": [506, 13637, 333], "events_recorded": [5, 3, 9]})
    >>> party_coverage(measured, recorded.assign(year=2016)).loc[("IS", 2016)].to_dict()
    {'events': 2.0, 'events_recorded': 8.0, 'share': 0.25}
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

    Examples
    --------
    >>> import pandas as pd
    >>> distances = pd.DataFrame({"party": ["IS", "IS"], "best": [1, 3], "km": [100.0, 100.1]})
    >>> found = distance_summary(distances, ["party"])
    >>> found[["events_near", "share_near", "share_of_deaths_near"]].to_dict("index")
    {'IS': {'events_near': 1, 'share_near': 0.5, 'share_of_deaths_near': 0.25}}
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
