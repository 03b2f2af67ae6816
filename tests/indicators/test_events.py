"""Measures of single events, on made-up frames worked out by hand and on the tables at their edges."""

import numpy as np
import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import events as measures


def test_a_side_is_found_in_an_alliance_but_not_in_part_of_a_name():
    frame = pd.DataFrame(
        {"side_a": ["HTS, IS", "ISIL", "Taleban", None], "side_b": ["SDF", "SDF", "IS", "Islamic Front"]}
    )
    assert measures.has_side(frame, "IS").tolist() == [True, False, True, False]


def test_is_dyad_events_leave_out_selected_rows_and_other_dyads(afghan):
    rows = measures.is_dyad_events(afghan, 2015, 2016)
    assert rows[["dyad", "year"]].to_numpy().tolist() == [
        ["IS - Taleban", 2015],
        ["Government - IS", 2015],
        ["IS - Taleban", 2016],
    ]


def test_is_dyad_events_fail_before_is_existed(afghan):
    with pytest.raises(EmptyWindowError, match="no event of an IS dyad in 2012-2014"):
        measures.is_dyad_events(afghan, 2012, 2014)


def test_coverage_counts_what_is_drawn_beside_what_is_recorded(afghan):
    recorded = pd.DataFrame(
        {
            "side_a": ["IS", "Government of Afghanistan", "Government of Afghanistan", "IS"],
            "side_b": ["Taleban", "IS", "IS", "Civilians"],
            "year": [2015, 2015, 2016, 2015],
            "events_recorded": pd.array([3, 1, 9, 5], dtype="Int64"),
            "deaths_recorded": pd.array([11, None, 90, 5], dtype="Int64"),
        }
    )
    found = measures.is_dyad_coverage(afghan, recorded, 2015, 2015).set_index("dyad")
    assert found.loc["IS - Taleban"].tolist() == [2015, 1, 3, 10, 11]
    assert found.loc["Government - IS"].tolist()[:4] == [2015, 1, 1, 4]
    assert pd.isna(found.loc["Government - IS", "deaths_recorded"])


def test_coverage_on_the_tables_never_exceeds_the_whole():
    found = measures.is_dyad_coverage(
        load("conflict/afghan_events"), load("conflict/afghan_event_coverage"), 2015, 2020
    )
    known = found.dropna()
    assert (known["events_held"] <= known["events_recorded"]).all()
    assert (known["deaths_held"] <= known["deaths_recorded"]).all()
    first = found.set_index(["dyad", "year"]).loc[("IS - Taleban", 2015)]
    assert first.tolist() == [28, 30, 292, 292]


def test_province_shares_put_the_largest_first(afghan):
    shares = measures.province_shares(afghan.head(3))
    assert list(shares.items()) == [("AF19", pytest.approx(2 / 3)), ("AF06", pytest.approx(1 / 3))]


def test_strikes_by_target_count_reports_and_strikes_apart():
    strikes = pd.DataFrame(
        {
            "date": pd.to_datetime(["2015-03-01", "2015-04-01", "2015-12-31", "2016-01-01"]),
            "target": ["is", "is", "not-named", "is"],
            "strikes_min": [1, 3, 60, 2],
            "strikes_max": [1, 4, 59, 2],
            "latitude": [34.0, np.nan, np.nan, 34.0],
        }
    )
    found = measures.strikes_by_target(strikes).set_index(["year", "target"])
    assert found.loc[(2015, "is")].tolist() == [2, 4, 5, 3]
    assert found.loc[(2015, "not-named")].tolist() == [1, 60, 59, 60]
    assert found.loc[(2016, "is")].tolist() == [1, 2, 2, 0]


def test_strike_shares_by_hand():
    """Of 20 strikes 10 name a target, 6 of these IS; one report on IS has no place and one a doubtful one."""
    strikes = pd.DataFrame(
        {
            "target": ["is", "is", "is-and-others", "is", "taliban", "not-named"],
            "strikes_min": [2, 1, 1, 2, 4, 10],
            "latitude": [34.0, 34.5, 35.0, np.nan, 31.0, 31.0],
            "place_agrees": [True, True, False, False, True, True],
            "province": ["AF06", "AF15", "AF28", None, "AF30", "AF30"],
        }
    )
    found = measures.strike_shares(strikes)
    assert (found["named"], found["on_is_of_named"]) == (0.5, 0.6)
    assert (found["is_provinces"], found["is_in_provinces"]) == (["AF06", "AF15"], 1.0)
    assert (found["doubtful_places"], found["shared_reports"]) == (1, 1)
