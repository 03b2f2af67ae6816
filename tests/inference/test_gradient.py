"""Rank correlations over a grid, on series whose relation is known."""

import pandas as pd
import pytest

from dossier.inference.gradient import LAGS, gradient_grid, share_with_sign

YEARS = pd.RangeIndex(2010, 2018, name="year")


@pytest.fixture
def acts():
    return pd.DataFrame({"both": [0, 1, 2, 3, 4, 5, 6, 7]}, index=YEARS)


@pytest.fixture
def measures():
    return pd.DataFrame(
        {"up": range(8), "down": range(8, 0, -1), "flat": [1] * 8, "holed": [None, None, *range(6)]},
        index=YEARS,
    )


def test_a_rise_and_a_fall_have_the_sign_that_they_should(acts, measures):
    grid = gradient_grid(acts, measures, [2012, 2013], 2017)
    assert len(grid) == len(measures.columns) * len(LAGS) * 2
    assert share_with_sign(grid, "up", 1) == 1
    assert share_with_sign(grid, "down", -1) == 1
    assert share_with_sign(grid, "up", -1) == 0


def test_a_series_that_does_not_vary_has_no_sign(acts, measures):
    grid = gradient_grid(acts, measures, [2012], 2017)
    assert share_with_sign(grid, "flat", 1) == share_with_sign(grid, "flat", -1) == 0


def test_years_without_a_measure_are_left_out_and_a_lag_costs_one(acts, measures):
    grid = gradient_grid(acts, measures, [2010], 2017).set_index(["measure", "lag"])["n"]
    assert grid["holed", 0] == 6
    assert grid["holed", 1] == 5
    assert grid["up", 1] == 7


def test_tau_of_five_years_by_hand(acts):
    """Ranks 1 2 3 4 5 against 2 1 4 3 5: eight pairs agree and two do not, (8 - 2) / 10."""
    measure = pd.DataFrame({"m": [2, 1, 4, 3, 5]}, index=range(2010, 2015))
    grid = gradient_grid(acts, measure, [2010], 2014)
    assert grid.loc[grid["lag"].eq(0), "tau"].item() == pytest.approx(0.6)


def test_changes_take_a_common_trend_out(acts):
    """Both series rise by one and two in turns, out of step: levels agree, changes do not."""
    rising = pd.DataFrame({"m": [0, 1, 3, 4, 6, 7, 9, 10]}, index=YEARS)
    other = pd.DataFrame({"both": [0, 2, 3, 5, 6, 8, 9, 11]}, index=YEARS)
    level = gradient_grid(other, rising, [2011], 2017)
    change = gradient_grid(other, rising, [2011], 2017, changes=True)
    assert level.loc[level["lag"].eq(0), "tau"].item() == pytest.approx(1)
    assert change.loc[change["lag"].eq(0), "tau"].item() == pytest.approx(-1)
