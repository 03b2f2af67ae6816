"""What Sphinx does beyond jupyter-book, and what is told to a chapter's sentences."""

from types import SimpleNamespace

import pytest
from docutils import nodes

from dossier import results
from dossier.book import telling
from dossier.book.blocks import plain
from dossier.errors import EvidenceError
from dossier.site import bibliography, filtering, ledger


def test_a_number_that_was_not_worded_is_refused():
    with pytest.raises(TypeError, match=r"deaths is int; word it with dossier\.words first"):
        telling.tell(deaths=12)


def test_no_character_of_a_card_acts_as_markup():
    assert plain("a*b _c_ [d](e) <f> `g` $h$\n i") == r"a\*b \_c\_ \[d\](e) \<f\> \`g\` \$h\$ i"


def test_a_bibliography_is_not_announced_as_a_list_without_items():
    context = {"body": '<div class="citation-list" role="list"><div role="doc-biblioentry">x</div></div>'}
    bibliography.mend_roles(None, "references", "page.html", context, None)
    assert context["body"] == '<div class="citation-list"><div>x</div></div>'


@pytest.mark.parametrize(
    ("printed", "kind", "mark"),
    [
        ("A book. Not retrieved: from the public record.", "source-unread", "Not retrieved"),
        ("Retrieved (Romanian); of 9 February 2017.", "source-read", "Retrieved"),
        ("“Retrieved.” Retrieved: opening.", "source-read", "Retrieved"),
    ],
)
def test_a_reference_shows_whether_it_was_read_and_keeps_its_words(printed, kind, mark):
    entry = nodes.citation("", nodes.paragraph("", printed), ids=["id7"])
    known = SimpleNamespace(citations=[SimpleNamespace(citation_id="id7", key="coll2004")])
    app = SimpleNamespace(env=SimpleNamespace(get_domain=lambda _: known))
    bibliography.mark_references(app, nodes.container("", entry), "references")
    assert entry["ids"] == ["id7", "ref-coll2004"]
    assert entry["classes"] == [kind]
    assert [each.astext() for each in entry.findall(nodes.inline)] == [mark]
    assert entry.astext() == printed


@pytest.fixture
def app(tmp_path, monkeypatch):
    """Stands in for Sphinx, with a ledger that takes no time."""
    monkeypatch.setattr(results, "entries", lambda: [])
    return SimpleNamespace(builder=SimpleNamespace(format="html"), outdir=tmp_path)


def test_verdicts_are_written_once_the_book_is_whole(app, tmp_path):
    ledger.judge(app)
    assert not (tmp_path / "verdicts.json").exists()
    ledger.write_verdicts(app, RuntimeError("a page broke"))
    assert not (tmp_path / "verdicts.json").exists()
    ledger.write_verdicts(app, None)
    assert '"claims": []' in (tmp_path / "verdicts.json").read_text()


def test_a_wrong_claim_stops_the_build_before_any_page(app, monkeypatch):
    def refuse():
        raise EvidenceError("evidence/records, C02", "it names no evidence", "a source", "Name one.")

    monkeypatch.setattr(results, "entries", refuse)
    with pytest.raises(EvidenceError, match="C02"):
        ledger.judge(app)


def test_only_pages_with_a_form_get_the_script_that_filters():
    added = []
    app = SimpleNamespace(
        add_js_file=lambda name, **_: added.append(name), add_css_file=lambda name, **_: added.append(name)
    )
    for part in (filtering, ledger):
        part.equip(app, "chapters/data", "page.html", {"body": "<p>data</p>"}, None)
    assert not added
    for part in (filtering, ledger):
        part.equip(app, "chapters/claims", "page.html", {"body": '<form class="filter">'}, None)
    assert added == ["filter.css", "filter.js", "ledger.css"]
