"""OECD: official development assistance to Afghanistan and its region, and from Russia to all states."""

from __future__ import annotations

import pandas as pd

from dossier.errors import SourceError
from dossier.ingest.reading import REAL, TEXT, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

RELEASE = "OECD DAC2a, extraction of January 2022"
#: Afghanistan, its neighbours and Syria, where Russia also took a side.
RECIPIENTS = [
    "Afghanistan",
    "Iran",
    "Kazakhstan",
    "Kyrgyzstan",
    "Pakistan",
    "Syrian Arab Republic",
    "Tajikistan",
    "Turkmenistan",
    "Uzbekistan",
]
#: Sums over donors that the file states beside single donors; they overlap with them.
DONOR_SUMS = {
    "DAC Countries, Total": "DAC countries",
    "Non-DAC Countries, Total": "non-DAC countries",
    "Multilateral Agencies, Total": "multilateral agencies",
    "Official Donors, Total": "all official donors",
}
#: Sums over recipients, likewise.
RECIPIENT_SUMS = {
    "All Recipients": "all recipients",
    "All Developing Countries, Total": "developing countries",
    "All Multilateral Recipients, Total": "multilateral agencies",
}
BLANKS = "A blank is not nought: Russia reported nothing before 2010, China and India report nothing."


@derives(
    "economy/aid",
    {"oecd-dac2a-2002-2019": RELEASE},
    kept="Net official development assistance to Afghanistan, its neighbours and Syria, by donor state and in "
    "four sums over donors, 2002-2019. Single agencies and foundations are left out.",
    warnings=[BLANKS],
)
def aid(sources: Sources):
    """Net aid by recipient, donor and year."""
    frame = _read(sources, {"recipient": RECIPIENTS})
    frame = frame.assign(
        recipient=frame["recipient"].map(code),
        donor_state=frame["donor"].map(_state),
        sum_of=frame["donor"].map(DONOR_SUMS),
    )
    frame = frame[frame["donor_state"].notna() | frame["sum_of"].notna()]
    columns = ["recipient", "year", "donor_state", "sum_of", "net_oda_usd_million"]
    return frame[columns].sort_values(["recipient", "year", "sum_of", "donor_state"])


@derives(
    "economy/russian_aid",
    {"oecd-dac2a-2002-2019": RELEASE},
    kept="Russia's net official development assistance by recipient state and in three sums over recipients, "
    "2010-2019. Sums by region and single agencies are left out.",
    warnings=[BLANKS, "Of 2010 only the sums are reported, not the recipients."],
)
def russian_aid(sources: Sources):
    """Russia's aid by recipient and year."""
    frame = _read(sources, {"donor": ["Russia"]})
    frame = frame.assign(
        recipient_state=frame["recipient"].map(_state), sum_of=frame["recipient"].map(RECIPIENT_SUMS)
    )
    frame = frame[frame["recipient_state"].notna() | frame["sum_of"].notna()]
    columns = ["recipient_state", "sum_of", "year", "net_oda_usd_million"]
    return frame[columns].sort_values(["recipient_state", "sum_of", "year"])


def _read(sources: Sources, only: dict[str, list[str]]) -> pd.DataFrame:
    cells = {"year": WHOLE, "recipient": TEXT, "donor": TEXT, "net_oda_musd": REAL}
    raw = sources.csv("oecd-dac2a-2002-2019", "dac2a_net_oda.csv", list(cells), cells=cells, only=only)
    return raw.rename(columns={"net_oda_musd": "net_oda_usd_million"})


def _state(party: str) -> str | None:
    try:
        return code(party)
    except SourceError:
        return None  # an agency, a foundation, a region or a sum; the tests add states up to the sums
