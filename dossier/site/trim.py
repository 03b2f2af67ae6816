"""Drop from the finished pages what the theme ships and the book does not use."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from dossier.errors import DossierError
from dossier.site import icons, purge
from dossier.site.tidy import tidy

#: Scripts that no page loads, and why.
DROPPED = {
    "scripts/fontawesome.js": "1.5 MB that draw some twenty icons; `icons` makes a font of those in 2 kB",
    "scripts/bootstrap.js": "serves one menu, which `menu.js` opens, and tooltips, which `title` gives as well",
    "sphinx-thebe.js": "runs cells on another host",
    "design-tabs.js": "keeps tabs of several pages in step; the book has none",
    "require.js": "for plots that run in the page; the book has none",
}
#: What only the page of search results holds.
SEARCHES = re.compile(r'id="search-results"')
#: Scripts that only some pages need: what the text of a page must hold.
NEEDED_FOR = {
    "togglebutton.js": re.compile(
        r'class="(?:[^"]* )?(?:toggle|admonition[^"]* dropdown|dropdown[^"]* admonition)[ "]'
    ),
    "clipboard.min.js": re.compile(r'<div class="highlight'),
    "copybutton.js": re.compile(r'<div class="highlight'),
    "searchtools.js": SEARCHES,
    "language_data.js": SEARCHES,
    "searchindex.js": SEARCHES,
}
#: Statements that stand in every page for scripts above, or say again what is so without them.
IDLE = re.compile(
    r"<script>\s*(?:let toggleHint\w+ = [^<]*|let toggleOpenOnPrint = [^<]*|var togglebuttonSelector = [^<]*"
    r"|DOCUMENTATION_OPTIONS\.pagename = [^<]*|DOCUMENTATION_OPTIONS\.search_as_you_type = false;)\s*</script>\s*"
)
#: What `togglebutton.js` reads, for pages that keep it.
TOGGLE = (
    "<script>let toggleHintShow='Click to show',toggleHintHide='Click to hide',toggleOpenOnPrint='true',"
    "togglebuttonSelector='.toggle, .admonition.dropdown'</script>"
)
#: The theme's style sheets and those of extensions, in the order in which pages load them.
SHEETS = (
    "styles/theme.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "togglebutton.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "theme-parts.css",
)
#: One sheet made of them, of what some page uses.
SHEET = "theme.css"
#: Files under `_static/` that are deleted, and why.
REMOVED = {
    "scripts/*.map": "for those who change the theme",
    "styles/*.map": "for those who change the theme",
    "vendor/fontawesome/**/*": "three fonts in two forms; pages show some twenty icons of one",
    "locales/**/*": "the theme's words in other languages; the book is in English",
    "images/logo_*": "marks of services that run notebooks; pages have no such buttons",
    "sbt-webpack-macros.html": "a template",
    "webpack-macros.html": "a template",
    "basic.css": f"in {SHEET}",
    "sphinx-thebe.css": "for cells that run on another host",
    "copybutton_funcs.js": "the part of copybutton.js that its makers test",
    "file.png": "from the theme that the theme stands on",
    "minus.png": "from the theme that the theme stands on",
    "plus.png": "from the theme that the theme stands on",
    **dict.fromkeys(SHEETS, f"in {SHEET}"),
    **DROPPED,
}

#: What is changed in the theme's scripts: the words there, and ours. The theme asks every table and every piece of code
#: whether it scrolls, folded ones too, and each question makes the browser lay that one out: two thirds of a second on
#: a phone where a hundred are folded. What is folded is asked when it opens.
MENDED = {
    "scripts/pydata-sphinx-theme.js": (
        ("{e.tabIndex=e.scrollWidth", '{e.closest("details:not([open])")||(e.tabIndex=e.scrollWidth'),
        ("e.scrollHeight>e.clientHeight?0:-1})}", "e.scrollHeight>e.clientHeight?0:-1)})}"),
        (
            'window.addEventListener("resize",t),new MutationObserver(t)',
            'window.addEventListener("resize",t),document.addEventListener("toggle",e,!0),new MutationObserver(t)',
        ),
    ),
}

#: A script or a style sheet of the book, with the path to it and the page's way to `_static/`.
SCRIPT = re.compile(r'<script\b([^>]*)\bsrc="((?:\.\./)*)(_static/)?([^"?:]+)(\?[^"]*)?"([^>]*)></script>\s*')
LINK = re.compile(r'<link\b[^>]*\bhref="((?:\.\./)*)_static/([^"?]+)(?:\?[^"]*)?"[^>]*>\s*')
LINKED = re.compile(r'(?:href|src)="(?:\.\./)*_static/([^"?#]+)')


def trim(html: Path) -> None:
    """Make pages load only what they use, and delete what none loads.

    Parameters
    ----------
    html : Path
        The finished book; pages are rewritten and files under `_static/` removed.

    Raises
    ------
    DossierError
        If a page shows an icon that the theme does not draw, or loads a file that is removed.
    """
    static = html / "_static"
    pages = {
        path.relative_to(html).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(html.rglob("*.html"))
        if static not in path.parents
    }
    shown = icons.shown(pages)
    pages = {name: tidy(_with_few_scripts(text)) for name, text in pages.items()}
    sheet = _one_sheet(static, pages, shown)
    version = hashlib.sha256(sheet.encode("utf-8")).hexdigest()[:8]
    for name, text in pages.items():
        (html / name).write_text(_with_one_sheet(text, version), encoding="utf-8")
    for pattern in REMOVED:
        for path in static.glob(pattern):
            if path.is_file():
                path.unlink()
    # Sphinx's note to itself: a hash of its settings, the folder's path among them.
    (html / ".buildinfo").unlink(missing_ok=True)
    (static / SHEET).write_text(sheet, encoding="utf-8")
    _mend_scripts(static)
    for folder in sorted((each for each in static.rglob("*") if each.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    _check(html, pages)


def _with_few_scripts(page: str) -> str:
    """Take from a page the scripts that it does not need, and let it be drawn before the others run.

    Those of the search page stay in their order: each there expects what the one before has set up.
    """
    searches = SEARCHES.search(page)

    def rewrite(match):
        before, up, static, name, version, after = match.groups(default="")
        if (name in DROPPED and static) or (name in NEEDED_FOR and not NEEDED_FOR[name].search(page)):
            return ""
        attributes = f"{before} {after}".split()
        waits = {"async", "defer", 'type="module"'} & {each.partition('="defer"')[0] for each in attributes}
        if not waits and not searches:
            attributes.append("defer")
        held = " ".join(["", *attributes])
        toggle = TOGGLE + "\n" if name == "togglebutton.js" else ""
        return f'{toggle}<script{held} src="{up}{static}{name}{version}"></script>\n'

    page = re.sub(r'<link rel="preload" as="script"[^>]*>\s*', "", page)
    return SCRIPT.sub(rewrite, IDLE.sub("", page))


def _mend_scripts(static: Path) -> None:
    """Change what `MENDED` says in the theme's scripts; a theme that words it otherwise stops the build."""
    for name, changes in MENDED.items():
        script = (static / name).read_text(encoding="utf-8")
        for theirs, ours in changes:
            if script.count(theirs) != 1:
                raise DossierError(
                    f"_static/{name}",
                    f"the theme no longer says {theirs}",
                    "the theme that requirements.txt names",
                    "See in MENDED (dossier/site/trim.py) what the change is for, and make it again or drop it.",
                )
            script = script.replace(theirs, ours)
        (static / name).write_text(script, encoding="utf-8")


