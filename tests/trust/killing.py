"""Processes that are killed at points of their progress: just before they change something on disk.

What a killed process leaves on disk is what was there at the last such point; between two of them it only reckons.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Clone

#: Events of Python that announce a change on disk, files that are opened for writing apart.
CHANGES = (
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)


def changes(event: str, arguments: tuple) -> bool:
    """Tell whether an event of Python announces a change on disk."""
    if event == "open":
        _, mode, flags = arguments
        return any(letter in mode for letter in "wax+") if mode else bool(flags & (os.O_WRONLY | os.O_RDWR))
    return event in CHANGES


def killed(call: Callable[[], object], point: int) -> bool:
    """Run something in a process that is killed at a point of its progress; tell whether it got so far."""
    child = os.fork()
    if child == 0:
        left = point

        def hear(event: str, arguments: tuple) -> None:
            nonlocal left
            if changes(event, arguments):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)
        try:
            call()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it failed by itself"
    return os.WIFSIGNALED(status)


def killed_at_every_point(call: Callable[[], object]) -> Iterator[int]:
    """Run something again and again, killed one point later each time, until it is done; yield after each kill."""
    point = 1
    while killed(call, point):
        yield point
        point += 1


#: Python runs it at the start of each process of a build. All count their changes in one file; at the point that is
#: asked for, all of them are killed at once, kernels too, which are in no group with the others.
HOOK = f"""# Written by a test.
import os
import signal
import sys

CHANGES = {CHANGES!r}

{inspect.getsource(changes)}

def end():
    with open(LOG + ".pids") as pids:
        for pid in map(int, pids.read().split()):
            if pid != os.getpid():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
    os.kill(os.getpid(), signal.SIGKILL)


def hear(event, arguments):
    if changes(event, arguments):
        os.write(PROGRESS, b".")
        if 0 < POINT <= os.lseek(PROGRESS, 0, os.SEEK_CUR):
            end()


LOG = os.environ.get("KILLED_LOG")
if LOG:
    POINT = int(os.environ["KILLED_AT"])
    with open(LOG + ".pids", "a") as pids:
        pids.write(str(os.getpid()) + chr(10))
    PROGRESS = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if 0 < POINT <= os.fstat(PROGRESS).st_size:
        end()
    sys.addaudithook(hear)
"""


@dataclass(frozen=True)
class Mortal:
    """A checkout whose builds can be killed at a point of their progress."""

    clone: Clone

    def __post_init__(self):
        (self.clone.root / "sitecustomize.py").write_text(HOOK, encoding="utf-8")

    @property
    def log(self) -> Path:
        return self.clone.root.with_name(f"{self.clone.root.name}.progress")

    def build(self, point: int = 0) -> subprocess.CompletedProcess:
        """Build, and be killed at a point; without one, to the end. No process of it is left when this returns."""
        pids = self.log.with_name(self.log.name + ".pids")
        for file in (self.log, pids):
            file.unlink(missing_ok=True)
        done = self.clone.build(KILLED_LOG=str(self.log), KILLED_AT=str(point), PYTHONDONTWRITEBYTECODE="1")
        for pid in pids.read_text(encoding="utf-8").split():
            while _of(self.log, pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
                time.sleep(0.01)
        return done

    def progress(self) -> int:
        """Return how many points the last build came by."""
        return self.log.stat().st_size


def _of(log: Path, pid: str) -> bool:
    """Tell whether a process is one of a build that counts in a file; another may have got its number."""
    with contextlib.suppress(OSError):
        return os.fsencode(log) in Path("/proc", pid, "environ").read_bytes()
    return False
