"""The mark of the book beside its title, and nothing else."""

from __future__ import annotations

import html

#: Four reasons, and four answers to them from full to empty.
MARK = (
    '<svg class="brand-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true">'
    '<g fill="none" stroke="currentColor" stroke-width="2"><circle cx="9" cy="9" r="6"/>'
    '<circle cx="23" cy="9" r="6"/><circle cx="9" cy="23" r="6"/><circle cx="23" cy="23" r="6"/></g>'
    '<path fill="currentColor" d="M9 3a6 6 0 0 1 0 12a6 6 0 0 1 0-12zM23 3a6 6 0 0 1 0 12zM9 23v-6a6 6 0 0 1 6 6z"/>'
    "</svg>"
)


def name(app, config) -> None:
    """Set the mark before the title of the book, where the theme leaves room for a logo."""
    logo = config.html_theme_options.setdefault("logo", {})
    title = html.escape(config.html_title or config.project)
    logo["text"] = f"{MARK}<span>{title}</span>"


def setup(app) -> None:
    """Wire the mark into Sphinx."""
    app.connect("config-inited", name)
