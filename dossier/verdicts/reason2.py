"""Reason 2, revenge for the Soviet collapse: from tables to the verdicts of the chapter, on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.indicators import afghan_votes, client_arms, soviet_war, us_effort
from dossier.indicators import timeline as dated
from dossier.inference.order import SwitchOff, order, switch_off
from dossier.verdicts import revenge
from dossier.verdicts.judging import Clocks, Tables, on_both_clocks
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
PAYERS_CODED = "who paid is coded from SIPRI's remarks"
MOTIVE = "a motive is private, and the archives are closed"
LATER_RELEASE = "the table was released later; only what had happened by then is read"
COMPILED = "the figures come from the literature and were not drawn from archives"
PARTIAL = "the highest figure for the war is called partial by its source"
READ_BEFORE = "some of the figures had been read before the rule was written"


def judge(clocks: Clocks, rules: Rules) -> dict[str, Judged]:
    """Return every verdict of reason 2 on both clocks; `clocks` hold `READS` as `catalogue.on_clocks` loads them."""
    return on_both_clocks(JUDGES, clocks, rules, CAVEATS)


def harm_peak(tables: Tables, window: tuple[int, int], column: str = "effect") -> us_effort.Peak:
    """Compare harmful acts in a window with all of them, in one of the two codings."""
    coded = us_effort.acts(tables["evidence/timeline"], tables["evidence/us_effort"])
    return us_effort.peak(us_effort.by_year(coded, column), window)


def _opportunity(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["opportunity"]
    window = tuple(rule["peak_window"])
    found, wide = (harm_peak(tables, window, column) for column in us_effort.CODINGS)
    lowered = [BY_HAND, ONE_CODER]
    if revenge.opportunity_branch(found) != revenge.opportunity_branch(wide):
        lowered.append("the two codings choose different branches")
    return revenge.opportunity(found, rule, tuple(lowered))


def _missiles(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["missiles"]
    deals = client_arms.portable_missiles(tables["arms/register"], rule["category"])
    mine = deals[deals["recipient"].eq("taliban") & deals["supplier"].eq("RUS")]
    groups = deals[~deals["recipient"].isin(["AFG", "taliban"])]
    return revenge.missiles(len(mine), len(groups), rule, (MAJOR_ARMS,))


def _arming_kabul(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["arming_kabul"]
    first, last = rule["window"]
    delivered = client_arms.deliveries(tables["arms/transfers"], first, last)
    russian = delivered[delivered["supplier"].eq("RUS") & delivered["recipient"].eq("AFG")]
    flown = client_arms.helicopters(tables["arms/register"], revenge.FLOWN_SINCE)
    share = client_arms.share_paid_by_others(flown, "RUS") if flown["supplier"].eq("RUS").any() else None
    return revenge.arming_kabul(float(russian["tiv_million"].sum()), share, rule, (PAYERS_CODED,))


def _un_hostility(tables: Tables, rules: Rules) -> Verdict:
    votes = afghan_votes.afghan_votes(tables["diplomacy/rollcalls"], "RUS", "USA", 1992)
    lowered = (
        "most resolutions on Afghanistan were adopted without a recorded vote",
        "single votes of 2022 to 2024 were not at hand, that of November 2022 on Afghanistan among them",
    )
    return revenge.un_hostility(len(votes), afghan_votes.gap(votes), rules["un_hostility"], lowered)


def _obstruction(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["obstruction"]
    vetoes = afghan_votes.russian_vetoes_on_afghanistan(tables["diplomacy/vetoes"], rule["since"])
    abstentions = afghan_votes.russian_abstentions(tables["evidence/timeline"])
    return revenge.obstruction(vetoes, abstentions, rule, ("a threat of veto leaves no trace",))


def after_the_fall(tables: Tables) -> SwitchOff | None:
    """Compare acts before and after the fall of Kabul; None if the timeline does not reach so far.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.

    Returns
    -------
    SwitchOff or None
        The later window ends with the last act of contact or legitimation in the timeline.
    """
    timeline = tables["evidence/timeline"]
    fall = dated.event_if_public(timeline, dated.TAKEOVER)
    if fall is None:
        return None
    acts = dated.acts(timeline)
    return switch_off(acts, fall["latest"], acts["latest"].max())


def _after_goal(tables: Tables, rules: Rules) -> Verdict:
    found = after_the_fall(tables)
    recognised = tables["evidence/timeline"]["event_id"].eq(dated.RECOGNITION).any()
    lowered = [BY_HAND]
    if found is not None:
        low, high = words.decimal(found.low), words.decimal(found.high)
        lowered.append(f"the interval of the ratio of acts runs from {low} to {high}")
    cooling = None if found is None else found.cooling
    return revenge.after_goal(cooling, bool(recognised), rules["after_goal"], tuple(lowered))


def _revenge(tables: Tables, rules: Rules) -> Verdict:
    window = tuple(rules["opportunity"]["peak_window"])
    peaked = revenge.opportunity_branch(harm_peak(tables, window, "effect")) == "peak"
    given = _missiles(tables, rules).verdict == "supported"
    return revenge.revenge(peaked, given, rules["revenge"], (MOTIVE, ONE_CODER))


def _war_machine(tables: Tables, rules: Rules) -> Verdict:
    share = soviet_war.dead_share_of_forces(tables["evidence/soviet_war"])
    return revenge.war_machine(share, rules["war_machine"], (COMPILED,))


def _war_cost(tables: Tables, rules: Rules) -> Verdict:
    share = soviet_war.cost_against_oil(tables["evidence/soviet_war"])
    return revenge.war_cost(share, rules["war_cost"], (COMPILED, READ_BEFORE, PARTIAL))


def _decisive(tables: Tables, rules: Rules) -> Verdict:
    timeline = tables["evidence/timeline"]
    lost = soviet_war.dead_per_million(tables["evidence/soviet_war"])
    found = order(*(dated.event(timeline, name) for name in (dated.DISSOLUTION, dated.WITHDRAWAL)))
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
#: What lowers confidence on one clock only.
CAVEATS = {
    "A": {"missiles": (LATER_RELEASE,), "arming_kabul": (LATER_RELEASE,)},
    "B": {
        "obstruction": (
            "the list of vetoes ends in July 2022",
            "in the General Assembly Russia voted against a resolution on Afghanistan in 2020",
        )
    },
}
