"""Verdicts of the battery: what each driver of Moscow's dealings with the Taliban comes to, and how firm it is."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from dossier import words
from dossier.clocks import CLOCKS
from dossier.inference import calibration, cases, wholes
from dossier.inference.declared import Battery, Driver
from dossier.inference.testing import FAILS, FITS, OPEN, Case
from dossier.verdicts.confidence import Grounds, of_rule
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import HOLDS, Judged, Verdict

READS = cases.TABLES
#: What a test is called in a sentence.
NAMED = {
    "order": "its onset",
    "dose": "the dose",
    "switch": "what happens around its dated rises and falls",
    "place": "place and perpetrator",
    "comparators": "how other states acted",
    "own": "its own prediction",
    "statements": "what Moscow said",
}
#: Share of other records that must agree for a verdict to be called firm.
NEARLY_ALL = 0.9
#: How many times as likely readings are with a driver at work as without, or without as with, before they lean.
LEANS = 3.0


@dataclass(frozen=True)
class Run:
    """The battery on one clock.

    Parameters
    ----------
    results : pandas.DataFrame
        As `calibration.run` returns them.
    without : pandas.DataFrame
        As `calibration.leave_one_out` returns them.
    grid : pandas.DataFrame
        As `calibration.grid` returns it.
    if_true : pandas.DataFrame
        As `wholes.if_true` returns it.
    passed : pandas.DataFrame
        As `calibration.false_positives` returns them.
    power : pandas.DataFrame
        As `calibration.power` returns it.
    alike : pandas.DataFrame
        As `calibration.alike` returns it.
    other_events : pandas.DataFrame
        As `calibration.other_events` returns it.
    """

    results: pd.DataFrame
    without: pd.DataFrame
    grid: pd.DataFrame
    if_true: pd.DataFrame
    passed: pd.DataFrame | None = None
    power: pd.DataFrame | None = None
    alike: pd.DataFrame | None = None
    other_events: pd.DataFrame | None = None


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
    turned : tuple of str
        Those of them without which the verdict itself is another.
    elsewhere : mapping
        Verdict to the share of the distinct records of the grid that give it, the commonest first.
    fits, fails, cannot_tell : tuple of str
        Deciding tests by reading, on what is known today.
    if_true, by_chance : float
        Share of simulated records whose tests would read as today's: where the driver moved the acts as much as was
        declared, and with the dates of acts shuffled. Near each other, they say that the tests tell little.
    best_if_true : float
        Share of the former that would read mostly supported.
    error : float
        Share of records in which the driver is at work that tests would read as speaking against it.
    too_often : bool
        Whether tests do speak against it today, and count for nothing since `error` is larger than is allowed.
    """

    driver: Driver
    judged: Judged
    passed: float
    one_act: tuple[str, ...]
    turned: tuple[str, ...]
    elsewhere: Mapping[str, float]
    fits: tuple[str, ...]
    fails: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    if_true: float
    best_if_true: float
    by_chance: float
    error: float
    too_often: bool

    @property
    def same(self) -> float:
        """Share of the distinct records of the grid that give its verdict of today, whatever the likelihood."""
        return self.elsewhere.get(self.judged.now.verdict, 0.0)

    @property
    def likelier(self) -> float:
        """How many times as likely tests read as today's where the driver is at work as where it plays no part."""
        return self.if_true / self.by_chance if self.by_chance else float("inf")

    @property
    def leans(self) -> str | None:
        """Whether simulated records lean `for` the driver or `against` it; None where they are near each other."""
        if self.likelier >= LEANS:
            return "for"
        return "against" if self.likelier <= 1 / LEANS else None

    @property
    def own_asked(self) -> bool:
        """Whether the record can be asked for what the driver alone predicts."""
        return "own" in {*self.fits, *self.fails, *self.cannot_tell}

    @property
    def supported(self) -> bool:
        """Whether the record speaks for the driver."""
        return self.judged.now.verdict in HOLDS

    @property
    def firm(self) -> bool:
        """Whether no single act turns its verdict and nearly all other records agree with it."""
        return not self.turned and self.same >= NEARLY_ALL

    @property
    def remains(self) -> bool:
        """Whether the record neither supports the driver nor speaks against it on balance."""
        return self.judged.now.verdict in ("mixed", "untestable")


