"""TBIJ's reports of US strikes in Afghanistan."""

import pandas as pd
import pytest

from dossier import load

#: Strikes by year, minimum and maximum, as the description of the file computed them. TBIJ's own yearly
#: totals were not at hand to compare with; 2018 ends on 25 November and sums only one month without a place.
STRIKES = {2015: (235, 236), 2016: (1071, 1071), 2017: (2609, 2611), 2018: (1518, 1519)}

#: Reports in which TBIJ's maximum of strikes is below its minimum.
MAXIMUM_BELOW_MINIMUM = {"AFG301", "AFG322", "AFG339", "AFG350", "AFG376", "AFG390", "AFG487"}

#: Reports whose point lies in another province than the one they name.
PLACE_DISAGREES = 30


@pytest.fixture(scope="module")
def strikes():
    return load("conflict/us_strikes")


def test_report_numbers_run_through_but_for_one(strikes):
    numbers = set(strikes["report"].str.removeprefix("AFG").astype(int))
    assert set(range(1, 829)) - numbers == {673}


def test_strikes_by_year(strikes):
    by_year = strikes.groupby(strikes["date"].dt.year)[["strikes_min", "strikes_max"]].sum()
    assert {year: tuple(row) for year, row in by_year.iterrows()} == STRIKES


def test_period(strikes):
    assert strikes["date"].min() == pd.Timestamp("2015-01-01")
    assert strikes["date"].max() == pd.Timestamp("2018-11-25")


def test_maximum_below_minimum_only_where_known(strikes):
    below = strikes[strikes["strikes_max"] < strikes["strikes_min"]]
    assert set(below["report"]) == MAXIMUM_BELOW_MINIMUM
    assert (strikes["killed_max"] >= strikes["killed_min"]).fillna(True).all()


def test_points_have_a_province_and_the_rest_have_none(strikes):
    placed = strikes["latitude"].notna()
    assert placed.sum() == 809
    assert strikes["province"].notna().eq(placed).all()
    assert (~strikes.loc[placed, "place_agrees"]).sum() == PLACE_DISAGREES
    assert not strikes.loc[~placed, "place_agrees"].any()


def test_points_lie_in_the_box_of_afghanistan(strikes):
    """Two points lie up to 50 m outside the border, as the description says; none is far from it."""
    placed = strikes.dropna(subset="latitude")
    assert placed["longitude"].between(60.4, 75).all()
    assert placed["latitude"].between(29.3, 38.5).all()


def test_strikes_on_is(strikes):
    """Counted in the publisher's file: 140 reports with the target ISIS, IS-K or IS."""
    on_is = strikes[strikes["target"].eq("is")]
    assert (len(on_is), on_is["strikes_min"].sum()) == (140, 267)
