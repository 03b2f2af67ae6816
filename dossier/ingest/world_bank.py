"""World Bank: gross domestic product, rents and aid from the World Development Indicators."""

from __future__ import annotations

from dossier import entities
from dossier.ingest.reading import ISO3, REAL, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

RELEASE = "World Bank, World Development Indicators"
INDICATORS = {
    "NY.GDP.TOTL.RT.ZS": "rents_percent_of_gdp",
    "NY.GDP.MINR.RT.ZS": "mineral_rents_percent_of_gdp",
    "DT.ODA.ODAT.CD": "net_oda_usd_million",
}


@derives(
    "economy/gdp",
    {"wdi-gdp": f"{RELEASE}, data to 2023"},
    kept="Gross domestic product in current US dollars of every state with an ISO code, 1960-2023; regions and "
    "income groups are left out. Afghanistan has figures for 2000-2022, Russia from 1988, the Soviet Union none.",
)
def gdp(sources: Sources):
    """Gross domestic product by state and year."""
    cells = {"Country Code": ISO3, "Year": WHOLE, "Value": REAL}
    only = {"Country Code": entities.states()}
    raw = sources.csv("wdi-gdp", "gdp.csv", list(cells), cells=cells, only=only)
    frame = raw.rename(columns={"Country Code": "state", "Year": "year"})
    frame["gdp_usd_million"] = (frame["Value"] / 1e6).round(3)
    return frame[["state", "year", "gdp_usd_million"]].sort_values(["state", "year"])


@derives(
    "economy/afghan_rents",
    {"wdi-afg-rents-oda": f"{RELEASE}, rents to 2021 and aid to 2023"},
    kept="Afghanistan: rents from natural resources and from minerals as shares of gross domestic product, "
    "2002-2021, and net official development assistance received, 1990-2023.",
)
def afghan_rents(sources: Sources):
    """Afghan rents and aid by year."""
    cells = {"indicator": coded(INDICATORS), "year": WHOLE, "value": REAL}
    only = {"indicator": INDICATORS}
    raw = sources.csv("wdi-afg-rents-oda", "wdi_afg.csv", list(cells), cells=cells, only=only)
    wide = raw.pivot(index="year", columns="indicator", values="value")
    wide = wide.reindex(columns=list(INDICATORS.values()))
    wide["net_oda_usd_million"] = (wide["net_oda_usd_million"] / 1e6).round(3)
    return wide.reset_index().rename_axis(columns=None)
