"""The verdicts: worked out before any page, written for machines, and the style of their page."""

from __future__ import annotations

from pathlib import Path

from dossier import results
from dossier.book import claims, ruler
from dossier.storage import write_whole
from dossier.verdicts.rules import rules as read_rules


def judge(app) -> None:
    """Work out all verdicts before any page: a claim, rule or record that is wrong stops the build at once."""
    if app.builder.format == "html":
        drivers = ruler.machine(results.drivers(), results.battery("B"))
        app.dossier_verdicts = claims.verdicts_json(results.entries(), read_rules(), drivers)


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give the page of claims its style."""
    if pagename == claims.PAGE:
        app.add_css_file("ledger.css", priority=901)


def write_verdicts(app, exception) -> None:
    """Put the verdicts for machines beside the book's first page."""
    if exception is None and app.builder.format == "html":
        write_whole(Path(app.outdir) / claims.FILE, app.dossier_verdicts.encode("utf-8"))


def setup(app) -> None:
    """Wire the verdicts into Sphinx."""
    app.connect("builder-inited", judge, priority=100)
    app.connect("html-page-context", equip)
    app.connect("build-finished", write_verdicts)
