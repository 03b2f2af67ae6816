"""What could run somebody else's words is not in the package, and ruff stops whoever writes it."""

import ast
import json
import subprocess
import sys

import pytest
import yaml

from dossier import cff, paths

#: Each runs what it is given, or unpacks to wherever it says.
UNSAFE = {
    "S301": "import pickle\npickle.loads(given)",
    "S307": "eval(given)",
    "S102": "exec(given)",
    "S602": "import subprocess\nsubprocess.run(f'ls {given}', shell=True, check=True)",
    "S605": "import os\nos.system('ls ' + given)",
    "S506": "import yaml\nyaml.load(given, Loader=yaml.Loader)",
    "S202": "import tarfile\ntarfile.open(given).extractall()",
}
PACKAGE = sorted((paths.ROOT / "dossier").rglob("*.py"))
#: Modules that unpickle, and calls that run text.
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "code"}
CALLS = {
    "eval",
    "exec",
    "compile",
    "system",
    "popen",
    "read_pickle",
    "to_pickle",
    "extractall",
    "unpack_archive",
}


@pytest.mark.parametrize("rule", UNSAFE)
def test_ruff_stops_it_in_the_package(rule):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--output-format=json",
            "--stdin-filename=dossier/new.py",
            "-",
        ],
        input=UNSAFE[rule],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert rule in {each["code"] for each in json.loads(done.stdout)}


def faults(tree):
    """Say what in a module loads a pickle, runs text, or asks a shell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from MODULES & {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            yield from MODULES & {(node.module or "").split(".")[0]}
        elif isinstance(node, ast.Call):
            named = getattr(node.func, "id", getattr(node.func, "attr", ""))
            # `re.compile` makes a pattern.
            of = getattr(getattr(node.func, "value", None), "id", "")
            yield from CALLS & {named} if (of, named) != ("re", "compile") else ()
            yield from (f"{named}(shell=)" for each in node.keywords if each.arg == "shell")


def test_no_module_loads_a_pickle_runs_text_or_asks_a_shell():
    found = {
        path.relative_to(paths.ROOT).as_posix(): told
        for path in PACKAGE
        if (told := [*faults(ast.parse(path.read_text(encoding="utf-8")))])
    }
    assert len(PACKAGE) > 100
    assert found == {}


@pytest.mark.parametrize("rule", [rule for rule in UNSAFE if rule != "S506"])
def test_the_search_finds_what_it_is_for(rule):
    assert [*faults(ast.parse(UNSAFE[rule]))]


def test_nothing_of_it_is_let_through_by_a_comment():
    """Ruff cannot see that the reader of citation files makes numbers and words, as YAML's own safe one does."""
    let = [
        f"{path.relative_to(paths.ROOT).as_posix()}: {rule}"
        for path in PACKAGE
        for line in path.read_text(encoding="utf-8").splitlines()
        for rule in UNSAFE
        if "noqa" in line and rule in line
    ]
    assert let == ["dossier/cff.py: S506"]
    assert issubclass(cff._Loader, yaml.SafeLoader)
