"""Contracts of dealings with the Taliban and of Russian exercises, in `data/diplomacy/`."""

from dossier.tables.base import Table, address, day, flag, state, stated_day, text, whole, year
from dossier.tables.cuts import by_day, by_lag
from dossier.tables.publishers import ICEWS

#: Cuts of the event data; each is compared within itself only.
VINTAGES = ("icews18", "icews21", "icews22_top999", "icews22_q4", "icews23")
#: Actors of the dyad-months beside states: the Islamic State (any province), the UN and the EU.
ACTOR = r"[A-Z]{3}|EU|IS|UN"
DIRECTIONS = ("by-taliban", "toward-taliban")
#: The four classes of events, by their CAMEO codes.
QUADS = {
    "verbal_cooperation": "statements, appeals and meetings (CAMEO 01 to 05)",
    "material_cooperation": "material cooperation (06 to 08)",
    "verbal_conflict": "verbal conflict (09 to 13)",
    "material_conflict": "material conflict (14 to 20)",
}

TABLES = {
    "diplomacy/taliban_dyad_months": Table(
        title="Coded news events between the Taliban and nineteen actors by month, five cuts, 2018-2023",
        columns={
            "vintage": text("Cut of the data", allowed=VINTAGES),
            "month": text("Calendar month", pattern=r"\d{4}-\d{2}"),
            "actor": text("The other side", pattern=ACTOR),
            "direction": text("Who acts", allowed=DIRECTIONS),
            **{name: whole(f"Events: {words}", "events", low=0) for name, words in QUADS.items()},
            "all_events": whole("Events of all actors in the month and cut", "events", low=1),
        },
        key=("vintage", "month", "actor", "direction"),
        rows=563,
        cut=ICEWS,
    ),
    "diplomacy/taliban_russia_days": Table(
        title="Days of coded news events between Russia and the Taliban, five cuts, 2018-2023",
        columns={
            "vintage": text("Cut of the data", allowed=VINTAGES),
            "date": day("Day"),
            "direction": text("Who acts", allowed=DIRECTIONS),
            "quad": text("Class of events", allowed=tuple(QUADS)),
            "events": whole("Events", "events", low=1),
        },
        key=("vintage", "date", "direction", "quad"),
        rows=190,
        cut=by_day("date", why="The press reported the events on their days"),
    ),
    "diplomacy/taliban_meetings": Table(
        title="Meetings of the Taliban government by counterpart, August 2021 to February 2024 (compiled)",
        columns={
            "counterpart": text("State, or EU", pattern=r"[A-Z]{3}|EU"),
            "first_day": day("First day"),
            "last_day": day("Last day"),
            "meetings": whole("Meetings that the Taliban announced", "meetings", low=0),
            "place": whole("Place in the report", low=1),
            "ranked": flag("No state with more meetings is missing above it"),
            "url": address(),
        },
        key=("counterpart",),
        rows=15,
        cut=by_day("last_day", why="The last day that a count covers"),
    ),
    "diplomacy/taliban_meetings_in_all": Table(
        title="Meetings of the Taliban government with all states, two counts (compiled)",
        columns={
            "first_day": day("First day"),
            "last_day": day("Last day"),
            "meetings": whole("Meetings", "meetings", low=0),
            "with_multilateral": whole(
                "Counting each state at multilateral events", "meetings", low=0, nullable=True
            ),
            "states": whole("States met, at least", "states", low=0),
            "url": address(),
        },
        key=("last_day",),
        rows=2,
        cut=by_day("last_day", why="The last day that a count covers"),
    ),
    "diplomacy/taliban_steps": Table(
        title="Steps of states toward the Taliban government, 2022-2026 (compiled)",
        columns={
            "state": state("State"),
            "step": text("Step"),
            "date": stated_day("Date, as closely as the page has it"),
            "dated": text(
                "What the date is; `no later than` is an upper bound",
                allowed=("day", "month", "no later than", "as of"),
            ),
            "taliban_claim": flag("Rests on the Taliban's word"),
            "url": address(),
        },
        key=("state", "step"),
        rows=26,
        cut=by_day("date"),
    ),
    "diplomacy/taliban_missions": Table(
        title="Missions held by the Taliban government, four counts, 2023-2024 (compiled)",
        columns={
            "as_of": stated_day("Date of the count"),
            "missions": whole("Missions", "missions", low=0),
            "counted": text(
                "What is counted", allowed=("embassies", "states of the region", "missions of any kind")
            ),
            "taliban_claim": flag("Rests on the Taliban's word"),
            "url": address(),
        },
        key=("as_of",),
        rows=4,
        cut=by_day("as_of"),
    ),
    "diplomacy/russian_exercises": Table(
        title="Russia's joint exercises and its partners in them, 2009-2018",
        columns={
            "exercise": whole("Number in the list", low=1),
            "name": text("Russian name"),
            "year": year("Calendar year", 2009, 2018),
            "partner": state("Partner"),
            "url": address("Page that the list names"),
        },
        key=("exercise", "partner"),
        rows=278,
        cut=by_lag(
            "year", 0, "The ministry told of exercises as they were held; a year counts once it is over"
        ),
    ),
    "diplomacy/exercises_near_afghanistan": Table(
        title="Russian exercises with Pakistan and at the Afghan border, 2010-2025 (compiled)",
        columns={
            "exercise": text("Name"),
            "start": stated_day("First day or month", nullable=True),
            "end": stated_day("Last day or month", nullable=True),
            "partners": text("Partners as ISO codes", pattern=r"[A-Z]{3}(?:;[A-Z]{3})*"),
            "more_partners": flag("The page says that others took part"),
            "place": text("Place"),
            "troops": whole("Soldiers of all sides, as ministries gave them", "people", low=0, nullable=True),
            "russian_troops": whole(
                "Russian soldiers, as ministries gave them", "people", low=0, nullable=True
            ),
            "status": text("How it is known", allowed=("held", "announced", "inferred")),
            "url": address(),
        },
        key=("exercise",),
        rows=16,
        cut=by_day("end", "start", why="Exercises were reported as they were held"),
    ),
}
