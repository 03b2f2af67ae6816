"""What inference must do whatever the record: no test turned the wrong way, no order that counts, no act lost."""

import datetime
import functools
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from dossier import load
from dossier.indicators import acts as sheet
from dossier.indicators import timeline
from dossier.inference import (
    battery,
    calibration,
    cases,
    competing,
    gradient,
    gravity,
    multiverse,
    order,
    placebos,
    raters,
    rescored,
    wholes,
)
from dossier.inference.dose import dose
from dossier.inference.own import read_share
from dossier.inference.switch import around, parted_days, sheet_edges, switch
from dossier.inference.testing import FAILS, FITS, OPEN, Result, exact_interval, reading, share
from dossier.verdicts.rules import rules

few = settings(max_examples=10, deadline=None, derandomize=True)
some = settings(max_examples=30, deadline=None, derandomize=True)
# A seed does not get simpler by shrinking.
seeded = settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
seeds = st.integers(0, 2**31)

READINGS = (FAILS, OPEN, FITS)
table = functools.cache(load)


@functools.cache
def declared():
    return rules().battery


@functools.cache
def record():
    return cases.case({name: table(name) for name in cases.TABLES}, declared())


def causes():
    return [key for key, driver in declared().drivers.items() if not driver.placebo]


def worth(read):
    return READINGS.index(read)


class TestReading:
    @given(
        st.lists(st.integers(1, 400), min_size=3, max_size=3), st.integers(101, 400), st.integers(100, 400)
    )
    @some
    def test_chance_takes_a_fit_away_and_a_larger_ratio_or_a_lower_bar_never_does(self, ratios, bar, times):
        low, effect, high = (each / 100 for each in sorted(ratios))
        wanted = bar / 100
        read = reading(effect, low, high, wanted, False)
        assert reading(effect, low, high, wanted, True) == (OPEN if read == FITS else read)
        larger = (each * times / 100 for each in (effect, low, high))
        assert worth(reading(*larger, wanted, False)) >= worth(read)
        assert worth(reading(effect, low, high, wanted * times / 100, False)) <= worth(read)

    @given(st.lists(st.integers(0, 400), min_size=3, max_size=3), st.integers(101, 400), st.booleans())
    @some
    def test_a_fall_is_read_as_the_rise_that_it_undoes_down_to_nothing(self, ratios, bar, by_chance):
        low, effect, high = (each / 100 for each in sorted(ratios))
        undone = [1 / each if each else math.inf for each in (effect, high, low)]
        assert reading(effect, low, high, 100 / bar, by_chance) == reading(*undone, bar / 100, by_chance)

    @given(st.integers(1, 200), st.data(), st.tuples(*[st.floats(0.05, 0.99)] * 2))
    @some
    def test_an_interval_holds_its_share_widens_with_confidence_and_rises_with_the_share(
        self, of, data, confidences
    ):
        named = data.draw(st.integers(0, of))
        less, more = (exact_interval(named, of, each) for each in sorted(confidences))
        assert 0 <= more[0] <= less[0] <= named / of <= less[1] <= more[1] <= 1
        assert exact_interval(of - named, of, confidences[0]) == pytest.approx(
            tuple(1 - edge for edge in exact_interval(named, of, confidences[0])[::-1])
        )
        if named < of:
            above = exact_interval(named + 1, of, sorted(confidences)[0])
            assert above[0] > less[0]
            assert above[1] >= less[1]

    @given(st.integers(1, 150), st.integers(1, 150), st.data(), st.floats(0.01, 0.99))
    @some
    def test_one_more_act_of_the_kind_never_reads_worse_and_one_more_elsewhere_never_better(
        self, of, of_them, data, wanted
    ):
        named, there = (data.draw(st.integers(0, each - 1)) for each in (of, of_them))
        own = {"effect": wanted}
        alone, against = (
            share("own", named, of, wanted, declared()),
            read_share(named, of, there, of_them, own, declared()),
        )
        assert worth(share("own", named + 1, of, wanted, declared()).reading) >= worth(alone.reading)
        more, elsewhere = (
            read_share(named + here, of, there + 1 - here, of_them, own, declared()) for here in (1, 0)
        )
        assert worth(more.reading) >= worth(against.reading) >= worth(elsewhere.reading)
        assert worth(against.reading) <= worth(alone.reading)


