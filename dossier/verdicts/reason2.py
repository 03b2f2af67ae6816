"""Reason 2, revenge for the Soviet collapse: from tables to the verdicts of the chapter, on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.indicators import afghan_votes, client_arms, soviet_war, us_effort
from dossier.indicators import timeline as dated
from dossier.inference.order import SwitchOff, order, switch_off
from dossier.verdicts import revenge
from dossier.verdicts.judging import Tables, last_whole_year, on_both_clocks
from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rules

#: Tables that the verdicts read; pass them loaded, by name.
READS = (
    "arms/register",
    "arms/transfers",
    "diplomacy/rollcalls",
    "diplomacy/vetoes",
    "evidence/event_codings",
    "evidence/soviet_war",
    "evidence/timeline",
    "evidence/us_effort",
)

BY_HAND = "the timeline is kept by hand from public sources, most of them in English"
ONE_CODER = "the acts were coded by one coder who knew the hypotheses"
MAJOR_ARMS = "the register lists major arms from open sources: a covert gift could be missing"
MOTIVE = "a motive is private, and the archives are closed"
LATER_RELEASE = "the table was released later; only what had happened by then is read"
COMPILED = "the figures come from the literature and were not drawn from archives"
PARTIAL = "the highest figure for the war is called partial by its source"
READ_BEFORE = "some of the figures had been read before the rule was written"


def judge(tables: Tables, rules: Rules) -> dict[str, Judged]:
    """Return every verdict of reason 2 on both clocks; `tables` are `READS`, loaded."""
    return on_both_clocks(JUDGES, tables, rules, ALIKE)


def harm_peak(tables: Tables, window: tuple[int, int], column: str = "effect", until=None) -> us_effort.Peak:
    """Compare harmful acts in a window with all of them, in one of the two codings."""
    coded = us_effort.acts(tables["evidence/timeline"], tables["evidence/us_effort"], until)
    return us_effort.peak(us_effort.by_year(coded, column), window)


def _opportunity(tables: Tables, rules: Rules, until) -> Verdict:
    rule = rules["opportunity"]
    window = tuple(rule["peak_window"])
    found, wide = (harm_peak(tables, window, column, until) for column in us_effort.CODINGS)
    lowered = [BY_HAND, ONE_CODER]
    if revenge.opportunity_branch(found) != revenge.opportunity_branch(wide):
        lowered.append("the two codings choose different branches")
    return revenge.opportunity(found, rule, tuple(lowered))


def _missiles(tables: Tables, rules: Rules, until) -> Verdict:
    rule = rules["missiles"]
    deals = client_arms.portable_missiles(tables["arms/register"], rule["category"], last_whole_year(until))
    mine = deals[deals["recipient"].eq("taliban") & deals["supplier"].eq("RUS")]
    groups = deals[~deals["recipient"].isin(["AFG", "taliban"])]
    lowered = (MAJOR_ARMS,) if until is None else (MAJOR_ARMS, LATER_RELEASE)
    return revenge.missiles(len(mine), len(groups), rule, lowered)


def _arming_kabul(tables: Tables, rules: Rules, until) -> Verdict:
    rule = rules["arming_kabul"]
    first, last = rule["window"]
    delivered = client_arms.deliveries(tables["arms/transfers"], first, last)
    russian = delivered[delivered["supplier"].eq("RUS") & delivered["recipient"].eq("AFG")]
    flown = client_arms.helicopters(tables["arms/register"], revenge.FLOWN_SINCE, last_whole_year(until))
    share = client_arms.share_paid_by_others(flown, "RUS") if flown["supplier"].eq("RUS").any() else None
    lowered = ("who paid is coded from SIPRI's remarks",)
    if until is not None:
        lowered = (*lowered, LATER_RELEASE)
    return revenge.arming_kabul(float(russian["tiv_million"].sum()), share, rule, lowered)


def _un_hostility(tables: Tables, rules: Rules, until) -> Verdict:
    votes = afghan_votes.afghan_votes(
        tables["diplomacy/rollcalls"], "RUS", "USA", 1992, last_whole_year(until)
    )
    lowered = (
        "most resolutions on Afghanistan were adopted without a recorded vote",
        "single votes of 2022 to 2024 were not at hand, that of November 2022 on Afghanistan among them",
    )
    return revenge.un_hostility(len(votes), afghan_votes.gap(votes), rules["un_hostility"], lowered)


def _obstruction(tables: Tables, rules: Rules, until) -> Verdict:
    rule = rules["obstruction"]
    vetoes = afghan_votes.russian_vetoes_on_afghanistan(tables["diplomacy/vetoes"], rule["since"], until)
    abstentions = afghan_votes.russian_abstentions(tables["evidence/timeline"], until)
    lowered = ["a threat of veto leaves no trace"]
    if until is None:
        lowered.append("the list of vetoes ends in July 2022")
        lowered.append("in the General Assembly Russia voted against a resolution on Afghanistan in 2020")
    return revenge.obstruction(vetoes, abstentions, rule, tuple(lowered))


def after_the_fall(tables: Tables, until=None) -> SwitchOff | None:
    """Compare acts before and after the fall of Kabul; None if that was not public by `until`.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.
    until : date-like, optional
        Last day of the clock.

    Returns
    -------
    SwitchOff or None
        The later window ends with the last act of contact or legitimation in the timeline.
    """
    timeline = tables["evidence/timeline"]
    fall = dated.event_if_public(timeline, dated.TAKEOVER, until)
    if fall is None:
        return None
    acts = dated.acts(timeline)
    return switch_off(acts, fall["latest"], acts["latest"].max())


def _after_goal(tables: Tables, rules: Rules, until) -> Verdict:
    found = after_the_fall(tables, until)
    recognised = dated.known_by(tables["evidence/timeline"], until)["event_id"].eq(dated.RECOGNITION).any()
    lowered = [BY_HAND]
    if found is not None:
        low, high = words.decimal(found.low), words.decimal(found.high)
        lowered.append(f"the interval of the ratio of acts runs from {low} to {high}")
    cooling = None if found is None else found.cooling
    return revenge.after_goal(cooling, bool(recognised), rules["after_goal"], tuple(lowered))


def _revenge(tables: Tables, rules: Rules, until) -> Verdict:
    window = tuple(rules["opportunity"]["peak_window"])
    peaked = revenge.opportunity_branch(harm_peak(tables, window, "effect", until)) == "peak"
    given = _missiles(tables, rules, until).verdict == "supported"
    return revenge.revenge(peaked, given, rules["revenge"], (MOTIVE, ONE_CODER))


def _war_machine(tables: Tables, rules: Rules, until) -> Verdict:
    share = soviet_war.dead_share_of_forces(tables["evidence/soviet_war"])
    return revenge.war_machine(share, rules["war_machine"], (COMPILED,))


def _war_cost(tables: Tables, rules: Rules, until) -> Verdict:
    share = soviet_war.cost_against_oil(tables["evidence/soviet_war"])
    return revenge.war_cost(share, rules["war_cost"], (COMPILED, READ_BEFORE, PARTIAL))


def _decisive(tables: Tables, rules: Rules, until) -> Verdict:
    timeline = tables["evidence/timeline"]
    lost = soviet_war.dead_per_million(tables["evidence/soviet_war"])
    found = order(*(dated.event(timeline, name, until) for name in (dated.DISSOLUTION, dated.WITHDRAWAL)))
    lowered = (READ_BEFORE, "one gradient over a few peoples cannot weigh causes")
    return revenge.decisive(
        lost["Baltic peoples"], lost["Central Asians"], found.least, rules["decisive"], lowered
    )


#: Each rule of the reason and what judges it.
JUDGES = {
    "opportunity": _opportunity,
    "missiles": _missiles,
    "arming_kabul": _arming_kabul,
    "un_hostility": _un_hostility,
    "obstruction": _obstruction,
    "after_goal": _after_goal,
    "revenge": _revenge,
    "war_machine": _war_machine,
    "war_cost": _war_cost,
    "decisive": _decisive,
}
#: Rules on the Soviet war: what they read of it is the same on both clocks.
ALIKE = ("war_machine", "war_cost", "decisive")
