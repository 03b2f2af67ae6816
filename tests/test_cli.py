"""The command line: what it says when something is wrong, and that it changes nothing then."""

import subprocess
import sys

from dossier import paths


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
