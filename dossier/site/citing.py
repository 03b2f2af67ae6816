"""“Cite this chapter” on every page: the four forms of `dossier.site.entries`, and the hash of the page's source."""

from __future__ import annotations

import hashlib
import html
import os
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes

from dossier import cited
from dossier.cited import LANGUAGE, Book, Entry
from dossier.site import entries
from dossier.site.entries import FORMS
from dossier.storage import write_whole

#: The page that stands for the whole book.
FRONT = "chapters/index"
#: Headings under which a chapter's own cell cites it; the block takes the place of that cell.
HEADINGS = ("Cite this chapter", "Cite the book")
#: Folder of the downloads in the built book.
FOLDER = "citations"


@dataclass(frozen=True)
class Work:
    """One page of the book as a work to cite; the front page stands for the book.

    Parameters
    ----------
    page : str
        Path of the page without ending (`chapters/reason-1/index`).
    source : str
        Path of its source in the repository (`chapters/reason-1/index.md`).
    title : str
        Its heading.
    swhid : str
        Identifier of the exact bytes of its source.
    book : Book
        The book it is part of.
    """

    page: str
    source: str
    title: str
    swhid: str
    book: Book

    @property
    def key(self) -> str:
        """The page's name in citations and downloads: `reason-1-order`."""
        return key(self.page)

    @property
    def is_book(self) -> bool:
        """True for the page that stands for the whole."""
        return self.page == FRONT

    @property
    def url(self) -> str:
        """The page's address; empty while the book has none."""
        return f"{self.book.url}{self.page}.html" if self.book.url else ""

    @property
    def cite_key(self) -> str:
        """The key by which a text that cites the page names it."""
        return f"dossier{self.book.day[:4]}-{self.key}"

    @property
    def entry(self) -> Entry:
        """The page as an entry of a bibliography; in place of the whole book, what its owner wants cited."""
        book = self.book
        if self.is_book and book.preferred:
            return book.preferred
        return Entry(
            kind="book" if self.is_book else "chapter",
            title=book.title if self.is_book else self.title,
            authors=book.authors,
            day=(book.released.year, book.released.month, book.released.day) if book.released else (),
            container="" if self.is_book else book.title,
            version=book.version,
            # Nobody but its authors publishes the book.
            publisher=book.by,
            language=LANGUAGE,
            doi=book.doi,
            url=self.url,
            note="" if self.is_book else self.swhid,
        )


def key(page: str) -> str:
    """Return a page's name in citations and downloads, unique and without a slash."""
    short = page.removeprefix("chapters/").removesuffix("/index")
    return "book" if page == FRONT else re.sub(r"[^A-Za-z0-9]+", "-", short)


def swhid(content: bytes) -> str:
    """Return the SWHID of a file's content: the hash by which git knows the file, which needs no registry.

    ISO/IEC 18670 defines it; `git hash-object FILE` prints its last forty characters.
    """
    digest = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return f"swh:1:cnt:{digest.hexdigest()}"


def work(env, page: str) -> Work:
    """Return a page as a work to cite.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment
        Knows the page's heading and source.
    page : str
        Path of the page without ending.
    """
    source = Path(env.doc2path(page))
    name = os.path.relpath(source, env.srcdir)
    return Work(page, name, env.titles[page].astext(), swhid(source.read_bytes()), cited.book())


class CiteBlock(nodes.General, nodes.Element):
    """Where the block stands in a page; what it shows depends on what is built."""


def place(app, doctree) -> None:
    """Put the block under the page's own heading for it, or under one at the page's foot.

    It runs before the headings of a page are collected, so that the contents of the page list it.
    """
    page = app.env.docname
    top = next(doctree.findall(nodes.section), None)
    if top is None:
        return
    for section in doctree.findall(nodes.section):
        if section[0].astext() in HEADINGS:
            for cell in [
                child for child in section if "cell" in getattr(child, "attributes", {}).get("classes", ())
            ]:
                section.remove(cell)
            section += CiteBlock(page=page)
            return
    heading = HEADINGS[page == FRONT]
    anchor = nodes.make_id(heading)
    top += nodes.section(
        "", nodes.title("", heading), CiteBlock(page=page), ids=[anchor], names=[heading.lower()]
    )


