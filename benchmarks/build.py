"""Measure builds, tests, grids and a cluster as ratios within one run, and write `benchmarks/build.csv`.

Seconds differ from machine to machine and from hour to hour; a ratio of two things measured one after the other in
one run hardly does. Each is taken three times (the plain cold build and the tests once): the middle one counts, the
others are its spread. The page on rerunning shows the file; it is committed, because a build must not measure.

All takes hours. Groups that are named (`GROUPS`) are measured alone; the rows of the others stay, each with its day.
"""

from __future__ import annotations

import contextlib
import csv
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import yaml
from distributed import LocalCluster
from execution import cpu
from peak import peak_mb

from dossier import paths
from dossier.site.execution import measured

RUNS = int(os.environ.get("RUNS", 3))
BUILD = [sys.executable, "-m", "dossier", "build"]
#: The state before chapters had keys of their own, whose grids are the measure of ours.
BEFORE = "6d93781"
FIELDS = (
    "what",
    "against",
    "seconds",
    "seconds_low",
    "seconds_high",
    "against_seconds",
    "ratio",
    "reach",
    "peak_rss_mb",
    "python",
    "cpu",
    "cores",
    "date",
)


@dataclass(frozen=True)
class Timed:
    """Seconds of several runs, and the most memory that one process of them held."""

    runs: tuple[float, ...]
    peak_mb: float

    @property
    def middle(self) -> float:
        return statistics.median(self.runs)


def timed(command: list, cwd: Path, prepare: Callable[[], None], runs: int = RUNS) -> Timed:
    """Run a command several times, each after the same preparation."""
    seconds, peaks = [], []
    for _ in range(runs):
        prepare()
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("peak.py")), *map(str, command)],
            cwd=cwd,
            # Notebooks start in other folders and must find the package of their own clone.
            env=os.environ | {"PYTHONPATH": str(cwd)},
            capture_output=True,
            text=True,
        )
        seconds.append(time.perf_counter() - started)
        if done.returncode:
            raise SystemExit(f"{command} failed:\n{done.stderr[-20000:]}{done.stdout[-1000:]}")
        peaks.append(float(done.stdout.strip().splitlines()[-1]))
    return Timed(tuple(seconds), max(peaks))


def clone(target: Path, commit: str = "HEAD") -> Path:
    """Clone this checkout at a commit."""
    subprocess.run(["git", "clone", "-q", str(paths.ROOT), str(target)], check=True)
    subprocess.run(["git", "checkout", "-q", commit], cwd=target, check=True)
    return target


def plain(root: Path) -> list:
    """Return the command of a plain build: the same chapters, with jupyter-book's own extensions and none of ours."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    for ours in ("extensions", "html_sidebars"):
        del config["sphinx"]["config"][ours]
    (root / "_plain.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    start = "import sys; sys.path.insert(0, '.'); from jupyter_book.cli.main import main; main()"
    return [sys.executable, "-c", start, "build", ".", "--config", "_plain.yml", "--path-output", "_plain"]


def alter(file: Path, old: str, new: str) -> None:
    """Turn one of two wordings of a file into the other."""
    text = file.read_text(encoding="utf-8")
    one, other = (old, new) if old in text else (new, old)
    file.write_text(text.replace(one, other, 1), encoding="utf-8")


def forget(ours: Path) -> None:
    """Make the next build a cold one."""
    shutil.rmtree(ours / "_build", ignore_errors=True)


def _builds(folder: Path) -> Iterator[dict]:
    ours, theirs = clone(folder / "ours"), clone(folder / "plain")
    simple = plain(theirs)

    def nothing() -> None:
        pass

    # Once only, for it takes a quarter of an hour; what it built is what the next row builds again.
    cold_plain = timed(simple, theirs, nothing, runs=1)
    cold = timed(BUILD, ours, lambda: forget(ours))
    yield row("cold build", "plain jupyter-book, nothing cached", cold, cold_plain, 0.40)
    again_plain, again = timed(simple, theirs, nothing), timed(BUILD, ours, nothing)
    yield row("nothing changed", "plain jupyter-book, nothing changed", again, again_plain, 2)

    chapter = ours / "chapters" / "reason-1" / "islamic-state.md"
    word = timed(BUILD, ours, lambda: alter(chapter, "Motives cannot.", "Motives can not."))
    yield row("one word in a chapter", "the cold build", word, cold, 0.06)

    def change_table() -> None:
        table = ours / "data" / "evidence" / "strength_estimates.csv"
        alter(table, "chief of the general staff", "head of the general staff")
        subprocess.run([*BUILD[:3], "seal", "evidence/strength_estimates"], cwd=ours, check=True)

    yield row("one table", "the cold build", timed(BUILD, ours, change_table), cold, 0.25)
    module = ours / "dossier" / "charts" / "opium.py"
    comment = "from __future__ import annotations"
    change = timed(BUILD, ours, lambda: alter(module, f"{comment}\n", f"{comment}  # so\n"))
    yield row("one chart module", "the cold build", change, cold, 0.25)


#: In the names of that commit.
GRIDS = """
from dossier import load
from dossier.evidence import rules
from dossier.verdicts import robustness
fixed = rules()
tables = {name: load(name) for measure in robustness.MEASURES.values() for name in measure.reads}
for name in robustness.MEASURES:
    robustness.both(tables, fixed, name)
