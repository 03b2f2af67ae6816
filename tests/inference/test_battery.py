"""The battery: one ruler for every driver, as strict with chance as it says, and open where it cannot tell."""

import copy
import datetime
import tomllib
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.rates import test_poisson_2indep as compare_rates

from dossier import load, paths
from dossier.errors import EvidenceError
from dossier.inference import battery, calibration, cases, declared, planted
from dossier.inference import switch as switching
from dossier.inference.dose import by_quarter, dose
from dossier.inference.own import own_of
from dossier.inference.switch import switch
from dossier.inference.testing import FAILS, FITS, OPEN, Case, Result, exact_interval, reading, share
from dossier.verdicts.rules import rules as read_rules

DRAWS = 60
#: Tests that count acts by their days.
COUNTING = ("dose", "switch", "place", "own")


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in cases.TABLES}


@pytest.fixture(scope="module")
def fixed():
    return read_rules().battery


@pytest.fixture(scope="module")
def case(tables, fixed):
    return cases.case(tables, fixed)


@pytest.fixture
def facts():
    """What the rules file declares, to be spoiled."""
    return tomllib.loads(paths.rules_file().read_text(encoding="utf-8"))


def settled(fixed, **settings):
    return replace(fixed, settings={**fixed.settings, **settings})


def only(fixed, *keys):
    return replace(fixed, drivers={key: fixed.drivers[key] for key in keys})


def told(result):
    return [
        getattr(result, name) for name in ("reading", "acts", "effect", "low", "high", "shuffled", "shifted")
    ]


def counting(passed):
    """Return what passed of drivers as wholes and of their deciding tests."""
    return passed[passed["test"].isin([*COUNTING, "verdict"])]


class TestOneRuler:
    """No driver is treated apart: what a test says follows from acts and series."""

    def test_the_series_of_is_and_of_the_war_exchanged_exchange_the_results(self, case, fixed):
        exchanged = {"is_deaths": case.series["war_deaths"], "war_deaths": case.series["is_deaths"]}
        given = replace(case, series=case.series | exchanged)
        enemy, strength = fixed.drivers["is_khorasan"], fixed.drivers["taliban_strength"]
        before = {each.key: told(battery.dose_of(case, fixed, each)) for each in (enemy, strength)}
        after = {each.key: told(battery.dose_of(given, fixed, each)) for each in (enemy, strength)}
        assert after == {"is_khorasan": before["taliban_strength"], "taliban_strength": before["is_khorasan"]}
        assert before["is_khorasan"] != before["taliban_strength"]

    @pytest.mark.parametrize("sign", [1, -1])
    def test_any_driver_that_is_given_a_series_gets_its_result(self, case, fixed, sign):
        alike = [each for each in fixed.drivers.values() if each.sign == sign and not each.placebo]
        found = [told(battery.dose_of(case, fixed, replace(each, series="war_deaths"))) for each in alike]
        assert alike
        assert all(each == found[0] for each in found)

    def test_the_same_holds_of_switches(self, case, fixed):
        donor = fixed.drivers["taliban_strength"]
        for each in fixed.drivers.values():
            taken = replace(each, rises=donor.rises, falls=donor.falls)
            assert told(battery.switch_of(case, fixed, taken)) == told(battery.switch_of(case, fixed, donor))

    def test_a_direction_turned_round_turns_the_effect_round(self, case, fixed):
        driver = fixed.drivers["us_exit"]
        one, other = (battery.dose_of(case, fixed, replace(driver, sign=sign)) for sign in (1, -1))
        assert one.effect * other.effect == pytest.approx(1)
        assert (one.low * other.high, one.high * other.low) == pytest.approx((1, 1))


