"""Afghan districts: the state's reach by polling, opium, population, elevation."""

from __future__ import annotations

from dossier.ingest.reading import FLAG, NUMBERED, PCODE, REAL, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

COOKMAN = "Independent Election Commission of Afghanistan, compiled by Colin Cookman, 2019-2020"
OPIUM = "UNODC Afghanistan Opium Survey 2020, annex"


@derives(
    "territory/polling_reach",
    {
        "afg-polling-reach-2014-2019": COOKMAN,
        "afg-district-population": "district codes compiled by Colin Cookman",
    },
    kept="By district: polling centres known, planned and reporting in 2018, registered voters, votes cast in "
    "2014, 2018 and 2019, and the OCHA P-code of the district.",
    warnings=["A polling centre that reports is a sign of the state's reach, not a measure of control."],
)
def polling_reach(sources: Sources):
    """Polling centres and votes by district."""
    dataset = "afg-polling-reach-2014-2019"
    centres = sources.csv(
        dataset,
        "districts_2018.csv.gz",
        [
            "district_code",
            "district_name_eng",
            "centres",
            "not_assessed_jan2018",
            "planned_oct2018",
            "reporting_final",
            "registered_voters",
        ],
        cells={"district_code": NUMBERED}
        | dict.fromkeys(["centres", "not_assessed_jan2018", "planned_oct2018"], WHOLE.or_empty())
        | dict.fromkeys(["reporting_final", "registered_voters"], WHOLE.or_empty()),
    )
    votes = ["votes_2014_r1", "votes_2014_r2", "votes_2018", "votes_2019"]
    cells = {"district_code": NUMBERED} | dict.fromkeys(votes, WHOLE.or_empty())
    cast = sources.csv(dataset, "districts_votes_2014_2019.csv.gz", list(cells), cells=cells)
    codes = {"2019_IEC_district_code": NUMBERED.or_empty(), "2018_UNOCHA_district_code": PCODE.or_empty()}
    key = sources.csv("afg-district-population", "district_code_key.csv", list(codes), cells=codes).set_axis(
        ["district_code", "pcode"], axis=1
    )
    frame = centres.merge(cast, on="district_code", how="outer", validate="1:1")
    frame = frame.merge(key.drop_duplicates("district_code"), on="district_code", how="left", validate="1:1")
    names = {
        "district_code": "iec_code",
        "district_name_eng": "name",
        "not_assessed_jan2018": "not_assessed_2018",
        "planned_oct2018": "planned_2018",
        "reporting_final": "reporting_2018",
        "registered_voters": "registered_2018",
        "votes_2014_r1": "votes_2014_first",
        "votes_2014_r2": "votes_2014_second",
    }
    order = [
        "iec_code",
        "pcode",
        "name",
        "centres",
        "not_assessed_2018",
        "planned_2018",
        "reporting_2018",
        "registered_2018",
        "votes_2014_first",
        "votes_2014_second",
        "votes_2018",
        "votes_2019",
    ]
    return frame.rename(columns=names)[order].sort_values("iec_code")


@derives(
    "territory/opium_districts",
    {"unodc-opium-afg-2010-2020": OPIUM},
    kept="Hectares under opium poppy by district, 2010-2020; poppy-free districts are 0. Names are the survey's.",
)
def opium_districts(sources: Sources):
    """Opium by district and year."""
    columns = ["province", "district", "year", "hectares"]
    cells = dict.fromkeys(columns, TEXT) | {"year": WHOLE, "hectares": REAL.or_empty()}
    raw = sources.csv("unodc-opium-afg-2010-2020", "opium_district_2010_2020.csv", columns, cells=cells)
    frame = raw.rename(columns={"hectares": "opium_ha"})
    frame = frame.groupby(["province", "district", "year"], as_index=False)["opium_ha"].sum()
    return frame.sort_values(["province", "district", "year"])


@derives(
    "territory/opium_provinces",
    {"unodc-opium-afg-2010-2020": OPIUM},
    kept="Hectares under opium poppy by province, 2010-2020, as the sum of districts.",
)
def opium_provinces(sources: Sources):
    """Opium by province and year."""
    cells = {"province": TEXT, "year": WHOLE, "sum_of_districts_ha": REAL, "poppy_free": FLAG}
    raw = sources.csv("unodc-opium-afg-2010-2020", "opium_province_2010_2020.csv", list(cells), cells=cells)
    return raw.rename(columns={"sum_of_districts_ha": "opium_ha"}).sort_values(["province", "year"])


@derives(
    "territory/district_population",
    {"afg-district-population": "Central Statistics Organization of Afghanistan, compiled by Colin Cookman"},
    kept="Settled population by district and solar year; the year 1385, which counts people twice, is left out.",
)
def district_population(sources: Sources):
    """Population estimates by district and year."""
    columns = {
        "solar_year": "solar_year",
        "gregorian_year": "years",
        "province_code": "cso_province",
        "district_code": "cso_district",
        "district_number": "number",
        "district_name_eng": "name",
        "total_population": "population",
    }
    name = "cso_district_population_2004_2020.csv"
    cells = {"solar_year": WHOLE, "gregorian_year": TEXT, "province_code": NUMBERED}
    cells |= dict.fromkeys(["district_code", "district_number"], NUMBERED.or_empty())
    cells |= {"district_name_eng": TEXT, "total_population": WHOLE.or_empty()}
    raw = sources.csv("afg-district-population", name, list(columns), cells=cells)
    frame = raw[raw["solar_year"] != 1385].rename(columns=columns)
    return frame.sort_values(["solar_year", "cso_province", "cso_district", "number", "name"])


@derives(
    "territory/district_elevation",
    {"afg-district-elevation": "district means of ITU-R P.1511-2 topography, this project"},
    kept="Mean, lowest and highest elevation of each district on a grid of about nine kilometres.",
)
def district_elevation(sources: Sources):
    """Elevation by district."""
    columns = ["adm2_pcode", "elev_mean_m", "elev_min_m", "elev_max_m"]
    cells = dict.fromkeys(columns, REAL.or_empty()) | {"adm2_pcode": PCODE, "elev_mean_m": REAL}
    frame = sources.csv("afg-district-elevation", "district_elevation.csv", columns, cells=cells)
    frame.columns = ["pcode", "mean_m", "lowest_m", "highest_m"]
    return frame.sort_values("pcode")


@derives(
    "territory/provinces",
    {"afg-province-crosswalk": "Crosswalk of Afghan province names by this project"},
    kept="Codes and spellings of the 34 provinces at each publisher; lists of spellings are separated by a bar.",
)
def provinces(sources: Sources):
    """Province codes and spellings."""
    columns = [
        "pcode",
        "iso_3166_2",
        "name",
        "names_ucdp",
        "names_naturalearth",
        "names_geoboundaries",
        "names_ocha",
        "names_cso",
        "fips_10_4",
        "cso_province_code",
        "region_unama",
        "area_km2",
        "population_cso_2019_20",
        "province_of_2003",
    ]
    numbers = {"cso_province_code": NUMBERED, "area_km2": REAL, "population_cso_2019_20": WHOLE}
    cells = dict.fromkeys(columns, TEXT) | numbers | {"pcode": PCODE}
    frame = sources.csv("afg-province-crosswalk", "crosswalk.csv", columns, cells=cells)
    return frame.rename(
        columns={"population_cso_2019_20": "population_2019", "region_unama": "region"}
    ).sort_values("pcode")
