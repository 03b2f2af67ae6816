"""Choices behind the verdicts of reason 3, the Taliban as the future: each rule's measure with other options."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import outreach, reach, regional
from dossier.indicators import timeline as dated
from dossier.inference.gradient import share_with_sign
from dossier.verdicts import future, reason3
from dossier.verdicts.choices import CERTAINTIES, Evaluate, Measure, same
from dossier.verdicts.judging import Tables

if TYPE_CHECKING:
    from dossier.evidence import Rule

NEIGHBOURS = ("RUS", "IRN", "CHN", "PAK", "UZB", "TKM")
#: Steps of the panel that a state could take while the Republic stood, and those that came after.
EARLY_STEPS, LATE_STEPS = ("first_contact", "hosting"), ("embassy", "delisting", "recognition")


def _gaining(tables: Tables) -> Evaluate:
    reporting = None
    if not tables["territory/polling_reach"].empty:
        regions = reach.centres_by_region(tables["territory/polling_reach"], tables["territory/provinces"])
        reporting = reach.share_reporting(regions)
    districts = functools.cache(
        lambda year: len(
            reach.events_by_district(reach.war_events(tables["conflict/afghan_events"], [year]))[
                "district"
            ].unique()
        )
    )
    deaths = reach.war_deaths(tables["conflict/battle_deaths"], 2012, 2020)

    def evaluate(rule: Rule, estimate):
        first, end = rule["first_year"], min(rule["last_year"], deaths.index.max())
        ratio = float(deaths[estimate][end] / deaths[estimate][first])
        spread = districts(min(rule["spread_year"], end)) / districts(first)
        return ratio, future.gaining(ratio, spread, reporting, rule)

    return evaluate


def _gradient(tables: Tables) -> Evaluate:
    @functools.cache
    def grid(first_years: tuple[int, ...], last_year: int, changes: bool) -> pd.DataFrame:
        own = {"first_years": list(first_years), "last_year": last_year}
        return reason3.gradient(tables, own, changes)

    @functools.cache
    def total(first: int, last_year: int) -> int:
        last = reason3.last_year(tables, {"last_year": last_year})
        return int(outreach.acts_by_year(tables["evidence/timeline"], first, last)["both"].sum())

    @functools.cache
    def shares(first_years, last_year, changes, acts, lag, first) -> tuple[float, float]:
        rows = grid(first_years, last_year, changes)
        for column, chosen in (("acts", acts), ("lag", lag), ("first_year", first)):
            rows = rows if chosen is None else rows[rows[column].eq(chosen)]
        return share_with_sign(rows, "deaths", 1), share_with_sign(rows, "troops", -1)

    def evaluate(rule: Rule, acts, lag, first, correlated):
        years, last_year = tuple(rule["first_years"]), rule["last_year"]
        war, exit_ = shares(years, last_year, correlated, acts, lag, first)
        return max(war, exit_), future.gradient(total(min(years), last_year), war, exit_, rule)

    return evaluate


def _shift(tables: Tables) -> Evaluate:
    timeline = tables["evidence/timeline"]
    spoken = dated.event(timeline, dated.ACKNOWLEDGED)["latest"]
    takeover = reason3.rule_begins(timeline)
    kabul = outreach.with_kabul(timeline)
    kabul = kabul[kabul["earliest"] > spoken]

    @functools.cache
    def ratios(before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float | None]:
        return reason3.shift_ratios(tables, {"before": before, "after": after})

    @functools.cache
    def documented(certainty: tuple[str, ...]) -> int:
        given = dated.acts(timeline, outcomes=("O3",), certainties=certainty)
        return int((given["latest"] < takeover).sum())

    def evaluate(rule: Rule, windows, support, kept_up):
        arms_ratio, aid_ratio = ratios(*windows)
        went_on = int(kabul["kind"].isin(kept_up).sum())
        return arms_ratio, future.shift(arms_ratio, aid_ratio, went_on, documented(support), rule)

    return evaluate


def _base_rate(tables: Tables) -> Evaluate:
    steps = tables["evidence/regional_steps"]

    @functools.cache
    def place(states: tuple[str, ...] | None, certainty: tuple[str, ...], since: str | None):
        rows = _compared(steps, states, certainty)
        if since is None:
            return regional.place(rows, "RUS", "first_contact")
        acknowledged = rows.query("state == 'RUS' and step == 'first_contact'")["date"].dropna()
        if acknowledged.empty:
            return None
        return regional.place_if(rows, "RUS", "first_contact", since, acknowledged.item())

    def evaluate(rule: Rule, states, certainty, contact):
        found = place(states, certainty, contact)
        if found is None:
            return float("nan"), future.base_rate(0, 0.0, 1.0, rule)
        return found.low, future.base_rate(found.others, found.low, found.high, rule)

    return evaluate


def _first(tables: Tables) -> Evaluate:
    panel = tables["evidence/regional_steps"]

    @functools.cache
    def compared(states, certainty, least: int) -> dict[str, str]:
        chosen = _compared(panel, states, certainty)
        return reason3.compared_steps({"evidence/regional_steps": chosen}, least)

    def evaluate(rule: Rule, states, certainty, steps):
        every = compared(states, certainty, rule["least_states"])
        found = {step: how for step, how in every.items() if step in steps}
        led = sum(how == "leads" for how in found.values())
        return led / len(found) if found else float("nan"), future.first(found, rule)

    return evaluate


def _compared(steps: pd.DataFrame, states, certainty) -> pd.DataFrame:
    """Return the panel's rows of some states (None for all) that are sure enough; what is unknown stays."""
    kept = steps["status"].eq("unknown") | steps["certainty"].isin(certainty)
    return steps[kept] if states is None else steps[kept & steps["state"].isin(states)]


