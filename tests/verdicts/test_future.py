"""The rules of reason 3: branches at and around each threshold, what clock A may read, and what follows the tables."""

import pytest

import dossier
from dossier.indicators.regional import Place
from dossier.verdicts import future, future_panel, rule
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import LIKELIHOODS, Judged, Verdict
from tests.clocks import on_clocks

NAMES = rules().of("r3", retired=True)


class Measured(dict):
    """Stands in for the tables of a rule: each measure gives what the test says, whatever it is asked."""

    def once(self, measure, *_):
        return self[measure]


@pytest.fixture(scope="module")
def fixed():
    return rules()


@pytest.fixture(scope="module")
def tables():
    return {table: dossier.load(table) for name in NAMES for table in rule.RULES[name].reads}


def judge(tables, fixed):
    clocks = on_clocks(tables)
    return {
        name: Judged(*(rule.judge(name, clocks[clock], fixed, clock) for clock in clocks)) for name in NAMES
    }


@pytest.fixture(scope="module")
def judged(tables, fixed):
    return judge(tables, fixed)


@pytest.mark.parametrize(
    ("deaths", "districts", "centres", "expected"),
    [
        (1.5, 1.1, 0.749, "all"),
        (1.49, 1.1, 0.749, "some"),
        (1.5, 1.09, 0.749, "some"),
        (1.5, 1.1, 0.75, "some"),
        (1.49, 1.09, 0.75, "none"),
        (1.5, 1.1, None, "all"),
        (1.49, 1.09, None, "none"),
    ],
)
def test_gaining_counts_the_signs_that_can_be_read(fixed, deaths, districts, centres, expected):
    measured = Measured(
        {future.deadlier: (deaths, 2020), future.wider: districts, future.centres_reporting: centres}
    )
    found = future.gaining(measured, fixed["future_gaining"])
    assert (found.branch, found.value) == (expected, deaths)


@pytest.mark.parametrize(
    ("acts", "war", "leaving", "expected"),
    [
        (8, 0.67, 0.67, "both"),
        (8, 0.67, 0.66, "one"),
        (8, 0.66, 0.67, "one"),
        (8, 0.66, 0.66, "neither"),
        (7, 1.0, 1.0, "early"),
    ],
)
def test_the_gradient_needs_one_sign_and_enough_acts(fixed, acts, war, leaving, expected):
    measured = Measured({future.dated_acts: acts, future.signs_held: (war, leaving)})
    found = future.gradient(measured, fixed["future_gradient"])
    assert (found.branch, found.value) == (expected, max(war, leaving))


@pytest.mark.parametrize(
    ("arms", "aid", "kept_up", "documented", "expected"),
    [
        (0.5, 0.5, 0, 1, "shifted"),
        (0.5, 0.51, 0, 1, "parallel"),
        (0.5, 0.9, 0, 0, "less"),
        (0.51, 0.51, 0, 0, "parallel"),
        (0.5, 0.5, 1, 0, "parallel"),
        (0.5, None, 0, 1, "parallel"),
        (0.5, None, 0, 0, "less"),
    ],
)
def test_a_shift_needs_less_for_kabul_and_something_for_the_taliban(
    fixed, arms, aid, kept_up, documented, expected
):
    measured = Measured(
        {
            future.shift_ratios: (arms, aid),
            future.given_to_kabul: kept_up,
            future.given_to_taliban: documented,
        }
    )
    assert future.shift(measured, fixed["future_shift"]).branch == expected


def test_the_first_windows_of_the_shift_are_those_of_the_rule(fixed):
    (before, after) = (fixed["future_shift"][window] for window in ("before", "after"))
    own = fixed.grids["future_shift"].default["windows"]
    assert own == "{} to {}, {} to {}".format(*before, *after)
    assert future.WINDOWS[own] is None


@pytest.mark.parametrize(
    ("expects", "expected"),
    [
        (["rule", "not"], "rule"),
        (["rule", "share", "not"], "share"),
        (["share", "not"], "share"),
        (["not"], "neither"),
        ([], "none"),
    ],
)
def test_an_expectation_is_what_half_of_the_forecasts_say(fixed, expects, expected):
    assert (
        future.expected(Measured({future.expectations: expects}), fixed["future_expected"]).branch == expected
    )