#: Verdicts of the battery from the worst to the best for a driver, by their likelihoods.
WORST_FIRST = ("very unlikely", "unlikely", "none stated", "roughly even chance", "likely")
deciding = st.dictionaries(st.sampled_from(declared()["deciding"]), st.sampled_from(READINGS), min_size=1)


def judged(readings):
    results = {test: Result(test, read, acts=50) for test, read in readings.items()}
    return WORST_FIRST.index(battery.verdict(results, declared())["likelihood"])


@st.composite
def readings_of_drivers(draw):
    """What `calibration.run` would return of some drivers, the readings made up."""
    keys = draw(st.lists(st.sampled_from(causes()), min_size=1, max_size=4, unique=True))
    rows = [
        {"driver": key, "test": test, "reading": read, "acts": 50}
        for key in keys
        for test, read in draw(deciding).items()
    ]
    return pd.DataFrame(rows)


@st.composite
def branches_and_errors(draw):
    """Branches of some drivers, and how often each branch would be read if they were at work."""
    keys = draw(st.lists(st.sampled_from(causes()), min_size=1, max_size=4, unique=True))
    numbers = range(len(declared().verdicts))
    read = st.tuples(st.sampled_from(keys), st.sampled_from([-1, *numbers]))
    branches = pd.DataFrame(draw(st.lists(read, min_size=1, max_size=12)), columns=["driver", "branch"])
    shares = [draw(st.lists(st.integers(0, 20), min_size=5, max_size=5)) for _ in keys]
    rows = [
        (key, branch, many / max(sum(each), 1))
        for key, each in zip(keys, shares, strict=True)
        for branch, many in zip(numbers, each, strict=True)
    ]
    return branches, pd.DataFrame(rows, columns=["driver", "branch", "share"])


class TestVerdicts:
    @given(deciding, st.data())
    @some
    def test_a_test_that_reads_better_never_makes_the_verdict_worse(self, readings, data):
        test = data.draw(st.sampled_from(declared()["deciding"]))
        fails, opens, fits = (judged(readings | {test: read}) for read in READINGS)
        assert fails <= opens <= fits
        assert fails < len(WORST_FIRST) - 1
        left = {name: read for name, read in readings.items() if name != test}
        assert judged(left) == opens

    @given(deciding, st.sampled_from(READINGS), st.randoms(use_true_random=False))
    @some
    def test_neither_the_order_of_tests_nor_what_was_said_decides(self, readings, said, random):
        mixed = list({**readings, "statements": said}.items())
        random.shuffle(mixed)
        assert judged(dict(mixed)) == judged(readings)

    @given(readings_of_drivers(), seeds)
    @some
    def test_a_verdict_hangs_on_no_other_driver_and_on_no_order(self, results, seed):
        found = calibration.verdicts(results, declared())
        backwards = replace(declared(), drivers=dict(reversed(declared().drivers.items())))
        mixed = calibration.verdicts(results.sample(frac=1, random_state=seed), backwards)
        assert mixed.to_dict() == found.to_dict()
        for key, rows in results.groupby("driver"):
            assert calibration.verdicts(rows, declared()).to_dict() == {key: found[key]}

    @given(branches_and_errors(), seeds)
    @some
    def test_only_what_speaks_against_a_driver_that_cannot_be_told_gives_way_and_once(self, given_, seed):
        branches, errors = given_
        held = wholes.held(branches, errors, declared())
        gave_way = held["branch"].ne(branches["branch"])
        assert held.loc[gave_way, "branch"].eq(len(declared().verdicts) - 1).all()
        against = [
            number
            for number, branch in enumerate(declared().verdicts)
            if branch["verdict"] == "mostly unsupported"
        ]
        error = errors[errors["branch"].isin(against)].groupby("driver")["share"].sum()
        often = branches["driver"].map(error) > declared()["false_negative_rate"]
        pd.testing.assert_series_equal(gave_way, often & branches["branch"].isin(against), check_names=False)
        pd.testing.assert_frame_equal(wholes.held(held, errors, declared()), held)
        mixed = [rows.sample(frac=1, random_state=seed) for rows in (branches, errors)]
        pd.testing.assert_frame_equal(wholes.held(*mixed, declared()).sort_index(), held)

    @given(seeds)
    @seeded
    def test_the_battery_reads_the_same_whatever_the_order_of_acts_and_drivers(self, seed):
        mixed = replace(record(), acts=record().acts.sample(frac=1, random_state=seed))
        keys = np.random.default_rng(seed).permutation(list(declared().drivers))
        turned = replace(declared(), drivers={key: declared().drivers[key] for key in keys})
        found, again = (
            calibration.run(*each).drop(columns="more").sort_values(["driver", "test"], ignore_index=True)
            for each in ((record(), declared()), (mixed, turned))
        )
        pd.testing.assert_frame_equal(again, found)


