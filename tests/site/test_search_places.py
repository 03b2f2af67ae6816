"""Which places of a page can be found, with which words, and the index that is written of them."""

import json
from types import SimpleNamespace

from docutils import nodes
from sphinx import addnodes
from sphinx_design.dropdown import dropdown_main, dropdown_title

from dossier.site import searching
from dossier.site.describing import Description
from dossier.site.search.places import Place, figure, places


def section(anchor, title, *children):
    return nodes.section("", nodes.title("", title), *children, ids=[anchor])


def document(*children):
    page = nodes.document("", None)
    page += children
    return page


def said(words):
    return nodes.paragraph("", words)


def listed(page, name="chapters/a"):
    return [(each.kind, each.anchor, each.title, each.text) for each in places(page, name)]


def test_a_section_has_its_own_words_and_no_code_and_not_those_of_sections_within():
    line = nodes.paragraph("", "", nodes.Text("One "), nodes.strong("", "half"), nodes.Text("word"))
    items = nodes.bullet_list("", nodes.list_item("", said("Two & three")))
    page = document(
        section("top", "Title", line, nodes.literal_block("", "code()"), section("below", "Part", items))
    )
    assert listed(page) == [
        ("page", "", "Title", "One halfword"),
        ("section", "below", "Part", "Two & three"),
    ]


def test_a_folded_claim_is_a_place_and_its_verdicts_are_words_of_it():
    def folded(name, classes):
        words = nodes.inline(
            "", "", nodes.Text("C27 They met "), nodes.inline("", "mixed", classes=["claim-verdicts"])
        )
        return dropdown_main("", dropdown_title("", "", words), said("The test."), classes=classes, ids=name)

    page = document(section("top", "Every claim", folded(["c27"], ["claim"]), folded([], [])))
    assert listed(page) == [
        ("page", "", "Every claim", "C27 They met mixed The test."),
        ("claim", "c27", "C27 They met", "mixed The test."),
    ]
    (_, card) = listed(document(section("top", "Data", folded(["table-a"], []))), "chapters/data/arms")
    assert card[:2] == ("table", "table-a")


def test_terms_and_sources_are_places():
    item = nodes.definition_list_item(
        "",
        nodes.term("", "Islamic State", ids=["term-IS"]),
        nodes.term("", "IS"),
        nodes.definition("", said("A group.")),
    )
    glossary = addnodes.glossary("", nodes.definition_list("", item))
    read = nodes.inline("", "Retrieved 2026.", classes=["source-mark"])
    entry = nodes.citation(
        "",
        nodes.label("", "A15"),
        nodes.paragraph("", "", nodes.Text("A. Title. "), read),
        ids=["id1", "ref-a"],
    )
    assert listed(document(section("top", "Lists", glossary, entry)))[1:] == [
        ("term", "term-IS", "Islamic State, IS", "A group."),
        ("source", "ref-a", "A. Title.", "A15 A. Title. Retrieved 2026."),
    ]


def test_an_event_is_what_stands_between_the_start_and_the_end_of_its_list_item():
    def raw(markup):
        return nodes.raw("", markup, format="html")

    page = document(
        section(
            "top",
            "Timeline",
            raw("<form><button>Kind</button></form><ol>"),
            raw('<li id="event-V1"><p><time>5 May 2015</time> <a href="#event-V1">V1</a></p>'),
            said("They met."),
            raw("<p>Diplomacy</p></li></ol>"),
            said("After all."),
        )
    )
    assert listed(page) == [
        ("page", "", "Timeline", "After all."),
        ("event", "event-V1", "5 May 2015", "V1 They met. Diplomacy"),
    ]


def test_a_figure_is_found_on_its_own_page_by_its_words_columns_and_cells():
    shown = nodes.figure("", nodes.caption("", "Drawn"), classes=["evidence-figure"], ids=["r2-arms"])
    assert listed(document(section("top", "Arms", shown))) == [("page", "", "Arms", "")]
    about = {
        "title": "What was sent",
        "alt": "What was sent. 12 items.",
        "caption": "By year.",
        "id": "r2-arms",
    }
    told = Description("2 rows.", (("weapon_name", "Two different values"),), ("9 in 2015.",))
    rows = [["Kornet", "12", "sipri2022"], ["Kornet", "9", "sipri2022"], ["S-300", "", ""]]
    table = {"names": ["weapon", "number", "source_key"], "numeric": [False, True, False], "rows": rows}
    place = figure("figures/r2-arms", about, told, table)
    assert (place.kind, place.page, place.anchor, place.title) == (
        "figure",
        "figures/r2-arms",
        "",
        "What was sent",
    )
    assert place.text == (
        "12 items. By year. 9 in 2015. weapon name: Two different values. Kornet, S-300 r2-arms"
    )


def test_the_index_keeps_places_of_pages_that_a_build_leaves_and_the_order_of_the_book(tmp_path, monkeypatch):
    monkeypatch.setattr(searching, "_pages", lambda env: {"b": "Title of b", "a": "Title of a"})

    def app():
        builder = SimpleNamespace(name="html", search=True)
        return SimpleNamespace(
            dossier_places={}, outdir=tmp_path, builder=builder, env=None, connect=lambda *_: None
        )

    first = app()
    for name in ("a", "b", "gone"):
        page = document(section("top", f"Title of {name}", said("x < y</script>")))
        searching.keep_places(first, name, "page.html", {}, page)
    searching.write_index(first, RuntimeError("a page broke"))
    assert not (tmp_path / searching.INDEX).exists()
    searching.write_index(first, None)
    written = (tmp_path / searching.INDEX).read_text(encoding="utf-8")
    index = json.loads(written.removeprefix(searching.BEFORE).removesuffix(searching.AFTER))
    assert [place[:4] for place in index["places"]] == [
        ["page", "b", "", "Title of b"],
        ["page", "a", "", "Title of a"],
    ]
    later = app()
    searching.switch(later)
    assert later.builder.search is False
    searching.keep_places(
        later, "b", "page.html", {}, document(section("top", "Title of b", said("x < y</script>")))
    )
    searching.write_index(later, None)
    assert (tmp_path / searching.INDEX).read_text(encoding="utf-8") == written


def test_other_forms_of_the_book_have_no_search(tmp_path):
    app = SimpleNamespace(
        dossier_places={}, outdir=tmp_path, builder=SimpleNamespace(name="epub", search=True)
    )
    searching.switch(app)
    searching.keep_places(app, "a", "page.html", {}, document())
    searching.write_index(app, None)
    assert app.builder.search is True
    assert not app.dossier_places
    assert not list(tmp_path.iterdir())
    assert not list(searching.collect(app))


def test_a_place_is_one_line():
    assert Place("page", "a", "", "A", ["one\n two", "three"]).text == "one two three"
