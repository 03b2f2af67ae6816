"""The gravity model finds what was put into a made-up world, and places partners as by hand."""

import numpy as np
import pandas as pd
import pytest

from dossier.errors import EmptyWindowError
from dossier.inference import gravity


@pytest.fixture(scope="module")
def world():
    """Eight states whose trade falls with distance to the power of -0.8, but for one flow that is tripled."""
    rng = np.random.default_rng(3)
    states = ["RUS", "AFG", "CHN", "IND", "IRN", "PAK", "TUR", "USA"]
    size = dict(zip(states, rng.uniform(1, 9, len(states)), strict=True))
    rows = []
    for one in states:
        for other in states:
            if one != other:
                pair = np.random.default_rng(sum(map(ord, one + other)))
                km = pair.uniform(500, 9000)
                rows.append((one, other, 2012, 1e5 * size[one] * size[other] * km**-0.8, km))
    flows = pd.DataFrame(rows, columns=["exporter", "importer", "year", "exports_usd_million", "capitals_km"])
    ties = pd.DataFrame(rng.random((len(flows), 3)) < 0.3, columns=list(gravity.TIES))
    return flows.join(ties)


def test_the_distance_term_is_found(world):
    fitted = gravity.fit(world, 2012, "capitals_km")
    assert fitted.terms.loc["log_distance", "estimate"] == pytest.approx(-0.8, abs=1e-6)
    assert fitted.flows["ratio"].to_numpy() == pytest.approx(1, abs=1e-6)


def test_a_flow_above_expectation_stands_highest_among_the_partners(world):
    tripled = world.copy()
    own = tripled["exporter"].eq("RUS") & tripled["importer"].eq("AFG")
    tripled.loc[own, "exports_usd_million"] *= 3
    rows = gravity.partners(gravity.fit(tripled, 2012, "capitals_km"), "RUS")
    assert rows.loc["AFG", "ratio"] > 1
    assert rows.loc["AFG", "place"] == 1
    assert len(rows) == 7


def test_expected_exports_of_a_state_add_up_to_what_it_reports(world):
    flows = gravity.fit(
        world.assign(exports_usd_million=world["exports_usd_million"].round(-2)), 2012, "capitals_km"
    ).flows
    sums = flows.groupby("exporter")[["observed_usd_million", "expected_usd_million"]].sum()
    assert sums["expected_usd_million"].to_numpy() == pytest.approx(sums["observed_usd_million"].to_numpy())


def test_a_state_that_sells_nothing_is_left_out_and_an_empty_year_is_an_error(world):
    silent = world.copy()
    silent.loc[silent["exporter"].eq("AFG"), "exports_usd_million"] = 0.0
    assert "AFG" not in set(gravity.fit(silent, 2012, "capitals_km").flows["exporter"])
    with pytest.raises(EmptyWindowError, match="no flow in 1999"):
        gravity.fit(world, 1999, "capitals_km")


def test_each_pair_gets_its_distance_from_either_end():
    exports = pd.DataFrame({"exporter": ["AFG", "ABW"], "importer": ["ABW", "AFG"], "year": 2012})
    distances = pd.DataFrame({"state": ["AFG"], "partner": ["ABW"], "capitals_km": [13257.8]})
    assert gravity.with_distances(exports, distances)["capitals_km"].tolist() == [13257.8, 13257.8]


def rows_of(ratios):
    return pd.DataFrame(
        {"ratio": ratios, "expected_usd_million": 100.0}, index=pd.Index(["AFG", "A", "B", "C", "D"])
    )


def test_the_prediction_leaves_out_the_partner_itself():
    assert gravity.prediction(rows_of([99, 1, 2, 3, 4.0]), "AFG", confidence=1.0) == (100.0, 400.0)


def test_a_change_needs_trade_in_both_years_and_is_placed_among_the_others():
    moved = gravity.change(rows_of([1, 1, 1, 1, 0.0]), rows_of([2, 1, 3, 4, 5.0]))
    assert moved.index.tolist() == ["AFG", "A", "B", "C"]
    assert moved.loc["AFG", ["factor", "place"]].tolist() == [2.0, pytest.approx(1 / 3)]
