"""Strategic rivalries among twelve states, in two editions."""

from __future__ import annotations

import pandas as pd

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
KINDS = ["positional", "spatial", "ideological", "interventionary"]
COLUMNS = ["edition", "state_a", "state_b", "first_year", "last_year", *KINDS]


@derives(
    "diplomacy/rivalries",
    {"strategic-rivalries": "Thompson and Dreyer 2012; Thompson, Sakuwa and Suhas 2021"},
    kept="Pairs of states, first and last year, and what each rivalry is about, in the editions of 2012 and 2021. "
    "Moscow is RUS throughout.",
    warnings=["A last year equal to the edition's end (2010, 2020) means that the rivalry went on."],
)
def rivalries(sources: Sources):
    """One row a rivalry and edition."""
    both = pd.concat([_edition_2012(sources), _edition_2021(sources)], ignore_index=True)
    whole = ["ccode1", "ccode2", "first_year", "last_year"]
    both[whole] = both[whole].astype("float64").astype("int64")
    for side, column in (("state_a", "ccode1"), ("state_b", "ccode2")):
        both[side] = both[column].astype("str").map(STATES)
    return both[COLUMNS].sort_values(["edition", "state_a", "state_b", "first_year"])


def _edition_2012(sources: Sources) -> pd.DataFrame:
    columns = ["ccode1", "ccode2", "styear", "endyear", "type1", "type2", "type3"]
    raw = sources.csv("strategic-rivalries", "td_rivalries_focus.csv", columns)
    named = raw[["type1", "type2", "type3"]]
    kinds = {kind: named.eq(kind).any(axis=1) for kind in KINDS}
    return raw.rename(columns={"styear": "first_year", "endyear": "last_year"}).assign(edition=2012, **kinds)


def _edition_2021(sources: Sources) -> pd.DataFrame:
    columns = ["ccode1", "ccode2", "start", "end", *KINDS]
    raw = sources.csv("strategic-rivalries", "tss_rivalries_focus.csv", columns)
    kinds = {kind: raw[kind].eq("1.0") for kind in KINDS}
    return raw.rename(columns={"start": "first_year", "end": "last_year"}).assign(edition=2021, **kinds)
