"""Verdicts of the battery: what each driver of Moscow's dealings with the Taliban comes to, and how firm it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dossier import words
from dossier.inference import calibration, cases
from dossier.inference.declared import Battery, Driver
from dossier.inference.testing import FAILS, FITS, OPEN, Case
from dossier.verdicts.scale import Judged, Verdict

READS = cases.TABLES
#: What a test is called in a sentence.
NAMED = {
    "order": "the order of events",
    "dose": "the dose",
    "switch": "what happens around its dated rises and falls",
    "place": "place and perpetrator",
    "comparators": "how other states acted",
    "own": "its own prediction",
    "statements": "what Moscow said",
}
#: From this share of the grid on, other choices give the same verdict.
MOST = 2 / 3


@dataclass(frozen=True)
class Run:
    """The battery on one clock.

    Parameters
    ----------
    results : pandas.DataFrame
        As `calibration.run` returns them.
    passed : pandas.DataFrame
        As `calibration.false_positives` returns them.
    without : pandas.DataFrame
        As `calibration.leave_one_out` returns them.
    grid : pandas.DataFrame
        As `calibration.grid` returns it.
    power : pandas.DataFrame
        As `calibration.power` returns it.
    """

    results: pd.DataFrame
    passed: pd.DataFrame
    without: pd.DataFrame
    grid: pd.DataFrame
    power: pd.DataFrame


@dataclass(frozen=True)
class Driven:
    """One driver: its verdicts on both clocks and how firm the one of today is.

    Parameters
    ----------
    driver : Driver
        As declared.
    judged : Judged
        Its verdicts.
    passed : float
        Share of shuffles of the acts' dates in which it would read mostly supported.
    one_act : tuple of str
        Acts without any one of which its verdict or likelihood of today is another.
    same : float
        Share of the distinct records of the grid that give its verdict of today, whatever the likelihood.
    fits, fails, cannot_tell : tuple of str
        Deciding tests by reading, on what is known today.
    """

    driver: Driver
    judged: Judged
    passed: float
    one_act: tuple[str, ...]
    same: float
    fits: tuple[str, ...]
    fails: tuple[str, ...]
    cannot_tell: tuple[str, ...]

    @property
    def remains(self) -> bool:
        """Whether the record neither supports the driver nor speaks against it on balance."""
        return self.judged.now.verdict in ("mixed", "untestable")


def _part(of: Callable[[Case, Battery], pd.DataFrame]) -> Callable:
    def make(tables: Mapping[str, pd.DataFrame], declared: Battery, day: pd.Timestamp | None) -> pd.DataFrame:
        return of(cases.case(tables, declared, day), declared)

    return make


#: What makes each part of a `Run` from tables cut on a clock, the battery, and the clock's last day (None for today).
PARTS: dict[str, Callable[..., pd.DataFrame]] = {
    "without": _part(calibration.leave_one_out),
    "passed": _part(calibration.false_positives),
    "power": _part(calibration.power),
    "grid": calibration.grid,
    "results": _part(calibration.run),
}


def driven(then: Run, now: Run, declared: Battery) -> dict[str, Driven]:
    """Return what each driver comes to.

    Parameters
    ----------
    then, now : Run
        On the two clocks.
    declared : Battery
        Settings and drivers.

    Returns
    -------
    dict
        Key of each driver that is no placebo to its verdicts, in the order of the rules file.
    """
    return {
        key: _driven(driver, then, now, declared)
        for key, driver in declared.drivers.items()
        if not driver.placebo
    }


def _driven(driver: Driver, then: Run, now: Run, declared: Battery) -> Driven:
    branch = calibration.verdicts(now.results, declared)[driver.key]
    outcomes = [(each["verdict"], each["likelihood"]) for each in declared.verdicts]
    passed = now.passed.set_index(["driver", "test"])["passed"]
    without = now.without[now.without["driver"].eq(driver.key)].drop_duplicates("act_id")
    moved = without.loc[without["branch"].map(lambda at: outcomes[at] != outcomes[branch]), "act_id"]
    records = now.grid[now.grid["driver"].eq(driver.key)].drop_duplicates("record")
    same = float(records["branch"].map(lambda at: outcomes[at][0] == outcomes[branch][0]).mean())
    rows = now.results[now.results["driver"].eq(driver.key) & now.results["asked"]]
    rows = rows[rows["test"].isin(declared["deciding"])]
    by_reading = {
        read: tuple(rows.loc[rows["reading"].eq(read), "test"]) for read in rows["reading"].unique()
    }
    lowered = _lowered_by(len(moved), same)
    return Driven(
        driver,
        Judged(_verdict(driver, then, declared, ()), _verdict(driver, now, declared, lowered)),
        float(passed[driver.key, "verdict"]),
        tuple(moved),
        same,
        by_reading.get(FITS, ()),
        by_reading.get(FAILS, ()),
        by_reading.get(OPEN, ()),
    )


def _lowered_by(moving: int, same: float) -> tuple[str, ...]:
    found = ["acts are those that became public"]
    if moving:
        found.append(
            f"leaving out one act changes the verdict ({words.counted(moving, 'act')} of which that is true)"
        )
    if same < MOST:
        found.append(f"{words.percent(1 - same)} of the other defensible records give another verdict")
    return tuple(found)


def _verdict(driver: Driver, run_: Run, declared: Battery, lowered: tuple[str, ...]) -> Verdict:
    branch = declared.verdicts[calibration.verdicts(run_.results, declared)[driver.key]]
    return Verdict(
        driver.key,
        driver.statement,
        branch["verdict"],
        branch["likelihood"],
        _because(driver, run_, declared),
        lowered,
    )


def _because(driver: Driver, run_: Run, declared: Battery) -> str:
    rows = run_.results[run_.results["driver"].eq(driver.key) & run_.results["asked"]]
    rows = rows[rows["test"].isin(declared["deciding"])]
    named = {read: [NAMED[test] for test in part["test"]] for read, part in rows.groupby("reading")}
    told = []
    if named.get(FITS):
        told.append(f"{words.listing(named[FITS])} {words.agreeing(len(named[FITS]), 'fits', 'fit')}")
    if named.get(FAILS):
        told.append(
            f"{words.listing(named[FAILS])} {words.agreeing(len(named[FAILS]), 'does', 'do')} not fit"
        )
    if named.get(OPEN):
        told.append(f"{words.listing(named[OPEN])} cannot tell")
    return "; ".join(told)


def firmest(found: Mapping[str, Driven]) -> tuple[list[Driven], list[Driven], list[Driven]]:
    """Part the drivers into those that the record supports, those that it cannot tell apart, and those against it."""
    supported = [
        each for each in found.values() if each.judged.now.verdict in ("supported", "mostly supported")
    ]
    remaining = [each for each in found.values() if each.remains]
    against = [each for each in found.values() if each not in supported and each not in remaining]
    return supported, remaining, against
