"""Each rule of reason 2 at and around its thresholds, on made-up measures."""

import pytest

from dossier.evidence import rules
from dossier.indicators.us_effort import Peak
from dossier.verdicts import revenge


@pytest.fixture(scope="module")
def fixed():
    return rules()


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Peak(3, 6, 3, 3), "mostly supported"),
        (Peak(2, 6, 2, 3), "mixed"),
        (Peak(0, 6, 0, 3), "mostly unsupported"),
        (Peak(0, 0, 0, 0), "refuted"),
    ],
)
def test_opportunity(found, verdict, fixed):
    assert revenge.opportunity(found, fixed["opportunity"]).verdict == verdict


@pytest.mark.parametrize(
    ("taliban", "others", "verdict"),
    [(1, 8, "supported"), (0, 1, "mostly unsupported"), (0, 0, "untestable")],
)
def test_missiles(taliban, others, verdict, fixed):
    assert revenge.missiles(taliban, others, fixed["missiles"]).verdict == verdict


@pytest.mark.parametrize(
    ("delivered", "share", "outcome"),
    [
        (0.0, None, ("mostly supported", "likely")),
        (10.0, 0.5, ("mostly unsupported", "unlikely")),
        (10.0, 0.49, ("mostly unsupported", "very unlikely")),
        (10.0, None, ("mostly unsupported", "very unlikely")),
    ],
)
def test_arming_kabul(delivered, share, outcome, fixed):
    found = revenge.arming_kabul(delivered, share, fixed["arming_kabul"])
    assert (found.verdict, found.likelihood) == outcome
    assert (f"helicopters delivered since {revenge.FLOWN_SINCE}" in found.because) == (share is not None)


@pytest.mark.parametrize(
    ("votes", "gap", "verdict"),
    [
        (0, None, "untestable"),
        (4, 0.5, "untestable"),
        (5, -0.10, "mostly supported"),
        (5, -0.09, "mixed"),
        (5, 0.09, "mixed"),
        (5, 0.10, "mostly unsupported"),
    ],
)
def test_un_hostility(votes, gap, verdict, fixed):
    assert revenge.un_hostility(votes, gap, fixed["un_hostility"]).verdict == verdict


@pytest.mark.parametrize(
    ("vetoes", "abstentions", "verdict"),
    [(1, 0, "mostly supported"), (0, 1, "mostly unsupported"), (0, 0, "refuted")],
)
def test_obstruction(vetoes, abstentions, verdict, fixed):
    assert revenge.obstruction(vetoes, abstentions, fixed["obstruction"]).verdict == verdict


@pytest.mark.parametrize(
    ("cooling", "recognised", "outcome"),
    [
        (0.3333, True, ("mostly supported", "likely")),
        (0.33, False, ("mostly unsupported", "unlikely")),
        (0.33, True, ("mostly unsupported", "very unlikely")),
        (-0.5, False, ("mostly unsupported", "unlikely")),
        (None, False, ("untestable", "none stated")),
    ],
)
def test_after_goal(cooling, recognised, outcome, fixed):
    found = revenge.after_goal(cooling, recognised, fixed["after_goal"])
    assert (found.verdict, found.likelihood) == outcome


@pytest.mark.parametrize(
    ("peaked", "given", "verdict"),
    [
        (False, False, "mostly unsupported"),
        (True, False, "mixed"),
        (False, True, "mixed"),
        (True, True, "mostly supported"),
    ],
)
def test_revenge(peaked, given, verdict, fixed):
    assert revenge.revenge(peaked, given, fixed["revenge"]).verdict == verdict


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(0.0499, "mostly unsupported"), (0.05, "mixed"), (0.2499, "mixed"), (0.25, "mostly supported")],
)
def test_war_machine(share, verdict, fixed):
    assert revenge.war_machine(share, fixed["war_machine"]).verdict == verdict


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (None, "untestable"),
        (0.0999, "refuted"),
        (0.1, "mostly unsupported"),
        (0.9999, "mostly unsupported"),
        (1.0, "mixed"),
    ],
)
def test_war_cost(share, verdict, fixed):
    assert revenge.war_cost(share, fixed["war_cost"]).verdict == verdict


@pytest.mark.parametrize(
    ("baltic", "asian", "verdict"),
    [(17.0, 65.0, "mostly unsupported"), (40.0, 40.0, "mostly unsupported"), (41.0, 40.0, "mixed")],
)
def test_decisive(baltic, asian, verdict, fixed):
    assert revenge.decisive(baltic, asian, 1044, fixed["decisive"]).verdict == verdict
