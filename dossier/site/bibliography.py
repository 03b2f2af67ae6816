"""The list of references: which sources were read, an id for each, and roles that hold."""

from __future__ import annotations

import re

from docutils import nodes
from pybtex.plugin import find_plugin, register_plugin

#: How the note of a reference begins, after the end of what comes before it.
READ_OR_NOT = re.compile(r"(?:^|(?<=[.”] ))(?:Not retrieved|Retrieved)\b")
#: Roles that docutils writes and that no longer describe what they stand on: the bibliography is no ARIA list.
OUTWORN = (' role="list"', ' role="doc-biblioentry"', ' role="doc-backlink"')


def remember_plugins(app) -> None:
    """Register what each citation looks up: pybtex would read the lists of all installed packages every time."""
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)


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


def mend_roles(app, pagename, templatename, context, doctree) -> None:
    """Take outworn roles from a page: a screen reader announces a list whose children are no items as empty."""
    for role in OUTWORN:
        context["body"] = context.get("body", "").replace(role, "")


def setup(app) -> None:
    """Wire the list into Sphinx."""
    app.connect("builder-inited", remember_plugins)
    app.connect("doctree-resolved", mark_references)
    app.connect("html-page-context", mend_roles, priority=900)
