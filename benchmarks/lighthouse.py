"""Rate the built book with Lighthouse, if it is installed, and write `benchmarks/lighthouse.csv`.

Lighthouse is an npm package (`npm install lighthouse`) and no part of the locked environment: its ratings of speed
differ from run to run, so no test may depend on them. Pages are served compressed, as a host of static pages serves
them, to Lighthouse's default: a phone of middling speed on a slow line.
"""

from __future__ import annotations

import csv
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dossier import paths
from dossier.site.take_along import browser

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Category scores, 0 to 100, below which the book misses its aim.
AIM = 95
#: What a page is made of decides its speed: one of each kind, the heaviest of its kind.
PAGES = (
    "chapters/index.html",
    "chapters/plain-summary.html",
    "chapters/claims.html",
    "chapters/timeline.html",
    "chapters/atlas.html",
    "chapters/arms-explorer.html",
    "chapters/gallery.html",
    "chapters/data.html",
    "chapters/robustness.html",
    "chapters/references.html",
    "chapters/reason-1/pakistan.html",
    "chapters/reason-3/reach.html",
    "figures/r1-five-shocks.html",
)
PACKED = (".html", ".css", ".js", ".json", ".svg")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serve a folder as hosts of static pages do: words compressed, files to be kept for a while."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""

    def end_headers(self):
        self.send_header("Cache-Control", "public, max-age=31536000")
        super().end_headers()

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if file.suffix not in PACKED or not file.is_file():
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def rate(lighthouse: str, address: str) -> dict[str, int | str]:
    """Return the scores of one page, 0 to 100, and what its speed was computed from."""
    command = [
        lighthouse,
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags=--headless {' '.join(browser.QUIET)}",
    ]
    told = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": browser.executable() or ""},
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(told.stdout)
    timed = {
        name: audit["numericValue"] for name, audit in report["audits"].items() if "numericValue" in audit
    }
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES} | {
        "first_contentful_paint_ms": round(timed["first-contentful-paint"]),
        "largest_contentful_paint_ms": round(timed["largest-contentful-paint"]),
        "total_blocking_time_ms": round(timed["total-blocking-time"]),
        "cumulative_layout_shift": f"{timed['cumulative-layout-shift']:.3f}",
        "lighthouse": report["lighthouseVersion"],
        "date": datetime.now(UTC).date().isoformat(),
    }


def main() -> int:
    """Rate every page of `PAGES`; return 1 if one misses the aim."""
    lighthouse = next(iter(sys.argv[1:]), None) or shutil.which("lighthouse")
    html = paths.ROOT / "_build" / "html"
    if lighthouse is None or not html.exists():
        print(
            "expected a built book and Lighthouse: run make book, then npm install lighthouse, and give its path"
        )
        return 2
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(html)))
    server.handle_error = lambda *_: None  # Lighthouse drops connections when it has seen enough
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rows = [
        {"page": page} | rate(lighthouse, f"http://127.0.0.1:{server.server_port}/{page}") for page in PAGES
    ]
    server.shutdown()
    with (paths.ROOT / "benchmarks" / "lighthouse.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    shown = Table("page", *CATEGORIES, title="Lighthouse, 0 to 100")
    for row in rows:
        shown.add_row(row["page"], *(str(row[name]) for name in CATEGORIES))
    Console().print(shown)
    return int(any(row[name] < AIM for row in rows for name in CATEGORIES))


if __name__ == "__main__":
    sys.exit(main())
