"""What is kept by hand for reason 2 agrees with itself and with the timeline."""

import pytest

from dossier import load


@pytest.fixture(scope="module")
def figures():
    return load("evidence/soviet_war")


def test_coded_events_are_events_of_the_timeline():
    assert set(load("evidence/us_effort")["event_id"]) <= set(load("evidence/timeline")["event_id"])


def test_an_allegation_is_one_in_both_codings():
    coding = load("evidence/us_effort")
    assert coding["effect"].eq("alleged").equals(coding["effect_wide"].eq("alleged"))


def test_figures_name_what_their_bound_needs(figures):
    exact = figures[figures["bound"].eq("about")]
    assert exact["low"].eq(exact["high"]).all()
    between = figures[figures["bound"].eq("between")]
    assert (between["low"] < between["high"]).all()
    assert figures.loc[figures["bound"].eq("at least"), "high"].isna().all()


def test_daily_and_total_costs_are_turned_into_years_as_the_table_says(figures):
    by_id = figures.set_index("figure_id")
    assert by_id.loc["W11", ["low", "high"]].tolist() == pytest.approx([10 * 0.365, 11 * 0.365])
    assert by_id.loc["W12", "low"] == pytest.approx(50 / 6, abs=1e-4)


def test_dead_of_those_who_served_fit_the_count(figures):
    """A count of the dead and its share of those who served imply how many served: more than half a million."""
    by_id = figures.set_index("figure_id")["low"]
    assert 500_000 < by_id["W02"] / by_id["W04"] < 700_000
