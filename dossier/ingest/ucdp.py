"""UCDP: annual tables of organised violence and of external support."""

from __future__ import annotations

import html

import pandas as pd

from dossier.ingest.reading import FLAG, ISO3, STATE, TEXT, WHOLE, Cell, coded, listed
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code
from dossier.tables.conflict import ESTIMATES

#: UCDP's prefixes of the kinds of violence in the country-year file, and the columns they become.
KINDS = {
    "sb_total_deaths": "state_based",
    "sb_interstate_deaths": "interstate",
    "ns_total_deaths": "non_state",
    "os_total_deaths": "one_sided",
    "os_nsgroup_killings": "one_sided_groups",
    "cumulative_total_deaths_in_orgvio": "all",
}
TYPES = {"sb": "state-based", "ns": "non-state", "os": "one-sided"}
COUNTRY_YEARS = {"ucdp-country-year-25-1": "UCDP Country-Year Dataset 25.1"}
#: Names of places become codes in alphabetical order.
COUNTRIES = listed(", ", lambda codes: " ".join(sorted(set(codes))))
SIDES = {"side_a": TEXT, "side_b": TEXT}
SOVIET = "RUS stands for the Soviet Union too, which UCDP treats as one state with Russia."


@derives(
    "conflict/country_years",
    COUNTRY_YEARS,
    kept="Deaths by country and year, best, low and high estimate: each kind of violence, fighting between "
    "states apart, killings of civilians by armed groups apart, and all kinds together.",
    warnings=[SOVIET],
)
def country_years(sources: Sources):
    """Deaths of organised violence by the country where people died."""
    names = {
        f"{kind}_{estimate}_cy": f"{name}_{estimate}"
        for kind, name in KINDS.items()
        for estimate in ESTIMATES
    }
    raw = _country_years(sources, dict.fromkeys(names, WHOLE)).rename(columns=names)
    return raw.sort_values(["country", "year"], ignore_index=True)


@derives(
    "conflict/country_parties",
    COUNTRY_YEARS,
    kept="UCDP's names of the dyads, pairs and actors that killed in each country and year, one a row.",
    warnings=[SOVIET, "A name says that there was an event, not that anyone died, nor how many."],
)
def country_parties(sources: Sources):
    """Who fought whom in each country and year, below 25 deaths too."""
    lists = {f"{prefix}_dyad_names_cy": kind for prefix, kind in TYPES.items()}
    raw = _country_years(sources, dict.fromkeys(lists, TEXT)).rename(columns=lists)
    frame = raw.melt(["country", "year"], var_name="type_of_violence", value_name="parties")
    frame = frame[frame["parties"] != "NO_DYAD"]
    frame["parties"] = frame["parties"].map(html.unescape).str.split("; ")
    frame = frame.explode("parties")
    frame["parties"] = frame["parties"].str.split().str.join(" ")
    return frame.drop_duplicates().sort_values(
        ["country", "year", "type_of_violence", "parties"], ignore_index=True
    )


def _country_years(sources: Sources, cells: dict[str, Cell]) -> pd.DataFrame:
    cells = {"country_cy": STATE, "year_cy": WHOLE} | cells
    name = "organizedviolencecy_v25_1.csv.gz"
    raw = sources.csv("ucdp-country-year-25-1", name, list(cells), cells=cells, release="25.1")
    return raw.rename(columns={"country_cy": "country", "year_cy": "year"})


@derives(
    "conflict/battle_deaths",
    {"ucdp-brd-conflict-24-1": "UCDP Battle-Related Deaths 24.1"},
    kept="Every conflict-year with sides, kind of conflict, places as state codes, and deaths.",
    warnings=[SOVIET],
)
def battle_deaths(sources: Sources):
    """Deaths in state-based conflicts, a row a conflict and year of at least 25 deaths."""
    columns = ["conflict_id", "year", "side_a", "side_b", "incompatibility", "type_of_conflict"]
    columns += ["battle_location", "bd_best", "bd_low", "bd_high"]
    raw = sources.csv(
        "ucdp-brd-conflict-24-1",
        "BattleDeaths_v24_1_conf.csv.gz",
        columns,
        cells=dict.fromkeys(columns, WHOLE) | SIDES | {"battle_location": COUNTRIES},
        release="24.1",
    )
    names = {f"bd_{estimate}": estimate for estimate in ESTIMATES} | {"battle_location": "countries"}
    return raw.rename(columns=names).sort_values(["conflict_id", "year"], ignore_index=True)


