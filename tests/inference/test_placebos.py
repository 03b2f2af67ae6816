"""Placebo measures on tables small enough to reckon by hand."""

import pandas as pd
import pytest

from dossier.inference import placebos


def test_changes_of_share_of_one_recipient_add_up_to_nought():
    rows = [
        ("CHN", "PAK", 2010, 60),
        ("RUS", "PAK", 2010, 40),
        ("CHN", "PAK", 2015, 25),
        ("RUS", "PAK", 2015, 75),
        ("RUS", "IND", 2010, 5),
        ("FRA", "IND", 2016, 5),
        ("USA", "northern-alliance", 2010, 9),
    ]
    transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    changes = placebos.changes_of_share(transfers, (2010, 2014), (2015, 2019)).set_index(
        ["supplier", "recipient"]
    )
    assert changes["change"].to_dict() == pytest.approx(
        {("FRA", "IND"): 1, ("RUS", "PAK"): 0.35, ("CHN", "PAK"): -0.35, ("RUS", "IND"): -1}
    )


@pytest.fixture
def war():
    battle = pd.DataFrame(
        [
            (1, "Government of Iraq", "IS", "IRQ", 2014, 80),
            (1, "Government of Iraq", "IS", "IRQ SYR", 2015, 30),
            (2, "Government of Chad", "IS", "TCD", 2015, 60),
            (3, "Government of Algeria", "AIS", "DZA", 2015, 500),
        ],
        columns=["conflict_id", "side_a", "side_b", "countries", "year", "best"],
    )
    nonstate = pd.DataFrame(
        [
            (7, "IS", "SDF", "IRQ", 2014, 0),
            (7, "IS", "SDF", "IRQ SYR", 2015, 20),
            (8, "IS", "JRTN", "SYR", 2015, 30),
        ],
        columns=["dyad_id", "side_a", "side_b", "countries", "year", "best"],
    )
    years = pd.DataFrame(
        [("IRQ", 2014, 200, 100), ("IRQ", 2015, 100, 0), ("TCD", 2015, 50, 0), ("SYR", 2015, 200, 0)],
        columns=["country", "year", "all_best", "interstate_best"],
    )
    return {
        "conflict/battle_deaths": battle,
        "conflict/nonstate_deaths": nonstate,
        "conflict/country_years": years,
    }


def test_highest_share_of_is_stays_within_one_and_leaves_wars_fought_abroad_with_their_government(war):
    found = placebos.highest_share_of_is(war, 2020).set_index("country")
    # Iraq 2014: 80 of 200 - 100; 2015: 30 + 20 of 100. Chad: 60 of 50 is set to one. Syria: 30 of 200, without
    # what crossed the border of Iraq, where those sides fought in most years. AIS is not IS.
    assert found["share"].to_dict() == pytest.approx({"TCD": 1.0, "IRQ": 0.8, "SYR": 0.15})
    assert found.loc["IRQ", "year"] == 2014
    assert placebos.highest_share_of_is(war, 2014)["country"].tolist() == ["IRQ"]


def test_share_of_own_fights(war):
    found = placebos.share_of_own_fights(war["conflict/battle_deaths"], 2014, 2015).set_index("government")
    assert found["share"].to_dict() == {
        "Government of Chad": 1,
        "Government of Iraq": 1,
    }


def test_changes_of_agreement_need_every_year():
    rows = [("PAK", "RUS", 2010, 0.5), ("PAK", "RUS", 2011, 0.7), ("IND", "RUS", 2010, 0.5)]
    agreement = pd.DataFrame(rows, columns=["state_a", "state_b", "year", "agreement"])
    found = placebos.changes_of_agreement(agreement, (2010, 2010), (2011, 2011))
    assert found[["state_a", "state_b"]].to_numpy().tolist() == [["PAK", "RUS"]]
    assert found["change"].tolist() == pytest.approx([0.2])


def test_placebo_dates_use_windows_as_long_as_the_real_one():
    days = pd.to_datetime(["2019-01-15", "2019-02-10", "2019-02-20", "2019-03-10"])
    acts = pd.DataFrame({"earliest": days, "latest": days})
    found = placebos.switch_off_elsewhen(acts, "2019-02-15", "2019-03-15", "2019-02-01", "2019-03-01")
    # 28 days: 1 Feb has one act before and two after; 15 Feb one and two; 1 March two and one.
    assert found["cut"].dt.day.tolist() == [1, 15, 1]
    assert found[["before", "after"]].to_numpy().tolist() == [[1, 2], [1, 2], [2, 1]]
