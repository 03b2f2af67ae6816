"""The Citation File Format 1.2.0: what is valid is read as it is written, what is not is refused by file and key."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier import cff, cited, paths
from dossier.cited import Author
from dossier.errors import DossierError

#: What the format requires.
LEAST = "cff-version: 1.2.0\nmessage: Cite it.\ntitle: A title\nauthors: [{name: A body}]\n"


@pytest.fixture
def book(tmp_path):
    def read(more="", least=LEAST):
        file = tmp_path / "CITATION.cff"
        file.write_text(least + more, encoding="utf-8")
        return cited.book(file)

    return read


def by(authors):
    return LEAST.replace("[{name: A body}]", authors)


def test_the_book_s_own_citation_is_valid():
    book = cited.book()
    assert book.title
    assert book.authors
    assert cff.read(paths.ROOT / "CITATION.cff")["cff-version"] == "1.2.0"


def test_only_four_keys_are_required(book):
    found = book()
    assert (found.title, found.authors) == ("A title", (Author(name="A body"),))
    assert (found.version, found.released, found.url, found.doi, found.preferred) == ("", None, "", "", None)
    assert (found.dated, found.edition, found.day) == ("", "", "")
    assert found.moment.isoformat() == "1980-01-01T00:00:00+00:00"


@pytest.mark.parametrize("written", ["2026-11-28", '"2026-11-28"', "'2026-11-28'"])
def test_a_date_is_read_with_and_without_quotes(book, written):
    assert book(f"date-released: {written}\n").released == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("written", "version"),
    [
        *((each, each) for each in ("1.10", "1", "0.1.0", "2026-11-28", "1e3", "v2", "010", "1_000", "1:30")),
        ('"1.10"', "1.10"),
        ("1.10  # not 1.1", "1.10"),
        ("no", "no"),
        ("!!str 1.10", "1.10"),
    ],
)
def test_a_version_is_what_the_file_writes(book, written, version):
    assert book(f"version: {written}\n").version == version


@pytest.mark.parametrize(
    ("said", "author", "written"),
    [
        ("family-names: Ek", Author(family="Ek"), "Ek"),
        ("given-names: Ada, family-names: Ek", Author(family="Ek", given="Ada"), "Ada Ek"),
        (
            "family-names: Ek, given-names: Ada, name-particle: van, name-suffix: Jr.",
            Author(family="Ek", given="Ada", particle="van", suffix="Jr."),
            "Ada van Ek Jr.",
        ),
        ("alias: handle42", Author(alias="handle42"), "handle42"),
        ("alias: a, given-names: Ada", Author(given="Ada", alias="a"), "Ada"),
        ("name: No, country: NO, post-code: 0150, date-start: 2026-11-28", Author(name="No"), "No"),
        (
            "name: A body, alias: AB, website: 'https://example.org/'",
            Author(name="A body", alias="AB"),
            "A body",
        ),
        ("affiliation: Somewhere", Author(), "Anonymous"),
        (
            "given-names: Ada, orcid: 'https://orcid.org/0000-0002-1825-0097'",
            Author(given="Ada", orcid="https://orcid.org/0000-0002-1825-0097"),
            "Ada",
        ),
    ],
)
def test_an_author_is_a_person_or_a_body(book, said, author, written):
    found = book(least=by(f"[{{{said}}}]")).authors
    assert found == (author,)
    assert found[0].written == written


def test_several_authors_stay_in_order(book):
    found = book(least=by("[{alias: b}, {name: a}, {family-names: C}]"))
    assert found.by == "b, a and C"
    assert [each.kind for each in found.authors] == ["Person", "Organization", "Person"]


@pytest.mark.parametrize(
    ("written", "licences"),
    [
        ("MIT", ("MIT",)),
        ("[MIT, CC-BY-4.0]", ("MIT", "CC-BY-4.0")),
        ("\n  - GPL-3.0\n  - GPL-3.0-or-later", ("GPL-3.0", "GPL-3.0-or-later")),
    ],
)
def test_a_licence_is_one_or_a_list(book, written, licences):
    assert book(f"license: {written}\n").licences == licences


def test_a_doi_may_stand_among_the_identifiers_alone(book):
    listed = (
        "identifiers:\n"
        "  - {type: swh, value: 'swh:1:rev:" + "a" * 40 + "'}\n"
        "  - {type: doi, value: 10.5281/zenodo.1, description: all versions}\n"
        "  - {type: other, value: x}\n"
        "  - {type: url, value: 'https://example.org'}\n"
    )
    found = book(listed)
    assert found.doi == "10.5281/zenodo.1"
    assert [kind for kind, _ in found.identifiers] == ["swh", "other", "url"]
    found = book(listed + "doi: 10.5281/zenodo.2\n")
    assert found.doi == "10.5281/zenodo.2"
    assert ("doi", "10.5281/zenodo.1") in found.identifiers


def test_an_address_ends_in_one_slash(book):
    assert book("url: https://example.org/book\n").url == "https://example.org/book/"
    assert book("url: 'ftp://example.org/book/'\n").url == "ftp://example.org/book/"


def test_words_that_yaml_folds_are_one_line(book):
    found = book("abstract: |\n  One\n  two.\n", LEAST.replace("A title", ">-\n  A long\n  title"))
    assert (found.title, found.abstract) == ("A long title", "One two.")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path, ending, mark):
    file = tmp_path / "CITATION.cff"
    file.write_bytes(f"{mark}%YAML 1.2\n---\n{LEAST}version: 1.10\n".replace("\n", ending).encode())
    assert cited.book(file).version == "1.10"


PREFERRED = """preferred-citation:
  type: article
  title: On it
  authors: [{family-names: Ek, given-names: Ada}]
  editors: [{family-names: Roe}]
  journal: A journal
  volume: 12
  issue: 3
  start: 5
  end: 17
  year: 2027
  month: 3
  doi: 10.1000/xyz
  url: https://example.org/on-it
  publisher: {name: A house, city: Oslo}
  notes: In print
  languages: [en, "no"]
