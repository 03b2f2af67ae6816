"""CPOST's suicide attacks: the known checks of the reduced file."""

import pandas as pd
import pytest

from dossier import load

#: Points at the Torkham crossing lie outside the polygon of Afghanistan.
AFGHAN_ROWS_AND_INSIDE = (1596, 1587)

#: The description counts this many Afghan attacks without a known group; the rows give fewer.
NOT_REPRODUCED = {"Afghan attacks without a known group": (607, 564)}

#: Known checks that need rows which the book does not keep.
NOT_HELD = {"attacks of the release found again (7,982; 7,737)": "the book keeps the region only"}

#: Attacks remembered by their toll: day, country, rows, killed low, killed high.
REMEMBERED = [("2010-03-29", 2, 34, 40), ("2017-04-03", 1, 15, 15)]


@pytest.fixture(scope="module")
def attacks():
    return load("conflict/suicide_attacks")


def test_points_outside_afghanistan_are_those_at_torkham(attacks):
    afghan = attacks.query("country == 'AFG'")
    assert (len(afghan), afghan["province"].notna().sum()) == AFGHAN_ROWS_AND_INSIDE
    assert attacks.query("country != 'AFG'")["province"].isna().all()


@pytest.mark.parametrize(("day", "rows", "low", "high"), REMEMBERED)
def test_remembered_attacks_in_russia(attacks, day, rows, low, high):
    found = attacks[attacks["country"].eq("RUS") & attacks["date"].eq(pd.Timestamp(day))]
    assert (len(found), found["killed_low"].sum(), found["killed_high"].sum()) == (rows, low, high)


def test_afghan_attacks_without_a_known_group(attacks):
    _, computed = NOT_REPRODUCED["Afghan attacks without a known group"]
    assert len(attacks.query("country == 'AFG' and groups == 'Unknown Group'")) == computed


def test_unknown_numbers_are_empty(attacks):
    assert attacks["killed_low"].isna().sum() == 4
    assert attacks["wounded_low"].isna().sum() == 4
    known = attacks.dropna(subset=["killed_low", "killed_high"])
    assert (known["killed_low"] <= known["killed_high"]).all()
