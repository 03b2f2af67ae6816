"""Never half a book: killed at whatever moment, the last good book stands whole, and one build mends the rest."""

from __future__ import annotations

import fcntl
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.build.test_small_book import alter, build, hashes, text_of
from tests.campaign import WHOLE
from tests.conftest import Clone
from tests.trust.killing import Mortal

SEED = 14
#: Kills of the campaign, in rows of so many without a build between them, two books side by side.
KILLS, ROW = (100, 10) if WHOLE else (6, 3)

ANOTHER_TABLE = [("data/arms/military_expenditure.csv", "AFG,1970,5.3732,", "AFG,1970,999999.3732,")]
ANOTHER_CELL = [("chapters/arms.md", '"Arms from Britain", "Million', '"Arms of Britain", "Million')]
ANOTHER_TITLE = [("chapters/arms.md", "# Arms\n", "# Weapons\n")]
STATES = {
    "another table": ANOTHER_TABLE,
    "another cell": ANOTHER_CELL,
    "another title": ANOTHER_TITLE,
    "all of them": ANOTHER_TABLE + ANOTHER_CELL + ANOTHER_TITLE,
}
AS_IT_WAS = "as it was"


@dataclass(frozen=True)
class State:
    """What the checkout can hold, and what an undisturbed build makes of it.

    Parameters
    ----------
    files : dict
        Name to content of every file that some state changes.
    pages, figures : dict
        Name to hash, of the built book and of the published figures.
    points : int
        Points of progress of the build.
    """

    files: dict[str, bytes]
    pages: dict[str, str]
    figures: dict[str, str]
    points: int


def undisturbed(book: Mortal, wanted: list[str]) -> dict[str, State]:
    """Build each state once, after the one before it, and return what came of it."""
    root = book.clone.root
    names = ["data/datapackage.json", "data/arms/military_expenditure.card.json"]
    names += sorted({name for state in STATES.values() for name, _, _ in state})
    first = {name: (root / name).read_bytes() for name in names}
    states = {}
    for state in [AS_IT_WAS, *wanted]:
        lay(root, first)
        for name, old, new in STATES.get(state, []):
            alter(book.clone, old, new, name)
        done = book.build()
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        files = {name: (root / name).read_bytes() for name in names}
        states[state] = State(files, hashes(book.clone.html), hashes(root / "figures"), book.progress())
    return states


def lay(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if (root / name).read_bytes() != content:
            (root / name).write_bytes(content)


def stands_whole(clone: Clone, may_be: list[State], known: list[State]) -> State:
    """Return the state that the book is in; nothing of it, of figures and of tables is half, and nothing lies about."""
    pages = hashes(clone.html)
    found = next((state for state in may_be if state.pages == pages), None)
    assert found, "the book is neither the last good one nor the new one"
    for name, each in hashes(clone.root / "figures").items():
        assert each in [state.figures.get(name) for state in known], f"figures/{name} is half written"
    for folder in (clone.root / "data", clone.root / "figures", clone.html):
        assert not list(folder.rglob(".*")), "a temporary file was left"
    return found


def killed_again_and_again(book: Mortal, states: dict[str, State], chance: random.Random, kills: int) -> int:
    """Kill builds of one state after another, have one build make all good after each row, and count the kills."""
    clone, known, killed = book.clone, list(states.values()), 0
    points = max(state.points for state in known)
    good = stands_whole(clone, known, known)
    while killed < kills:
        for _ in range(min(ROW, kills - killed)):
            asked = states[chance.choice(list(states))]
            lay(clone.root, asked.files)
            done = book.build(chance.randint(1, points))
            good = stands_whole(clone, [good, asked], known)
            if done.returncode == -9:
                killed += 1
            else:
                assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        last = states[chance.choice(list(states))]
        lay(clone.root, last.files)
        done = book.build()
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        assert hashes(clone.root / "figures") == last.figures
        good = stands_whole(clone, [last], known)
    return killed


def test_a_build_that_is_killed_leaves_the_last_good_book_and_the_next_one_is_as_ever(small):
    book = Mortal(small)
    states = undisturbed(book, ["all of them"])
    assert killed_again_and_again(book, states, random.Random(SEED), 2) == 2


@pytest.mark.campaign
def test_killed_at_many_moments(small, tmp_path, record_property):
    states = undisturbed(Mortal(small), list(STATES) if WHOLE else ["all of them"])
    books = [
        Mortal(small),
        Mortal(Clone(Path(shutil.copytree(small.root, tmp_path / "second", copy_function=shutil.copy2)))),
    ]
    chances = [random.Random(f"{SEED} {number}") for number in range(len(books))]
    with ThreadPoolExecutor(len(books)) as pool:
        counts = list(
            pool.map(lambda *each: killed_again_and_again(*each, KILLS // 2), books, [states] * 2, chances)
        )
    survived = sum(counts)
    record_property("Builds killed", f"{survived} of {KILLS}")
    assert survived == KILLS


@pytest.mark.campaign
def test_where_only_the_build_itself_is_killed_what_it_began_is_no_company_for_the_next(small):
    (name, old, new), *_ = ANOTHER_TITLE
    alter(small, old, new, name)
    first = small.start("build", "--target", str(small.root / "_build"))
    for line in first.stderr:
        if line.startswith("writing pages"):
            break
    first.kill()
    first.stderr.close()
    first.wait()
    second = small.build()
    assert second.returncode == 0 or "another build is at work here" in second.stderr
    with (small.root / "_build" / ".lock").open("w") as lock:
        # Whatever the first one left at work has ended when this is had.
        fcntl.flock(lock, fcntl.LOCK_EX)
    build(small)
    assert "Weapons" in text_of(small, "glossary")
