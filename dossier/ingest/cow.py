"""Correlates of War: trade between states to 2014."""

from __future__ import annotations

from dossier.ingest.reading import REAL, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: COW codes of the states whose trade the book draws, with all partners.
FOCUS = {365: "RUS", 700: "AFG", 770: "PAK"}
#: COW codes that the crosswalk in the ideal-point file lacks: states outside the United Nations, and former ones.
ADDED = {260: "DEU", 265: "DDR", 315: "CSK", 345: "YUG", 347: "XKX", 678: "YEM", 680: "YMD"}


@derives(
    "economy/trade_cow",
    {
        "cow-trade-v4-region": "Correlates of War Trade 4.0",
        "un-ideal-points": "country codes of the ideal-point data, release of July 2025",
    },
    kept="Imports of Afghanistan, Pakistan and Russia from every partner, and partners' imports from them, "
    "1950-2014. Moscow's seat is the Soviet Union's up to 1991. Partners without an ISO code are left out, and "
    "so are pairs and years without any figure.",
    warnings=["Soviet-Afghan flows of 1982-1991 are coded 0 although trade was large; they are empty here."],
)
def trade(sources: Sources):
    """Trade by pair and year, importer's side."""
    names = {
        "imports_of_1_from_2_musd": "imports_usd_million",
        "imports_of_2_from_1_musd": "exports_usd_million",
    }
    cells = dict.fromkeys(["ccode1", "ccode2", "year"], WHOLE) | dict.fromkeys(names, REAL.or_empty())
    raw = sources.csv("cow-trade-v4-region", "cow_trade_v4_region.csv.gz", list(cells), cells=cells)
    iso3 = iso3_codes(sources)
    frame = raw[raw["ccode1"].isin(FOCUS)].rename(columns=names)
    frame = frame.assign(state=frame["ccode1"].map(FOCUS), partner=frame["ccode2"].map(iso3))
    frame = frame.dropna(subset="partner")
    early = frame["year"] <= 1991
    frame[["state", "partner"]] = frame[["state", "partner"]].mask(
        frame[["state", "partner"]].eq("RUS") & early.to_frame().to_numpy(), "SUN"
    )
    pair = frame["state"].isin(["SUN", "AFG"]) & frame["partner"].isin(["SUN", "AFG"])
    lost = pair & frame["year"].between(1982, 1991)
    frame[list(names.values())] = frame[list(names.values())].mask(lost)
    frame = frame.dropna(subset=list(names.values()), how="all")
    return frame[["state", "partner", "year", *names.values()]].sort_values(
        ["state", "partner", "year"], ignore_index=True
    )


def iso3_codes(sources: Sources) -> dict[int, str]:
    """ISO code of each Correlates of War code, by the crosswalk that the ideal-point file carries."""
    columns, cells = ["ccode", "iso3c", "year"], {"ccode": WHOLE, "year": WHOLE}
    codes = sources.csv("un-ideal-points", "un_ideal_points_1946_2024.csv", columns, cells=cells)
    latest = codes.sort_values("year", kind="stable").drop_duplicates("ccode", keep="last")
    return dict(zip(latest["ccode"], latest["iso3c"], strict=True)) | ADDED
