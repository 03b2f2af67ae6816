"""Verdicts as wholes: a driver that moves the acts is found, one that does not is not, and the acts stay the same."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dossier import load, results
from dossier.indicators import acts as sheet
from dossier.inference import cases, wholes
from dossier.verdicts.rules import rules

AGAINST = "mostly unsupported"


@pytest.fixture(scope="module")
def fixed():
    return rules().battery


@pytest.fixture(scope="module")
def case(fixed):
    return cases.case({name: load(name) for name in cases.TABLES}, fixed)


def only(fixed, *keys):
    return replace(fixed, drivers={key: fixed.drivers[key] for key in keys})


def best(found):
    return found[found["branch"].eq(0)].set_index("driver")["share"]


def test_a_large_effect_earns_the_best_verdict_and_none_hardly_ever(case, fixed):
    chosen = only(fixed, "us_exit")
    assert (best(wholes.if_true(case, chosen, size=4, draws=10)) >= 0.6).all()
    bound = stats.binom.ppf(0.9995, 20, fixed["false_positive_rate"]) / 20
    assert (best(wholes.if_true(case, chosen, size=0, draws=20)) <= bound).all()


def test_a_driver_whose_own_prediction_is_not_asked_never_earns_it(case, fixed):
    assert best(wholes.if_true(case, only(fixed, "grievance", "rupture"), size=4, draws=5)).eq(0).all()


def test_a_place_that_chance_gives_to_half_of_all_states_earns_nothing(case, fixed):
    assert best(wholes.if_true(case, only(fixed, "others"), size=4, draws=5)).eq(0).all()


def test_every_draw_has_one_verdict_and_is_the_same_again(case, fixed):
    found, again = (wholes.if_true(case, only(fixed, "trade", "drugs"), draws=3) for _ in range(2))
    assert found.groupby("driver")["share"].sum().tolist() == pytest.approx([1, 1])
    pd.testing.assert_frame_equal(found, again)


@pytest.mark.parametrize("key", ["us_exit", "attacks", "status"])
def test_acts_keep_number_and_codes_and_fall_on_days_that_were_searched(case, fixed, key):
    driver = fixed.drivers[key]
    streams = list(wholes._streams(case, fixed, driver, 1.0))
    drawn = wholes._drawn(case, fixed, driver, streams, np.random.default_rng(1))
    dates = ["date_from", "date_to"]
    pd.testing.assert_frame_equal(drawn.drop(columns=dates), case.acts.drop(columns=dates))
    moved = drawn["date_from"].ne(case.acts["date_from"])
    assert moved.sum() > 100
    for whom, rows in drawn[moved].groupby("toward"):
        assert rows["date_from"].between(*map(pd.Timestamp, sheet.SEARCHED[whom])).all()


def test_a_verdict_against_a_driver_is_seldom_read_where_it_is_at_work(case, fixed):
    """With other draws than those that the verdicts rest on."""
    again = replace(fixed, settings={**fixed.settings, "seed": fixed["seed"] + 1})
    against = only(
        again, *(key for key, each in results.drivers().items() if each.judged.now.verdict == AGAINST)
    )
    shares = wholes.spoken_against(wholes.if_true(case, against, draws=20), against)
    assert len(shares) >= 4
    assert shares.max() <= stats.binom.ppf(0.9995, 20, fixed["false_negative_rate"]) / 20


def test_where_it_is_often_read_so_is_a_driver_that_does_nothing(case, fixed):
    """The fight against IS-Khorasan: planted as declared, and not at all."""
    chosen = only(fixed, "is_khorasan")
    at_work, idle = (
        wholes.spoken_against(wholes.if_true(case, chosen, size), chosen).item() for size in (1, 0)
    )
    assert fixed["false_negative_rate"] < at_work < idle
