"""What `make bench` and `make trust` measure is what they say."""

import csv
import sys

import pytest
import yaml

from dossier import paths
from dossier.site import execution

pytestmark = pytest.mark.usefixtures("benchmarks")


@pytest.fixture
def benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(paths.ROOT / "benchmarks")
    yield
    for name in ("build", "trust"):
        sys.modules.pop(name, None)


def test_a_plain_build_has_jupyter_books_own_extensions_and_the_same_chapters(tmp_path):
    import build

    (tmp_path / "_config.yml").write_bytes((paths.ROOT / "_config.yml").read_bytes())
    command = build.plain(tmp_path)
    plain = yaml.safe_load((tmp_path / command[command.index("--config") + 1]).read_text(encoding="utf-8"))
    ours = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert not {"extensions", "html_sidebars"} & set(plain["sphinx"]["config"])
    for same in ("execute", "exclude_patterns", "bibtex_bibfiles"):
        assert plain[same] == ours[same]


def test_a_row_that_is_measured_again_takes_its_place_and_the_others_stay(tmp_path, monkeypatch):
    import build

    monkeypatch.setattr(build, "measured", lambda name: tmp_path / f"{name}.csv")
    rows = [dict.fromkeys(build.FIELDS, day) | {"what": what} for what, day in ("a1", "b1", "a2", "c2")]
    build.put(rows[:2])
    build.put(rows[2:])
    with (tmp_path / "build.csv").open(encoding="utf-8", newline="") as stream:
        assert [(row["what"], row["date"]) for row in csv.DictReader(stream)] == [
            ("a", "2"),
            ("b", "1"),
            ("c", "2"),
        ]


def test_a_group_that_there_is_not_is_named_before_anything_is_measured():
    import build

    with pytest.raises(SystemExit, match="no group gridz; there are builds, grids, cluster, tests"):
        build.main(["grids", "gridz"])


def test_rows_that_were_measured_elsewhere_or_later_say_so():
    row = dict.fromkeys(
        ("seconds", "seconds_low", "seconds_high", "against_seconds", "peak_rss_mb", "ratio"), "1"
    ) | {"what": "a", "against": "b", "reach": "2", "python": "3.12.1"}
    one, other = (
        {"date": "2026-11-29", "cpu": "X", "cores": "2"},
        {"date": "2026-12-01", "cpu": "Y", "cores": "4"},
    )
    told = execution.builds([row | one, row | other, row | one])
    assert "29 November 2026 and 1 December 2026, on X, 2 cores, with Python 3.12.1; Y, 4 cores" in told


def test_parts_of_one_campaign_are_added_up_over_both_reports(tmp_path):
    import trust

    reports = [tmp_path / "test.xml", tmp_path / "check.xml"]
    record = '<testcase name="t"><properties><property name="{}" value="{}"/></properties></testcase>'
    for report, counted in zip(reports, ("9 of 10", "5 of 5"), strict=True):
        other = record.format("seed", "7")
        report.write_text(f"<testsuites>{record.format('Cells spoiled', counted)}{other}</testsuites>")
    assert trust.gathered(reports) == {"Cells spoiled": (14, 15)}


def test_a_trial_that_did_not_end_as_it_should_can_be_seen_on_the_page():
    said = execution.tried(
        [{"what": "Kills", "held": "99", "tried": "1100", "python": "3.12.1", "date": "2026-11-29"}]
    )
    assert "29 November 2026" in said
    assert "| Kills | 1,100 | 99 |" in said


@pytest.mark.parametrize(("ratio", "said"), [("0.66", True), ("0.40", False)])
def test_an_aim_that_is_missed_is_named_with_the_reason(ratio, said):
    numbers = dict.fromkeys(
        ("seconds", "seconds_low", "seconds_high", "against_seconds", "peak_rss_mb"), "10"
    )
    row = numbers | {"what": "cold build", "against": "plain", "ratio": ratio, "reach": "0.4"}
    told = execution.builds([row | {"date": "2026-11-29", "python": "3.12.1", "cpu": "X", "cores": "2"}])
    assert (f"The aim for *cold build* is missed. {execution.WHY['cold build']}" in told) is said
