"""What Sphinx must do otherwise than jupyter-book does: show no stale number, call no other host."""

from __future__ import annotations

import shutil
from pathlib import Path

from dossier.book.state import state


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
