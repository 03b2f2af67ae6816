"""The state's reach and the war: small frames by hand, and published totals."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import reach


@pytest.fixture
def polling():
    columns = [
        "iec_code", "pcode", "name", "centres", "not_assessed_2018", "planned_2018", "reporting_2018",
        "registered_2018", "votes_2014_first", "votes_2014_second", "votes_2018", "votes_2019",
    ]  # fmt: skip
    rows = [
        ("0101", "AF0101", "A", 10, 0, 10, 8, 500, 400, 0, 300, 5),
        ("0102", "AF0102", "B", 10, 6, 4, 2, 100, 20, 0, 0, 0),
        ("0103", None, "C", 5, 0, 5, 5, 100, 50, 0, 50, 50),
        ("1101", "AF1101", "D", 20, 0, 20, 0, 100, 90, 0, 0, 30),
    ]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def population():
    rows = [("2018-2019", "0101", 1000), ("2018-2019", "0102", 2000), ("2018-2019", "1101", 300)]
    rows += [("2014-2015", "0101", 1), ("2018-2019", "0103", 100)]
    return pd.DataFrame(rows, columns=["years", "cso_district", "population"])


@pytest.fixture
def provinces():
    rows = [("AF01", "01", "Capital"), ("AF11", "06", "South Eastern")]
    return pd.DataFrame(rows, columns=["pcode", "cso_province_code", "region"])


def test_votes_are_divided_by_the_people_of_one_year(polling, population):
    votes = reach.votes_by_district(polling, population).set_index(["year", "pcode"])["per_hundred"]
    assert votes[2014, "AF0101"] == 40
    assert votes[2019, "AF0101"] == 0.5
    assert votes[2018, "AF0102"] == 0


def test_ghazni_has_no_vote_of_2018_and_not_a_vote_of_nought(polling, population):
    votes = reach.votes_by_district(polling, population).set_index(["year", "pcode"])["votes"]
    assert pd.isna(votes[2018, "AF1101"])
    assert votes[2014, "AF1101"] == 90


def test_the_summary_compares_only_districts_that_every_election_has(polling, population):
    summary = reach.votes_summary(reach.votes_by_district(polling, population))
    assert summary["districts"].tolist() == [2, 2, 2]
    assert summary["votes"].tolist() == [420, 300, 5]
    assert summary["without_vote"].tolist() == [0, 1, 1]
    assert summary["under_few"].tolist() == [0, 1, 2]


def test_centres_count_new_districts_and_leave_ghazni_out(polling, provinces):
    by_region = reach.centres_by_region(polling, provinces)
    assert by_region.loc["Capital", list(reach.CENTRES)].tolist() == [25, 6, 19, 15]
    assert "South Eastern" not in by_region.index
    assert reach.share_reporting(by_region) == 0.6


def test_all_known_centres_are_those_published_less_ghazni():
    """7,413 known and 5,106 planned, as the compiler of the commission's lists counts them."""
    polling, places = load("territory/polling_reach"), load("territory/provinces")
    ghazni = polling[polling["iec_code"].str.startswith("11")]
    by_region = reach.centres_by_region(polling, places)
    assert by_region["centres"].sum() + ghazni["centres"].sum() == 7413
    assert by_region["planned_2018"].sum() + ghazni["planned_2018"].sum() == 5106


@pytest.fixture
def events():
    columns = ["year", "side_a", "side_b", "where_prec", "best", "district", "selected_only"]
    government = "Government of Afghanistan"
    rows = [
        (2016, government, "Taleban", "1-2", 3, "AF0101", False),
        (2016, government, "Taleban", "3", 5, "AF0101", False),
        (2016, government, "Taleban", "4", 9, "AF0102", False),
        (2016, government, "Taleban", "1", 50, "AF0103", True),
        (2016, government, "IS", "1", 2, "AF0103", False),
        (2016, "IS", "Taleban", "1", 2, "AF0103", False),
        (2021, government, "Taleban", "1", 2, "AF0103", False),
    ]
    return pd.DataFrame(rows, columns=columns).astype({"best": "Int64"})


def test_fights_are_those_of_the_government_with_the_taliban(events):
    fights = reach.war_events(events, [2016, 2021])
    assert fights["best"].tolist() == [3, 5, 9]
    counted = reach.events_by_district(fights)
    assert counted.to_numpy().tolist() == [["AF0101", 2016, 2, 8]]
    assert reach.districts_fought_over(counted).to_dict() == {2016: 1}


def test_no_year_of_the_taliban_government_is_taken(events):
    with pytest.raises(EmptyWindowError, match="no fight with the Taliban"):
        reach.war_events(events, [2021])


def test_coverage_tells_what_is_held_from_what_is_placed(events):
    recorded = pd.DataFrame(
        {"conflict_id": [333], "year": [2016], "events_recorded": [4], "deaths_recorded": [20]}
    )
    row = reach.war_coverage(reach.war_events(events, [2016]), recorded).loc[2016]
    assert (row["events_held"], row["events_placed"], row["events_recorded"]) == (3, 2, 4)
    assert (row["deaths_held"], row["deaths_placed"]) == (17, 8)
    assert row["share_of_deaths"] == 0.85


def test_war_deaths_are_those_of_the_annual_table_while_the_taliban_were_rebels():
    deaths = reach.war_deaths(load("conflict/battle_deaths"), 1995, 2023)["best"]
    assert deaths[2013] == 8048
    assert deaths[2021] == 35329
    assert not {1997, 2002, 2022} & set(deaths.index)


def test_us_deaths_in_action_and_troops():
    """439 were killed in action in 2010 in this source; troops of 2021 are not known."""
    assert reach.us_deaths_by_year(load("conflict/us_deaths"))[2010] == 439
    troops = reach.us_troops(load("conflict/us_troops_yearly"), 2017, 2021)
    assert troops["filled_in"].tolist() == [False, True, True, True, False]
    assert pd.isna(troops.loc[2021, "troops"])


def test_opium_is_the_published_total():
    area = reach.opium_by_year(load("territory/opium_provinces"), "Hilmand")
    assert round(area.loc[2017, "total"] / 1000) == 328
    assert area["apart"].gt(0).all()


def test_opium_is_ranked_against_the_war_in_the_years_that_both_have():
    area = pd.DataFrame({"total": [10.0, 20.0, 30.0, 25.0]}, index=[2010, 2011, 2012, 2013])
    deaths = pd.Series([5, 1, 2, 3, 4], index=[2009, 2010, 2011, 2012, 2013])
    # Of six pairs of years five rise or fall together and one (2012 and 2013) does not.
    assert reach.opium_with_war(area, deaths) == pytest.approx(4 / 6)
