"""The state's reach: small frames by hand, and published totals."""

import pandas as pd
import pytest

from dossier import load
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


def test_in_daykundi_votes_are_divided_by_the_people_of_the_same_district():
    """The two offices number its districts apart: Kiti, AF2405, is 2406 in one and 2405 in the other."""
    votes = reach.votes_by_district(load("territory/polling_reach"), load("territory/district_population"))
    kiti = votes[votes["pcode"].eq("AF2405")].set_index("year").loc[2014]
    assert (kiti["residents"], round(kiti["per_hundred"], 1)) == (54506, 40.7)


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
