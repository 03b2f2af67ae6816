"""Contracts of `data/economy/` but for trade since 1950: output, aid, exports, deposits, pipelines, finance."""

from dossier.tables.base import Table, flag, geometry, latitude, longitude, real, state, text, whole, year
from dossier.tables.cuts import by_day, by_lag, from_day, timeless
from dossier.tables.publishers import AID, COMTRADE, GEM_2024, WORLD_BANK


def _usd_million(description: str, low=0, nullable=False):
    return real(description, "million current US dollars", low=low, nullable=nullable)


#: Statuses in the Global Energy Monitor's trackers.
PIPELINE_STATUSES = ["cancelled", "construction", "mothballed", "operating", "proposed", "shelved"]
SITE_STATUSES = [
    "decommissioned",
    "discovered",
    "exploration",
    "in development",
    "not stated",
    "operating",
    "proposed",
    "shelved",
    "shut in",
]
#: One ISO code, or several separated by semicolons.
SEVERAL_STATES = r"[A-Z]{3}(;[A-Z]{3})*"

TABLES = {
    "economy/gdp": Table(
        title="Gross domestic product by state, 1960-2023",
        columns={
            "state": state("State"),
            "year": year("Calendar year", 1960, 2023),
            "gdp_usd_million": _usd_million("Gross domestic product"),
        },
        key=("state", "year"),
        rows=11129,
        format="parquet",
        cut=WORLD_BANK,
    ),
    "economy/afghan_rents": Table(
        title="Afghanistan's rents from natural resources and aid received",
        columns={
            "year": year("Calendar year", 1990, 2023),
            "rents_percent_of_gdp": real("All resource rents", "percent of GDP", 0, 100, nullable=True),
            "mineral_rents_percent_of_gdp": real("Mineral rents", "percent of GDP", 0, 100, nullable=True),
            "net_oda_usd_million": _usd_million("Net official development assistance", nullable=True),
        },
        key=("year",),
        rows=34,
        cut=by_lag("year", 19, "The World Bank gives rents of a year in the second year after"),
    ),
    "economy/aid": Table(
        title="Net aid to Afghanistan, its neighbours and Syria by donor, 2002-2019",
        columns={
            "recipient": state("Recipient"),
            "year": year("Calendar year", 2002, 2019),
            "donor_state": state("Donor; empty in rows that are sums", nullable=True),
            "sum_of": text(
                "Donors that the row sums; empty in rows of one donor",
                allowed=[
                    "DAC countries",
                    "all official donors",
                    "multilateral agencies",
                    "non-DAC countries",
                ],
                nullable=True,
            ),
            "net_oda_usd_million": _usd_million(
                "Net disbursements; repayments can make it negative", low=None
            ),
        },
        key=("recipient", "year", "donor_state", "sum_of"),
        rows=5105,
        cut=AID,
    ),
    "economy/russian_aid": Table(
        title="Russia's net aid by recipient, 2010-2019",
        columns={
            "recipient_state": state("Recipient; empty in rows that are sums", nullable=True),
            "sum_of": text(
                "Recipients that the row sums; empty in rows of one recipient",
                allowed=["all recipients", "developing countries", "multilateral agencies"],
                nullable=True,
            ),
            "year": year("Calendar year", 2010, 2019),
            "net_oda_usd_million": _usd_million(
                "Net disbursements; repayments can make it negative", low=None
            ),
        },
        key=("recipient_state", "sum_of", "year"),
        rows=439,
        cut=AID,
    ),
    "economy/exports": Table(
        title="Exports to and from thirteen states of the region, exporter's side, every fourth year 1988-2016",
        columns={
            "exporter": state("Exporter, who reports"),
            "importer": state("Importer"),
            "year": year("Calendar year", 1988, 2016),
            "exports_usd_million": _usd_million("Exports"),
        },
        key=("exporter", "importer", "year"),
        rows=24664,
        format="parquet",
        cut=COMTRADE,
    ),
    "economy/export_totals": Table(
        title="Reported exports and imports of every state, every fourth year 1988-2016",
        columns={
            "state": state("State"),
            "year": year("Calendar year", 1988, 2016),
            "exports_usd_million": _usd_million("Its reported exports to all partners", nullable=True),
            "imports_usd_million": _usd_million("Partners' reported exports to it", nullable=True),
        },
        key=("state", "year"),
        rows=1783,
        cut=COMTRADE,
    ),
    "economy/distances": Table(
        title="Distances of thirteen states of the region from other states",
        columns={
            "state": state("One of the thirteen states"),
            "partner": state("The other state"),
            "capitals_km": real("Distance of the capitals", "km", low=0),
            "population_weighted_km": real("Distance weighted by towns' population", "km", 0, nullable=True),
            "contiguous": flag("They share a border"),
            "common_language": flag("They share an official language"),
            "colonial_tie": flag("One ruled the other"),
        },
        key=("state", "partner"),
        rows=2899,
        cut=timeless("Distances between states and what they share do not wait for a publisher"),
    ),
    "economy/afghan_exports": Table(
        title="Afghan exports by buyer and product, 2020 and 2021",
        columns={
            "release": text("Release of the data"),
            "year": year("Calendar year", 2020, 2021),
            "buyer": state("Buyer"),
            "product": text("Harmonised System code, six digits", pattern=r"\d{6}"),
            "value_usd_thousand": real("Value", "thousand current US dollars", low=0),
            "quantity_t": real("Quantity", "tonnes", low=0, nullable=True),
        },
        key=("release", "year", "buyer", "product"),
        rows=7813,
        cut=COMTRADE,
    ),
    "economy/china_projects": Table(
        title="Chinese official projects in Afghanistan, its neighbours and Russia, 2000-2017",
        columns={
            "project": whole("AidData's number of the project", low=1),
            "recipient": state("Recipient"),
            "year": year("Year of commitment", 2000, 2017),
            "sector": text("Sector"),
            "status": text("Status", allowed=["Completion", "Implementation", "Pipeline: Commitment"]),
            "intent": text("Intent", allowed=["Commercial", "Development", "Mixed", "Representational"]),
            "flow": text("Kind of flow", allowed=["ODA-like", "OOF-like", "Vague (Official Finance)"]),
            "amount_2017_usd": real("Amount", "US dollars of 2017", low=0, nullable=True),
        },
        key=("project",),
        rows=910,
        cut=from_day("2021-09", "The release is of September 2021, and earlier ones counted otherwise"),
    ),
    "economy/china_finance": Table(
        title="Chinese official finance by recipient and year, 2000-2021",
        columns={
            "recipient": state("Recipient"),
            "year": year("Year of commitment", 2000, 2021),
            "oda_like_2021_usd": real("Aid-like flows", "US dollars of 2021", low=0),
            "oof_like_2021_usd": real(
                "Other official flows, most of them loans", "US dollars of 2021", low=0
            ),
            "vague_2021_usd": real("Official flows of unclear kind", "US dollars of 2021", low=0),
        },
        key=("recipient", "year"),
        rows=2458,
        cut=from_day("2023-11", "The release is of November 2023, and earlier ones counted otherwise"),
    ),
    "economy/deposits": Table(
        title="Major mineral deposits of the world",
        columns={
            "record": whole("USGS number of the record", low=1),
            "name": text("Name"),
            "state": state("State", nullable=True),
            "commodity": text("Main commodities"),
            "symbols": text("Main commodities as chemical symbols or short words"),
            "deposit_type": text("Type of deposit"),
            "latitude": latitude(nullable=True),
            "longitude": longitude(nullable=True),
        },
        key=("record",),
        rows=3168,
        cut=from_day("2005", "The list is an open-file report of 2005 and has not grown since"),
    ),
    "economy/mineral_sites": Table(
        title="Mineral sites in Afghanistan and its neighbours",
        columns={
            "database": text("USGS database"),
            "record": text("Number of the record there"),
            "state": state("State"),
            "name": text("Name", nullable=True),
            "commodities": text("Commodities, separated by semicolons", nullable=True),
            "status": text(
                "What is known of it", allowed=["deposit", "mine", "occurrence", "prospect", "unclassified"]
            ),
            "ore_million_t": real("Ore", "million tonnes", low=0, nullable=True),
            "copper_percent": real("Copper grade", "percent", 0, 100, nullable=True),
            "latitude": latitude(nullable=True),
            "longitude": longitude(nullable=True),
        },
        key=("database", "record"),
        rows=1845,
        cut=timeless("The databases do not say when a site was entered"),
    ),
    "economy/afghan_estimates": Table(
        title="Estimates of ore and metal in Afghan deposits, from the literature",
        columns={
            "compilation": text("Compilation", allowed=["mudd_jowitt_copper", "world_tin_tungsten_deposit"]),
            "name": text("Name of the deposit"),
            "metal": text("Chemical symbol", pattern="[A-Z][a-z]?"),
            "ore_million_t": real("Ore", "million tonnes", low=0),
            "grade_percent": real("Grade", "percent", 0, 100),
            "metal_t": real("Metal in the ore: ore times grade", "tonnes", low=0),
        },
        key=("compilation", "name", "metal"),
        rows=11,
        cut=from_day("2018", "The newest of the compilations is of 2018"),
    ),
    "economy/fields_and_mines": Table(
        title="Oil and gas fields and iron ore mines of Afghanistan and its neighbours, and Afghan power plants",
        columns={
            "site": text("Id at Global Energy Monitor"),
            "kind": text("Kind of site", allowed=["iron ore mine", "oil or gas field", "power plant"]),
            "states": text("ISO codes of the states it lies in", pattern=SEVERAL_STATES),
            "name": text("Name"),
            "status": text("Status", allowed=SITE_STATUSES),
            "exact": flag("The place is exact, not approximate"),
            "gas_million_m3": real("Gas produced", "million cubic metres a year", low=0, nullable=True),
            "gas_year": year("Year of that production", 1990, 2024, nullable=True),
            "reserve_million_t": real("Ore reserve", "million tonnes", low=0, nullable=True),
            "resource_million_t": real("Ore resource", "million tonnes", low=0, nullable=True),
            "capacity_mw": real("Capacity of the plant", "MW", low=0, nullable=True),
            "latitude": latitude(),
            "longitude": longitude(),
        },
        key=("site",),
        rows=273,
        cut=from_day("2025-02", "The newest of its trackers is of February 2025, and its rows have no day"),
    ),
    "economy/pipeline_projects": Table(
        title="Gas pipeline projects of Afghanistan and its neighbours",
        columns={
            "project": text("Id of the project at Global Energy Monitor"),
            "name": text("Name"),
            "segment": text("Segment that the tracker names", nullable=True),
            "states": text("ISO codes of the states it crosses", pattern=SEVERAL_STATES),
            "status": text("Status", allowed=PIPELINE_STATUSES),
            "start_year": year("First year of operation, planned or actual", 1940, 2060, nullable=True),
            "capacity_bcm_a_year": real("Capacity", "billion cubic metres a year", low=0, nullable=True),
            "length_km": real("Length where known", "km", low=0, nullable=True),
            "diameter_inches": real("Diameter", "inches", low=0, nullable=True),
            "cost_usd_million": _usd_million(
                "Cost where stated, in the dollars of its source", nullable=True
            ),
        },
        key=("project",),
        rows=156,
        cut=GEM_2024,
    ),
    "economy/gas_pipelines": Table(
        title="Gas pipelines of Central and South Asia",
        columns={
            "segment": whole("Number of the segment in this table", low=1),
            "project": text("Id of the project at Global Energy Monitor"),
            "name": text("Name"),
            "status": text("Status", allowed=PIPELINE_STATUSES),
            "states": text("ISO codes of the states it crosses", pattern=SEVERAL_STATES),
            "start_year": year("First year of operation, planned or actual", 1940, 2060, nullable=True),
            "geometry": geometry("Route"),
        },
        key=("segment",),
        rows=220,
        format="fgb",
        cut=GEM_2024,
    ),
    "diplomacy/rivalries": Table(
        title="Strategic rivalries among twelve states, editions of 2012 and 2021",
        columns={
            "edition": whole("Year of the edition", low=2012, high=2021),
            "state_a": state("First state"),
            "state_b": state("Second state"),
            "first_year": year("First year", 1494, 2020),
            "last_year": year("Last year; the edition's end is an open one", 1494, 2020),
            "positional": flag("About rank"),
            "spatial": flag("About territory"),
            "ideological": flag("About ideas"),
            "interventionary": flag("About leverage over the other's decisions"),
        },
        key=("edition", "state_a", "state_b", "first_year"),
        rows=29,
        cut=by_day("edition", why="An edition is cut as a whole"),
    ),
}
