"""What the judges of all four reasons share: both clocks, and a branch put into a verdict."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule, Rules

Tables = Mapping[str, pd.DataFrame]
#: Clock to the tables as they stood on it, as `dossier.catalogue.on_clocks` loads them.
Clocks = Mapping[str, Tables]
#: Takes tables and rules; gives the verdict of one rule. It reads no clock: it is handed the tables of one.
JudgeOne = Callable[[Tables, "Rules"], Verdict]
#: Clock to what lowers confidence on it alone, by rule.
Caveats = Mapping[str, Mapping[str, tuple[str, ...]]]


def on_both_clocks(
    judges: Mapping[str, JudgeOne], clocks: Clocks, rules: Rules, caveats: Caveats | None = None
) -> dict[str, Judged]:
    """Let each judge give its verdict on both clocks.

    Parameters
    ----------
    judges : mapping
        Name of each rule to the function that judges it.
    clocks : mapping
        What the judges read, cut on clock A and whole.
    rules : Rules
        As `dossier.evidence.rules` reads them.
    caveats : mapping, optional
        What lowers confidence on one clock only.

    Returns
    -------
    dict
        Name of the rule to its verdicts, in the order of `judges`.
    """
    only = caveats or {}

    def judged(name: str, clock: str) -> Verdict:
        found = judges[name](clocks[clock], rules)
        lowered = (*found.lowered_by, *only.get(clock, {}).get(name, ()))
        return dataclasses.replace(found, lowered_by=lowered)

    return {name: Judged(*(judged(name, clock) for clock in CLOCKS)) for name in judges}


def by_branch(rule: Rule, branch: str, because: str, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict and likelihood of the branch of a rule that the measures chose."""
    outcome = rule["branches"][branch]
    return Verdict(
        rule.name, rule.statement, outcome["verdict"], outcome["likelihood"], because, tuple(lowered_by)
    )


def level(share: float, rule: Rule) -> str:
    """Return whether a measure lies in the branch `high`, `middle` or `low` between the two lines of a rule."""
    return "high" if share >= rule["high"] else "middle" if share >= rule["low"] else "low"
