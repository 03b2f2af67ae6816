"""The rules of reason 4: at and around their thresholds, on tables that differ in one thing, and on both clocks."""

import dataclasses
import inspect

import pandas as pd
import pytest

import dossier
from dossier.inference import gravity
from dossier.verdicts import economy, rule
from dossier.verdicts.rules import rules
from tests.clocks import on_clocks

NAMES = [name for name, each in rule.collected().items() if each.judge.__module__ == economy.__name__]
#: Events of the timeline that the codings call a deal, an offer and a contract of China.
DEALS, OFFERS, CHINESE = ("V103", "V150"), ("V116",), ("V029", "V143", "V104")


@pytest.fixture(scope="module")
def fixed():
    return rules()


@pytest.fixture(scope="module")
def tables():
    return {name: dossier.load(name) for name in {name for each in NAMES for name in rule.RULES[each].reads}}


@pytest.fixture(scope="module")
def clocks(tables):
    return on_clocks(tables)


def judged(name, tables, fixed, **limits):
    """The verdict of a rule on today's tables, with thresholds moved."""
    moved = dataclasses.replace(fixed[name], facts=fixed[name].facts | limits)
    return rule.judge(name, tables, {name: moved})


def without(tables, *events):
    timeline = tables["evidence/timeline"]
    return tables | {"evidence/timeline": timeline[~timeline["event_id"].isin(events)]}


def test_every_rule_of_the_reason_is_judged(fixed):
    assert fixed.of("r4", retired=True) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_first_option_of_every_choice_is_what_the_rule_does_itself(name, fixed):
    declared = rule.RULES[name]
    own = {key: each.default for key, each in inspect.signature(declared.judge).parameters.items()}
    for choice, options in declared.choices.items():
        assert options[fixed.grids[name].default[choice]] == own[choice], choice


def sharing(tables, before, with_):
    """Tables in which so many of 10,000 million dollars of Russia's trade were with Afghanistan."""
    rows = [
        ("RUS", partner, year, amount, 0.0)
        for years, afghan in ((range(2008, 2013), before), (range(2013, 2015), with_))
        for year in years
        for partner, amount in (("AFG", afghan), ("DEU", 10_000 - afghan))
    ]
    return tables | {"economy/trade_cow": pd.DataFrame(rows, columns=list(tables["economy/trade_cow"]))}


def dealing(tables, day):
    """Tables in which the first deal was on a day; None leaves no deal."""
    if day is None:
        return without(tables, *DEALS)
    timeline = tables["evidence/timeline"]
    return tables | {
        "evidence/timeline": timeline.assign(date=timeline["date"].mask(timeline["event_id"].eq("V103"), day))
    }


@pytest.mark.parametrize(
    ("before", "with_", "deal", "likelihood"),
    [
        (40, 50, "2002-03-01", "likely"),
        (40, 50, "2013-06-01", "likely"),
        (40, 50, "2022-09-28", "unlikely"),
        (40, 49, "2002-03-01", "unlikely"),
        (60, 60, "2002-03-01", "unlikely"),
        (40, 49, "2022-09-28", "very unlikely"),
        (40, 49, None, "very unlikely"),
    ],
)
def test_a_main_motive_needs_size_and_order(tables, fixed, before, with_, deal, likelihood):
    found = judged("markets_2017", dealing(sharing(tables, before, with_), deal), fixed)
    assert found.likelihood == likelihood
    assert found.verdict == ("mostly supported" if likelihood == "likely" else "mostly unsupported")


def test_the_first_deal_comes_after_the_first_contact(tables, clocks):
    deal, political = economy.first_steps(tables, "2001-10-07")
    assert (deal["event_id"], political["event_id"]) == ("V103", "V122")
    assert economy.first_steps(clocks["A"], "2001-10-07")[0] is None


def test_the_exporters_share_of_a_year_that_is_not_reported_yet_shows_no_rise(clocks):
    before, later = economy.shares_of_afghans(clocks["A"], "exporter", ())
    assert before > 0
    assert pd.isna(later)


@pytest.mark.parametrize(
    ("left_out", "above", "verdict"),
    [
        ((*DEALS, *OFFERS, "V114"), 1, "untestable"),
        ((*DEALS, "V114"), 1, "mostly unsupported"),
        (("V103", *OFFERS, "V114"), 0, "mixed"),
        (("V103", *OFFERS, "V114"), 0.1, "mostly supported"),
    ],
)
def test_since_2022_a_deal_and_growth_are_asked_for(tables, fixed, left_out, above, verdict):
    reported = tables["evidence/reported_figures"]
    rate = economy.highest_before(tables, "exporter") + above
    said = {"evidence/reported_figures": reported.assign(low=rate, months=12)}
    assert judged("markets_2022", without(tables, *left_out) | said, fixed).verdict == verdict


def test_a_credible_higher_figure_would_change_the_verdict_on_the_years_since_2022(tables, fixed):
    reported = tables["evidence/reported_figures"]
    believed = reported.assign(certainty=reported["certainty"].replace("low", "moderate"))
    found = judged("markets_2022", tables | {"evidence/reported_figures": believed}, fixed)
    assert found.verdict == "mostly supported"


