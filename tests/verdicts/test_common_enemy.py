"""Each rule at and around its thresholds, on made-up measures."""

import pytest

from dossier import paths
from dossier.errors import EvidenceError
from dossier.evidence import rules
from dossier.verdicts import common_enemy


@pytest.fixture(scope="module")
def fixed():
    return rules()


@pytest.mark.parametrize(
    ("certainties", "verdict"),
    [
        ([], "mostly supported"),
        (["low"], "mixed"),
        (["low", "moderate"], "mostly unsupported"),
        (["high"], "mostly unsupported"),
    ],
)
def test_origin(certainties, verdict, fixed):
    assert common_enemy.origin(certainties, fixed["origin"]).verdict == verdict


@pytest.mark.parametrize(
    ("dose", "cooling", "verdict"),
    [
        (0.6667, 0.3333, "mostly supported"),
        (0.66, 0.3333, "mixed"),
        (1.0, 0.33, "mixed"),
        (0.0, -0.5, "mostly unsupported"),
        (None, 0.5, "mixed"),
        (None, 0.0, "mostly unsupported"),
        (0.7, None, "mixed"),
        (None, None, "untestable"),
    ],
)
def test_intensity(dose, cooling, verdict, fixed):
    assert common_enemy.intensity(dose, cooling, fixed["intensity"]).verdict == verdict


@pytest.mark.parametrize(
    ("deaths", "verdict"),
    [
        ({}, "mostly unsupported"),
        ({2014: 0}, "mostly unsupported"),
        ({2015: 1, 2016: 24}, "mixed"),
        ({2015: 25}, "supported"),
    ],
)
def test_threat(deaths, verdict, fixed):
    assert common_enemy.threat(deaths, fixed["threat"]).verdict == verdict


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(0.0999, "mostly unsupported"), (0.10, "mixed"), (0.3332, "mixed"), (0.3333, "supported")],
)
def test_battlefield(share, verdict, fixed):
    assert common_enemy.battlefield(share, fixed["battlefield"]).verdict == verdict


@pytest.mark.parametrize(
    ("order", "verdict"), [("before", "supported"), ("overlap", "untestable"), ("after", "refuted")]
)
def test_syria_order(order, verdict, fixed):
    assert common_enemy.syria_order(order, 247, fixed["syria_order"]).verdict == verdict


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(0.33, "mostly unsupported"), (0.3333, "mixed"), (0.6666, "mixed"), (0.6667, "mostly supported")],
)
def test_syria_devoted(share, verdict, fixed):
    assert common_enemy.syria_devoted(share, fixed["syria_devoted"]).verdict == verdict


@pytest.mark.parametrize(
    ("steps", "before", "after", "verdict"),
    [
        (0, 0.03, 0.13, "mostly supported"),
        (0, 0.03, 0.12, "mixed"),
        (3, 0.03, 0.13, "mixed"),
        (3, 0.03, 0.05, "mostly unsupported"),
    ],
)
def test_pakistan(steps, before, after, verdict, fixed):
    assert common_enemy.pakistan(steps, before, after, fixed["pakistan"]).verdict == verdict


def test_a_verdict_outside_the_scale_is_refused_by_name(tmp_path, monkeypatch):
    source = (paths.ROOT / "data" / "evidence" / "rules.toml").read_text()
    (tmp_path / "evidence").mkdir()
    broken = source.replace('verdict = "refuted"', 'verdict = "disproved"')
    (tmp_path / "evidence" / "rules.toml").write_text(broken)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    with pytest.raises(EvidenceError, match="rule syria_order, branch after: found 'disproved'"):
        rules()
    (tmp_path / "evidence" / "rules.toml").write_text(source.replace('rule = "pakistan"', 'rule = "india"'))
    with pytest.raises(EvidenceError, match="deviations: found 'india'"):
        rules()


def test_an_untestable_statement_has_no_likelihood(fixed):
    assert common_enemy.intensity(None, None, fixed["intensity"]).likelihood == "none stated"


def test_the_stated_effect_of_the_change_to_the_battlefield_rule_is_true(fixed):
    """With the years after the war counted, the verdict would have been another."""
    assert common_enemy.battlefield(0.594, fixed["battlefield"]).verdict == "supported"
