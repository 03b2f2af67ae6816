"""The manifest: what it lists, what it leaves out, and what is refused as one."""

import hashlib
import re

import pytest

from dossier.errors import DossierError
from dossier.site import afterwards, manifest

FACTS = {"title": "T", "version": "1", "released": "2026-01-02", "source": "s", "packages": "p 1"}
MADE = manifest.Manifest(FACTS, {"book/b.html": (1, "b" * 64), "book/a, b.html": (2, "a" * 64)})


@pytest.fixture
def html(tmp_path):
    """A built book of a few files, with the page that says the hash."""
    (tmp_path / "chapters").mkdir()
    page = '<p><code class="manifest docutils"><span>manifest.csv</span></code></p>'
    (tmp_path / manifest.PAGE).write_text(page, encoding="utf-8")
    (tmp_path / afterwards.SHELF).write_text("<p>files</p>", encoding="utf-8")
    (tmp_path / "index.html").write_text("<p>ä</p>", encoding="utf-8")
    return tmp_path


def test_a_manifest_that_is_written_and_read_is_the_same(tmp_path):
    (tmp_path / "m.csv").write_text(MADE.text, encoding="utf-8")
    assert manifest.read(tmp_path / "m.csv") == MADE
    assert MADE.hash == hashlib.sha256((tmp_path / "m.csv").read_bytes()).hexdigest()


def test_its_head_says_of_which_book_it_is_and_its_rows_are_sorted_by_path():
    lines = MADE.text.splitlines()
    assert lines[:2] == ["# title: T", "# version: 1"]
    assert lines[5:] == ["path,bytes,sha256", f'"book/a, b.html",2,{"a" * 64}', f"book/b.html,1,{'b' * 64}"]


def test_the_hash_in_the_page_does_not_move_the_manifest(html):
    made = manifest.put(html)
    page = (html / manifest.PAGE).read_text(encoding="utf-8")
    assert f"<code>{made.hash}</code>" in page
    assert 'href="../manifest.csv"' in page
    assert manifest.of_book(html) == made.below("book")
    assert manifest.put(html).hash == made.hash


def test_what_is_taken_along_does_not_move_the_manifest(html):
    made = manifest.put(html)
    (html / afterwards.FOLDER).mkdir()
    (html / afterwards.FOLDER / "dossier.pdf").write_bytes(b"%PDF")
    (html / afterwards.SHELF).write_text(f"<p>{afterwards.added('<a>')}files</p>", encoding="utf-8")
    assert manifest.of_book(html) == made.below("book")


def test_every_other_byte_moves_it(html):
    before = manifest.put(html).hash
    (html / "index.html").write_text("<p>a</p>", encoding="utf-8")
    changed = manifest.put(html).hash
    (html / ".hidden").write_bytes(b"")
    assert len({before, changed, manifest.put(html).hash}) == 3


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (b"\xff", "it cannot be read"),
        (b"", "its first lines are not those of a manifest"),
        (b"path,bytes,sha256\n", "its first lines are not those of a manifest"),
        (MADE.text.replace(",1,", ",one,").encode(), "a row is not path, bytes, sha256"),
        (MADE.text.replace("# source: s\n", "").encode(), "its first lines are not those of a manifest"),
        ("\n".join(MADE.text.splitlines()).encode(), "its rows are not sorted by path"),
        (MADE.text.replace("\n", "\r\n").encode(), "or its lines not ended as a build ends them"),
        (re.sub(r'("book/a.*\n)(.*\n)', r"\2\1", MADE.text).encode(), "its rows are not sorted by path"),
    ],
)
def test_what_no_build_wrote_is_refused_in_one_message(tmp_path, spoiled, said):
    (tmp_path / "m.csv").write_bytes(spoiled)
    with pytest.raises(DossierError, match=said):
        manifest.read(tmp_path / "m.csv")


def test_differences_name_what_is_missing_extra_and_altered():
    wanted = {"a": (1, "x"), "b": (1, "x"), "d": (1, "x")}
    assert manifest.differences(wanted, {"b": (1, "y"), "c": (1, "x"), "d": (1, "x")}) == [
        "a: missing",
        "b: other bytes (1 of them, 1 in the manifest)",
        "c: extra, the manifest does not know it",
    ]
