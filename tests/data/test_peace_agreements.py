"""PA-X: agreements on Afghanistan."""

import pytest

from dossier import load

#: Checks that need rows which the book does not hold.
NEEDS_MORE = {"Version 6 holds 2003 agreements": "only those filed under Afghanistan are kept"}


@pytest.fixture(scope="module")
def agreements():
    return load("diplomacy/peace_agreements").set_index("agreement")


def test_days_of_the_doha_and_bonn_agreements(agreements):
    assert str(agreements.loc[2271, "date"].date()) == "2020-02-29"
    assert str(agreements.loc[272, "date"].date()) == "2001-12-05"


def test_the_doha_agreement_names_the_taliban_and_not_russia(agreements):
    doha = agreements.loc[2271]
    assert doha["states"] == "AFG;USA"
    assert doha["names_taliban"]
    assert not doha["names_russia"]


def test_russia_is_named_in_conferences_up_to_2011_and_never_beside_the_taliban(agreements):
    russian = agreements[agreements["names_russia"]]
    assert russian["date"].dt.year.tolist() == [1999, 2006, 2009, 2011, 2011]
    assert not russian["names_taliban"].any()
