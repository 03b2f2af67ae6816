"""UNAMA's counts of civilians and AFCENT's of weapons released, compiled for this book from pages."""

from __future__ import annotations

from dossier.ingest.reading import ADDRESS, REAL, TEXT, WHOLE, coded, like
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

CIVILIANS, WEAPONS = "unama-civilian-casualties-compiled", "us-airpower-afg-compiled"
CIVILIANS_RELEASE = "UNAMA, protection of civilians, as pages gave the reports of 2009-2021"
#: Parties as the compilation words them.
PARTIES = coded(
    {
        "Taliban": "taliban",
        "ISIL-KP": "is",
        "undetermined anti-government": "undetermined-anti-government",
        "all anti-government": "all-anti-government",
        "Afghan national security forces": "afghan-forces",
        "international military forces": "international-forces",
        "pro-government militias": "pro-government-militias",
        "undetermined pro-government": "undetermined-pro-government",
        "all pro-government": "all-pro-government",
        "crossfire not attributed": "crossfire",
        "cross-border fire from Pakistan": "fire-from-pakistan",
        "other": "other",
    }
)
PERIOD = like("[0-9]{4}(?:H1)?", "a year such as 2016, or 2016H1")


@derives(
    "conflict/civilian_casualties",
    {CIVILIANS: CIVILIANS_RELEASE},
    kept="Civilians killed and injured by year and half year, with addresses.",
)
def civilians(sources: Sources):
    """Totals by period."""
    cells = {"period": PERIOD} | dict.fromkeys(["killed", "injured", "total"], WHOLE) | {"url": ADDRESS}
    raw = sources.csv(CIVILIANS, "totals.csv", list(cells), cells=cells)
    return raw.rename(columns={"total": "casualties"}).sort_values("period")


@derives(
    "conflict/civilian_casualties_by_party",
    {CIVILIANS: CIVILIANS_RELEASE},
    kept="Every attribution to a party by year or half year, in people where given and as the share printed, with "
    "addresses.",
    warnings=["Sums of parties stand beside their parts: do not add the rows of a period."],
)
def by_party(sources: Sources):
    """Attributions by period and party."""
    cells = {"period": PERIOD, "party": PARTIES}
    cells |= dict.fromkeys(["killed", "injured", "casualties"], WHOLE.or_empty())
    cells |= {"per_cent_of_casualties": REAL.or_empty(), "url": ADDRESS}
    raw = sources.csv(CIVILIANS, "attribution.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"per_cent_of_casualties": "share_percent"})
    return frame.sort_values(["period", "party"])


@derives(
    "conflict/us_weapons",
    {WEAPONS: "US Air Forces Central Command, airpower statistics as pages gave them"},
    kept="Weapons released and sorties with a release by year, and by five single months, with addresses.",
)
def weapons(sources: Sources):
    """Weapons released by period."""
    names = {"period": "period", "weapons_released": "weapons", "sorties_with_release": "sorties"}
    cells = {"period": like("[0-9]{4}(?:-[0-9]{2})?", "a year or month such as 2016 or 2016-03")}
    cells |= {"weapons_released": WHOLE, "sorties_with_release": WHOLE.or_empty()}
    cells |= {"note": TEXT.or_empty(), "url": ADDRESS}
    raw = sources.csv(WEAPONS, "weapons_released.csv", list(cells), cells=cells).rename(columns=names)
    derived = raw["note"].str.startswith("derived").eq(True)
    return raw.assign(derived=derived)[[*names.values(), "derived", "url"]].sort_values("period")
