"""The Sphinx extension of the book and the steps after it: what becomes of pages once notebooks have run.

Nothing here is read by a chapter's cells, so a change here writes pages anew and executes no notebook.
"""

from __future__ import annotations

from pathlib import Path

from dossier.site import brand, cover, extension, marks, typeface

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


def setup(app):
    """Register the extension with Sphinx."""
    app.add_config_value("dossier_state", "", "env")
    app.connect("config-inited", extension.key_the_cache, priority=100)
    app.connect("builder-inited", extension.drop_thebe, priority=100)
    app.connect("builder-inited", lambda app: app.config.html_static_path.append(str(STATIC)))
    app.connect("builder-inited", extension.judge, priority=100)
    app.connect("html-page-context", extension.add_filters)
    app.connect("build-finished", extension.write_verdicts)
    app.connect("html-page-context", extension.mend_roles, priority=900)
    app.connect("doctree-resolved", extension.mark_references)
    app.connect("html-page-context", extension.equip_timeline)
    app.connect("build-finished", extension.write_timeline)
    app.add_css_file("dossier.css", priority=900)
    app.connect("config-inited", lambda app, config: config.templates_path.append(str(TEMPLATES)))
    app.connect("config-inited", brand.name)
    app.connect("doctree-resolved", marks.mark)
    app.connect("doctree-resolved", cover.add_cover)
    app.connect("html-page-context", cover.give_style)
    app.connect("html-page-context", typeface.preload)
    app.connect("build-finished", typeface.write_fonts, priority=900)
    return {"parallel_read_safe": False, "parallel_write_safe": False}
