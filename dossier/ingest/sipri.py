"""SIPRI: arms transfers and military expenditure.

SIPRI allows non-commercial use with attribution of less than a tenth of each dataset. Each recipe keeps only
what the book draws; `tests/data/test_sipri.py` counts what that comes to.
"""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import ADDRESS, REAL, STATE, TEXT, WHOLE, coded, like, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: Recipients that the book draws, as SIPRI names them.
RECIPIENTS = [
    "Afghanistan",
    "India",
    "Mujahedin (Afghanistan)*",
    "Northern Alliance (Afghanistan)*",
    "Pakistan",
]
RELEASE_2022 = "SIPRI Arms Transfers Database, release of March 2022"
RELEASE_2024 = "SIPRI Arms Transfers Database, release of March 2024"
REGISTER = "SIPRI Arms Transfers Database, trade register of 18 May 2026"

#: What a published percentage is, in the compilation's words.
MEASURES = {
    "share of imports supplied by": "imports-from",
    "share of exports going to": "exports-to",
    "share of world imports": "world-imports",
    "share of world exports": "world-exports",
    "change of imports from the window before": "change-of-imports",
    "change of exports from the window before": "change-of-exports",
}

#: Who paid for a delivery to Kabul, where SIPRI's remark says so; the first pattern that fits counts.
PAYERS = [
    ("ARE", "financed by United Arab Emirates"),
    ("IND", "financed by India"),
    ("USA", r"(?:financed|funded) by USA|bought via US company"),
    ("GBR", "bought by United Kingdom"),
]


@derives(
    "arms/transfers",
    {"sipri-tiv-tables": RELEASE_2022},
    kept="Every supplier's official yearly value to Pakistan, India, the governments of Afghanistan, the "
    "Mujahedin and the Northern Alliance. A year without a row is a year without deliveries.",
    warnings=[
        "The trend-indicator value measures the volume of major arms, not money.",
        "Releases must not be spliced: each revises the past.",
    ],
    restricted=True,
)
def transfers(sources: Sources):
    """Yearly deliveries to the book's recipients, one release."""
    return _official(sources, "tiv_official_release2022_1950-2021.csv", RECIPIENTS)


@derives(
    "arms/transfers_2024",
    {"sipri-tiv-tables": RELEASE_2024},
    kept="Official yearly values from Russia, China and the United States to Pakistan, India and the "
    "governments of Afghanistan, 1992-2023. Other suppliers of this release were not obtained.",
    warnings=["Releases must not be spliced: each revises the past."],
    restricted=True,
)
def transfers_2024(sources: Sources):
    """Return the three suppliers' deliveries in the later release, to see whether a finding depends on it."""
    states = ["Afghanistan", "India", "Pakistan"]
    frame = _official(sources, "tiv_official_release2024_1950-2023.csv", states)
    return frame[frame["year"] >= 1992]


@derives(
    "arms/recipient_totals",
    {"sipri-tiv-tables": RELEASE_2024},
    kept="Official yearly totals of what Pakistan, India and the governments of Afghanistan received from "
    "all suppliers, 1992-2023.",
    restricted=True,
)
def recipient_totals(sources: Sources):
    """Return the denominators of shares in the later release."""
    name = "tiv_official_recipient_totals_1950-2023.csv"
    cells = {"recipient": STATE, "year": WHOLE, "tiv": WHOLE}
    only = {"recipient": ["Afghanistan", "India", "Pakistan"]}
    raw = sources.csv("sipri-tiv-tables", name, list(cells), cells=cells, only=only)
    frame = raw.rename(columns={"tiv": "tiv_million"})
    return frame[frame["year"] >= 1992].sort_values(["recipient", "year"], ignore_index=True)


@derives(
    "arms/register",
    {"sipri-arms-register": REGISTER},
    kept="Deals whose recipient is a government of Afghanistan, the Mujahedin or the Northern Alliance, and "
    "deals from Russia or the Soviet Union to Pakistan. Remarks are left out; who paid and whether the goods "
    "were second-hand are coded from them.",
    warnings=[
        "An order is not a delivery; the number delivered in each year is not given.",
        "Only major arms are listed. That no line names the Taliban says nothing about rifles.",
    ],
    restricted=True,
)
def register(sources: Sources):
    """Deal by deal: what, how many, when, and who paid."""
    columns = {
        "recipient": "recipient",
        "supplier": "supplier",
        "order_year": "order_year",
        "designation": "designation",
        "description": "category",
        "n_ordered": "ordered",
        "n_delivered": "delivered",
        "delivery_first": "delivery_first",
        "delivery_last": "delivery_last",
        "status": "status",
        "comments": "comments",
        "tiv_delivered": "tiv_million",
    }
    whole = ["order_year", "n_ordered", "n_delivered", "delivery_first", "delivery_last"]
    raw = sources.csv(
        "sipri-arms-register",
        "register_focus_recipients_2026-05-18.csv",
        list(columns),
        cells={"recipient": STATE, "supplier": STATE, "status": TEXT, "tiv_delivered": REAL.or_empty()}
        | dict.fromkeys(["designation", "description"], TEXT)
        | dict.fromkeys(whole, WHOLE.or_empty()),
        only={"recipient": [name for name in RECIPIENTS if name != "India"]},
    )
    kept = raw["recipient"].ne("PAK") | raw["supplier"].isin(["RUS", "SUN"])
    frame = raw[kept].rename(columns=columns)
    remarks = frame["comments"].fillna("")
    frame = frame.assign(
        second_hand=frame["status"].str.startswith("Second hand"),
        aid=remarks.str.contains(r"\baid\b|donated", regex=True),
        paid_by=_payer(remarks),
    )
    order = ["recipient", "supplier", "order_year", "designation", "delivery_first", "delivered"]
    frame = frame.sort_values(order, ignore_index=True)
    frame["deal"] = range(1, len(frame) + 1)
    return frame[
        [
            "deal",
            *[c for c in columns.values() if c not in ("status", "comments")],
            "second_hand",
            "aid",
            "paid_by",
        ]
    ]


