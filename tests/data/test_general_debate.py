"""UN General Debate: word counts by speaker and year."""

import pytest

from dossier import load

#: Checks that need texts which the book does not keep.
NEEDS_MORE = {"V12 of the corpus holds 10760 speeches for 1946-2023": "speeches before 1979 are not counted"}

#: Speeches of states; the description counts the European Union as one more.
SPEECHES = {2020: 193, 2021: 194, 2022: 193, 2023: 192, 2024: 192}


@pytest.fixture(scope="module")
def terms():
    return load("diplomacy/general_debate_terms")


def test_speeches_by_year(terms):
    counts = terms.groupby("year").size()
    assert {year: counts[year] + 1 for year in SPEECHES} == SPEECHES


def test_soviet_speeches_name_afghanistan_most_after_the_invasion(terms):
    soviet = terms[terms["speaker"].eq("SUN")].set_index("year")["afghan"]
    assert (soviet[1980], soviet[1981], soviet[1989]) == (12, 11, 2)
    assert soviet.idxmax() == 1980
    assert soviet.index.max() == 1991


def test_russia_cannot_name_islamic_state_before_it_existed(terms):
    russian = terms[terms["speaker"].isin(["RUS", "SUN"])]
    assert russian.loc[russian["year"] < 2013, "isil"].sum() == 0


def test_one_russian_or_soviet_speech_a_year(terms):
    russian = terms[terms["speaker"].isin(["RUS", "SUN"])]
    assert sorted(russian["year"]) == list(range(1979, 2025))


def test_the_window_is_part_of_the_speech(terms):
    assert (terms["window_words"] <= terms["words"]).all()
    for word in ("taliban", "isil", "terrorism", "drugs", "us_nato", "neighbours"):
        assert (terms[f"window_{word}"] <= terms[word]).all(), word


def test_a_window_opens_only_where_afghanistan_is_named(terms):
    named = terms["afghan"] + terms["taliban"] > 0
    assert terms["afghan_sentences"].gt(0).eq(named).all()
    assert terms["window_words"].gt(0).eq(named).all()
