"""Small frames that tests of several measures share."""

import pandas as pd
import pytest


@pytest.fixture
def afghan():
    """Six events: two of each IS dyad, one of which is from a sample, and two without IS."""
    return pd.DataFrame(
        {
            "year": [2015, 2015, 2016, 2016, 2016, 2016],
            "side_a": ["IS", "Government of Afghanistan", "IS", *["Government of Afghanistan"] * 3],
            "side_b": ["Taleban", "IS", "Taleban", "IS", "Taleban", None],
            "where_prec": ["1", "1-2", "3", None, "2", "1"],
            "latitude": [36.5, 34.0, 36.0, 34.0, 36.0, 34.0],
            "longitude": [68.0, 68.0, 68.0, 68.0, 68.0, 68.0],
            "best": pd.array([10, 4, 6, 3, 20, 1], dtype="Int64"),
            "province": ["AF19", "AF06", "AF19", "AF06", "AF19", "AF06"],
            "selected_only": [False, False, False, True, False, False],
        }
    )
