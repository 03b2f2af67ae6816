"""Reason 4, minerals and markets: its rules, each a function of its tables, its thresholds and its choices."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.indicators import ground, money, opium, trade
from dossier.indicators import timeline as dated
from dossier.inference import gravity
from dossier.inference.order import order
from dossier.tables.days import FALL_OF_KABUL, US_WAR
from dossier.verdicts.choices import CERTAINTIES
from dossier.verdicts.judging import BY_HAND
from dossier.verdicts.rule import Found, Tables, rule
from dossier.verdicts.rules import Rule

#: Years of the exporter's side before the outreach and with it: every fourth year is held.
EXPORTER_YEARS = (2012, 2016)
#: The last year before the outreach, as `rules.markets_2017` has it.
LAST_BEFORE = 2012
#: So many speeches of the later window must have been given before its rate is taken.
FEWEST_SPEECHES = 3
#: The option that the rules file itself holds: its two windows, its first day.
OWN = None

BOOKED_ELSEWHERE = "goods that pass through Kazakhstan and Uzbekistan are booked there"
NOT_CUSTOMS = "no customs data are at hand; the figures are those of parties with an interest"
FOUR_YEARS = "the exporter's side is at hand for every fourth year only"
SELECTION = "the world list is a selection by regional compilers and gives no sizes"
LINE_CHOSEN = "another line or another list gives another verdict in most combinations"
UNDER_THRESHOLD = "the tracker lists fields above a size only, so that smaller ones are not seen"
WORD_LIST = "a list of words finds mentions, not their weight"
NO_TRACKER = "the trackers of fields and mines are of 2024 and 2025 and are not read on this clock"
ONE_SPEECH = "one speech a year: a topic that is left out may be dealt with elsewhere"

#: How the first commercial step stands to the first political one, in words; None where no step is on record.
PLACED = {
    None: "no commercial step is on record",
    "before": "the first commercial step came before the first political one",
    "overlap": "the dates of the first commercial and political steps overlap",
    "after": "the first commercial step came after the first political one",
}


def first_steps(
    tables: Mapping[str, pd.DataFrame], since, business: tuple[str, ...] = ("deal",)
) -> tuple[pd.Series | None, pd.Series]:
    """Return the first commercial step (None without one) and the first documented political act.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline` and `evidence/event_codings`.
    since : date-like
        Day before which a political act does not count.
    business : tuple of str
        Which steps are commercial: `deal`, `offer`, `figure`.
    """
    timeline = tables["evidence/timeline"]
    steps = money.russian_steps(timeline, tables["evidence/event_codings"])
    commercial = steps[steps["step"].isin(business)]
    political = dated.acts(timeline, since=since).iloc[0]
    return (None if commercial.empty else commercial.iloc[0]), political


def shares_of_afghans(
    tables: Mapping[str, pd.DataFrame], side: str, windows: tuple[tuple[int, int], tuple[int, int]]
) -> tuple[float, float]:
    """Return Afghanistan's share in Russia's trade before the outreach and with it.

    Parameters
    ----------
    tables : mapping
        With `economy/trade_cow`, or with `economy/exports` for the exporter's side.
    side : str
        `importer` (both directions), `sales` (Russia's exports as the importers have them) or `exporter` (as Russia
        has them, in `EXPORTER_YEARS` whatever the windows).
    windows : tuple
        First and last year before the outreach, and with it.
    """
    if side == "exporter":
        before, later = (_share_sold(tables["economy/exports"], year) for year in EXPORTER_YEARS)
        return before, later
    shares = trade.share_in_trade(tables["economy/trade_cow"], "RUS", "AFG")
    if side == "sales":
        before, later = (float(shares.loc[slice(*window), "share_of_exports"].mean()) for window in windows)
    else:
        before, later = (trade.share_of_window(shares, window) for window in windows)
    return before, later


def _share_sold(exports: pd.DataFrame, year: int) -> float:
    """Return Afghanistan's share in what Russia says it sold; not a number while the year is not reported."""
    sold = exports[exports["exporter"].eq("RUS") & exports["year"].eq(year)].set_index("importer")
    amounts = sold["exports_usd_million"]
    return float(amounts[amounts.index == "AFG"].sum() / amounts.sum()) if len(amounts) else float("nan")


@rule(
    "markets_2017",
    reads=("economy/trade_cow", "economy/exports", "evidence/event_codings", "evidence/timeline"),
    axis="Afghanistan's share in Russia's trade with the outreach",
    unit="small share",
    lines=("size",),
    thresholds=("size",),
    choices={
        "side": {
            "importer's": "importer",
            "importer's, sales only": "sales",
            "exporter's, sales only": "exporter",
        },
        "windows": {
            "2008 to 2012, 2013 and 2014": OWN,
            "2010 to 2012, 2013 and 2014": ((2010, 2012), (2013, 2014)),
            "2008 to 2013, 2014": ((2008, 2013), (2014, 2014)),
        },
        "business": {"deals": ("deal",), "deals and offers": ("deal", "offer")},
    },
    lowered_by=(BOOKED_ELSEWHERE,),
)
def markets_2017(tables: Tables, rule: Rule, *, side="importer", windows=OWN, business=("deal",)) -> Found:
    """Afghanistan's share in Russia's trade before and with the outreach, and whether business came first."""
    before, later = tables.once(shares_of_afghans, side, windows or _own_windows(rule))
    step, political = tables.once(first_steps, US_WAR, business)
    relation = None if step is None else order(step, political).relation
    large = later >= rule["size"] and later > before
    first = relation in ("before", "overlap")
    because = (
        f"Afghanistan's share in Russia's trade went from {words.percent(before, 2)} to "
        f"{words.percent(later, 2)}; {PLACED[relation]}"
    )
    return Found(("neither", "one", "both")[large + first], because, later)


def _own_windows(rule: Rule) -> tuple[tuple[int, int], tuple[int, int]]:
    return tuple(rule["window_before"]), tuple(rule["window_with"])


def steps_with_russia(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the economic steps between Russia and Afghanistan, as `money.russian_steps` does."""
    return money.russian_steps(tables["evidence/timeline"], tables["evidence/event_codings"])


def highest_before(tables: Mapping[str, pd.DataFrame], side: str) -> float:
    """Return Russia's highest yearly trade with Afghanistan before the outreach on a side, in million dollars."""
    ledgers = trade.two_ledgers(tables["economy/trade_cow"], tables["economy/exports"], "RUS", "AFG")
    return trade.highest_year(ledgers, side, LAST_BEFORE)[1]


@rule(
    "markets_2022",
    reads=(
        "economy/trade_cow",
        "economy/exports",
        "evidence/event_codings",
        "evidence/reported_figures",
        "evidence/timeline",
    ),
    axis="Reported trade a year, as a multiple of the highest year before the outreach",
    unit="ratio",
    choices={
        "since": {"24 February 2022": OWN, "fall of Kabul": FALL_OF_KABUL},
        "certainty": CERTAINTIES,
        "side": {"exporter's": trade.EXPORTER, "importer's": trade.IMPORTER},
    },
    lowered_by=(BY_HAND, NOT_CUSTOMS),
)
def markets_2022(
    tables: Tables, rule: Rule, *, since=OWN, certainty=dated.DOCUMENTED, side=trade.EXPORTER
) -> Found:
    """Deals and offers on record, and reported trade at a yearly rate over the highest year before the outreach."""
    steps = tables.once(steps_with_russia)
    steps = steps[
        (steps["earliest"] >= pd.Timestamp(since or rule["since"])) & steps["certainty"].isin(certainty)
    ]
    if steps.empty:
        return Found("early", "nothing of the years since 2022 was known")
    rate = trade.yearly_rate(tables["evidence/reported_figures"], "trade with Russia")
    highest = tables.once(highest_before, side)
    deals = int(steps["step"].eq("deal").sum())
    offers = words.counted(len(steps) - deals, "offer or figure", "offers or figures")
    because = (
        f"{words.counted(deals, 'deal')} and {offers} are on record; reported trade runs at {words.count(rate)} "
        f"million dollars a year, against {words.count(highest)} million in the highest year before the outreach"
    )
    branch = ("growth" if rate > highest else "deals") if deals else "offers"
    return Found(branch, because, rate / highest)


def fitted(tables: Mapping[str, pd.DataFrame], year: int, distance: str) -> gravity.Gravity:
    """Return the gravity model of a year, without intervals, which take time and are not asked for."""
    flows = gravity.with_distances(tables["economy/exports"], tables["economy/distances"])
    return gravity.fit(flows, year, distance, confidence=None)


def moved(tables: Tables, before: int, after: int, distance: str, least_trade: float) -> pd.Series:
    """Return how Russia's ratio of observed to expected exports to Afghanistan changed between two years.

    Parameters
    ----------
    tables : Tables
        With `economy/exports` and `economy/distances`; each model is fitted once.
    before, after : int
        The years.
    distance : str
        One of `gravity.DISTANCES`.
    least_trade : float
        Partners with less expected trade, in million dollars, are left out.

    Returns
    -------
    pandas.Series
        before, after, factor, place, as `gravity.change` has them.
    """
    models = (tables.once(fitted, year, distance) for year in (before, after))
    earlier, later = (gravity.partners(model, "RUS", least_trade) for model in models)
    return gravity.change(earlier, later).loc["AFG"]


@rule(
    "trade_expected",
    reads=("economy/exports", "economy/distances"),
    axis="Share of Russia's other partners whose trade rose less against expectation",
    unit="share",
    lines=("low", "high"),
    thresholds=("before", "low", "high"),
    choices={
        "distance": dict(zip(("by population", "between capitals"), gravity.DISTANCES, strict=True)),
        "least_trade": {"any": 0.0, "a million dollars": 1.0, "ten million dollars": 10.0},
    },
    lowered_by=(FOUR_YEARS, BOOKED_ELSEWHERE),
)
def trade_expected(tables: Tables, rule: Rule, *, distance=gravity.DISTANCES[0], least_trade=0.0) -> Found:
    """Place of Afghanistan among Russia's partners by how exports moved against what a gravity model expects."""
    if rule["after"] > tables["economy/exports"]["year"].max():
        return Found("early", f"the trade of {rule['after']} was not reported yet")
    found = tables.once(moved, rule["before"], rule["after"], distance, least_trade)
    place, factor = float(found["place"]), float(found["factor"])
    branch = "rose" if place > rule["high"] else "fell" if place < rule["low"] else "flat"
    because = (
        f"Russia's exports to Afghanistan, held against what size and distance predict, "
        f"{'rose' if factor >= 1 else 'fell'} to {words.decimal(factor, 2)} times what they had been; "
        f"{words.percent(place)} of its other partners did worse"
    )
    return Found(branch, because, place)


def listed(tables: Mapping[str, pd.DataFrame], records_in: str) -> int:
    """Return Afghan records in a list: `world`, or of the region's databases `region` (mines, deposits) or `mines`."""
    if records_in == "world":
        return int(ground.records_by_state(tables["economy/deposits"]).loc["AFG", "records"])
    counts = ground.status_counts(tables["economy/mineral_sites"]).loc["AFG"]
    return int(counts["mine"] + (counts["deposit"] if records_in == "region" else 0))


def proved_in(tables: Mapping[str, pd.DataFrame], proved: str) -> int | None:
    """Return the Afghan mines of the trackers with a stated `reserve`, or with `either` that or a resource.

    None where the trackers are of a later day.
    """
    trackers = tables["economy/fields_and_mines"]
    if trackers.empty:
        return None
    if proved == "reserve":
        return ground.reserves_in(trackers, "AFG")
    return int(ground.iron_mines(trackers)["states"].eq("AFG").sum())


@rule(
    "minerals",
    reads=("economy/deposits", "economy/mineral_sites", "economy/fields_and_mines"),
    axis="Afghan records in the list",
    unit="records",
    lines=("records",),
    thresholds=("records",),
    choices={
        "records_in": {
            "world list": "world",
            "region's databases, mines and deposits": "region",
            "region's databases, mines": "mines",
        },
        "proved": {"reserve": "reserve", "reserve or resource": "either"},
    },
    lowered_by=(SELECTION, LINE_CHOSEN),
    caveats={"A": (NO_TRACKER,)},
)
def minerals(tables: Tables, rule: Rule, *, records_in="world", proved="reserve") -> Found:
    """Afghan records in a list of deposits, and the sites for which the trackers state a reserve."""
    records, reserves = tables.once(listed, records_in), tables.once(proved_in, proved)
    enough = records >= rule["records"]
    branch = "few" if not enough else "reserves" if (reserves or 0) >= rule["records"] else "deposits"
    stated = (
        "what is known of reserves is of a later day"
        if reserves is None
        else f"a reserve is stated for {words.of_them(reserves)} of the sites in the trackers"
    )
    because = f"the world list of major deposits holds {words.counted(records, 'Afghan record')}; {stated}"
    return Found(branch, because, records)


@rule(
    "hydrocarbons",
    reads=("economy/fields_and_mines", "evidence/reported_figures"),
    caveats={"A": (NO_TRACKER,), "B": (UNDER_THRESHOLD,)},
)
def hydrocarbons(tables: Tables, rule: Rule) -> Found:
    """Afghan oil and gas fields in the tracker, and published assessments of what is undiscovered."""
    trackers = tables["economy/fields_and_mines"]
    fields = None if trackers.empty else ground.fields_in(trackers, "AFG")
    assessments = int(tables["evidence/reported_figures"]["kind"].eq("resource assessment").sum())
    listed_fields = (
        "the tracker of fields is of a later day"
        if fields is None
        else f"the tracker of fields lists {words.of_them(fields)} in Afghanistan"
    )
    because = f"{listed_fields}; {words.counted(assessments, 'published figure')} estimate what is still undiscovered"
    return Found("fields" if fields else "estimated" if assessments else "none", because)


@rule("contracts", reads=("evidence/event_codings", "evidence/timeline"), lowered_by=(BY_HAND,))
def contracts(tables: Tables, rule: Rule) -> Found:
    """Contracts for Afghan resources on record, Russia's and those of the state with most."""
    by_state = money.contracts_by_state(tables["evidence/timeline"], tables["evidence/event_codings"])
    own, most = by_state["RUS"], max(by_state.values())
    because = (
        f"Russia holds {words.counted(own, 'contract')} for Afghan resources on record, and the state with most "
        f"holds {words.count(most)}"
    )
    return Found("none" if not own else "most" if own == most else "some", because)


def speeches(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return words on drugs in Russia's yearly speeches, as `opium.drug_words` does."""
    return opium.drug_words(tables["diplomacy/general_debate_terms"])


@rule(
    "drugs",
    reads=("diplomacy/general_debate_terms",),
    axis="Rate of drug words with the outreach, as a multiple of the rate before",
    unit="ratio",
    thresholds=("change",),
    choices={
        "windows": {
            "2006 to 2012, 2013 to 2019": OWN,
            "2009 to 2012, 2013 to 2016": ((2009, 2012), (2013, 2016)),
            "2002 to 2012, 2013 to 2021": ((2002, 2012), (2013, 2021)),
            "2008 to 2014, 2015 to 2021": ((2008, 2014), (2015, 2021)),
        },
        "counted": {"whole speech": "drugs", "beside Afghanistan": "beside"},
    },
    lowered_by=(ONE_SPEECH, WORD_LIST),
)
def drugs(tables: Tables, rule: Rule, *, windows=OWN, counted="drugs") -> Found:
    """Drug words per ten thousand in Russia's speeches at the United Nations, before the outreach and with it."""
    earlier, later = windows or _own_windows(rule)
    said = tables.once(speeches)
    if len(said.loc[slice(*later)]) < FEWEST_SPEECHES:
        return Found("early", "too little of the later window was over")
    said = said.assign(drugs=said[counted])
    before, with_outreach = opium.rate(said, earlier), opium.rate(said, later)
    change = with_outreach / before - 1
    branch = "rose" if change >= rule["change"] else "fell" if change <= -rule["change"] else "flat"
    because = (
        f"of every {words.count(1e4)} words of Russia's yearly speech at the United Nations "
        f"{words.decimal(before)} were on drugs before the outreach and {words.decimal(with_outreach)} with it"
    )
    return Found(branch, because, with_outreach / before)