class TestChance:
    def test_shuffled_acts_pass_seldom(self, case, fixed):
        """In so few draws a test that chance passes once in ten can pass oftener, but hardly oftener than this."""
        bound = stats.binom.ppf(0.9995, DRAWS, fixed["false_positive_rate"]) / DRAWS
        passed = calibration.false_positives(case, settled(fixed, false_positive_draws=DRAWS))
        held = counting(passed)
        assert held[held["passed"] > bound].empty, held[held["passed"] > bound]
        assert set(held.loc[held["test"].eq("verdict"), "driver"]) == {
            key for key, driver in fixed.drivers.items() if not driver.placebo
        }

    @pytest.mark.campaign
    def test_in_all_declared_draws_no_more_than_one_in_ten(self, case, fixed):
        counted, every = counting(calibration.false_positives(case, fixed)), fixed["false_positive_draws"]
        assert np.allclose(counted["passed"] * every, (counted["passed"] * every).round())
        over = counted[counted["passed"] > fixed["false_positive_rate"]]
        assert over.empty, over

    def test_shuffling_moves_quarters_whole_and_keeps_every_act_on_its_sheet(self, case, fixed):
        moved = calibration.shuffled(case, fixed, 0)
        assert moved.acts["act_id"].tolist() == case.acts["act_id"].tolist()
        ours = case.acts["actor"].eq(fixed["actor"])
        pd.testing.assert_frame_equal(moved.acts[~ours], case.acts[~ours])
        assert not moved.acts.loc[ours, "date_from"].equals(case.acts.loc[ours, "date_from"])
        by = (moved.acts["date_from"] - case.acts["date_from"])[ours]
        sheets = [case.acts.loc[ours, "toward"], case.acts.loc[ours, "date_from"].dt.to_period("Q")]
        assert by.groupby(sheets).nunique().eq(1).all()
        assert (moved.acts["date_to"] - moved.acts["date_from"]).equals(
            case.acts["date_to"] - case.acts["date_from"]
        )

    def test_two_draws_differ_and_one_is_the_same_again(self, case, fixed):
        first, again, other = (
            calibration.shuffled(case, fixed, draw).acts["date_from"] for draw in (3, 3, 4)
        )
        assert first.equals(again)
        assert not first.equals(other)


PUT = (
    ("trade", "dose"),
    ("status", "dose"),
    ("us_exit", "own"),
    ("alignment", "own"),
    ("is_khorasan", "place"),
)


@pytest.fixture(scope="module")
def power(case, fixed):
    keys = dict.fromkeys(key for key, _ in PUT)
    fewer = settled(only(fixed, *keys), power_draws=60)
    return calibration.power(case, fewer).set_index(["driver", "test"])


@pytest.fixture(scope="module")
def planted_again(case, fixed):
    """Return what dose tests read where a ratio is planted, from a seed of their own."""
    other = settled(fixed, seed=fixed["seed"] + 1, power_draws=60)

    def read(key, test, ratio):
        asked = battery.asked(test, case, fixed, fixed.drivers[key])
        return planted.shares(declared=other, ratio=ratio, **asked)

    return read


