"""Classes and marks that pages get for their look: claim, verdict, caveat, answer, columns of numbers.

Chapters stay as they are: a section is known by its heading, an answer by standing first and bold.
"""

from __future__ import annotations

import re

from docutils import nodes

from dossier.verdicts.scale import VERDICTS

#: Sections that are set off on every page that has them, by the id that their heading gives them.
CALLOUTS = {
    "the-claim": "claim",
    "the-short-answer": "verdict",
    "what-the-data-cannot-show": "caveat",
}
#: How much of the disc is filled: a verdict is told apart by its word and by this, not by its colour alone.
FILLED = {
    "supported": "M8 1.5a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13z",
    "mostly supported": "M8 8V1.5A6.5 6.5 0 1 1 1.5 8z",
    "mixed": "M8 1.5a6.5 6.5 0 0 1 0 13z",
    "mostly unsupported": "M8 8V1.5A6.5 6.5 0 0 1 14.5 8z",
    "refuted": "M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6",
    "untestable": "M8 11.6v.3M6 6.2c0-2.6 4-2.6 4-.1 0 1.6-2 1.6-2 3.4",
}
#: A cell that holds a number and nothing else, with its sign, unit or bounds, or that holds nothing.
NUMBER = re.compile(
    r"[<>≤≥~≈]?\s*[-−–+]?[$€]?\d[\d,.\s]*(?:%|‰|km²|km|ha|kg|t|kB)?(?:\s*(?:to|[-–±])\s*[-−+]?\d[\d,.]*%?)?",
)
EMPTY = {"", "-", "–", "—", "…", "..", "n/a", "none"}
#: A whole column is right aligned if this share of its cells, and at least two of them, are numbers.
MOSTLY = 0.5
#: Years and ranges of them are names of rows, and stay at the left.
YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\s*[-–]\s*(?:(?:1[89]|20)\d\d|\d\d))?")


def mark(app, doctree, docname) -> None:
    """Give the parts of a page their classes and its verdicts their marks."""
    if app.builder.format != "html":
        return
    for section in doctree.findall(nodes.section):
        for kind in {CALLOUTS[each] for each in section["ids"] if each in CALLOUTS}:
            section["classes"] += ["callout", f"callout-{kind}"]
        if section["classes"][-1:] == ["callout-verdict"] or isinstance(section.parent, nodes.document):
            _mark_answer(section)
    for word in list(doctree.findall(_states_verdict)):
        _mark_verdict(word)
    for table in doctree.findall(nodes.tgroup):
        _align_numbers(table)


def _mark_answer(section: nodes.section) -> None:
    """Set off the first paragraph of a section that opens with the answer in bold."""
    for child in section.children:
        if isinstance(child, nodes.section):
            return
        if isinstance(child, nodes.paragraph):
            opening = next((part for part in child.children if part.astext().strip()), None)
            if isinstance(opening, nodes.strong) and opening.astext().rstrip().endswith("."):
                child["classes"].append("lede")
            return


def _states_verdict(node: nodes.Node) -> bool:
    """Return whether a node is a verdict's word: bold, in a title of the ledger or alone in a cell."""
    if isinstance(node, nodes.strong):
        alone = True
    elif isinstance(node, nodes.inline):
        alone = "verdict-word" in node["classes"]
    else:
        alone = isinstance(node, nodes.paragraph) and isinstance(node.parent, nodes.entry)
        alone = alone and all(isinstance(child, nodes.Text) for child in node.children)
    return alone and node.astext().lower() in VERDICTS


def _mark_verdict(word: nodes.Element) -> None:
    verdict = word.astext().lower()
    classes = ["verdict", f"verdict-{verdict.replace(' ', '-')}"]
    sign = nodes.raw("", disc(verdict), format="html")
    if isinstance(word, nodes.strong):
        marked = nodes.inline("", "", sign, word.deepcopy(), classes=classes)
        word.parent.replace(word, marked)
    else:
        inside = word.children[:]
        word.clear()
        if isinstance(word, nodes.paragraph):
            word += nodes.inline("", "", sign, *inside, classes=classes)
        else:
            word["classes"] += classes
            word.extend([sign, *inside])


def disc(verdict: str) -> str:
    """Return a verdict's mark as SVG in the colour of the words around it; readers of screens skip it."""
    line = "stroke" if verdict in ("refuted", "untestable") else "fill"
    return (
        '<svg class="verdict-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" aria-hidden="true">'
        f'<circle cx="8" cy="8" r="6.5"/><path class="{line}" d="{FILLED[verdict]}"/></svg>'
    )


def _align_numbers(table: nodes.tgroup) -> None:
    """Right align each column of numbers, its heading with it."""
    rows = [row.children for row in table.findall(nodes.row)]
    if any(len(row) != len(rows[0]) for row in rows):
        return
    body = [row.children for part in table.findall(nodes.tbody) for row in part.children]
    for position in range(len(rows[0])):
        told = [text for row in body if (text := row[position].astext().strip()).lower() not in EMPTY]
        numbers = [text for text in told if NUMBER.fullmatch(text) and not YEARS.fullmatch(text)]
        if len(numbers) >= max(2, MOSTLY * len(told)):
            for row in rows:
                row[position]["classes"] += ["text-right", "number"]


def setup(app) -> None:
    """Wire the marks into Sphinx."""
    app.connect("doctree-resolved", mark)
