"""The scales of verdict, likelihood and confidence, and the verdict itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dossier.scales import CONFIDENCES, LIKELIHOOD_ASKED, LIKELIHOODS, NO_LIKELIHOOD, VERDICTS

#: Verdicts that say that a statement holds.
HOLDS = VERDICTS[:2]
#: One plain phrase for each likelihood, each verdict without one, and each confidence: what leads in running text.
PHRASES = {
    "almost no chance": "almost certainly not",
    "very unlikely": "very probably not",
    "unlikely": "probably not",
    "roughly even chance": "as likely as not",
    "likely": "probably",
    "very likely": "very probably",
    "almost certain": "almost certainly",
    "supported": "borne out",
    "mostly supported": "mostly borne out",
    "mixed": "borne out in part",
    "mostly unsupported": "mostly not borne out",
    "refuted": "not borne out",
    "untestable": "it cannot be told",
}
EVIDENCE = {
    "high": "the evidence is strong",
    "moderate": "the evidence is fair",
    "low": "the evidence is thin",
}


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
        Caveats: what a reader should hold against it. They do not set confidence.
    confidence : str
        By the rubric of `dossier.verdicts.confidence`; low until it was applied.
    grounds : tuple of str
        What gave that confidence.
    likelihood_asked : str
        One of `LIKELIHOOD_ASKED`.
    """

    rule: str
    statement: str
    verdict: str
    likelihood: str
    because: str
    lowered_by: tuple[str, ...] = ()
    confidence: str = CONFIDENCES[-1]
    grounds: tuple[str, ...] = ()
    likelihood_asked: str = "yes"

    @property
    def phrase(self) -> str:
        """Verdict and evidence in one plain phrase, such as "probably not; the evidence is thin"."""
        if self.verdict == "untestable":
            return PHRASES[self.verdict]
        said = self.verdict if self.likelihood == NO_LIKELIHOOD else self.likelihood
        return f"{PHRASES[said]}; {EVIDENCE[self.confidence]}"

    @property
    def likely(self) -> str:
        """Its likelihood, or that none is stated and why."""
        if self.likelihood != NO_LIKELIHOOD:
            return self.likelihood
        return f"{NO_LIKELIHOOD}, {LIKELIHOOD_ASKED[self.likelihood_asked]}"


def states_likelihood(verdict: str, likelihood_asked: str) -> bool:
    """Return whether a verdict must come with a likelihood: if it could be tested, and one can be asked for."""
    return verdict != "untestable" and likelihood_asked == "yes"


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
    none = verdict.likelihood == NO_LIKELIHOOD
    likelihood = -1 if none else LIKELIHOODS.index(verdict.likelihood)
    return (untestable, -VERDICTS.index(verdict.verdict), likelihood, -CONFIDENCES.index(verdict.confidence))


#: How the verdicts of several rules on one claim become one, by the name that `rules.toml` gives.
COMBINATIONS = {"least favourable": least_favourable}


def mirrored(verdict: Verdict) -> Verdict:
    """Return what a verdict on a statement says about the opposite statement; confidence stays."""
    if verdict.verdict == "untestable":
        return verdict
    ranks, words = VERDICTS[:-1], LIKELIHOODS
    likelihood = verdict.likelihood
    if likelihood != NO_LIKELIHOOD:
        likelihood = words[-1 - words.index(likelihood)]
    return replace(verdict, verdict=ranks[-1 - ranks.index(verdict.verdict)], likelihood=likelihood)