"""
SHARED = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from dossier import results
if __name__ == "__main__":
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        list(pool.map(results.digest, [name for name in results.names() if name.startswith("grid ")]))
"""


def _grids(folder: Path) -> Iterator[dict]:
    ours, before = clone(folder / "ours"), clone(folder / "before", BEFORE)
    first = "import sys; sys.path.insert(0, '.')"
    old = timed([sys.executable, "-c", first + GRIDS], before, lambda: None)
    new = timed([sys.executable, "-c", first + SHARED], ours, lambda: forget(ours))
    yield row("all grids of the multiverse", f"the same at {BEFORE}", new, old, 0.25)


#: A minute's work: the rivals' ratings moved at random by 800 seeds.
DRAWN = """
import sys
from functools import partial
from dossier import load
from dossier.verdicts.rules import rules
from dossier.inference import competing, rescored
from dossier.inference.dispatch import dispatch
ach = rules().ach
items = competing.known(competing.matrix(load("evidence/ach_items"), load("evidence/ach_ratings")), "B")
by = competing.scoring(ach)
again = partial(rescored.perturbed, items, competing.ARTICLE, by, ach["chance"], ach["draws"])
dispatch(again, [(seed,) for seed in range(800)], scheduler=sys.argv[1])
"""


def _cluster(_: Path) -> Iterator[dict]:
    def work(scheduler: str) -> Timed:
        return timed([sys.executable, "-c", DRAWN, scheduler], paths.ROOT, lambda: None)

    def peak() -> float:
        return peak_mb(resource.RUSAGE_SELF)

    alone = work("serial")
    workers = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0")
    with workers, workers.get_client() as client:
        shared = work(workers.scheduler_address)
        shared = replace(shared, peak_mb=max(shared.peak_mb, *client.run(peak).values()))
    yield row("a minute of draws, two local Dask workers", "one process", shared, alone, 0.6)


def _tests(folder: Path) -> Iterator[dict]:
    ours = clone(folder / "ours")
    test = [sys.executable, "-m", "pytest", "-n", "2", "-m", "not campaign"]
    cold = timed(BUILD, ours, lambda: forget(ours), runs=1)
    # The book that was built cold a moment ago stands there still.
    yield row("make test, again", "the cold build", timed(test, ours, lambda: None, runs=1), cold, 2)
    fresh = timed(test, ours, lambda: forget(ours), runs=1)
    yield row("make test, fresh clone", "the cold build", fresh, cold, 4)


#: What is measured in a folder of its own, by the name under which it can be asked for.
GROUPS: dict[str, Callable[[Path], Iterator[dict]]] = {
    "builds": _builds,
    "grids": _grids,
    "cluster": _cluster,
    "tests": _tests,
}


def row(what: str, against: str, measured: Timed, other: Timed, reach: float) -> dict:
    """Return one line of the table."""
    return {
        "what": what,
        "against": against,
        "seconds": f"{measured.middle:.1f}",
        "seconds_low": f"{min(measured.runs):.1f}",
        "seconds_high": f"{max(measured.runs):.1f}",
        "against_seconds": f"{other.middle:.1f}",
        "ratio": f"{measured.middle / other.middle:.3f}",
        "reach": reach,
        "peak_rss_mb": f"{measured.peak_mb:.0f}",
        "python": platform.python_version(),
        "cpu": cpu(),
        "cores": os.cpu_count(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def put(rows: list[dict]) -> None:
    """Write rows in place of those of the same name; the others stay, in their order."""
    file = measured("build")
    with contextlib.suppress(FileNotFoundError), file.open(encoding="utf-8", newline="") as stream:
        new = {each["what"]: each for each in rows}
        before = [new.pop(each["what"], each) for each in csv.DictReader(stream)]
        rows = [*before, *new.values()]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(asked: list[str]) -> None:
    """Measure what is asked for, or all, and write each row as soon as it is known."""
    unknown = sorted(set(asked) - set(GROUPS))
    if unknown:
        raise SystemExit(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    for name in asked or GROUPS:
        with tempfile.TemporaryDirectory() as folder:
            for each in GROUPS[name](Path(folder)):
                put([each])
                ratio = f"{each['ratio']} of {each['against']} (reach {each['reach']})"
                print(f"{each['what']}: {each['seconds']} s, {ratio}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
