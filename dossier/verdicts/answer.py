"""The answer: one verdict for each of the four reasons, on both clocks, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.verdicts.scale import LIKELIHOODS, NO_LIKELIHOOD, VERDICTS, Judged, Verdict, most_favourable

if TYPE_CHECKING:
    from dossier.evidence import Rules


@dataclass(frozen=True)
class Answer:
    """What the book says of one reason.

    Parameters
    ----------
    part : str
        `r1` to `r4`.
    reason : str
        The reason, in a few words.
    then, now : Verdict
        The most favourable verdict of its rules, on what was known by 20 April 2017 and on what is known since.
    why : tuple of str
        What each of its rules found, on what is known since.
    """

    part: str
    reason: str
    then: Verdict
    now: Verdict
    why: tuple[str, ...]


def answers(judged: Mapping[str, Judged], rules: Rules) -> list[Answer]:
    """Return the answers in the order of the rules file.

    Parameters
    ----------
    judged : mapping
        Name of each rule to its verdicts.
    rules : Rules
        As `dossier.evidence.rules` reads them.

    Returns
    -------
    list of Answer
        One a reason.
    """
    return [
        Answer(
            part,
            named["reason"],
            most_favourable(judged[rule].then for rule in named["rules"]),
            most_favourable(judged[rule].now for rule in named["rules"]),
            tuple(judged[rule].now.because for rule in named["rules"]),
        )
        for part, named in rules.answers.items()
    ]


def would_change(answer: Answer, rules: Rules) -> list[dict]:
    """Return what would make a reason's verdict of today better, from the branches of its rules.

    Parameters
    ----------
    answer : Answer
        One of `answers`.
    rules : Rules
        As `dossier.evidence.rules` reads them.

    Returns
    -------
    list of dict
        Branches with a better verdict or likelihood than the one of today (`statement`, `when`, `verdict`,
        `likelihood`), in the order of the rules file.
    """
    better = []
    for name in rules.answers[answer.part]["rules"]:
        rule = rules[name]
        for branch in rule["branches"].values():
            if _rank(branch["verdict"], branch["likelihood"]) > _rank(
                answer.now.verdict, answer.now.likelihood
            ):
                better.append({"statement": rule.statement, **branch})
    return better


def best(branches: Sequence[Mapping]) -> Mapping:
    """Return the branch with the best verdict, the likeliest among equals, then the first."""
    return max(branches, key=lambda branch: _rank(branch["verdict"], branch["likelihood"]))


def _rank(verdict: str, likelihood: str) -> tuple[int, int]:
    """Place a verdict on the scale; one that cannot be tested is never better than one that was."""
    likely = -1 if likelihood == NO_LIKELIHOOD else LIKELIHOODS.index(likelihood)
    return (-len(VERDICTS) if verdict == "untestable" else -VERDICTS.index(verdict), likely)
