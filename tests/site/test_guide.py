"""Finding one's way in the built book: terms and sources on the spot, reading paths, titles."""

import html
import json
import re

import pytest

from dossier import words
from dossier.book.plainly import SEEN
from dossier.verdicts.scale import LIKELIHOODS, PHRASES

pytestmark = pytest.mark.browser

TERM = "a.glossary-term"
SOURCE = 'a[aria-describedby^="tip-id"]'


def read(book, page):
    return (book.html / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(book):
    return {path.relative_to(book.html).as_posix(): path.read_text("utf-8") for path in book.pages()}


@pytest.fixture
def page(address, chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/chapters/background.html", wait_until="load")
    yield page
    context.close()


def visible_tips(page):
    return page.locator(".tip:visible").all_inner_texts()


def test_a_term_says_what_it_means_on_hover_and_stays_while_it_is_read(page):
    link = page.locator(TERM).first
    link.hover()
    page.wait_for_selector(".tip:visible")
    tip = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert tip.is_visible()
    assert tip.inner_text()
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.mouse.move(1, 1)
    page.wait_for_selector(".tip:visible", state="detached")


def test_focus_shows_a_text_and_escape_hides_it_without_moving_the_focus(page):
    link = page.locator(TERM).nth(1)
    page.locator(TERM).first.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    assert len(visible_tips(page)) == 1
    page.keyboard.press("Escape")
    assert not visible_tips(page)
    assert link.evaluate("link => link === document.activeElement")


def test_a_citation_shows_the_short_reference_and_whether_it_was_read(page):
    page.locator(SOURCE).first.hover()
    page.wait_for_selector(".tip:visible")
    (shown,) = visible_tips(page)
    assert re.search(r"\d{4}.*(Retrieved|Not retrieved)$", shown)


def test_a_text_fits_a_phone_and_a_tap_follows_the_link(address, chromium):
    context = chromium.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/chapters/background.html", wait_until="load")
    page.locator(SOURCE).nth(2).hover()
    page.wait_for_selector(".tip:visible")
    box = page.locator(".tip:visible").bounding_box()
    assert 0 <= box["x"] <= 320 - box["width"]
    page.locator(TERM).first.tap()
    page.wait_for_url(re.compile(r"glossary\.html#term-"))
    context.close()


def test_every_text_is_named_by_a_link_and_every_link_has_its_text(pages):
    for name, text in pages.items():
        named = re.findall(r'aria-describedby="(tip-[^"]+)"', text)
        written = re.findall(r'role="tooltip" id="([^"]+)"', text)
        assert set(named) == set(written), name
        assert len(written) == len(set(written)), name
        terms = re.findall(r'<a class="glossary-term[^>]*#term-([^"]+)"', text)
        assert len(terms) == len(set(terms)), f"{name} links a term twice"


def test_no_term_is_linked_in_a_heading_a_table_or_another_link(pages):
    for name, text in pages.items():
        for around in (r"<h\d.*?</h\d>", r"<table.*?</table>", r"<figure.*?</figure>"):
            assert not any("glossary-term" in found for found in re.findall(around, text, re.S)), name


def test_every_page_has_one_first_heading_and_a_title_of_its_own(pages):
    titles = {}
    for name, text in pages.items():
        assert len(re.findall(r"<h1\b", text)) == 1, name
        titles[name] = html.unescape(re.search(r"<title>(.*?)</title>", text, re.S)[1]).strip()
        parts = titles[name].split(" — ")
        assert len(parts) == len(set(parts)), f"{name} says its title twice"
    assert len(set(titles.values())) == len(titles)


def test_every_page_but_the_first_and_last_leads_on_and_back(pages):
    back = [name for name, text in pages.items() if 'class="left-prev"' not in text]
    on = [name for name, text in pages.items() if 'class="right-next"' not in text]
    assert len(back) == len(on) == 1
    assert back == ["chapters/index.html"]


def test_times_to_read_are_counted(book):
    path = html.unescape(re.sub(r"<[^>]+>", "", read(book, "chapters/how-to-read.html")))
    short, long = (int(minutes) for minutes in re.findall(r"In all (\d+) minutes", path))
    assert 8 <= short <= 12
    assert 45 <= long <= 75


def test_the_plain_summary_says_what_the_verdicts_say(book):
    told = html.unescape(re.sub(r"<[^>]+>", "", read(book, "chapters/plain-summary.html")))
    verdicts = json.loads(read(book, "verdicts.json"))
    assert verdicts["claims"]
    boxes = re.findall(
        r"answer-now.*?<strong>([\w ]+)\.</strong>(?:</span>)? Likelihood: ([\w ]+)[.,]",
        read(book, "chapters/index.html"),
        re.S,
    )
    assert len(boxes) == 4
    start = 0
    for verdict, likelihood in boxes:
        scale = likelihood if likelihood in LIKELIHOODS else verdict.lower()
        start = told.index(f"{words.sentence(PHRASES[scale])} {SEEN[verdict.lower()]}", start) + 1
        start = told.index(f"On our scale: {scale}.", start) + 1


def test_the_glossary_is_of_one_spelling(book):
    text = read(book, "chapters/glossary.html")
    terms = [
        html.unescape(re.sub(r"<[^>]+>", "", term))
        for term in re.findall(r'<dt id="term-.*?</dt>', text, re.S)
    ]
    assert 60 <= len(terms) <= 110
    assert len({term.lower() for term in terms}) == len(terms)
