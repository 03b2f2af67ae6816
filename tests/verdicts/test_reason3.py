"""The verdicts of reason 3 as a whole: what clock A may read, and that they follow the tables."""

import pytest

import dossier
from dossier.evidence import rules
from dossier.verdicts import reason3
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in reason3.READS}


@pytest.fixture(scope="module")
def judged(tables):
    return reason3.judge(on_clocks(tables), rules())


def test_every_rule_of_the_reason_is_judged(judged):
    assert list(judged) == rules().of("r3")


def test_clock_a_does_not_read_the_vote_of_2018(tables, judged):
    assert "polling centres" not in judged["future_gaining"].then.because
    assert "polling centres" in judged["future_gaining"].now.because


def test_the_aid_of_2016_was_not_reported_yet_on_clock_a(tables):
    rule = rules()["future_shift"]
    _, then = reason3.shift_ratios(on_clocks(tables)["A"], rule)
    # Of 2015 alone, 2.56, over the mean of 4.91, 0.45 and 4.95.
    assert then == pytest.approx(2.56 / 3.43667, abs=1e-4)


def test_a_documented_transfer_would_complete_the_shift(tables):
    timeline = tables["evidence/timeline"].copy()
    timeline.loc[timeline["event_id"].eq("V089"), ["outcome", "certainty"]] = ["O3", "high"]
    changed = reason3.judge(on_clocks({**tables, "evidence/timeline": timeline}), rules())["future_shift"].now
    # Arms and aid to Kabul both fell by more than half.
    assert changed.verdict == "mostly supported"


def test_a_contact_before_all_others_would_lie_outside_the_middle(tables):
    steps = tables["evidence/regional_steps"].copy()
    mine = steps["state"].eq("RUS") & steps["step"].eq("first_contact")
    steps.loc[mine, ["date", "date_end", "precision"]] = ["2009-01-01", None, "day"]
    changed = reason3.judge(on_clocks({**tables, "evidence/regional_steps": steps}), rules())
    assert changed["future_base_rate"].now.verdict == "mostly unsupported"
    assert changed["future_first"].now.verdict == "mixed"


def test_the_states_that_came_after_russia_put_it_in_the_middle_and_lower_the_reason(tables, judged):
    """Without the six that came later Russia would be last of six, and no step would be taken off."""
    steps = tables["evidence/regional_steps"]
    before = steps["state"].isin(["RUS", "IRN", "CHN", "PAK", "QAT", "USA"])
    changed = reason3.judge(on_clocks({**tables, "evidence/regional_steps": steps[before]}), rules())
    assert changed["future_base_rate"].now.verdict == "mostly unsupported"
    assert judged["future_base_rate"].now.verdict == "mostly supported"
    assert judged["future_reason"].now.likelihood == "roughly even chance"
    assert changed["future_reason"].now.likelihood == "likely"
