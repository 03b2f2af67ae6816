"""The frame on a phone: what opens, and where the keyboard is when it closes."""

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
    assert button.evaluate("button => button === document.activeElement")


def test_on_a_wide_window_the_button_tells_of_the_list_that_stands_there(phone):
    phone.set_viewport_size({"width": 1280, "height": 900})
    for shown in ("true", "false", "true"):
        phone.wait_for_selector(f".primary-toggle[aria-expanded={shown}]")
        assert phone.locator("#pst-primary-sidebar nav").is_visible() == (shown == "true")
        phone.locator(".primary-toggle").click()
        phone.wait_for_timeout(50)
