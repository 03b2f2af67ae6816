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
OLD, NEW = "RUS,PAK,2018,70", "RUS,PAK,2018,270"
#: The deal that the test gives to another recipient.
REGISTER = "arms/register"
DEAL, DEAL_FOR_THE_TALIBAN = "177,northern-alliance,RUS,1999,Igla-1", "177,taliban,RUS,1999,Igla-1"


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


def alter(clone, old, new, table=TABLE):
    path = clone.root / "data" / f"{table}.csv"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def sentence(clone):
    """The visible text of the page, without figures."""
    text = (clone.html / PAGE).read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", "", re.sub(r"<figure.*?</figure>", "", text, flags=re.S))


def text_of(clone, page):
    """The visible text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", (clone.html / page).read_text(encoding="utf-8")).split())


def revenge(clone):
    """The verdict on revenge in every place that shows it."""
    statement = (
        "Moscow sought ties with the Taliban to take revenge on the United States for the Soviet collapse"
    )
    answer = re.search(
        r"2\. Revenge for the Soviet collapse Known by 20 April 2017: ([\w ]+) ; .*? Known since: ([\w ]+) ;",
        text_of(clone, "chapters/index.html"),
    )
    row = re.search(rf"{statement} ([\w ]+) ; ", text_of(clone, "chapters/reason-2/index.html"))
    claims = json.loads((clone.html / "verdicts.json").read_text(encoding="utf-8"))["claims"]
    claim = next(each for each in claims if each["id"] == "C46")
    entry = re.search(rf"C46 {claim['paraphrase']} 2017: ([\w ]+) · ", text_of(clone, "chapters/claims.html"))
    return {
        "summary": answer.group(1).lower(),
        "summary since": answer.group(2).lower(),
        "chapter": row.group(1).lower(),
        "claim": entry.group(1).lower(),
        "file": claim["clock_a"]["verdict"],
        "file since": claim["clock_b"]["verdict"],
    }


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


def test_changed_cells_move_sentence_summary_chapter_claim_and_file_and_back_again(clone):
    """One cell of the transfers, and one of the register: a Russian deal of portable missiles for the Taliban.

    With the second, revenge reads mixed, on the first page, in its chapter, in its claim and in the file at once.
    """
    pages, figures = hashes(clone.html), hashes(clone.root / "figures")
    told = sentence(clone)
    assert set(revenge(clone).values()) == {"mostly unsupported"}

    alter(clone, OLD, NEW)
    alter(clone, DEAL, DEAL_FOR_THE_TALIBAN, REGISTER)
    assert clone.run("seal", TABLE).returncode == 0
    assert clone.run("seal", REGISTER).returncode == 0
    built = clone.build()
    assert built.returncode == 0, built.stdout[-3000:]
    assert sentence(clone) != told
    assert set(revenge(clone).values()) == {"mixed"}
    changed = {name for name, digest in hashes(clone.root / "figures").items() if figures.get(name) != digest}
    assert "r1-pakistan-arms-by-supplier.csv" in changed
    # Every chapter was executed again; figures of other tables must have come out the same, byte for byte.
    for figure in {name.split(".")[0] for name in changed}:
        about = json.loads((clone.root / "figures" / f"{figure}.json").read_text(encoding="utf-8"))
        assert {TABLE, REGISTER} & {source["table"] for source in about["sources"]}, figure

    alter(clone, NEW, OLD)
    alter(clone, DEAL_FOR_THE_TALIBAN, DEAL, REGISTER)
    assert clone.run("seal", TABLE).returncode == 0
    assert clone.run("seal", REGISTER).returncode == 0
    assert clone.build().returncode == 0
    assert hashes(clone.root / "figures") == figures
    assert hashes(clone.html) == pages


def test_the_network_is_denied_to_the_builds_of_these_tests(clone):
    attempt = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"],
        env={"PYTHONPATH": str(clone.root / "tests" / "offline")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the network is denied here" in attempt.stderr
