"""UCDP's single events: the published figures of the extracts' descriptions, and totals two tables share."""

import geopandas as gpd
import pandas as pd
import pytest

from dossier import load
from dossier.indicators import events as measures

#: Deaths in Afghanistan in 2020 by type of violence in UCDP's country-years 25.1: the year is held complete.
COMPLETE_2020 = {"state-based": 20489, "non-state": 0, "one-sided": 345}

#: Best-estimate deaths by year in UCDP's annual tables (non-state 22.1, battle-related deaths 24.1), and
#: those held. The gap is the known incompleteness of the extracts: 2017-2019 lack the events that UCDP placed
#: only to a district or wider, Jawzjan 2018 most of all.
PUBLISHED_AND_HELD = {
    "IS - Taleban": {2015: (292, 292), 2016: (181, 181), 2017: (343, 246), 2018: (577, 82), 2019: (51, 3)},
    "Government - IS": {
        2015: (679, 655),
        2016: (2141, 2061),
        2017: (2795, 1464),
        2018: (2842, 1348),
        2019: (1075, 474),
        2020: (316, 316),
    },
}

#: Deaths held when only exact and near places of GED 21.1 are used, as its description states them.
EXACT_AND_NEAR = {
    "IS - Taleban": {2017: 239, 2018: 68},
    "Government - IS": {2017: 1429, 2018: 1332, 2019: 456},
}

#: Rows in which UCDP's low estimate is above the best, and the best above the high: counted, not mended.
OUT_OF_ORDER = {
    "conflict/afghan_events": (188, 513),
    "conflict/syria_events": (30, 71),
    "conflict/is_events_region": (30, 94),
}

#: Equal-area projection of Afghanistan, metres.
METRIC = "+proj=aea +lat_1=30 +lat_2=38 +lat_0=34 +lon_0=67.5 +datum=WGS84"

#: Known checks that need rows which the book does not keep.
NOT_HELD = {
    "ucdp-ged-21-1-precise: 176,579 unique ids": "Afghanistan, IS, Russia and Central Asia are kept",
    "ucdp-ged-21-1-precise: 7,753 of 7,754 ids equal in another extract": "the union keeps one row an event",
    "ucdp-ged-afg-2020: 1,717 precise events of 2020 against 1,710": "the seven without a match are not rows",
    "ucdp-ged-afg-weeks-2018-2022: unique ids": "the union keeps one row an event",
    "ucdp-ged-afg-excerpt: 310 unique ids": "the union keeps one row an event",
    "ucdp-ged-sample-1000: 49 columns": "a sample of the world, used for no table",
    "ucdp-ged-syria-2016-2019: best is the sum of four columns": "the deaths of each side are not kept",
}


@pytest.fixture(scope="module")
def afghan():
    return load("conflict/afghan_events")


@pytest.fixture(scope="module")
def coverage():
    return load("conflict/afghan_event_coverage")


@pytest.fixture(scope="module")
def syria():
    return load("conflict/syria_events")


def dyad(frame, name):
    side_a, side_b = measures.IS_DYADS[name]
    return frame[frame["side_a"].eq(side_a) & frame["side_b"].eq(side_b)]


@pytest.mark.parametrize("kind", COMPLETE_2020)
def test_the_complete_year_2020_gives_the_published_deaths(afghan, kind):
    rows = afghan.query("year == 2020 and type_of_violence == @kind")
    assert rows["best"].sum() == COMPLETE_2020[kind]


@pytest.mark.parametrize("name", PUBLISHED_AND_HELD)
def test_deaths_of_is_dyads_held_and_published(afghan, coverage, name):
    held = dyad(afghan, name).groupby("year")["best"].sum()
    published = dyad(coverage, name).set_index("year")["deaths_recorded"]
    for year, (on_record, in_union) in PUBLISHED_AND_HELD[name].items():
        assert (published[year], held[year]) == (on_record, in_union)


@pytest.mark.parametrize("name", EXACT_AND_NEAR)
def test_exact_and_near_places_agree_with_the_description_of_ged_21_1(afghan, name):
    """From 2017 the countable rows come from GED 21.1, but for a few of the weeks of release 23.1."""
    rows = dyad(measures.countable(afghan), name)
    held = rows[rows["where_prec"].eq("1-2")].groupby("year")["best"].sum()
    assert {year: held[year] for year in EXACT_AND_NEAR[name]} == EXACT_AND_NEAR[name]