@st.composite
def shortened(draw):
    """The record with some of its acts, up to some day."""
    ends = pd.Timestamp(draw(st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 5, 31))))
    rows = record().acts[record().acts["date_to"].le(ends)]
    kept = rows.sample(draw(st.integers(1, len(rows))), random_state=draw(seeds))
    return replace(record(), acts=kept, ends=ends)


class TestActs:
    @given(shortened(), st.integers(0, 10**6))
    @some
    def test_shuffled_quarters_keep_their_acts_and_no_two_fall_on_one(self, case, draw):
        moved = calibration.shuffled(case, declared(), draw).acts
        fixed = moved.columns.difference(["date_from", "date_to"])
        pd.testing.assert_frame_equal(moved[fixed], case.acts[fixed])
        by = moved["date_from"] - case.acts["date_from"]
        assert by.equals(moved["date_to"] - case.acts["date_to"])
        ours = case.acts["actor"].eq(declared()["actor"])
        assert by[~ours].eq(pd.Timedelta(0)).all()
        for whom, (first, last) in sheet.SEARCHED.items():
            mine = case.acts[ours & case.acts["toward"].eq(whom)]
            inside = mine["date_from"].between(pd.Timestamp(first), pd.Timestamp(last))
            quarter = mine.loc[inside, "date_from"].dt.to_period("Q")
            shifts = by[quarter.index].groupby(quarter).agg(["min", "max"])
            assert shifts["min"].equals(shifts["max"])
            begins = shifts.index.start_time + pd.TimedeltaIndex(shifts["min"])
            assert begins.is_unique
            assert (begins == begins.to_period("Q").start_time).all()

    @given(
        shortened(), st.lists(st.sampled_from(["RUS", "IRN", "CHN", "PAK", "USA"]), min_size=2, unique=True)
    )
    @some
    def test_acts_of_several_states_are_those_of_each_together(self, case, states):
        apart = sum(case.counts(state) for state in states)
        assert case.counts(*states).tolist() == case.counts(*reversed(states)).tolist() == apart.tolist()
        rows = case.counted[case.counted["actor"].isin(states)]
        inside = sheet.within(rows, case.quarters[0].start_time, case.quarters[-1].end_time)
        edges = [inside[edge].dt.to_period("Q") for edge in ("date_from", "date_to")]
        assert apart.sum() == edges[0].eq(edges[1]).sum()

    @given(seeds)
    @seeded
    def test_themes_of_an_occasion_are_those_of_its_rows(self, seed):
        said = table("evidence/stated_reasons")
        found, mixed = (
            {row.occasion: sorted(row.themes.split(";")) for row in cases.occasions(rows).itertuples()}
            for rows in (said, said.sample(frac=1, random_state=seed))
        )
        assert mixed == found

    @given(
        st.sampled_from(["is_deaths", "war_deaths", "us_troops", "distance_to_us", "opium"]),
        st.sampled_from([0.25, 2, 16]),
        st.integers(-100, 100),
        st.sampled_from([1, -1]),
    )
    @few
    def test_neither_the_unit_of_a_series_nor_where_its_nought_lies_moves_the_dose(
        self, name, unit, nought, sign
    ):
        counts, series = record().counts("RUS"), record().series[name]
        found = dose(counts, series, declared(), sign)
        for turned in (1, -1):
            other = dose(counts, turned * unit * series + nought, declared(), turned * sign)
            assert other.reading == found.reading
            assert (other.effect, other.low, other.high) == pytest.approx(
                (found.effect, found.low, found.high), rel=1e-5
            )
            assert (other.shuffled, other.shifted) == pytest.approx((found.shuffled, found.shifted), abs=0.02)

    @given(st.data())
    @few
    def test_an_act_where_the_driver_is_on_never_lowers_the_ratio_and_one_where_it_is_off_never_raises_it(
        self, data
    ):
        switched = [key for key in causes() if declared().drivers[key].rises]
        driver = declared().drivers[data.draw(st.sampled_from(switched))]
        asked = battery.asked("switch", record(), declared(), driver)
        spans = around(
            driver.rises,
            driver.falls,
            max(declared()["windows_days"]),
            sheet_edges("taliban", record()),
            record(),
        )
        any_number = replace(declared(), settings={**declared().settings, "least_acts": {"switch": 1}})
        found = switch(case=record(), declared=any_number, **asked)
        assume(not math.isnan(found.effect))
        assert found.low <= found.effect <= found.high
        for side, sign in zip(parted_days(tuple(spans)), (1, -1), strict=True):
            first, last = data.draw(st.sampled_from(side))
            day = pd.Timestamp.fromordinal(data.draw(st.integers(first, last)))
            act = asked["rows"].head(1).assign(date_from=day, date_to=day)
            more = switch(
                case=record(), declared=any_number, **asked | {"rows": pd.concat([asked["rows"], act])}
            )
            assert more.acts == found.acts + 1
            for edge in ("effect", "low", "high"):
                assert sign * (getattr(more, edge) - getattr(found, edge)) >= 0

    @given(
        st.lists(st.lists(st.integers(1, 60), min_size=4, max_size=4, unique=True), min_size=1, max_size=5)
    )
    @some
    def test_a_day_is_on_or_off_or_neither_in_whatever_order_events_come(self, edges):
        pairs = [sorted(each) for each in edges]
        windows = tuple(((third, fourth), (first, second)) for first, second, third, fourth in pairs)
        sides = parted_days(windows)
        on, off = ({day for first, last in spans for day in range(first, last + 1)} for spans in sides)
        for day in range(62):
            says = [{side for side in (0, 1) if one[side][0] <= day <= one[side][1]} for one in windows]
            named = set().union(*says)
            assert (day in on, day in off) == (named == {0}, named == {1})
        assert parted_days(windows[::-1]) == sides
        assert parted_days(tuple(pair[::-1] for pair in windows)) == sides[::-1]

    @given(st.lists(st.integers(0, 9), min_size=8, max_size=40), st.tuples(*[st.floats(0.3, 0.99)] * 2))
    @some
    def test_a_rise_is_placed_more_widely_with_more_confidence_and_backwards_in_a_record_read_backwards(
        self, counts, confidences
    ):
        quarters = pd.period_range("2013Q1", periods=len(counts), freq="Q")
        less, more = (battery.rise(pd.Series(counts, quarters), each) for each in sorted(confidences))
        assert more[0] <= less[0] <= less[1] <= more[1]
        backwards = battery.rise(pd.Series(counts[::-1], quarters), max(confidences))
        places = [(edge - quarters[0]).n for edge in (*more, *backwards)]
        assert places[2:] == [len(counts) - places[1], len(counts) - places[0]]


