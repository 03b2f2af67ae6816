"""Contracts of Russian-Afghan trade after 2010: IMF, CIA World Factbook, figures in the press."""

from dossier.tables.base import Table, address, day, flag, real, state, stated_day, text, whole, year
from dossier.tables.cuts import by_day
from dossier.tables.publishers import COMTRADE

MILLION = "million current US dollars"
#: Partners in figures on Afghan trade that are not one state.
PARTNERS = r"[A-Z]{3}|world|central-asia"
FLOWS = (
    "turnover",
    "exports-to-afghanistan",
    "imports-from-afghanistan",
    "agreed-supply-a-year",
    "share-of-afghan-imports",
    "place-among-suppliers",
)
SIDES = (
    "Afghan business",
    "Afghan de facto state",
    "Iranian state",
    "Kazakh state",
    "Russian business lobby",
    "Russian state",
    "Uzbek state",
    "World Bank",
    "trade press",
)

TABLES = {
    "economy/trade_imf": Table(
        title="Trade of Russia and of all reporters with thirteen states of the region, 2011-2022",
        columns={
            "reporter": text("RUS, or world for all reporters together", allowed=("RUS", "world")),
            "flow": text(
                "Exports free on board, imports with cost, insurance and freight",
                allowed=("exports_fob", "imports_cif"),
            ),
            "partner": text("Partner, or world for all partners", pattern=r"[A-Z]{3}|world"),
            "year": year("Calendar year", 2011, 2022),
            "trade_usd_million": real("Value", MILLION, low=0),
            "estimated": flag("2022: Russia had stopped publishing, the IMF estimated"),
        },
        key=("reporter", "flow", "partner", "year"),
        rows=646,
        cut=COMTRADE,
    ),
    "economy/trade_imf_ranks": Table(
        title="Afghanistan's rank among the partners of Russia's exports, 2011-2021",
        columns={
            "year": year("Calendar year", 2011, 2021),
            "rank": whole("Rank of Afghanistan, 1 for the largest", low=1),
            "partners": whole("Partners with a value, regions left out", "partners", low=1),
            "partners_usd_million": real("Sum of single partners", MILLION, low=0),
            "all_usd_million": real("Russia's exports to the world", MILLION, low=0),
        },
        key=("year",),
        rows=11,
        cut=COMTRADE,
    ),
    "economy/afghan_partners": Table(
        title="Trade partners of Afghanistan that the CIA World Factbook listed, data years 2014-2023",
        columns={
            "flow": text("Afghan exports or imports", allowed=("exports", "imports")),
            "year": year("Year of the data, as the Factbook gives it", 2014, 2023),
            "partner": state("Partner"),
            "share_percent": real("Share", "percent of Afghan exports or imports", 0, 100),
            "first_seen": day("Day of the first copy with this figure"),
        },
        key=("flow", "year", "partner"),
        rows=66,
        cut=by_day("first_seen", why="The day on which the page was first seen in an archive"),
    ),
    "economy/trade_statements": Table(
        title="What was said about Afghan trade with Russia and others, 2016-2025 (compiled)",
        columns={
            "statement": whole("Number of the statement", low=1),
            "partner": text("Partner of Afghanistan: state, world or central-asia", pattern=PARTNERS),
            "period_from": day("First day of the period", nullable=True),
            "period_to": day("Last day of the period", nullable=True),
            "flow": text("What is measured", allowed=FLOWS),
            "product": text("Product; empty for all goods", nullable=True),
            "value": real("Figure", "as in the column unit", low=0),
            "unit": text(
                "Unit", allowed=("million US$", "thousand tonnes", "million tonnes", "percent", "rank")
            ),
            "kind": text(
                "What kind of figure it is", allowed=("statistic", "estimate", "target", "agreement")
            ),
            "said_by": text("Person or body"),
            "side": text("Whose figure it is", allowed=SIDES),
            "published": stated_day("Publication"),
            "outlet": text("Outlet of the page that was read"),
            "url": address(),
        },
        key=("statement",),
        rows=47,
        cut=by_day("published"),
    ),
}
