"""The timeline: the style of its page, and its events for machines."""

from __future__ import annotations

from pathlib import Path

from dossier import catalogue
from dossier.book import chronicle
from dossier.references import references


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give the style of the timeline to the page that holds it, and to no other."""
    if "data-chronicle" in context.get("body", ""):
        app.add_css_file("timeline.css", priority=901)


def write(app, exception) -> None:
    """Put the timeline beside the pages as JSON."""
    if exception is None and app.builder.format == "html":
        read = {key: reference.read for key, reference in references().items()}
        events = chronicle.as_json(catalogue.load("evidence/timeline"), read)
        (Path(app.outdir) / chronicle.JSON_FILE).write_text(events, encoding="utf-8")


def setup(app) -> None:
    """Wire the timeline into Sphinx."""
    app.connect("html-page-context", equip)
    app.connect("build-finished", write)
