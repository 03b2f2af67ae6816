"""Events of the timeline by the codes that `evidence/event_codings` gives them, scheme by scheme."""

from __future__ import annotations

import pandas as pd

from dossier.indicators.timeline import intervals
from dossier.tables.codings import NOT_COUNTED


def coded(timeline: pd.DataFrame, codings: pd.DataFrame, scheme: str, column: str) -> pd.DataFrame:
    """Return the events that a scheme counts.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    codings : pandas.DataFrame
        `evidence/event_codings`.
    scheme : str
        Of `dossier.tables.codings.SCHEMES`.
    column : str
        What to call the codes.

    Returns
    -------
    pandas.DataFrame
        The events with their intervals and the code, in the order of the timeline; an event that has several codes
        has a row for each.
    """
    counted = codings[codings["scheme"].eq(scheme) & codings["code"].ne(NOT_COUNTED)]
    counted = counted[["event_id", "code"]].rename(columns={"code": column})
    return intervals(timeline).merge(counted, on="event_id")
