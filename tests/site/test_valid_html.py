"""Every page against the HTML standard, as the W3C's own checker (vnu) reads it."""

import json
import os
import shutil
import subprocess

import pytest

from dossier import paths

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


def test_every_page_is_valid_html(book, checker):
    pages = sorted(path for path in book.html.rglob("*.html") if "_static" not in path.parts)
    checked = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert checked.stdout, checked.stderr
    faults = {}
    for each in json.loads(checked.stdout)["messages"]:
        if each["type"] == "error" and each["message"] not in KNOWN:
            page = each["url"].removeprefix(book.html.resolve().as_uri()).removeprefix("file:")
            where = f"{page}, line {each.get('lastLine')}: {each.get('extract', '')[:120]!r}"
            faults.setdefault(each["message"], []).append(where)
    assert not faults, "\n".join(
        f"{len(places)} × {message}\n  {places[0]}" for message, places in faults.items()
    )
