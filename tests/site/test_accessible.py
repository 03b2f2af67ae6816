"""What only a keyboard, forced colours or a large size shows of a page's accessibility."""

import numpy as np
import pytest

from dossier.site.pictures import luminance

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(address, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/chapters/reason-1/index.html", wait_until="load")
    yield page
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(opened):
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    assert opened.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_that_skip_can_be_read_and_their_focus_seen(opened, scheme):
    opened.emulate_media(color_scheme=scheme)
    opened.keyboard.press("Tab")
    words, ring, ground = opened.evaluate(
        """() => {
          const link = document.activeElement, own = getComputedStyle(link);
          const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
          return [own.color, own.outlineColor, getComputedStyle(link.parentElement).backgroundColor].map(colour => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
          });
        }"""
    )
    assert contrast(words, ground) >= 4.5
    assert contrast(ring, ground) >= 3


def contrast(*colours):
    low, high = sorted(luminance(np.array([colour]) / 255)[0] for colour in colours)
    return (high + 0.05) / (low + 0.05)


def test_every_stop_of_the_keyboard_can_be_seen(opened):
    unseen = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        shown = opened.evaluate(
            """() => {
              const at = document.activeElement, marked = [at, ...at.querySelectorAll('*')];
              if (at === document.body) return true;
              return marked.some(each => {
                const style = getComputedStyle(each);
                return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                  || style.boxShadow !== 'none';
              }) || at.outerHTML.slice(0, 160);
            }"""
        )
        if shown is not True:
            unseen.append(shown)
    assert not unseen


def test_a_wide_table_is_a_stop_of_the_keyboard_once_its_card_is_open(address, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/chapters/ruler.html", wait_until="load")
    card = page.locator("details:not(.hide):has(.pst-scrollable-table-container)").first
    held = card.locator(".pst-scrollable-table-container").first
    card.locator("summary").first.click()
    assert held.evaluate("table => table.scrollWidth > table.clientWidth")
    page.wait_for_function("table => table.tabIndex === 0", arg=held.element_handle())
    context.close()


def test_the_menu_of_downloads_works_by_keyboard(opened):
    button = opened.locator("button[data-bs-toggle=dropdown]").first
    menu = opened.locator(".dropdown-menu").first
    assert not menu.is_visible()
    button.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    opened.keyboard.press("Escape")
    assert not menu.is_visible()
    opened.wait_for_function("button => button === document.activeElement", arg=button.element_handle())


def test_search_opens_takes_words_and_finds(opened, address):
    opened.keyboard.press("Control+k")
    assert opened.locator("#pst-search-dialog").get_attribute("aria-label")
    opened.keyboard.type("helicopters")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search.html?*")
    opened.wait_for_selector("#search-results .search li")


def test_the_open_page_is_marked_and_language_is_stated(opened):
    assert opened.get_attribute("html", "lang") == "en"
    current = opened.locator("nav.bd-docs-nav a[aria-current=page]")
    assert current.count() == 1
    assert "Reason 1" in current.inner_text()


def test_icons_show_in_forced_colours(address, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/chapters/index.html", wait_until="load")
    drawn = page.evaluate(
        """() => {
             const ground = getComputedStyle(document.body).backgroundColor;
             const icons = [...document.querySelectorAll('.fa-solid, .fas')];
             const seen = icons.filter(icon => icon.getClientRects().length).map(icon => getComputedStyle(icon));
             const drawn = each => each.clipPath.startsWith('polygon(') && each.backgroundColor !== ground;
             return seen.length > 0 && seen.every(drawn);
           }"""
    )
    assert drawn
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    context.close()


def test_at_twice_the_size_nothing_is_cut_off(book, address, chromium):
    context = chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    for name in ("chapters/index.html", "chapters/claims.html", "chapters/reason-1/pakistan.html"):
        page.goto(f"{address}/{name}", wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
    context.close()
