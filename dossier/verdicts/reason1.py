"""Reason 1, the common enemy: from tables to the verdicts of the chapter, on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.indicators import arms, conflict, events, ties
from dossier.indicators import timeline as dated
from dossier.inference.order import SwitchOff, order, switch_off
from dossier.verdicts import common_enemy
from dossier.verdicts.judging import Clocks, Tables, on_both_clocks
from dossier.verdicts.scale import Judged, Verdict

if TYPE_CHECKING:
    from dossier.evidence import Rules

#: Tables that the verdicts read; pass them loaded, by name.
READS = (
    *conflict.TABLES,
    "arms/transfers",
    "conflict/afghan_events",
    "conflict/syria_events",
    "evidence/timeline",
)

BY_HAND = "the timeline is kept by hand from public sources, most of them in English"
NOT_KHORASAN = "many of these deaths are of the IS branch in the Caucasus, not of IS-Khorasan"
BOUNDS = "the figures rest on annual tables with bounds where several parties share one"
NO_RUSSIA = "the file does not name Russia: the measure is whom the Syrian government's side fought"
MAJOR_ARMS = "SIPRI counts major arms only, and deliveries follow contracts signed years earlier"


def judge(clocks: Clocks, rules: Rules) -> dict[str, Judged]:
    """Return every verdict of reason 1 on both clocks; `clocks` hold `READS` as `catalogue.on_clocks` loads them."""
    return on_both_clocks(JUDGES, clocks, rules)


def _origin(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["origin"]
    accounts = dated.renewed_contacts(tables["evidence/timeline"], rule["renewed_since"])
    return common_enemy.origin(accounts["certainty"].tolist(), rule, (BY_HAND,))


def cooling(tables: Tables) -> SwitchOff | None:
    """Compare acts before and after IS-Khorasan lost Nangarhar; None if the timeline does not reach so far.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.

    Returns
    -------
    SwitchOff or None
        The later window ends with the fall of Kabul, which changed who the Taliban were.
    """
    timeline = tables["evidence/timeline"]
    beaten, takeover = (dated.event_if_public(timeline, name) for name in (dated.NANGARHAR, dated.TAKEOVER))
    if beaten is None or takeover is None:
        return None
    return switch_off(dated.acts(timeline), beaten["latest"], takeover["earliest"])


def undated_share(tables: Tables) -> tuple[float, list[int]]:
    """Return the share of deaths in IS's first Afghan fights whose day the event file does not hold, and the years."""
    fights = events.is_dyad_events(tables["conflict/afghan_events"], 2015, 2016)
    share = fights.loc[fights["date"].isna(), "best"].sum() / fights["best"].sum()
    return float(share), sorted(fights["year"].unique().tolist())


def _intensity(tables: Tables, rules: Rules) -> Verdict:
    acts = dated.acts(tables["evidence/timeline"], since="2014-01-01")
    share, years = undated_share(tables)
    too_few = (
        f"the response to single months could not be estimated: {words.count(len(acts))} acts since 2014, and "
        f"{words.percent(share)} of the deaths of {words.listing(map(str, years))} have no day in the event file"
    )
    lowered = [BY_HAND, too_few]
    found = cooling(tables)
    if found is not None:
        lowered.append(
            f"the interval of the ratio of acts runs from {words.decimal(found.low)} to {words.decimal(found.high)}"
        )
    return common_enemy.intensity(
        None, None if found is None else found.cooling, rules["intensity"], tuple(lowered)
    )


def _threat(tables: Tables, rules: Rules) -> Verdict:
    by_year = conflict.is_deaths_by_year(tables)
    deaths = {int(year): int(best) for year, best in by_year.items()}
    return common_enemy.threat(deaths, rules["threat"], (NOT_KHORASAN,))


def _battlefield(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["battlefield"]
    shares = conflict.is_share_of_deaths(tables)["share"]
    return common_enemy.battlefield(float(shares.loc[: rule["last_year"]].max()), rule, (BOUNDS,))


def _syria_order(tables: Tables, rules: Rules) -> Verdict:
    timeline = tables["evidence/timeline"]
    found = order(*(dated.event(timeline, name) for name in (dated.SYRIA, dated.ANNOUNCED)))
    return common_enemy.syria_order(found.relation, found.least, rules["syria_order"])


def _syria_devoted(tables: Tables, rules: Rules) -> Verdict:
    rule, incidents = rules["syria_devoted"], tables["conflict/syria_events"]
    if incidents.empty:
        return common_enemy.syria_devoted(None, rule, (NO_RUSSIA,))
    shares = events.share_with_is(events.syrian_government_fights(incidents))
    lowered = [NO_RUSSIA, "it begins in January 2016, three months after the first strikes"]
    if len({_third(shares[estimate], rule) for estimate in ("best", "low", "high")}) > 1:
        lowered.append("the low, best and high estimates fall on different sides of a threshold")
    return common_enemy.syria_devoted(float(shares["best"]), rule, tuple(lowered))


def _third(share: float, rule) -> int:
    return (share >= rule["low"]) + (share >= rule["high"])


def _pakistan(tables: Tables, rules: Rules) -> Verdict:
    rule = rules["pakistan"]
    timeline, transfers = tables["evidence/timeline"], tables["arms/transfers"]
    announced = dated.event(timeline, dated.ANNOUNCED)["earliest"]
    steps = ties.steps_between(timeline, "Russia", "Pakistan", "2001-10-07")
    before = arms.share_of_imports(transfers, "PAK", tuple(rule["window_before"])).get("RUS", 0.0)
    after = arms.share_of_imports(transfers, "PAK", tuple(rule["window_after"])).get("RUS", 0.0)
    earlier = int((steps["latest"] < announced).sum())
    return common_enemy.pakistan(earlier, float(before), float(after), rule, (MAJOR_ARMS,))


#: Each rule of the reason and what judges it.
JUDGES = {
    "origin": _origin,
    "intensity": _intensity,
    "threat": _threat,
    "battlefield": _battlefield,
    "syria_order": _syria_order,
    "syria_devoted": _syria_devoted,
    "pakistan": _pakistan,
}
