"""Verdicts kept from page to page: the same tables and rules give the same verdicts, and judging takes time."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from dossier import judgements, paths
from dossier.book.state import state
from dossier.evidence import rules
from dossier.storage import write_whole
from dossier.verdicts.ledger import Entry
from dossier.verdicts.scale import Judged, Verdict


def entries() -> list[Entry]:
    """Return the ledger; rules are judged once for each state of tables, package and lock.

    Raises
    ------
    EvidenceError, TableError
        As `dossier.judgements` raises them.
    """
    return judgements.entries(judged())


def judged() -> dict[str, Judged]:
    """Return the verdicts of all rules, by name; judged once for each state of tables, package and lock."""
    file = _folder() / f"{state()}.json"
    if file.exists():
        return {name: _read(both) for name, both in json.loads(file.read_text(encoding="utf-8")).items()}
    found = judgements.judged(rules())
    for old in _folder().glob("*.json"):
        old.unlink()
    kept = {name: asdict(both) for name, both in found.items()}
    write_whole(file, json.dumps(kept, ensure_ascii=False).encode("utf-8"))
    return found


def _folder() -> Path:
    return paths.ROOT / "_build" / "verdicts"


def _read(both: dict) -> Judged:
    then, now = (
        Verdict(**{**both[clock], "lowered_by": tuple(both[clock]["lowered_by"])})
        for clock in ("then", "now")
    )
    return Judged(then, now)
