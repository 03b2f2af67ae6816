"""MyST in any notebook: roles as words or links, directives as plain HTML, nothing of the markup left."""

import dataclasses
import re

import pytest

from dossier import cited
from dossier.book import blocks, claims, readable
from dossier.book.readable import Reader
from tests.markup import markup

READER = Reader("chapters/reason-1")
PUBLISHED = Reader("chapters/reason-1")
PUBLISHED.book = dataclasses.replace(cited.book(), url="https://example.org/book/")


def inner(html):
    """What stands within the one container of a Block's HTML."""
    return re.fullmatch(r'<div class="tex2jax_ignore mathjax_ignore">\n(.*)</div>', html, flags=re.S)[
        1
    ].strip()


@pytest.mark.parametrize(
    ("myst", "html"),
    [
        ("{doc}`/chapters/how-to-read`", "<p>How to read this book</p>"),
        ("{doc}`A common enemy <reason-1/index>`", "<p>A common enemy</p>"),
        ("Changed: {ref}`C33 <c33>`.", "<p>Changed: C33.</p>"),
        ("{numref}`r1-five-shocks`", "<p>figure r1-five-shocks</p>"),
        ("{cite}`un2022res2626, nosuch`", "<p>(United Nations 2022; nosuch)</p>"),
        ("{download}`dyads.csv </data/conflict/dyads.csv>`", "<p>dyads.csv</p>"),
        ("[C29 [**Mixed**]{.verdict-word}]{.claim-id} ends", "<p>C29 <strong>Mixed</strong> ends</p>"),
        ('<a href="../timeline.html#event-V068">1 May</a>', "<p>1 May</p>"),
        ('<a class="x" href="#event-V001">V001</a>', '<p><a class="x" href="#event-V001">V001</a></p>'),
        ('``````{raw} html\n<form>\n<p>x</p>\n</form>\n<p class="n">y</p>\n``````', '<p class="n">y</p>'),
        ("costs 5\\$ and 6\\$, <https://ucdp.uu.se/>", '<p>costs 5$ and 6$, <a href="https://ucdp.uu.se/">'),
        ("| A |\n|---|\n| {ref}`x <y>`<br>z |", "<td>x<br>z</td>"),
    ],
)
def test_roles_and_markup_become_words(myst, html):
    shown = inner(READER.html(myst))
    assert html in shown
    assert not markup(shown)


def test_directives_become_what_folds_and_paragraphs():
    myst = (
        ":::::{container} answer\n:::{container} answer-said\n**No.**\n:::\n:::{container} answer-why\nWhy.\n:::\n"
        "::::{dropdown} On `the` scales\n:name: scales\n:open:\n\n- One.\n::::\n:::::\n:::{warning}\nDraft.\n:::"
    )
    assert inner(READER.html(myst)).replace("\n", "") == (
        "<p><strong>No.</strong></p><p>Why.</p><details><summary>On <code>the</code> scales</summary>"
        "<ul><li>One.</li></ul></details><p>Draft.</p>"
    )


def test_links_lead_to_the_address_of_the_book_where_it_has_one():
    at = "https://example.org/book/"
    for myst, link in (
        ("{doc}`../rules`", "chapters/rules.html"),
        ("{numref}`r1-five-shocks`", "figures/r1-five-shocks.html"),
        (
            '<a href="../timeline.html?to=2014#event-V068">1 May</a>',
            "chapters/timeline.html?to=2014#event-V068",
        ),
    ):
        assert f'href="{at}{link}"' in PUBLISHED.html(myst)


def test_a_block_shows_its_myst_to_the_builder_and_words_to_a_notebook():
    for block in (
        blocks.data_cards("arms"),
        blocks.table_list("arms"),
        blocks.shelf(),
        claims.filter_form(),
        claims.download(),
    ):
        shown = block._repr_mimebundle_()
        assert shown["text/markdown"] == block.myst
        assert not markup(shown["text/html"])
    cards = blocks.data_cards("arms")._repr_mimebundle_()["text/html"]
    assert cards.count("<details>") == cards.count("</details>") == cards.count("<table>") > 1


def test_a_running_chapter_knows_its_folder_and_a_notebook_elsewhere_takes_the_usual_one(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(readable.paths.ROOT / "chapters" / "reason-1")
    assert readable.here().resolved("../rules") == "chapters/rules"
    monkeypatch.chdir(tmp_path)
    assert readable.here().resolved("rules") == "chapters/rules"
