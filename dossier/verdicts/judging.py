"""What the rules of all four reasons share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.verdicts.rules import Rule

#: A caveat of whatever rests on the timeline.
BY_HAND = "the timeline is kept by hand from public sources, most of them in English"
Tables = Mapping[str, pd.DataFrame]
#: Clock to the tables as they stood on it, as `dossier.catalogue.on_clocks` loads them.
Clocks = Mapping[str, Tables]


def level(share: float, rule: Rule) -> str:
    """Return whether a measure lies in the branch `high`, `middle` or `low` between the two lines of a rule."""
    return "high" if share >= rule["high"] else "middle" if share >= rule["low"] else "low"
