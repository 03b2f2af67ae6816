"""What the battery's readings are worth: how often chance passes, what would be found, and what one act decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import scipy

from dossier.indicators import acts as sheet
from dossier.indicators import drivers as series_of
from dossier.inference import battery, cases, planted
from dossier.inference.declared import Battery, Driver
from dossier.inference.dispatch import dispatch
from dossier.inference.own import read_share
from dossier.inference.testing import FAILS, FITS, Case, Result

#: What is told of a result.
COLUMNS = (
    "test",
    "asked",
    "reading",
    "acts",
    "effect",
    "low",
    "high",
    "wanted",
    "shuffled",
    "shifted",
    "why",
    "more",
)


def run(case: Case, declared: Battery) -> pd.DataFrame:
    """Put every driver through every test.

    Returns
    -------
    pandas.DataFrame
        One row a driver and test: driver and the `COLUMNS` of its result.

    Examples
    --------
    >>> from dossier.indicators.regional import Place
    >>> from dossier.inference.example import case_without_acts
    >>> from dossier.verdicts.rules import rules
    >>> case = case_without_acts(Place("first_contact", 2, 2, 0))
    >>> few = {key: rules().battery.drivers[key] for key in ("others", "calendar")}
    >>> run(case, replace(rules().battery, drivers=few)).groupby("driver")["test"].agg(list).to_dict()
    {'calendar': ['dose'], 'others': ['order', 'dose', 'switch', 'place', 'comparators', 'own', 'statements']}
    """
    rows = []
    for key, driver in declared.drivers.items():
        for found in battery.run(case, declared, driver).values():
            told = {name: getattr(found, name) for name in COLUMNS}
            rows.append({"driver": key, **told})
    return pd.DataFrame(rows)


def verdicts(results: pd.DataFrame, declared: Battery) -> pd.Series:
    """Return the verdict of each driver that is no placebo, from what `run` returns.

    Returns
    -------
    pandas.Series
        Indexed by driver: the number of the branch of `battery.verdicts`.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> results = pd.DataFrame({"driver": "trade", "test": ["dose", "own"], "reading": FITS, "acts": 50})
    >>> placebo = pd.DataFrame({"driver": ["calendar"], "test": "dose", "reading": FITS, "acts": 50})
    >>> found = verdicts(pd.concat([results, placebo]), rules().battery)
    >>> {key: rules().battery.verdicts[branch]["verdict"] for key, branch in found.items()}
    {'trade': 'mostly supported'}
    """
    read: dict[str, dict[str, Result]] = {}
    for key, *told in zip(*(results[name] for name in ("driver", "test", "reading", "acts")), strict=True):
        if not declared.drivers[key].placebo:
            read.setdefault(key, {})[told[0]] = Result(*told)
    found = {key: declared.verdicts.index(battery.verdict(each, declared)) for key, each in read.items()}
    return pd.Series(found, name="branch")


def false_positives(case: Case, declared: Battery) -> pd.DataFrame:
    """Shuffle the dates of Moscow's acts and count how often each test, and each driver as a whole, passes.

    Quarters are shuffled whole, each sheet within the days that were searched for it: what happened together stays
    together, what it has to do with any driver is gone.

    Returns
    -------
    pandas.DataFrame
        driver, test (`verdict` for the driver as a whole), passed (share of draws); beside it, with the test
        `branch 0` and so on, how often each verdict was read.

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> case = case_of_a_war()
    >>> few = {**rules().battery.settings, "false_positive_draws": 20}
    >>> declared = Battery(few, (), {}, {"war": Driver("war", "War", "war", 1, placebo=True)})
    >>> run(case, declared)["reading"].item(), false_positives(case, declared)["passed"].item()
    ('fits', 0.0)
    """
    tasks = [(draw,) for draw in range(declared["false_positive_draws"])]
    found = pd.concat(dispatch(partial(_passed, case, declared), tasks))
    return found.groupby(["driver", "test"], sort=False)["passed"].mean().reset_index()


def _passed(case: Case, declared: Battery, draw: int) -> pd.DataFrame:
    results = run(shuffled(case, declared, draw), declared)
    whole = verdicts(results, declared)
    tests = results[["driver", "test"]].assign(passed=results["reading"].eq(FITS))
    outcomes = {"verdict": 0} | {branch_of(number): number for number in range(len(declared.verdicts))}
    drivers = [
        pd.DataFrame({"driver": whole.index, "test": name, "passed": whole.eq(number).to_numpy()})
        for name, number in outcomes.items()
    ]
    return pd.concat([tests, *drivers])


def branch_of(number: int) -> str:
    """Return the name under which `false_positives` tells how often a branch of `battery.verdicts` was read.

    Examples
    --------
    >>> branch_of(0)
    'branch 0'
    """
    return f"branch {number}"


def shuffled(case: Case, declared: Battery, draw: int) -> Case:
    """Return a case in which the quarters of Moscow's acts are shuffled, each sheet by itself.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> days = pd.to_datetime(["2015-01-10", "2015-01-20", "2016-05-01"])
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, "actor": "RUS", "toward": "taliban"})
    >>> case = Case(acts, {}, {}, None, None, {}, days[0], days[-1], pd.Timestamp("2021-06-30"), ())
    >>> moved = shuffled(case, rules().battery, draw=1).acts["date_from"]
    >>> moved.equals(acts["date_from"]), (moved[1] - moved[0]).days
    (False, 10)
    """
    generator = np.random.default_rng([declared["seed"], draw])
    acts = case.acts.copy()
    for whom, (first, last) in sheet.SEARCHED.items():
        mine = acts["actor"].eq(declared["actor"]) & acts["toward"].eq(whom)
        quarters = pd.period_range(first, min(pd.Timestamp(last), case.ends), freq="Q")
        starts = quarters.start_time.to_numpy("datetime64[D]")
        moved = starts[generator.permutation(len(quarters))]
        at = np.clip(
            quarters.searchsorted(acts.loc[mine, "date_from"].dt.to_period("Q")), 0, len(quarters) - 1
        )
        by = (moved[at] - starts[at]).astype("timedelta64[s]")
        for edge in ("date_from", "date_to"):
            acts.loc[mine, edge] = acts.loc[mine, edge].to_numpy() + by
    return replace(case, acts=acts)


def passed_by_chance(passed: pd.DataFrame, declared: Battery) -> float:
    """Return the largest share of shuffles that pass one test of one driver, of the tests that move with the dates.

    Parameters
    ----------
    passed : pandas.DataFrame
        As `false_positives` returns them.
    declared : Battery
        Settings and drivers. A share of acts, an order of kinds and a place among states do not hang on dates.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("drugs", "own", 1.0), ("drugs", "dose", 0.05), ("us_exit", "own", 0.08)]
    >>> passed = pd.DataFrame(rows, columns=["driver", "test", "passed"])
    >>> forms = {"drugs": "share", "us_exit": "dose"}
    >>> drivers = {key: Driver(key, key, "calendar", 1, own={"form": form}) for key, form in forms.items()}
    >>> passed_by_chance(passed, Battery({}, (), {}, drivers))
    0.08
    """
    moving = {
        key
        for key, driver in declared.drivers.items()
        if (driver.own or {}).get("form") in ("switch", "dose")
    }
    dated = passed["test"].isin(["dose", "switch", "place"])
    own = passed["test"].eq("own") & passed["driver"].isin(moving)
    return float(passed.loc[dated | own, "passed"].max())


def alike(case: Case, declared: Battery) -> pd.DataFrame:
    """Correlate the series of the drivers by rank over the quarters that are counted, each net of the calendar.

    Returns
    -------
    pandas.DataFrame
        Driver by driver; drivers with one series stand with 1 or -1, by their signs. Placebos are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> first, last = pd.Timestamp("2013-01-01"), pd.Timestamp("2021-06-30")
    >>> troops = pd.Series([7, 1, 9, 4, 2, 8] * 6, pd.period_range("2013Q1", periods=36, freq="Q"))
    >>> case = Case(None, {"troops": troops}, {}, None, None, {}, first, last, last, ())
    >>> signs = {"grievance": 1, "us_exit": -1}
    >>> drivers = {key: Driver(key, key, "troops", sign) for key, sign in signs.items()}
    >>> alike(case, Battery({}, (), {}, drivers)).round(2).to_dict()
    {'grievance': {'grievance': 1.0, 'us_exit': -1.0}, 'us_exit': {'grievance': -1.0, 'us_exit': 1.0}}
    """
    causes = {key: driver for key, driver in declared.drivers.items() if not driver.placebo}
    signed = {
        key: driver.sign * case.series[driver.series].reindex(case.quarters) for key, driver in causes.items()
    }
    return pd.DataFrame(signed).apply(series_of.net_of_calendar).corr(method="spearman")


def leave_one_out(case: Case, declared: Battery) -> pd.DataFrame:
    """Run the battery with each of Moscow's acts left out in turn.

    Returns
    -------
    pandas.DataFrame
        act_id, driver, test, effect, reading, and branch (of the driver as a whole; -1 for a placebo).

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> case = case_of_a_war()
    >>> tight = {**rules().battery.settings, "least_acts": {"dose": len(case.acts)}}
    >>> declared = Battery(tight, (), {}, {"war": Driver("war", "War", "war", 1, placebo=True)})
    >>> run(case, declared)["reading"].item(), set(leave_one_out(case, declared)["reading"])
    ('fits', {'cannot tell'})
    """
    ids = case.acts.loc[case.acts["actor"].eq(declared["actor"]), "act_id"].tolist()
    found = dispatch(partial(_without, case, declared, run(case, declared)), [(act,) for act in ids])
    return pd.concat(found, ignore_index=True)


def _without(case: Case, declared: Battery, whole: pd.DataFrame, act: str) -> pd.DataFrame:
    left = case.acts["act_id"].ne(act)
    touched = _touched(declared, case.acts.loc[~left, "toward"].item())
    again = run(replace(case, acts=case.acts[left]), replace(declared, drivers=touched))
    results = pd.concat([whole[~whole["driver"].isin(list(touched))], again])
    told = results[["driver", "test", "effect", "reading"]].assign(act_id=act)
    # A placebo has no verdict.
    return told.assign(branch=told["driver"].map(verdicts(results, declared)).fillna(-1).astype(int))


def _touched(declared: Battery, toward: str) -> dict[str, Driver]:
    """Return the drivers of which a test counts acts toward somebody."""
    if toward == "taliban":
        return dict(declared.drivers)
    named = {key: (driver.own or {}).get("acts", {}) for key, driver in declared.drivers.items()}
    against = {key: (driver.own or {}).get("against") for key, driver in declared.drivers.items()}
    return {
        key: driver
        for key, driver in declared.drivers.items()
        if toward in named[key].get("toward", ()) or against[key] == toward
    }


def grid(
    tables: Mapping[str, pd.DataFrame], declared: Battery, day: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Run the battery over every combination of its grid; combinations that give the same record are run once.

    Returns
    -------
    pandas.DataFrame
        The dimensions of the grid, driver, branch, and record (combinations with one number are the same).
    """
    options = pd.MultiIndex.from_product(declared.grid.values(), names=declared.grid).to_frame(index=False)
    built = cases.every(tables, declared, day, options.to_dict("records"))
    record = pd.Series([_fingerprint(case) for case in built])
    first = record.drop_duplicates().index
    found = dispatch(partial(_branches, declared), [(built[at],) for at in first])
    branches = {record[at]: branch for at, branch in zip(first, found, strict=True)}
    numbers = {mark: number for number, mark in enumerate(record.drop_duplicates())}
    parts = [
        options.iloc[[at] * len(branches[mark])].assign(
            driver=branches[mark].index, branch=branches[mark].to_numpy(), record=numbers[mark]
        )
        for at, mark in record.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _branches(declared: Battery, case: Case) -> pd.Series:
    return verdicts(run(case, declared), declared)


def _fingerprint(case: Case) -> tuple:
    others = case.acts["toward"].ne("taliban")
    rows = pd.concat([case.counted, case.acts[others]])
    hashed = pd.util.hash_pandas_object(rows, index=False)
    series = (
        pd.util.hash_pandas_object(case.series["is_deaths"]),
        pd.util.hash_pandas_object(case.series["war_deaths"]),
    )
    return (int(hashed.sum()), *(int(each.sum()) for each in series), case.first, case.last)


def other_events(case: Case, declared: Battery) -> pd.DataFrame:
    """Run the battery on drivers whose rises and falls are dated by other events than were declared for them.

    Returns
    -------
    pandas.DataFrame
        One row for each of `declared.other_events`: driver, rises, falls, acts and effect of the test of switches,
        its interval (low, high) and reading, and branch (of the driver as a whole).

    Examples
    --------
    >>> from dossier.inference.example import case_of_a_war
    >>> from dossier.verdicts.rules import rules
    >>> own = {"form": "dose", "effect": 1.5}
    >>> driver = Driver("war", "War", "war", 1, onset=(pd.Timestamp("2012-01-01"),) * 2, own=own)
    >>> tried = ({"driver": "war", "rises": ["V096"], "falls": []},)
    >>> one = replace(rules().battery, drivers={"war": driver}, other_events=tried)
    >>> other_events(case_of_a_war(), one)[["driver", "rises", "reading"]].values.tolist()
    [['war', ('V096',), 'cannot tell']]
    """
    rows = []
    for tried in declared.other_events:
        dated = {name: tuple(tried[name]) for name in ("rises", "falls")}
        found = battery.run(case, declared, replace(declared.drivers[tried["driver"]], **dated))
        switch = found["switch"]
        told = {name: getattr(switch, name) for name in ("acts", "effect", "low", "high", "reading")}
        branch = declared.verdicts.index(battery.verdict(found, declared))
        rows.append({"driver": tried["driver"], **dated, **told, "branch": branch})
    return pd.DataFrame(rows)


def power(case: Case, declared: Battery) -> pd.DataFrame:
    """Return what each test that counts acts would find: with the declared effect planted, and from which effect on.

    Returns
    -------
    pandas.DataFrame
        driver, test, found_at_declared and failed_at_declared (shares of simulations), detectable (smallest planted
        ratio or share that is found as often as `battery.power` says; NaN where none of `battery.power_ratios` is).

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier.verdicts.rules import rules
    >>> days = pd.date_range("2015-01-01", periods=120, freq="15D")
    >>> sheet = {"actor": "RUS", "toward": ["taliban", "kabul"] * 60, "kind": "contact", "present": "yes"}
    >>> acts = pd.DataFrame({"date_from": days, "date_to": days, **sheet}).assign(topic="peace")
    >>> series = {"calm": pd.Series(0.0, pd.period_range("2015Q1", "2020Q1", freq="Q"))}
    >>> case = Case(acts, series, {}, None, None, {}, days[0], days[-1], days[-1], ("contact",))
    >>> own = {"form": "share", "acts": {"topic": ["drugs"]}, "against": "kabul", "effect": 0.10}
    >>> drugs = Driver("drugs", "Opium", "calm", 1, own=own)
    >>> found = power(case, replace(rules().battery, drivers={"drugs": drugs}))
    >>> found[["found_at_declared", "failed_at_declared", "detectable"]].round(2).values.tolist()
    [[0.56, 0.01, 0.15]]
    """
    tasks = [
        (driver, test)
        for driver in declared.drivers.values()
        if not driver.placebo
        for test in ("dose", "switch", "place", "own")
    ]
    return pd.DataFrame([row for row in dispatch(partial(_power, case, declared), tasks) if row])


def _power(case: Case, declared: Battery, driver: Driver, test: str) -> dict | None:
    found = battery.PUT[test](case, declared, driver)
    if not found.asked or np.isnan(found.effect) or np.isnan(found.wanted):
        return None
    form = driver.own["form"] if test == "own" else test
    simulated = {"share": _of_share, "switch": _of_switch}.get(form, _of_dose)
    chance, failed = {}, float("nan")
    for ratio in _planted(found, form, declared):
        chance[ratio], fails = simulated(case, declared, driver, test, found, ratio)
        failed = fails if len(chance) == 1 else failed
        if chance[ratio] >= declared["power"]:
            break
    detectable = next((ratio for ratio, share in chance.items() if share >= declared["power"]), float("nan"))
    return {
        "driver": driver.key,
        "test": test,
        "found_at_declared": next(iter(chance.values())),
        "failed_at_declared": failed,
        "detectable": detectable,
    }


def _planted(found, form: str, declared: Battery) -> list[float]:
    """Return the effects to plant: the declared one first, then larger ones; a fall as the ratio that it undoes."""
    if form == "share":
        return [found.wanted, *(share / 100 for share in range(15, 60, 5) if share / 100 > found.wanted)]
    wanted = max(found.wanted, 1 / found.wanted)
    return [wanted, *(ratio for ratio in declared["power_ratios"] if ratio > wanted + 0.01)]


def _of_share(case: Case, declared: Battery, driver: Driver, test: str, found, planted_: float):
    """Return how often a share of as many acts would read `fits` and `does not fit`, exactly."""
    ks = np.arange(found.acts + 1)
    read = np.array(
        [read_share(int(k), found.acts, *found.more["against"], driver.own, declared).reading for k in ks]
    )
    chance = scipy.stats.binom.pmf(ks, found.acts, planted_)
    return float(chance[read == FITS].sum()), float(chance[read == FAILS].sum())


def _of_switch(case: Case, declared: Battery, driver: Driver, test: str, found, ratio: float):
    asked = battery.asked(test, case, declared, driver)
    return planted.switched(found.acts, case=case, declared=declared, ratio=ratio, **asked)


def _of_dose(case: Case, declared: Battery, driver: Driver, test: str, found, ratio: float):
    return planted.shares(declared=declared, ratio=ratio, **battery.asked(test, case, declared, driver))
