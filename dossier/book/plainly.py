"""Verdicts as people say them, without the names of scales."""

from __future__ import annotations

from dossier import words
from dossier.verdicts.scale import PHRASES, Verdict

#: What the evidence says of a statement.
SEEN = {
    "supported": "What we should see, we see.",
    "mostly supported": "More speaks for it than against it.",
    "mixed": "Some things fit, others do not.",
    "mostly unsupported": "More speaks against it than for it.",
    "refuted": "What we see is the opposite.",
    "untestable": "The evidence is too thin.",
}
#: How far to lean on that.
SURE = {"high": "We are sure of this.", "moderate": "We are fairly sure.", "low": "We are not very sure."}


def on_scale(verdict: Verdict) -> str:
    """Return the likelihood of a verdict, or where none is stated the verdict.

    Examples
    --------
    >>> on_scale(Verdict("drugs", "Opium drew Moscow", "mixed", "unlikely", "no dose"))
    'unlikely'
    >>> on_scale(Verdict("drugs", "Opium drew Moscow", "untestable", "none stated", "no dose"))
    'untestable'
    """
    return verdict.likelihood if verdict.likelihood in PHRASES else verdict.verdict


def sentences(verdict: Verdict) -> str:
    """Return three short sentences: how likely, what the evidence says, how sure; two of what cannot be told.

    Examples
    --------
    >>> sentences(Verdict("drugs", "Opium drew Moscow", "mixed", "unlikely", "no dose", confidence="low"))
    'Probably not. Some things fit, others do not. We are not very sure.'
    >>> sentences(Verdict("drugs", "Opium drew Moscow", "untestable", "none stated", "no dose"))
    'It cannot be told. The evidence is too thin.'
    """
    likely = words.sentence(PHRASES[on_scale(verdict)])
    seen = f"{likely} {SEEN[verdict.verdict]}"
    return seen if verdict.verdict == "untestable" else f"{seen} {SURE[verdict.confidence]}"
