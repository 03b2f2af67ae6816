"""Run a command and print the peak memory of it and its children, in MB.

It imports nothing of the book, so that it also measures commands in clones of other states.
"""

from __future__ import annotations

import resource
import subprocess
import sys

#: What `ru_maxrss` counts in: kilobytes, but bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def peak_mb(whose: int) -> float:
    """Return the peak memory of this process, or of the largest of its children that ended."""
    return resource.getrusage(whose).ru_maxrss * RSS_UNIT / 1e6


def measure(command: list[str]) -> int:
    """Run a command, print its peak and return its exit status."""
    code = subprocess.run(command, stdout=sys.stderr, check=False).returncode
    print(peak_mb(resource.RUSAGE_CHILDREN))
    return code


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:]))
