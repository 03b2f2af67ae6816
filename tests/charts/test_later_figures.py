"""Figures of tables taken in later: titles that follow their data, every mark in the data."""

import pandas as pd

from dossier import load
from dossier.charts import civilians as civilian_charts
from dossier.charts import conflict, reach, regional
from dossier.indicators import civilians, dealings
from dossier.indicators import reach as reach_measures


def test_districts_and_quarters_are_in_the_data():
    provinces = reach_measures.districts_by_province(
        load("territory/district_control"), load("territory/provinces")
    )
    exhibit = reach.districts_by_control(
        provinces, reach_measures.quarters_of_control(load("territory/control_by_date"))
    )
    assert exhibit.title.startswith("In October 2017 the government did not hold 177 of 398 districts")
    assert exhibit.data["panel"].value_counts().to_dict() == {"provinces": 34, "quarters": 9}
    assert exhibit.data.groupby("panel")["districts"].sum().to_dict() == {
        "provinces": 398,
        "quarters": 9 * 407,
    }


def test_title_on_dealings_says_place_or_who_had_more():
    months = load("diplomacy/taliban_dyad_months")
    early = regional.among_others(dealings.states_within(months, "icews21"))
    assert early.title.startswith(
        "In the news of January 2021 to August 2021, only the United States had more"
    )
    later = regional.among_others(dealings.states_within(months, "icews22_top999"))
    assert "Russia was number" in later.title


def test_civilians_keep_shares_and_counts_apart():
    by_year = civilians.by_year(load("conflict/civilian_casualties"))
    shares = civilians.shares(
        load("conflict/civilian_casualties_by_party"), load("conflict/civilian_casualties")
    )
    exhibit = civilian_charts.civilians_by_party(by_year, shares)
    assert exhibit.title.startswith("The share of IS in civilian casualties rose from 0.7 per cent in 2015")
    assert set(map(str, by_year.index)) <= set(exhibit.data["period"])
    assert exhibit.data["share_percent"].notna().sum() == len(shares)


def test_deaths_to_2025_say_that_the_last_year_is_lowest():
    exhibit = conflict.deaths_to_2025(load("conflict/battle_deaths_to_2025"), pd.Timestamp("2025-07-03"))
    assert exhibit.title.endswith("cost 56 lives, the fewest of any year since 2015")
    assert exhibit.data.groupby("pair").size().tolist() == [11, 11, 5]