class TestPower:
    """What is said to be found is found with another seed, and what is not there is not."""

    @pytest.mark.parametrize(("key", "test"), PUT)
    def test_the_smallest_effect_that_is_said_to_be_found_is_found(
        self, power, planted_again, fixed, key, test
    ):
        ratio = power.loc[(key, test), "detectable"]
        assert ratio > 1
        found, failed = planted_again(key, test, ratio)
        # Both shares are of 60 draws; the first was chosen because it was large.
        assert found >= fixed["power"] - 3 * np.sqrt(2 * 0.8 * 0.2 / 60)
        assert failed <= 0.05

    @pytest.mark.parametrize(("key", "test"), PUT)
    def test_none_is_found_where_none_was_planted(self, planted_again, fixed, key, test):
        found, _ = planted_again(key, test, 1.0)
        assert found <= stats.binom.ppf(0.999, 60, fixed["false_positive_rate"]) / 60

    @pytest.mark.parametrize(("key", "test"), PUT)
    def test_an_effect_as_declared_is_seldom_said_to_be_absent(self, power, key, test):
        assert power.loc[(key, test), "failed_at_declared"] <= 0.10 + 2 * np.sqrt(0.1 * 0.9 / 60)

    @pytest.mark.campaign
    def test_no_test_says_so_oftener_than_once_in_ten(self, case, fixed):
        power = calibration.power(case, fixed)
        assert power[power["failed_at_declared"] > 0.10].empty

    def test_a_switch_finds_with_another_seed_what_it_is_said_to_find(self, case, fixed):
        driver, draws = fixed.drivers["us_exit"], 60
        few = settled(only(fixed, "us_exit"), power_draws=draws)
        stated = calibration.power(case, few).set_index("test").loc["switch"]
        acts_ = battery.switch_of(case, fixed, driver).acts
        asked = battery.asked("switch", case, fixed, driver)
        put = partial(
            planted.switched, acts_, case=case, declared=settled(few, seed=fixed["seed"] + 1), **asked
        )
        found, failed = put(ratio=stated["detectable"])
        assert found >= fixed["power"] - 3 * np.sqrt(2 * 0.8 * 0.2 / draws)
        assert failed <= 0.05
        by_chance, _ = put(ratio=1.0)
        assert by_chance <= stats.binom.ppf(0.999, draws, fixed["false_positive_rate"]) / draws
        assert stated["failed_at_declared"] <= 0.10 + 2 * np.sqrt(0.1 * 0.9 / draws)

    def test_the_power_of_a_share_asks_for_more_than_elsewhere(self, case, fixed):
        power = calibration.power(case, only(fixed, "drugs")).set_index("test").loc["own"]
        assert power["detectable"] > fixed.drivers["drugs"].own["effect"]
        of_kabul = own_of(case, fixed, fixed.drivers["drugs"]).more["against"]
        assert 0 < of_kabul[0] < of_kabul[1]

    def test_an_effect_is_planted_with_the_lag_that_the_test_looks_for(self):
        quarters = pd.period_range("2000Q1", periods=40, freq="Q")
        counts, series = (
            pd.Series([4, 6, 5, 7, 3] * 8, quarters),
            pd.Series(np.arange(40) % 4 == 0, quarters).astype(float),
        )
        apart = replace_spread(series)
        for lag in (0, 1, 2):
            drawn = planted.simulate(counts, apart, 10.0, 1, 200, [1], lag)
            mean = pd.DataFrame(drawn).mean()
            follows = {by: mean.corr(apart.shift(by).reindex(mean.index)) for by in (0, 1, 2)}
            assert max(follows, key=follows.get) == lag

    def test_simulated_acts_are_as_many_as_the_real_ones_and_as_far_apart(self, case):
        counts = by_quarter(case.toward_taliban("RUS"), case)
        drawn = pd.DataFrame(planted.simulate(counts, case.series["war_deaths"], 1.0, 1, 400, [7]))
        assert drawn.sum(axis=1).mean() == pytest.approx(counts.sum(), rel=0.05)
        assert drawn.sum(axis=1).std() > np.sqrt(counts.sum())


def replace_spread(series):
    """Return a series whose quartiles differ, so that a ratio between them can be planted."""
    return series + np.linspace(0, 0.5, 7)[np.arange(len(series)) * 3 % 7]


class TestLeavingOut:
    def test_it_says_what_the_record_without_the_act_says(self, case, tables, fixed, monkeypatch):
        fewer = only(fixed, "is_khorasan", "grievance", "trade")
        ours = case.acts[case.acts["actor"].eq("RUS")]
        chosen = [
            ours.loc[ours["toward"].eq(whom), "act_id"].iloc[3] for whom in ("taliban", "kabul", "us_effort")
        ]

        def some(function, tasks):
            assert len(tasks) == len(ours)
            return [function(*task) for task in tasks if task[0] in chosen]

        monkeypatch.setattr(calibration, "dispatch", some)
        without = calibration.leave_one_out(case, fewer)
        assert set(without["act_id"]) == set(chosen)
        for act, rows in without.groupby("act_id"):
            left = tables["evidence/acts"][tables["evidence/acts"]["act_id"].ne(act)]
            whole = calibration.run(cases.case(tables | {"evidence/acts": left}, fewer), fewer)
            both = rows.merge(whole, on=["driver", "test"], suffixes=("", "_whole"))
            assert len(both) == len(whole)
            assert both["reading"].tolist() == both["reading_whole"].tolist()
            # The share of acts that are known is estimated once, with the act.
            assert both["effect"].to_numpy() == pytest.approx(
                both["effect_whole"].to_numpy(), rel=0.01, nan_ok=True
            )
            branch = rows.drop_duplicates("driver").set_index("driver")["branch"]
            assert branch.to_dict() == calibration.verdicts(whole, fewer).to_dict()


