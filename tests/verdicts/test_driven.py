"""Verdicts of drivers: the same on clock A without what came later, and as firm as acts and records leave them."""

from dataclasses import replace

import pandas as pd
import pytest

from dossier import catalogue, load
from dossier.inference.calibration import branch_of
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.tables import TABLES
from dossier.verdicts import driven
from dossier.verdicts.driven import Run, parted
from dossier.verdicts.rules import rules as read_rules

CLOCK_A = pd.Timestamp("2017-04-20")


@pytest.fixture(scope="module")
def rules():
    return read_rules()


@pytest.fixture(scope="module")
def then():
    return {name: load(name, clock="A") for name in driven.READS}


def without_later(name):
    """Delete every row of a year or day after clock A, by its columns and not by the table's own cut."""
    frame = load(name)
    later = pd.Series(False, frame.index)
    for column, declared in TABLES[name].columns.items():
        hidden = [each for cut in TABLES[name].cut.hidden for each in cut.columns]
        if column in hidden:
            continue
        if declared.kind.startswith("datetime"):
            later |= frame[column] > CLOCK_A
        elif column == "year":
            later |= pd.to_numeric(frame[column]) >= CLOCK_A.year
    return frame[~later].reset_index(drop=True), int(later.sum())


def test_clock_a_is_the_same_with_everything_later_deleted(then, rules):
    day = pd.Timestamp(rules.clock_a)
    cut = {name: without_later(name) for name in driven.READS}
    assert sum(deleted for _, deleted in cut.values()) > 1000
    left = {name: catalogue.cut(name, frame, "A") for name, (frame, _) in cut.items()}
    for name, frame in left.items():
        pd.testing.assert_frame_equal(frame, then[name])
    make = driven.PARTS["A"]["results"]
    pd.testing.assert_frame_equal(make(left, rules.battery, day), make(then, rules.battery, day))


