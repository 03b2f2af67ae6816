"""Competing hypotheses: by hand on a small matrix, and the published scores on the book's own."""

import pandas as pd
import pytest

import dossier
from dossier.errors import EvidenceError
from dossier.evidence import grid_of, rules
from dossier.inference import competing, multiverse

BY = competing.Scoring({"high": 1.0, "moderate": 0.6, "low": 0.3}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})


@pytest.fixture
def matrix():
    rows = [
        ("E01", "2017-04", "high", "CC", "II", "N"),
        ("E02", "both", "moderate", "I", "I", "N"),
        ("E03", "later", "low", "II", "C", "I"),
    ]
    return pd.DataFrame(rows, columns=["evidence_id", "known_by", "credibility", "H1", "H2", "A1"])


@pytest.fixture(scope="module")
def real():
    return dossier.load("evidence/ach_matrix")


def test_scores_weigh_by_credibility_and_count_what_is_said(matrix):
    scored = competing.scores(competing.known(matrix, "B"), BY)
    assert scored["inconsistency"].to_dict() == pytest.approx({"H1": 1.2, "H2": 2.6, "A1": 0.3})
    assert scored["exposure"].to_dict() == {"H1": 3, "H2": 3, "A1": 1}


def test_clock_a_leaves_out_what_was_known_later(matrix):
    scored = competing.scores(competing.known(matrix, "A"), BY)
    assert scored["inconsistency"].to_dict() == pytest.approx({"H1": 0.6, "H2": 2.6, "A1": 0})
    assert competing.exposed(scored, 1) == ["H1", "H2"]


def test_equal_scores_share_a_rank_and_more_exposure_comes_first():
    frame = pd.DataFrame({"inconsistency": [1.0, 0.0, 0.0], "exposure": [3, 1, 2]}, index=["a", "b", "c"])
    assert competing.ranked(frame, ["a", "b", "c"])["rank"].to_dict() == {"c": 1, "b": 1, "a": 3}
    assert competing.ranked(frame, ["a", "b", "c"]).index.tolist() == ["c", "b", "a"]


def test_a_rating_outside_the_scale_is_named(matrix):
    matrix.loc[1, "H2"] = "III"
    with pytest.raises(EvidenceError, match="E02, H2: found 'III'; expected one of CC, C, N, I, II"):
        competing.known(matrix, "B")


def test_leaving_an_item_out_changes_score_and_rank(matrix):
    left = competing.leave_one_out(competing.known(matrix, "B"), ["H1", "H2", "A1"], BY)
    without = left.set_index(["evidence_id", "hypothesis"])
    # Without E01: H1 0.6 + 0.6 = 1.2, H2 0.6, A1 0.3.
    assert without.loc["E01", "inconsistency"].to_dict() == pytest.approx({"H1": 1.2, "H2": 0.6, "A1": 0.3})
    assert without.loc["E01", "change"].to_dict() == {"H1": 1, "H2": -1, "A1": 0}


def test_spread_is_nought_where_all_rate_alike_and_largest_where_they_disagree(matrix):
    spread = competing.spread(matrix)
    assert spread["E01"] == pytest.approx((8 / 3) ** 0.5)  # 2, -2, 0
    assert spread["E02"] == pytest.approx((2 / 9) ** 0.5)  # -1, -1, 0


def test_no_chance_of_moving_leaves_the_scores_and_the_seed_fixes_the_draws(matrix):
    items = competing.known(matrix, "B")
    still = competing.perturbed(items, ["H1", "H2"], BY, 0.0, 50, 1)
    assert still["low"].tolist() == still["high"].tolist() == pytest.approx([1.2, 2.6])
    assert still["most_inconsistent"].tolist() == [0, 1]
    one, two = (competing.perturbed(items, ["H1", "H2"], BY, 0.5, 200, seed) for seed in (7, 7))
    pd.testing.assert_frame_equal(one, two)


def test_every_rating_that_moves_goes_one_step_and_stays_on_the_scale():
    items = pd.DataFrame(
        {"evidence_id": ["E01"], "known_by": ["both"], "credibility": ["high"], "H1": ["II"]}
    )
    # Half of the moves lead to I (1), the other half stay at II (2): with chance 1 the mean is 1.5.
    drawn = competing.perturbed(items, ["H1"], BY, 1.0, 4000, 3)
    assert (drawn.loc["H1", "low"], drawn.loc["H1", "high"]) == (1, 2)


#: Scores that the groundwork of this book published, of April 2017 and of all evidence.
PUBLISHED = {
    "A": {"H1": 2.8, "H2": 7.0, "H3": 1.0, "H4": 1.2, "A0": 0, "A1": 0, "A2": 1.6, "A3": 0.6, "A4": 1.0}
    | {"A5": 0, "A6": 0, "A7": 0},
    "B": {"H1": 3.1, "H2": 11.0, "H3": 3.0, "H4": 2.2, "A0": 1.3, "A1": 0.3, "A2": 2.6, "A3": 0.9, "A4": 1.0}
    | {"A5": 0, "A6": 0.3, "A7": 0},
}
EXPOSURE_THEN = {"H1": 11, "H2": 9, "H3": 9, "H4": 1, "A0": 6, "A1": 10, "A2": 9, "A3": 8}


@pytest.mark.parametrize("clock", PUBLISHED)
def test_the_published_scores_come_out(real, clock):
    scored = competing.scores(competing.known(real, clock), competing.scoring(rules().ach))
    assert scored["inconsistency"].to_dict() == pytest.approx(PUBLISHED[clock])


def test_the_published_exposure_and_order_come_out(real):
    ach = rules().ach
    scored = competing.scores(competing.known(real, "A"), competing.scoring(ach))
    assert {name: int(scored.loc[name, "exposure"]) for name in EXPOSURE_THEN} == EXPOSURE_THEN
    order = competing.ranked(scored, competing.exposed(scored, ach["exposure"]))
    assert order.index.tolist() == ["A1", "A3", "H3", "A2", "H1", "H2"]


@pytest.mark.parametrize("clock", ["A", "B"])
def test_revenge_is_the_most_inconsistent_of_the_four_in_nearly_all_draws(real, clock):
    ach = rules().ach
    drawn = competing.perturbed(
        competing.known(real, clock),
        competing.ARTICLE,
        competing.scoring(ach),
        ach["chance"],
        ach["draws"],
        ach["seed"],
    )
    assert round(drawn.loc["H2", "most_inconsistent"], 2) >= 0.99
    assert drawn.loc["H2", "most_inconsistent"] < 1


def test_other_ways_to_score_start_with_the_declared_one_and_are_all_known(real):
    ach = rules().ach
    grid = grid_of("ach", ach["grid"])
    grid.check(competing.CHOICES)
    runs = multiverse.run(grid, competing.scored_otherwise(real, competing.ARTICLE, competing.scoring(ach)))
    # H2 7.0 less the next, H1 2.8.
    assert runs.iloc[0]["measure"] == pytest.approx(4.2)
    assert runs.iloc[0]["verdict"] == "H2"
