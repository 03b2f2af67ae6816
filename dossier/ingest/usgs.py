"""US Geological Survey: deposits of the world and mineral sites of the region."""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: What the databases say of a site, in five words. An occurrence or prospect is not a reserve.
STATUS = {
    "Active mine (1998)": "mine",
    "Byproduct producer of Eu (1995)": "mine",
    "Deposit": "deposit",
    "Deposit(?)": "deposit",
    "Occurrence": "occurrence",
    "Past Producer": "mine",
    "Potential resource": "deposit",
    "Producer": "mine",
    "Showing": "occurrence",
    "deposit": "deposit",
    "development": "deposit",
    "exploration": "prospect",
    "mining operations": "mine",
    "past production; additional exploration": "mine",
    "prospect": "prospect",
}


@derives(
    "economy/deposits",
    {"usgs-major-deposits-ofr20051294": "USGS Open-File Report 2005-1294"},
    kept="All records: name, state as the source names it, place and commodity.",
    warnings=[
        "A selection by regional compilers: the number of a state's records is no measure of its wealth."
    ],
)
def deposits(sources: Sources):
    """Major deposits of the world."""
    columns = {
        "gid": "record",
        "dep_name": "name",
        "country": "country",
        "commodity": "commodity",
        "dep_type": "deposit_type",
        "latitude": "latitude",
        "longitude": "longitude",
    }
    raw = sources.csv("usgs-major-deposits-ofr20051294", "major_deposits_world.csv", list(columns))
    return raw.rename(columns=columns).astype({"record": "int64"}).sort_values("record")


@derives(
    "economy/mineral_sites",
    {"usgs-mineral-sites-afg-region": "USGS single-commodity databases, releases served in 2024"},
    kept="Sites in Afghanistan and its neighbours: name, place, commodities, and status in five words.",
)
def mineral_sites(sources: Sources):
    """Mineral sites of the region."""
    columns = {
        "source": "database",
        "record": "record",
        "iso3": "state",
        "name": "name",
        "commodities": "commodities",
        "status": "status",
        "tonnage_mt": "tonnage_mt",
        "cu_pct": "copper_percent",
        "latitude": "latitude",
        "longitude": "longitude",
    }
    raw = sources.csv("usgs-mineral-sites-afg-region", "usgs_mineral_sites_region.csv", list(columns))
    frame = raw.rename(columns=columns)
    frame["status"] = frame["status"].map(STATUS).fillna("unclassified")
    return frame.sort_values(["database", "record"])
