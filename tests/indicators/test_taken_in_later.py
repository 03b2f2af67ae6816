"""Measures of control, trade both ways, dealings in the news and civilian casualties."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import civilians, dealings, reach, trade


def test_provinces_come_by_share_and_keep_every_district():
    districts, provinces = load("territory/district_control"), load("territory/provinces")
    found = reach.districts_by_province(districts, provinces)
    assert found["name"].tolist()[:2] == ["Kunduz", "Uruzgan"]
    assert tuple(found[["not_government", "districts"]].sum()) == (177, 398)


def test_quarters_are_of_one_assessor_and_keep_printed_shares():
    quarters = reach.quarters_of_control(load("territory/control_by_date")).set_index("as_of")
    assert quarters.loc["2017-02-20", "insurgent_percent"] == 11
    assert quarters.loc["2015-11", "date"] == pd.Timestamp("2015-11-15")
    # Contested was counted in May 2018, not printed as a share.
    assert quarters.loc["2018-05-15", "contested_percent"] == pytest.approx(100 * 122 / 407, abs=0.05)
    assert len(quarters) == 12


def test_both_ways_of_trade_and_the_suppliers_share():
    both = trade.both_ways(load("economy/trade_imf"), "RUS", "AFG").set_index("year")
    assert both.loc[2014, "share_of_suppliers"] == pytest.approx(0.112, abs=0.0005)
    assert both.index[both["estimated"]].tolist() == [2022]
    with pytest.raises(EmptyWindowError):
        trade.both_ways(load("economy/trade_imf"), "RUS", "FRA")


def test_states_are_compared_within_one_cut():
    months = load("diplomacy/taliban_dyad_months")
    states = dealings.states_within(months, "icews21").set_index("actor")
    assert states["cooperation"].head(3).to_dict() == {"USA": 431, "RUS": 162, "CHN": 159}
    assert not {"AFG", "UN", "EU", "IS"} & set(states.index)
    assert states["place"].head(3).tolist() == [1, 2, 3]
    with pytest.raises(EmptyWindowError, match="no cut"):
        dealings.states_within(months, "icews19")


def test_shares_of_civilians_are_printed_or_computed_and_gaps_stay():
    shares = civilians.shares(
        load("conflict/civilian_casualties_by_party"), load("conflict/civilian_casualties")
    )
    of_is = shares[shares["party"].eq("is")].set_index("period")
    assert of_is["share_percent"].to_dict() == {
        "2015": 0.7,
        "2016": 7.9,
        "2017H1": 5,
        "2018H1": 18,
        "2018": 20,
        "2020": 8,
        "2021H1": 9,
    }
    assert of_is.index[~of_is["printed"]].tolist() == ["2015", "2016"]
    assert "2017" not in set(shares["period"])
