"""How long a page or a section takes to read, counted when pages are written so that it never goes stale."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole

#: Words a minute of an adult who reads to understand.
PACE = 200
#: Looked at for as long as it takes to read this many words.
FIGURE = 40
#: Not read from start to end: code, tables, and what is folded away.
SKIPPED = (nodes.literal_block, nodes.table, nodes.figure, nodes.raw, nodes.comment)


def setup(app) -> None:
    """Register the role and what it becomes."""
    app.add_node(minutes)
    app.add_role("minutes", MinutesRole())
    app.connect("doctree-resolved", write_minutes)


class minutes(nodes.Inline, nodes.TextElement):
    """Stands for a time until the pages that it names have been read."""


class MinutesRole(SphinxRole):
    """`{minutes}`: time for the pages named, each with or without the id of a section, separated by spaces."""

    def run(self) -> tuple[list[nodes.Node], list]:
        """Leave a place for the time: other pages may not have been read yet."""
        return [minutes(named=self.text.split())], []


def words_of(node: nodes.Node) -> int:
    """Count the words of a page or section that a reader reads, a figure as some."""
    if isinstance(node, nodes.figure):
        return FIGURE
    if isinstance(node, nodes.Text):
        return len(str(node).split())
    folded = isinstance(node, nodes.Element) and node.get("design_component") == "dropdown"
    if folded or isinstance(node, SKIPPED):
        return 0
    return sum(map(words_of, node.children))


def part_of(doctree: nodes.document, anchor: str) -> nodes.Node:
    """Return the section with an id, or the whole page if none is named.

    Raises
    ------
    KeyError
        If the page has no such section.
    """
    if not anchor:
        return doctree
    for section in doctree.findall(nodes.section):
        if anchor in section["ids"]:
            return section
    raise KeyError(f"no section #{anchor}")


def minutes_of(words: int) -> int:
    """Return the minutes that words take, to the nearest and at least one."""
    return max(1, round(words / PACE))


def write_minutes(app, doctree, docname) -> None:
    """Put the number of minutes in place of each role."""
    for place in list(doctree.findall(minutes)):
        place.replace_self(nodes.Text(said(app.env, place["named"])))


def said(env, named: list[str]) -> str:
    """Return in words how long the pages and sections named take to read: the sum of what each takes alone."""
    counted = 0
    for name in named:
        page, _, anchor = name.partition("#")
        counted += minutes_of(words_of(part_of(env.get_doctree(page), anchor)))
    return f"{counted} minute{'s' if counted > 1 else ''}"
