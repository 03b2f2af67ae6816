"""PA-X (University of Edinburgh): written agreements in the peace processes of Afghanistan."""

from __future__ import annotations

from dossier.ingest.reading import DAY, FLAG, TEXT, WHOLE, coded, listed
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: How the book shortens PA-X's names of processes.
PROCESSES = coded(
    {
        "Afghanistan: 1990s Taliban process": "taliban-1990s",
        "Afghanistan: 2000s Post-intervention process": "post-intervention",
        "Afghanistan Islamic-Emirates-intra-Afghan": "emirate-intra-afghan",
    }
)
NAMED = ["russia", "pakistan", "taliban"]


@derives(
    "diplomacy/peace_agreements",
    {"pax-afghanistan": "PA-X Peace Agreements Database, Version 6"},
    kept="Number, day, process, kind and stage of every agreement filed under Afghanistan, and whether Russia, "
    "Pakistan or the Taliban are named among its parties, witnesses or participants. Names of agreements and "
    "lists of parties are left out.",
    warnings=[
        "Whether a party is named was looked up in PA-X's list of parties, which paraphrases signatures."
    ],
)
def peace_agreements(sources: Sources):
    """Agreements on Afghanistan with who is named in them."""
    names = {"AgtId": "agreement", "Dat": "date", "PPName": "process", "Agtp": "contains", "Stage": "stage"}
    names |= {"Con": "states"} | {f"{name}_named": f"names_{name}" for name in NAMED}
    raw = sources.csv(
        "pax-afghanistan",
        "pax_afghanistan_agreements.csv",
        list(names),
        cells=dict.fromkeys(names, FLAG)
        | {"AgtId": WHOLE, "Dat": DAY, "PPName": PROCESSES, "Agtp": TEXT, "Stage": TEXT, "Con": listed("/")},
    )
    frame = raw.rename(columns=names)
    return frame.sort_values(["date", "agreement"], ignore_index=True)
