"""The Sphinx extension of the book and the steps after it: what becomes of pages once notebooks have run.

Nothing here is read by a chapter's cells, so a change here writes pages anew and executes no notebook.
"""

from __future__ import annotations

import importlib

#: Modules that have a part in a page, in an order in which one may rest on what another has done.
PARTS = (
    "bibliography",
    "renewal",
    "ledger",
    "filtering",
    "timeline",
    "atlas_page",
    "arms_explorer",
    "figures",
    "gallery",
    "figure_pages",
    "retired",
    "icons",
    "frame",
    "titles",
    "navigation",
    "code_switch",
    "brand",
    "marks",
    "cover",
    "typeface",
    "turning",
    "citing",
    "execution",
    "finding",
    "metadata",
    "notebooks",
    "preview",
    "minutes",
    "moved",
    "searching",
    "terms",
    "policy",
)


def setup(app):
    """Register each part with Sphinx."""
    for name in PARTS:
        # By name, so that who only asks whether anything is to be built does not import Sphinx.
        importlib.import_module(f"{__name__}.{name}").setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": False}
