"""What is put into pages once the book is built stands between two remarks, so that it can be taken out again."""

from __future__ import annotations

import re

_BEFORE, _AFTER = "<!--taken-->", "<!--/taken-->"
#: The page that offers files to take along, and the folder beside the pages where they lie once they are made.
SHELF, FOLDER = "chapters/take-along.html", "take-along"
#: What the zip of the pages says of itself, beside them.
LEAFLET = "README.txt"


def added(words: str) -> str:
    """Return words between the remarks."""
    return f"{_BEFORE}{words}{_AFTER}"


def emptied(text: str) -> str:
    """Return a page as the builder wrote it.

    >>> emptied("a" + added("b") + "c")
    'ac'
    """
    return re.sub(f"{_BEFORE}.*?{_AFTER}", "", text, flags=re.S)


def linked(found: re.Match, address: str, after: str) -> str:
    """Return the name of a file in a page as a link, with what is said after it."""
    opening = f'<a class="reference download internal" href="{address}" download>'
    return f"{added(opening)}{found[0]}{added(f'</a>{after}')}"
