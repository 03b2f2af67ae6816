"""What the figures of the first reason say and hold: ratios one by one, every mark in the data."""

import pandas as pd
import pytest

from dossier import load
from dossier.charts import arms, conflict, speech, syrian_war, timeline
from dossier.indicators import arms as arms_measures
from dossier.indicators import conflict as conflict_measures
from dossier.indicators import islamic_state
from dossier.indicators import speech as said


@pytest.fixture(scope="module")
def annual():
    return {name: load(name) for name in conflict_measures.TABLES}


def test_ratios_to_one_figure_are_listed_and_not_drawn_into_a_range():
    estimates = said.strength(load("evidence/strength_estimates"))
    exhibit = speech.strength_of_is(estimates, said.strength_pairs(estimates), said.HALF_A_YEAR)
    assert "leapt to 10,000 or more in 2016" in exhibit.title
    assert exhibit.title.endswith("fell, to 700 in 2017")
    assert "1.2 and 1.8 times it in 2015, at least 5.0 times in 2016" in exhibit.caption
    assert "0.7 to 3.5 in 2015 and 3.3 to 10.0 in 2016" in exhibit.caption
    pair = exhibit.data.set_index("estimate_id").loc["S04"]
    assert pair[["set_against", "ratio", "ratio_least"]].tolist() == ["S03", 5, pytest.approx(10 / 3)]
    assert exhibit.data["days_apart"].dtype == "Int64"


def test_bounds_of_a_window_weigh_by_the_deaths_of_each_year(annual):
    shares = islamic_state.is_share_of_deaths(annual)
    two = pd.DataFrame(
        {"low": [0, 10], "all_at_low": [90, 10], "high": [20, 10], "all_at_high": [30, 10]}, [1, 2]
    )
    assert islamic_state.bounds_of_window(two, 1, 2) == (0.1, 0.75)
    assert islamic_state.bounds_of_window(shares, 2022, 2022) == tuple(
        shares.loc[2022, ["share_low", "share_high"]]
    )


def test_grey_bars_are_in_the_data(annual):
    deaths = islamic_state.is_deaths(annual, islamic_state.RUSSIA_AND_CENTRAL_ASIA)
    within = conflict_measures.deaths_within(annual["conflict/country_years"], "RUS", 2010)
    states = list(islamic_state.RUSSIA_AND_CENTRAL_ASIA)
    data = conflict.is_deaths_abroad(deaths, within, states, 25, pd.Timestamp("2024-03-22")).data
    grey = data[data["series"].eq("all deaths")].set_index("year")["best"]
    assert grey.to_dict() == within["best"].to_dict()
    assert data["best"].dtype == "int64"


def test_each_window_stands_in_the_quarter_in_which_it_ends():
    cut, end = pd.Timestamp("2019-11-19"), pd.Timestamp("2021-08-15")
    windows = timeline._windows({(pd.Timestamp("2018-02-22"), cut): 5, (cut, end): 4})
    assert windows["acts_in_window"].to_dict() == {pd.Period("2019Q4"): 5, pd.Period("2021Q3"): 4}


def test_rows_over_several_months_follow_the_months():
    months = pd.DataFrame(
        {"events": [3], "events_with_is": [1], "deaths": [9], "deaths_with_is": [4]},
        index=pd.DatetimeIndex(["2016-01-01"], name="month"),
    )
    days = pd.to_datetime(["2016-01-01", "2016-03-01"]), pd.to_datetime(["2016-12-31", "2016-04-02"])
    spanning = pd.DataFrame({"date": days[0], "date_end": days[1], "with_is": [True, False], "best": [50, 7]})
    data = syrian_war._with_long_rows(months, spanning)
    assert data["deaths_with_is"].tolist() == [4, 50, 0]
    assert data["month"].notna().tolist() == [True, False, False]


def test_deals_stand_beside_the_bars_they_make_up():
    deals = arms_measures.deals_between(load("arms/register"), "RUS", "PAK")
    data = arms.what_russia_sent(load("arms/russia_to_pakistan"), deals).data.set_index("year")["deals"]
    assert data[2018] == "207 RD-93 engines in 2007-2025; 4 Mi-35M"
    assert data[1992] == data[2022] == ""
