"""What Sphinx must do otherwise than jupyter-book does, and the file of verdicts that goes with the book."""

from __future__ import annotations

import shutil
from pathlib import Path

from dossier import evidence
from dossier.book import claims, kept
from dossier.book.state import state
from dossier.storage import write_whole


def key_the_cache(app, config) -> None:
    """Tie executed notebooks and parsed pages to the state of tables, package and lock.

    jupyter-cache looks at a notebook's cells only. A folder of its own for each state makes any change in
    what the cells read execute them again; the configuration value makes Sphinx parse the pages again.
    """
    current = state()
    caches = Path(app.outdir).parent / ".jupyter_cache"
    for old in caches.glob("*"):
        if old.name != current:
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(caches / current)
    config.dossier_state = current


def drop_thebe(app) -> None:
    """Disconnect sphinx-thebe, which names another host on every page and logs an error in the console."""
    for handlers in app.events.listeners.values():
        handlers[:] = [each for each in handlers if not each.handler.__module__.startswith("sphinx_thebe")]


def add_filters(app, pagename, templatename, context, doctree) -> None:
    """Give the page of claims, and no other, the script that filters them."""
    if pagename == claims.PAGE:
        app.add_js_file("claims.js", loading_method="defer")


def judge(app) -> None:
    """Work out all verdicts before any page: a claim, rule or record that is wrong stops the build at once."""
    if app.builder.format == "html":
        app.dossier_verdicts = claims.verdicts_json(kept.entries(), evidence.rules())


def write_verdicts(app, exception) -> None:
    """Put the verdicts for machines beside the book's first page."""
    if exception is None and app.builder.format == "html":
        write_whole(Path(app.outdir) / claims.FILE, app.dossier_verdicts.encode("utf-8"))
