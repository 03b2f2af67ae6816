"""Verdicts on reason 1, the common enemy: each takes measures and its rule, and words the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.verdicts.judging import by_branch, level
from dossier.verdicts.scale import Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule

#: Certainty of a dated account that counts as documented.
DOCUMENTED = ("moderate", "high")


def origin(certainties: list[str], rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether IS-Khorasan began the contacts.

    Parameters
    ----------
    certainties : list of str
        Certainty (low, moderate, high) of each account that dates a renewed channel before the announcement.
    rule : Rule
        `rules.origin`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    documented = sum(certainty in DOCUMENTED for certainty in certainties)
    branch = "documented" if documented else "claimed" if certainties else "none"
    because = (
        f"{words.counted(len(certainties), 'dated account')} put a renewed channel before IS-Khorasan was "
        f"announced, {words.of_them(documented)} of them of moderate or high certainty"
    )
    return by_branch(rule, branch, because, lowered_by)


def intensity(
    dose_share: float | None, cooling: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether the ties rose and fell with IS-Khorasan.

    Parameters
    ----------
    dose_share : float or None
        Share of specifications with a positive response whose interval excludes zero; None where there are
        too few acts to estimate any, which counts as not shown.
    cooling : float or None
        Fall in acts per quarter after IS-Khorasan lost Nangarhar, as a share of the rate before; negative for
        a rise; None where that had not happened yet.
    rule : Rule
        `rules.intensity`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if dose_share is None and cooling is None:
        because = "too few acts to estimate a response, and IS-Khorasan had not yet been beaten"
        return by_branch(rule, "early", because, lowered_by)
    dose = dose_share is not None and dose_share >= rule["share_of_specifications"]
    cooled = cooling is not None and cooling >= rule["cooling"]
    branch = {0: "neither", 1: "one", 2: "both"}[dose + cooled]
    answered = (
        "whether acts answer deaths in fighting with IS could not be estimated"
        if dose_share is None
        else f"acts answer deaths in fighting with IS in {words.percent(dose_share)} of specifications"
    )
    if cooling is None:
        return by_branch(rule, branch, answered, lowered_by)
    moved = f"fell by {words.percent(cooling)}" if cooling >= 0 else f"rose by {words.percent(-cooling)}"
    line = words.percent(rule["cooling"])
    because = (
        f"acts per quarter {moved} once IS-Khorasan had lost Nangarhar, where {line} less would be a cooling"
    )
    return by_branch(rule, branch, f"{because}; {answered}", lowered_by)


def threat(deaths_by_year: dict[int, int], rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether IS was a danger on Russian and Central Asian soil.

    Parameters
    ----------
    deaths_by_year : dict
        Year to deaths (best estimate) in violence with IS as a party, Russia and Central Asia together.
    rule : Rule
        `rules.threat`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    total, worst = sum(deaths_by_year.values()), max(deaths_by_year.values(), default=0)
    branch = "active" if worst >= rule["deaths_a_year"] else "some" if total else "none"
    because = (
        f"{words.counted(total, 'death')} in violence with IS are recorded there, {words.of_them(worst)} of them in "
        f"the worst year, where the line of an active conflict is {words.count(rule['deaths_a_year'])}"
    )
    return by_branch(rule, branch, because, lowered_by)


def battlefield(highest_share: float, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether IS changed the Afghan war, by its highest yearly share of all deaths."""
    because = f"in its highest year {words.percent(highest_share)} of deaths fell in fighting with IS"
    return by_branch(rule, level(highest_share, rule), because, lowered_by)


def syria_order(order: str, days: int, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Russia fought IS in Syria before IS-Khorasan was announced.

    Parameters
    ----------
    order : str
        `before`, `after` or `overlap`: the first strikes against the announcement.
    days : int
        Days between the two.
    rule : Rule
        `rules.syria_order`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    side = {"before": "before", "after": "after", "overlap": "within the precision of"}[order]
    because = f"the first strikes came {words.count(days)} days {side} the announcement"
    return by_branch(rule, order, because, lowered_by)


def syria_devoted(share: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether the Syrian campaign was devoted to fighting IS, by the share of deaths."""
    if share is None:
        return by_branch(
            rule,
            "early",
            "the first year of the file was not published yet",
            lowered_by,
        )
    because = f"IS was the other party in {words.percent(share)} of the deaths"
    return by_branch(rule, level(share, rule), because, lowered_by)


def pakistan(
    steps_before: int, share_before: float, share_after: float, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether IS-Khorasan brought Russia to Pakistan's side.

    Parameters
    ----------
    steps_before : int
        Dated steps between the two states that certainly precede the announcement.
    share_before, share_after : float
        Russia's share of Pakistan's arms imports in the windows before and after.
    rule : Rule
        `rules.pakistan`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    rose = share_after - share_before >= rule["points"]
    branch = "turned" if rose and not steps_before else "partly" if rose or not steps_before else "earlier"
    because = (
        f"{words.counted(steps_before, 'step')} between the two states came before the announcement; "
        f"Russia's share of Pakistan's arms "
        f"imports went from {words.percent(share_before, 1)} to {words.percent(share_after, 1)}"
    )
    return by_branch(rule, branch, because, lowered_by)
