"""The same bytes anywhere: two builds of one state, `verify`, and what it says where anything differs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dossier import locked, paths
from dossier.site import manifest
from tests.build.conftest import small_book
from tests.build.test_small_book import NEW, OLD, TABLE, alter, build
from tests.conftest import Clone, elsewhere

as_locked = pytest.mark.skipif(bool(locked.astray()), reason="other packages are installed than the lock has")


def listed(clone):
    return (clone.html / manifest.NAME).read_text(encoding="utf-8")


def verify(clone, *named):
    """Verify a small book; what takes minutes for all chapters is taken over."""
    return clone.run("verify", *map(str, named), "--kept", str(clone.root / "_build" / "kept"))


def test_somebody_else_in_another_place_zone_and_locale_builds_the_same_bytes(
    built, tmp_path, record_property
):
    record_property("Small books compared to the byte", "1 of 1")
    clone = small_book(tmp_path / "ein anderer Ort, été")
    shutil.copytree(built.root / "_build" / "kept", clone.root / "_build" / "kept", dirs_exist_ok=True)
    build(clone, **elsewhere(tmp_path / "home"))
    assert listed(clone) == listed(built)


#: Another user, who may read what root may, since an environment in a home folder is closed to others.
READS_ALL = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *READS_ALL]


def can_be_nobody():
    if shutil.which("setpriv") is None:
        return False
    return not subprocess.run(
        [*AS_NOBODY, sys.executable, "-c", ""], capture_output=True, check=False
    ).returncode


@pytest.fixture
def open_folder():
    """A folder whose way any user may go; pytest's own is closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(not can_be_nobody(), reason="only root on Linux can become another user")
def test_another_user_without_a_home_builds_the_same_bytes(built, open_folder, record_property):
    record_property("Small books compared to the byte", "1 of 1")
    clone = Clone(open_folder / "book")
    shutil.copytree(built.root, clone.root, ignore=shutil.ignore_patterns("executed"))
    shutil.rmtree(clone.html)
    shutil.rmtree(clone.root / "_build" / "work")
    for path in (clone.root, *clone.root.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    done = subprocess.run(
        [*AS_NOBODY, sys.executable, "-m", "dossier", "build"],
        cwd=clone.root,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert (clone.html / manifest.NAME).stat().st_uid == 65534
    assert listed(clone) == listed(built)


@as_locked
def test_a_book_built_again_from_a_clean_copy_is_the_same_and_its_hash_is_said(small):
    done = verify(small)
    assert done.returncode == 0, done.stderr
    assert f"Tree hash: {hashlib.sha256(listed(small).encode()).hexdigest()}" in done.stderr


@as_locked
def test_what_a_clean_copy_does_not_give_again_is_named(small, tmp_path):
    """As if the published book had another page, another figure, one page more and one less."""
    published = tmp_path / manifest.NAME
    text = listed(small)
    for name in ("book/chapters/arms.html", "figures/t-arms.csv"):
        assert text.count(f"\n{name},") == 1
        text = re.sub(rf"\n{name},(\d+),\w{{8}}", rf"\n{name},\1,00000000", text)
    text = re.sub(r"\nbook/index.html,.*", "", text)
    text = text.replace(
        "\nbook/chapters/verdict.html,", f"\nbook/chapters/lost.html,1,{'0' * 64}\\g", 1
    ).replace("\\g", "\nbook/chapters/verdict.html,")
    published.write_text(text, encoding="utf-8")
    done = verify(small, published)
    assert done.returncode == 1
    assert "book/chapters/arms.html: other bytes" in done.stderr
    assert "figures/t-arms.csv: other bytes" in done.stderr
    assert "book/chapters/lost.html: missing" in done.stderr
    assert "book/index.html: extra" in done.stderr
    assert "4 files differ" in done.stderr


@as_locked
def test_an_altered_copy_of_the_book_is_named_before_anything_is_built(small):
    with (small.html / "chapters" / "arms.html").open("a", encoding="utf-8") as page:
        page.write(" ")
    (small.html / "chapters" / "verdict.html").unlink()
    (small.html / "chapters" / "added.html").write_text("", encoding="utf-8")
    done = verify(small)
    assert done.returncode == 1
    assert "book/chapters/arms.html: other bytes" in done.stderr
    assert "book/chapters/verdict.html: missing" in done.stderr
    assert "book/chapters/added.html: extra" in done.stderr
    assert "building" not in done.stderr


def git(clone, *arguments):
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=clone.root, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def committed(clone):
    """Put a clone under git and return its commit."""
    git(clone, "init", "--quiet")
    (clone.root / ".git" / "info" / "exclude").write_text("_build\n__pycache__\n", encoding="utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "All of it")
    return git(clone, "rev-parse", "HEAD")


@as_locked
def test_a_manifest_of_other_sources_is_refused_by_the_name_of_the_file_and_of_the_commit(small):
    commit = committed(small)
    alter(small, OLD, NEW)
    alter(small, "as a word has it", "as another word has it", "chapters/arms.md")
    git(small, "commit", "--quiet", "--all", "--message", "Another number")
    refused = verify(small)
    assert refused.returncode == 1
    for name in (f"data/{TABLE}.csv", f"data/{TABLE}.card.json", "chapters/arms.md"):
        assert f"{name}: other bytes" in refused.stderr
    assert f"git checkout {commit}" in refused.stderr
    assert "building" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_git_alone_gives_the_hash_of_the_sources_as_the_page_says(small):
    committed(small)
    page = (paths.ROOT / "chapters" / "verify.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^git ls-tree .*?sha256sum$", page, re.S | re.M)
    assert set(manifest.SOURCES) <= set(command.split())
    done = subprocess.run(["sh", "-c", command], cwd=small.root, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == manifest.read(small.html / manifest.NAME).facts["source"]


@as_locked
def test_a_manifest_made_with_other_packages_is_refused(small, tmp_path):
    published = tmp_path / manifest.NAME
    published.write_text(re.sub(r"pandas [\d.]+", "pandas 0.1", listed(small)), encoding="utf-8")
    refused = verify(small, published)
    assert refused.returncode == 1
    assert "this environment: for this Python the lock has" in refused.stderr
    assert "pandas 0.1" in refused.stderr


def test_a_manifest_that_is_not_there_is_one_message(tmp_path):
    refused = Clone(paths.ROOT).run("verify", str(tmp_path / "none.csv"))
    assert refused.returncode == 1
    assert "none.csv: not found; expected the manifest.csv of a published book" in refused.stderr
