"""The built book served on loopback, and the system's Chromium to open it with."""

from __future__ import annotations

import functools
import http.server
import os
import threading

import pytest

from dossier.site.take_along import browser
from tests.site.visits import Visitor

#: Sums up in `window.moved` how far a page moves (Layout Instability API); to be run before the page's own scripts.
MOVED = (
    "window.moved = 0; new PerformanceObserver(list => { for (const each of list.getEntries())"
    " window.moved += each.value }).observe({type: 'layout-shift', buffered: true})"
)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; without one the test is skipped, except in CI, where that is a failure."""
    path = browser.executable()
    if path is None:
        missing = "no Chromium on this machine (Debian: apt-get install chromium): browser tests skipped"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=browser.QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(book):
    """Address of the built book on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(book.html))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def visitor(book, chromium, address):
    """Visits pages, each in each state once."""
    return Visitor(chromium, address)
