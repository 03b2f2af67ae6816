"""What measures must do whatever the table: keep totals, give parts of a whole, and leave the order of rows alone."""

import datetime
import functools
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from dossier import load
from dossier.indicators import (
    acts,
    afghan_votes,
    background,
    client_arms,
    coders,
    conflict,
    dealings,
    drivers,
    events,
    forecasts,
    ground,
    insurgency,
    islamic_state,
    money,
    opium,
    outreach,
    polls,
    reach,
    regional,
    speech,
    support,
    syrian_war,
    ties,
    timeline,
    trade,
    us_effort,
    votes,
)
from dossier.tables.acts import KINDS
from dossier.tables.conflict import ESTIMATES

few = settings(max_examples=6, deadline=None, derandomize=True)
some = settings(max_examples=12, deadline=None, derandomize=True)
# A seed does not get simpler by shrinking.
seeded = settings(max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate])
seeds = st.integers(0, 2**31)
WAR = range(2002, 2021)

table = functools.cache(load)


@st.composite
def drawn(draw, name, most=800):
    """Some rows of a table of the book, in any order."""
    size = draw(st.integers(1, min(most, len(table(name)))))
    return table(name).sample(size, random_state=draw(seeds))


@st.composite
def windows(draw, first, last):
    """A first and a last year."""
    edges = draw(st.tuples(*[st.integers(first, last)] * 2))
    return min(edges), max(edges)


def same(one, other):
    check = {pd.DataFrame: pd.testing.assert_frame_equal, pd.Series: pd.testing.assert_series_equal}
    if type(one) in check:
        check[type(one)](one, other)
    else:
        assert one == other


def by(rows, *columns):
    """Return rows whose order is nobody's promise in one order."""
    return rows.sort_values(list(columns), ignore_index=True)


@functools.cache
def measured(measure, *names):
    """Return what a measure says of the tables as they are."""
    return measure(*map(table, names))


def toward(whom):
    return lambda rows: acts.toward(rows, whom)


def fights(rows):
    return insurgency.war_events(rows, WAR)


def of_conflict(measure):
    return conflict.TABLES, lambda *tables: measure(dict(zip(conflict.TABLES, tables, strict=True)))


