"""Each grid fits its measure, starts from the chapter's verdict, and declares the rule's own thresholds first."""

import copy
import functools

import pandas as pd
import pytest

import dossier
from dossier import paths
from dossier.errors import EvidenceError
from dossier.inference.multiverse import Grid
from dossier.verdicts import robustness, rule
from dossier.verdicts.rules import rules

RULES = rule.measured()
NAMES = list(RULES)


@pytest.fixture(scope="module")
def clocks():
    return dossier.on_clocks(rule.reads())


@functools.cache
def judged():
    """The verdicts of all rules."""
    return rule.judged(dossier.on_clocks(rule.reads()), rules())


def test_every_grid_has_a_measure_and_every_measure_a_grid():
    assert set(rules().grids) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_grid_names_choices_that_its_measure_knows_and_own_thresholds_first(name):
    fixed, measure = rules(), RULES[name]
    fixed.grids[name].check(measure.known)
    for threshold in measure.thresholds:
        assert fixed.grids[name].default[threshold] == fixed[name][threshold]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("clock", "when"), [("A", "then"), ("B", "now")])
def test_every_grid_starts_from_the_verdict_of_the_chapter(name, clock, when, clocks):
    fixed = copy.deepcopy(rules())
    # Only the rule's own combination: the first option of each dimension.
    own = {dimension: (option,) for dimension, option in fixed.grids[name].default.items()}
    fixed.grids[name] = Grid(name, own)
    runs = rule.grid(name, clocks[clock], fixed)
    chapter = getattr(judged()[name], when)
    if runs is None:
        assert chapter.verdict == "untestable"
    else:
        assert runs["verdict"].tolist() == [chapter.verdict]


@pytest.mark.parametrize("name", rule.collected())
def test_a_rule_and_its_grid_read_exactly_the_tables_that_it_declares(name, clocks):
    """By its own choices, and by every option of its grid, one at a time."""
    fixed, declared = rules(), rule.RULES[name]
    judging = rule.Judging(name, clocks["B"], fixed[name])
    parts = {part: judged()[part].now for part in declared.takes}
    declared.judge(judging.given, fixed[name], **({"parts": parts} if parts else {}))
    grid = fixed.grids.get(name, Grid(name, {}))
    for dimension, options in grid.options.items():
        for option in options:
            judging(**{dimension: option})
    assert sorted(judging.given.read) == sorted(declared.reads)


def test_every_rule_has_a_grid_or_says_why_it_has_none():
    fixed = rules()
    assert set(fixed.grids) | set(fixed.without_grid) == set(fixed.by_name)
    assert not set(fixed.grids) & set(fixed.without_grid)


def test_the_shares_are_those_of_the_runs():
    fixed = rules()
    runs = pd.DataFrame(
        {"verdict": ["mixed", "mixed", "refuted", "mixed"], "differs": [False, False, True, False]}
    )
    found = robustness.shares(fixed, {"drugs": None}, {"drugs": runs}).iloc[0]
    assert (found["verdict_then"], found["verdict_now"], found["now"]) == ("untestable", "mixed", 0.25)
    assert pd.isna(found["then"])


def test_a_lower_line_makes_a_turn_of_a_small_rise(clocks):
    fixed = copy.deepcopy(rules())
    fixed.grids["pakistan"] = Grid("pakistan", fixed.grids["pakistan"].options | {"points": (0.10, 0.01)})
    runs = rule.grid("pakistan", clocks["B"], fixed)
    assert set(runs.loc[runs["points"].eq(0.01), "verdict"]) == {"mixed"}
    assert set(runs.loc[runs["points"].eq(0.10), "verdict"]) == {"mostly unsupported"}


def test_an_option_that_the_measure_does_not_know_fails_by_name(clocks):
    fixed = copy.deepcopy(rules())
    fixed.grids["threat"] = Grid("threat", fixed.grids["threat"].options | {"soil": ("the Moon",)})
    with pytest.raises(EvidenceError, match="grid threat, dimension soil: found 'the Moon'"):
        rule.grid("threat", clocks["B"], fixed)


def test_a_grid_of_an_unknown_rule_fails_by_name(tmp_path, monkeypatch):
    text = (paths.data_dir() / "evidence" / "rules.toml").read_text(encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    changed = text.replace("[grids.threat", "[grids.menace")
    (tmp_path / "evidence" / "rules.toml").write_text(changed, encoding="utf-8")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    with pytest.raises(EvidenceError, match="grids: found 'menace'"):
        rules()