def test_coverage_table_counts_the_rows_of_the_event_table(afghan, coverage):
    """Every dyad row of the coverage table is recounted from the events, selected extracts included."""
    named = coverage[
        coverage["side_a"].ne("all") & coverage["side_b"].str.startswith("Taleban and").eq(False)
    ]
    counted = afghan.groupby(["side_a", "side_b", "year"])["best"].agg(["size", "sum"])
    keys = pd.MultiIndex.from_frame(named[["side_a", "side_b", "year"]])
    found = counted.reindex(keys, fill_value=0)
    assert found["size"].tolist() == named["events_held"].tolist()
    assert found["sum"].tolist() == named["deaths_held"].tolist()


def test_coverage_by_type_counts_the_rows_of_the_event_table(afghan, coverage):
    by_type = coverage[coverage["side_a"].eq("all")]
    counted = afghan.groupby(["type_of_violence", "year"])["best"].agg(["size", "sum"])
    found = counted.reindex(pd.MultiIndex.from_frame(by_type[["side_b", "year"]]), fill_value=0)
    assert found["size"].tolist() == by_type["events_held"].tolist()
    assert found["sum"].tolist() == by_type["deaths_held"].tolist()


def test_nothing_held_exceeds_what_is_recorded(coverage):
    for held, recorded in (("events_held", "events_recorded"), ("deaths_held", "deaths_recorded")):
        known = coverage.dropna(subset=recorded)
        assert (known[held] <= known[recorded]).all()


def test_event_file_and_annual_table_agree_within_one_per_cent(coverage):
    """The event file and the annual tables are of different releases of UCDP."""
    known = coverage.dropna(subset=["deaths_in_event_file", "deaths_recorded"])
    gap = (known["deaths_in_event_file"] - known["deaths_recorded"]).abs()
    assert (gap <= 0.01 * known["deaths_recorded"]).all()


@pytest.mark.parametrize("table", OUT_OF_ORDER)
def test_estimates_out_of_order_are_the_known_ones(table):
    given = load(table).dropna(subset=["low", "best", "high"])
    found = ((given["low"] > given["best"]).sum(), (given["best"] > given["high"]).sum())
    assert found == OUT_OF_ORDER[table]


def test_selected_rows_are_those_of_excerpt_and_sample_alone(afghan):
    assert afghan["selected_only"].sum() == 70 + 249 + 2
    assert afghan[afghan["best"].isna()]["selected_only"].all()


def test_rows_without_a_day_come_from_the_extract_of_2001_to_2016(afghan):
    undated = afghan[afghan["date"].isna()]
    assert undated["year"].between(2001, 2016).all()
    dated = afghan.dropna(subset="date")
    assert (dated["date"].dt.year == dated["year"]).all()


def test_points_lie_in_the_box_of_afghanistan(afghan):
    assert afghan["longitude"].between(60, 75).all()
    assert afghan["latitude"].between(29, 39).all()


def test_points_lie_in_the_province_and_district_they_are_given(afghan):
    """Joined here by polygon; the map layers are simplified, so a few points fall just outside theirs."""
    points = gpd.GeoDataFrame(
        afghan, geometry=gpd.points_from_xy(afghan["longitude"], afghan["latitude"]), crs=4326
    ).to_crs(METRIC)
    for column, layer, share in (
        ("province", "maps/afghan_provinces", 0.999),
        ("district", "maps/afghan_districts", 0.99),
    ):
        given = points.dropna(subset=column)
        shapes = load(layer).set_index("pcode").to_crs(METRIC).geometry
        away = given.geometry.distance(shapes.reindex(given[column]), align=False)
        assert (away == 0).mean() > share
        assert away.max() < 2000


def test_is_events_outside_afghanistan():
    region = load("conflict/is_events_region")
    is_rows = region[measures.has_side(region, "IS")]
    assert len(is_rows) == 20301
    assert is_rows.query("country == 'RUS'")["best"].agg(["size", "sum"]).tolist() == [110, 253]
    assert is_rows["country"].isin(["KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG"]).sum() == 0


def test_syria_covers_the_period_of_its_release(syria):
    assert (syria["date"].min(), syria["date"].max()) == (
        pd.Timestamp("2016-01-01"),
        pd.Timestamp("2019-11-30"),
    )
    assert syria["id"].is_unique
    assert (syria["date"] <= syria["date_end"]).all()


def test_russia_is_no_side_in_syria(syria):
    named = syria["side_a"].str.contains("Russia") | syria["side_b"].str.contains("Russia")
    assert named.sum() == 0


def test_events_shared_by_two_releases_of_syria(syria):
    """GED 21.1 revised the release of December 2019; on the shared ids all but a few deaths are the same."""
    region = load("conflict/is_events_region")
    both = region.merge(syria, on="id", suffixes=("_21", "_19"))
    assert len(both) > 5000
    assert (both["best_21"] == both["best_19"]).mean() > 0.95
    assert abs(both["best_21"].sum() / both["best_19"].sum() - 1) < 0.02
