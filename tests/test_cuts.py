"""Cuts: what of each table was public on clock A, and that no table can go without saying so."""

import dataclasses

import pandas as pd
import pytest

from dossier import catalogue, clocks, load
from dossier.errors import TableError
from dossier.tables import TABLES
from dossier.tables.cuts import by_day, by_lag, from_day, last_day, timeless

CLOCK_A = pd.Timestamp("2017-04-20")


@pytest.fixture
def rows():
    return pd.DataFrame({"year": [2015, 2016, 2017], "date": ["2015-12", "2017", None], "value": [1, 2, 3]})


def test_the_last_day_of_clock_a_is_that_of_the_rules():
    assert clocks.last_day("A") == CLOCK_A
    assert clocks.last_day("B") is None
    with pytest.raises(ValueError, match="no clock 'C'"):
        clocks.last_day("C")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_how_it_is_cut_and_why(name):
    assert TABLES[name].cut is not None, name
    assert len(TABLES[name].cut.why.split()) >= 3


def test_a_table_that_does_not_say_so_is_refused_by_name(monkeypatch):
    silent = dataclasses.replace(TABLES["arms/transfers"], cut=None)
    monkeypatch.setattr(catalogue, "TABLES", {"arms/transfers": silent})
    with pytest.raises(TableError, match="arms/transfers: its contract does not say how the table is cut"):
        load("arms/transfers")


@pytest.mark.parametrize(
    ("date", "last"),
    [
        ("2016-05-03", "2016-05-03"),
        ("2016-02", "2016-02-29"),
        ("2016", "2016-12-31"),
        ("2017H1", "2017-06-30"),
        ("2023 or 2024", "2024-12-31"),
    ],
)
def test_a_date_ends_with_the_last_day_that_it_can_mean(date, last):
    assert last_day(date) == pd.Timestamp(last)


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        (by_day("date"), [1]),
        (by_day("date", "year"), [1]),
        (by_lag("year", 0, "over"), [1, 2]),
        (by_lag("year", 6, "in June"), [1]),
        (from_day("2017-04", "a report"), []),
        (from_day("2017-03", "a report"), [1, 2, 3]),
        (timeless("distances"), [1, 2, 3]),
    ],
)
def test_each_kind_of_cut_keeps_what_was_public(rows, cut, kept):
    assert cut.at(rows, CLOCK_A)["value"].tolist() == kept


def test_the_lag_of_a_year_counts_from_its_end_also_for_single_days():
    days = pd.DataFrame({"date": pd.to_datetime(["2015-12-31", "2016-01-01"])})
    assert len(by_lag("date", 6, "in June").at(days, CLOCK_A)) == 1
    assert len(by_lag("date", 6, "half a year later", "row").at(days, CLOCK_A)) == 2


def test_cells_that_became_known_later_are_hidden(rows):
    cut = timeless("values by date").hiding(
        {"value": pd.NA}, lambda frame: frame["date"].map(last_day, "ignore")
    )
    assert cut.at(rows, CLOCK_A)["value"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("name", TABLES)
def test_clock_a_holds_no_row_that_is_not_among_those_of_today(name):
    whole = load(name)
    then = catalogue.cut(name, whole, "A")
    assert len(then) <= len(whole)
    assert list(then.columns) == list(whole.columns)
    key = list(TABLES[name].key)
    if key:
        assert not then.merge(whole[key], on=key, how="left", indicator=True)["_merge"].ne("both").any()


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("arms/transfers", 2016),
        ("arms/military_expenditure", 2015),
        ("conflict/battle_deaths", 2015),
        ("conflict/us_troops_yearly", 2016),
        ("diplomacy/rollcalls", 2016),
        ("diplomacy/ideal_points", 2015),
        ("economy/exports", 2012),
        ("economy/russian_aid", 2015),
        ("economy/trade_cow", 2014),
        ("economy/trade_imf", 2015),
    ],
)
def test_a_publishers_lag_says_how_far_a_table_reached(name, last):
    assert load(name, "A")["year"].max() == last


@pytest.mark.parametrize(
    "name", ["conflict/syria_events", "economy/fields_and_mines", "territory/polling_reach"]
)
def test_what_was_published_later_is_empty(name):
    assert load(name, "A").empty


def test_an_event_is_public_with_its_first_account():
    then = set(load("evidence/timeline", "A")["event_id"])
    assert {"V044", "V054"} <= then
    # Kabulov dated the first contact seven years back in July 2021; the Taliban took Kabul in August.
    assert not {"V122", "V096"} & then
    assert set(load("evidence/us_effort", "A")["event_id"]) <= then


def test_outcomes_of_forecasts_and_later_counts_are_hidden():
    made = load("evidence/forecasts", "A").set_index("forecast_id")
    assert made.loc["F01", "came_true"] == "yes"
    assert made.loc["F02", "came_true"] == "open"
    assert pd.isna(made.loc["F02", "outcome"])
    assert load("territory/provinces", "A")["population_2019"].isna().all()
    assert load("conflict/conflict_totals", "A")["best"].isna().all()
