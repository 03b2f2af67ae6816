"""Every figure has all that a figure must have: words, table, files, sources, code, citation, both pictures."""

import csv
import dataclasses
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, SoupStrainer
from PIL import Image

from dossier.cited import Author, Book
from dossier.site import figure_pages, pictures
from tests.site.conftest import MOVED
from tests.site.visits import DRAW, PAGE

SVG_TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture(scope="module")
def figures(book):
    files = sorted((book.root / "figures").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(scope="module")
def pages(book, figures):
    article = SoupStrainer("article")
    return {
        figure: BeautifulSoup(
            (book.html / f"figures/{figure}.html").read_bytes(), "html.parser", parse_only=article
        )
        for figure in figures
    }


@pytest.fixture(scope="module")
def ids(book):
    """Ids of every page with a figure's cell, by address."""
    found = {}
    for path in (book.html / "chapters").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found[path.relative_to(book.html).as_posix()] = set(re.findall(r'\bid="([^"]+)"', text))
    return found


def said(node):
    return " ".join(node.get_text().split())


def test_every_figure_has_files_that_open(book, figures):
    for figure in figures:
        for ending in ("csv", "png", "svg", "json"):
            built = (book.html / "figures" / f"{figure}.{ending}").read_bytes()
            assert built == (book.root / "figures" / f"{figure}.{ending}").read_bytes()
        drawing = ElementTree.parse(book.html / "figures" / f"{figure}.svg").getroot()
        assert any("".join(text.itertext()).strip() for text in drawing.iter(SVG_TEXT)), figure
        for scheme in pictures.SCHEMES:
            for width in pictures.Picture(figure, 0, 0).widths:
                assert (book.html / "_images" / f"{figure}-{width}-{scheme}.webp").stat().st_size
    assert not list((book.html / "_images").glob("*.png")), "a picture that no page shows"


def test_a_phone_is_shown_the_narrow_form_and_a_tap_opens_the_wide_one(book, pages):
    for figure, page in pages.items():
        for source, scheme in zip(page.select("picture source"), pictures.SCHEMES, strict=True):
            assert source["media"] == "(max-width: 500px)"
            assert f"only-{scheme}" in source.find_next_sibling("img")["class"]
            for choice in source["srcset"].split(", "):
                address, width = choice.split()
                with Image.open(book.html / "figures" / address) as shown:
                    assert f"{shown.width}w" == width
                assert address.endswith(f"{figure}.narrow-{width[:-1]}-{scheme}.webp")
        (opened,) = page.select("a.figure-open")
        assert (book.html / "figures" / opened["href"]).name == f"{figure}.png"


def test_every_figure_is_told_in_words_and_numbers(pages, figures):
    for figure, page in pages.items():
        assert said(page.h1) == " ".join(figures[figure]["title"].split())
        words = said(page.find(id="words"))
        assert " ".join(figures[figure]["alt"].split()) in words
        assert re.search(r"The table behind the figure has [\d,]+ rows? and \d+ columns?", words), figure
        assert [said(name) for name in page.select("#words dt")] == [
            each["name"] for each in figures[figure]["columns"]
        ]
        assert " ".join(figures[figure]["caption"].split()) in said(page.figcaption)


def test_every_table_is_the_csv(book, pages):
    for figure, page in pages.items():
        with (book.html / "figures" / f"{figure}.csv").open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        table = page.find("table")
        assert table.caption
        assert [said(cell) for cell in table.select("thead th[scope=col]")] == names
        shown = [row.find_all(["th", "td"]) for row in table.tbody.find_all("tr")]
        assert len(shown) == min(len(rows), figure_pages.MOST_ROWS)
        for cells, row in zip(shown, rows, strict=False):
            # A cell without words names no row.
            assert cells[0].get("scope") == ("row" if said(cells[0]) else None)
            for cell, value in zip(cells, row, strict=True):
                assert _same(said(cell), " ".join(value.split())), f"{figure}: {said(cell)} for {value}"
        region = page.select_one(".figure-table")
        assert region["tabindex"] == "0"
        assert page.find(id=region["aria-labelledby"])


def _same(shown, value):
    if shown == value:
        return True
    return abs(float(shown.replace(",", "")) - float(value)) <= 5.1e-4 * abs(float(value))


def test_every_figure_names_its_sources_its_licence_its_cell_and_how_to_cite_it(pages, figures, ids):
    for figure, page in pages.items():
        about = figures[figure]
        sources = said(page.find(id="sources"))
        for source in about["sources"]:
            assert " ".join(source["release"].split()) in sources, figure
            assert " ".join(source["licence"].split()).rstrip(".") in sources
        assert page.find("a", rel="license")["href"] == about["licence"]["path"]
        links = [link["href"] for link in page.find_all("a") if "#" in link["href"]]
        for anchor in (figure, f"cell-{figure}"):
            leading = [link for link in links if link.endswith(f"#{anchor}")]
            assert leading, f"{figure}: no link to {anchor}"
            assert anchor in ids[leading[0].removeprefix("../").split("#")[0]]
        cited = said(page.select_one(".figure-cite"))
        assert " ".join(about["title"].split()) in cited
        assert re.search(rf"Figure in .+, version \S+, \d+ \w+ \d{{4}}\. Figure {figure}\.", cited)


def test_every_figure_is_a_dataset_to_machines(book, figures):
    for figure, about in figures.items():
        text = (book.html / f"figures/{figure}.html").read_text(encoding="utf-8")
        found = [
            json.loads(each) for each in re.findall(r'application/ld\+json">(.+?)</script>', text, re.DOTALL)
        ]
        data = next(each for each in found if each.get("identifier") == figure)
        assert data["@type"] == "Dataset"
        assert data["name"] == about["title"]
        assert len(data["distribution"]) == 4
        assert [source["name"] for source in data["isBasedOn"]] == [
            each["release"] for each in about["sources"]
        ]


def test_links_below_a_figure_can_be_told_apart_by_ear(book, figures):
    links = SoupStrainer("ul", class_="figure-links")
    for path in (book.html / "chapters").rglob("*.html"):
        below = BeautifulSoup(path.read_bytes(), "html.parser", parse_only=links).find_all("a")
        names = [link["aria-label"] for link in below]
        assert len(names) == len(set(names)), path
        assert all(link["aria-label"].startswith(said(link)) for link in below)


def test_an_address_is_cited_once_the_book_has_one():
    shown = type("Shown", (), {"id": "r1-x", "title": "A title", "page": "figures/r1-x.html"})
    authors = (Author(given="Ada", family="Lovelace"), Author(name="A body"))
    book = Book("The book", "1.0", date(2026, 11, 24), authors)
    cited = (
        "Ada Lovelace and A body. “A title.” Figure in The book, version 1.0, 24 November 2026. Figure r1-x."
    )
    assert figure_pages.cite(shown, book) == cited
    told = figure_pages.cite(shown, dataclasses.replace(book, url="https://example.org/book/"))
    assert told == f"{cited} https://example.org/book/figures/r1-x.html"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", pictures.SCHEMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_picture_of_the_scheme_is_shown_fits_and_moves_nothing(address, chromium, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(MOVED)
    for name in ("chapters/reason-1/syria", "chapters/gallery", "figures/r3-war-events-by-district"):
        asked.clear()
        page.goto(f"{address}/{name}.html", wait_until="load")
        page.locator(f"img.only-{scheme}").first.scroll_into_view_if_needed()
        drawn = "image => image.complete && image.naturalWidth > 0"
        page.wait_for_function(f"() => ({drawn})(document.querySelector('img.only-{scheme}'))")
        loaded = [url for url in asked if url.endswith(".webp")]
        assert loaded
        # The page of a figure asks for the light picture before it can know the scheme.
        at_once = ("-light.webp",) if name.startswith("figures/") else ()
        assert all(url.endswith((f"-{scheme}.webp", *at_once)) for url in loaded), name
        assert page.locator("img.exhibit:visible").count() * 2 == page.locator("img.exhibit").count()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
        assert page.locator("figcaption").count() == page.locator("figcaption:visible").count()
        assert page.evaluate("window.moved") < 0.02, name
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expected = pictures.DARK_GROUND if scheme == "dark" else "#ffffff"
    assert ground == f"rgb({', '.join(str(int(expected[i : i + 2], 16)) for i in (1, 3, 5))})"
    context.close()


def test_the_picture_of_a_page_does_not_wait_unless_it_is_the_dark_one(pages):
    for figure, page in pages.items():
        light, dark = page.select(".figure-picture img")
        assert (light["loading"], dark["loading"]) == ("eager", "lazy"), figure


@pytest.mark.browser
@pytest.mark.parametrize("density", [1, 2, 3])
def test_the_gallery_is_light_on_a_sharp_screen(address, chromium, density):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=density)
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{address}/chapters/gallery.html", wait_until="load")
    page.evaluate(DRAW, False)
    page.wait_for_function(
        "() => [...document.images].every(each => each.loading === 'lazy' || each.naturalWidth)"
    )
    own = [each for each in answers if each.request.resource_type in ("document", "image")]
    assert len(own) > page.locator(".figure-cards li").count()
    assert sum(int(each.headers["content-length"]) for each in own) <= PAGE
    context.close()


