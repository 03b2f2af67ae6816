"""Measure the reader of UCDP's event file against `pandas.read_csv` and a filter, and write `benchmarks/refresh.csv`.

    python benchmarks/refresh.py SAMPLE

The sample is a CSV in the layout of the official release (packed with gzip or not). It is repeated, with new ids, to
the length of the release and put into a zip archive, as the publisher offers it. Both readers take turns, each time in
a process of its own; the quickest run of each counts, because whatever else the machine does only makes a run longer.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from peak import peak_mb

from dossier import paths

#: Rows of the release, rounded, and a tenth of them.
ROWS, TENTH = 418_000, 41_800
TURNS = 5
REACH = 0.25
FILE = paths.ROOT / "benchmarks" / "refresh.csv"


def repeated(sample: Path, rows: int, target: Path) -> None:
    """Write an archive with the events of a sample again and again, each with an id of its own."""
    opened = gzip.open if sample.suffix == ".gz" else open
    with opened(sample, "rt", encoding="utf-8", newline="") as stream:
        header, *events = list(csv.reader(stream))
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("GEDEvent_v26_1.csv", "w", force_zip64=True) as member,
    ):
        text = io.TextIOWrapper(member, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row + 1, *events[row % len(events)][1:]] for row in range(rows))
        text.flush()


def with_pandas(archive: Path) -> int:
    import pandas as pd

    yield
    frame = pd.read_csv(archive)
    yield len(frame[frame["country"] == "Afghanistan"])


def with_dossier(archive: Path) -> int:
    from dossier.refresh import events

    yield
    yield len(events.read(archive, events.EVENT, events.Wanted({"AFG"})))


READERS = {"pandas": with_pandas, "dossier": with_dossier}


def measure(reader: str, archive: Path) -> dict[str, float]:
    """Read once, in this process; what imports take is left out of the seconds and not of the memory."""
    steps = READERS[reader](archive)
    next(steps)
    began, busy = time.perf_counter(), time.process_time()
    rows = next(steps)
    return {
        "rows": rows,
        "seconds": time.perf_counter() - began,
        "processor_seconds": time.process_time() - busy,
        "peak_rss_mb": peak_mb(resource.RUSAGE_SELF),
    }


def apart(reader: str, archive: Path) -> dict[str, float]:
    """Read once in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", reader, str(archive)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def least(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: min(run[name] for run in runs) for name in runs[0]}


def main(sample: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder, "whole.zip"), Path(folder, "tenth.zip")
        repeated(sample, ROWS, whole)
        repeated(sample, TENTH, tenth)
        turns = [{name: apart(name, whole) for name in READERS} for _ in range(TURNS)]
        small = least([apart("dossier", tenth) for _ in range(TURNS)])
    ours, theirs = (least([turn[name] for turn in turns]) for name in ("dossier", "pandas"))
    assert ours["rows"] == theirs["rows"], "both readers must find the same events"
    kinds = ("seconds", "processor_seconds", "peak_rss_mb")
    rows = [("whole file", kind, ours[kind], "pandas", theirs[kind], REACH) for kind in kinds]
    rows += [("ten times the rows", kind, ours[kind], "a tenth", small[kind], 10) for kind in kinds]
    day, cpu = datetime.now(UTC).date().isoformat(), platform.processor() or platform.machine()
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["what", "measure", "dossier", "against", "other", "ratio", "reach", "cpu", "date"])
        for what, kind, one, against, other, reach in rows:
            shown = [what, kind, f"{one:.2f}", against, f"{other:.2f}", f"{one / other:.2f}", reach]
            writer.writerow([*shown, cpu, day])
            print(
                f"{what}: {kind} {one:.2f} against {other:.2f} ({against}): {one / other:.2f}, reach {reach}"
            )


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(Path(sys.argv[1]))
