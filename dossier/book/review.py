"""What two sceptical readings found wrong, as a table in the page."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dossier import markdown
from dossier.book.blocks import Block
from dossier.markdown import plain

#: Where a point that was not mended stands now, in the words of the page.
OUTCOMES = {
    "mended": "the book was changed",
    "answered": "it stands, for the reason given",
    "moved": "it waits for the step that changes rules",
}


def outcomes(review: pd.DataFrame) -> dict[str, int]:
    """Count the points of `evidence/review` by what was done, in the order of `OUTCOMES`."""
    found = Counter(review["done"])
    return {done: found[done] for done in OUTCOMES}


def review_table(review: pd.DataFrame) -> Block:
    """Return one line a point: what was said to be wrong, what was done, where and how, with the sources.

    Parameters
    ----------
    review : pandas.DataFrame
        `evidence/review`.
    """
    rows = []
    for point in review.itertuples():
        cited = "" if pd.isna(point.source_key) else f" {{cite}}`{point.source_key.replace(';', ',')}`"
        how = f"{plain(point.how)}{cited}"
        rows.append((str(point.row), plain(point.what), point.done, plain(point.where), how))
    return Block(markdown.table(("Point:", "Said to be wrong", "Done", "Where", "How"), rows))
