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

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2"], "date": ["2013", "2015-01-26"]})
    >>> timeline = timeline.assign(precision=["year", "day"], date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V1", "V1", "V2"], "code": ["CHN", "TUR", "none"]})
    >>> held = coded(timeline, codings.assign(scheme="contract_holder"), "contract_holder", "holder")
    >>> held.assign(latest=held["latest"].astype(str))[["event_id", "latest", "holder"]].to_numpy().tolist()
    [['V1', '2013-12-31', 'CHN'], ['V1', '2013-12-31', 'TUR']]
    """
    counted = codings[codings["scheme"].eq(scheme) & codings["code"].ne(NOT_COUNTED)]
    counted = counted[["event_id", "code"]].rename(columns={"code": column})
    return intervals(timeline).merge(counted, on="event_id")
