"""How long each chapter runs and how much memory it takes, as `make bench` last measured it."""

from __future__ import annotations

import csv
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

from dossier import paths, words

#: Written by `benchmarks/execution.py`, committed, and never by a build: times differ from run to run.
MEASURED = "benchmarks/execution.csv"


def report(rows: list[dict[str, str]]) -> str:
    """Return the measurements as MyST Markdown: machine and day, then a line a chapter, longest first.

    Parameters
    ----------
    rows : list of dict
        As `benchmarks/execution.csv` holds them.
    """
    first = rows[0]
    seconds = [float(row["seconds"]) for row in rows]
    most = max(float(row["peak_rss_mb"]) for row in rows)
    loads = [float(row["load"]) for row in rows]
    lines = [
        f"Measured on {words.date(first['date'])} with Python {first['python']} on {first['cpu']}, "
        f"{first['cores']} cores, one chapter after another, each in a kernel of its own. Other work kept the "
        f"machine's load between {min(loads):.1f} and {max(loads):.1f} meanwhile, so an idle machine is quicker.",
        "",
        f"All {len(rows)} notebooks together took {words.count(sum(seconds))} seconds; no kernel held more than "
        f"{words.count(most)} MB of memory.",
        "",
        "| Chapter | Seconds | Peak memory (MB) |",
        "|---|---:|---:|",
    ]
    for row in sorted(rows, key=lambda row: (-float(row["seconds"]), row["chapter"])):
        page = "/" + row["chapter"].removesuffix(".md")
        lines.append(
            f"| {{doc}}`{page}` | {float(row['seconds']):.1f} | {words.count(float(row['peak_rss_mb']))} |"
        )
    return "\n".join(lines)


class ExecutionReport(SphinxDirective):
    """`{execution-report}`: the table of the last measurement."""

    def run(self):
        """Return the report as parts of the page."""
        file = Path(paths.ROOT) / MEASURED
        self.env.note_dependency(str(file))
        with file.open(encoding="utf-8", newline="") as stream:
            return self.parse_text_to_nodes(report(list(csv.DictReader(stream))))


def setup(app) -> None:
    """Make the directive known to Sphinx."""
    app.add_directive("execution-report", ExecutionReport)
