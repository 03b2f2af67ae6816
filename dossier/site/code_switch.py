"""Code behind one switch: hidden until a reader asks for it, then shown on every page."""

from __future__ import annotations

from html import escape

from myst_nb.sphinx_ import HideCodeCellNode


def visit(translator, node: HideCodeCellNode) -> None:
    """Open the fold around a cell's code: what myst-nb writes, less a paragraph and a second name in the summary."""
    translator.body.append(f'<details class="{" ".join(["hide", *node["classes"]])}">\n')
    translator.body.append(f"<summary>{escape(node['prompt_show'])}</summary>\n")


def depart(translator, node: HideCodeCellNode) -> None:
    """Close it."""
    translator.body.append("</details>\n")


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give a page that holds code the switch and its script."""
    context["has_code"] = doctree is not None and next(doctree.findall(HideCodeCellNode), None) is not None
    if context["has_code"]:
        app.add_js_file("code.js", loading_method="defer")


def setup(app) -> None:
    """Wire the switch into Sphinx, before the theme asks which parts of a page are empty."""
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart))
    app.connect("html-page-context", equip, priority=400)
