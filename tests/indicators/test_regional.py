"""Where a state stands among others whose dates are intervals: worked out by hand, then the panel itself."""

import pandas as pd
import pytest

from dossier import catalogue, load
from dossier.indicators import regional

COLUMNS = ["state", "step", "status", "date", "precision", "date_end", "certainty"]


@pytest.fixture
def steps():
    rows = [
        ("RUS", "hosting", "taken", "2015-12-23", "day", None, "high"),
        ("QAT", "hosting", "taken", "2010", "span", "2013-06", "high"),
        ("IRN", "hosting", "taken", "2010", "span", "2016", "moderate"),
        ("CHN", "hosting", "taken", "2016-01", "month", None, "high"),
        ("UZB", "hosting", "none_by", "2018-01-01", "day", None, "high"),
        ("TKM", "hosting", "none_by", "2014-01-01", "day", None, "high"),
        ("TUR", "hosting", "unknown", None, None, None, None),
        ("QAT", "embassy", "taken", "2010", "year", None, "high"),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_overlapping_dates_and_early_absences_leave_the_order_open(steps):
    place = regional.place(steps, "RUS", "hosting")
    assert (place.earlier, place.later, place.unsettled, place.others) == (1, 2, 2, 5)
    assert (place.low, place.high) == (0.2, pytest.approx(0.6))
    assert place.trails
    assert not place.leads


def test_a_state_that_has_not_moved_has_no_place(steps):
    assert regional.place(steps, "RUS", "embassy") is None


def test_a_clock_lets_no_later_step_in_and_keeps_the_unknown(steps):
    """Uzbekistan is known not to have hosted by 2018, which nobody could know before."""
    then = catalogue.cut("evidence/regional_steps", steps, "A")
    assert then["state"].tolist() == ["RUS", "QAT", "IRN", "CHN", "TKM", "TUR", "QAT"]
    place = regional.place(then, "RUS", "hosting")
    assert (place.earlier, place.others) == (1, 4)


def test_another_date_gives_another_place(steps):
    place = regional.place_if(steps, "RUS", "hosting", "2013", "2014")
    assert (place.earlier, place.later, place.unsettled) == (0, 2, 3)


def test_the_panel_of_first_contacts():
    """Iran, China, Pakistan, Qatar and the United States in public before Moscow, six others after it."""
    place = regional.place(load("evidence/regional_steps"), "RUS", "first_contact")
    assert (place.earlier, place.later, place.unsettled) == (5, 6, 0)


def test_two_states_ended_a_ban_before_russia():
    place = regional.place(load("evidence/regional_steps"), "RUS", "delisting")
    assert (place.earlier, place.others) == (2, 2)


def test_russia_was_the_first_to_recognise():
    place = regional.place(load("evidence/regional_steps"), "RUS", "recognition")
    assert place.leads
    assert place.others == 13


def test_supporters_by_first_year():
    support = pd.DataFrame(
        {
            "year": [2001, 2004, 2008, 2008],
            "dyad_id": [735] * 4,
            "actor": ["Taleban"] * 4,
            "supporter": list("abcd"),
            "supporter_state": ["PAK", "PAK", "RUS", "IRN"],
        }
    )
    place, first = regional.supporter_place(support, "RUS", ["PAK", "IRN", "CHN"], 2002)
    assert first.to_dict() == {"PAK": 2004, "IRN": 2008, "RUS": 2008}
    assert (place.earlier, place.later, place.unsettled) == (1, 1, 1)


def test_known_cells_are_counted(steps):
    assert regional.known_cells(steps).to_dict() == {"hosting": 6, "embassy": 1}
