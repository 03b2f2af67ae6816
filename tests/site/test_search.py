"""The search page of the built book, from a server and from a folder: what is found first, and what is said of it."""

import re

import pytest

from tests.site.visits import AXE, RULES

pytestmark = pytest.mark.browser

#: What each query must find first.
FIRST = {
    "IS": "chapters/reason-1/",
    "2015": "chapters/reason-1/",
    "1988": "chapters/timeline.html#event-V006",
    "1267": "chapters/timeline.html#event-V015",
    "Lavrov": "chapters/glossary.html#term-Lavrov",
    "Kunduz": "chapters/glossary.html#term-Kunduz",
    "Nangarhar": "chapters/reason-1/where.html",
    "opium": "chapters/reason-4/drugs.html",
    "Kornet": "figures/r1-russia-to-pakistan-what.html",
    "C27": "chapters/claims.html#c27",
    "Where did IS fight?": "chapters/reason-1/where.html",
}
#: Bytes that the index may weigh before compression.
MOST = 1_500_000
#: Scripts of Sphinx's own search.
SPHINX = {"searchindex.js", "searchtools.js", "language_data.js"}
FIELD = "Words, names, years"
LINKS = "ol.search > li > a"
#: For each group of spellings, the places that each spelling finds.
BY_SPELLING = """() => {
  const { ask } = window.bookSearch(window.bookIndex);
  const places = (query) => ask(query).hits.map(({ id }) => id).sort().join(" ");
  return window.bookIndex.spellings.map((group) => [group.join(", "), group.map(places)]);
}"""
#: Whether the middle of a field's first letter is the field.
UNCOVERED = """field => {
  const { left, top, height } = field.getBoundingClientRect();
  return [8, 14, 20].every((x) => document.elementFromPoint(left + x, top + height / 2) === field);
}"""
IN_VIEW = "part => part.getBoundingClientRect().top >= 0 && part.getBoundingClientRect().top < innerHeight"


@pytest.fixture(params=["server", "folder"])
def root(request, book, address):
    """Where the book is opened from."""
    return address if request.param == "server" else book.html.as_uri()


