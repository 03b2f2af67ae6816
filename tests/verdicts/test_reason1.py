"""The verdicts of reason 1 as a whole: what clock A may read, and that they follow the tables."""

import pytest

import dossier
from dossier.evidence import rules
from dossier.indicators import arms
from dossier.verdicts import reason1
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in reason1.READS}


@pytest.fixture(scope="module")
def judged(tables):
    return reason1.judge(on_clocks(tables), rules())


def test_every_rule_of_the_reason_is_judged(judged):
    assert list(judged) == rules().of("r1")


def test_a_documented_account_of_a_later_start_would_change_the_verdict_on_the_origin(tables):
    """Without the accounts of 2021 that date contacts to 2013-14, clock B falls back to what clock A says."""
    timeline = tables["evidence/timeline"]
    without = {**tables, "evidence/timeline": timeline[~timeline["event_id"].isin(["V122", "V123"])]}
    judged = reason1.judge(on_clocks(without), rules())
    assert judged["origin"].now.verdict == judged["origin"].then.verdict == "mixed"


def test_a_higher_line_would_change_the_verdict_on_the_threat(tables):
    strict = rules()
    strict["threat"].facts["deaths_a_year"] = 1000
    assert reason1.judge(on_clocks(tables), strict)["threat"].now.verdict == "mixed"


def test_no_choice_of_five_year_windows_gives_the_rise_that_the_pakistan_rule_asks_for(tables):
    """The stated effect of the deviation: none."""
    share = {
        first: arms.share_of_imports(tables["arms/transfers"], "PAK", (first, first + 4)).get("RUS", 0)
        for first in range(2005, 2018)
    }
    rises = [share[after] - share[before] for before in range(2005, 2011) for after in range(2014, 2018)]
    assert max(rises) < rules()["pakistan"]["points"]


def test_the_order_of_the_announcement_and_the_strikes_is_that_of_the_calendar(judged):
    # 26 January to 30 September 2015: 5 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 days.
    assert "247 days after" in judged["syria_order"].now.because
