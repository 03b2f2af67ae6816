"""The timeline in the built book: readable without scripts, filtered by keyboard, downloadable."""

import json
import re

import pytest
from pybtex.database import parse_file

from dossier import load

PAGE = "chapters/timeline.html"
EVENTS = ".chronicle-event"


@pytest.fixture(scope="module")
def timeline():
    return load("evidence/timeline")


@pytest.fixture
def page(address, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="load")
    yield page
    context.close()


def shown(page):
    return page.locator(f"{EVENTS}:visible").count()


def said(page):
    return page.locator(".filter-count").inner_text()


def wait_for(page, count, timeline):
    page.wait_for_function(
        "text => document.querySelector('.filter-count').textContent.startsWith(text)",
        arg=f"{count} of {len(timeline)} events",
    )
    assert shown(page) == count


def test_the_script_that_filters_is_on_the_pages_with_a_form_alone(book):
    holding = {
        path.name for path in book.html.rglob("*.html") if "/filter.js" in path.read_text(encoding="utf-8")
    }
    assert holding == {"claims.html", "gallery.html", "timeline.html"}


def test_the_events_can_be_taken_along(book, timeline):
    text = (book.html / PAGE).read_text(encoding="utf-8")
    assert re.search(r'href="\.\./_downloads/[^"]*/timeline\.csv"', text)
    assert 'href="../_static/timeline.json"' in text
    events = json.loads((book.html / "_static" / "timeline.json").read_text(encoding="utf-8"))["events"]
    assert len(events) == len(timeline)


def test_what_was_not_read_is_marked_in_the_bibliography(book):
    entries = parse_file(str(book.root / "data" / "evidence" / "references.bib")).entries
    unread = {key for key, entry in entries.items() if entry.fields["note"].startswith("Not retrieved")}
    page = (book.html / "chapters" / "references.html").read_text(encoding="utf-8")
    pieces = re.split(r'(?=<div class="[^"]*\bcitation\b[^"]*" id=)', page)[1:]
    marked = {re.search(r'id="ref-([^"]+)"', piece)[1]: piece for piece in pieces}
    assert set(marked) == set(entries)
    for key, piece in marked.items():
        mark = '<span class="source-mark">' + ("Not retrieved" if key in unread else "Retrieved")
        assert mark in piece, key


@pytest.mark.browser
def test_without_scripts_every_event_is_there_and_no_dead_control(address, chromium, timeline):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="load")
    assert shown(page) == len(timeline)
    assert not page.locator("form.filter").is_visible()
    first = page.locator("#event-V044")
    assert "26 January 2015" in first.inner_text()
    assert first.locator("a[href*='references.html#']").count() >= 1
    context.close()


@pytest.mark.browser
def test_the_keyboard_alone_filters_and_the_count_says_so(page, timeline):
    assert said(page) == f"{len(timeline)} of {len(timeline)} events"
    page.locator(".filter [name=words]").focus()
    page.keyboard.type("kabulov rifles")
    none = timeline["event"].str.contains("Kabulov") & timeline["event"].str.contains("rifles")
    wait_for(page, none.sum(), timeline)
    assert "widen the choice" in said(page)
    for _ in "kabulov rifles":
        page.keyboard.press("Backspace")
    wait_for(page, len(timeline), timeline)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    arms = timeline["category"].eq("arms")
    wait_for(page, arms.sum(), timeline)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wait_for(page, timeline["category"].isin(["arms", "attack"]).sum(), timeline)
    page.locator("button[type=reset]").focus()
    page.keyboard.press("Enter")
    wait_for(page, len(timeline), timeline)


@pytest.mark.browser
def test_a_choice_stands_in_the_address_and_comes_back_with_it(page, address, timeline):
    page.get_by_label("3, the future").check()
    page.get_by_label("from", exact=True).fill("2013")
    page.get_by_label("to", exact=True).fill("2014")
    begun = timeline["date"].str[:4].isin(["2013", "2014"]) & timeline["relevance"].str.contains("r3")
    wait_for(page, begun.sum(), timeline)
    page.wait_for_function("() => location.search === '?reason=r3&from=2013&to=2014'")
    page.goto(page.url, wait_until="load")
    assert page.get_by_label("3, the future").is_checked()
    assert shown(page) == begun.sum()
    page.goto(f"{address}/{PAGE}?category=arms#event-V044", wait_until="load")
    assert page.locator("#event-V044").is_visible()
    assert shown(page) == len(timeline)
