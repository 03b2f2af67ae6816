"""SIPRI: arms transfers and military expenditure.

SIPRI allows non-commercial use with attribution of less than a tenth of each dataset. Each recipe keeps only
the recipients that the book draws; `tests/data/test_sipri.py` counts what that comes to.
"""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

#: Recipients that the book draws, as SIPRI names them.
RECIPIENTS = [
    "Afghanistan",
    "India",
    "Mujahedin (Afghanistan)*",
    "Northern Alliance (Afghanistan)*",
    "Pakistan",
]


@derives(
    "arms/transfers",
    {"sipri-tiv-tables": "SIPRI Arms Transfers Database, release of March 2022"},
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
    name = "tiv_official_release2022_1950-2021.csv"
    raw = sources.csv("sipri-tiv-tables", name, ["supplier", "recipient", "year", "tiv"])
    frame = raw[raw["recipient"].isin(RECIPIENTS)].rename(columns={"tiv": "tiv_million"})
    frame = frame.assign(supplier=frame["supplier"].map(code), recipient=frame["recipient"].map(code))
    return frame.astype({"year": "int64", "tiv_million": "int64"}).sort_values(
        ["recipient", "supplier", "year"], ignore_index=True
    )