#: Measures and the tables that they read.
ORDERED = {
    "acts by year": (["evidence/acts"], lambda rows: acts.by_year(toward("taliban")(rows), 2013, 2026)),
    "acts by quarter": (["evidence/acts"], lambda rows: acts.by_quarter(rows, "2013-01-01", "2026-03-31")),
    "share of acts known": (["evidence/acts"], lambda rows: acts.coverage(toward("taliban")(rows))),
    "acts of others": (["evidence/acts"], lambda rows: acts.of_others(rows, 2013, 2026)),
    "reasons": (["evidence/stated_reasons"], acts.reasons_by_period),
    "codes of the first coder": (
        ["evidence/acts", "evidence/act_codings"],
        lambda rows, codings: by(coders.as_coded(rows, codings, "first"), "act_id"),
    ),
    "codes of the second coder": (
        ["evidence/acts", "evidence/act_codings"],
        lambda rows, codings: by(coders.as_coded(rows, codings, "second"), "act_id"),
    ),
    "agreement of coders": (["evidence/act_codings", "evidence/acts"], coders.agreement),
    "agreement with the third": (
        ["evidence/act_codings", "evidence/acts"],
        lambda codings, rows: coders.agreement(codings, rows, "third"),
    ),
    "votes on Afghanistan": (
        ["diplomacy/rollcalls"],
        lambda rows: afghan_votes.afghan_votes(rows, "RUS", "USA", 1992),
    ),
    "agreement": (["diplomacy/rollcalls"], lambda rows: votes.agreement_from_rollcalls(rows, "RUS", "PAK")),
    "ideal points": (
        ["diplomacy/ideal_points"],
        lambda rows: afghan_votes.distance_with_bounds(rows, "RUS", "USA", "all_votes"),
    ),
    "vetoes": (["diplomacy/vetoes"], lambda rows: afghan_votes.vetoes_by_year(rows, 1979, 2026)),
    "deaths of the wars": (
        ["conflict/battle_deaths_by_country", "conflict/country_years"],
        background.war_deaths,
    ),
    "supporters of Kabul": (["conflict/support"], background.behind_kabul),
    "supporters of the Taliban": (["conflict/support"], support.named_supporters),
    "place by support": (
        ["conflict/support"],
        lambda rows: regional.supporter_place(rows, "RUS", ["IRN", "CHN", "PAK"], 2001)[1],
    ),
    "place by contact": (
        ["evidence/regional_steps"],
        lambda rows: regional.place(rows, "RUS", "first_contact"),
    ),
    "arms by window": (["arms/transfers"], background.arms_by_window),
    "deliveries": (["arms/transfers"], lambda rows: client_arms.deliveries(rows, 1979, 2021)),
    "missiles": (["arms/register"], client_arms.portable_missiles),
    "helicopters": (
        ["arms/register"],
        lambda rows: client_arms.helicopters(rows, 2002).reset_index(drop=True),
    ),
    "arms by payer": (["arms/register"], lambda rows: outreach.arms_by_payer(rows, "RUS", "AFG")),
    "deaths by dyad": of_conflict(lambda tables: conflict.dyad_deaths(tables, 1995, 2024)),
    "deaths with IS abroad": of_conflict(islamic_state.is_deaths_by_year),
    "suicide attacks": (
        ["conflict/suicide_attacks"],
        lambda rows: conflict.suicide_attacks_by_year(rows, "Islamic State", ("AFG",)),
    ),
    "dealings in the news": (
        ["diplomacy/taliban_dyad_months"],
        lambda rows: dealings.states_within(rows, table("diplomacy/taliban_dyad_months")["vintage"].iloc[0]),
    ),
    "provinces of IS": (
        ["conflict/afghan_events"],
        lambda rows: events.province_shares(events.is_dyad_events(rows, 2014, 2024)).sort_index(),
    ),
    "strikes": (["conflict/us_strikes"], events.strikes_by_target),
    "shares of strikes": (["conflict/us_strikes"], events.strike_shares),
    "fights by district": (
        ["conflict/afghan_events"],
        lambda rows: insurgency.events_by_district(fights(rows)),
    ),
    "forecasts": (["evidence/forecasts"], lambda rows: forecasts.tally(forecasts.with_days(rows))),
    "deposits": (["economy/deposits"], ground.records_by_state),
    "copper": (["economy/mineral_sites"], lambda rows: ground.copper_by_state(ground.sized_copper(rows))),
    "Chinese projects": (["economy/china_projects"], lambda rows: money.sectors_of(rows, "AFG")),
    "aid": (["economy/aid"], lambda rows: money.aid_by_donor(rows, "AFG", ["RUS", "USA"])),
    "holders of contracts": (["evidence/timeline", "evidence/event_codings"], money.contracts_by_state),
    "steps with Russia": (["evidence/timeline", "evidence/event_codings"], money.russian_steps),
    "meetings": (["evidence/timeline", "evidence/event_codings"], outreach.meetings),
    "opium by district": (
        ["territory/opium_districts", "evidence/opium_district_codes"],
        lambda rows, codes: opium.placed(rows, codes, 2013, 2016),
    ),
    "polls": (["diplomacy/polls"], lambda rows: polls.results(rows, "RUS")),
    "votes by district": (
        ["territory/polling_reach", "territory/district_population"],
        reach.votes_by_district,
    ),
    "control by province": (
        ["territory/district_control", "territory/provinces"],
        reach.districts_by_province,
    ),
    "headlines": (["diplomacy/tv_headlines_months"], speech.headlines_by_year),
    "strength": (["evidence/strength_estimates"], speech.strength_pairs),
    "opponents of IS": (["conflict/syria_events"], syrian_war.opponents_of_is_in_syria),
    "steps between states": (
        ["evidence/timeline"],
        lambda rows: ties.steps_between(rows, "Russia", "Pakistan", "2014-01-01"),
    ),
    "renewed contacts": (
        ["evidence/timeline"],
        lambda rows: timeline.renewed_contacts(rows, "2001-10-07"),
    ),
    "trade on two ledgers": (
        ["economy/trade_cow", "economy/exports"],
        lambda bought, sold: trade.two_ledgers(bought, sold, "RUS", "AFG"),
    ),
    "rank in trade": (
        ["economy/trade_cow"],
        lambda rows: trade.rank_of_partner(rows, "RUS", "AFG").sort_index(),
    ),
    "Afghan exports": (["economy/afghan_exports"], lambda rows: trade.products_sold(rows, "RUS")),
    "harm to the US effort": (
        ["evidence/timeline", "evidence/us_effort"],
        lambda rows, coding: us_effort.harm_grid(us_effort.acts(rows, coding), [(2009, 2012)]),
    ),
    "deaths in the north": (
        drivers.TABLES,
        lambda *tables: drivers.quarterly(dict(zip(drivers.TABLES, tables, strict=True)), "north_deaths"),
    ),
}


@pytest.mark.parametrize("name", ORDERED)
@given(seeds)
@seeded
def test_the_order_of_rows_says_nothing(name, seed):
    names, measure = ORDERED[name]
    mixed = [table(each).sample(frac=1, random_state=seed + number) for number, each in enumerate(names)]
    same(measure(*mixed), measured(measure, *names))


