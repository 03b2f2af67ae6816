"""The ledger as search engines read it: a schema.org ClaimReview for each claim."""

from __future__ import annotations

import json
from functools import cache

from dossier import cited, references
from dossier.book.blocks import Block
from dossier.book.claims import PAGE, UNTESTABLE, anchor, raw
from dossier.verdicts.ledger import Entry
from dossier.verdicts.scale import VERDICTS

#: Key of the article under examination in the bibliography.
ARTICLE = "seedarticle"


def claim_reviews(entries: list[Entry]) -> Block:
    """Return a schema.org ClaimReview for each claim, on what is known since, as JSON-LD.

    The rating runs from 5 (supported) to 1 (refuted); what is untestable has a name and no number. What was reviewed
    is told as the bibliography tells it. Addresses are relative to the page until `CITATION.cff` says where the book
    is published.
    """
    graph = [_review(entry) for entry in entries]
    # `<` cannot close the script element early when it is written as an escape.
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return raw('<script type="application/ld+json">\n' + text.replace("<", "\\u003c") + "\n</script>")


def _review(entry: Entry) -> dict:
    book, claim = cited.book(), entry.claim
    place = f"#{anchor(claim.id)}"
    article = _article()
    # Of the comment the bibliography says nothing but what it stands under.
    appearance = article if claim.of_article else {"@type": "Comment", "parentItem": article}
    stated = {
        "@type": "ClaimReview",
        "@id": place,
        "url": book.at(f"{PAGE}.html{place}") or place,
        "claimReviewed": claim.paraphrase,
        "datePublished": book.day,
        "author": [{"@type": each.kind, "name": each.written} for each in book.authors],
        "reviewRating": _rating(entry),
        "itemReviewed": {"@type": "Claim", "identifier": claim.id, "appearance": appearance},
    }
    return {name: value for name, value in stated.items() if value}


def _rating(entry: Entry) -> dict:
    now = entry.now.headline
    scale = [verdict for verdict in VERDICTS if verdict != UNTESTABLE]
    rating = {"@type": "Rating", "bestRating": len(scale), "worstRating": 1, "alternateName": now.verdict}
    if now.verdict != UNTESTABLE:
        rating["ratingValue"] = len(scale) - scale.index(now.verdict)
    steps = ", ".join(f"{len(scale) - place} {verdict}" for place, verdict in enumerate(scale))
    rating["ratingExplanation"] = f"Scale: {steps}; untestable has no number. Here: {now.because}."
    return rating


@cache
def _article() -> dict:
    """Return the article as the bibliography tells of it; an address only if the entry has one."""
    told = references.described(ARTICLE)
    stated = {
        "@type": "Article",
        "name": told.title,
        "headline": told.title,
        "author": {"@type": "Person", "name": told.author},
        "datePublished": told.day,
        "url": told.address,
    }
    return {name: value for name, value in stated.items() if value}
