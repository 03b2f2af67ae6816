"""Measures of the annual tables, on a made-up record worked out by hand and on the tables at their edges."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import conflict as measures

ESTIMATES = ["best", "low", "high"]


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in measures.TABLES}


def frame(columns, rows):
    return pd.DataFrame(rows, columns=columns.split())


@pytest.fixture
def record():
    """Russia in three years: an annual row, a year with IS alone, and one that it shares with others."""
    kinds = ["state_based", "interstate", "non_state", "one_sided_groups", "all"]
    country_years = pd.DataFrame({"country": ["RUS"] * 4, "year": [2015, 2021, 2023, 2024]})
    figures = {
        "state_based": [80, 67, 204, 300],
        "interstate": [0, 65, 100, 200],
        "non_state": [0, 0, 0, 0],
        "one_sided_groups": [2, 0, 0, 146],
        "all": [82, 67, 204, 446],
    }
    for kind in kinds:
        for name, change in zip(ESTIMATES, (0, -1, 10), strict=True):
            country_years[f"{kind}_{name}"] = [max(0, figure + change) for figure in figures[kind]]
    parties = [
        ("RUS", 2015, "state-based", "Government of Russia - IS"),
        ("RUS", 2015, "state-based", "Government of Russia - Emirate"),
        ("RUS", 2021, "state-based", "Government of Russia - IS"),
        ("RUS", 2021, "state-based", "Government of Russia - Government of Ukraine"),
        ("RUS", 2023, "state-based", "Government of Russia - IS"),
        ("RUS", 2023, "state-based", "Government of Russia - LSR"),
        ("RUS", 2024, "state-based", "Government of Russia - IS"),
        ("RUS", 2024, "state-based", "Government of Russia - LSR"),
        ("RUS", 2024, "one-sided", "IS - Civilians"),
        ("RUS", 2024, "one-sided", "Government of Russia - Civilians"),
        ("RUS", 2024, "non-state", "ISIL - Emirate"),
    ]
    battle = [(13588, 2015, "Government of Russia", "IS", "RUS", 55, 50, 60)]
    return {
        "conflict/country_years": country_years,
        "conflict/country_parties": frame("country year type_of_violence parties", parties),
        "conflict/battle_deaths": frame("conflict_id year side_a side_b countries best low high", battle),
        "conflict/dyads": frame("conflict_id year", [(13588, 2015), (13588, 2024)]),
    }


def row(deaths, year, kind):
    found = deaths[deaths["year"].eq(year) & deaths["type_of_violence"].eq(kind)]
    return found[[*ESTIMATES, "basis"]].iloc[0].tolist()


def test_an_annual_row_wins(record):
    deaths = measures.is_deaths(record, ("RUS",))
    assert row(deaths, 2015, "state-based") == [55, 50, 60, measures.ANNUAL]


def test_the_only_rebels_of_a_country_year_get_its_deaths_less_those_between_states(record):
    deaths = measures.is_deaths(record, ("RUS",))
    assert row(deaths, 2021, "state-based") == [2, 2, 2, measures.COUNTRY]


def test_a_shared_country_year_gives_bounds_on_either_side_of_the_threshold(record):
    deaths = measures.is_deaths(record, ("RUS",))
    assert row(deaths, 2023, "state-based") == [0, 0, 24, measures.BOUNDS]
    assert row(deaths, 2024, "state-based") == [25, 25, 100, measures.BOUNDS]


def test_civilians_killed_by_the_only_group_are_its_own(record):
    deaths = measures.is_deaths(record, ("RUS",))
    assert row(deaths, 2024, "one-sided") == [146, 145, 156, measures.COUNTRY]


def test_a_name_that_only_contains_the_letters_is_not_is(record):
    deaths = measures.is_deaths(record, ("RUS",))
    assert "non-state" not in set(deaths["type_of_violence"])


def test_only_years_with_an_event_have_a_figure(record):
    assert measures.is_deaths_by_year(record, ("RUS",)).to_dict() == {2015: 55, 2021: 2, 2023: 0, 2024: 171}


def test_share_by_hand(record):
    """2015: 55 of 82; at its low 50 of 50 + (92 - 60), at its high 60 of 60 + (81 - 50)."""
    share = measures.is_share_of_deaths(record, "RUS").loc[2015]
    assert share["share"] == pytest.approx(55 / 82)
    assert share["share_low"] == pytest.approx(50 / 82)
    assert share["share_high"] == pytest.approx(60 / 91)


def test_share_of_a_window_by_hand(record):
    shares = measures.is_share_of_deaths(record, "RUS")
    assert measures.share_of_window(shares, 2015, 2021) == pytest.approx(57 / 149)
    with pytest.raises(EmptyWindowError, match="no deaths in 2016-2020"):
        measures.share_of_window(shares, 2016, 2020)


def test_deaths_within_leave_out_fighting_between_states(record):
    within = measures.deaths_within(record["conflict/country_years"], "RUS", 2021)
    assert within["best"].to_dict() == {2021: 2, 2023: 104, 2024: 246}


def test_dyads_of_the_afghan_war_hold_both_releases_of_2016(tables):
    found = measures.dyad_deaths(tables, 2016, 2016)
    listed = list(zip(found["dyad"], found["best"], found["basis"], strict=True))
    assert listed == [
        ("Government - IS", 2141, measures.ANNUAL),
        ("Government - Taleban", 15775, measures.ANNUAL),
        ("IS - Taleban", 181, measures.ANNUAL),
        ("IS - Taleban", 481, measures.COUNTRY),
    ]


def test_share_of_dyads_counts_the_newer_release_once(tables):
    found = measures.dyad_deaths(tables, 2012, 2024)
    assert measures.newest_release(found).duplicated(["dyad", "year"]).sum() == 0
    share = measures.share_of_dyads_with_is(found, 2016, 2016)
    assert share == pytest.approx((2141 + 481) / (2141 + 481 + 15775))


def test_dyads_end_with_the_taliban_as_rebels(tables):
    found = measures.dyad_deaths(tables, 2012, 2024)
    years = found.groupby("dyad")["year"].agg(["min", "max"])
    assert years.loc["Government - Taleban"].tolist() == [2012, 2021]
    assert years.loc["Government - IS"].tolist() == [2015, 2024]
    assert years.loc["IS - Taleban"].tolist() == [2015, 2019]
    last = found.query("dyad == 'Government - IS' and year == 2024").iloc[0]
    assert last[[*ESTIMATES, "basis"]].tolist() == [105, 76, 145, measures.REMAINDER]


def test_dyads_outside_the_wars_fail(tables):
    with pytest.raises(EmptyWindowError, match="no dyad of the Afghan war in 1980-1988"):
        measures.dyad_deaths(tables, 1980, 1988)


def test_is_deaths_never_exceed_those_of_the_country(tables):
    deaths = measures.is_deaths(tables, ("AFG", *measures.RUSSIA_AND_CENTRAL_ASIA))
    whole = tables["conflict/country_years"].set_index(["country", "year"])["all_best"]
    sums = deaths.groupby(["country", "year"])["best"].sum()
    assert (sums <= whole.loc[sums.index]).all()
    assert (deaths["low"] <= deaths["best"]).all()
    assert (deaths["best"] <= deaths["high"]).all()


def test_is_in_afghanistan_by_hand(tables):
    """2016: 2,141 with Kabul, 481 with the Taliban in release 25.1, 194 civilians, of 19,025 deaths."""
    share = measures.is_share_of_deaths(tables).loc[2016]
    assert share[["best", "all_best"]].tolist() == [2141 + 481 + 194, 19025]


def test_on_clock_a_the_record_ends_with_2015():
    then = measures.is_share_of_deaths({name: load(name, "A") for name in measures.TABLES})
    assert then.index.tolist() == [2015]


def test_is_in_central_asia_is_in_tajikistan_alone(tables):
    deaths = measures.is_deaths(tables, ("KAZ", "KGZ", "TJK", "TKM", "UZB"))
    assert set(deaths["country"]) == {"TJK"}
    assert deaths.groupby("year")["best"].sum().to_dict() == {2018: 56, 2019: 49}


def test_totals_of_the_newest_events_contain_the_parts(tables):
    """Tajikistan's four events: all of its deaths in fighting with IS, by the country-year route."""
    totals = tables["conflict/conflict_totals"].set_index("conflict_id")["best"]
    state_based = measures.is_deaths(tables, ("TJK", "RUS")).query("type_of_violence == 'state-based'")
    by_country = state_based.groupby("country")["best"].sum()
    assert by_country["TJK"] == totals[measures.IS_CONFLICTS["TJK"]] == 101
    assert by_country["RUS"] <= totals[measures.IS_CONFLICTS["RUS"]]


def test_suicide_attacks_count_confirmed_ones_of_either_claimant():
    attacks = pd.DataFrame(
        {
            "event_id": [1, 2, 3, 4],
            "date": pd.to_datetime(["2015-01-01", "2015-06-01", "2016-01-01", "2016-02-01"]),
            "status": ["confirmed suicide"] * 3 + ["possible - too few sources"],
            "country": ["AFG", "AFG", "PAK", "AFG"],
            "groups": ["Taliban (IEA); Islamic State - Khorasan Province", *["Islamic State - X"] * 3],
            "killed_low": [1, 2, 4, 8],
            "killed_high": [1, 3, 4, 8],
        }
    )
    found = measures.suicide_attacks_by_year(attacks, "Islamic State", ("AFG",))
    assert found.to_dict("index") == {2015: {"attacks": 2, "killed_low": 3, "killed_high": 4}}