days = st.integers(0, 2000)


def dated(first, last):
    start = pd.Timestamp("2013-01-01")
    return {"earliest": start + pd.Timedelta(days=first), "latest": start + pd.Timedelta(days=last)}


@functools.cache
def acts_of_timeline():
    return timeline.acts(table("evidence/timeline"), certainties=("low", "moderate", "high"))


class TestOrder:
    @given(st.lists(days, min_size=4, max_size=4), st.lists(days, min_size=2, max_size=2))
    @some
    def test_a_date_known_better_turns_no_order_round_and_leaves_fewer_days_open(self, edges, other):
        first, finer, finer_end, last = sorted(edges)
        reference = dated(*sorted(other))
        before = order.order(dated(first, last), reference)
        after = order.order(dated(finer, finer_end), reference)
        assert before.relation in ("overlap", after.relation)
        assert before.least <= after.least <= after.most <= before.most

    @given(st.dates(datetime.date(2014, 6, 1), datetime.date(2022, 1, 1)), st.integers(30, 900), seeds)
    @some
    def test_a_later_act_never_lowers_the_ratio_after_a_day_nor_one_before_raises_it(self, cut, length, seed):
        rows = acts_of_timeline().sample(frac=0.7, random_state=seed)
        cut = pd.Timestamp(cut)
        end = cut + pd.Timedelta(days=length)
        found = order.switch_off(rows, cut, end)
        assert found.before + found.after <= len(rows)
        assume(found.before)
        assert found.low <= found.ratio <= found.high
        surer = order.switch_off(rows, cut, end, 0.99)
        assert surer.low <= found.low
        assert found.high <= surer.high
        for day, sign in ((end, 1), (cut - pd.Timedelta(days=1), -1), (cut, 0)):
            act = rows.head(1).assign(earliest=day, latest=day)
            more = order.switch_off(pd.concat([act, rows]), cut, end)
            assert np.sign(more.ratio - found.ratio) in ((sign, 0) if found.after == 0 else (sign,))

    @given(seeds)
    @seeded
    def test_each_cut_elsewhen_is_read_as_if_it_were_alone(self, seed):
        rows = acts_of_timeline().sample(frac=1, random_state=seed)
        found = placebos.switch_off_elsewhen(rows, "2019-11-19", "2020-11-19", "2017-01-01", "2018-06-01")
        for row in found.itertuples():
            alone = order.switch_off(acts_of_timeline(), row.cut, row.cut + pd.Timedelta(days=366))
            assert (row.before, row.after) == (alone.before, alone.after)


