"""What a second build shows: never a stale number, never half a book, the same bytes for the same input."""

import hashlib
import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import Clone

TABLE = "arms/transfers"
PAGE = "chapters/reason-1/pakistan.html"
#: The row that the test alters, and what it makes of it.
OLD, NEW = "RUS,PAK,2018,70", "RUS,PAK,2018,9070"


@pytest.fixture(scope="module")
def clone(book, tmp_path_factory):
    """A built book of its own for this module, cache included."""
    root = tmp_path_factory.mktemp("rebuild")
    shutil.copytree(book.root, root, dirs_exist_ok=True, copy_function=shutil.copy2)
    return Clone(root)


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def alter(clone, old, new):
    path = clone.root / "data" / f"{TABLE}.csv"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def sentence(clone):
    """The visible text of the page, without figures."""
    text = (clone.html / PAGE).read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", "", re.sub(r"<figure.*?</figure>", "", text, flags=re.S))


def test_a_broken_chapter_fails_the_build_and_leaves_the_last_good_book(clone):
    before = hashes(clone.html)
    chapter = clone.root / "chapters" / "rerun.md"
    sound = chapter.read_text()
    chapter.write_text(sound.replace("blocks.environment()", "blocks.no_such_block()"))
    failed = clone.build()
    chapter.write_text(sound)
    assert failed.returncode == 1
    assert "the build failed, so the last good book was left as it was" in failed.stderr
    assert "chapters/rerun" in failed.stdout + failed.stderr
    assert hashes(clone.html) == before


def test_an_altered_table_stops_the_build_by_name(clone):
    alter(clone, OLD, NEW)
    checked = clone.run("check")
    alter(clone, NEW, OLD)
    assert checked.returncode == 1
    assert "data/arms/transfers.csv: the content was altered or cut off" in checked.stderr
    assert "python -m dossier seal arms/transfers" in checked.stderr


def test_a_changed_table_changes_the_sentence_and_changing_it_back_gives_the_same_bytes(clone):
    pages, figures = hashes(clone.html), hashes(clone.root / "figures")
    told = sentence(clone)

    alter(clone, OLD, NEW)
    assert clone.run("seal", TABLE).returncode == 0
    assert clone.build().returncode == 0
    assert sentence(clone) != told
    changed = {name for name, digest in hashes(clone.root / "figures").items() if figures.get(name) != digest}
    assert "r1-pakistan-arms-by-supplier.csv" in changed
    # Every chapter was executed again; figures of other tables must have come out the same, byte for byte.
    assert not [name for name in changed if not name.startswith(("r1-pakistan", "r1-russia"))]

    alter(clone, NEW, OLD)
    assert clone.run("seal", TABLE).returncode == 0
    assert clone.build().returncode == 0
    assert hashes(clone.root / "figures") == figures
    assert hashes(clone.html) == pages


def test_a_crossed_threshold_changes_chapter_claim_and_file_at_once(clone):
    """If the first strikes in Syria had come a year earlier, the order of events would be the article's."""

    def shown():
        text = {
            page: " ".join(re.sub(r"<[^>]+>", " ", (clone.html / page).read_text(encoding="utf-8")).split())
            for page in ("chapters/reason-1/index.html", "chapters/claims.html")
        }
        statement = "Russia was already fighting IS in Syria when IS-Khorasan was announced"
        paraphrase = "Russia was already at war with ISIS in Syria when the Khorasan branch was announced."
        claims = json.loads((clone.html / "verdicts.json").read_text(encoding="utf-8"))["claims"]
        return (
            re.search(rf"{statement} (\w+) ;", text["chapters/reason-1/index.html"]).group(1).lower(),
            re.search(rf"C27 {paraphrase} 2017: (\w+) ", text["chapters/claims.html"]).group(1),
            next(each["clock_a"]["verdict"] for each in claims if each["id"] == "C27"),
        )

    assert shown() == ("refuted",) * 3
    path = clone.root / "data" / "evidence" / "timeline.csv"
    text = path.read_text()
    assert text.count("V050,2015-09-30,day") == 1
    path.write_text(text.replace("V050,2015-09-30,day", "V050,2014-09-30,day"))
    assert clone.run("seal", "evidence/timeline").returncode == 0
    built = clone.build()
    path.write_text(text)
    assert clone.run("seal", "evidence/timeline").returncode == 0
    assert built.returncode == 0, built.stdout[-3000:]
    assert shown() == ("supported",) * 3


def test_the_network_is_denied_to_the_builds_of_these_tests(clone):
    attempt = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"],
        env={"PYTHONPATH": str(clone.root / "tests" / "offline")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the network is denied here" in attempt.stderr
