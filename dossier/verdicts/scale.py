"""The scales of verdict, likelihood and confidence, and the verdict itself."""

from __future__ import annotations

from dataclasses import dataclass

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
