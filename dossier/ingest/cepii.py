"""CEPII: distances between states, and Afghan exports by product."""

from __future__ import annotations

from dossier import entities
from dossier.ingest.comtrade import REGION
from dossier.ingest.reading import FLAG, ISO3, NUMBERED, REAL, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: Codes of 2011 that ISO has since changed; YUG is Serbia with Montenegro.
RECODED = {"PAL": "PSE", "ROM": "ROU", "TMP": "TLS", "YUG": "SRB", "ZAR": "COD"}
#: Buyers whose ISO code the file leaves blank, by its own number: Italy, and Other Asia, which is Taiwan.
BUYERS_BY_NUMBER = {380: "ITA", 490: "TWN"}


@derives(
    "economy/distances",
    {"cepii-geodist": "CEPII GeoDist, 2011"},
    kept="Distances, borders, languages and colonial ties of thirteen states (Afghanistan, Russia, their region, "
    "China, India, Turkey, the United States) with every other state.",
)
def distances(sources: Sources):
    """Distances from the states whose exports the book compares."""
    columns = {
        "iso_o": "state",
        "iso_d": "partner",
        "distcap": "capitals_km",
        "distw": "population_weighted_km",
        "contig": "contiguous",
        "comlang_off": "common_language",
        "colony": "colonial_tie",
    }
    raw = sources.csv(
        "cepii-geodist",
        "dist_cepii.csv.gz",
        list(columns),
        cells={"iso_d": ISO3, "distcap": REAL, "distw": REAL.or_empty(".")}
        | dict.fromkeys(["contig", "comlang_off", "colony"], FLAG),
        only={"iso_o": REGION},
    )
    frame = raw.rename(columns=columns).replace({"partner": RECODED})
    frame = frame[frame["partner"] != frame["state"]]
    frame = frame.round({"capitals_km": 1, "population_weighted_km": 1})
    return frame.sort_values(["state", "partner"])


@derives(
    "economy/afghan_exports",
    {"baci-afg-exports": "CEPII BACI, exports of Afghanistan 2020 and 2021"},
    kept="Afghan exports by buyer and product (Harmonised System, six digits), in each of the releases on hand. "
    "Product names are left out; the code names the product, in the nomenclature of its release. Italy, whose "
    "code the file leaves blank, and Taiwan, there Other Asia, have their codes here.",
    warnings=[
        "The two releases of 2020 differ by a factor of two, most of it gold to the Emirates: never mix them."
    ],
)
def afghan_exports(sources: Sources):
    """Afghan exports by release, buyer and product."""
    columns = {
        "release": "release",
        "year": "year",
        "importer_iso3": "buyer",
        "importer_code": "number",
        "hs6": "product",
        "value_kusd": "value_usd_thousand",
        "quantity_t": "quantity_t",
    }
    raw = sources.csv(
        "baci-afg-exports",
        "baci_afg_exports_2020_2021.csv",
        list(columns),
        cells={"release": TEXT, "year": WHOLE, "importer_code": WHOLE, "hs6": NUMBERED}
        | {"value_kusd": REAL, "quantity_t": REAL.or_empty()},
    )
    frame = raw.rename(columns=columns)
    stated = frame["buyer"].where(frame["buyer"].isin(entities.states()))
    frame["buyer"] = stated.fillna(frame["number"].map(BUYERS_BY_NUMBER))
    return frame.drop(columns="number").sort_values(["release", "year", "buyer", "product"])
