"""Reason 1, the common enemy: its rules. A keyword that is None stands for the rule's own year, window or day."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.indicators import arms, conflict, events, islamic_state, syrian_war, ties
from dossier.indicators import timeline as dated
from dossier.inference.order import SwitchOff, order, switch_off
from dossier.tables.days import US_WAR
from dossier.verdicts.choices import ACTS, CERTAINTIES, finite, same
from dossier.verdicts.judging import BY_HAND, level
from dossier.verdicts.rule import Found, Tables, rule
from dossier.verdicts.rules import Rule

NOT_KHORASAN = "many of these deaths are of the IS branch in the Caucasus, not of IS-Khorasan"
BOUNDS = "the figures rest on annual tables with bounds where several parties share one"
NO_RUSSIA = "the file does not name Russia: the measure is whom the Syrian government's side fought"
MAJOR_ARMS = "SIPRI counts major arms only, and deliveries follow contracts signed years earlier"

#: Acts from this day on are those that could answer single months of deaths in fighting with IS.
ACTS_SINCE = "2014-01-01"


@rule("origin", reads=("evidence/timeline",), lowered_by=(BY_HAND,))
def origin(tables: Tables, rule: Rule) -> Found:
    """Whether IS-Khorasan began the contacts: accounts that date a renewed channel before its announcement."""
    accounts = dated.renewed_contacts(tables["evidence/timeline"], US_WAR)
    documented = int(accounts["certainty"].isin(dated.DOCUMENTED).sum())
    because = (
        f"{words.counted(len(accounts), 'dated account')} put a renewed channel before IS-Khorasan was "
        f"announced, {words.of_them(documented)} of them of moderate or high certainty"
    )
    return Found("documented" if documented else "claimed" if len(accounts) else "none", because)


def cooling(
    tables: Mapping[str, pd.DataFrame],
    acts: tuple[str, ...] = dated.ACTS,
    certainty: tuple[str, ...] = dated.DOCUMENTED,
    until: str | None = None,
) -> SwitchOff | None:
    """Compare acts before and after IS-Khorasan lost Nangarhar; None if the timeline does not reach so far.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.
    acts, certainty : tuple of str
        Which outcomes count, and of which certainty.
    until : str, optional
        Last day of the later window; without one the fall of Kabul, which changed who the Taliban were.
    """
    timeline = tables["evidence/timeline"]
    beaten, takeover = (dated.event_if_public(timeline, name) for name in (dated.NANGARHAR, dated.TAKEOVER))
    if beaten is None or takeover is None:
        return None
    counted = dated.acts(timeline, outcomes=acts, certainties=certainty)
    return switch_off(counted, beaten["latest"], until or takeover["earliest"])


def undated_share(tables: Mapping[str, pd.DataFrame]) -> tuple[float, list[int]]:
    """Return the share of deaths in IS's first Afghan fights whose day the event file does not hold, and the years."""
    fights = events.is_dyad_events(tables["conflict/afghan_events"], 2015, 2016)
    share = fights.loc[fights["date"].isna(), "best"].sum() / fights["best"].sum()
    return float(share), sorted(fights["year"].unique().tolist())


def _no_months(tables: Mapping[str, pd.DataFrame]) -> str:
    """Say why acts are not set against deaths month by month, which the rule also asks for (dose)."""
    acts = dated.acts(tables["evidence/timeline"], since=ACTS_SINCE)
    share, years = undated_share(tables)
    return (
        f"the response to single months could not be estimated: {words.count(len(acts))} acts since 2014, and "
        f"{words.percent(share)} of the deaths of {words.listing(map(str, years))} have no day in the event file"
    )


@rule(
    "intensity",
    reads=("conflict/afghan_events", "evidence/timeline"),
    axis="Acts after IS-Khorasan lost Nangarhar, as a multiple of acts before",
    unit="ratio",
    thresholds=("cooling",),
    choices={
        "acts": ACTS,
        "certainty": CERTAINTIES,
        "until": {
            "fall of Kabul": None,
            "end of 2021": "2021-12-31",
            "a year after the Doha agreement": "2021-02-28",
        },
    },
    lowered_by=(BY_HAND,),
)
def intensity(
    tables: Tables, rule: Rule, *, acts=dated.ACTS, certainty=dated.DOCUMENTED, until: str | None = None
) -> Found:
    """Whether the ties rose and fell with IS-Khorasan: acts after it lost Nangarhar against acts before (T1.5).

    Whether acts answer single months (T1.2) could not be estimated, and counts as not shown.
    """
    no_months = tables.once(_no_months)
    found = tables.once(cooling, acts, certainty, until)
    if found is None:
        because = "too few acts to estimate a response, and IS-Khorasan had not yet been beaten"
        return Found("early", because, lowered_by=(no_months,))
    fall = found.cooling
    moved = f"fell by {words.percent(fall)}" if fall >= 0 else f"rose by {words.percent(-fall)}"
    because = (
        f"acts per quarter {moved} once IS-Khorasan had lost Nangarhar, where {words.percent(rule['cooling'])} less "
        "would be a cooling; whether acts answer deaths in fighting with IS could not be estimated"
    )
    interval = f"the interval of the ratio of acts runs from {words.decimal(found.low)} to {words.decimal(found.high)}"
    branch = "one" if fall >= rule["cooling"] else "neither"
    return Found(branch, because, finite(found.ratio), (no_months, interval))


