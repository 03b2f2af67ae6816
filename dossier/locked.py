"""What the locks install, under which licences, and what is installed in its place."""

from __future__ import annotations

import csv
import io
import re
from importlib import metadata

from packaging.requirements import Requirement

from dossier import paths
from dossier.errors import DossierError

#: The lock of a rerun, and that of the tests, which holds the first.
RERUN, TESTS = "requirements.txt", "requirements-test.txt"


def locked(file: str = RERUN) -> list[Requirement]:
    """Return the distributions of a lock in its order, each with its version and the machines that it is for."""
    text = (paths.ROOT / file).read_text(encoding="utf-8")
    return [Requirement(line) for line in re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?==[^\\\n]+)", text, re.M)]


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


#: Under which terms each locked distribution comes: `make licences` writes it.
LICENCES = "LICENSES.csv"
COLUMNS = ("package", "version", "licence", "needed_for")
#: A longer entry is the text of a licence and not its name.
LONGEST_NAME = 60


def licence(name: str) -> str:
    """Return the licence of an installed distribution as its publisher names it in its metadata.

    The expression of SPDX is taken first, then a name, then the classifiers; where there is none of them, the first
    line of the licence itself.
    """
    found = metadata.distribution(name)
    said = found.metadata
    if said.get("License-Expression"):
        return said["License-Expression"]
    text = (said.get("License") or "").strip()
    if text and text != "UNKNOWN" and len(text) <= LONGEST_NAME and "\n" not in text:
        return text
    classes = [
        each.split(" :: ")[-1] for each in said.get_all("Classifier", []) if each.startswith("License ::")
    ]
    if classes:
        return "; ".join(classes)
    files = (each.read_text() for each in found.files or () if re.match(r"LICEN[CS]E|COPYING", each.name))
    return next(
        (line.strip() for file in [text, *files] for line in file.splitlines() if line.strip()), "not stated"
    )


def licences() -> list[dict[str, str]]:
    """Return a row for each distribution of the locks; what is for other machines keeps the row that it has.

    Raises
    ------
    DossierError
        If a distribution is neither installed in the version of the lock nor in the table.
    """
    known = {(row["package"], row["version"]): row["licence"] for row in listed()}
    needed = {(each.name, version(each)) for each in locked()}
    rows = []
    for each in locked(TESTS):
        key = each.name, version(each)
        here = installed(each) == version(each)
        if not here and key not in known:
            raise DossierError(
                LICENCES,
                f"it has no row for {each}, which is not installed here",
                "a row for each distribution of the locks",
                "Install it in the version of the lock (make test), or add its row by hand from its metadata.",
            )
        said = licence(each.name) if here else known[key]
        rows.append(dict(zip(COLUMNS, (*key, said, "book" if key in needed else "tests"), strict=True)))
    return rows


def listed() -> list[dict[str, str]]:
    """Return the table of licences as it is committed."""
    file = paths.ROOT / LICENCES
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def list_licences() -> int:
    """Write the table of licences anew and return how many rows it has."""
    rows = licences()
    stream = io.StringIO()
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    (paths.ROOT / LICENCES).write_text(stream.getvalue(), encoding="utf-8", newline="\n")
    return len(rows)
