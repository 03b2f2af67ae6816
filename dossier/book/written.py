"""Paragraphs that a person wrote for verdicts that stood: where one moves, the build stops, or a draft says so.

A label comes from code, the sentence around it from a writer. So a chapter names beside a paragraph what it was
written for, and what was read anew cannot stand under words for something else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from dossier import trace, words
from dossier.book.blocks import Block
from dossier.errors import EvidenceError
from dossier.verdicts.answer import Answer
from dossier.verdicts.driven import Run

#: Set by `python -m dossier build --draft`: paragraphs that no longer fit are marked, and the build goes on.
DRAFT = "DOSSIER_DRAFT"
NOT_ASKED = "not asked"


def readings(run: Run) -> dict[str, str]:
    """Return how each test of each driver reads, as `trade: dose`, or that it is not asked."""
    return {
        f"{row.driver}: {row.test}": row.reading if row.asked else NOT_ASKED
        for row in run.results.itertuples()
    }


def likelihoods(answers: Sequence[Answer]) -> dict[str, str]:
    """Return how likely each of the four reasons is with what is known today, by its part."""
    return {answer.part: answer.now.likelihood for answer in answers}


def written_for(where: str, now: Mapping[str, str], told: Mapping[str, str]) -> Block | None:
    """Hold a paragraph to what it was written for.

    Parameters
    ----------
    where : str
        The page and the paragraph.
    now : mapping
        What stands, by name, as `readings` and `likelihoods` return it.
    told : mapping
        What the paragraph says of some of them.

    Returns
    -------
    Block or None
        Nothing where all still stands; in a draft a warning to be shown above the paragraph.

    Raises
    ------
    EvidenceError
        If one is another now, and this is no draft.

    Examples
    --------
    >>> written_for("chapters/drugs.md, on opium", {"r1": "unlikely"}, {"r1": "unlikely"})
    >>> written_for("chapters/drugs.md, on opium", {"r1": "likely"}, {"r1": "unlikely"})
    Traceback (most recent call last):
    dossier.errors.EvidenceError: chapters/drugs.md, on opium: it was written for r1 “unlikely”, now “likely”; ...
    """
    moved = [
        f"{name} “{then}”, now “{now.get(name, 'gone')}”"
        for name, then in told.items()
        if now.get(name) != then
    ]
    if not moved:
        return None
    fault = f"it was written for {words.listing(moved)}"
    if os.environ.get(DRAFT):
        trace.note_draft(where)
        return Block(f":::{{warning}}\nDraft: {where}. What follows here says something else: {fault}.\n:::")
    raise EvidenceError(
        where,
        fault,
        "a paragraph that says what the evidence says",
        "Write the paragraph anew, and name beside it what it was written for; until then build with --draft.",
    )
