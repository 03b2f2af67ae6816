"""AidData: Chinese official finance in the region."""

from __future__ import annotations

from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code


@derives(
    "economy/china_projects",
    {"aiddata-china-finance": "AidData Global Chinese Development Finance 2.0, September 2021"},
    kept="Projects recommended for sums, recipients Afghanistan, its neighbours and Russia, 2000-2017: year, "
    "sector, status, kind and amount. Titles are left out.",
    warnings=["Official finance only: investment of state mining firms is not counted."],
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
    raw = sources.csv("aiddata-china-finance", "gcdf_v2_projects_region_2000_2017.csv", list(columns))
    frame = raw.rename(columns=columns).astype({"project": "int64"})
    frame = frame.assign(recipient=frame["recipient"].replace({"Kyrgyz Republic": "Kyrgyzstan"}).map(code))
    return frame.sort_values("project")
