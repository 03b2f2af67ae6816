"""Time and places of data: told by columns, else by words, and by nothing else."""

import json

import pandas as pd
import pytest

from dossier import catalogue, paths
from dossier.site import coverage, describing, figures
from dossier.site.coverage import Coverage, of_frame, of_words


@pytest.mark.parametrize(
    ("columns", "first", "last"),
    [
        ({"year": [2001, 1979]}, "1979", "2001"),
        ({"date": ["2015-01-26", "2014"], "deaths": [1, 2]}, "2014", "2015-01-26"),
        ({"quarter": ["2015Q1", "2016Q4"]}, "2015-01", "2016-10"),
        ({"day": pd.to_datetime(["2015-01-26", None])}, "2015-01-26", "2015-01-26"),
        ({"date": ["2015-03-01", "2015"]}, "2015", "2015"),
        # Codes of districts, days on which something was told, and counts are no times of the data.
        ({"district": ["0101", "3402"]}, "", ""),
        ({"public_on": ["2015-01-26"], "year": [1999]}, "1999", "1999"),
        ({"deaths": [1979, 2001]}, "", ""),
    ],
)
def test_the_time_is_that_of_the_columns_that_say_when(columns, first, last):
    found = of_frame(pd.DataFrame(columns))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("columns", "states"),
    [
        ({"state": ["RUS", "AFG"]}, ("AFG", "RUS")),
        ({"countries": ["AFG PAK", "AFG; IRN"]}, ("AFG", "IRN", "PAK")),
        ({"who": ["RUS", "taliban", "is"]}, ()),
        ({"who": ["RUS", "AFG", "taliban"]}, ("AFG", "RUS")),
    ],
)
def test_states_are_told_by_their_codes(columns, states):
    assert of_frame(pd.DataFrame(columns)).states == states


def test_coordinates_give_a_box_and_the_words_the_state():
    frame = pd.DataFrame({"latitude": [30.0, 38.5, None], "longitude": [60.5, 72.0, 1.0]})
    found = of_frame(frame).or_else(of_words("Events in Afghanistan, 1989-2022"))
    assert found.stated() == {
        "temporalCoverage": "1989/2022",
        "spatialCoverage": [
            {"@type": "Place", "name": "Afghanistan"},
            {"@type": "Place", "geo": {"@type": "GeoShape", "box": "30 60.5 38.5 72"}},
        ],
    }


def test_nothing_is_stated_where_nothing_is_known():
    assert of_frame(pd.DataFrame({"value": [1]})).or_else(of_words("A matrix of 12 columns")).stated() == {}


def test_data_of_many_states_are_of_the_world():
    codes = sorted(coverage.entities.states())[: coverage.MOST + 1]
    assert Coverage(states=tuple(codes)).stated()["spatialCoverage"] == [{"@type": "Place", "name": "World"}]


def test_a_table_without_columns_for_it_is_told_by_its_card():
    found = coverage.of_table("conflict/civilian_casualties").stated()
    assert found["temporalCoverage"] == "2009/2021"
    assert found["spatialCoverage"] == [{"@type": "Place", "name": "Afghanistan"}]


def test_nearly_every_figure_says_when_and_where():
    lacking = set()
    for file in sorted(paths.figures_dir().glob("*.json")):
        about = json.loads(file.read_text(encoding="utf-8"))
        shown = figures.figure(file.stem)
        tables = [source["table"] for source in about["sources"]]
        words = (about["title"], about["caption"], about["alt"])
        found = coverage.of_figure(describing.read(shown.file("csv")), words, tables).stated()
        if set(found) != {"temporalCoverage", "spatialCoverage"}:
            lacking.add(file.stem)
    # Ratings of hypotheses speak of no place, losses of a war without years of no time.
    assert {name for name in lacking if not name.startswith("rivals-")} <= {
        "r2-dead-by-people",
        "r4-deposits-world",
    }


def test_the_table_of_contents_of_the_data_is_not_read_twice(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "work_dir", lambda: tmp_path)
    before = coverage.of_table("arms/transfers")
    monkeypatch.setattr(catalogue, "load", lambda name: pytest.fail("the table was loaded again"))
    assert coverage.of_table("arms/transfers") == before