@pytest.mark.browser
def test_a_link_to_code_unfolds_it_and_the_gallery_filters(address, chromium):
    page = chromium.new_page()
    page.goto(f"{address}/chapters/reason-1/syria.html#cell-r1-syria-map", wait_until="load")
    cell = page.locator("[id='cell-r1-syria-map']")
    assert cell.locator("details").first.evaluate("each => each.open")
    assert "publish" in cell.locator("pre").first.inner_text()
    page.goto(f"{address}/chapters/gallery.html", wait_until="load")
    every = page.locator(".figure-cards li").count()
    page.get_by_role("searchbox", name="Words in a title or chapter").fill("syria")
    page.wait_for_function("() => document.querySelectorAll('.figure-cards li:not([hidden])').length < 9")
    left = page.locator(".figure-cards li:visible").count()
    assert 0 < left < 9
    assert page.locator(".filter-count").inner_text() == f"{left} of {every} figures"
    page.close()


@pytest.mark.browser
def test_without_scripts_one_picture_is_shown_and_no_dead_control(address, chromium):
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/chapters/gallery.html", wait_until="load")
    assert page.locator("img.only-dark:visible").count() == 0
    assert page.locator("img.only-light:visible").count() == page.locator("img.only-light").count()
    assert not page.locator("form.filter").is_visible()
    page.goto(f"{address}/figures/r1-syria-map.html", wait_until="load")
    assert page.locator(".figure-copy").count() == 0
    assert page.locator("table").is_visible()
    context.close()
