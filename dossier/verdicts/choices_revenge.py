"""Choices behind the verdicts of reason 2, revenge: each rule's measure with other options."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import afghan_votes, client_arms, soviet_war, us_effort
from dossier.indicators import timeline as dated
from dossier.inference.order import switch_off
from dossier.verdicts import revenge
from dossier.verdicts.choices import ACTS, CERTAINTIES, Evaluate, Measure, finite
from dossier.verdicts.judging import Tables

if TYPE_CHECKING:
    from dossier.evidence import Rule


def _opportunity(tables: Tables) -> Evaluate:
    coded = us_effort.acts(tables["evidence/timeline"], tables["evidence/us_effort"])

    def evaluate(rule: Rule, coding, allegations, window):
        counts = us_effort.by_year(coded, coding)
        if allegations:
            counts = counts.assign(harmed=counts["harmed"] + counts["alleged"])
        found = us_effort.peak(counts, window)
        return found.inside / max(found.total, 1), revenge.opportunity(found, rule)

    return evaluate


def _arming_kabul(tables: Tables) -> Evaluate:
    flown = client_arms.helicopters(tables["arms/register"], 2002)
    share = client_arms.share_paid_by_others(flown, "RUS") if flown["supplier"].eq("RUS").any() else None

    def evaluate(rule: Rule, release, window):
        delivered = client_arms.deliveries(tables[release], *window)
        russian = delivered[delivered["supplier"].eq("RUS") & delivered["recipient"].eq("AFG")]
        volume = float(russian["tiv_million"].sum())
        return volume, revenge.arming_kabul(volume, share, rule)

    return evaluate


def _un_hostility(tables: Tables) -> Evaluate:
    votes = afghan_votes.afghan_votes(tables["diplomacy/rollcalls"], "RUS", "USA", 1992)

    def evaluate(rule: Rule, since, to):
        counted = votes[votes["year"].between(since, to)]
        gap = afghan_votes.gap(counted)
        return float("nan") if gap is None else gap, revenge.un_hostility(len(counted), gap, rule)

    return evaluate


def _after_goal(tables: Tables) -> Evaluate | None:
    timeline = tables["evidence/timeline"]
    takeover = dated.event_if_public(timeline, dated.TAKEOVER)
    if takeover is None:
        return None
    fall = takeover["latest"]
    recognised = timeline["event_id"].eq(dated.RECOGNITION).any()
    counted = functools.cache(
        lambda acts, certainty: dated.acts(timeline, outcomes=acts, certainties=certainty)
    )

    def evaluate(rule: Rule, acts, certainty, until):
        rows = counted(acts, certainty)
        end = rows["latest"].max() if until is None else fall + pd.DateOffset(years=until)
        found = switch_off(rows, fall, end)
        return finite(found.ratio), revenge.after_goal(found.cooling, bool(recognised), rule)

    return evaluate


def _war_machine(tables: Tables) -> Evaluate:
    figures = tables["evidence/soviet_war"]

    def evaluate(rule: Rule, out_of):
        share = (
            soviet_war.dead_share_of_forces(figures)
            if out_of is None
            else soviet_war.highest(figures, out_of)
        )
        return share, revenge.war_machine(share, rule)

    return evaluate


def _war_cost(tables: Tables) -> Evaluate:
    dollars = soviet_war.in_dollars(tables["evidence/soviet_war"])
    cost = dollars[dollars["quantity"].eq(soviet_war.COST)]
    loss = soviet_war.highest(dollars, soviet_war.OIL)
    roubles = cost[cost["converted"]]
    found = {
        "highest": soviet_war.highest(cost, soviet_war.COST),
        "highest in roubles": soviet_war.highest(roubles, soviet_war.COST),
        "lowest": soviet_war.lowest(cost, soviet_war.COST),
    }

    def evaluate(rule: Rule, estimate):
        share = found[estimate] / loss
        # On clock A no figure in roubles comes from a work that was public by then.
        return share, revenge.war_cost(None if pd.isna(share) else share, rule)

    return evaluate


MEASURES: dict[str, Measure] = {
    "opportunity": Measure(
        start=_opportunity,
        reads=("evidence/timeline", "evidence/us_effort"),
        name="Share of harmful acts that fall in the years of most US troops",
        unit="share",
        choices={
            "coding": {"main": "effect", "wide": "effect_wide"},
            "allegations": {"left out": False, "counted as harm": True},
            "window": {
                "2009 to 2012": (2009, 2012),
                "2010 to 2012": (2010, 2012),
                "2008 to 2013": (2008, 2013),
                "2009 to 2014": (2009, 2014),
            },
        },
        thresholds=(),
    ),
    "arming_kabul": Measure(
        start=_arming_kabul,
        reads=("arms/transfers", "arms/transfers_2024", "arms/register"),
        name="Russian deliveries of major arms to Kabul",
        unit="tiv",
        choices={
            "release": {"2022": "arms/transfers", "2024": "arms/transfers_2024"},
            "window": {
                "2010 to 2016": (2010, 2016),
                "2002 to 2016": (2002, 2016),
                "2013 to 2016": (2013, 2016),
                "2015 to 2016": (2015, 2016),
            },
        },
        thresholds=("paid_by_others",),
    ),
    "un_hostility": Measure(
        start=_un_hostility,
        reads=("diplomacy/rollcalls",),
        name="Agreement on Afghanistan less agreement on all votes",
        unit="index",
        choices={
            "since": {"1992": 1992, "2001": 2001, "2008": 2008},
            "to": {"the last vote": 9999, "2021": 2021},
        },
        thresholds=("fewest_votes", "gap"),
        lines=("gap",),
    ),
    "after_goal": Measure(
        start=_after_goal,
        reads=("evidence/timeline",),
        name="Acts after the fall of Kabul, as a multiple of acts before",
        unit="ratio",
        choices={
            "acts": ACTS,
            "certainty": CERTAINTIES,
            "until": {"last act known": None, "two years later": 2, "four years later": 4},
        },
        thresholds=("cooling",),
    ),
    "war_machine": Measure(
        start=_war_machine,
        reads=("evidence/soviet_war",),
        name="The dead of nine years as a share",
        unit="small share",
        choices={
            "out_of": {"men under arms": None, "those who served in the war": "dead of those who served"}
        },
        thresholds=("low", "high"),
        lines=("low", "high"),
    ),
    "war_cost": Measure(
        start=_war_cost,
        reads=("evidence/soviet_war",),
        name="Yearly cost of the war as a share of the yearly loss of oil income",
        unit="share",
        choices={"estimate": {name: name for name in ("highest", "highest in roubles", "lowest")}},
        thresholds=("low", "high"),
        lines=("low", "high"),
    ),
}
