"""The engine of rules: one function a rule serves its verdict, its grid, the swap of releases and what leaves acts out.

A rule's function takes the tables of one clock and the rule's own thresholds; its keywords are the choices, and their
defaults are the rule's own. Thresholds, branches and the options of grids stand in `data/evidence/rules.toml`.
"""

from __future__ import annotations

import dataclasses
import importlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.errors import EvidenceError
from dossier.inference import multiverse
from dossier.verdicts.rules import Rule, Rules
from dossier.verdicts.scale import Judged, Verdict

#: Modules of `dossier.verdicts` whose functions are rules: one a reason.
MODULES = ("enemy", "revenge", "future", "future_panel", "economy")


@dataclass(frozen=True)
class Found:
    """What a rule finds with one set of choices.

    Parameters
    ----------
    branch : str
        Branch of the rule that the measure chose.
    because : str
        The measure, in a sentence.
    value : float
        The measure as a number, for the axis of its grid.
    lowered_by : tuple of str
        What lowers confidence here, beside what always does.
    """

    branch: str
    because: str
    value: float = float("nan")
    lowered_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declared:
    """A rule's function and what it declares.

    Parameters
    ----------
    name : str
        As the rules file has it.
    judge : callable
        Takes tables, rule and choices; returns what it finds, or None where the clock has nothing to measure.
    reads : tuple of str
        Tables; it is handed no others.
    takes : tuple of str
        Rules whose verdicts it takes, as the keyword `parts`.
    axis, unit : str
        What its measure is called on the axis of its grid, and a key of `dossier.charts.robustness.UNITS`.
    lines : tuple of str
        Thresholds in the unit of the measure, which the chart may draw.
    thresholds : tuple of str
        Thresholds that its grid may move.
    choices : mapping
        Keyword to its options by the names of the grid, and what each stands for.
    lowered_by : tuple of str
        What always lowers confidence.
    caveats : mapping
        Clock to what lowers confidence on it alone.
    """

    name: str
    judge: Callable[..., Found | None]
    reads: tuple[str, ...]
    takes: tuple[str, ...] = ()
    axis: str = ""
    unit: str = ""
    lines: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    choices: Mapping[str, Mapping] = field(default_factory=dict)
    lowered_by: tuple[str, ...] = ()
    caveats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, tuple | None]:
        """Dimension of the grid to its options; None for a threshold."""
        return {name: tuple(options) for name, options in self.choices.items()} | dict.fromkeys(
            self.thresholds
        )


RULES: dict[str, Declared] = {}


def rule(name: str, **declared) -> Callable[[Callable], Callable]:
    """Register a function as the rule of that name; keywords as `Declared` takes them."""

    def register(judge: Callable) -> Callable:
        RULES[name] = Declared(name, judge, **declared)
        return judge

    return register


def collected() -> dict[str, Declared]:
    """Return all rules by name, in the order of their modules."""
    for module in MODULES:
        importlib.import_module(f"dossier.verdicts.{module}")
    return RULES


def reads() -> tuple[str, ...]:
    """Return the tables that any rule reads, in the order of their names."""
    return tuple(sorted({name for declared in collected().values() for name in declared.reads}))


def measured() -> dict[str, Declared]:
    """Return the rules that have a measure to draw, and so a grid of choices."""
    return {name: declared for name, declared in collected().items() if declared.axis}


class Tables(dict):
    """The tables of one rule on one clock: what it did not declare it does not get, and measures are taken once.

    `read` holds the names of those that it asked for.
    """

    def __init__(self, declared: Declared, tables: Mapping[str, pd.DataFrame]):
        super().__init__({name: tables[name] for name in declared.reads})
        self._rule, self._taken, self.read = declared.name, {}, set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.read.add(name)
        return super().__getitem__(name)

    def __missing__(self, name: str):
        raise EvidenceError(
            f"rule {self._rule}",
            f"it reads {name}, which it does not declare",
            "only the tables that it declares",
            "Name the table under `reads` of the rule.",
        )

    def once(self, measure: Callable, *arguments):
        """Return `measure(self, *arguments)`, taken once for each set of arguments, which must be hashable."""
        key = measure.__module__, measure.__qualname__, arguments
        if key not in self._taken:
            self._taken[key] = measure(self, *arguments)
        return self._taken[key]


