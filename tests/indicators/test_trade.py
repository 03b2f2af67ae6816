"""Measures of trade, on tables small enough to reckon by hand, and totals that the sources' own checks name."""

import pandas as pd
import pytest

from dossier import load
from dossier.errors import EmptyWindowError
from dossier.indicators import trade


@pytest.fixture
def cow():
    rows = [
        ("RUS", "AFG", 2012, 10.0, 90.0),
        ("RUS", "CHN", 2012, 500.0, 400.0),
        ("RUS", "AFG", 2013, None, 20.0),
        ("RUS", "CHN", 2013, 60.0, 20.0),
        ("SUN", "AFG", 1981, 30.0, 20.0),
        ("SUN", "CHN", 1981, 25.0, 25.0),
        ("SUN", "CHN", 1985, 5.0, 5.0),
    ]
    columns = ["state", "partner", "year", "imports_usd_million", "exports_usd_million"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def exports():
    rows = [("RUS", "AFG", 2012, 60.0), ("AFG", "RUS", 2012, 0.0), ("RUS", "CHN", 2012, 9.0)]
    return pd.DataFrame(rows, columns=["exporter", "importer", "year", "exports_usd_million"])


def test_the_two_ledgers_stay_apart_and_a_reported_nought_is_not_a_gap(cow, exports):
    found = trade.two_ledgers(cow, exports, "RUS", "AFG").set_index(["seller", "side", "year"])["usd_million"]
    assert found.to_dict() == {
        ("AFG", "exporter", 2012): 0.0,
        ("AFG", "importer", 2012): 10.0,
        ("RUS", "exporter", 2012): 60.0,
        ("RUS", "importer", 2012): 90.0,
        ("RUS", "importer", 2013): 20.0,
    }


def test_a_share_counts_both_directions_and_both_names_of_moscow(cow):
    shares = trade.share_in_trade(cow, trade.MOSCOW, "AFG")
    assert shares["share"].to_dict() == {1981: 0.5, 2012: 0.1, 2013: 0.2}
    assert 1985 not in shares.index


def test_the_share_of_a_window_weighs_years_by_their_trade(cow):
    shares = trade.share_in_trade(cow, "RUS", "AFG")
    assert trade.share_of_window(shares, (2012, 2013)) == pytest.approx(120 / 1100)
    with pytest.raises(EmptyWindowError, match="no trade in 2014-2015"):
        trade.share_of_window(shares, (2014, 2015))


def test_a_partner_without_trade_has_no_rank(cow):
    ranks = trade.rank_of_partner(cow, "RUS", "AFG")
    assert ranks["rank"].to_dict() == {2012: 2, 2013: 2}
    assert ranks["partners"].tolist() == [2, 2]


@pytest.fixture
def sold():
    rows = [
        ("a", 2020, "RUS", "080620", 900.0),
        ("a", 2020, "RUS", "261000", 100.0),
        ("a", 2020, "ARE", "710812", 5000.0),
        ("b", 2020, "RUS", "080620", 400.0),
    ]
    return pd.DataFrame(rows, columns=["release", "year", "buyer", "product", "value_usd_thousand"])


def test_buyers_are_ranked_within_a_release_and_gold_is_apart(sold):
    found = trade.buyers(sold).set_index(["release", "buyer"])
    assert found["rank"].to_dict() == {("a", "ARE"): 1, ("a", "RUS"): 2, ("b", "RUS"): 1}
    assert found.loc[("a", "ARE"), "gold_usd_million"] == 5
    assert found.loc[("a", "RUS"), "total_usd_million"] == 6


def test_products_know_minerals_by_their_chapter(sold):
    found = trade.products_sold(sold, "RUS")
    assert found[found["mineral"]]["product"].tolist() == ["261000"]
    assert found["share"].tolist() == [0.9, 0.1, 1.0]


def test_a_reported_flow_is_put_at_a_yearly_rate_and_weak_figures_do_not_count():
    rows = [("trade with Russia", 80.0, 8, "moderate"), ("trade with Russia", 999.0, 12, "low")]
    reported = pd.DataFrame(rows, columns=["subject", "low", "months", "certainty"])
    assert trade.yearly_rate(reported, "trade with Russia") == 120
    with pytest.raises(EmptyWindowError):
        trade.yearly_rate(reported, "trade with Russia", ("high",))


def test_russian_sales_of_single_years_are_those_of_the_sources():
    ledgers = trade.two_ledgers(load("economy/trade_cow"), load("economy/exports"), "RUS", "AFG")
    sales = ledgers[ledgers["seller"].eq("RUS")].set_index(["side", "year"])["usd_million"]
    assert (sales["importer", 2012], sales["importer", 2014]) == (1032, 1048)


def test_the_gold_that_parts_the_releases_of_2020_is_in_one_of_them():
    gold = trade.buyers(load("economy/afghan_exports")).groupby("release")["gold_usd_million"].max()
    assert gold["HS17, release not stated"] == pytest.approx(540, abs=1)
    assert gold["HS17 V202301"] < 2
