"""The part of the package that reckons, and the lock: what a result depends on beside tables and rules."""

from __future__ import annotations

import functools
from pathlib import Path

from dossier import paths

#: Parts of the package that draw, write or ingest: no result depends on them.
NO_PART = frozenset({"book", "charts", "ingest", "site"})
LOCK = paths.ROOT / "requirements.txt"


@functools.cache
def modules() -> tuple[Path, ...]:
    """Return the modules on which results depend, in the order of their names."""
    package = paths.ROOT / "dossier"
    return tuple(
        sorted(path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in NO_PART)
    )
