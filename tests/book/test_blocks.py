"""Blocks of a chapter: what they say where there is nothing to list."""

from dossier.book import blocks
from dossier.evidence import rules


def test_a_rule_that_was_never_changed_gets_a_sentence_and_no_empty_heading():
    fixed = rules()
    changed = {change["rule"] for change in fixed.deviations}
    assert "future_reason" not in changed
    assert "battlefield" in changed
    untouched = blocks.rule_table(fixed, ["future_reason"]).myst
    assert untouched.endswith("None of these rules was changed after its result was seen.")
    assert "Changed after a result was seen" not in untouched
    touched = blocks.rule_table(fixed, ["future_reason", "battlefield"]).myst
    told = touched.split("**Changed after a result was seen.**")[1]
    assert fixed["battlefield"].statement in told
    assert "None of these rules" not in touched
