"""Series of the drivers: the years are the publisher's, the quarters follow the dated deaths."""

import numpy as np
import pandas as pd
import pytest

from dossier import load
from dossier.errors import EvidenceError
from dossier.indicators import conflict, drivers
from dossier.verdicts.rules import rules as read_rules


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in drivers.TABLES}


@pytest.fixture(scope="module")
def series(tables):
    return {
        (name, release): drivers.quarterly(tables, name, release)
        for name in drivers.SERIES
        for release in drivers.RELEASES
    }


def acts(*spans, actor="RUS", toward="taliban"):
    first, last = zip(*spans, strict=True)
    dated = {"date_from": pd.to_datetime(list(first)), "date_to": pd.to_datetime(list(last))}
    return pd.DataFrame({**dated, "actor": actor, "toward": toward})


class TestActs:
    def test_acts_are_counted_in_the_quarter_in_which_they_certainly_fell(self):
        rows = acts(("2015-01-01", "2015-03-31"), ("2015-03-31", "2015-04-01"), ("2015-06-30", "2015-06-30"))
        counts = drivers.of_acts(rows)
        assert {str(quarter): count for quarter, count in counts[counts > 0].items()} == {
            "2015Q1": 1,
            "2015Q2": 1,
        }

    def test_acts_outside_the_quarters_are_left_out(self):
        quarters = pd.period_range("2015Q2", "2015Q3", freq="Q")
        rows = acts(*[(day, day) for day in ("2015-03-31", "2015-04-01", "2015-09-30", "2015-10-01")])
        assert drivers.of_acts(rows, quarters).tolist() == [1, 1]

    def test_no_acts_are_none_in_each_quarter(self):
        rows = acts(("2015-01-01", "2015-01-01")).iloc[:0]
        assert drivers.of_acts(rows).sum() == 0

    def test_acts_of_others_are_those_of_all_but_moscow(self, series, tables):
        others = series["acts_of_others", "26.1"]
        rows = tables["evidence/acts"]
        theirs = rows[rows["toward"].eq("taliban") & rows["actor"].ne("RUS")]
        whole = theirs["date_from"].dt.to_period("Q").eq(theirs["date_to"].dt.to_period("Q"))
        assert others.sum() == whole.sum()
        some = series["acts_of_pakistan_and_china", "26.1"] + series["acts_of_united_states", "26.1"]
        assert (some <= others).all()


class TestYears:
    def test_quarters_of_deaths_add_up_to_the_year_of_the_release(self, series, tables):
        deaths = conflict.newest_release(conflict.dyad_deaths(tables, 2001, 2026))
        older = deaths[deaths["dyad"].eq("Government - Taleban")].set_index("year")["best"]
        by_year = series["war_deaths", "24.1"].groupby(lambda quarter: quarter.year).sum()
        assert by_year.to_dict() == pytest.approx(older.loc[by_year.index].to_dict())
        assert set(older.index) == set(by_year.index)

    def test_a_later_release_changes_only_what_it_covers(self, series, tables):
        newer = tables["conflict/battle_deaths_to_2025"]
        known = set(newer.loc[newer["conflict_id"].eq(conflict.AFGHAN_GOVERNMENT), "year"])
        both = pd.DataFrame({release: series["war_deaths", release] for release in drivers.RELEASES}).dropna()
        moved = both.index.year[~np.isclose(both["26.1"], both["24.1"])]
        assert set(moved) <= known

    @pytest.mark.parametrize("name", ["us_troops", "distance_to_us", "opium", "north_share"])
    def test_what_is_no_flow_has_the_years_figure_in_each_quarter(self, series, name):
        values = series[name, "26.1"]
        assert values.groupby(values.index.year).nunique().eq(1).all()

    @pytest.mark.parametrize("name", ["is_deaths_abroad", "trade_with_afghanistan"])
    def test_what_has_no_dates_is_spread_evenly(self, series, name):
        values = series[name, "26.1"]
        assert values.groupby(values.index.year).nunique().eq(1).all()

    def test_trade_is_the_sum_of_what_russia_reports(self, series, tables):
        imf = tables["economy/trade_imf"]
        rows = imf[imf["reporter"].eq("RUS") & imf["partner"].eq("AFG") & ~imf["estimated"]]
        assert series["trade_with_afghanistan", "26.1"].sum() == pytest.approx(
            rows["trade_usd_million"].sum()
        )

    def test_deaths_are_spread_by_dated_deaths_and_evenly_where_there_are_none(self):
        years = pd.Series([100.0, 40.0], [2015, 2016])
        dated = pd.Series([3, 1], pd.PeriodIndex(["2015Q1", "2015Q4"], freq="Q"))
        spread = drivers._spread(years, dated)
        assert spread.tolist() == [75, 0, 0, 25, 10, 10, 10, 10]

    def test_no_deaths_of_is_before_it_was_announced(self, series):
        values = series["is_deaths", "26.1"]
        assert values[values.index.year < 2015].sum() == 0
        assert str(values.index[0]) == "2013Q1"
        assert values.loc["2017Q1":"2017Q4"].sum() > 500

    def test_the_north_is_part_of_the_war(self, series):
        north, war = series["north_deaths", "26.1"], series["war_deaths", "26.1"]
        by_year = [each.groupby(each.index.year).sum() for each in (north, war)]
        assert (by_year[0] <= by_year[1].reindex(by_year[0].index) + 1e-9).all()
        assert series["north_share", "26.1"].between(0, 1).all()


class TestSeries:
    def test_all_have_units_and_whole_quarters_in_order(self, series):
        assert set(drivers.MEASURED) == set(drivers.SERIES)
        for (name, _), values in series.items():
            assert values.notna().all(), name
            assert values.index.is_monotonic_increasing, name
            assert values.index.is_unique, name
            assert (values >= 0).all(), name

    def test_none_but_ucdps_depends_on_its_release(self, series):
        moved = {name for name in drivers.SERIES if not series[name, "26.1"].equals(series[name, "24.1"])}
        assert moved == {"is_deaths", "war_deaths", "north_deaths"}

    def test_a_series_that_does_not_exist_stops_by_name(self, tables):
        with pytest.raises(EvidenceError, match="drivers: no series 'rumours'"):
            drivers.quarterly(tables, "rumours")

    def test_on_clock_a_no_series_knows_a_later_quarter(self):
        then = {name: load(name, clock="A") for name in drivers.TABLES}
        for name in set(drivers.SERIES) - {"calendar"}:
            known = drivers.quarterly(then, name)
            late = known[known.index > pd.Period("2017Q1")]
            # Acts are counted over all quarters; none is known of a later one.
            assert late.sum() == 0, name


class TestAlike:
    def test_a_line_through_time_leaves_nothing_and_gaps_stay_gaps(self):
        values = pd.Series([1.0, 2, np.nan, 4, 5])
        left = drivers.net_of_calendar(values)
        assert left.isna().tolist() == [False, False, True, False, False]
        assert left.dropna().to_numpy() == pytest.approx(np.zeros(4), abs=1e-12)
        assert drivers.net_of_calendar(pd.Series([1.0, 7])).tolist() == [1, 7]

    def test_each_driver_of_the_rules_has_its_series(self, series):
        named = {driver.series for driver in read_rules().battery.drivers.values()}
        assert named <= {name for name, _ in series}
