"""Places that can be found: each section, claim, data card, term, source, event and figure, with its words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from docutils import nodes
from sphinx import addnodes
from sphinx_design.dropdown import dropdown_main, dropdown_title

#: Not what a reader searches for.
DROPPED = (nodes.literal_block, nodes.comment, nodes.math, nodes.math_block, addnodes.index)
#: Where the pages of data cards stand.
CARDS = "chapters/data/"
#: Class of the words in a claim's title that are no part of the claim.
VERDICTS = "claim-verdicts"
#: Class of the words with which the note of a reference begins.
NOTE = "source-mark"
#: Columns of figures that hold keys for machines.
KEYS = ("source_key", "pcode")
#: Characters of a reference that stand for it as a title.
LONGEST = 140


@dataclass
class Place:
    """Where words stand.

    Parameters
    ----------
    kind : str
        `page`, `section`, `claim`, `table`, `term`, `source`, `event` or `figure`.
    page : str
        Path of its page without ending.
    anchor : str
        Its id on the page; none for a page as a whole.
    title : str
        What it is called.
    said : list of str
        Its words, piece by piece, without those of places within it.
    """

    kind: str
    page: str
    anchor: str
    title: str
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words on one line."""
        return _line(" ".join(self.said))


def places(doctree: nodes.document, page: str) -> list[Place]:
    """Return the places of a page, in its order.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page as it is written, references and glued values in place.
    page : str
        Its path without ending.
    """
    reader = _Reader(page)
    for child in doctree.children:
        reader.read(child, Place("page", page, "", ""))
    return reader.found


def figure(page: str, about: dict, told, table: dict) -> Place:
    """Return the place of a figure's own page.

    Parameters
    ----------
    page : str
        Path of the figure's page without ending.
    about : dict
        What the figure's JSON says.
    told : dossier.site.describing.Description
        Its data in words.
    table : dict
        Its rows as the page shows them, as `dossier.site.figure_pages.table` returns them.
    """
    cells = dict.fromkeys(
        cell
        for row in table["rows"]
        for name, cell, numeric in zip(table["names"], row, table["numeric"], strict=True)
        if cell and not numeric and name not in KEYS
    )
    alt = about["alt"].removeprefix(f"{about['title']}. ")
    columns = (f"{name.replace('_', ' ')}: {held}." for name, held in told.columns)
    said = [alt, about["caption"], *told.series, *columns, ", ".join(cells), about["id"]]
    return Place("figure", page, "", about["title"], said)


class _Reader:
    """Walks a page and opens a place at each node that has an address of its own."""

    def __init__(self, page: str):
        self.page = page
        self.found: list[Place] = []

    def read(self, node: nodes.Node, place: Place) -> None:
        """Take up what a node says, into the place that it opens or else stands in."""
        if isinstance(node, DROPPED) or _is_figure(node) or _is_title(node):
            return
        opened = self._opened(node)
        if opened:
            self.found.append(opened)
        if isinstance(node, nodes.TextElement):
            place.said.append(_text(node))
        else:
            self._read_children(node, opened or place)

    def _read_children(self, node: nodes.Node, place: Place) -> None:
        """Read children in order; raw HTML may open a list item, which holds what follows until it ends."""
        within = place
        for child in node.children:
            if isinstance(child, nodes.raw):
                within = self._read_raw(child, within, place)
            else:
                self.read(child, within)

    def _read_raw(self, node: nodes.raw, within: Place, around: Place) -> Place:
        for what, value in _Items.of(node.astext()):
            if what == "opens":
                within = Place("event", self.page, value, "")
                self.found.append(within)
            elif what == "ends":
                within = around
            elif within is not around and not within.title:
                within.title = value
            elif within is not around:
                within.said.append(value)
        return within

    def _opened(self, node: nodes.Node) -> Place | None:
        """Return the place that a node opens, if it has an address."""
        if isinstance(node, nodes.section):
            below = isinstance(node.parent, nodes.section)
            title = _text(node.next_node(nodes.title))
            return self._place("section" if below else "page", node["ids"][0] if below else "", title)
        if isinstance(node, dropdown_main) and node["ids"]:
            return self._dropdown(node)
        if isinstance(node, nodes.definition_list_item) and isinstance(node.parent.parent, addnodes.glossary):
            terms = [each for each in node.children if isinstance(each, nodes.term)]
            return self._place("term", terms[0]["ids"][0], ", ".join(map(_text, terms)))
        if isinstance(node, nodes.citation):
            return self._source(node)
        return None

    def _dropdown(self, node: dropdown_main) -> Place:
        of_data = self.page.startswith(CARDS)
        kind = "claim" if "claim" in node["classes"] else "table" if of_data else "section"
        verdicts = [each for each in node[0].findall(nodes.inline) if VERDICTS in each["classes"]]
        title = _text(node[0])
        said = [_text(each) for each in verdicts]
        for each in said:
            title = title.removesuffix(each).rstrip()
        return self._place(kind, node["ids"][0], title, said)

    def _source(self, node: nodes.citation) -> Place:
        """Return an entry of the bibliography, called by what stands before the note on whether it was read."""
        reference = _text(node.next_node(nodes.paragraph))
        marks = [_text(each) for each in node.findall(nodes.inline) if NOTE in each["classes"]]
        title = reference.partition(marks[0])[0] if marks else reference
        return self._place("source", node["ids"][-1], textwrap.shorten(title, LONGEST, placeholder=" …"))

    def _place(self, kind: str, anchor: str, title: str, said: list[str] | None = None) -> Place:
        return Place(kind, self.page, anchor, title, said or [])


class _Items(HTMLParser):
    """Reads a piece of HTML as list items with an id, their words and their ends."""

    def __init__(self):
        super().__init__()
        self.met: list[tuple[str, str]] = []

    @classmethod
    def of(cls, markup: str) -> list[tuple[str, str]]:
        """Return what a piece of HTML holds, in its order."""
        reader = cls()
        reader.feed(markup)
        reader.close()
        return reader.met

    def handle_starttag(self, tag, attrs):
        """Note the start of an item that has an id."""
        name = dict(attrs).get("id")
        if tag == "li" and name:
            self.met.append(("opens", name))

    def handle_endtag(self, tag):
        """Note the end of an item."""
        if tag == "li":
            self.met.append(("ends", ""))

    def handle_data(self, data):
        """Note words."""
        if data.strip():
            self.met.append(("says", _line(data)))


def _is_figure(node: nodes.Node) -> bool:
    """Tell whether a node is a published figure, which is found on its own page."""
    return isinstance(node, nodes.figure) and "evidence-figure" in node["classes"]


def _is_title(node: nodes.Node) -> bool:
    """Tell whether a node is the title of a place, which is not said twice."""
    of_section = isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)
    of_dropdown = isinstance(node, dropdown_title) and bool(node.parent["ids"])
    of_entry = isinstance(node, nodes.term) and isinstance(node.parent.parent.parent, addnodes.glossary)
    return of_section or of_dropdown or of_entry


def _text(node: nodes.Node) -> str:
    return _line("".join(_run(node)))


def _run(node: nodes.Node) -> Iterator[str]:
    """Yield the pieces of a line, which belong together without a space."""
    if isinstance(node, nodes.Text):
        yield str(node)
    elif not isinstance(node, (*DROPPED, nodes.raw)):
        for child in node.children:
            yield from _run(child)


def _line(text: str) -> str:
    return " ".join(text.split())
