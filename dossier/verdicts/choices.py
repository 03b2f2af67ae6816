"""Options that several rules' grids share: how sure a dated act must be, what counts as one."""

from __future__ import annotations

import math


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
