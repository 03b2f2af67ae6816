"""Measures of outside support, on a made-up list and on the table at its edges."""

import pandas as pd
import pytest

from dossier import load
from dossier.indicators import support as measures

TALEBAN, KABUL = "Taleban", "Government of Afghanistan"


@pytest.fixture
def support():
    """Rebels in 1995, rulers in 2000, rebels again in 2014; one dyad without them."""
    rows = [
        (1995, 735, TALEBAN, "al-Qaida", None),
        (1995, 735, KABUL, "Government of India", "IND"),
        (2000, 736, KABUL, "Government of Pakistan", "PAK"),
        (2000, 736, "UIFSA", "Government of Russia (Soviet Union)", "RUS"),
        (2001, 736, "UIFSA", "Government of Russia (Soviet Union)", "RUS"),
        (2001, 11199, "Government of United States of America", "Government of Russia (Soviet Union)", "RUS"),
        (2014, 735, TALEBAN, "Government of Russia (Soviet Union)", "RUS"),
        (2014, 14320, KABUL, "Government of China", "CHN"),
    ]
    return pd.DataFrame(rows, columns=["year", "dyad_id", "actor", "supporter", "supporter_state"])


def test_the_taliban_are_rebels_in_one_dyad_and_rulers_in_two(support):
    named = measures.named_supporters(support)
    found = list(zip(named["year"], named["side"], named["supporter_state"].fillna("-"), strict=True))
    assert found == [
        (1995, "Taliban", "-"),
        (1995, "enemies", "IND"),
        (2000, "Taliban", "PAK"),
        (2000, "enemies", "RUS"),
        (2001, "enemies", "RUS"),
        (2014, "Taliban", "RUS"),
    ]


def test_a_state_named_in_two_dyads_of_a_year_counts_once(support):
    named = measures.named_supporters(support)
    assert measures.years_named(named, "RUS", "enemies") == [2000, 2001]


def test_a_state_that_is_not_named_has_no_first_year(support):
    assert measures.first_year_named(support, "RUS") == 2014
    assert measures.first_year_named(support.query("year <= 2013"), "RUS") is None


def test_russia_changed_sides_on_the_table():
    named = measures.named_supporters(load("conflict/support"))
    assert measures.years_named(named, "RUS", "enemies") == [1996, 1997, 1998, 1999, 2000, 2001, 2003]
    assert measures.years_named(named, "RUS") == [2014, 2015, 2016, 2017]
    assert measures.first_year_named(load("conflict/support"), "IRN") == 2010


def test_pakistan_is_named_for_the_taliban_to_2002_only():
    named = measures.named_supporters(load("conflict/support"))
    assert max(measures.years_named(named, "PAK")) == 2002
    assert measures.years_named(named, "PAK", "enemies") == [2001, *range(2003, 2018)]
