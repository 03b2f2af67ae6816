"""A clone of the checkout, the book of the checkout, and what is left to the long campaign."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from dossier import paths
from dossier.site.moved import MOVED

# How long an example takes depends on the machine; no test may.
settings.register_profile("dossier", deadline=None)
settings.load_profile("dossier")


#: Folders of tests that need neither the book nor what is worked out for it.
APART = ("charts", "data", "indicators", "ingest", "refresh")


@dataclass(frozen=True)
class Clone:
    """A checkout: this one, or a copy of the project's own files as a fresh clone holds them."""

    root: Path

    @property
    def html(self) -> Path:
        return self.root / "_build" / "html"

    def pages(self) -> list[Path]:
        """Return the built chapters, without the addresses that lead on to one."""
        leading_on = {self.html / f"{page}.html" for page in MOVED}
        return sorted(set(self.html.glob("chapters/**/*.html")) - leading_on)

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
        """Run `python -m dossier …` in the checkout, with its own package."""
        return subprocess.run(**self._command(arguments, settings), capture_output=True, check=False)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen:
        """Start the same and leave it at work; its messages can be read as they come."""
        command = self._command(arguments, settings)
        return subprocess.Popen(**command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def _command(self, arguments: tuple[str, ...], settings: dict[str, str]) -> dict:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
        return {
            "args": [sys.executable, "-m", "dossier", *arguments],
            "cwd": self.root,
            "env": inherited | {"PYTHONPATH": str(self.root)} | settings,
            "text": True,
        }

    def build(self, *options: str, **settings: str) -> subprocess.CompletedProcess:
        return self.run("build", "--target", str(self.root / "_build"), *options, **settings)


def tracked() -> list[str]:
    """Return what git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [name for name in listed if name and (paths.ROOT / name).is_file()]


def make_clone(target: Path, wanted=lambda name: True) -> Clone:
    """Copy what git tracks or would track."""
    for name in filter(wanted, tracked()):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(paths.ROOT / name, target / name)
    return Clone(target)


def elsewhere(home: Path) -> dict[str, str]:
    """Return the settings of somebody else, on the other side of the world, with another processor."""
    home.mkdir()
    return {
        "HOME": str(home),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "LANG": "POSIX",
        "PYTHONHASHSEED": "7",
        "OPENBLAS_CORETYPE": "Prescott",
    }


@pytest.fixture(scope="session")
def book() -> Clone:
    """The book of this checkout, brought up to date once, whichever worker asks first. Tests leave it alone."""
    checkout = Clone(paths.ROOT)
    (paths.ROOT / "_build").mkdir(exist_ok=True)
    with (paths.ROOT / "_build" / ".tests").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        built = checkout.build()
    assert built.returncode == 0, built.stdout[-6000:] + built.stderr[-6000:]
    return checkout


def pytest_collection_modifyitems(items):
    """Let one worker begin with the book, and the other do meanwhile what needs neither it nor the verdicts."""
    first = next((item.path for item in items if "book" in item.fixturenames), None)
    items.sort(key=lambda item: (item.path != first, item.path.parent.name not in APART))


def pytest_terminal_summary(terminalreporter):
    """Say what was left to `make check`."""
    left = terminalreporter.stats.get("deselected", [])
    if left:
        files = sorted({each.location[0] for each in left})
        terminalreporter.write_line(f"left to `make check`: {len(left)} tests of {', '.join(files)}")
