"""Cells, layouts and releases of publishers' files: each becomes a value or one plain message."""

import gzip
import hashlib

import pandas as pd
import pytest

from dossier import catalogue, storage
from dossier.errors import SourceError, TableError
from dossier.ingest import reading, recipes, sources
from dossier.ingest.reading import (
    ADDRESS,
    DAY,
    FLAG,
    MONTH,
    NUMBERED,
    REAL,
    STATE,
    STATED_DAY,
    TEXT,
    WHOLE,
    address,
    beginning,
    coded,
    like,
    listed,
    one_of,
    state,
)
from dossier.ingest.sources import Sources


def put(folder, dataset_id, name, content, **facts):
    """Write a file, packed if its name says so, and a SOURCE.toml that describes it."""
    content = content.encode() if isinstance(content, str) else content
    if name.endswith(".gz") and not content.startswith(b"\x1f\x8b"):
        content = gzip.compress(content)
    (folder / dataset_id).mkdir(parents=True, exist_ok=True)
    (folder / dataset_id / name).write_bytes(content)
    lines = [f'{key} = "{value}"' for key, value in facts.items()]
    digest = hashlib.sha256(content).hexdigest()
    lines += ["[[files]]", f'name = "{name}"', f'sha256 = "{digest}"', f"bytes = {len(content)}"]
    (folder / dataset_id / "SOURCE.toml").write_text("\n".join(lines), encoding="utf-8")
    return Sources(folder)