@rule(
    "threat",
    reads=(
        "conflict/battle_deaths",
        "conflict/country_parties",
        "conflict/country_years",
        "conflict/dyads",
    ),
    axis="Deaths with IS as a party in the worst year",
    unit="deaths",
    lines=("deaths_a_year",),
    thresholds=("deaths_a_year",),
    choices={
        "estimate": same(*conflict.ESTIMATES),
        "soil": {
            "Russia and Central Asia": islamic_state.RUSSIA_AND_CENTRAL_ASIA,
            "Russia": ("RUS",),
            "Central Asia": tuple(state for state in islamic_state.RUSSIA_AND_CENTRAL_ASIA if state != "RUS"),
        },
        "violence": {
            "all": islamic_state.KINDS,
            "on civilians": ("one-sided",),
            "fighting": ("state-based", "non-state"),
        },
    },
    lowered_by=(NOT_KHORASAN,),
)
def threat(
    tables: Tables,
    rule: Rule,
    *,
    estimate: str = "best",
    soil=islamic_state.RUSSIA_AND_CENTRAL_ASIA,
    violence=islamic_state.KINDS,
) -> Found:
    """Whether IS was a danger on Russian and Central Asian soil: deaths with it as a party, in the worst year."""
    found = tables.once(islamic_state.is_deaths, islamic_state.RUSSIA_AND_CENTRAL_ASIA)
    rows = found[found["country"].isin(soil) & found["type_of_violence"].isin(violence)]
    by_year = rows.groupby("year")[estimate].sum().astype(int)
    total, worst = int(by_year.sum()), int(by_year.max()) if len(by_year) else 0
    branch = "active" if worst >= rule["deaths_a_year"] else "some" if total else "none"
    because = (
        f"{words.counted(total, 'death')} in violence with IS are recorded there, {words.of_them(worst)} of them in "
        f"the worst year, where the line of an active conflict is {words.count(rule['deaths_a_year'])}"
    )
    return Found(branch, because, worst)


@rule(
    "battlefield",
    reads=conflict.TABLES,
    axis="Share of IS in deaths in Afghanistan",
    unit="share",
    lines=("low", "high"),
    thresholds=("low", "high"),
    choices={
        "estimate": {"best": "share", "low": "share_low", "high": "share_high"},
        "fights": {
            "all violence with IS": islamic_state.KINDS,
            "without attacks on civilians": ("state-based", "non-state"),
            "with the government only": ("state-based",),
        },
        "period": {"highest year": "year", "all years together": "all"},
        "last_year": same(*range(2015, 2025)),
    },
    lowered_by=(BOUNDS,),
)
def battlefield(
    tables: Tables,
    rule: Rule,
    *,
    estimate: str = "share",
    fights=islamic_state.KINDS,
    period: str = "year",
    last_year: int | None = None,
) -> Found:
    """Whether IS changed the Afghan war: its share of all deaths, in its highest year or in all years together."""
    shares = tables.once(islamic_state.is_share_of_deaths, "AFG", fights)
    rows = shares.loc[: last_year or rule["last_year"]]
    # The extreme estimates of a whole period are those of its years, weighted by their deaths.
    weights = rows["all_best"] / rows["all_best"].sum()
    share = float(rows[estimate].max() if period == "year" else (rows[estimate] * weights).sum())
    because = f"in its highest year {words.percent(share)} of deaths fell in fighting with IS"
    return Found(level(share, rule), because, share)


@rule("syria_order", reads=("evidence/timeline",))
def syria_order(tables: Tables, rule: Rule) -> Found:
    """Whether Russia fought IS in Syria before IS-Khorasan was announced: the first strikes against that day."""
    timeline = tables["evidence/timeline"]
    found = order(*(dated.event(timeline, name) for name in (dated.SYRIA, dated.ANNOUNCED)))
    side = {"before": "before", "after": "after", "overlap": "within the precision of"}[found.relation]
    because = f"the first strikes came {words.count(found.least)} days {side} the announcement"
    return Found(found.relation, because)