@derives(
    "arms/russia_to_pakistan",
    {"sipri-tiv-derived": "this project's calculation on " + REGISTER},
    kept="Russia's yearly deliveries to Pakistan split into complete weapons and RD-93 engines for the JF-17 "
    "fighter, which Pakistan builds with China. The split is this project's and not SIPRI's.",
    warnings=[
        "Years after 2023 are estimated from register vintages; the split of each year is an allocation."
    ],
    restricted=True,
)
def russia_to_pakistan(sources: Sources):
    """Engines apart from helicopters and missiles, by year."""
    columns = {
        "year": "year",
        "tiv_complete_weapons_and_missiles": "weapons_tiv_million",
        "tiv_rd93_engines_for_jf17": "engines_tiv_million",
        "tiv_total": "total_tiv_million",
        "basis": "basis",
    }
    raw = sources.csv(
        "sipri-tiv-derived",
        "russia_to_pakistan_split_1992-2025.csv",
        list(columns),
        cells=dict.fromkeys(columns, REAL) | {"year": WHOLE, "basis": TEXT},
    )
    frame = raw.rename(columns=columns)
    official = frame["basis"].str.startswith("official")
    values = [column for column in frame if column.endswith("_million")]
    return frame.assign(official=official)[["year", *values, "official"]]


@derives(
    "arms/military_expenditure",
    {"sipri-milex": "SIPRI Military Expenditure Database, release of April 2026"},
    kept="Share of gross domestic product and constant dollars for Afghanistan, Pakistan, Russia, the Soviet "
    "Union and the United States.",
    restricted=True,
)
def military_expenditure(sources: Sources):
    """Military expenditure of the states whose burden the book compares."""
    states = {
        "Afghanistan": "AFG",
        "Pakistan": "PAK",
        "Russia": "RUS",
        "USSR": "SUN",
        "United States of America": "USA",
    }
    indicators = one_of(["constant_2024_usd_million", "share_of_gdp_percent"])
    cells = {"country": coded(states), "year": WHOLE, "indicator": indicators, "value": REAL}
    raw = sources.csv(
        "sipri-milex", "milex_1949-2025_focus.csv", list(cells), cells=cells, only={"country": states}
    )
    frame = raw.rename(columns={"country": "state"})
    wide = frame.pivot_table(index=["state", "year"], columns="indicator", values="value")
    wide = wide.reset_index().rename_axis(columns=None)
    return wide.rename(columns={"constant_2024_usd_million": "spending_2024_usd_million"})


@derives(
    "arms/published_shares",
    {
        "sipri-published-window-shares": "SIPRI, arms transfer fact sheets of 2020-2026 as press pages gave them"
    },
    kept="Every published percentage with edition, state, partner, window and address. Shares that the compilation "
    "computed from SIPRI's tables are left out.",
    restricted=True,
)
def published_shares(sources: Sources):
    """Published shares and changes by edition."""
    cells = {"edition": WHOLE, "country": STATE, "measure": coded(MEASURES), "partner": STATE.or_empty()}
    cells |= {"window": like("[0-9]{4}-[0-9]{4}", "two years such as 2016-2020")}
    cells |= {"published": REAL, "url": ADDRESS}
    raw = sources.csv(
        "sipri-published-window-shares", "sipri_published_windows.csv", list(cells), cells=cells
    )
    window = raw["window"].str.split("-", expand=True)
    frame = raw.assign(first_year=window[0], last_year=window[1])
    frame = frame.rename(columns={"country": "state", "published": "percent"})
    order = ["edition", "state", "measure", "partner", "first_year", "last_year"]
    return frame[[*order, "percent", "url"]].sort_values(order)


def _official(sources: Sources, name: str, recipients: list[str]) -> pd.DataFrame:
    cells = {"supplier": STATE, "recipient": STATE, "year": WHOLE, "tiv": WHOLE}
    only = {"recipient": recipients}
    frame = sources.csv("sipri-tiv-tables", name, list(cells), cells=cells, only=only)
    return frame.rename(columns={"tiv": "tiv_million"}).sort_values(
        ["recipient", "supplier", "year"], ignore_index=True
    )


def _payer(remarks: pd.Series) -> pd.Series:
    payer = pd.Series(pd.NA, index=remarks.index, dtype="str")
    for state, pattern in reversed(PAYERS):
        payer[remarks.str.contains(pattern, regex=True)] = state
    return payer
