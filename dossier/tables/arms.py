"""Contracts of `data/arms/`: who delivered which major arms to whom."""

from dossier.tables.base import Table, actor, whole, year

TABLES = {
    "arms/transfers": Table(
        title="Deliveries of major arms by supplier, recipient and year, 1950-2021",
        columns={
            "supplier": actor("Supplier; SUN is the Soviet Union up to 1991"),
            "recipient": actor("Recipient; Afghan governments and armed groups are apart"),
            "year": year("Year of delivery", 1950, 2021),
            "tiv_million": whole("SIPRI trend-indicator value; 0 is under 0.5", "million TIV", low=0),
        },
        key=("supplier", "recipient", "year"),
        rows=1038,
    ),
}
