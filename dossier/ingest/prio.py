"""PRIO: battle deaths before UCDP's events begin, as combined with them by country and year."""

from __future__ import annotations

from dossier.ingest.reading import STATE, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

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
SERIES = coded({"PRIO Battle-deaths 3.1": "PRIO 3.1", "UCDP GED 23.1": "UCDP GED 23.1"})


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
        "prio-ucdp-battle-deaths-country-year",
        "battle_deaths_country_year.csv.gz",
        columns,
        cells=dict.fromkeys(columns, WHOLE) | {"country_name": STATE, "source": SERIES},
        only={"country_name": COUNTRIES},
    )
    frame = raw.rename(columns={"country_name": "country", "source": "series"})
    return frame.sort_values(["country", "year"], ignore_index=True)