@derives(
    "conflict/nonstate_deaths",
    {"ucdp-nonstate-22-1": "UCDP Non-State Conflict 22.1"},
    kept="Every dyad-year with sides, places as state codes, and deaths.",
)
def nonstate_deaths(sources: Sources):
    """Deaths in fighting between armed groups, a row a dyad and year of at least 25 deaths."""
    names = {"conflict_id": "conflict_id", "dyad_id": "dyad_id", "year": "year"}
    names |= {"side_a_name": "side_a", "side_b_name": "side_b", "location": "countries"}
    names |= {f"{estimate}_fatality_estimate": estimate for estimate in ESTIMATES}
    words = {"side_a_name": TEXT, "side_b_name": TEXT, "location": COUNTRIES}
    raw = sources.csv(
        "ucdp-nonstate-22-1",
        "ucdp-nonstate-221.csv.gz",
        list(names),
        cells=dict.fromkeys(names, WHOLE) | words,
        release="22.1",
    )
    return raw.rename(columns=names).sort_values(["dyad_id", "year"], ignore_index=True)


@derives(
    "conflict/dyads",
    {"ucdp-dyadic-25-1": "UCDP Dyadic Dataset 25.1"},
    kept="Every dyad-year with sides, kind of conflict, intensity, and the states of the dispute as codes; "
    "the lists of states with troops are left out.",
    warnings=[SOVIET, "Hyderabad is given as India, South and North Vietnam as Viet Nam."],
)
def dyads(sources: Sources):
    """State-based dyads by year, active from 25 deaths."""
    columns = ["dyad_id", "conflict_id", "year", "location", "side_a", "side_b"]
    columns += ["incompatibility", "type_of_conflict", "intensity_level"]
    cells = dict.fromkeys(columns, WHOLE) | SIDES | {"location": COUNTRIES}
    raw = sources.csv("ucdp-dyadic-25-1", "ucdp-dyadic-251.csv.gz", columns, cells=cells, release="25.1")
    return raw.rename(columns={"location": "countries"}).sort_values(["dyad_id", "year"], ignore_index=True)


@derives(
    "conflict/battle_deaths_to_2025",
    {"ucdp-brd-dyadic-26-1-extract": "UCDP Battle-Related Deaths 26.1, extract of 87 dyad-years"},
    kept="Every dyad-year of the extract with sides, kind of conflict, places as state codes, and deaths; the lists "
    "of states with troops are left out.",
    warnings=[SOVIET],
)
def battle_deaths_to_2025(sources: Sources):
    """Deaths by dyad and year in the newest release, for Afghanistan, its region and Islamic State's dyads."""
    columns = ["conflict_id", "dyad_id", "year", "location_inc", "side_a", "side_b", "type_of_conflict"]
    columns += ["battle_location", "bd_best", "bd_low", "bd_high"]
    cells = (
        dict.fromkeys(columns, WHOLE) | SIDES | dict.fromkeys(["location_inc", "battle_location"], COUNTRIES)
    )
    raw = sources.csv(
        "ucdp-brd-dyadic-26-1-extract",
        "brd_dyadic_26_1_afg_region.csv",
        columns,
        cells=cells,
        release="26.1",
    )
    names = {f"bd_{estimate}": estimate for estimate in ESTIMATES}
    names |= {"location_inc": "location", "battle_location": "countries"}
    return raw.rename(columns=names).sort_values(["dyad_id", "year"], ignore_index=True)


EXTERNAL_SUPPORT = {"ucdp-esd": "UCDP External Support Dataset 18.1"}
#: Names of supporters that contain a comma, which also separates names.
NAMES_WITH_COMMA = [
    "Interahamwe, ex-FAR",
    "Military Junta for the Consolidation of Democracy, Peace and Justice",
    "al-Moutasem Brigade, Authenticity and Development Front, Fistaqim Kama Umirat, Free Idlib Army, "
    "Hamza Division, Jaysh al-Nukhba, Kita'ib al-Safwat al-Islamiya, Levant Front, Liwa al-Sultan Murad, "
    "Sham Legion",
]
#: UCDP's letters of the kinds of support.
SUPPORT_KINDS = {
    "x": "troops",
    "p": "troop presence",
    "y": "infrastructure or joint operations",
    "w": "weapons",
    "m": "materiel and logistics",
    "t": "training and expertise",
    "f": "funding",
    "i": "intelligence",
    "l": "access to territory",
    "o": "other",
    "u": "unknown",
}
RECIPIENT = {"year": "year", "actor_name": "actor", "oppo_name": "opponent", "dyad_id": "dyad_id"}


@derives(
    "conflict/support",
    EXTERNAL_SUPPORT,
    kept="One row for each supporter that UCDP names for a party in a dyad and year, states also by code.",
    warnings=[
        SOVIET,
        "Rests on alleged as well as confirmed support, and does not say which supporter gave what.",
        "A party without a row in a year had no named supporter, or fought below 25 deaths.",
        "UCDP's `elements` of a state, such as officials acting alone, are not counted as the state.",
    ],
)
def support(sources: Sources):
    """Named supporters of each party by dyad and year."""
    cells = {"active": FLAG, "ext_name": TEXT.or_empty()}
    raw = _support(sources, cells).dropna(subset="ext_name")
    frame = raw.assign(supporter=raw["ext_name"].map(_supporters)).drop(columns="ext_name")
    frame = frame.explode("supporter", ignore_index=True)
    frame["supporter_state"] = frame["supporter"].map(_state)
    order = ["year", "dyad_id", "actor", "supporter"]
    return frame.sort_values(order, ignore_index=True)[
        ["year", "dyad_id", "active", "actor", "opponent", "supporter", "supporter_state"]
    ]