@pytest.fixture(scope="module")
def fitting(tables):
    """Tables of trade that keep what was fitted."""
    return rule.Tables(rule.RULES["trade_expected"], tables)


class TestTradeExpected:
    @pytest.mark.parametrize(
        ("low", "high", "branch"),
        [(0.001, 0.9, "fell"), (0, 0.9, "flat"), (-0.2, 0, "flat"), (-0.2, -0.001, "rose")],
    )
    def test_the_middle_half_of_the_placebos_is_no_change(self, fitting, fixed, low, high, branch):
        own = fixed["trade_expected"]
        place = economy.trade_expected(fitting, own).value
        moved = dataclasses.replace(own, facts=own.facts | {"low": place + low, "high": place + high})
        assert economy.trade_expected(fitting, moved).branch == branch

    def test_a_year_that_is_not_reported_yet_is_not_judged(self, clocks, fixed):
        found = rule.judge("trade_expected", clocks["A"], fixed, "A")
        assert (found.verdict, found.because) == ("untestable", "the trade of 2016 was not reported yet")

    def test_a_grid_fits_each_model_once(self, tables, fixed, monkeypatch):
        fits, fit = [], gravity.fit

        def counted(flows, year, distance, **named):
            fits.append((year, distance))
            return fit(flows, year, distance, **named)

        monkeypatch.setattr(gravity, "fit", counted)
        assert len(rule.grid("trade_expected", tables, fixed)) > 100
        assert sorted(fits) == sorted((year, far) for year in (2008, 2012, 2016) for far in gravity.DISTANCES)


class TestMinerals:
    @pytest.mark.parametrize(("asked", "verdict"), [(1, "mostly unsupported"), (0, "mixed")])
    def test_fewer_records_than_asked_for_are_no_riches(self, tables, fixed, asked, verdict):
        line = economy.listed(tables, "world") + asked
        assert judged("minerals", tables, fixed, records=line).verdict == verdict

    @pytest.mark.parametrize(("asked", "verdict"), [(1, "mixed"), (0, "supported")])
    def test_deposits_are_not_reserves(self, tables, fixed, asked, verdict):
        line = economy.proved_in(tables, "reserve") + asked
        assert judged("minerals", tables, fixed, records=line).verdict == verdict

    def test_the_line_lowers_confidence_because_most_choices_give_another_verdict(self, tables, fixed):
        assert rule.grid("minerals", tables, fixed)["differs"].mean() > 0.5
        assert economy.LINE_CHOSEN in judged("minerals", tables, fixed).lowered_by

    def test_no_tracker_is_read_on_clock_a(self, clocks, fixed):
        for name in ("minerals", "hydrocarbons"):
            found = rule.judge(name, clocks["A"], fixed, "A")
            assert "of a later day" in found.because
            assert found.lowered_by[-1] == economy.NO_TRACKER


@pytest.mark.parametrize(
    ("fields", "kind", "verdict"),
    [
        ("AFG;TKM", "other", "supported"),
        ("TKM", "resource assessment", "mixed"),
        ("TKM", "other", "mostly unsupported"),
    ],
)
def test_an_assessment_of_the_undiscovered_is_not_a_find(tables, fixed, fields, kind, verdict):
    trackers = pd.DataFrame({"kind": ["oil or gas field"], "states": [fields]})
    said = {"economy/fields_and_mines": trackers, "evidence/reported_figures": pd.DataFrame({"kind": [kind]})}
    assert judged("hydrocarbons", tables | said, fixed).verdict == verdict


@pytest.mark.parametrize(
    ("left_out", "verdict"),
    [
        (("V150",), "mostly unsupported"),
        (("V150", *CHINESE, "V145"), "mostly unsupported"),
        (CHINESE[:1], "mixed"),
        (CHINESE[:2], "supported"),
    ],
)
def test_a_share_is_a_contract(tables, fixed, left_out, verdict):
    assert judged("contracts", without(tables, *left_out), fixed).verdict == verdict


class TestDrugs:
    @pytest.mark.parametrize(
        ("later", "likelihood"),
        [(80, "roughly even chance"), (79, "unlikely"), (41, "unlikely"), (40, "very unlikely")],
    )
    def test_a_third_up_or_down_is_a_change(self, fixed, later, likelihood):
        assert judged("drugs", self.said(2006, 2019, later), fixed).likelihood == likelihood

    @pytest.mark.parametrize(("last", "told"), [(2014, False), (2015, True)])
    def test_a_rate_needs_three_speeches(self, fixed, last, told):
        assert (judged("drugs", self.said(2006, last, 80), fixed).verdict != "untestable") == told

    @staticmethod
    def said(first, last, later):
        """Speeches of 100,000 words with 60 words on drugs, and others since 2013."""
        years = range(first, last + 1)
        return {
            "diplomacy/general_debate_terms": pd.DataFrame(
                {
                    "speaker": "RUS",
                    "year": years,
                    "words": 100_000,
                    "drugs": [60 if year < 2013 else later for year in years],
                    "window_drugs": 0,
                }
            )
        }
