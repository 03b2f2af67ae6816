"""Processes that are killed at points of their progress: just before they change something on disk.

What a killed process leaves on disk is what was there at the last such point; between two of them it only reckons.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator

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
