"""How much a reader loads: bytes before compression, counted from what Chromium asks for."""

import statistics

import pytest

from tests.site.conftest import MOVED

pytestmark = pytest.mark.browser

KILOBYTE = 1000
#: The theme alone was 2,500 kB.
FIRST_VISIT = 700 * KILOBYTE
PAGE = 1500 * KILOBYTE
MEDIAN_PAGE = 400 * KILOBYTE
FRONT = "chapters/index.html"
#: Load at once the pictures that a condition picks.
DRAW = "pick => [...document.images].filter(eval(pick)).forEach(image => { image.loading = 'eager' })"


class Weighed:
    """What one page loads, in bytes, by address; and the pictures that it does not draw."""

    def __init__(self, page, address, name, scrolled):
        self.loaded, answers = {}, []

        def note(answer):
            answers.append(answer)

        page.on("response", note)
        page.goto(f"{address}/{name}", wait_until="load")
        if scrolled:  # as far as the end: what is not for this scheme stays unasked for
            page.evaluate(DRAW, "image => image.checkVisibility()")
            page.wait_for_function("[...document.images].every(i => i.loading === 'lazy' || i.complete)")
        page.remove_listener("response", note)
        # The server of these tests packs nothing, so its headers say what a file weighs.
        for answer in answers:
            size = int(answer.headers.get("content-length", 0))
            self.loaded[answer.url] = (answer.request.resource_type, size)
        if scrolled:
            page.evaluate(DRAW, "() => true")
            page.wait_for_function("[...document.images].every(image => image.complete)")
        self.broken = page.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )

    def total(self, *kinds):
        return sum(size for kind, size in self.loaded.values() if not kinds or kind in kinds)


@pytest.fixture(scope="module")
def weighed(book, address, chromium):
    names = sorted(
        path.relative_to(book.html).as_posix()
        for path in book.html.rglob("*.html")
        if "_static" not in path.parts and path != book.html / "index.html"
    )
    found = {}
    for name in names:
        # A browser takes what it has kept of another page, in whatever size and scheme: each page is a first visit.
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        found[name] = Weighed(context.new_page(), address, name, scrolled=True)
        context.close()
    return found


def test_every_picture_is_drawn(weighed):
    broken = {name: page.broken for name, page in weighed.items() if page.broken}
    assert not broken


def test_a_first_visit_is_light(address, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    first = Weighed(context.new_page(), address, FRONT, scrolled=False)
    context.close()
    heaviest = sorted(((size, url) for url, (_, size) in first.loaded.items()), reverse=True)[:8]
    assert first.total() <= FIRST_VISIT, heaviest


def test_no_page_is_heavy_and_most_are_light(weighed):
    sizes = {name: page.total("document", "image") for name, page in weighed.items()}
    heavy = {name: size for name, size in sizes.items() if size > PAGE}
    assert not heavy
    chapters = [size for name, size in sizes.items() if name.startswith("chapters/")]
    assert statistics.median(chapters) <= MEDIAN_PAGE


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
