"""Headlines of RT and TASS, and polls taken in later."""

import pandas as pd
import pytest

from dossier import load

#: Checks of the description that need what the book does not keep.
NOT_HELD = {
    "29 of 52 TASS headlines are the fighting of 2026": "25 of them name Pakistan; the rest needs headlines",
}


@pytest.fixture(scope="module")
def headlines():
    return load("diplomacy/rt_tass_headlines")


@pytest.fixture(scope="module")
def months():
    return load("diplomacy/rt_tass_months").set_index(["outlet", "month"])


def test_rt_names_the_west_in_half_of_its_afghan_headlines(headlines):
    years = headlines["date"].dt.year.between(2014, 2020)
    rt = headlines[headlines["outlet"].eq("rt") & years]
    assert (len(rt), rt["us_nato"].sum(), rt["isil"].sum()) == (133, 72, 7)


def test_coverage_peaks_in_august_2021(months):
    rt = months.loc["rt", "afghan_or_taliban"]
    assert rt.nlargest(2).to_dict() == {"2021-08": 35, "2014-05": 15}


def test_recognition_is_reported_on_its_day(headlines):
    day = headlines[headlines["date"].eq("2025-07-03") & headlines["outlet"].eq("rt")]
    assert day["recognition"].any()


def test_volume_of_both_outlets(months):
    """The collectors count 16,739 articles of TASS."""
    volume = months.groupby("outlet")["headlines"].sum()
    assert volume.to_dict() == {"rt": 29_334, "tass": 16_739}


def test_headlines_and_their_monthly_counts_agree(headlines, months):
    by_month = headlines.groupby(["outlet", headlines["date"].dt.strftime("%Y-%m")]).size()
    counted = months["afghan_or_taliban"]
    pd.testing.assert_series_equal(
        by_month.reindex(counted.index, fill_value=0), counted, check_names=False, check_dtype=False
    )
    assert headlines["outlet"].value_counts().to_dict() == {"rt": 253, "tass": 52}


def test_tass_headlines_of_2026_are_mostly_on_pakistan(headlines):
    fighting = headlines[headlines["outlet"].eq("tass") & headlines["date"].ge("2026-02-01")]
    assert fighting["pakistan"].sum() == 25


def test_the_same_poll_in_two_compilations():
    """Asia Foundation, July 2018: 82 per cent without sympathy for the Taliban."""
    later = load("diplomacy/polls_later").query("question == 'taliban-no-sympathy'")
    earlier = load("diplomacy/polls").query("question == 'taliban-no-sympathy' and year == 2018")
    assert later["percent"].tolist() == [82]
    assert earlier["percent"].iloc[0] == pytest.approx(82, abs=1)


def test_gallup_in_2022():
    """Gallup, December 2022: 98 per cent suffer, 53 per cent would leave."""
    gallup = load("diplomacy/gallup_afghanistan").set_index(["item", "year"])["percent"]
    assert gallup["suffering", 2022] == 98
    assert gallup["would-leave", 2021] == gallup["would-leave", 2022] == 53
    assert 2020 not in gallup.index.get_level_values("year")
