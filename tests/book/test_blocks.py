"""Blocks of a chapter: what they say where there is nothing to list."""

import pandas as pd

from dossier.book import across, blocks
from dossier.inference import competing
from dossier.verdicts.rules import rules


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


def test_disagreements_are_listed_with_both_reasons_and_what_stands():
    rows = [
        ("E01", "H1", "first", "C", "It leads one to expect it."),
        ("E01", "H1", "second", "I", "It does not."),
        ("E01", "H2", "first", "N", None),
        ("E01", "H2", "second", "N", None),
    ]
    ratings = pd.DataFrame(rows, columns=["evidence_id", "hypothesis", "coder", "rating", "why"])
    told = across.disagreements_list(competing.side_by_side(ratings), ratings).myst
    assert "The 1 disagreements" not in told
    assert (
        "- **E01, H1.** first *C* (It leads one to expect it); second *I* (It does not). Stands: *·*." in told
    )
    assert "H2" not in told
