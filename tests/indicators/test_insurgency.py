"""The war of the government with the Taliban: small frames by hand, and published totals."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import insurgency


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
    fights = insurgency.war_events(events, [2016, 2021])
    assert fights["best"].tolist() == [3, 5, 9]
    counted = insurgency.events_by_district(fights)
    assert counted.to_numpy().tolist() == [["AF0101", 2016, 2, 8]]
    assert insurgency.districts_fought_over(counted).to_dict() == {2016: 1}


def test_no_year_of_the_taliban_government_is_taken(events):
    with pytest.raises(EmptyWindowError, match="no fight with the Taliban"):
        insurgency.war_events(events, [2021])


def test_coverage_tells_what_is_held_from_what_is_placed(events):
    recorded = pd.DataFrame(
        {"conflict_id": [333], "year": [2016], "events_recorded": [4], "deaths_recorded": [20]}
    )
    row = insurgency.war_coverage(insurgency.war_events(events, [2016]), recorded).loc[2016]
    assert (row["events_held"], row["events_placed"], row["events_recorded"]) == (3, 2, 4)
    assert (row["deaths_held"], row["deaths_placed"]) == (17, 8)
    assert row["share_of_deaths"] == 0.85


def test_war_deaths_are_those_of_the_annual_table_while_the_taliban_were_rebels():
    deaths = insurgency.war_deaths(load("conflict/battle_deaths"), 1995, 2023)["best"]
    assert deaths[2013] == 8048
    assert deaths[2021] == 35329
    assert not {1997, 2002, 2022} & set(deaths.index)


def test_troops_filled_in_are_marked_and_those_of_2021_are_not_known():
    troops = insurgency.us_troops(load("conflict/us_troops_yearly"), 2017, 2021)
    assert troops["filled_in"].tolist() == [False, True, True, True, False]
    assert pd.isna(troops.loc[2021, "troops"])
