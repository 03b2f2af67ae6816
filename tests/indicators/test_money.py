"""Measures of finance, aid and rents."""

import pandas as pd
import pytest

from dossier import load
from dossier.clocks import CLOCKS
from dossier.indicators import money


def test_a_recipient_without_a_record_is_nought_and_classes_add_up():
    rows = [("AFG", 2000, 1e9, 2e9, 0.0), ("AFG", 2022, 9e9, 0.0, 0.0)]
    finance = pd.DataFrame(rows, columns=["recipient", "year", *money.FLOWS])
    found = money.finance_by_recipient(finance, ["RUS", "AFG"], 2000, 2021)
    assert found["all"].to_dict() == {"AFG": 3.0, "RUS": 0.0}
    assert found.loc["AFG", "loans"] == 2.0


def test_a_share_of_aid_counts_the_years_in_which_the_donor_reported():
    rows = [
        ("AFG", 2009, None, "all official donors", 1000.0),
        ("AFG", 2010, None, "all official donors", 100.0),
        ("AFG", 2010, "RUS", None, 5.0),
    ]
    aid = pd.DataFrame(rows, columns=["recipient", "year", "donor_state", "sum_of", "net_oda_usd_million"])
    by_donor = money.aid_by_donor(aid, "AFG", ["RUS"])
    assert by_donor["RUS"].isna().tolist() == [True, False]
    assert money.aid_shares(by_donor, "RUS") == 0.05


def test_contracts_are_counted_by_clock():
    then, now = (
        [load(name, clock) for name in ("evidence/timeline", "evidence/event_codings")] for clock in CLOCKS
    )
    assert money.contracts_by_state(*then) == {"RUS": 0, "CHN": 2, "ARE": 1, "TUR": 1}
    assert money.contracts_by_state(*now) == {"RUS": 1, "CHN": 3, "ARE": 1, "TUR": 1}


def test_every_economic_event_with_russia_is_named_as_deal_offer_or_figure():
    timeline = load("evidence/timeline")
    steps = money.russian_steps(timeline, load("evidence/event_codings"))
    economic = timeline[timeline["category"].eq("economy") & timeline["actors"].str.contains("Russia")]
    assert set(economic["event_id"]) == set(steps["event_id"])


def test_mineral_rents_peak_where_the_source_says():
    shares = money.rents_and_aid(load("economy/afghan_rents"), load("economy/gdp"))
    assert shares["mineral_rents"].idxmax() == 2014
    assert shares["mineral_rents"].max() == pytest.approx(0.00003, abs=1e-6)


def test_no_chinese_official_project_in_afghanistan_is_in_mining():
    sectors = money.sectors_of(load("economy/china_projects"), "AFG")
    assert sectors["projects"].sum() == 96
    assert money.MINING_SECTOR not in sectors.index
    assert money.MINING_SECTOR in set(load("economy/china_projects")["sector"])
