"""Execute every chapter, one after another, and write seconds and peak memory to `benchmarks/execution.csv`.

The book shows that file; it is committed, because times differ from run to run and a build must not.
"""

from __future__ import annotations

import csv
import os
import platform
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import nbclient
from myst_nb.core.read import read_myst_markdown_notebook

from dossier import paths
from dossier.site.execution import MEASURED

#: What `ru_maxrss` counts in: kilobytes, but bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
FIELDS = ("chapter", "seconds", "peak_rss_mb", "load", "python", "cpu", "cores", "date")


def execute(chapter: Path) -> tuple[float, float]:
    """Execute one chapter as the book's builder does; return seconds and the kernel's peak memory in MB.

    The peak is that of the largest child this process ever had, so each chapter needs a process of its own.
    """
    notebook = read_myst_markdown_notebook(chapter.read_text(encoding="utf-8"), path=str(chapter))
    started = time.perf_counter()
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(chapter.parent)}}
    )
    client.execute()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * RSS_UNIT / 1e6
    return seconds, peak


def cpu() -> str:
    """Return the processor's name as the system gives it."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return " ".join(line.split(":", 1)[1].split())
    return platform.processor() or platform.machine()


def notebooks() -> list[Path]:
    """Return the chapters that hold code."""
    chapters = sorted((paths.ROOT / "chapters").rglob("*.md"))
    return [chapter for chapter in chapters if "{code-cell}" in chapter.read_text(encoding="utf-8")]


def measure() -> None:
    """Measure every chapter and write the table."""
    machine = {
        "python": platform.python_version(),
        "cpu": cpu(),
        "cores": os.cpu_count(),
        "date": datetime.now(UTC).date().isoformat(),
    }
    rows = []
    for chapter in notebooks():
        name = chapter.relative_to(paths.ROOT).as_posix()
        load = os.getloadavg()[0]
        said = subprocess.run(
            [sys.executable, __file__, name], check=True, capture_output=True, text=True, cwd=paths.ROOT
        ).stdout.split()
        seconds, peak = map(float, said[-2:])
        print(f"{name}: {seconds:.1f} s, {peak:,.0f} MB", flush=True)
        measured = {"chapter": name, "seconds": f"{seconds:.2f}", "peak_rss_mb": f"{peak:.0f}"}
        rows.append(measured | {"load": f"{load:.2f}"} | machine)
    with (paths.ROOT / MEASURED).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*execute(paths.ROOT / sys.argv[1]))
    else:
        measure()
