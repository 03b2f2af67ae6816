"""Verdicts on reason 2, revenge: each takes measures and its rule, and words the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.verdicts.judging import by_branch, level
from dossier.verdicts.scale import Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule
    from dossier.indicators.us_effort import Peak

#: First year of delivery of the helicopters whose payers are counted.
FLOWN_SINCE = 2002


def opportunity_branch(found: Peak) -> str:
    """Return where harmful acts peak: `peak` in the window, `some` in it, `none`, or `early` without any act."""
    if not found.total:
        return "early"
    if not found.inside:
        return "none"
    return "peak" if found.most_inside == found.most else "some"


def opportunity(found: Peak, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Moscow acted against the United States most when most troops were exposed.

    Parameters
    ----------
    found : Peak
        Harmful acts in the window of the largest force, and in all years.
    rule : Rule
        `rules.opportunity`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    because = (
        f"{words.of_them(found.inside)} of the {words.spelled(found.total)} acts coded as harming the US effort "
        f"fell in {words.years(*rule['peak_window'])}, when most US troops were exposed"
        if found.total
        else "no act is coded as harming the US effort"
    )
    return by_branch(rule, opportunity_branch(found), because, lowered_by)


def missiles(for_taliban: int, for_others: int, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether the symmetric weapon was given.

    Parameters
    ----------
    for_taliban, for_others : int
        Deals in such missiles from Russia to the Taliban, and from anyone to other Afghan armed groups.
    rule : Rule
        `rules.missiles`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    branch = "present" if for_taliban else "absent" if for_others else "blind"
    because = (
        f"the arms register lists {words.counted(for_taliban, 'deal')} in portable missiles from Russia to the "
        f"Taliban, and {words.counted(for_others, 'deal')} in such missiles for other Afghan armed groups"
    )
    return by_branch(rule, branch, because, lowered_by)


def arming_kabul(
    delivered: float, share_paid: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether Moscow kept its arms from Kabul.

    Parameters
    ----------
    delivered : float
        Russian deliveries in the window, million TIV.
    share_paid : float or None
        Share of the Russian helicopters for which another state paid; None where there were none.
    rule : Rule
        `rules.arming_kabul`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    sold = share_paid is not None and share_paid >= rule["paid_by_others"]
    branch = "withheld" if not delivered else "sold" if sold else "given"
    volume = (
        f"major arms of {words.count(delivered)} million TIV, SIPRI's measure of volume,"
        if delivered
        else "no major arms"
    )
    because = f"Russia delivered {volume} to Kabul in {words.years(*rule['window'])}"
    if share_paid is not None:
        because += (
            f"; others paid for {words.percent(share_paid)} of the Russian helicopters "
            f"delivered since {FLOWN_SINCE}"
        )
    return by_branch(rule, branch, because, lowered_by)


def un_hostility(votes: int, gap: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Russia stood further from the United States on Afghanistan than on other matters.

    Parameters
    ----------
    votes : int
        Contested votes on Afghanistan in which both took part.
    gap : float or None
        Agreement on them less agreement on all votes of the same years.
    rule : Rule
        `rules.un_hostility`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    because = f"{words.counted(votes, 'contested vote')} on Afghanistan with both taking part are on record"
    if votes < rule["fewest_votes"]:
        because += f", where {words.count(rule['fewest_votes'])} are the least that can be compared"
    if gap is not None:
        more = "more" if gap >= 0 else "less"
        by = words.decimal(abs(gap), 2)
        because += f"; in them the two agreed {more} than in all votes, by {by} on a scale from 0 to 1"
    if gap is None or votes < rule["fewest_votes"]:
        return by_branch(rule, "few", because, lowered_by)
    branch = "worse" if gap <= -rule["gap"] else "better" if gap >= rule["gap"] else "same"
    return by_branch(rule, branch, because, lowered_by)


def obstruction(vetoes: int, abstentions: int, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Moscow obstructed the United States in the Security Council over Afghanistan."""
    branch = "vetoed" if vetoes else "abstained" if abstentions else "none"
    vetoed, abstained = words.counted(vetoes, "draft"), words.of_them(abstentions)
    because = f"Russia vetoed {vetoed} on Afghanistan and abstained on {abstained}"
    return by_branch(rule, branch, because, lowered_by)


def after_goal(
    cooling: float | None, recognised: bool, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether the ties cooled once the United States had left.

    Parameters
    ----------
    cooling : float or None
        Fall in the rate of acts as a share of the rate before; None where the United States had not left.
    recognised : bool
        Whether Russia recognised the Taliban's government.
    rule : Rule
        `rules.after_goal`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if cooling is None:
        return by_branch(rule, "early", "the United States had not left yet", lowered_by)
    cooled = cooling >= rule["cooling"]
    branch = "cooled" if cooled else "recognised" if recognised else "went_on"
    moved = (
        f"rarer by {words.percent(cooling)}"
        if cooling >= 0
        else f"more frequent by {words.percent(-cooling)}"
    )
    because = f"Moscow's acts toward the Taliban became {moved} after the fall of Kabul"
    if recognised:
        because += ", and it recognised their government"
    return by_branch(rule, branch, because, lowered_by)


def revenge(peaked: bool, missiles_given: bool, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge revenge as a motive by the two findings that would revive it."""
    branch = {0: "neither", 1: "one", 2: "both"}[peaked + missiles_given]
    because = (
        f"acts that harmed the US effort {'peaked' if peaked else 'did not peak'} in the years of the largest US "
        f"force, and {'a' if missiles_given else 'no'} Russian missile against aircraft is recorded for the Taliban"
    )
    return by_branch(rule, branch, because, lowered_by)


def war_machine(share: float, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether the Soviet war machine was scrapped, by the dead as a share of the men under arms."""
    because = (
        f"the Soviet dead of nine years were {words.percent(share, 1)} of the men under arms at one time"
    )
    return by_branch(rule, level(share, rule), because, lowered_by)


def war_cost(share: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether the war's cost dismantled the economy, by its share of the loss of oil income.

    Parameters
    ----------
    share : float or None
        Highest yearly cost of the war over the yearly loss; None where either has no estimate.
    rule : Rule
        `rules.war_cost`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if share is None:
        return by_branch(rule, "unknown", "no estimate of one of the two", lowered_by)
    because = (
        f"even by the highest estimate a year of war cost {words.percent(share)} of what a year's fall in oil income "
        "cost"
    )
    return by_branch(rule, level(share, rule), because, lowered_by)


def decisive(
    baltic: float, central_asian: float, days: int, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether the war decided the end of the Soviet Union, by whom it cost most.

    Parameters
    ----------
    baltic, central_asian : float
        Dead per million.
    days : int
        From the withdrawal to the dissolution.
    rule : Rule
        `rules.decisive`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    branch = "with" if baltic > central_asian else "against"
    because = (
        f"of every million the war killed {words.decimal(baltic)} of the Baltic peoples, who led the way out of the "
        f"union, and {words.decimal(central_asian)} of the Central Asians, who came last; "
        f"the union ended {words.count(days)} days after the withdrawal"
    )
    return by_branch(rule, branch, because, lowered_by)
