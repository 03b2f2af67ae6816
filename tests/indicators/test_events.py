"""Measures of single events, on made-up frames worked out by hand and on the tables at their edges."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import events as measures

#: One degree of latitude on the WGS 84 ellipsoid at 36 degrees north, and of longitude at 37, in kilometres.
LATITUDE_AT_36, LONGITUDE_AT_37 = 110.96, 89.01


@pytest.fixture
def afghan():
    """Six events: two of each IS dyad, one of which is from a sample, and two without IS."""
    return pd.DataFrame(
        {
            "year": [2015, 2015, 2016, 2016, 2016, 2016],
            "side_a": ["IS", "Government of Afghanistan", "IS", *["Government of Afghanistan"] * 3],
            "side_b": ["Taleban", "IS", "Taleban", "IS", "Taleban", None],
            "where_prec": ["1", "1-2", "3", None, "2", "1"],
            "latitude": [36.5, 34.0, 36.0, 34.0, 36.0, 34.0],
            "longitude": [68.0, 68.0, 68.0, 68.0, 68.0, 68.0],
            "best": pd.array([10, 4, 6, 3, 20, 1], dtype="Int64"),
            "province": ["AF19", "AF06", "AF19", "AF06", "AF19", "AF06"],
            "selected_only": [False, False, False, True, False, False],
        }
    )


@pytest.fixture
def border():
    """A border along 37 degrees north."""
    return LineString([(60, 37), (68, 37), (75, 37)])


@pytest.fixture
def syria():
    """Six events: two of Damascus and IS, one of which sums two months; one on civilians; one of others."""
    day = pd.to_datetime(["2016-01-05", "2016-01-31", "2016-01-10", "2016-02-02", "2016-01-03", "2016-02-09"])
    end = pd.to_datetime(["2016-01-05", "2016-02-01", "2016-01-12", "2016-02-02", "2016-01-03", "2016-02-09"])
    return pd.DataFrame(
        {
            "type_of_violence": [*["state-based"] * 4, "one-sided", "non-state"],
            "side_a": [*["Government of Syria"] * 5, "Hawar Kilis, IS"],
            "side_b": ["IS", "IS", "Syrian insurgents", "SDF", "Civilians", "SDF"],
            "date": day,
            "date_end": end,
            "best": [10, 100, 30, 0, 7, 5],
            "low": [0, 100, 30, 0, 7, 5],
            "high": [20, 100, 40, 0, 7, 5],
            "deaths_civilians": [0, 0, 10, 0, 7, 0],
            "governorate": ["Homs", None, "Homs", "Aleppo", "Homs", "Aleppo"],
        }
    )


def test_a_side_is_found_in_an_alliance_but_not_in_part_of_a_name():
    frame = pd.DataFrame(
        {"side_a": ["HTS, IS", "ISIL", "Taleban", None], "side_b": ["SDF", "SDF", "IS", "Islamic Front"]}
    )
    assert measures.has_side(frame, "IS").tolist() == [True, False, True, False]


def test_is_dyad_events_leave_out_selected_rows_and_other_dyads(afghan):
    rows = measures.is_dyad_events(afghan, 2015, 2016)
    assert rows[["dyad", "year"]].to_numpy().tolist() == [
        ["IS - Taleban", 2015],
        ["Government - IS", 2015],
        ["IS - Taleban", 2016],
    ]


def test_is_dyad_events_fail_before_is_existed(afghan):
    with pytest.raises(EmptyWindowError, match="no event of an IS dyad in 2012-2014"):
        measures.is_dyad_events(afghan, 2012, 2014)


def test_coverage_counts_what_is_drawn_beside_what_is_recorded(afghan):
    recorded = pd.DataFrame(
        {
            "side_a": ["IS", "Government of Afghanistan", "Government of Afghanistan", "IS"],
            "side_b": ["Taleban", "IS", "IS", "Civilians"],
            "year": [2015, 2015, 2016, 2015],
            "events_recorded": pd.array([3, 1, 9, 5], dtype="Int64"),
            "deaths_recorded": pd.array([11, None, 90, 5], dtype="Int64"),
        }
    )
    found = measures.is_dyad_coverage(afghan, recorded, 2015, 2015).set_index("dyad")
    assert found.loc["IS - Taleban"].tolist() == [2015, 1, 3, 10, 11]
    assert found.loc["Government - IS"].tolist()[:4] == [2015, 1, 1, 4]
    assert pd.isna(found.loc["Government - IS", "deaths_recorded"])


def test_coverage_on_the_tables_never_exceeds_the_whole():
    found = measures.is_dyad_coverage(
        load("conflict/afghan_events"), load("conflict/afghan_event_coverage"), 2015, 2020
    )
    known = found.dropna()
    assert (known["events_held"] <= known["events_recorded"]).all()
    assert (known["deaths_held"] <= known["deaths_recorded"]).all()
    first = found.set_index(["dyad", "year"]).loc[("IS - Taleban", 2015)]
    assert first.tolist() == [28, 30, 292, 292]


def test_province_shares_put_the_largest_first(afghan):
    shares = measures.province_shares(afghan.head(3))
    assert list(shares.items()) == [("AF19", pytest.approx(2 / 3)), ("AF06", pytest.approx(1 / 3))]


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
    with_districts = measures.party_distances(afghan, border, measures.TO_DISTRICT)
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


def test_strikes_by_target_count_reports_and_strikes_apart():
    strikes = pd.DataFrame(
        {
            "date": pd.to_datetime(["2015-03-01", "2015-04-01", "2015-12-31", "2016-01-01"]),
            "target": ["is", "is", "not-named", "is"],
            "strikes_min": [1, 3, 60, 2],
            "strikes_max": [1, 4, 59, 2],
            "latitude": [34.0, np.nan, np.nan, 34.0],
        }
    )
    found = measures.strikes_by_target(strikes).set_index(["year", "target"])
    assert found.loc[(2015, "is")].tolist() == [2, 4, 5, 3]
    assert found.loc[(2015, "not-named")].tolist() == [1, 60, 59, 60]
    assert found.loc[(2016, "is")].tolist() == [1, 2, 2, 0]


def test_strike_shares_by_hand():
    """Of 20 strikes 10 name a target, 6 of these IS; one report on IS has no place and one a doubtful one."""
    strikes = pd.DataFrame(
        {
            "target": ["is", "is", "is-and-others", "is", "taliban", "not-named"],
            "strikes_min": [2, 1, 1, 2, 4, 10],
            "latitude": [34.0, 34.5, 35.0, np.nan, 31.0, 31.0],
            "place_agrees": [True, True, False, False, True, True],
            "province": ["AF06", "AF15", "AF28", None, "AF30", "AF30"],
        }
    )
    found = measures.strike_shares(strikes)
    assert (found["named"], found["on_is_of_named"]) == (0.5, 0.6)
    assert (found["is_provinces"], found["is_in_provinces"]) == (["AF06", "AF15"], 1.0)
    assert (found["doubtful_places"], found["shared_reports"]) == (1, 1)


def test_fights_of_damascus_leave_out_civilians_and_fights_of_others(syria):
    fights = measures.syrian_government_fights(syria)
    assert fights["with_is"].tolist() == [True, True, False, False]
    assert fights["month"].isna().tolist() == [False, True, False, False]


def test_share_with_is_by_hand(syria):
    share = measures.share_with_is(measures.syrian_government_fights(syria))
    assert share["events"] == 0.5
    assert share["best"] == pytest.approx(110 / 140)
    assert share["low"] == pytest.approx(100 / 130)
    assert share["high"] == pytest.approx(120 / 160)
    assert share["deaths_civilians"] == 0


def test_share_by_month_leaves_out_events_that_span_months(syria):
    months = measures.share_with_is_by(measures.syrian_government_fights(syria), "month")
    january, february = months.loc["2016-01-01"], months.loc["2016-02-01"]
    assert january.tolist() == [2, 1, 40, 10, 0.5, 0.25]
    assert february[["events", "deaths", "share_of_events"]].tolist() == [1, 0, 0]
    assert np.isnan(february["share_of_deaths"])


def test_cells_hold_placed_fights_by_their_middle(syria):
    placed = syria.assign(
        with_is=True,
        where_prec=[1, 3, 4, 1, 6, 1],
        longitude=[36.01, 36.09, 36.0, 36.1, 36.0, 35.99],
        latitude=[35.0, 35.05, 35.0, 35.1, 35.0, 34.99],
    )
    cells = measures.placed_in_cells(placed)
    assert cells["cell_longitude"].tolist() == [36.05, 36.05, 36.15, 35.95]
    assert cells["cell_latitude"].tolist() == [35.05, 35.05, 35.15, 34.95]


def test_support_begins_with_its_first_year():
    support = pd.DataFrame(
        {
            "year": [2012, 2011, 2015, 2010, 2013],
            "actor": ["Damascus", "Damascus", "Damascus", "Damascus", "Kabul"],
            "opponent": ["insurgents", "insurgents", "IS", "IS", "IS"],
            "supporter_state": ["RUS", "RUS", "RUS", "IRN", "RUS"],
        }
    )
    found = measures.supported_against(support, "RUS", "Damascus")
    assert found.to_dict() == {"insurgents": 2011, "IS": 2015}


def test_opponents_of_is_count_alliances_and_leave_out_civilians(syria):
    table = measures.opponents_of_is_in_syria(syria)
    assert table["deaths"].to_dict() == {"Government of Syria": 110, "SDF": 5}


def test_parts_of_syria_add_up_to_the_whole():
    fights = measures.syrian_government_fights(load("conflict/syria_events"))
    whole = measures.share_with_is(fights)
    months = measures.share_with_is_by(fights, "month")
    spanning = fights[fights["month"].isna()]
    assert months["deaths"].sum() + spanning["best"].sum() == fights["best"].sum()
    years = measures.share_with_is_by(fights.assign(year=fights["date"].dt.year), "year")
    assert years["deaths_with_is"].sum() / years["deaths"].sum() == pytest.approx(whole["best"])
