"""PRIO and UCDP battle deaths by country: the known checks, and what UCDP's own table says."""

import pytest

from dossier import load

#: Lacina and Gleditsch's total for Afghanistan 1978-2002 is PRIO's alone; the joined series takes UCDP's
#: lower figures from 1989.
NOT_REPRODUCED = {"battle deaths in Afghanistan 1978-2002": (562_995, 544_510)}


@pytest.fixture(scope="module")
def afghanistan():
    return load("conflict/battle_deaths_by_country").query("country == 'AFG'").set_index("year")


def test_afghan_total_of_the_joined_series(afghanistan):
    published, computed = NOT_REPRODUCED["battle deaths in Afghanistan 1978-2002"]
    assert afghanistan.loc[1978:2002, "best"].sum() == computed
    assert computed == pytest.approx(published, rel=0.04)


def test_series_change_between_1988_and_1989(afghanistan):
    assert set(afghanistan.loc[:1988, "series"]) == {"PRIO 3.1"}
    assert set(afghanistan.loc[1989:, "series"]) == {"UCDP GED 23.1"}


def test_soviet_war_low_estimates_are_twenty_times_below_best(afghanistan):
    war = afghanistan.loc[1979:1988]
    assert (war["best"] / war["low"]).between(19, 21).all()


def test_ucdp_part_agrees_with_the_country_years(afghanistan):
    """Release 23.1 beside 25.1: 2021 to the last death, the years together within a hundredth."""
    years = load("conflict/country_years").query("country == 'AFG'").set_index("year")["state_based_best"]
    assert afghanistan.loc[2021, "best"] == years[2021] == 35_787
    assert afghanistan.loc[1989:, "best"].sum() == pytest.approx(years.loc[1989:2022].sum(), rel=0.01)


def test_estimates_out_of_order_are_the_known_one():
    """Pakistan in 2000: a best estimate one death above the high one, upstream."""
    table = load("conflict/battle_deaths_by_country")
    assert (table["low"] <= table["best"]).all()
    wrong = table[table["best"] > table["high"]]
    assert list(zip(wrong["country"], wrong["year"], strict=True)) == [("PAK", 2000)]
