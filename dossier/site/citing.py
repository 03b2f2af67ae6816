"""“Cite this chapter” on every page: plain text, BibTeX, RIS and CSL-JSON, and the hash of the page's source."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from pybtex.database import BibliographyData, Entry, Person

from dossier import cited, words
from dossier.cited import LANGUAGE, Book
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
    def note(self) -> str:
        """Version and, for a chapter, the identifier of its source."""
        return f"Version {self.book.version}" + ("" if self.is_book else f"; {self.swhid}")


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


def plain_text(work: Work) -> str:
    """Return the citation as a reader may paste it into a text."""
    book = work.book
    authors = words.listing(author.written for author in book.authors)
    dated = f"version {book.version}, {words.date(book.released)}"
    said = (
        f"{authors}. {book.title}. {dated[0].upper()}{dated[1:]}."
        if work.is_book
        else f"{authors}. “{work.title}.” In {book.title}, {dated}. {work.swhid}."
    )
    addresses = [f"https://doi.org/{book.doi}"] if book.doi else []
    addresses += [work.url] if work.url else []
    return " ".join([said.replace("?.”", "?”"), *(f"{address}." for address in addresses)])


def bibtex(work: Work) -> str:
    """Return the citation as a BibTeX entry, in fields that BibTeX and biblatex know."""
    book = work.book
    # Braces keep capitals as they are, and an author who is no person in one piece.
    title = {"title": f"{{{book.title}}}"}
    if not work.is_book:
        title = {"title": f"{{{work.title}}}", "booktitle": f"{{{book.title}}}"}
    fields = title | {
        "year": str(book.released.year),
        "month": f"{book.released:%b}".lower(),
        "note": work.note,
        "language": "english",
        "doi": book.doi,
        "url": work.url,
    }
    authors = [Person(f"{{{author.name}}}" if author.name else author.sorted) for author in book.authors]
    entry = Entry(
        "book" if work.is_book else "incollection",
        [(name, value) for name, value in fields.items() if value],
        {"author": authors},
    )
    return BibliographyData({_cite_key(work): entry}).to_string("bibtex")


def _cite_key(work: Work) -> str:
    return f"dossier{work.book.released.year}-{work.key}"


def ris(work: Work) -> str:
    """Return the citation as a RIS record: two letters, two spaces, a hyphen, a space; lines end in CR LF."""
    book = work.book
    tags = [("TY", "BOOK" if work.is_book else "CHAP")]
    tags += [("AU", author.sorted) for author in book.authors]
    tags += [("TI", book.title)] if work.is_book else [("TI", work.title), ("T2", book.title)]
    tags += [
        ("PY", str(book.released.year)),
        ("DA", f"{book.released:%Y/%m/%d}"),
        ("ET", book.version),
        ("LA", LANGUAGE),
        ("N1", work.note),
        ("DO", book.doi),
        ("UR", work.url),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def csl_json(work: Work) -> str:
    """Return the citation as CSL-JSON, the form that Zotero, Pandoc and citeproc read."""
    book, released = work.book, work.book.released
    item = {
        "id": _cite_key(work),
        "type": "book" if work.is_book else "chapter",
        "title": book.title if work.is_book else work.title,
        "container-title": "" if work.is_book else book.title,
        "author": [
            {"literal": author.name} if author.name else {"family": author.family, "given": author.given}
            for author in book.authors
        ],
        "issued": {"date-parts": [[released.year, released.month, released.day]]},
        "version": book.version,
        "language": LANGUAGE,
        "note": "" if work.is_book else work.swhid,
        "DOI": book.doi,
        "URL": work.url,
    }
    item = {name: value for name, value in item.items() if value}
    return json.dumps([item], indent=1, ensure_ascii=False) + "\n"


#: Each form: name, ending, how it is written.
FORMS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl_json))


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
        translator.body.append(f"<p>{html.escape(plain_text(about))}</p>\n")
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
        f'<details class="cite-form"><summary>{name}</summary>\n{_code(write(work))}\n</details>'
        for name, _, write in FORMS
    )
    downloads = _links((files[name], f"{work.key}.{ending}", name) for name, ending, _ in FORMS)
    what = "page" if work.is_book else "chapter"
    return f"""<div class="cite">
{_code(plain_text(work), "cite-text")}
{folded}
<dl class="cite-facts">
<dt>Citation as a file</dt><dd>{downloads}</dd>
<dt>This {what} as a file</dt><dd>{_links(taken)}</dd>
<dt>Version</dt><dd>{html.escape(work.book.version)}, {words.date(work.book.released)}</dd>
<dt>Content hash</dt><dd><code>{work.swhid}</code></dd>
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
            write_whole(Path(app.outdir) / FOLDER / f"{about.key}.{ending}", write(about).encode("utf-8"))


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
