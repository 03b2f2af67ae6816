"""Deaths to 2025, civilians by party and US weapons, against what UCDP, UNAMA and AFCENT published."""

import pytest

from dossier import load

#: Civilian casualties by year in UNAMA's revised series of February 2020, and in its report for 2020.
CASUALTIES = {
    2009: 5969,
    2010: 7162,
    2011: 7842,
    2012: 7590,
    2013: 8638,
    2014: 10535,
    2015: 11035,
    2016: 11452,
    2017: 10459,
    2018: 10993,
    2019: 10392,
    2020: 8820,
}
#: Government of Afghanistan against IS, 2015-2025, best estimates of release 26.1.
AGAINST_IS = [679, 2141, 2795, 2842, 1075, 316, 264, 258, 163, 105, 56]
#: AFCENT's yearly totals of weapons released.
WEAPONS = {"2014": 2365, "2015": 947, "2016": 1337, "2017": 4361, "2018": 7362, "2019": 7423}


@pytest.fixture(scope="module")
def deaths():
    return load("conflict/battle_deaths_to_2025")


@pytest.fixture(scope="module")
def civilians():
    return load("conflict/civilian_casualties").set_index("period")


@pytest.fixture(scope="module")
def parties():
    return load("conflict/civilian_casualties_by_party").set_index(["period", "party"])


def test_deaths_against_is_in_afghanistan(deaths):
    afghan = deaths.query("conflict_id == 13637").set_index("year")["best"]
    assert afghan.to_dict() == dict(zip(range(2015, 2026), AGAINST_IS, strict=True))
    assert afghan.idxmin() == 2025


@pytest.mark.parametrize(
    ("dyad", "published"),
    [
        (12291, {2024: 61, 2025: 178}),
        (857, {2023: 752, 2024: 1192, 2025: 2268}),
    ],
)
def test_deaths_on_the_border_and_in_pakistan(deaths, dyad, published):
    found = deaths.query("dyad_id == @dyad").set_index("year")["best"]
    assert {year: found[year] for year in published} == published


def test_resistance_to_the_taliban_fades(deaths):
    """NRF and AFF together: 689, 78, 29, 25 in 2022-2025."""
    resistance = deaths.query("side_b in ['NRF', 'AFF'] and year > 2021").groupby("year")["best"].sum()
    assert resistance.tolist() == [689, 78, 29, 25]


def test_russia_against_is_is_listed_in_2024_alone_since_2021(deaths):
    russia = deaths.query("location == 'RUS'").set_index("year")["best"]
    assert russia[russia.index > 2020].to_dict() == {2024: 53}


def test_estimates_are_in_order(deaths):
    assert (deaths["low"] <= deaths["best"]).all()
    assert (deaths["best"] <= deaths["high"]).all()
    assert deaths["best"].min() >= 25


def test_civilians_by_year_are_the_published_ones(civilians):
    assert {year: civilians.loc[str(year), "casualties"] for year in CASUALTIES} == CASUALTIES
    assert (civilians["killed"] + civilians["injured"]).eq(civilians["casualties"]).all()


def test_more_than_35000_killed_and_65000_injured_in_eleven_years(civilians):
    years = civilians.loc[[str(year) for year in range(2009, 2020)]]
    assert tuple(years[["killed", "injured"]].sum()) == (35_517, 66_550)


def test_is_from_82_casualties_to_899_and_a_fifth(parties):
    assert parties.loc[("2015", "is"), "casualties"] == 82
    assert parties.loc[("2016", "is"), "casualties"] == 899
    assert parties.loc[("2018", "is"), "share_percent"] == 20


def test_anti_government_parties_of_2016_leave_43_to_others(parties):
    """The report of February 2017 counted 11,418 in all: 6,994 are 61 per cent of it."""
    found = parties.loc["2016", "casualties"]
    named = found[["taliban", "is", "undetermined-anti-government"]].sum()
    assert found["all-anti-government"] - named == 43
    assert 100 * found["all-anti-government"] / 11_418 == pytest.approx(
        parties.loc[("2016", "all-anti-government"), "share_percent"], abs=0.5
    )


def test_the_talibans_share_of_2020_is_the_printed_one(parties, civilians):
    share = 100 * parties.loc[("2020", "taliban"), "casualties"] / civilians.loc["2020", "casualties"]
    assert share == pytest.approx(parties.loc[("2020", "taliban"), "share_percent"], abs=0.5)


def test_parts_of_2018_sum_to_all_within_rounding(parties):
    shares = parties.loc["2018", "share_percent"]
    wholes = ["all-anti-government", "all-pro-government", "crossfire", "other"]
    assert shares[wholes].sum() == 100
    assert shares.drop(wholes).sum() == shares[wholes[:2]].sum()


def test_weapons_by_year_are_afcents():
    weapons = load("conflict/us_weapons").set_index("period")["weapons"]
    assert {year: weapons[year] for year in WEAPONS} == WEAPONS
    assert weapons["2018"] + weapons["2019"] > weapons[["2014", "2015", "2016", "2017"]].sum()
    assert load("conflict/us_weapons").query("derived")["period"].tolist() == ["2018-12"]
    assert weapons["2018-12"] - weapons["2019-01"] == 76
