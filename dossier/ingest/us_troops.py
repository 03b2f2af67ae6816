"""US troops abroad, from the reports of the Defense Manpower Data Center, through the troopdata package."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import ISO3, TEXT, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

MONTHS = coded({"March": 3, "June": 6, "September": 9, "December": 12})
RELEASE = "US Defense Manpower Data Center reports, as in troopdata 1.0.4.9000"
#: First and last year of reports that leave the state's deployed troops out: they print 0 or embassy guards.
NOT_REPORTED = {
    "AFG": [(2002, 2005), (2018, 2025)],
    "IRQ": [(2003, 2007), (2018, 2025)],
    "KWT": [(2003, 2007)],
}
#: Years in which the package's authors put round figures from the press for Afghanistan.
FILLED_IN = (2018, 2020)
#: Afghanistan, its neighbours, the powers and India.
YEARLY = ["AFG", "CHN", "IND", "IRN", "KAZ", "KGZ", "PAK", "RUS", "TJK", "TKM", "UZB"]


@derives(
    "conflict/us_troops",
    {"us-troops": RELEASE},
    kept="Active and reserve personnel in thirteen states of the region as reported each quarter, 1990-2025. "
    "Quarters without a report have no row. Where the report leaves deployed troops out (Afghanistan 2002-2005 "
    "and from 2018, Iraq 2003-2007 and from 2018, Kuwait 2003-2007) the figures are empty, not nought.",
    warnings=["Before September 2008 the reports give no reserve personnel: compare active personnel only."],
)
def troops(sources: Sources):
    """Troops by state and quarter."""
    columns = ["iso3c", "year", "month", "troops_ad", "selected_reserve"]
    counts = dict.fromkeys(["troops_ad", "selected_reserve"], WHOLE.or_empty())
    cells = {"iso3c": ISO3, "year": WHOLE, "month": MONTHS} | counts
    raw = sources.csv("us-troops", "dmdc_reports_focus_1990-2025.csv", columns, cells=cells)
    frame = raw.rename(columns={"iso3c": "state", "troops_ad": "active", "selected_reserve": "reserve"})
    frame.loc[_not_reported(frame), ["active", "reserve"]] = pd.NA
    return frame.sort_values(["state", "year", "month"])


@derives(
    "conflict/us_troops_yearly",
    {"us-troops": RELEASE},
    kept="Active troops in Afghanistan, its neighbours, Russia, China and India by year, 1950-2021: to 2005 as "
    "compiled by Tim Kane, then reported. Afghanistan 2021, which no report covers, is empty; round figures that "
    "the package's authors put for Afghanistan 2018-2020 are marked.",
)
def troops_yearly(sources: Sources):
    """Troops by state and year."""
    columns = ["countryname", "iso3c", "year", "troops"]
    raw = sources.csv(
        "us-troops",
        "us_troops_country_year_1950-2021.csv",
        columns,
        cells={"countryname": TEXT, "year": WHOLE, "troops": WHOLE.or_empty()},
        only={"iso3c": YEARLY},
    )
    # The file gives the island Bassas da India, which is French, the code of India.
    frame = raw[raw["countryname"] != "Bassas da India"]
    frame = frame.rename(columns={"iso3c": "state"})[["state", "year", "troops"]].dropna()
    afghan = frame["state"].eq("AFG")
    frame["filled_in"] = afghan & frame["year"].between(*FILLED_IN)
    frame["troops"] = frame["troops"].mask(afghan & frame["year"].gt(FILLED_IN[1]))
    return frame.sort_values(["state", "year"])


def _not_reported(frame: pd.DataFrame) -> pd.Series:
    lost = pd.Series(False, index=frame.index)
    for state, spans in NOT_REPORTED.items():
        for first, last in spans:
            lost |= frame["state"].eq(state) & frame["year"].between(first, last)
    return lost
