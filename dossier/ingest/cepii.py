"""CEPII: distances between states, and Afghan exports by product."""

from __future__ import annotations

from dossier import entities
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: Codes of 2011 that ISO has since changed.
RECODED = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE"}


@derives(
    "economy/distances",
    {"cepii-geodist": "CEPII GeoDist, 2011"},
    kept="Distances, borders and common languages of Russia and of Afghanistan with every other state.",
)
def distances(sources: Sources):
    """Distances from Russia and Afghanistan."""
    columns = {
        "iso_o": "state",
        "iso_d": "partner",
        "distcap": "capitals_km",
        "distw": "population_weighted_km",
        "contig": "contiguous",
        "comlang_off": "common_language",
        "colony": "colonial_tie",
    }
    raw = sources.csv("cepii-geodist", "dist_cepii.csv.gz", list(columns), na_values=["", "."])
    frame = raw.rename(columns=columns)
    frame = frame[frame["state"].isin(["RUS", "AFG"])].replace({"partner": RECODED})
    frame = frame[frame["partner"].isin(entities.states()) & (frame["partner"] != frame["state"])]
    for yes_or_no in ("contiguous", "common_language", "colonial_tie"):
        frame[yes_or_no] = frame[yes_or_no].astype("float64").eq(1)
    for distance in ("capitals_km", "population_weighted_km"):
        frame[distance] = frame[distance].astype("float64").round(1)
    return frame.sort_values(["state", "partner"])


@derives(
    "economy/afghan_exports",
    {"baci-afg-exports": "CEPII BACI, exports of Afghanistan 2020-2021"},
    kept="Afghan exports by buyer and product (Harmonised System, six digits), in each of the releases on hand. "
    "Product names are left out; the code names the product.",
    warnings=["The releases differ by a factor of two in one cell, gold to the Emirates: never mix them."],
)
def afghan_exports(sources: Sources):
    """Afghan exports by release, buyer and product."""
    columns = {
        "release": "release",
        "year": "year",
        "importer_iso3": "buyer",
        "hs6": "product",
        "value_kusd": "value_usd_thousand",
        "quantity_t": "quantity_t",
    }
    raw = sources.csv("baci-afg-exports", "baci_afg_exports_2020_2021.csv", list(columns)).rename(
        columns=columns
    )
    frame = raw[raw["buyer"].isin(entities.states())]
    return frame.sort_values(["release", "year", "buyer", "product"])
