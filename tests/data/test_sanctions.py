"""UN sanctions lists: counts and days of listing."""

import pytest

from dossier import load

#: Entries in all lists of the six snapshots, as the description's counts file has them.
ALL_ENTRIES = {2017: 1021, 2018: 1093, 2020: 1006, 2025: 1000}
#: The UN states no open licence: the book keeps far less than this share of the entries.
SHARE_KEPT = 0.1


@pytest.fixture(scope="module")
def counts():
    return load("diplomacy/sanctions_counts")


@pytest.fixture(scope="module")
def listed():
    return load("diplomacy/sanctions_listings").set_index("reference")


def test_the_taliban_list_never_changed(counts):
    taliban = counts[counts["list"].eq("taliban")]
    assert len(taliban) == 6
    assert taliban["individuals"].eq(135).all()
    assert taliban["entities"].eq(5).all()


@pytest.mark.parametrize(
    ("reference", "day"),
    [("QDe.161", "2019-05-14"), ("QDi.431", "2021-12-21"), ("TAe.012", "2012-11-05")],
)
def test_days_of_listing_as_press_releases_have_them(listed, reference, day):
    assert str(listed.loc[reference, "listed_on"].date()) == day


def test_five_organisations_are_on_the_taliban_list(listed, counts):
    kept = listed[listed["list"].eq("taliban")]
    assert len(kept) == counts.loc[counts["list"].eq("taliban"), "entities"].iloc[-1]


def test_single_entries_kept_are_few(listed):
    assert len(listed) < SHARE_KEPT * min(ALL_ENTRIES.values())