def parted(rows, columns, seed):
    """Return rows of which some stand as two that add up."""
    generator = np.random.default_rng(seed)
    chosen = rows.sample(frac=generator.random(), random_state=generator)
    counts = chosen[columns]
    part = counts // generator.integers(1, 6)
    parts = [chosen.assign(**each) for each in (part, counts - part)]
    return pd.concat([rows.drop(chosen.index), *parts]).sample(frac=1, random_state=generator)


def sums_of_strikes(rows):
    return events.strikes_by_target(rows).drop(columns="reports")


def shares_of_strikes(rows):
    shares = events.strike_shares(rows)
    return pd.Series({name: shares[name] for name in ("named", "on_is_of_named", "is_in_provinces")})


def with_is(rows):
    found = syrian_war.share_with_is_by(syrian_war.syrian_government_fights(rows), "governorate")
    return found.drop(columns=["events", "events_with_is", "share_of_events"])


#: Sums and shares of sums: table, columns whose counts may stand in several rows, measure.
ADDITIVE = {
    "US deaths": ("conflict/us_deaths", ["deaths"], background.us_deaths_by_year),
    "strikes": ("conflict/us_strikes", ["strikes_min", "strikes_max"], sums_of_strikes),
    "shares of strikes": ("conflict/us_strikes", ["strikes_min", "strikes_max"], shares_of_strikes),
    "deaths by district": (
        "conflict/afghan_events",
        ["best"],
        lambda rows: insurgency.events_by_district(fights(rows)).drop(columns="events"),
    ),
    "deaths in Syria": ("conflict/syria_events", ["best"], with_is),
    "deaths of IS in Syria": (
        "conflict/syria_events",
        ["best"],
        lambda rows: syrian_war.opponents_of_is_in_syria(rows).drop(columns="events").sort_index(),
    ),
    "suicide attacks": (
        "conflict/suicide_attacks",
        ["killed_low", "killed_high"],
        lambda rows: conflict.suicide_attacks_by_year(rows, "Taliban", ("AFG", "PAK")).drop(
            columns="attacks"
        ),
    ),
    "arms by window": ("arms/transfers", ["tiv_million"], background.arms_by_window),
    "arms by payer": (
        "arms/register",
        ["delivered"],
        lambda rows: outreach.arms_by_payer(rows, "RUS", "AFG")[["payer", "delivered"]].sort_values(
            "payer", ignore_index=True
        ),
    ),
    "dealings in the news": (
        "diplomacy/taliban_dyad_months",
        [*dealings.COOPERATION, *dealings.CONFLICT],
        lambda rows: dealings.states_within(rows, table("diplomacy/taliban_dyad_months")["vintage"].iloc[0]),
    ),
    "shares in trade": (
        "economy/trade_cow",
        ["imports_usd_million", "exports_usd_million"],
        lambda rows: trade.share_in_trade(rows, trade.MOSCOW, "AFG"),
    ),
    "buyers": ("economy/afghan_exports", ["value_usd_thousand"], trade.buyers),
    "Chinese finance": (
        "economy/china_finance",
        list(money.FLOWS),
        lambda rows: money.finance_by_recipient(rows, ["AFG", "PAK", "IRN"], 2000, 2021),
    ),
    "opium by district": (
        "territory/opium_districts",
        ["opium_ha"],
        lambda rows: opium.placed(rows, table("evidence/opium_district_codes"), 2013, 2016),
    ),
    "opium by province": (
        "territory/opium_provinces",
        ["opium_ha"],
        lambda rows: opium.share_of_provinces(rows, 2013, 2016).sort_index(),
    ),
    "polling centres": (
        "territory/polling_reach",
        list(reach.CENTRES),
        lambda rows: reach.centres_by_region(rows, table("territory/provinces")),
    ),
}


@pytest.mark.parametrize("name", ADDITIVE)
@given(seeds)
@seeded
def test_counts_that_stand_in_two_rows_are_the_counts_of_one(name, seed):
    where, columns, measure = ADDITIVE[name]
    same(measure(parted(table(where), columns, seed)), measured(measure, where))


