"""The decision rules and grids of `data/evidence/rules.toml`, checked."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields

from dossier import paths, rulebook
from dossier.declarations import BATTERY
from dossier.errors import EvidenceError
from dossier.inference import cases, declared
from dossier.inference.multiverse import Grid
from dossier.rulebook import MEND
from dossier.scales import LIKELIHOOD_ASKED, LIKELIHOODS, NO_LIKELIHOOD, RANKS, VERDICTS
from dossier.verdicts.scale import COMBINATIONS, states_likelihood

#: What a published dataset or register is called among the ranks of sources.
DATASET = "dataset"
POWERS = ("known", "unknown")


@dataclass(frozen=True)
class Rubric:
    """How confidence is reckoned.

    Parameters
    ----------
    alone : tuple of str
        Ranks of which one source is enough to begin at high.
    together : tuple of str
        Ranks of which two independent sources are; one begins at moderate.
    fewest_acts : int
        Under this many counted acts a step is taken off.
    agreement : float
        Under this kappa of two codings a step is taken off.
    differing : float
        From this share of defensible choices with another verdict on a step is taken off.
    """

    alone: tuple[str, ...]
    together: tuple[str, ...]
    fewest_acts: int
    agreement: float
    differing: float


@dataclass(frozen=True)
class Grounds:
    """What the verdict of a rule rests on; two numbers are for clock A and today.

    Parameters
    ----------
    rank : str
        Rank of the sources of its measures; `dataset` for a published dataset or register.
    independent : int
        How many of them do not repeat each other.
    acts : tuple of int or None
        Acts, votes, forecasts or meetings that it counts; None where it counts none.
    power : str
        Whether the power of its test is known; a rule without a test has nothing to know.
    coders : int or None
        How often the acts were coded; None where nothing was coded.
    agreement : float or None
        Kappa of two codings.
    differs : tuple of float or None
        Share of its grid that gives another verdict; None where it has no grid.
    stands_in : bool
        Whether the measure stands in for what is asked.
    turned : tuple of bool
        Whether any one act, left out, gives another verdict; asked of the drivers alone.
    """

    rank: str
    independent: int = 1
    acts: tuple[int, int] | None = None
    power: str = "known"
    coders: int | None = None
    agreement: float | None = None
    differs: tuple[float, float] | None = None
    stands_in: bool = False
    turned: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class Rule:
    """One decision rule: its statement, thresholds and branches."""

    name: str
    facts: dict

    def __getitem__(self, key: str):
        return self.facts[key]

    @property
    def fixed_on(self) -> datetime.date:
        """The day on which the rule was written, before its measures were taken."""
        return self.facts["fixed_on"]

    @property
    def statement(self) -> str:
        """What the rule judges."""
        return self.facts["statement"]

    @property
    def retired(self) -> bool:
        """Whether another test took its place: it is judged to be read, and decides nothing."""
        return "retired" in self.facts

    @property
    def judges(self) -> tuple[str, ...]:
        """Claims that say what the statement says."""
        return tuple(self.facts.get("claims", ()))

    @property
    def judges_in_reverse(self) -> tuple[str, ...]:
        """Claims that say the opposite of the statement."""
        return tuple(self.facts.get("against", ()))

    @property
    def bears_on(self) -> tuple[str, ...]:
        """Claims that the statement helps to weigh but does not decide."""
        return tuple(self.facts.get("bears_on", ()))

    @property
    def likelihood_asked(self) -> str:
        """Whether the statement can have a likelihood and, if not, why."""
        return self.facts.get("likelihood_asked", "yes")

    @property
    def grounds(self) -> Grounds:
        """What its verdict rests on, for the rubric of confidence."""
        return Grounds(**self.facts["grounds"])

    @property
    def measures(self) -> tuple[str, ...]:
        """Functions behind the measures, such as `indicators.islamic_state.is_share_of_deaths`."""
        return tuple(self.facts.get("measures", ()))


@dataclass(frozen=True)
class Rules:
    """All decision rules and the last day of clock A.

    `grids` holds the declared choices of the robustness chapter by rule, `ach` how rival hypotheses are scored,
    `answers` which rules answer for each of the four reasons, `without_grid` why a rule has no grid, `battery` the
    tests through which every driver goes, `rubric` how confidence is reckoned.
    """

    clock_a: datetime.date
    combination: str
    by_name: dict[str, Rule]
    deviations: list[dict]
    grids: dict[str, Grid]
    ach: dict
    answers: dict[str, dict]
    without_grid: dict[str, str]
    battery: declared.Battery
    rubric: Rubric | None = None

    def __getitem__(self, name: str) -> Rule:
        return self.by_name[name] if name in self.by_name else self.of_drivers[name]

    @property
    def of_drivers(self) -> dict[str, Rule]:
        """The drivers that judge claims, each as the rule that the battery makes of it."""
        if self.battery is None:
            return {}
        return {
            key: Rule(
                key,
                {
                    "fixed_on": self.battery["fixed_on"],
                    "statement": driver.statement,
                    "claims": driver.claims,
                    "reads": "the sheet of acts and the series of the driver, in the tests of all drivers",
                },
            )
            for key, driver in self.battery.drivers.items()
            if driver.claims
        }

    def changed(self, deviation: Mapping) -> Rule:
        """Return the rule that a deviation changed; the scoring of rivals (`ach`) is one for this purpose."""
        name = deviation["rule"]
        return Rule(name, self.ach) if name == "ach" else self[name]

    def of(self, part: str, retired: bool = False) -> list[str]:
        """Return the names of the rules on one part of the article (`r1` to `r4`), the retired on demand."""
        every = {name: rule for name, rule in self.by_name.items() if rule["part"] == part}
        return [name for name, rule in every.items() if retired or not rule.retired]


def rules() -> Rules:
    """Read the rules.

    Raises
    ------
    EvidenceError
        If the file is missing or malformed, a branch names a verdict or likelihood outside the scales, a rule does not
        declare what its confidence rests on, or a grid or deviation names a rule that there is not.
    """
    return _checked(rulebook.text())


@functools.lru_cache(maxsize=4)
def _checked(said: str) -> Rules:
    """Check once for each state of the file: all who read the same rules share them, so nobody may change them."""
    where = paths.shown(paths.rules_file())
    facts = rulebook.parsed(said)
    for name, rule in facts["rules"].items():
        asked = rule.get("likelihood_asked", "yes")
        _on_scale(f"{where}, rule {name}, likelihood_asked", asked, tuple(LIKELIHOOD_ASKED))
        _check_grounds(f"{where}, rule {name}, grounds", rule.get("grounds"))
        for branch, outcome in rule["branches"].items():
            at = f"{where}, rule {name}, branch {branch}"
            _on_scale(at, outcome["verdict"], VERDICTS)
            stated = states_likelihood(outcome["verdict"], asked)
            _on_scale(at, outcome["likelihood"], LIKELIHOODS if stated else (NO_LIKELIHOOD,))
    named = {name: Rule(name, rule) for name, rule in facts["rules"].items()}
    for change in facts["deviations"]:
        _on_scale(f"{where}, deviations", change["rule"], (*named, "ach", BATTERY))
    for rule in (*facts["grids"], *facts["without_grid"]):
        _on_scale(f"{where}, grids", rule, tuple(named))
    grids = {rule: grid_of(rule, declared["options"]) for rule, declared in facts["grids"].items()}
    _on_scale(f"{where}, combination", facts["combination"], tuple(COMBINATIONS))
    for part, answer in facts["answers"].items():
        for rule in answer["former"]:
            _on_scale(f"{where}, answers, {part}", rule, tuple(named))
    battery = declared.battery(facts)
    cases.check(battery)
    return Rules(
        facts["clock_a"],
        facts["combination"],
        named,
        facts["deviations"],
        grids,
        facts["ach"],
        facts["answers"],
        facts["without_grid"],
        battery,
        _rubric(where, facts["confidence"]),
    )


def _rubric(where: str, facts: Mapping) -> Rubric:
    for rank in (*facts["alone"], *facts["together"]):
        _on_scale(f"{where}, confidence", rank, (*RANKS, DATASET))
    return Rubric(
        tuple(facts["alone"]),
        tuple(facts["together"]),
        facts["fewest_acts"],
        facts["agreement"],
        facts["differing"],
    )


def _check_grounds(where: str, declared: Mapping | None) -> None:
    known = {each.name for each in fields(Grounds)}
    if declared is None or set(declared) - known or "rank" not in declared:
        found = "nothing" if declared is None else ", ".join(declared)
        raise EvidenceError(
            where, f"found {found}", f"rank, and of {', '.join(sorted(known))} what bears", MEND
        )
    _on_scale(where, declared["rank"], (*RANKS, DATASET))
    _on_scale(where, declared.get("power", POWERS[0]), POWERS)


def grid_of(name: str, options: Mapping[str, list]) -> Grid:
    """Return a grid from dimensions and options as the rules file holds them."""
    return Grid(name, {dimension: tuple(listed) for dimension, listed in options.items()})


def _on_scale(where: str, word: str, scale: tuple[str, ...]) -> None:
    if word not in scale:
        raise EvidenceError(where, f"found {word!r}", f"one of {', '.join(scale)}", MEND)
