"""The checkout wherever it stands and whoever's it is: copied, read-only, with other line endings and settings."""

import os
import shutil
import subprocess
import sys

import pytest

from dossier import paths
from tests.build.test_small_book import alter, build, hashes, text_of
from tests.conftest import Clone


def test_a_copied_checkout_runs_its_own_code_and_writes_its_own_figures(small, tmp_path):
    """The environment's package is that of another checkout, as after a copy made with its environment."""
    figures = hashes(small.root / "figures")
    copy = Clone(tmp_path / "copy")
    shutil.copytree(small.root, copy.root, copy_function=shutil.copy2)
    # A module that no shared result hangs on; else all tests of drivers would be run anew.
    alter(copy, "repr(str(value))", "repr(f'COPY {value}')", "dossier/book/telling.py")
    # Without PYTHONPATH, as `make book` runs it: the folder that Python is started in comes first.
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("DOSSIER_", "PYTHONPATH"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "dossier", "build"],
        cwd=copy.root,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "Britain sent COPY 3" in text_of(copy, "arms")
    assert hashes(small.root / "figures") == figures


def test_a_renamed_checkout_builds(small, tmp_path):
    renamed = Clone(small.root.rename(tmp_path / "another name"))
    alter(renamed, "as a word has it", "as one word has it", "chapters/arms.md")
    build(renamed)
    assert "as one word has it" in text_of(renamed, "arms")


@pytest.fixture
def settings(tmp_path):
    """A reader's own settings, each of which would change figures or stop a build."""
    rc = tmp_path / "matplotlibrc"
    rc.write_text("text.usetex: True\nfont.size: 30\n", encoding="utf-8")
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(
        "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\n", encoding="utf-8"
    )
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["false"], "display_name": "Python 3", "language": "python"}', encoding="utf-8"
    )
    foreign = tmp_path / "path"
    foreign.mkdir()
    (foreign / "pandas.py").write_text("raise ImportError('a module of the reader')\n", encoding="utf-8")
    return {
        "MATPLOTLIBRC": str(rc),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_PATH": str(tmp_path / "jupyter"),
        "MPLBACKEND": "svg",
        "PYTHONSTARTUP": str(startup / "00.py"),
        "VIRTUAL_ENV": str(tmp_path / "another-environment"),
        "foreign": str(foreign),
    }


def test_the_reader_s_own_settings_change_nothing(small, settings):
    pages, figures = hashes(small.html), hashes(small.root / "figures")
    foreign = settings.pop("foreign")
    shutil.rmtree(small.root / "_build" / "executed")
    (small.root / "figures" / "t-arms.png").unlink()
    done = small.build(**settings, PYTHONPATH=f"{small.root}{os.pathsep}{foreign}")
    if "a module of the reader" in done.stderr:
        # Python itself takes that module before any of ours runs; a plain message is all that can be had.
        done = small.build(**settings)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert hashes(small.root / "figures") == figures
    assert hashes(small.html) == pages


def test_a_read_only_checkout_builds_into_another_folder(small, tmp_path):
    before = hashes(small.root)
    pages = hashes(small.html)
    target = tmp_path / "elsewhere"
    # What was worked out for all chapters is the same wherever the book is built, and takes minutes.
    shutil.copytree(small.root / "_build" / "kept", target / "kept")
    locked = [small.root, *(path for path in small.root.rglob("*") if path.is_dir())]
    for folder in locked:
        folder.chmod(0o555)
    try:
        done = small.run("build", "--target", str(target), PYTHONDONTWRITEBYTECODE="1")
    finally:
        for folder in locked:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert hashes(target / "html") == pages
    assert {n: h for n, h in hashes(small.root).items() if "__pycache__" not in n} == {
        n: h for n, h in before.items() if "__pycache__" not in n
    }


def test_a_target_that_cannot_be_a_folder_is_one_message(small, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = small.run("build", "--target", str(tmp_path / "file" / "book"))
    assert refused.returncode == 1
    assert "it cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_clone_has_the_same_bytes_whatever_the_line_endings_of_its_owner(tmp_path):
    """As Git for Windows clones: every text file would get CRLF, were it not for .gitattributes."""
    git = ["git", "-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    subprocess.run(
        [*git, "clone", "-q", "--depth", "1", f"file://{paths.ROOT}", str(tmp_path / "crlf")], check=True
    )
    for name in (
        "data/arms/transfers.csv",
        "chapters/index.md",
        "requirements.txt",
        "figures/r1-five-shocks.svg",
    ):
        assert b"\r\n" not in (tmp_path / "crlf" / name).read_bytes(), name


def test_a_table_with_other_line_endings_is_known_as_such(small):
    path = small.root / "data" / "arms" / "transfers.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    refused = small.run("check")
    assert refused.returncode == 1
    assert "its lines end in CR LF" in refused.stderr
    assert "git rm --cached -r -q . && git reset --hard" in refused.stderr


def test_a_fit_gives_the_same_bytes_on_two_kernels_of_openblas():
    code = (
        "import hashlib; from dossier import load; from dossier.inference import gravity\n"
        "flows = gravity.with_distances(load('economy/exports'), load('economy/distances'))\n"
        "rows = gravity.partners(gravity.fit(flows, 2016), 'RUS')\n"
        "print(hashlib.sha256(rows.to_csv(float_format='%.10g').encode()).hexdigest())"
    )
    said = {
        kernel: subprocess.run(
            [sys.executable, "-c", code],
            cwd=paths.ROOT,
            env=os.environ | {"OPENBLAS_CORETYPE": kernel},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for kernel in ("Haswell", "Prescott")
    }
    assert said["Haswell"] == said["Prescott"]
