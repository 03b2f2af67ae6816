"""Money in Afghanistan: mining and oil contracts in the press, humanitarian flows reported to OCHA."""

from __future__ import annotations

import pandas as pd

from dossier.errors import SourceError
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

CONTRACTS, FLOWS = "afg-extractive-contracts-compiled", "unocha-fts-afghanistan-2009-2022"
FLOWS_RELEASE = "OCHA Financial Tracking Service, as of 28 November 2022"
#: Statuses as the compilation words them, by their beginning.
STATUSES = {
    "no copper produced": "not producing",
    "terminated": "terminated",
    "signed": "signed",
    "field work reported, no contract": "no contract",
}
#: Investors that the compilation does not give as a list of states: codes, and the code a second source has.
INVESTORS = {
    "Afghanistan (KabulNow: private company) or China (Amu TV: Chinese-led)": ("AFG", "CHN"),
    "domestic and foreign": (None, None),
}
#: Donors whose spelling at OCHA is another than ISO's.
DONORS = {
    "Bosnia & Herzegovina": "BIH",
    "Faeroe Islands": "FRO",
    "Saudi Arabia (Kingdom of)": "SAU",
}


@derives(
    "economy/extractive_contracts",
    {CONTRACTS: "mining and oil contracts as press reports gave them, 2008-2025"},
    kept="Every contract with resource, province, investors' states, announced sum and last known status; two "
    "totals of the ministry and one survey are marked. Companies, terms and remarks are left out.",
    warnings=["Read in copies of the pages, not held against the contracts: leads to confirm."],
)
def contracts(sources: Sources):
    """Contracts in the order of the compilation."""
    columns = ["contract", "resource", "province", "signed", "home_country_of_investor"]
    columns += ["announced_investment_musd", "status_last_known", "status_as_of", "source_url"]
    raw = sources.csv(CONTRACTS, "extractive_contracts.csv", columns)
    investors = [_investors(words) for words in raw["home_country_of_investor"]]
    frame = raw.rename(
        columns={"announced_investment_musd": "announced_usd_million", "source_url": "url"}
    ).assign(
        kind=raw["contract"].map(_kind),
        province=raw["province"].where(raw["province"] != "not stated"),
        investors=pd.Series([states for states, _ in investors], dtype="str"),
        investor_disputed=pd.Series([other for _, other in investors], dtype="str"),
        status=raw["status_last_known"].map(_status, na_action="ignore"),
    )
    order = ["contract", "kind", "resource", "province", "signed", "investors", "investor_disputed"]
    return frame[[*order, "announced_usd_million", "status", "status_as_of", "url"]]


@derives(
    "economy/humanitarian_donors",
    {FLOWS: FLOWS_RELEASE},
    kept="Sums of flows whose source is a government, by government and year; a year without a row had no "
    "reported flow.",
)
def donors(sources: Sources):
    """Sums by donor government and year."""
    years = [str(year) for year in range(2009, 2023)]
    raw = sources.csv(FLOWS, "government_donors_by_year_usd.csv", ["country", *years])
    frame = raw.melt("country", years, var_name="year", value_name="amount_usd")
    frame = frame.assign(donor=[DONORS.get(name) or code(name) for name in frame["country"]])
    frame = frame[frame["amount_usd"].astype("float64") != 0]
    return frame[["donor", "year", "amount_usd"]].sort_values(["donor", "year"])


@derives(
    "economy/humanitarian_from_russia",
    {FLOWS: FLOWS_RELEASE},
    kept="The flows whose source is the Russian government: number, year, agency, sector and amount. "
    "Descriptions are left out.",
)
def from_russia(sources: Sources):
    """Russian flows one by one."""
    columns = ["flow_id", "year", "source_organization", "destination_organization", "cluster", "amount_usd"]
    raw = sources.csv(FLOWS, "fts_flows_afghanistan_2009_2022.csv.gz", columns)
    russian = raw[raw["source_organization"].eq("Russian Federation, Government of")]
    names = {"flow_id": "flow", "destination_organization": "recipient", "cluster": "sector"}
    frame = russian.rename(columns=names).drop(columns="source_organization")
    return frame.sort_values(["year", "flow"])


def _kind(contract: str) -> str:
    if contract.endswith("(ministry total)"):
        return "ministry total"
    return "survey" if contract.startswith("Mineral survey") else "contract"


def _investors(words: str) -> tuple[str | None, str | None]:
    if words in INVESTORS:
        return INVESTORS[words]
    return ";".join(code(name) for name in words.split("; ")), None


def _status(words: str) -> str:
    for beginning, status in STATUSES.items():
        if words.startswith(beginning):
            return status
    raise SourceError(
        "dossier/ingest/money.py",
        f"the status {words!r} is unknown",
        f"a beginning among {', '.join(STATUSES)}",
        "Add it to STATUSES with the status it stands for.",
    )
