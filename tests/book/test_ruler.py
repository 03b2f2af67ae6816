"""What the page on the one ruler says of a driver's tests."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.book import ruler
from dossier.inference.testing import FAILS, FITS, OPEN

LARGE = {
    "effect": 2.9,
    "low": 1.9,
    "high": 4.3,
    "wanted": 1.5,
    "shuffled": 0.02,
    "shifted": 0.18,
    "reading": OPEN,
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "acts placed otherwise in time do as well in 18% of tries"),
        (
            {
                "effect": 0.4,
                "low": 0.2,
                "high": 0.7,
                "wanted": 0.667,
                "shuffled": 0.2,
                "shifted": float("nan"),
            },
            "acts placed otherwise in time do as well in 20% of tries",
        ),
        ({"reading": FITS}, ""),
        ({"low": 0.9}, ""),
        ({"effect": 1.4}, ""),
    ],
)
def test_a_large_effect_that_is_not_counted_says_why(change, said):
    assert ruler._by_chance(pd.Series(LARGE | change)) == said


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (FITS, " What Moscow said fits it, and is not counted."),
        (FAILS, " What Moscow said does not fit it, and is not counted."),
        (OPEN, ""),
    ],
)
def test_what_decides_nothing_is_told_for_a_reason_and_against_it(reading, said):
    results = pd.DataFrame({"driver": "war", "test": ["dose", "statements"], "reading": [FITS, reading]})
    each = SimpleNamespace(driver=SimpleNamespace(key="war"))
    assert ruler._beside(each, SimpleNamespace(results=results), {"deciding": ["dose"]}) == said
