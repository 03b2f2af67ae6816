"""The forecasts and the regional panel agree with themselves, the timeline, the ledger and the references."""

import pandas as pd
import pytest
from pybtex.database import parse_file

from dossier import load, paths, results
from dossier.tables.evidence import STEPS


@pytest.fixture(scope="module")
def steps():
    return load("evidence/regional_steps")


@pytest.fixture(scope="module")
def forecasts():
    return load("evidence/forecasts")


def test_every_state_has_a_row_for_every_step(steps):
    assert steps.groupby("state")["step"].apply(tuple).map(lambda found: found == STEPS).all()


def test_a_known_cell_has_date_certainty_and_source_and_an_unknown_one_has_none(steps):
    known = steps["status"].ne("unknown")
    facts = steps[["date", "precision", "certainty", "source_key"]].notna()
    assert facts[known].all(axis=None)
    assert not facts[~known].any(axis=None)


def test_a_span_has_an_end_after_its_beginning(steps):
    spans = steps[steps["precision"].eq("span")]
    assert spans["date_end"].notna().all()
    assert (spans["date_end"].map(pd.Period).map(lambda day: day.end_time)
            > spans["date"].map(pd.Period).map(lambda day: day.start_time)).all()  # fmt: skip
    assert steps.loc[steps["precision"].ne("span"), "date_end"].isna().all()


def test_days_of_the_panel_are_those_of_the_timeline(steps):
    dates = load("evidence/timeline").set_index("event_id")["date"]
    cells = steps.dropna(subset="event_id")
    day = cells["date_end"].where(cells["precision"].eq("span"), cells["date"])
    assert (day.to_numpy() == dates[cells["event_id"]].to_numpy()).all()


@pytest.mark.parametrize("table", ["evidence/regional_steps", "evidence/forecasts"])
def test_sources_are_among_the_references(table):
    references = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries
    assert not set(load(table)["source_key"].dropna().str.split(";").explode()) - set(references)


def test_forecasts_rest_on_an_event_or_a_claim_that_exists(forecasts):
    known = set(load("evidence/timeline")["event_id"]) | set(load("evidence/claims")["claim_id"])
    assert set(forecasts["basis"].dropna()) <= known


def test_every_prediction_of_the_article_is_scored_as_the_ledger_judges_it(forecasts):
    now = {
        entry.claim.id: entry.now.headline.verdict
        for entry in results.entries()
        if entry.claim.kind == "prediction"
    }
    scores = forecasts[forecasts["side"].eq("article")].set_index("basis")["came_true"]
    word = {"supported": "yes", "mostly supported": "yes", "mixed": "partly"}
    assert scores.to_dict() == {claim: word[verdict] for claim, verdict in now.items()}


def test_hindsight_is_never_scored_and_a_score_has_a_day(forecasts):
    assert forecasts.loc[forecasts["kind"].eq("hindsight"), "came_true"].eq("not scorable").all()
    assert forecasts.loc[forecasts["came_true"].ne("not scorable"), "outcome_on"].notna().all()


def test_only_forecasts_of_power_say_what_they_expect(forecasts):
    assert forecasts["expects"].notna().eq(forecasts["topic"].eq("taliban-power")).all()


def test_outcomes_come_after_forecasts_and_rows_stand_in_order(forecasts):
    made = forecasts["made_on"].map(lambda day: pd.Period(day).start_time)
    settled = forecasts["outcome_on"].dropna().map(lambda day: pd.Period(day).end_time)
    assert (settled > made[settled.index]).all()
    assert made.is_monotonic_increasing or (made.sort_values(kind="stable").index == made.index).all()
