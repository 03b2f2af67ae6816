"""Tables in sentences: right on small frames whose every sentence can be checked, silent where unsure."""

import numpy as np
import pandas as pd
import pytest

from dossier.site import describing
from dossier.site.describing import describe, number


def columns(frame, *fields):
    return dict(describe(pd.DataFrame(frame), fields).columns)


def series(frame):
    return describe(pd.DataFrame(frame)).series


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.0, "0"),
        (12583, "12,583"),
        (1234.56, "1,235"),
        (0.05772, "0.05772"),
        (0.057718, "0.05772"),
        (2.5, "2.5"),
        (-0.4714, "-0.4714"),
        (3.384e-6, "0.000003384"),
        (99.999, "100"),
    ],
)
def test_a_number_has_four_digits_that_count_and_no_exponent(value, written):
    assert number(value) == written


def test_one_series_is_told_by_its_ends_and_extremes():
    told = describe(pd.DataFrame({"year": [2003, 2001, 2002], "deaths": [5, 7, 1]}))
    assert told.extent == "The table behind the figure has 3 rows and 2 columns, from 2001 to 2003."
    assert told.series == ("deaths: 7 in 2001, 5 in 2003; lowest 1 in 2002, highest 7 in 2001.",)


def test_series_are_told_apart_by_the_fewest_columns_that_do_so():
    frame = {
        "year": [2001, 2002, 2001, 2002],
        "state": ["RUS", "RUS", "taliban", "taliban"],
        "note": ["a", "b", "c", "d"],
        "value_usd_million": [1.5, 2, 3, 3],
    }
    assert series(frame) == (
        "value usd million for Russia: 1.5 in 2001, 2 in 2002; lowest 1.5 in 2001, highest 2 in 2002.",
        "value usd million for taliban: 3 in every one of 2 values, 2001 to 2002.",
    )


def test_a_value_reached_often_says_how_often():
    said = series({"year": range(2001, 2008), "acts": [0, 0, 1, 0, 1, 0, 2]})[0]
    assert said.endswith("lowest 0 in 4 of 7 values, first in 2001, highest 2 in 2007.")


def test_gaps_are_left_out_and_counted():
    frame = {"year": [2001, 2002, 2003], "troops": [np.nan, 4, 6]}
    assert series(frame) == ("troops: 4 in 2002, 6 in 2003; lowest 4 in 2002, highest 6 in 2003.",)
    assert columns(frame)["troops"] == "Numbers from 4 to 6; empty in 1 row"


def test_a_series_of_one_value_says_so():
    frame = {"year": [2001, 2002], "a": [1, 2], "b": [np.nan, 7]}
    assert series(frame)[1] == "b: 7, in 2002; no other value."


def test_rows_with_labels_are_told_by_their_extremes():
    frame = {"people": ["x", "y", "z"], "dead_per_million": [5, 9, 5]}
    assert series(frame) == ("dead per million: highest 9 (y), lowest 5 (x; z).",)


def test_many_series_are_told_by_their_extremes():
    states = [f"s{number}" for number in range(40)]
    frame = {"year": [2001] * 40 + [2002] * 40, "who": states * 2, "value": range(80)}
    assert series(frame) == ("value: highest 79 (s39, 2002), lowest 0 (s0, 2001).",)


@pytest.mark.parametrize(
    "frame",
    [
        {"year": [2001, 2001], "value": [1, 2]},
        {"year": [2001, None], "value": [1, 2]},
        {"latitude": [1.0, 2.0], "longitude": [3.0, 4.0], "name": ["a", "b"], "deaths": [1, 2]},
        {"name": ["a", "a"], "value": [1, 2]},
        {"who": ["a", None], "value": [1, 2]},
        {"value": [1, 2]},
        {"name": ["a", "b"], "rank": [1, 2]},
    ],
)
def test_where_the_structure_is_unknown_only_ranges_are_said(frame):
    assert series(frame) == ()
    assert describe(pd.DataFrame(frame)).columns


def test_each_kind_of_column_is_told():
    said = columns(
        {
            "first_year": [1990, 2001],
            "date": ["2015-01-26", "2016-02"],
            "quarter": ["2015Q1", "2016Q4"],
            "filled": ["True", "False"],
            "side": ["RUS", "un"],
            "nothing": [None, None],
            "opium_ha": [1, 1],
            "opened": ["x" * 50, "y"],
            "month": ["2016-01-01", "2016-02-01"],
        },
        {"name": "opium_ha", "meaning": "Area under poppy", "unit": "hectares"},
        {"name": "opened"},
    )
    assert said == {
        "first_year": "Years from 1990 to 2001",
        "date": "Dates from 26 January 2015 to February 2016",
        "quarter": "Dates from quarter 1 of 2015 to quarter 4 of 2016",
        "filled": "True in 1 row, false in 1",
        "side": "2 different values: RUS (Russia), un",
        "nothing": "No value in any row",
        "opium_ha": "Area under poppy (hectares); numbers, all 1",
        "opened": "2 different values",
        "month": "Dates from January 2016 to February 2016",
    }


def test_only_what_is_empty_in_the_file_is_missing(tmp_path):
    file = tmp_path / "figure.csv"
    file.write_text("name,value\nNA,1\nNone,\n")
    frame = describing.read(file)
    assert list(frame["name"]) == ["NA", "None"]
    assert frame["value"].isna().tolist() == [False, True]
