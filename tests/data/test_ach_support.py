"""Every rated item can be followed to what is behind it."""

import pandas as pd
import pytest

from dossier import load, paths
from dossier.checks import check_support
from dossier.errors import EvidenceError
from dossier.inference.ratings import READINGS
from dossier.references import references


@pytest.fixture(scope="module")
def known():
    return {
        "figure": {path.stem for path in paths.figures_dir().glob("*.json")},
        "event": set(load("evidence/timeline")["event_id"]),
        "reference": frozenset(references()),
        "measure": {measure.__name__ for measure in READINGS.values()},
    }


@pytest.fixture(scope="module")
def support():
    return load("evidence/ach_support")


@pytest.fixture(scope="module")
def items():
    return set(load("evidence/ach_items")["evidence_id"])


def test_every_link_of_the_book_leads_somewhere(support, items, known):
    assert check_support(support, items, known) is support


def test_every_computed_rating_is_linked_from_its_item(support):
    linked = support[support["kind"].eq("measure")].set_index("evidence_id")["target"].to_dict()
    assert linked == {item: measure.__name__ for item, measure in READINGS.items()}


@pytest.mark.parametrize(
    ("kind", "target"),
    [("figure", "r9-none"), ("event", "V999"), ("reference", "nobody2030"), ("measure", "guess")],
)
def test_a_link_to_nothing_fails_by_name(support, items, known, kind, target):
    wrong = pd.concat(
        [support, pd.DataFrame([("E05", kind, target, "")], columns=support.columns)], ignore_index=True
    )
    with pytest.raises(EvidenceError, match=f"E05: {kind} '{target}' does not exist"):
        check_support(wrong, items, known)


def test_an_item_without_a_link_and_a_link_without_an_item_fail_by_name(support, items, known):
    with pytest.raises(EvidenceError, match="E07 has no link"):
        check_support(support[support["evidence_id"].ne("E07")], items, known)
    with pytest.raises(EvidenceError, match="E07: no such item"):
        check_support(support, items - {"E07"}, known)
