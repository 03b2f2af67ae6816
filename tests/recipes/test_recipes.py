"""Who follows a recipe of CONTRIBUTING.md touches as few places as it says, and sees the page change."""

import hashlib
import re

import pytest

from dossier import load, paths, words
from dossier.verdicts import releases
from tests.conftest import Clone, make_clone
from tests.recipes.recipes import GUIDE, MADE, follow, page, recipes, shown, state

#: In how many places each thing is said.
WANTED = {
    "An event": 1,
    "A release of a dataset": 1,
    "A table": 2,
    "A rule": 2,
    "A figure": 2,
    "A claim": 2,
}
#: Afghanistan's trade balance as the publisher's file has it (CC BY 4.0).
BALANCE = """geo,indicator,year,value
afg,trade_balance_us_not_inflation_adjusted,2020,-5162251667.33855
afg,trade_balance_us_not_inflation_adjusted,2021,-3240927741.05311
afg,trade_balance_us_not_inflation_adjusted,2022,-5237185134.98249
afg,trade_balance_us_not_inflation_adjusted,2023,-5811020822.75267
"""
SOURCE = """id = "gapminder-sg-region"
title = "World Bank and energy indicators of Afghanistan, its region, Russia and the USA, 1990-2024"
publisher = "Gapminder Foundation"
version = "Systema Globalis, repository state of March 2026"
licence = "CC BY 4.0"
citation = "Free data from Gapminder.org (Systema Globalis), based on World Bank World Development Indicators."
obtained_on = "2026-11-23"
[[files]]
name = "gapminder_region.csv"
sha256 = "{digest}"
"""
#: The part of the page on robustness that the recipe changes; the whole page takes a minute.
RELEASES = """```{code-cell} python
from dossier import on_clocks
from dossier.book import across
from dossier.verdicts import releases, rule
from dossier.verdicts.rules import rules

read = {*rule.collected()["threat"].reads, *releases.READS}
releases.SWAPS = [swap for swap in releases.SWAPS if "threat" in swap.rules]
across.release_table(releases.compare(on_clocks(sorted(read)), rules()))
```
"""
#: The new rule as the page of rules folds it; the whole page takes minutes.
RULES = """```{code-cell} python
from dossier import results
from dossier.book import rulebook
from dossier.verdicts.rules import rules

rulebook.rules_of(rules(), results.verdicts(), ["future_dealings"])
```
"""
#: The page of claims without the verdicts of rules, which take minutes.
CLAIMS = """```{code-cell} python
from dossier import load
from dossier.book import claims
from dossier.references import references
from dossier.verdicts import ledger
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import Judged, Verdict

fixed = rules()
none = Verdict("a rule", "a statement", "untestable", "none stated", "it was not judged")
judged = dict.fromkeys(fixed.by_name | fixed.of_drivers, Judged(none, none))
claims.part(ledger.assemble({name: load(name) for name in ledger.READS}, judged, fixed, references()), "comment")
```
"""


def needed(name: str) -> bool:
    """Tell whether a copy needs a file: no pictures, no site, no tests."""
    folder = name.partition("/")[0]
    return folder in ("chapters", "data", "dossier", "CITATION.cff", "requirements.txt") or (
        folder == "figures" and name.endswith(".json")
    )


@pytest.fixture
def clone(tmp_path) -> Clone:
    return make_clone(tmp_path / "checkout", needed)


@pytest.fixture
def followed(clone, tmp_path):
    """Follow a recipe in the copy; nothing may change but what it edits and what commands make."""

    def do(name: str, made: str = "", sources=None):
        recipe, before = recipes()[name], state(clone)
        follow(recipe, clone, sources)
        after = state(clone)
        changed = {file for file in after if after[file] != before.get(file)}
        assert recipe.edited <= changed
        assert {file for file in changed - recipe.edited if not MADE.fullmatch(file)} == {made} - {""}
        return clone

    return do