class TestReading:
    @pytest.mark.parametrize(
        ("effect", "low", "high", "by_chance", "read"),
        [
            (2.0, 1.2, 3.0, False, FITS),
            (2.0, 1.2, 3.0, True, OPEN),
            (1.4, 1.2, 1.6, False, OPEN),
            (1.4, 1.2, 1.49, False, FAILS),
            (2.0, 0.9, 4.0, False, OPEN),
            (0.5, 0.3, 0.8, False, FAILS),
            (1.0, 0.2, 1.5, False, OPEN),
        ],
    )
    def test_a_rise_and_its_mirror_read_alike(self, effect, low, high, by_chance, read):
        assert reading(effect, low, high, 1.5, by_chance) == read
        assert reading(1 / effect, 1 / high, 1 / low, 1 / 1.5, by_chance) == read

    @pytest.mark.parametrize(("named", "of"), [(0, 7), (1, 7), (7, 7), (33, 37), (2, 400)])
    def test_the_interval_of_a_share_is_exact(self, named, of):
        """No more than one in twenty of such samples lies beyond either edge."""
        low, high = exact_interval(named, of, 0.9)
        assert stats.binom.sf(named - 1, of, low) == pytest.approx(0.05 if named else 1)
        assert stats.binom.cdf(named, of, high) == pytest.approx(0.05 if named < of else 1)

    def test_a_share_fits_fails_or_is_left_open(self, fixed):
        assert share("own", 30, 100, 0.10, fixed).reading == FITS
        assert share("own", 1, 100, 0.10, fixed).reading == FAILS
        assert share("own", 1, 15, 0.10, fixed).reading == OPEN
        assert share("own", 0, 0, 0.10, fixed).why == "no acts, fewer than the 10 that the test asks for"

    def test_the_interval_of_a_share_is_clopper_and_pearsons(self, fixed):
        found = share("own", 5, 50, 0.10, fixed)
        low, high = stats.beta.ppf(0.05, 5, 46), stats.beta.ppf(0.95, 6, 45)
        assert (found.low, found.high) == pytest.approx((low, high))


def acts(days, whom="taliban"):
    """Return acts of Moscow, each of one day or of a first and a last."""
    spans = [day if isinstance(day, tuple) else (day, day) for day in days]
    first, last = zip(*spans, strict=True) if spans else ((), ())
    fixed = {"actor": "RUS", "toward": whom, "kind": "contact", "present": "yes", "topic": "general"}
    dated = {"date_from": pd.to_datetime(list(first)), "date_to": pd.to_datetime(list(last))}
    return pd.DataFrame({"act_id": [f"T{n}" for n in range(len(spans))], **dated, **fixed})


def made(rows, first="2013-01-01", last="2021-06-30", ends="2026-05-31", **known):
    """Return a case of made acts and events, of which all acts are known."""
    days = {key: (pd.Timestamp(day), pd.Timestamp(day)) for key, day in known.items()}
    edges = (pd.Timestamp(day) for day in (first, last, ends))
    return Case(rows, {}, days, None, pd.DataFrame({"themes": []}), {}, *edges, ("contact",))


