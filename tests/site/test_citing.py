"""Citations of every page: four forms that programs accept, the hash that git gives, nothing invented."""

import html
import json
import re
import subprocess
from datetime import date
from types import SimpleNamespace

import pytest
import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from pybtex.database import parse_string

from dossier import cited, paths
from dossier.cited import Author, Book
from dossier.errors import DossierError
from dossier.site import citing
from dossier.site.citing import Work

BODY = Author(name="The dossier's authors")
PERSON = Author(family="van Ek & Sons", given="Ada", orcid="https://orcid.org/0000-0002-1825-0097")
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


#: Names that the CSL-JSON schema of the Citation Style Language knows, of those a chapter may need.
CSL = {
    "id",
    "type",
    "title",
    "container-title",
    "author",
    "issued",
    "version",
    "language",
    "note",
    "DOI",
    "URL",
}
CSL_NAMES = {"family", "given", "literal"}


@pytest.mark.parametrize("book", [BARE, PUBLISHED])
class TestForms:
    def test_bibtex_is_parsed_to_what_it_says(self, book):
        parsed = parse_string(citing.bibtex(chapter(book)), "bibtex")
        (key,) = parsed.entries
        entry = parsed.entries[key]
        assert (key, entry.type) == (f"dossier{book.released.year}-reason-1-order", "incollection")
        assert entry.fields["title"] == r"{What came first, \& why\_50\%?}"
        assert entry.fields["booktitle"] == "{Why? A dossier}"
        assert HASH in entry.fields["note"]
        assert len(entry.persons["author"]) == len(book.authors)
        assert ("doi" in entry.fields, "url" in entry.fields) == (bool(book.doi), bool(book.url))

    def test_every_line_of_ris_is_a_tag_and_ends_in_cr_lf(self, book):
        record = citing.ris(chapter(book))
        lines = record.split("\r\n")
        assert lines.pop() == ""
        assert "\n" not in "".join(lines)
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert (lines[0], lines[-1]) == ("TY  - CHAP", "ER  - ")
        assert all(line[6:] for line in lines[:-1])
        assert f"DA  - {book.released:%Y/%m/%d}" in lines
        assert ("UR  - https://example.org/book/chapters/reason-1/order.html" in lines) == bool(book.url)

    def test_csl_json_uses_the_names_of_its_schema(self, book):
        (item,) = json.loads(citing.csl_json(chapter(book)))
        assert set(item) <= CSL
        assert item["type"] == "chapter"
        assert item["issued"]["date-parts"] == [[book.released.year, book.released.month, book.released.day]]
        assert all(set(name) <= CSL_NAMES for name in item["author"])
        assert ("DOI" in item, "URL" in item) == (bool(book.doi), bool(book.url))

    def test_plain_text_names_author_title_book_version_date_and_hash(self, book):
        said = citing.plain_text(chapter(book))
        for part in ("The dossier's authors", "What came first", "Why? A dossier", book.version, HASH):
            assert part in said
        assert ("https://doi.org/10.5281/" in said) == bool(book.doi)


def test_a_person_is_written_and_sorted_as_each_form_wants():
    work = chapter(PUBLISHED)
    assert citing.plain_text(work).startswith("Ada van Ek & Sons and The dossier's authors. “What")
    assert "van Ek \\& Sons, Ada and {The dossier's authors}" in citing.bibtex(work)
    assert "AU  - van Ek & Sons, Ada\r\n" in citing.ris(work)
    assert json.loads(citing.csl_json(work))[0]["author"][0] == {"family": "van Ek & Sons", "given": "Ada"}


def test_the_front_page_cites_the_book_without_the_hash_of_one_page():
    work = Work(citing.FRONT, "chapters/index.md", "Why?", HASH, BARE)
    assert work.key == "book"
    (entry,) = parse_string(citing.bibtex(work), "bibtex").entries.values()
    assert (entry.type, entry.fields["title"]) == ("book", "{Why? A dossier}")
    for write in (citing.bibtex, citing.ris, citing.csl_json, citing.plain_text):
        assert HASH not in write(work)
    assert json.loads(citing.csl_json(work))[0]["type"] == "book"


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


def write_cff(folder, **more):
    said = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")) | more
    file = folder / "CITATION.cff"
    file.write_text(yaml.safe_dump(said), encoding="utf-8")
    return file


def test_what_the_owner_fills_in_is_read_once_and_for_all(tmp_path):
    person = {"family-names": "Ek", "name-particle": "van", "given-names": "Ada"}
    file = write_cff(
        tmp_path, url="https://example.org/book", doi="10.5281/zenodo.1", authors=[person, {"name": "A body"}]
    )
    book = cited.book(file)
    assert book.url == "https://example.org/book/"
    assert [author.written for author in book.authors] == ["Ada van Ek", "A body"]
    assert book.authors[0].sorted == "van Ek, Ada"


@pytest.mark.parametrize(
    "wrong",
    [{"url": "example.org"}, {"doi": "https://doi.org/10.5281/zenodo.1"}, {"repository-code": "git@x:y"}],
)
def test_an_address_that_is_none_is_refused_by_name(wrong, tmp_path):
    (key,) = wrong
    with pytest.raises(DossierError, match=f"{key} is"):
        cited.book(write_cff(tmp_path, **wrong))


class TestCitationFile:
    """CITATION.cff against what the schema of the Citation File Format 1.2.0 requires and allows."""

    REQUIRED = frozenset({"authors", "cff-version", "message", "title"})
    ALLOWED = REQUIRED | {
        "abstract",
        "commit",
        "contact",
        "date-released",
        "doi",
        "identifiers",
        "keywords",
        "license",
        "license-url",
        "preferred-citation",
        "references",
        "repository",
        "repository-artifact",
        "repository-code",
        "type",
        "url",
        "version",
    }
    PERSON = frozenset(
        {
            "address",
            "affiliation",
            "alias",
            "city",
            "country",
            "email",
            "family-names",
            "fax",
            "given-names",
            "name-particle",
            "name-suffix",
            "orcid",
            "post-code",
            "region",
            "tel",
            "website",
        }
    )
    BODY = PERSON - {"affiliation", "family-names", "given-names", "name-particle", "name-suffix"} | {
        "date-end",
        "date-start",
        "location",
        "name",
    }

    @pytest.fixture
    def said(self):
        return yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    def test_keys(self, said):
        assert set(said) >= self.REQUIRED
        assert set(said) <= self.ALLOWED

    def test_enumerations_and_patterns(self, said):
        assert said["cff-version"] == "1.2.0"
        assert said.get("type", "software") in ("software", "dataset")
        assert set(said["license"]) == {"MIT", "CC-BY-4.0"}
        assert re.fullmatch(r"\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])", str(said["date-released"]))
        assert isinstance(said["version"], str | int | float)

    def test_texts_and_lists_are_not_empty_and_nothing_stands_twice(self, said):
        for name in ("abstract", "message", "title"):
            assert said[name].strip()
        for name in ("authors", "keywords", "license"):
            assert said[name]
            assert len({str(each) for each in said[name]}) == len(said[name])

    def test_authors_are_persons_or_bodies(self, said):
        for author in said["authors"]:
            allowed = self.BODY if "name" in author else self.PERSON
            assert set(author) <= allowed, author

    def test_the_owner_s_settings_are_explained_where_they_stand(self, said):
        text = (paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")
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
