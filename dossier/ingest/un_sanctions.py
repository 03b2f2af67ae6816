"""UN Security Council: how many names two sanctions lists held, and when IS-Khorasan was put on one."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

DATASET = "un-sanctions-taliban-isilk"
RELEASE = "UN Security Council Consolidated List, six snapshots 2017-2025"
LISTS = {"Taliban": "taliban", "ISIL (Da'esh) and Al-Qaida": "isil-alqaida"}


@derives(
    "diplomacy/sanctions_counts",
    {DATASET: RELEASE},
    kept="Number of people and of organisations on the Taliban list and on the ISIL and Al-Qaida list in each "
    "snapshot. The other lists are left out.",
    restricted=True,
)
def sanctions_counts(sources: Sources):
    """Entries on the two lists by snapshot."""
    raw = sources.csv(DATASET, "un_sanctions_counts.csv", ["vintage", "list", "individual", "entity"])
    frame = raw[raw["list"].isin(LISTS)].assign(
        list=lambda rows: rows["list"].map(LISTS), snapshot=_days(raw["vintage"])
    )
    frame = frame.rename(columns={"individual": "individuals", "entity": "entities"})
    frame = frame.astype({"individuals": "int64", "entities": "int64"})
    return frame[["snapshot", "list", "individuals", "entities"]].sort_values(
        ["snapshot", "list"], ignore_index=True
    )


@derives(
    "diplomacy/sanctions_listings",
    {DATASET: RELEASE},
    kept="Reference number and day of listing of IS-Khorasan, of its listed leaders and of the organisations "
    "on the Taliban list. Names and all other entries are left out.",
    restricted=True,
)
def sanctions_listings(sources: Sources):
    """Days of listing of the entries that the book names."""
    columns = ["ref", "list", "kind", "listed_on", "isil_k"]
    raw = sources.csv(DATASET, "un_sanctions_entries.csv", columns)
    khorasan = raw["isil_k"].eq("1")
    kept = raw[khorasan | (raw["list"].eq("Taliban") & raw["kind"].eq("entity"))]
    frame = kept.rename(columns={"ref": "reference"}).assign(
        list=kept["list"].map(LISTS), listed_on=_days(kept["listed_on"]), names_is_khorasan=khorasan
    )
    return frame[["reference", "list", "kind", "listed_on", "names_is_khorasan"]].sort_values(
        "reference", ignore_index=True
    )


def _days(words: pd.Series) -> pd.Series:
    return pd.to_datetime(words, format="%Y-%m-%d").astype("datetime64[s]")
