"""Forms that narrow a list of claims, events or figures down."""

from __future__ import annotations


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give pages with such a form, and no other, its script and style."""
    if 'class="filter"' in context.get("body", ""):
        app.add_css_file("filter.css", priority=900)
        app.add_js_file("filter.js", loading_method="defer")


def setup(app) -> None:
    """Wire the forms into Sphinx."""
    app.connect("html-page-context", equip)