def _part(of: Callable[[Case, Battery], pd.DataFrame]) -> Callable:
    def make(tables: Mapping[str, pd.DataFrame], declared: Battery, day: pd.Timestamp | None) -> pd.DataFrame:
        return of(cases.case(tables, declared, day), declared)

    return make


#: By clock, what makes each part of a `Run` from tables cut on it, the battery, and its last day (None for today), the
#: longest first. What chance passes, what would be found and which series are alike is worked out for today only.
PARTS: dict[str, dict[str, Callable[..., pd.DataFrame]]] = {
    "A": {
        "if_true": _part(wholes.if_true),
        "without": _part(calibration.leave_one_out),
        "grid": calibration.grid,
        "results": _part(calibration.run),
    }
}
PARTS["B"] = {
    "passed": _part(calibration.false_positives),
    "power": _part(calibration.power),
    "alike": _part(calibration.alike),
    "other_events": _part(calibration.other_events),
    **PARTS["A"],
}


def held(run: Run, declared: Battery) -> Run:
    """Return a run in which no verdict speaks against a driver that would be so too often if it were at work.

    Parameters
    ----------
    run : Run
        As its tests read; also what it comes to without each act, and with other records.
    declared : Battery
        Its `false_negative_rate`.
    """
    parts = {name: wholes.held(getattr(run, name), run.if_true, declared) for name in ("without", "grid")}
    return replace(run, **parts)


def driven(then: Run, now: Run, rules: Rules) -> dict[str, Driven]:
    """Return what each driver comes to.

    Parameters
    ----------
    then, now : Run
        On the two clocks, as `held` returns them.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.

    Returns
    -------
    dict
        Key of each driver that is no placebo to its verdicts, in the order of the rules file.
    """
    drivers = rules.battery.drivers.values()
    runs = dict(zip(CLOCKS, (then, now), strict=True))
    branches = {clock: _branches(run, rules.battery) for clock, run in runs.items()}
    return {driver.key: _driven(driver, runs, branches, rules) for driver in drivers if not driver.placebo}


def _branches(run: Run, declared: Battery) -> pd.DataFrame:
    """Return by driver the branch that tests lead to (read), the one that is held, and how often they err."""
    read = calibration.verdicts(run.results, declared).rename_axis("driver").reset_index()
    told = wholes.held(read, run.if_true, declared).assign(read=read["branch"]).set_index("driver")
    return told.assign(error=wholes.spoken_against(run.if_true, declared))


def _driven(
    driver: Driver, runs: Mapping[str, Run], branches: Mapping[str, pd.DataFrame], rules: Rules
) -> Driven:
    declared, now = rules.battery, runs["B"]
    at = {clock: branches[clock].loc[driver.key] for clock in CLOCKS}
    branch = {clock: int(at[clock]["branch"]) for clock in CLOCKS}
    firm = {clock: _firmness(driver, runs[clock], declared, branch[clock]) for clock in CLOCKS}
    passed = now.passed.set_index(["driver", "test"])["passed"]
    if_true = now.if_true.set_index(["driver", "branch"])["share"]
    read = int(at["B"]["read"])
    rows = _deciding(driver, now, declared)
    by_reading = {read: tuple(part["test"]) for read, part in rows.groupby("reading")}
    return Driven(
        driver,
        Judged(*(_verdict(driver, runs[clock], rules, firm, clock, at[clock]) for clock in CLOCKS)),
        float(passed[driver.key, "verdict"]),
        firm["B"].moved,
        firm["B"].turned,
        firm["B"].given,
        by_reading.get(FITS, ()),
        by_reading.get(FAILS, ()),
        by_reading.get(OPEN, ()),
        float(if_true[driver.key, read]),
        float(if_true[driver.key, 0]),
        float(passed[driver.key, calibration.branch_of(read)]),
        float(at["B"]["error"]),
        branch["B"] != read,
    )


