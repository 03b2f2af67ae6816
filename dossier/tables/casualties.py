"""Contracts of casualties and force in Afghanistan: deaths by dyad to 2025, civilians by party, US weapons."""

from dossier.tables.base import Table, address, flag, real, text, whole, year
from dossier.tables.cuts import by_lag
from dossier.tables.publishers import UCDP, UNAMA

#: A year, or the first half of one.
PERIOD = r"\d{4}(?:H1)?"
PARTIES = (
    "taliban",
    "is",
    "undetermined-anti-government",
    "all-anti-government",
    "afghan-forces",
    "international-forces",
    "pro-government-militias",
    "undetermined-pro-government",
    "all-pro-government",
    "crossfire",
    "fire-from-pakistan",
    "other",
)


def _people(words: str, nullable: bool = False):
    return whole(words, "people", low=0, nullable=nullable)


TABLES = {
    "conflict/battle_deaths_to_2025": Table(
        title="Battle-related deaths by dyad in Afghanistan, its region and Syria, to 2025",
        columns={
            "conflict_id": whole("UCDP conflict id", low=1),
            "dyad_id": whole("UCDP dyad id", low=1),
            "year": year("Calendar year", 2013, 2025),
            "location": text("States of the dispute, as ISO codes", pattern=r"[A-Z]{3}( [A-Z]{3})*"),
            "side_a": text("Side A as UCDP names it"),
            "side_b": text("Side B as UCDP names it"),
            "type_of_conflict": whole(
                "2 between states, 3 within a state, 4 within a state with foreign troops", low=2, high=4
            ),
            "countries": text("Where it was fought, as ISO codes", pattern=r"[A-Z]{3}( [A-Z]{3})*"),
            "best": _people("Battle-related deaths, best estimate"),
            "low": _people("Battle-related deaths, low estimate"),
            "high": _people("Battle-related deaths, high estimate"),
        },
        key=("dyad_id", "year"),
        rows=87,
        cut=UCDP,
    ),
    "conflict/civilian_casualties": Table(
        title="Civilians killed and injured in Afghanistan, UN mission's counts, 2009-2021 (compiled)",
        columns={
            "period": text("Year, or H1 for January to June", pattern=PERIOD),
            "killed": _people("Civilians killed"),
            "injured": _people("Civilians injured"),
            "casualties": _people("Both"),
            "url": address(),
        },
        key=("period",),
        rows=17,
        cut=UNAMA,
    ),
    "conflict/civilian_casualties_by_party": Table(
        title="Civilian casualties in Afghanistan by party, UN mission's attribution, 2015-2021 (compiled)",
        columns={
            "period": text("Year, or H1 for January to June", pattern=PERIOD),
            "party": text("Party, or sum of parties", allowed=PARTIES),
            "killed": _people("Civilians killed", nullable=True),
            "injured": _people("Civilians injured", nullable=True),
            "casualties": _people("Both", nullable=True),
            "share_percent": real(
                "Share as printed", "percent of all casualties of the period", 0, 100, nullable=True
            ),
            "url": address(),
        },
        key=("period", "party"),
        rows=41,
        cut=UNAMA,
    ),
    "conflict/us_weapons": Table(
        title="Weapons that US aircraft released in Afghanistan, years and single months, 2010-2020 (compiled)",
        columns={
            "period": text("Year or month", pattern=r"\d{4}(?:-\d{2})?"),
            "weapons": whole("Weapons released", "weapons", low=0),
            "sorties": whole("Sorties with at least one release", "sorties", low=0, nullable=True),
            "derived": flag("Derived from another month rather than printed"),
            "url": address(),
        },
        key=("period",),
        rows=13,
        cut=by_lag("period", 1, "The air command publishes its summary of a month in the next", "row"),
    ),
}
