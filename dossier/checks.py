"""What a build holds its tables to: each against its contract, and the sheet of acts against sources and codings."""

from __future__ import annotations

import calendar
import re

import pandas as pd

from dossier import catalogue
from dossier.errors import EvidenceError

REMEDY = "Mend the row by data/evidence/codebook.md and seal the table."


def check_tables(remedy: str | None = None) -> None:
    """Load every table against its card and contract, and hold those that belong together against each other.

    Parameters
    ----------
    remedy : str, optional
        What a message says to do about a damaged file, other than to restore it.

    Raises
    ------
    TableError, EvidenceError
        For the first that is wrong, by name.
    """
    tables = {name: catalogue.load(name, remedy=remedy) for name in catalogue.names()}
    check_acts(*(tables[f"evidence/{name}"] for name in ("acts", "act_sources", "act_codings")))


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
