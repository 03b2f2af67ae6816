"""All rules and all claims at once: what they read, and that clock A is the same without what came later."""

import functools
import sys

import pandas as pd
import pytest

from dossier import evidence, judgements, load, results
from dossier.errors import EvidenceError
from dossier.indicators import timeline as dated
from dossier.references import references
from dossier.verdicts import ledger, reason2, reason4
from dossier.verdicts.scale import Judged

CLOCK_A = pd.Timestamp("2017-04-20")
JUDGES = {name: judge_one for module in judgements.judges() for name, judge_one in module.JUDGES.items()}
ALIKE = (*reason2.ALIKE, *reason4.ALIKE)


@pytest.fixture(scope="module")
def tables():
    return _tables()


@pytest.fixture(scope="module")
def fixed():
    return evidence.rules()


@functools.cache
def _calls(name, until):
    """The measures that the judge of a rule calls on a clock, and those events that it asks for on no clock."""
    called, open_ended = set(), []

    def note(frame, what, _):
        module, function = frame.f_globals.get("__name__", ""), frame.f_code.co_qualname
        if what == "call" and module.startswith(("dossier.indicators.", "dossier.inference.")):
            caller = frame.f_back.f_globals.get("__name__", "")
            if caller.startswith("dossier.verdicts.") and "." not in function:
                called.add(f"{module.removeprefix('dossier.')}.{function}")
                if function in ("event", "event_if_public") and frame.f_locals["until"] is None:
                    open_ended.append(frame.f_locals["event_id"])

    sys.setprofile(note)
    try:
        JUDGES[name](_tables(), evidence.rules(), until)
    finally:
        sys.setprofile(None)
    return called, open_ended


@functools.cache
def _tables():
    names = {name for module in judgements.judges() for name in module.READS} | set(ledger.READS)
    return {name: load(name) for name in sorted(names)}


@pytest.mark.parametrize("name", JUDGES)
def test_a_rule_names_exactly_the_measures_that_its_judge_reads(name, fixed):
    clocks = (CLOCK_A,) if name in ALIKE else (CLOCK_A, None)
    read = set().union(*(_calls(name, until)[0] for until in clocks))
    assert sorted(fixed[name].measures) == sorted(read)


#: Tables cut by the year in which their rows happened: only years that were over count.
BY_YEAR = (
    "arms/transfers",
    "conflict/afghan_event_coverage",
    "conflict/afghan_events",
    "conflict/battle_deaths",
    "conflict/country_parties",
    "conflict/country_years",
    "conflict/dyads",
    "conflict/event_year_counts",
    "conflict/nonstate_deaths",
    "conflict/us_troops_yearly",
    "diplomacy/general_debate_terms",
    "diplomacy/rollcalls",
    "economy/exports",
    "economy/russian_aid",
    "economy/trade_cow",
)
#: Tables cut by the day of their rows.
BY_DAY = ("conflict/syria_events", "diplomacy/peace_agreements", "diplomacy/vetoes")
#: Tables cut by another column that says when: the last possible day must lie before the end of the clock.
BY_WORDS = {"evidence/forecasts": "made_on", "evidence/reported_figures": "date"}
#: Tables without any date, and why they stay whole.
TIMELESS = {
    "economy/deposits": "a list of deposits that was complete before the clock",
    "economy/distances": "distances between states",
    "evidence/claims": "the article itself",
}


def by_then(words):
    """Whether the last day that a date can mean lies within the clock; no date does not."""
    return words.map(lambda day: pd.notna(day) and pd.Period(day).end_time.normalize() <= CLOCK_A)


