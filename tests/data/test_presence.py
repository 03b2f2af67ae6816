"""US troops and deaths: reported figures."""

import dossier

#: Published 2,461 with civilians, and 499 in 2010; the source counts somewhat fewer.
NOT_REPRODUCED = {"all years": (2461, 2450), "2010": (499, 498)}


def test_troops_of_september_2017_are_the_reported_ones():
    troops = dossier.load("conflict/us_troops").query("year == 2017 and month == 9").set_index("state")
    assert troops.loc["AFG", ["active", "reserve"]].sum() == 15_298
    assert troops.loc["IRQ", ["active", "reserve"]].sum() == 8_892


def test_june_2014_is_the_report_and_not_the_doubled_figure():
    troops = dossier.load("conflict/us_troops").query("state == 'AFG' and year == 2014 and month == 6")
    assert troops["active"].tolist() == [32_477]


def test_fill_ins_and_unreported_years_are_as_the_card_warns():
    yearly = dossier.load("conflict/us_troops_yearly").query("state == 'AFG'").set_index("year")
    assert yearly.index[yearly["filled_in"]].tolist() == [2018, 2019, 2020]
    assert yearly.loc[[2018, 2019, 2020], "troops"].tolist() == [14_000, 13_000, 8_600]
    assert yearly["troops"].isna().sum() == 1
    reported = dossier.load("conflict/us_troops").query(
        "state == 'AFG' and (2002 <= year <= 2005 or year >= 2018)"
    )
    assert reported["active"].isna().all()


def test_us_deaths():
    deaths = dossier.load("conflict/us_deaths")
    by_year = deaths.groupby(deaths["month"].str[:4])["deaths"].sum()
    assert by_year.sum() == NOT_REPRODUCED["all years"][1]
    assert by_year["2010"] == NOT_REPRODUCED["2010"][1]
    assert by_year.idxmax() == "2010"
    august = deaths.query("month == '2021-08' and hostile")
    assert august["deaths"].sum() == 13
