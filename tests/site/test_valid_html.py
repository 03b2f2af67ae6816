"""Every page against the HTML standard, as the W3C's own checker (vnu) reads it."""

import json
import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from dossier import paths
from dossier.site.afterwards import SHELF
from dossier.site.take_along import shelf

#: `.ci/run` puts the checker there; CONTRIBUTING.md says how to fetch it by hand.
CHECKER = paths.ROOT / "_build" / "checkers" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

#: Faults that stay, each with its reason. None does.
KNOWN: dict[str, str] = {}


@pytest.fixture(scope="module")
def checker():
    """The command that checks HTML; without it the test is skipped, except in CI, where that is a failure."""
    java = shutil.which("java")
    if java is None or not CHECKER.exists():
        missing = "no java, or no vnu in _build/checkers (CONTRIBUTING.md): pages not checked for valid HTML"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return [java, "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--stdout", "--errors-only"]


def faults(checker, folder, files):
    """Return what the checker finds in pages, by message."""
    checked = subprocess.run([*checker, *map(str, files)], capture_output=True, text=True, check=False)
    assert checked.stdout, checked.stderr
    found = {}
    for each in json.loads(checked.stdout)["messages"]:
        if each["type"] == "error" and each["message"] not in KNOWN:
            page = each["url"].removeprefix(folder.resolve().as_uri()).removeprefix("file:")
            where = f"{page}, line {each.get('lastLine')}: {each.get('extract', '')[:120]!r}"
            found.setdefault(each["message"], []).append(where)
    return [f"{len(places)} × {message}\n  {places[0]}" for message, places in found.items()]


def test_every_page_is_valid_html(book, checker):
    pages = sorted(path for path in book.html.rglob("*.html") if "_static" not in path.parts)
    found = faults(checker, book.html, pages)
    assert not found, "\n".join(found)


#: The page of files to take along, as the builder writes what the next step fills.
EMPTY = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8" /><title>Take it along</title></head><body><main>
<section><h1>Take it along</h1><p><code class="take-along docutils literal notranslate"><span
class="pre">dossier.pdf</span></code></p><section id="take-along-chapters"><h2>Chapters</h2></section>
<section id="take-along-sums"><h2>Sums</h2></section></section></main></body></html>
"""


def filled(page):
    """Return the page with a link for each file, a list of chapters and the sums."""
    chapters = [
        SimpleNamespace(slug=name, title=f"On {name}", bound=name != "gallery") for name in ("a", "gallery")
    ]
    names = ("dossier.pdf", "dossier.epub", "dossier-site.zip", "dossier-data.zip", shelf.SUMS)
    files = dict.fromkeys((*names, *map(shelf.pdf, chapters)), b"content")
    return shelf.filled(page, files, chapters, "".join(f"{'0' * 64}  {name}\n" for name in files))


def test_the_page_of_files_is_valid_html_once_it_has_them(checker, tmp_path):
    page = tmp_path / "take-along.html"
    page.write_text(filled(EMPTY), encoding="utf-8")
    assert page.read_text(encoding="utf-8").count(" download>") == 3
    found = faults(checker, tmp_path, [page])
    assert not found, "\n".join(found)


def test_the_page_of_files_of_the_book_is_valid_html_once_it_has_them(book, checker, tmp_path):
    page = tmp_path / "take-along.html"
    page.write_text(filled((book.html / SHELF).read_text(encoding="utf-8")), encoding="utf-8")
    assert page.read_text(encoding="utf-8").count(" download>") == 7
    found = faults(checker, tmp_path, [page])
    assert not found, "\n".join(found)