#: Sums by group: table, column that is summed, measure.
SUMS = {
    "US deaths": ("conflict/us_deaths", "deaths", background.us_deaths_by_year),
    "strikes": (
        "conflict/us_strikes",
        "strikes_min",
        lambda rows: sums_of_strikes(rows).set_index(["year", "target"])[
            ["strikes_min", "strikes_without_place"]
        ],
    ),
    "deaths by district": (
        "conflict/afghan_events",
        "best",
        lambda rows: insurgency.events_by_district(fights(rows)).set_index(["district", "year"])[["deaths"]],
    ),
    "deaths in Syria": (
        "conflict/syria_events",
        "best",
        lambda rows: with_is(rows)[["deaths", "deaths_with_is"]],
    ),
    "deaths in the war": (
        "conflict/battle_deaths",
        "best",
        lambda rows: insurgency.war_deaths(rows, 1995, 2021)[["best"]],
    ),
    "deaths within Russia": (
        "conflict/country_years",
        "all_best",
        lambda rows: conflict.deaths_within(rows, "RUS", 1989)[["best"]],
    ),
    "suicide attacks": (
        "conflict/suicide_attacks",
        "killed_high",
        lambda rows: conflict.suicide_attacks_by_year(rows, "Taliban", ("AFG",)).drop(columns="attacks"),
    ),
    "opium": ("territory/opium_districts", "opium_ha", lambda rows: opium.by_year(rows).to_frame()),
    "arms": (
        "arms/transfers",
        "tiv_million",
        lambda rows: background.arms_by_window(rows).set_index(["window", "recipient", "supplier"])[
            ["tiv_million"]
        ],
    ),
}


@pytest.mark.parametrize("name", SUMS)
@given(seeds, st.integers(1, 500))
@seeded
def test_a_larger_count_raises_one_sum_by_what_it_is_larger_and_lowers_none(name, seed, more):
    where, column, measure = SUMS[name]
    rows, before = table(where), measured(measure, where)
    counted = rows.dropna(subset=column).sample(1, random_state=seed).index
    larger = rows.assign(**{column: rows[column].mask(rows.index.isin(counted), rows[column] + more)})
    gained = measure(larger) - before
    assert gained.ge(0).all(axis=None)
    assert set(gained.sum()) <= {0, more}
    assert gained.gt(0).sum().le(1).all()


class TestActs:
    @given(drawn("evidence/acts"), windows(2009, 2026))
    @some
    def test_quarters_hold_each_act_once_and_years_what_quarters_cannot_place(self, rows, years):
        first, last = years
        inside = acts.within(rows, f"{first}-01-01", f"{last}-12-31")
        one_quarter = inside["date_from"].dt.to_period("Q").eq(inside["date_to"].dt.to_period("Q"))
        quarters = acts.by_quarter(rows, f"{first}-01-01", f"{last}-12-31")
        assert quarters.to_numpy().sum() == one_quarter.sum()
        by_year = acts.by_year(rows, first, last)
        assert by_year.sum().to_dict() == {
            kind: (inside["kind"].eq(kind) & same_year(inside)).sum() for kind in KINDS
        }
        assert (by_year - quarters.groupby(quarters.index.year).sum()).ge(0).all(axis=None)

    @given(drawn("evidence/acts"), st.floats(0, 1), seeds)
    @some
    def test_parts_of_the_sheet_add_up_to_the_whole(self, rows, share, seed):
        one = rows.sample(frac=share, random_state=seed)
        other = rows.drop(one.index)
        same(drivers.of_acts(one) + drivers.of_acts(other), drivers.of_acts(rows))

    @given(drawn("evidence/acts"), seeds)
    @few
    def test_one_more_act_raises_no_more_than_one_count(self, rows, seed):
        more = pd.concat([rows, table("evidence/acts").sample(1, random_state=seed)])
        for count in (
            lambda sheet: acts.by_year(sheet, 2001, 2026),
            lambda sheet: acts.by_quarter(sheet, "2001-01-01", "2026-05-31"),
            lambda sheet: acts.effects_by_year(toward("us_effort")(sheet), 2001, 2026),
        ):
            gained = (count(more) - count(rows)).to_numpy()
            assert gained.min() == 0
            assert gained.sum() in (0, 1)

    @given(drawn("evidence/acts"))
    @some
    def test_acts_of_others_are_all_acts_but_russias(self, rows):
        others = acts.of_others(rows, 2000, 2026)
        theirs = rows[rows["toward"].eq("taliban") & rows["actor"].ne("RUS")]
        assert others.to_numpy().sum() == len(theirs)
        assert others.sum(axis=1).to_dict() == theirs["actor"].value_counts().to_dict()

    @given(st.integers(734000, 741000), st.tuples(*[st.integers(0, 1500)] * 2), st.floats(0.01, 1))
    @some
    def test_known_days_of_two_spans_are_those_of_both_together(self, first, lengths, share):
        known = {"2013-2018": share, "since the fall of Kabul": 1 - share / 2}
        middle, last = first + lengths[0], first + sum(lengths)
        whole = acts.days_known(known, first, last)
        assert acts.days_known(known, first, middle) + acts.days_known(
            known, middle + 1, last
        ) == pytest.approx(whole)
        assert min(known.values()) * (last - first + 1) <= whole + 1e-6
        assert whole <= last - first + 1
        day = pd.Timestamp.fromordinal(last)
        assert acts.days_known(known, last, last) == pytest.approx(acts.share_known_on(known, day))

    @given(drawn("evidence/acts"), seeds)
    @some
    def test_an_act_found_on_both_lists_never_lowers_the_share_known(self, rows, seed):
        before = acts.shares_known(rows)
        found = table("evidence/acts").query("found_by == 'AB'").sample(1, random_state=seed)
        after = acts.shares_known(pd.concat([rows, found]))
        assert all(0 < share <= 1 for share in before.values())
        assert all(after[period] >= share for period, share in before.items())

    @given(st.lists(st.floats(0.05, 0.99), min_size=2, max_size=2, unique=True))
    @some
    def test_more_confidence_widens_the_interval_of_all_acts(self, confidences):
        less, more = (
            acts.coverage(toward("taliban")(table("evidence/acts")), each) for each in sorted(confidences)
        )
        assert (more["low"] <= less["low"]).all()
        assert (more["high"] >= less["high"]).all()
        assert (less["low"].between(less["known"], less["estimated"])).all()
        assert (less["high"] >= less["estimated"]).all()


