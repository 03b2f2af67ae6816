"""What the book would say: titles that no longer hold, verdicts that move, and what cannot be worked out."""

import shutil

import pandas as pd
import pytest

from dossier import catalogue, paths
from dossier.refresh import account, changes
from dossier.refresh.staging import folder_of_data
from dossier.storage import encode, write_whole
from dossier.tables import TABLES, Table, lengths
from dossier.tables.base import state, whole, year

DEATHS = "conflict/battle_deaths_to_2025"


def told(said="refuted, unlikely", because="3 of 4", **other):
    parts = {"verdicts": {"arming": {"now": {"said": said, "because": because}}}, "answers": {}}
    return parts | {"titles": {}, "untrue": {}, "faults": {}} | other


def test_the_same_account_has_no_lines():
    assert changes.of_accounts(told(), told()) == []


def test_a_verdict_that_moves_is_told_with_its_measures():
    assert changes.of_accounts(told(), told("mixed, unlikely", "2 of 4")) == [
        "verdict arming, now: “refuted, unlikely” becomes “mixed, unlikely”",
        "measures of verdict arming, now: “3 of 4” becomes “2 of 4”",
    ]


def test_a_title_that_no_longer_holds_is_not_also_one_that_changes():
    before = told(titles={"r1-war": "It grew", "r1-peace": "Five met", "r1-old": "Gone"})
    after = told(
        titles={"r1-peace": "Six met"}, untrue={"r1-war": "It grew"}, faults={"chapters/a": "KeyError: 7"}
    )
    assert changes.of_accounts(before, after) == [
        "title no longer holds: r1-war: It grew",
        "title changes: r1-peace: “Five met” becomes “Six met”",
        "cannot be worked out: chapters/a: KeyError: 7",
    ]


def test_an_empty_cell_equals_an_empty_cell():
    table = Table(
        "T", {"state": state("State"), "best": whole("Deaths", "people", nullable=True)}, ("state",), 2
    )
    frame = pd.DataFrame({"state": ["AFG", "SYR"], "best": pd.array([None, 3], "Int64")})
    same = changes.between("made/up", frame, frame.copy(), table)
    assert (same.new, same.gone, same.other, same.totals) == (0, 0, 0, {})


class TestLengths:
    """Contracts follow an accepted release in rows, last year and title, and in nothing else."""

    NAME = "conflict/country_years"

    @pytest.fixture(autouse=True)
    def data(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
        return tmp_path

    def accept(self, length):
        write_whole(lengths.file(), lengths.to_json({self.NAME: length}).encode())

    def test_without_an_accepted_release_the_contract_stands(self):
        assert TABLES[self.NAME].rows == 6936

    def test_rows_title_and_last_year_follow(self):
        self.accept(lengths.Length(7132, "Deaths, 1989-2025", {"year": 2025}))
        table = TABLES[self.NAME]
        assert (table.rows, table.title) == (7132, "Deaths, 1989-2025")
        year_2025, year_2026 = (
            table.columns["year"].checks[-1]()(pd.Series([value])).check_passed for value in (2025, 2026)
        )
        assert (year_2025, year_2026) == (True, False)
        assert TABLES["conflict/dyads"].rows == 3432

    def test_a_spoiled_file_is_named(self, data):
        (data / "lengths.json").write_text('{"conflict/country_years": {"lines": 3}}')
        with pytest.raises(catalogue.TableError, match=r"lengths\.json: cannot be read .*git checkout data"):
            catalogue.table(self.NAME)

    def test_a_title_without_a_span_stays(self):
        table = Table("All deaths", {"year": year("Year", 2001, 2002)}, ("year",), 1)
        assert lengths.of(table, pd.DataFrame({"year": [2003]})).title == "All deaths"


@pytest.mark.campaign
def test_a_chapter_tells_which_title_its_data_no_longer_bear_out(tmp_path, monkeypatch):
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("DOSSIER_FIGURES", str(tmp_path / "figures"))
    frame = catalogue.load(DEATHS)
    frame.loc[frame["year"].eq(2025), ["best", "high"]] += 100_000
    with folder_of_data(tmp_path / "data"):
        write_whole(catalogue.file_of(DEATHS), encode(frame, catalogue.table(DEATHS)))
        catalogue.seal(DEATHS)
        untrue, fault = account._executed("chapters/reason-1/islamic-state")
    assert list(untrue) == ["r1-deaths-to-2025"]
    assert "the fewest of any year" not in account.published().get("r1-deaths-to-2025", "")
    assert fault == ""
