"""What the battery is run on: the record as a clock, a coder and other defensible choices have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dossier.indicators import acts as sheet
from dossier.indicators import coders, drivers, regional
from dossier.indicators.timeline import intervals
from dossier.inference.declared import Battery
from dossier.inference.multiverse import Grid
from dossier.inference.testing import Case

#: Tables that a case reads, by their names in the catalogue; pass them loaded, cut on their clock.
TABLES = (
    *drivers.TABLES,
    "evidence/act_codings",
    "evidence/regional_steps",
    "evidence/stated_reasons",
    "evidence/timeline",
)
#: Options of the grid, by dimension: what each stands for.
KINDS = {
    "contact and legitimation": ("contact", "legitimation"),
    "all kinds": ("contact", "legitimation", "material"),
    "contact": ("contact",),
    "legitimation": ("legitimation",),
}
PRESENT = {"any": ("yes", "no", "announced"), "Taliban present": ("yes",)}
CODERS = {name: name for name in ("settled", "first", "second")}
WINDOWS = {
    "to the fall of Kabul": (None, None),
    "to today": (None, "2026-03-31"),
    "from 2014 to the fall of Kabul": ("2014-01-01", None),
}
RELEASES = {name: name for name in drivers.RELEASES}
#: What every test reads of an act; an own prediction may name other columns beside.
READ = ("act_id", "actor", "toward", "date_from", "date_to", "kind", "present")
CHOICES = {"kinds": KINDS, "present": PRESENT, "coder": CODERS, "window": WINDOWS, "release": RELEASES}


def check(declared: Battery) -> None:
    """Hold the battery's grid against the choices that a case knows.

    Raises
    ------
    EvidenceError
        For the first dimension or option of `battery.grid` that `CHOICES` does not know, or dimension left out.

    Examples
    --------
    >>> known = {name: tuple(options) for name, options in CHOICES.items()}
    >>> check(Battery({}, (), known, {}))
    >>> check(Battery({}, (), known | {"coder": ("settled", "fourth")}, {}))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.EvidenceError: grid battery, dimension coder: found 'fourth'; ...
    """
    Grid("battery", dict(declared.grid)).check({name: tuple(options) for name, options in CHOICES.items()})


def case(
    tables: Mapping[str, pd.DataFrame],
    declared: Battery,
    day: pd.Timestamp | None = None,
    given: Mapping[str, pd.Series] | None = None,
    **chosen,
) -> Case:
    """Return the case of one clock and one combination of choices.

    Parameters
    ----------
    tables : mapping
        `TABLES`, loaded, cut on the clock.
    declared : Battery
        Settings.
    day : pandas.Timestamp, optional
        Last day of the clock; the end of the sheet by default.
    given : mapping, optional
        What `series` returns for the release, where it is at hand.
    **chosen : str
        Dimension of `CHOICES` to its option; what is not named takes the battery's own, the first.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier import tables as contracts
    >>> from dossier.verdicts.rules import rules
    >>> empty = {name: pd.DataFrame(columns=list(contracts.TABLES[name].columns)) for name in TABLES}
    >>> days = [pd.Timestamp(day) for day in ("2017-04-20", "2017-06-30", "2026-05-31")]
    >>> [str(case(empty, rules().battery, day, given={"none": None}).quarters[-1]) for day in days]
    ['2017Q1', '2017Q2', '2021Q2']
    >>> case(empty, rules().battery, given={"none": None}, kinds="contact").kinds
    ('contact',)
    """
    choice = _choice(chosen)
    ends = pd.Timestamp(declared["sheet_ends"]) if day is None else day
    acts = coders.as_coded(tables["evidence/acts"], tables["evidence/act_codings"], choice["coder"])
    return Case(
        acts=_read(acts, declared),
        series=given or series(tables, choice["release"]),
        days=_days(tables["evidence/timeline"]),
        place=regional.place(tables["evidence/regional_steps"], declared["actor"], "first_contact"),
        statements=occasions(tables["evidence/stated_reasons"]),
        known=sheet.shares_known(sheet.toward(acts, "taliban")),
        ends=ends,
        **_counting(choice, declared, ends),
    )


def every(
    tables: Mapping[str, pd.DataFrame],
    declared: Battery,
    day: pd.Timestamp | None,
    combinations: Sequence[Mapping[str, str]],
) -> list[Case]:
    """Return the cases of many combinations of choices, as `case` returns each; what they share is read once.

    Examples
    --------
    >>> import pandas as pd
    >>> from dossier import load
    >>> from dossier.verdicts.rules import rules
    >>> tables, declared = {name: load(name) for name in TABLES}, rules().battery
    >>> row = {"kinds": "contact", "coder": "second", "window": "to today", "release": "24.1"}
    >>> (one,), other = every(tables, declared, None, [row]), case(tables, declared, **row)
    >>> one.counted.equals(other.counted), one.quarters.equals(other.quarters), len(one.quarters)
    (True, True, 53)
    """
    releases = {name: series(tables, name) for name in {row["release"] for row in combinations}}
    any_series = next(iter(releases.values()))
    coded = {
        coder: case(tables, declared, day, given=any_series, coder=coder)
        for coder in {row["coder"] for row in combinations}
    }
    return [
        replace(
            coded[row["coder"]],
            series=releases[row["release"]],
            **_counting(_choice(row), declared, coded[row["coder"]].ends),
        )
        for row in combinations
    ]


def _read(acts: pd.DataFrame, declared: Battery) -> pd.DataFrame:
    """Return the columns that tests read: acts are chosen ten thousand times, and each column takes its time."""
    asked = (name for driver in declared.drivers.values() for name in (driver.own or {}).get("acts", ()))
    named = list(dict.fromkeys((*READ, *asked)))
    return acts[named].astype({name: object for name in named if acts[name].dtype == "str"})


def _choice(chosen: Mapping[str, str]) -> dict:
    return {name: options[chosen.get(name, next(iter(options)))] for name, options in CHOICES.items()}


def _counting(choice: Mapping, declared: Battery, ends: pd.Timestamp) -> dict:
    """Return which acts count, and from when to when."""
    first, last = choice["window"]
    last = pd.Timestamp(last or declared["last"])
    return {
        "first": pd.Timestamp(first or declared["first"]),
        "last": last if ends >= last else _quarter_end_before(ends),
        "kinds": choice["kinds"],
        "present": choice["present"],
    }


def series(tables: Mapping[str, pd.DataFrame], release: str) -> dict[str, pd.Series]:
    """Return every series of the drivers, by name."""
    return {name: drivers.quarterly(tables, name, release) for name in drivers.SERIES}


def occasions(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one row an occasion on which both codings hold that Moscow gave a reason, with all its themes.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("O1", "yes", "yes", "drugs"), ("O1", "yes", "yes", "economy"), ("O2", "yes", "no", "drugs")]
    >>> statements = pd.DataFrame(rows, columns=["occasion", "is_reason_first", "is_reason_second", "themes"])
    >>> occasions(statements).to_dict("records")
    [{'occasion': 'O1', 'themes': 'drugs;economy'}]
    """
    given = statements[statements["is_reason_first"].eq("yes") & statements["is_reason_second"].eq("yes")]
    named = given.dropna(subset="themes")
    return named.groupby("occasion", sort=False)["themes"].agg(";".join).reset_index()


def _days(timeline: pd.DataFrame) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    dated = intervals(timeline)
    return {row.event_id: (row.earliest, row.latest) for row in dated.itertuples()}


def _quarter_end_before(day: pd.Timestamp) -> pd.Timestamp:
    return (
        (day.to_period("Q") - 1).end_time.normalize()
        if day < day.to_period("Q").end_time.normalize()
        else day
    )
