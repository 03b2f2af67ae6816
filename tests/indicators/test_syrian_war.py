"""Measures of the war in Syria, on made-up frames worked out by hand and on the table at its edges."""

import numpy as np
import pandas as pd
import pytest

from dossier import load
from dossier.indicators import syrian_war as measures


@pytest.fixture
def syria():
    """Six events: two of Damascus and IS, one of which sums two months; one on civilians; one of others."""
    day = pd.to_datetime(["2016-01-05", "2016-01-31", "2016-01-10", "2016-02-02", "2016-01-03", "2016-02-09"])
    end = pd.to_datetime(["2016-01-05", "2016-02-01", "2016-01-12", "2016-02-02", "2016-01-03", "2016-02-09"])
    return pd.DataFrame(
        {
            "type_of_violence": [*["state-based"] * 4, "one-sided", "non-state"],
            "side_a": [*["Government of Syria"] * 5, "Hawar Kilis, IS"],
            "side_b": ["IS", "IS", "Syrian insurgents", "SDF", "Civilians", "SDF"],
            "date": day,
            "date_end": end,
            "best": [10, 100, 30, 0, 7, 5],
            "low": [0, 100, 30, 0, 7, 5],
            "high": [20, 100, 40, 0, 7, 5],
            "deaths_civilians": [0, 0, 10, 0, 7, 0],
            "governorate": ["Homs", None, "Homs", "Aleppo", "Homs", "Aleppo"],
        }
    )


def test_fights_of_damascus_leave_out_civilians_and_fights_of_others(syria):
    fights = measures.syrian_government_fights(syria)
    assert fights["with_is"].tolist() == [True, True, False, False]
    assert fights["month"].isna().tolist() == [False, True, False, False]


def test_share_with_is_by_hand(syria):
    share = measures.share_with_is(measures.syrian_government_fights(syria))
    assert share["events"] == 0.5
    assert share["best"] == pytest.approx(110 / 140)
    assert share["low"] == pytest.approx(100 / 130)
    assert share["high"] == pytest.approx(120 / 160)
    assert share["deaths_civilians"] == 0


def test_share_by_month_leaves_out_events_that_span_months(syria):
    months = measures.share_with_is_by(measures.syrian_government_fights(syria), "month")
    january, february = months.loc["2016-01-01"], months.loc["2016-02-01"]
    assert january.tolist() == [2, 1, 40, 10, 0.5, 0.25]
    assert february[["events", "deaths", "share_of_events"]].tolist() == [1, 0, 0]
    assert np.isnan(february["share_of_deaths"])


def test_cells_hold_placed_fights_by_their_middle(syria):
    placed = syria.assign(
        with_is=True,
        where_prec=[1, 3, 4, 1, 6, 1],
        longitude=[36.01, 36.09, 36.0, 36.1, 36.0, 35.99],
        latitude=[35.0, 35.05, 35.0, 35.1, 35.0, 34.99],
    )
    cells = measures.placed_in_cells(placed)
    assert cells["cell_longitude"].tolist() == [36.05, 36.05, 36.15, 35.95]
    assert cells["cell_latitude"].tolist() == [35.05, 35.05, 35.15, 34.95]


def test_support_begins_with_its_first_year():
    support = pd.DataFrame(
        {
            "year": [2012, 2011, 2015, 2010, 2013],
            "actor": ["Damascus", "Damascus", "Damascus", "Damascus", "Kabul"],
            "opponent": ["insurgents", "insurgents", "IS", "IS", "IS"],
            "supporter_state": ["RUS", "RUS", "RUS", "IRN", "RUS"],
        }
    )
    found = measures.supported_against(support, "RUS", "Damascus")
    assert found.to_dict() == {"insurgents": 2011, "IS": 2015}


def test_opponents_of_is_count_alliances_and_leave_out_civilians(syria):
    table = measures.opponents_of_is_in_syria(syria)
    assert table["deaths"].to_dict() == {"Government of Syria": 110, "SDF": 5}


def test_parts_of_syria_add_up_to_the_whole():
    fights = measures.syrian_government_fights(load("conflict/syria_events"))
    whole = measures.share_with_is(fights)
    months = measures.share_with_is_by(fights, "month")
    spanning = fights[fights["month"].isna()]
    assert months["deaths"].sum() + spanning["best"].sum() == fights["best"].sum()
    years = measures.share_with_is_by(fights.assign(year=fights["date"].dt.year), "year")
    assert years["deaths_with_is"].sum() / years["deaths"].sum() == pytest.approx(whole["best"])
