"""The ledger in the built book: one verdict for readers and machines, keyboard filters, all without a script."""

import html
import json
import re
from html.parser import HTMLParser

import pytest

from dossier import load

PAGE = "chapters/claims.html"
#: How many claims there are.
ALL = len(load("evidence/claims"))
#: What follows a verdict in a table: likelihood and confidence in two sentences.
LIKELY = r"Likelihood: [\w ,]+\. Confidence: \w+\."


@pytest.fixture(scope="module")
def verdicts(book):
    return json.loads((book.html / "verdicts.json").read_text(encoding="utf-8"))


class Claims(HTMLParser):
    """The summary line of each claim and the structured data of the page."""

    def __init__(self, text):
        super().__init__()
        self.summaries, self.scripts, self.at, self.claim, self.in_script = {}, [], None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "details":
            self.claim = found.get("id") if "claim" in found.get("class", "").split() else None
        if tag == "summary" and self.claim:
            self.at = self.claim
        if tag == "script" and found.get("type") == "application/ld+json":
            self.in_script = True

    def handle_endtag(self, tag):
        if tag == "summary":
            self.at = None
        if tag == "script":
            self.in_script = False

    def handle_data(self, data):
        if self.at:
            self.summaries[self.at] = self.summaries.get(self.at, "") + data
        if self.in_script:
            self.scripts.append(json.loads(data))


@pytest.fixture(scope="module")
def page(book):
    return Claims((book.html / PAGE).read_text(encoding="utf-8"))


def test_page_file_and_structured_data_agree(page, verdicts):
    assert len(page.summaries) == len(verdicts["claims"]) == ALL
    reviews = {
        review["itemReviewed"]["identifier"]: review["reviewRating"]["alternateName"]
        for script in page.scripts
        for review in script.get("@graph", [])
    }
    for claim in verdicts["claims"]:
        then, now = claim["clock_a"]["verdict"], claim["clock_b"]["verdict"]
        shown = f"then and now: {now} · " if then == now else f"2017: {then} · since: {now} · "
        assert shown in page.summaries[claim["id"].lower()], claim["id"]
        assert reviews[claim["id"]] == now


def test_verdicts_of_the_chapters_are_those_of_the_claims(book, verdicts):
    pages = "".join(
        path.read_text(encoding="utf-8") for path in book.html.glob("chapters/reason-*/index.html")
    )
    text = " ".join(
        html.unescape(re.sub(r"<[^>]+>", " ", pages)).translate(str.maketrans("‘’", "''")).split()
    )
    ruled = [
        (then["statement"], then["verdict"], now["verdict"])
        for claim in verdicts["claims"]
        for then, now in zip(claim["clock_a"]["rules"], claim["clock_b"]["rules"], strict=True)
        if not now["reversed"]
    ]
    assert ruled
    for statement, then, now in ruled:
        row = re.search(rf"{re.escape(statement)} ([\w ]+)\. {LIKELY} ([\w ]+)\. {LIKELY}", text)
        said = rf"{re.escape(statement)}: [\w ;]+\. ([\w ]+)\. {LIKELY} By 20 April 2017: ([\w ]+)\."
        answer = re.search(said, text)
        assert row or answer, statement
        told = row.groups() if row else answer.groups()[::-1]
        assert tuple(word.strip().lower() for word in told) == (then, now), statement


@pytest.mark.browser
class TestExplorer:
    @pytest.fixture
    def opened(self, address, chromium):
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/{PAGE}", wait_until="load")
        yield page
        context.close()

    def shown(self, page):
        return page.locator("details.claim:visible").count()

    def test_filters_work_by_keyboard_and_say_how_many_are_left(self, opened, verdicts):
        refuted = [claim for claim in verdicts["claims"] if claim["clock_b"]["verdict"] == "refuted"]
        opened.locator("select[name=now]").focus()
        opened.keyboard.type("refuted")
        shown = "document.querySelectorAll('details.claim:not([hidden])').length"
        opened.wait_for_function(f"() => {shown} < {ALL}")
        status = opened.get_by_role("status")
        assert self.shown(opened) == len(refuted)
        assert status.inner_text() == f"{len(refuted)} of {ALL} claims"
        assert status.get_attribute("aria-live") == "polite"
        assert "now=refuted" in opened.url

    def test_a_claim_opens_by_keyboard(self, opened):
        opened.locator("details#c27 > summary").focus()
        opened.keyboard.press("Enter")
        assert opened.locator("details#c27").evaluate("claim => claim.open")
        assert opened.get_by_text("The test.").locator("visible=true").count() == 1

    def test_the_address_holds_the_filters(self, opened, address):
        opened.goto(f"{address}/{PAGE}?part=r4&words=consent", wait_until="load")
        assert opened.locator("select[name=part]").input_value() == "r4"
        assert 0 < self.shown(opened) < 6
        opened.get_by_role("button", name="Show all").press("Enter")
        opened.wait_for_function("() => !location.search")
        assert self.shown(opened) == ALL

    def test_a_permanent_address_opens_its_claim_even_when_a_filter_hides_it(self, opened, address):
        opened.goto(f"{address}/{PAGE}?part=r4#c27", wait_until="load")
        assert opened.locator("details#c27").evaluate("claim => claim.open && !claim.hidden")

    def test_without_a_script_every_claim_can_be_read(self, address, chromium):
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/{PAGE}", wait_until="load")
        assert page.locator("details.claim:visible").count() == ALL
        assert not page.locator("form.filter").is_visible()
        page.locator("details#c01 > summary").click()
        assert page.locator("details#c01").get_by_text("What cannot be shown").is_visible()
        context.close()

    def test_open_claims_fit_a_phone(self, address, chromium):
        context = chromium.new_context(viewport={"width": 390, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/{PAGE}", wait_until="load")
        page.evaluate("for (const claim of document.querySelectorAll('details.claim')) claim.open = true")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        context.close()
