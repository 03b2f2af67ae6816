"""What Sphinx must do beyond jupyter-book: fresh numbers, no other host, marks, files for machines."""

from __future__ import annotations

import os
import re
from pathlib import Path

from docutils import nodes
from pybtex.plugin import find_plugin, register_plugin

from dossier import catalogue, results
from dossier.book import chronicle, claims, ruler
from dossier.references import references
from dossier.site import executing, renewal
from dossier.storage import write_whole
from dossier.verdicts.rules import rules as read_rules


def use_executed(app, config) -> None:
    """Have the book read the executed notebooks that `dossier.site.executing` keeps, brought up to date."""
    config.nb_execution_cache_path = str(executing.caches() / "notebooks")
    if renewal.PAGES not in os.environ:
        executing.execute(lambda line: print(line, flush=True))


def remember_plugins(app) -> None:
    """Register what each citation looks up: pybtex would read the lists of all installed packages every time."""
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)


def drop_thebe(app) -> None:
    """Disconnect sphinx-thebe, which names another host on every page and logs an error in the console."""
    for handlers in app.events.listeners.values():
        handlers[:] = [each for each in handlers if not each.handler.__module__.startswith("sphinx_thebe")]


def add_filters(app, pagename, templatename, context, doctree) -> None:
    """Give pages with a form that filters, and no other, its script and style, and the page of claims its own."""
    if 'class="filter"' in context.get("body", ""):
        app.add_css_file("filter.css", priority=900)
        app.add_js_file("filter.js", loading_method="defer")
    if pagename == claims.PAGE:
        app.add_css_file("ledger.css", priority=901)


def add_folds(app, pagename, templatename, context, doctree) -> None:
    """Give pages with folded cards the script that unfolds the one that an address names."""
    if "sd-dropdown" in context.get("body", ""):
        app.add_js_file("folded.js", loading_method="defer")


def judge(app) -> None:
    """Work out all verdicts before any page: a claim, rule or record that is wrong stops the build at once."""
    if app.builder.format == "html":
        drivers = ruler.machine(results.drivers(), results.battery("B"))
        app.dossier_verdicts = claims.verdicts_json(results.entries(), read_rules(), drivers)


def write_verdicts(app, exception) -> None:
    """Put the verdicts for machines beside the book's first page."""
    if exception is None and app.builder.format == "html":
        write_whole(Path(app.outdir) / claims.FILE, app.dossier_verdicts.encode("utf-8"))


#: Roles that docutils writes and that no longer describe what they stand on: the bibliography is no ARIA list.
OUTWORN = (' role="list"', ' role="doc-biblioentry"', ' role="doc-backlink"')


def mend_roles(app, pagename, templatename, context, doctree) -> None:
    """Take outworn roles from a page, and name the arrows that unfold the list of pages.

    A screen reader announces a list whose children are no items as empty, and an arrow without a name as
    nothing at all.
    """
    for role in OUTWORN:
        context["body"] = context.get("body", "").replace(role, "")
    unnamed = context.get("generate_toctree_html")
    if unnamed:
        context["generate_toctree_html"] = lambda *args, **options: named_arrows(unnamed(*args, **options))


def named_arrows(toctree):
    """Name each arrow of the list of pages after the page above it."""
    for arrow in toctree.find_all("summary") if hasattr(toctree, "find_all") else ():
        above = arrow.find_previous("a")
        arrow["aria-label"] = f"Pages under {above.get_text(strip=True)}"
    return toctree


#: How the note of a reference begins, after the end of what comes before it.
READ_OR_NOT = re.compile(r"(?:^|(?<=[.”] ))(?:Not retrieved|Retrieved)\b")


def mark_references(app, doctree, docname) -> None:
    """Set off, in each entry of the bibliography, whether it was read, and give it an id made of its key."""
    cited = {each.citation_id: each.key for each in app.env.get_domain("cite").citations}
    for entry in doctree.findall(nodes.citation):
        entry["ids"] += [f"ref-{cited[name]}" for name in entry["ids"] if name in cited]
        for text in list(entry.findall(nodes.Text)):
            said = READ_OR_NOT.search(text)
            if said:
                _set_off(text, said, entry)
                break


def _set_off(text: nodes.Text, said: re.Match, entry: nodes.citation) -> None:
    kind = "unread" if said[0].startswith("Not") else "read"
    entry["classes"].append(f"source-{kind}")
    mark = nodes.inline("", said[0], classes=["source-mark"])
    before, after = (nodes.Text(part) for part in (text[: said.start()], text[said.end() :]))
    text.parent.replace(text, [before, mark, after])


def equip_timeline(app, pagename, templatename, context, doctree) -> None:
    """Give the style of the timeline to the page that holds it, and to no other."""
    if "data-chronicle" in context.get("body", ""):
        app.add_css_file("timeline.css", priority=901)


def write_timeline(app, exception) -> None:
    """Put the timeline beside the pages as JSON."""
    if exception is None and app.builder.format == "html":
        read = {key: reference.read for key, reference in references().items()}
        events = chronicle.as_json(catalogue.load("evidence/timeline"), read)
        (Path(app.outdir) / chronicle.JSON_FILE).write_text(events, encoding="utf-8")
