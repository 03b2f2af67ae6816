"""Measures of ties between two states in the project's own timeline."""

from __future__ import annotations

import pandas as pd

from dossier.indicators.timeline import intervals


def steps_between(timeline: pd.DataFrame, one: str, other: str, since) -> pd.DataFrame:
    """Dated steps that name both states as actors.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    one, other : str
        Names as the timeline writes actors.
    since : date-like
        Day before which no step may have fallen.

    Returns
    -------
    pandas.DataFrame
        The events with their intervals (`earliest`, `latest`), in the order of their earliest days.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V001", "V002"], "actors": ["Pakistan;Russia", "Russia;Iran"]})
    >>> timeline = timeline.assign(date="2014-11-20", precision="day", date_end=None, reported=None)
    >>> steps_between(timeline, "Russia", "Pakistan", "2014-01-01")["event_id"].tolist()
    ['V001']
    """
    events = intervals(timeline)
    actors = events["actors"].str.split(";")
    both = actors.map(lambda named: {one, other} <= set(named))
    kept = events[both & (events["earliest"] >= pd.Timestamp(since))]
    return kept.sort_values(["earliest", "latest", "event_id"], ignore_index=True)
