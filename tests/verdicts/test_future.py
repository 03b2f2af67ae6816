"""The verdicts on reason 3: branches at and around each threshold."""

import dataclasses

import pytest

from dossier.evidence import rules
from dossier.verdicts import future
from dossier.verdicts.scale import Verdict


@pytest.fixture(scope="module")
def fixed():
    return rules()


def branch(rule, verdict):
    found = [
        name
        for name, outcome in rule["branches"].items()
        if (outcome["verdict"], outcome["likelihood"]) == (verdict.verdict, verdict.likelihood)
    ]
    return found


@pytest.mark.parametrize(
    ("deaths", "spread", "centres", "expected"),
    [
        (1.5, 1.1, 0.749, "all"),
        (1.49, 1.1, 0.749, "some"),
        (1.5, 1.09, 0.749, "some"),
        (1.5, 1.1, 0.75, "some"),
        (1.49, 1.09, 0.75, "none"),
        (1.5, None, None, "all"),
        (1.49, None, None, "none"),
    ],
)
def test_gaining_counts_the_signs_that_can_be_read(fixed, deaths, spread, centres, expected):
    rule = fixed["future_gaining"]
    assert expected in branch(rule, future.gaining(deaths, spread, centres, rule))


@pytest.mark.parametrize(
    ("acts", "war", "leaving", "expected"),
    [
        (8, 0.67, 0.67, "mostly supported"),
        (8, 0.67, 0.66, "mostly supported"),
        (8, 0.66, 0.67, "mostly supported"),
        (8, 0.66, 0.66, "mostly unsupported"),
        (7, 1.0, 1.0, "untestable"),
        (8, None, None, "untestable"),
    ],
)
def test_the_gradient_needs_one_sign_and_enough_acts(fixed, acts, war, leaving, expected):
    assert future.gradient(acts, war, leaving, fixed["future_gradient"]).verdict == expected


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
    rule = fixed["future_shift"]
    assert branch(rule, future.shift(arms, aid, kept_up, documented, rule)) == [expected]


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
    rule = fixed["future_expected"]
    assert branch(rule, future.expected(expects, rule)) == [expected]


@pytest.mark.parametrize(
    ("others", "low", "high", "expected"),
    [
        (4, 0.25, 0.75, "mostly supported"),
        (4, 0.24, 0.75, "untestable"),
        (4, 0.25, 0.76, "untestable"),
        (4, 0.0, 0.24, "mostly unsupported"),
        (4, 0.0, 0.25, "untestable"),
        (4, 0.76, 1.0, "mostly unsupported"),
        (3, 0.5, 0.5, "untestable"),
    ],
)
def test_the_whole_range_must_lie_on_one_side(fixed, others, low, high, expected):
    assert future.base_rate(others, low, high, fixed["future_base_rate"]).verdict == expected


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
    rule = fixed["future_first"]
    assert branch(rule, future.first(steps, rule)) == [expected]


def test_a_forecast_is_open_until_its_outcome(fixed):
    assert future.ruled(None, fixed["future_ruled"]).verdict == "untestable"
    assert future.ruled("15 August 2021", fixed["future_ruled"]).verdict == "supported"


@pytest.mark.parametrize(
    ("meetings", "agreements", "naming", "expected"),
    [(3, 2, 1, "lead"), (3, 3, 1, "host"), (3, 0, 0, "host"), (2, 2, 2, "neither"), (0, 0, 0, "early")],
)
def test_a_lead_needs_meetings_and_a_name_under_what_was_agreed(
    fixed, meetings, agreements, naming, expected
):
    rule = fixed["future_lead"]
    assert branch(rule, future.lead(meetings, agreements, naming, rule)) == [expected]


def stub(verdict):
    return Verdict("stub", "stub", verdict, "likely", "stub")


YES, NO, OPEN = stub("mostly supported"), stub("mixed"), stub("untestable")


@pytest.mark.parametrize(
    ("gradient", "shift", "expected", "outcome"),
    [
        (YES, YES, YES, "supported"),
        (YES, YES, NO, "mostly supported"),
        (YES, OPEN, NO, "mostly supported"),
        (NO, YES, YES, "mostly unsupported"),
        (OPEN, YES, YES, "untestable"),
    ],
)
def test_the_strong_form_needs_all_three(fixed, gradient, shift, expected, outcome):
    assert future.reason(gradient, shift, expected, OPEN, fixed["future_reason"]).verdict == outcome


def test_a_base_rate_that_holds_takes_one_step_of_likelihood(fixed):
    rule = fixed["future_reason"]
    before = future.reason(YES, NO, NO, NO, rule)
    after = future.reason(YES, NO, NO, YES, rule)
    assert (before.likelihood, after.likelihood) == ("likely", "roughly even chance")
    assert dataclasses.replace(after, likelihood="", because="") == dataclasses.replace(
        before, likelihood="", because=""
    )
    assert future.reason(OPEN, NO, NO, YES, rule).likelihood == "none stated"


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
    because = future.reason(gradient, shift, expected, OPEN, fixed["future_reason"]).because
    assert [words in part for words, part in zip(said, because.split("; "), strict=True)] == [True] * len(
        said
    )
    assert "which takes one step off" not in because
    assert "other states" in future.reason(YES, NO, NO, YES, fixed["future_reason"]).because
