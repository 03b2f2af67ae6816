"""Every built page in a real browser; `make check` takes chapters through four states and all figures through two."""

import statistics

import pytest

from dossier.charts.retired import RETIRED
from tests.campaign import WHOLE
from tests.site.visits import CROSSED, FACTS, KILOBYTE, OPPOSITE, faults

pytestmark = pytest.mark.browser

MEDIAN_PAGE = 400 * KILOBYTE
#: One template writes the pages of all figures: one in so many speaks for them.
FEW = 6
#: Of the visits of the campaign, one in so many is made: chapters and states take turns.
EVERY = 1 if WHOLE else 5


def names(book):
    """Pages that stay where they are; the first address and those of retired figures lead on at once."""
    leading_on = {book.html / "index.html", *(book.html / f"figures/{figure}.html" for figure in RETIRED)}
    return sorted(
        path.relative_to(book.html).as_posix()
        for path in book.html.rglob("*.html")
        if not {"_static", "_downloads"} & set(path.parts) and path not in leading_on
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


def test_pages_are_light_and_verdicts_callouts_and_answers_stand_where_they_belong(visits):
    light = [seen for seen in visits if seen.scheme == "light"]
    looked = {seen.name: seen for seen in light}
    chapters = [seen.weight("document", "image") for seen in light if seen.name.startswith("chapters/")]
    assert statistics.median(chapters) <= MEDIAN_PAGE
    assert sum(len(seen.look["verdicts"]) for seen in light) > 4
    for name, seen in looked.items():
        if name in {f"chapters/reason-{reason}/index.html" for reason in (1, 2, 3, 4)}:
            assert seen.look["callouts"] == ["The claim", "The short answer", "What the data cannot show"], (
                name
            )
    assert not [name for name, seen in looked.items() if "/reason-" in name and seen.look["lede"] != 1]


@pytest.mark.campaign
@pytest.mark.parametrize("fact", FACTS)
def test_every_page_in_all_states(fact, book, visitor, plan, address):
    every = [(name, state) for name in names(book) for state in OPPOSITE]
    # One template writes the pages of figures: what two opposite states do not show, two more would not.
    every += [(name, state) for name in names(book) for state in CROSSED if not name.startswith("figures/")]
    left = [each for each in every if each not in plan][::EVERY]
    left = [visitor.visit(*each) for each in left]
    found = faults(fact, left, address)
    assert not found, f"{len(found)} visits; the first: {found[:4]}"
