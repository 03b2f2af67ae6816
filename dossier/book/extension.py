"""What Sphinx must do beyond jupyter-book: show no stale number, call no other host, mark what was not read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from docutils import nodes
from pybtex.database import parse_file

from dossier import catalogue, paths
from dossier.book import chronicle
from dossier.book.state import state


def key_the_cache(app, config) -> None:
    """Tie executed notebooks and parsed pages to the state of tables, package and lock.

    jupyter-cache looks at a notebook's cells only. A folder of its own for each state makes any change in
    what the cells read execute them again; the configuration value makes Sphinx parse the pages again.
    """
    current = state()
    caches = Path(app.outdir).parent / ".jupyter_cache"
    for old in caches.glob("*"):
        if old.name != current:
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(caches / current)
    config.dossier_state = current


def drop_thebe(app) -> None:
    """Disconnect sphinx-thebe, which names another host on every page and logs an error in the console."""
    for handlers in app.events.listeners.values():
        handlers[:] = [each for each in handlers if not each.handler.__module__.startswith("sphinx_thebe")]


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
    """Give the script and the style of the timeline to the page that holds it, and to no other."""
    if "data-chronicle" in context.get("body", ""):
        app.add_js_file("timeline.js", loading_method="defer")
        app.add_css_file("timeline.css", priority=901)


def write_timeline(app, exception) -> None:
    """Put the timeline beside the pages as JSON."""
    if exception is None and app.builder.format == "html":
        bibliography = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries
        read = {key: entry.fields["note"].startswith("Retrieved") for key, entry in bibliography.items()}
        events = chronicle.as_json(catalogue.load("evidence/timeline"), read)
        (Path(app.outdir) / chronicle.JSON_FILE).write_text(events, encoding="utf-8")
