"""iCasualties: US service members who died in Afghanistan."""

from __future__ import annotations

from dossier.ingest.reading import MONTH, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources


@derives(
    "conflict/us_deaths",
    {"icasualties-us-deaths-afg": "iCasualties, state of August 2021"},
    kept="US service members who died in Afghanistan by month, province as the source names it, and whether in "
    "action.",
)
def us_deaths(sources: Sources):
    """US deaths by month and province."""
    columns = ["month", "province", "source", "us_deaths"]
    hostile = coded({"hostile": True, "non-hostile": False})
    raw = sources.csv(
        "icasualties-us-deaths-afg",
        "us_deaths_month_province.csv",
        columns,
        cells={"month": MONTH, "source": hostile, "us_deaths": WHOLE},
    )
    frame = raw.rename(columns={"us_deaths": "deaths", "source": "hostile"})
    frame = frame.fillna({"province": "not stated"})[["month", "province", "hostile", "deaths"]]
    return frame.sort_values(["month", "province", "hostile"])
