"""The part of the package that reckons, and the lock: what a result depends on beside tables and rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from dossier import paths

LOCK = paths.ROOT / "requirements.txt"
PACKAGE = paths.ROOT / "dossier"
#: What an import of the package names: a module, or a package and what is taken from it.
IMPORT = re.compile(
    r"^\s*(?:from (dossier[\w.]*) import (\([^)]*\)|[^\n]*)|import (dossier[\w.]*))", re.MULTILINE
)
#: Modules that import all others of a folder, by name.
BY_NAME = {"tables/__init__.py": "tables", "verdicts/rule.py": "verdicts"}


@functools.cache
def modules(*starts: str) -> tuple[Path, ...]:
    """Return the modules on which results depend, in the order of their names.

    Parameters
    ----------
    *starts : str
        Modules, such as `dossier.verdicts.driven`, that make a result; those that they import count, directly or not.
    """
    found, left = set(), list(starts)
    while left:
        path = _file(left.pop())
        if path is not None and path not in found:
            found.add(path)
            left += _imported(path)
    return tuple(sorted(found))


def _imported(path: Path) -> Iterator[str]:
    for package, taken, module in IMPORT.findall(path.read_text(encoding="utf-8")):
        name = package or module
        yield from (name, *(f"{name}.{word}" for word in re.findall(r"\w+", taken)))
    folder = BY_NAME.get(path.relative_to(PACKAGE).as_posix())
    if folder:
        yield from (f"dossier.{folder}.{each.stem}" for each in (PACKAGE / folder).glob("*.py"))


def _file(name: str) -> Path | None:
    """Return the file of a module or package; nothing for what a module holds."""
    place = PACKAGE.joinpath(*name.split(".")[1:])
    return next((each for each in (place.with_suffix(".py"), place / "__init__.py") if each.is_file()), None)
