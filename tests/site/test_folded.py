"""Cards and rules are folded; an address that names one unfolds it."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("data/arms", "table-arms-transfers"),
        ("rules", "rule-battlefield"),
        ("deviations", "changed-battlefield"),
    ],
)
def test_an_address_unfolds_what_it_names_and_nothing_else(page, named, address, chromium):
    opened = chromium.new_page()
    opened.goto(f"{address}/chapters/{page}.html#{named}", wait_until="load")
    opened.wait_for_function("name => document.getElementById(name).open", arg=named)
    assert opened.locator("details.sd-dropdown[open]").count() == 1
    opened.close()


def test_an_old_address_of_a_card_leads_to_the_card(address, chromium):
    opened = chromium.new_page()
    opened.goto(f"{address}/chapters/data.html#table-arms-transfers", wait_until="load")
    opened.locator("li:has(#table-arms-transfers) a").click()
    opened.wait_for_function("() => document.getElementById('table-arms-transfers')?.open")
    assert opened.url.endswith("chapters/data/arms.html#table-arms-transfers")
    opened.close()
