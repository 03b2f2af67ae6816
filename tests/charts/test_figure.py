"""A figure is declared once; its words stand in a file and hold or stop the build."""

import json

import pandas as pd
import pytest

from dossier import paths
from dossier.charts import figure as declared
from dossier.charts.figure import Drawn, figure, written
from dossier.charts.style import canvas
from dossier.errors import FigureError
from dossier.tables.fields import Field

WORDS = """# {{ sold[2021] | count }} million in 2021

Million dollars

caption: Sales were {{ share | percent(1) }}
of all.

alt: Bars: {{ sold[2021] | decimal }}.

columns:
"""
YEAR = "- year: Calendar year of {{ sold[2021] | count }} sales\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(declared, "FOLDER", tmp_path)
    (tmp_path / "r4-sales.md").write_text(WORDS + YEAR, encoding="utf-8")
    return tmp_path


FACTS = {"sold": pd.Series({2021: 1234.5}), "share": 0.125}


def drawn(holds=True, facts=FACTS):
    @figure("r4-sales", reads=("economy/trade_imf",))
    def sales():
        return Drawn(canvas()[0], pd.DataFrame({"year": [2021]}), facts, holds)

    return sales()


def test_words_are_filled_with_the_facts(folder):
    exhibit = drawn()
    assert exhibit.title == "1,234 million in 2021"
    assert exhibit.caption == "Sales were 12.5% of all."
    assert exhibit.alt == "Bars: 1,234.5."
    assert (exhibit.id, exhibit.tables) == ("r4-sales", ("economy/trade_imf",))
    assert [text.get_text() for text in exhibit.figure.texts] == ["1,234 million in 2021", "Million dollars"]


def test_a_title_that_does_not_hold_stops_by_name(folder):
    with pytest.raises(FigureError, match=r"r4-sales\.md.*1,234 million in 2021.*the data do not"):
        drawn(holds=False)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (WORDS, "a part is missing"),
        (WORDS.replace("caption: ", "") + YEAR, "a part is missing"),
        (WORDS.replace("share", "shares") + YEAR, "'shares' is undefined"),
        (WORDS.replace("percent", "per_cent") + YEAR, "No filter named 'per_cent'"),
    ],
)
def test_words_that_cannot_be_filled_in_stop_by_name(folder, words, message):
    (folder / "r4-sales.md").write_text(words, encoding="utf-8")
    with pytest.raises(FigureError, match=message):
        written("r4-sales", FACTS)


def test_columns_are_explained_by_the_file_or_by_the_tables(folder):
    assert drawn().fields == {"year": Field("Calendar year of 1,234 sales")}
    data = pd.DataFrame({"supplier": ["RUS"], "tiv_million": [1]})
    listed = WORDS + "- supplier: Seller\n- tiv_million\n"
    (folder / "r4-sales.md").write_text(listed, encoding="utf-8")
    fields = declared.described("r4-sales", data, ("arms/transfers",))
    assert fields["tiv_million"].unit == "million TIV"
    assert fields["supplier"] == Field("Seller")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("- seller: Who sold", "does not name the columns of the data"),
        ("- year of sale", "does not name the columns of the data"),
        ("- year", "evidence/acts do not explain the column year"),
    ],
)
def test_a_column_that_nothing_explains_stops_by_name(folder, columns, message):
    (folder / "r4-sales.md").write_text(f"{WORDS}{columns}\n", encoding="utf-8")
    with pytest.raises(FigureError, match=message):
        declared.described("r4-sales", pd.DataFrame({"year": [2021]}), ("evidence/acts",))


def test_words_that_are_missing_stop_by_name(folder):
    with pytest.raises(FigureError, match=r"r4-none\.md: the words are missing"):
        written("r4-none", FACTS)


def test_every_file_of_words_is_in_its_form():
    for path in sorted(declared.FOLDER.glob("*.md")):
        assert declared.PARTS.fullmatch(path.read_text(encoding="utf-8").strip()), paths.shown(path)


def test_every_column_of_every_published_figure_has_a_meaning():
    for path in sorted((paths.ROOT / "figures").glob("*.json")):
        columns = json.loads(path.read_text(encoding="utf-8"))["columns"]
        assert not [each["name"] for each in columns if not each.get("meaning")], path.name
