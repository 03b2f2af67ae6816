"""The look of the built pages: typeface, measure, headings, verdicts, narrow windows and large type."""

import statistics
from dataclasses import dataclass
from itertools import pairwise

import pytest

from dossier.verdicts.scale import VERDICTS

pytestmark = pytest.mark.browser

#: Bytes that all faces together may weigh.
FONTS = 120_000
#: Characters in a line of text, on the average of a page; lines of one paragraph vary around it.
MEASURE = (60, 80)
#: Widths at which nothing may stick out: a laptop's window at 200 % zoom, and the narrowest phone.
NARROW = (640, 320)
LOOK = """() => {
  const article = document.querySelector(".bd-article");
  const seen = (node) => node.checkVisibility();
  const lines = [...article.querySelectorAll("section > p")].filter(seen).flatMap((paragraph) => {
    const height = parseFloat(getComputedStyle(paragraph).lineHeight);
    const rows = Math.round(paragraph.getBoundingClientRect().height / height);
    return rows < 4 ? [] : [paragraph.textContent.length / (rows - 0.5)];
  });
  return {
    lines,
    headings: [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((each) => +each.tagName[1]),
    verdicts: [...article.querySelectorAll(".verdict")].map((each) => ({
      words: each.textContent.trim().toLowerCase(),
      marks: each.querySelectorAll("svg[aria-hidden=true]").length,
    })),
    callouts: [...article.querySelectorAll(".callout > h2")].map((each) => each.firstChild.textContent),
    lede: article.querySelectorAll(".lede > strong:first-child").length,
  };
}"""
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Looked:
    facts: dict
    overflow: dict


@pytest.fixture(scope="module")
def looked(book, address, chromium):
    """What each chapter shows at 1280 pixels, and by how much it sticks out of narrow windows."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.route("**/*.png", lambda route: route.abort())
    found = {}
    for path in sorted(book.html.glob("chapters/**/*.html")):
        name = path.relative_to(book.html).as_posix()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}/{name}", wait_until="domcontentloaded")
        page.evaluate("document.fonts.ready")
        facts, overflow = page.evaluate(LOOK), {}
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 900})
            overflow[width] = page.evaluate(STICKS_OUT)
        found[name] = Looked(facts, overflow)
    page.close()
    return found


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


def test_no_line_moves_when_the_typeface_comes(address, chromium):
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


def test_lines_have_a_readable_length(looked):
    least, most = MEASURE
    for name, page in looked.items():
        if len(page.facts["lines"]) >= 2:
            mean = statistics.mean(page.facts["lines"])
            assert least <= mean <= most, f"{name}: {mean:.0f} characters in a line"


def test_headings_stand_in_order(looked):
    for name, page in looked.items():
        levels = page.facts["headings"]
        assert levels[:1] == [1], f"{name} does not open with its title"
        assert levels.count(1) == 1, f"{name} has {levels.count(1)} titles"
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert not jumps, f"{name} jumps from level {jumps[0][0]} to {jumps[0][1]}"


def test_every_verdict_has_its_word_and_one_mark(looked):
    marked = 0
    for name, page in looked.items():
        for verdict in page.facts["verdicts"]:
            assert verdict["words"] in VERDICTS, f"{name}: {verdict['words']!r} is no verdict"
            assert verdict["marks"] == 1, f"{name}: {verdict['words']} has {verdict['marks']} marks"
            marked += 1
    assert marked > 4 * 2


def test_each_reason_sets_off_claim_verdict_and_caveat(looked):
    for reason in (1, 2, 3, 4):
        callouts = looked[f"chapters/reason-{reason}/index.html"].facts["callouts"]
        assert callouts == ["The claim", "The short answer", "What the data cannot show"], f"reason {reason}"


def test_a_page_of_evidence_opens_with_its_answer(looked):
    without = [name for name, page in looked.items() if "/reason-" in name and page.facts["lede"] != 1]
    assert not without


def test_nothing_sticks_out_of_a_narrow_window_or_at_double_size(looked):
    for name, page in looked.items():
        for width, overflow in page.overflow.items():
            assert overflow <= 0, f"{name} is {overflow} pixels wider than a window of {width}"


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