"""


def test_what_is_to_be_cited_instead_is_read(book):
    found = book(PREFERRED).preferred
    assert (found.kind, found.title, found.container) == ("article", "On it", "A journal")
    assert (found.volume, found.issue, found.pages, found.day) == ("12", "3", "5–17", (2027, 3))
    assert (found.doi, found.url) == ("10.1000/xyz", "https://example.org/on-it")
    assert (found.publisher, found.place, found.note, found.language) == ("A house", "Oslo", "In print", "en")
    assert [each.written for each in (*found.authors, *found.editors)] == ["Ada Ek", "Roe"]


@pytest.mark.parametrize(
    ("stated", "day", "words"),
    [
        ("date-published: 2027-03-02, date-released: 2026-01-01", (2027, 3, 2), "2 March 2027"),
        ("date-released: '2026-01-01'", (2026, 1, 1), "1 January 2026"),
        ("year: 2027, date-released: 2026-01-01", (2027,), "2027"),
        ("year: 2027, month: 3, date-published: 2027-03-02", (2027, 3, 2), "2 March 2027"),
        ('year: "2027", month: "11"', (2027, 11), "November 2027"),
        ("year: in print", (), ""),
        ("status: submitted", (), ""),
    ],
)
def test_the_day_of_a_work_is_known_as_closely_as_the_file_says(book, stated, day, words):
    work = f"preferred-citation: {{type: book, title: T, authors: [{{name: B}}], {stated}}}\n"
    found = book(work).preferred
    assert (found.day, found.dated) == (day, words)


@pytest.mark.parametrize(
    ("stated", "publisher", "container"),
    [
        ("institution: {name: A school}", "A school", ""),
        ("department: A chair", "A chair", ""),
        ("conference: {name: A meeting}, collection-title: Its papers", "A meeting", "Its papers"),
        ("conference: {name: A meeting}", "A meeting", "A meeting"),
    ],
)
def test_who_issued_a_work_and_what_it_stands_in(book, stated, publisher, container):
    work = f"preferred-citation: {{type: generic, title: T, authors: [{{name: B}}], {stated}}}\n"
    found = book(work).preferred
    assert (found.publisher, found.container) == (publisher, container)


#: Keys that are wrong, how they are written, and how the message names them.
WRONG = [
    ("", LEAST.replace("title: A title\n", ""), "title is missing"),
    ("", LEAST.replace("message: Cite it.\n", ""), "message is missing"),
    ("", LEAST.replace("1.2.0", "1.1.0"), r"cff-version is '1\.1\.0'; expected 1\.2\.0"),
    ("", LEAST.replace("1.2.0", "1.2"), r"cff-version is '1\.2'"),
    ("", LEAST.replace("A title", ""), "title is empty"),
    ("", LEAST.replace("A title", "2026"), "title is '2026'; expected words"),
    ("", LEAST.replace("A title", "true"), "title is True"),
    ("", by("[]"), "authors is .*; expected a list of one or more"),
    ("", by("{name: A}"), "authors is"),
    ("", by("A body"), "authors is 'A body'"),
    ("", by("[A body]"), r"authors\[1\] is 'A body'"),
    ("", by("[{alias: a}, {name: A, given-names: B}]"), r"authors\[2\]\.given-names is no key"),
    ("", by("[{familly-names: A}]"), r"authors\[1\]\.familly-names is no key.*expected family-names"),
    ("", by("[{name: A}, {name: A}]"), r"authors\[2\] is .*each of the list once"),
    ("", by("[{name: ''}]"), r"authors\[1\]\.name is ''"),
    ("", by("[{alias: a, orcid: 0000-0002-1825-0097}]"), r"authors\[1\]\.orcid is"),
    ("", by("[{alias: a, email: nobody}]"), r"authors\[1\]\.email is"),
    ("", by("[{alias: a, country: Norway}]"), r"authors\[1\]\.country is"),
    ("", "- a\n- b\n", "the file is"),
    ("", "", "the file is empty"),
    ("", "a: [b\n", "cannot be read as YAML"),
    ("title: Another\n", LEAST, "title stands there twice"),
    ("autors: [x]\n", LEAST, "autors is no key .*; expected authors"),
    ("date-released: 28.11.2026\n", LEAST, "date-released is '28.11.2026'; expected a day as YYYY-MM-DD"),
    ("date-released: 2026-02-30\n", LEAST, "date-released is '2026-02-30'"),
    ("date-released: 20261128\n", LEAST, "date-released is '20261128'"),
    ("date-released: 2026-11-28 10:00:00\n", LEAST, "date-released is"),
    ("version:\n", LEAST, "version is empty"),
    ("version: true\n", LEAST, "version is True"),
    ("version: [1]\n", LEAST, "version is"),
    ("doi: https://doi.org/10.5281/zenodo.1\n", LEAST, "doi is .*; expected the DOI alone"),
    ("doi: 10.5281\n", LEAST, r"doi is '10\.5281'"),
    ("url: example.org\n", LEAST, "url is 'example.org'; expected an address that begins with https://"),
    ('url: "https://…/"\n', LEAST, "url is"),
    ("url: https://example.org/a b\n", LEAST, "url is"),
    ("repository-code: git@example.org:x\n", LEAST, "repository-code is"),
    ("license: mit\n", LEAST, "license is 'mit'; expected the name of a licence in SPDX's list"),
    ("license: MIT OR Apache-2.0\n", LEAST, "license is"),
    ("license: [MIT, Mine]\n", LEAST, r"license\[2\] is 'Mine'"),
    ("keywords: a, b\n", LEAST, "keywords is 'a, b'"),
    ("keywords: [a, 1979]\n", LEAST, r"keywords\[2\] is '1979'"),
    ("keywords: [a, a]\n", LEAST, r"keywords\[2\] is 'a'"),
    ("type: book\n", LEAST, "type is 'book'; expected one of dataset, software"),
    (
        "identifiers: [{type: doi, value: x}]\n",
        LEAST,
        r"identifiers\[1\]\.value is 'x'; expected the DOI alone",
    ),
    ("identifiers: [{type: swh, value: x}]\n", LEAST, r"identifiers\[1\]\.value is"),
    ("identifiers: [{type: isbn, value: x}]\n", LEAST, r"identifiers\[1\]\.type is 'isbn'"),
    ("identifiers: [{value: x}]\n", LEAST, r"identifiers\[1\]\.type is missing"),
    ("references: [{type: book, title: T}]\n", LEAST, r"references\[1\]\.authors is missing"),
    (PREFERRED.replace("article", "essay"), LEAST, "preferred-citation.type is 'essay'"),
    (PREFERRED.replace("month: 3", "month: 13"), LEAST, "preferred-citation.month is '13'"),
    (PREFERRED.replace("  title: On it\n", ""), LEAST, "preferred-citation.title is missing"),
    (PREFERRED.replace("Roe", "''"), LEAST, r"preferred-citation\.editors\[1\]\.family-names is"),
]


@pytest.mark.parametrize(("more", "least", "said"), WRONG)
def test_what_is_wrong_is_refused_by_file_and_key(book, tmp_path, more, least, said):
    with pytest.raises(DossierError, match=said) as refused:
        book(more, least)
    assert refused.value.where == str(tmp_path / "CITATION.cff")
    assert refused.value.remedy


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path):
    with pytest.raises(DossierError, match="the file is missing"):
        cited.book(tmp_path / "CITATION.cff")
    (tmp_path / "CITATION.cff").write_bytes(LEAST.replace("A title", "Ü").encode("latin-1"))
    with pytest.raises(DossierError, match="cannot be read as YAML"):
        cited.book(tmp_path / "CITATION.cff")


#: Whatever YAML can hold at a key.
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.text(max_size=9),
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "type", "value", "title"]), held, max_size=3)
    ),
)


@given(ANYTHING, st.sampled_from(["authors", "title", "identifiers", "preferred-citation", "license", "url"]))
def test_whatever_stands_at_a_key_the_message_names_it(tmp_path_factory, value, key):
    file = tmp_path_factory.getbasetemp() / "CITATION.cff"
    said = yaml.safe_load(LEAST) | {key: value}
    file.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    refused = None
    try:
        cited.book(file)
    except DossierError as error:
        refused = error
    assert refused is None or key in refused.problem