def column(folder, words, cell):
    """Read one column of a made-up file as one kind of cell."""
    lines = "\n".join(f'"{word}",x' for word in ["value", *words])
    return put(folder, "made-up", "table.csv", lines).csv(
        "made-up", "table.csv", ["value"], cells={"value": cell}
    )["value"]


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "words", "values"),
        [
            (WHOLE, ["1", "1.0", " 1 ", "-3", "2.", "1e+05", "0012"], [1, 1, 1, -3, 2, 100_000, 12]),
            (WHOLE.or_empty("--"), ["7", "", "--", "  "], [7, pd.NA, pd.NA, pd.NA]),
            (REAL, ["1", " 1.5", "-.5", "2.5E-3"], [1.0, 1.5, -0.5, 0.0025]),
            (FLAG, ["1", "0", "1.0"], [True, False, True]),
            (NUMBERED, ["0102", "17.0"], ["0102", "17"]),
            (MONTH, ["2016-03 "], ["2016-03"]),
            (STATE, ["Russia ", "Iran (Persia)"], ["RUS", "IRN"]),
            (state({"Burma": "Myanmar"}), ["Burma"], ["MMR"]),
            (state(besides={"World": "world"}), ["World", "Iran"], ["world", "IRN"]),
            (listed("/"), ["Iran/ Afghanistan"], ["IRN;AFG"]),
            (listed("; ", besides={"others": "others"}), ["Iran; others"], ["IRN;others"]),
            (beginning(["signed", "no"]), ["signed in 2025"], ["signed in 2025"]),
            (
                address({"a page": "https://a.example"}),
                ["a page", "http://b"],
                ["https://a.example", "http://b"],
            ),
            (STATED_DAY, ["2016-03-01", "2016-03", "2016"], ["2016-03-01", "2016-03", "2016"]),
            (coded({1: "state-based", 2: "non-state"}), ["2.0", "1"], ["non-state", "state-based"]),
            (coded({"hostile": True, "non-hostile": False}), ["hostile"], [True]),
            (one_of(["Y", "N"]).or_empty(), ["Y", ""], ["Y", pd.NA]),
            (like("mme[0-9]+", "a number"), ["mme12"], ["mme12"]),
            (TEXT, [" al-Qaida "], ["al-Qaida"]),
        ],
    )
    def test_what_is_read(self, tmp_path, cell, words, values):
        read = column(tmp_path, words, cell)
        assert str(read.dtype) == (cell.kind_with_gaps if cell.gaps else cell.kind)
        assert read.astype("object").where(read.notna(), pd.NA).tolist() == values

    @pytest.mark.parametrize(
        "word",
        ["2016-03-01", "2016-03-01 00:00:00.000", "2016-03-01T00:00:00", "2016-03-01 00:00", " 2016-03-01"],
    )
    def test_days(self, tmp_path, word):
        assert column(tmp_path, [word], DAY).tolist() == [pd.Timestamp(2016, 3, 1)]

    @pytest.mark.parametrize(
        ("cell", "word"),
        [
            *(
                (cell, word)
                for cell in (WHOLE, REAL, DAY, FLAG, STATE, NUMBERED, MONTH)
                for word in ("NA", "1.0E", "")
            ),
            *((WHOLE.or_empty(), word) for word in ("NA", "1.0E", "?")),
            # A spreadsheet makes 2.02E+06 of a code such as 2016E03.
            *((TEXT, word) for word in ("NA", "", " ", "1.0E", "2.02E+06")),
            # A spreadsheet shows 123456 as 1.23E+05, and what it saves is not the number.
            *((WHOLE, word) for word in ("1.5", "1.23E+05", "1,234", "1_000", "inf", "9" * 19)),
            *((REAL, word) for word in ("inf", "nan", "1,5", "1e999", "0x10")),
            *((DAY, word) for word in ("2016-02-30", "01/03/2016", "2016", "2016-03-01 12:30:00", "42430")),
            *((FLAG, word) for word in ("2", "yes")),
            # R writes NA for what is missing, and ISO 3166 has it for Namibia.
            *((STATE, word) for word in ("NA", "004", "Ruritania")),
            (listed(", "), "Iran, NA"),
            (listed(", ", besides={"others": "others"}), "Iran, more"),
            (state(besides={"World": "world"}), "world"),
            (beginning(["signed"]), "not signed"),
            (address({"a page": "https://a.example"}), "another page"),
            *((cell, word) for cell in (STATED_DAY, ADDRESS) for word in ("NA", "1.0E", "")),
            *((STATED_DAY, word) for word in ("2016-13", "2016-03-32", "March 2016")),
        ],
    )
    def test_what_is_refused(self, tmp_path, cell, word):
        with pytest.raises(SourceError) as stopped:
            column(tmp_path, [word], cell)
        failure = stopped.value
        assert failure.where.endswith("made-up/table.csv, column value, row 1")
        assert failure.problem == (f"found {word.strip()!r}" if word.strip() else "empty")
        assert failure.expected == cell.expected
        assert "SOURCE.toml" in failure.remedy

    def test_the_row_is_counted_in_the_file_whatever_rows_are_kept(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "who,year\na,?\nb,1990\nb,NA\n")
        with pytest.raises(SourceError, match=r"column year, row 3: found 'NA'; expected a whole number"):
            made.csv("made-up", "table.csv", ["year", "who"], cells={"year": WHOLE}, only={"who": ["b"]})

    def test_columns_of_which_nothing_is_said_are_words_without_blanks_at_their_ends(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "who,what\n FLN ,\n  ,NA\n")
        read = made.csv("made-up", "table.csv", ["who", "what"])
        assert read.fillna("(empty)").to_numpy().tolist() == [["FLN", "(empty)"], ["(empty)", "NA"]]

    def test_where_some_cells_are_typed_the_others_hold_words_or_nothing(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "who,year\nFLN,1954\n,1955\nNA,1956\n")
        with pytest.raises(SourceError, match=r"column who, row 3: found 'NA'; expected words"):
            made.csv("made-up", "table.csv", ["who", "year"], cells={"year": WHOLE})

    def test_no_row_is_dropped_for_a_spoiled_word_that_decides_whether_it_is_kept(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "who,year\nb,1990\nNA,1991\n")
        with pytest.raises(SourceError, match=r"column who, row 2: found 'NA'"):
            made.csv("made-up", "table.csv", ["year", "who"], cells={"year": WHOLE}, only={"who": ["b"]})


