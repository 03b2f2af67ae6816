"""Competing hypotheses: by hand on a small matrix, and the published scores on the book's own."""

import pandas as pd
import pytest

import dossier
from dossier.errors import EvidenceError
from dossier.inference import competing, multiverse, raters, rescored
from dossier.inference.ratings import Reading
from dossier.verdicts.rules import grid_of, rules

BY = competing.Scoring({"high": 1.0, "moderate": 0.6, "low": 0.3}, {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2})


@pytest.fixture
def matrix():
    rows = [
        ("E01", "2017-04", "high", None, "CC", "II", "N"),
        ("E02", "2017-04", "moderate", None, "I", "I", "N"),
        ("E03", "later", "low", None, "II", "C", "I"),
        ("E04", "2017-04", "high", "battery:dose", "II", "C", "CC"),
    ]
    return pd.DataFrame(
        rows, columns=["evidence_id", "known_by", "credibility", "test", "H1", "H2", "A1"]
    ).astype({"test": "str"})


@pytest.fixture
def ratings():
    """Two items, two hypotheses, two ratings: alike, one step, two steps, opposed."""
    rows = [
        ("E01", "H1", "first", "C"),
        ("E01", "H2", "first", "CC"),
        ("E02", "H1", "first", "N"),
        ("E02", "H2", "first", "I"),
        ("E01", "H1", "second", "C"),
        ("E01", "H2", "second", "C"),
        ("E02", "H1", "second", "II"),
        ("E02", "H2", "second", "C"),
    ]
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis", "coder", "rating"])


@pytest.fixture(scope="module")
def real():
    items, given = (dossier.load(f"evidence/{name}") for name in ("ach_items", "ach_ratings"))
    return {coder: competing.matrix(items, given, coder) for coder in raters.CODERS}


@pytest.mark.parametrize("first", raters.SCALE)
@pytest.mark.parametrize("second", raters.SCALE)
def test_what_stands_never_says_more_than_either_and_needs_no_order(first, second):
    stands = raters.settle(first, second)
    assert stands == raters.settle(second, first)
    one, other, settled = (raters.POINTS[word] for word in (first, second, stands))
    assert abs(settled) <= max(abs(one), abs(other))
    if first == second:
        assert stands == first
    elif one * other < 0:
        assert stands == "N"
    elif 0 in (one, other):
        # N beside a plain rating stands; beside a strong one it makes a plain one of it.
        assert abs(settled) == max(abs(one), abs(other)) - 1
    else:
        assert abs(settled) == 1


def test_the_matrix_holds_what_stands_or_either_coder_s_own(ratings):
    items = pd.DataFrame({"evidence_id": ["E02", "E01"], "credibility": ["high", "low"]})
    settled = competing.matrix(items, ratings)
    assert settled[["evidence_id", "H1", "H2"]].to_numpy().tolist() == [["E02", "I", "N"], ["E01", "C", "C"]]
    assert competing.matrix(items, ratings, "second")["H1"].tolist() == ["II", "C"]


def test_agreement_by_hand(ratings):
    agreed = raters.agreement(ratings).loc["all"]
    assert agreed[["cells", "spoken", "opposed"]].tolist() == [4, 4, 1]
    assert agreed["agreed"] == agreed["agreed_spoken"] == 0.25
    # First C CC N I, second C C II C: by chance 1/4 * 3/4 (C) alike.
    assert agreed["kappa"] == pytest.approx((1 / 4 - 3 / 16) / (1 - 3 / 16))
    # Steps apart: 0, 1, 2, 2; over all pairs of a first (1, 2, 0, -1) and a second (1, 1, -2, 1): 22 in 16.
    assert agreed["weighted"] == pytest.approx(1 - (5 / 4) / (22 / 16))


def test_a_cell_with_one_rating_is_named(ratings):
    with pytest.raises(EvidenceError, match="E02, H2: one rating; expected a first and a second"):
        raters.side_by_side(ratings.drop(index=7))


def test_scores_weigh_by_credibility_and_count_what_is_said(matrix):
    scored = competing.scores(competing.known(matrix, "B"), BY)
    assert scored["inconsistency"].to_dict() == pytest.approx({"H1": 1.2, "H2": 2.6, "A1": 0.3})
    assert scored["exposure"].to_dict() == {"H1": 3, "H2": 3, "A1": 1}


def test_an_item_left_to_a_test_is_scored_only_when_asked_for(matrix):
    assert competing.known(matrix, "A")["evidence_id"].tolist() == ["E01", "E02"]
    scored = competing.scores(competing.known(matrix, "A", "scored"), BY)
    assert scored["inconsistency"].to_dict() == pytest.approx({"H1": 2.6, "H2": 2.6, "A1": 0})


def test_clock_a_leaves_out_what_was_known_later(matrix):
    scored = competing.scores(competing.known(matrix, "A"), BY)
    assert scored["inconsistency"].to_dict() == pytest.approx({"H1": 0.6, "H2": 2.6, "A1": 0})
    assert competing.exposed(scored, 0.5) == ["H1", "H2"]
    assert competing.exposed(scored, 0) == ["H1", "H2", "A1"]


def test_equal_scores_share_a_rank_and_more_exposure_comes_first():
    frame = pd.DataFrame({"inconsistency": [1.0, 0.0, 0.0], "exposure": [3, 1, 2]}, index=["a", "b", "c"])
    assert competing.ranked(frame, ["a", "b", "c"])["rank"].to_dict() == {"c": 1, "b": 1, "a": 3}
    assert competing.ranked(frame, ["a", "b", "c"]).index.tolist() == ["c", "b", "a"]


