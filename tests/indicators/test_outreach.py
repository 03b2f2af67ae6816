"""Dealings with Kabul and the Taliban, forecasts, polls: by hand, and what clock A may know."""

import pandas as pd
import pytest

from dossier import catalogue, load
from dossier.indicators import forecasts, outreach, polls


@pytest.fixture(scope="module")
def timeline():
    return load("evidence/timeline")


def test_every_coded_event_is_what_its_code_says(timeline):
    codings = load("evidence/event_codings")
    actors = timeline.set_index("event_id")["actors"]
    assert actors[outreach.with_kabul(timeline, codings)["event_id"]].str.contains("Russia").all()
    for row in outreach.meetings(timeline, codings).itertuples():
        text = row.event + actors[row.event_id]
        assert "Taliban" in text or "Doha" in text or "Afghan parties" in text, row.event_id
        # A troika, a format and a delegation in Moscow all name it.
        if row.place == "Moscow":
            assert "Moscow" in text, row.event_id


def test_clock_a_knows_no_meeting_in_moscow():
    then = [load(name, "A") for name in ("evidence/timeline", "evidence/event_codings")]
    held = outreach.meetings(*then)
    assert held["place"].tolist() == ["Murree"]
    assert outreach.with_kabul(*then)["kind"].tolist() == [
        "joint act",
        "arms",
        "arms",
        "meeting",
        "meeting",
    ]


def test_acts_by_year_leave_out_accounts_that_date_a_beginning(timeline):
    acts = outreach.acts_by_year(timeline, 2013, 2020)
    assert acts.loc[2013:2014, "both"].tolist() == [0, 0]
    assert acts.loc[2015].tolist() == [1, 0, 1]
    assert (acts["O1"] + acts["O2"]).tolist() == acts["both"].tolist()


def test_payers_of_arms():
    rows = [
        (1, "RUS", "AFG", 3, 10.0, 2002, 2002, True, None),
        (2, "RUS", "AFG", 5, 70.0, 2010, 2012, False, "USA"),
        (3, "RUS", "AFG", 1, 20.0, 2013, 2013, False, "USA"),
        (4, "RUS", "AFG", 6, 1.0, 2005, 2005, False, None),
        (5, "RUS", "PAK", 6, 99.0, 2005, 2005, False, None),
    ]
    columns = [
        "deal", "supplier", "recipient", "delivered", "tiv_million", "delivery_first", "delivery_last", "aid",
        "paid_by",
    ]  # fmt: skip
    table = outreach.arms_by_payer(pd.DataFrame(rows, columns=columns), "RUS", "AFG").set_index("payer")
    assert table.index.tolist() == ["USA", "gift", outreach.BOUGHT]
    assert table.loc["USA"].tolist() == [2, 6, 90, 2010, 2013]


def test_a_year_without_a_report_is_empty_and_not_nought():
    aid = outreach.aid_by_year(load("economy/russian_aid"), "AFG", 2010, 2019)
    assert aid.index[aid.isna()].tolist() == [2010, 2013]
    # (2.56 + 0.04 + 0.04 + 1.03 + 2.00) / 5 over (4.91 + 0.45 + 4.95) / 3.
    assert outreach.mean_ratio(aid, (2011, 2014), (2015, 2019)) == pytest.approx(1.134 / 3.43667, abs=1e-4)


def test_nothing_documented_went_to_the_taliban_before_they_ruled(timeline):
    assert outreach.documented_support(timeline, "2021-08-15").empty
    assert len(outreach.documented_support(timeline, "2027-01-01")) == 1


def test_agreements_that_name_the_taliban():
    signed = outreach.agreements_with_taliban(load("diplomacy/peace_agreements"), "2017-01-01")
    assert signed["date"].dt.year.tolist() == [2018, 2019, 2020]
    assert not signed["names_russia"].any()


@pytest.fixture
def made():
    columns = ["forecast_id", "made_on", "side", "kind", "expects", "outcome_on", "came_true"]
    rows = [
        ("F01", "2016-02", "RUS", "forecast", None, "2016-05", "yes"),
        ("F02", "2017-04-20", "article", "forecast", "rule", "2021-08-15", "yes"),
        ("F03", "2020-07-04", "RUS", "forecast", "share", "2021-08-15", "partly"),
        ("F04", "2021-07", "RUS", "hindsight", "rule", None, "not scorable"),
        ("F05", "2022-01-01", "RUS", "forecast", "rule", None, "not scorable"),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_an_outcome_of_a_later_day_is_open(made):
    known = forecasts.with_days(catalogue.cut("evidence/forecasts", made.assign(outcome="said"), "A"))
    assert known["came_true"].tolist() == ["yes", "open"]
    assert str(known["made"].iloc[0].date()) == "2016-02-29"


def test_hindsight_and_what_was_said_after_the_event_are_no_forecast_of_power(made):
    found = forecasts.on_power(made, "RUS", "2021-08-15")
    assert found["forecast_id"].tolist() == ["F03"]


def test_a_tally_has_every_outcome(made):
    tally = forecasts.tally(forecasts.with_days(made))
    assert tally.columns.tolist() == list(forecasts.OUTCOMES)
    assert tally.loc[("RUS", "forecast")].tolist() == [1, 1, 0, 1]


def test_two_reports_of_one_result_are_a_range():
    table = polls.results(load("diplomacy/polls"), "AFG").set_index(["question", "year"])
    assert table.loc[("peace-talks-support", 2019)].tolist() == [88.5, 88.7, 2]
    assert table.loc[("taliban-sympathy", 2019)].tolist() == [13.4, 13.4, 1]
    assert "soviet-war-gamble" not in table.index.get_level_values("question")
