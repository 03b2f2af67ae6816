"""What a verdict as a whole is worth: how often a driver that does move the acts would earn each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from dossier.indicators.regional import Place
from dossier.inference import battery, poisson
from dossier.inference.declared import Battery, Driver
from dossier.inference.dispatch import dispatch
from dossier.inference.dose import by_quarter
from dossier.inference.switch import around, parted_days, sheet_edges
from dossier.inference.testing import Case

#: Fewest acts in the counted quarters of which a trend is taken; fewer are spread evenly.
FEWEST = 10


@dataclass(frozen=True)
class Stream:
    """Acts whose days are drawn anew: their rows, the days they may fall on, and how many are expected on each.

    Parameters
    ----------
    rows : pandas.Index
        Of the acts.
    days : numpy.ndarray
        Of the sheet.
    expected : numpy.ndarray
        Acts on each of the days, the effects planted.
    quarters : numpy.ndarray
        Number of the quarter of each day.
    beyond : float
        What Pearson's dispersion is above one.
    """

    rows: pd.Index
    days: np.ndarray
    expected: np.ndarray
    quarters: np.ndarray
    beyond: float


def if_true(case: Case, declared: Battery, size: float = 1.0, draws: int | None = None) -> pd.DataFrame:
    """Return how often a driver would read each verdict if it moved the acts as much as was declared to matter.

    Acts keep their number, kinds and topics. Their days are drawn anew, with the declared effect of each test that
    counts dated acts planted in them, with the trend of the real ones and as unevenly. Then every deciding test is
    put to them.

    Parameters
    ----------
    case : Case
        The record.
    declared : Battery
        Settings and drivers.
    size : float
        Power of the declared effects: 0 plants nothing, 2 plants their squares.
    draws : int, optional
        How many for each driver; as declared where left out.

    Returns
    -------
    pandas.DataFrame
        driver, branch (of `battery.verdicts`), share (of `draws`).

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> own = {"form": "dose", "effect": 1.5}
    >>> driver = Driver("war", "War", "war", 1, onset=(pd.Timestamp("2012-01-01"),) * 2, own=own)
    >>> one = replace(rules().battery, drivers={"war": driver})
    >>> found = if_true(case_of_a_war(), one, size=4, draws=4)
    >>> found.set_index("branch")["share"].to_dict()
    {0: 1.0, 1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0}
    """
    drivers = [driver for driver in declared.drivers.values() if not driver.placebo]
    draws = declared["false_negative_draws"] if draws is None else draws
    found = dispatch(partial(_branches, case, declared, size, draws), [(driver,) for driver in drivers])
    rows = [
        (driver.key, branch, read.count(branch) / len(read))
        for driver, read in zip(drivers, found, strict=True)
        for branch in range(len(declared.verdicts))
    ]
    return pd.DataFrame(rows, columns=["driver", "branch", "share"])


def held(branches: pd.DataFrame, if_true: pd.DataFrame, declared: Battery) -> pd.DataFrame:
    """Return branches in which no driver is spoken against that would be so too often if it were at work.

    Parameters
    ----------
    branches : pandas.DataFrame
        driver, branch (of `battery.verdicts`), and whatever else; -1 for a placebo.
    if_true : pandas.DataFrame
        As `if_true` returns it.
    declared : Battery
        Its verdicts and its `false_negative_rate`.

    Returns
    -------
    pandas.DataFrame
        The same rows; a branch that speaks against such a driver gives way to the last, which no test can tell.

    Examples
    --------
    >>> from dossier.verdicts.rules import rules
    >>> draws = pd.DataFrame({"driver": ["war", "trade"], "branch": 3, "share": [0.27, 0.04]})
    >>> found = held(pd.DataFrame({"driver": ["war", "war", "trade"], "branch": [3, 1, 3]}), draws, rules().battery)
    >>> found["branch"].tolist()
    [4, 1, 3]
    """
    against = spoken_against(if_true, declared)
    untold = branches["driver"].isin(against[against > declared["false_negative_rate"]].index)
    last = len(declared.verdicts) - 1
    return branches.assign(
        branch=branches["branch"].mask(untold & branches["branch"].isin(speaking_against(declared)), last)
    )


def spoken_against(if_true: pd.DataFrame, declared: Battery) -> pd.Series:
    """Return by driver the share of records in which it is at work that would be read as speaking against it.

    Examples
    --------
    >>> from dossier.verdicts.rules import rules
    >>> draws = pd.DataFrame({"driver": "war", "branch": range(5), "share": [0.2, 0.3, 0.1, 0.2, 0.2]})
    >>> spoken_against(draws, rules().battery).round(2).to_dict()
    {'war': 0.3}
    """
    shares = if_true["share"].where(if_true["branch"].isin(speaking_against(declared)), 0.0)
    return shares.groupby(if_true["driver"]).sum()


def speaking_against(declared: Battery) -> list[int]:
    """Return the numbers of the branches of `battery.verdicts` that ask for a test that fails.

    Examples
    --------
    >>> from dossier.verdicts.rules import rules
    >>> [rules().battery.verdicts[number]["likelihood"] for number in speaking_against(rules().battery)]
    ['very unlikely', 'unlikely']
    """
    return [number for number, branch in enumerate(declared.verdicts) if branch.get("fails")]


def _branches(case: Case, declared: Battery, size: float, draws: int, driver: Driver) -> list[int]:
    number = list(declared.drivers).index(driver.key)
    streams = list(_streams(case, declared, driver, size))
    read = []
    for draw in range(draws):
        generator = np.random.default_rng([declared["seed"], number, draw])
        acts = _drawn(case, declared, driver, streams, generator)
        drawn = replace(case, acts=acts, place=_placed(case.place, driver.own))
        results = {test: battery.PUT[test](drawn, declared, driver) for test in declared["deciding"]}
        read.append(declared.verdicts.index(battery.verdict(results, declared)))
    return read


def _streams(case: Case, declared: Battery, driver: Driver, size: float) -> Iterator[Stream]:
    """Yield Moscow's acts toward the Taliban, those of its own prediction, and those of states under the driver."""
    shared = [_dosed(case, size, **battery.asked("dose", case, declared, driver))]
    if driver.rises or driver.falls:
        shared.append(_switched(case, declared, size, **battery.asked("switch", case, declared, driver)))
    mine = case.toward_taliban(declared["actor"])
    form, where = driver.own["form"], driver.own.get("acts")
    if form in ("dose", "switch"):
        told = battery.asked("own", case, declared, driver)
        own = _dosed(case, size, **told) if form == "dose" else _switched(case, declared, size, **told)
        chosen = case.chosen(declared["actor"], where)
        toward = "taliban" if chosen.empty else chosen["toward"].iloc[0]
        yield _stream(case, chosen, [*shared, own] if toward == "taliban" else [own])
        mine = mine.drop(chosen.index, errors="ignore")
    yield _stream(case, mine, shared)
    if driver.compared and driver.exposed:
        theirs = case.counted[case.counted["actor"].isin(driver.exposed)]
        yield _stream(case, theirs, shared[:1])


