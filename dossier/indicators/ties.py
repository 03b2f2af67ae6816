"""Measures of ties between two states in the project's own timeline."""

from __future__ import annotations

import pandas as pd

from dossier.indicators.timeline import known_by


def steps_between(timeline: pd.DataFrame, one: str, other: str, since, until=None) -> pd.DataFrame:
    """Dated steps that name both states as actors.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    one, other : str
        Names as the timeline writes actors.
    since : date-like
        Day before which no step may have fallen.
    until : date-like, optional
        Day by which a step must have been public.

    Returns
    -------
    pandas.DataFrame
        The events with their intervals (`earliest`, `latest`), in the order of their earliest days.
    """
    events = known_by(timeline, until)
    actors = events["actors"].str.split(";")
    both = actors.map(lambda named: {one, other} <= set(named))
    kept = events[both & (events["earliest"] >= pd.Timestamp(since))]
    return kept.sort_values(["earliest", "latest", "event_id"], ignore_index=True)
