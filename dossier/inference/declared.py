"""Drivers and battery as `data/evidence/rules.toml` declares them, checked before anything is run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields

import pandas as pd

from dossier.errors import EvidenceError
from dossier.indicators.drivers import SERIES

WHERE = "data/evidence/rules.toml"
MEND = "Declare it there, before the battery is run; a later change belongs under [[deviations]]."
OWN_FORMS = ("switch", "dose", "share", "first", "place")


@dataclass(frozen=True)
class Driver:
    """A cause whose rise and fall can be dated, and what it predicts.

    Parameters
    ----------
    key, name : str
        As the rules file and the reader know it.
    series : str
        One of `dossier.indicators.drivers.SERIES`.
    sign : int
        Direction in which acts answer the series: 1 or -1.
    hypothesis : str
        H1 to H4 or A0 to A6; empty for a placebo.
    statement : str
        What its verdict is on.
    claims : tuple of str
        Claims of the article that say so.
    onset : tuple
        First and last possible beginning: two event ids or two days.
    onset_is : str
        What it is, where no event says it.
    rises, falls : tuple of str
        Events at which the driver rose or fell.
    rival : str or None
        Series that the test of place and perpetrator sets beside the driver's own.
    exposed : tuple of str
        States under the same driver; none where it is Moscow's alone.
    compared : bool
        Whether other states can be compared: not where the series counts their acts.
    theme : tuple of str
        Themes of the reasons that name the driver.
    own : dict
        The prediction that no neighbour shares.
    placebo : bool
        Whether it is no cause at all.
    """

    key: str
    name: str
    series: str
    sign: int
    hypothesis: str = ""
    statement: str = ""
    claims: tuple[str, ...] = ()
    onset: tuple = ()
    onset_is: str = ""
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    rival: str | None = None
    exposed: tuple[str, ...] = ()
    compared: bool = True
    theme: tuple[str, ...] = ()
    own: Mapping | None = None
    placebo: bool = False


#: What a driver of the rules file must have, and what it may.
NEEDED = {"name", "series", "sign"}
FIELDS = {each.name for each in fields(Driver)} - {"key"}


@dataclass(frozen=True)
class Battery:
    """Settings of the battery, its grid, the way from tests to verdicts, its drivers, and other events to try."""

    settings: Mapping
    verdicts: tuple[Mapping, ...]
    grid: Mapping[str, tuple]
    drivers: Mapping[str, Driver]
    other_events: tuple[Mapping, ...] = ()

    def __getitem__(self, key: str):
        return self.settings[key]


def battery(facts: Mapping) -> Battery:
    """Return the battery that a rules file declares.

    Parameters
    ----------
    facts : mapping
        The parsed file, with `battery` and `drivers`.

    Raises
    ------
    EvidenceError
        If a driver has no onset, no prediction of its own or no declared effect, names a series or form that does not
        exist, or an answer names a driver that does not.

    Examples
    --------
    >>> calendar = {"name": "The calendar", "series": "calendar", "sign": 1, "placebo": True}
    >>> settings = {"confidence": 0.9, "grid": {"coder": ["settled", "first"]}, "verdicts": [], "answers": {}}
    >>> declared = battery({"battery": settings, "drivers": {"calendar": calendar}})
    >>> declared["confidence"], declared.grid, declared.drivers["calendar"].placebo
    (0.9, {'coder': ('settled', 'first')}, True)
    >>> settings["answers"]["r1"] = "spite"
    >>> battery({"battery": settings, "drivers": {"calendar": calendar}})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.EvidenceError: data/evidence/rules.toml, battery, answers, r1: no driver 'spite'; ...
    """
    settings = dict(facts["battery"])
    grid = {name: tuple(options) for name, options in settings.pop("grid").items()}
    verdicts = tuple(settings.pop("verdicts"))
    other_events = tuple(settings.pop("other_events", ()))
    drivers = {key: _driver(key, dict(declared)) for key, declared in facts["drivers"].items()}
    named = [(f"answers, {part}", key) for part, key in settings["answers"].items()]
    named += [("other_events", each["driver"]) for each in other_events]
    for place, key in named:
        if key not in drivers:
            raise EvidenceError(f"{WHERE}, battery, {place}", f"no driver {key!r}", "a driver", MEND)
    return Battery(settings, verdicts, grid, drivers, other_events)


def _driver(key: str, declared: dict) -> Driver:
    where = f"{WHERE}, driver {key}"
    odd = sorted((NEEDED - set(declared)) | (set(declared) - FIELDS))
    if odd:
        problem = f"it lacks {odd[0]}" if odd[0] in FIELDS else f"it has {odd[0]!r}, which no driver has"
        raise EvidenceError(where, problem, f"of {', '.join(sorted(FIELDS))} what bears", MEND)
    if declared["series"] not in SERIES:
        known = ", ".join(SERIES)
        raise EvidenceError(where, f"no series {declared['series']!r}", f"one of {known}", MEND)
    lists = ("claims", "onset", "rises", "falls", "exposed", "theme")
    driver = Driver(key, **{k: tuple(v) if k in lists else v for k, v in declared.items()})
    if driver.placebo:
        return driver
    if len(driver.onset) != 2:
        raise EvidenceError(where, "it has no onset", "its first and last possible day, or two events", MEND)
    own = driver.own or {}
    if own.get("form") not in OWN_FORMS or "says" not in own:
        raise EvidenceError(
            where,
            "it has no prediction of its own",
            f"own, with a form ({', '.join(OWN_FORMS)}) and what it says",
            MEND,
        )
    if own["form"] in ("switch", "dose", "share") and "effect" not in own:
        raise EvidenceError(
            where, "its prediction has no smallest effect", "effect, a ratio or a share", MEND
        )
    return driver


def span(edges: tuple, days: Mapping[str, tuple]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day between two edges, each an event's id or a day.

    Parameters
    ----------
    edges : tuple
        Two event ids or two days.
    days : mapping
        Event id to its earliest and latest day.

    Examples
    --------
    >>> import pandas as pd
    >>> autumn = (pd.Timestamp("2015-09-01"), pd.Timestamp("2015-11-30"))
    >>> spring = (pd.Timestamp("2016-03-01"), pd.Timestamp("2016-05-31"))
    >>> [str(day.date()) for day in span(("E1", "E2"), {"E1": autumn, "E2": spring})]
    ['2015-09-01', '2016-05-31']
    >>> [str(day.date()) for day in span((datetime.date(2010, 6, 14), datetime.date(2010, 6, 14)), {})]
    ['2010-06-14', '2010-06-14']
    """
    first, last = edges
    if isinstance(first, datetime.date):
        return pd.Timestamp(first), pd.Timestamp(last)
    return days[first][0], days[last][1]
