"""Every verdict of the book at once: load what the judges read, let each judge, and assemble the ledger."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

from dossier import catalogue, paths, verdicts
from dossier.errors import EvidenceError
from dossier.evidence import Rules, rules
from dossier.references import references
from dossier.verdicts import ledger
from dossier.verdicts.confidence import graded
from dossier.verdicts.ledger import Entry
from dossier.verdicts.scale import Judged


def judges() -> list[ModuleType]:
    """Return the modules of `dossier.verdicts` that judge a part: those with `READS` and `judge`."""
    names = sorted(found.name for found in pkgutil.iter_modules(verdicts.__path__))
    modules = (importlib.import_module(f"{verdicts.__name__}.{name}") for name in names)
    return [module for module in modules if hasattr(module, "READS") and hasattr(module, "judge")]


def judged(fixed: Rules) -> dict[str, Judged]:
    """Return the verdicts of all rules, by name.

    Raises
    ------
    EvidenceError
        If a rule names no measure, or one that does not exist.
    """
    _check_measures(fixed)
    modules = judges()
    clocks = catalogue.on_clocks(sorted({name for each in modules for name in each.READS}))
    found: dict[str, Judged] = {}
    for module in modules:
        found |= module.judge(clocks, fixed)
    return graded(found, fixed)


def entries(verdicts_of_rules: Mapping[str, Judged]) -> list[Entry]:
    """Return the ledger as rules and records now give it.

    Parameters
    ----------
    verdicts_of_rules : mapping
        As `judged` returns them.

    Raises
    ------
    EvidenceError, TableError
        By name, as `dossier.verdicts.ledger.assemble` and `dossier.load` raise them.
    """
    tables = {name: catalogue.load(name) for name in ledger.READS}
    return ledger.assemble(tables, verdicts_of_rules, rules(), references())


def _check_measures(fixed: Rules) -> None:
    for name, rule in fixed.by_name.items():
        where, expected = (
            f"{paths.shown(paths.rules_file())}, rule {name}",
            "a function of dossier.indicators or dossier.inference",
        )
        if not rule.measures:
            raise EvidenceError(where, "it names no measure", expected, "List under measures what it reads.")
        for measure in rule.measures:
            if not _exists(measure):
                raise EvidenceError(
                    where, f"the measure {measure} does not exist", expected, "Mend the name."
                )


def _exists(measure: str) -> bool:
    module, _, function = f"dossier.{measure}".rpartition(".")
    try:
        return callable(getattr(importlib.import_module(module), function, None))
    except ModuleNotFoundError:
        return False
