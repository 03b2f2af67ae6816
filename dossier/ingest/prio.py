"""PRIO: battle deaths before UCDP's events begin, as combined with them by country and year."""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

#: Afghanistan, its neighbours, India, Russia and the five states of Central Asia, as the file spells them.
COUNTRIES = [
    "Afghanistan",
    "China",
    "India",
    "Iran (Persia)",
    "Kazakhstan",
    "Kyrgyz Republic",
    "Pakistan",
    "Russia (Soviet Union)",
    "Tajikistan",
    "Turkmenistan",
    "Uzbekistan",
]
SERIES = {"PRIO Battle-deaths 3.1": "PRIO 3.1", "UCDP GED 23.1": "UCDP GED 23.1"}


@derives(
    "conflict/battle_deaths_by_country",
    {"prio-ucdp-battle-deaths-country-year": "PRIO Battle Deaths 3.1 and UCDP GED 23.1, as joined in poldat"},
    kept="Afghanistan, its neighbours, India, Russia and Central Asia: battle deaths by the country where "
    "people fell, and the series that each year comes from.",
    warnings=[
        "PRIO's low estimate can be a few hundredths of the best one.",
        "RUS stands for the Soviet Union to 1991; the states of Central Asia begin in 1991.",
        "The part from PRIO has no stated licence: only these states are kept.",
    ],
    restricted=True,
)
def battle_deaths_by_country(sources: Sources):
    """Battle deaths by place of death, two series joined at 1989."""
    columns = ["country_name", "year", "best", "low", "high", "source"]
    raw = sources.csv(
        "prio-ucdp-battle-deaths-country-year", "battle_deaths_country_year.csv.gz", columns
    ).rename(columns={"country_name": "country", "source": "series"})
    frame = raw[raw["country"].isin(COUNTRIES)]
    frame = frame.assign(country=frame["country"].map(code), series=frame["series"].map(SERIES))
    whole = dict.fromkeys(["best", "low", "high"], "float64")
    frame = frame.astype(whole | {"year": "int64"}).astype(dict.fromkeys(whole, "int64"))
    return frame.sort_values(["country", "year"], ignore_index=True)
