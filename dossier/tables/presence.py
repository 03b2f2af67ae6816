"""Contracts of US troops and US deaths, in `data/conflict/`."""

from dossier.tables.base import Table, flag, state, text, whole, year
from dossier.tables.cuts import by_day, by_lag

TABLES = {
    "conflict/us_troops": Table(
        title="US troops in thirteen states by quarter, as reported, 1990-2025",
        columns={
            "state": state("State"),
            "year": year("Calendar year", 1990, 2025),
            "month": whole("Month of the report", low=3, high=12),
            "active": whole("Active personnel", "persons", low=0, nullable=True),
            "reserve": whole("Reserve personnel", "persons", low=0, nullable=True),
        },
        key=("state", "year", "month"),
        rows=745,
        cut=by_lag(
            ("year", "month"),
            3,
            "The Pentagon publishes a quarter's count by the end of the next quarter",
            "row",
        ),
    ),
    "conflict/us_troops_yearly": Table(
        title="US troops in Afghanistan, its neighbours, Russia, China and India by year, 1950-2021",
        columns={
            "state": state("State"),
            "year": year("Calendar year", 1950, 2021),
            "troops": whole("Active personnel", "persons", low=0, nullable=True),
            "filled_in": flag("A round figure put in by the package's authors, not reported"),
        },
        key=("state", "year"),
        rows=792,
        cut=by_lag("year", 3, "The Pentagon publishes a quarter's count by the end of the next quarter"),
    ),
    "conflict/us_deaths": Table(
        title="US service members who died in Afghanistan by month and province, 2001-2021",
        columns={
            "month": text("Month", pattern=r"20\d\d-\d\d"),
            "province": text("Province as the source names it"),
            "hostile": flag("In action"),
            "deaths": whole("Deaths", "persons", low=1),
        },
        key=("month", "province", "hostile"),
        rows=1044,
        cut=by_day("month", why="The Pentagon names its dead within days"),
    ),
}
