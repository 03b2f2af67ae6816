"""Terms and sources explain themselves where they are used: links, with a short text on hover and focus."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx_design.dropdown import dropdown_main

GLOSSARY = "chapters/glossary"
REFERENCES = "chapters/references"
#: Sections of the glossary whose words are everyday ones: a link on each would be noise.
EVERYDAY = frozenset({"verdicts", "likelihood-and-confidence"})
#: Terms that every page is about.
EVERYWHERE = frozenset({"Taliban"})
#: Where a term keeps its everyday look: a link in a link is no link, and titles, pictures and tables stay plain.
NOT_PROSE = (
    nodes.title,
    nodes.rubric,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.caption,
    nodes.legend,
    nodes.figure,
    nodes.table,
    nodes.topic,
    nodes.block_quote,
    nodes.citation,
    nodes.raw,
    nodes.math,
    addnodes.glossary,
    dropdown_main,
)
#: Class of the link on a term.
TERM = "glossary-term"
TERM_LINK = re.compile(rf'<a class="({TERM}[^"]*)" href="([^"#]*)#([^"]+)">')
#: How sphinxcontrib-bibtex writes a citation: the whole reference as a title.
CITATION = re.compile(
    rf'<a class="reference internal" href="([^"#]*{REFERENCES.split("/")[-1]}\.html)#([^"]+)" title="([^"]*)">'
)
#: Where the short reference ends: its note says first whether it was read.
NOTE = re.compile(r"(?:^|(?<=\s))(Not retrieved|Retrieved)\b")


def setup(app) -> None:
    """Mark terms once pages are whole, and describe links once pages are written."""
    app.connect("doctree-resolved", mark_terms)
    app.connect("html-page-context", add_tips)


@dataclass(frozen=True)
class Entry:
    """One entry of the glossary.

    Parameters
    ----------
    anchor : str
        Id of the entry on the page of the glossary.
    terms : tuple of str
        Spellings that stand for it.
    meaning : str
        The definition as plain text.
    """

    anchor: str
    terms: tuple[str, ...]
    meaning: str


def read_glossary(doctree: nodes.document) -> list[Entry]:
    """Return the entries that are marked in chapters, in the order of the page."""
    entries = []
    for item in doctree.findall(nodes.definition_list_item):
        section = next(_ancestors(item, nodes.section), None)
        if section is not None and EVERYDAY.intersection(section["ids"]):
            continue
        terms = [each for each in item.children if isinstance(each, nodes.term)]
        spellings = tuple(term.astext() for term in terms if term.astext() not in EVERYWHERE)
        if spellings:
            meaning = " ".join(item.children[-1].astext().split())
            entries.append(Entry(terms[0]["ids"][0], spellings, meaning))
    return entries


def _ancestors(node: nodes.Node, kind):
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kind):
            yield node


def link_terms(doctree: nodes.document, entries: list[Entry], page: str) -> None:
    """Make the first use of each entry in a page's prose a link to the glossary.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page, changed in place.
    entries : list of Entry
        As `read_glossary` returns them.
    page : str
        Address of the glossary, as seen from the page.
    """
    left = {term: entry for entry in entries for term in entry.terms}
    for text in list(doctree.findall(nodes.Text)):
        if left and _is_prose(text):
            found = _linked(str(text), left, page)
            if len(found) > 1:
                text.parent.replace(text, found)


def _linked(text: str, left: dict[str, Entry], page: str) -> list[nodes.Node]:
    """Split text at terms not met before, and forget those that are met."""
    pieces: list[nodes.Node] = []
    while left and (met := _any_of(left).search(text)):
        entry = left[met[0]]
        for term in entry.terms:
            del left[term]
        address = f"{page}#{entry.anchor}"
        link = nodes.reference("", met[0], internal=True, refuri=address, classes=[TERM])
        pieces += [nodes.Text(text[: met.start()]), link] if met.start() else [link]
        text = text[met.end() :]
    return [*pieces, nodes.Text(text)]


def _any_of(terms: Mapping[str, Entry]) -> re.Pattern:
    """Match whole words as they are spelt, the longest first; a hyphen joins words to one."""
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _is_prose(text: nodes.Text) -> bool:
    in_a_paragraph = next(_ancestors(text, nodes.paragraph), None)
    return in_a_paragraph is not None and next(_ancestors(text, NOT_PROSE), None) is None


def mark_terms(app, doctree, docname) -> None:
    """Link the terms of a page of the book to the glossary, unless the page is one of the two lists."""
    if app.builder.name != "html" or docname in (GLOSSARY, REFERENCES) or GLOSSARY not in app.env.found_docs:
        return
    if not hasattr(app, "dossier_glossary"):
        app.dossier_glossary = read_glossary(app.env.get_and_resolve_doctree(GLOSSARY, app.builder))
    link_terms(doctree, app.dossier_glossary, app.builder.get_relative_uri(docname, GLOSSARY))


def with_tips(body: str, meanings: Mapping[str, str]) -> str:
    """Return a page with a hidden text for each term and source that it links to, named by the link.

    Parameters
    ----------
    body : str
        The page as the builder wrote it.
    meanings : mapping
        Anchor in the glossary to definition.
    """
    tips: dict[str, str] = {}

    def describe_term(link: re.Match) -> str:
        classes, page, anchor = link.groups()
        tips[f"tip-{anchor}"] = html.escape(meanings[anchor], quote=False)
        return f'<a class="{classes}" href="{page}#{anchor}" aria-describedby="tip-{anchor}">'

    def describe_source(link: re.Match) -> str:
        page, anchor, reference = link.groups()
        tips[f"tip-{anchor}"] = short_reference(html.unescape(reference))
        return f'<a class="reference internal" href="{page}#{anchor}" aria-describedby="tip-{anchor}">'

    body = TERM_LINK.sub(describe_term, body)
    body = CITATION.sub(describe_source, body)
    if not tips:
        return body
    texts = "\n".join(
        f'<div class="tip" role="tooltip" id="{name}" hidden>{text}</div>' for name, text in tips.items()
    )
    return f'{body}\n<div class="tips">\n{texts}\n</div>\n'


def short_reference(reference: str) -> str:
    """Return author, title and year as HTML, and whether the source was read; the rest stands on its page."""
    note = NOTE.search(reference)
    if not note:
        return html.escape(reference, quote=False)
    kind = "unread" if note[1].startswith("Not") else "read"
    mark = f'<span class="source-{kind}"><span class="source-mark">{note[1]}</span></span>'
    return f"{html.escape(reference[: note.start()].strip(), quote=False)} {mark}"


def add_tips(app, pagename, templatename, context, doctree) -> None:
    """Put the texts into a page that needs them, with the script and style that show them."""
    if app.builder.name != "html":
        return
    meanings = {entry.anchor: entry.meaning for entry in getattr(app, "dossier_glossary", [])}
    body = with_tips(context.get("body", ""), meanings)
    if body != context.get("body", ""):
        context["body"] = body
        app.add_js_file("terms.js", loading_method="defer")
        app.add_css_file("terms.css", priority=902)
