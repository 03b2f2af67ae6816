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
#: Pages whose words break into other lines in the typeface that stands in, and the first page.
WORDY = ("chapters/index", "chapters/reason-1/abroad", "chapters/reason-1/moscow", "chapters/plain-summary")
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
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
        page.evaluate(FRAMES)
        moved[name] = page.evaluate("window.moved")
    context.close()
    assert {name: each for name, each in moved.items() if each > SHIFT} == {}


def moved_by_late_typeface(context, address: str) -> float:
    """Open a page whose typeface comes a second after the page was drawn, and return how far the page moves."""
    page, held = context.new_page(), []
    page.add_init_script(MOVED)
    page.route("**/source-sans-*", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.wait_for_function(PAINTED)
    page.wait_for_timeout(1000)
    assert held, "the page asks for no typeface"
    for route in held:
        route.continue_()
    page.unroute("**/source-sans-*")
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.evaluate(FRAMES)
    moved = page.evaluate("window.moved")
    page.close()
    return moved


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_typeface_comes_late(address, chromium, width):
    context = chromium.new_context(viewport={"width": width, "height": 823})
    moved = {name: moved_by_late_typeface(context, f"{address}/{name}.html") for name in WORDY}
    context.close()
    assert {name: each for name, each in moved.items() if each > SHIFT} == {}
