"""Measures of arms for the parties of the Afghan wars: small tables by hand, and SIPRI's own totals."""

import pandas as pd
import pytest

import dossier
from dossier.indicators import client_arms

KIND = client_arms.MISSILE


@pytest.fixture
def register():
    columns = [
        "deal", "recipient", "supplier", "designation", "category", "delivered",
        "delivery_first", "delivery_last", "aid", "paid_by",
    ]  # fmt: skip
    rows = [
        (1, "mujahedin", "USA", "Stinger", KIND, 800, 1986, 1988, False, None),
        (2, "PAK", "CHN", "HN-5", KIND, 100, 1986, 1988, False, None),
        (3, "AFG", "RUS", "Mi-17", "transport helicopter", 4, 2009, 2009, False, "USA"),
        (4, "AFG", "RUS", "Mi-24", "combat helicopter", 1, 2002, 2002, True, None),
        (5, "AFG", "RUS", "Mi-17", "transport helicopter", 3, 2014, 2014, False, "ARE"),
        (6, "AFG", "USA", "MD-500E", "light helicopter", 6, 2015, 2016, False, None),
        (7, "AFG", "SUN", "Mi-8T", "transport helicopter", 50, 1979, 1981, False, None),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_missiles_are_those_of_afghan_recipients(register):
    assert client_arms.portable_missiles(register)["designation"].tolist() == ["Stinger"]


def test_payers_are_named_given_or_silent(register):
    flown = client_arms.helicopters(register, 2002)
    assert flown["payer"].tolist() == [client_arms.GIFT, "USA", "ARE", client_arms.SILENT]


def test_share_paid_by_others_counts_machines_not_deals(register):
    assert client_arms.share_paid_by_others(client_arms.helicopters(register, 2002), "RUS") == 7 / 8
    until_2013 = client_arms.helicopters(register.query("delivery_last <= 2013"), 2002)
    assert client_arms.share_paid_by_others(until_2013, "RUS") == 4 / 5


def test_supporters_are_named_once_a_year_and_groups_are_left_out():
    rows = [
        (2014, "Taleban", "Government of Afghanistan", "RUS"),
        (2014, "Taleban", "Government of Afghanistan", "RUS"),
        (2014, "Taleban", "Government of Afghanistan", None),
        (2014, "Taleban", "IS", "PAK"),
        (2018, "Taleban", "Government of Afghanistan", "IRN"),
    ]
    support = pd.DataFrame(rows, columns=["year", "actor", "opponent", "supporter_state"])
    named = client_arms.named_supporters(support, "Taleban", "Government of Afghanistan", 2002, 2017)
    assert named.to_dict("records") == [{"year": 2014, "supporter_state": "RUS"}]


def test_totals_to_afghan_recipients_are_those_of_the_release_of_2022():
    """Sums of SIPRI's table, 1973-2021: the Soviet Union and Russia stand apart."""
    delivered = client_arms.deliveries(dossier.load("arms/transfers"), 1973, 2021)
    sums = delivered.groupby(["recipient", "supplier"])["tiv_million"].sum()
    assert sums["mujahedin"].to_dict() == {"CHN": 46, "EGY": 16, "GBR": 8, "USA": 66, "unknown-supplier": 1}
    assert sums["northern-alliance"].to_dict() == {"RUS": 228}
    assert sums["AFG", "RUS"] == 587
    assert delivered.query("recipient == 'AFG' and supplier == 'SUN'")["year"].max() == 1991


def test_the_register_names_nothing_for_the_taliban():
    assert not dossier.load("arms/register")["recipient"].eq("taliban").any()
