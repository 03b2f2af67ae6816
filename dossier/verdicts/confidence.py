"""Confidence by a rubric: what a verdict rests on sets where it begins, and a closed list of things takes steps off.

The rubric stands under `[confidence]` in `data/evidence/rules.toml`, the grounds of each rule beside its thresholds.
Caveats are told beside a verdict and do not count: a careful author would be trusted least.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from dossier import words
from dossier.verdicts.scale import CONFIDENCES, Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rule, Rules
    from dossier.references import Reference

#: What a published dataset or register is called among the ranks of sources.
DATASET = "dataset"
POWERS = ("known", "unknown")
HIGH, MODERATE, LOW = CONFIDENCES


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
    """

    rank: str
    independent: int = 1
    acts: tuple[int, int] | None = None
    power: str = "known"
    coders: int | None = None
    agreement: float | None = None
    differs: tuple[float, float] | None = None
    stands_in: bool = False


@dataclass(frozen=True)
class Confidence:
    """A word of `CONFIDENCES`, and what gave it: where it began, then each step."""

    word: str
    because: tuple[str, ...]


def of_rule(grounds: Grounds, rubric: Rubric, clock: int) -> Confidence:
    """Return the confidence of a rule's verdict.

    Parameters
    ----------
    grounds : Grounds
        As the rule declares them.
    rubric : Rubric
        As `dossier.evidence.rules` reads it.
    clock : int
        0 for clock A, 1 for today.

    Returns
    -------
    Confidence
    """
    steps = []
    if grounds.acts and grounds.acts[clock] < rubric.fewest_acts:
        steps.append(f"it counts {grounds.acts[clock]}, where {rubric.fewest_acts} are asked for")
    if grounds.power != "known":
        steps.append("the power of its test is not known")
    if grounds.coders == 1:
        steps.append("what it counts was coded once")
    elif grounds.agreement is not None and grounds.agreement < rubric.agreement:
        steps.append(f"two codings agree by {words.decimal(grounds.agreement, 2)} only")
    if grounds.differs and grounds.differs[clock] >= rubric.differing:
        share = words.percent(grounds.differs[clock])
        steps.append(f"{share} of the defensible choices give another verdict")
    if grounds.stands_in:
        steps.append("its measure stands in for what is asked")
    return _stepped(*_begun(grounds.rank, grounds.independent, rubric), steps)


def of_record(sources: Collection[Reference], silence: bool, weighed: bool, rubric: Rubric) -> Confidence:
    """Return the confidence of a verdict of the record.

    Parameters
    ----------
    sources : collection of Reference
        What it cites, the sources of its events included. Only what was read counts for high.
    silence, weighed : bool
        Whether it leans on what was not found; whether one reader had to weigh it.
    rubric : Rubric
        As `dossier.evidence.rules` reads it.

    Returns
    -------
    Confidence
    """
    steps = []
    if silence:
        steps.append("it leans on what was not found")
    if weighed:
        steps.append("one reader weighed the sources")
    return _stepped(*_cited(sources, rubric), steps)


def graded(judged: Mapping[str, Judged], rules: Rules) -> dict[str, Judged]:
    """Return the verdicts of rules with their confidence, and with why they state no likelihood where they do not."""
    return {
        name: Judged(
            _graded(both.then, rules[name], rules.rubric, clock=0),
            _graded(both.now, rules[name], rules.rubric, clock=1),
        )
        for name, both in judged.items()
    }


def _graded(verdict: Verdict, rule: Rule, rubric: Rubric, clock: int) -> Verdict:
    found = of_rule(rule.grounds, rubric, clock)
    return replace(
        verdict, confidence=found.word, grounds=found.because, likelihood_asked=rule.likelihood_asked
    )


def _cited(sources: Collection[Reference], rubric: Rubric) -> tuple[str, str]:
    read = [source for source in sources if source.read]
    for source in read:
        if source.rank in rubric.alone:
            return _begun(source.rank, 1, rubric)
    reports = [source for source in read if source.rank in rubric.together]
    if any(one.outlets.isdisjoint(other.outlets) for one, other in combinations(reports, 2)):
        return HIGH, "two independent sources that were read"
    ranks = {source.rank for source in sources}
    if reports:
        return MODERATE, "one source, or several that repeat each other"
    if ranks & {*rubric.alone, *rubric.together}:
        return MODERATE, "sources cited from the public record, which were not read"
    return LOW, "weak sources only"


def _begun(rank: str, independent: int, rubric: Rubric) -> tuple[str, str]:
    if rank in rubric.alone:
        return HIGH, "a published dataset" if rank == DATASET else "an official document"
    if rank in rubric.together and independent > 1:
        return HIGH, "independent sources"
    if rank in rubric.together:
        return MODERATE, "one source, or several that repeat each other"
    return LOW, "weak sources only"


def _stepped(begun: str, rests_on: str, steps: list[str]) -> Confidence:
    word = CONFIDENCES[min(CONFIDENCES.index(begun) + len(steps), len(CONFIDENCES) - 1)]
    return Confidence(word, (f"it rests on {rests_on}", *steps))
