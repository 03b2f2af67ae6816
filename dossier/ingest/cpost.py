"""CPOST: suicide attacks in Afghanistan, its region and Russia."""

from __future__ import annotations

from dossier.ingest.reading import DAY, PCODE, STATE, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources


@derives(
    "conflict/suicide_attacks",
    {"cpost-dsat-suicide-attacks-region": "CPOST Database on Suicide Attacks, release of October 2020"},
    kept="One row an attack: day, status, country, groups that claimed or are suspected, kind of target, "
    "people killed and wounded, attackers, and for Afghanistan the P-code of the province in which the point "
    "lies. Names of places, weapons and the split of the killed are left out.",
    warnings=[
        "An attack with two groups is claimed by both, claimed by one and denied by the other, or suspected.",
        "Of the Afghan attacks 564 have no known group, fewer than the description of the file says.",
        "The publisher's -1 for an unknown number is an empty cell here.",
    ],
)
def suicide_attacks(sources: Sources):
    """Suicide attacks; `groups` separates names with semicolons."""
    names = {"event_id": "event_id", "date": "date", "status": "status", "country": "country"}
    names |= {"groups": "groups", "target_type": "target_type", "killed_low": "killed_low"}
    names |= {"killed_high": "killed_high", "wounded_low": "wounded_low", "wounded_high": "wounded_high"}
    names |= {"n_attackers": "attackers", "geo_adm1_pcode": "province"}
    people = ["killed_low", "killed_high", "wounded_low", "wounded_high"]
    words = dict.fromkeys(["status", "groups", "target_type"], TEXT) | {"date": DAY, "country": STATE}
    words |= {"geo_adm1_pcode": PCODE.or_empty()}
    raw = sources.csv(
        "cpost-dsat-suicide-attacks-region",
        "suicide_attacks_region.csv.gz",
        list(names),
        cells=words | dict.fromkeys(["event_id", "n_attackers", *people], WHOLE),
    ).rename(columns=names)
    frame = raw.assign(status=raw["status"].str.lower(), target_type=raw["target_type"].str.lower())
    known = frame[people].where(frame[people] != -1).astype("Int64")
    return frame.assign(**known).sort_values(["date", "event_id"], ignore_index=True)