@functools.cache
def matrix():
    return competing.matrix(table("evidence/ach_items"), table("evidence/ach_ratings"))


@functools.cache
def scoring():
    return competing.scoring(rules().ach)


@st.composite
def items(draw, most=100):
    size = draw(st.integers(2, min(most, len(matrix()))))
    return matrix().sample(size, random_state=draw(seeds))


def stepped(rows, step):
    """Return items with every rating moved one step of the scale, where it can be."""
    moved = dict(zip(raters.SCALE, raters.SCALE[1:] + raters.SCALE[-1:], strict=True))
    back = dict(zip(raters.SCALE, raters.SCALE[:1] + raters.SCALE[:-1], strict=True))
    names = competing.hypotheses(rows)
    return rows.assign(**{name: rows[name].map(moved if step > 0 else back) for name in names})


class TestCompeting:
    @given(items(), st.data())
    @some
    def test_scores_of_parts_add_up_and_a_worse_rating_never_lowers_one(self, rows, data):
        cut = data.draw(st.integers(1, len(rows) - 1))
        whole = competing.scores(rows, scoring())
        parts = [competing.scores(part, scoring()) for part in (rows[:cut], rows[cut:])]
        pd.testing.assert_frame_equal(sum(parts), whole)
        item = data.draw(st.sampled_from(rows.index.tolist()))
        worse = rows.copy()
        worse.loc[[item]] = stepped(rows.loc[[item]], 1)
        assert competing.scores(worse, scoring())["inconsistency"].ge(whole["inconsistency"]).all()
        assert whole["exposure"].le(whole["items"]).all()
        assert whole[list(raters.SCALE)].sum(axis=1).eq(whole["items"]).all()

    @given(items())
    @few
    def test_leaving_an_item_out_scores_what_is_left(self, rows):
        names = competing.hypotheses(rows)
        left = rescored.leave_one_out(rows, names, scoring())
        item = rows["evidence_id"].iloc[0]
        alone = competing.scores(rows[rows["evidence_id"].ne(item)], scoring())
        told = left[left["evidence_id"].eq(item)].set_index("hypothesis")
        assert told["inconsistency"].to_dict() == pytest.approx(alone["inconsistency"].to_dict())
        for name in ("exposure", "items"):
            assert told[name].to_dict() == alone[name].to_dict()
        assert told["rank"].to_dict() == competing.ranked(alone, names)["rank"].to_dict()

    @given(items(3), st.floats(0.2, 1), seeds)
    @few
    def test_ratings_that_move_a_step_keep_scores_between_the_best_and_the_worst_case(
        self, rows, chance, seed
    ):
        names = competing.hypotheses(rows)
        drawn = rescored.perturbed(rows, names, scoring(), chance, 40, seed)
        best, worst = (competing.scores(stepped(rows, step), scoring())["inconsistency"] for step in (-1, 1))
        assert (best <= drawn["low"] + 1e-9).all()
        assert (drawn["low"] <= drawn["median"]).all()
        assert (drawn["median"] <= drawn["high"]).all()
        assert (drawn["high"] <= worst + 1e-9).all()
        for end in ("most_inconsistent", "least_inconsistent"):
            assert drawn[end].between(0, 1).all()
            assert drawn[end].sum() >= 1 - 1e-9

    @given(seeds)
    @seeded
    def test_agreement_needs_neither_a_first_coder_nor_an_order(self, seed):
        ratings = table("evidence/ach_ratings")
        exchanged = ratings.assign(coder=ratings["coder"].map({"first": "second", "second": "first"}))
        found = raters.agreement(ratings)
        again = raters.agreement(exchanged.sample(frac=1, random_state=seed)).loc[found.index]
        pd.testing.assert_frame_equal(again, found)
        assert (found["agreed"] <= 1).all()
        assert found.drop("all")["cells"].sum() == found.loc["all", "cells"]

    @given(items(), st.tuples(*[st.floats(0, 1)] * 2))
    @few
    def test_who_says_enough_for_a_higher_bar_says_enough_for_a_lower(self, rows, bars):
        scored = competing.scores(rows, scoring())
        lower, higher = (competing.exposed(scored, bar) for bar in sorted(bars))
        assert set(higher) <= set(lower)
        spread = competing.spread(rows)
        assert spread.between(0, 2).all()


