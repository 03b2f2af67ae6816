"""Nothing moves while a page is loaded."""

import pytest

from tests.site.conftest import MOVED

pytestmark = pytest.mark.browser

#: Pages on which a script shows more than the page came with, and the first page.
SCRIPTED = (
    "chapters/index",
    "chapters/atlas",
    "chapters/arms-explorer",
    "chapters/timeline",
    "chapters/claims",
)
#: Half of what Core Web Vitals call good (0.1), in the measure of the Layout Instability API.
SHIFT = 0.05


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_scripts_arrive(address, chromium, width):
    context = chromium.new_context(viewport={"width": width, "height": 823})
    page = context.new_page()
    # Slow enough to draw the page before its scripts have run, which is when things could move.
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(MOVED)
    moved = {}
    for name in SCRIPTED:
        page.goto(f"{address}/{name}.html", wait_until="load")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        moved[name] = page.evaluate("window.moved")
    context.close()
    assert {name: each for name, each in moved.items() if each > SHIFT} == {}
