"""Distances from the northern border, on made-up frames worked out by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString

from dossier.indicators import borders as measures
from dossier.indicators.events import TO_DISTRICT

#: One degree of latitude on the WGS 84 ellipsoid at 36 degrees north, and of longitude at 37, in kilometres.
LATITUDE_AT_36, LONGITUDE_AT_37 = 110.96, 89.01


@pytest.fixture
def border():
    """A border along 37 degrees north."""
    return LineString([(60, 37), (68, 37), (75, 37)])


def test_northern_border_takes_either_order_of_neighbours_and_no_other_border():
    lines = gpd.GeoDataFrame(
        {
            "state_left": ["AFG", "UZB", "AFG", "TJK"],
            "state_right": ["TJK", "AFG", "PAK", "UZB"],
            "geometry": [LineString([(n, 37), (n + 1, 37)]) for n in (60, 61, 62, 63)],
        },
        crs=4326,
    )
    assert measures.northern_border(lines).bounds == (60, 37, 62, 37)


def test_distance_is_measured_on_the_ellipsoid(border):
    points = pd.DataFrame({"longitude": [68.0, 68.0, 76.0], "latitude": [36.5, 38.0, 37.0]}, index=[7, 8, 9])
    found = measures.distance_to_border(points, border)
    assert found.index.tolist() == [7, 8, 9]
    expected = [LATITUDE_AT_36 / 2, LATITUDE_AT_36, LONGITUDE_AT_37]
    np.testing.assert_allclose(found, expected, rtol=0.005)


def test_a_point_on_the_border_is_at_no_distance(border):
    found = measures.distance_to_border(pd.DataFrame({"longitude": [68.0], "latitude": [37.0]}), border)
    assert found.iloc[0] < 0.001


def test_party_distances_keep_places_of_the_wanted_precision(afghan, border):
    exact = measures.party_distances(afghan, border)
    assert sorted(zip(exact["party"], exact["year"], strict=True)) == [
        ("IS", 2015),
        ("IS", 2015),
        ("Taleban", 2015),
        ("Taleban", 2016),
    ]
    with_districts = measures.party_distances(afghan, border, TO_DISTRICT)
    assert with_districts.groupby("party").size().to_dict() == {"IS": 3, "Taleban": 3}


def test_party_coverage_adds_up_a_partys_conflicts(afghan, border):
    recorded = pd.DataFrame(
        {
            "conflict_id": pd.array([13540, 13637, 506, 333, 13637, None], dtype="Int64"),
            "year": [2015, 2015, 2015, 2015, 2016, 2015],
            "events_recorded": pd.array([2, 1, 5, 7, None, 99], dtype="Int64"),
        }
    )
    found = measures.party_coverage(measures.party_distances(afghan, border), recorded)
    assert found.loc[("IS", 2015)].tolist() == [2, 8, 0.25]
    assert found.loc[("Taleban", 2015)].tolist() == [1, 9, pytest.approx(1 / 9)]
    assert ("IS", 2016) not in found.index


def test_near_can_be_set_and_includes_its_limit():
    distances = pd.DataFrame(
        {"party": ["IS"] * 2, "best": pd.array([1, 3], dtype="Int64"), "km": [50.0, 50.1]}
    )
    row = measures.distance_summary(distances, ["party"], near_km=50).loc["IS"]
    assert row[["share_near", "share_of_deaths_near"]].tolist() == [0.5, 0.25]


def test_distance_summary_by_hand():
    distances = pd.DataFrame(
        {
            "party": ["IS"] * 5 + ["Taleban"],
            "best": pd.array([1, 2, 3, 4, 10, 0], dtype="Int64"),
            "km": [50.0, 100.0, 100.1, 300.0, 400.0, 20.0],
        }
    )
    found = measures.distance_summary(distances, ["party"])
    row = found.loc["IS"]
    assert row[["events", "lower_km", "median_km", "upper_km"]].tolist() == [5, 100.0, 100.1, 300.0]
    assert row[["events_near", "deaths_near"]].tolist() == [2, 3]
    assert row[["share_near", "share_of_deaths_near"]].tolist() == pytest.approx([0.4, 0.15])
    assert np.isnan(found.loc["Taleban", "share_of_deaths_near"])
