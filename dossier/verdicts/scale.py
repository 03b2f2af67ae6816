"""The scales of verdict, likelihood and confidence, and the verdict itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

#: From best to worst for the statement; `untestable` stands apart.
VERDICTS = ("supported", "mostly supported", "mixed", "mostly unsupported", "refuted", "untestable")
#: Words of ICD 203, from least to most likely.
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
#: What stands in place of a likelihood where a statement cannot be tested.
NO_LIKELIHOOD = "none stated"
CONFIDENCES = ("high", "moderate", "low")


@dataclass(frozen=True)
class Verdict:
    """What a rule finds on one statement, on one clock.

    Parameters
    ----------
    rule : str
        Name of the rule in `data/evidence/rules.toml`.
    statement : str
        What is judged.
    verdict, likelihood : str
        From the branch that the measures chose.
    because : str
        The measures that chose it, in a sentence.
    lowered_by : tuple of str
        Reasons that lower confidence, each by one step from high.
    """

    rule: str
    statement: str
    verdict: str
    likelihood: str
    because: str
    lowered_by: tuple[str, ...] = ()

    @property
    def confidence(self) -> str:
        """High, less one step for each reason, and never under low."""
        return CONFIDENCES[min(len(self.lowered_by), len(CONFIDENCES) - 1)]


@dataclass(frozen=True)
class Judged:
    """One statement's verdict on both clocks: what was known by 20 April 2017, and what is known since."""

    then: Verdict
    now: Verdict


def least_favourable(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that is worst for the statement.

    Parameters
    ----------
    verdicts : iterable of Verdict
        At least one.

    Returns
    -------
    Verdict
        The lowest on the scale; among equals the least likely, then the least sure, then the first. One that
        could be tested goes before any that could not.
    """
    return min(verdicts, key=_favour)


def most_favourable(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that is best for the statement.

    Parameters
    ----------
    verdicts : iterable of Verdict
        At least one.

    Returns
    -------
    Verdict
        The highest on the scale; among equals the most likely, then the surest, then the first. One that could be
        tested goes before any that could not.
    """
    return max(verdicts, key=_disfavour)


def _disfavour(verdict: Verdict) -> tuple[bool, int, int, int]:
    untestable, *rank = _favour(verdict)
    return (not untestable, *rank)


def _favour(verdict: Verdict) -> tuple[bool, int, int, int]:
    untestable = verdict.verdict == "untestable"
    likelihood = -1 if untestable else LIKELIHOODS.index(verdict.likelihood)
    return (untestable, -VERDICTS.index(verdict.verdict), likelihood, -CONFIDENCES.index(verdict.confidence))


#: How the verdicts of several rules on one claim become one, by the name that `rules.toml` gives.
COMBINATIONS = {"least favourable": least_favourable}


def mirrored(verdict: Verdict) -> Verdict:
    """Return what a verdict on a statement says about the opposite statement; confidence stays."""
    if verdict.verdict == "untestable":
        return verdict
    ranks, words = VERDICTS[:-1], LIKELIHOODS
    return replace(
        verdict,
        verdict=ranks[-1 - ranks.index(verdict.verdict)],
        likelihood=words[-1 - words.index(verdict.likelihood)],
    )
