"""Polls in Afghanistan and Russia, compiled for this book from press reports."""

from __future__ import annotations

from dossier.ingest.reading import ADDRESS, ISO3, REAL, STATED_DAY, TEXT, WHOLE, coded, one_of
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
LATER = "polls-russia-gallup-supplement"
#: The items of the supplement, and the question each is in this book.
LATER_QUESTIONS = {
    "heard of the Taliban visit to Moscow for talks": "heard-of-taliban-visit",
    "official talks with the Taliban are admissible": "taliban-talks-admissible",
    "official talks with the Taliban are not admissible": "taliban-talks-not-admissible",
    "Taliban claim for compensation for the Soviet war should be rejected": "soviet-war-compensation-reject",
    "Taliban claim for compensation may be considered": "soviet-war-compensation-consider",
    "approve of Russian strikes on IS in Syria": "syria-strikes-approve",
    "do not exclude that Syria becomes a new Afghanistan for Russia": "syria-new-afghanistan",
    "country moves in the right direction": "country-right-direction",
    "no sympathy for the Taliban": "taliban-no-sympathy",
    "Taliban the biggest threat to local security, northwest": "taliban-biggest-threat-northwest",
    "Daesh the biggest threat to local security, east": "is-biggest-threat-east",
}
GALLUP_ITEMS = {
    "US leadership (approve or disapprove as printed: disapprove)": "disapprove-us-leadership",
    "difficult to get by on income": "difficult-to-get-by",
    "local economy getting worse": "economy-getting-worse",
    "not enough money for food": "not-enough-for-food",
    "suffering": "suffering",
    "women not treated with respect": "women-not-respected",
    "would leave permanently": "would-leave",
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
    cells = {"pollster": TEXT, "country": ISO3, "year": WHOLE, "item": one_of(QUESTIONS)}
    cells |= {"percent": REAL, "url": ADDRESS}
    raw = sources.csv("polls-afghanistan-compiled", "polls_compiled.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"url": "address"}).assign(
        question=raw["item"].map(QUESTIONS), report=1 + raw["item"].str.endswith(SECOND).astype("int64")
    )
    order = ["pollster", "country", "year", "question", "report", "percent", "address"]
    return frame[order].sort_values(["pollster", "year", "question", "report"], ignore_index=True)


@derives(
    "diplomacy/polls_later",
    {LATER: "polls of FOM, Levada and the Asia Foundation as pages gave them"},
    kept="Every value with pollster, country, date, respondents and address; the wording of the item is replaced by "
    "a question's name.",
)
def polls_later(sources: Sources):
    """Single poll results of the supplement."""
    names = {"field_date": "asked", "n": "respondents", "item": "question"}
    cells = {"pollster": TEXT, "country": ISO3, "field_date": STATED_DAY, "item": coded(LATER_QUESTIONS)}
    cells |= {"percent": REAL, "n": WHOLE.or_empty(), "url": ADDRESS}
    frame = sources.csv(LATER, "polls_supplement.csv", list(cells), cells=cells).rename(columns=names)
    order = ["pollster", "country", "asked", "question", "percent", "respondents", "url"]
    return frame[order].sort_values(["pollster", "asked", "question"])


@derives(
    "diplomacy/gallup_afghanistan",
    {LATER: "Gallup World Poll, values read off articles by Looram and Roth"},
    kept="Seven items by year. Values that were copied back, averaged or interpolated are left out.",
    warnings=[
        "The item on American leadership is labelled both ways by the readers; its level fits disapproval."
    ],
)
def gallup_afghanistan(sources: Sources):
    """Survey results by year and item."""
    cells = {"year": WHOLE, "item": coded(GALLUP_ITEMS), "percent": REAL, "flag": TEXT.or_empty()}
    raw = sources.csv(LATER, "gallup_afghanistan_2006_2022.csv", list(cells), cells=cells)
    frame = raw[raw["flag"].isna()]
    return frame[["year", "item", "percent"]].sort_values(["item", "year"])
