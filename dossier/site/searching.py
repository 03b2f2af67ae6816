"""The search page: better order, context without code, and the same from a folder with no server."""

from __future__ import annotations

import html
import json
from pathlib import Path

from docutils import nodes

#: The pages' own words, which a browser may not read from a neighbouring file.
TEXTS = "searchtexts.js"
#: Not what a reader searches for.
DROPPED = (nodes.literal_block, nodes.raw, nodes.comment)


def setup(app) -> None:
    """Write the words that the search page shows when opened as a file; its template names its script."""
    app.dossier_texts = {}
    app.connect("builder-inited", recall_texts)
    app.connect("html-page-context", keep_text)
    app.connect("build-finished", write_texts)


def recall_texts(app) -> None:
    """Take up the words of pages that this build may leave as they are."""
    file = Path(app.outdir) / TEXTS
    if file.exists():
        written = file.read_text(encoding="utf-8").partition("=")[2]
        app.dossier_texts = json.loads(written.rstrip().removesuffix(";"))


def keep_text(app, pagename, templatename, context, doctree) -> None:
    """Remember the words of a page until all are written."""
    if doctree is not None:
        app.dossier_texts[pagename] = f"<article>{html.escape(text_of(doctree), quote=False)}</article>"


def text_of(doctree: nodes.document) -> str:
    """Return what a page says, without code."""
    return " ".join(" ".join(_said(doctree)).split())


def _said(node: nodes.Node):
    if isinstance(node, nodes.TextElement) and not isinstance(node, DROPPED):
        yield "".join(_run(node))
    elif not isinstance(node, DROPPED):
        for child in node.children:
            yield from _said(child)


def _run(node: nodes.Node):
    """Yield the pieces of a line, which belong together without a space."""
    if isinstance(node, nodes.Text):
        yield str(node)
    elif not isinstance(node, DROPPED):
        for child in node.children:
            yield from _run(child)


def write_texts(app, exception) -> None:
    """Write the words of every page beside the search page."""
    if exception is None and app.builder.name == "html":
        there = {page: text for page, text in app.dossier_texts.items() if page in app.env.found_docs}
        texts = json.dumps(dict(sorted(there.items())), ensure_ascii=False)
        (Path(app.outdir) / TEXTS).write_text(f"window.bookTexts = {texts};\n", encoding="utf-8")
