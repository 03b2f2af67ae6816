"""Choices behind the verdicts of reason 1, the common enemy: each rule's measure with other options."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import arms, conflict, events, ties
from dossier.indicators import timeline as dated
from dossier.inference.order import switch_off
from dossier.verdicts import common_enemy
from dossier.verdicts.choices import ACTS, CERTAINTIES, Evaluate, Measure, finite, same
from dossier.verdicts.judging import Tables

if TYPE_CHECKING:
    from dossier.evidence import Rule

CENTRAL_ASIA = tuple(state for state in conflict.RUSSIA_AND_CENTRAL_ASIA if state != "RUS")


def _intensity(tables: Tables) -> Evaluate | None:
    timeline = tables["evidence/timeline"]
    beaten, takeover = (dated.event_if_public(timeline, name) for name in (dated.NANGARHAR, dated.TAKEOVER))
    if beaten is None or takeover is None:
        return None
    counted = functools.cache(
        lambda acts, certainty: dated.acts(timeline, outcomes=acts, certainties=certainty)
    )

    def evaluate(rule: Rule, acts, certainty, until):
        found = switch_off(
            counted(acts, certainty), beaten["latest"], takeover["earliest"] if until is None else until
        )
        return finite(found.ratio), common_enemy.intensity(None, found.cooling, rule)

    return evaluate


def _threat(tables: Tables) -> Evaluate:
    found = conflict.is_deaths(tables, conflict.RUSSIA_AND_CENTRAL_ASIA)

    def evaluate(rule: Rule, estimate, soil, violence):
        rows = found[found["country"].isin(soil) & found["type_of_violence"].isin(violence)]
        by_year = rows.groupby("year")[estimate].sum().astype(int).to_dict()
        return max(by_year.values(), default=0), common_enemy.threat(by_year, rule)

    return evaluate


def _battlefield(tables: Tables) -> Evaluate:
    @functools.cache
    def shares(fights: tuple[str, ...]) -> pd.DataFrame:
        return conflict.is_share_of_deaths(tables, kinds=fights)

    def evaluate(rule: Rule, estimate, fights, period, last_year):
        rows = shares(fights).loc[:last_year]
        # The extreme estimates of a whole period are those of its years, weighted by their deaths.
        weights = rows["all_best"] / rows["all_best"].sum()
        share = rows[estimate].max() if period == "year" else (rows[estimate] * weights).sum()
        return share, common_enemy.battlefield(float(share), rule)

    return evaluate


def _syria(tables: Tables) -> Evaluate | None:
    if tables["conflict/syria_events"].empty:
        return None
    fights = events.syrian_government_fights(tables["conflict/syria_events"])

    @functools.cache
    def shares(dated_only: bool, last: str | None) -> pd.Series:
        rows = fights if last is None else fights[fights["date_end"] <= last]
        return events.share_with_is(rows.dropna(subset="month") if dated_only else rows)

    def evaluate(rule: Rule, count, rows, until):
        share = float(shares(rows, until)[count])
        return share, common_enemy.syria_devoted(share, rule)

    return evaluate


def _pakistan(tables: Tables) -> Evaluate:
    timeline = tables["evidence/timeline"]
    announced = dated.event(timeline, dated.ANNOUNCED)["earliest"]
    taken = ties.steps_between(timeline, "Russia", "Pakistan", "2001-10-07")
    earlier = taken[taken["latest"] < announced]

    @functools.cache
    def share(release: str, window: tuple[int, int]) -> float:
        return _share_of(tables, release, "RUS", "PAK", window)

    def evaluate(rule: Rule, release, years, first_after, steps, certainty):
        windows = ((first_after - years, first_after - 1), (first_after, first_after + years - 1))
        before, after = (share(release, window) for window in windows)
        counted = earlier["category"].isin(steps) & earlier["certainty"].isin(certainty)
        return after - before, common_enemy.pakistan(int(counted.sum()), before, after, rule)

    return evaluate


def _share_of(tables: Tables, release: str, supplier: str, recipient: str, window: tuple[int, int]) -> float:
    if release == "2022":
        return float(arms.share_of_imports(tables["arms/transfers"], recipient, window).get(supplier, 0.0))
    later, totals = tables["arms/transfers_2024"], tables["arms/recipient_totals"]
    return arms.share_of_total(later, totals, supplier, recipient, window)


ALL_STEPS = ("arms", "attack", "diplomacy", "economy", "exercise", "legal", "recognition")

MEASURES: dict[str, Measure] = {
    "intensity": Measure(
        start=_intensity,
        reads=("evidence/timeline",),
        name="Acts after IS-Khorasan lost Nangarhar, as a multiple of acts before",
        unit="ratio",
        choices={
            "acts": ACTS,
            "certainty": CERTAINTIES,
            "until": {
                "fall of Kabul": None,
                "end of 2021": "2021-12-31",
                "a year after the Doha agreement": "2021-02-28",
            },
        },
        thresholds=("cooling",),
    ),
    "threat": Measure(
        start=_threat,
        reads=conflict.TABLES,
        name="Deaths with IS as a party in the worst year",
        unit="deaths",
        choices={
            "estimate": same(*conflict.ESTIMATES),
            "soil": {
                "Russia and Central Asia": conflict.RUSSIA_AND_CENTRAL_ASIA,
                "Russia": ("RUS",),
                "Central Asia": CENTRAL_ASIA,
            },
            "violence": {
                "all": conflict.KINDS,
                "on civilians": ("one-sided",),
                "fighting": ("state-based", "non-state"),
            },
        },
        thresholds=("deaths_a_year",),
        lines=("deaths_a_year",),
    ),
    "battlefield": Measure(
        start=_battlefield,
        reads=conflict.TABLES,
        name="Share of IS in deaths in Afghanistan",
        unit="share",
        choices={
            "estimate": {"best": "share", "low": "share_low", "high": "share_high"},
            "fights": {
                "all violence with IS": conflict.KINDS,
                "without attacks on civilians": ("state-based", "non-state"),
                "with the government only": ("state-based",),
            },
            "period": {"highest year": "year", "all years together": "all"},
            "last_year": {year: year for year in range(2015, 2025)},
        },
        thresholds=("low", "high"),
        lines=("low", "high"),
    ),
    "syria_devoted": Measure(
        start=_syria,
        reads=("conflict/syria_events",),
        name="Share of IS in the fighting of the Syrian government's side",
        unit="share",
        choices={
            "count": {
                "deaths, best": "best",
                "deaths, low": "low",
                "deaths, high": "high",
                "events": "events",
            },
            "rows": {"all": False, "dated to a month": True},
            "until": {"end of the file": None, "end of 2017": "2017-12-31", "end of 2018": "2018-12-31"},
        },
        thresholds=("low", "high"),
        lines=("low", "high"),
    ),
    "pakistan": Measure(
        start=_pakistan,
        reads=("arms/transfers", "arms/transfers_2024", "arms/recipient_totals", "evidence/timeline"),
        name="Change of Russia's share in Pakistan's arms imports",
        unit="points",
        choices={
            "release": {"2022": "2022", "2024": "2024"},
            "years": {length: length for length in range(2, 8)},
            "first_after": {year: year for year in range(2013, 2018)},
            "steps": {
                "all": ALL_STEPS,
                "arms and diplomacy": ("arms", "diplomacy"),
                "arms": ("arms",),
            },
            "certainty": {"any": ("low", "moderate", "high"), "high": ("high",)},
        },
        thresholds=("points",),
        lines=("points",),
    ),
}
