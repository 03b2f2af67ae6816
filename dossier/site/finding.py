"""How the book is found from outside: sitemap, robots.txt, and a page for an address that leads nowhere."""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import quote

from dossier import cited
from dossier.charts.retired import RETIRED
from dossier.cited import Book
from dossier.site import policy
from dossier.site.figures import FOLDER
from dossier.site.metadata import NOTHING_TO_FIND
from dossier.site.titles import page_title
from dossier.site.turning import shown
from dossier.storage import write_whole

#: Hosts of static pages serve this file for any address that they do not know.
NOT_FOUND = "404"
TITLE = "There is no such page"


def sitemap(pages: list[str], book: Book) -> str:
    """Return the sitemap: every page's absolute address, all of the day of this version.

    Parameters
    ----------
    pages : list of str
        Paths of the pages without ending.
    book : Book
        A book with an address.
    """
    day = f"<lastmod>{book.day}</lastmod>" if book.day else ""
    entries = "\n".join(
        f"<url><loc>{html.escape(f'{book.url}{quote(page)}.html')}</loc>{day}</url>" for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )


def robots(book: Book) -> str:
    """Return robots.txt: everything may be read, and the sitemap lies there if the book has an address."""
    lines = ["User-agent: *", "Allow: /"]
    if book.url:
        lines.append(f"Sitemap: {book.url}sitemap.xml")
    return "\n".join(lines) + "\n"


def lost(pages: list[tuple[str, str]]) -> str:
    """Return what the page for an unknown address offers: search, and the list of chapters.

    Parameters
    ----------
    pages : list of tuple of str
        Path without ending and heading of each page, in the book's order.
    """
    listed = "\n".join(
        f'<li><a href="{quote(page)}.html">{html.escape(title)}</a></li>' for page, title in pages
    )
    return f"""<section id="no-such-page">
<h1>{TITLE}</h1>
<p>The address may be mistyped, or the page may have moved. Claims and figures keep their names for good;
chapters may be renamed.</p>
<form action="search.html" method="get" role="search">
<label for="lost-words">Search the book</label>
<input id="lost-words" type="search" name="q" autocomplete="off" />
<button type="submit">Search</button>
</form>
<h2>All pages</h2>
<ul>
{listed}
</ul>
</section>
"""


#: Colours and type of the book, in the page that can load no style sheet.
PLAIN_STYLE = (Path(__file__).parent / "static" / "plain.css").read_text(encoding="utf-8")


#: Gives the links of that page a base where a missing address lies in a folder of the book: a host tells the page
#: nothing of where the book begins, and only the names of its folders do.
BASE = (
    r"const below = location.pathname.search(/\/(chapters|figures|citations|notebooks|take-along|_[a-z]+)\//); "
    'if (below >= 0) document.head.append(Object.assign(document.createElement("base"), '
    "{href: location.pathname.slice(0, below + 1)}));"
)


def plain_page(pages: list[tuple[str, str]], book: Book) -> str:
    """Return the page for an unknown address while the book's own is not known.

    A host serves it for any path, so no relative link to a style sheet or a chapter would hold at every depth.
    It carries its own style and the script that mends its links below a folder, and says what to do where they fail.
    """
    allowed = policy.meta(scripts=[BASE], styles=[PLAIN_STYLE], base="'self'")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
{allowed}
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>{html.escape(page_title(TITLE, book.title))}</title>
<script>{BASE}</script>
<style>{PLAIN_STYLE}</style>
</head>
<body>
<main>
{lost(pages)}
<p>If these links lead nowhere either, shorten the address in the address bar up to the book’s own name.</p>
</main>
</body>
</html>
"""


def pages_in_order(env) -> list[tuple[str, str]]:
    """Return path and heading of each page in the order of the book's contents, then of what stands outside."""
    found: list[str] = []

    def walk(page: str) -> None:
        if page not in found:
            found.append(page)
            for below in env.toctree_includes.get(page, ()):
                walk(below)

    walk(env.config.root_doc)
    rest = sorted(set(env.found_docs) - set(found))
    return [(page, env.titles[page].astext()) for page in [*found, *rest] if page in env.titles]


def others(folder: Path) -> list[str]:
    """Return the built pages that no chapter stands behind, such as those of single figures, but no retired one."""
    built = (path.relative_to(folder) for path in sorted(folder.rglob("*.html")))
    pages = (path.with_suffix("").as_posix() for path in built if not path.parts[0].startswith("_"))
    left_out = {*NOTHING_TO_FIND, "index", *(f"{FOLDER}/{figure_id}" for figure_id in RETIRED)}
    return [page for page in pages if page not in left_out]


def collect(app):
    """Have the theme draw the page for an unknown address, once links in it can be absolute."""
    book = cited.book()
    if app.builder.name == "html" and book.url:
        # Every relative address in the page, the theme's own included, then holds at any depth.
        base = f'\n    <base href="{html.escape(book.url)}{NOT_FOUND}.html" />'
        listed = lost(pages_in_order(app.env))
        context = {"title": TITLE, "body": listed, "metatags": base, "base": book.url}
        yield NOT_FOUND, context, "page.html"


def write_files(app, exception) -> None:
    """Write robots.txt, the sitemap if the book has an address, and else the plain page."""
    if exception is not None or app.builder.name != "html":
        return
    book, pages, folder = cited.book(), pages_in_order(app.env), Path(app.outdir)
    write_whole(folder / "robots.txt", robots(book).encode("utf-8"))
    if book.url:
        listed = [page for page, _ in pages] + others(folder)
        write_whole(folder / "sitemap.xml", sitemap(list(dict.fromkeys(listed)), book).encode("utf-8"))
    else:
        write_whole(folder / f"{NOT_FOUND}.html", shown(plain_page(pages, book)).encode("utf-8"))


def setup(app) -> None:
    """Wire the files into Sphinx."""
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", write_files)
