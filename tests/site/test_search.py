"""The search page of the built book, from a server and from a folder: what is found first, and what is said of it."""

import re

import pytest

pytestmark = pytest.mark.browser

#: What each query must find first. `search_queries` of a review listed the first eight.
FIRST = {
    "IS": "chapters/glossary.html#term-IS",
    "2015": "chapters/timeline.html",
    "Kunduz": "chapters/",
    "Nangarhar": "chapters/reason-1/where.html",
    "opium": "chapters/reason-4/drugs.html",
    "Kornet": "figures/",
}
EMPTY = ("the", "not")
#: Bytes of the index before compression.
INDEX = 1_500_000


@pytest.fixture(scope="module", params=["server", "folder"])
def searched(request, book, address, chromium):
    """The search page, and what it complains of."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.root = address if request.param == "server" else book.html.as_uri()
    page.goto(f"{page.root}/search.html", wait_until="load")
    yield page
    assert not complaints
    context.close()


def ask(page, query):
    """Type a query and return where results lead, without the words to mark."""
    page.get_by_label("Words, names, years").fill(query)
    page.keyboard.press("Enter")
    links = page.eval_on_selector_all(
        "ol.search > li > a", "all => all.map(link => link.getAttribute('href'))"
    )
    return [re.sub(r"\?[^#]*", "", link) for link in links]


def status(page):
    return page.get_by_role("status").inner_text()


@pytest.mark.parametrize("query", FIRST)
def test_a_query_finds_first_what_it_is_about(searched, query):
    found = ask(searched, query)
    assert found[0].startswith(FIRST[query]), found[:4]
    assert len(found) == len(set(found))
    marked = searched.locator("ol.search > li").first.locator("mark")
    assert marked.count() or query in searched.locator("ol.search a").first.inner_text()
