"""Every verdict of the book at once: load what the judges read, let each judge, and assemble the ledger."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from dossier import catalogue, paths
from dossier.errors import EvidenceError
from dossier.references import references
from dossier.verdicts import ledger, rule
from dossier.verdicts.confidence import graded
from dossier.verdicts.ledger import Entry
from dossier.verdicts.rules import Rules, rules
from dossier.verdicts.scale import Judged


def judged(fixed: Rules) -> dict[str, Judged]:
    """Return the verdicts of all rules, by name.

    Raises
    ------
    EvidenceError
        If a rule names no measure, or one that does not exist.
    """
    _check_measures(fixed)
    return graded(rule.judged(catalogue.on_clocks(rule.reads()), fixed), fixed)


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
    for name, declared in fixed.by_name.items():
        where, expected = (
            f"{paths.shown(paths.rules_file())}, rule {name}",
            "a function of dossier.indicators or dossier.inference",
        )
        if not declared.measures:
            raise EvidenceError(where, "it names no measure", expected, "List under measures what it reads.")
        for measure in declared.measures:
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
