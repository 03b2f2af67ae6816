"""What pages say of themselves to machines: complete, true to the page, and without an address made up."""

import json
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from dossier import catalogue
from dossier.cited import LICENCE, Author, Book, Entry
from dossier.site import metadata, preview
from dossier.site.citing import FRONT, Work
from tests.site.test_citing import BARE, PERSON, PUBLISHED, chapter

#: Properties of schema.org, for each type that the book uses, of those that stand in its vocabulary.
THING = {"name", "alternateName", "description", "identifier", "url", "sameAs"}
WORK = THING | {
    "author",
    "creator",
    "citation",
    "datePublished",
    "headline",
    "inLanguage",
    "isAccessibleForFree",
    "isPartOf",
    "keywords",
    "license",
    "version",
    "temporalCoverage",
    "spatialCoverage",
}
SCHEMA = {
    "ScholarlyArticle": WORK,
    "Chapter": WORK,
    "Book": WORK,
    "DataCatalog": WORK | {"dataset"},
    "Dataset": WORK | {"distribution"},
    "DataDownload": THING | {"encodingFormat", "contentSize", "sha256", "contentUrl"},
    "CreativeWork": WORK,
    "Place": THING | {"geo"},
    "GeoShape": THING | {"box"},
    "Organization": THING,
    "Person": THING | {"givenName", "familyName", "honorificSuffix"},
    "PropertyValue": THING | {"propertyID", "value"},
}


def unknown(stated):
    """Return the names in structured data that schema.org does not know for the type they stand in."""
    if isinstance(stated, list):
        return [name for each in stated for name in unknown(each)]
    if not isinstance(stated, dict):
        return []
    types = stated["@type"] if isinstance(stated["@type"], list) else [stated["@type"]]
    known = set.union(*(SCHEMA[each] for each in types)) | {"@type", "@context", "@id"}
    found = [f"{types[0]}.{name}" for name in stated if name not in known]
    return found + [name for value in stated.values() for name in unknown(value)]


class TestDescription:
    def test_the_answer_in_bold_comes_first(self):
        answer = "It was neither the first nor the main reason."
        body = f"<h1>A</h1><p>The article says so.</p><p><strong>{answer}</strong> More.</p>"
        assert metadata.description(body) == answer

    def test_else_the_first_paragraph_of_prose(self):
        body = (
            '<div class="cell_input"><p>Code.</p></div><figure><figcaption><p>Seen.</p></figcaption></figure>'
            "<p> </p><p>Every  chart <em>comes</em>\nfrom a table.</p>"
        )
        assert metadata.description(body) == "Every chart comes from a table."

    def test_a_long_one_ends_after_a_sentence_or_at_a_word(self):
        two = (
            "A first sentence that is long enough to stand alone as a description here. " + "More words " * 30
        )
        assert metadata.shortened(two).endswith("as a description here.")
        one = "word " * 80
        assert len(metadata.shortened(one)) <= metadata.LONGEST
        assert metadata.shortened(one).endswith("word …")

    def test_a_page_without_a_paragraph_has_none(self):
        assert metadata.description("<h1>A</h1>") == ""


@pytest.mark.parametrize("book", [BARE, PUBLISHED])
def test_no_address_stands_anywhere_until_the_owner_gives_one(book):
    work = chapter(book)
    shown = metadata.Picture("_static/og/reason-1-order.png", "The title")
    tags = dict(metadata.highwire(work)) | dict(
        metadata.open_graph("A title", "About.", book, work.page, shown)
    )
    for name in ("citation_public_url", "og:url", "og:image", "og:image:alt"):
        assert (name in tags) == bool(book.url), name
    assert "citation_doi" not in tags
    assert ("citation_doi" in dict(metadata.highwire(chapter(book, FRONT)))) == bool(book.doi)
    assert ("url" in metadata.article(work, "About.")) == bool(book.url)
    if book.url:
        assert tags["og:image"] == "https://example.org/book/_static/og/reason-1-order.png"
        assert tags["og:url"] == tags["citation_public_url"] == work.url


