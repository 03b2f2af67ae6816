"""What `make bench` and `make trust` last measured: chapters, builds, and what was tried to break the book."""

from __future__ import annotations

import csv
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

from dossier import markdown, paths, words


def notebooks() -> list[str]:
    """Return the chapters that hold code, as paths in the repository."""
    chapters = sorted((paths.ROOT / "chapters").rglob("*.md"))
    executed = (chapter for chapter in chapters if "{code-cell}" in chapter.read_text(encoding="utf-8"))
    return [chapter.relative_to(paths.ROOT).as_posix() for chapter in executed]


def report(rows: list[dict[str, str]], chapters: list[str]) -> str:
    """Return the measurements as MyST Markdown: machine and day, then a line a chapter, longest first.

    Parameters
    ----------
    rows : list of dict
        As `benchmarks/execution.csv` holds them.
    chapters : list of str
        The chapters that there are now: one that is gone is left out, one that is new is named as not measured.
    """
    rows = [row for row in rows if row["chapter"] in chapters]
    new = [chapter for chapter in chapters if chapter not in {row["chapter"] for row in rows}]
    first = rows[0]
    elapsed, busy = (sum(float(row[name]) for row in rows) for name in ("seconds", "processor_seconds"))
    most = max(float(row["peak_rss_mb"]) for row in rows)
    loads = [float(row["load"]) for row in rows]
    lines = [
        f"Measured on {words.date(first['date'])} with Python {first['python']} on {first['cpu']}, "
        f"{first['cores']} cores, one chapter after another, each in a kernel of its own. The machine did other work "
        f"at the time (a load of {min(loads):.1f} to {max(loads):.1f}), which lengthens the elapsed seconds and "
        "hardly those of the processor.",
        "",
        f"{'These' if new else 'All'} {len(rows)} notebooks together took {words.count(busy)} seconds of the "
        f"processor and {words.count(elapsed)} elapsed seconds; no kernel held more than {words.count(most)} MB of "
        "memory.",
        "",
        markdown.table(
            ("Chapter", "Processor seconds:", "Elapsed seconds:", "Peak memory (MB):"),
            map(_chapter, sorted(rows, key=lambda row: (-float(row["processor_seconds"]), row["chapter"]))),
        ),
    ]
    if new:
        lines += ["", f"Not measured yet: {words.listing(map(_page, new))}."]
    return "\n".join(lines)


def _page(chapter: str) -> str:
    return f"{{doc}}`/{chapter.removesuffix('.md')}`"


def _chapter(row: dict[str, str]) -> tuple[str, ...]:
    seconds = (f"{float(row[name]):.1f}" for name in ("processor_seconds", "seconds"))
    return _page(row["chapter"]), *seconds, words.count(float(row["peak_rss_mb"]))


#: What keeps the tests from their aims.
TESTED = (
    "Every chapter is opened in a browser in two opposite states, and what a build does is tried on a small book that "
    "is built many times; the quicker a cold build is, the farther is this aim."
)
#: Why an aim is out of reach, for the rows of `benchmarks/build.csv` of which that is known.
WHY = {
    "cold build": (
        "Two processors can at best halve what the chapters compute, and this build writes besides what plain "
        "jupyter-book does not have: pages of figures, narrow pictures, an index of search, descriptions, downloads."
    ),
    "one word in a chapter": (
        "No chapter is executed, but Sphinx takes seconds to start, and the whole book is put in place by one swap."
    ),
    "a minute of draws, two local Dask workers": (
        "Scheduler and client share the two processors with the workers; two processes without Dask came close to "
        "half when they were tried once, beside this table."
    ),
    "make test, fresh clone": TESTED,
    "make test, again": TESTED,
}


def builds(rows: list[dict[str, str]]) -> str:
    """Return the ratios of builds and tests as MyST Markdown: machine and day, then a line a row.

    Parameters
    ----------
    rows : list of dict
        As `benchmarks/build.csv` holds them.
    """
    machines = dict.fromkeys(
        f"{row['cpu']}, {row['cores']} cores, with Python {row['python']}" for row in rows
    )
    head = ("What", "Seconds:", "Against", "Ratio:", "Aim:", "Peak memory (MB):")
    days = words.listing([words.date(day) for day in sorted({row["date"] for row in rows})])
    missed = [row["what"] for row in rows if float(row["ratio"]) > float(row["reach"])]
    why = "".join(
        f"\n\nThe aim for *{what}* is missed. {WHY.get(what, 'Why is not known.')}" for what in missed
    )
    return (
        f"Measured on {days}, on {'; '.join(machines)}. "
        "Seconds are the middle of several runs, with the quickest and the slowest; a ratio "
        f"compares two things of the same run.\n\n{markdown.table(head, map(_build, rows))}{why}"
    )


def _build(row: dict[str, str]) -> tuple[str, ...]:
    seconds = f"{row['seconds']} ({row['seconds_low']} to {row['seconds_high']})"
    against = f"{row['against']} ({row['against_seconds']} s)"
    memory = words.count(float(row["peak_rss_mb"]))
    return row["what"], seconds, against, row["ratio"], f"at most {row['reach']}", memory


def tried(rows: list[dict[str, str]]) -> str:
    """Return what was tried to break the book as MyST Markdown: the day, then a line for each kind of trial.

    Parameters
    ----------
    rows : list of dict
        As `benchmarks/trust.csv` holds them.
    """
    first = rows[0]
    counts = ((row["what"], *(words.count(int(row[name])) for name in ("tried", "held"))) for row in rows)
    table = markdown.table(("What was tried", "Trials:", "Met as they should be:"), counts)
    return f"Tried on {words.date(first['date'])} with Python {first['python']}.\n\n{table}"


#: Each report, with the command that writes its file and what puts the rows into words. Files in `benchmarks/` are
#: committed, and never written by a build: times differ from run to run.
REPORTS = {
    "execution": ("bench", lambda rows: report(rows, notebooks())),
    "build": ("bench", builds),
    "trust": ("trust", tried),
}


def measured(name: str) -> Path:
    """Return the file of a measurement."""
    return paths.ROOT / "benchmarks" / f"{name}.csv"


class Report(SphinxDirective):
    """`{execution-report}` and its like: the table of the last measurement."""

    def run(self):
        """Return the report as parts of the page."""
        name = self.name.removesuffix("-report")
        command, told = REPORTS[name]
        file = measured(name)
        self.env.note_dependency(str(file))
        if not file.exists():
            return self.parse_text_to_nodes(f"Not measured yet: run `make {command}`.")
        with file.open(encoding="utf-8", newline="") as stream:
            return self.parse_text_to_nodes(told(list(csv.DictReader(stream))))


def setup(app) -> None:
    """Make the directives known to Sphinx."""
    for name in REPORTS:
        app.add_directive(f"{name}-report", Report)
