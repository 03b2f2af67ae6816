"""Robustness: each data-based verdict over its grid of choices.

How to add a rule's grid. (1) Before computing anything, declare `[grids.RULE.options]` in
`data/evidence/rules.toml`, the rule's own choice first in each dimension; a threshold of the rule carries the
threshold's name there. (2) Give the rule's function a keyword for each dimension, its default the rule's own choice,
and say in `@rule` what the options stand for (`choices`), which thresholds may move, and what the measure is called
(`axis`, `unit`). `test_every_grid_*` then hold the grid against the rule; the tables and the summary of the robustness
page pick it up. (3) Publish its curve on the page of grids (`publish(curves[RULE], "robust-RULE")`), under its reason.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.inference import multiverse
from dossier.verdicts import rule
from dossier.verdicts.judging import Clocks
from dossier.verdicts.rules import Rules


def both(clocks: Clocks, rules: Rules, name: str) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Judge one rule's grid on both clocks: over what was public by the last day of clock A, and over all."""
    then, now = (rule.grid(name, clocks[clock], rules) for clock in CLOCKS)
    return then, now


def shares(
    rules: Rules, then: Mapping[str, pd.DataFrame | None], now: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the share of each grid that changes the verdict, on both clocks.

    Parameters
    ----------
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
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