def same_year(rows):
    return rows["date_from"].dt.year.eq(rows["date_to"].dt.year)


class TestDeaths:
    @given(drawn("conflict/afghan_events"))
    @some
    def test_districts_hold_the_deaths_of_the_placed_fights(self, rows):
        war = rows["side_b"].eq("Taleban") & rows["side_a"].eq("Government of Afghanistan")
        assume((war & ~rows["selected_only"] & rows["year"].isin(WAR)).any())
        fought = fights(rows)
        by_district = insurgency.events_by_district(fought)
        coverage = insurgency.war_coverage(fought, table("conflict/afghan_event_coverage"))
        unnamed = fought[fought["to_district"] & fought["district"].isna()]
        assert by_district["deaths"].sum() + unnamed["best"].sum() == coverage["deaths_placed"].sum()
        assert by_district["events"].sum() + len(unnamed) == coverage["events_placed"].sum()
        assert (coverage["deaths_placed"].fillna(0) <= coverage["deaths_held"]).all()
        assert coverage["events_held"].sum() == len(fought)

    @given(seeds, st.integers(0, 200))
    @few
    def test_deaths_with_is_add_up_to_the_total_whatever_the_annual_table_says(self, seed, more):
        battle = table("conflict/battle_deaths")
        with_is = battle.index[battle["conflict_id"].eq(conflict.IS_CONFLICTS["AFG"])]
        chosen = battle.index == np.random.default_rng(seed).choice(with_is)
        raised = battle.assign(**{name: battle[name] + more * chosen for name in ESTIMATES})
        tables = {name: table(name) for name in conflict.TABLES} | {"conflict/battle_deaths": raised}
        deaths = conflict.dyad_deaths(tables, 1989, 2030)
        totals = table("conflict/conflict_totals").set_index("conflict_id").loc[conflict.IS_CONFLICTS["AFG"]]
        found = deaths[deaths["dyad"].eq("Government - IS")]
        assert found[ESTIMATES].sum().to_dict() == totals[ESTIMATES].to_dict()
        assert not found["year"].duplicated().any()
        war = deaths[deaths["dyad"].eq("Government - Taleban")]
        assert war["best"].sum() == raised.loc[insurgency.is_war(raised), "best"].sum()

    @given(drawn("conflict/afghan_events"))
    @few
    def test_dated_events_move_deaths_between_quarters_and_not_between_years(self, rows):
        tables = {name: table(name) for name in drivers.TABLES} | {"conflict/afghan_events": rows}
        quarters = drivers.quarterly(tables, "war_deaths", "24.1")
        deaths = conflict.newest_release(conflict.dyad_deaths(tables, drivers.FIRST_YEAR, drivers.LAST_YEAR))
        war = deaths[deaths["dyad"].eq("Government - Taleban")].set_index("year")["best"]
        assert quarters.groupby(quarters.index.year).sum().to_dict() == pytest.approx(war.to_dict())
        assert quarters.ge(0).all()

    @given(windows(2015, 2024))
    @some
    def test_a_share_of_several_years_lies_between_theirs_and_within_its_bounds(self, years):
        shares = shares_of_is()
        inside = shares.loc[slice(*years)]
        share = islamic_state.share_of_window(shares, *years)
        low, high = islamic_state.bounds_of_window(shares, *years)
        assert inside["share"].min() <= share <= inside["share"].max()
        assert 0 <= low <= share <= high <= 1

    @given(drawn("conflict/syria_events"))
    @some
    def test_fights_with_is_are_a_part_of_all_wherever_they_are_counted(self, rows):
        assume(rows["side_a"].eq(syrian_war.SYRIAN_GOVERNMENT).any())
        fought = syrian_war.syrian_government_fights(rows)
        for by_group in ("governorate", "where_prec"):
            found = syrian_war.share_with_is_by(fought, by_group)
            whole = fought.dropna(subset=by_group)
            assert found["events"].sum() == len(whole)
            assert found["deaths"].sum() == whole["best"].sum()
            assert found["deaths_with_is"].sum() == whole.loc[whole["with_is"], "best"].sum()
            for share in ("share_of_events", "share_of_deaths"):
                assert found[share].dropna().between(0, 1).all()
        assert syrian_war.share_with_is(fought).dropna().between(0, 1).all()

    @given(drawn("conflict/syria_events"))
    @some
    def test_every_fight_with_is_has_one_opponent(self, rows):
        found = syrian_war.opponents_of_is_in_syria(rows)
        fought = rows[events.has_side(rows, "IS") & rows["type_of_violence"].ne("one-sided")]
        assert found["events"].sum() == len(fought)
        assert not found.index.str.fullmatch("IS").any()
        assume(fought["best"].sum())
        assert found["share_of_deaths"].sum() == pytest.approx(1)

    @given(drawn("conflict/us_deaths"), st.dates(datetime.date(2001, 10, 1), datetime.date(2021, 12, 31)))
    @some
    def test_deaths_before_and_after_a_month_are_all_deaths(self, rows, day):
        assume(rows["deaths"].sum())
        month = pd.Period(day, "M")
        before, after = (
            background.us_deaths_between(rows, *edges)
            for edges in (("1990-01-01", month.start_time), ((month + 1).start_time, "2030-01-01"))
        )
        assert before + after == pytest.approx(1)
        assert background.us_deaths_by_year(rows).to_numpy().sum() == rows["deaths"].sum()

    @given(drawn("conflict/afghan_events"))
    @some
    def test_shares_of_provinces_add_up_to_one(self, rows):
        assume(rows["province"].notna().any())
        shares = events.province_shares(rows)
        assert shares.sum() == pytest.approx(1)
        assert shares.is_monotonic_decreasing

    @given(drawn("conflict/us_strikes"))
    @some
    def test_shares_of_strikes_are_parts_of_a_whole(self, rows):
        on_is = rows["target"].isin(["is", "is-and-others"]) & rows["place_agrees"] & rows["province"].notna()
        assume(rows.loc[on_is, "strikes_min"].sum())
        shares = events.strike_shares(rows)
        assert 0 < shares["named"] <= 1
        assert 0 < shares["on_is_of_named"] <= 1
        assert 0 < shares["is_in_provinces"] <= 1
        by_target = events.strikes_by_target(rows)
        assert by_target["reports"].sum() == len(rows)
        assert by_target["strikes_min"].sum() == rows["strikes_min"].sum()
        assert by_target["strikes_without_place"].le(by_target["strikes_min"]).all()


