"""Verdicts and grids are worked out once for each state of what they read."""

import json
import shutil

import pytest

from dossier import judgements, paths, reckoning, results, trace
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


def reckoned(start):
    return {path.relative_to(paths.ROOT / "dossier").as_posix() for path in reckoning.modules(start)}


def test_a_result_depends_on_what_its_maker_imports_and_on_no_chart():
    tests, every = reckoned("dossier.verdicts.driven"), reckoned("dossier.results")
    assert {"inference/battery.py", "indicators/drivers.py", "tables/acts.py", "clocks.py"} <= tests
    assert "verdicts/enemy.py" not in tests
    assert {"verdicts/enemy.py", "inference/gravity.py", "judgements.py"} <= every
    assert reckoned("dossier.verdicts.rule") > {"verdicts/enemy.py", "indicators/conflict.py"}
    assert not any(name.startswith(("book/", "charts/", "ingest/", "site/")) for name in every)


def test_results_that_are_kept_are_not_missing_and_another_version_of_a_package_makes_them_so(monkeypatch):
    results.digest("verdicts")
    assert results.missing(["verdicts"]) == []
    monkeypatch.setattr(results, "_versions", lambda _: "scipy==0")
    assert results.missing(["verdicts"]) == ["verdicts"]


def test_tests_of_drivers_are_worked_out_anew_for_what_is_declared_for_them_alone(tmp_path, monkeypatch):
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    file = tmp_path / "data" / "evidence" / "rules.toml"
    text = file.read_text(encoding="utf-8")
    before = {kind: results._state(kind, ()) for kind in ("battery", "verdicts")}
    file.write_text(text.replace("A cause cannot come after its effect.", "No cause comes after its effect."))
    assert results._state("battery", ()) == before["battery"]
    assert results._state("verdicts", ()) != before["verdicts"]
    file.write_text(text.replace("lags_quarters = 4", "lags_quarters = 3"))
    assert results._state("battery", ()) != before["battery"]
