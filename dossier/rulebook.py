"""The text of the rules, `data/evidence/rules.toml`: opened at each use, parsed once for each state of it.

Opened each time, because a chapter hangs on every file that it opens, and a running one may see another folder of data.
"""

from __future__ import annotations

import functools
import tomllib

from dossier import paths
from dossier.errors import EvidenceError

MEND = "Mend the rule; a change after its result was seen belongs under [[deviations]]."


def text() -> str:
    """Return the file as it stands.

    Raises
    ------
    EvidenceError
        If it is missing.
    """
    path = paths.rules_file()
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise EvidenceError(
            paths.shown(path), "the rules are missing", "the file", "Restore it from git."
        ) from None


@functools.lru_cache(maxsize=4)
def parsed(said: str) -> dict:
    """Return what a text of the rules declares; all who read the same text share it, so nobody may change it.

    Raises
    ------
    EvidenceError
        If it is not TOML.
    """
    try:
        return tomllib.loads(said)
    except tomllib.TOMLDecodeError as broken:
        where = paths.shown(paths.rules_file())
        raise EvidenceError(where, f"not TOML ({broken})", "the decision rules", MEND) from None


def facts() -> dict:
    """Return what the file declares."""
    return parsed(text())
