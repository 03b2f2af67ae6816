"""Predictions that no neighbour shares, one form each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import scipy

from dossier import words
from dossier.indicators import acts as sheet
from dossier.inference.declared import Battery, Driver
from dossier.inference.dose import by_quarter, dose
from dossier.inference.switch import switch
from dossier.inference.testing import FAILS, FITS, NAN, OPEN, Case, Result, not_asked, share, too_few


def own_of(case: Case, declared: Battery, driver: Driver) -> Result:
    """Test the prediction that no neighbour shares.

    Examples
    --------
    >>> from dossier.indicators.regional import Place
    >>> own = {"form": "place", "low": 0.25, "high": 0.75}
    >>> driver = Driver("others", "Dealings of the others", "acts_of_others", 1, own=own)
    >>> places = [Place("first_contact", *counts) for counts in ((2, 2, 0), (0, 4, 0), (0, 2, 2))]
    >>> cases = [Case(None, {}, {}, place, None, {}, None, None, None, ()) for place in places]
    >>> strict, lax = (Battery({"false_positive_rate": rate}, (), {}, {}) for rate in (0.1, 0.6))
    >>> [own_of(case, lax, driver).reading for case in cases]
    ['fits', 'does not fit', 'cannot tell']
    >>> [own_of(case, strict, driver).reading for case in cases]
    ['cannot tell', 'does not fit', 'cannot tell']
    """
    for whom in driver.own.get("acts", {}).get("toward", ()):
        if whom in declared["uneven"]:
            return not_asked("own", declared["uneven"][whom])
    found = FORMS[driver.own["form"]](case, declared, driver)
    if found.test in ("switch", "dose") and found.acts < declared["least_acts"]["own"]:
        found = too_few(found, declared["least_acts"]["own"])
    return replace(found, test="own")


def own_switch(case: Case, declared: Battery, driver: Driver) -> dict:
    """Return what a prediction sets before and after which events, as `switch` takes it.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2015-06-01")
    >>> acts = pd.DataFrame({"date_from": day, "actor": "RUS", "toward": ["kabul", "taliban"]})
    >>> case = Case(acts, {}, {}, None, None, {}, day, day, day, ())
    >>> own = {"form": "switch", "falls": ["V130"], "acts": {"toward": ["kabul"]}, "effect": 0.6667}
    >>> driver = Driver("is_khorasan", "Fighting of IS-Khorasan", "is_deaths", 1, own=own)
    >>> asked = own_switch(case, Battery({"actor": "RUS"}, (), {}, {}), driver)
    >>> asked["rows"]["toward"].tolist(), asked["falls"], asked["wanted"]
    (['kabul'], ('V130',), 0.6667)
    """
    own = driver.own
    return {
        "rows": case.chosen(declared["actor"], own.get("acts")),
        "rises": tuple(own.get("rises", ())),
        "falls": tuple(own.get("falls", ())),
        "wanted": own["effect"],
    }


def own_dose(case: Case, declared: Battery, driver: Driver) -> dict:
    """Return what a prediction sets beside which series, as `dose` takes it.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2015-02-01", "2015-11-01"])
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, "actor": "RUS", "toward": "kabul"})
    >>> case = Case(acts, {"deaths": None}, {}, None, None, {}, days[0], days[1], days[1], ())
    >>> own = {"form": "dose", "acts": {"toward": ["kabul"]}, "effect": 1.5, "lag_quarters": 1}
    >>> driver = Driver("north", "War in the north", "deaths", 1, own=own)
    >>> asked = own_dose(case, Battery({"actor": "RUS"}, (), {}, {}), driver)
    >>> asked["counts"].tolist(), asked["lag"], asked["exposure"]
    ([1, 0, 0, 1], 1, None)
    """
    own = driver.own
    acts = own.get("acts", {})
    rows = case.chosen(declared["actor"], acts)
    return {
        "counts": by_quarter(rows, _own_window(case, own)),
        "series": case.series[own.get("series", driver.series)],
        "sign": driver.sign,
        "wanted": own["effect"],
        "lag": own.get("lag_quarters", 0),
        # How many acts are missing is estimated of those toward the Taliban.
        "exposure": None if "toward" in acts else case.share_known,
    }


def _own_window(case: Case, own: Mapping) -> Case:
    """Return the case over the days that a prediction names; its own where it names none."""
    first = pd.Timestamp(own.get("first", case.first))
    return replace(case, first=first, last=min(pd.Timestamp(own.get("last", case.last)), case.ends))


def _own_share(case: Case, declared: Battery, driver: Driver) -> Result:
    own = driver.own
    every = sheet.within(case.toward_taliban(declared["actor"]), case.first, case.last)
    named = every[every[list(own["acts"])].isin(own["acts"]).all(axis=1)]
    against = sheet.toward(case.acts, own["against"], declared["actor"])
    there = int(against[list(own["acts"])].isin(own["acts"]).all(axis=1).sum())
    found = read_share(len(named), len(every), there, len(against), own, declared)
    return replace(found, more={"against": (there, len(against))})


def read_share(named: int, of: int, there: int, of_them: int, own: Mapping, declared: Battery) -> Result:
    """Read a share of acts that must also be larger than among acts toward somebody else (Fisher's exact test).

    Parameters
    ----------
    named, of : int
        Acts of the kind that the prediction names, and all.
    there, of_them : int
        The same toward somebody else.
    own : mapping
        The prediction, with its smallest share.
    declared : Battery
        Settings.

    Examples
    --------
    >>> from dossier.verdicts.rules import rules
    >>> own, declared = {"effect": 0.10}, rules().battery
    >>> [read_share(12, 60, there, 60, own, declared).reading for there in (1, 12)]
    ['fits', 'cannot tell']
    >>> read_share(1, 60, 0, 60, own, declared).reading
    'does not fit'
    """
    found = share("own", named, of, own["effect"], declared)
    table = [[named, of - named], [there, of_them - there]]
    chance = float(scipy.stats.fisher_exact(table, alternative="greater").pvalue)
    by_chance = found.reading == FITS and chance > declared["p_shuffled"]
    return replace(found, reading=OPEN if by_chance else found.reading, shuffled=chance)


def _own_first(case: Case, declared: Battery, driver: Driver) -> Result:
    rows = case.acts[case.acts["actor"].eq(declared["actor"]) & case.acts["toward"].eq("taliban")]
    commercial = rows[rows[list(driver.own["acts"])].isin(driver.own["acts"]).all(axis=1)]
    political = rows.drop(commercial.index)
    if len(rows) < declared["least_acts"]["own"] or political.empty:
        return too_few(Result("own", OPEN, len(rows)), declared["least_acts"]["own"])
    if commercial.empty:
        return Result("own", FAILS, len(rows), why="no commercial step is on the sheet, political ones are")
    gap = (commercial["date_from"].min() - political["date_to"].min()).days / 365.25
    latest = (commercial["date_to"].min() - political["date_from"].min()).days / 365.25
    read = FAILS if gap > 0 else FITS if latest <= 0 else OPEN
    return Result(
        "own",
        read,
        len(rows),
        gap,
        gap,
        latest,
        why="years from the first political to the first commercial step",
    )


def _own_place(case: Case, declared: Battery, driver: Driver) -> Result:
    own, place = driver.own, case.place
    if place is None or not place.others:
        return Result("own", OPEN, why="the order of first contacts is not known")
    middle = own["low"] <= place.low and place.high <= own["high"]
    outside = place.high < own["low"] or place.low > own["high"]
    chance = place.by_chance(own["low"], own["high"])
    found = Result("own", OPEN, 0, NAN, place.low, place.high, shuffled=chance)
    if middle and chance > declared["false_positive_rate"]:
        return replace(found, why=f"{words.percent(chance)} of all places are as good")
    return replace(found, reading=FITS if middle else FAILS if outside else OPEN)


#: What each form of own prediction is tested by.
FORMS = {
    "switch": lambda case, declared, driver: switch(
        case=case, declared=declared, **own_switch(case, declared, driver)
    ),
    "dose": lambda case, declared, driver: dose(declared=declared, **own_dose(case, declared, driver)),
    "share": _own_share,
    "first": _own_first,
    "place": _own_place,
}
