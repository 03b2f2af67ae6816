"""What a rule's grid of choices needs: how its measure is taken with other choices than the rule's own."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.verdicts.judging import Tables

if TYPE_CHECKING:
    from dossier.verdicts.scale import Verdict

#: Takes the rule and one option of each dimension; returns the measure and its verdict.
Evaluate = Callable[..., "tuple[float, Verdict]"]


@dataclass(frozen=True)
class Measure:
    """How one rule's measure is taken with other choices.

    Parameters
    ----------
    start : callable
        Takes the tables of one clock; returns `evaluate(rule, **options)`, which gives the measure and its
        verdict, or None where the clock has no measure at all.
    reads : tuple of str
        Tables.
    name : str
        What the measure is, for the axis.
    unit : str
        A key of `dossier.charts.robustness.UNITS`.
    choices : dict
        Dimension to its known options and what each stands for.
    thresholds : tuple of str
        Dimensions that are thresholds of the rule.
    lines : tuple of str
        Thresholds in the unit of the measure, which the chart may draw.
    """

    start: Callable[[Tables], Evaluate | None]
    reads: tuple[str, ...]
    name: str
    unit: str
    choices: dict[str, dict]
    thresholds: tuple[str, ...]
    lines: tuple[str, ...] = ()

    @property
    def known(self) -> dict[str, tuple | None]:
        """Dimension to its options; None for a threshold."""
        named = {dimension: tuple(options) for dimension, options in self.choices.items()}
        return named | dict.fromkeys(self.thresholds)


def same(*options) -> dict:
    """Return options that stand for themselves."""
    return {option: option for option in options}


def finite(ratio: float) -> float:
    """Return a ratio that can be drawn: not a number where nothing was counted before, so that it has no end."""
    return ratio if math.isfinite(ratio) else math.nan


#: How sure a dated act must be.
CERTAINTIES = {
    "moderate or high": ("moderate", "high"),
    "high": ("high",),
    "any": ("low", "moderate", "high"),
}
#: What counts as an act.
ACTS = {"contact and legitimation": ("O1", "O2"), "contact": ("O1",), "legitimation": ("O2",)}
