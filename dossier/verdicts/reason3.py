"""Reason 3, the Taliban as the future: from tables to the verdicts of the chapter, on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dossier import words
from dossier.indicators import arms, forecasts, outreach, reach, regional
from dossier.indicators import timeline as dated
from dossier.inference.gradient import gradient_grid, share_with_sign
from dossier.verdicts import future
from dossier.verdicts.judging import Clocks, Tables, on_both_clocks
from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rules

#: Tables that the verdicts read; pass them loaded, by name.
READS = (
    "arms/transfers",
    "conflict/afghan_events",
    "conflict/battle_deaths",
    "conflict/us_troops_yearly",
    "diplomacy/peace_agreements",
    "economy/russian_aid",
    "evidence/event_codings",
    "evidence/forecasts",
    "evidence/regional_steps",
    "evidence/timeline",
    "territory/polling_reach",
    "territory/provinces",
)

BY_HAND = "the timeline is kept by hand from public sources, most of them in English"
LATER_RELEASE = (
    "the tables of deaths and events were released after the clock, though the war was reported as it went"
)
NO_CONTROL = "no measure here says who held a district"
PANEL = "of most states the panel holds no date but that of recognition"
FEW_YEARS = (
    "there are few years, and both series rise over time, so that a trend shared by chance looks the same"
)
RUSSIAN_VIEW = "the timeline follows Russia, so meetings elsewhere are under-counted"
PAID = "the United States paid for most Russian arms to Kabul, and sanctions ended that trade"
SHARED = "plain insurance (A1) and the base rate (A0) predict the weak form as well"


def judge(clocks: Clocks, rules: Rules) -> dict[str, Judged]:
    """Return every verdict of reason 3 on both clocks; `clocks` hold `READS` as `catalogue.on_clocks` loads them."""
    return on_both_clocks(JUDGES, clocks, rules, CAVEATS)


def _gaining(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_gaining"]
    first = rule["first_year"]
    deaths = reach.war_deaths(tables["conflict/battle_deaths"], first, rule["last_year"])["best"]
    later = min(rule["spread_year"], deaths.index.max())
    fights = reach.war_events(tables["conflict/afghan_events"], [first, later])
    districts = reach.districts_fought_over(reach.events_by_district(fights))
    reporting = None
    if not tables["territory/polling_reach"].empty:
        by_region = reach.centres_by_region(tables["territory/polling_reach"], tables["territory/provinces"])
        reporting = reach.share_reporting(by_region)
    return future.gaining(
        float(deaths.iloc[-1] / deaths[first]),
        float(districts[later] / districts[first]),
        reporting,
        rule,
        (NO_CONTROL,),
    )


def gradient(tables: Tables, rule, changes: bool = False) -> pd.DataFrame:
    """Correlate yearly acts with the war's deaths, US troops and the calendar over the rule's grid.

    Parameters
    ----------
    tables : mapping
        `READS`, loaded.
    rule : Rule
        `rules.future_gradient`.
    changes : bool
        Correlate changes from year to year instead of levels.

    Returns
    -------
    pandas.DataFrame
        As `inference.gradient.gradient_grid` returns it; measures deaths, troops and calendar (a placebo:
        what any series that rises with time would show).
    """
    last = last_year(tables, rule)
    first = min(rule["first_years"]) - 2
    acts = outreach.acts_by_year(tables["evidence/timeline"], first, last)
    deaths = reach.war_deaths(tables["conflict/battle_deaths"], first, last)["best"]
    troops = reach.us_troops(tables["conflict/us_troops_yearly"], first, last)["troops"]
    measures = pd.DataFrame({"deaths": deaths, "troops": troops}).reindex(acts.index)
    measures["calendar"] = measures.index
    return gradient_grid(acts, measures, rule["first_years"], last, changes)


def last_year(tables: Tables, rule) -> int:
    """Return the last year of the rule that deaths or troops reach: later acts have nothing to stand beside."""
    series = ("conflict/battle_deaths", "conflict/us_troops_yearly")
    return int(min(rule["last_year"], max(tables[name]["year"].max() for name in series)))


def _gradient(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_gradient"]
    last = last_year(tables, rule)
    acts = outreach.acts_by_year(tables["evidence/timeline"], min(rule["first_years"]), last)
    total = int(acts["both"].sum())
    if total < rule["least_acts"]:
        return future.gradient(total, None, None, rule, (BY_HAND, FEW_YEARS))
    grid = gradient(tables, rule)
    war, exit_ = share_with_sign(grid, "deaths", 1), share_with_sign(grid, "troops", -1)
    return future.gradient(total, war, exit_, rule, (BY_HAND, FEW_YEARS))


def shift_ratios(tables: Tables, rule) -> tuple[float, float | None]:
    """Return the later over the earlier yearly mean of Russian arms and aid to Kabul; aid None if not known."""
    before, after = tuple(rule["before"]), tuple(rule["after"])
    delivered = arms.russian_deliveries(tables["arms/transfers"], ["AFG"]).set_index("year")["tiv_million"]
    aid = outreach.aid_by_year(tables["economy/russian_aid"], "AFG", before[0], after[1])
    ratio = outreach.mean_ratio(aid, before, after)
    return outreach.mean_ratio(delivered, before, after), None if pd.isna(ratio) else ratio


def _shift(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_shift"]
    timeline = tables["evidence/timeline"]
    arms_ratio, aid_ratio = shift_ratios(tables, rule)
    spoken = dated.event(timeline, dated.ACKNOWLEDGED)["latest"]
    kabul = outreach.with_kabul(timeline)
    kept_up = kabul[(kabul["earliest"] > spoken) & kabul["kind"].isin(["arms", "meeting"])]
    documented = outreach.documented_support(timeline, rule_begins(timeline))
    return future.shift(arms_ratio, aid_ratio, len(kept_up), len(documented), rule, (PAID, BY_HAND))


def _expected(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_expected"]
    before = rule_begins(tables["evidence/timeline"])
    made = forecasts.on_power(tables["evidence/forecasts"], "RUS", before)
    few = f"the table holds {words.count(len(made))} public forecasts on this question"
    return future.expected(
        made["expects"].tolist(), rule, (few, "what is said in public need not be believed")
    )


def _base_rate(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_base_rate"]
    found = regional.place(tables["evidence/regional_steps"], "RUS", "first_contact")
    if found is None:
        return future.base_rate(0, 0.0, 1.0, rule, (PANEL, BY_HAND))
    return future.base_rate(found.others, found.low, found.high, rule, (PANEL, BY_HAND))


def compared_steps(tables: Tables, least: int) -> dict[str, str]:
    """Return, for each step that can be compared, whether Russia `leads`, `trails` or is `unsettled`."""
    steps = tables["evidence/regional_steps"]
    found = {}
    for step in dict.fromkeys(steps["step"]):
        place = regional.place(steps, "RUS", step)
        if place is not None and place.others >= least:
            found[step] = "leads" if place.leads else "trails" if place.trails else "unsettled"
    return found


def _first(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_first"]
    return future.first(compared_steps(tables, rule["least_states"]), rule, (PANEL,))


def _ruled(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_ruled"]
    takeover = dated.event_if_public(tables["evidence/timeline"], dated.TAKEOVER)
    return future.ruled(None if takeover is None else words.date(takeover["earliest"]), rule)


def _lead(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["future_lead"]
    held = outreach.meetings(tables["evidence/timeline"])
    before = rule_begins(tables["evidence/timeline"])
    hosted = held[held["place"].eq("Moscow") & (held["earliest"] < before)]
    signed = outreach.agreements_with_taliban(tables["diplomacy/peace_agreements"], "2017-01-01")
    return future.lead(
        len(hosted),
        len(signed),
        int(signed["names_russia"].sum()),
        rule,
        (RUSSIAN_VIEW, "few agreements are on record"),
    )


def _reason(tables: Tables, rules: Rules) -> Verdict:
    parts = (judge_one(tables, rules) for judge_one in (_gradient, _shift, _expected, _base_rate))
    return future.reason(*parts, rules["future_reason"], (SHARED, FEW_YEARS))


def rule_begins(timeline: pd.DataFrame) -> pd.Timestamp:
    """Return the day on which the Taliban took Kabul; where the timeline does not reach so far, the end of time."""
    takeover = dated.event_if_public(timeline, dated.TAKEOVER)
    return pd.Timestamp.max if takeover is None else takeover["earliest"]


#: Each rule of the reason and what judges it.
JUDGES = {
    "future_gaining": _gaining,
    "future_gradient": _gradient,
    "future_shift": _shift,
    "future_expected": _expected,
    "future_base_rate": _base_rate,
    "future_first": _first,
    "future_ruled": _ruled,
    "future_lead": _lead,
    "future_reason": _reason,
}
#: What lowers confidence on one clock only.
CAVEATS = {"A": {"future_gaining": (LATER_RELEASE,)}}
