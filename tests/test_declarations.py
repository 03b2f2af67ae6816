"""What was fixed before it was run does not change without a line that says why."""

import json

import pytest

from dossier import declarations, paths
from dossier.errors import EvidenceError
from tests.conftest import make_clone

LINE = '\n[[deviations]]\nrule = "{}"\nchanged_on = 2026-12-01\nchange = "a"\nwhy = "b"\neffect = "c"\n'


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """A copy of rules and digests, to be changed."""
    (tmp_path / "evidence").mkdir()
    for file in (paths.rules_file(), paths.declared_file()):
        (tmp_path / "evidence" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    return paths.rules_file()


def change(rules, old, new):
    text = rules.read_text(encoding="utf-8")
    assert text.count(old) == 1
    rules.write_text(text.replace(old, new), encoding="utf-8")


def append(rules, rule):
    rules.write_text(rules.read_text(encoding="utf-8") + LINE.format(rule), encoding="utf-8")


#: Something to change in each kind of section, its name, and the rule under which a deviation stands.
CHANGES = [
    ("shuffles = 999", "shuffles = 99", "battery", "battery"),
    ('coder = ["settled", "first", "second"]', 'coder = ["settled"]', "battery", "battery"),
    ('series = "north_deaths"', 'series = "war_deaths"', "drivers", "battery"),
    ("deaths_a_year = [25, 50, 100]", "deaths_a_year = [25, 50]", "grids.threat", "threat"),
]


def test_the_rules_are_those_that_were_declared():
    declarations.check()


def test_a_line_that_is_not_recorded_stops_too_since_a_later_change_could_pass_by_it(rules):
    append(rules, "battery")
    with pytest.raises(EvidenceError, match=r"\[battery\]: it has \d+ lines .*Record them"):
        declarations.check()
    assert declarations.declare() == []
    declarations.check()


@pytest.mark.parametrize(("old", "new", "section", "rule"), CHANGES)
def test_a_change_stops_until_a_line_says_why_and_it_is_recorded(rules, old, new, section, rule):
    before = paths.declared_file().read_bytes()
    change(rules, old, new)
    with pytest.raises(EvidenceError, match=rf"rules.toml, \[{section}\]: it is not what was declared"):
        declarations.check()
    with pytest.raises(
        EvidenceError, match=rf"\[{section}\]: it was changed after it was declared"
    ) as stopped:
        declarations.declare()
    assert f'with rule = "{rule}"' in str(stopped.value)
    assert paths.declared_file().read_bytes() == before
    append(rules, rule)
    with pytest.raises(EvidenceError, match="it is not what was declared"):
        declarations.check()
    assert declarations.declare() == [section]
    declarations.check()


def test_a_line_on_another_rule_does_not_excuse_a_change(rules):
    change(rules, "deaths_a_year = [25, 50, 100]", "deaths_a_year = [25, 50]")
    append(rules, "battery")
    with pytest.raises(EvidenceError, match=r"\[grids.threat\]: it was changed"):
        declarations.declare()


def test_a_line_excuses_one_change_only(rules):
    append(rules, "battery")
    change(rules, "shuffles = 999", "shuffles = 99")
    assert declarations.declare() == ["battery"]
    change(rules, "shuffles = 99", "shuffles = 9")
    with pytest.raises(EvidenceError, match=r"\[battery\]: it was changed"):
        declarations.declare()


def test_a_comment_and_the_order_of_sections_change_nothing(rules):
    change(rules, "shuffles = 999", "# As many as are quick.\nshuffles = 999")
    declarations.check()
    assert declarations.declare() == []


def test_a_grid_that_is_new_is_recorded_without_a_line_and_one_taken_away_is_missed(rules):
    held = json.loads(paths.declared_file().read_text())
    del held["grids.threat"]
    paths.declared_file().write_text(json.dumps(held))
    with pytest.raises(EvidenceError, match=r"\[grids.threat\]"):
        declarations.check()
    assert declarations.declare() == ["grids.threat"]
    change(rules, "[grids.threat]", "[unused.threat]")
    change(rules, "[grids.threat.options]", "[unused.threat.options]")
    with pytest.raises(EvidenceError, match=r"\[grids.threat\]: it is not what was declared"):
        declarations.check()
    with pytest.raises(EvidenceError, match=r"\[grids.threat\]: it was changed after it was declared"):
        declarations.declare()
    # A grid that goes with its rule has nothing left to deviate from.
    change(rules, "[rules.threat]", "[unused.rule]")
    change(rules, "[rules.threat.branches]", "[unused.rule.branches]")
    assert declarations.declare() == ["grids.threat"]


@pytest.mark.parametrize(("content", "problem"), [(None, "it is missing"), ("{", "not JSON")])
def test_damaged_digests_stop_by_name(rules, content, problem):
    paths.declared_file().unlink()
    if content:
        paths.declared_file().write_text(content)
    with pytest.raises(EvidenceError, match=rf"declared.json: {problem}") as stopped:
        declarations.check()
    assert "Restore it from git" in str(stopped.value)


def test_the_check_of_a_build_and_the_command_name_it(tmp_path):
    clone = make_clone(tmp_path, lambda name: name.startswith(("data/", "dossier/", "figures/")))
    rules = clone.root / "data" / "evidence" / "rules.toml"
    change(rules, "power = 0.80", "power = 0.70")
    for command, problem in (("check", "it is not what was declared"), ("declare", "no line says why")):
        stopped = clone.run(command)
        assert stopped.returncode == 1
        assert "rules.toml, [battery]" in stopped.stderr
        assert problem in stopped.stderr
        assert "Traceback" not in stopped.stderr
    append(rules, "battery")
    assert "recorded: battery" in clone.run("declare").stderr
