"""The look of the built pages: typeface, lists of contents on a phone, the first screen."""

import pytest

pytestmark = pytest.mark.browser

#: Bytes that all faces together may weigh.
FONTS = 120_000


def test_pages_are_set_in_the_book_s_own_typeface(book, address, chromium):
    fonts = list((book.html / "_static" / "fonts").glob("*.woff2"))
    assert len(fonts) >= 3
    assert sum(font.stat().st_size for font in fonts) <= FONTS
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "font" else None)
    page.goto(f"{address}/chapters/index.html", wait_until="load")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Dossier Sans\"')")
    assert any(url.startswith(f"{address}/_static/fonts/source-sans-regular") for url in asked)
    page.close()


def test_a_page_is_as_long_in_the_typeface_that_stands_in(address, chromium):
    heights = []
    for blocked in (False, True):
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        if blocked:
            page.route("**/source-sans-*", lambda route: route.abort())
        page.goto(f"{address}/chapters/index.html", wait_until="load")
        page.evaluate("document.fonts.ready")
        heights.append(page.evaluate("document.querySelector('.bd-article').offsetHeight"))
        page.close()
    with_typeface, with_fallback = heights
    assert with_fallback == pytest.approx(with_typeface, rel=0.02)


def test_lists_of_contents_open_on_a_phone(address, chromium):
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    for side in ("primary", "secondary"):
        page.goto(f"{address}/chapters/reason-1/index.html", wait_until="load")
        page.locator(f".{side}-toggle").first.click()
        assert page.evaluate(f"document.querySelector('#pst-{side}-sidebar-modal').open"), side
    page.close()


@pytest.mark.parametrize("colours", ["active", "none"])
def test_the_cover_leaves_room_for_the_answer_on_the_first_screen(address, chromium, colours):
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, forced_colors=colours)
    page.goto(f"{address}/chapters/index.html", wait_until="load")
    answer = page.locator(".bd-article .lede").bounding_box()
    assert answer["y"] + answer["height"] < 900
    page.close()
