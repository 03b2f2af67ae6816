"""What a build holds its tables to: each against its contract, acts and events against their sources and codings."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping
from itertools import combinations

import pandas as pd

from dossier import catalogue, declarations, paths
from dossier.errors import EvidenceError
from dossier.inference.declared import WHERE, Battery
from dossier.inference.ratings import READINGS
from dossier.references import Reference, references
from dossier.scales import RANKS
from dossier.tables.codings import NOT_COUNTED, SCHEMES, US_EFFORT, Scheme
from dossier.verdicts.rules import rules

REMEDY = "Mend the row by data/evidence/codebook.md and seal the table."
#: Tables that are held against each other.
TOGETHER = tuple(
    f"evidence/{name}"
    for name in (
        "acts",
        "act_sources",
        "act_codings",
        "timeline",
        "event_codings",
        "us_effort",
        "ach_support",
        "ach_items",
    )
)
#: Ranks of sources of which two that are independent carry an event of high certainty; an official one does alone.
REPORTS = ("agency", "press")


def check_tables(
    remedy: str | None = None, *, figures: bool = True, only: Collection[str] | None = None
) -> None:
    """Load every table against its card and contract, and hold those that belong together against each other.

    What was fixed beforehand in the rules is held against what was recorded of it.

    Parameters
    ----------
    remedy : str, optional
        What a message says to do about a damaged file, other than to restore it.
    figures : bool
        Whether links to figures are held as well; a build, which has yet to draw them, cannot.
    only : collection of str, optional
        Tables to load against their contracts, if the others are known to agree with theirs.

    Raises
    ------
    TableError, EvidenceError
        For the first that is wrong, by name.
    """
    wanted = catalogue.names() if only is None else dict.fromkeys((*only, *TOGETHER))
    tables = {name: catalogue.load(name, remedy=remedy) for name in wanted}
    together = [tables[name] for name in TOGETHER]
    check_acts(*together[:3])
    check_events(*together[3:6])
    check_sources_of_events(tables["evidence/timeline"], references())
    support, known = tables["evidence/ach_support"], _targets(tables)
    if not figures:
        known["figure"] = frozenset(support.loc[support["kind"].eq("figure"), "target"])
    check_support(support, set(tables["evidence/ach_items"]["evidence_id"]), known)
    check_dated(rules().battery, tables["evidence/timeline"]["event_id"])
    declarations.check()


def _targets(tables: Mapping[str, pd.DataFrame]) -> dict[str, frozenset[str]]:
    """Return, by kind, what an item of evidence can rest on."""
    return {
        "figure": frozenset(path.stem for path in paths.figures_dir().glob("*.json")),
        "event": frozenset(tables["evidence/timeline"]["event_id"]),
        "reference": frozenset(references()),
        "measure": frozenset(measure.__name__ for measure in READINGS.values()),
    }


def check_support(
    support: pd.DataFrame, items: Collection[str], known: Mapping[str, Collection[str]]
) -> pd.DataFrame:
    """Hold the links of evidence items against what there is to link to.

    Parameters
    ----------
    support : pandas.DataFrame
        `evidence/ach_support`: evidence_id, kind, target, note.
    items : collection of str
        Ids of the rated items; each must have a link.
    known : mapping
        Kind (figure, event, reference, measure) to the targets that exist.

    Returns
    -------
    pandas.DataFrame
        `support`, unchanged.

    Raises
    ------
    EvidenceError
        For the first link to a target that does not exist, link of an item that does not, or item without a link.
    """
    for row in support.itertuples():
        where = f"evidence/ach_support, {row.evidence_id}"
        mend = "Mend the link; ids of figures, events, references and measures never change."
        if row.evidence_id not in items:
            raise EvidenceError(where, "no such item", "an item of evidence/ach_items", mend)
        if row.target not in known[row.kind]:
            raise EvidenceError(
                where, f"{row.kind} {row.target!r} does not exist", f"a known {row.kind}", mend
            )
    silent = sorted(set(items) - set(support["evidence_id"]))
    if silent:
        raise EvidenceError(
            "evidence/ach_support", f"{silent[0]} has no link", "a link for every item", "Add one."
        )
    return support


def check_dated(declared: Battery, events: Collection[str]) -> None:
    """Hold the events by which drivers are dated against the timeline; one that it lacks would date nothing.

    Parameters
    ----------
    declared : Battery
        Its drivers, and the other events that are tried on them.
    events : collection of str
        Ids of the timeline.

    Raises
    ------
    EvidenceError
        For the first id that the timeline does not have, by the driver that names it.
    """
    dated = [
        (f"drivers.{driver.key}", (*driver.onset, *driver.rises, *driver.falls))
        for driver in declared.drivers.values()
    ]
    dated += [
        (f"battery.other_events, {tried['driver']}", (*tried["rises"], *tried["falls"]))
        for tried in declared.other_events
    ]
    known = set(events)
    for where, named in dated:
        for event in named:
            if isinstance(event, str) and event not in known:
                raise EvidenceError(
                    f"{WHERE}, {where}",
                    f"no event {event!r}",
                    "an event_id of data/evidence/timeline.csv",
                    "Name an event that is there; ids of events never change.",
                )


def check_sources_of_events(timeline: pd.DataFrame, known: Mapping[str, Reference]) -> None:
    """Hold each event against its sources: all ranked, and good enough for its certainty.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    known : mapping
        Key to reference.

    Raises
    ------
    EvidenceError
        For the first event with a source that is unknown or has no rank, or that is rated high without an official
        document or two independent agencies or newspapers.
    """
    for event in timeline.itertuples():
        where = f"data/evidence/timeline.csv, {event.event_id}"
        keys = event.source_key.split(";")
        for key in keys:
            problem = _unranked(known.get(key))
            if problem:
                raise EvidenceError(
                    where,
                    f"its source {key} {problem}",
                    f"an entry of data/evidence/references.bib with a rank: {', '.join(RANKS)}",
                    "Give the entry its rank, as the head of that file says.",
                )
        if event.certainty == "high" and not _well_supported([known[key] for key in keys]):
            raise EvidenceError(
                where,
                f"it is rated high and rests on {', '.join(f'{key} ({known[key].rank})' for key in keys)}",
                "an official document, or two agencies or newspapers that do not repeat each other",
                "Add a source that was retrieved, or rate the event moderate; then seal the table.",
            )


def _unranked(source: Reference | None) -> str | None:
    if source is None:
        return "does not exist"
    return None if source.rank in RANKS else f"has the rank {source.rank!r}" if source.rank else "has no rank"


def _well_supported(sources: list[Reference]) -> bool:
    if any(source.rank == "official" for source in sources):
        return True
    reports = [source for source in sources if source.rank in REPORTS]
    return any(one.outlets.isdisjoint(other.outlets) for one, other in combinations(reports, 2))


def check_acts(acts: pd.DataFrame, sources: pd.DataFrame, codings: pd.DataFrame) -> None:
    """Hold each act against its sources, its codings and the codebook.

    Parameters
    ----------
    acts, sources, codings : pandas.DataFrame
        `evidence/acts`, `evidence/act_sources` and `evidence/act_codings`.

    Raises
    ------
    EvidenceError
        For the first act that is half declared, by its id.
    """
    known = set(sources["source"])
    twice = codings[codings["coder"].isin(["first", "second"])].groupby("act_id")["coder"].nunique()
    for act in acts.itertuples():
        problem = _problem(act, known, int(twice.get(act.act_id, 0)))
        if problem:
            raise EvidenceError(f"data/evidence/acts.csv, {act.act_id}", *problem, REMEDY)


def check_events(timeline: pd.DataFrame, codings: pd.DataFrame, us_effort: pd.DataFrame) -> None:
    """Hold the codings of the timeline against its events and against the schemes of `dossier.tables.codings`.

    Parameters
    ----------
    timeline, codings, us_effort : pandas.DataFrame
        `evidence/timeline`, `evidence/event_codings` and `evidence/us_effort`.

    Raises
    ------
    EvidenceError
        For the first event that a scheme must code and does not, code of no event, code that its scheme does not
        know, or event that is not counted without a reason.
    """
    for name, scheme in SCHEMES.items():
        _check_scheme(
            timeline, codings[codings["scheme"].eq(name)], scheme, "event_codings", f"scheme {name}"
        )
    coded = us_effort.rename(columns={"effect": "code", "reason": "why"})
    _check_scheme(timeline, coded, US_EFFORT, "us_effort", "column effect")


def _check_scheme(
    timeline: pd.DataFrame, coded: pd.DataFrame, scheme: Scheme, table: str, which: str
) -> None:
    where = f"data/evidence/{table}.csv, {which}"
    known = set(timeline["event_id"])
    uncounted = set(coded.loc[coded["code"].eq(NOT_COUNTED), "event_id"])
    counted = set(coded.loc[coded["code"].ne(NOT_COUNTED), "event_id"])
    seal = f"and seal: `python -m dossier seal evidence/{table}`."
    for row in coded.itertuples():
        if row.event_id not in known:
            problem = f"{row.event_id} does not exist", "an event of data/evidence/timeline.csv"
        elif row.code not in scheme.codes:
            problem = f"{row.event_id} has the code {row.code!r}", _one_of(scheme)
        elif row.event_id in uncounted & counted:
            problem = f"{row.event_id} is counted and not counted", f"{NOT_COUNTED} or codes that count"
        elif row.code == NOT_COUNTED and not isinstance(row.why, str):
            problem = f"{row.event_id} is not counted and no reason is given", "a reason in the column why"
        else:
            continue
        raise EvidenceError(
            where, *problem, f"Mend the row, or the scheme in dossier/tables/codings.py, {seal}"
        )
    silent = timeline[scheme.must_code(timeline) & ~timeline["event_id"].isin(coded["event_id"])]
    if not silent.empty:
        event = silent.iloc[0]
        raise EvidenceError(
            where,
            f"{event['event_id']} ({event['event']}) has no code",
            f"{_one_of(scheme)}, for the scheme covers {scheme.covers}",
            f"Add a row {seal}",
        )


def _one_of(scheme: Scheme) -> str:
    return f"one of {', '.join(scheme.codes)}"


def _problem(act, known: set[str], coders: int) -> tuple[str, str] | None:
    """Return what is wrong with an act and what was expected, or nothing."""
    missing = [key for key in act.sources.split(";") if key not in known]
    if missing:
        return f"the source {missing[0]} does not exist", "a key of data/evidence/act_sources.csv"
    if act.date_to < act.date_from:
        return "it ends before it begins", "date_from no later than date_to"
    if (act.toward == "us_effort") != isinstance(act.effect, str):
        with_it = "without" if act.toward == "us_effort" else "with"
        whom = "the US effort" if act.toward == "us_effort" else act.toward
        return (
            f"an act on {whom} {with_it} an effect",
            "an effect for acts on the US effort, and for no other",
        )
    span = _span(act)
    if span and (act.date_from, act.date_to) != span:
        dated, wide = (
            f"{one:%Y-%m-%d} to {other:%Y-%m-%d}" for one, other in ((act.date_from, act.date_to), span)
        )
        return f"“{act.dating}” is dated {dated}", f"{wide}, no wider and no narrower than the words"
    if coders < 2:
        return f"it was coded {coders} times", "two codings made apart from each other"
    return None


#: First and last day of a month's parts, as the codebook reads the words; 0 is the month's end.
PARTS = {"in": (1, 0), "early": (1, 10), "mid": (11, 20), "late": (21, 0)}
MONTH = re.compile(
    rf"(in|early|mid|late)[ -]({'|'.join(calendar.month_name[1:])})(?: \d{{4}})?", re.IGNORECASE
)


def _span(act) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the days that the words of a date allow, if they name a month or a part of it and nothing else.

    What was said before the month was over cannot have happened later than it was said.
    """
    said = MONTH.fullmatch(act.dating) if isinstance(act.dating, str) else None
    if said is None:
        return None
    first, last = PARTS[said[1].lower()]
    month = act.date_from.replace(day=1)
    end = month + pd.offsets.MonthEnd(0) if last == 0 else month.replace(day=last)
    return month.replace(day=first), min(end, max(act.public_on, act.date_from))
