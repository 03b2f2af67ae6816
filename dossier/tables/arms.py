"""Contracts of `data/arms/`: who delivered which major arms to whom, and what armies cost."""

from dossier.tables.base import Table, actor, address, flag, real, state, text, whole, year
from dossier.tables.cuts import by_lag
from dossier.tables.publishers import SIPRI_TRANSFERS


def _official(last: int, rows: int, title: str) -> Table:
    return Table(
        title=title,
        columns={
            "supplier": actor("Supplier; SUN is the Soviet Union up to 1991"),
            "recipient": actor("Recipient; Afghan governments and armed groups are apart"),
            "year": year("Year of delivery", 1950, last),
            "tiv_million": whole("SIPRI trend-indicator value; 0 is under 0.5", "million TIV", low=0),
        },
        key=("supplier", "recipient", "year"),
        rows=rows,
        cut=SIPRI_TRANSFERS,
    )


#: Shares as SIPRI's fact sheets give them.
SHARE_MEASURES = (
    "imports-from",
    "exports-to",
    "world-imports",
    "world-exports",
    "change-of-imports",
    "change-of-exports",
)

TABLES = {
    "arms/transfers": _official(2021, 1038, "Deliveries of major arms by supplier and year, 1950-2021"),
    "arms/transfers_2024": _official(
        2023, 155, "Deliveries of major arms from Russia, China and the United States, 1992-2023"
    ),
    "arms/recipient_totals": Table(
        title="Deliveries of major arms from all suppliers, 1992-2023",
        columns={
            "recipient": state("Recipient"),
            "year": year("Year of delivery", 1992, 2023),
            "tiv_million": whole("SIPRI trend-indicator value", "million TIV", low=0),
        },
        key=("recipient", "year"),
        rows=82,
        cut=SIPRI_TRANSFERS,
    ),
    "arms/register": Table(
        title="Deals in major arms for Afghan recipients, and Russian deals with Pakistan",
        columns={
            "deal": whole("Number of the deal in this table", low=1),
            "recipient": actor("Recipient"),
            "supplier": actor("Supplier"),
            "order_year": year("Year of order or licence", 1945, 2026, nullable=True),
            "designation": text("Name of the weapon"),
            "category": text("Kind of weapon"),
            "ordered": whole("Number ordered; empty is unknown", "items", low=0, nullable=True),
            "delivered": whole("Number delivered", "items", low=0, nullable=True),
            "delivery_first": year("First year of delivery", 1950, 2025, nullable=True),
            "delivery_last": year("Last year of delivery", 1950, 2025, nullable=True),
            "tiv_million": real("SIPRI trend-indicator value delivered", "million TIV", low=0, nullable=True),
            "second_hand": flag("Delivered second-hand, modernised or not"),
            "aid": flag("Given, not sold, as SIPRI remarks"),
            "paid_by": state(
                "State that paid, where SIPRI remarks on another than the recipient", nullable=True
            ),
        },
        key=("deal",),
        rows=190,
        cut=by_lag(
            "delivery_last",
            3,
            "SIPRI publishes the deliveries of a year by March of the next; a deal counts once it is done",
        ),
    ),
    "arms/russia_to_pakistan": Table(
        title="Russia's deliveries to Pakistan, engines apart, 1992-2025",
        columns={
            "year": year("Year of delivery", 1992, 2025),
            "weapons_tiv_million": real("Complete weapons and missiles", "million TIV", low=0),
            "engines_tiv_million": real("RD-93 engines for the JF-17", "million TIV", low=0),
            "total_tiv_million": real("All deliveries", "million TIV", low=0),
            "official": flag("The total is SIPRI's official value; otherwise estimated from the register"),
        },
        key=("year",),
        rows=34,
        cut=SIPRI_TRANSFERS,
    ),
    "arms/military_expenditure": Table(
        title="Military expenditure of five states, 1949-2025",
        columns={
            "state": state("State; SUN is the Soviet Union"),
            "year": year("Year", 1949, 2025),
            "spending_2024_usd_million": real("Spending", "million US dollars of 2024", low=0, nullable=True),
            "share_of_gdp_percent": real("Share of gross domestic product", "percent", 0, 100, nullable=True),
        },
        key=("state", "year"),
        rows=211,
        cut=by_lag(
            "year", 4, "SIPRI publishes a year's military expenditure in the last days of April of the next"
        ),
    ),
    "arms/published_shares": Table(
        title="SIPRI's published shares of arms transfers in five-year windows, editions 2020-2026 (compiled)",
        columns={
            "edition": year("Year of SIPRI's fact sheet", 2020, 2026),
            "state": state("State"),
            "measure": text("What the percentage is", allowed=SHARE_MEASURES),
            "partner": state("Supplier or recipient", nullable=True),
            "first_year": year("First year of the window", 2010, 2021),
            "last_year": year("Last year of the window", 2014, 2025),
            "percent": real("Share, or change from the window before", "percent", -100),
            "url": address(),
        },
        key=("edition", "state", "measure", "partner", "first_year"),
        rows=53,
        cut=by_lag("last_year", 3, "SIPRI's fact sheet on a window is of March of the year after it"),
    ),
}
