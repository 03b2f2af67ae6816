"""The built pages in a real browser, at the widths of a laptop and a phone, light and dark."""

import pytest

pytestmark = pytest.mark.browser

WIDTHS = {"laptop": 1280, "phone": 390}


def pages(book):
    return sorted(page.relative_to(book.html).as_posix() for page in book.html.glob("chapters/**/*.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_every_page_is_quiet_local_and_fits(book, address, chromium, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    requested, complaints = [], []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in pages(book):
        requested.clear()
        complaints.clear()
        page.goto(f"{address}/{name}", wait_until="load")
        foreign = [url for url in requested if not url.startswith((address, "data:", "blob:"))]
        assert not foreign, f"{name} asks another host for {foreign[0]}"
        assert not complaints, f"{name} logs in the console: {complaints[0]}"
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} is {overflow} pixels wider than a window of {width}"
    context.close()
