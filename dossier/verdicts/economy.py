"""Verdicts on reason 4, minerals and markets: each takes measures and its rule, and words the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.verdicts.judging import by_branch
from dossier.verdicts.scale import Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule


def markets_2017(
    share_before: float, share_with: float, order: str | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether resources and markets were a main motive of the outreach.

    Parameters
    ----------
    share_before, share_with : float
        Afghanistan's share in Russia's trade before the outreach and with it.
    order : str or None
        First commercial step against the first political one: `before`, `overlap` or `after`; None if no
        commercial step is on record.
    rule : Rule
        `rules.markets_2017`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    size = share_with >= rule["size"] and share_with > share_before
    first = order in ("before", "overlap")
    branch = {0: "neither", 1: "one", 2: "both"}[size + first]
    placed = {
        None: "no commercial step is on record",
        "before": "the first commercial step came before the first political one",
        "overlap": "the dates of the first commercial and political steps overlap",
        "after": "the first commercial step came after the first political one",
    }[order]
    because = (
        f"Afghanistan's share in Russia's trade went from {words.percent(share_before, 2)} to "
        f"{words.percent(share_with, 2)}; {placed}"
    )
    return by_branch(rule, branch, because, lowered_by)


def markets_2022(
    deals: int, offers: int, rate: float | None, highest: float, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether economic gain has been a motive since 2022.

    Parameters
    ----------
    deals, offers : int
        Dated commercial deals, and offers or figures without a deal, of moderate or high certainty.
    rate : float or None
        Highest reported trade at a yearly rate, million dollars; None if none is reported.
    highest : float
        Highest yearly trade before the outreach, million dollars.
    rule : Rule
        `rules.markets_2022`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if not deals + offers:
        return by_branch(rule, "early", "nothing of the years since 2022 was known", lowered_by)
    grown = rate is not None and rate > highest
    branch = ("growth" if grown else "deals") if deals else "offers"
    told = (
        "no trade figure is reported"
        if rate is None
        else f"reported trade runs at {words.count(rate)} million dollars a year"
    )
    because = (
        f"{words.counted(deals, 'deal')} and {words.counted(offers, 'offer or figure', 'offers or figures')} are on "
        f"record; {told}, against "
        f"{words.count(highest)} million in the highest year before the outreach"
    )
    return by_branch(rule, branch, because, lowered_by)


def trade_expected(
    place: float | None, factor: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether Russia's exports to Afghanistan rose above expectation with the outreach.

    Parameters
    ----------
    place : float or None
        Share of Russia's other partners whose ratio of observed to expected exports changed less, or fell more; None
        where the later year was not reported yet.
    factor : float or None
        Afghanistan's ratio after over its ratio before.
    rule : Rule
        `rules.trade_expected`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if place is None or factor is None:
        return by_branch(rule, "early", f"the trade of {rule['after']} was not reported yet", lowered_by)
    branch = "rose" if place > rule["high"] else "fell" if place < rule["low"] else "flat"
    because = (
        f"Russia's exports to Afghanistan, held against what size and distance predict, "
        f"{'rose' if factor >= 1 else 'fell'} to {words.decimal(factor, 2)} times what they had been; "
        f"{words.percent(place)} of its other partners did worse"
    )
    return by_branch(rule, branch, because, lowered_by)


def minerals(records: int, reserves: int | None, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether large deposits have been found, by listed deposits and stated reserves (None: none read)."""
    enough = records >= rule["records"]
    branch = "few" if not enough else "reserves" if (reserves or 0) >= rule["records"] else "deposits"
    stated = (
        "what is known of reserves is of a later day"
        if reserves is None
        else f"a reserve is stated for {words.of_them(reserves)} of the sites in the trackers"
    )
    because = f"the world list of major deposits holds {words.counted(records, 'Afghan record')}; {stated}"
    return by_branch(rule, branch, because, lowered_by)


def hydrocarbons(
    fields: int | None, assessments: int, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether large oil and gas resources have been found, by fields (None: none read) and assessments."""
    branch = "fields" if fields else "estimated" if assessments else "none"
    listed = (
        "the tracker of fields is of a later day"
        if fields is None
        else f"the tracker of fields lists {words.of_them(fields)} in Afghanistan"
    )
    because = (
        f"{listed}; {words.counted(assessments, 'published figure')} estimate what is still undiscovered"
    )
    return by_branch(rule, branch, because, lowered_by)


def contracts(by_state: dict[str, int], rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Russia obtained a share, by contracts on record (ISO code to number, Russia included)."""
    own = by_state["RUS"]
    others = max((number for state, number in by_state.items() if state != "RUS"), default=0)
    branch = "none" if not own else "most" if own >= others else "some"
    because = (
        f"Russia holds {words.counted(own, 'contract')} for Afghan resources on record, and the state with most "
        f"holds {words.count(max(own, others))}"
    )
    return by_branch(rule, branch, because, lowered_by)


def drugs(
    before: float, with_outreach: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether drugs drove the outreach, by drug words per ten thousand in Russian speeches.

    Parameters
    ----------
    before : float
        Rate before the outreach.
    with_outreach : float or None
        Rate with it; None while too little of the window is over.
    rule : Rule
        `rules.drugs`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if with_outreach is None:
        return by_branch(rule, "early", "too little of the later window was over", lowered_by)
    moved = with_outreach / before - 1
    branch = "rose" if moved >= rule["change"] else "fell" if moved <= -rule["change"] else "flat"
    because = (
        f"of every {words.count(1e4)} words of Russia's yearly speech at the United Nations "
        f"{words.decimal(before)} were on drugs before the outreach and {words.decimal(with_outreach)} with it"
    )
    return by_branch(rule, branch, because, lowered_by)