def _dosed(case: Case, size: float, series: pd.Series, sign: int, wanted: float, lag: int = 0, **_):
    """Return by quarter how many times as many acts there are."""
    known = (series.shift(lag) if lag else series).reindex(case.quarters)
    spread = float(np.subtract(*known.quantile([0.75, 0.25])))
    if not spread:
        return pd.Series(1.0, case.quarters)
    return (wanted ** (size * sign * (known - known.mean()) / spread)).fillna(1.0)


def _switched(
    case: Case, declared: Battery, size: float, rows: pd.DataFrame, rises, falls, wanted: float
) -> list:
    """Return the spans of days on which the driver is on, and how many times as many acts there are in them."""
    edges = sheet_edges(rows["toward"].iloc[0] if len(rows) else "taliban", case)
    on, _ = parted_days(tuple(around(rises, falls, max(declared["windows_days"]), edges, case)))
    return [(first, last, max(wanted, 1 / wanted) ** size) for first, last in on]


def _stream(case: Case, rows: pd.DataFrame, effects: list) -> Stream:
    first, last = sheet_edges(rows["toward"].iloc[0] if len(rows) else "taliban", case)
    days = np.arange(first, last + 1)
    dates = pd.to_datetime(days - pd.Timestamp(0).toordinal(), unit="D")
    quarter = dates.to_period("Q")
    expected = np.ones(len(days))
    for effect in effects:
        if isinstance(effect, pd.Series):
            expected *= effect.reindex(quarter).fillna(1.0).to_numpy()
        else:
            for start, end, ratio in effect:
                expected[(days >= start) & (days <= end)] *= ratio
    counts = by_quarter(rows, case)
    trend, beyond = _trend(counts)
    expected *= trend.reindex(quarter).fillna(1.0).to_numpy()
    inside = quarter.isin(case.quarters)
    # As many as there are in the quarters that are counted, and as many beside them.
    for part, many in ((inside, counts.sum()), (~inside, len(rows) - counts.sum())):
        if expected[part].sum():
            expected[part] *= many / expected[part].sum()
    return Stream(rows.index, days, expected, pd.factorize(quarter)[0], beyond)


