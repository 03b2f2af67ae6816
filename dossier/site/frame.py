"""The frame around each page: the theme's, with the book's own templates, style and script."""

from __future__ import annotations

from pathlib import Path

from myst_nb.sphinx_ext import add_global_html_resources

from dossier.site.typeface import SERVED

HERE = Path(__file__).parent
#: Parts of the theme's pages that differ here: the switch of `code_switch` in the header, and in the sidebar no place
#: for advertisements of another host.
PARTS = {
    "article_header_end": ["code-switch.html", "article-header-buttons.html"],
    "primary_sidebar_end": [],
}
#: The one script that runs before a page is drawn.
FIRST = "first.js"


def use_own(app, config) -> None:
    """Let the book's templates and files go before the theme's."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))
    config.html_theme_options |= PARTS


def lay_out_style(app) -> None:
    """Put the style sheet of notebooks in its place before pages link it: a link holds the hash of what is there.

    MyST-NB does so when all pages are written, so that the first build would link another address than the second.
    """
    (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
    add_global_html_resources(app, None)


def let_wait(app, pagename, templatename, context, doctree) -> None:
    """Have a page drawn before its scripts run, but for the first, and leave out the theme's statements.

    They say the name of the page, for a switch of versions, and that results do not come while one types; where they
    are missing, the theme has neither. A name would stand in a script as it is, whatever is in it.
    """
    scripts = [each for each in context.get("script_files", ()) if not _states_an_option(each)]
    for script in scripts:
        if script.filename and script.filename.endswith(FIRST):
            context["first"] = script
        elif script.filename:
            script.attributes.setdefault("defer", "defer")
    context["script_files"] = [script for script in scripts if script is not context.get("first")]


def _states_an_option(script) -> bool:
    return script.attributes.get("body", "").lstrip().startswith("DOCUMENTATION_OPTIONS.")


def open_door(app):
    """Write the first page of all, which leads to the first page of the book."""
    if app.builder.name == "html":
        yield "index", {}, "door.html"


def setup(app) -> None:
    """Wire the frame into Sphinx."""
    app.connect("config-inited", use_own)
    app.connect("builder-inited", lay_out_style)
    app.connect("html-collect-pages", open_door)
    app.connect("html-page-context", let_wait, priority=990)
    app.add_css_file("dossier.css", priority=900)
    app.add_css_file("print.css", priority=950, media="print")
    app.add_js_file(FIRST, priority=1, **{"data-faces": " ".join(SERVED)})
    app.add_js_file("frame.js", loading_method="defer")
