"""Verdicts on reason 3, the Taliban as the future: each takes measures and its rule, and words the outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dossier import words
from dossier.verdicts.judging import by_branch
from dossier.verdicts.scale import LIKELIHOODS, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule

#: Verdicts that say that a statement holds.
HOLDS = ("supported", "mostly supported")
#: How Russia's place in a step is told.
ORDERS = {
    "leads": "Russia came before all others in",
    "trails": "at least one other state came before Russia in",
    "unsettled": "the order is unsettled in",
}
#: What each part of the reason found, in words for a reader who has not seen its rule.
FOUND = {
    "gradient": {
        "holds": "Moscow's dated acts toward the Taliban grew more frequent as the war grew deadlier or US troops left",
        "fails": "Moscow's dated acts toward the Taliban did not grow more frequent as the war grew deadlier or US "
        "troops left",
        "open": "too few of Moscow's acts toward the Taliban are dated to be set against the war and US troops",
    },
    "shift": {
        "holds": "its arms and aid went from Kabul to them",
        "fails": "no move of its arms or aid from Kabul to them is documented",
        "open": "whether its arms or aid went from Kabul to them cannot be told",
    },
    "expected": {
        "holds": "half or more of its officials' public forecasts had them rule",
        "fails": "less than half of its officials' public forecasts, if any, had them rule",
        "open": "its officials had made no public forecast of their power",
    },
}


def gaining(
    deaths_ratio: float,
    spread_ratio: float | None,
    centres_reporting: float | None,
    rule: Rule,
    lowered_by: tuple[str, ...] = (),
) -> Verdict:
    """Judge whether the Taliban were gaining and it could be seen.

    Parameters
    ----------
    deaths_ratio : float
        Deaths in the war in the last year known over those of the first year.
    spread_ratio : float or None
        Districts with fighting in the later year over those in the first; None where not known.
    centres_reporting : float or None
        Share of the known polling centres that reported; None where not known.
    rule : Rule
        `rules.future_gaining`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    signs = [deaths_ratio >= rule["deaths_ratio"]]
    because = f"deaths in the war were {words.decimal(deaths_ratio)} times those of {rule['first_year']}"
    if spread_ratio is not None:
        signs.append(spread_ratio >= rule["spread_ratio"])
        because += f"; districts with fighting were {words.decimal(spread_ratio, 2)} times as many"
    if centres_reporting is not None:
        signs.append(centres_reporting < rule["centres_reporting"])
        because += f"; {words.percent(centres_reporting)} of the polling centres known in 2018 reported"
    branch = "all" if all(signs) else "some" if any(signs) else "none"
    return by_branch(rule, branch, because, lowered_by)


