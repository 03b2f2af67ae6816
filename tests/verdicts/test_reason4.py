"""The verdicts of reason 4 as a whole: what clock A may read, and that they follow the tables."""

import pytest

import dossier
from dossier.evidence import rules
from dossier.verdicts import reason4
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in reason4.READS}


@pytest.fixture(scope="module")
def judged(tables):
    return reason4.judge(on_clocks(tables), rules())


def test_every_rule_of_the_reason_is_judged(judged):
    assert list(judged) == rules().of("r4")


def test_a_credible_higher_figure_would_change_the_verdict_on_the_years_since_2022(tables):
    reported = tables["evidence/reported_figures"]
    believed = reported.assign(certainty=reported["certainty"].replace("low", "moderate"))
    found = reason4._markets_2022({**tables, "evidence/reported_figures": believed}, rules())
    assert found.verdict == "mostly supported"


def test_the_first_deal_comes_after_the_first_contact(tables):
    deal, political = reason4.first_steps(tables, "2001-10-07")
    assert (deal["event_id"], political["event_id"]) == ("V103", "V122")
    assert reason4.first_steps(on_clocks(tables)["A"], "2001-10-07")[0] is None
