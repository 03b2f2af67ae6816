"""Measures of votes on Afghanistan, on tables small enough to reckon by hand."""

import pandas as pd
import pytest

import dossier
from dossier.indicators import afghan_votes


@pytest.fixture
def rollcalls():
    columns = [
        "year",
        "resolution",
        "body",
        "on_part",
        "on_afghanistan",
        "yes",
        "no",
        "abstain",
        "RUS",
        "USA",
    ]
    rows = [
        (2018, "a", "GA", False, True, 100, 0, 3, "A", "Y"),
        (2018, "b", "GA", False, False, 90, 10, 3, "Y", "N"),
        (2019, "c", "GA", False, True, 120, 0, 0, "Y", "Y"),
        (2019, "d", "GA", True, True, 90, 10, 3, "Y", "N"),
        (2020, "e", "GA", False, True, 130, 1, 3, "N", None),
        (2021, "f", "SC", False, True, 13, 0, 2, "A", "Y"),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_only_contested_whole_votes_of_the_assembly_count(rollcalls):
    votes = afghan_votes.afghan_votes(rollcalls, "RUS", "USA", 1992)
    assert votes["resolution"].tolist() == ["a"]
    # Half a step apart on a; a and b together: 0.5 and 0.0.
    assert votes["agreement"].item() == 0.5
    assert votes["agreement_all"].item() == 0.25
    assert afghan_votes.gap(votes) == 0.25


def test_without_votes_there_is_no_gap(rollcalls):
    votes = afghan_votes.afghan_votes(rollcalls.assign(on_afghanistan=False), "RUS", "USA", 1992)
    assert votes.empty
    assert afghan_votes.gap(votes) is None


def test_the_contested_votes_on_afghanistan_are_those_of_the_sources():
    """Resolutions 73/88, 74/9, 75/90 and 79/317, with the tallies of their records."""
    votes = afghan_votes.afghan_votes(dossier.load("diplomacy/rollcalls"), "RUS", "USA", 1992)
    assert votes[["year", "yes", "no", "RUS", "USA"]].to_numpy().tolist() == [
        [2018, 124, 0, "A", "Y"],
        [2019, 137, 0, "A", "Y"],
        [2020, 130, 1, "N", "Y"],
        [2025, 116, 2, "A", "N"],
    ]


def test_bounds_of_a_distance_touch_nought_where_intervals_overlap():
    points = pd.DataFrame(
        {
            "state": ["RUS", "USA", "RUS", "USA"],
            "year": [1992, 1992, 1993, 1993],
            "final_votes": [0.0, 2.0, 0.0, 0.5],
            "final_votes_low": [-0.5, 1.5, -0.5, 0.0],
            "final_votes_high": [0.5, 2.5, 0.5, 1.0],
        }
    )
    found = afghan_votes.distance_with_bounds(points, "RUS", "USA", "final_votes")
    assert found.loc[1992].tolist() == [2.0, 1.0, 3.0]
    assert found.loc[1993].tolist() == [0.5, 0.0, 1.5]


def test_moscow_vetoed_one_draft_on_afghanistan_and_russia_none():
    """S/13729, 9 January 1980."""
    vetoes = dossier.load("diplomacy/vetoes")
    counts = afghan_votes.vetoes_by_year(vetoes, 1979, 2022)
    assert counts.index[counts["on_afghanistan"].gt(0)].tolist() == [1980]
    assert afghan_votes.russian_vetoes_on_afghanistan(vetoes, "1992-01-01") == 0


def test_what_the_chapter_says_of_the_two_variants_is_so():
    """The years are chosen by eye; the sentence must fail if another release says otherwise."""
    points = dossier.load("diplomacy/ideal_points")
    final, every = (
        afghan_votes.distance_with_bounds(points, "RUS", "USA", variant)
        for variant in ("final_votes", "all_votes")
    )
    first, parted, later = 2014, 2016, 2022
    assert final["distance"][parted] < final["distance"][first]
    assert every["distance"][parted] > every["distance"][first]
    for variant in (final, every):
        assert variant["distance"][later] > variant["distance"][first]
        assert variant["low"][parted] < variant["high"][first]
        assert variant["low"][first] < variant["high"][parted]
    earliest = final["distance"].idxmin()
    assert 1991 <= earliest <= 1995
