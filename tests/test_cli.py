"""The command line: what it says when something is wrong, and that it changes nothing then."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

from dossier import cli, paths


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "dossier", *arguments],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_folder_of_sources_is_named_in_one_message(tmp_path):
    refused = run("ingest", "--sources", str(tmp_path / "nowhere"), "--table", "arms/transfers")
    assert refused.returncode == 1
    assert "sipri-tiv-tables: not found; expected the dataset sipri-tiv-tables" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_unknown_table_is_refused_before_anything_is_derived(tmp_path):
    refused = run("ingest", "--sources", str(tmp_path), "--table", "arms/rifles")
    assert refused.returncode == 1
    assert "arms/rifles: no such table" in refused.stderr


def test_the_tables_in_the_checkout_agree_with_their_cards():
    checked = run("check")
    assert checked.returncode == 0, checked.stderr
    assert "tables agree with their cards and contracts" in checked.stderr


FULL = f"[Errno {errno.ENOSPC}] No space left on device: 'book/a.html'"


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "book/a.html"), "No space left on device"),
        (OSError(errno.EROFS, "Read-only file system", "book/a.html"), "Read-only file system"),
        (shutil.Error([("a.html", "book/a.html", FULL), ("b", "c", FULL)]), "No space left on device"),
    ],
)
def test_what_the_disk_refuses_is_said_in_one_plain_line(monkeypatch, capsys, refused, said):
    def app():
        raise refused

    monkeypatch.setattr(cli, "app", app)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"error: book/a.html: the disk refuses it ({said}); expected a disk with room that this user may read and "
        "write. Make room or allow it, then run the same again; what stood before stands as it was."
    ]


def test_another_fault_of_a_program_is_no_message_of_the_disk(monkeypatch):
    def app():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "lost")

    monkeypatch.setattr(cli, "app", app)
    with pytest.raises(FileNotFoundError):
        cli.main()
