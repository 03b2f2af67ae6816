"""Measures of arms transfers, on tables small enough to reckon by hand."""

import pandas as pd
import pytest

from dossier.errors import EmptyWindowError
from dossier.indicators import arms


@pytest.fixture
def transfers():
    rows = [
        ("CHN", "PAK", 2001, 60),
        ("RUS", "PAK", 2001, 20),
        ("RUS", "PAK", 2003, 20),
        ("RUS", "IND", 2003, 400),
        ("SUN", "IND", 1991, 100),
    ]
    return pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])


def test_deliveries_fill_empty_years_and_put_the_largest_supplier_first(transfers):
    wide = arms.deliveries_by_supplier(transfers, "PAK", 2001, 2003)
    assert wide.columns.tolist() == ["CHN", "RUS"]
    assert wide.to_numpy().tolist() == [[60, 20], [0, 0], [0, 20]]


def test_shares_sum_to_one_and_an_absent_supplier_is_nought(transfers):
    shares = arms.shares_by_window(transfers, "PAK", [(2001, 2001), (2003, 2003)])
    assert shares.loc["2001-2001"].to_dict() == {"RUS": 0.25, "CHN": 0.75}
    assert shares.loc["2003-2003"].to_dict() == {"RUS": 1, "CHN": 0}


def test_a_window_without_deliveries_is_an_error_that_says_so(transfers):
    with pytest.raises(EmptyWindowError, match="PAK received nothing in 2002-2002"):
        arms.share_of_imports(transfers, "PAK", (2002, 2002))


def test_moscow_is_the_soviet_union_up_to_1991(transfers):
    both = arms.russian_deliveries(transfers, ["IND", "PAK"]).set_index(["year", "recipient"])
    assert both.loc[(1991, "IND")].to_dict() == {"tiv_million": 100, "supplier": "SUN"}
    assert both.loc[(1992, "IND")].to_dict() == {"tiv_million": 0, "supplier": "RUS"}
    assert both["tiv_million"].sum() == 540


def test_share_of_a_total_in_which_other_suppliers_are_only_summed(transfers):
    totals = pd.DataFrame({"recipient": ["PAK"], "year": [2001], "tiv_million": [80]})
    assert arms.share_of_total(transfers, totals, "RUS", "PAK", (2001, 2001)) == 0.25
