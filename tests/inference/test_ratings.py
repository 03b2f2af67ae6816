"""Ratings that measures decide: they follow the tables, and they stand beside those given by hand."""

import pytest

import dossier
from dossier.indicators import timeline as dated
from dossier.inference import competing, ratings
from dossier.tables.evidence import HYPOTHESES, RATINGS
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in ratings.READS}


@pytest.fixture(scope="module")
def matrix():
    return competing.matrix(dossier.load("evidence/ach_items"), dossier.load("evidence/ach_ratings"))


def without(tables, *events):
    timeline = tables["evidence/timeline"]
    return {**tables, "evidence/timeline": timeline[~timeline["event_id"].isin(events)]}


def test_every_measure_names_an_item_and_ratings_on_the_scale(tables, matrix):
    for item, reading in ratings.read(on_clocks(tables)).items():
        assert item in set(matrix["evidence_id"])
        assert set(reading.ratings) <= set(HYPOTHESES)
        assert set(reading.ratings.values()) <= set(RATINGS)


def test_one_rifle_delivery_less_weakens_the_case_against_revenge(tables):
    later_only = without(tables)
    timeline = later_only["evidence/timeline"].copy()
    timeline.loc[timeline["event_id"].eq("V059"), "date"] = "2018-02-24"
    reading = ratings.arms_for_kabul(on_clocks({**tables, "evidence/timeline": timeline}))
    assert reading.ratings == {"H2": "I", "H3": "N"}


def test_without_early_steps_alignment_is_contradicted(tables):
    steps = tables["evidence/timeline"].query("actors.str.contains('Pakistan') and date < '2015-01-26'")
    reading = ratings.pakistan_first(on_clocks(without(tables, *steps["event_id"])))
    assert reading.ratings == {"A5": "I"}


def test_how_contact_began_sets_no_rating_of_the_increase(tables):
    assert ratings.renewed(on_clocks(tables)).ratings == {}
    assert ratings.inflation(on_clocks(tables)).ratings == {}


def test_a_reinforcement_before_kunduz_is_no_answer_to_it(tables):
    timeline = tables["evidence/timeline"].copy()
    timeline.loc[timeline["event_id"].eq(dated.TAJIK_BASE), "date"] = "2015-08"
    reading = ratings.base_after_kunduz(on_clocks({**tables, "evidence/timeline": timeline}))
    assert reading.ratings == {"A3": "N"}


def test_recognition_within_two_years_would_not_contradict_the_future(tables):
    timeline = tables["evidence/timeline"].copy()
    timeline.loc[timeline["event_id"].eq(dated.DELISTED), "date"] = "2022-04-17"
    assert ratings.withheld(on_clocks({**tables, "evidence/timeline": timeline})).ratings == {"H3": "N"}


def test_a_measure_overrides_what_was_rated(matrix):
    readings = {"E16a": ratings.Reading("a deal", "a rule", {"H4": "C"})}
    filled = competing.with_computed(matrix, readings).set_index("evidence_id")
    assert filled.loc["E16a", "H4"] == "C"
    assert list(filled.reset_index().columns) == list(matrix.columns)
    assert filled.drop("E16a").equals(matrix.set_index("evidence_id").drop("E16a"))
