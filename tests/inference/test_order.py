"""Order of events from intervals, and the switch-off comparison, worked out by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from dossier import load
from dossier.indicators import timeline
from dossier.inference import order as inference


def between(earliest, latest):
    return {"earliest": pd.Timestamp(earliest), "latest": pd.Timestamp(latest)}


def acts(*days):
    return pd.DataFrame({"earliest": pd.to_datetime(days), "latest": pd.to_datetime(days)})


def test_days_settle_the_order():
    first, second = between("2015-01-26", "2015-01-26"), between("2015-09-30", "2015-09-30")
    assert inference.order(first, second) == inference.Order("before", 247, 247)
    assert inference.order(second, first) == inference.Order("after", 247, 247)


def test_a_year_before_a_day_has_a_range():
    found = inference.order(between("2014-01-01", "2014-12-31"), between("2015-01-26", "2015-01-26"))
    assert found == inference.Order("before", 26, 390)


def test_intervals_that_share_a_day_are_not_ordered():
    january, day = between("2015-01-01", "2015-01-31"), between("2015-01-31", "2015-01-31")
    assert inference.order(january, day) == inference.Order("overlap", 0, 30)
    assert inference.order(day, day) == inference.Order("overlap", 0, 0)


@given(*[st.integers(0, 2000)] * 4)
def test_order_turns_round_with_its_arguments(a, b, c, d):
    start = pd.Timestamp("2013-01-01")
    first, second = (
        between(start + pd.Timedelta(days=min(pair)), start + pd.Timedelta(days=max(pair)))
        for pair in ((a, b), (c, d))
    )
    one, other = inference.order(first, second), inference.order(second, first)
    turned = {"before": "after", "after": "before", "overlap": "overlap"}
    assert other == inference.Order(turned[one.relation], one.least, one.most)
    assert 0 <= one.least <= one.most


def test_windows_are_of_equal_length_and_leave_out_the_day_itself():
    rows = acts("2019-11-08", "2019-11-09", "2019-11-19", "2019-11-20", "2019-11-29", "2019-11-30")
    found = inference.switch_off(rows, "2019-11-19", "2019-11-29")
    assert (found.before, found.after, found.days) == (1, 2, 10)
    assert found.cooling == pytest.approx(-1)
    assert found.quarterly == pytest.approx((9.13125, 18.2625))


def test_an_act_whose_month_crosses_the_day_belongs_to_neither_window():
    rows = pd.DataFrame(
        {"earliest": pd.to_datetime(["2019-11-01"]), "latest": pd.to_datetime(["2019-11-30"])}
    )
    found = inference.switch_off(rows, "2019-11-19", "2020-11-19")
    assert (found.before, found.after) == (0, 0)
    assert math.isnan(found.ratio)


def test_the_interval_is_exact():
    """At its ends, five and four acts or fewer (or more) have just five per cent."""
    rows = acts(*["2019-06-01"] * 5, *["2020-06-01"] * 4)
    found = inference.switch_off(rows, "2019-12-31", "2020-12-31")
    assert found.ratio == pytest.approx(0.8)
    low, high = (ratio / (1 + ratio) for ratio in (found.low, found.high))
    assert binom.sf(3, 9, low) == pytest.approx(0.05)
    assert binom.cdf(4, 9, high) == pytest.approx(0.05)


def test_nothing_before_leaves_the_upper_end_open():
    found = inference.switch_off(acts("2020-06-01"), "2019-12-31", "2020-12-31")
    assert (found.ratio, found.high) == (math.inf, math.inf)
    assert 0 < found.low < 1


def test_a_grid_has_one_row_a_combination():
    choices = {"all": acts("2019-06-01", "2020-06-01"), "none": acts()}
    grid = inference.switch_off_grid(choices, "2019-12-31", {"a": "2020-07-01", "b": "2020-12-31"})
    assert grid[["acts", "end"]].to_numpy().tolist() == [
        ["all", "a"],
        ["all", "b"],
        ["none", "a"],
        ["none", "b"],
    ]
    assert grid.loc[1, ["before", "after", "cooling"]].tolist() == [1, 1, 0]


def test_the_order_that_the_article_has_is_reversed():
    """Claim C27: IS-Khorasan was announced on 26 January 2015, Russia's strikes began on 30 September 2015."""
    table = load("evidence/timeline")
    announced = timeline.event(table, timeline.ANNOUNCED)
    assert inference.order(timeline.event(table, timeline.SYRIA), announced) == inference.Order(
        "after", 247, 247
    )
    assert inference.order(timeline.event(table, timeline.ACKNOWLEDGED), announced).most == 331


def test_the_sequence_holds_shocks_strikes_and_contacts_once():
    rows = inference.sequence(load("evidence/timeline"), "2001-10-07", "2016-12-31")
    assert rows["kind"].value_counts()[["shock", "strike"]].tolist() == [5, 1]
    assert not rows.loc[rows["event_id"].ne(""), "event_id"].duplicated().any()
    assert rows["earliest"].is_monotonic_increasing


def test_the_sequence_known_in_april_2017_has_no_account_of_later_years():
    rows = inference.sequence(load("evidence/timeline", "A"), "2001-10-07", "2016-12-31")
    early = rows[rows["kind"].eq("contact") & rows["relation"].eq("before")]
    assert early["certainty"].eq("low").all()
