"""Measures of voting, on votes few enough to reckon by hand."""

import pandas as pd
import pytest

from dossier.indicators import votes


@pytest.fixture
def rollcalls():
    rows = [
        # both yes while another state opposed: agreement 1
        ("GA", 2001, False, 1, 0, "Y", "Y"),
        # yes against abstention: one step apart, 0.5
        ("GA", 2001, False, 0, 1, "Y", "A"),
        # yes against no: 0
        ("GA", 2001, False, 1, 0, "Y", "N"),
        # unanimous, on a part, absent, Security Council: none of these counts
        ("GA", 2001, False, 0, 0, "Y", "Y"),
        ("GA", 2001, True, 1, 0, "Y", "N"),
        ("GA", 2001, False, 1, 0, "Y", None),
        ("SC", 2001, False, 1, 0, "Y", "N"),
    ]
    return pd.DataFrame(rows, columns=["body", "year", "on_part", "no", "abstain", "RUS", "PAK"])


def test_agreement_counts_steps_on_contested_whole_resolutions(rollcalls):
    assert votes.agreement_from_rollcalls(rollcalls, "RUS", "PAK").to_dict() == {2001: 0.5}


def test_a_pair_is_found_in_any_order_and_ranked_with_ties_sharing_the_better_place():
    rows = [("IND", "RUS", 2001, 0.8), ("PAK", "RUS", 2001, 0.8), ("CHN", "RUS", 2001, 0.9)]
    table = pd.DataFrame(rows, columns=["state_a", "state_b", "year", "agreement"])
    assert votes.pair_agreement(table, "RUS", "PAK").loc[2001] == 0.8
    assert votes.rank_among_pairs(table, "RUS", "PAK", 2001) == (2, 3)


def test_distance_is_absolute_and_only_for_years_that_both_have():
    points = pd.DataFrame(
        {"state": ["RUS", "PAK", "RUS"], "year": [2001, 2001, 2002], "final_votes": [-1.0, -0.4, 0.0]}
    )
    assert votes.ideal_point_distance(points, "PAK", "RUS", "final_votes").round(6).to_dict() == {2001: 0.6}
