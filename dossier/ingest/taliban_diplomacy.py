"""The Taliban government's meetings, missions and recognition, as press reports gave them."""

from __future__ import annotations

from dossier.ingest.reading import (
    ADDRESS,
    DAY,
    ISO3,
    STATED_DAY,
    TEXT,
    WHOLE,
    address,
    beginning,
    coded,
    state,
)
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

MEETINGS, STEPS = "winep-taliban-diplomacy-counts", "taliban-diplomatic-steps-compiled"
MEETINGS_RELEASE = (
    "Washington Institute (A. Zelin), counts to August 2022 and February 2024, as the press gave them"
)
STEPS_RELEASE = "steps toward the Taliban government as pages gave them, 2022-2026"
#: The compilation names this page by its title; the copy that was read is of May 2022.
ADDRESSES = {
    "stored Wikipedia copy of May 2022, List of diplomatic missions of Afghanistan": (
        "https://en.wikipedia.org/wiki/List_of_diplomatic_missions_of_Afghanistan"
    ),
}
#: Whether no state with more meetings is missing above a row, as the compilation words it.
RANKED = coded({"yes": True, "western states only, others in between are not listed": False})
#: What a count of missions counts, by the beginning of the compilation's words.
COUNTED = {
    "embassies handed over": "embassies",
    "states in the region": "states of the region",
    "embassies, consulates and other": "missions of any kind",
}


@derives(
    "diplomacy/taliban_meetings",
    {MEETINGS: MEETINGS_RELEASE},
    kept="Meetings of the Taliban government with fifteen counterparts. The first ten are ranked; five western ones "
    "follow, with others between them left out by the report.",
    warnings=[
        "Shares of all meetings cannot be taken: the counts by state probably include multilateral events."
    ],
)
def meetings(sources: Sources):
    """Counterparts in the order of the report."""
    names = {"from": "first_day", "to": "last_day", "counterpart": "counterpart", "meetings": "meetings"}
    names |= {"order": "place", "list_complete_to_here": "ranked"}
    cells = {"from": DAY, "to": DAY, "counterpart": state(besides={"European Union": "EU"})}
    cells |= {"meetings": WHOLE, "order": WHOLE, "list_complete_to_here": RANKED}
    raw = sources.csv(MEETINGS, "meetings_by_counterpart_2021_2024.csv", list(names), cells=cells)
    pages = sources.csv(MEETINGS, "totals.csv", ["to", "url"], cells={"to": DAY, "url": ADDRESS})
    frame = raw.merge(pages, on="to", validate="m:1").rename(columns=names)
    return frame[["counterpart", "first_day", "last_day", "meetings", "place", "ranked", "url"]]


@derives(
    "diplomacy/taliban_meetings_in_all",
    {MEETINGS: MEETINGS_RELEASE},
    kept="The two totals with the number of states and addresses. Remarks are left out.",
)
def meetings_in_all(sources: Sources):
    """Totals by last day."""
    names = {"from": "first_day", "to": "last_day", "meetings": "meetings"}
    names |= {"meetings_with_multilateral": "with_multilateral", "states_at_least": "states", "url": "url"}
    cells = dict.fromkeys(names, WHOLE) | {"meetings_with_multilateral": WHOLE.or_empty()}
    cells |= {"from": DAY, "to": DAY, "url": ADDRESS}
    raw = sources.csv(MEETINGS, "totals.csv", list(names), cells=cells)
    return raw.rename(columns=names).sort_values("last_day")


@derives(
    "diplomacy/taliban_steps",
    {STEPS: STEPS_RELEASE},
    kept="Every step with state, date, how close the date is, and address. One page is named by its title in the "
    "compilation; its address today is given, the copy that was read is of May 2022.",
    warnings=["Dates `no later than` are upper bounds: they give no order among states."],
)
def steps(sources: Sources):
    """Steps by date."""
    cells = {"state": ISO3, "step": TEXT, "date": STATED_DAY, "date_precision": TEXT, "standing": TEXT}
    cells |= {"url": address(ADDRESSES)}
    raw = sources.csv(STEPS, "steps.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"date_precision": "dated"})
    frame = frame.assign(taliban_claim=frame["standing"].eq("Taliban claim"))
    kept = ["state", "step", "date", "dated", "taliban_claim", "url"]
    return frame[kept].sort_values(["date", "state", "step"])


@derives(
    "diplomacy/taliban_missions",
    {STEPS: STEPS_RELEASE},
    kept="Four counts of missions with what is counted and address.",
    warnings=["The counts do not count the same: no line through them."],
)
def missions(sources: Sources):
    """Counts of missions by date."""
    cells = {"as_of": STATED_DAY, "missions": WHOLE, "standing": beginning(COUNTED), "url": ADDRESS}
    raw = sources.csv(STEPS, "missions_held.csv", list(cells), cells=cells)
    counted = [
        next(short for words, short in COUNTED.items() if standing.startswith(words))
        for standing in raw["standing"]
    ]
    frame = raw.assign(counted=counted, taliban_claim=raw["standing"].str.contains("Taliban claim"))
    return frame[["as_of", "missions", "counted", "taliban_claim", "url"]].sort_values("as_of")
