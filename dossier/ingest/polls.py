"""Polls in Afghanistan and Russia, compiled for this book from press reports."""

from __future__ import annotations

from dossier.ingest.reading import ADDRESS, REAL, TEXT, WHOLE, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: The compiled items, and the question each belongs to in this book.
QUESTIONS = {
    "sympathy with the aims of armed opposition groups, some or a lot": "armed-opposition-sympathy",
    "support reconciliation and reintegration efforts": "reconciliation-support",
    "reconciliation with the Taliban is possible": "reconciliation-possible",
    "no sympathy with ISIL": "is-no-sympathy",
    "no sympathy with the Taliban": "taliban-no-sympathy",
    "sympathy with the Taliban, some or a lot": "taliban-sympathy",
    "support efforts to negotiate peace with the Taliban, strongly or somewhat": "peace-talks-support",
    "support efforts to negotiate peace with the Taliban (second press report)": "peace-talks-support",
    "Soviet war in Afghanistan was an irresponsible political gamble": "soviet-war-gamble",
    "Soviet troops should have been sent": "soviet-troops-right",
    "Soviet troops should not have been sent": "soviet-troops-wrong",
    "approve of Putin supporting the US-led campaign in Afghanistan": "us-campaign-approve-putin",
    "support the US military operation in Afghanistan": "us-campaign-support",
    "do not support the US military operation in Afghanistan": "us-campaign-oppose",
}
SECOND = "(second press report)"


@derives(
    "diplomacy/polls",
    {"polls-afghanistan-compiled": "polls of the Asia Foundation, VCIOM and FOM as press reports gave them"},
    kept="Every value with pollster, country, year and address; the wording of the item is replaced by a group "
    "of questions, and a second report of the same result is numbered.",
)
def polls(sources: Sources):
    """Single poll results."""
    cells = {"pollster": TEXT, "country": TEXT, "year": WHOLE, "item": one_of(QUESTIONS)}
    cells |= {"percent": REAL, "url": ADDRESS}
    raw = sources.csv("polls-afghanistan-compiled", "polls_compiled.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"url": "address"}).assign(
        question=raw["item"].map(QUESTIONS), report=1 + raw["item"].str.endswith(SECOND).astype("int64")
    )
    order = ["pollster", "country", "year", "question", "report", "percent", "address"]
    return frame[order].sort_values(["pollster", "year", "question", "report"], ignore_index=True)
