"""Pages that became part of another: the old address stays and leads on."""

from __future__ import annotations

import html
from collections.abc import Iterator

from sphinx.util.osutil import relative_uri

#: Old page to its heading, and the page and section that say it now.
MOVED = {"chapters/execution": ("How long it takes", "chapters/rerun", "how-long-it-takes")}


def collect(app) -> Iterator[tuple[str, dict, str]]:
    """Yield a page for each old address, with a link to where its words stand now, as far as this book holds it."""
    if app.builder.name != "html":
        return
    held = {page: moved for page, moved in MOVED.items() if moved[1] in app.env.found_docs}
    for page, (title, target, section) in held.items():
        address = (
            f"{relative_uri(app.builder.get_target_uri(page), app.builder.get_target_uri(target))}#{section}"
        )
        named = html.escape(app.env.titles[target].astext())
        body = f'<section><h1>{title}</h1><p>This is now on the page <a href="{address}">{named}</a>.</p></section>'
        yield page, {"title": title, "body": body}, "page.html"


def setup(app) -> None:
    """Wire the pages into Sphinx."""
    app.connect("html-collect-pages", collect)