def _trend(counts: pd.Series) -> tuple[pd.Series, float]:
    """Return the trend of counts by quarter and what their dispersion is above one."""
    if counts.sum() < FEWEST:
        return pd.Series(1.0, counts.index), 1e-3
    time = np.column_stack([np.ones(len(counts)), np.linspace(-0.5, 0.5, len(counts))])
    fit = poisson.model(counts.to_numpy(float), time).fit()
    return pd.Series(fit.fittedvalues, counts.index), max(fit.pearson_chi2 / fit.df_resid - 1, 1e-3)


def _drawn(case: Case, declared: Battery, driver: Driver, streams: list[Stream], generator) -> pd.DataFrame:
    """Return the acts with new days, and with the kinds that a prediction on shares or firsts asks for."""
    acts, start = case.acts.copy(), pd.Series(case.acts["date_from"])
    for each in streams:
        if len(each.rows):
            # A gamma rate for each quarter makes counts negative binomial, as far apart as the real ones.
            mean = np.maximum(np.bincount(each.quarters, each.expected), 1e-9)
            rate = generator.gamma(mean / each.beyond, each.beyond / mean)
            chance = each.expected * rate[each.quarters]
            chosen = generator.choice(each.days, len(each.rows), p=chance / chance.sum())
            start[each.rows] = pd.to_datetime(chosen - pd.Timestamp(0).toordinal(), unit="D")
    acts["date_from"] = acts["date_to"] = start
    return _named(acts, case.toward_taliban(declared["actor"]).index, driver.own, generator)


def _placed(place: Place | None, own: Mapping) -> Place | None:
    """Return Moscow's place among as many states, in their middle where a prediction puts it there."""
    if place is None or own["form"] != "place":
        return place
    earlier = place.others // 2
    return replace(place, earlier=earlier, later=place.others - earlier, unsettled=0)


def _named(acts: pd.DataFrame, mine: pd.Index, own: Mapping, generator) -> pd.DataFrame:
    if own["form"] not in ("share", "first"):
        return acts
    ((column, (value, *_)),) = own["acts"].items()
    if own["form"] == "first":
        acts.loc[acts.loc[mine, "date_from"].idxmin(), column] = value
        return acts
    kept = acts.loc[mine, column].where(acts.loc[mine, column].ne(value), "none")
    acts.loc[mine, column] = kept.mask(generator.random(len(mine)) < own["effect"], value)
    return acts
