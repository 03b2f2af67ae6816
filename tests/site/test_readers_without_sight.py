"""What EPUB and PDF tell those who cannot see a page: made from a page of every kind of element."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from dossier import paths
from dossier.site.take_along import ebook, pages, paper
from dossier.site.take_along.about import TERMS, edition

FIGURE = "bg-war-deaths"
TEXT = f"""<article><h1>Chapter</h1><p>A <a href="https://example.org/">link</a>, <a href="#part">another</a>.</p>
<figure id="{FIGURE}"><figcaption><p><span class="caption-text">A caption.</span></p></figcaption></figure>
<h2 id="part">A part</h2><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
<ul><li>One <a href="https://example.org/one">link</a></li><li>Two</li></ul>
<p>An <svg width="9" height="9" role="img" aria-label="drawn"><circle r="8"/></svg></p></article>"""


@pytest.fixture(scope="module")
def chapter():
    article = BeautifulSoup(TEXT, "html.parser").article
    file = paths.ROOT / "chapters" / "p.html"
    return pages.Page("chapters/p", 1, "Part", pages._stripped(article, file, pages._figures()))


@pytest.fixture(scope="module")
def book(chapter):
    """The EPUB, by the names of its files."""
    with zipfile.ZipFile(BytesIO(ebook.epub([chapter], edition()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_sums_up_how_accessible_it_is(book):
    package = ElementTree.fromstring(book["book/book.opf"])
    told = {}
    for meta in package.iter("{http://www.idpf.org/2007/opf}meta"):
        told.setdefault(meta.get("property"), []).append(meta.text)
    assert told["schema:accessibilitySummary"] == [ebook.SUMMARY]
    assert {"textual", "visual"} <= set(told["schema:accessMode"])
    assert "alternativeText" in told["schema:accessibilityFeature"]


def test_what_the_summary_says_is_so(book):
    text = BeautifulSoup(book["book/p.xhtml"], "html.parser")
    assert all(picture.get("alt") for picture in text.find_all("img"))
    assert text.figure.figcaption.get_text(strip=True)
    assert text.table.th
    contents = BeautifulSoup(book["book/contents.xhtml"], "html.parser")
    assert contents.find("a", href="p.xhtml")


def test_the_contents_and_the_cover_have_their_roles(book):
    nav = BeautifulSoup(book["book/contents.xhtml"], "html.parser").nav
    assert (nav["epub:type"], nav["role"]) == ("toc", "doc-toc")
    assert nav.find(id=nav["aria-labelledby"]).get_text() == "Contents"
    assert BeautifulSoup(book["book/cover.xhtml"], "html.parser").img["role"] == "doc-cover"


def test_an_edition_without_a_day_has_no_date_and_still_a_moment(chapter):
    with zipfile.ZipFile(BytesIO(ebook.epub([chapter], replace(edition(), day="")))) as archive:
        package = archive.read("book/book.opf").decode()
    assert "dc:date" not in package
    assert 'property="dcterms:modified"' in package


@pytest.fixture(scope="module")
def printed(chapter, chromium):
    from pypdf import PdfReader

    about = replace(edition(), title="Why & how?")
    document = paper.whole([chapter], about)
    content, again = (paper.printed(chromium, document, about, "Why & how? A book") for _ in range(2))
    differing = (at for at, (one, other) in enumerate(zip(content, again, strict=False)) if one != other)
    at = next(differing, 0)
    assert content == again, (content[at - 300 : at + 100], again[at - 300 : at + 100])
    return PdfReader(BytesIO(content))


def test_numbers_by_which_chromium_names_headings_of_tables_do_not_tell(chapter, chromium, monkeypatch):
    """They go on from what the browser did before: under load a document printed twice differed by one digit."""
    document = paper.whole([chapter], edition())
    raw = paper._print(chromium, document)
    later = re.sub(rb"node(\d{8})", lambda found: b"node%08d" % (int(found[1]) + 7), raw)
    assert raw != later
    settled = []
    for content in (raw, later):
        monkeypatch.setattr(paper, "_print", lambda *_, content=content: content)
        settled.append(paper.printed(chromium, document, edition(), "A book"))
    assert settled[0] == settled[1]


def elements(reader):
    """Yield each element of the tree of tags with the one above it."""

    def walk(held, above):
        held = held.get_object()
        if isinstance(held, list):
            for each in held:
                yield from walk(each, above)
        elif isinstance(held, dict) and "/S" in held:
            yield held, above
            if "/K" in held:
                yield from walk(held.raw_get("/K"), held)

    return walk(reader.root_object["/StructTreeRoot"]["/K"], None)


@pytest.mark.browser
def test_the_pdf_says_its_title_and_language_to_programs_and_shows_the_title(printed):
    told, about = printed.xmp_metadata, edition()
    assert told.dc_title == {"x-default": "Why & how? A book"}
    assert told.dc_creator == about.authors
    assert told.dc_language == ["en-GB"]
    assert told.dc_rights == {"x-default": TERMS}
    assert (told.xmp_create_date.date().isoformat(), told.pdf_producer) == (
        about.day,
        printed.metadata.producer,
    )
    assert printed.root_object["/Lang"] == "en-GB"
    assert printed.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in printed.pages if "/Annots" in page)


@pytest.mark.browser
def test_every_figure_of_the_pdf_has_words_and_its_caption_beside_it(printed):
    held = list(elements(printed))
    figures = [element for element, _ in held if element["/S"] == "/Figure"]
    assert len(figures) == 2
    assert all(figure["/Alt"].strip() for figure in figures)
    (frame,) = [above for element, above in held if element["/S"] == "/Caption"]
    assert [each.get_object()["/S"] for each in frame["/K"]] == ["/Figure", "/Caption"]


@pytest.mark.browser
def test_items_of_lists_have_a_mark_and_a_body(printed):
    items = [element for element, _ in elements(printed) if element["/S"] == "/LI"]
    assert len(items) >= 4
    for item in items:
        kids = [each.get_object() for each in item["/K"]]
        assert [kid["/S"] for kid in kids] in (["/Lbl", "/LBody"], ["/LBody"])
        assert all(
            each.get_object()["/P"] == kids[-1] for each in kids[-1]["/K"] if "/S" in each.get_object()
        )


@pytest.mark.browser
def test_every_link_of_the_pdf_says_where_it_leads(printed):
    links = [link.get_object() for page in printed.pages for link in page.get("/Annots", ())]
    told = {link.get("/A", {}).get("/URI") or link["/Dest"]: link["/Contents"] for link in links}
    assert told["https://example.org/"] == "https://example.org/"
    assert told["/p"].startswith("Page ")
    assert told["/p--part"] == told["/p"]