@pytest.mark.parametrize("book", [BARE, PUBLISHED])
def test_a_figure_s_own_page_shows_the_figure_and_search_is_nothing_to_find(book, monkeypatch):
    monkeypatch.setattr(metadata.cited, "book", lambda: book)
    app = SimpleNamespace(builder=SimpleNamespace(name="html"), env=SimpleNamespace(found_docs=()))
    figure = {"title": "A map", "about": {"caption": "How to read it.", "alt": "A map of 34 provinces."}}
    metadata.add_metadata(app, "figures/r1-map", "figure.html", figure, None)
    found = tags(BeautifulSoup(figure["metatags"], "html.parser"))
    assert (found["og:title"], found["description"]) == ("A map", "How to read it.")
    assert "robots" not in found
    address = "https://example.org/book/figures/r1-map.png" if book.url else None
    assert found.get("og:image") == address
    search = {"title": "Search"}
    metadata.add_metadata(app, "search", "search.html", search, None)
    assert tags(BeautifulSoup(search["metatags"], "html.parser"))["robots"] == "noindex"


def test_each_author_has_a_tag_of_its_own():
    named = [value for name, value in metadata.highwire(chapter(PUBLISHED)) if name == "citation_author"]
    assert named == ["van Ek & Sons, Ada", "The dossier's authors"]


@pytest.mark.parametrize("book", [BARE, PUBLISHED])
@pytest.mark.parametrize("page", ["chapters/data", FRONT])
def test_structured_data_uses_names_of_schema_org(book, page):
    stated = metadata.article(chapter(book, page), "About.")
    assert not unknown(stated)
    whole = stated if page == FRONT else stated["isPartOf"]
    assert whole["@type"] == "Book"
    assert len(whole["author"]) == len(book.authors)


def test_the_book_has_the_licences_and_identifiers_of_its_citation_file():
    book = replace(PUBLISHED, licences=("MIT", "CC-BY-4.0"), identifiers=(("swh", "swh:1:rev:a"),))
    whole = metadata.article(chapter(book), "")["isPartOf"]
    assert whole["license"] == ["https://spdx.org/licenses/MIT", LICENCE]
    assert whole["identifier"] == [{"@type": "PropertyValue", "propertyID": "swh", "value": "swh:1:rev:a"}]
    assert metadata.article(chapter(PUBLISHED), "")["isPartOf"]["license"] == [LICENCE]


def test_an_unknown_name_is_found():
    assert unknown({"@type": "Book", "colour": "red"}) == ["Book.colour"]


def test_the_catalogue_states_what_the_cards_say():
    cards = [catalogue.card(name) for name in catalogue.names()]
    stated = metadata.data_catalog(cards, BARE)
    assert not unknown(stated)
    package = json.loads((metadata.catalogue.paths.data_dir() / "datapackage.json").read_text())
    files = {f"data/{each['path']}": each for each in package["resources"]}
    listed = [each["distribution"][0] for each in stated["dataset"]]
    assert {file["name"] for file in listed} == set(files)
    for each, file in zip(stated["dataset"], listed, strict=True):
        assert all(each[name] for name in ("creator", "citation", "license", "description"))
        contract = catalogue.table(each["identifier"])
        assert ("temporalCoverage" in each) >= bool({"year", "date", "month"} & set(contract.columns))
        assert ("spatialCoverage" in each) >= bool({"state", "country", "geometry"} & set(contract.columns))
        resource = files[file["name"]]
        assert file["sha256"] == resource["hash"].removeprefix("sha256:")
        assert file["encodingFormat"] == resource["mediatype"]
        assert file["contentSize"] == f"{resource['bytes']} B"


def test_a_book_without_a_day_or_a_version_states_none():
    bare = replace(PUBLISHED, released=None, version="", doi="")
    for stated in (metadata.article(chapter(bare), "About."), metadata.data_catalog([], bare)):
        assert not {"datePublished", "version"} & set(stated)
    names = dict(metadata.highwire(chapter(bare))) | dict(metadata.open_graph("T", "A", bare, "chapters/x"))
    assert not {"citation_publication_date", "article:published_time"} & set(names)
    assert all(value for value in names.values())


