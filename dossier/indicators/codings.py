"""Events of the timeline by the codes that `evidence/event_codings` gives them, scheme by scheme."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd

from dossier import catalogue
from dossier.cards import sha256
from dossier.indicators.timeline import intervals
from dossier.tables.codings import NOT_COUNTED

TABLE = "evidence/event_codings"


def coded(timeline: pd.DataFrame, scheme: str, column: str) -> pd.DataFrame:
    """Return the events that a scheme counts.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
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
    codes = _codes()
    counted = codes[codes["scheme"].eq(scheme) & codes["code"].ne(NOT_COUNTED)]
    counted = counted[["event_id", "code"]].rename(columns={"code": column})
    return intervals(timeline).merge(counted, on="event_id")


def _codes() -> pd.DataFrame:
    # Grids ask thousands of times. The file is opened each time, so that a build notes who has read it.
    file = catalogue.file_of(TABLE)
    return _loaded(file, sha256(file.read_bytes()))


@functools.cache
def _loaded(file: Path, digest: str) -> pd.DataFrame:
    return catalogue.load(TABLE)
