"""Verdicts and grids are worked out once for each state of what they read."""

import json
import shutil

import pytest

from dossier import judgements, paths, results, trace
from dossier.verdicts.scale import Judged, Verdict


@pytest.fixture
def rounds(tmp_path, monkeypatch):
    """A checkout of its own whose verdicts take no time; the list grows each time they are worked out."""
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "work"))
    counted = []

    def judged(rules):
        counted.append(1)
        found = Verdict("", "a statement", "mixed", "likely", f"round {len(counted)}", ("a reason",))
        return {name: Judged(found, found) for name in rules.by_name}

    monkeypatch.setattr(judgements, "judged", judged)
    return counted


def test_verdicts_are_kept_until_something_they_read_changes(rounds, tmp_path):
    first = results.verdicts()
    assert results.verdicts() == first
    assert len(rounds) == 1
    rules = tmp_path / "data" / "evidence" / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert {both.now.because for both in results.verdicts().values()} == {"round 2"}


def test_a_table_that_no_judge_reads_moves_nothing(rounds, tmp_path):
    results.verdicts()
    unread = tmp_path / "data" / "territory" / "district_elevation.csv"
    unread.write_text(unread.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    results.verdicts()
    assert len(rounds) == 1


def test_who_uses_a_result_is_noted_with_what_it_said(rounds, monkeypatch):
    noted = []
    monkeypatch.setattr(trace, "note_result", lambda name, digest: noted.append((name, digest)))
    told = results.verdicts()
    assert [name for name, _ in noted] == ["verdicts"]
    assert noted[0][1] == results.digest("verdicts")
    assert json.dumps(sorted(told))
