"""UN Security Council: how many names two sanctions lists held, and when IS-Khorasan was put on one."""

from __future__ import annotations

from dossier.ingest.reading import DAY, FLAG, TEXT, WHOLE, coded, one_of
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
    cells = {"vintage": DAY, "list": coded(LISTS), "individual": WHOLE, "entity": WHOLE}
    raw = sources.csv(DATASET, "un_sanctions_counts.csv", list(cells), cells=cells, only={"list": LISTS})
    names = {"vintage": "snapshot", "individual": "individuals", "entity": "entities"}
    frame = raw.rename(columns=names)
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
    cells = {"ref": TEXT, "list": coded(LISTS), "kind": one_of(["individual", "entity"])}
    cells |= {"listed_on": DAY, "isil_k": FLAG}
    raw = sources.csv(DATASET, "un_sanctions_entries.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"ref": "reference", "isil_k": "names_is_khorasan"})
    frame = frame[frame["names_is_khorasan"] | (frame["list"].eq("taliban") & frame["kind"].eq("entity"))]
    return frame[["reference", "list", "kind", "listed_on", "names_is_khorasan"]].sort_values(
        "reference", ignore_index=True
    )
