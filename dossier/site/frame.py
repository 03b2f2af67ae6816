"""The frame around each page: one title, one first heading."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = str(Path(__file__).parent / "templates")


def setup(app) -> None:
    """Let the book's own templates go before the theme's."""
    app.connect("config-inited", add_templates)


def add_templates(app, config) -> None:
    """Name the folder of templates once."""
    if TEMPLATES not in config.templates_path:
        config.templates_path.append(TEMPLATES)
