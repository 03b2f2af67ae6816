"""What an English editor would send back: numbers in heaps, long paragraphs, long sentences, worn-out words."""

import re
import statistics

import pytest
from bs4 import BeautifulSoup

from tests.chapters.test_prose import ALLOWED

#: Numbers in a hundred words of running text, the median over pages. News prose has two.
NUMBERS = 3
#: Words of a paragraph, and of a sentence on the average of a page.
PARAGRAPH, SENTENCE = 90, 18
#: Words that an editor strikes out, and turns that stand for a sentence nobody would say.
BANNED = re.compile(
    r"\bnoughts?\b|\breckon|\bwith the outreach\b|\bof those that\b|\bnone stay open\b|\bif any, had\b"
    r"|\bwith IS as a party\b|\blook the same whether\b",
    re.I,
)
#: Not running text: figures, tables, what is folded, forms, quotations, and what a script shows on demand.
ASIDE = (
    "figure, table, details, form, blockquote, nav, footer, script, style, .cell_input, .tips, .headerlink, "
    ".citation, .chronicle-event, .figure-cards"
)
#: Sources and figures that a sentence names in passing.
NAMED_IN_PASSING = "a[href*='references.html'], a[href*='#'] .std-numref"
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”’)]*\s+(?=[“‘(]?[A-Z0-9])")
#: Pages below this many words of running text are lists and tools, and have no density worth the name.
FEWEST_WORDS = 100


def running_text(html: str) -> list[str]:
    """Return the paragraphs of a page that are read from start to end, sources and figure numbers left out."""
    article = BeautifulSoup(html, "html.parser").find("article")
    if article is None:
        return []
    for aside in article.select(ASIDE):
        aside.decompose()
    for named in article.select(NAMED_IN_PASSING):
        named.decompose()
    told = (" ".join(paragraph.get_text().split()) for paragraph in article.find_all("p"))
    return [text for text in told if text]


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, without days, years, names and other numerals that count nothing."""
    for pattern in (*ALLOWED.values(), r"\b(?:Fig|Table)\. ?\d+"):
        text = re.sub(pattern, "", text)
    return re.findall(r"\d[\d.,]*", text)


@pytest.fixture(scope="module")
def pages(book):
    files = sorted((book.html / "chapters").rglob("*.html"))
    read = {
        file.relative_to(book.html / "chapters").with_suffix("").as_posix(): running_text(
            file.read_text(encoding="utf-8")
        )
        for file in files
    }
    return {name: paragraphs for name, paragraphs in read.items() if paragraphs}


def density(paragraphs):
    return 100 * len(numbers_in(" ".join(paragraphs))) / len(" ".join(paragraphs).split())


def test_a_hundred_words_hold_three_numbers_at_most_on_the_middle_page(pages):
    found = {
        name: density(told) for name, told in pages.items() if len(" ".join(told).split()) >= FEWEST_WORDS
    }
    worst = sorted(found.items(), key=lambda each: -each[1])[:8]
    assert statistics.median(found.values()) <= NUMBERS, worst


def test_no_paragraph_is_long(pages):
    long = [
        f"{name}: {len(text.split())} words, “{text[:60]}…”"
        for name, told in pages.items()
        for text in told
        if len(text.split()) > PARAGRAPH
    ]
    assert not long


def test_sentences_are_short_on_the_average_of_a_page(pages):
    found = {
        name: statistics.mean(len(each.split()) for text in told for each in SENTENCE_ENDS.split(text))
        for name, told in pages.items()
    }
    assert not {name: round(mean, 1) for name, mean in found.items() if mean > SENTENCE}


def test_no_page_has_a_word_that_an_editor_strikes_out(pages):
    found = [
        f"{name}: “{text[max(0, met.start() - 40) : met.end() + 30]}”"
        for name, told in pages.items()
        for text in told
        for met in BANNED.finditer(text)
    ]
    assert not found


PAGE = """<article><h1>Title 1</h1><p>In 2016 there were 14 acts, 3 more than before
 (<a href="../references.html#id1">Author, 2017</a>). It was so on 26 January 2015.</p>
 <figure><p>99 words</p></figure><details><p>5 folded</p></details><ul><li><p>A point.</p></li></ul></article>"""


def test_running_text_leaves_out_figures_and_what_is_folded():
    assert running_text(PAGE) == [
        "In 2016 there were 14 acts, 3 more than before (). It was so on 26 January 2015.",
        "A point.",
    ]


def test_years_days_and_names_are_no_numbers():
    assert numbers_in(running_text(PAGE)[0]) == ["14", "3"]
    assert not numbers_in("C27 and the Mi-35M, in Fig. 3 and under resolution 2513")


@pytest.mark.parametrize("said", ["nought to one", "They reckoned so.", "acts with the outreach"])
def test_a_worn_out_word_is_found(said):
    assert BANNED.search(said)