@functools.cache
def shares_of_is():
    return islamic_state.is_share_of_deaths({name: table(name) for name in conflict.TABLES})


class TestTrade:
    @given(st.integers(1992, 2014), seeds)
    @few
    def test_shares_of_all_partners_add_up_to_one(self, year, seed):
        rows = table("economy/trade_cow").query("state == 'RUS' and year == @year")
        rows = rows.dropna(subset=["imports_usd_million", "exports_usd_million"], how="all")
        partners = rows["partner"].sample(frac=1, random_state=seed)
        apart = [trade.share_in_trade(rows, trade.MOSCOW, each)["share"].item() for each in partners[:8]]
        rest = trade.share_in_trade(rows, trade.MOSCOW, tuple(partners[8:]))["share"].item()
        assert sum(apart) + rest == pytest.approx(1)
        assert all(0 <= share <= 1 for share in [*apart, rest])

    @given(drawn("economy/afghan_exports"), st.integers(1, 12))
    @some
    def test_buyers_together_buy_what_is_sold(self, rows, shown):
        every, some_of_them = trade.buyers(rows, shown=10**6), trade.buyers(rows, shown=shown)
        sold = rows.groupby("release")["value_usd_thousand"].sum() / 1000
        assert every.groupby("release")["usd_million"].sum().to_dict() == pytest.approx(sold.to_dict())
        assert (every["gold_usd_million"] <= every["usd_million"] + 1e-9).all()
        columns = ["release", "buyer", "usd_million", "rank", "buyers", "total_usd_million"]
        same(some_of_them[columns], every.merge(some_of_them[["release", "buyer"]])[columns])

    @given(drawn("economy/afghan_exports"))
    @some
    def test_shares_of_products_add_up_to_one_in_each_release(self, rows):
        buyer = rows["buyer"].mode()[0]
        assume(rows.loc[rows["buyer"].eq(buyer), "value_usd_thousand"].gt(0).all())
        shares = trade.products_sold(rows, buyer).groupby("release")["share"].sum()
        assert shares.to_numpy() == pytest.approx(1)

    @given(drawn("arms/transfers"))
    @some
    def test_windows_hold_what_was_delivered_in_them(self, rows):
        windows_ = background.arms_by_window(rows)
        first, last = windows_span()
        delivered = client_arms.deliveries(rows, first, last).groupby("recipient")["tiv_million"].sum()
        assert windows_.groupby("recipient")["tiv_million"].sum().to_dict() == delivered.to_dict()

    @given(drawn("arms/register"), st.sampled_from(["RUS", "USA", "SUN"]))
    @some
    def test_every_deal_has_one_payer(self, rows, supplier):
        found = outreach.arms_by_payer(rows, supplier, "AFG")
        deals = rows[rows["supplier"].eq(supplier) & rows["recipient"].eq("AFG")]
        assert found["deals"].sum() == len(deals)
        assert found["delivered"].sum() == deals["delivered"].sum()
        flown = client_arms.helicopters(rows, 1900)
        if flown.loc[flown["supplier"].eq(supplier), "delivered"].sum():
            assert 0 <= client_arms.share_paid_by_others(flown, supplier) <= 1

    @given(drawn("territory/opium_districts"), windows(2006, 2018))
    @some
    def test_hectares_are_as_many_with_a_district_as_by_their_names(self, rows, years):
        inside = rows[rows["year"].between(*years)]
        assume(inside["opium_ha"].sum())
        found = opium.placed(rows, table("evidence/opium_district_codes"), *years)
        assert found["opium_ha"].sum() * inside["year"].nunique() == pytest.approx(inside["opium_ha"].sum())
        assert not found["pcode"].dropna().duplicated().any()
        assert 0 <= opium.unplaced_share(found) <= 1
        assert opium.by_year(inside).sum() == pytest.approx(inside["opium_ha"].sum())

    @given(drawn("economy/mineral_sites"))
    @some
    def test_records_stand_in_one_state_and_status(self, rows):
        counts = ground.status_counts(rows)
        assert counts.sum(axis=1).to_dict() == rows["state"].value_counts().to_dict()
        for state in counts.index[:3]:
            assert 0 <= ground.copper_share(rows, state) <= 1
        sized = ground.sized_copper(rows)
        assert ground.copper_by_state(sized)["sites"].sum() == len(sized)
        assert ground.copper_by_state(sized)["copper_million_t"].sum() == pytest.approx(
            sized["copper_million_t"].sum()
        )

    @given(drawn("economy/deposits"))
    @some
    def test_shares_of_states_add_up_to_the_records_with_a_state(self, rows):
        found = ground.records_by_state(rows)
        assert found["share"].sum() == pytest.approx(rows["state"].notna().mean())
        assert found["rank"].is_monotonic_increasing


