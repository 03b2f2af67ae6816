"""The decision rules of `data/evidence/rules.toml`, read and held against the scales."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dossier import paths
from dossier.errors import EvidenceError
from dossier.verdicts.scale import COMBINATIONS, LIKELIHOODS, NO_LIKELIHOOD, VERDICTS

MEND = "Mend the rule; a change after its result was seen belongs under [[deviations]]."


@dataclass(frozen=True)
class Rule:
    """One decision rule: its statement, thresholds and branches."""

    name: str
    facts: dict

    def __getitem__(self, key: str):
        return self.facts[key]

    @property
    def fixed_on(self) -> datetime.date:
        """The day on which the rule was written, before its measures were taken."""
        return self.facts["fixed_on"]

    @property
    def statement(self) -> str:
        """What the rule judges."""
        return self.facts["statement"]

    @property
    def judges(self) -> tuple[str, ...]:
        """Claims that say what the statement says."""
        return tuple(self.facts.get("claims", ()))

    @property
    def judges_in_reverse(self) -> tuple[str, ...]:
        """Claims that say the opposite of the statement."""
        return tuple(self.facts.get("against", ()))

    @property
    def bears_on(self) -> tuple[str, ...]:
        """Claims that the statement helps to weigh but does not decide."""
        return tuple(self.facts.get("bears_on", ()))

    @property
    def measures(self) -> tuple[str, ...]:
        """Functions behind the measures, such as `indicators.conflict.is_share_of_deaths`."""
        return tuple(self.facts.get("measures", ()))


@dataclass(frozen=True)
class Rules:
    """All decision rules and the last day of clock A."""

    clock_a: datetime.date
    combination: str
    by_name: dict[str, Rule]
    deviations: list[dict]

    def __getitem__(self, name: str) -> Rule:
        return self.by_name[name]

    def of(self, part: str) -> list[str]:
        """Return the names of the rules on one part of the article (`r1` to `r4`), in the order of the file."""
        return [name for name, rule in self.by_name.items() if rule["part"] == part]


def rules_file() -> Path:
    """Return where the rules lie."""
    return paths.data_dir() / "evidence" / "rules.toml"


def rules() -> Rules:
    """Read the rules.

    Raises
    ------
    EvidenceError
        If the file is missing or malformed, or a branch names a verdict or likelihood outside the scales.
    """
    path = rules_file()
    where = paths.shown(path)
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError(where, "the rules are missing", "the file", "Restore it from git.") from None
    except tomllib.TOMLDecodeError as broken:
        raise EvidenceError(where, f"not TOML ({broken})", "the decision rules", MEND) from None
    for name, rule in facts["rules"].items():
        for branch, outcome in rule["branches"].items():
            at = f"{where}, rule {name}, branch {branch}"
            _on_scale(at, outcome["verdict"], VERDICTS)
            untestable = outcome["verdict"] == "untestable"
            _on_scale(at, outcome["likelihood"], (NO_LIKELIHOOD,) if untestable else LIKELIHOODS)
    named = {name: Rule(name, rule) for name, rule in facts["rules"].items()}
    for change in facts["deviations"]:
        _on_scale(f"{where}, deviations", change["rule"], tuple(named))
    _on_scale(f"{where}, combination", facts["combination"], tuple(COMBINATIONS))
    return Rules(facts["clock_a"], facts["combination"], named, facts["deviations"])


def _on_scale(where: str, word: str, scale: tuple[str, ...]) -> None:
    if word not in scale:
        raise EvidenceError(where, f"found {word!r}", f"one of {', '.join(scale)}", MEND)
