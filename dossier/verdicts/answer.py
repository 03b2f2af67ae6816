"""The answer: one verdict for each of the four reasons, on both clocks, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.verdicts.driven import Driven
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import LIKELIHOODS, NO_LIKELIHOOD, VERDICTS, Verdict


@dataclass(frozen=True)
class Answer:
    """What the book says of one reason.

    Parameters
    ----------
    part : str
        `r1` to `r4`.
    reason : str
        The reason, in a few words.
    driven : Driven
        The driver that stands for it in the battery, with its verdicts on both clocks.
    """

    part: str
    reason: str
    driven: Driven

    @property
    def then(self) -> Verdict:
        """The verdict on what was public by 20 April 2017."""
        return self.driven.judged.then

    @property
    def now(self) -> Verdict:
        """The verdict with what is known today."""
        return self.driven.judged.now


def answers(drivers: Mapping[str, Driven], rules: Rules) -> list[Answer]:
    """Return the answers in the order of the rules file.

    Parameters
    ----------
    drivers : mapping
        Key of each driver to what it comes to, as `dossier.results.drivers` returns them.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.

    Returns
    -------
    list of Answer
        One a reason.
    """
    chosen = rules.battery["answers"]
    return [Answer(part, named["reason"], drivers[chosen[part]]) for part, named in rules.answers.items()]


def would_change(answer: Answer, rules: Rules) -> list[Mapping]:
    """Return the outcomes of the battery that would make a reason's verdict of today better.

    Parameters
    ----------
    answer : Answer
        One of `answers`.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.

    Returns
    -------
    list of mapping
        Branches with a better verdict or likelihood than the one of today (`when`, `verdict`, `likelihood`), in the
        order of the rules file.
    """
    today = _rank(answer.now.verdict, answer.now.likelihood)
    return [
        branch for branch in rules.battery.verdicts if _rank(branch["verdict"], branch["likelihood"]) > today
    ]


def best(branches: Sequence[Mapping]) -> Mapping:
    """Return the branch with the best verdict, the likeliest among equals, then the first."""
    return max(branches, key=lambda branch: _rank(branch["verdict"], branch["likelihood"]))


def _rank(verdict: str, likelihood: str) -> tuple[int, int]:
    """Place a verdict on the scale; one that cannot be tested is never better than one that was."""
    likely = -1 if likelihood == NO_LIKELIHOOD else LIKELIHOODS.index(likelihood)
    return (-len(VERDICTS) if verdict == "untestable" else -VERDICTS.index(verdict), likely)
