"""The rules of reason 4 at and around their thresholds."""

import pytest

from dossier.evidence import rules
from dossier.verdicts import economy


@pytest.fixture(scope="module")
def fixed():
    return rules()


@pytest.mark.parametrize(
    ("before", "with_", "order", "likelihood"),
    [
        (0.004, 0.005, "before", "likely"),
        (0.004, 0.005, "overlap", "likely"),
        (0.004, 0.005, "after", "unlikely"),
        (0.004, 0.0049, "before", "unlikely"),
        (0.006, 0.006, "before", "unlikely"),
        (0.004, 0.0049, "after", "very unlikely"),
        (0.004, 0.0049, None, "very unlikely"),
    ],
)
def test_a_main_motive_needs_size_and_order(fixed, before, with_, order, likelihood):
    found = economy.markets_2017(before, with_, order, fixed["markets_2017"])
    assert found.likelihood == likelihood
    assert found.verdict == ("mostly supported" if likelihood == "likely" else "mostly unsupported")


@pytest.mark.parametrize(
    ("deals", "offers", "rate", "verdict"),
    [
        (0, 0, None, "untestable"),
        (0, 1, 900.0, "mostly unsupported"),
        (1, 0, None, "mixed"),
        (1, 0, 668.0, "mixed"),
        (1, 0, 668.1, "mostly supported"),
    ],
)
def test_since_2022_a_deal_and_growth_are_asked_for(fixed, deals, offers, rate, verdict):
    assert economy.markets_2022(deals, offers, rate, 668.0, fixed["markets_2022"]).verdict == verdict


@pytest.mark.parametrize(
    ("place", "verdict"),
    [
        (0.249, "refuted"),
        (0.25, "mostly unsupported"),
        (0.75, "mostly unsupported"),
        (0.751, "mostly supported"),
    ],
)
def test_the_middle_half_of_the_placebos_is_no_change(fixed, place, verdict):
    assert economy.trade_expected(place, 1.0, fixed["trade_expected"]).verdict == verdict


@pytest.mark.parametrize(
    ("records", "reserves", "verdict"),
    [(9, 9, "mostly unsupported"), (10, 9, "mixed"), (10, 10, "supported")],
)
def test_deposits_are_not_reserves(fixed, records, reserves, verdict):
    assert economy.minerals(records, reserves, fixed["minerals"]).verdict == verdict


@pytest.mark.parametrize(
    ("fields", "assessments", "verdict"),
    [(1, 0, "supported"), (0, 1, "mixed"), (0, 0, "mostly unsupported")],
)
def test_an_assessment_of_the_undiscovered_is_not_a_find(fixed, fields, assessments, verdict):
    assert economy.hydrocarbons(fields, assessments, fixed["hydrocarbons"]).verdict == verdict


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ({"RUS": 0}, "mostly unsupported"),
        ({"RUS": 1, "CHN": 2}, "mixed"),
        ({"RUS": 2, "CHN": 2}, "supported"),
    ],
)
def test_a_share_is_a_contract(fixed, held, verdict):
    assert economy.contracts(held, fixed["contracts"]).verdict == verdict


@pytest.mark.parametrize(
    ("later", "likelihood"),
    [
        (None, "none stated"),
        (8.0, "roughly even chance"),
        (7.9, "unlikely"),
        (4.1, "unlikely"),
        (4.0, "very unlikely"),
    ],
)
def test_a_third_up_or_down_is_a_change(fixed, later, likelihood):
    assert economy.drugs(6.0, later, fixed["drugs"]).likelihood == likelihood