def test_the_tags_of_the_front_page_are_those_of_what_is_to_be_cited():
    preferred = Entry(
        "article",
        "On it",
        (PERSON,),
        day=(2027, 3),
        container="A journal",
        volume="1",
        pages="5–17",
        doi="10.1/x",
    )
    found = dict(metadata.highwire(chapter(replace(PUBLISHED, preferred=preferred), FRONT)))
    assert found["citation_title"] == "On it"
    assert (found["citation_journal_title"], found["citation_volume"]) == ("A journal", "1")
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("5", "17")
    assert (found["citation_publication_date"], found["citation_doi"]) == ("2027/03", "10.1/x")
    assert found["citation_public_url"] == "https://example.org/book/chapters/index.html"


def test_no_text_ends_the_script_element_early():
    assert "</script>" not in metadata.linked_data({"name": "</script><b>"})[:-9]


class TestPicture:
    def test_it_has_the_size_that_readers_expect_and_the_same_bytes_each_time(self):
        drawn = [
            preview.png(preview.chapter("How large was IS, and who backed whom? " * 3, "Why?", "Now"))
            for _ in range(2)
        ]
        assert drawn[0] == drawn[1]
        assert (int.from_bytes(drawn[0][16:20]), int.from_bytes(drawn[0][20:24])) == (1200, 630)
        assert len(drawn[0]) < 60_000

    def test_words_stay_inside(self):
        figure = preview.chapter("How much the verdicts owe to choices of those who judged", "Why?", "Now")
        figure.draw_without_rendering()
        for text in figure.texts:
            box = text.get_window_extent()
            assert 0 <= box.x0 < box.x1 <= preview.WIDTH
            assert 0 <= box.y0 < box.y1 <= preview.HEIGHT


@pytest.fixture(scope="module")
def texts(book):
    return {
        path.relative_to(book.html).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in book.pages()
    }


@pytest.fixture(scope="module")
def heads(texts):
    return {page: BeautifulSoup(text.partition("</head>")[0], "html.parser") for page, text in texts.items()}


def tags(soup):
    return {
        (meta.get("name") or meta.get("property")): meta["content"]
        for meta in soup.select("meta[name], meta[property]")
    }


def test_every_page_has_title_author_date_description_and_structured_data(heads, texts):
    described = set()
    for page, soup in heads.items():
        found = tags(soup)
        for name in ("citation_title", "citation_author", "og:title", "og:description", "twitter:card"):
            assert found[name].strip(), f"{page}: {name}"
        date.fromisoformat(found["citation_publication_date"].replace("/", "-"))
        assert 20 <= len(found["description"]) <= metadata.LONGEST, f"{page}: {found['description']}"
        described.add(found["description"])
        assert not {name for name in found if name in ("og:image", "og:url", "citation_public_url")}
        heading = re.search("<h1>(.*?)<a", texts[page], flags=re.S)[1]
        heading = BeautifulSoup(heading, "html.parser").get_text()
        first = [json.loads(each.string) for each in soup.select('script[type="application/ld+json"]')]
        assert not unknown(first)
        if page != FRONT:
            assert found["citation_title"] == heading == first[0]["headline"]
            assert found["citation_inbook_title"] == first[0]["isPartOf"]["name"]
    assert len(described) == len(heads), "two pages describe themselves alike"


def test_the_data_page_lists_every_table_at_its_card(heads, texts):
    scripts = [
        json.loads(each.string) for each in heads[metadata.DATA].select('head script[type$="ld+json"]')
    ]
    (stated,) = [each for each in scripts if each["@type"] == "DataCatalog"]
    ids = set(re.findall(r'\bid="([^"]+)"', texts[metadata.DATA]))
    assert {each["@id"].lstrip("#") for each in stated["dataset"]} <= ids


def test_the_picture_of_the_book_is_there(book):
    assert (book.html / preview.FOLDER / "book.png").stat().st_size < 80_000


def test_a_book_by_a_person_is_stated_as_such():
    author = Author("Ek", "Ada", particle="van", suffix="Jr.", alias="ada", orcid="https://orcid.org/0")
    ada = Book("T", "1", date(2027, 1, 1), (author,))
    stated = metadata.article(Work("chapters/x", "chapters/x.md", "X", "swh:1:cnt:0", ada), "")
    assert stated["author"] == [
        {
            "@type": "Person",
            "name": "Ada van Ek Jr.",
            "givenName": "Ada",
            "familyName": "van Ek",
            "honorificSuffix": "Jr.",
            "alternateName": "ada",
            "sameAs": "https://orcid.org/0",
        }
    ]