class TestSwitch:
    def test_ratio_and_interval_are_those_of_a_published_example(self):
        """41 cases in 28,010 person-years against 15 in 19,017, as the manual of Stata's `iri` gives them."""
        effect, low, high, _ = switching._ratio(41, 15, 28010, 19017, 0.95)
        assert (effect, low, high) == pytest.approx((1.855759, 1.005684, 3.6093), abs=5e-6)

    @pytest.mark.parametrize(("on", "off"), [(12, 3), (7, 9), (20, 0), (0, 11)])
    def test_ratio_and_chance_are_those_of_two_counted_windows(self, fixed, on, off):
        after = pd.date_range("2018-07-10", periods=on, freq="25D")
        before = pd.date_range("2018-06-20", periods=off, freq="-25D")
        rows = acts([*after, *before])
        found = switch(rows, ("E",), (), made(rows, E="2018-06-30"), fixed)
        assert found.acts == on + off
        assert found.effect == (pytest.approx(on / off) if off else np.inf)
        exact = compare_rates(on, 730, off, 730, method="exact-cond", alternative="larger")
        assert found.shuffled == pytest.approx(exact.pvalue)
        assert (found.low > 1) == (found.shuffled < 0.05)

    def test_a_fall_is_a_rise_read_backwards(self, fixed):
        rows = acts(pd.date_range("2017-01-15", periods=14, freq="30D"))
        world = made(rows, E="2018-06-30")
        wanted = switch(rows, (), ("E",), world, fixed, 0.6667)
        rise = switch(rows, (), ("E",), world, fixed, 1.5)
        assert (wanted.effect, wanted.low) == pytest.approx((1 / rise.effect, 1 / rise.high))

    def test_acts_that_may_have_come_before_or_after_are_not_counted(self, fixed):
        certain = list(pd.date_range("2018-08-01", periods=10, freq="20D"))
        unsure = [("2018-06-20", "2018-07-05"), ("2018-06-30", "2018-06-30")]
        rows = acts([*certain, *unsure])
        assert switch(rows, ("E",), (), made(rows, E="2018-06-30"), fixed).acts == 10

    def test_an_event_of_uncertain_day_leaves_its_days_out(self, fixed):
        rows = acts([*pd.date_range("2018-01-01", periods=12, freq="31D")])
        world = made(rows, E="2018-06-30")
        wide = replace(world, days={"E": (pd.Timestamp("2018-05-15"), pd.Timestamp("2018-08-15"))})
        assert switch(rows, ("E",), (), world, fixed).acts - switch(rows, ("E",), (), wide, fixed).acts == 3

    def test_windows_are_cut_at_the_ends_of_the_sheet(self, fixed):
        rows = acts(pd.date_range("2013-01-05", periods=12, freq="20D"))
        found = switch(rows, ("E",), (), made(rows, E="2013-03-01"), fixed)
        assert (found.more["days_off"], found.more["days_on"]) == (59, 730)
        later = acts(pd.date_range("2015-11-01", periods=12, freq="15D"))
        found = switch(later, ("E",), (), made(later, ends="2016-03-31", E="2015-12-31"), fixed)
        assert (found.more["days_on"], found.more["days_off"]) == (91, 730)

    def test_an_event_before_the_sheet_begins_gives_no_verdict(self, fixed):
        rows = acts(pd.date_range("2013-01-05", periods=12, freq="20D"))
        found = switch(rows, ("E",), (), made(rows, E="2012-12-31"), fixed)
        assert (found.reading, found.more["days_off"]) == (OPEN, 0)
        assert found.why == "the sheet has no days on one side of its events"
        assert np.isnan(found.effect)

    def test_a_day_in_two_windows_counts_once(self, fixed):
        rows = acts(pd.date_range("2016-07-15", "2021-01-01", freq="20D"))
        one = switch(rows, ("E",), (), made(rows, E="2018-06-30"), fixed)
        twice = switch(rows, ("E", "F"), (), made(rows, E="2018-06-30", F="2018-06-30"), fixed)
        assert told(one) == told(twice)

    def test_a_day_that_is_on_by_one_event_and_off_by_another_counts_nowhere(self, fixed):
        rows = acts(pd.date_range("2016-07-15", "2021-12-01", freq="20D"))
        world = made(rows, E="2018-06-30", F="2019-06-30")
        found = switch(rows, ("E", "F"), (), world, fixed)
        # Between the two events the one says on and the other off.
        on = rows["date_from"].between("2019-06-30", "2021-06-29").sum()
        off = rows["date_from"].between("2016-06-30", "2018-06-30").sum()
        assert (found.more["days_on"], found.more["days_off"]) == (731, 731)
        assert (found.acts, found.effect) == (on + off, pytest.approx(on / off))
        assert switch(rows, ("E",), ("E",), world, fixed).reading == OPEN

    def test_an_event_that_is_not_known_on_the_clock_is_left_out(self, fixed):
        rows = acts(pd.date_range("2018-07-10", periods=12, freq="20D"))
        found = switch(rows, ("E",), (), made(rows), fixed)
        assert (found.reading, found.why) == (OPEN, "none of its events is known on this clock")
        world = made(rows, E="2018-06-30")
        assert told(switch(rows, ("E", "later"), (), world, fixed)) == told(
            switch(rows, ("E",), (), world, fixed)
        )

    def test_a_shorter_window_that_points_the_other_way_leaves_it_open(self, fixed):
        near = pd.date_range("2017-10-01", periods=7, freq="30D")
        far = pd.date_range("2019-08-01", periods=25, freq="12D")
        rows = acts([*near, *far])
        found = switch(rows, ("E",), (), made(rows, E="2018-06-30"), fixed)
        assert (found.effect > 1.5, found.low > 1, found.reading) == (True, True, OPEN)