def _lead(tables: Tables) -> Evaluate:
    timeline = tables["evidence/timeline"]
    held = outreach.meetings(timeline)
    takeover = reason3.rule_begins(timeline)
    hosted = int((held["place"].eq("Moscow") & (held["earliest"] < takeover)).sum())

    def evaluate(rule: Rule, since):
        signed = outreach.agreements_with_taliban(tables["diplomacy/peace_agreements"], since)
        naming = int(signed["names_russia"].sum())
        return naming / max(len(signed), 1), future.lead(hosted, len(signed), naming, rule)

    return evaluate


STATES = {
    "all": None,
    "neighbours": NEIGHBOURS,
    "without the United States": (
        "RUS",
        "IRN",
        "CHN",
        "PAK",
        "QAT",
        "UZB",
        "TKM",
        "TUR",
        "IND",
        "DEU",
        "NOR",
    ),
}
SURE = {"any": ("low", "moderate", "high"), "high": ("high",)}

MEASURES: dict[str, Measure] = {
    "future_gaining": Measure(
        start=_gaining,
        reads=(
            "conflict/battle_deaths",
            "conflict/afghan_events",
            "territory/polling_reach",
            "territory/provinces",
        ),
        name="Deaths in the war in the last year, as a multiple of those in the first",
        unit="ratio",
        choices={"estimate": same("best", "low", "high")},
        thresholds=("first_year", "spread_year", "deaths_ratio", "spread_ratio", "centres_reporting"),
        lines=("deaths_ratio",),
    ),
    "future_gradient": Measure(
        start=_gradient,
        reads=("conflict/battle_deaths", "conflict/us_troops_yearly", "evidence/timeline"),
        name="Share of correlations with the predicted sign, the better of deaths and troops",
        unit="share",
        choices={
            "acts": {"all choices": None, "both": "both", "contact": "O1", "legitimation": "O2"},
            "lag": {"both": None, "none": 0, "a year": 1},
            "first": {"all": None, "2012": 2012, "2013": 2013, "2014": 2014},
            "correlated": {"levels": False, "changes": True},
        },
        thresholds=("share_of_specifications", "least_acts"),
        lines=("share_of_specifications",),
    ),
    "future_shift": Measure(
        start=_shift,
        reads=("arms/transfers", "economy/russian_aid", "evidence/event_codings", "evidence/timeline"),
        name="Russian arms to Kabul, later yearly mean as a multiple of the earlier",
        unit="ratio",
        choices={
            "windows": {
                "2011 to 2014, 2015 to 2019": ((2011, 2014), (2015, 2019)),
                "2011 to 2013, 2014 to 2019": ((2011, 2013), (2014, 2019)),
                "2011 to 2015, 2016 to 2019": ((2011, 2015), (2016, 2019)),
                "2012 to 2014, 2015 to 2017": ((2012, 2014), (2015, 2017)),
            },
            "support": CERTAINTIES,
            "kept_up": {
                "arms and meetings": ("arms", "meeting"),
                "arms": ("arms",),
                "meetings": ("meeting",),
            },
        },
        thresholds=("fall",),
        lines=("fall",),
    ),
    "future_base_rate": Measure(
        start=_base_rate,
        reads=("evidence/regional_steps",),
        name="Earliest possible place of Russia's first contact, from first (0) to last (1)",
        unit="index",
        choices={
            "states": STATES,
            "certainty": SURE,
            "contact": {"as acknowledged": None, "some time from 2013 on": "2013-01-01"},
        },
        thresholds=("least_states", "low", "high"),
        lines=("low", "high"),
    ),
    "future_first": Measure(
        start=_first,
        reads=("evidence/regional_steps",),
        name="Share of the steps that can be compared in which Russia leads",
        unit="share",
        choices={
            "states": STATES,
            "certainty": SURE,
            "steps": {
                "all": EARLY_STEPS + LATE_STEPS,
                "before Kabul fell": EARLY_STEPS,
                "after Kabul fell": LATE_STEPS,
            },
        },
        thresholds=("least_states",),
    ),
    "future_lead": Measure(
        start=_lead,
        reads=("diplomacy/peace_agreements", "evidence/event_codings", "evidence/timeline"),
        name="Share of the agreements with the Taliban that name Russia",
        unit="share",
        choices={"since": {"2017": "2017-01-01", "2011": "2011-01-01"}},
        thresholds=("meetings", "share"),
        lines=("share",),
    ),
}
