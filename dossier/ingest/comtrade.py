"""UN Comtrade figures as carried by penppml: exports between states, every fourth year."""

from __future__ import annotations

import pandas as pd

from dossier import entities
from dossier.ingest.reading import ISO3, REAL, WHOLE
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

RELEASE = "UN Comtrade exports as in penppml 0.2.4"
#: Afghanistan, Russia, their region and the two largest traders: one end of every flow that is kept.
REGION = ["AFG", "CHN", "IND", "IRN", "KAZ", "KGZ", "PAK", "RUS", "TJK", "TKM", "TUR", "USA", "UZB"]
#: Codes of the file outside ISO 3166, and the state meant. Belgium reports with Luxembourg.
RECODED = {
    "BLX": "BEL",
    "KN1": "KNA",
    "MNT": "MNE",
    "ROM": "ROU",
    "SVU": "SUN",
    "TMP": "TLS",
    "YDR": "YMD",
    "ZAR": "COD",
}


@derives(
    "economy/exports",
    {"trade-bilateral-penppml-1988-2016": RELEASE},
    kept="Exports to and from thirteen states (Afghanistan, Russia, their region, China, India, Turkey, the "
    "United States), as the exporter reports them, every fourth year 1988-2016. A recorded nought stays 0; a "
    "pair without a row has no record. Pairs of other states are left out, so that the table is not the "
    "publisher's file again: a gravity model with effects of exporter and importer needs every flow of the states "
    "compared, and gives for Russia and Afghanistan nearly what the whole file gives (in 2012, 286 against 302 "
    "million dollars expected). Belgium's figures include Luxembourg's, Serbia's up to 2004 Montenegro's.",
)
def exports(sources: Sources):
    """Exports that have a state of the region at one end."""
    frame = _all(sources)
    kept = frame["exporter"].isin(REGION) | frame["importer"].isin(REGION)
    known = frame["exporter"].isin(entities.states()) & frame["importer"].isin(entities.states())
    return frame[kept & known].sort_values(["exporter", "importer", "year"])


@derives(
    "economy/export_totals",
    {"trade-bilateral-penppml-1988-2016": RELEASE},
    kept="Sum of each state's reported exports to all partners, those it did not specify included, and of all "
    "partners' reported exports to it, every fourth year 1988-2016. Empty is no report, not nought.",
)
def export_totals(sources: Sources):
    """Totals by state and year, to take shares of."""
    frame = _all(sources)
    out = frame.groupby(["exporter", "year"])["exports_usd_million"].sum().rename_axis(["state", "year"])
    into = frame.groupby(["importer", "year"])["exports_usd_million"].sum().rename_axis(["state", "year"])
    both = pd.concat([out.rename("exports_usd_million"), into.rename("imports_usd_million")], axis=1)
    both = both.round(3).sort_index().reset_index()
    return both[both["state"].isin(entities.states())]


def _all(sources: Sources) -> pd.DataFrame:
    cells = {"exporter": ISO3, "importer": ISO3, "year": WHOLE, "export_usd": REAL}
    name = "bilateral_exports.csv.gz"
    raw = sources.csv("trade-bilateral-penppml-1988-2016", name, list(cells), cells=cells)
    frame = raw.replace({"exporter": RECODED, "importer": RECODED})
    frame["exports_usd_million"] = (frame["export_usd"] / 1e6).round(6)
    return frame[["exporter", "importer", "year", "exports_usd_million"]]