class TestOrder:
    def series(self, *counts):
        return pd.Series(counts, pd.period_range("2013Q1", periods=len(counts), freq="Q"))

    def test_a_step_is_found_where_it_is(self):
        counts = self.series(*[0] * 16, *[6] * 16)
        assert battery.rise(counts, 0.90) == (pd.Period("2017Q1"), pd.Period("2017Q1"))

    def test_a_change_in_an_even_series_can_lie_nearly_anywhere(self):
        first, last = battery.rise(self.series(*[2, 3] * 12), 0.90)
        assert (last - first).n >= 20

    def test_a_higher_confidence_leaves_more_room(self):
        counts = self.series(1, 0, 2, 1, 1, 2, 3, 2, 4, 3, 5, 3)
        (first, last), (earlier, later) = battery.rise(counts, 0.5), battery.rise(counts, 0.99)
        assert earlier <= first <= last <= later
        assert (later - earlier).n > (last - first).n

    def test_a_driver_after_the_rise_does_not_fit_and_one_before_has_shown_nothing(self, fixed):
        rows = acts(pd.date_range("2016-01-05", "2021-06-01", freq="30D"))
        driver = fixed.drivers["is_khorasan"]
        found = {
            day: battery.order_of(made(rows, V044=day), fixed, driver) for day in ("2014-01-01", "2016-06-01")
        }
        assert [each.reading for each in found.values()] == [OPEN, FAILS]
        assert (
            battery.order_of(made(rows, other="2014-01-01"), fixed, driver).why
            == "its onset lies after this clock"
        )


class TestCounting:
    def test_acts_spanning_two_quarters_are_not_counted(self):
        rows = acts(["2015-01-01", ("2015-03-20", "2015-04-02"), ("2015-04-01", "2015-06-30"), "2021-07-01"])
        counts = by_quarter(rows, made(rows))
        assert counts[counts > 0].to_dict() == {pd.Period("2015Q1"): 1, pd.Period("2015Q2"): 1}

    def test_a_clock_counts_whole_quarters_only(self, tables, fixed):
        last = {
            day: cases.case(tables, fixed, pd.Timestamp(day), {"none": None}).quarters[-1]
            for day in ("2017-04-20", "2017-06-30", "2026-05-31")
        }
        assert [str(quarter) for quarter in last.values()] == ["2017Q1", "2017Q2", "2021Q2"]

    def test_too_few_acts_leave_every_test_that_counts_them_open(self, case, fixed):
        few = replace(case, acts=case.acts[case.acts["toward"].eq("taliban")].groupby("actor").head(4))
        for driver in fixed.drivers.values():
            for test, found in battery.run(few, fixed, driver).items():
                if test in ("dose", "switch", "place", "comparators"):
                    assert found.reading == OPEN

    def test_an_act_whose_coding_does_not_count_it_changes_nothing(self, case, fixed):
        refused = replace(
            case, acts=pd.concat([case.acts, acts(["2016-05-05"] * 30).assign(kind="material")])
        )
        driver = fixed.drivers["taliban_strength"]
        assert told(battery.dose_of(refused, fixed, driver)) == told(battery.dose_of(case, fixed, driver))

    def test_acts_of_several_states_are_counted_together(self, case):
        each = [by_quarter(case.toward_taliban(actor), case) for actor in ("IRN", "CHN", "PAK")]
        assert case.counts("IRN", "CHN", "PAK").tolist() == sum(each).tolist()
        assert case.counts("nobody").sum() == 0

    def test_a_case_with_other_acts_counts_anew(self, case):
        before, ours = case.counts("RUS"), case.acts["actor"].eq("RUS")
        assert before.sum() > 0
        assert replace(case, acts=case.acts[~ours]).counts("RUS").sum() == 0

    def test_every_combination_is_the_case_that_its_choices_give(self, tables, fixed):
        rows = [
            {"kinds": "contact", "coder": "second", "window": "to today", "release": "24.1"},
            {"present": "Taliban present", "coder": "settled", "release": "26.1"},
        ]
        for day in (None, pd.Timestamp("2017-04-20")):
            for row, one in zip(rows, cases.every(tables, fixed, day, rows), strict=True):
                other = cases.case(tables, fixed, day, **row)
                assert calibration.run(one, fixed).equals(calibration.run(other, fixed)), row


