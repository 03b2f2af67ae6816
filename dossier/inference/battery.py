"""The battery: one set of tests through which every driver goes.

Each test returns an effect, its interval, how often shuffled acts do as well, and one reading: `fits`, `does not fit`
or `cannot tell`. What counts as which stands in `data/evidence/rules.toml` and was written before it was run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import xlogy

from dossier.errors import EvidenceError
from dossier.inference.declared import Battery, Driver, span
from dossier.inference.dose import by_quarter, dose
from dossier.inference.own import own_dose, own_of, own_switch
from dossier.inference.switch import switch
from dossier.inference.testing import FAILS, FITS, OPEN, Case, Result, not_asked, share, too_few
from dossier.tables.evidence import BATTERY


def run(case: Case, declared: Battery, driver: Driver) -> dict[str, Result]:
    """Put one driver through every test.

    Parameters
    ----------
    case : Case
        What it is run on.
    declared : Battery
        Settings.
    driver : Driver
        One of `declared.drivers`.

    Returns
    -------
    dict
        Test to its result, in the order of `BATTERY`.
    """
    if driver.placebo:
        return {"dose": dose_of(case, declared, driver)}
    return {test: PUT[test](case, declared, driver) for test in BATTERY}


def verdict(results: Mapping[str, Result], declared: Battery) -> Mapping:
    """Return the branch of `battery.verdicts` that a driver's readings lead to.

    Raises
    ------
    EvidenceError
        If a test gives a reading with fewer acts than it may be asked with.
    """
    counted = [name for name in declared["deciding"] if name in results]
    for name in counted:
        least = declared["least_acts"].get(name, 0)
        if results[name].reading != OPEN and 0 < results[name].acts < least:
            raise EvidenceError(
                f"battery, {name}",
                f"it is asked for a verdict with {results[name].acts} acts",
                f"at least {least}, which its power asks for",
                "Read it as cannot tell, or find more acts.",
            )
    fits = [name for name in counted if results[name].reading == FITS]
    fails = [name for name in counted if results[name].reading == FAILS]
    for branch in declared.verdicts:
        if (
            len(fits) >= branch.get("fits", 0)
            and len(fails) >= branch.get("fails", 0)
            and len(fails) <= branch.get("fails_at_most", len(counted))
            and (not branch.get("own") or "own" in fits)
        ):
            return branch
    raise EvidenceError("battery.verdicts", "no branch holds", "a last branch without conditions", "Add one.")


def asked(test: str, case: Case, declared: Battery, driver: Driver) -> dict:
    """Return what a test of counts sets beside which series (as `dose` takes it), or before and after which events.

    What is asked is said here once: of the record, and of acts with an effect planted in them.
    """
    if test == "own":
        return (own_switch if driver.own["form"] == "switch" else own_dose)(case, declared, driver)
    mine = case.toward_taliban(declared["actor"])
    if test == "switch":
        return {"rows": mine, "rises": driver.rises, "falls": driver.falls, "wanted": declared["switch"]}
    return {
        "counts": by_quarter(mine, case),
        "series": case.series[driver.series],
        "sign": driver.sign,
        "wanted": declared["dose"],
        "exposure": case.share_known,
        "net": not driver.placebo,
        "beside": case.series[driver.rival] if test == "place" else None,
    }


def dose_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Set Moscow's acts toward the Taliban by quarter beside the driver's series, net of the calendar."""
    return dose(declared=declared, **asked("dose", case, declared, driver))


def place_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """The same with the rival series held: another place, or another perpetrator."""
    if driver.rival is None:
        return not_asked("place", "no other place or perpetrator is set against this driver")
    return replace(dose(declared=declared, **asked("place", case, declared, driver)), test="place")


def comparators_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Whether states under the same driver answer it; for a driver of Moscow's alone, whether Moscow answers more."""
    if not driver.compared:
        return not_asked("comparators", "the series counts what the others did")
    series = case.series[driver.series]
    if driver.exposed:
        counts = by_quarter(case.toward_taliban(*driver.exposed), case)
        found = dose(counts, series, declared, driver.sign)
    else:
        every = case.acts.loc[case.acts["actor"].ne(declared["actor"]), "actor"].unique()
        theirs = by_quarter(case.toward_taliban(*every), case) + 0.5
        counts = by_quarter(case.toward_taliban(declared["actor"]), case)
        found = dose(counts, series, declared, driver.sign, exposure=theirs * case.share_known)
    if found.acts < declared["least_acts"]["comparators"]:
        found = too_few(found, declared["least_acts"]["comparators"])
    return replace(found, test="comparators")


def switch_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Compare acts before and after each dated rise and fall of the driver."""
    if not driver.rises and not driver.falls:
        return not_asked("switch", "no rise or fall of this driver is dated to a day")
    return switch(case=case, declared=declared, **asked("switch", case, declared, driver))


def order_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Hold the driver's onset against the rise of the acts: a cause cannot come after its effect."""
    if isinstance(driver.onset[0], str) and not set(driver.onset) <= set(case.days):
        return Result("order", FAILS if case.days else OPEN, why="its onset lies after this clock")
    counts = by_quarter(case.toward_taliban(declared["actor"]), case)
    total = int(counts.sum())
    if total < declared["least_acts"]["switch"]:
        return too_few(Result("order", OPEN, total), declared["least_acts"]["switch"])
    first, last = rise(counts, declared["confidence"])
    onset = span(driver.onset, case.days)
    months = [(edge.start_time - onset[0]).days / 30.44 for edge in (first, last)]
    after = onset[0] > last.end_time
    return Result(
        "order",
        FAILS if after else OPEN,
        total,
        low=months[0],
        high=months[1],
        why=f"acts rose between {first.start_time:%B %Y} and {last.end_time:%B %Y}",
        more={"rise_from": str(first), "rise_to": str(last)},
    )


def rise(counts: pd.Series, confidence: float) -> tuple[pd.Period, pd.Period]:
    """Return the quarters in which a single change of a constant rate can lie (likelihood ratio).

    Parameters
    ----------
    counts : pandas.Series
        Acts by quarter.
    confidence : float
        Of the interval.
    """
    values = counts.to_numpy(float)
    before, quarters = values.cumsum()[:-1], np.arange(1, len(values))
    likelihood = _loglik(before, quarters) + _loglik(values.sum() - before, len(values) - quarters)
    inside = np.flatnonzero(likelihood >= likelihood.max() - stats.chi2.ppf(confidence, 1) / 2) + 1
    return counts.index[inside[0]], counts.index[inside[-1]]


def _loglik(acts: np.ndarray, quarters: np.ndarray) -> np.ndarray:
    """Return the log-likelihood of a constant rate, up to what no rate changes."""
    return xlogy(acts, acts / quarters) - acts


def statements_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Count the occasions on which Moscow gave this reason: what was said, which need not be the motive."""
    if not driver.theme:
        return not_asked("statements", "no theme of the reasons given names this driver")
    themes = case.statements["themes"].str.split(";")
    named = int(themes.map(lambda found: not set(driver.theme).isdisjoint(found)).sum())
    return share("statements", named, len(themes), declared["statements"], declared)


#: What each test is run by.
PUT: dict[str, Callable[[Case, Battery, Driver], Result]] = {
    "order": order_of,
    "dose": dose_of,
    "switch": switch_of,
    "place": place_of,
    "comparators": comparators_of,
    "own": own_of,
    "statements": statements_of,
}
