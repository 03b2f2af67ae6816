"""Measures of Russian acts and US troops, on tables small enough to reckon by hand."""

import pandas as pd
import pytest

import dossier
from dossier import catalogue
from dossier.indicators import us_effort


@pytest.fixture
def timeline():
    columns = ["event_id", "date", "precision", "date_end", "reported"]
    rows = [
        ("V001", "2010-10-28", "day", None, None),
        ("V002", "2015-05", "month", None, None),
        ("V003", "2013", "year", None, "2016-03-15"),
        ("V004", "2013", "span", "2014", "2021-08-28"),
        ("V005", "2016-02-24", "day", None, None),
    ]
    return pd.DataFrame(rows, columns=columns).astype("object")


@pytest.fixture
def coding():
    rows = [
        ("V001", "helped", "helped", "a raid"),
        ("V002", "harmed", "harmed", "a route closed"),
        ("V003", "alleged", "alleged", "a claim"),
        ("V004", "neither", "harmed", "a contact"),
        ("V005", "helped", "neither", "rifles"),
    ]
    return pd.DataFrame(rows, columns=["event_id", "effect", "effect_wide", "reason"])


def test_an_allegation_stands_in_the_year_it_was_made_and_an_act_in_its_own(timeline, coding):
    coded = us_effort.acts(timeline, coding).set_index("event_id")["year"]
    assert coded.to_dict() == {"V001": 2010, "V002": 2015, "V003": 2016, "V004": 2013, "V005": 2016}


def test_counts_by_year_under_both_codings(timeline, coding):
    coded = us_effort.acts(timeline, coding)
    main, wide = (us_effort.by_year(coded, column) for column in us_effort.CODINGS)
    assert main.index[0] == 2001
    assert main.index[-1] == 2021
    assert main.sum().to_dict() == {"helped": 2, "harmed": 1, "alleged": 1}
    assert wide.sum().to_dict() == {"helped": 1, "harmed": 2, "alleged": 1}
    assert wide.loc[2013, "harmed"] == 1


def test_what_became_public_later_is_not_known_earlier(timeline, coding):
    known = us_effort.acts(catalogue.cut("evidence/timeline", timeline, "A"), coding)
    assert set(known["event_id"]) == {"V001", "V002", "V003", "V005"}


def test_the_peak_compares_the_worst_years():
    counts = pd.DataFrame({"harmed": [1, 2, 0, 3]}, index=[2009, 2010, 2013, 2016])
    assert us_effort.peak(counts, (2009, 2012)) == us_effort.Peak(3, 6, 2, 3)


def test_the_grid_counts_allegations_only_where_it_is_told_to(timeline, coding):
    grid = us_effort.harm_grid(us_effort.acts(timeline, coding), [(2009, 2012), (2013, 2016)])
    assert len(grid) == 8
    late = grid[grid["first_year"].eq(2013) & grid["coding"].eq("effect")].set_index("alleged")
    assert late["inside"].to_dict() == {False: 1, True: 2}
    assert grid.loc[grid["first_year"].eq(2009), "inside"].eq(0).all()


def test_share_of_troop_years_leaves_out_what_is_not_reported():
    present = pd.DataFrame({"troops": [100, 300, None]}, index=[2008, 2010, 2021])
    assert us_effort.share_of_troop_years(present, (2009, 2012)) == 0.75


def test_troops_of_the_series_are_those_reported():
    """DMDC's reports of September 2010 and 2011, and the year that none covers."""
    present = us_effort.troops(dossier.load("conflict/us_troops_yearly"))
    assert present.loc[[2010, 2011], "troops"].tolist() == [81869, 82174]
    assert pd.isna(present.loc[2021, "troops"])
    assert present.index[present["filled_in"]].tolist() == [2018, 2019, 2020]


def test_ties_that_span_years_have_no_place():
    acts = pd.DataFrame(
        {
            "earliest": pd.to_datetime(["2013-01-01", "2015-12-23", "2016-12-27"]),
            "latest": pd.to_datetime(["2014-12-31", "2015-12-23", "2016-12-27"]),
            "outcome": ["O1", "O1", "O2"],
        }
    )
    counts = us_effort.ties_by_year(acts, 2017)
    assert counts.to_dict("list") == {"O1": [1, 0, 0], "O2": [0, 1, 0]}
    assert counts.index.tolist() == [2015, 2016, 2017]


def test_every_russian_act_and_council_resolution_of_the_war_is_coded():
    timeline = dossier.load("evidence/timeline")
    begins = timeline["date"].map(lambda words: pd.Period(words).end_time)
    inside = timeline[begins.ge("2001-09-11") & timeline["date"].lt("2021-08-15")]
    russian = inside["actors"].str.contains("Russia") | inside["actors"].eq("UN Security Council")
    asked = inside[russian | inside["relevance"].str.contains("r2")]
    assert set(asked["event_id"]) == set(dossier.load("evidence/us_effort")["event_id"])


def test_the_wide_coding_only_ever_favours_the_hypothesis():
    coding = dossier.load("evidence/us_effort")
    moved = coding[coding["effect"].ne(coding["effect_wide"])]
    assert set(zip(moved["effect"], moved["effect_wide"], strict=True)) == {
        ("helped", "neither"),
        ("neither", "harmed"),
    }


def test_guard_and_reserve_come_on_top_of_active_personnel():
    """The sums of the DMDC reports of September 2011 and 2016."""
    quarterly = dossier.load("conflict/us_troops")
    assert us_effort.with_reserve(quarterly, 2011) == 82_177 + 17_189
    assert us_effort.with_reserve(quarterly, 2016) == 9_027 + 1_776


def test_manas_is_alleged_and_the_years_of_most_troops_hold_no_established_harm():
    coded = us_effort.acts(dossier.load("evidence/timeline"), dossier.load("evidence/us_effort"))
    inside = us_effort.by_year(coded).loc[2009:2012].sum()
    assert inside.to_dict() == {"helped": 6, "harmed": 0, "alleged": 2}
