"""The map and the arms explorer in the built book: by keyboard, from a folder, without scripts."""

import csv
import re

import pytest

from dossier import load, words
from dossier.site import atlas

pytestmark = pytest.mark.browser

MAP, ARMS = "chapters/atlas.html", "chapters/arms-explorer.html"


@pytest.fixture
def watched(chromium, address):
    """A page whose errors and foreign requests fail the test."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda request: complaints.append(request.url) if _foreign(request.url, address) else None
    )
    yield page
    context.close()
    assert not complaints


def _foreign(url, address):
    return not url.startswith((address, "data:", "blob:", "file:"))


def said(page):
    return page.locator(".atlas-said").inner_text()


def wait_for(page, words_):
    page.wait_for_function(
        "words => document.querySelector('.atlas-said').textContent.includes(words)", arg=words_
    )


def layer(name):
    return next(each for each in atlas.layers() if each.id == name)


def summary(name, year):
    return next(frame.summary for frame in layer(name).frames if frame.first == year)


def test_the_keyboard_moves_the_year_and_the_move_is_said(watched, address):
    watched.goto(f"{address}/{MAP}?layers=is&year=2016", wait_until="load")
    wait_for(watched, summary("is", 2016))
    region = watched.locator(".atlas-said")
    assert (region.get_attribute("role"), region.get_attribute("aria-live")) == ("status", "polite")
    watched.get_by_label("Year", exact=True).focus()
    watched.keyboard.press("ArrowRight")
    wait_for(watched, summary("is", 2017))
    assert said(watched).startswith("2017: ")
    assert watched.get_by_label("Year", exact=True).get_attribute("aria-valuetext") == "2017"
    watched.get_by_role("button", name="Earlier").focus()
    watched.keyboard.press("Enter")
    wait_for(watched, summary("is", 2016))
    drawn = watched.locator(".layer-is .marks path").count()
    assert f"{drawn} of " in said(watched)


def test_the_map_opens_on_the_layer_that_is_held_whole(watched, address):
    watched.goto(f"{address}/{MAP}", wait_until="load")
    opened, frame = atlas.opening()
    wait_for(watched, frame.summary)
    watched.wait_for_selector(f".layer-{opened.id} .marks path", state="attached")
    assert watched.locator("[name=layer]:checked").evaluate_all("all => all.map(each => each.value)") == [
        opened.id
    ]
    link = watched.locator(".atlas-note a")
    assert link.get_attribute("href").endswith(f"#{opened.figure.figure.id}")
    assert opened.figure.figure.title in watched.locator(".atlas-note").inner_text()


@pytest.mark.parametrize("chosen", [("is",), ("reach", "is"), ("arms-pak", "war")])
def test_years_that_a_layer_has_are_marked_where_the_slider_stops(watched, address, chosen):
    watched.goto(f"{address}/{MAP}?layers={'.'.join(chosen)}", wait_until="load")
    watched.wait_for_selector(f".layer-{chosen[-1]}", state="attached")
    frames = {name: layer(name).frames for name in chosen}
    stops = sorted({frame.first for each in frames.values() for frame in each})
    slider = watched.get_by_label("Year", exact=True)
    assert int(slider.get_attribute("max")) == len(stops) - 1
    rows = watched.locator(".atlas-years div:not(.labels)")
    told = rows.evaluate_all("""rows => rows.map(row => [row.firstChild.textContent,
        [...row.querySelectorAll("i")].map(mark => [Number(mark.dataset.year), !mark.classList.contains("part")])])""")
    assert dict(told) == {
        layer(name).label: [
            [year, frame.held >= atlas.WHOLE]
            for year in stops
            for frame in frames[name]
            if frame.first <= year <= frame.last
        ]
        for name in chosen
    }
    # The mark of the chosen year stands below the slider's thumb.
    slider.focus()
    watched.keyboard.press("Home")
    box, first = slider.bounding_box(), watched.locator(f".atlas-years [data-year='{stops[0]}']").first
    mark = first.bounding_box()
    assert abs(mark["x"] + mark["width"] / 2 - (box["x"] + 8.8)) < 2


def test_layers_are_switched_by_keyboard_and_fetched_when_they_are(watched, address):
    asked = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.goto(f"{address}/{MAP}", wait_until="load")
    watched.wait_for_selector(".layer-reach .marks path")
    assert watched.locator(".layer-reach .marks.area path").count() == len(load("maps/afghan_districts"))
    assert not any("atlas-war.js" in url for url in asked)
    watched.get_by_role("checkbox", name="War with the Taliban").focus()
    watched.keyboard.press("Space")
    watched.wait_for_selector(".layer-war .marks path", state="attached")
    assert any("atlas-war.js" in url for url in asked)
    watched.get_by_role("checkbox", name="Votes counted").focus()
    watched.keyboard.press("Space")
    watched.wait_for_function("() => !document.querySelector('.layer-reach')")
    wait_for(watched, summary("war", 2020))
    assert "layers=war" in watched.url


def test_what_is_chosen_stands_in_the_address_and_a_province_can_be_asked_for(watched, address):
    watched.goto(f"{address}/{MAP}?layers=war&year=2016", wait_until="load")
    wait_for(watched, summary("war", 2016))
    watched.get_by_label("Province", exact=True).select_option("AF06")
    wait_for(watched, "Nangarhar. War with the Taliban: ")
    before = watched.locator(".atlas-world").get_attribute("transform")
    watched.get_by_role("button", name="Zoom out").focus()
    watched.keyboard.press("Enter")
    watched.wait_for_function(
        "was => document.querySelector('.atlas-world').getAttribute('transform') !== was", arg=before
    )
    watched.locator(".atlas-rows summary").click()
    rows = watched.locator(".atlas-rows tbody tr").count()
    assert f"in {words.count(rows)} districts" in said(watched)


def test_arms_have_a_window_of_years_and_every_layer_loads(watched, address):
    watched.goto(
        f"{address}/{MAP}?layers=arms-pak.arms-ind.arms-afg.sites.energy&year=2017", wait_until="load"
    )
    for name in ("arms-pak", "arms-ind", "arms-afg", "sites", "energy"):
        watched.wait_for_selector(f".layer-{name} .marks path", state="attached")
    assert watched.locator("output").inner_text() == "2017-2021"
    assert summary("arms-pak", 2017) in said(watched)


def test_the_map_works_from_a_folder(watched, book):
    watched.goto((book.html / MAP).as_uri(), wait_until="load")
    watched.get_by_role("checkbox", name="Fields and pipelines").check()
    watched.wait_for_selector(".layer-energy .marks path", state="attached")


def test_without_scripts_the_map_and_every_sentence_are_there(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{MAP}", wait_until="load")
    assert page.locator(".atlas-world .border.durand-line").count() == 1
    assert page.locator(".atlas-world .marks path").count() == len(atlas.opening()[1].items)
    assert atlas.opening()[1].summary in page.locator(".atlas-said").inner_text()
    assert not page.locator(".atlas-controls").is_visible()
    assert not page.locator(".atlas button, .atlas input, .atlas select").locator("visible=true").count()
    page.locator(".atlas-overview summary").click()
    frames = [frame for layer in atlas.layers() for frame in layer.frames]
    assert page.locator(".atlas-overview tbody td:last-child").count() == len(frames)
    links = page.locator(".atlas-overview a")
    assert links.count() >= len(atlas.layers())
    assert all(re.search(r"\.html#", links.nth(at).get_attribute("href")) for at in range(links.count()))
    page.goto(f"{address}/{ARMS}", wait_until="load")
    assert not page.locator(".arms-explorer form").is_visible()
    assert not page.locator(".arms-key").is_visible()
    page.locator(".arms-explorer summary").last.click()
    assert page.get_by_role("row", name=re.compile("^Russia 797 44,104")).is_visible()
    assert page.locator("#arms-by-recipient img").first.is_visible()
    assert not page.locator(".arms-explorer :is(input, select, button)").locator("visible=true").count()
    context.close()


def test_the_key_that_the_page_brings_is_the_one_that_its_script_writes(watched, address):
    """Word by word, so that nothing moves; the script adds colours, which a host may forbid in a page."""
    told = "key => [...key.children].map(each => each.textContent)"
    watched.add_init_script(
        f"addEventListener('readystatechange', () => {{ window.brought ??= ({told})("
        "document.querySelector('.arms-key')) }, true)"
    )
    watched.goto(f"{address}/{ARMS}", wait_until="load")
    watched.wait_for_selector(".arms-chart .bar")
    brought = watched.evaluate("window.brought")
    assert len(brought) > 3
    key = watched.locator(".arms-key")
    assert key.evaluate(told) == brought
    schemes = """key => [...key.querySelectorAll("i")].flatMap(
        each => ["--day", "--night"].map(scheme => each.style.getPropertyValue(scheme)))"""
    assert "" not in key.evaluate(schemes)


def test_a_recipient_can_be_chosen_by_keyboard_and_its_series_taken_along(watched, address):
    watched.goto(f"{address}/{ARMS}", wait_until="load")
    watched.wait_for_selector(".arms-chart .bar")
    watched.get_by_label("Recipient", exact=True).focus()
    watched.keyboard.press("ArrowDown")
    watched.wait_for_function("() => document.querySelector('.arms-said').textContent.includes('to India')")
    assert watched.url.endswith("?recipient=IND")
    with watched.expect_download() as caught:
        watched.get_by_role("link", name="Download what is shown").click()
    assert caught.value.suggested_filename == "arms-to-ind.csv"
    with open(caught.value.path(), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table = load("arms/transfers").query("recipient == 'IND'")
    assert len(rows) == len(table)
    assert sum(int(row["tiv_million"]) for row in rows) == table["tiv_million"].sum()
    watched.locator(".arms-rows summary").click()
    assert watched.locator(".arms-rows table").last.locator("tbody tr").count() == len(table)


@pytest.mark.parametrize(
    ("recipient", "first", "last"), [("PAK", 2010, 2021), ("IND", 1992, 2016), ("AFG", 2003, 2003)]
)
def test_shares_of_the_chosen_years_add_up_to_a_hundred_per_cent(watched, address, recipient, first, last):
    watched.goto(f"{address}/{ARMS}?recipient={recipient}&from={first}&to={last}", wait_until="load")
    watched.wait_for_selector(".arms-chart svg")
    table = load("arms/transfers").query("recipient == @recipient and @first <= year <= @last")
    total = table["tiv_million"].sum()
    span = f"{first}-{last}" if first < last else str(first)
    told = watched.locator(".arms-said").inner_text()
    assert told.startswith(f"{span}: {words.count(total)} million TIV" if total else f"{span}: no delivery")
    watched.locator(".arms-rows summary").click()
    *shares, whole = watched.locator(".arms-rows table").first.locator("td:last-child").all_inner_texts()
    assert whole == ("100.0%" if total else "0.0%")
    assert round(sum(float(share.rstrip("%")) for share in shares), 1) == float(whole.rstrip("%"))
    key = watched.locator(".arms-key").inner_text()
    listed = sum(float(share) for share in re.findall(r"\(([\d.]+)%\)", key))
    assert round(listed, 1) == float(whole.rstrip("%"))


def test_years_are_chosen_by_keyboard_and_bars_can_show_shares(watched, address):
    watched.goto(f"{address}/{ARMS}", wait_until="load")
    watched.wait_for_selector(".arms-chart .bar")
    watched.get_by_label("To", exact=True).focus()
    watched.keyboard.press("Home")
    watched.wait_for_function("() => document.querySelector('.arms-said').textContent.startsWith('1950: ')")
    watched.get_by_label("From", exact=True).focus()
    watched.keyboard.press("End")
    watched.wait_for_function("() => document.querySelector('.arms-said').textContent.startsWith('2021: ')")
    assert watched.url.endswith("?recipient=PAK&from=2021&to=2021")
    watched.get_by_label("Million TIV", exact=True).focus()
    watched.keyboard.press("ArrowRight")
    watched.wait_for_function(
        "() => [...document.querySelectorAll('.arms-chart .value')].at(-1).textContent === '100%'"
    )
    assert watched.url.endswith("measure=share")


@pytest.mark.parametrize("width", [320, 768])
def test_the_widgets_fit_narrow_and_middling_windows(chromium, address, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for name in (MAP, ARMS):
        page.goto(f"{address}/{name}", wait_until="load")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} is {over} pixels wider than {width}"
    page.close()