class TestFirmness:
    """One driver on a made run: what acts left out and other records do to its verdict."""

    @pytest.fixture
    def alone(self, rules):
        drivers = {"trade": rules.battery.drivers["trade"]}
        return replace(rules, battery=replace(rules.battery, drivers=drivers))

    def run(self, read, without=(), records=(0,), error=0.1):
        asked = {test: test in read for test in ("order", "dose", "own", "statements")}
        results = pd.DataFrame(
            [
                {"driver": "trade", "test": test, "asked": put, "reading": read.get(test, OPEN), "acts": 60}
                for test, put in asked.items()
            ]
        )
        left = pd.DataFrame(without, columns=["act_id", "branch"]).assign(driver="trade")
        grid = pd.DataFrame({"driver": "trade", "branch": records, "record": range(len(records))})
        shares = {"verdict": 0.03} | {branch_of(number): number / 10 for number in range(5)}
        passed = pd.DataFrame(shares.items(), columns=["test", "passed"]).assign(driver="trade")
        if_true = pd.DataFrame(
            {"driver": "trade", "branch": range(5), "share": [0.5, 0.5 - error, 0, error, 0]}
        )
        return Run(results, left, grid, if_true, passed, pd.DataFrame())

    def test_two_fitting_tests_support_it_and_it_says_by_which(self, alone):
        found = driven.driven(*[self.run({"dose": FITS, "own": FITS})] * 2, alone)["trade"]
        assert found.judged.now.verdict == "mostly supported"
        assert found.judged.now.because == "the dose and its own prediction fit"
        assert (found.supported, found.firm, found.passed) == (True, True, 0.03)

    def test_what_a_verdict_is_worth_hangs_on_how_often_it_is_read_when_true_and_by_chance(self, alone):
        against = driven.driven(*[self.run({"dose": FAILS, "own": OPEN})] * 2, alone)["trade"]
        assert against.judged.now.likelihood == "unlikely"
        assert (against.if_true, against.by_chance) == (0.1, 0.3)
        both = driven.driven(*[self.run({"dose": FAILS, "own": FITS})] * 2, alone)["trade"]
        assert (both.if_true, both.by_chance) == (0.4, 0.1)

    def test_what_would_speak_against_a_driver_at_work_too_often_tells_nothing_of_it(self, alone):
        run = driven.held(self.run({"dose": FAILS}, [("T1", 2), ("T2", 1)], (3, 4, 0), 0.27), alone.battery)
        found = driven.driven(run, run, alone)["trade"]
        assert (found.judged.now.verdict, found.judged.now.likelihood) == ("untestable", "none stated")
        assert (
            "not counted: were it at work, tests would wrongly speak against it in 27% of records"
            in found.judged.now.because
        )
        # Nor do other records, or acts left out, speak against it.
        assert (found.turned, found.same) == (("T2",), pytest.approx(2 / 3))
        assert (found.error, found.too_often) == (0.27, True)
        # What the tests read is told as it is.
        assert (found.if_true, found.by_chance) == (0.27, 0.3)

    @pytest.mark.parametrize("read", [{"dose": FITS}, {"dose": OPEN}])
    def test_such_a_driver_keeps_what_does_not_speak_against_it(self, alone, read):
        often, seldom = (self.run(read, error=error) for error in (0.27, 0.1))
        now = [driven.driven(each, each, alone)["trade"].judged.now for each in (often, seldom)]
        assert now[0] == now[1]

    def test_an_act_that_turns_it_is_named_and_told_among_the_caveats(self, alone):
        run = self.run({"dose": FITS, "own": FITS}, [("T1", 0), ("T2", 1)])
        found = driven.driven(run, run, alone)["trade"]
        assert (found.one_act, found.turned, found.firm) == (("T2",), ("T2",), False)
        assert "leaving out one act can change it; one act would" in found.judged.now.lowered_by

    def test_an_act_that_moves_the_likelihood_alone_turns_no_verdict(self, alone):
        run = self.run({"dose": FAILS, "own": OPEN}, [("T1", 2), ("T2", 3)], (3, 2))
        found = driven.driven(run, run, alone)["trade"]
        assert found.judged.now.likelihood == "unlikely"
        assert (found.one_act, found.turned) == (("T1",), ())
        # Both records say mostly unsupported, one of them likelier than the other.
        assert (found.same, found.firm) == (1.0, True)

    def test_a_record_counts_once_however_many_choices_give_it(self, alone):
        run = self.run({"dose": FITS, "own": FITS}, records=(0, 1))
        often = replace(run, grid=pd.concat([run.grid, *[run.grid.iloc[[1]]] * 8]))
        assert driven.driven(often, often, alone)["trade"].same == 0.5

    def test_what_moscow_said_is_no_ground_of_a_verdict(self, alone):
        found = driven.driven(*[self.run({"dose": OPEN, "statements": FITS})] * 2, alone)["trade"]
        assert (found.judged.now.verdict, found.fits) == ("untestable", ())
        assert "what Moscow said" not in found.judged.now.because

    def test_each_clock_has_its_own_verdict_and_firmness_is_that_of_today(self, alone):
        early, late = self.run({"dose": OPEN}, [("T9", 3)]), self.run({"dose": FAILS})
        found = driven.driven(early, late, alone)["trade"]
        assert (found.judged.then.verdict, found.judged.now.verdict) == ("untestable", "mostly unsupported")
        assert found.one_act == ()
        assert len(found.judged.then.lowered_by) == 2

    def test_drivers_are_parted_by_what_the_record_says(self, alone):
        ways = ({"dose": FITS, "own": FITS}, {"dose": FITS}, {"dose": OPEN}, {"dose": FAILS})
        found = {str(n): driven.driven(*[self.run(read)] * 2, alone)["trade"] for n, read in enumerate(ways)}
        supported, remaining, against = parted(found)
        assert (supported, remaining, against) == ([found["0"]], [found["1"], found["2"]], [found["3"]])