def verdict(declared: Declared, found: Found, rule: Rule, clock: str) -> Verdict:
    """Put what a rule found on a clock into its verdict."""
    outcome = rule["branches"][found.branch]
    return Verdict(
        rule.name,
        rule.statement,
        outcome["verdict"],
        outcome["likelihood"],
        found.because,
        (*declared.lowered_by, *found.lowered_by, *declared.caveats.get(clock, ())),
    )


def judge(
    name: str, tables: Mapping[str, pd.DataFrame], rules: Rules, clock: str = "B", done: dict | None = None
) -> Verdict:
    """Judge one rule on one clock.

    Parameters
    ----------
    name : str
        Rule.
    tables : mapping
        What it reads and what the rules that it takes read, loaded, cut on the clock.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    clock : str
        `A` or `B`.
    done : dict, optional
        Verdicts already given on the clock, by rule; it is added to.

    Raises
    ------
    EvidenceError
        If the rule reads a table that it does not declare.
    """
    done = {} if done is None else done
    if name not in done:
        declared = collected()[name]
        parts = {part: judge(part, tables, rules, clock, done) for part in declared.takes}
        given = Tables(declared, tables)
        found = declared.judge(given, rules[name], **({"parts": parts} if parts else {}))
        done[name] = verdict(declared, found, rules[name], clock)
    return done[name]


def judged(clocks: Mapping[str, Mapping[str, pd.DataFrame]], rules: Rules) -> dict[str, Judged]:
    """Judge every rule on both clocks.

    Parameters
    ----------
    clocks : mapping
        `A` and `B` to the tables of each.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    """
    done: dict[str, dict[str, Verdict]] = {clock: {} for clock in CLOCKS}
    for name in collected():
        for clock in CLOCKS:
            judge(name, clocks[clock], rules, clock, done[clock])
    return {name: Judged(*(done[clock][name] for clock in CLOCKS)) for name in collected()}


def grid(name: str, tables: Mapping[str, pd.DataFrame], rules: Rules) -> pd.DataFrame | None:
    """Judge every combination of one rule's grid on one clock; None where the clock has nothing to measure.

    Raises
    ------
    EvidenceError
        If the grid names a dimension or option that the rule does not know.
    """
    declared, options = collected()[name], rules.grids[name]
    options.check(declared.known)
    judging = Judging(name, tables, rules[name])
    return None if _nothing(judging()) else multiverse.run(options, judging)


def _nothing(judged: tuple[float, str] | None) -> bool:
    """Return whether the clock has nothing to measure: no measure, and so a statement that cannot be tested."""
    return judged is None or (math.isnan(judged[0]) and judged[1] == "untestable")


@dataclass(frozen=True)
class Judging:
    """Judges combinations of one rule's grid; what a worker is sent is the rule's name, tables and thresholds."""

    name: str
    tables: Mapping[str, pd.DataFrame]
    rule: Rule

    def __post_init__(self):
        object.__setattr__(self, "given", Tables(collected()[self.name], self.tables))

    def __reduce__(self):
        return type(self), (self.name, self.tables, self.rule)

    def __call__(self, **options) -> tuple[float, str] | None:
        """Return the measure and the verdict with these options; None where there is nothing to measure."""
        declared = collected()[self.name]
        limits = {key: options.pop(key) for key in declared.thresholds if key in options}
        chosen = {key: declared.choices[key][option] for key, option in options.items()}
        moved = dataclasses.replace(self.rule, facts=self.rule.facts | limits)
        found = declared.judge(self.given, moved, **chosen)
        return None if found is None else (found.value, self.rule["branches"][found.branch]["verdict"])
