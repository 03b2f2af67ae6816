"""US troops abroad, from the reports of the Defense Manpower Data Center, and US deaths in Afghanistan."""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

MONTHS = {"March": 3, "June": 6, "September": 9, "December": 12}
TROOPS = "US Defense Manpower Data Center reports, as in troopdata 1.0.4"


@derives(
    "conflict/us_troops",
    {"us-troops": TROOPS},
    kept="Active and reserve personnel in thirteen states of the region as reported each quarter, 1990-2025. "
    "Quarters without a report have no row.",
    warnings=["From December 2017 Afghanistan was no longer reported: later rows of 0 mean not reported."],
)
def troops(sources: Sources):
    """Troops by state and quarter."""
    columns = ["iso3c", "year", "month", "troops_ad", "selected_reserve"]
    raw = sources.csv("us-troops", "dmdc_reports_focus_1990-2025.csv", columns)
    frame = raw.rename(columns={"iso3c": "state", "troops_ad": "active", "selected_reserve": "reserve"})
    frame = frame.assign(month=frame["month"].map(MONTHS)).astype({"year": "int64", "month": "int64"})
    return frame.sort_values(["state", "year", "month"])


@derives(
    "conflict/us_troops_yearly",
    {"us-troops": TROOPS},
    kept="Troops in Afghanistan, its neighbours and Russia by year, 1950-2021, as the package compiles them.",
    warnings=[
        "Afghanistan 2018 to 2020 are round fill-ins of the package's authors; 0 in 2021 means not reported.",
    ],
)
def troops_yearly(sources: Sources):
    """Troops by state and year."""
    states = ["AFG", "CHN", "IND", "IRN", "KAZ", "KGZ", "PAK", "RUS", "TJK", "TKM", "UZB"]
    columns = ["countryname", "iso3c", "year", "troops"]
    raw = sources.csv("us-troops", "us_troops_country_year_1950-2021.csv", columns)
    # The file gives the island Bassas da India, which is French, the code of India.
    frame = raw[raw["iso3c"].isin(states) & (raw["countryname"] != "Bassas da India")]
    frame = frame.rename(columns={"iso3c": "state"})[["state", "year", "troops"]]
    return frame.dropna().astype({"year": "int64"}).sort_values(["state", "year"])


@derives(
    "conflict/us_deaths",
    {"icasualties-us-deaths-afg": "iCasualties, state of August 2021"},
    kept="US service members who died in Afghanistan by month, province as the source names it, and whether in "
    "action.",
)
def us_deaths(sources: Sources):
    """US deaths by month and province."""
    columns = ["month", "province", "source", "us_deaths"]
    raw = sources.csv("icasualties-us-deaths-afg", "us_deaths_month_province.csv", columns)
    frame = raw.rename(columns={"us_deaths": "deaths"}).assign(hostile=raw["source"].eq("hostile"))
    frame = frame.fillna({"province": "not stated"}).astype({"deaths": "int64"})
    frame = frame.groupby(["month", "province", "hostile"], as_index=False)["deaths"].sum()
    return frame.sort_values(["month", "province", "hostile"])
