"""What was fixed before it was run stays as it was, or a line under `[[deviations]]` says why it changed.

`data/evidence/declared.json` holds a digest of each section of `rules.toml` that is fixed beforehand (the battery, its
drivers, each grid of choices) and how many lines of deviation its rule had by then.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from dossier import paths, rulebook
from dossier.errors import EvidenceError
from dossier.storage import write_whole

#: What changes of the battery and of its drivers stand under.
BATTERY = "battery"
RECORD = "python -m dossier declare"


def check() -> None:
    """Hold each section that is fixed beforehand against its digest.

    Raises
    ------
    EvidenceError
        For the first that is new, changed or gone, or whose lines of deviation are not all recorded, by name.
    """
    sections, recorded = _sections(rulebook.facts()), _recorded()
    changed = _changed(sections, recorded)
    if changed:
        raise EvidenceError(
            f"{paths.shown(paths.rules_file())}, [{changed[0]}]",
            "it is not what was declared",
            f"the section whose digest {paths.shown(paths.declared_file())} holds",
            f"A line under [[deviations]] says why it changed; then record it: `{RECORD}`.",
        )
    # A line that is not counted yet would be the reason of a change that nobody has made.
    more = [name for name, each in sections.items() if each["deviations"] != recorded[name]["deviations"]]
    if more:
        raise EvidenceError(
            f"{paths.shown(paths.rules_file())}, [{more[0]}]",
            f"it has {sections[more[0]]['deviations']} lines under [[deviations]]",
            f"the {recorded[more[0]]['deviations']} that {paths.shown(paths.declared_file())} counts",
            f"Record them: `{RECORD}`.",
        )


def declare() -> list[str]:
    """Record the sections as they are and return the names of those that changed.

    Raises
    ------
    EvidenceError
        For the first changed section whose rule has no newer line of deviation.
    """
    facts, recorded = rulebook.facts(), _recorded()
    sections, lines = _sections(facts), _lines(facts)
    changed = _changed(sections, recorded)
    for section in changed:
        before = recorded.get(section)
        # What is declared for the first time, or went with its rule, deviates from nothing.
        if before is None or before["rule"] not in (BATTERY, *facts["rules"]):
            continue
        if lines[before["rule"]] <= before["deviations"]:
            raise EvidenceError(
                f"{paths.shown(paths.rules_file())}, [{section}]",
                "it was changed after it was declared, and no line says why",
                f'a line under [[deviations]] with rule = "{before["rule"]}", '
                f"beside the {before['deviations']} that there were",
                f"Take the change back, or add the line (change, why, effect); then: `{RECORD}`.",
            )
    write_whole(paths.declared_file(), (json.dumps(sections, indent=1) + "\n").encode())
    return changed


def _lines(facts: dict) -> Counter:
    return Counter(change["rule"] for change in facts["deviations"])


def _sections(facts: dict) -> dict[str, dict]:
    """Return rule, digest and count of deviations of each section that is fixed beforehand."""
    fixed = [(section, BATTERY, facts[section]) for section in ("battery", "drivers")]
    fixed += [(f"grids.{rule}", rule, grid) for rule, grid in facts["grids"].items()]
    return {
        section: {"rule": rule, "sha256": _digest(declared), "deviations": _lines(facts)[rule]}
        for section, rule, declared in fixed
    }


def _digest(declared: dict) -> str:
    told = json.dumps(declared, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _recorded() -> dict[str, dict]:
    path = paths.declared_file()
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError(
            paths.shown(path), "it is missing", "the digests of what was declared", "Restore it from git."
        ) from None
    except json.JSONDecodeError as broken:
        raise EvidenceError(
            paths.shown(path),
            f"not JSON ({broken})",
            "the digests of what was declared",
            "Restore it from git.",
        ) from None


def _changed(sections: dict[str, dict], recorded: dict[str, dict]) -> list[str]:
    digests = [{name: each["sha256"] for name, each in held.items()} for held in (sections, recorded)]
    return [name for name in {**sections, **recorded} if digests[0].get(name) != digests[1].get(name)]
