"""Contracts of `data/conflict/`: annual tables of deaths by country, conflict and dyad, and of support."""

import pandas as pd

from dossier.tables.base import Table, day, flag, state, text, whole, year
from dossier.tables.cuts import always, by_lag
from dossier.tables.publishers import UCDP, UCDP_SUPPORT

#: UCDP's three kinds of organised violence.
TYPES = {"state-based", "non-state", "one-sided"}
#: UCDP's three estimates of a number of deaths.
ESTIMATES = ["best", "low", "high"]
STATES = r"[A-Z]{3}( [A-Z]{3})*"

#: Kinds of violence in the country-year table, in words.
KINDS = {
    "state_based": "state-based conflict, fighting between states included",
    "interstate": "fighting between states",
    "non_state": "fighting between armed groups",
    "one_sided": "killings of civilians by any actor",
    "one_sided_groups": "killings of civilians by armed groups, governments left out",
    "all": "all three types together",
}


def _estimates(words: str = "Deaths", prefix: str = ""):
    return {
        f"{prefix}{name}": whole(f"{words}, {name} estimate", "people", low=0)
        for name in ("best", "low", "high")
    }


def _countries(words: str):
    return text(words + ", as ISO codes in alphabetical order", pattern=STATES)


TABLES = {
    "conflict/country_years": Table(
        title="Deaths of organised violence by country and year, 1989-2024",
        columns={
            "country": state("Where people died"),
            "year": year("Calendar year", 1989, 2024),
        }
        | {
            name: column
            for kind, words in KINDS.items()
            for name, column in _estimates(f"Deaths in {words}", f"{kind}_").items()
        },
        key=("country", "year"),
        rows=6936,
        format="parquet",
        cut=UCDP,
    ),
    "conflict/country_parties": Table(
        title="Who fought in each country and year, 1989-2024",
        columns={
            "country": state("Where the events were"),
            "year": year("Calendar year", 1989, 2024),
            "type_of_violence": text("UCDP's kind of violence", allowed=TYPES),
            "parties": text("Dyad, pair or actor against civilians, as UCDP names it"),
        },
        key=("country", "year", "type_of_violence", "parties"),
        rows=9878,
        format="parquet",
        cut=UCDP,
    ),
    "conflict/battle_deaths": Table(
        title="Battle-related deaths by conflict and year, 1989-2023",
        columns={
            "conflict_id": whole("UCDP conflict id", low=1),
            "year": year("Calendar year", 1989, 2023),
            "side_a": text("Government side as UCDP names it"),
            "side_b": text("Opponents active in the year as UCDP names them"),
            "incompatibility": whole("Fought over: 1 territory, 2 government, 3 both", low=1, high=3),
            "type_of_conflict": whole(
                "2 between states, 3 within a state, 4 within a state with foreign troops", low=2, high=4
            ),
            "countries": _countries("Where it was fought"),
        }
        | _estimates("Battle-related deaths"),
        key=("conflict_id", "year"),
        rows=1520,
        cut=UCDP,
    ),
    "conflict/nonstate_deaths": Table(
        title="Deaths in fighting between armed groups by dyad and year, 1989-2021",
        columns={
            "conflict_id": whole("UCDP conflict id", low=1),
            "dyad_id": whole("UCDP dyad id", low=1),
            "year": year("Calendar year", 1989, 2021),
            "side_a": text("Side A as UCDP names it"),
            "side_b": text("Side B as UCDP names it"),
            "countries": _countries("Where it was fought"),
        }
        | _estimates(),
        key=("dyad_id", "year"),
        rows=1442,
        cut=UCDP,
    ),
    "conflict/dyads": Table(
        title="State-based dyads active in each year, 1946-2024",
        columns={
            "dyad_id": whole("UCDP dyad id", low=1),
            "conflict_id": whole("UCDP conflict id", low=1),
            "year": year("Calendar year", 1946, 2024),
            "countries": _countries("States whose territory or government is fought over"),
            "side_a": text("Side A as UCDP names it"),
            "side_b": text("Side B as UCDP names it"),
            "incompatibility": whole("Fought over: 1 territory, 2 government, 3 both", low=1, high=3),
            "type_of_conflict": whole(
                "1 colonial, 2 between states, 3 within a state, 4 within a state with foreign troops",
                low=1,
                high=4,
            ),
            "intensity_level": whole("1: 25 to 999 deaths in the year, 2: 1,000 or more", low=1, high=2),
        },
        key=("dyad_id", "year"),
        rows=3432,
        cut=UCDP,
    ),
    "conflict/support": Table(
        title="Named outside supporters of parties to armed conflict, 1975-2017",
        columns={
            "year": year("Calendar year", 1975, 2017),
            "dyad_id": whole("UCDP dyad id", low=1),
            "active": flag("The dyad passed 25 deaths in the year"),
            "actor": text("Supported party as UCDP names it"),
            "opponent": text("Its opponent as UCDP names it"),
            "supporter": text("Supporter as UCDP names it"),
            "supporter_state": state("Supporter where it is a government", nullable=True),
        },
        key=("dyad_id", "actor", "year", "supporter"),
        rows=8663,
        format="parquet",
        cut=UCDP_SUPPORT,
    ),
    "conflict/support_kinds": Table(
        title="Kinds of outside support to parties of the Afghan wars, 1978-2017",
        columns={
            "year": year("Calendar year", 1978, 2017),
            "dyad_id": whole("UCDP dyad id", low=1),
            "actor": text("Supported party as UCDP names it"),
            "opponent": text("Its opponent as UCDP names it"),
            "kind": text("Kind of support"),
            "states": whole("States that gave it", "states", low=0),
            "groups": whole("Armed groups that gave it", "groups", low=0),
        },
        key=("dyad_id", "actor", "year", "kind"),
        rows=986,
        cut=UCDP_SUPPORT,
    ),
    "conflict/conflict_totals": Table(
        title="Deaths and events of every conflict, 1989-2024 together",
        columns={
            "conflict_id": whole("UCDP id of the conflict, pair or actor", low=1),
            "name": text("Conflict, pair or actor as UCDP names it"),
            "type_of_violence": text("UCDP's kind of violence", allowed=TYPES),
        }
        | _estimates()
        | {
            "deaths_civilians": whole("Deaths of civilians", "people", low=0),
            "events": whole("Events", "events", low=1),
            "first_year": year("First year with an event", 1989, 2024),
            "last_year": year("Last year with an event", 1989, 2024),
        },
        key=("conflict_id",),
        rows=1531,
        cut=by_lag(
            "first_year",
            6,
            "UCDP publishes a year in June of the next; sums over all years were known in 2025",
        ).hiding(
            {
                "last_year": pd.NA,
                "best": pd.NA,
                "low": pd.NA,
                "high": pd.NA,
                "deaths_civilians": pd.NA,
                "events": pd.NA,
            },
            always("2025-12"),
        ),
    ),
    "conflict/event_year_counts": Table(
        title="Events and deaths by conflict, country and year, 1999-2018",
        columns={
            "conflict_id": whole("UCDP id of the conflict, pair or actor", low=1),
            "country": state("Where the events were"),
            "year": year("Calendar year", 1999, 2018),
            "events": whole("Events", "events", low=1),
            "best": whole("Deaths, best estimate", "people", low=0),
        },
        key=("conflict_id", "country", "year"),
        rows=4637,
        cut=UCDP,
    ),
    "conflict/battle_deaths_by_country": Table(
        title="Battle deaths by country where they fell, 1946-2022",
        columns={
            "country": state("Where people fell"),
            "year": year("Calendar year", 1946, 2022),
        }
        | _estimates("Battle deaths")
        | {"series": text("Series that the year comes from", allowed={"PRIO 3.1", "UCDP GED 23.1"})},
        key=("country", "year"),
        rows=621,
        cut=UCDP,
    ),
    "conflict/suicide_attacks": Table(
        title="Suicide attacks in Afghanistan, its region and Russia, 1985-2019",
        columns={
            # CPOST numbers attacks by 32 bits with a sign.
            "event_id": whole("CPOST's id of the attack", low=-(2**31), high=2**31 - 1),
            "date": day("Day of the attack"),
            "status": text(
                "How sure the account is: CPOST counts `confirmed suicide`",
                allowed={
                    "confirmed suicide",
                    "possible - too few sources",
                    "possible - conflicting reports",
                },
            ),
            "country": state("Where the attack was"),
            "groups": text("Groups that claimed it or are suspected, separated by semicolons"),
            "target_type": text("Kind of target", allowed={"security", "political", "civilian", "unknown"}),
            "killed_low": whole("People killed, low", "people", low=0, nullable=True),
            "killed_high": whole("People killed, high", "people", low=0, nullable=True),
            "wounded_low": whole("People wounded, low", "people", low=0, nullable=True),
            "wounded_high": whole("People wounded, high", "people", low=0, nullable=True),
            "attackers": whole("Attackers", "people", low=0),
            "province": text(
                "P-code of the Afghan province in which the point lies", pattern=r"AF\d{2}", nullable=True
            ),
        },
        key=("event_id",),
        rows=2427,
        format="parquet",
        cut=by_lag("date", 12, "Attacks are coded from the press; a year is allowed for the coding"),
    ),
}
