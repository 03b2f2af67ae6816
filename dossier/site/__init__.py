"""The Sphinx extension of the book and the steps after it: what becomes of pages once notebooks have run.

Nothing here is read by a chapter's cells, so a change here writes pages anew and executes no notebook.
"""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


def setup(app):
    """Register the extension with Sphinx."""
    # Here, so that who only asks whether anything is to be built does not import Sphinx.
    from dossier.site import (
        arms_explorer,
        atlas_page,
        brand,
        citing,
        cover,
        execution,
        extension,
        finding,
        frame,
        marks,
        metadata,
        minutes,
        moved,
        notebooks,
        preview,
        renewal,
        searching,
        terms,
        typeface,
    )

    app.connect("builder-inited", extension.remember_plugins)
    app.connect("config-inited", extension.use_executed, priority=100)
    app.connect("builder-inited", extension.drop_thebe, priority=100)
    app.connect("builder-inited", lambda app: app.config.html_static_path.append(str(STATIC)))
    app.connect("builder-inited", extension.judge, priority=100)
    app.connect("html-page-context", extension.add_filters)
    app.connect("build-finished", extension.write_verdicts)
    app.connect("html-page-context", extension.mend_roles, priority=900)
    app.connect("doctree-resolved", extension.mark_references)
    app.connect("html-page-context", extension.equip_timeline)
    app.connect("build-finished", extension.write_timeline)
    app.connect("doctree-read", atlas_page.depend)
    app.connect("html-page-context", atlas_page.equip)
    app.connect("build-finished", atlas_page.write)
    app.connect("doctree-read", arms_explorer.depend)
    app.connect("html-page-context", arms_explorer.equip)
    _set_up_figures(app)
    app.add_css_file("dossier.css", priority=900)
    app.add_css_file("theme-parts.css", priority=899)
    app.add_js_file("menu.js", loading_method="defer")
    app.add_css_file("print.css", priority=950, media="print")
    app.connect("config-inited", brand.name)
    app.connect("doctree-resolved", marks.mark)
    app.connect("doctree-resolved", cover.add_cover)
    app.connect("html-page-context", cover.give_style)
    app.connect("html-page-context", typeface.preload)
    app.connect("build-finished", typeface.write_fonts, priority=900)
    for part in (
        citing,
        execution,
        finding,
        metadata,
        notebooks,
        preview,
        frame,
        minutes,
        moved,
        renewal,
        searching,
        terms,
    ):
        part.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": False}


def _set_up_figures(app) -> None:
    """Register what becomes of figures: in chapters, on pages of their own, in the gallery."""
    from dossier.site import figure_pages, figures, gallery, retired

    app.add_node(gallery.gallery)
    app.add_directive("figure-gallery", gallery.Gallery)
    app.connect("config-inited", lambda app, config: config.templates_path.append(str(TEMPLATES)))
    app.connect("env-purge-doc", figures.forget_places)
    app.connect("doctree-read", figures.note_places)
    app.connect("doctree-resolved", figures.dress)
    app.connect("doctree-resolved", gallery.fill)
    app.connect("html-collect-pages", figure_pages.collect)
    app.connect("html-page-context", figures.equip)
    app.connect("build-finished", figures.write_files)
    app.connect("build-finished", retired.write)
