"""OECD: official development assistance to Afghanistan and its neighbours by donor."""

from __future__ import annotations

from dossier.errors import SourceError
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

RECIPIENTS = ["Afghanistan", "Kyrgyzstan", "Pakistan", "Tajikistan", "Uzbekistan"]
#: Sums over donors that the file states beside single donors; they overlap with them.
TOTALS = {
    "DAC Countries, Total": "DAC countries",
    "Non-DAC Countries, Total": "non-DAC countries",
    "Multilateral Agencies, Total": "multilateral agencies",
    "Official Donors, Total": "all official donors",
}


@derives(
    "economy/aid",
    {"oecd-dac2a-2002-2019": "OECD DAC2a, extraction of January 2022"},
    kept="Net official development assistance to Afghanistan and four neighbours, by donor state and in four "
    "sums over donors, 2002-2019, million current US dollars. Agencies and foundations are left out.",
    warnings=["A blank is not nought: Russia reported nothing before 2011, China and India report nothing."],
)
def aid(sources: Sources):
    """Net aid by recipient, donor and year."""
    columns = ["year", "recipient", "donor", "net_oda_musd"]
    raw = sources.csv("oecd-dac2a-2002-2019", "dac2a_net_oda.csv", columns)
    frame = raw[raw["recipient"].isin(RECIPIENTS)].rename(columns={"net_oda_musd": "net_oda_usd_million"})
    frame = frame.assign(recipient=frame["recipient"].map(code), donor_state=frame["donor"].map(_state))
    frame["sum_of"] = frame["donor"].map(TOTALS)
    frame = frame[frame["donor_state"].notna() | frame["sum_of"].notna()]
    return frame[["recipient", "year", "donor_state", "sum_of", "net_oda_usd_million"]].sort_values(
        ["recipient", "year", "sum_of", "donor_state"]
    )


def _state(donor: str) -> str | None:
    try:
        return code(donor)
    except SourceError:
        return None  # an agency, a foundation or a sum
