"""Reason 4, minerals and markets: from tables to the verdicts of the chapter, on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dossier.indicators import ground, money, opium, trade
from dossier.indicators import timeline as dated
from dossier.inference import gravity
from dossier.inference.order import order
from dossier.verdicts import economy
from dossier.verdicts.judging import Clocks, Tables, on_both_clocks
from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rules

#: Tables that the verdicts read; pass them loaded, by name.
READS = (
    "diplomacy/general_debate_terms",
    "economy/deposits",
    "economy/distances",
    "economy/exports",
    "economy/fields_and_mines",
    "economy/trade_cow",
    "evidence/event_codings",
    "evidence/reported_figures",
    "evidence/timeline",
)

BY_HAND = "the timeline is kept by hand from public sources, most of them in English"
BOOKED_ELSEWHERE = "goods that pass through Kazakhstan and Uzbekistan are booked there"
ENDS_2014 = "the importer's side ends in 2014"
NOT_CUSTOMS = "no customs data are at hand; the figures are those of parties with an interest"
FOUR_YEARS = "the exporter's side is at hand for every fourth year only"
SELECTION = "the world list is a selection by regional compilers and gives no sizes"
LINE_CHOSEN = "another line or another list gives another verdict in most combinations"
UNDER_THRESHOLD = "the tracker lists fields above a size only, so that smaller ones are not seen"
WORD_LIST = "a list of words finds mentions, not their weight"
NO_TRACKER = "the trackers of fields and mines are of 2024 and 2025 and are not read on this clock"
ONE_SPEECH = "one speech a year: a topic that is left out may be dealt with elsewhere"


def judge(clocks: Clocks, rules: Rules) -> dict[str, Judged]:
    """Return every verdict of reason 4 on both clocks; `clocks` hold `READS` as `catalogue.on_clocks` loads them."""
    return on_both_clocks(JUDGES, clocks, rules, CAVEATS)


def first_steps(tables: Tables, since) -> tuple[pd.Series | None, pd.Series]:
    """Return the first commercial deal (None without one) and the first documented political act.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.
    since : date-like
        Day before which a political act does not count.
    """
    timeline = tables["evidence/timeline"]
    steps = money.russian_steps(timeline)
    deals = steps[steps["step"].eq("deal")]
    political = dated.acts(timeline, since=since).iloc[0]
    return (None if deals.empty else deals.iloc[0]), political


def _markets_2017(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["markets_2017"]
    shares = trade.share_in_trade(tables["economy/trade_cow"], "RUS", "AFG")
    deal, political = first_steps(tables, rule["renewed_since"])
    return economy.markets_2017(
        trade.share_of_window(shares, rule["window_before"]),
        trade.share_of_window(shares, rule["window_with"]),
        None if deal is None else order(deal, political).relation,
        rule,
        (BOOKED_ELSEWHERE,),
    )


def _markets_2022(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["markets_2022"]
    steps = money.russian_steps(tables["evidence/timeline"])
    steps = steps[
        (steps["earliest"] >= pd.Timestamp(rule["since"])) & steps["certainty"].isin(dated.DOCUMENTED)
    ]
    ledgers = trade.two_ledgers(tables["economy/trade_cow"], tables["economy/exports"], "RUS", "AFG")
    last = rules["markets_2017"]["window_before"][1]
    _, highest = trade.highest_year(ledgers, trade.EXPORTER, last)
    rate = trade.yearly_rate(tables["evidence/reported_figures"], "trade with Russia") if len(steps) else None
    deals = int(steps["step"].eq("deal").sum())
    return economy.markets_2022(deals, len(steps) - deals, rate, highest, rule, (BY_HAND, NOT_CUSTOMS))


def _trade_expected(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["trade_expected"]
    if rule["after"] > tables["economy/exports"]["year"].max():
        return economy.trade_expected(None, None, rule, (FOUR_YEARS, BOOKED_ELSEWHERE))
    moved = changes(tables, rule["before"], rule["after"]).loc["AFG"]
    return economy.trade_expected(
        float(moved["place"]), float(moved["factor"]), rule, (FOUR_YEARS, BOOKED_ELSEWHERE)
    )


def changes(tables: Tables, before: int, after: int, distance: str = gravity.DISTANCES[0]) -> pd.DataFrame:
    """Return how Russia's ratios of observed to expected exports changed between two years, by partner."""
    flows = gravity.with_distances(tables["economy/exports"], tables["economy/distances"])
    fits = (gravity.fit(flows, year, distance, confidence=None) for year in (before, after))
    earlier, later = (gravity.partners(fitted, "RUS") for fitted in fits)
    return gravity.change(earlier, later)


def _minerals(tables: Tables, rules: Rules) -> Verdict:
    ranked = ground.records_by_state(tables["economy/deposits"])
    trackers = tables["economy/fields_and_mines"]
    reserves = None if trackers.empty else ground.reserves_in(trackers, "AFG")
    records = int(ranked.loc["AFG", "records"])
    return economy.minerals(records, reserves, rules["minerals"], (SELECTION, LINE_CHOSEN))


def _hydrocarbons(tables: Tables, rules: Rules) -> Verdict:
    trackers = tables["economy/fields_and_mines"]
    fields = None if trackers.empty else ground.fields_in(trackers, "AFG")
    assessments = int(tables["evidence/reported_figures"]["kind"].eq("resource assessment").sum())
    return economy.hydrocarbons(fields, assessments, rules["hydrocarbons"])


def _contracts(tables: Tables, rules: Rules) -> Verdict:
    found = money.contracts_by_state(tables["evidence/timeline"])
    return economy.contracts(found, rules["contracts"], (BY_HAND,))


def _drugs(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["drugs"]
    said = opium.drug_words(tables["diplomacy/general_debate_terms"])
    first, end = rule["window_with"]
    over = len(said.loc[first:end])
    later = opium.rate(said, (first, end)) if over >= 3 else None
    return economy.drugs(opium.rate(said, rule["window_before"]), later, rule, (ONE_SPEECH, WORD_LIST))


#: Each rule of the reason and what judges it.
JUDGES = {
    "markets_2017": _markets_2017,
    "markets_2022": _markets_2022,
    "trade_expected": _trade_expected,
    "minerals": _minerals,
    "hydrocarbons": _hydrocarbons,
    "contracts": _contracts,
    "drugs": _drugs,
}
#: What lowers confidence on one clock only.
CAVEATS = {
    "A": {"minerals": (NO_TRACKER,), "hydrocarbons": (NO_TRACKER,)},
    "B": {"hydrocarbons": (UNDER_THRESHOLD,)},
}