def test_each_recipe_touches_as_few_places_as_it_says():
    found = recipes()
    assert list(found) == list(WANTED)
    assert {name: recipe.places for name, recipe in found.items()} == WANTED
    assert {name: len(recipe.edited) for name, recipe in found.items()} == WANTED


def test_an_event_is_on_the_timeline(followed):
    events = load("evidence/timeline")
    seen = page(followed("An event"), "chapters/timeline.md")
    assert 'id="event-V152"' in seen
    assert "cannot cope with IS-Khorasan. {cite}`tass2023iskp`" in seen
    assert f"'{words.count(len(events) + 1)}'" in seen


def test_a_release_is_judged_beside_the_one_that_the_rule_reads(followed):
    assert not any("threat" in swap.rules for swap in releases.SWAPS)
    seen = shown(followed("A release of a dataset"), RELEASES, "chapters/robustness.md")
    older, newer = (
        int(re.search(rf"UCDP {release}:\*.*?(\d+) deaths", seen)[1]) for release in ("24.1", "26.1")
    )
    assert older < newer


def test_a_table_is_on_the_shelf_with_its_card(followed, tmp_path):
    folder = tmp_path / "sources" / "gapminder-sg-region"
    folder.mkdir(parents=True)
    (folder / "gapminder_region.csv").write_text(BALANCE, encoding="utf-8")
    digest = hashlib.sha256(BALANCE.encode()).hexdigest()
    (folder / "SOURCE.toml").write_text(SOURCE.format(digest=digest), encoding="utf-8")
    made = "data/economy/afghan_trade_balance.csv"
    clone = followed("A table", made, folder.parent)
    assert (clone.root / made).read_text(encoding="utf-8").splitlines()[1] == "2020,-5162.252"
    seen = page(clone, "chapters/data/economy.md")
    assert "Afghanistan's exports less its imports, 2020-2023" in seen
    assert "`afghan_trade_balance.csv </data/economy/afghan_trade_balance.csv>`, four rows" in seen


def test_a_rule_is_judged_and_listed(followed):
    seen = shown(followed("A rule"), RULES, "chapters/rules.md")
    assert "From January to August 2021 no state dealt with the Taliban more than Russia did" in seen
    assert "One other state had more cooperative events with the Taliban" in seen


def test_a_figure_is_on_its_page(followed):
    seen = page(followed("A figure"), "chapters/reason-3/first.md")
    met = load("diplomacy/taliban_meetings").set_index("counterpart")["meetings"]
    assert ":name: r3-meetings-announced" in seen
    assert f"more meetings with China ({met['CHN']}) than with Russia ({met['RUS']})" in seen


def test_a_claim_is_in_the_ledger(followed):
    seen = shown(followed("A claim"), CLAIMS, "chapters/claims.md")
    assert "[C75]{.claim-id} The Taliban kill civilians." in seen
    assert "“killing innocent civilians” (K2.S3)" in seen


def test_the_ways_that_numbers_come_lead_through_files_and_names_that_exist():
    part = re.search(
        r"^## Where a number comes from\n(.*?)^## ", GUIDE.read_text(encoding="utf-8"), re.M | re.S
    )[1]
    steps = re.findall(r"`([\w/.-]+/[\w.-]+)`(?: \(`([\w/.-]+)`\))?", part)
    assert len(steps) > 10
    for file, name in steps:
        assert (paths.ROOT / file).is_file(), f"{GUIDE.name}: {file} does not exist"
        assert name in (paths.ROOT / file).read_text(encoding="utf-8"), f"{GUIDE.name}: no {name} in {file}"


def test_a_recipe_that_no_longer_fits_asks_to_be_renewed(clone):
    table = clone.root / "data" / "evidence" / "timeline.csv"
    table.write_text("event_id\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="“An event”, no longer fits it: renew the block of diff there"):
        follow(recipes()["An event"], clone)
