"""Every built page in a real browser, in opposite states; `make check` takes every page through all of them."""

import statistics

import pytest

from tests.site.visits import CROSSED, FACTS, KILOBYTE, OPPOSITE, faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("visits")]

#: The theme alone was 2,500 kB.
FIRST_VISIT = 700 * KILOBYTE
MEDIAN_PAGE = 400 * KILOBYTE
#: One template writes the pages of all figures: one in so many speaks for them.
FEW = 6


def names(book):
    return sorted(
        path.relative_to(book.html).as_posix()
        for path in book.html.rglob("*.html")
        if not {"_static", "_downloads"} & set(path.parts) and path != book.html / "index.html"
    )


@pytest.fixture(scope="module")
def plan(book):
    """Pages with the state they are visited in: the chapters in both, a few figures in one or the other."""
    figures = [name for name in names(book) if name.startswith("figures/")]
    others = [name for name in names(book) if not name.startswith("figures/")]
    few = [(name, OPPOSITE[place % 2]) for place, name in enumerate(figures[::FEW])]
    return [(name, state) for name in others for state in OPPOSITE] + few


@pytest.fixture(scope="module")
def visits(visitor, plan):
    return [visitor.visit(name, state) for name, state in plan]


@pytest.mark.parametrize("fact", FACTS)
def test_every_page(fact, visits, address):
    found = faults(fact, visits, address)
    assert not found, f"{len(found)} visits; the first: {found[:4]}"


def test_a_first_visit_is_light_and_so_are_most_pages(visits):
    light = [seen for seen in visits if seen.scheme == "light"]
    first = next(seen for seen in light if seen.name == "chapters/index.html")
    heaviest = sorted(((size, url) for url, (_, size) in first.loaded.items()), reverse=True)[:8]
    assert first.weight() <= FIRST_VISIT, heaviest
    chapters = [seen.weight("document", "image") for seen in light if seen.name.startswith("chapters/")]
    assert statistics.median(chapters) <= MEDIAN_PAGE


def test_verdicts_callouts_and_answers_stand_where_they_belong(visits):
    looked = {seen.name: seen.look for seen in visits if seen.scheme == "light"}
    assert sum(len(look["verdicts"]) for look in looked.values()) > 4 * 2
    for reason in (1, 2, 3, 4):
        callouts = looked[f"chapters/reason-{reason}/index.html"]["callouts"]
        assert callouts == ["The claim", "The short answer", "What the data cannot show"], f"reason {reason}"
    assert not [name for name, look in looked.items() if "/reason-" in name and look["lede"] != 1]


@pytest.mark.campaign
@pytest.mark.parametrize("fact", FACTS)
def test_every_page_in_all_states(fact, book, visitor, plan, address):
    every = [(name, state) for name in names(book) for state in (*OPPOSITE, *CROSSED)]
    left = [visitor.visit(name, state) for name, state in every if (name, state) not in plan]
    found = faults(fact, left, address)
    assert not found, f"{len(found)} visits; the first: {found[:4]}"
