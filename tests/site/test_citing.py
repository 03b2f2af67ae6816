"""Citations of every page: four forms that programs accept, the hash that git gives, nothing invented."""

import html
import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from pybtex.database import parse_string

from dossier import cff, paths
from dossier.cited import Author, Book, Entry
from dossier.site import citing
from dossier.site.citing import Work
from tests.site.test_entries import CSL

BODY = Author(name="The dossier's authors")
PERSON = Author(
    family="Ek & Sons", particle="van", given="Ada", orcid="https://orcid.org/0000-0002-1825-0097"
)
BARE = Book("Why? A dossier", "0.1.0", date(2026, 11, 24), (BODY,))
PUBLISHED = Book(
    "Why? A dossier",
    "1.0",
    date(2027, 3, 2),
    (PERSON, BODY),
    url="https://example.org/book/",
    doi="10.5281/zenodo.1234567",
)
HASH = "swh:1:cnt:" + "a" * 40


def chapter(book=BARE, page="chapters/reason-1/order", title="What came first, & why_50%?"):
    return Work(page, f"{page}.md", title, HASH, book)


def test_a_chapter_is_cited_as_part_of_the_book_with_the_hash_of_its_source():
    entry = chapter().entry
    assert (entry.kind, entry.container, entry.note) == ("chapter", BARE.title, HASH)
    assert (entry.publisher, entry.day, entry.url) == ("The dossier's authors", (2026, 11, 24), "")
    assert chapter().cite_key == "dossier2026-reason-1-order"
    assert chapter(PUBLISHED).entry.url == "https://example.org/book/chapters/reason-1/order.html"


def test_the_front_page_cites_the_book_without_the_hash_of_one_page():
    work = Work(citing.FRONT, "chapters/index.md", "Why?", HASH, BARE)
    assert work.key == "book"
    assert (work.entry.kind, work.entry.title, work.entry.note) == ("book", BARE.title, "")


def test_the_front_page_cites_what_the_owner_prefers_and_a_chapter_still_cites_the_book():
    preferred = Entry("article", "On it", (PERSON,), container="A journal")
    book = replace(BARE, preferred=preferred)
    assert chapter(book, citing.FRONT).entry == preferred
    assert chapter(book).entry.container == BARE.title


def test_a_book_without_a_day_or_a_version_is_cited_without_them():
    work = chapter(replace(BARE, released=None, version=""))
    assert (work.cite_key, work.entry.day) == ("dossier-reason-1-order", ())
    assert "<dt>Version</dt>" not in citing.block(work, "", notebook=False)
    assert "<dt>Version</dt><dd>0.1.0, 24 November 2026</dd>" in citing.block(chapter(), "", notebook=False)


def test_keys_of_all_pages_differ():
    pages = [
        path.relative_to(paths.ROOT).with_suffix("").as_posix()
        for path in (paths.ROOT / "chapters").rglob("*.md")
    ]
    assert len({citing.key(page) for page in pages}) == len(pages)
    assert citing.key("chapters/reason-1/index") == "reason-1"