def _shares_with_is(
    tables: Mapping[str, pd.DataFrame], dated_only: bool = False, until: str | None = None
) -> pd.Series:
    """Return the shares of IS in the Syrian government's fights, as `syrian_war.share_with_is` gives them."""
    fights = syrian_war.syrian_government_fights(tables["conflict/syria_events"])
    rows = fights if until is None else fights[fights["date_end"] <= until]
    return syrian_war.share_with_is(rows.dropna(subset="month") if dated_only else rows)


@rule(
    "syria_devoted",
    reads=("conflict/syria_events",),
    axis="Share of IS in the fighting of the Syrian government's side",
    unit="share",
    lines=("low", "high"),
    thresholds=("low", "high"),
    choices={
        "count": {"deaths, best": "best", "deaths, low": "low", "deaths, high": "high", "events": "events"},
        "rows": {"all": False, "dated to a month": True},
        "until": {"end of the file": None, "end of 2017": "2017-12-31", "end of 2018": "2018-12-31"},
    },
    lowered_by=(NO_RUSSIA,),
)
def syria_devoted(
    tables: Tables, rule: Rule, *, count: str = "best", rows: bool = False, until: str | None = None
) -> Found:
    """Whether the Syrian campaign was devoted to fighting IS: its share of deaths; `rows`: only rows with a month."""
    if tables["conflict/syria_events"].empty:
        return Found("early", "the first year of the file was not published yet")
    shares = tables.once(_shares_with_is, rows, until)
    lowered = ["it begins in January 2016, three months after the first strikes"]
    if len({level(shares[estimate], rule) for estimate in conflict.ESTIMATES}) > 1:
        lowered.append("the low, best and high estimates fall on different sides of a threshold")
    share = float(shares[count])
    because = f"IS was the other party in {words.percent(share)} of the deaths"
    return Found(level(share, rule), because, share, tuple(lowered))


def _russian_share(tables: Mapping[str, pd.DataFrame], release: str, first: int, last: int) -> float:
    """Return Russia's share of Pakistan's arms imports in a window, by the release of SIPRI's tables."""
    if release == "2022":
        return float(arms.share_of_imports(tables["arms/transfers"], "PAK", (first, last)).get("RUS", 0.0))
    later, totals = tables["arms/transfers_2024"], tables["arms/recipient_totals"]
    return arms.share_of_total(later, totals, "RUS", "PAK", (first, last))


def _earlier_steps(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the steps between Russia and Pakistan that certainly precede the announcement."""
    timeline = tables["evidence/timeline"]
    taken = ties.steps_between(timeline, "Russia", "Pakistan", US_WAR)
    return taken[taken["latest"] < dated.event(timeline, dated.ANNOUNCED)["earliest"]]


def _windows(rule: Rule, years: int | None, first_after: int | None) -> tuple[tuple[int, int], ...]:
    """Return the windows before and after: the rule's own, or of so many years on either side of a turn of year."""
    if years is None and first_after is None:
        return tuple(rule["window_before"]), tuple(rule["window_after"])
    first, last = rule["window_after"]
    start, length = first_after or first, years or last - first + 1
    return (start - length, start - 1), (start, start + length - 1)


@rule(
    "pakistan",
    reads=("arms/transfers", "arms/transfers_2024", "arms/recipient_totals", "evidence/timeline"),
    axis="Change of Russia's share in Pakistan's arms imports",
    unit="points",
    lines=("points",),
    thresholds=("points",),
    choices={
        "release": same("2022", "2024"),
        "years": same(*range(2, 8)),
        "first_after": same(*range(2013, 2018)),
        "steps": {"all": None, "arms and diplomacy": ("arms", "diplomacy"), "arms": ("arms",)},
        "certainty": {"any": CERTAINTIES["any"], "high": CERTAINTIES["high"]},
    },
    lowered_by=(MAJOR_ARMS,),
)
def pakistan(
    tables: Tables,
    rule: Rule,
    *,
    release: str = "2022",
    years: int | None = None,
    first_after: int | None = None,
    steps: tuple[str, ...] | None = None,
    certainty=CERTAINTIES["any"],
) -> Found:
    """Whether IS-Khorasan brought Russia to Pakistan's side: steps before it, and Russia's share of arms imports."""
    before, after = (
        tables.once(_russian_share, release, *each) for each in _windows(rule, years, first_after)
    )
    earlier = tables.once(_earlier_steps)
    counted = earlier[earlier["certainty"].isin(certainty)]
    count = len(counted if steps is None else counted[counted["category"].isin(steps)])
    rose = after - before >= rule["points"]
    because = (
        f"{words.counted(count, 'step')} between the two states came before the announcement; "
        f"Russia's share of Pakistan's arms "
        f"imports went from {words.percent(before, 1)} to {words.percent(after, 1)}"
    )
    branch = "turned" if rose and not count else "partly" if rose or not count else "earlier"
    return Found(branch, because, after - before)
