"""What the package imports is what a rerun installs."""

import ast
import re
import sys
from importlib import metadata

import pytest

from dossier import paths


def plain(name):
    """A distribution's name as names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file):
    """The distributions of a lock."""
    text = (paths.ROOT / file).read_text(encoding="utf-8")
    return {plain(name) for name in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text, re.MULTILINE)}


#: Files to take along are made in the environment of the tests.
APART = paths.ROOT / "dossier" / "site" / "take_along"
MODULES = sorted((paths.ROOT / "dossier").rglob("*.py"))


def imported(source):
    """The modules that a file imports at once, not inside a function and not for types alone."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.fixture(scope="module")
def distributions():
    """What each importable name comes with."""
    return metadata.packages_distributions()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(paths.ROOT).as_posix())
def test_a_module_imports_only_what_is_locked_for_a_rerun(module, distributions):
    """A clean environment would stop at the first import of anything else."""
    there = locked("requirements-test.txt" if APART in module.parents else "requirements.txt")
    for name in imported(module.read_text(encoding="utf-8")):
        top = name.split(".")[0]
        if top not in sys.stdlib_module_names | {"dossier"}:
            assert there & set(map(plain, distributions[top])), f"{top} is not in the lock"
