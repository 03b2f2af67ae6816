"""Deaths with IS as a party, on a made-up record worked out by hand and on the tables at their edges."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import conflict, islamic_state

ESTIMATES = ["best", "low", "high"]


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in conflict.TABLES}


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
    deaths = islamic_state.is_deaths(record, ("RUS",))
    assert row(deaths, 2015, "state-based") == [55, 50, 60, conflict.ANNUAL]


def test_the_only_rebels_of_a_country_year_get_its_deaths_less_those_between_states(record):
    deaths = islamic_state.is_deaths(record, ("RUS",))
    assert row(deaths, 2021, "state-based") == [2, 2, 2, conflict.COUNTRY]


def test_a_shared_country_year_gives_bounds_on_either_side_of_the_threshold(record):
    deaths = islamic_state.is_deaths(record, ("RUS",))
    assert row(deaths, 2023, "state-based") == [0, 0, 24, islamic_state.BOUNDS]
    assert row(deaths, 2024, "state-based") == [25, 25, 100, islamic_state.BOUNDS]


def test_civilians_killed_by_the_only_group_are_its_own(record):
    deaths = islamic_state.is_deaths(record, ("RUS",))
    assert row(deaths, 2024, "one-sided") == [146, 145, 156, conflict.COUNTRY]


def test_a_name_that_only_contains_the_letters_is_not_is(record):
    deaths = islamic_state.is_deaths(record, ("RUS",))
    assert "non-state" not in set(deaths["type_of_violence"])


def test_only_years_with_an_event_have_a_figure(record):
    assert islamic_state.is_deaths_by_year(record, ("RUS",)).to_dict() == {
        2015: 55,
        2021: 2,
        2023: 0,
        2024: 171,
    }


def test_share_by_hand(record):
    """2015: 55 of 82; at its low 50 of 50 + (92 - 60), at its high 60 of 60 + (81 - 50)."""
    share = islamic_state.is_share_of_deaths(record, "RUS").loc[2015]
    assert share["share"] == pytest.approx(55 / 82)
    assert share["share_low"] == pytest.approx(50 / 82)
    assert share["share_high"] == pytest.approx(60 / 91)


def test_share_of_a_window_by_hand(record):
    shares = islamic_state.is_share_of_deaths(record, "RUS")
    assert islamic_state.share_of_window(shares, 2015, 2021) == pytest.approx(57 / 149)
    with pytest.raises(EmptyWindowError, match="no deaths in 2016-2020"):
        islamic_state.share_of_window(shares, 2016, 2020)


def test_is_deaths_never_exceed_those_of_the_country(tables):
    deaths = islamic_state.is_deaths(tables, ("AFG", *islamic_state.RUSSIA_AND_CENTRAL_ASIA))
    whole = tables["conflict/country_years"].set_index(["country", "year"])["all_best"]
    sums = deaths.groupby(["country", "year"])["best"].sum()
    assert (sums <= whole.loc[sums.index]).all()
    assert (deaths["low"] <= deaths["best"]).all()
    assert (deaths["best"] <= deaths["high"]).all()


def test_is_in_afghanistan_by_hand(tables):
    """2016: 2,141 with Kabul, 481 with the Taliban in release 25.1, 194 civilians, of 19,025 deaths."""
    share = islamic_state.is_share_of_deaths(tables).loc[2016]
    assert share[["best", "all_best"]].tolist() == [2141 + 481 + 194, 19025]


def test_on_clock_a_the_record_ends_with_2015():
    then = islamic_state.is_share_of_deaths({name: load(name, "A") for name in conflict.TABLES})
    assert then.index.tolist() == [2015]


def test_is_in_central_asia_is_in_tajikistan_alone(tables):
    deaths = islamic_state.is_deaths(tables, ("KAZ", "KGZ", "TJK", "TKM", "UZB"))
    assert set(deaths["country"]) == {"TJK"}
    assert deaths.groupby("year")["best"].sum().to_dict() == {2018: 56, 2019: 49}


def test_totals_of_the_newest_events_contain_the_parts(tables):
    """Tajikistan's four events: all of its deaths in fighting with IS, by the country-year route."""
    totals = tables["conflict/conflict_totals"].set_index("conflict_id")["best"]
    state_based = islamic_state.is_deaths(tables, ("TJK", "RUS")).query("type_of_violence == 'state-based'")
    by_country = state_based.groupby("country")["best"].sum()
    assert by_country["TJK"] == totals[conflict.IS_CONFLICTS["TJK"]] == 101
    assert by_country["RUS"] <= totals[conflict.IS_CONFLICTS["RUS"]]