def windows_span():
    edges = [edge for window in background.WINDOWS.values() for edge in window]
    return min(edges), max(edges)


class TestTimeline:
    @given(drawn("evidence/timeline"), windows(2009, 2025))
    @few
    def test_quarters_and_years_hold_each_act_once(self, rows, years):
        first, last = years
        dated = timeline.acts(rows, certainties=("low", "moderate", "high"))
        quarters = timeline.acts_by_quarter(dated, f"{first}Q1", f"{last}Q4")
        edges = [dated[edge].dt.to_period("Q") for edge in ("earliest", "latest")]
        inside = dated["earliest"].dt.year.ge(first) & dated["latest"].dt.year.le(last)
        assert quarters.to_numpy().sum() == (edges[0].eq(edges[1]) & inside).sum()
        apart = [timeline.acts(rows, outcomes=(each,)) for each in timeline.ACTS]
        together = timeline.acts(rows)
        assert sorted(together["event_id"]) == sorted(pd.concat(apart)["event_id"])

    @given(windows(2001, 2021), windows(2001, 2021))
    @few
    def test_a_wider_window_holds_no_less_harm_and_no_fewer_troops(self, one, other):
        wide = min(one[0], other[0]), max(one[1], other[1])
        coded = us_effort.acts(table("evidence/timeline"), table("evidence/us_effort"))
        grid = us_effort.harm_grid(coded, [one, wide])
        narrow, whole = (
            grid[grid["first_year"].eq(window[0]) & grid["last_year"].eq(window[1])].drop_duplicates()
            for window in (one, wide)
        )
        for name in ("inside", "most_inside"):
            assert (narrow[name].to_numpy() <= whole[name].to_numpy()).all()
        assert (grid["inside"] <= grid["total"]).all()
        assert (grid["most_inside"] <= grid["most"]).all()
        troops = us_effort.troops(table("conflict/us_troops_yearly"))
        less, more = (us_effort.share_of_troop_years(troops, window) for window in (one, wide))
        assert 0 <= less <= more + 1e-12 <= 1 + 2e-12

    @given(st.sampled_from(["first_contact", "embassy"]), seeds)
    @some
    def test_whatever_days_steps_were_taken_on_places_lie_in_their_ranges(self, step, seed):
        random = np.random.default_rng(seed)
        steps = table("evidence/regional_steps")
        taken = steps[steps["step"].eq(step) & steps["status"].eq("taken")]
        spans = timeline.intervals(taken.assign(reported=None))
        lengths = (spans["latest"] - spans["earliest"]).dt.days
        days = spans["earliest"] + pd.to_timedelta(random.integers(0, lengths + 1), unit="D")
        settled = taken.assign(date=days.dt.strftime("%Y-%m-%d"), precision="day", date_end=None)
        state = random.choice(taken["state"])
        before, after = (regional.place(rows, state, step) for rows in (taken, settled))
        assert before.others == after.others == len(taken) - 1
        assert before.low <= after.low <= after.high <= before.high
        assert (after.earlier >= before.earlier, after.later >= before.later) == (True, True)