class TestLayouts:
    def refused(self, folder, content, columns, name="table.csv", **facts):
        with pytest.raises(SourceError) as stopped:
            put(folder, "made-up", name, content, **facts).csv("made-up", name, columns)
        return stopped.value

    def test_hxl_tags_are_left_out_and_not_counted(self, tmp_path):
        made = put(
            tmp_path, "made-up", "table.csv", "name,people\n#adm1 +name,#population\nKabul,5\nBalkh,?\n"
        )
        with pytest.raises(SourceError, match=r"column people, row 2: found '\?'"):
            made.csv("made-up", "table.csv", ["people"], cells={"people": WHOLE})
        assert made.csv("made-up", "table.csv", ["name"])["name"].tolist() == ["Kabul", "Balkh"]

    def test_lines_before_the_header_in_latin_1(self, tmp_path):
        register = (
            "Transfers of arms from all to all.\nFigures are estimates; see the site.\n\nSource: publisher\n"
            "Data generated: 1 Jan 2024\n\nRecipient,Supplier,Year of order, ,Number ordered, ,Weapon designation\n"
            "A-land,B-land,2010,?,(12),?,Modèle é\n"
        )
        failure = self.refused(
            tmp_path, register.encode("latin-1"), ["recipient", "supplier"], filter="Deals of nine recipients"
        )
        assert "it is Latin-1 (Windows-1252), not UTF-8" in failure.problem
        assert "lines 1-6 stand before the header (Recipient, Supplier, Year of order" in failure.problem
        assert "columns without a name" in failure.problem
        assert "SOURCE.toml's `filter` describes (“Deals of nine recipients”)" in failure.remedy

    def test_a_column_a_year(self, tmp_path):
        indicator = (
            '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-13",\n\n'
            '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
            '"Afghanistan","AFG","GDP (current US$)","NY.GDP.MKTP.CD","14000000000","",\n'
        )
        failure = self.refused(tmp_path, indicator, ["Country Code", "Year", "Value"])
        assert "lines 1-4 stand before the header (Country Name, Country Code" in failure.problem
        assert "a column a year (2022 to 2023)" in failure.problem

    def test_utf_16(self, tmp_path):
        assert "it is UTF-16" in self.refused(tmp_path, "a,b\n1,2\n".encode("utf-16"), ["a"]).problem

    def test_no_header(self, tmp_path):
        failure = self.refused(tmp_path, "900001,2016,1\n900002,2016,1\n", ["id", "year"])
        assert failure.problem == "not among 900001, 2016, 1"

    @pytest.mark.parametrize("length", [5, 15, 40])
    def test_a_packed_file_that_is_cut_off(self, tmp_path, length):
        packed = gzip.compress(b"id,year\n" + b"".join(b"%d,2016\n" % number for number in range(500)))
        failure = self.refused(tmp_path, packed[:length], ["id"], name="table.csv.gz")
        assert failure.where.endswith("table.csv.gz")
        assert failure.problem.startswith(f"cut off: it ends after {length} bytes")

    def test_a_file_shorter_than_described_is_called_cut_off(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "id,year\n1,2016\n2,2016\n")
        (tmp_path / "made-up" / "table.csv").write_text("id,year\n1,20")
        with pytest.raises(SourceError, match="cut off after 12 of 22 bytes"):
            made.csv("made-up", "table.csv", ["id"])

    def test_a_packed_file_that_is_not_packed(self, tmp_path):
        (tmp_path / "made-up").mkdir()
        failure = self.refused(tmp_path, b"\x1f\x8bnot packed after all", ["id"], name="table.csv.gz")
        assert "cannot be unpacked" in failure.problem


class TestRelease:
    ROWS = "id,version\n1,{0}\n2,{0}\n"

    def test_the_same_release_is_read(self, tmp_path):
        made = put(tmp_path, "ucdp-dyadic-25-1", "dyads.csv", self.ROWS.format("25.1"))
        read = made.csv("ucdp-dyadic-25-1", "dyads.csv", ["id"], release="25.1")
        assert read.to_dict("list") == {"id": ["1", "2"]}

    def test_another_names_what_depends_on_it(self, tmp_path):
        recipes.recipes()
        made = put(tmp_path, "ucdp-dyadic-25-1", "dyads.csv", self.ROWS.format("26.1"))
        with pytest.raises(SourceError) as stopped:
            made.csv("ucdp-dyadic-25-1", "dyads.csv", ["id"], release="25.1")
        failure = stopped.value
        assert failure.where.endswith("dyads.csv, column version, row 1")
        assert failure.problem == "the file says it is release 26.1"
        assert failure.expected == "release 25.1, from which conflict/dyads are derived"
        assert "data/" not in failure.remedy

    def test_every_recipe_is_among_the_dependents_of_its_datasets(self):
        for recipe in recipes.recipes():
            for dataset_id in recipe.releases:
                assert recipe.table in sources.DEPENDENTS[dataset_id]


EVENTS = (
    "id,year,type_of_violence,side_a,side_b,where_prec,adm_1,latitude,longitude,date_prec,date_start,date_end,"
    "deaths_civilians,best,high,low\n"
)