def _one_sheet(static: Path, pages: dict[str, str], shown: dict[str, str]) -> str:
    """Join the theme's style sheets, less what no page can use, with the icons that pages show."""
    left = [
        path.read_text(encoding="utf-8")
        for path in sorted(static.rglob("*.js"))
        if path.relative_to(static).as_posix() not in DROPPED
    ]
    names = purge.names_in(pages.values(), left)
    parts, whole = [], ""
    for path in (path for pattern in SHEETS for path in sorted(static.glob(pattern))):
        text = _with_imports(path)
        whole += text
        kept = purge.purge(text.replace("summary>p.", "summary>."), names)
        parts.append(purge.moved(_without_their_faces(kept), path.parent.relative_to(static).as_posix(), ""))
    return icons.face(static, shown, whole) + "\n" + "\n".join(parts) + "\n"


def _with_imports(path: Path) -> str:
    """Return a style sheet with those that it imports in place of the word."""
    text = path.read_text(encoding="utf-8")
    return re.sub(
        r'@import\s+"([^":]+)";', lambda match: (path.parent / match[1]).read_text(encoding="utf-8"), text
    )


def _without_their_faces(sheet: str) -> str:
    """Drop Font Awesome's own fonts and ask for ours where the theme asks for them."""
    sheet = re.sub(r"@font-face\s*\{[^}]*(?:Font Awesome|FontAwesome)[^}]*\}", "", sheet)
    return sheet.replace(icons.THEIR_NAME, icons.OUR_NAME).replace(
        '"Font Awesome 6 Free"', f'"{icons.OUR_NAME}"'
    )


def _with_one_sheet(page: str, version: str) -> str:
    """Load the one sheet where the page loaded the first of the theme's."""
    first = True

    def rewrite(match):
        nonlocal first
        if not any(Path(match[2]).match(pattern) for pattern in (*SHEETS, "sphinx-thebe.css", "basic.css")):
            return match[0]
        link = f'<link rel="stylesheet" href="{match[1]}_static/{SHEET}?v={version}">\n' if first else ""
        first = False
        return link

    return LINK.sub(rewrite, page)


def _check(html: Path, pages: dict[str, str]) -> None:
    """Refuse a book in which a page loads a file of the theme that is gone."""
    for name in pages:
        for target in LINKED.findall((html / name).read_text(encoding="utf-8")):
            if not (html / "_static" / target).exists():
                raise DossierError(
                    name,
                    f"it loads _static/{target}, which the book does not carry",
                    "a file that is not in REMOVED",
                    "Load another file, or take that one from the list in dossier/site/trim.py.",
                )
