"""The book behind the strictest policy that hosts set: nothing inline, no picture but a file of its own."""

import functools
import http.server
import threading

import pytest

from tests.site.visits import WATCH

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'"
#: Pages with each kind of thing that the book draws.
MAP, ARMS, CLAIMS = "chapters/atlas.html", "chapters/arms-explorer.html", "chapters/claims.html"
PLAIN = (
    "chapters/index.html",
    "chapters/reason-1/pakistan.html",
    "figures/r1-pakistan-arms-by-supplier.html",
)
#: Pictures and icons in sight, and what is wrong with one.
UNDRAWN = """() => {
  const icons = [...document.querySelectorAll(".fa-solid, .fas")].filter((each) => each.checkVisibility());
  const empty = (each) => {
    const { clipPath, backgroundColor, width } = getComputedStyle(each);
    return !clipPath.startsWith("polygon(") || backgroundColor === "rgba(0, 0, 0, 0)" || width === "0px";
  };
  const marks = [...document.querySelectorAll("svg.verdict-mark, svg.brand-mark, svg.cover-picture")];
  const pictures = [...document.images].filter((each) => each.checkVisibility());
  return {
    seen: [icons.length, pictures.length, marks.length],
    faults: [
      ...icons.filter(empty), ...pictures.filter((each) => !each.naturalWidth),
      ...marks.filter((each) => each.checkVisibility() && !each.getBoundingClientRect().width),
    ].map((each) => each.outerHTML),
  };
}"""
#: How each mark, boundary and swatch of the map is drawn.
DRAWN = """() => {
  const told = (selector, name) =>
    [...document.querySelectorAll(selector)].map((each) => getComputedStyle(each)[name]);
  return {
    fills: told(".atlas-layers-drawn .marks path", "fill"),
    widths: told(".atlas-layers-drawn .marks path", "strokeWidth"),
    strokes: told(".atlas-layers-drawn .marks path", "stroke"),
    borders: told(".atlas .border", "strokeDasharray"),
    edges: told(".atlas .border", "stroke"),
    swatches: told(".atlas-key .swatch", "backgroundColor"),
    zoom: getComputedStyle(document.querySelector(".atlas-stage svg")).getPropertyValue("--k"),
  };
}"""


THEME = "() => document.documentElement.dataset.theme"


@pytest.fixture(scope="module")
def strict(book):
    """Address of the book at a host that adds this policy to every answer, below a folder of the host."""

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def translate_path(self, path):
            return super().translate_path(path.removeprefix("/sub"))

        def end_headers(self):
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

    handler = functools.partial(Strict, directory=str(book.html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sub"
        server.shutdown()


@pytest.fixture(params=["light", "dark"])
def page(chromium, request):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [*PLAIN, CLAIMS])
def test_figures_marks_and_icons_show(strict, page, name):
    page.goto(f"{strict}/{name}", wait_until="load")
    page.evaluate("() => [...document.images].forEach((each) => { each.loading = 'eager' })")
    page.wait_for_function(
        "() => [...document.images].filter((each) => each.checkVisibility()).every((each) => each.complete)"
    )
    drawn = page.evaluate(UNDRAWN)
    assert drawn["faults"] == []
    assert drawn["seen"][0] > 3
    assert drawn["seen"][1] > 0 or name in (CLAIMS, "chapters/index.html")
    assert drawn["seen"][2] > 0
    assert page.evaluate("window.refused") == []


def test_the_map_shows_with_and_without_its_script(strict, page, chromium):
    page.goto(f"{strict}/{MAP}", wait_until="load")
    page.wait_for_selector(".atlas-layers-drawn .layer .marks path", state="attached")
    by_script = page.evaluate(DRAWN)
    assert page.evaluate("window.refused") == []
    without = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    plain = without.new_page()
    plain.goto(f"{strict}/{MAP}", wait_until="load")
    before = plain.evaluate(DRAWN)
    without.close()
    for drawn in (by_script, before):
        assert len(drawn["fills"]) > 20
        assert len(set(drawn["fills"])) > 2
        assert "none" not in drawn["fills"] + drawn["edges"]
        assert len(set(drawn["borders"])) > 3
        assert "rgba(0, 0, 0, 0)" not in drawn["swatches"]
        assert drawn["zoom"]
    # What is drawn before a script is what it draws.
    same = ("fills", "borders", "swatches") if page.evaluate(THEME) == "light" else ("borders",)
    assert [sorted(before[name]) for name in same] == [sorted(by_script[name]) for name in same]


def test_points_of_the_map_are_drawn_by_their_number(strict, page):
    page.goto(f"{strict}/{MAP}?layers=is&year=2016", wait_until="load")
    page.wait_for_selector(".layer-is .marks path", state="attached")
    drawn = page.evaluate(DRAWN)
    assert len(set(drawn["widths"])) > 3
    assert "none" not in drawn["strokes"]
    assert page.evaluate("window.refused") == []


def test_the_explorer_draws_bars_in_the_colours_of_its_key(strict, page):
    page.goto(f"{strict}/{ARMS}", wait_until="load")
    page.wait_for_selector(".arms-chart .bar")
    fills = page.evaluate(
        "() => [...document.querySelectorAll('.bar')].map((each) => getComputedStyle(each).fill)"
    )
    key = page.evaluate(
        "() => [...document.querySelectorAll('.arms-key i')].map((each) => getComputedStyle(each).backgroundColor)"
    )
    assert fills == key
    assert len(set(fills)) > 3
    page.get_by_label("Share of the year", exact=True).check()
    page.wait_for_selector(".arms-chart .value:text-is('100%')")
    assert page.evaluate("window.refused") == []


def test_menus_search_and_the_switch_of_night_work(strict, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{strict}/{PLAIN[1]}", wait_until="load")
    page.locator(".primary-toggle").click()
    assert page.locator("#pst-primary-sidebar-modal").is_visible()
    page.keyboard.press("Escape")
    before = page.evaluate("() => document.documentElement.dataset.mode")
    page.locator(".theme-switch-button").click()
    assert page.evaluate("() => document.documentElement.dataset.mode") != before
    page.goto(f"{strict}/search.html?q=Pakistan", wait_until="load")
    page.wait_for_selector("#search-results li")
    assert page.evaluate("window.refused") == []
