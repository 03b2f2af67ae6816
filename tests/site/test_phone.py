"""The frame on a phone: what opens, where the keyboard is when it closes, what works without storage or script."""

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
PAGE = "chapters/reason-1/index.html"
#: What opens, the button that opens it there, and what is asked of the list or field in it.
OPENING = {
    "#pst-primary-sidebar-modal": ".primary-toggle",
    "#pst-secondary-sidebar-modal": ".secondary-toggle",
    "#pst-search-dialog": ".bd-header-article .search-button__button",
}
DENIED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
#: Pages with each kind of control that the book has.
CONTROLS = (
    PAGE,
    "chapters/index.html",
    "chapters/atlas.html",
    "chapters/arms-explorer.html",
    "chapters/claims.html",
    "chapters/gallery.html",
    "chapters/timeline.html",
    "figures/r1-syria-map.html",
    "search.html",
)


@pytest.fixture
def phone(address, chromium):
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="load")
    yield page
    context.close()


@pytest.mark.parametrize("opened", OPENING)
@pytest.mark.parametrize("by_key", [False, True], ids=["by a tap", "by a key"])
def test_a_button_says_whether_it_is_open_and_has_the_focus_back(phone, opened, by_key):
    button, dialog = phone.locator(OPENING[opened]), phone.locator(opened)
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter") if by_key else button.click()
    phone.wait_for_selector(f"{OPENING[opened]}[aria-expanded=true]")
    assert dialog.is_visible()
    phone.keyboard.press("Escape")
    phone.wait_for_selector(f"{OPENING[opened]}[aria-expanded=false]")
    assert not dialog.is_visible()
    phone.wait_for_function("button => button === document.activeElement", arg=button.element_handle())


def test_on_a_wide_window_the_button_tells_of_the_list_that_stands_there(phone):
    phone.set_viewport_size({"width": 1280, "height": 900})
    for shown in ("true", "false", "true"):
        phone.wait_for_selector(f".primary-toggle[aria-expanded={shown}]")
        assert phone.locator("#pst-primary-sidebar nav").is_visible() == (shown == "true")
        phone.locator(".primary-toggle").click()
        phone.wait_for_timeout(50)


@pytest.mark.parametrize("opened", OPENING)
def test_what_opens_does_so_where_the_browser_stores_nothing(address, chromium, opened):
    context = chromium.new_context(viewport=PHONE)
    context.add_init_script(DENIED)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{PAGE}", wait_until="load")
    page.locator(OPENING[opened]).click()
    assert page.locator(opened).is_visible()
    page.keyboard.press("Escape")
    page.locator(".theme-switch-button").click()
    page.goto(f"{address}/chapters/index.html", wait_until="load")
    assert errors == []
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_scripts_no_control_is_dead_and_the_pages_are_listed(address, chromium, width):
    context = chromium.new_context(viewport=PHONE | {"width": width}, java_script_enabled=False)
    page = context.new_page()
    for name in CONTROLS:
        page.goto(f"{address}/{name}", wait_until="load")
        dead = page.locator("button:visible, input:visible, select:visible, textarea:visible")
        assert dead.count() == 0, f"{name}: {dead.first.evaluate('each => each.outerHTML')}"
        links = page.locator("nav.bd-docs-nav a:visible")
        assert links.count() > 20, name
        if width == 390:
            assert page.locator("#pst-primary-sidebar").bounding_box()["width"] == width, name
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
    context.close()