@pytest.mark.parametrize(
    ("earlier", "later", "unsettled", "expected"),
    [
        (1, 1, 2, "inside"),
        (24, 25, 51, "unsettled"),
        (25, 24, 51, "unsettled"),
        (0, 76, 24, "outside"),
        (0, 75, 25, "unsettled"),
        (76, 0, 24, "outside"),
        (1, 1, 1, "few"),
    ],
)
def test_the_whole_range_must_lie_on_one_side(fixed, earlier, later, unsettled, expected):
    place = Place("first_contact", earlier, later, unsettled)
    measured = Measured({future_panel.place_in_contact: place})
    assert future_panel.base_rate(measured, fixed["future_base_rate"]).branch == expected


def test_without_a_contact_of_russia_there_is_no_place(fixed):
    measured = Measured({future_panel.place_in_contact: None})
    assert future_panel.base_rate(measured, fixed["future_base_rate"]).branch == "few"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ({"hosting": "leads", "recognition": "leads"}, "first"),
        ({"hosting": "trails", "recognition": "leads"}, "mixed"),
        ({"hosting": "trails", "recognition": "unsettled"}, "later"),
        ({}, "none"),
    ],
)
def test_first_means_first_in_every_step(fixed, steps, expected):
    measured = Measured({future_panel.compared_steps: steps})
    assert future_panel.first(measured, fixed["future_first"]).branch == expected


def test_only_the_steps_that_are_asked_for_are_compared(fixed):
    measured = Measured({future_panel.compared_steps: {"hosting": "trails", "recognition": "leads"}})
    late = future_panel.first(measured, fixed["future_first"], steps=future_panel.LATE_STEPS)
    assert (late.branch, late.value) == ("first", 1.0)


def test_a_forecast_is_open_until_its_outcome(judged):
    assert judged["future_ruled"].then.verdict == "untestable"
    assert judged["future_ruled"].now.verdict == "supported"
    assert judged["future_ruled"].now.because.endswith("15 August 2021")


@pytest.mark.parametrize(
    ("meetings", "agreements", "naming", "expected"),
    [(3, 2, 1, "lead"), (3, 3, 1, "host"), (3, 0, 0, "host"), (2, 2, 2, "neither"), (0, 0, 0, "early")],
)
def test_a_lead_needs_meetings_and_a_name_under_what_was_agreed(
    fixed, meetings, agreements, naming, expected
):
    measured = Measured({future.hosted: meetings, future.agreements: (agreements, naming)})
    assert future.lead(measured, fixed["future_lead"]).branch == expected


def stub(verdict):
    return Verdict("stub", "stub", verdict, "likely", "stub")


YES, NO, OPEN = stub("mostly supported"), stub("mixed"), stub("untestable")


PARTS = ("future_gradient", "future_shift", "future_expected", "future_base_rate")


def reason(fixed, *parts):
    return future.reason({}, fixed["future_reason"], parts=dict(zip(PARTS, parts, strict=True)))


def test_the_reason_takes_its_three_tests_and_the_base_rate():
    assert rule.RULES["future_reason"].takes == PARTS


@pytest.mark.parametrize(
    ("gradient", "shift", "expected", "outcome"),
    [
        (YES, YES, YES, "strong"),
        (YES, YES, NO, "weak"),
        (YES, OPEN, NO, "weak"),
        (NO, YES, YES, "neither"),
        (OPEN, YES, YES, "early"),
    ],
)
def test_the_strong_form_needs_all_three(fixed, gradient, shift, expected, outcome):
    assert reason(fixed, gradient, shift, expected, OPEN).branch == outcome


