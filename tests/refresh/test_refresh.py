"""From a publisher's server to the data: staged, told, and put in place in one step or not at all."""

import hashlib
import os
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from dossier import catalogue, paths
from dossier.errors import DossierError, TableError
from dossier.refresh import accepting, account, run
from dossier.refresh.releases import releases
from dossier.verdicts import rule
from tests.refresh.conftest import QUICK, zipped

SAMPLE = pd.DataFrame(
    {
        "id": [1.0, 2.0, 3.0, 4.0, 5.0],
        "year": [2016.0, 2016.0, 2023.0, 2015.0, 2021.0],
        "type_of_violence": [1.0, 1.0, 2.0, 1.0, 1.0],
        "conflict_new_id": [333.0, 299.0, 13540.0, 13588.0, 299.0],
        "side_a": [
            "Government of Afghanistan",
            "Government of Syria",
            "IS",
            "Government of Russia (Soviet Union)",
            "Government of Syria",
        ],
        "side_b": ["Taleban", "Syrian insurgents", "Taleban", "IS", "Syrian insurgents"],
        "source_headline": ["One", 'Two lines,\nof "news"', "Three", "Four", "Five"],
        "where_prec": [1.0] * 5,
        "adm_1": ["Kabul province", "Idlib governorate", None, "Dagestan republic", "Idlib governorate"],
        "latitude": [34.52, 35.76, 31.62, 42.98, 35.76],
        "longitude": [69.18, 36.56, 65.71, 47.5, 36.56],
        "country": ["Afghanistan", "Syria", "Afghanistan", "Russia (Soviet Union)", "Syria"],
        "date_prec": [1.0] * 5,
        "date_start": ["2016-03-01 00:00:00.000", "2016-03-02", "2023-05-01", "2015-06-01", "2021-01-01"],
        "date_end": ["2016-03-01 00:00:00.000", "2016-03-02", "2023-05-01", "2015-06-01", "2021-01-01"],
        "deaths_civilians": [0.0] * 5,
        "best": [4.0, 2.0, 7.0, 3.0, 1.0],
        "high": [5.0, 2.0, 7.0, 3.0, 1.0],
        "low": [4.0, 1.0, 6.0, 3.0, 1.0],
    }
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the data, a cache and a folder of work of its own."""
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "work"))
    return tmp_path / "data"


@pytest.fixture
def events(publisher):
    """UCDP's event file at the server."""
    return served(publisher, SAMPLE)


def served(publisher, frame):
    publisher.content = zipped("GEDEvent_v26_1.csv", frame.to_csv(index=False).encode())
    return replace(
        releases()["ucdp-events"],
        address=publisher.address,
        bytes=len(publisher.content),
        sha256=hashlib.sha256(publisher.content).hexdigest(),
    )


def refreshed(*wanted, **options):
    return run.refresh(wanted, lambda _: lambda *_: None, verdicts=False, limits=QUICK, **options)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_changes_is_told_and_nothing_changes(data, events):
    before = contents(data)
    found = refreshed(events)
    assert found.failed == {}
    assert found.lines[0].startswith(
        "conflict/afghan_event_coverage: 81 rows become 81 (0 new, 0 gone, 81 changed)"
    )
    assert any(
        line.startswith(
            "conflict/afghan_events: 30,225 rows become 2 (2 new, 30,225 gone, 0 changed); best: "
        )
        and line.endswith("in all become 0")
        for line in found.lines
    )
    assert contents(data) == before


def test_accepted_tables_are_whole_and_keep_their_contracts(data, events):
    kept = contents(data)
    refreshed(events, accept=True)
    afghan = catalogue.load("conflict/afghan_events").set_index("event_key")
    assert afghan["best"].to_dict() == {"GED-1": 4, "GED-3": 7}
    assert afghan["province"].to_dict() == {"GED-1": "AF01", "GED-3": "AF27"}
    assert catalogue.load("conflict/syria_events")["id"].tolist() == [2]
    assert catalogue.load("conflict/is_events_region")[["id", "country"]].to_numpy().tolist() == [[4, "RUS"]]
    assert catalogue.load("conflict/event_year_counts")["events"].sum() == 5
    coverage = catalogue.load("conflict/afghan_event_coverage").query("year == 2016").set_index("side_b")
    assert coverage.loc["state-based", "deaths_held"] == 4
    assert coverage["deaths_held"].sum() == 8
    assert (
        catalogue.table("conflict/afghan_events").title
        == "UCDP events in Afghanistan with a place, 2016-2023"
    )
    card = catalogue.card("conflict/afghan_events")
    assert [origin.release for origin in card.sources] == ["UCDP GED 26.1"]
    assert card.kept.startswith("Every event in Afghanistan of the full event file")
    for name in catalogue.names():
        catalogue.load(name)
    touched = {name for name, content in contents(data).items() if kept.get(name) != content}
    assert {path.parent.as_posix() for path in touched} == {".", "conflict"}
    assert not list(data.parent.glob(".data.*"))


@pytest.mark.campaign
def test_a_rule_that_cannot_judge_is_named_and_the_others_judge(data, events):
    """The file holds no fight of the Islamic State in Afghanistan in the years that one rule asks for."""
    refreshed(events, accept=True)
    faults = {}
    judged = account._verdicts(faults)
    assert "no event of an IS dyad in 2015-2016" in faults["rule intensity"]
    assert {*judged, *(name.removeprefix("rule ") for name in faults)} == {*rule.collected()}
    assert len(judged) > len(faults)


def test_accepting_twice_comes_to_the_same(data, events):
    refreshed(events, accept=True)
    once = contents(data)
    assert refreshed(events, accept=True).failed == {}
    assert contents(data) == once


def test_a_release_that_cannot_be_fetched_leaves_all_as_it_is(data, events, publisher):
    before = contents(data)
    lost = replace(events, id="lost", address=publisher.address, sha256="0" * 64)
    found = refreshed(events, lost, accept=True)
    assert list(found.failed) == ["lost"]
    assert contents(data) == before


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda frame: frame.drop(columns="best"), "column best: not in the header"),
        (lambda frame: frame.assign(best=None), "column best, row 1: empty; expected a whole number"),
        (
            lambda frame: frame.assign(latitude=[91.0, *frame["latitude"][1:]]),
            "column latitude, row 1: found '91.0'; expected degrees from -90 to 90",
        ),
        (lambda frame: frame.assign(country="Ruritania"), "column country, row 3: found 'Ruritania'"),
        (
            lambda frame: frame.assign(date_start=frame["date_start"].where(frame["id"] != 3, "2023-13-01")),
            "column date_start, row 3: found '2023-13-01'; expected a day",
        ),
    ],
)
def test_a_file_of_another_layout_is_refused_by_file_column_and_row(data, publisher, spoil, words):
    before = contents(data)
    found = refreshed(served(publisher, spoil(SAMPLE)), accept=True)
    said = {str(failure) for failure in found.failed.values()}
    assert len(said) == 1
    assert words in said.pop().partition("ucdp-events-26.1.zip, ")[2]
    assert contents(data) == before


