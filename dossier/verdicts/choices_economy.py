"""Choices behind the verdicts of reason 4, minerals and markets: each rule's measure with other options."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import ground, money, opium, trade
from dossier.inference import gravity
from dossier.inference.order import order
from dossier.verdicts import economy, reason4
from dossier.verdicts.choices import CERTAINTIES, Evaluate, Measure
from dossier.verdicts.judging import Tables

if TYPE_CHECKING:
    from dossier.evidence import Rule

#: Years of the exporter's side before the outreach and with it: every fourth year is held.
EXPORTER_YEARS = (2012, 2016)


def _markets_2017(tables: Tables) -> Evaluate:
    own = trade.share_in_trade(tables["economy/trade_cow"], "RUS", "AFG")
    steps = money.russian_steps(tables["evidence/timeline"])

    @functools.cache
    def sold(year: int) -> float:
        rows = tables["economy/exports"].query("exporter == 'RUS' and year == @year")
        if rows.empty:  # not reported yet on this clock: no rise can be shown
            return float("nan")
        to_afghans = rows.loc[rows["importer"].eq("AFG"), "exports_usd_million"].sum()
        return float(to_afghans / rows["exports_usd_million"].sum())

    @functools.cache
    def shares(side: str, windows: tuple) -> tuple[float, float]:
        if side == "exporter":
            return tuple(sold(year) for year in EXPORTER_YEARS)
        if side == "sales":
            return tuple(_share_of_sales(own, window) for window in windows)
        return tuple(trade.share_of_window(own, window) for window in windows)

    first_act = functools.cache(lambda since: reason4.first_steps(tables, since)[1])

    def evaluate(rule: Rule, side, windows, business):
        before, later = shares(side, windows)
        political = first_act(rule["renewed_since"])
        deals = steps[steps["step"].isin(business)]
        relation = None if deals.empty else order(deals.iloc[0], political).relation
        return later, economy.markets_2017(before, later, relation, rule)

    return evaluate


def _share_of_sales(shares: pd.DataFrame, window: tuple[int, int]) -> float:
    """Return the mean over a window of the partner's share in a state's exports."""
    return float(shares.loc[window[0] : window[1], "share_of_exports"].mean())


def _markets_2022(tables: Tables) -> Evaluate:
    found = money.russian_steps(tables["evidence/timeline"])
    ledgers = trade.two_ledgers(tables["economy/trade_cow"], tables["economy/exports"], "RUS", "AFG")
    rate = functools.cache(
        lambda: trade.yearly_rate(tables["evidence/reported_figures"], "trade with Russia")
    )

    def evaluate(rule: Rule, since, certainty, side):
        steps = found[(found["earliest"] >= pd.Timestamp(since)) & found["certainty"].isin(certainty)]
        # The last year before the outreach, as `rules.markets_2017` has it.
        _, highest = trade.highest_year(ledgers, side, 2012)
        deals = int(steps["step"].eq("deal").sum())
        reported = rate() if len(steps) else None
        verdict = economy.markets_2022(deals, len(steps) - deals, reported, highest, rule)
        return float("nan") if reported is None else reported / highest, verdict

    return evaluate


def _trade_expected(tables: Tables) -> Evaluate | None:
    if EXPORTER_YEARS[-1] > tables["economy/exports"]["year"].max():
        return None
    flows = gravity.with_distances(tables["economy/exports"], tables["economy/distances"])
    fitted = functools.cache(lambda year, distance: gravity.fit(flows, year, distance, confidence=None))

    @functools.cache
    def moved(before: int, after: int, distance: str, least: float) -> pd.Series:
        pair = (gravity.partners(fitted(year, distance), "RUS", least) for year in (before, after))
        return gravity.change(*pair).loc["AFG"]

    def evaluate(rule: Rule, distance, least_trade):
        found = moved(rule["before"], rule["after"], distance, least_trade)
        verdict = economy.trade_expected(float(found["place"]), float(found["factor"]), rule)
        return float(found["place"]), verdict

    return evaluate


def _minerals(tables: Tables) -> Evaluate:
    sites, trackers = tables["economy/mineral_sites"], tables["economy/fields_and_mines"]
    afghan = ground.status_counts(sites).loc["AFG"]
    listed = {
        "world": int(ground.records_by_state(tables["economy/deposits"]).loc["AFG", "records"]),
        "region": int(afghan["mine"] + afghan["deposit"]),
        "mines": int(afghan["mine"]),
    }
    mines = ground.iron_mines(trackers).query("states == 'AFG'")
    found = {"reserve": ground.reserves_in(trackers, "AFG"), "either": len(mines)}

    def evaluate(rule: Rule, records_in, proved):
        return listed[records_in], economy.minerals(listed[records_in], found[proved], rule)

    return evaluate


def _drugs(tables: Tables) -> Evaluate:
    said = opium.drug_words(tables["diplomacy/general_debate_terms"])
    counted_as = {name: said.assign(drugs=said[name]) for name in ("drugs", "beside")}

    def evaluate(rule: Rule, windows, counted):
        before, with_outreach = windows
        rows = counted_as[counted]
        enough = len(rows.loc[with_outreach[0] : with_outreach[1]]) >= 3
        earlier, later = opium.rate(rows, before), opium.rate(rows, with_outreach) if enough else None
        verdict = economy.drugs(earlier, later, rule)
        return float("nan") if later is None else later / earlier, verdict

    return evaluate


MEASURES: dict[str, Measure] = {
    "markets_2017": Measure(
        start=_markets_2017,
        reads=("economy/trade_cow", "economy/exports", "evidence/event_codings", "evidence/timeline"),
        name="Afghanistan's share in Russia's trade with the outreach",
        unit="small share",
        choices={
            "side": {
                "importer's": "importer",
                "importer's, sales only": "sales",
                "exporter's, sales only": "exporter",
            },
            "windows": {
                "2008 to 2012, 2013 and 2014": ((2008, 2012), (2013, 2014)),
                "2010 to 2012, 2013 and 2014": ((2010, 2012), (2013, 2014)),
                "2008 to 2013, 2014": ((2008, 2013), (2014, 2014)),
            },
            "business": {"deals": ("deal",), "deals and offers": ("deal", "offer")},
        },
        thresholds=("size",),
        lines=("size",),
    ),
    "markets_2022": Measure(
        start=_markets_2022,
        reads=(
            "economy/trade_cow",
            "economy/exports",
            "evidence/event_codings",
            "evidence/reported_figures",
            "evidence/timeline",
        ),
        name="Reported trade a year, as a multiple of the highest year before the outreach",
        unit="ratio",
        choices={
            "since": {"24 February 2022": "2022-02-24", "fall of Kabul": "2021-08-15"},
            "certainty": CERTAINTIES,
            "side": {"exporter's": trade.EXPORTER, "importer's": trade.IMPORTER},
        },
        thresholds=(),
    ),
    "trade_expected": Measure(
        start=_trade_expected,
        reads=("economy/exports", "economy/distances"),
        name="Share of Russia's other partners whose trade rose less against expectation",
        unit="share",
        choices={
            "distance": dict(zip(("by population", "between capitals"), gravity.DISTANCES, strict=True)),
            "least_trade": {"any": 0.0, "a million dollars": 1.0, "ten million dollars": 10.0},
        },
        thresholds=("before", "low", "high"),
        lines=("low", "high"),
    ),
    "minerals": Measure(
        start=_minerals,
        reads=("economy/deposits", "economy/mineral_sites", "economy/fields_and_mines"),
        name="Afghan records in the list",
        unit="records",
        choices={
            "records_in": {
                "world list": "world",
                "region's databases, mines and deposits": "region",
                "region's databases, mines": "mines",
            },
            "proved": {"reserve": "reserve", "reserve or resource": "either"},
        },
        thresholds=("records",),
        lines=("records",),
    ),
    "drugs": Measure(
        start=_drugs,
        reads=("diplomacy/general_debate_terms",),
        name="Rate of drug words with the outreach, as a multiple of the rate before",
        unit="ratio",
        choices={
            "windows": {
                "2006 to 2012, 2013 to 2019": ((2006, 2012), (2013, 2019)),
                "2009 to 2012, 2013 to 2016": ((2009, 2012), (2013, 2016)),
                "2002 to 2012, 2013 to 2021": ((2002, 2012), (2013, 2021)),
                "2008 to 2014, 2015 to 2021": ((2008, 2014), (2015, 2021)),
            },
            "counted": {"whole speech": "drugs", "beside Afghanistan": "beside"},
        },
        thresholds=("change",),
    ),
}
