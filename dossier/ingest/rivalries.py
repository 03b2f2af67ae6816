"""Strategic rivalries among twelve states, in two editions."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import FLAG, WHOLE, coded, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: Correlates of War codes of the twelve states.
STATES = coded(
    {
        2: "USA",
        365: "RUS",
        630: "IRN",
        700: "AFG",
        701: "TKM",
        702: "TJK",
        703: "KGZ",
        704: "UZB",
        705: "KAZ",
        710: "CHN",
        750: "IND",
        770: "PAK",
    }
)
SIDES = {"ccode1": STATES, "ccode2": STATES}
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
    both = both.rename(columns={"ccode1": "state_a", "ccode2": "state_b"})
    return both[COLUMNS].sort_values(["edition", "state_a", "state_b", "first_year"])


def _edition_2012(sources: Sources) -> pd.DataFrame:
    cells = SIDES | {"styear": WHOLE, "endyear": WHOLE, "type1": one_of(KINDS)}
    cells |= dict.fromkeys(["type2", "type3"], one_of(KINDS).or_empty())
    raw = sources.csv("strategic-rivalries", "td_rivalries_focus.csv", list(cells), cells=cells)
    named = raw[["type1", "type2", "type3"]]
    kinds = {kind: named.eq(kind).any(axis=1) for kind in KINDS}
    return raw.rename(columns={"styear": "first_year", "endyear": "last_year"}).assign(edition=2012, **kinds)


def _edition_2021(sources: Sources) -> pd.DataFrame:
    cells = SIDES | {"start": WHOLE, "end": WHOLE} | dict.fromkeys(KINDS, FLAG.or_empty())
    raw = sources.csv("strategic-rivalries", "tss_rivalries_focus.csv", list(cells), cells=cells)
    kinds = {kind: raw[kind].fillna(False).astype("bool") for kind in KINDS}
    return raw.rename(columns={"start": "first_year", "end": "last_year"}).assign(edition=2021, **kinds)
