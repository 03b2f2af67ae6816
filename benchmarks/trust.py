"""Gather what `make test` and `make check` tried to break the book with, print it, and write `benchmarks/trust.csv`.

A test says with pytest's `record_property` what it tried and how much of it held, as `31 of 31`; the reports of both
commands in `_build/trust/` carry that. Parts of one campaign go by one name and are added up.
"""

from __future__ import annotations

import csv
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from dossier import paths
from dossier.site.execution import measured

REPORTS = tuple(paths.ROOT / "_build" / "trust" / f"{command}.xml" for command in ("test", "check"))

#: What a test records: how many of how many.
COUNTED = re.compile(r"(\d+) of (\d+)")


def gathered(reports: list[Path]) -> dict[str, tuple[int, int]]:
    """Return by what was tried how many held and how many were tried, in the order of their names."""
    sums: dict[str, tuple[int, int]] = {}
    for report in reports:
        # The reports were written by the tests a moment ago.
        for recorded in ElementTree.parse(report).iter("property"):  # noqa: S314
            counted = COUNTED.fullmatch(recorded.get("value", ""))
            if counted:
                held, tried = sums.get(recorded.get("name"), (0, 0))
                sums[recorded.get("name")] = (held + int(counted[1]), tried + int(counted[2]))
    return dict(sorted(sums.items()))


def main() -> None:
    """Print a line each, and write the table that the page on rerunning shows."""
    missing = [report for report in REPORTS if not report.exists()]
    if missing:
        sys.exit(f"{paths.shown(missing[0])} is missing; expected a report of tests. Run: make trust")
    rows = gathered(list(REPORTS))
    today = datetime.now(UTC).date().isoformat()
    with measured("trust").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("what", "held", "tried", "python", "date"))
        for what, (held, tried) in rows.items():
            writer.writerow((what, held, tried, platform.python_version(), today))
            print(f"{what}: {held} of {tried}")


if __name__ == "__main__":
    main()
