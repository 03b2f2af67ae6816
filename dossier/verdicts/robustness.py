"""Robustness: each data-based verdict over its grid of choices, and placebos.

How to add a rule's grid. (1) Before computing anything, declare `[grids.RULE.options]` in
`data/evidence/rules.toml`, the rule's own choice first in each dimension; a threshold of the rule carries the
threshold's name there. (2) Write a function `start(tables, until)` below that returns `evaluate(rule, **options)`,
which takes the measure with those options and hands it to the verdict function of the rule; keep what every
combination shares in `start`. (3) Enter a `Measure` in `MEASURES`: the tables, what the measure is called, its unit,
and the known options of each dimension that is not a threshold. `test_every_grid_*` then hold the grid against the
measure, and its first row against the verdict of the chapter; the tables of the robustness page pick it up.
(4) Publish its curve there (`publish(curves[RULE], "robust-RULE")`) with a paragraph on what decides.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import arms, conflict, events, ties
from dossier.indicators import timeline as dated
from dossier.inference import multiverse
from dossier.inference.order import switch_off
from dossier.verdicts import common_enemy
from dossier.verdicts.scale import Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule, Rules

Tables = Mapping[str, pd.DataFrame]
Evaluate = Callable[..., tuple[float, Verdict]]

CENTRAL_ASIA = tuple(state for state in conflict.RUSSIA_AND_CENTRAL_ASIA if state != "RUS")


@dataclass(frozen=True)
class Measure:
    """How one rule's measure is taken with other choices.

    Parameters
    ----------
    start : callable
        Takes tables and the last day of the clock (None for today); returns `evaluate(rule, **options)`, which
        gives the measure and its verdict, or None where the clock has no measure at all.
    reads : tuple of str
        Tables.
    name : str
        What the measure is, for the axis.
    unit : str
        `share`, `points` (of percentage) or `deaths`.
    choices : dict
        Dimension to its known options and what each stands for.
    thresholds : tuple of str
        Dimensions that are thresholds of the rule.
    lines : tuple of str
        Thresholds in the unit of the measure, which the chart may draw.
    """

    start: Callable[[Tables, pd.Timestamp | None], Evaluate | None]
    reads: tuple[str, ...]
    name: str
    unit: str
    choices: dict[str, dict]
    thresholds: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def known(self) -> dict[str, tuple | None]:
        """Dimension to its options; None for a threshold."""
        named = {dimension: tuple(options) for dimension, options in self.choices.items()}
        return named | dict.fromkeys(self.thresholds)


def run(tables: Tables, rules: Rules, name: str, until=None) -> pd.DataFrame | None:
    """Judge every combination of one rule's grid.

    Parameters
    ----------
    tables : mapping
        The measure's `reads`, loaded.
    rules : Rules
        As `dossier.evidence.rules` reads them.
    name : str
        Rule.
    until : date-like, optional
        Last day of the clock.

    Returns
    -------
    pandas.DataFrame or None
        As `multiverse.run` returns it; None where the clock has nothing to measure.

    Raises
    ------
    EvidenceError
        If the grid names a dimension or option that the measure does not know.
    """
    measure, grid, rule = MEASURES[name], rules.grids[name], rules[name]
    grid.check(measure.known)
    evaluate = measure.start(tables, None if until is None else pd.Timestamp(until))
    if evaluate is None:
        return None

    def judged(**options) -> tuple[float, str]:
        limits = {key: options.pop(key) for key in measure.thresholds}
        chosen = {key: measure.choices[key][option] for key, option in options.items()}
        value, verdict = evaluate(dataclasses.replace(rule, facts=rule.facts | limits), **chosen)
        return value, verdict.verdict

    return multiverse.run(grid, judged)


def _intensity(tables: Tables, until) -> Evaluate | None:
    timeline = tables["evidence/timeline"]
    beaten = dated.event(timeline, dated.NANGARHAR)["latest"]
    if until is not None and beaten > until:
        return None
    takeover = dated.event(timeline, dated.TAKEOVER)["earliest"]
    counted = functools.cache(
        lambda acts, certainty: dated.acts(timeline, outcomes=acts, certainties=certainty)
    )

    def evaluate(rule: Rule, acts, certainty, until):
        found = switch_off(counted(acts, certainty), beaten, takeover if until is None else until)
        return found.ratio, common_enemy.intensity(None, found.cooling, rule)

    return evaluate


def _threat(tables: Tables, until) -> Evaluate:
    found = conflict.is_deaths(tables, conflict.RUSSIA_AND_CENTRAL_ASIA, _last_whole_year(until))

    def evaluate(rule: Rule, estimate, soil, violence):
        rows = found[found["country"].isin(soil) & found["type_of_violence"].isin(violence)]
        by_year = rows.groupby("year")[estimate].sum().astype(int).to_dict()
        return max(by_year.values(), default=0), common_enemy.threat(by_year, rule)

    return evaluate


def _battlefield(tables: Tables, until) -> Evaluate:
    @functools.cache
    def shares(fights: tuple[str, ...]) -> pd.DataFrame:
        return conflict.is_share_of_deaths(tables, until=_last_whole_year(until), kinds=fights)

    def evaluate(rule: Rule, estimate, fights, period, last_year):
        rows = shares(fights).loc[:last_year]
        # The extreme estimates of a whole period are those of its years, weighted by their deaths.
        weights = rows["all_best"] / rows["all_best"].sum()
        share = rows[estimate].max() if period == "year" else (rows[estimate] * weights).sum()
        return share, common_enemy.battlefield(float(share), rule)

    return evaluate


def _syria(tables: Tables, until) -> Evaluate:
    fights = tables["conflict/syria_events"]

    @functools.cache
    def shares(dated_only: bool, last: str | None) -> pd.Series:
        days = [pd.Timestamp(day) for day in (last, until) if day is not None]
        rows = events.syrian_government_fights(fights, until=min(days, default=None))
        return events.share_with_is(rows.dropna(subset="month") if dated_only else rows)

    def evaluate(rule: Rule, count, rows, until):
        share = float(shares(rows, until)[count])
        return share, common_enemy.syria_devoted(share, rule)

    return evaluate


def _pakistan(tables: Tables, until) -> Evaluate:
    timeline = tables["evidence/timeline"]
    announced = dated.event(timeline, dated.ANNOUNCED)["earliest"]
    taken = ties.steps_between(timeline, "Russia", "Pakistan", "2001-10-07", until)
    earlier = taken[taken["latest"] < announced]

    @functools.cache
    def share(release: str, window: tuple[int, int]) -> float:
        return _share_of(tables, release, "RUS", "PAK", window)

    def evaluate(rule: Rule, release, years, first_after, steps, certainty):
        last = min(first_after + years - 1, _last_whole_year(until) or first_after + years - 1)
        before, after = (
            share(release, window) for window in ((first_after - years, first_after - 1), (first_after, last))
        )
        counted = earlier["category"].isin(steps) & earlier["certainty"].isin(certainty)
        return after - before, common_enemy.pakistan(int(counted.sum()), before, after, rule)

    return evaluate


def _share_of(tables: Tables, release: str, supplier: str, recipient: str, window: tuple[int, int]) -> float:
    if release == "2022":
        return float(arms.share_of_imports(tables["arms/transfers"], recipient, window).get(supplier, 0.0))
    later, totals = tables["arms/transfers_2024"], tables["arms/recipient_totals"]
    return arms.share_of_total(later, totals, supplier, recipient, window)


def _last_whole_year(until) -> int | None:
    return None if until is None else until.year - 1


ALL_STEPS = ("arms", "attack", "diplomacy", "economy", "exercise", "legal", "recognition")

MEASURES: dict[str, Measure] = {
    "intensity": Measure(
        start=_intensity,
        reads=("evidence/timeline",),
        name="Acts after IS-Khorasan lost Nangarhar, as a multiple of acts before",
        unit="ratio",
        choices={
            "acts": {
                "contact and legitimation": ("O1", "O2"),
                "contact": ("O1",),
                "legitimation": ("O2",),
            },
            "certainty": {
                "moderate or high": ("moderate", "high"),
                "high": ("high",),
                "any": ("low", "moderate", "high"),
            },
            "until": {
                "fall of Kabul": None,
                "end of 2021": "2021-12-31",
                "a year after the Doha agreement": "2021-02-28",
            },
        },
        thresholds=("cooling",),
        lines=(),
    ),
    "threat": Measure(
        start=_threat,
        reads=conflict.TABLES,
        name="Deaths with IS as a party in the worst year",
        unit="deaths",
        choices={
            "estimate": {name: name for name in conflict.ESTIMATES},
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
