"""The system's own Chromium, and what to say where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

from dossier.errors import DossierError

#: Where a Chromium or Chrome may be found, by platform's habit.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
#: Chromium's own background traffic would be refused by a closed network, many times over.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Return the path of a Chromium or Chrome, or nothing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (MACOS_CHROME if os.path.exists(MACOS_CHROME) else None)


@contextlib.contextmanager
def chromium() -> Iterator:
    """Start one browser for everything that is to be printed.

    Raises
    ------
    DossierError
        If there is no Chromium, or no Playwright to drive it with.
    """
    path = executable()
    if path is None:
        raise DossierError(
            "take-along",
            "no Chromium or Chrome on this machine, and it prints the PDF",
            f"one of {', '.join(NAMES)} on the path",
            "Debian: apt-get install chromium.",
        )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise DossierError(
            "take-along",
            "the package playwright is not installed",
            "the environment that tests run in",
            "Use `make take-along`, which makes it.",
        ) from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
