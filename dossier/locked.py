"""What the locks install, and what is installed in its place."""

from __future__ import annotations

import re
from importlib import metadata

from packaging.requirements import Requirement

from dossier import paths

#: The lock of a rerun, and that of the tests, which holds the first.
RERUN, TESTS = "requirements.txt", "requirements-test.txt"


def locked(file: str = RERUN) -> list[Requirement]:
    """Return the distributions of a lock in its order, each with its version and the machines that it is for."""
    text = (paths.ROOT / file).read_text(encoding="utf-8")
    return [Requirement(line) for line in re.findall(r"^([\w.-]+==[^\\\n]+)", text, re.M)]


def version(required: Requirement) -> str:
    """Return the one version that a lock names.

    >>> version(Requirement("numpy==2.5.5 ; python_full_version >= '3.12'"))
    '2.5.5'
    """
    return next(iter(required.specifier)).version


def installed(required: Requirement) -> str:
    """Return the version that is installed, or nothing."""
    try:
        return metadata.version(required.name)
    except metadata.PackageNotFoundError:
        return ""


def astray(file: str = RERUN) -> list[str]:
    """Return a line for each distribution that is installed otherwise than the lock says for this machine."""
    here = (each for each in locked(file) if each.marker is None or each.marker.evaluate())
    found = ((each.name, version(each), installed(each)) for each in here)
    return [
        f"{name} {there or 'missing'}, {wanted} in the lock"
        for name, wanted, there in found
        if there != wanted
    ]
