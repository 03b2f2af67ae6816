"""The sheet of acts: its counts, its rules, and that half an act stops the build by name."""

import pandas as pd
import pytest

from dossier import catalogue, load
from dossier.checks import check_acts
from dossier.errors import EvidenceError
from dossier.indicators import acts, coders


@pytest.fixture(scope="module")
def sheet():
    return load("evidence/acts")


def test_the_sheet_is_long_enough_to_have_power(sheet):
    taliban = acts.toward(sheet, "taliban")
    assert len(acts.within(taliban, "2013-01-01", "2026-12-31")) >= 200
    assert len(acts.within(acts.toward(sheet, "kabul"), "2009-01-01", "2021-08-15")) >= 60
    between = acts.within(acts.toward(sheet, "us_effort"), "2009-01-01", "2012-12-31")
    assert len(between) > 4 * 10


def test_the_long_missing_steps_are_on_the_sheet(sheet):
    """Manas, the transit agreement, Doha: named as missing from the older list."""
    effort = acts.toward(sheet, "us_effort")
    agreement = effort[effort["date_from"].le("2009-07-06") & effort["date_to"].ge("2009-07-06")]
    assert agreement["effect"].eq("helped").any()
    doha = acts.toward(sheet, "taliban")
    assert (doha["date_from"].le("2020-02-29") & doha["date_to"].ge("2020-02-29")).any()


def test_dates_are_whole_days_in_order_and_acts_not_later_than_their_news(sheet):
    assert (sheet["date_from"] <= sheet["date_to"]).all()
    assert (sheet["public_on"] >= sheet["date_from"]).where(
        sheet["present"].ne("announced"), True
    ).mean() > 0.97
    assert sheet["act_id"].is_unique


def test_every_source_is_known_and_every_known_source_is_used(sheet):
    known = set(load("evidence/act_sources")["source"])
    used = {key for keys in sheet["sources"] for key in keys.split(";")}
    used |= set(load("evidence/stated_reasons")["source"]) | set(load("evidence/allegations")["source"])
    assert used == known


def test_codings_agree_and_a_stranger_codes_alike(sheet):
    codings = load("evidence/act_codings")
    second, third = (coders.agreement(codings, sheet, coder) for coder in ("second", "third"))
    shared = second["kappa"].drop(["effect", "dates"])
    assert (shared >= 0.7).all()
    assert third.loc["kind", "records"] == 20
    # The effect was coded for three of the twenty, too few for a kappa.
    assert (third["kappa"].drop(["effect", "dates"]) >= 0.7).all()


def test_coverage_is_estimated_for_each_period_and_is_an_upper_bound(sheet):
    coverage = acts.coverage(acts.toward(sheet, "taliban"))
    assert list(coverage.index) == list(acts.PERIODS)
    assert (coverage["known"] <= coverage["estimated"]).all()
    assert (coverage["low"] <= coverage["estimated"]).all()
    assert (coverage["estimated"] <= coverage["high"]).all()
    assert coverage["share_known"].between(0.5, 1).all()


def test_chapman_s_estimator_gives_the_published_example():
    """Two lists of 30 and 20 with 10 in common: 31 * 21 / 11 - 1."""
    days = pd.to_datetime(["2015-01-01"] * 40)
    found = pd.DataFrame(
        {"date_from": days, "date_to": days, "found_by": ["AB"] * 10 + ["A"] * 20 + ["B"] * 10}
    )
    others = [
        found.assign(date_from=pd.Timestamp(day), date_to=pd.Timestamp(day))
        for day in ("2020-01-01", "2022-01-01")
    ]
    coverage = acts.coverage(pd.concat([found, *others]))
    assert coverage["estimated"].tolist() == pytest.approx([31 * 21 / 11 - 1] * 3)


def test_quotations_are_short_and_themes_are_those_that_both_codings_name():
    statements = load("evidence/stated_reasons")
    assert statements["quotation"].str.split().str.len().max() <= 12
    for row in statements.itertuples():
        both = set(row.themes_first.split(";")) & set(row.themes_second.split(";"))
        named = set() if pd.isna(row.themes) else set(row.themes.split(";"))
        assert named == both


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("sources", "no-such-page", "no-such-page does not exist"),
        ("date_to", pd.Timestamp("2001-01-01"), "ends before it begins"),
        ("effect", None, "an act on the US effort without an effect"),
    ],
)
def test_half_an_act_stops_the_build_by_name(sheet, column, value, said):
    number = int(sheet["toward"].eq("us_effort").to_numpy().argmax())
    spoiled = sheet.copy()
    spoiled.loc[number, column] = value
    with pytest.raises(EvidenceError, match=f"{sheet.loc[number, 'act_id']}.*{said}"):
        check_acts(spoiled, load("evidence/act_sources"), load("evidence/act_codings"))


@pytest.mark.parametrize("column", ["coder", "sources", "public_on", "present"])
def test_an_empty_cell_that_every_act_needs_is_refused_by_column_and_row(sheet, column):
    spoiled = sheet.copy()
    spoiled.loc[4, column] = None
    with pytest.raises(Exception, match=f"column {column}"):
        catalogue.check(spoiled, catalogue.table("evidence/acts"), "data/evidence/acts.csv")


@pytest.mark.parametrize("day", ["2024-03-02", "2024-03-31"])
def test_a_date_narrower_or_wider_than_its_words_is_refused(sheet, day):
    number = int(sheet["toward"].eq("taliban").to_numpy().argmax())
    spoiled = sheet.copy()
    spoiled.loc[number, ["date_from", "date_to", "public_on"]] = pd.to_datetime(
        ["2024-03-01", day, "2024-06-01"]
    )
    spoiled.loc[number, "dating"] = "early March 2024"
    with pytest.raises(EvidenceError, match="no wider and no narrower than the words"):
        check_acts(spoiled, load("evidence/act_sources"), load("evidence/act_codings"))