def gradient(
    acts: int, war: float | None, exit_: float | None, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether acts rose as the Taliban grew stronger or the Americans left.

    Parameters
    ----------
    acts : int
        Dated acts that there are to correlate.
    war, exit_ : float or None
        Shares of specifications with the predicted sign: acts rise with the war's deaths, and as US troops
        fall. None where there are too few acts.
    rule : Rule
        `rules.future_gradient`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if acts < rule["least_acts"] or war is None or exit_ is None:
        return by_branch(
            rule,
            "early",
            f"{words.counted(acts, 'act')} can be dated, too few to set beside the war and US troops",
            lowered_by,
        )
    held = (war >= rule["share_of_specifications"]) + (exit_ >= rule["share_of_specifications"])
    because = (
        f"of the ways tried to set acts beside the war, {words.percent(war)} have them rise with its deaths, and "
        f"{words.percent(exit_)} have them rise as US troops fall"
    )
    return by_branch(rule, ("neither", "one", "both")[held], because, lowered_by)


def shift(
    arms_ratio: float,
    aid_ratio: float | None,
    kept_up: int,
    documented: int,
    rule: Rule,
    lowered_by: tuple[str, ...] = (),
) -> Verdict:
    """Judge whether resources went from Kabul to the Taliban.

    Parameters
    ----------
    arms_ratio, aid_ratio : float or None
        Yearly mean of arms and of aid to Kabul in the later window over the earlier one; None where not known.
    kept_up : int
        Gifts of arms to Kabul and meetings with it after the channel to the Taliban was acknowledged.
    documented : int
        Documented material support to the Taliban before they took Kabul.
    rule : Rule
        `rules.future_shift`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    fell = [ratio is not None and ratio <= rule["fall"] for ratio in (arms_ratio, aid_ratio)]
    if documented and all(fell):
        branch = "shifted"
    elif any(fell) and not documented and not kept_up:
        branch = "less"
    else:
        branch = "parallel"
    aid = "its aid is not known" if aid_ratio is None else f"its aid {words.percent(aid_ratio)}"
    because = (
        f"a year's Russian arms to Kabul were {words.percent(arms_ratio)} of the earlier yearly mean, and "
        f"{aid}; once the channel was acknowledged, Kabul still got "
        f"{words.counted(kept_up, 'gift of arms or meeting', 'gifts of arms or meetings in all')}; "
        f"{words.counted(documented, 'transfer')} to the Taliban are documented"
    )
    return by_branch(rule, branch, because, lowered_by)


def expected(expects: list[str], rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Moscow expected the Taliban to rule.

    Parameters
    ----------
    expects : list of str
        What each Russian forecast expected of the Taliban: `rule`, `share` or `not`.
    rule : Rule
        `rules.future_expected`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    ruling, sharing = expects.count("rule"), expects.count("share")
    if not expects:
        branch = "none"
    elif ruling / len(expects) >= rule["share"]:
        branch = "rule"
    else:
        branch = "share" if ruling or sharing else "neither"
    because = (
        f"of {words.counted(len(expects), 'public forecast')} by Russian officials, {words.of_them(ruling)} had the "
        f"Taliban rule, {words.of_them(sharing)} gave them a share in power, and {words.of_them(expects.count('not'))} "
        "had them stay out of it"
        if expects
        else "no public forecast by a Russian official is on record"
    )
    return by_branch(rule, branch, because, lowered_by)


def base_rate(others: int, low: float, high: float, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Russia's first contact lies within the middle half of regional timing.

    Parameters
    ----------
    others : int
        Other states with a date.
    low, high : float
        Range of Russia's place, from 0 (first) to 1 (last).
    rule : Rule
        `rules.future_base_rate`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if others < rule["least_states"]:
        because = f"{words.counted(others, 'other state')} have a date, too few to have a middle"
        return by_branch(rule, "few", because, lowered_by)
    if rule["low"] <= low and high <= rule["high"]:
        branch = "inside"
    elif high < rule["low"] or low > rule["high"]:
        branch = "outside"
    else:
        branch = "unsettled"
    because = (
        f"by the dates of {words.count(others)} other states Russia's place in the order lies between "
        f"{words.decimal(low, 2)} and {words.decimal(high, 2)}, where 0 is first, 1 last, and the middle half runs "
        f"from {words.decimal(rule['low'], 2)} to {words.decimal(rule['high'], 2)}"
    )
    return by_branch(rule, branch, because, lowered_by)


def first(steps: dict[str, str], rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge whether Russia moved before the other states.

    Parameters
    ----------
    steps : dict
        Step that can be compared to `leads`, `trails` or `unsettled`.
    rule : Rule
        `rules.future_first`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    found = set(steps.values())
    if not found:
        return by_branch(rule, "none", "no step can be compared", lowered_by)
    branch = "first" if found == {"leads"} else "mixed" if "leads" in found else "later"
    told = []
    for how, said in ORDERS.items():
        named = [step.replace("_", " ") for step, found_ in steps.items() if found_ == how]
        told += [f"{said} {words.listing(named)}"] if named else []
    because = "; ".join(told)
    return by_branch(rule, branch, because, lowered_by)


def ruled(taken: str | None, rule: Rule, lowered_by: tuple[str, ...] = ()) -> Verdict:
    """Judge the article's own forecast; `taken` words the day on which the Taliban took Kabul, if they had."""
    because = f"the Taliban took Kabul on {taken}" if taken else "the war was undecided"
    return by_branch(rule, "ruled" if taken else "open", because, lowered_by)


def lead(
    meetings: int, agreements: int, naming_russia: int, rule: Rule, lowered_by: tuple[str, ...] = ()
) -> Verdict:
    """Judge whether Russia took the lead with the Taliban.

    Parameters
    ----------
    meetings : int
        Meetings with Taliban delegates that Russia hosted.
    agreements, naming_russia : int
        Written agreements that name the Taliban, and those of them that name Russia.
    rule : Rule
        `rules.future_lead`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    because = (
        f"Russia hosted {words.counted(meetings, 'meeting')} with Taliban delegates, and of "
        f"{words.counted(agreements, 'written agreement')} that name the Taliban {words.of_them(naming_russia)} names "
        "Russia"
    )
    if not meetings and not agreements:
        nothing = "neither a meeting with Taliban delegates nor a written agreement with them is on record"
        return by_branch(rule, "early", nothing, lowered_by)
    if meetings < rule["meetings"]:
        return by_branch(rule, "neither", because, lowered_by)
    leads = agreements > 0 and naming_russia / agreements >= rule["share"]
    return by_branch(rule, "lead" if leads else "host", because, lowered_by)


def reason(
    gradient_: Verdict,
    shift_: Verdict,
    expected_: Verdict,
    base: Verdict,
    rule: Rule,
    lowered_by: tuple[str, ...] = (),
) -> Verdict:
    """Judge the reason as a whole from the verdicts on its parts (section 8 of the hypotheses).

    Parameters
    ----------
    gradient_, shift_, expected_ : Verdict
        On T3.1, T3.2 and T3.3.
    base : Verdict
        On A0: where it holds, likelihood falls by one step.
    rule : Rule
        `rules.future_reason`.
    lowered_by : tuple of str
        Reasons that lower confidence.
    """
    if gradient_.verdict == "untestable":
        branch = "early"
    elif gradient_.verdict not in HOLDS:
        branch = "neither"
    else:
        both = shift_.verdict in HOLDS and expected_.verdict in HOLDS
        branch = "strong" if both else "weak"
    parts = (("gradient", gradient_), ("shift", shift_), ("expected", expected_))
    because = "; ".join(FOUND[part][_outcome(verdict)] for part, verdict in parts)
    verdict = by_branch(rule, branch, because, lowered_by)
    return _one_step_down(verdict) if base.verdict in HOLDS else verdict


def _outcome(verdict: Verdict) -> str:
    if verdict.verdict == "untestable":
        return "open"
    return "holds" if verdict.verdict in HOLDS else "fails"


def _one_step_down(verdict: Verdict) -> Verdict:
    if verdict.likelihood not in LIKELIHOODS:
        return verdict
    lower = LIKELIHOODS[max(LIKELIHOODS.index(verdict.likelihood) - 1, 0)]
    because = f"{verdict.because}; other states made contact at about the same time, which takes one step off"
    return replace(verdict, likelihood=lower, because=because)
