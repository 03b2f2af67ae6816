"""Which words of a page become links to the glossary, and what is said of terms and sources on the spot."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx_design.dropdown import dropdown_main

from dossier.site import minutes, terms

ENTRIES = [
    terms.Entry("term-IS", ("Islamic State", "IS"), "A group."),
    terms.Entry("term-IS-Khorasan", ("IS-Khorasan",), "Its branch."),
    terms.Entry("term-ideal-point", ("ideal point", "ideal points"), "A place on a line."),
]


def page(*children):
    document = nodes.document("", None)
    document += children
    return document


def linked(document):
    terms.link_terms(document, ENTRIES, "../glossary.html")
    return [(link.astext(), link["refuri"]) for link in document.findall(nodes.reference) if "refuri" in link]


def test_the_first_use_of_a_term_is_a_link_and_no_word_is_lost():
    words = "In 2015 IS came. IS stayed, and Islamic State said so."
    document = page(nodes.paragraph("", words))
    assert linked(document) == [("IS", "../glossary.html#term-IS")]
    assert document.astext() == words


def test_whole_words_count_in_their_own_case_and_the_longest_first():
    document = page(nodes.paragraph("", "This is IS-Khorasan; CRISIS, IS-led and ideal points are others."))
    assert [word for word, _ in linked(document)] == ["IS-Khorasan", "ideal points"]


@pytest.mark.parametrize(
    "plain",
    [
        nodes.title("", "IS"),
        nodes.paragraph("", "", nodes.reference("", "IS", refid="x")),
        nodes.paragraph("", "", nodes.literal("", "IS")),
        nodes.figure("", nodes.caption("", "IS"), nodes.legend("", nodes.paragraph("", "IS"))),
        nodes.table("", nodes.tgroup("", nodes.entry("", nodes.paragraph("", "IS")))),
        nodes.block_quote("", nodes.paragraph("", "IS")),
        dropdown_main("", nodes.paragraph("", "IS")),
        addnodes.glossary("", nodes.paragraph("", "IS")),
    ],
    ids=["title", "link", "code", "figure", "table", "quotation", "folded", "glossary"],
)
def test_titles_links_code_figures_tables_and_folded_text_stay_plain(plain):
    assert not linked(page(plain))


def test_everyday_words_and_what_every_page_is_about_are_read_but_not_marked():
    def section(name, *words):
        spelt = [nodes.term("", word, ids=[f"term-{word}"]) for word in words]
        meaning = nodes.definition("", nodes.paragraph("", "A  meaning\nin two lines."))
        item = nodes.definition_list_item("", *spelt, meaning)
        return nodes.section("", nodes.title("", name), nodes.definition_list("", item), ids=[name])

    glossary = page(
        section("verdicts", "mixed"),
        section("groups", "Taliban"),
        section("measures", "tau", "Kendall's tau"),
    )
    assert terms.read_glossary(glossary) == [
        terms.Entry("term-tau", ("tau", "Kendall's tau"), "A meaning in two lines.")
    ]


TERM = '<a class="glossary-term reference internal" href="../glossary.html#term-IS">'
SOURCE = '<a class="reference internal" href="../references.html#id7" title="A. B. <i>T</i>. 2004. Not retrieved: x.">'


def test_each_term_and_source_has_one_text_that_its_links_name():
    told = terms.with_tips(
        f"{TERM}IS</a> {SOURCE}[B, 2004]</a> {SOURCE}again</a>", {"term-IS": "One & only."}
    )
    assert told.count('aria-describedby="tip-id7"') == 2
    assert told.count('id="tip-id7"') == told.count('id="tip-term-IS"') == 1
    assert "One &amp; only." in told
    assert "title=" not in told


def test_a_page_without_terms_stays_as_it_is():
    assert terms.with_tips("<p>Nothing.</p>", {}) == "<p>Nothing.</p>"


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("Coll. Ghost Wars. 2004. Not retrieved: from the record.", "Coll. Ghost Wars. 2004."),
        (
            "RIA. <em>X</em> & Y. 2015. Retrieved (Russian); of May.",
            "RIA. &lt;em&gt;X&lt;/em&gt; &amp; Y. 2015.",
        ),
    ],
)
def test_a_short_reference_ends_with_whether_it_was_read(reference, shown):
    short = terms.short_reference(reference)
    mark = "Not retrieved" if "Not retrieved" in reference else "Retrieved"
    assert short.startswith(f"{shown} ")
    assert f">{mark}</span>" in short
    assert ":" not in short.split("</span>")[-1]


def test_time_counts_prose_and_figures_and_leaves_out_code_and_what_is_folded():
    prose = nodes.paragraph("", "one two three")
    folded = nodes.container("", nodes.paragraph("", "not read"), design_component="dropdown")
    document = page(prose, nodes.literal_block("", "a = 1"), folded, nodes.figure("", nodes.caption("", "x")))
    assert minutes.words_of(document) == 3 + minutes.FIGURE


@pytest.mark.parametrize(("words", "taken"), [(0, 1), (200, 1), (299, 1), (301, 2), (2000, 10)])
def test_time_is_in_the_nearest_whole_minutes(words, taken):
    assert minutes.minutes_of(words) == taken


def test_time_of_sections_is_added_up_and_a_missing_section_is_an_error():
    section = nodes.section("", nodes.title("", "Short"), nodes.paragraph("", "word " * 150), ids=["short"])
    pages = {
        "a": page(section, nodes.paragraph("", "word " * 900)),
        "b": page(nodes.paragraph("", "word " * 99)),
    }
    app = SimpleNamespace(env=SimpleNamespace(get_doctree=pages.get))
    place = page(nodes.paragraph("", "", minutes.minutes(named=["a#short", "b"])))
    minutes.write_minutes(app, place, "how")
    assert place.astext() == "2 minutes"
    with pytest.raises(KeyError, match="no section #long"):
        minutes.part_of(pages["a"], "long")
