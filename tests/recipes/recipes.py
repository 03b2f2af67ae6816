"""The recipes of CONTRIBUTING.md, and a copy of the checkout in which one is followed."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbclient import NotebookClient

from dossier import paths
from tests.conftest import Clone

GUIDE = paths.ROOT / "CONTRIBUTING.md"
#: How a section begins, and how many files it then says that a contributor touches.
PLACES = {"One place": 1, "Two places": 2}
#: What `seal`, `ingest` and a build make, as the guide says.
MADE = re.compile(r"data/datapackage\.json|data/.*\.card\.json|figures/.*")


@dataclass(frozen=True)
class Recipe:
    """One section of the guide: what is edited, and which commands follow.

    Parameters
    ----------
    name : str
        Its heading.
    places : int
        How many files it says that are edited.
    diff : str
        The edits.
    commands : tuple of str
        Commands under the diff.
    """

    name: str
    places: int
    diff: str
    commands: tuple[str, ...]

    @property
    def edited(self) -> set[str]:
        """The files that the diff edits or adds."""
        return set(re.findall(r"^\+\+\+ b/(.+)$", self.diff, re.M))


def recipes() -> dict[str, Recipe]:
    """Return the recipes by name."""
    text = GUIDE.read_text(encoding="utf-8")
    part = re.search(r"^## Recipes\n(.*?)^## ", text, re.M | re.S)[1]
    sections = (section.split("\n", 1) for section in part.split("\n### ")[1:])
    return {name: _recipe(name, body) for name, body in sections}


def _recipe(name: str, body: str) -> Recipe:
    said = next((count for words, count in PLACES.items() if body.strip().startswith(words)), 0)
    diffs, commands = (re.findall(rf"^```{kind}\n(.*?)^```$", body, re.M | re.S) for kind in ("diff", "bash"))
    assert said, f"{GUIDE.name}, {name}: begin with one of {', '.join(PLACES)}"
    assert len(diffs) == 1, f"{GUIDE.name}, {name}: one block of diff, not {len(diffs)}"
    return Recipe(name, said, diffs[0], tuple("".join(commands).splitlines()))


def follow(recipe: Recipe, clone: Clone, sources: Path | None = None) -> None:
    """Make the edits of a recipe in a copy of the checkout and run its commands."""
    applied = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=recipe.diff,
        cwd=clone.root,
        env=os.environ | {"GIT_CEILING_DIRECTORIES": str(clone.root.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert applied.returncode == 0, (
        f"the checkout has moved on and {GUIDE.name}, “{recipe.name}”, no longer fits it: renew the block of diff "
        f"there.\n{applied.stderr}"
    )
    for command in recipe.commands:
        words = [str(sources) if word == "SOURCES" else word for word in shlex.split(command)]
        assert words[:3] == ["python", "-m", "dossier"], command
        done = clone.run(*words[3:])
        assert done.returncode == 0, f"{GUIDE.name}, “{recipe.name}”, {command}:\n{done.stderr}"


def shown(clone: Clone, text: str, beside: str) -> str:
    """Execute the cells of a chapter in a copy of the checkout and return what they show.

    Parameters
    ----------
    clone : Clone
        The copy.
    text : str
        The chapter.
    beside : str
        The chapter in whose folder it runs.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    notebook = jupytext.reads(text, fmt="md:myst")
    NotebookClient(notebook, kernel_name="python3", timeout=300).execute(
        cwd=str((clone.root / beside).parent), env=inherited | {"PYTHONPATH": str(clone.root)}
    )
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(str(said) for output in outputs for said in output.get("data", {}).values())


def page(clone: Clone, name: str) -> str:
    """Execute a chapter of a copy of the checkout and return what its cells show."""
    return shown(clone, (clone.root / name).read_text(encoding="utf-8"), name)


def state(clone: Clone) -> dict[str, str]:
    """Return the hash of each file of a copy that a contributor could have edited, or a command made."""
    return {
        path.relative_to(clone.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("chapters", "data", "dossier", "figures")
        for path in (clone.root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
