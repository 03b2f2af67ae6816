"""US Geological Survey: deposits of the world, mineral sites of the region, estimates for Afghan deposits."""

from __future__ import annotations

from dossier.ingest.reading import ISO3, NUMBERED, REAL, TEXT, WHOLE, coded, like, state
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: What the databases say of a site, in five words. An occurrence or prospect is not a resource, and a deposit is
#: not a reserve.
STATUS = {
    "Active mine (1998)": "mine",
    "Byproduct producer of Eu (1995)": "mine",
    "Deposit": "deposit",
    "Deposit(?)": "deposit",
    "Occurrence": "occurrence",
    "Past Producer": "mine",
    "Potential resource": "prospect",
    "Producer": "mine",
    "Showing": "occurrence",
    "deposit": "deposit",
    "development": "deposit",
    "exploration": "prospect",
    "mining operations": "mine",
    "past production; additional exploration": "mine",
    "prospect": "prospect",
    "unclassified": "unclassified",
}
#: A region of two states that the file does not tell apart.
TWO_STATES = "Korean Peninsula"
#: Spellings of this file alone.
MISSPELT = {
    "Burma": "Myanmar",
    "Congo (Brazzaville)": "Congo",
    "Congo (Kinshasa)": "DR Congo",
    "Côte D\x92Ivoire": "Côte d'Ivoire",
    "Kalaallit Nunaat (Greenland)": "Greenland",
    "Luxenbourg": "Luxembourg",
    "Serbia and Montenegro": "Serbia",
    "Slovakia?": "Slovakia",
    "Surinam": "Suriname",
    "The Gambia": "Gambia",
}
#: Afghan records that this release puts in the wrong place, and where other databases of the Survey have them:
#: Loghar chromite a degree too far west (nicrpge 79054), Khanneshin volcano 48 km too far south (ree 42).
DEPOSITS_MOVED = {4: (34.22, 69.02), 14: (30.4667, 63.5833)}
#: The same wrong place of Khanneshin in the phosphate database.
SITES_MOVED = {("phosphate", "1"): (30.4667, 63.5833)}

MOVED = "Moved here to where other databases of the Survey have them: "


@derives(
    "economy/deposits",
    {"usgs-major-deposits-ofr20051294": "USGS Open-File Report 2005-1294"},
    kept="All records: name, state, place, commodities and type of deposit. Serbia stands for Serbia and "
    "Montenegro; the state of records on the Korean Peninsula is empty; size is not in the source.",
    warnings=[
        "A selection by regional compilers: the number of a state's records is no measure of its wealth.",
        f"{MOVED}Khanneshin (48 km) and Loghar (90 km).",
    ],
)
def deposits(sources: Sources):
    """Major deposits of the world."""
    columns = {
        "gid": "record",
        "dep_name": "name",
        "country": "state",
        "commodity": "commodity",
        "commodity_list": "symbols",
        "dep_type": "deposit_type",
        "latitude": "latitude",
        "longitude": "longitude",
    }
    raw = sources.csv(
        "usgs-major-deposits-ofr20051294",
        "major_deposits_world.csv",
        list(columns),
        cells=dict.fromkeys(columns, TEXT)
        | {"gid": WHOLE, "country": state(MISSPELT).or_empty(TWO_STATES)}
        | {"latitude": REAL.or_empty(), "longitude": REAL.or_empty()},
    )
    frame = raw.rename(columns=columns)
    for record, (latitude, longitude) in DEPOSITS_MOVED.items():
        frame.loc[frame["record"].eq(record), ["latitude", "longitude"]] = latitude, longitude
    return frame.sort_values("record")


@derives(
    "economy/mineral_sites",
    {"usgs-mineral-sites-afg-region": "USGS single-commodity databases, releases served in 2024"},
    kept="Sites in Afghanistan and its neighbours: name, place, commodities, tonnage where stated, and status in "
    "five words. One place may be in several databases.",
    warnings=[
        "The databases are dense in copper and chromite and nearly without iron, lithium, gold, coal and gems.",
        f"{MOVED}Khanneshin in the phosphate database (48 km).",
    ],
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
        "tonnage_mt": "ore_million_t",
        "cu_pct": "copper_percent",
        "latitude": "latitude",
        "longitude": "longitude",
    }
    amounts = dict.fromkeys(["tonnage_mt", "cu_pct", "latitude", "longitude"], REAL.or_empty())
    raw = sources.csv(
        "usgs-mineral-sites-afg-region",
        "usgs_mineral_sites_region.csv",
        list(columns),
        cells={
            "source": TEXT,
            "record": NUMBERED,
            "iso3": ISO3,
            "status": coded(STATUS).or_empty(),
            **amounts,
        },
    )
    frame = raw.rename(columns=columns)
    # Seven databases speak of no status at all.
    frame["status"] = frame["status"].fillna("unclassified")
    for (database, record), place in SITES_MOVED.items():
        row = frame["database"].eq(database) & frame["record"].eq(record) & frame["state"].eq("AFG")
        frame.loc[row, ["latitude", "longitude"]] = place
    return frame.round({"latitude": 5, "longitude": 5}).sort_values(["database", "record"])


@derives(
    "economy/afghan_estimates",
    {
        "usgs-mineral-sites-afg-region": "Mudd and Jowitt 2018; world tin and tungsten compilation, through MinMod"
    },
    kept="Estimates of ore and grade for Afghan deposits in two compilations of the literature, and the metal they "
    "imply. They are resources in the wide sense: none is a reserve by a mining standard.",
)
def afghan_estimates(sources: Sources):
    """Tonnage and grade of Afghan deposits, by metal."""
    cells = {"compilation": TEXT, "name": TEXT, "commodity": TEXT}
    cells |= {"ore_value": REAL, "ore_unit": coded({"Mt": 1.0, "metric tons": 1e-6})}
    cells |= {
        "grade_value": REAL,
        "grade_unit": like("g/t .*|% .*|percent", "g/t, % or percent, and of what"),
    }
    raw = sources.csv(
        "usgs-mineral-sites-afg-region", "afg_literature_resources.csv", list(cells), cells=cells
    )
    ore = raw["ore_value"] * raw["ore_unit"]
    in_grams = raw["grade_unit"].str.startswith("g/t")
    share = raw["grade_value"] * in_grams.map({True: 1e-6, False: 0.01})
    frame = raw[["compilation", "name"]].assign(
        metal=raw["commodity"].str.split().str[-1],
        ore_million_t=ore.round(6),
        grade_percent=(share * 100).round(6),
        metal_t=(ore * 1e6 * share).round(3),
    )
    return frame.sort_values(["compilation", "name", "metal"])
