"""Sitemap, robots.txt and the page for an unknown address, with and without an address of the book."""

import re
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from dossier import cited
from dossier.charts.retired import RETIRED
from dossier.site import finding
from tests.site.test_citing import BARE, PUBLISHED

PAGES = [("chapters/index", "Why?"), ("chapters/a&b", "A & B")]
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def app(tmp_path, monkeypatch):
    """Stands in for Sphinx, with a book of two pages."""
    monkeypatch.setattr(finding, "pages_in_order", lambda env: PAGES)
    return SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path, env=None)


def test_a_sitemap_lists_absolute_addresses_of_the_day_of_the_version():
    root = ElementTree.fromstring(finding.sitemap([page for page, _ in PAGES], PUBLISHED))
    found = [each.text for each in root.findall("s:url/s:loc", SPACE)]
    assert found == [
        "https://example.org/book/chapters/index.html",
        "https://example.org/book/chapters/a%26b.html",
    ]
    assert {each.text for each in root.findall("s:url/s:lastmod", SPACE)} == {"2027-03-02"}


def test_a_book_without_a_day_has_a_sitemap_without_one():
    root = ElementTree.fromstring(finding.sitemap(["chapters/index"], replace(PUBLISHED, released=None)))
    assert [each.tag.partition("}")[2] for each in root.iter()] == ["urlset", "url", "loc"]


def test_without_an_address_there_is_no_sitemap_and_robots_names_none(app, monkeypatch):
    monkeypatch.setattr(cited, "book", lambda: BARE)
    finding.write_files(app, None)
    assert sorted(path.name for path in app.outdir.iterdir()) == ["404.html", "robots.txt"]
    assert "Sitemap" not in (app.outdir / "robots.txt").read_text()
    assert not list(finding.collect(app))


def test_with_an_address_there_is_one_and_the_theme_draws_the_lost_page(app, monkeypatch):
    monkeypatch.setattr(cited, "book", lambda: PUBLISHED)
    for other in ("figures/r1-map", f"figures/{next(iter(RETIRED))}", "search", "_static/webpack"):
        (app.outdir / other).parent.mkdir(exist_ok=True)
        (app.outdir / f"{other}.html").write_text("")
    finding.write_files(app, None)
    listed = re.findall("<loc>https://example.org/book/(.*?)</loc>", (app.outdir / "sitemap.xml").read_text())
    assert listed == ["chapters/index.html", "chapters/a%26b.html", "figures/r1-map.html"]
    assert not (app.outdir / "404.html").exists()
    assert "\nSitemap: https://example.org/book/sitemap.xml\n" in (app.outdir / "robots.txt").read_text()
    ((name, context, template),) = finding.collect(app)
    assert (name, template) == ("404", "page.html")
    assert '<base href="https://example.org/book/404.html" />' in context["metatags"]
    assert 'href="chapters/a%26b.html">A &amp; B</a>' in context["body"]


def test_nothing_is_written_when_the_build_failed_or_makes_no_site(app, tmp_path):
    finding.write_files(app, RuntimeError("broken"))
    app.builder.name = "epub"
    finding.write_files(app, None)
    assert not list(tmp_path.iterdir())


def test_the_lost_page_lists_every_page_and_loads_nothing(book):
    soup = BeautifulSoup((book.html / "404.html").read_text(encoding="utf-8"), "html.parser")
    pages = {page.relative_to(book.html).as_posix() for page in book.pages()}
    assert {link["href"] for link in soup.select("li a")} == pages
    assert not soup.select("script[src], link, img")
    assert soup.select_one("form[role=search]")["action"] == "search.html"
    assert soup.html["lang"] == "en"


@pytest.mark.browser
def test_the_lost_page_finds_what_is_searched(book, address, chromium):
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    page.goto(f"{address}/404.html", wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_label("Search the book").fill("Kunduz")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "missing", ["chapters/reason-1/nothing", "figures/nothing.html", "_static/a/b", "nothing"]
)
def test_the_lost_page_leads_on_from_any_folder(book, chromium, missing):
    """A host serves it for every missing address, here with the book in a folder of its own."""

    def serve(route):
        file = book.html / urlsplit(route.request.url).path.removeprefix("/book/")
        found = file.is_file()
        route.fulfill(path=file if found else book.html / "404.html", status=200 if found else 404)

    page = chromium.new_page()
    page.route("https://host.test/book/**", serve)
    page.goto(f"https://host.test/book/{missing}")
    page.get_by_label("Search the book").fill("Kunduz")
    page.keyboard.press("Enter")
    page.wait_for_url("https://host.test/book/search.html?q=Kunduz")
    page.go_back()
    with page.expect_response("https://host.test/book/chapters/*.html") as answer:
        page.locator("li a").first.click()
    assert answer.value.ok
    page.close()
