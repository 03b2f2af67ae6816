"""The battery: one set of tests through which every driver goes.

Each test returns an effect, its interval, how often shuffled acts do as well, and one reading: `fits`, `does not fit`
or `cannot tell`. What counts as which stands in `data/evidence/rules.toml` and was written before it was run.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import scipy

from dossier.errors import EvidenceError
from dossier.inference.declared import Battery, Driver, span
from dossier.inference.dose import dose
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
        Test to its result, in the order of `BATTERY`; of a placebo the dose alone.

    Examples
    --------
    >>> from dossier.indicators.regional import Place
    >>> from dossier.inference.example import case_without_acts
    >>> from dossier.verdicts.rules import rules
    >>> case, declared = case_without_acts(Place("first_contact", 2, 2, 0)), rules().battery
    >>> found = run(case, declared, declared.drivers["others"])
    >>> {test: result.reading for test, result in found.items() if result.asked}
    {'order': 'cannot tell', 'dose': 'cannot tell', 'own': 'cannot tell'}
    >>> list(run(case, declared, declared.drivers["calendar"]))
    ['dose']
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

    Examples
    --------
    >>> from dossier.verdicts.rules import rules
    >>> fits = {test: Result(test, FITS, acts=50) for test in ("dose", "own")}
    >>> fails = {test: Result(test, FAILS, acts=50) for test in ("dose", "own")}
    >>> [verdict(each, rules().battery)["verdict"] for each in (fits, {"own": fits["own"]}, fails, {})]
    ['mostly supported', 'mixed', 'mostly unsupported', 'untestable']
    >>> verdict({"dose": Result("dose", FITS, acts=4)}, rules().battery)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.EvidenceError: battery, dose: it is asked for a verdict with 4 acts; ...
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

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2015-06-01")
    >>> acts = pd.DataFrame({"date_from": day, "actor": ["RUS", "CHN"], "toward": "taliban"})
    >>> acts = acts.assign(kind="contact", present="yes")
    >>> case = Case(acts, {}, {}, None, None, {}, day, day, day, ("contact",))
    >>> declared = Battery({"actor": "RUS", "switch": 1.5}, (), {}, {})
    >>> found = asked("switch", case, declared, Driver("war", "War", "war", 1, rises=("V044",)))
    >>> found["rows"]["actor"].tolist(), found["rises"], found["falls"], found["wanted"]
    (['RUS'], ('V044',), (), 1.5)
    """
    if test == "own":
        return (own_switch if driver.own["form"] == "switch" else own_dose)(case, declared, driver)
    if test == "switch":
        mine = case.toward_taliban(declared["actor"])
        return {"rows": mine, "rises": driver.rises, "falls": driver.falls, "wanted": declared["switch"]}
    return {
        "counts": case.counts(declared["actor"]),
        "series": case.series[driver.series],
        "sign": driver.sign,
        "wanted": declared["dose"],
        "exposure": case.share_known,
        "net": not driver.placebo,
        "beside": case.series[driver.rival] if test == "place" else None,
    }


def dose_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Set Moscow's acts toward the Taliban by quarter beside the driver's series, net of the calendar.

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> case = case_of_a_war()
    >>> found = dose_of(case, rules().battery, Driver("war", "War", "war", 1))
    >>> found.reading, round(found.effect, 2)
    ('fits', 3.0)
    """
    return dose(declared=declared, **asked("dose", case, declared, driver))


def place_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """The same with the rival series held: another place, or another perpetrator.

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> case = case_of_a_war(south=0, north=1)
    >>> driver = Driver("north", "War in the north", "north", 1, rival="south")
    >>> [of(case, rules().battery, driver).reading for of in (dose_of, place_of)]
    ['fits', 'cannot tell']
    """
    if driver.rival is None:
        return not_asked("place", "no other place or perpetrator is set against this driver")
    return replace(dose(declared=declared, **asked("place", case, declared, driver)), test="place")


def comparators_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Whether states under the same driver answer it; for a driver of Moscow's alone, whether Moscow answers more.

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> case = case_of_a_war("IRN")
    >>> shared = Driver("war", "War", "war", 1, exposed=("IRN", "CHN"))
    >>> comparators_of(case, rules().battery, shared).reading
    'fits'
    >>> comparators_of(case, rules().battery, Driver("war", "War", "war", 1, compared=False)).why
    'the series counts what the others did'
    """
    if not driver.compared:
        return not_asked("comparators", "the series counts what the others did")
    series = case.series[driver.series]
    if driver.exposed:
        found = dose(case.counts(*driver.exposed), series, declared, driver.sign)
    else:
        every = case.acts.loc[case.acts["actor"].ne(declared["actor"]), "actor"].unique()
        theirs = case.counts(*every) + 0.5
        counts = case.counts(declared["actor"])
        found = dose(counts, series, declared, driver.sign, exposure=theirs * case.share_known)
    if found.acts < declared["least_acts"]["comparators"]:
        found = too_few(found, declared["least_acts"]["comparators"])
    return replace(found, test="comparators")