class TestChoices:
    @given(
        st.dictionaries(
            st.sampled_from("abcd"),
            st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True),
            min_size=1,
        ),
        seeds,
    )
    @some
    def test_every_dimension_parts_all_specifications(self, options, seed):
        grid = multiverse.Grid("made up", {name: tuple(chosen) for name, chosen in options.items()})
        random = np.random.default_rng(seed)
        runs = multiverse.run(
            grid, lambda **_: (float(random.integers(5)), str(random.choice(["yes", "no"])))
        )
        assert len(runs) == len(grid) == len(runs.drop_duplicates(list(options)))
        assert not runs["differs"].iloc[0]
        told = multiverse.by_option(runs, grid)
        differing = (told["specifications"] * told["share_that_differs"]).groupby(told["dimension"]).sum()
        assert told.groupby("dimension")["specifications"].sum().eq(len(grid)).all()
        assert differing.to_numpy() == pytest.approx(runs["differs"].sum())
        assert multiverse.decisive(runs, grid) in options

    @given(st.lists(st.integers(-20, 20), min_size=2, max_size=15), st.integers(0, 20), seeds)
    @some
    def test_a_place_among_placebos_hangs_on_ranks_alone(self, values, more, seed):
        measures = pd.Series(values, [f"S{number}" for number in range(len(values))], dtype=float)
        found = multiverse.placebo(measures, "S0")
        bent = multiverse.placebo((measures**3).sample(frac=1, random_state=seed), "S0")
        assert (bent.rank, bent.of, bent.share_below) == (found.rank, found.of, found.share_below)
        raised = multiverse.placebo(measures.mask(measures.index == "S0", measures + more), "S0")
        assert raised.rank <= found.rank
        assert raised.share_below >= found.share_below
        ties = measures.drop("S0").eq(measures["S0"]).sum()
        assert found.rank - 1 + ties + found.share_below * (found.of - 1) == pytest.approx(found.of - 1)

    @given(st.integers(1, 1038), seeds, st.integers(1990, 2018), st.integers(1, 8))
    @some
    def test_what_suppliers_gain_of_a_market_others_lose(self, size, seed, first, years):
        rows = table("arms/transfers").sample(size, random_state=seed)
        changes = placebos.changes_of_share(
            rows, (first - years, first - 1), (first, first + years - 1)
        ).groupby("recipient")
        held = changes[["before", "after"]].sum()
        assert all(total == pytest.approx(1) or total == 0 for total in held.to_numpy().ravel())
        both = held[held.gt(0.5).all(axis=1)].index
        assert changes["change"].sum()[both].to_numpy() == pytest.approx(0)

    @given(seeds)
    @seeded
    def test_shares_of_fights_with_is_are_parts_of_a_whole_in_any_order(self, seed):
        names = ("conflict/battle_deaths", "conflict/nonstate_deaths", "conflict/country_years")
        mixed = {name: table(name).sample(frac=1, random_state=seed) for name in names}
        found = placebos.highest_share_of_is({name: table(name) for name in names}, 2020)
        pd.testing.assert_frame_equal(placebos.highest_share_of_is(mixed, 2020), found)
        assert found["share"].between(0, 1).all()
        own = placebos.share_of_own_fights(table(names[0]), 2014, 2022)
        pd.testing.assert_frame_equal(placebos.share_of_own_fights(mixed[names[0]], 2014, 2022), own)
        assert (own["deaths_with_is"] <= own["all_deaths"]).all()

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=9))
    @few
    def test_a_gradient_hangs_on_ranks_and_turns_with_its_measure(self, pairs):
        table_ = pd.DataFrame(pairs, columns=["acts", "deaths"], index=range(2010, 2010 + len(pairs)))
        measures = pd.DataFrame({name: bent(table_["deaths"]) for name, bent in BENT.items()})
        grid = gradient.gradient_grid(table_[["acts"]], measures, [2010], 2030)
        taus = grid.pivot_table(index="lag", columns="measure", values="tau", dropna=False)
        assert taus["bent"].to_list() == pytest.approx(taus["plain"].to_list(), nan_ok=True)
        assert taus["turned"].to_list() == pytest.approx((-taus["plain"]).to_list(), nan_ok=True)
        assert grid["tau"].dropna().abs().le(1 + 1e-12).all()
        with_sign = [gradient.share_with_sign(grid, "plain", sign) for sign in (1, -1)]
        assert with_sign == [gradient.share_with_sign(grid, "turned", sign) for sign in (-1, 1)]
        assert sum(with_sign) <= 1

    @given(
        st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=3, max_size=20),
        st.tuples(*[st.floats(0.05, 1)] * 2),
        seeds,
    )
    @some
    def test_a_partner_has_one_place_among_the_others_in_any_order(self, ratios, confidences, seed):
        names = [f"S{number}" for number in range(len(ratios))]
        first, second = (
            pd.DataFrame({"ratio": each, "expected_usd_million": 10.0, "importer": names}).assign(
                exporter="RUS"
            )
            for each in zip(*ratios, strict=True)
        )
        before, after = (
            gravity.partners(gravity.Gravity(2012, each, pd.DataFrame(), None), "RUS")
            for each in (first, second)
        )
        moved = gravity.change(before, after)
        mixed = gravity.change(before.sample(frac=1, random_state=seed), after)
        pd.testing.assert_frame_equal(mixed.loc[moved.index], moved)
        for places, values in ((before["place"], before["ratio"]), (moved["place"], moved["factor"])):
            assert places.between(0, 1).all()
            assert places.min() == 0
            assert (places.max() == 1) == (values.eq(values.max()).sum() == 1)
            assert places.rank().equals(values.rank())
        less, more = (gravity.prediction(before, "S0", each) for each in sorted(confidences))
        assert more[0] <= less[0] + 1e-9
        assert less[0] <= less[1] <= more[1] + 1e-9


BENT = {
    "plain": lambda values: values,
    "bent": lambda values: values**3 + values,
    "turned": lambda values: -values,
}
