"""UCDP: single events with a place, from public extracts of the Georeferenced Event Dataset (GED)."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import DAY, FLAG, PCODE, REAL, STATE, TEXT, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.conflict import ESTIMATES

TYPES = coded({1: "state-based", 2: "non-state", 3: "one-sided"})
PLACED = {"type_of_violence": TYPES, "latitude": REAL, "longitude": REAL}
SIDES = {"side_a": TEXT, "side_b": TEXT}
#: Four decimals are eleven metres, closer than any place UCDP gives.
DECIMALS = 4
#: Extracts of the union that were not selected by size or sampling.
UNSELECTED = ["in_a", "in_b", "in_c", "in_d"]
#: Whose events are kept whoever fought: Russia and the five states of Central Asia.
RUSSIA_AND_CENTRAL_ASIA = {"RUS", "KAZ", "KGZ", "TJK", "TKM", "UZB"}


@derives(
    "conflict/afghan_events",
    {"ucdp-ged-afg-union": "UCDP GED 19.1-25.1, Afghanistan, joined from public extracts"},
    kept="Every event of the union with sides, first day, place to four decimals, deaths and the P-codes of "
    "the province and district in which the point lies. `selected_only` marks the rows that come from the "
    "excerpt or the sample alone.",
)
def afghan_events(sources: Sources):
    """Events in Afghanistan; the columns that say which extract an event is in become one flag."""
    columns = ["event_key", "year", "date_start", "type_of_violence", "side_a", "side_b", "where_prec"]
    columns += ["latitude", "longitude", *ESTIMATES, "deaths_civilians", "geo_adm1_pcode", "geo_adm2_pcode"]
    words = {"event_key": TEXT, "date_start": DAY.or_empty()}
    words |= {"geo_adm1_pcode": PCODE, "geo_adm2_pcode": PCODE.or_empty()}
    counts = dict.fromkeys([*ESTIMATES, "deaths_civilians"], WHOLE.or_empty())
    raw = sources.csv(
        "ucdp-ged-afg-union",
        "ged_afg_union_1989_2022.csv.gz",
        [*columns, *UNSELECTED],
        cells=PLACED | words | counts | {"year": WHOLE} | dict.fromkeys(UNSELECTED, FLAG),
    )
    frame = raw[columns].rename(
        columns={"date_start": "date", "geo_adm1_pcode": "province", "geo_adm2_pcode": "district"}
    )
    frame = _rounded(frame)
    frame["selected_only"] = ~raw[UNSELECTED].any(axis=1)
    return frame.sort_values(["year", "event_key"], ignore_index=True)


@derives(
    "conflict/afghan_event_coverage",
    {"ucdp-ged-afg-union": "UCDP GED 19.1-25.1, Afghanistan, joined from public extracts"},
    kept="The union's table of completeness; shares are left to be computed. Deaths on record are those of "
    "UCDP's annual tables: battle-related deaths 24.1, non-state conflict 22.1, country-years 25.1.",
    warnings=["UCDP revises its annual tables: the non-state conflict of IS and the Taleban most of all."],
)
def afghan_event_coverage(sources: Sources):
    """Events and deaths held beside those on record, by dyad and year and by type and year."""
    names = {
        "conflict_id": "conflict_id",
        "side_a": "side_a",
        "side_b": "side_b",
        "year": "year",
        "events_here": "events_held",
        "events_lite": "events_recorded",
        "deaths_here": "deaths_held",
        "deaths_lite": "deaths_in_event_file",
        "deaths_official": "deaths_recorded",
        "official_source": "annual_table",
    }
    known = dict.fromkeys(["year", "events_here", "deaths_here"], WHOLE)
    partly = dict.fromkeys(["conflict_id", "events_lite", "deaths_lite", "deaths_official"], WHOLE.or_empty())
    cells = known | partly | dict.fromkeys(["side_a", "side_b"], TEXT)
    frame = sources.csv("ucdp-ged-afg-union", "completeness.csv", list(names), cells=cells)
    return frame.rename(columns=names).sort_values(["side_a", "side_b", "year"], ignore_index=True)


@derives(
    "conflict/is_events_region",
    {"ucdp-ged-21-1-precise": "UCDP GED 21.1, events with an exact or near place"},
    kept="Outside Afghanistan, 1999-2020: every event in which side A or B is the Islamic State, in any "
    "country, and every event in Russia, Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan. "
    "Afghan events lie in conflict/afghan_events.",
)
def is_events_region(sources: Sources):
    """Events of the Islamic State outside Afghanistan and of anyone in Russia and Central Asia."""
    columns = ["id", "date_start", "country", "type_of_violence", "side_a", "side_b", "latitude", "longitude"]
    raw = sources.csv(
        "ucdp-ged-21-1-precise",
        "ged211_prec12_region_is_1999_2020.csv.gz",
        [*columns, *ESTIMATES],
        cells=PLACED
        | SIDES
        | {"date_start": DAY, "country": STATE}
        | dict.fromkeys(["id", *ESTIMATES], WHOLE),
    )
    frame = _rounded(raw.rename(columns={"date_start": "date"}))
    with_is = frame[["side_a", "side_b"]].eq("IS").any(axis=1)
    frame = frame[with_is | frame["country"].isin(RUSSIA_AND_CENTRAL_ASIA)]
    return frame.sort_values("id", ignore_index=True)


@derives(
    "conflict/syria_events",
    {"ucdp-ged-syria-2016-2019": "UCDP GED Syria, release of December 2019"},
    kept="Every event with sides, days, precision of day and place, governorate, place to four decimals and "
    "deaths.",
    warnings=[
        "Russia is not a side of any row: its strikes stand under Government of Syria, whose ally it was.",
        "A few rows sum a year or a month for the whole country (where_prec 6, date_prec 4 and 5) and hold a "
        "large part of the deaths: they belong to a yearly total, never to a month or a place.",
    ],
)
def syria_events(sources: Sources):
    """Events in Syria in the one release that covers any actor."""
    columns = ["id", "date_start", "date_end", "date_prec", "type_of_violence", "side_a", "side_b"]
    columns += ["where_prec", "adm_1", "latitude", "longitude", *ESTIMATES, "deaths_civilians"]
    whole = dict.fromkeys(["id", "date_prec", "where_prec", *ESTIMATES, "deaths_civilians"], WHOLE)
    raw = sources.csv(
        "ucdp-ged-syria-2016-2019",
        "ged_syria_2016_2019.csv.gz",
        columns,
        cells=PLACED | SIDES | whole | dict.fromkeys(["date_start", "date_end"], DAY),
    )
    frame = _rounded(raw.rename(columns={"date_start": "date", "adm_1": "governorate"}))
    return frame.sort_values("id", ignore_index=True)


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.round({"latitude": DECIMALS, "longitude": DECIMALS})
