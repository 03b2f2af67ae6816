"""Deaths of the annual tables: the dyads of the Afghan war at their edges, and counts worked out by hand."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import conflict

ESTIMATES = ["best", "low", "high"]


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in conflict.TABLES}


def test_deaths_within_leave_out_fighting_between_states():
    years = pd.DataFrame(
        {"country": ["RUS", "RUS", "RUS", "RUS", "TJK"], "year": [2015, 2021, 2023, 2024, 2021]}
    )
    for kind, figures in {"interstate": [0, 65, 100, 200, 0], "all": [82, 67, 204, 446, 9]}.items():
        for name, change in zip(ESTIMATES, (0, -1, 10), strict=True):
            years[f"{kind}_{name}"] = [max(0, figure + change) for figure in figures]
    within = conflict.deaths_within(years, "RUS", 2021)
    assert within["best"].to_dict() == {2021: 2, 2023: 104, 2024: 246}


def test_dyads_of_the_afghan_war_hold_both_releases_of_2016(tables):
    found = conflict.dyad_deaths(tables, 2016, 2016)
    listed = list(zip(found["dyad"], found["best"], found["basis"], strict=True))
    assert listed == [
        ("Government - IS", 2141, conflict.ANNUAL),
        ("Government - Taleban", 15775, conflict.ANNUAL),
        ("IS - Taleban", 181, conflict.ANNUAL),
        ("IS - Taleban", 481, conflict.COUNTRY),
    ]


def test_the_newest_release_counts_each_dyad_and_year_once(tables):
    newest = conflict.newest_release(conflict.dyad_deaths(tables, 2012, 2024))
    assert newest.duplicated(["dyad", "year"]).sum() == 0
    assert newest.query("year == 2016").set_index("dyad")["best"]["IS - Taleban"] == 481


def test_dyads_end_with_the_taliban_as_rebels(tables):
    found = conflict.dyad_deaths(tables, 2012, 2024)
    years = found.groupby("dyad")["year"].agg(["min", "max"])
    assert years.loc["Government - Taleban"].tolist() == [2012, 2021]
    assert years.loc["Government - IS"].tolist() == [2015, 2024]
    assert years.loc["IS - Taleban"].tolist() == [2015, 2019]
    last = found.query("dyad == 'Government - IS' and year == 2024").iloc[0]
    assert last[[*ESTIMATES, "basis"]].tolist() == [105, 76, 145, conflict.REMAINDER]


def test_dyads_outside_the_wars_fail(tables):
    with pytest.raises(EmptyWindowError, match="no dyad of the Afghan war in 1980-1988"):
        conflict.dyad_deaths(tables, 1980, 1988)


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
    found = conflict.suicide_attacks_by_year(attacks, "Islamic State", ("AFG",))
    assert found.to_dict("index") == {2015: {"attacks": 2, "killed_low": 3, "killed_high": 4}}