class TestRecipes:
    """The layouts in which people hold these files."""

    def made(self, folder, table, dataset_id, name, content):
        recipes.recipes()
        return recipes.RECIPES[table].make(put(folder, dataset_id, name, content))

    def events(self, folder, row):
        name = "ged_syria_2016_2019.csv.gz"
        return self.made(
            folder, "conflict/syria_events", "ucdp-ged-syria-2016-2019", name, EVENTS + row + "\n"
        )

    def test_events_with_time_stamps(self, tmp_path):
        day = "2016-01-01 00:00:00.000"
        read = self.events(
            tmp_path, f"9,2016,1,Government of A,Group B,1,North,34.8,36.7,1,{day},{day},0,4,4,4"
        )
        assert read["date_end"].tolist() == [pd.Timestamp(2016, 1, 1)]

    def test_events_with_numbers_as_floats(self, tmp_path):
        read = self.events(
            tmp_path,
            "9.0,2016.0,1.0,Government of A,Group B,1.0,North,34.8,36.7,1.0,2016-01-01,2016-01-01,0.0,4.0,4.0,4.0",
        )
        assert read[["id", "type_of_violence", "best"]].to_numpy().tolist() == [[9, "state-based", 4]]

    def test_an_event_without_an_estimate(self, tmp_path):
        row = "9,2016,1,Government of A,Group B,1,North,34.8,36.7,1,2016-01-01,2016-01-01,0,,,"
        with pytest.raises(
            SourceError,
            match=r"ged_syria_2016_2019\.csv\.gz, column best, row 1: empty; expected a whole number",
        ):
            self.events(tmp_path, row)

    def test_ideal_points_as_stata_writes_them(self, tmp_path):
        points = (
            "ccode,iso3c,countryname,year,idealpointfp,idealpointall,q5fp,q95fp,q5all,q95all\n"
            "2.0,USA,United States,1946.0,1.66,1.89,0.98,2.39,1.30,2.55\n"
        )
        name = "un_ideal_points_1946_2024.csv"
        read = self.made(tmp_path, "diplomacy/ideal_points", "un-ideal-points", name, points)
        assert read[["state", "year", "final_votes"]].to_numpy().tolist() == [["USA", 1946, 1.66]]


class TestLastResort:
    TABLE = "arms/recipient_totals"

    def test_an_unforeseen_failure_names_table_datasets_and_cause(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))

        def totals(_sources):
            raise KeyError("tiv")

        recipe = recipes.Recipe(self.TABLE, {"made-up": "Made up, 2026"}, "Everything.", totals)
        with pytest.raises(SourceError) as stopped:
            recipes.derive(recipe, Sources(tmp_path))
        message = str(stopped.value)
        assert "recipient_totals.csv as derived from made-up, in totals()" in message
        assert "KeyError: 'tiv'" in message
        assert isinstance(stopped.value.__cause__, KeyError)

    def test_a_description_that_lacks_something(self, tmp_path):
        made = put(tmp_path, "made-up", "table.csv", "a\n1\n", id="made-up", title="T")
        with pytest.raises(SourceError, match=r"SOURCE\.toml: lacks publisher, version, licence, citation"):
            made.dataset("made-up").origin("Made up")

    def test_a_folder_that_cannot_be_written(self, tmp_path, monkeypatch):
        (tmp_path / "data").write_text("a file where the folder should be")
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
        with pytest.raises(TableError, match="cannot be written"):
            recipes._write({tmp_path / "data" / "datapackage.json": b"{}"})


class TestRemedies:
    """What to do depends on where a file was found wanting."""

    def test_nothing_that_was_derived_is_to_be_restored(self):
        assert "git checkout" not in recipes.DERIVED + recipes.MEND + reading.REFETCH + sources.REPLACED

    @pytest.mark.parametrize(
        ("table", "remedy"),
        [("arms/recipient_totals", storage.RESTORE), ("evidence/timeline", storage.RESTORE_KEPT)],
    )
    def test_a_damaged_table(self, tmp_path, monkeypatch, table, remedy):
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
        with pytest.raises(TableError) as stopped:
            catalogue.load(table)
        assert stopped.value.remedy == remedy
        with pytest.raises(TableError) as stopped:
            catalogue.load(table, remedy=storage.REBUILD)
        assert "build again" in stopped.value.remedy

    def test_a_derived_table_that_breaks_its_contract(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
        short = catalogue.table("arms/recipient_totals")
        frame = pd.DataFrame({name: [] for name in short.columns})
        recipe = recipes.Recipe(
            "arms/recipient_totals", {"made-up": "Made up"}, "Everything.", lambda _: frame
        )
        with pytest.raises(TableError) as stopped:
            recipes.derive(recipe, Sources(tmp_path))
        assert stopped.value.remedy == recipes.DERIVED
