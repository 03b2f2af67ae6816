"""What the rules of all four reasons share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from dossier.evidence import Rule

Tables = Mapping[str, pd.DataFrame]
#: Clock to the tables as they stood on it, as `dossier.catalogue.on_clocks` loads them.
Clocks = Mapping[str, Tables]


def level(share: float, rule: Rule) -> str:
    """Return whether a measure lies in the branch `high`, `middle` or `low` between the two lines of a rule."""
    return "high" if share >= rule["high"] else "middle" if share >= rule["low"] else "low"