@pytest.mark.parametrize("form", ["strong", "weak", "neither"])
def test_a_base_rate_that_holds_takes_one_step_of_likelihood(fixed, form):
    parts = {"strong": (YES, YES, YES), "weak": (YES, NO, NO), "neither": (NO, NO, NO)}[form]
    branches = fixed["future_reason"]["branches"]
    before, after = (branches[reason(fixed, *parts, base).branch] for base in (NO, YES))
    assert before["verdict"] == after["verdict"]
    assert LIKELIHOODS.index(before["likelihood"]) - LIKELIHOODS.index(after["likelihood"]) == 1


def test_what_cannot_be_tested_has_no_likelihood_to_lower(fixed):
    found = reason(fixed, OPEN, NO, NO, YES)
    assert found.branch == "early"
    assert "which takes one step off" not in found.because


@pytest.mark.parametrize(
    ("gradient", "shift", "expected", "said"),
    [
        (YES, NO, NO, ("grew more frequent", "no move of its arms", "less than half")),
        (NO, YES, YES, ("did not grow", "went from Kabul", "half or more")),
        (OPEN, OPEN, OPEN, ("too few", "cannot be told", "no public forecast")),
    ],
)
def test_the_reason_says_what_happened_and_not_how_its_parts_are_called(
    fixed, gradient, shift, expected, said
):
    told = reason(fixed, gradient, shift, expected, OPEN).because.split("; ")
    assert all(words in part for words, part in zip(said, told, strict=True))
    assert "other states" in reason(fixed, YES, NO, NO, YES).because


def test_every_rule_of_the_reason_is_declared():
    assert sorted(name for name in rule.RULES if name.startswith("future")) == sorted(NAMES)


def test_clock_a_does_not_read_the_vote_of_2018(judged):
    assert "polling centres" not in judged["future_gaining"].then.because
    assert "polling centres" in judged["future_gaining"].now.because


def test_only_clock_a_says_that_its_tables_came_later(judged):
    assert future.LATER_RELEASE in judged["future_gaining"].then.lowered_by
    assert future.LATER_RELEASE not in judged["future_gaining"].now.lowered_by


def test_the_aid_of_2016_was_not_reported_yet_on_clock_a(tables, fixed):
    before, after = (fixed["future_shift"][window] for window in ("before", "after"))
    _, then = future.shift_ratios(on_clocks(tables)["A"], before, after)
    # Of 2015 alone, 2.56, over the mean of 4.91, 0.45 and 4.95.
    assert then == pytest.approx(2.56 / 3.43667, abs=1e-4)


def test_a_documented_transfer_would_complete_the_shift(tables, fixed):
    timeline = tables["evidence/timeline"].copy()
    timeline.loc[timeline["event_id"].eq("V089"), ["outcome", "certainty"]] = ["O3", "high"]
    changed = rule.judge("future_shift", {**tables, "evidence/timeline": timeline}, fixed)
    # Arms and aid to Kabul both fell by more than half.
    assert changed.verdict == "mostly supported"


def test_a_contact_before_all_others_would_lie_outside_the_middle(tables, fixed):
    steps = tables["evidence/regional_steps"].copy()
    mine = steps["state"].eq("RUS") & steps["step"].eq("first_contact")
    steps.loc[mine, ["date", "date_end", "precision"]] = ["2009-01-01", None, "day"]
    panel = {"evidence/regional_steps": steps}
    assert rule.judge("future_base_rate", panel, fixed).verdict == "mostly unsupported"
    assert rule.judge("future_first", panel, fixed).verdict == "mixed"


def test_the_states_that_came_after_russia_put_it_in_the_middle_and_lower_the_reason(tables, judged, fixed):
    """Without the six that came later Russia would be last of six, and no step would be taken off."""
    steps = tables["evidence/regional_steps"]
    before = steps["state"].isin(["RUS", "IRN", "CHN", "PAK", "QAT", "USA"])
    changed = judge({**tables, "evidence/regional_steps": steps[before]}, fixed)
    assert changed["future_base_rate"].now.verdict == "mostly unsupported"
    assert judged["future_base_rate"].now.verdict == "mostly supported"
    assert judged["future_reason"].now.likelihood == "roughly even chance"
    assert changed["future_reason"].now.likelihood == "likely"
