"""Verdicts and grids: worked out once for each state of what they read, and shared by all chapters."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from dossier import catalogue, reckoning, rulebook, trace
from dossier.clocks import CLOCKS
from dossier.kept import is_kept, kept, packed, unpacked
from dossier.locked import locked
from dossier.verdicts import driven, rule
from dossier.verdicts.ledger import Entry
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import Judged, Verdict

#: Where they are kept.
FOLDER = "worked-out"


def entries() -> list[Entry]:
    """Return the ledger as rules and records now give it.

    Raises
    ------
    EvidenceError, TableError
        As `dossier.judgements` raises them.
    """
    from dossier import judgements

    return judgements.entries(verdicts() | {key: each.judged for key, each in drivers().items()})


def verdicts() -> dict[str, Judged]:
    """Return the verdicts of all rules, by name."""
    content = _result("verdicts")
    return {name: _judged(both) for name, both in json.loads(content).items()}


def grid(rule: str) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Return the runs of a rule's grid on both clocks, as `verdicts.robustness.both` does."""
    then, now = unpacked(_result(f"grid {rule}"))
    return then, now


def battery(clock: str) -> driven.Run:
    """Return the battery on one clock, `A` or `B`, with its calibration; who asks again gets the same, to read."""
    return _run(clock, _parts(clock), rulebook.text())


def drivers() -> dict[str, driven.Driven]:
    """Return what each driver comes to, as `verdicts.driven.driven` does."""
    return dict(_drivers(tuple(map(_parts, CLOCKS)), rulebook.text()))


def _parts(clock: str) -> tuple[bytes, ...]:
    return tuple(_result(f"battery {clock} {part}") for part in driven.PARTS[clock])


@functools.lru_cache(maxsize=4)
def _run(clock: str, parts: tuple[bytes, ...], _: str) -> driven.Run:
    """Unpack a battery once for each state of it and of the rules."""
    named = zip(driven.PARTS[clock], parts, strict=True)
    return driven.held(driven.Run(**{part: unpacked(said)[0] for part, said in named}), rules().battery)


@functools.lru_cache(maxsize=2)
def _drivers(parts: tuple[tuple[bytes, ...], ...], said: str) -> dict[str, driven.Driven]:
    then, now = (_run(clock, each, said) for clock, each in zip(CLOCKS, parts, strict=True))
    return driven.driven(then, now, rules())


def names() -> list[str]:
    """Return the names of all results, those that take longest first."""
    return [*of_entries(), *(f"grid {name}" for name in rule.measured())]


def of_entries() -> list[str]:
    """Return the names of the results on which `entries` and `drivers` rest."""
    return [
        *(f"battery {clock} {part}" for clock in CLOCKS[::-1] for part in driven.PARTS[clock]),
        "verdicts",
    ]


def missing(wanted: Iterable[str]) -> list[str]:
    """Return those of some results that are not worked out yet for what they now read, the longest first."""
    among = set(wanted)
    return [name for name in names() if name in among and not is_kept(FOLDER, _asked(name)[0])]


@functools.cache
def digest(name: str) -> str:
    """Return the hash of what a result says; it is worked out if it has to be.

    Raises
    ------
    KeyError
        If there is no such result.
    """
    return hashlib.sha256(_content(name)).hexdigest()


def _result(name: str) -> bytes:
    content = _content(name)
    trace.note_result(name, hashlib.sha256(content).hexdigest())
    return content


def _content(name: str) -> bytes:
    with trace.leaving_out("data/"):
        return kept(FOLDER, *_asked(name))


def _asked(name: str) -> tuple[str, Callable[[], bytes]]:
    """Return everything that a result depends on, in words, and what works it out."""
    kind, _, rest = name.partition(" ")
    reads, make = {"verdicts": _verdicts, "grid": _grid, "battery": _battery}[kind](rest)
    return f"{name} {_state(kind, tuple(sorted(set(reads))))}", make


def _verdicts(_: str) -> tuple[Iterable[str], Callable[[], bytes]]:
    from dossier import judgements

    def make() -> bytes:
        found = judgements.judged(rules())
        told = {name: asdict(both) for name, both in found.items()}
        return json.dumps(told, ensure_ascii=False).encode()

    return rule.reads(), make


def _grid(name: str) -> tuple[Iterable[str], Callable[[], bytes]]:
    from dossier.verdicts import robustness

    reads = rule.collected()[name].reads

    def make() -> bytes:
        return packed(*robustness.both(catalogue.on_clocks(reads), rules(), name))

    return reads, make


def _battery(name: str) -> tuple[Iterable[str], Callable[[], bytes]]:
    clock, part = name.split()

    def make() -> bytes:
        fixed = rules()
        tables = {table: catalogue.load(table, clock=clock) for table in driven.READS}
        day = pd.Timestamp(fixed.clock_a) if clock == "A" else None
        return packed(driven.PARTS[clock][part](tables, fixed.battery, day))

    return driven.READS, make


def _state(kind: str, tables: tuple[str, ...]) -> str:
    """Return a hash of what results depend on: tables, what is declared, the modules that reckon, what is locked."""
    makers = {"battery": "verdicts.driven", "grid": "verdicts.robustness", "verdicts": "judgements"}
    files = (*reckoning.modules(f"dossier.{makers[kind]}"), *map(catalogue.file_of, tables))
    digest = hashlib.sha256()
    with trace.leaving_out(""):
        declared = _declared(rulebook.text()) if kind == "battery" else rulebook.text()
        digest.update(f"{declared} {rules().clock_a} {_versions(_digest_of(reckoning.LOCK))}\0".encode())
        for file in files:
            digest.update(f"{file.name} {_digest_of(file)}\0".encode())
    return digest.hexdigest()


@functools.lru_cache(maxsize=4)
def _versions(_: str) -> str:
    """Return what is locked, whatever is remarked beside it."""
    return " ".join(map(str, locked()))


@functools.lru_cache(maxsize=4)
def _declared(_: str) -> str:
    """Return what is declared for the tests of drivers, which hang on no word about a rule."""
    return repr(rules().battery)


def _digest_of(file: Path) -> str:
    at = file.stat()
    return _digest(file, at.st_mtime_ns, at.st_size)


@functools.cache
def _digest(file: Path, changed_ns: int, size: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _judged(both: dict) -> Judged:
    then, now = (
        Verdict(
            **{name: tuple(told) if isinstance(told, list) else told for name, told in both[clock].items()}
        )
        for clock in ("then", "now")
    )
    return Judged(then, now)
