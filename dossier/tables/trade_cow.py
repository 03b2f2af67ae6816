"""Contract of `economy/trade_cow`."""

from dossier.tables.base import Table, real, state, year
from dossier.tables.publishers import COMTRADE

TABLES = {
    "economy/trade_cow": Table(
        title="Trade of Afghanistan, Pakistan and Russia with every partner, importer's side, 1950-2014",
        columns={
            "state": state("State; SUN up to 1991"),
            "partner": state("Partner"),
            "year": year("Calendar year", 1950, 2014),
            "imports_usd_million": real(
                "Imports of the state from the partner", "million current US dollars", low=0, nullable=True
            ),
            "exports_usd_million": real(
                "Imports of the partner from the state", "million current US dollars", low=0, nullable=True
            ),
        },
        key=("state", "partner", "year"),
        rows=25366,
        format="parquet",
        cut=COMTRADE,
    ),
}
