"""Robustness: each data-based verdict over its grid of choices.

How to add a rule's grid. (1) Before computing anything, declare `[grids.RULE.options]` in
`data/evidence/rules.toml`, the rule's own choice first in each dimension; a threshold of the rule carries the
threshold's name there. (2) Write a function `start(tables)` in the `choices_…` module of its part that returns
`evaluate(rule, **options)`, which takes the measure with those options and hands it to the verdict function of the
rule; keep what every combination shares in `start`. (3) Enter a `Measure` in that module's `MEASURES`: the tables,
what the measure is called, its unit, and the known options of each dimension that is not a threshold.
`test_every_grid_*` then hold the grid against the measure, and its first row against the verdict of the chapter; the
tables and the summary of the robustness page pick it up. (4) Publish its curve there
(`publish(curves[RULE], "robust-RULE")`), under its reason.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.inference import multiverse
from dossier.verdicts import choices_economy, choices_enemy, choices_future, choices_revenge

if TYPE_CHECKING:
    from dossier.evidence import Rule, Rules
    from dossier.verdicts.choices import Evaluate, Measure
    from dossier.verdicts.judging import Clocks, Tables

MEASURES: dict[str, Measure] = (
    choices_enemy.MEASURES | choices_revenge.MEASURES | choices_future.MEASURES | choices_economy.MEASURES
)


def run(tables: Tables, rules: Rules, name: str) -> pd.DataFrame | None:
    """Judge every combination of one rule's grid.

    Parameters
    ----------
    tables : mapping
        The measure's `reads` as they stood on a clock.
    rules : Rules
        As `dossier.evidence.rules` reads them.
    name : str
        Rule.

    Returns
    -------
    pandas.DataFrame or None
        As `multiverse.run` returns it; None where the clock has nothing to measure.

    Raises
    ------
    EvidenceError
        If the grid names a dimension or option that the measure does not know.
    """
    grid = rules.grids[name]
    grid.check(MEASURES[name].known)
    judging = Judging(name, tables, rules[name])
    return None if judging.evaluate is None else multiverse.run(grid, judging)


@dataclasses.dataclass(frozen=True)
class Judging:
    """Judges combinations of one rule's grid; sent to a worker it starts once, there, from the tables.

    Parameters
    ----------
    name : str
        Rule.
    tables : mapping
        The measure's `reads`, loaded, cut on the clock.
    rule : Rule
        With its own thresholds.
    """

    name: str
    tables: Tables
    rule: Rule

    @functools.cached_property
    def evaluate(self) -> Evaluate | None:
        """What all combinations share; None where the clock has nothing to measure."""
        return MEASURES[self.name].start(self.tables)

    def __call__(self, **options) -> tuple[float, str]:
        """Return the measure and the verdict with these choices."""
        measure = MEASURES[self.name]
        limits = {key: options.pop(key) for key in measure.thresholds}
        chosen = {key: measure.choices[key][option] for key, option in options.items()}
        rule = dataclasses.replace(self.rule, facts=self.rule.facts | limits)
        value, verdict = self.evaluate(rule, **chosen)
        return value, verdict.verdict

    def __reduce__(self):
        return type(self), (self.name, self.tables, self.rule)


def both(clocks: Clocks, rules: Rules, name: str) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Judge one rule's grid on both clocks: over what was public by the last day of clock A, and over all."""
    then, now = (run(clocks[clock], rules, name) for clock in CLOCKS)
    return then, now


def shares(
    rules: Rules, then: Mapping[str, pd.DataFrame | None], now: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the share of each grid that changes the verdict, on both clocks.

    Parameters
    ----------
    rules : Rules
        As `dossier.evidence.rules` reads them.
    then, now : mapping
        Rule to its runs, as `both` returns them.

    Returns
    -------
    pandas.DataFrame
        rule, part, statement, combinations, verdict_then and verdict_now (by the rule's own choices), then and
        now (shares). Where the clock has nothing to measure, `then` is empty and `verdict_then` is untestable.
    """
    rows = []
    for name, runs in now.items():
        early = then[name]
        rows.append(
            {
                "rule": name,
                "part": rules[name]["part"],
                "statement": rules[name].statement,
                "combinations": len(runs),
                "verdict_then": "untestable" if early is None else early["verdict"].iloc[0],
                "verdict_now": runs["verdict"].iloc[0],
                "then": float("nan") if early is None else multiverse.share_that_differs(early),
                "now": multiverse.share_that_differs(runs),
            }
        )
    return pd.DataFrame(rows)
