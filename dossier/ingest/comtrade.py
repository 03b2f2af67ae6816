"""UN Comtrade figures as carried by penppml: exports of all pairs of states, every fourth year."""

from __future__ import annotations

import pandas as pd

from dossier import entities
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

RELEASE = "UN Comtrade exports as in penppml 0.2.4"
#: Codes of former states and unions in the file, and the state whose series they continue here.
FORMER = {"ROM": "ROU", "TMP": "TLS", "BLX": "BEL"}


@derives(
    "economy/exports",
    {"trade-bilateral-penppml-1988-2016": RELEASE},
    kept="Exports to and from Russia and Afghanistan, as the exporter reports them, every fourth year 1988-2016. "
    "A recorded nought stays 0; a pair without a row has no record.",
)
def exports(sources: Sources):
    """Exports that have Russia or Afghanistan at one end."""
    frame = _all(sources)
    ends = ["RUS", "AFG"]
    kept = frame[frame["exporter"].isin(ends) | frame["importer"].isin(ends)]
    known = kept["exporter"].isin(entities.states()) & kept["importer"].isin(entities.states())
    return kept[known].sort_values(["exporter", "importer", "year"])


@derives(
    "economy/export_totals",
    {"trade-bilateral-penppml-1988-2016": RELEASE},
    kept="Sum of each state's reported exports to all partners, those it did not specify included, and of all "
    "partners' reported exports to it, every fourth year 1988-2016.",
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
    columns = ["exporter", "importer", "year", "export_usd"]
    raw = sources.csv("trade-bilateral-penppml-1988-2016", "bilateral_exports.csv.gz", columns)
    frame = raw.replace({"exporter": FORMER, "importer": FORMER}).astype({"year": "int64"})
    frame["exports_usd_million"] = (frame["export_usd"].astype("float64") / 1e6).round(6)
    return frame[["exporter", "importer", "year", "exports_usd_million"]]