class _Firmness(NamedTuple):
    """Acts without which the outcome, or the verdict, is another; what other records give, and how many the same."""

    moved: tuple[str, ...]
    turned: tuple[str, ...]
    given: Mapping[str, float]
    same: float


def _firmness(driver: Driver, run: Run, declared: Battery, branch: int) -> _Firmness:
    outcomes = [(each["verdict"], each["likelihood"]) for each in declared.verdicts]
    without = run.without[run.without["driver"].eq(driver.key)].drop_duplicates("act_id")
    moved, turned = (
        tuple(
            row.act_id
            for row in without.itertuples()
            if other(outcomes[row.branch]) != other(outcomes[branch])
        )
        for other in (tuple, operator.itemgetter(0))
    )
    records = run.grid[run.grid["driver"].eq(driver.key)].drop_duplicates("record")
    given = records["branch"].map(lambda at: outcomes[at][0]).value_counts(normalize=True)
    return _Firmness(moved, turned, given.to_dict(), float(given.get(outcomes[branch][0], 0.0)))


def _deciding(driver: Driver, run: Run, declared: Battery) -> pd.DataFrame:
    rows = run.results[run.results["driver"].eq(driver.key) & run.results["asked"]]
    return rows[rows["test"].isin(declared["deciding"])]


def _verdict(driver: Driver, run: Run, rules: Rules, firm: Mapping, clock: str, at: pd.Series) -> Verdict:
    declared = rules.battery
    outcome = declared.verdicts[int(at["branch"])]
    # What a verdict leans on are the acts of the test that counts fewest, of those that say anything.
    telling = _deciding(driver, run, declared).query("reading != @OPEN and acts > 0")["acts"]
    acts = int(telling.min()) if len(telling) else 0
    grounds = Grounds(
        "press",
        independent=2,
        acts=(acts, acts),
        coders=2,
        stands_in=True,
        differs=tuple(1 - firm[at].same for at in CLOCKS),
        turned=tuple(bool(firm[at].turned) for at in CLOCKS),
    )
    found = of_rule(grounds, rules.rubric, CLOCKS.index(clock))
    moving = firm[clock].moved
    caveats = ["acts are those that became public"]
    if moving:
        caveats.append(f"leaving out one act can change it; {words.counted(len(moving), 'act')} would")
    return Verdict(
        driver.key,
        driver.statement,
        outcome["verdict"],
        outcome["likelihood"],
        _because(driver, run, declared, at),
        tuple(caveats),
        found.word,
        found.because,
    )


def _because(driver: Driver, run: Run, declared: Battery, at: pd.Series) -> str:
    rows = _deciding(driver, run, declared)
    named = {read: [NAMED[test] for test in part["test"]] for read, part in rows.groupby("reading")}
    told = []
    if named.get(FITS):
        told.append(f"{words.listing(named[FITS])} {words.agreeing(len(named[FITS]), 'fits', 'fit')}")
    if named.get(FAILS):
        counted = "" if at["branch"] == at["read"] else _uncounted(at["error"], declared)
        told.append(
            f"{words.listing(named[FAILS])} {words.agreeing(len(named[FAILS]), 'does', 'do')} not fit{counted}"
        )
    if named.get(OPEN):
        several = f"{words.spelled(len(named[OPEN]))} {'other tests' if told else 'tests'}"
        told.append(f"{words.listing(named[OPEN]) if len(named[OPEN]) < 3 else several} cannot tell")
    return "; ".join(told)


def _uncounted(error: float, declared: Battery) -> str:
    return (
        f", which is not counted: were it at work, tests would wrongly speak against it in {words.percent(error)} of "
        f"records ({words.percent(declared['false_negative_rate'])} are allowed)"
    )


def parted(found: Mapping[str, Driven]) -> tuple[list[Driven], list[Driven], list[Driven]]:
    """Part the drivers: those the record supports, those it cannot tell apart, and those it speaks against."""
    return (
        [each for each in found.values() if each.supported],
        [each for each in found.values() if each.remains],
        [each for each in found.values() if not each.supported and not each.remains],
    )
