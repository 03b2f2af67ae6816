"""The title of a page, as a tab, a list of bookmarks and a search engine show it: short enough to be read whole."""

from __future__ import annotations

import textwrap
from functools import partial

#: Characters of a title that search engines show; they cut the rest off.
LONGEST = 70


def page_title(heading: str, book: str) -> str:
    """Return a page's title: its heading and the book's name if both fit, else the heading, cut after a word.

    Examples
    --------
    >>> page_title("Glossary", "Why?"), page_title("Why?", "Why?")
    ('Glossary — Why?', 'Why?')
    >>> page_title("Data", "Why? " * 14), len(page_title("a " * 40, "Why?"))
    ('Data', 69)
    """
    together = f"{heading} — {book}"
    if heading == book or len(together) > LONGEST:
        return textwrap.shorten(heading, LONGEST, placeholder=" …")
    return together


def give_title(app, pagename, templatename, context, doctree) -> None:
    """Give the templates what makes a title of a heading; those of search and index bring a heading of their own."""
    context["page_title"] = partial(page_title, book=app.config.html_title)


def setup(app) -> None:
    """Wire the title into Sphinx."""
    app.connect("html-page-context", give_title)
