"""What the judges of all four reasons share: both clocks, the years that were over, a branch put into a verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule, Rules

Tables = Mapping[str, pd.DataFrame]
#: Takes tables, rules and the last day of the clock (None for today); gives the verdict of one rule.
JudgeOne = Callable[[Tables, "Rules", "pd.Timestamp | None"], Verdict]


def on_both_clocks(
    judges: Mapping[str, JudgeOne], tables: Tables, rules: Rules, alike: Collection[str] = ()
) -> dict[str, Judged]:
    """Let each judge give its verdict on both clocks.

    Parameters
    ----------
    judges : mapping
        Name of each rule to the function that judges it.
    tables : mapping
        What the judges read, loaded.
    rules : Rules
        As `dossier.evidence.rules` reads them.
    alike : collection of str
        Rules that read the same on both clocks: one run serves both.

    Returns
    -------
    dict
        Name of the rule to its verdicts, in the order of `judges`. Clock A reads nothing that was not public on its
        last day.
    """
    last_day = pd.Timestamp(rules.clock_a)
    found = {}
    for name, judge_one in judges.items():
        then = judge_one(tables, rules, last_day)
        found[name] = Judged(then, then if name in alike else judge_one(tables, rules, None))
    return found


def last_whole_year(until, last: int | None = None) -> int | None:
    """Return the last year that was over on a day, and no later than `last`.

    Annual figures of a running year were not known. Without a day it is `last`.
    """
    if until is None:
        return last
    return until.year - 1 if last is None else min(last, until.year - 1)


def by_branch(rule: Rule, branch: str, because: str, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict and likelihood of the branch of a rule that the measures chose."""
    outcome = rule["branches"][branch]
    return Verdict(
        rule.name, rule.statement, outcome["verdict"], outcome["likelihood"], because, tuple(lowered_by)
    )


def level(share: float, rule: Rule) -> str:
    """Return whether a measure lies in the branch `high`, `middle` or `low` between the two lines of a rule."""
    return "high" if share >= rule["high"] else "middle" if share >= rule["low"] else "low"
