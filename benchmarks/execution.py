"""Execute every chapter, one after another, and write seconds and peak memory to `benchmarks/execution.csv`.

Elapsed seconds grow with whatever else the machine does; processor seconds hardly do, so both are written.
The book shows that file; it is committed, because times differ from run to run and a build must not.
"""

from __future__ import annotations

import csv
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import nbclient
from myst_nb.core.read import read_myst_markdown_notebook
from peak import peak_mb

from dossier import paths
from dossier.site.execution import measured, notebooks

FIELDS = ("chapter", "seconds", "processor_seconds", "peak_rss_mb", "load", "python", "cpu", "cores", "date")


def execute(chapter: Path) -> tuple[float, float, float]:
    """Execute one chapter as the book's builder does.

    Returns
    -------
    tuple of float
        Elapsed seconds, processor seconds and peak memory in MB of the kernel. The last two are those of all
        children this process ever had, so each chapter needs a process of its own.
    """
    notebook = read_myst_markdown_notebook(chapter.read_text(encoding="utf-8"), path=str(chapter))
    started = time.perf_counter()
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(chapter.parent)}}
    )
    client.execute()
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime, peak_mb(resource.RUSAGE_CHILDREN)


def cpu() -> str:
    """Return the processor's name as the system gives it."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return " ".join(line.split(":", 1)[1].split())
    return platform.processor() or platform.machine()


def measured_apart(name: str, figures: str) -> tuple[float, float, float]:
    """Execute one chapter in a process of its own, which leaves the published figures alone.

    The seed is that of the book's builder.
    """
    said = subprocess.run(
        [sys.executable, __file__, name],
        env=os.environ | {"DOSSIER_FIGURES": figures, "PYTHONHASHSEED": "0"},
        check=True,
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
    )
    seconds, busy, peak = map(float, said.stdout.split()[-3:])
    return seconds, busy, peak


def measure() -> None:
    """Measure every chapter and write the table, after each, so that a run that is stopped leaves what it has."""
    machine = {
        "python": platform.python_version(),
        "cpu": cpu(),
        "cores": os.cpu_count(),
        "date": datetime.now(UTC).date().isoformat(),
    }
    rows = []
    with tempfile.TemporaryDirectory() as figures:
        for name in notebooks():
            load = os.getloadavg()[0]
            seconds, busy, peak = measured_apart(name, figures)
            print(f"{name}: {seconds:.1f} s, {busy:.1f} s of the processor, {peak:,.0f} MB", flush=True)
            row = {"chapter": name, "seconds": f"{seconds:.2f}", "processor_seconds": f"{busy:.2f}"}
            rows.append(row | {"peak_rss_mb": f"{peak:.0f}", "load": f"{load:.2f}"} | machine)
            with measured("execution").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*execute(paths.ROOT / sys.argv[1]))
    else:
        measure()
