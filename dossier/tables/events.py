"""Contracts of `data/conflict/`: single events with a place (UCDP GED, TBIJ)."""

from dossier.tables.base import Table, day, flag, latitude, longitude, state, text, whole, year
from dossier.tables.conflict import TYPES
from dossier.tables.cuts import by_day
from dossier.tables.publishers import UCDP, UCDP_EVENTS

#: UCDP's precision of place; the merged file writes `1-2` where it knows only that it is one of the two.
PLACE_PRECISION = {"1", "1-2", "2", "3", "4", "5", "6"}
#: How this book groups the targets that TBIJ reports.
TARGETS = {"is", "taliban", "is-and-others", "other", "not-named"}

PROVINCE = r"AF\d{2}"
DISTRICT = r"AF\d{4}"


def _type():
    return text("UCDP's kind of violence", allowed=TYPES)


def _deaths(words: str, nullable: bool = False):
    return whole(words, "people", low=0, nullable=nullable)


TABLES = {
    "conflict/afghan_events": Table(
        title="UCDP events in Afghanistan with a place, 1989-2022, joined from six public extracts",
        columns={
            "event_key": text(
                "UCDP event id, or a row number of the 2020 file", pattern=r"(?:GED|C2020)-\d+"
            ),
            "year": year("Year of the event", 1989, 2022),
            "date": day("First day; empty where only the year is known", nullable=True),
            "type_of_violence": _type(),
            "side_a": text("Side A as UCDP names it", nullable=True),
            "side_b": text("Side B as UCDP names it; empty where the extract does not say", nullable=True),
            "where_prec": text(
                "UCDP precision of place: 1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country; "
                "empty where the extract does not say",
                allowed=PLACE_PRECISION,
                nullable=True,
            ),
            "latitude": latitude(),
            "longitude": longitude(),
            "best": _deaths("Deaths, best estimate", nullable=True),
            "low": _deaths("Deaths, low estimate", nullable=True),
            "high": _deaths("Deaths, high estimate", nullable=True),
            "deaths_civilians": _deaths("Deaths of civilians", nullable=True),
            "province": text("P-code of the province in which the point lies", pattern=PROVINCE),
            "district": text(
                "P-code of the district in which the point lies; means nothing where where_prec is above 3",
                pattern=DISTRICT,
                nullable=True,
            ),
            "selected_only": flag("Held only through a selected extract: shows where, never how many"),
        },
        key=("event_key",),
        rows=30225,
        format="parquet",
        cut=UCDP,
    ),
    "conflict/afghan_event_coverage": Table(
        title="How much of the Afghan events and deaths on record the joined event file holds, 2012-2022",
        columns={
            "conflict_id": whole("UCDP conflict id; empty for all dyads of a type", low=1, nullable=True),
            "side_a": text("Side A; `all` for all dyads of a type"),
            "side_b": text("Side B, or the type of violence where side A is `all`"),
            "year": year("Calendar year", 2012, 2022),
            "events_held": whole("Events held, selected extracts included", low=0),
            "events_recorded": whole("Events in UCDP's complete event file, to 2018", low=0, nullable=True),
            "deaths_held": _deaths("Best-estimate deaths of the events held"),
            "deaths_in_event_file": _deaths("Best-estimate deaths in the complete event file", nullable=True),
            "deaths_recorded": _deaths("Best-estimate deaths in UCDP's annual table", nullable=True),
            "annual_table": text("Which annual table", pattern=r"ucdp-[a-z0-9-]+", nullable=True),
        },
        key=("side_a", "side_b", "year"),
        rows=81,
        cut=UCDP,
    ),
    "conflict/is_events_region": Table(
        title="UCDP events with an exact or near place outside Afghanistan: Islamic State anywhere, "
        "anyone in Russia and Central Asia, 1999-2020",
        columns={
            "id": whole("UCDP event id", low=1),
            "date": day("First day; an event known by month also shows a day"),
            "country": state("Where people died"),
            "type_of_violence": _type(),
            "side_a": text("Side A as UCDP names it"),
            "side_b": text("Side B as UCDP names it"),
            "latitude": latitude(),
            "longitude": longitude(),
            "best": _deaths("Deaths, best estimate"),
            "low": _deaths("Deaths, low estimate"),
            "high": _deaths("Deaths, high estimate"),
        },
        key=("id",),
        rows=22668,
        format="parquet",
        cut=UCDP_EVENTS,
    ),
    "conflict/syria_events": Table(
        title="UCDP events in Syria, 1 January 2016 to 30 November 2019",
        columns={
            "id": whole("UCDP event id", low=1),
            "date": day("First day"),
            "date_end": day("Last day"),
            "date_prec": whole("1 day, 2 up to six days, 3 week, 4 month, 5 longer", low=1, high=5),
            "type_of_violence": _type(),
            "side_a": text("Side A as UCDP names it"),
            "side_b": text("Side B as UCDP names it"),
            "where_prec": whole(
                "1 exact, 2 near, 3 district, 4 governorate, 5 vague, 6 country", low=1, high=6
            ),
            "governorate": text("Governorate as UCDP names it; empty where unknown", nullable=True),
            "latitude": latitude(),
            "longitude": longitude(),
            "best": _deaths("Deaths, best estimate"),
            "low": _deaths("Deaths, low estimate"),
            "high": _deaths("Deaths, high estimate"),
            "deaths_civilians": _deaths("Deaths of civilians"),
        },
        key=("id",),
        rows=16566,
        format="parquet",
        cut=UCDP_EVENTS,
    ),
    "conflict/us_strikes": Table(
        title="Reports of US air and drone strikes in Afghanistan, January 2015 to November 2018",
        columns={
            "report": text("TBIJ's number of the report", pattern=r"AFG\d{3}"),
            "date": day("Day of the report; the last day of a month where the report sums the month"),
            "target": text("Reported target, grouped by this book", allowed=TARGETS),
            "strikes_min": whole("Strikes, minimum", "strikes", low=1),
            "strikes_max": whole("Strikes, maximum", "strikes", low=1),
            "killed_min": _deaths("People reported killed, minimum", nullable=True),
            "killed_max": _deaths("People reported killed, maximum", nullable=True),
            "latitude": latitude(nullable=True),
            "longitude": longitude(nullable=True),
            "province": text(
                "P-code of the province in which the point lies", pattern=PROVINCE, nullable=True
            ),
            "place_agrees": flag("The point lies in the province that the report names"),
        },
        key=("report",),
        rows=827,
        cut=by_day("date", why="The Bureau reported strikes as the press did"),
    ),
}
