"""Contracts of `data/territory/`: provinces and districts of Afghanistan."""

import pandas as pd

from dossier.tables.base import Table, flag, real, text, whole, year
from dossier.tables.cuts import always, by_lag, from_day, timeless


def _count(description: str, unit: str):
    return whole(description, unit, low=0, nullable=True)


TABLES = {
    "territory/provinces": Table(
        title="Afghan provinces: codes and spellings",
        columns={
            "pcode": text("OCHA P-code", pattern=r"AF\d\d"),
            "iso_3166_2": text("ISO 3166-2 code", pattern="AF-[A-Z]{3}"),
            "name": text("The book's name"),
            "names_ucdp": text("Spellings of UCDP"),
            "names_naturalearth": text("Spellings of Natural Earth"),
            "names_geoboundaries": text("Spellings of geoBoundaries"),
            "names_ocha": text("Spellings of OCHA"),
            "names_cso": text("Spellings of the Central Statistics Organization"),
            "fips_10_4": text("FIPS 10-4 code", pattern=r"AF\d\d"),
            "cso_province_code": text("Code of the Central Statistics Organization", pattern=r"\d\d"),
            "region": text("Region of the United Nations mission"),
            "area_km2": real("Area", "km2", low=0),
            "population_2019": whole("Settled population of 2019-20, estimated", "persons", low=0),
            "province_of_2003": text("Province of the 32 before 2004"),
        },
        key=("pcode",),
        rows=34,
        cut=timeless("Codes and spellings").hiding({"population_2019": pd.NA}, always("2019")),
    ),
    "territory/polling_reach": Table(
        title="Polling centres and votes by district, 2014-2019",
        columns={
            "iec_code": text("Election commission's code of the district", pattern=r"\d{4}"),
            "pcode": text("OCHA P-code", pattern=r"AF\d{4}", nullable=True),
            "name": text("Name as the election commission writes it", nullable=True),
            "centres": _count("Polling centres known in 2018", "centres"),
            "not_assessed_2018": _count(
                "Centres that the assessment of January 2018 could not reach", "centres"
            ),
            "planned_2018": _count("Centres in the plan of 27 September 2018", "centres"),
            "reporting_2018": _count("Centres with final results", "centres"),
            "registered_2018": _count("Registered voters", "persons"),
            "votes_2014_first": _count("Votes, first round of 2014", "votes"),
            "votes_2014_second": _count("Votes, second round of 2014", "votes"),
            "votes_2018": _count("Votes, parliament, 2018", "votes"),
            "votes_2019": _count("Votes, president, 2019", "votes"),
        },
        key=("iec_code",),
        rows=421,
        cut=from_day(
            "2018-09-27", "The list of centres is that of the election commission's plan for October 2018"
        ),
    ),
    "territory/opium_districts": Table(
        title="Opium poppy by district, 2010-2020",
        columns={
            "province": text("Province as the survey writes it"),
            "district": text("District as the survey writes it"),
            "year": year("Calendar year", 2010, 2020),
            "opium_ha": real("Area under opium poppy", "ha", low=0),
        },
        key=("province", "district", "year"),
        rows=4543,
        cut=by_lag(
            "year", 3, "The UN publishes the survey of a year by the end of it, and the annex soon after"
        ),
    ),
    "territory/opium_provinces": Table(
        title="Opium poppy by province, 2010-2020",
        columns={
            "province": text("Province as the survey writes it"),
            "year": year("Calendar year", 2010, 2020),
            "opium_ha": real("Area under opium poppy, sum of districts", "ha", low=0),
            "poppy_free": flag("Under 100 ha, which the survey calls poppy-free"),
        },
        key=("province", "year"),
        rows=374,
        cut=by_lag(
            "year", 3, "The UN publishes the survey of a year by the end of it, and the annex soon after"
        ),
    ),
    "territory/district_population": Table(
        title="Settled population by district, 2004-05 to 2019-20",
        columns={
            "solar_year": year("Afghan solar year", 1383, 1398),
            "years": text("Calendar years", pattern=r"\d{4}-\d{4}"),
            "cso_province": text("Code of the Central Statistics Organization", pattern=r"\d\d"),
            "cso_district": text("Code of the district", pattern=r"\d{4}", nullable=True),
            "number": whole("Number of the district in its province", low=0, nullable=True),
            "name": text("Name as the source writes it"),
            "population": _count("Settled population, estimated", "persons"),
        },
        key=("solar_year", "cso_province", "cso_district", "number", "name"),
        rows=6106,
        format="parquet",
        cut=from_day("2019-12-20", "The estimates were put together in December 2019"),
    ),
    "territory/district_elevation": Table(
        title="Elevation of Afghan districts",
        columns={
            "pcode": text("OCHA P-code", pattern=r"AF\d{4}"),
            "mean_m": real("Mean elevation", "m", 0, 8000),
            "lowest_m": real("Lowest grid point", "m", 0, 8000, nullable=True),
            "highest_m": real("Highest grid point", "m", 0, 8000, nullable=True),
        },
        key=("pcode",),
        rows=399,
        cut=timeless("Mountains do not wait for a publisher"),
    ),
}
