"""Strategic rivalries among twelve states."""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: Correlates of War codes of the twelve states.
STATES = {
    "2": "USA",
    "365": "RUS",
    "630": "IRN",
    "700": "AFG",
    "701": "TKM",
    "702": "TJK",
    "703": "KGZ",
    "704": "UZB",
    "705": "KAZ",
    "710": "CHN",
    "750": "IND",
    "770": "PAK",
}


@derives(
    "diplomacy/rivalries",
    {"strategic-rivalries": "Thompson, Sakuwa and Suhas, strategic rivalries, 2021"},
    kept="Pairs of states, first and last year, and what each rivalry is about. Moscow is RUS throughout.",
)
def rivalries(sources: Sources):
    """One row a rivalry."""
    kinds = ["positional", "spatial", "ideological", "interventionary"]
    columns = ["tssr_id", "ccode1", "ccode2", "start", "end", *kinds]
    raw = sources.csv("strategic-rivalries", "tss_rivalries_focus.csv", columns)
    whole = {
        column: raw[column].astype("float64").astype("Int64")
        for column in ("ccode1", "ccode2", "start", "end")
    }
    frame = raw.assign(**whole).rename(
        columns={"tssr_id": "rivalry", "start": "first_year", "end": "last_year"}
    )
    for side, column in (("state_a", "ccode1"), ("state_b", "ccode2")):
        frame[side] = frame[column].astype("str").map(STATES)
    frame[kinds] = frame[kinds].notna()
    return frame[["rivalry", "state_a", "state_b", "first_year", "last_year", *kinds]].sort_values(
        ["state_a", "state_b", "first_year"]
    )
