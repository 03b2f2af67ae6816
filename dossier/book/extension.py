"""What Sphinx must do otherwise than jupyter-book does, and the file of verdicts that goes with the book."""

from __future__ import annotations

import shutil
from pathlib import Path

from dossier import evidence, judgements
from dossier.book import claims
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


def write_verdicts(app, exception) -> None:
    """Put the verdicts for machines beside the book's first page."""
    if exception is None and app.builder.format == "html":
        text = claims.verdicts_json(judgements.entries(), evidence.rules())
        write_whole(Path(app.outdir) / claims.FILE, text.encode("utf-8"))


#: Roles that docutils writes and that no longer describe what they stand on: the bibliography is no ARIA list.
OUTWORN = (' role="list"', ' role="doc-biblioentry"', ' role="doc-backlink"')


def mend_roles(app, pagename, templatename, context, doctree) -> None:
    """Take outworn roles from a page, and name the arrows that unfold the list of pages.

    A screen reader announces a list whose children are no items as empty, and an arrow without a name as
    nothing at all.
    """
    for role in OUTWORN:
        context["body"] = context.get("body", "").replace(role, "")
    unnamed = context.get("generate_toctree_html")
    if unnamed:
        context["generate_toctree_html"] = lambda *args, **options: named_arrows(unnamed(*args, **options))


def named_arrows(toctree):
    """Name each arrow of the list of pages after the page above it."""
    for arrow in toctree.find_all("summary") if hasattr(toctree, "find_all") else ():
        above = arrow.find_previous("a")
        arrow["aria-label"] = f"Pages under {above.get_text(strip=True)}"
    return toctree
