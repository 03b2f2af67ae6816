"""Measures of the background, on tables small enough to reckon by hand."""

import pandas as pd
import pytest
import shapely

from dossier.errors import EmptyWindowError
from dossier.indicators import background


@pytest.fixture
def deaths():
    older = pd.DataFrame(
        [
            ("AFG", 1978, 0, 0, 0, "PRIO 3.1"),
            ("AFG", 1988, 100, 5, 120, "PRIO 3.1"),
            ("AFG", 1989, 40, 40, 40, "UCDP GED 23.1"),
            ("PAK", 1988, 9, 9, 9, "PRIO 3.1"),
        ],
        columns=["country", "year", "best", "low", "high", "series"],
    )
    newer = pd.DataFrame(
        [("AFG", 1989, 50, 30, 90), ("AFG", 1990, 7, 7, 8), ("PAK", 1989, 1, 1, 1)],
        columns=["country", "year", "state_based_best", "state_based_low", "state_based_high"],
    )
    return background.war_deaths(older, newer)


def test_each_year_comes_from_one_publisher_and_empty_ones_of_prio_are_left_out(deaths):
    assert deaths.to_dict("split")["data"] == [
        ["PRIO", 1988, 100, 5, 120],
        ["UCDP", 1989, 50, 30, 90],
        ["UCDP", 1990, 7, 7, 8],
    ]


def test_years_of_one_publisher_add_up_and_never_those_of_two(deaths):
    assert background.summed(deaths, "UCDP", 1980, 2000).tolist() == [57, 37, 98]
    with pytest.raises(EmptyWindowError, match="nothing by PRIO in 1989-1990"):
        background.summed(deaths, "PRIO", 1989, 1990)


def event(year, best, latitude, province, where_prec="1", selected=False):
    return (year, best, latitude, 65.0, province, where_prec, selected)


@pytest.fixture
def fought():
    events = pd.DataFrame(
        [
            event(1990, 30, 36.5, "AF21"),
            event(1990, 60, 32.0, "AF24"),
            event(1991, 10, 36.5, "AF21", "4"),
            event(1991, 500, 36.5, "AF21", selected=True),
            event(1991, None, 36.5, "AF21"),
            event(1995, 99, 36.5, "AF21"),
        ],
        columns=["year", "best", "latitude", "longitude", "province", "where_prec", "selected_only"],
    ).astype({"best": "Int64"})
    years = pd.DataFrame(
        [("AFG", 1990, 100), ("AFG", 1991, 20), ("TJK", 1990, 7)], columns=["country", "year", "all_best"]
    )
    border = shapely.segmentize(shapely.LineString([(60, 37), (70, 37)]), 0.1)
    return background.where_they_fought(events, years, border, {"war": (1989, 1991)})


def test_places_keep_what_is_placed_and_not_selected(fought):
    events, _ = fought
    assert events["best"].tolist() == [30, 60]
    assert events["km"].iloc[0] == pytest.approx(55.5, abs=0.5)


def test_coverage_is_taken_of_the_record_and_shares_of_what_is_drawn(fought):
    _, wars = fought
    war = wars.iloc[0]
    assert (war["events"], war["deaths"], war["deaths_recorded"]) == (2, 90, 120)
    assert war["coverage"] == pytest.approx(0.75)
    assert war["share_near"] == pytest.approx(1 / 3)
    assert war["events_near"] == pytest.approx(1 / 2)
    assert (war["province"], war["province_share"]) == ("AF24", pytest.approx(2 / 3))


def test_the_side_of_a_supporter_is_that_of_whom_it_supports():
    support = pd.DataFrame(
        [
            (1985, background.KABUL, "Mujahedin", "RUS"),
            (1985, background.KABUL, "Others", "RUS"),
            (1985, "Mujahedin", background.KABUL, "USA"),
            (1985, "Mujahedin", background.KABUL, None),
            (1985, "Mujahedin", "Others", "CHN"),
            (1970, background.KABUL, "Others", "IND"),
        ],
        columns=["year", "actor", "opponent", "supporter_state"],
    )
    named = background.behind_kabul(support)
    assert named.to_dict("split")["data"] == [[1985, "Kabul", "RUS"], [1985, "opponents", "USA"]]


def test_arms_keep_recipients_apart_and_lump_small_suppliers():
    transfers = pd.DataFrame(
        [
            ("SUN", "AFG", 1985, 900),
            ("CHN", "mujahedin", 1985, 4),
            ("EGY", "mujahedin", 1991, 3),
            ("RUS", "PAK", 1985, 50),
            ("RUS", "AFG", 1999, 8),
        ],
        columns=["supplier", "recipient", "year", "tiv_million"],
    )
    arms = background.arms_by_window(transfers, {"first": (1979, 1991)})
    assert arms[["recipient", "supplier", "tiv_million"]].to_numpy().tolist() == [
        ["AFG", "SUN", 900],
        ["mujahedin", "other", 7],
    ]


@pytest.fixture
def losses():
    rows = [("2007-12", True, 1), ("2008-01", True, 4), ("2008-01", False, 2), ("2010-05", True, 3)]
    return pd.DataFrame(rows, columns=["month", "hostile", "deaths"])


def test_a_year_without_deaths_is_nought_and_kinds_stay_apart(losses):
    assert background.us_deaths_by_year(losses).to_dict("index") == {
        2007: {"hostile": 1, "other": 0},
        2008: {"hostile": 4, "other": 2},
        2009: {"hostile": 0, "other": 0},
        2010: {"hostile": 3, "other": 0},
    }


def test_months_at_both_ends_belong_to_the_window(losses):
    assert background.us_deaths_between(losses, "2008-01-01", "2010-05-15") == pytest.approx(0.9)
    assert background.us_deaths_between(losses, "2009-01-01", "2010-04-30") == 0


@pytest.fixture
def timeline():
    rows = [
        ("V001", "2001-09-10", "day", None, "high", "a"),
        ("V002", "2001-09-11", "day", None, "low", "a;b"),
        ("V003", "2013", "span", "2014", "moderate", "b"),
        ("V004", "2016-09-24", "day", "2017-01-10", "high", "b"),
    ]
    columns = ["event_id", "date", "precision", "date_end", "certainty", "source_key"]
    return pd.DataFrame(rows, columns=columns, dtype="str").assign(reported=pd.Series(dtype="str"))


def test_an_event_belongs_to_the_part_in_which_it_began_and_to_every_year_it_may_touch(timeline):
    events = background.parts(timeline, {"before": "1979-01-01", "after": "2001-09-11"})
    assert events["part"].tolist() == ["before", "after", "after", "after"]
    assert events["first_year"].tolist() == [2001, 2001, 2013, 2016]
    assert events["last_year"].tolist() == [2001, 2001, 2014, 2017]


def test_one_source_that_was_read_is_enough(timeline):
    assert background.share_with_a_read_source(timeline, {"a": True, "b": False}) == 0.5