def test_a_rating_outside_the_scale_is_named(ratings):
    ratings.loc[3, "rating"] = "III"
    with pytest.raises(EvidenceError, match="E02, H2: found 'III'; expected one of CC, C, N, I, II"):
        raters.side_by_side(ratings)


def test_leaving_an_item_out_changes_score_and_rank(matrix):
    left = rescored.leave_one_out(competing.known(matrix, "B"), ["H1", "H2", "A1"], BY)
    without = left.set_index(["evidence_id", "hypothesis"])
    # Without E01: H1 0.6 + 0.6 = 1.2, H2 0.6, A1 0.3.
    assert without.loc["E01", "inconsistency"].to_dict() == pytest.approx({"H1": 1.2, "H2": 0.6, "A1": 0.3})
    assert without.loc["E01", "change"].to_dict() == {"H1": 1, "H2": -1, "A1": 0}


def test_spread_is_nought_where_all_rate_alike_and_largest_where_they_disagree(matrix):
    spread = competing.spread(matrix)
    assert spread["E01"] == pytest.approx((8 / 3) ** 0.5)  # 2, -2, 0
    assert spread["E02"] == pytest.approx((2 / 9) ** 0.5)  # -1, -1, 0
    assert spread.index.tolist() == ["E01", "E02", "E03", "E04"]


def test_no_chance_of_moving_leaves_the_scores_and_the_seed_fixes_the_draws(matrix):
    items = competing.known(matrix, "B")
    still = rescored.perturbed(items, ["H1", "H2"], BY, 0.0, 50, 1)
    assert still["low"].tolist() == still["high"].tolist() == pytest.approx([1.2, 2.6])
    assert still["most_inconsistent"].tolist() == [0, 1]
    one, two = (rescored.perturbed(items, ["H1", "H2"], BY, 0.5, 200, seed) for seed in (7, 7))
    pd.testing.assert_frame_equal(one, two)


def test_every_rating_that_moves_goes_one_step_and_stays_on_the_scale():
    items = pd.DataFrame(
        {"evidence_id": ["E01"], "known_by": ["both"], "credibility": ["high"], "H1": ["II"]}
    )
    # Half of the moves lead to I (1), the other half stay at II (2): with chance 1 the mean is 1.5.
    drawn = rescored.perturbed(items, ["H1"], BY, 1.0, 4000, 3)
    assert (drawn.loc["H1", "low"], drawn.loc["H1", "high"]) == (1, 2)


#: Inconsistency as settled, before measures set their cells, by April 2017 and with all evidence.
SETTLED = {
    "A": {"H1": 0.6, "H2": 4.0, "H3": 1.0, "H4": 0.6, "A2": 1.0},
    "B": {"H1": 0.6, "H2": 6.0, "H3": 4.0, "H4": 0.6, "A0": 1.0, "A2": 1.0},
}


@pytest.mark.parametrize("clock", SETTLED)
def test_the_settled_scores_come_out(real, clock):
    scored = competing.scores(competing.known(real["settled"], clock), competing.scoring(rules().ach))
    against = scored.loc[scored["inconsistency"].gt(0), "inconsistency"]
    assert against.to_dict() == pytest.approx(SETTLED[clock])


def test_insurance_hangs_on_the_coder_and_says_too_little(real):
    ach = rules().ach
    found = {
        coder: competing.scores(competing.known(matrix, "A"), competing.scoring(ach))
        for coder, matrix in real.items()
    }
    assert found["first"].loc["A1", "inconsistency"] == pytest.approx(1.6)
    assert found["second"].loc["A1", "inconsistency"] == found["settled"].loc["A1", "inconsistency"] == 0
    assert competing.exposed(found["settled"], ach["exposure"]) == ["H2", "A2"]


def test_the_matrices_are_weighed_with_what_measures_set_and_ranked_where_they_say_enough():
    readings = {"E06": Reading("open", "II if open", {"H2": "II"})}
    tables = (dossier.load(f"evidence/{name}") for name in ("ach_items", "ach_ratings"))
    weighed = competing.weigh(*tables, readings, rules().ach)
    assert weighed.decided[["evidence_id", "computed", "rated"]].to_numpy().tolist() == [["E06", "II", "I"]]
    assert all(rated.set_index("evidence_id").loc["E06", "H2"] == "II" for rated in weighed.matrices.values())
    # Of 4.0 without measures one more for the transit.
    assert weighed.ranked["A"]["inconsistency"].to_dict() == {"A2": 1.0, "H2": 5.0}
    assert len(weighed.on("B", "scored")) == len(weighed.items) > len(weighed.on("B")) > len(weighed.on("A"))


def test_reason_one_is_not_judged_by_what_came_before_the_increase(real):
    for matrix in real.values():
        assert matrix.set_index("evidence_id").loc[["E02", "E12"], "H1"].eq("N").all()


def test_the_two_ratings_agree_well_beyond_chance_and_never_oppose():
    agreed = raters.agreement(dossier.load("evidence/ach_ratings"))
    assert agreed.loc["all", "kappa"] == pytest.approx(0.797, abs=0.001)
    assert agreed.loc["all", "weighted"] == pytest.approx(0.824, abs=0.001)
    assert agreed["opposed"].eq(0).all()
    assert agreed.drop("all")["weighted"].idxmin() == "A1"


def test_other_ways_to_score_start_with_the_declared_one_and_none_makes_another_the_worst(real):
    ach = rules().ach
    grid = grid_of("ach", ach["grid"])
    grid.check(rescored.CHOICES)
    runs = multiverse.run(grid, rescored.scored_otherwise(real, competing.scoring(ach), most=True))
    assert grid.default["exposure"] == ach["exposure"]
    # H2 4.0 less the next, A2 1.0.
    assert runs.iloc[0]["measure"] == pytest.approx(3.0)
    assert set(runs["verdict"]) == {"H2", "none"}