class TestWhatIsKept:
    """What was measured once is taken again only where all that it hangs on is the same."""

    @pytest.mark.parametrize(
        "settings", [{"confidence": 0.5}, {"lags_quarters": 0}, {"shuffles": 99}, {"seed": 1}]
    )
    def test_another_setting_measures_anew(self, case, fixed, settings):
        given = case.counts("RUS"), case.series["distance_to_us"]
        first, other = dose(*given, fixed), dose(*given, settled(fixed, **settings))
        assert told(first) != told(other)
        assert told(dose(*given, fixed)) == told(first)

    @pytest.mark.parametrize(
        "options", [{"sign": -1}, {"lag": 1}, {"net": False}, {"wanted": 0.5}, {"beside": "opium"}]
    )
    def test_another_question_measures_anew(self, case, fixed, options):
        given = case.counts("RUS"), case.series["war_deaths"], fixed
        options |= {name: case.series[key] for name, key in options.items() if name == "beside"}
        first, other = dose(*given), dose(*given, **options)
        assert told(first) != told(other)
        assert told(dose(*given)) == told(first)


class TestVerdict:
    @pytest.mark.parametrize(
        ("read", "branch"),
        [
            ({"dose": FITS, "own": FITS, "place": OPEN}, 0),
            ({"dose": FITS, "switch": FITS, "own": OPEN}, 1),
            ({"dose": FITS, "own": FITS, "place": FAILS}, 1),
            ({"own": FITS}, 1),
            ({"dose": FAILS, "own": FAILS}, 2),
            ({"dose": FAILS, "own": OPEN, "statements": FITS}, 3),
            ({"dose": OPEN, "own": OPEN, "statements": FAILS}, 4),
            ({}, 4),
        ],
    )
    def test_what_holds_first_and_what_moscow_said_decides_nothing(self, fixed, read, branch):
        found = {test: Result(test, word, 50) for test, word in read.items()}
        assert battery.verdict(found, fixed) == fixed.verdicts[branch]

    def test_a_verdict_asked_of_fewer_acts_than_its_power_allows_stops_by_name(self, fixed):
        least = fixed["least_acts"]["dose"]
        with pytest.raises(
            EvidenceError, match=f"battery, dose: it is asked for a verdict with {least - 1} acts"
        ):
            battery.verdict({"dose": Result("dose", FITS, least - 1)}, fixed)
        assert battery.verdict({"dose": Result("dose", OPEN, least - 1)}, fixed) == fixed.verdicts[-1]


