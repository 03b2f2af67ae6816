"""The Sphinx extension of the book and the steps after it: what becomes of pages once notebooks have run.

Nothing here is read by a chapter's cells, so a change here writes pages anew and executes no notebook.
"""

from __future__ import annotations


def setup(app):
    """Register each part with Sphinx, in an order in which one may rest on what another has done."""
    # Here, so that who only asks whether anything is to be built does not import Sphinx.
    from dossier.site import (
        arms_explorer,
        atlas_page,
        bibliography,
        brand,
        citing,
        code_switch,
        cover,
        execution,
        figure_pages,
        figures,
        filtering,
        finding,
        frame,
        gallery,
        ledger,
        marks,
        metadata,
        minutes,
        moved,
        navigation,
        notebooks,
        preview,
        renewal,
        retired,
        searching,
        terms,
        timeline,
        typeface,
    )

    for part in (
        bibliography,
        renewal,
        ledger,
        filtering,
        timeline,
        atlas_page,
        arms_explorer,
        figures,
        gallery,
        figure_pages,
        retired,
        frame,
        navigation,
        code_switch,
        brand,
        marks,
        cover,
        typeface,
        citing,
        execution,
        finding,
        metadata,
        notebooks,
        preview,
        minutes,
        moved,
        searching,
        terms,
    ):
        part.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": False}
