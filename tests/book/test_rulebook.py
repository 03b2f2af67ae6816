"""The page of rules: a rule once, with its verdicts on both clocks, its branches, and whether it was changed."""

import dataclasses

import pytest

from dossier.book import rulebook
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import Judged, Verdict

NOW = Verdict(
    "battlefield",
    "a statement",
    "mixed",
    "none stated",
    "the share was a sixth",
    ("a caveat",),
    "high",
    ("it rests on a dataset",),
)


@pytest.fixture(scope="module")
def fixed():
    return rules()


def shown(fixed, name, then=NOW, now=NOW):
    return rulebook.rules_of(fixed, {name: Judged(then, now)}, [name]).myst


def test_clocks_that_agree_are_told_once(fixed):
    told = shown(fixed, "battlefield")
    assert told.count("The share was a sixth.") == told.count("It rests on a dataset.") == 1
    assert "**Then and now:** **Mixed.**" in told
    assert "In 2017" not in told


def test_clocks_that_differ_are_told_apart_and_what_they_share_once(fixed):
    then = dataclasses.replace(NOW, verdict="untestable", because="nothing was published")
    told = shown(fixed, "battlefield", then)
    assert "**Known by 20 April 2017:** **Untestable.**" in told
    assert "- *In 2017:* Nothing was published." in told
    assert "- *Since:* The share was a sixth." in told
    assert told.count("Caveats: a caveat.") == 1


def test_a_rule_shows_each_branch_and_the_claims_that_it_judges(fixed):
    told = shown(fixed, "battlefield")
    for branch in fixed["battlefield"]["branches"].values():
        assert f"- If {branch['when']}: *{branch['verdict']}*" in told
    assert "judges {ref}`C29 <c29>`" in told


def test_a_rule_that_was_changed_leads_to_the_change_and_no_other_does(fixed):
    changes = rulebook.deviations(fixed).myst
    for name in fixed.by_name:
        anchor = f"changed-{name.replace('_', '-')}"
        changed = any(change["rule"] == name for change in fixed.deviations)
        assert (f"<{anchor}>" in shown(fixed, name)) == changed, name
        assert changes.count(f"({anchor})=") == int(changed), name


def test_a_retired_rule_says_that_it_decides_nothing(fixed):
    retired = next(name for name, rule in fixed.by_name.items() if rule.retired)
    assert "it decides nothing" in shown(fixed, retired)
    assert "it decides nothing" not in shown(fixed, "battlefield")
