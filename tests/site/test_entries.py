"""Entries of a bibliography in every form: what is said comes back from each, whatever the names and titles hold."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from dossier import cff
from dossier.cited import Author, Entry
from dossier.site import entries

#: Names that the CSL-JSON schema of the Citation Style Language knows, of those that an entry may need.
CSL = {
    *("id", "type", "title", "container-title", "collection-title", "author", "editor", "issued", "version"),
    *(
        "edition",
        "volume",
        "issue",
        "page",
        "publisher",
        "publisher-place",
        "ISBN",
        "ISSN",
        "language",
        "note",
    ),
    *("DOI", "URL"),
}
#: Types of works that it knows, of those named here.
CSL_TYPES = {
    *(
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "dataset",
    ),
    *("document", "graphic", "hearing", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "periodical", "personal_communication"),
    *("post-weblog", "report", "software", "song", "speech", "standard", "thesis", "webpage"),
}

ADA = Author(family="Ek", particle="van", given="Ada", suffix="Jr.")
#: A name, and how it is written in a sentence, BibTeX, RIS, CSL-JSON and the tags of a page.
NAMES = [
    (
        Author(family="Lovelace", given="Ada"),
        ("Ada Lovelace", "Lovelace, Ada", "Lovelace, Ada", {"family": "Lovelace", "given": "Ada"}),
        "Lovelace, Ada",
    ),
    (
        ADA,
        (
            "Ada van Ek Jr.",
            "van Ek, Jr., Ada",
            "van Ek, Ada, Jr.",
            {"family": "Ek", "given": "Ada", "non-dropping-particle": "van", "suffix": "Jr."},
        ),
        "van Ek Jr., Ada",
    ),
    (
        Author(name="Example & Sons, Inc. and Partners"),
        (
            "Example & Sons, Inc. and Partners",
            r"{Example \& Sons, Inc. and Partners}",
            "Example & Sons, Inc. and Partners",
            {"literal": "Example & Sons, Inc. and Partners"},
        ),
        "Example & Sons, Inc. and Partners",
    ),
    (Author(alias="handle42"), ("handle42", "{handle42}", "handle42", {"literal": "handle42"}), "handle42"),
    (
        Author(family="Ek", given="A", alias="a"),
        ("A Ek", "Ek, A", "Ek, A", {"family": "Ek", "given": "A"}),
        "Ek, A",
    ),
    (Author(given="Sukarno"), ("Sukarno", "{Sukarno}", "Sukarno", {"literal": "Sukarno"}), "Sukarno"),
    (
        Author(family="García Márquez"),
        ("García Márquez", "{García Márquez}", "García Márquez", {"family": "García Márquez"}),
        "García Márquez",
    ),
    (
        Author(family="Ek", suffix="III"),
        ("Ek III", "{Ek III}", "Ek, , III", {"family": "Ek", "suffix": "III"}),
        "Ek III",
    ),
    (
        Author(family="Hand, and Foot", given="A."),
        (
            "A. Hand, and Foot",
            "{Hand, and Foot}, A.",
            "Hand, and Foot, A.",
            {"family": "Hand, and Foot", "given": "A."},
        ),
        "Hand, and Foot, A.",
    ),
    (Author(), ("Anonymous", "{Anonymous}", "Anonymous", {"literal": "Anonymous"}), "Anonymous"),
]


@pytest.mark.parametrize(("author", "forms", "listed"), NAMES)
def test_a_name_in_each_form(author, forms, listed):
    sentence, bibtex, ris, csl = forms
    entry = Entry("book", "T", (author, Author(name="A body")))
    assert entries.plain_text(entry).startswith(f"{sentence} and A body. T.")
    assert f"  author = {{{bibtex} and {{A body}}}},\n" in entries.bibtex(entry, "k")
    assert f"AU  - {ris}\r\nAU  - A body\r\n" in entries.ris(entry, "k")
    assert json.loads(entries.csl_json(entry, "k"))[0]["author"] == [csl, {"literal": "A body"}]
    assert author.sorted == listed
    assert len(parse_string(entries.bibtex(entry, "k"), "bibtex").entries["k"].persons["author"]) == 2


CHAPTER = Entry(
    "chapter",
    "What came first, & why_50%?",
    (ADA, Author(name="A body")),
    day=(2027, 3, 2),
    container="Why? A {dossier}",
    version="1.10",
    publisher="Ada van Ek Jr. and A body",
    language="en",
    doi="10.5281/zen_odo.1",
    url="https://example.org/a_b~c%20d.html#e",
    note="swh:1:cnt:" + "a" * 40,
)
ARTICLE = Entry(
    "article",
    "On it",
    (ADA,),
    editors=(Author(family="Roe", given="R."),),
    day=(2027, 3),
    container="A journal",
    volume="12",
    issue="3",
    pages="5–17",
    issn="1234-567X",
)


def test_a_sentence():
    assert entries.plain_text(CHAPTER) == (
        "Ada van Ek Jr. and A body. “What came first, & why_50%?” In Why? A {dossier}, version 1.10, 2 March 2027. "
        f"{CHAPTER.note}. https://doi.org/10.5281/zen_odo.1. https://example.org/a_b~c%20d.html#e."
    )
    assert entries.plain_text(ARTICLE) == "Ada van Ek Jr. “On it.” A journal 12 (3), pp. 5–17, March 2027."
    book = Entry("book", "Why?", (ADA,), day=(2027,), version="2", publisher="A house", place="Oslo")
    assert entries.plain_text(book) == "Ada van Ek Jr. Why? Oslo, A house, version 2, 2027."
    assert entries.plain_text(Entry("book", "Why not", (ADA,))) == "Ada van Ek Jr. Why not."


def test_bibtex_is_parsed_to_what_it_says_and_leaves_addresses_as_they_are():
    (entry,) = parse_string(entries.bibtex(CHAPTER, "k"), "bibtex").entries.values()
    assert entry.type == "incollection"
    assert entry.fields["title"] == r"{What came first, \& why\_50\%?}"
    assert entry.fields["booktitle"] == r"{Why? A \textbraceleft{}dossier\textbraceright{}}"
    assert (entry.fields["doi"], entry.fields["url"]) == (CHAPTER.doi, CHAPTER.url)
    assert (entry.fields["year"], entry.fields["month"]) == ("2027", "March")
    assert entry.fields["publisher"] == CHAPTER.publisher
    assert entry.fields["note"] == f"Version 1.10; {CHAPTER.note}"
    person = entry.persons["author"][0]
    assert (person.prelast_names, person.last_names, person.lineage_names) == (["van"], ["Ek"], ["Jr."])
    (entry,) = parse_string(entries.bibtex(ARTICLE, "k"), "bibtex").entries.values()
    assert (entry.type, entry.fields["journal"], entry.fields["pages"]) == ("article", "{A journal}", "5--17")
    assert (entry.fields["volume"], entry.fields["number"]) == ("12", "3")


def test_what_bibtex_requires_of_a_book_and_of_a_part_of_one_is_there():
    required = {
        "book": {"title", "publisher", "year"},
        "incollection": {"title", "booktitle", "publisher", "year"},
    }
    for entry in (CHAPTER, Entry("book", "T", (ADA,), day=(2027,), publisher="A house")):
        (parsed,) = parse_string(entries.bibtex(entry, "k"), "bibtex").entries.values()
        assert required[parsed.type] <= set(parsed.fields)
        assert parsed.persons["author"]


def test_ris_is_tags_in_lines_that_end_in_cr_lf():
    for entry in (CHAPTER, ARTICLE):
        lines = entries.ris(entry, "k").split("\r\n")
        assert lines.pop() == ""
        assert "\n" not in "".join(lines)
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert all(line[6:] for line in lines[:-1])
        assert lines[-1] == "ER  - "
    said = entries.ris(CHAPTER, "k")
    for line in (
        "TY  - CHAP",
        "ID  - k",
        "PY  - 2027",
        "DA  - 2027/03/02",
        "ET  - 1.10",
        f"UR  - {CHAPTER.url}",
    ):
        assert f"{line}\r\n" in said
    assert "SP  - 5\r\nEP  - 17\r\n" in entries.ris(ARTICLE, "k")


def test_csl_json_says_the_same():
    (item,) = json.loads(entries.csl_json(CHAPTER, "k"))
    assert set(item) <= CSL
    assert (item["type"], item["version"], item["publisher"]) == ("chapter", "1.10", CHAPTER.publisher)
    assert item["issued"] == {"date-parts": [[2027, 3, 2]]}
    (item,) = json.loads(entries.csl_json(ARTICLE, "k"))
    assert (item["type"], item["container-title"], item["page"]) == ("article-journal", "A journal", "5-17")
    assert item["issued"] == {"date-parts": [[2027, 3]]}


@pytest.mark.parametrize("kind", ["chapter", *cff.TYPES_OF_WORKS])
def test_every_type_of_work_has_a_type_in_each_form(kind):
    entry = Entry(kind, "T", (ADA,), container="C", publisher="P", day=(2027,))
    bibtex, ris, csl = entries.kinds(entry)
    assert csl in CSL_TYPES
    assert re.fullmatch("[A-Z]{3,6}", ris)
    (parsed,) = parse_string(entries.bibtex(entry, "k"), "bibtex").entries.values()
    assert parsed.type == bibtex
    assert {"C", "P"} <= {value.strip("{}") for value in parsed.fields.values()}


#: Words as a file may hold them, on one line.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1).map(
    lambda text: " ".join(text.split())
)
SOME = WORDS.filter(bool)


def plain(tex):
    """What TeX would print of what was escaped for it."""
    back = {written: sign for sign, written in entries.TEX.items()}
    return re.sub("|".join(map(re.escape, back)), lambda found: back[found[0]], tex)


@given(
    title=SOME,
    names=st.lists(st.tuples(SOME, SOME, st.booleans()), min_size=1, max_size=3),
    note=WORDS,
)
def test_whatever_names_and_titles_hold_every_form_holds_it_too(title, names, note):
    authors = tuple(Author(name=one) if body else Author(family=one, given=two) for one, two, body in names)
    entry = Entry("book", title, authors, note=note)
    item = json.loads(entries.csl_json(entry, "k"))[0]
    assert (item["title"], len(item["author"])) == (title, len(authors))
    assert entries.ris(entry, "k").count("AU  - ") >= len(authors)
    text = entries.bibtex(entry, "k")
    assert text.count("{") == text.count("}")
    (parsed,) = parse_string(text, "bibtex").entries.values()
    assert plain(parsed.fields["title"]).removeprefix("{").removesuffix("}") == title
    assert len(parsed.persons["author"]) == len(authors)
    assert entries.plain_text(entry).startswith(authors[0].written)
