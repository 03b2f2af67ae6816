"""The answers to the sceptical readings: every point once, short, and shown with its sources."""

import pytest

from dossier import load
from dossier.book import review


@pytest.fixture(scope="module")
def points():
    return load("evidence/review")


def test_every_point_is_answered_once_and_in_order(points):
    assert points["row"].tolist() == list(range(1, 34))


def test_points_and_answers_are_short(points):
    assert points["what"].str.split().str.len().max() <= 12
    assert points["how"].str.split().str.len().max() <= 30


def test_the_table_has_a_line_a_point_and_cites_the_sources(points):
    lines = review.review_table(points).myst.splitlines()
    assert len(lines) == len(points) + 2
    assert lines[2].endswith("{cite}`un2022res2626` |")
    assert "{cite}" not in next(line for line in lines if line.startswith("| 5 |"))


def test_outcomes_are_counted(points):
    assert sum(review.outcomes(points).values()) == len(points)
