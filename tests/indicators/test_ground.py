"""Measures of deposits, fields and mines, by hand and against the sources' own counts."""

import pandas as pd
import pytest

from dossier import load
from dossier.indicators import ground


def test_states_with_equal_records_share_the_better_rank():
    deposits = pd.DataFrame({"state": ["RUS", "RUS", "IRN", "AFG", None]})
    ranked = ground.records_by_state(deposits)
    assert ranked["rank"].to_dict() == {"RUS": 1, "AFG": 2, "IRN": 2}
    assert ranked.loc["RUS", "share"] == 0.4


def test_every_status_has_a_column_even_where_no_site_has_it():
    sites = pd.DataFrame({"state": ["AFG", "AFG"], "status": ["prospect", "deposit"]})
    counts = ground.status_counts(sites)
    assert counts.columns.tolist() == list(ground.STATUSES)
    assert counts.loc["AFG"].tolist() == [0, 1, 1, 0, 0]


def test_copper_is_ore_times_grade_and_a_site_counts_once():
    rows = [
        ("AFG", "A", "deposit", 200.0, 2.0),
        ("AFG", "A", "deposit", 100.0, 2.0),
        ("AFG", "B", "deposit", 50.0, None),
        ("IRN", "C", "mine", 300.0, 1.0),
    ]
    sites = pd.DataFrame(rows, columns=["state", "name", "status", "ore_million_t", "copper_percent"])
    sized = ground.sized_copper(sites)
    assert sized["copper_million_t"].tolist() == [4.0, 3.0]
    assert ground.copper_by_state(sized).loc["AFG"].to_dict() == {
        "sites": 1,
        "copper_million_t": 4.0,
        "largest": "A",
        "largest_million_t": 4.0,
    }


def test_a_field_on_a_border_lies_in_both_states():
    fields = pd.DataFrame(
        {"kind": ["oil or gas field"] * 2 + ["power plant"], "states": ["RUS;KAZ", "KAZ", "RUS"]}
    )
    assert (
        ground.fields_in(fields, "RUS"),
        ground.fields_in(fields, "KAZ"),
        ground.fields_in(fields, "AFG"),
    ) == (1, 2, 0)


def test_afghanistan_has_the_place_that_the_source_counts():
    ranked = ground.records_by_state(load("economy/deposits"))
    assert ranked.loc["AFG", ["records", "rank"]].tolist() == [16, 42]
    assert ranked.loc["RUS", "records"] == 300


def test_aynak_has_the_copper_of_the_assessment():
    sized = ground.sized_copper(load("economy/mineral_sites")).set_index(["state", "name"])
    assert sized.loc[("AFG", "Aynak"), "copper_million_t"] == pytest.approx(5.52)


def test_the_one_afghan_reserve_is_hajigak():
    tracked = load("economy/fields_and_mines")
    assert ground.reserves_in(tracked, "AFG") == 1
    assert ground.fields_in(tracked, "AFG") == 0
    own = ground.iron_mines(tracked).query("states == 'AFG'")
    assert own[["reserve_million_t", "resource_million_t"]].to_numpy().tolist() == [[110.8, 1769.9]]


def test_one_planned_and_one_domestic_pipeline_touch_afghanistan():
    found = ground.crossing(load("economy/pipeline_projects"), "AFG").set_index("states")["status"]
    assert found.to_dict() == {"TKM;AFG;PAK;IND": "proposed", "AFG": "construction"}
