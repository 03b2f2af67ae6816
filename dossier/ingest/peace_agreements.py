"""PA-X (University of Edinburgh): written agreements in the peace processes of Afghanistan."""

from __future__ import annotations

import pandas as pd

from dossier.errors import SourceError
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

#: How the book shortens PA-X's names of processes.
PROCESSES = {
    "Afghanistan: 1990s Taliban process": "taliban-1990s",
    "Afghanistan: 2000s Post-intervention process": "post-intervention",
    "Afghanistan Islamic-Emirates-intra-Afghan": "emirate-intra-afghan",
}
NAMED = {name: f"{name}_named" for name in ("russia", "pakistan", "taliban")}


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
    columns = ["AgtId", "Dat", "PPName", "Agtp", "Stage", "Con", *NAMED.values()]
    raw = sources.csv("pax-afghanistan", "pax_afghanistan_agreements.csv", columns)
    named = {f"names_{name}": raw[column].eq("1") for name, column in NAMED.items()}
    frame = pd.DataFrame(
        {
            "agreement": raw["AgtId"].astype("int64"),
            "date": pd.to_datetime(raw["Dat"], format="%Y-%m-%d").astype("datetime64[s]"),
            "process": raw["PPName"].str.strip().map(_process),
            "contains": raw["Agtp"],
            "stage": raw["Stage"],
            "states": raw["Con"].map(lambda names: ";".join(map(code, names.split("/")))),
            **named,
        }
    )
    return frame.sort_values(["date", "agreement"], ignore_index=True)


def _process(name: str) -> str:
    if name not in PROCESSES:
        raise SourceError(
            "dossier/ingest/peace_agreements.py",
            f"the process {name!r} is unknown",
            f"one of {', '.join(PROCESSES)}",
            "Add it to PROCESSES with the word the book uses for it.",
        )
    return PROCESSES[name]
