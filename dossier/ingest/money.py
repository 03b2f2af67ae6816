"""Money in Afghanistan: mining and oil contracts in the press, humanitarian flows reported to OCHA."""

from __future__ import annotations

from dossier.ingest.reading import ADDRESS, REAL, STATED_DAY, TEXT, WHOLE, beginning, like, listed, state
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

CONTRACTS, FLOWS = "afg-extractive-contracts-compiled", "unocha-fts-afghanistan-2009-2022"
FLOWS_RELEASE = "OCHA Financial Tracking Service, as of 28 November 2022"
#: Statuses as the compilation words them, by their beginning.
STATUSES = {
    "no copper produced": "not producing",
    "terminated": "terminated",
    "signed": "signed",
    "field work reported, no contract": "no contract",
}
#: An investor on whom two sources differ, and the code of each.
DISPUTED = " or "
INVESTORS = listed(
    "; ",
    besides={"Afghanistan (KabulNow: private company) or China (Amu TV: Chinese-led)": f"AFG{DISPUTED}CHN"},
)
SIGNED = like(
    "[0-9]{4}[0-9-]*(?: (?:or|to) [0-9]{4}[0-9-]*)?", "a day, month, year or two of them such as 2023 or 2024"
)
RUSSIA = "Russian Federation, Government of"
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
    cells = {"contract": TEXT, "resource": TEXT.or_empty(), "province": TEXT.or_empty("not stated")}
    cells |= {"signed": SIGNED, "home_country_of_investor": INVESTORS.or_empty("domestic and foreign")}
    cells |= {
        "announced_investment_musd": REAL.or_empty(),
        "status_last_known": beginning(STATUSES).or_empty(),
    }
    cells |= {"status_as_of": STATED_DAY, "source_url": ADDRESS}
    raw = sources.csv(CONTRACTS, "extractive_contracts.csv", columns, cells=cells)
    investors = raw["home_country_of_investor"].str.split(DISPUTED)
    frame = raw.rename(
        columns={"announced_investment_musd": "announced_usd_million", "source_url": "url"}
    ).assign(
        kind=raw["contract"].map(_kind),
        investors=investors.str[0],
        investor_disputed=investors.str[1],
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
    cells = {"country": state(DONORS)} | dict.fromkeys(years, REAL)
    raw = sources.csv(FLOWS, "government_donors_by_year_usd.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"country": "donor"}).melt(
        "donor", years, var_name="year", value_name="amount_usd"
    )
    frame = frame[frame["amount_usd"] != 0]
    return frame[["donor", "year", "amount_usd"]].sort_values(["donor", "year"])


@derives(
    "economy/humanitarian_from_russia",
    {FLOWS: FLOWS_RELEASE},
    kept="The flows whose source is the Russian government: number, year, agency, sector and amount. "
    "Descriptions are left out.",
)
def from_russia(sources: Sources):
    """Russian flows one by one."""
    cells = {"flow_id": WHOLE, "year": WHOLE, "source_organization": TEXT, "destination_organization": TEXT}
    cells |= {"cluster": TEXT.or_empty(), "amount_usd": REAL}
    russian = sources.csv(
        FLOWS,
        "fts_flows_afghanistan_2009_2022.csv.gz",
        list(cells),
        cells=cells,
        only={"source_organization": [RUSSIA]},
    )
    names = {"flow_id": "flow", "destination_organization": "recipient", "cluster": "sector"}
    frame = russian.rename(columns=names).drop(columns="source_organization")
    return frame.sort_values(["year", "flow"])


def _kind(contract: str) -> str:
    if contract.endswith("(ministry total)"):
        return "ministry total"
    return "survey" if contract.startswith("Mineral survey") else "contract"


def _status(words: str) -> str:
    return next(status for start, status in STATUSES.items() if words.startswith(start))