def switch_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Compare acts before and after each dated rise and fall of the driver.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> day, days = pd.Timestamp("2018-06-30"), pd.date_range("2018-07-10", periods=14, freq="50D")
    >>> sheet = {"actor": "RUS", "toward": "taliban", "kind": "contact", "present": "yes"}
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, **sheet})
    >>> case = Case(acts, {}, {"E": (day, day)}, None, None, {}, day, day, days[-1], ("contact",))
    >>> dated = ({"rises": ("E",)}, {"falls": ("E",)}, {})
    >>> [switch_of(case, rules().battery, Driver("war", "War", "war", 1, **each)).reading for each in dated]
    ['fits', 'does not fit', 'cannot tell']
    """
    if not driver.rises and not driver.falls:
        return not_asked("switch", "no rise or fall of this driver is dated to a day")
    return switch(case=case, declared=declared, **asked("switch", case, declared, driver))


def order_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Hold the driver's onset against the rise of the acts: a cause cannot come after its effect.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> first, days = pd.Timestamp("2013-01-01"), pd.date_range("2017-01-05", "2021-06-01", freq="30D")
    >>> sheet = {"actor": "RUS", "toward": "taliban", "kind": "contact", "present": "yes"}
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, **sheet})
    >>> case = Case(acts, {}, {}, None, None, {}, first, days[-1], days[-1], ("contact",))
    >>> early, late = (Driver("war", "War", "war", 1, onset=(day, day)) for day in (first, days[-1]))
    >>> [order_of(case, rules().battery, driver).reading for driver in (early, late)]
    ['cannot tell', 'does not fit']
    >>> order_of(case, rules().battery, late).why
    'acts rose between January 2017 and March 2017'
    """
    if isinstance(driver.onset[0], str) and not set(driver.onset) <= set(case.days):
        return Result("order", FAILS if case.days else OPEN, why="its onset lies after this clock")
    counts = case.counts(declared["actor"])
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

    Examples
    --------
    >>> import pandas as pd
    >>> step = pd.Series([0] * 16 + [6] * 16, pd.period_range("2013Q1", periods=32, freq="Q"))
    >>> [str(quarter) for quarter in rise(step, 0.9)]
    ['2017Q1', '2017Q1']
    >>> even = pd.Series([2, 3] * 16, step.index)
    >>> [str(quarter) for quarter in rise(even, 0.9)]
    ['2013Q2', '2020Q4']
    """
    first, last = _change(tuple(counts.tolist()), confidence)
    return counts.index[first], counts.index[last]


@functools.lru_cache(maxsize=256)
def _change(counts: tuple[int, ...], confidence: float) -> tuple[int, int]:
    """Return the first and last place at which a change can lie; every driver asks it of the same counts."""
    values = np.array(counts, float)
    before, quarters = values.cumsum()[:-1], np.arange(1, len(values))
    likelihood = _loglik(before, quarters) + _loglik(values.sum() - before, len(values) - quarters)
    inside = np.flatnonzero(likelihood >= likelihood.max() - scipy.stats.chi2.ppf(confidence, 1) / 2) + 1
    return int(inside[0]), int(inside[-1])


def _loglik(acts: np.ndarray, quarters: np.ndarray) -> np.ndarray:
    """Return the log-likelihood of a constant rate, up to what no rate changes."""
    return scipy.special.xlogy(acts, acts / quarters) - acts


def statements_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Count the occasions on which Moscow gave this reason: what was said, which need not be the motive.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> said = pd.DataFrame({"themes": ["drugs;economy"] * 3 + ["peace_process"] * 9})
    >>> case = Case(None, {}, {}, None, said, {}, None, None, None, ())
    >>> found = statements_of(case, rules().battery, Driver("d", "Opium", "opium", 1, theme=("drugs",)))
    >>> found.effect, found.acts, found.reading
    (0.25, 12, 'fits')
    """
    if not driver.theme:
        return not_asked("statements", "no theme of the reasons given names this driver")
    named = sum(not found.isdisjoint(driver.theme) for found in case.themes)
    return share("statements", named, len(case.themes), declared["statements"], declared)


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
