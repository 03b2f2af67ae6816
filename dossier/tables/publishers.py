"""When publishers of several tables publish: the cuts that their tables share."""

from dossier.tables.cuts import by_lag, from_day

_UCDP = "UCDP publishes the figures and events of a year in June of the next"
UCDP = by_lag("year", 6, _UCDP)
UCDP_EVENTS = by_lag("date", 6, _UCDP)
UCDP_SUPPORT = from_day(
    "2018", "UCDP published its files of outside support to 2017 as one release, numbered 18.1"
)
SIPRI_TRANSFERS = by_lag("year", 3, "SIPRI publishes the arms transfers of a year by March of the next")
UN_VOTES = by_lag("year", 0, "The UN publishes a vote with the meeting; a year counts once it is over")
COMTRADE = by_lag(
    "year", 13, "Both sides' customs reports of a year are not complete before the second year after"
)
AID = by_lag("year", 12, "The OECD publishes final figures of aid in December of the next year")
WORLD_BANK = by_lag("year", 7, "The World Bank enters a year's national accounts in July of the next")
UNAMA = by_lag(
    "period", 2, "The UN mission publishes its count within two months of the half-year or year", "row"
)
SIGAR = by_lag("as_of", 3, "A count is printed in the assessor's next quarterly report", "row")
ICEWS = by_lag("month", 1, "News events are coded within weeks", "row")
GEM_2024 = from_day("2024-10", "The tracker's file is of 2024, and its rows have no day")