def as_it_stood(tables, cited):
    """All tables without what happened, or was published, after clock A."""
    early = {name: tables[name] for name in TIMELESS}
    early |= {name: tables[name][tables[name]["year"] < CLOCK_A.year] for name in BY_YEAR}
    early |= {name: tables[name][tables[name]["date"] <= CLOCK_A] for name in BY_DAY}
    early |= {name: tables[name][by_then(tables[name][column])] for name, column in BY_WORDS.items()}
    timeline = tables["evidence/timeline"]
    public = set(dated.known_by(timeline, CLOCK_A)["event_id"])
    early["evidence/timeline"] = timeline[timeline["event_id"].isin(public)]
    for name in ("evidence/event_codings", "evidence/us_effort"):
        early[name] = tables[name][tables[name]["event_id"].isin(public)]
    steps = tables["evidence/regional_steps"]
    dated_by_then = by_then(steps["date_end"].fillna(steps["date"]))
    early["evidence/regional_steps"] = steps[
        (dated_by_then | steps["date"].isna()) & (steps["event_id"].isna() | steps["event_id"].isin(public))
    ]
    early["evidence/forecasts"] = early["evidence/forecasts"].pipe(
        lambda made: made.assign(came_true=made["came_true"].where(by_then(made["outcome_on"]), "open"))
    )
    register, totals = tables["arms/register"], tables["conflict/conflict_totals"]
    early["arms/register"] = register[register["delivery_last"] < CLOCK_A.year]
    # Totals over the years of a conflict cannot be cut, so that all of them are blotted out.
    begun = totals[totals["first_year"] < CLOCK_A.year]
    early["conflict/conflict_totals"] = begun.assign(best=0, low=0, high=0, deaths_civilians=0, events=0)
    # Trackers of 2024 and 2025, and what is known of the vote of 2018.
    early["economy/fields_and_mines"] = tables["economy/fields_and_mines"].iloc[:0]
    reach = tables["territory/polling_reach"]
    later = [name for name in reach if name.endswith(("_2018", "_2019"))]
    early["territory/polling_reach"] = reach.assign(**dict.fromkeys(later, 0))
    early["territory/provinces"] = tables["territory/provinces"].assign(population_2019=0)
    figures = tables["evidence/soviet_war"]
    early["evidence/soviet_war"] = figures[figures["source_key"].isin(cited)]
    early["evidence/corrections"] = tables["evidence/corrections"].iloc[:0]
    first = tables["evidence/records"].query("clock == 'A'")
    early["evidence/records"] = pd.concat([first, first.assign(clock="B")], ignore_index=True)
    return early


@pytest.fixture(scope="module")
def then_public():
    """The references that were public by the end of the clock."""
    cited = references().items()
    return {key: each for key, each in cited if each.public_on and each.public_on <= CLOCK_A.date()}


@pytest.fixture(scope="module")
def early(tables, then_public):
    return as_it_stood(tables, then_public)


class TestClockA:
    def test_every_table_that_is_read_is_cut_or_has_no_date(self, tables, early):
        assert early.keys() == tables.keys()
        cut = {name for name in tables if not early[name].equals(tables[name])}
        # Exports are held to 2016 and the two sides of the ledger to 2014.
        assert tables.keys() - cut == TIMELESS.keys() | {"economy/exports", "economy/trade_cow"}

    def test_all_rules_and_all_claims_say_the_same_when_everything_later_is_taken_away(
        self, early, then_public, fixed
    ):
        judged = {name: judge_one(early, fixed, CLOCK_A) for name, judge_one in JUDGES.items()}
        assert judged == {name: both.then for name, both in results.verdicts().items()}
        both = {name: Judged(then, then) for name, then in judged.items()}
        entries = ledger.assemble(early, both, fixed, then_public)
        assert [entry.then for entry in entries] == [entry.then for entry in results.entries()]
        assert len(entries) == len(load("evidence/claims"))

    @pytest.mark.parametrize(
        ("rule", "event"),
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
    def test_a_late_date_under_a_verdict_of_a_rule_fails_by_name(self, rule, event, tables, fixed):
        timeline = tables["evidence/timeline"]
        late = timeline["reported"].mask(timeline["event_id"].eq(event), "2017-04-21")
        moved = tables | {"evidence/timeline": timeline.assign(reported=late)}
        with pytest.raises(
            EvidenceError, match=f"evidence/timeline, {event}: it is public on 2017-04-21 at the latest"
        ):
            JUDGES[rule](moved, fixed, CLOCK_A)
        assert JUDGES[rule](moved, fixed, None) == JUDGES[rule](tables, fixed, None)

    @pytest.mark.parametrize("name", JUDGES)
    def test_no_judge_asks_for_an_event_without_saying_on_which_clock(self, name):
        assert _calls(name, CLOCK_A)[1] == []
