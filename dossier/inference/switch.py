"""Acts before and after dated rises and falls of a driver: a rate ratio with an exact interval."""

from __future__ import annotations

import functools
from dataclasses import replace

import numpy as np
import pandas as pd
import scipy

from dossier.indicators import acts as sheet
from dossier.inference.declared import Battery
from dossier.inference.testing import FITS, OPEN, Case, Result, exact_interval, reading, too_few


def switch(
    rows: pd.DataFrame,
    rises: tuple[str, ...],
    falls: tuple[str, ...],
    case: Case,
    declared: Battery,
    wanted: float | None = None,
) -> Result:
    """Compare the rates of acts where the driver is on and where it is off, around dated events.

    Parameters
    ----------
    rows : pandas.DataFrame
        Acts to count.
    rises, falls : tuple of str
        Events; the driver is on after a rise and before a fall.
    case : Case
        Days of the events, shares known, ends of the sheet.
    declared : Battery
        Settings.
    wanted : float, optional
        Smallest ratio that would matter; one below 1 is the ratio after a fall to before it.

    Returns
    -------
    Result
        The effect is the rate where the driver is on over that where it is off (for a prediction of a fall: after
        over before), events taken together and each day once, weighted by the share of acts that are known; the
        interval is exact (Clopper and Pearson 1934), given the number of acts. `more` has the counts of each event and
        window.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> day = pd.Timestamp("2018-06-30")
    >>> days = pd.date_range("2013", "2026", freq="180D").union(pd.date_range(day, periods=30, freq="24D"))
    >>> rows = pd.DataFrame({"date_from": days, "date_to": days, "toward": "taliban"})
    >>> case = Case(rows, {}, {"E": (day, day)}, None, None, {}, days[0], days[-1], days[-1], ())
    >>> found = switch(rows, ("E",), (), case, rules().battery)
    >>> found.reading, found.more["E, 730 days"], found.effect
    ('fits', (33, 4), 8.25)
    """
    wanted = declared["switch"] if wanted is None else wanted
    whom = rows["toward"].iloc[0] if len(rows) else "taliban"
    edges = sheet_edges(whom, case)
    known = case.known if whom == "taliban" else {}
    windows = {length: around(rises, falls, length, edges, case) for length in declared["windows_days"]}
    long, short = max(windows), min(windows)
    if not windows[long]:
        return Result("switch", OPEN, wanted=wanted, why="none of its events is known on this clock")
    days = _days(rows["date_from"]), _days(rows["date_to"])
    counted = {length: _tally(*days, windows[length], known) for length in windows}
    result = _told(counted[long], wanted, _of_each(days, (*rises, *falls), windows, case, known))
    if not (result.more["days_off"] and result.more["days_on"]):
        return replace(result, why="the sheet has no days on one side of its events")
    if result.acts < declared["least_acts"]["switch"]:
        return too_few(result, declared["least_acts"]["switch"])
    shifted = _placed(*days, windows[long], known, edges, _log_ratio(*counted[long]))
    return _read(replace(result, shifted=shifted), counted[long], counted[short], declared)


def _of_each(days: tuple, events: tuple[str, ...], windows: dict[int, list], case: Case, known) -> dict:
    """Count acts where the driver is on, and where it is off, around each event by itself."""
    named = [name for name in events if name in case.days]
    return {
        f"{name}, {length} days": _tally(*days, [one], known)[:2]
        for length in windows
        for name, one in zip(named, windows[length], strict=True)
    }


def _told(counted: tuple, wanted: float, each: dict) -> Result:
    """Return what the longer windows count, before it is read."""
    on, off, days_on, days_off = counted
    more = each | {"days_on": days_on, "days_off": days_off}
    return Result("switch", OPEN, on + off, wanted=wanted, more=more)


def _read(result: Result, longer: tuple, shorter: tuple, declared: Battery) -> Result:
    """Read the counts of the longer windows; shorter ones that point the other way leave a rise open."""
    effect, low, high, shuffled = _ratio(*longer, declared["confidence"])
    by_chance = shuffled > declared["p_shuffled"] or result.shifted > declared["p_placed"]
    read = reading(effect, low, high, max(result.wanted, 1 / result.wanted), by_chance)
    if read == FITS and _log_ratio(*shorter) < 0:
        read = OPEN
    if result.wanted < 1:
        effect, low, high = 1 / effect if effect else np.inf, 1 / high, 1 / low if low else np.inf
    return replace(result, reading=read, effect=effect, low=low, high=high, shuffled=shuffled)


def sheet_edges(whom: str, case: Case) -> tuple[int, int]:
    """Return the first and last day that were searched for acts toward somebody, as ordinals.

    Examples
    --------
    >>> import pandas as pd
    >>> end = pd.Timestamp("2017-04-20")
    >>> case = Case(None, {}, {}, None, None, {}, end, end, end, ())
    >>> [str(pd.Timestamp.fromordinal(edge).date()) for edge in sheet_edges("taliban", case)]
    ['2013-01-01', '2017-04-20']
    """
    first, last = (pd.Timestamp(edge) for edge in sheet.SEARCHED[whom])
    return _day(first), _day(min(last, case.ends))