def test_a_table_that_would_break_its_contract_is_refused(data, publisher):
    found = refreshed(served(publisher, SAMPLE.assign(best=-1.0)))
    assert sorted(found.failed) == [
        "conflict/afghan_event_coverage",
        "conflict/afghan_events",
        "conflict/event_year_counts",
        "conflict/is_events_region",
        "conflict/syria_events",
    ]
    assert "column best, row 1: found -1; expected at least 0" in str(found.failed["conflict/syria_events"])


class TestInOneStep:
    """Whatever stops the exchange of folders, the old one stands."""

    def test_when_the_second_rename_fails(self, data, events, monkeypatch):
        before, rename = contents(data), os.rename

        def failing(source, target):
            if str(source).endswith(".new"):
                raise OSError(28, "No space left on device")
            rename(source, target)

        monkeypatch.setattr("dossier.placing._exchanged", lambda one, other: False)
        monkeypatch.setattr("dossier.placing.os.rename", failing)
        with pytest.raises(TableError, match="it cannot be replaced \\(No space left on device\\)"):
            refreshed(events, accept=True)
        assert contents(data) == before

    def test_when_the_process_ended_between_the_renames(self, data, events):
        before = contents(data)
        os.rename(data, data.with_name(".data.before"))
        refreshed(events)
        assert contents(data) == before

    def test_when_the_data_changed_meanwhile(self, data):
        with pytest.raises(TableError, match="changed while the releases were compared"):
            accepting.put_in_place(data, "another state")


def test_what_failed_is_named_where_a_reader_accepts():
    refusal = run.not_accepted({"ucdp-dyads": DossierError("a", "b", "c", "d")})
    assert "ucdp-dyads: not taken, so nothing was put in place" in str(refusal)


def test_order_and_number_of_columns_do_not_count(data, publisher):
    names = [f"more_{number}" for number in range(30)]
    wide = SAMPLE.assign(**dict.fromkeys(names, "x, y"))[[*names, *SAMPLE.columns[::-1]]]
    refreshed(served(publisher, wide), accept=True)
    assert catalogue.load("conflict/afghan_events")["best"].tolist() == [4, 7]


class TestCandidates:
    """Events of the running year follow those of the yearly file, and never leave a gap."""

    def candidates(self, publisher, years):
        last = SAMPLE.loc[[0, 0]].assign(
            id=[8.0, 9.0],
            year=[float(year) for year in years],
            date_start=[f"{year}-02-01" for year in years],
            date_end=[f"{year}-02-01" for year in years],
        )
        publisher.pages = {"/candidates.csv": last.to_csv(index=False).encode()}
        publisher.kind = "text/csv"
        address = publisher.address.rpartition("/")[0] + "/candidates.csv"
        return replace(releases()["ucdp-candidates"], address=address)

    def test_only_later_events_are_added(self, data, events, publisher):
        events = served(publisher, SAMPLE)
        refreshed(events, self.candidates(publisher, (2022, 2024)), accept=True)
        found = catalogue.load("conflict/afghan_events")
        assert found["event_key"].tolist() == ["GED-1", "GED-3", "GED-9"]
        assert found["province"].tolist() == ["AF01", "AF27", "AF01"]
        assert not found["selected_only"].any()
        assert catalogue.table("conflict/afghan_events").title.endswith("2016-2024")

    def test_a_gap_is_refused(self, data, events, publisher):
        found = refreshed(self.candidates(publisher, (2025, 2026)))
        assert "end in 2022" in str(found.failed["conflict/afghan_events"])