@derives(
    "conflict/support_kinds",
    EXTERNAL_SUPPORT,
    kept="For every party of a dyad with Afghanistan as a place: how many states and how many armed groups "
    "gave each kind of support, where any did.",
    warnings=[
        "Counts supporters, not amounts, and does not say which supporter gave what.",
        "The words for troop presence, infrastructure and access to territory rest on earlier releases.",
    ],
)
def support_kinds(sources: Sources):
    """Kinds of support to Afghan parties by dyad and year, as counts of supporters."""
    counts = [f"ext_{letter}_count_{giver}" for letter in SUPPORT_KINDS for giver in ("s", "ns")]
    raw = _support(sources, {"location": TEXT} | dict.fromkeys(counts, WHOLE))
    raw = raw[raw["location"].str.startswith("Afghanistan")].drop(columns="location")
    frame = raw.melt(list(RECIPIENT.values()), var_name="kind", value_name="supporters")
    parts = frame["kind"].str.extract(r"ext_(?P<letter>\w)_count_(?P<giver>\w+)")
    frame["kind"] = parts["letter"].map(SUPPORT_KINDS)
    frame["giver"] = parts["giver"].map({"s": "states", "ns": "groups"})
    keys = [*RECIPIENT.values(), "kind"]
    wide = frame.pivot_table(index=keys, columns="giver", values="supporters", aggfunc="sum")
    wide = wide.reset_index().rename_axis(columns=None)
    wide = wide[wide[["states", "groups"]].any(axis=1)]
    order = ["year", "dyad_id", "actor", "kind"]
    return wide.sort_values(order, ignore_index=True)[
        ["year", "dyad_id", "actor", "opponent", "kind", "states", "groups"]
    ]


def _support(sources: Sources, cells: dict[str, Cell]) -> pd.DataFrame:
    cells = {"year": WHOLE, "actor_name": TEXT, "oppo_name": TEXT, "dyad_id": WHOLE} | cells
    return sources.csv("ucdp-esd", "ucdp-esd-ay-181.csv", list(cells), cells=cells).rename(columns=RECIPIENT)


def _supporters(listed: str) -> list[str]:
    found = []
    for name in NAMES_WITH_COMMA:
        if name in listed:
            found.append(name)
            listed = listed.replace(name, "")
    return found + [name.strip() for name in listed.split(",") if name.strip()]


def _state(supporter: str) -> str | None:
    prefix = "Government of "
    return code(supporter.removeprefix(prefix)) if supporter.startswith(prefix) else None


@derives(
    "conflict/conflict_totals",
    {"ucdp-ged-25-1-derived": "UCDP GED 25.1, aggregated in December 2025"},
    kept="Deaths, civilian deaths and events of every conflict, pair and one-sided actor, 1989-2024 together; "
    "the region and the ratios are left out.",
)
def conflict_totals(sources: Sources):
    """Totals of the newest event release; less the annual tables they give the years those lack."""
    names = {"id": "conflict_id", "name": "name", "violence_type": "type_of_violence"}
    names |= {name: name for name in ESTIMATES} | {"civilian_deaths": "deaths_civilians"}
    names |= {"event_count": "events", "start_year": "first_year", "end_year": "last_year"}
    kinds = coded(dict(enumerate(TYPES.values(), start=1)))
    raw = sources.csv(
        "ucdp-ged-25-1-derived",
        "ged251_conflict_totals.csv.gz",
        list(names),
        cells=dict.fromkeys(names, WHOLE) | {"name": TEXT, "violence_type": kinds},
    )
    return raw.rename(columns=names).sort_values("conflict_id", ignore_index=True)


@derives(
    "conflict/event_year_counts",
    {"ucdp-ged-events-lite-1999-2018": "UCDP GED, all events 1999-2018 in four columns"},
    kept="Events and best-estimate deaths counted by conflict, country and year.",
)
def event_year_counts(sources: Sources):
    """How many events and deaths the complete event file has by conflict, country and year."""
    columns = ["conflict_id", "ISO", "year", "best"]
    raw = sources.csv(
        "ucdp-ged-events-lite-1999-2018",
        "ged_events_lite_1999_2018.csv.gz",
        columns,
        cells=dict.fromkeys(columns, WHOLE) | {"ISO": ISO3},
    )
    frame = raw.rename(columns={"ISO": "country"})
    counted = frame.groupby(["conflict_id", "country", "year"])["best"].agg(events="size", best="sum")
    return counted.reset_index()
