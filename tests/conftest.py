"""A clone of the checkout, and the book built from it with the network denied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossier import paths


@dataclass(frozen=True)
class Clone:
    """A copy of the project's own files, as a fresh clone holds them."""

    root: Path

    @property
    def html(self) -> Path:
        return self.root / "_build" / "html"

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run `python -m dossier …` in the clone, with its own package and no network."""
        guard = paths.ROOT / "tests" / "offline"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
        return subprocess.run(
            [sys.executable, "-m", "dossier", *arguments],
            cwd=self.root,
            env=inherited | {"PYTHONPATH": f"{guard}{os.pathsep}{self.root}"},
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self) -> subprocess.CompletedProcess:
        return self.run("build", "--target", str(self.root / "_build"))


def make_clone(target: Path) -> Clone:
    """Copy what git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (paths.ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(paths.ROOT / name, target / name)
    return Clone(target)


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Clone:
    """The book, built once from a clean clone with the network denied. Tests read it and leave it alone."""
    clone = make_clone(tmp_path_factory.mktemp("clone"))
    built = clone.build()
    assert built.returncode == 0, built.stdout[-6000:] + built.stderr[-6000:]
    return clone
