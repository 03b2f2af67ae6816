"""The verdicts of reason 2 as a whole: what clock A may read, and that they follow the tables."""

import pytest

import dossier
from dossier.evidence import rules
from dossier.verdicts import reason2
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in reason2.READS}


@pytest.fixture(scope="module")
def judged(tables):
    return reason2.judge(on_clocks(tables), rules())


def test_every_rule_of_the_reason_is_judged(judged):
    assert list(judged) == rules().of("r2")


def test_harm_in_the_years_of_the_largest_force_would_revive_the_hypothesis(tables):
    """Section 8 of the hypotheses: recode what helped in 2010 as harm, and enough of it."""
    coding = tables["evidence/us_effort"].copy()
    later = tables["evidence/timeline"].set_index("event_id")["date"].gt("2013")
    harmed = coding["effect"].eq("harmed") & coding["event_id"].map(later)
    coding.loc[harmed, "effect"] = "neither"
    coding.loc[coding["event_id"].isin(["V031", "V032"]), "effect"] = "harmed"
    changed = reason2.judge(on_clocks({**tables, "evidence/us_effort": coding}), rules())
    assert changed["opportunity"].now.verdict == "mostly supported"
    assert changed["revenge"].now.verdict == "mixed"


def test_a_missile_for_the_taliban_would_be_the_smoking_gun(tables):
    register = tables["arms/register"].copy()
    igla = register["recipient"].eq("northern-alliance") & register["designation"].eq("Igla-1")
    register.loc[igla, "recipient"] = "taliban"
    changed = reason2.judge(on_clocks({**tables, "arms/register": register}), rules())
    assert changed["missiles"].now.verdict == "supported"
    assert changed["revenge"].now.verdict == "mixed"


def test_one_vote_fewer_asked_for_would_have_been_read_as_speaking_against_revenge(tables):
    lenient = rules()
    lenient["un_hostility"].facts["fewest_votes"] = 4
    assert reason2.judge(on_clocks(tables), lenient)["un_hostility"].now.verdict == "mostly unsupported"


def test_the_union_outlived_the_withdrawal_by_the_days_of_the_calendar(judged):
    # 15 February 1989 to 26 December 1991: 319 days to the end of 1989, 365 in 1990, 360 in 1991.
    assert "ended 1,044 days after" in judged["decisive"].now.because


def test_the_first_word_for_the_missiles_would_have_found_none(tables):
    """The stated effect of the deviation."""
    guessed = rules()
    guessed["missiles"].facts["category"] = "portable SAM"
    assert reason2.judge(on_clocks(tables), guessed)["missiles"].now.verdict == "untestable"
