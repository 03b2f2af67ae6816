"""Code behind one switch for all pages: off by default, remembered, and in reach without scripts."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.browser

#: A cell above the answer, cells of figures, and cells that hide their outputs too.
FIRST, NEXT = "chapters/reason-1/where.html", "chapters/background.html"
SWITCH = ".code-switch"
CODE = "article div.cell_input:visible"
FOLDS = "article details.hide > summary:visible"


@pytest.fixture
def context(chromium):
    opened = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def at(context, address, name):
    page = context.new_page()
    page.goto(f"{address}/{name}", wait_until="load")
    return page


@pytest.mark.parametrize("name", [FIRST, NEXT, "chapters/index.html"])
def test_no_code_and_no_fold_stands_between_a_reader_and_the_answer(context, address, name):
    page = at(context, address, name)
    assert page.locator("article div.cell_input").count() > 0
    assert page.locator(CODE).count() == 0
    assert page.locator(FOLDS).count() == 0
    assert page.locator(SWITCH).get_attribute("aria-pressed") == "false"


def test_the_switch_shows_all_code_here_and_on_the_next_page_until_it_is_pressed_again(context, address):
    page = at(context, address, FIRST)
    switch = page.locator(SWITCH)
    assert switch.inner_text().strip() == "Show the code"
    switch.press("Enter")
    for name in (FIRST, NEXT):
        page.goto(f"{address}/{name}", wait_until="load")
        assert page.locator(CODE).count() == page.locator("article div.cell_input").count() > 0
        assert page.locator(FOLDS).count() == 0
        assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    page.goto(f"{address}/{FIRST}", wait_until="load")
    assert page.locator(CODE).count() == 0


def test_the_code_link_of_a_figure_shows_its_own_cell_and_no_other(context, address):
    page = at(context, address, FIRST)
    page.locator(".figure-links a[href^='#cell-']").first.click()
    page.wait_for_selector(CODE)
    assert page.locator(CODE).count() == 1
    assert page.locator(f"div.cell:target {CODE.removeprefix('article ')}").count() == 1


def test_a_browser_that_remembers_nothing_still_has_the_switch(context, address):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    )
    page = at(context, address, FIRST)
    page.locator(SWITCH).click()
    assert page.locator(CODE).count() > 0


def test_without_scripts_each_cell_has_a_fold_and_there_is_no_dead_button(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = at(context, address, FIRST)
    assert page.locator(SWITCH).count() == 1
    assert not page.locator(SWITCH).is_visible()
    assert page.locator(CODE).count() == 0
    folds = page.locator(FOLDS)
    assert folds.count() == page.locator("article details.hide").count()
    folds.first.click()
    assert page.locator(CODE).count() == 1
    context.close()


def test_every_piece_of_code_is_behind_the_switch_and_a_page_without_code_has_none(book):
    for path in sorted((book.html / "chapters").rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        folded = page.select("details.hide div.cell_input")
        assert len(page.select("div.cell_input")) == len(folded), f"{path.name}: a cell has no tag hide-input"
        assert len(page.select(SWITCH)) == bool(folded), path.name
