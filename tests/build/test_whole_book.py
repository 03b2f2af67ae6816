"""The whole book, cold from a clean clone, changed and changed back: every number moves and every byte comes back."""

import hashlib
import json
import re
import shutil

import pytest

from dossier import paths
from dossier.site import manifest
from tests.build.test_small_book import DEAL, DEAL_FOR_THE_TALIBAN, REGISTER, alter, build, executed, hashes
from tests.campaign import only_whole
from tests.conftest import elsewhere, make_clone

pytestmark = pytest.mark.campaign

TABLE = "arms/transfers"
PAGE = "chapters/reason-1/pakistan.html"
OLD, NEW = "RUS,PAK,2018,70", "RUS,PAK,2018,270"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The book of a clean clone, with nothing worked out before and the network denied, built by somebody else."""
    clone = make_clone(tmp_path_factory.mktemp("whole"))
    build(clone, **elsewhere(tmp_path_factory.mktemp("home") / "somebody"))
    return clone


def text_of(clone, page):
    return " ".join(re.sub(r"<[^>]+>", " ", (clone.html / page).read_text(encoding="utf-8")).split())


def missiles(clone):
    """The verdict on missiles for the Taliban in every place that shows it."""
    statement = "Russia gave the Taliban the missiles against aircraft that the Mujahedin had against the Soviet Union"
    row = re.search(rf"{statement} ([\w ]+)\. Likelihood", text_of(clone, "chapters/reason-2/index.html"))
    beside = re.findall(rf"{statement} \( ?([\w ]+?) ?\)", text_of(clone, "chapters/claims.html"))
    assert beside
    return {row.group(1).lower(), *beside}


def test_a_cold_build_leaves_the_checkout_as_it_is(whole):
    now = hashes(whole.root / "figures")
    committed = hashes(paths.ROOT / "figures")
    assert {name for name in {*now, *committed} if now.get(name) != committed.get(name)} == set()


def test_the_book_of_this_checkout_is_that_of_a_cold_build(book, whole, record_property):
    """The one was built bit by bit as the checkout changed, the other at once, in another place, zone and locale."""
    record_property("Whole books compared to the byte", "1 of 1")
    assert hashes(book.html) == hashes(whole.html)


def test_a_page_says_the_hash_of_the_manifest_which_lists_every_file(whole):
    listed = manifest.read(whole.html / manifest.NAME)
    page = (whole.html / manifest.PAGE).read_text(encoding="utf-8")
    assert f"<code>{hashlib.sha256((whole.html / manifest.NAME).read_bytes()).hexdigest()}</code>" in page
    assert {f"book/{name}" for name in hashes(whole.html)} - listed.files.keys() == {f"book/{manifest.NAME}"}
    for folder in ("figures", "data", "chapters", "dossier"):
        there = {name for name in hashes(whole.root / folder) if "__pycache__" not in name}
        assert {f"{folder}/{name}" for name in there} == listed.below(folder).keys()


@only_whole
def test_changed_cells_move_every_place_and_change_back_to_the_same_bytes(whole):
    """One cell of the transfers, and one of the register: a Russian deal of portable missiles for the Taliban."""
    pages, figures = hashes(whole.html), hashes(whole.root / "figures")
    told = text_of(whole, PAGE)
    before = missiles(whole)
    assert len(before) == 1

    alter(whole, OLD, NEW, f"data/{TABLE}.csv")
    alter(whole, DEAL, DEAL_FOR_THE_TALIBAN, f"data/{REGISTER}.csv")
    # A verdict moves, and with it what paragraphs were written for: they are marked, and the build goes on.
    done = whole.build("--draft")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "timeline" not in executed(done)
    assert text_of(whole, PAGE) != told
    assert len(missiles(whole)) == 1
    assert missiles(whole) != before
    changed = {name for name, each in hashes(whole.root / "figures").items() if figures.get(name) != each}
    assert "r1-pakistan-arms-by-supplier.csv" in changed
    for figure in {name.split(".")[0] for name in changed}:
        about = json.loads((whole.root / "figures" / f"{figure}.json").read_text(encoding="utf-8"))
        assert {TABLE, REGISTER} & {source["table"] for source in about["sources"]}, figure

    alter(whole, NEW, OLD, f"data/{TABLE}.csv")
    alter(whole, DEAL_FOR_THE_TALIBAN, DEAL, f"data/{REGISTER}.csv")
    build(whole)
    assert hashes(whole.root / "figures") == figures
    assert hashes(whole.html) == pages


@only_whole
def test_executing_every_chapter_again_changes_no_byte(whole):
    pages, figures = hashes(whole.html), hashes(whole.root / "figures")
    # All of it: what was built last is no reason to leave anything out.
    shutil.rmtree(whole.root / "_build")
    assert {"timeline", "rivals"} <= executed(build(whole)).keys()
    assert hashes(whole.root / "figures") == figures
    assert hashes(whole.html) == pages
