"""All rules and all claims at once: what they read, and that clock A is the same without what came later."""

import functools
import sys
from dataclasses import replace

import pandas as pd
import pytest

from dossier import catalogue, load, results, storage
from dossier.clocks import CLOCKS
from dossier.errors import EvidenceError
from dossier.indicators import timeline as dated
from dossier.references import references
from dossier.tables import TABLES
from dossier.verdicts import ledger, rule
from dossier.verdicts.confidence import graded
from dossier.verdicts.rules import rules as read_rules
from dossier.verdicts.scale import Judged
from tests.clocks import on_clocks

CLOCK_A = pd.Timestamp("2017-04-20")
RULES = list(rule.collected())


@functools.cache
def _clocks():
    return catalogue.on_clocks(sorted({*rule.reads(), *ledger.READS}))


@pytest.fixture(scope="module")
def clocks():
    return _clocks()


@pytest.fixture(scope="module")
def fixed():
    return read_rules()


@functools.cache
def _calls(name, clock):
    """The measures that the judge of a rule calls on a clock."""
    called = set()

    def note(frame, what, _):
        module, function = frame.f_globals.get("__name__", ""), frame.f_code.co_qualname
        if what == "call" and module.startswith(("dossier.indicators.", "dossier.inference.")):
            caller = frame.f_back.f_globals.get("__name__", "")
            if caller.startswith("dossier.verdicts.") and "." not in function:
                called.add(f"{module.removeprefix('dossier.')}.{function}")

    tables, fixed = _clocks()[clock], read_rules()
    sys.setprofile(note)
    try:
        rule.judge(name, tables, fixed, clock)
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("name", RULES)
def test_a_rule_names_exactly_the_measures_that_its_judge_reads(name, fixed):
    read = set().union(*(_calls(name, clock) for clock in CLOCKS))
    assert sorted(fixed[name].measures) == sorted(read)


@pytest.mark.parametrize("name", TABLES)
def test_no_table_of_clock_a_speaks_of_a_later_day(name):
    """Held apart from the cuts: no year after 2016 and no day after the last is left in a column of days or years."""
    then = load(name, "A")
    for column, declared in TABLES[name].columns.items():
        if declared.kind.startswith("datetime"):
            assert not (then[column] > CLOCK_A).any(), column
        elif column in ("year", "last_year", "delivery_last"):
            assert not (pd.to_numeric(then[column]) >= CLOCK_A.year).any(), column
        elif declared.kind == "str" and column in (
            "date",
            "made_on",
            "outcome_on",
            "reported",
            "as_of",
            "month",
        ):
            ends = then[column].dropna().map(lambda day: pd.Period(day).end_time.normalize())
            assert not (ends > CLOCK_A).any(), column


class TestClockA:
    def test_cutting_twice_is_cutting_once(self, clocks):
        """A checkout in which everything later was deleted gives the same tables on clock A."""
        for name, then in clocks["A"].items():
            pd.testing.assert_frame_equal(catalogue.cut(name, then, "A"), then)

    def test_all_rules_and_all_claims_say_the_same_when_everything_later_is_taken_away(self, clocks, fixed):
        """Clock A's tables are all that there is: both clocks read them, and the record of clock A is the record."""
        early = {clock: dict(clocks["A"]) for clock in CLOCKS}
        judged = graded(rule.judged(early, fixed), fixed)
        assert {name: both.then for name, both in judged.items()} == {
            name: both.then for name, both in results.verdicts().items()
        }
        records = early["A"]["evidence/records"]
        tables = early["A"] | {
            "evidence/records": pd.concat([records, records.assign(clock="B")], ignore_index=True)
        }
        # An event counts by its own day, though the page on which it was read is newer. A reference that a record
        # names itself must have been public, or the ledger stops.
        both = {name: Judged(each.then, each.then) for name, each in judged.items()}
        of_drivers = {key: each.judged for key, each in results.drivers().items()}
        both |= {key: Judged(each.then, each.then) for key, each in of_drivers.items()}
        entries = ledger.assemble(tables, both, fixed, references())
        assert [entry.then for entry in entries] == [entry.then for entry in results.entries()]
        assert len(entries) == len(load("evidence/claims"))

    @pytest.mark.parametrize("name", RULES)
    def test_no_judge_reads_more_than_the_tables_that_it_is_handed(self, name, clocks, fixed, monkeypatch):
        def refuse(_, contract, *others):
            pytest.fail(f"it loads a table: {contract.title}")

        # Whatever loads a table, its file is decoded here.
        monkeypatch.setattr(storage, "decode", refuse)
        rule.judge(name, clocks["A"], fixed)

    @pytest.mark.parametrize("name", RULES)
    def test_no_judge_asks_which_clock_it_is_on(self, name, clocks, fixed):
        """Handed the tables of today it gives today's verdict: only the tables differ between the clocks."""
        then, now = (rule.judge(name, clocks["B"], fixed, clock) for clock in CLOCKS)
        caveats = rule.collected()[name].caveats
        assert replace(then, lowered_by=()) == replace(now, lowered_by=())
        assert set(then.lowered_by) ^ set(now.lowered_by) <= {*caveats.get("A", ()), *caveats.get("B", ())}

    @pytest.mark.parametrize(
        ("name", "event"),
        [
            ("origin", dated.ANNOUNCED),
            ("syria_order", dated.SYRIA),
            ("syria_order", dated.ANNOUNCED),
            ("pakistan", dated.ANNOUNCED),
            ("decisive", dated.WITHDRAWAL),
            ("decisive", dated.DISSOLUTION),
            ("future_shift", dated.ACKNOWLEDGED),
            ("future_reason", dated.ACKNOWLEDGED),
        ],
    )
    def test_a_late_date_under_a_verdict_of_a_rule_fails_by_name(self, name, event, clocks, fixed):
        timeline = clocks["B"]["evidence/timeline"]
        late = timeline["reported"].mask(timeline["event_id"].eq(event), "2017-04-21")
        moved = on_clocks({"evidence/timeline": timeline.assign(reported=late)})
        with pytest.raises(
            EvidenceError, match=f"evidence/timeline, {event}: there is no such event, or it was"
        ):
            rule.judge(name, clocks["A"] | moved["A"], fixed)
        assert rule.judge(name, clocks["B"] | moved["B"], fixed) == rule.judge(name, clocks["B"], fixed)
