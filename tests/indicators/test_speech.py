"""Measures of what was said, on made-up rows worked out by hand and on the tables at their edges."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import speech as measures
from dossier.tables.speech import UN_THEMES


@pytest.fixture
def statements():
    return pd.DataFrame(
        {
            "date": pd.to_datetime(["2016-06-21", "2021-08-14", "2021-08-15", "2022-01-01"]),
            "isil": [True, False, True, False],
            "drugs": [False, False, False, True],
        }
    )


@pytest.fixture
def estimates():
    rows = [
        ("S01", "2015-10-08", "RUS", 2000, 3000, "country"),
        ("S02", "2016-02-11", "USA", 1000, 3000, "country"),
        ("S03", "2016-04", "RUS", 10000, None, "country"),
        ("S04", "2019-05-21", "RUS", 5000, 5000, "north"),
        ("S05", "2019-05-21", "USA", 600, 2000, "country"),
        ("S06", "2022", "UN", None, 4000, "country"),
    ]
    frame = pd.DataFrame(rows, columns=["estimate_id", "date", "side", "low", "high", "scope"])
    return frame.astype({"low": "Int64", "high": "Int64"})


def test_a_break_begins_the_later_period(statements):
    found = measures.themes_by_period(statements, ["isil", "drugs"], ["2021-08-15"])
    rows = found.set_index(["period", "theme"])[["count", "n", "share"]]
    assert rows.loc[(0, "isil")].tolist() == [1, 2, 0.5]
    assert rows.loc[(1, "isil")].tolist() == [1, 2, 0.5]
    assert rows.loc[(1, "drugs")].tolist() == [1, 2, 0.5]


def test_without_a_statement_there_is_no_period(statements):
    with pytest.raises(EmptyWindowError, match="no statement"):
        measures.themes_by_period(statements.iloc[:0], ["isil"])


def test_counts_of_all_periods_add_up_on_the_table():
    table = load("diplomacy/un_statements")
    found = measures.themes_by_period(table, UN_THEMES, ["2021-08-15"])
    assert found.groupby("theme")["count"].sum().to_dict() == table[list(UN_THEMES)].sum().to_dict()
    assert found.groupby("theme")["n"].sum().eq(len(table)).all()


def test_only_whole_years_have_a_rate():
    months = [*[f"2015-{month:02d}" for month in range(1, 13)], "2016-01"]
    frame = pd.DataFrame({"month": months, "headlines": 100, "afghan_or_taliban": 0, "isil": 3, "drugs": 1})
    found = measures.headlines_by_year(frame)
    assert found.index.tolist() == [2015]
    assert found.loc[2015, ["headlines", "isil", "isil_per_thousand"]].tolist() == [1200, 36, 30]
    with pytest.raises(EmptyWindowError, match="no complete year"):
        measures.headlines_by_year(frame.iloc[:11])


def test_peak_and_means_before_and_after():
    found = measures.peak(pd.Series([1.0, 4.0, 2.0, 0.0], index=[2012, 2013, 2014, 2015]), 2014)
    assert found == {"year": 2013, "value": 4.0, "before": 2.5, "after": 1.0}


def test_naming_both_counts_rows_where_both_hold(statements):
    assert measures.naming_both(statements.assign(drugs=True), "isil", "drugs") == 2


def test_speeches_join_a_state_under_both_names():
    found = measures.speeches(load("diplomacy/general_debate_terms"))
    assert found.index.tolist() == list(range(1979, 2025))
    # Counted by hand in the corpus: 2002 names Afghanistan twice and the Taliban once.
    assert found.loc[2002, "afghanistan"] == 3
    assert measures.speeches(load("diplomacy/general_debate_terms", "A")).index[-1] == 2016


def test_years_naming_count_years_and_not_mentions():
    found = measures.years_naming(load("diplomacy/general_debate_terms"), ["RUS", "PAK", "CHN"], 2015, 2018)
    assert found.index.tolist() == ["RUS", "PAK", "CHN"]
    assert found.loc["RUS"].tolist() == [4, 0, 3, 0]
    assert found.loc["PAK", "afghanistan"] == 4


def test_strength_takes_the_middle_of_dates_and_figures(estimates):
    rows = measures.strength(estimates).set_index("estimate_id")
    assert rows.loc["S01", "fighters"] == 2500
    assert rows.loc["S03", ["fighters", "least", "most"]].tolist() == [10000] * 3
    assert str(rows.loc["S03", "day"].date()) == "2016-04-15"
    assert rows.loc["S06", "fighters"] == 4000


def test_pairs_take_the_nearest_figure_for_the_whole_country(estimates):
    pairs = measures.strength_pairs(estimates).set_index("russian")
    assert pairs.index.tolist() == ["S01", "S03"]
    assert pairs.loc["S01", ["other", "days_apart", "ratio"]].tolist() == ["S02", 126, 1.25]
    assert pairs.loc["S03", ["ratio", "ratio_most"]].tolist() == [5, 10]
    assert pairs.loc["S01", "ratio_least"] == pytest.approx(2 / 3)


def test_pairs_need_both_figures_by_the_day(estimates):
    with pytest.raises(EmptyWindowError, match="no two figures within 183 days"):
        measures.strength_pairs(estimates.query("date <= '2016-02-10'"))
    with pytest.raises(EmptyWindowError, match="no two figures within 10 days"):
        measures.strength_pairs(estimates, within=10)