def visit(translator, node: CiteBlock) -> None:
    """Write the block: in the book's pages with downloads, in one long page or an e-book as a sentence."""
    builder = translator.builder
    about = work(builder.env, node["page"])
    if builder.name == "html":
        base = "../" * node["page"].count("/")
        translator.body.append(block(about, base, _notebook(builder, about)))
    else:
        translator.body.append(f"<p>{html.escape(entries.plain_text(about.entry))}</p>\n")
    raise nodes.SkipNode


def visit_text(translator, node: CiteBlock) -> None:
    """Write nothing where the output is not HTML."""
    raise nodes.SkipNode


def _notebook(builder, about: Work) -> bool:
    """Return whether the page is a notebook that can be downloaded as executed."""
    return (Path(builder.outdir).parent / "jupyter_execute" / f"{about.page}.ipynb").exists()


def block(work: Work, base: str, notebook: bool) -> str:
    """Return the block in HTML.

    Parameters
    ----------
    work : Work
        The page.
    base : str
        Path from the page to the book's root (`../../`).
    notebook : bool
        Whether the page is also there as an executed notebook.
    """
    files = {name: f"{base}{FOLDER}/{work.key}.{ending}" for name, ending, _ in FORMS}
    taken = [
        (f"{base}_sources/{work.source}", f"{work.key}{Path(work.source).suffix}", "source (MyST Markdown)")
    ]
    if notebook:
        taken.insert(
            0, (f"{base}notebooks/{work.key}.ipynb", f"{work.key}.ipynb", "executed notebook (Jupyter)")
        )
    folded = "\n".join(
        f'<details class="cite-form"><summary>{name}</summary>\n{_code(write(work.entry, work.cite_key))}\n</details>'
        for name, _, write in FORMS
    )
    downloads = _links((files[name], f"{work.key}.{ending}", name) for name, ending, _ in FORMS)
    what = "page" if work.is_book else "chapter"
    edition = html.escape(work.book.edition.removeprefix("Version "))
    version = f"<dt>Version</dt><dd>{edition}</dd>\n" if edition else ""
    return f"""<div class="cite">
{_code(entries.plain_text(work.entry), "cite-text")}
{folded}
<dl class="cite-facts">
<dt>Citation as a file</dt><dd>{downloads}</dd>
<dt>This {what} as a file</dt><dd>{_links(taken)}</dd>
{version}<dt>Content hash</dt><dd><code>{work.swhid}</code></dd>
</dl>
<p class="cite-note">The content hash (a SWHID, ISO/IEC 18670) names the exact bytes of this {what}’s source.
To check it in a clone, run <code>git hash-object {html.escape(work.source)}</code>: it prints what follows the last
colon.</p>
</div>
"""


def _code(text: str, kind: str = "") -> str:
    """Return text in the markup to which the theme's script adds a copy button."""
    classes = " ".join(filter(None, ("highlight-none notranslate", kind)))
    shown = html.escape(text.replace("\r\n", "\n").rstrip("\n"), quote=False)
    return f'<div class="{classes}"><div class="highlight"><pre>{shown}\n</pre></div></div>'


def _links(files) -> str:
    return " · ".join(
        f'<a class="cite-file" href="{html.escape(address)}" download="{html.escape(name)}">{html.escape(shown)}</a>'
        for address, name, shown in files
    )


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give the block's style to pages that hold it."""
    if '<div class="cite">' in context.get("body", ""):
        app.add_css_file("citing.css", priority=901)


def write_files(app, exception) -> None:
    """Write each page's citation in each form beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    for page in sorted(app.env.found_docs):
        about = work(app.env, page)
        for _, ending, write in FORMS:
            text = write(about.entry, about.cite_key).encode("utf-8")
            write_whole(Path(app.outdir) / FOLDER / f"{about.key}.{ending}", text)


def use_address(app, config) -> None:
    """Take the address of the published book from `CITATION.cff`; canonical links follow from it."""
    config.html_baseurl = cited.book().url


def setup(app) -> None:
    """Wire the block into Sphinx."""
    silent = (visit_text, None)
    app.add_node(CiteBlock, html=(visit, None), text=silent, latex=silent, man=silent, texinfo=silent)
    app.connect("config-inited", use_address, priority=100)
    # Before the collectors of headings, which listen at 500.
    app.connect("doctree-read", place, priority=100)
    app.connect("html-page-context", equip)
    app.connect("build-finished", write_files)
