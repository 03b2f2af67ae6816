"""The Bureau of Investigative Journalism (TBIJ): reports of US strikes in Afghanistan."""

from __future__ import annotations

from dossier.ingest.reading import DAY, FLAG, PCODE, REAL, TEXT, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: How the book groups TBIJ's words for the target; any other word stops the ingest.
TARGETS = {
    "ISIS": "is",
    "IS-K": "is",
    "IS": "is",
    "Taliban": "taliban",
    "Reportedly Taliban": "taliban",
    "Taliban/smugglers": "taliban",
    "Haqqani": "taliban",
    "Taliban / ISIS": "is-and-others",
    "Taliban and Isis": "is-and-others",
    "Taliban - Khorasan Group / ISIS": "is-and-others",
    "IS/TTP": "is-and-others",
    "AQ": "other",
    "al Qaeda": "other",
    "TTP": "other",
    "Lashkar e Islam, TTP and Abdullah Azam Brigade": "other",
    "Arabs making bombs for Taliban": "other",
    "Insurgents": "not-named",
    '"Rebels"': "not-named",
    '"Foreign rebels"': "not-named",
    "Friendly Fire": "not-named",
    "Friendly fire": "not-named",
}
RANGES = [f"{what}_{end}" for what in ("strikes", "killed") for end in ("min", "max")]


@derives(
    "conflict/us_strikes",
    {"tbij-us-strikes-afg-2015-2018": "TBIJ, US strikes in Afghanistan, state of December 2018"},
    kept="Every report with its day, strikes and people reported killed, and its point to four "
    "decimals. The target is grouped: Islamic State; Taliban with the Haqqani network; Islamic State and "
    "others; another named group; not named. Villages, districts and names of provinces are left out: the "
    "province is the one in which the point lies.",
    warnings=[
        "In seven reports the maximum of strikes is one to five below the minimum, as TBIJ has it.",
        "The target is named for few strikes: counts by target are least numbers.",
    ],
)
def us_strikes(sources: Sources):
    """Reports of US strikes with their target in one of five groups."""
    columns = ["strike_id", "date", "target_group", *RANGES, "latitude", "longitude"]
    columns += ["geo_adm1_pcode", "province_agrees"]
    counts = {name: WHOLE if name.startswith("strikes") else WHOLE.or_empty() for name in RANGES}
    cells = {"strike_id": TEXT, "date": DAY, "target_group": coded(TARGETS).or_empty(), **counts}
    cells |= dict.fromkeys(["latitude", "longitude"], REAL.or_empty())
    raw = sources.csv(
        "tbij-us-strikes-afg-2015-2018",
        "us_strikes_afg.csv.gz",
        columns,
        cells=cells | {"province_agrees": FLAG.or_empty(), "geo_adm1_pcode": PCODE.or_empty()},
    )
    frame = raw.rename(
        columns={"strike_id": "report", "target_group": "target", "geo_adm1_pcode": "province"}
    )
    frame = frame.round({"latitude": 4, "longitude": 4}).assign(
        target=frame["target"].fillna("not-named"),
        place_agrees=frame["province_agrees"].fillna(False).astype("bool"),
    )
    order = ["report", "date", "target", *RANGES, "latitude", "longitude", "province"]
    return frame[[*order, "place_agrees"]].sort_values("report", ignore_index=True)
