"""Orders of magnitude of the Soviet war, on a table small enough to reckon by hand."""

import pandas as pd
import pytest

from dossier.indicators import soviet_war


@pytest.fixture
def figures():
    columns = ["figure_id", "quantity", "people", "low", "high", "unit", "bound", "period"]
    rows = [
        ("W01", "dead", None, 100.0, 150.0, "persons", "between", ""),
        ("W02", "dead", None, 120.0, None, "persons", "at least", ""),
        ("W03", "armed forces", None, 10_000.0, 12_000.0, "persons", "between", ""),
        ("W04", soviet_war.COST, None, 2.0, 3.0, "billion roubles", "between", "1985"),
        ("W05", soviet_war.COST, None, 5.0, None, "billion dollars", "at least", "1984"),
        ("W06", soviet_war.OUTLAY, None, 50.0, 50.0, "billion roubles", "about", "1989"),
        ("W07", soviet_war.OUTLAY, None, 100.0, 100.0, "billion dollars", "about", "1989"),
        ("W08", soviet_war.OIL, None, 20.0, 20.0, "billion dollars", "about", "1986"),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_the_dead_are_the_most_named_against_the_fewest_men(figures):
    assert soviet_war.dead_share_of_forces(figures) == 150 / 10_000


def test_roubles_become_dollars_at_the_rate_of_the_outlay(figures):
    assert soviet_war.dollars_for_a_rouble(figures) == 2
    dollars = soviet_war.in_dollars(figures).set_index("figure_id")
    assert dollars.loc["W04", ["low", "high"]].tolist() == [4, 6]
    assert pd.isna(dollars.loc["W05", "high"])
    assert "W06" not in dollars.index


def test_the_highest_cost_is_set_against_the_loss_of_oil_income(figures):
    assert soviet_war.cost_against_oil(figures) == 6 / 20
    assert soviet_war.cost_against_oil(figures[figures["quantity"].ne(soviet_war.OIL)]) is None


def test_another_estimate_of_the_cost_is_set_against_the_same_loss(figures):
    assert soviet_war.cost_against_oil(figures, soviet_war.IN_ROUBLES) == 6 / 20
    assert soviet_war.cost_against_oil(figures, soviet_war.LOWEST) == 4 / 20
    dollars = figures[~figures["figure_id"].eq("W04")]
    assert soviet_war.cost_against_oil(dollars) == 5 / 20
    assert soviet_war.cost_against_oil(dollars, soviet_war.IN_ROUBLES) is None


def test_the_outlay_compares_roubles_with_roubles(figures):
    assert soviet_war.share_of_outlay(figures) == (2 / 50, 3 / 50)


def test_the_outlay_compares_dollars_with_dollars(figures):
    assert soviet_war.dollar_share_of_outlay(figures) == 5 / 100
