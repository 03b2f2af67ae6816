"""A small page at the address of each retired figure, which leads to what replaced it."""

from __future__ import annotations

import html
from pathlib import Path

from sphinx.util.osutil import relative_uri

from dossier import cited
from dossier.charts.retired import RETIRED
from dossier.site import figures, policy
from dossier.site.figures import FOLDER
from dossier.site.turning import shown
from dossier.storage import write_whole


def replacements(env) -> dict[str, tuple[str, str]]:
    """Return title and path of what replaced each retired figure, as far as this book holds it."""
    shown = {
        figure_id: (figures.figure(figure_id).title, f"{FOLDER}/{figure_id}.html")
        for figure_id in set(RETIRED.values()) & set(figures.places(env))
    }
    told = {
        page: (env.titles[page].astext(), f"{page}.html")
        for page in set(RETIRED.values()) & set(env.found_docs)
    }
    known = shown | told
    return {figure_id: known[target] for figure_id, target in RETIRED.items() if target in known}


def page(figure_id: str, title: str, target: str) -> str:
    """Return the page of a retired figure.

    Parameters
    ----------
    figure_id : str
        The retired id.
    title, target : str
        What replaced it, and its path from the top of the book.
    """
    address = html.escape(relative_uri(f"{FOLDER}/{figure_id}.html", target))
    canonical = html.escape(cited.book().at(target)) or address
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
{policy.meta()}
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>Figure {figure_id} has been replaced</title>
<link rel="canonical" href="{canonical}" />
<meta http-equiv="refresh" content="0; url={address}" />
<link rel="stylesheet" href="../_static/plain.css" />
</head>
<body>
<main>
<h1>This figure has been replaced</h1>
<p>Figure {figure_id} is no longer in the book. What it showed is now here:
<a href="{address}">{html.escape(title)}</a>.</p>
</main>
</body>
</html>
"""


def write(app, exception) -> None:
    """Write the page of each retired figure whose replacement this book holds."""
    if exception is not None or app.builder.name != "html":
        return
    for figure_id, (title, target) in replacements(app.env).items():
        content = shown(page(figure_id, title, target))
        write_whole(Path(app.outdir) / FOLDER / f"{figure_id}.html", content.encode("utf-8"))


def setup(app) -> None:
    """Wire the pages into Sphinx."""
    app.connect("build-finished", write)
