"""Measure how long each table takes to load and each built page took to execute; print both as tables."""

from __future__ import annotations

import json
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

import dossier
from dossier import paths

REPEATS = 3


def seconds_to_load(name: str) -> float:
    """Return the best of a few loads of a table, checks included."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        dossier.load(name)
        best = min(best, time.perf_counter() - started)
    return best


def tables() -> Table:
    """Return load times, slowest first."""
    measured = sorted(((seconds_to_load(name), name) for name in dossier.names()), reverse=True)
    shown = Table("table", "rows", "kB", "seconds to load", title="Tables, hash and contract included")
    for seconds, name in measured:
        card = dossier.card(name)
        shown.add_row(name, f"{card.rows:,}", f"{card.bytes / 1000:,.0f}", f"{seconds:.3f}")
    return shown


def pages(html: Path) -> Table:
    """Return the weight of each built page: its HTML and its pictures."""
    shown = Table("page", "HTML kB", "pictures kB", title="Built pages")
    figures = {path.stem: path.stat().st_size for path in (html / "_images").glob("*.png")}
    for path in sorted(html.glob("chapters/**/*.html")):
        text = path.read_text(encoding="utf-8")
        pictures = sum(size for name, size in figures.items() if f"_images/{name}.png" in text)
        name = path.relative_to(html).as_posix()
        shown.add_row(name, f"{len(text) / 1000:,.0f}", f"{pictures / 1000:,.0f}")
    return shown


def main() -> None:
    """Print the measurements."""
    console = Console(width=110)
    console.print(tables())
    html = paths.ROOT / "_build" / "html"
    if html.exists():
        console.print(pages(html))
    else:
        console.print("No built book: run `make book` first to measure its pages.")
    package = json.loads((paths.data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    console.print(f"{sum(each['bytes'] for each in package['resources']) / 1e6:.1f} MB of tables in all")


if __name__ == "__main__":
    main()
