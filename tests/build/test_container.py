"""The Containerfile: its rules, and its own commands run in a clean root as far as that goes without an engine."""

import fnmatch
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from dossier import paths
from tests.build.conftest import small_book
from tests.conftest import tracked

FILE = paths.ROOT / "Containerfile"
#: Stands for the environment: packages are those of the tests, and an installation is only rehearsed.
PYTHON = """#!/bin/sh
if [ "$1 $2 $3" = "-m pip install" ]; then
  shift 3
  exec {python} -m pip install --dry-run --no-index "$@"
fi
exec {python} "$@"
"""


def steps():
    """Yield each instruction with its words, remarks left out and lines joined."""
    text = re.sub(r"^\s*#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.M)
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip():
            instruction, _, rest = line.partition(" ")
            yield instruction, " ".join(rest.split())


STEPS = list(steps())


def every(instruction):
    return [rest for name, rest in STEPS if name == instruction]


def test_hadolint_has_nothing_to_say():
    if shutil.which("hadolint") is None:
        pytest.skip("no hadolint here; the workflow of checks runs it")
    said = subprocess.run(["hadolint", str(FILE)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_the_image_that_it_starts_from_is_named_by_version_and_digest():
    (base,) = every("FROM")
    assert re.fullmatch(r"docker\.io/library/python:3\.1[123]\.\d+-slim-\w+@sha256:[0-9a-f]{64}", base)


def test_nothing_runs_as_root_but_the_installation_of_debian_s_packages():
    user = [name for name, _ in STEPS].index("USER")
    assert every("USER") == ["1000:1000"]
    before = [rest for name, rest in STEPS[:user] if name == "RUN"]
    assert len(before) == 1
    assert "apt-get install --yes --no-install-recommends" in before[0]
    assert "useradd" in before[0]
    assert not any("apt-get" in rest or "sudo" in rest for name, rest in STEPS[user:] if name == "RUN")
    assert all(rest.startswith("--chown=1000:1000 ") for rest in every("COPY"))


def test_what_apt_and_pip_fetch_is_not_kept_in_a_layer():
    for command in every("RUN"):
        if "apt-get" in command:
            assert re.search(r"apt-get update && apt-get install .* && rm -rf /var/lib/apt/lists/\*", command)
    assert "PIP_NO_CACHE_DIR=1" in every("ENV")
    assert not every("ADD")


def ignored():
    """What `.dockerignore` keeps out of a build."""
    return (paths.ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def test_no_environment_and_no_built_book_of_the_builder_gets_in():
    assert {".git", ".venv", "_build", "**/__pycache__"} <= set(ignored())


def copy(rest, root):
    """Do what COPY does, with the files that git knows."""
    *sources, target = rest.split()[1:]
    out = [pattern.removeprefix("**/") for pattern in ignored()]
    for name in tracked():
        kept = not any(fnmatch.fnmatch(part, pattern) for part in name.split("/") for pattern in out)
        for source in sources:
            if kept and (source == "." or name == source):
                place = root / (name if target in (".", "./") else target)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(paths.ROOT / name, place)
                break
    missing = [source for source in sources if source != "." and not (paths.ROOT / source).is_file()]
    assert missing == []


@pytest.fixture
def root(built, tmp_path):
    """A clean root in which every COPY and RUN after the change of user was done, on the small book."""
    root = tmp_path / "dossier"
    (root / ".venv" / "bin").mkdir(parents=True)
    python = root / ".venv" / "bin" / "python"
    python.write_text(PYTHON.format(python=sys.executable), encoding="utf-8")
    python.chmod(0o755)
    own = {name: each for name, each in os.environ.items() if not name.startswith(("DOSSIER_", "PYTHON"))}
    for name, rest in STEPS[[name for name, _ in STEPS].index("USER") :]:
        if name == "COPY":
            copy(rest, root)
            if rest.endswith(" . ."):
                make_small(root, built)
        if name == "RUN":
            done = subprocess.run(
                ["sh", "-c", rest], cwd=root, env=own, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{rest}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return root


def make_small(root, built):
    """Put the small book in the place of the whole one, with what its build keeps."""
    for folder in ("chapters", "figures"):
        shutil.rmtree(root / folder)
    made = small_book(root.parent / "small")
    for name in ("chapters", "figures", "_toc.yml"):
        (made.root / name).rename(root / name)
    for name in ("kept", "executed"):
        shutil.copytree(built.root / "_build" / name, root / "_build" / name)


def test_its_own_commands_build_the_book_and_serve_it(root):
    (command,) = every("CMD")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [{"8000": port, "0.0.0.0": "127.0.0.1"}.get(word, word) for word in json.loads(command)]
    assert words.count(port) == 1
    server = subprocess.Popen(words, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert "A small book" in fetched(f"http://127.0.0.1:{port}/chapters/index.html")
    finally:
        server.terminate()
        server.wait()


def fetched(address):
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode("utf-8")
        except OSError:  # it has not started yet
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")
