"""The list of pages, said to a screen reader as the eye sees it."""

from __future__ import annotations

from bs4 import BeautifulSoup


def say(toctree: BeautifulSoup) -> BeautifulSoup:
    """Mark the open page in the list, and name each arrow after the page above it: without a name it is nothing."""
    for link in toctree.select("li.current > a[href='#']"):
        link["aria-current"] = "page"
    for arrow in toctree.select("summary"):
        above = arrow.find_previous("a")
        arrow["aria-label"] = f"Pages under {above.get_text(strip=True)}"
    return toctree


def equip(app, pagename, templatename, context, doctree) -> None:
    """Have the theme's list say it."""
    listed = context.get("generate_toctree_html")
    if listed:
        context["generate_toctree_html"] = lambda *args, **options: say(listed(*args, **options))


def setup(app) -> None:
    """Wire it into Sphinx once the theme has made its list."""
    app.connect("html-page-context", equip, priority=900)