@pytest.fixture
def visit(chromium):
    """Opens an address and holds the console to be silent."""
    contexts, complaints = [], []

    def opened(address, **settings):
        contexts.append(chromium.new_context(viewport={"width": 1000, "height": 800}, **settings))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(address, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def ask(page, query):
    """Type a query and return where results lead, without the words to be marked there."""
    page.get_by_label(FIELD).fill(query)
    page.keyboard.press("Enter")
    status(page)
    found = page.eval_on_selector_all(LINKS, "all => all.map(link => link.getAttribute('href'))")
    return [re.sub(r"\?[^#]*", "", link) for link in found]


def status(page):
    """Return what is said of the answer, once there is one."""
    page.wait_for_function("() => document.querySelector('[role=status]').textContent.endsWith('.')")
    return page.get_by_role("status").inner_text()


def test_each_query_finds_first_what_it_is_about_and_shows_where(root, visit):
    page = visit(f"{root}/search.html")
    for query, first in FIRST.items():
        found = ask(page, query)
        assert found[0].startswith(first), (query, found[:3])
        assert len(found) == len(set(found)), query
        best = page.locator("ol.search > li").first
        assert best.locator("p.context mark").count() or query in best.locator("a").inner_text(), query
        assert not any("import " in said for said in page.locator("p.context").all_inner_texts()), query


def test_what_was_left_out_or_not_found_or_misspelt_is_said(root, visit):
    page = visit(f"{root}/search.html?q=the")
    assert status(page) == "0 places found. Left out as too common: “the”."
    assert not page.locator("#search-results *").count()
    assert not ask(page, "not")
    assert "Left out as too common: “not”." in status(page)
    assert ask(page, "the Nangahar")[0].startswith(FIRST["Nangarhar"])
    assert "“Nangahar” is not in the book; shown is “Nangarhar”. Left out as too common: “the”." in status(
        page
    )
    assert ask(page, "Kunduz xyzzyx") == ask(page, "Kunduz")
    ask(page, "Kunduz xyzzyx")
    assert "Not in the book: “xyzzyx”." in status(page)
    assert ask(page, "Kornet PPML")
    assert "No place holds all of these words" in status(page)


def test_numbers_are_kept_with_letters_and_commas_and_no_other_number_is_near(address, visit):
    page = visit(f"{address}/search.html")
    assert ask(page, "Mi-35") == ask(page, "mi35") != []
    assert ask(page, "122,513") == ask(page, "122513") != []
    assert not ask(page, "1225131")
    assert "Not in the book: “1225131”." in status(page)


def test_every_spelling_of_a_name_finds_the_same_places(address, visit):
    for group, found in visit(f"{address}/search.html").evaluate(BY_SPELLING):
        assert set(found) == {found[0]}, group
        assert found[0], f"the book holds none of {group}"


def test_capitals_tell_a_name_from_a_common_word(address, visit):
    page = visit(f"{address}/search.html")
    assert ask(page, "is") == ask(page, "IS")
    assert ask(page, "what is opium") == ask(page, "opium")
    assert ask(page, "what is opium") != ask(page, "IS opium")


def test_results_come_while_one_types_and_the_address_keeps_the_query(root, visit):
    page = visit(f"{root}/search.html")
    assert page.get_by_label(FIELD).evaluate("field => field === document.activeElement")
    page.keyboard.type("Tajikistan")
    page.wait_for_selector(LINKS)
    assert re.fullmatch(r"\d+ places found\.", status(page))
    page.wait_for_url(re.compile(r"search\.html\?q=Tajikistan$"))
    page.reload(wait_until="load")
    page.wait_for_selector(LINKS)


def test_many_results_are_shown_by_and_by_and_the_focus_follows(address, visit):
    page = visit(f"{address}/search.html")
    assert len(ask(page, "Taliban")) == 30
    page.get_by_role("button", name=re.compile("Show 30 more of")).press("Enter")
    assert page.locator(LINKS).count() == 60
    assert page.locator(LINKS).nth(30).evaluate("link => link === document.activeElement")


def test_a_folded_claim_that_is_found_opens_and_its_words_are_seen(root, visit):
    page = visit(f"{root}/search.html?q=Stinger")
    page.locator(f'{LINKS}[href*="claims.html"]').first.click()
    page.wait_for_load_state("load")
    claim = page.locator(f"#{page.url.partition('#')[2]}")
    assert claim.evaluate(IN_VIEW)
    mark = claim.locator(".highlighted").first
    mark.wait_for()
    assert mark.is_visible()


def test_a_folded_data_card_opens_on_load_and_by_a_link_on_its_page(root, visit):
    page = visit(f"{root}/chapters/data/territory.html#table-territory-opium-provinces")
    for card in ("table-territory-opium-provinces", "table-territory-opium-districts"):
        page.evaluate("name => { location.hash = name }", card)
        page.wait_for_function("name => document.getElementById(name).open", arg=card)
        assert page.locator(f"#{card}").evaluate(IN_VIEW)


@pytest.mark.parametrize("state", [("light", 1000), ("dark", 390)])
def test_the_page_with_results_breaks_no_rule_of_axe_and_nothing_sticks_out(address, visit, visitor, state):
    scheme, width = state
    page = visit(f"{address}/search.html?q=the+Nangahar+xyzzyx", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    assert "Not in the book" in status(page)
    page.evaluate(visitor.axe)
    assert page.evaluate(AXE, RULES) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_nothing_lies_on_what_is_typed(address, visit):
    page = visit(f"{address}/search.html")
    assert page.get_by_label(FIELD).evaluate(UNCOVERED)
    page = visit(f"{address}/chapters/glossary.html")
    page.keyboard.press("Control+k")
    assert page.locator("#pst-search-dialog input").evaluate(UNCOVERED)
    page.keyboard.type("Kunduz")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=Kunduz"))
    page.wait_for_selector(LINKS)


def test_the_button_is_named_by_what_it_shows(address, visit):
    page = visit(f"{address}/chapters/glossary.html")
    button = page.locator(".search-button-field")
    assert button.get_attribute("aria-label") is None
    button.click()
    assert page.locator("#pst-search-dialog").is_visible()


def test_only_the_search_page_loads_the_index_and_sphinx_s_is_gone(book, address, chromium):
    context = chromium.new_context()
    page = context.new_page()
    loaded = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2].partition("?")[0]))
    page.goto(f"{address}/chapters/glossary.html", wait_until="load")
    asking = {"search-index.js", "minisearch.min.js", "search-engine.js"}
    assert not (asking | SPHINX).intersection(loaded)
    page.goto(f"{address}/search.html", wait_until="load")
    assert asking <= set(loaded)
    context.close()
    assert (book.html / "search-index.js").stat().st_size < MOST
    assert not SPHINX & {path.name for path in book.html.rglob("*.js")}


def test_without_scripts_the_page_says_so_and_leads_to_every_page(book, address, visit):
    page = visit(f"{address}/search.html?q=opium", java_script_enabled=False)
    assert page.locator("noscript p").is_visible()
    assert page.locator("noscript p").inner_text().startswith("Search needs JavaScript")
    links = page.locator("article noscript a")
    listed = {links.nth(at).get_attribute("href") for at in range(links.count())}
    assert listed == {path.relative_to(book.html).as_posix() for path in book.pages()}
