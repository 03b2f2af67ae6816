"""Where the parts of the project lie; environment variables move data, figures and work."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """Return the folder of tidy tables: `DOSSIER_DATA`, or `data/` in the checkout."""
    return Path(os.environ.get("DOSSIER_DATA", ROOT / "data"))


def rules_file() -> Path:
    """Return where the decision rules and the last day of clock A lie."""
    return data_dir() / "evidence" / "rules.toml"


def declared_file() -> Path:
    """Return where the digests of what was declared beforehand lie."""
    return data_dir() / "evidence" / "declared.json"


def figures_dir() -> Path:
    """Return the folder of published figures: `DOSSIER_FIGURES`, or `figures/` in the checkout."""
    return Path(os.environ.get("DOSSIER_FIGURES", ROOT / "figures"))


def work_dir() -> Path:
    """Return the folder in which builds work: `DOSSIER_WORK`, which a build sets to its target, or `_build/`."""
    return Path(os.environ.get("DOSSIER_WORK", ROOT / "_build"))


def shown(path: str | Path) -> str:
    """Return a path as messages show it: relative to the checkout where it lies inside it."""
    path = Path(path)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