class TestDeclared:
    def refusal(self, facts):
        with pytest.raises(EvidenceError) as stopped:
            declared.battery(facts)
        assert "data/evidence/rules.toml" in str(stopped.value)
        return str(stopped.value)

    @pytest.mark.parametrize(
        ("spoil", "message"),
        [
            (lambda driver: driver.pop("onset"), "driver north: it has no onset"),
            (lambda driver: driver.update(onset=["V049"]), "driver north: it has no onset"),
            (lambda driver: driver.pop("own"), "driver north: it has no prediction of its own"),
            (lambda driver: driver["own"].pop("says"), "driver north: it has no prediction of its own"),
            (
                lambda driver: driver["own"].update(form="guess"),
                "driver north: it has no prediction of its own",
            ),
            (
                lambda driver: driver["own"].pop("effect"),
                "driver north: its prediction has no smallest effect",
            ),
            (lambda driver: driver.update(series="rumours"), "driver north: no series 'rumours'"),
            (lambda driver: driver.pop("series"), "driver north: it lacks series"),
            (lambda driver: driver.update(onsets=[]), "driver north: it has 'onsets', which no driver has"),
        ],
    )
    def test_a_driver_half_declared_stops_by_name(self, facts, spoil, message):
        spoil(facts["drivers"]["north"])
        assert message in self.refusal(facts)

    def test_an_answer_that_names_no_driver_stops_by_name(self, facts):
        facts["battery"]["answers"]["r2"] = "spite"
        assert "battery, answers, r2: no driver 'spite'" in self.refusal(facts)

    @pytest.mark.parametrize(
        ("spoil", "message"),
        [
            (lambda grid: grid["coder"].append("fourth"), "grid battery, dimension coder: found 'fourth'"),
            (lambda grid: grid.update(mood=["good"]), "grid battery, dimension mood: no such choice"),
            (lambda grid: grid.pop("release"), "grid battery: a dimension is missing"),
        ],
    )
    def test_an_option_that_no_case_knows_stops_by_name(self, facts, spoil, message):
        spoil(facts["battery"]["grid"])
        with pytest.raises(EvidenceError, match=message) as stopped:
            cases.check(declared.battery(facts))
        assert "Mend the grid" in str(stopped.value)

    def test_the_rules_are_not_read_with_such_an_option(self, tmp_path, monkeypatch):
        text = paths.rules_file().read_text(encoding="utf-8")
        (tmp_path / "evidence").mkdir()
        spoilt = text.replace('"Taliban present"]', '"Taliban absent"]')
        (tmp_path / "evidence" / "rules.toml").write_text(spoilt, encoding="utf-8")
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
        with pytest.raises(EvidenceError, match="dimension present: found 'Taliban absent'"):
            read_rules()

    def test_the_first_option_of_each_choice_is_the_batterys_own(self, fixed, facts):
        assert {name: options[0] for name, options in fixed.grid.items()} == {
            name: next(iter(options)) for name, options in cases.CHOICES.items()
        }
        assert cases.KINDS[fixed.grid["kinds"][0]] == tuple(facts["battery"]["kinds"])

    def test_every_event_and_state_of_a_driver_is_known_today(self, case, fixed):
        """An event that is misspelt would read as one that lies after the clock."""
        actors = set(case.acts["actor"])
        for driver in fixed.drivers.values():
            own = driver.own or {}
            onset = [edge for edge in driver.onset if not isinstance(edge, datetime.date)]
            named = {*onset, *driver.rises, *driver.falls, *own.get("rises", ()), *own.get("falls", ())}
            assert named <= set(case.days), driver.key
            assert set(driver.exposed) <= actors, driver.key

    def test_spoiling_a_copy_left_the_rules_alone(self, facts, fixed):
        assert declared.battery(copy.deepcopy(facts)).grid == fixed.grid


def test_own_predictions_of_order_read_both_ways(fixed):
    """The first commercial step before the first political one fits, after it does not, and overlapping cannot tell."""
    driver = fixed.drivers["trade"]
    political = acts(pd.date_range("2015-01-10", periods=12, freq="40D"))
    for day, read in (("2014-06-01", FITS), ("2016-06-01", FAILS), (("2015-01-01", "2015-02-01"), OPEN)):
        commercial = acts([day]).assign(topic="economy", act_id="C1")
        rows = pd.concat([political, commercial], ignore_index=True)
        assert own_of(made(rows), fixed, driver).reading == read
    assert own_of(made(political), fixed, driver).reading == FAILS


def test_series_are_like_themselves_and_unlike_their_mirror(case, fixed):
    found = calibration.alike(case, fixed)
    assert np.diag(found) == pytest.approx(1)
    # US troops stand for the exit with one sign and for revenge with the other.
    assert found.loc["us_exit", "grievance"] == pytest.approx(-1)
    assert "calendar" not in found


def test_what_chance_passes_leaves_out_what_does_not_hang_on_dates(fixed):
    rows = [
        ("others", "own", 1.0),
        ("drugs", "own", 1.0),
        ("trade", "statements", 1.0),
        ("north", "switch", 0.09),
    ]
    passed = pd.DataFrame(rows, columns=["driver", "test", "passed"])
    assert calibration.passed_by_chance(passed, fixed) == 0.09
    own = pd.DataFrame([*rows, ("us_exit", "own", 0.2)], columns=["driver", "test", "passed"])
    assert calibration.passed_by_chance(own, fixed) == 0.2