def around(
    rises, falls, length: int, edges: tuple[int, int], case: Case
) -> list[tuple[tuple[int, int], ...]]:
    """Return the windows around each event that is known: the days on which the driver is on, then off.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"E": (pd.Timestamp("2018-06-30"), pd.Timestamp("2018-07-02"))}
    >>> case = Case(None, {}, days, None, None, {}, None, None, None, ())
    >>> edges = (pd.Timestamp("2018-06-25").toordinal(), pd.Timestamp("2026-05-31").toordinal())
    >>> [[last - first + 1 for first, last in each] for each in around(("E",), (), 10, edges, case)]
    [[10, 5]]
    >>> around((), ("E",), 10, edges, case) == [pair[::-1] for pair in around(("E",), (), 10, edges, case)]
    True
    """
    events = [(name, after) for names, after in ((rises, True), (falls, False)) for name in names]
    return [_windows(case.days[name], after, length, edges) for name, after in events if name in case.days]


def _day(day: pd.Timestamp) -> int:
    return day.toordinal()


def _days(days: pd.Series) -> np.ndarray:
    return days.to_numpy("datetime64[D]").astype(int) + pd.Timestamp(0).toordinal()


def _windows(days: tuple, after: bool, length: int, edges: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the days on which the driver is on, then those on which it is off; first and last of each."""
    earliest, latest = (_day(day) for day in days)
    before = max(earliest - length, edges[0]), earliest - 1
    later = latest + 1, min(latest + length, edges[1])
    return (later, before) if after else (before, later)


def _tally(starts, ends, windows, known) -> tuple[int, int, float, float]:
    """Count acts and known days where the driver is on, and where it is off."""
    parted = parted_days(tuple(windows))
    on, off = _counts(starts, ends, parted)
    return (int(on), int(off), *_known_days(parted, known))


@functools.lru_cache(maxsize=256)
def parted_days(windows: tuple) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans of days on which the driver is on, and those on which it is off.

    A day counts once, whatever the number of windows that it lies in, and not at all where one event says that the
    driver is on and another that it is off.

    Examples
    --------
    >>> parted_days((((11, 20), (1, 10)), ((11, 30), (1, 10))))
    ([(11, 30)], [(1, 10)])
    >>> parted_days((((11, 20), (1, 10)), ((21, 30), (11, 20))))
    ([(21, 30)], [(1, 10)])
    """
    on, off = (
        {day for pair in windows for day in range(pair[side][0], pair[side][1] + 1)} for side in (0, 1)
    )
    return _spans(on - off), _spans(off - on)


def _spans(days: set[int]) -> list[tuple[int, int]]:
    """Return days as spans without a gap; first and last of each."""
    firsts = sorted(day for day in days if day - 1 not in days)
    lasts = sorted(day for day in days if day + 1 not in days)
    return list(zip(firsts, lasts, strict=True))


def _counts(starts, ends, parted) -> np.ndarray:
    """Count acts that certainly fell where the driver is on, and where it is off; along the last axis of the days."""
    return np.array(
        [
            sum(((starts >= first) & (ends <= last)).sum(axis=-1) for first, last in spans)
            + np.zeros(starts.shape[:-1], int)
            for spans in parted
        ]
    )


def _known_days(parted, known) -> tuple[float, float]:
    on, off = (sum(sheet.days_known(known, first, last) for first, last in spans) for spans in parted)
    return float(on), float(off)


def _log_ratio(on, off, days_on: float, days_off: float):
    if not days_on or not days_off:
        return 0.0 * on
    return np.log((on + 0.5) / days_on) - np.log((off + 0.5) / days_off)


def _ratio(on: int, off: int, days_on: float, days_off: float, confidence: float):
    """Return the ratio of two rates, its exact interval, and how often as many fall on that side by chance."""
    interval = exact_interval(on, on + off, confidence)
    ratios = [share / (1 - share) * days_off / days_on if share < 1 else np.inf for share in interval]
    effect = on / off * days_off / days_on if off else np.inf
    as_many = scipy.stats.binom.sf(on - 1, on + off, days_on / (days_on + days_off))
    return effect, *ratios, float(as_many)


def _placed(starts, ends, windows, known, edges, found: float, offsets: int = 199) -> float:
    """Return how often the acts, moved round the sheet as they stand, do as well around the same events."""
    length = edges[1] - edges[0] + 1
    by = np.linspace(0, length, offsets + 2)[1:-1].astype(int)[:, None]
    moved = (starts - edges[0] + by) % length + edges[0]
    parted = parted_days(tuple(windows))
    ratios = _log_ratio(*_counts(moved, moved + (ends - starts), parted), *_known_days(parted, known))
    return (1 + int((ratios >= found - 1e-12).sum())) / (1 + offsets)