class TestWords:
    @given(drawn("diplomacy/un_statements"), drawn("diplomacy/un_statements", 4))
    @some
    def test_periods_hold_every_statement_once_from_their_first_day_on(self, rows, breaking):
        themes = ["isil", "drugs", "terrorism"]
        breaks = sorted(breaking["date"].unique())
        found = speech.themes_by_period(rows, themes, breaks)
        assert found.groupby("theme")["n"].sum().to_dict() == dict.fromkeys(themes, len(rows))
        assert found.groupby("theme")["count"].sum().to_dict() == rows[themes].sum().to_dict()
        assert found["share"].between(0, 1).all()
        edges = [pd.Timestamp.min, *breaks, pd.Timestamp.max]
        assert all(edges[each.period] <= each.first for each in found.itertuples())
        assert all(each.last < edges[each.period + 1] for each in found.itertuples())
        by_year = opium.named_by_year(rows)
        assert (by_year["n"].sum(), by_year["count"].sum()) == (len(rows), rows["drugs"].sum())

    @given(drawn("evidence/forecasts"))
    @some
    def test_every_settled_forecast_has_one_outcome(self, rows):
        assert forecasts.tally(forecasts.with_days(rows)).to_numpy().sum() == rows["came_true"].notna().sum()


CODES = st.sampled_from(["contact", "legitimation", "material"])


class TestAgreement:
    @given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=30), st.permutations(["a", "b", "c"]))
    @some
    def test_kappa_needs_neither_an_order_nor_names(self, pairs, names):
        first, second = (pd.Series(codes) for codes in zip(*pairs, strict=True))
        found = coders.kappa(first, second)
        assert found <= 1
        assert coders.kappa(first, first) == 1
        assert coders.kappa(second, first) == pytest.approx(found)
        named = dict(zip(KINDS, names, strict=True))
        turned = [codes.map(named)[::-1] for codes in (first, second)]
        assert coders.kappa(*turned) == pytest.approx(found)

    @given(*[st.lists(CODES, min_size=1, max_size=6)] * 2)
    @some
    def test_codings_that_have_nothing_to_do_with_each_other_agree_by_chance_alone(self, one, other):
        assume(len({*one, *other}) > 1)
        first, second = (pd.Series(codes) for codes in zip(*product(one, other), strict=True))
        assert coders.kappa(first, second) == pytest.approx(0)

    @given(drawn("diplomacy/rollcalls"), st.sampled_from(["PAK", "IRN", "CHN", "USA", "AFG"]))
    @some
    def test_two_states_agree_alike_and_one_with_itself(self, rows, other):
        one, turned = (
            votes.agreement_from_rollcalls(rows, *pair) for pair in (("RUS", other), (other, "RUS"))
        )
        same(one, turned)
        assert one.between(0, 1).all()
        assert votes.agreement_from_rollcalls(rows, "RUS", "RUS").eq(1).all()

    @given(st.permutations(["RUS", "USA", "PAK", "IRN", "CHN", "AFG"]))
    @few
    def test_no_way_round_is_shorter_than_the_way_between_two_ideal_points(self, states):
        points = table("diplomacy/ideal_points")
        a, b, c = states[:3]
        there, on, across = (
            votes.ideal_point_distance(points, *pair, "all_votes") for pair in ((a, b), (b, c), (a, c))
        )
        assert (across - there - on).dropna().le(1e-9).all()
        found = afghan_votes.distance_with_bounds(points, a, b, "all_votes")
        assert (found["low"] <= found["distance"]).all()
        assert (found["distance"] <= found["high"]).all()
