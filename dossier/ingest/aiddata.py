"""AidData: Chinese official finance."""

from __future__ import annotations

from dossier.ingest.cow import iso3_codes
from dossier.ingest.reading import REAL, STATE, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

OFFICIAL_ONLY = "Official finance only: what state mining and oil firms invest is not counted."
#: Flow classes of release 3.0 and their columns here.
FLOWS = {"oda_adj": "oda_like_2021_usd", "oof_adj": "oof_like_2021_usd", "vof_adj": "vague_2021_usd"}


@derives(
    "economy/china_projects",
    {"aiddata-china-finance": "AidData Global Chinese Development Finance 2.0, September 2021"},
    kept="Projects recommended for sums, recipients Afghanistan, its neighbours and Russia, 2000-2017: year, "
    "sector, status, kind and amount. Titles are left out.",
    warnings=[OFFICIAL_ONLY, "A project without an amount counts as one project and adds nothing to a sum."],
)
def china_projects(sources: Sources):
    """Chinese official projects."""
    columns = {
        "AidData TUFF Project ID": "project",
        "Recipient": "recipient",
        "Commitment Year": "year",
        "Sector Name": "sector",
        "Status": "status",
        "Intent": "intent",
        "Flow Class": "flow",
        "Amount (Constant USD2017)": "amount_2017_usd",
    }
    raw = sources.csv(
        "aiddata-china-finance",
        "gcdf_v2_projects_region_2000_2017.csv",
        list(columns),
        cells=dict.fromkeys(columns, TEXT)
        | dict.fromkeys(["AidData TUFF Project ID", "Commitment Year"], WHOLE)
        | {"Recipient": STATE, "Amount (Constant USD2017)": REAL.or_empty()},
    )
    return raw.rename(columns=columns).sort_values("project")


@derives(
    "economy/china_finance",
    {
        "aiddata-china-finance": "AidData Global Chinese Development Finance 3.0, November 2023",
        "un-ideal-points": "country codes of the ideal-point data, release of July 2025",
    },
    kept="Commitments by recipient and year, all recipients, 2000-2021, in three classes of flow, with amounts "
    "that were not double-counted (the adjusted columns). Years without a record have no row.",
    warnings=[OFFICIAL_ONLY],
)
def china_finance(sources: Sources):
    """Chinese official finance by recipient and year."""
    cells = {"ccode": WHOLE, "year": WHOLE} | dict.fromkeys(FLOWS, REAL)
    name = "gcdf_v3_country_year_2000_2021.csv"
    frame = sources.csv("aiddata-china-finance", name, list(cells), cells=cells).rename(columns=FLOWS).round()
    # The crosswalk keeps Yugoslavia's code for Serbia.
    frame = frame.assign(recipient=frame["ccode"].map(iso3_codes(sources) | {345: "SRB"}))
    return frame[["recipient", "year", *FLOWS.values()]].sort_values(["recipient", "year"])
