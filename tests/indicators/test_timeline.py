"""Measures of the timeline, on made-up rows worked out by hand and on the table itself."""

import pandas as pd
import pytest

from dossier import catalogue, load
from dossier.errors import EmptyWindowError, EvidenceError
from dossier.indicators import timeline as measures

COLUMNS = ["event_id", "date", "precision", "date_end", "outcome", "reported", "certainty"]


@pytest.fixture
def timeline():
    rows = [
        ("V001", "2013", "year", None, "O1", "2016-03", "low"),
        ("V002", "2013", "span", "2014-06", "O1", "2021", "moderate"),
        ("V003", "1997", "year", "1998", "O1", None, "moderate"),
        (measures.ANNOUNCED, "2015-01-26", "day", None, None, None, "high"),
        ("V004", "2015-01", "month", None, "O1", None, "high"),
        ("V005", "2016-12-27", "day", "2016-12-28", "O2", None, "high"),
        ("V006", "2017-04", "month", None, "O2", None, "high"),
        ("V007", "2016-02-01", "day", None, "O3", None, "low"),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_intervals_are_as_long_as_the_precision(timeline):
    rows = measures.intervals(timeline).set_index("event_id")[["earliest", "latest"]].astype(str)
    assert rows.loc["V001"].tolist() == ["2013-01-01", "2013-12-31"]
    assert rows.loc["V002"].tolist() == ["2013-01-01", "2014-06-30"]
    assert rows.loc["V004"].tolist() == ["2015-01-01", "2015-01-31"]
    assert rows.loc["V005"].tolist() == ["2016-12-27", "2016-12-27"]


def test_an_end_makes_the_beginning_no_less_certain(timeline):
    """Contacts of 1997 that went on into 1998 began in 1997."""
    row = measures.event(timeline, "V003")
    assert str(row["latest"].date()) == "1997-12-31"


def test_a_day_lets_nothing_in_that_became_public_later(timeline):
    known = catalogue.cut("evidence/timeline", timeline, "A")["event_id"].tolist()
    assert "V001" in known
    assert "V002" not in known
    assert "V006" not in known  # a month that was not over is not certainly past


def test_acts_keep_outcome_certainty_and_order(timeline):
    assert measures.acts(timeline)["event_id"].tolist() == ["V003", "V002", "V004", "V005", "V006"]
    claimed = measures.acts(timeline, outcomes=("O1",), certainties=("low",), since="2001-10-07")
    assert claimed["event_id"].tolist() == ["V001"]
    assert measures.acts(timeline, outcomes=("O3",)).empty


def test_renewed_contacts_leave_out_the_nineties_and_what_may_have_come_after(timeline):
    accounts = measures.renewed_contacts(timeline, "2001-10-07")
    assert accounts["event_id"].tolist() == ["V001", "V002"]
    early = measures.renewed_contacts(catalogue.cut("evidence/timeline", timeline, "A"), "2001-10-07")
    assert early["certainty"].tolist() == ["low"]


def test_first_contact_is_the_one_that_certainly_came_first(timeline):
    accounts = measures.renewed_contacts(timeline, "2001-10-07")
    assert measures.first_contact(accounts, ("low",))["event_id"] == "V001"
    assert measures.first_contact(accounts, measures.DOCUMENTED)["event_id"] == "V002"
    with pytest.raises(EmptyWindowError, match="no account of high certainty"):
        measures.first_contact(accounts, ("high",))


def test_an_unknown_event_is_named(timeline):
    with pytest.raises(EvidenceError, match="V999: there is no such event"):
        measures.event(timeline, "V999")


def test_quarters_without_an_act_are_zero_and_years_have_no_quarter(timeline):
    counts = measures.acts_by_quarter(measures.acts(timeline), "2015Q1", "2017Q2")
    assert counts["O1"].tolist() == [1] + [0] * 9
    assert counts["O2"].tolist() == [0] * 7 + [1, 0, 1]


def test_named_events_are_the_ones_meant():
    table = load("evidence/timeline").set_index("event_id")["event"]
    meant = {
        measures.ANNOUNCED: "Khorasan province announced",
        measures.SYRIA: "First Russian air strikes in Syria",
        measures.ACKNOWLEDGED: "channels exist",
        measures.NANGARHAR: "Nangarhar",
        measures.TAKEOVER: "Taliban enter Kabul",
        measures.SHOCKS["Crimea and sanctions"][0]: "annexes Crimea",
        measures.SHOCKS["Crimea and sanctions"][1]: "EU sanctions",
        measures.SHOCKS["NATO combat mission ends"][0]: "ISAF combat mission ends",
        measures.SHOCKS["Mullah Omar's death made public"][0]: "Death of Mullah Omar",
        measures.SHOCKS["Kunduz falls to the Taliban"][0]: "Kunduz city falls",
    }
    for event_id, words in meant.items():
        assert words in table[event_id], event_id


def test_the_five_shocks_lie_within_nineteen_months():
    """The plan says about nineteen months, from March 2014 to 28 September 2015."""
    found = measures.shocks(load("evidence/timeline"))
    assert found["name"].iloc[[0, -1]].tolist() == ["Crimea and sanctions", "Kunduz falls to the Taliban"]
    assert found["earliest"].is_monotonic_increasing
    assert 18 < (found["latest"].max() - found["earliest"].min()).days / 30.44 < 19
