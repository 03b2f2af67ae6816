"""Confidence by a rubric: what a verdict rests on sets where it begins, and a closed list of things takes steps off.

The rubric stands under `[confidence]` in `data/evidence/rules.toml`, the grounds of each rule beside its thresholds.
Caveats are told beside a verdict and do not count: a careful author would be trusted least.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from dossier import words
from dossier.references import Reference
from dossier.verdicts.rules import DATASET, Grounds, Rubric, Rule, Rules
from dossier.verdicts.scale import CONFIDENCES, Judged, Verdict

HIGH, MODERATE, LOW = CONFIDENCES


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
        As `dossier.verdicts.rules.rules` reads it.
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
    if grounds.turned[clock]:
        steps.append("leaving out one act gives another verdict")
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
        As `dossier.verdicts.rules.rules` reads it.

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