@pytest.mark.parametrize("content", [b"", b"a\n", "é “quoted”\r\n".encode()])
def test_the_swhid_is_the_hash_that_git_gives(content, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(content)
    git = subprocess.run(
        ["git", "hash-object", "--no-filters", file], capture_output=True, text=True, check=True
    ).stdout
    assert citing.swhid(content) == f"swh:1:cnt:{git.strip()}"


def test_the_swhid_of_the_specification_s_example():
    assert citing.swhid(b"_build\n").endswith(
        subprocess.run(
            ["git", "hash-object", "--no-filters", "--stdin"],
            input=b"_build\n",
            capture_output=True,
            check=True,
        ).stdout.decode()[:40]
    )


def test_the_owner_s_settings_are_explained_where_they_stand():
    text = (paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = cff.read(paths.ROOT / "CITATION.cff")
    assert set(said["license"]) == {"MIT", "CC-BY-4.0"}
    for name in ("url", "repository-code", "doi"):
        assert name in said or re.search(rf"^# {name}: \w", text, flags=re.M)


def placed(*below):
    """A page in which the block was put, as Sphinx reads it."""
    top = nodes.section("", nodes.title("", "A chapter"), nodes.paragraph("", "Words."), *below)
    doctree = nodes.document(None, None)
    doctree += top
    citing.place(SimpleNamespace(env=SimpleNamespace(docname="chapters/x")), doctree)
    return doctree


def test_the_block_takes_the_place_of_the_chapter_s_own_cell():
    cell = nodes.container("", nodes.literal_block("", "blocks.citation(…)"), classes=["cell"])
    doctree = placed(nodes.section("", nodes.title("", "Cite this chapter"), cell))
    assert not list(doctree.findall(nodes.literal_block))
    (block,) = doctree.findall(citing.CiteBlock)
    assert block.parent[0].astext() == "Cite this chapter"


def test_a_page_without_that_heading_gets_one_at_its_foot():
    doctree = placed(nodes.section("", nodes.title("", "The end")))
    assert [title.astext() for title in doctree.findall(nodes.title)][-1] == "Cite this chapter"
    (block,) = doctree.findall(citing.CiteBlock)
    assert block.parent["ids"] == ["cite-this-chapter"]


def pages(book):
    return book.pages()


def test_every_page_has_one_block_whose_text_files_and_hash_agree(book):
    assert len(pages(book)) > 30
    for page in pages(book):
        text = page.read_text(encoding="utf-8")
        before, *after = text.split('<div class="cite">')
        assert len(after) == 1, page
        heading = re.findall(r"<h\d>(.*?)<a", before)[-1]
        assert heading in citing.HEADINGS, page
        blocks = [BeautifulSoup(after[0].partition("</p>\n</div>")[0], "html.parser")]
        shown = {
            form.summary.get_text(): form.pre.get_text().strip()
            for form in blocks[0].select("details.cite-form")
        }
        assert list(shown) == ["BibTeX", "RIS", "CSL-JSON"]
        links = {link.get_text(): link["href"] for link in blocks[0].select("a.cite-file")}
        for name, text in shown.items():
            file = (page.parent / links[name]).resolve()
            assert file.read_bytes().decode().replace("\r\n", "\n").strip() == text, file
        source = page.relative_to(book.html).with_suffix(".md")
        identifier = citing.swhid((book.root / source).read_bytes())
        assert blocks[0].select_one("dl code").get_text() == identifier, page
        assert (page.parent / links["source (MyST Markdown)"]).resolve().read_bytes() == (
            book.root / source
        ).read_bytes()
        assert "blocks.citation" not in re.sub("<[^>]+>", "", before)


def test_every_download_is_accepted(book):
    for file in (book.html / citing.FOLDER).glob("*.bib"):
        assert len(parse_string(file.read_text(encoding="utf-8"), "bibtex").entries) == 1
    for file in (book.html / citing.FOLDER).glob("*.json"):
        (item,) = json.loads(file.read_text(encoding="utf-8"))
        assert set(item) <= CSL
    for file in (book.html / citing.FOLDER).glob("*.ris"):
        assert file.read_bytes().endswith(b"\r\nER  - \r\n")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["chapters/reason-1/order", "chapters/reason-1/index", "chapters/index"])
def test_each_form_is_copied_by_its_button(book, address, chromium, name):
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.goto(f"{address}/{name}.html", wait_until="load")
    for form in page.locator(".cite details.cite-form").all():
        form.locator("summary").focus()
        page.keyboard.press("Enter")
    codes = page.locator(".cite .highlight").all()
    assert len(codes) == 4
    for code in codes:
        button = code.locator("button.copybtn")
        assert button.evaluate("button => getComputedStyle(button).opacity") == "1"
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("button => button.classList.contains('success')", arg=button.element_handle())
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == html.unescape(code.locator("pre").inner_text()).strip()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    context.close()
