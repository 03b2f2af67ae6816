"""The multiverse on a grid small enough to count by hand, and placebos."""

import pandas as pd
import pytest

from dossier.errors import EvidenceError
from dossier.inference import multiverse
from dossier.inference.multiverse import Grid

GRID = Grid("sum", {"first": (1, 2), "second": (10, 20, 30)})


def judged(first, second):
    total = first + second
    return total, "high" if total > 21 else "low"


@pytest.fixture
def runs():
    return multiverse.run(GRID, judged)


def test_every_combination_is_judged_once_the_own_first(runs):
    assert len(GRID) == 6
    assert runs["measure"].tolist() == [11, 21, 31, 12, 22, 32]
    assert runs.iloc[0][["first", "second", "verdict", "differs"]].tolist() == [1, 10, "low", False]
    assert GRID.default == {"first": 1, "second": 10}


def test_share_that_differs_counts_verdicts_not_measures(runs):
    # high: 31, 22, 32 of six.
    assert multiverse.share_that_differs(runs) == pytest.approx(0.5)


def test_share_by_option_and_the_choice_on_which_most_hangs(runs):
    table = multiverse.by_option(runs, GRID).set_index(["dimension", "option"])["share_that_differs"]
    assert table.to_dict() == pytest.approx(
        {
            ("first", "1"): 1 / 3,
            ("first", "2"): 2 / 3,
            ("second", "10"): 0,
            ("second", "20"): 0.5,
            ("second", "30"): 1,
        }
    )
    assert multiverse.decisive(runs, GRID) == "second"


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"first": (1, 2)}, "dimension second: no such choice"),
        ({"first": (1,), "second": None}, "dimension first: found 2; expected one of 1"),
        ({"first": (1, 2), "second": None, "third": None}, "a dimension is missing; expected third"),
    ],
)
def test_a_grid_that_its_measure_does_not_know_fails_by_name(known, message):
    with pytest.raises(EvidenceError, match=f"grid sum.*{message}"):
        GRID.check(known)


def test_a_threshold_takes_any_number_and_nothing_else():
    GRID.check({"first": (1, 2), "second": None})
    with pytest.raises(EvidenceError, match="dimension line: found 'ten'; expected a number"):
        Grid("sum", {"line": (1, "ten")}).check({"line": None})


@pytest.mark.parametrize("options", [(), (1, 1)])
def test_a_dimension_without_options_or_with_one_twice_is_an_error(options):
    with pytest.raises(EvidenceError, match="dimension first"):
        Grid("sum", {"first": options})


def test_a_case_is_ranked_among_placebos():
    found = multiverse.placebo(pd.Series({"a": 3.0, "b": 2.0, "c": 2.0, "d": 1.0, "e": None}), "b")
    assert (found.rank, found.of, found.value) == (2, 4, 2.0)
    assert found.share_below == pytest.approx(1 / 3)


def test_a_case_without_a_measure_cannot_be_ranked():
    with pytest.raises(EvidenceError, match="'e' among 1 cases"):
        multiverse.placebo(pd.Series({"a": 3.0, "e": None}), "e")
