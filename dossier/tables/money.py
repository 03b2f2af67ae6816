"""Contracts of money in Afghanistan: mining and oil contracts, humanitarian aid."""

import pandas as pd

from dossier.tables.base import Table, address, real, state, stated_day, text, whole, year
from dossier.tables.cuts import by_day, by_lag, stated

MINING_STATUSES = ("signed", "not producing", "terminated", "no contract")

TABLES = {
    "economy/extractive_contracts": Table(
        title="Large mining and oil contracts of Afghanistan by investor, 2008-2025 (compiled)",
        columns={
            "contract": text("Contract, survey or total"),
            "kind": text("What the row is", allowed=("contract", "survey", "ministry total")),
            "resource": text("Mineral", nullable=True),
            "province": text("Province as the source spells it", nullable=True),
            "signed": text(
                "Day, month or years of signing", pattern=r"\d{4}[\d-]*(?: (?:or|to) \d{4}[\d-]*)?"
            ),
            "investors": text(
                "Investors' states as ISO codes", pattern=r"[A-Z]{3}(?:;[A-Z]{3})*", nullable=True
            ),
            "investor_disputed": text(
                "State that a second source names instead", pattern=r"[A-Z]{3}", nullable=True
            ),
            "announced_usd_million": real(
                "Investment announced, a promise over the whole term",
                "million current US dollars",
                low=0,
                nullable=True,
            ),
            "status": text("Last known status", allowed=MINING_STATUSES, nullable=True),
            "status_as_of": stated_day("When that was the status"),
            "url": address(),
        },
        key=("contract",),
        rows=14,
        cut=by_day("signed", why="A contract was public when it was signed").hiding(
            {"status": pd.NA, "status_as_of": pd.NA}, stated("status_as_of")
        ),
    ),
    "economy/humanitarian_donors": Table(
        title="Humanitarian funding of Afghanistan by governments, as reported to the UN, 2009-2022",
        columns={
            "donor": state("Government"),
            "year": year("Calendar year; 2022 to 28 November", 2009, 2022),
            "amount_usd": real("Reported flows", "current US dollars"),
        },
        key=("donor", "year"),
        rows=396,
        cut=by_lag(
            "year",
            3,
            "Donors report to the UN's tracking service as they give; a quarter is allowed for late reports",
        ),
    ),
    "economy/humanitarian_from_russia": Table(
        title="Russian humanitarian funding of Afghanistan, each flow reported to the UN, 2009-2022",
        columns={
            "flow": whole("Number of the flow at the Financial Tracking Service", low=1),
            "year": year("Calendar year", 2009, 2022),
            "recipient": text("Agency"),
            "sector": text("Sector", nullable=True),
            "amount_usd": real("Amount", "current US dollars", low=0),
        },
        key=("flow",),
        rows=10,
        cut=by_lag(
            "year",
            3,
            "Donors report to the UN's tracking service as they give; a quarter is allowed for late reports",
        ),
    ),
}
