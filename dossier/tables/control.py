"""Contracts of who held Afghan districts: one by one, counted by date, and reports of their fall."""

from dossier.tables.base import Table, address, day, flag, real, stated_day, text, whole
from dossier.tables.cuts import by_day, from_day
from dossier.tables.publishers import SIGAR

ASSESSORS = ("resolute-support", "long-war-journal", "joint-chiefs", "taliban-claim")
#: Levels of control; Resolute Support has five, the Long War Journal three.
COUNTS = {
    "government_control": "under the government's control",
    "government_influence": "under the government's influence",
    "government": "under either",
    "contested": "contested",
    "insurgent_influence": "under insurgent influence",
    "insurgent_control": "under insurgent control",
    "insurgent": "under either",
}


def _counts() -> dict:
    return {
        name: whole(f"Districts {words}", "districts", low=0, nullable=True) for name, words in COUNTS.items()
    }


def _shares(of: str, suffix: str) -> dict:
    return {
        f"{side}_{suffix}": real(words, f"percent of {of}", 0, 100, nullable=True)
        for side, words in (
            ("government", "Under the government, as printed"),
            ("contested", "Contested, as printed"),
            ("insurgent", "Under insurgents, as printed"),
        )
    }


TABLES = {
    "territory/district_control": Table(
        title="Afghan districts not under the government in October 2017",
        columns={
            "district": whole("Number of the district in the set of 398; no P-code", low=101, high=3499),
            "province": text("OCHA P-code of the province", pattern=r"AF\d{2}"),
            "capital": flag("District of the provincial capital"),
            "language": text("Language of the majority as the source names it", nullable=True),
            "area_km2": real("Area", "km2", low=0),
            "not_government": flag("Contested, under insurgent influence or under insurgent control"),
        },
        key=("district",),
        rows=398,
        cut=from_day("2018-02", "The assessment of October 2017 was released in February 2018"),
    ),
    "territory/district_control_counts": Table(
        title="Afghan districts by control, ten counts by two assessors, 2015-2018 (compiled)",
        columns={
            "assessor": text("Who assessed", allowed=ASSESSORS),
            "as_of": stated_day("Date of the assessment"),
            "districts": whole("Districts assessed", "districts", low=1),
            **_counts(),
            "url": address(),
        },
        key=("assessor", "as_of"),
        rows=10,
        cut=SIGAR,
    ),
    "territory/control_by_date": Table(
        title="Afghan districts by control and date, 2015-2021 (compiled)",
        columns={
            "assessor": text("Who assessed", allowed=ASSESSORS),
            "as_of": stated_day("Date of the assessment"),
            "unit": text("What is counted", allowed=("district", "district centre")),
            "districts": whole("Units assessed", "districts", low=1),
            **_counts(),
            **_shares("districts", "percent"),
            "basis": text(
                "Read on the page, derived from it, or claimed by a party",
                allowed=("read", "derived", "claim"),
            ),
            "url": address(),
        },
        key=("assessor", "as_of"),
        rows=21,
        cut=SIGAR,
    ),
    "territory/control_of_people": Table(
        title="Afghan population and land by control, four quarters, 2016-2018 (compiled)",
        columns={
            "as_of": day("Date of the assessment"),
            **_shares("the population", "people_percent"),
            **_shares("the land", "land_percent"),
            "url": address(),
        },
        key=("as_of",),
        rows=4,
        cut=SIGAR,
    ),
    "territory/captures": Table(
        title="First report of a district's capture, May to August 2021",
        columns={
            "district": text("Name as the source writes it"),
            "first_reported": day("First day with a report; empty is no report, not control", nullable=True),
            "several_districts": flag("The name stands for districts of several provinces"),
            "capital_fell": day(
                "Day the provincial capital fell, where a page was read for it", nullable=True
            ),
            "known_wrong": flag("The date is known to be wrong by weeks"),
        },
        key=("district",),
        rows=322,
        cut=by_day("first_reported"),
    ),
    "territory/capture_days": Table(
        title="Districts reported captured by day, May to August 2021",
        columns={
            "date": day("Day"),
            "captured": whole("Rows with a report by then", "districts", low=0),
            "districts": whole("Rows of the source", "districts", low=1),
        },
        key=("date",),
        rows=37,
        cut=by_day("date"),
    ),
}
