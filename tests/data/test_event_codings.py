"""The codings of the timeline: what they count, and that half a coded event stops the build by name."""

import re

import pandas as pd
import pytest

from dossier import load
from dossier.charts import economy
from dossier.checks import check_events
from dossier.errors import EvidenceError
from dossier.indicators.codings import coded
from dossier.tables.codings import NOT_COUNTED, SCHEMES


@pytest.fixture
def timeline():
    return load("evidence/timeline")


@pytest.fixture
def codings():
    return load("evidence/event_codings")


@pytest.fixture
def us_effort():
    return load("evidence/us_effort")


def new_event(timeline, **facts):
    """The timeline with one event more."""
    facts = {"event_id": "V999", "precision": "day", "event": "A test", "relevance": "r3", **facts}
    return pd.concat([timeline, pd.DataFrame([facts])], ignore_index=True)


def test_the_codings_fit_the_timeline(timeline, codings, us_effort):
    check_events(timeline, codings, us_effort)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        (
            {"category": "diplomacy", "actors": "Russia;Taliban", "date": "2020-10"},
            "event_codings.csv, scheme meeting_with_taliban: V999 (A test) has no code; expected one of Murree, "
            "Moscow, Doha, none",
        ),
        (
            {"category": "legal", "actors": "Russia;Afghanistan", "date": "2012"},
            "event_codings.csv, scheme dealing_with_kabul: V999 (A test) has no code; expected one of joint act",
        ),
        (
            {"category": "economy", "actors": "Iran;Taliban", "date": "2026-01-02"},
            "event_codings.csv, scheme contract_holder: V999 (A test) has no code",
        ),
        (
            {"category": "legal", "actors": "UN Security Council", "date": "2024-03-15"},
            "event_codings.csv, scheme vote_of_russia: V999 (A test) has no code; expected one of abstained, none",
        ),
        (
            {"category": "attack", "actors": "Russia", "date": "2010-05-06"},
            "us_effort.csv, column effect: V999 (A test) has no code; expected one of helped",
        ),
    ],
)
def test_a_new_event_of_a_scheme_s_kind_without_a_code_stops(facts, named, timeline, codings, us_effort):
    with pytest.raises(EvidenceError, match=re.escape(named)) as stopped:
        check_events(new_event(timeline, **facts), codings, us_effort)
    assert "Add a row" in str(stopped.value)
    assert "python -m dossier seal evidence/" in str(stopped.value)


def test_a_new_event_that_no_scheme_covers_needs_no_code(timeline, codings, us_effort):
    met = {"category": "diplomacy", "actors": "China;Taliban", "date": "2025-01-02"}
    check_events(new_event(timeline, **met), codings, us_effort)


@pytest.mark.parametrize(
    ("row", "change", "message"),
    [
        (
            ("V046", "meeting_with_taliban"),
            {"code": "Oslo"},
            "V046 has the code 'Oslo'; expected one of Murree",
        ),
        (
            ("V046", "meeting_with_taliban"),
            {"event_id": "V998"},
            "V998 does not exist; expected an event of data/evidence/timeline.csv",
        ),
        (("V026", "contract_holder"), {"why": None}, "V026 is not counted and no reason is given"),
        (
            ("V026", "contract_holder"),
            {"event_id": "V029"},
            "V029 is counted and not counted; expected none or codes that count",
        ),
    ],
)
def test_a_spoiled_code_stops(row, change, message, timeline, codings, us_effort):
    at = codings["event_id"].eq(row[0]) & codings["scheme"].eq(row[1])
    spoiled = codings.copy()
    spoiled.loc[at, list(change)] = list(change.values())
    where = re.escape(f"data/evidence/event_codings.csv, scheme {row[1]}: {message}")
    with pytest.raises(EvidenceError, match=where):
        check_events(timeline, spoiled, us_effort)


def test_codes_count_what_they_counted_before_they_were_a_table(timeline, codings):
    """What was written out in the modules of the measures, by scheme."""
    counts = {
        name: coded(timeline, codings, name, "code")["code"].value_counts().sort_index().to_dict()
        for name in SCHEMES
    }
    assert counts == {
        "dealing_with_kabul": {"arms": 2, "joint act": 1, "meeting": 2, "refusal": 1},
        "arms_for_kabul": {"rifles": 2},
        "meeting_with_taliban": {"Doha": 2, "Moscow": 7, "Murree": 1},
        "vote_of_russia": {"abstained": 3},
        "contract_holder": {"ARE": 1, "CHN": 3, "RUS": 1, "TUR": 1},
        "step_with_russia": {"deal": 2, "figure": 2, "offer": 1},
    }


def test_what_is_not_counted_is_not_returned_and_a_clock_cuts(timeline, codings):
    not_counted = codings[codings["code"].eq(NOT_COUNTED)]
    for name in SCHEMES:
        out = set(not_counted.loc[not_counted["scheme"].eq(name), "event_id"])
        assert out.isdisjoint(coded(timeline, codings, name, "code")["event_id"])
    assert coded(load("evidence/timeline", "A"), codings, "vote_of_russia", "vote").empty


def test_every_economic_event_has_a_short_name_for_its_figure(timeline):
    assert set(timeline.loc[timeline["category"].eq("economy"), "event_id"]) == set(economy.STEP_NAMES)
