"""Reason 2, revenge for the Soviet collapse: its rules. A keyword that is None stands for the rule's own choice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.indicators import afghan_votes, client_arms, soviet_war, us_effort
from dossier.indicators import timeline as dated
from dossier.inference.order import SwitchOff, order, switch_off
from dossier.verdicts.choices import ACTS, CERTAINTIES, finite, same
from dossier.verdicts.judging import BY_HAND, level
from dossier.verdicts.rule import Found, Tables, rule
from dossier.verdicts.rules import Rule
from dossier.verdicts.scale import HOLDS, Verdict

#: First year of delivery of the helicopters whose payers are counted.
FLOWN_SINCE = 2002
ONE_CODER = "the acts were coded by one coder who knew the hypotheses"
LATER_RELEASE = "the table was released later; only what had happened by then is read"
COMPILED = "the figures come from the literature and were not drawn from archives"
READ_BEFORE = "some of the figures had been read before the rule was written"


def harm_peak(
    tables: Mapping[str, pd.DataFrame],
    window: tuple[int, int],
    coding: str = "effect",
    allegations: bool = False,
) -> us_effort.Peak:
    """Compare harmful acts in a window with all of them.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline` and `evidence/us_effort`.
    window : tuple of int
        First and last year, both included.
    coding : str
        `effect` or `effect_wide`.
    allegations : bool
        Whether what is only alleged counts as harm.
    """
    counts = us_effort.by_year(
        us_effort.acts(tables["evidence/timeline"], tables["evidence/us_effort"]), coding
    )
    if allegations:
        counts = counts.assign(harmed=counts["harmed"] + counts["alleged"])
    return us_effort.peak(counts, window)


def after_the_fall(
    tables: Mapping[str, pd.DataFrame],
    acts: tuple[str, ...] = dated.ACTS,
    certainty: tuple[str, ...] = dated.DOCUMENTED,
    until: int | None = None,
) -> SwitchOff | None:
    """Compare acts before and after the fall of Kabul; None if the timeline does not reach so far.

    Parameters
    ----------
    tables : mapping
        With `evidence/timeline`.
    acts, certainty : tuple of str
        Which acts count, and how sure they must be, as `indicators.timeline.acts` takes them.
    until : int, optional
        Years after the fall with which the later window ends; by default it ends with the last such act known.
    """
    timeline = tables["evidence/timeline"]
    takeover = dated.event_if_public(timeline, dated.TAKEOVER)
    if takeover is None:
        return None
    fall, rows = takeover["latest"], dated.acts(timeline, outcomes=acts, certainties=certainty)
    end = rows["latest"].max() if until is None else fall + pd.DateOffset(years=until)
    return switch_off(rows, fall, end)


@rule(
    "opportunity",
    reads=("evidence/timeline", "evidence/us_effort"),
    axis="Share of harmful acts that fall in the years of most US troops",
    unit="share",
    choices={
        "coding": {"main": "effect", "wide": "effect_wide"},
        "allegations": {"left out": False, "counted as harm": True},
        "window": {
            "2009 to 2012": None,
            "2010 to 2012": (2010, 2012),
            "2008 to 2013": (2008, 2013),
            "2009 to 2014": (2009, 2014),
        },
    },
    lowered_by=(BY_HAND, ONE_CODER),
)
def opportunity(
    tables: Tables,
    rule: Rule,
    *,
    coding: str = "effect",
    allegations: bool = False,
    window: tuple[int, int] | None = None,
) -> Found:
    """Harmful acts in the years of the largest US force (T2.1)."""
    years = window or tuple(rule["peak_window"])
    peaks = {each: tables.once(harm_peak, years, each, allegations) for each in us_effort.CODINGS}
    found = peaks[coding]
    because = (
        f"{words.of_them(found.inside)} of the {words.spelled(found.total)} acts coded as harming the US effort "
        f"fell in {words.years(*years)}, when most US troops were exposed"
        if found.total
        else "no act is coded as harming the US effort"
    )
    differ = len({_where_harm_peaks(each) for each in peaks.values()}) > 1
    lowered = ("the two codings choose different branches",) if differ else ()
    return Found(_where_harm_peaks(found), because, found.inside / max(found.total, 1), lowered)


def _where_harm_peaks(found: us_effort.Peak) -> str:
    """Return `peak` in the window, `some` in it, `none`, or `early` without any act."""
    if not found.total:
        return "early"
    if not found.inside:
        return "none"
    return "peak" if found.most_inside == found.most else "some"


@rule(
    "missiles",
    reads=("arms/register",),
    lowered_by=("the register lists major arms from open sources: a covert gift could be missing",),
    caveats={"A": (LATER_RELEASE,)},
)
def missiles(tables: Tables, rule: Rule) -> Found:
    """Deals in the symmetric weapon for the Taliban, and for other Afghan armed groups (T2.2).

    A register that names no weapon at all for the Taliban cannot show that one kind of it was not sent.
    """
    register = tables["arms/register"]
    deals = client_arms.portable_missiles(register, rule["category"])
    seen = register["recipient"].eq("taliban").any()
    mine = int((deals["recipient"].eq("taliban") & deals["supplier"].eq("RUS")).sum())
    others = int((~deals["recipient"].isin(["AFG", "taliban"])).sum())
    because = (
        f"the arms register lists {words.counted(mine, 'deal')} in portable missiles from Russia to the "
        f"Taliban, and {words.counted(others, 'deal')} in such missiles for other Afghan armed groups"
    )
    if not seen:
        because += (
            "; it lists no weapon of any kind for the Taliban, even of years in which supply is documented"
        )
    return Found("present" if mine else "absent" if seen else "blind", because, mine)


@rule(
    "arming_kabul",
    reads=("arms/register", "arms/transfers", "arms/transfers_2024"),
    axis="Russian deliveries of major arms to Kabul",
    unit="tiv",
    thresholds=("paid_by_others",),
    choices={
        "release": {"2022": "arms/transfers", "2024": "arms/transfers_2024"},
        "window": {
            "2010 to 2016": None,
            "2002 to 2016": (2002, 2016),
            "2013 to 2016": (2013, 2016),
            "2015 to 2016": (2015, 2016),
        },
    },
    lowered_by=("who paid is coded from SIPRI's remarks",),
    caveats={"A": (LATER_RELEASE,)},
)
def arming_kabul(
    tables: Tables, rule: Rule, *, release: str = "arms/transfers", window: tuple[int, int] | None = None
) -> Found:
    """Russian arms for Kabul, and who paid for the helicopters (T2.3)."""
    years = window or rule["window"]
    delivered = client_arms.deliveries(tables[release], *years)
    russian = delivered[delivered["supplier"].eq("RUS") & delivered["recipient"].eq("AFG")]
    volume, paid = float(russian["tiv_million"].sum()), tables.once(_helicopters_paid_by_others)
    told = f"major arms of {words.count(volume)} million TIV, SIPRI's measure of volume," if volume else ""
    because = f"Russia delivered {told or 'no major arms'} to Kabul in {words.years(*years)}"
    if paid is not None:
        because += f"; others paid for {words.percent(paid)} of the Russian helicopters delivered since {FLOWN_SINCE}"
    sold = paid is not None and paid >= rule["paid_by_others"]
    return Found("withheld" if not volume else "sold" if sold else "given", because, volume)


def _helicopters_paid_by_others(tables: Mapping[str, pd.DataFrame]) -> float | None:
    flown = client_arms.helicopters(tables["arms/register"], FLOWN_SINCE)
    return client_arms.share_paid_by_others(flown, "RUS") if flown["supplier"].eq("RUS").any() else None


@rule(
    "un_hostility",
    reads=("diplomacy/rollcalls",),
    axis="Agreement on Afghanistan less agreement on all votes",
    unit="index",
    lines=("gap",),
    thresholds=("fewest_votes", "gap"),
    choices={
        "since": {"1992": 1992, "2001": 2001, "2008": 2008},
        "to": {"the last vote": None, "2021": 2021},
    },
    lowered_by=(
        "most resolutions on Afghanistan were adopted without a recorded vote",
        "single votes of 2022 to 2024 were not at hand, that of November 2022 on Afghanistan among them",
    ),
)
def un_hostility(tables: Tables, rule: Rule, *, since: int = 1992, to: int | None = None) -> Found:
    """Agreement of Russia and the United States on Afghanistan, against that on all matters (T2.6)."""
    votes = tables.once(_afghan_votes, since)
    counted = votes if to is None else votes[votes["year"] <= to]
    gap, least = afghan_votes.gap(counted), rule["fewest_votes"]
    few = gap is None or len(counted) < least
    because = (
        f"{words.counted(len(counted), 'contested vote')} on Afghanistan with both taking part are on record"
    )
    if len(counted) < least:
        because += f", where {words.count(least)} are the least that can be compared"
    if gap is None:
        return Found("few", because)
    more, by = "more" if gap >= 0 else "less", words.decimal(abs(gap), 2)
    because += f"; in them the two agreed {more} than in all votes, by {by} on a scale from 0 to 1"
    apart = "worse" if gap <= -rule["gap"] else "better" if gap >= rule["gap"] else "same"
    return Found("few" if few else apart, because, gap)


def _afghan_votes(tables: Mapping[str, pd.DataFrame], since: int) -> pd.DataFrame:
    return afghan_votes.afghan_votes(tables["diplomacy/rollcalls"], "RUS", "USA", since)


@rule(
    "obstruction",
    reads=("diplomacy/vetoes", "evidence/event_codings", "evidence/timeline"),
    lowered_by=("a threat of veto leaves no trace",),
    caveats={
        "B": (
            "the list of vetoes ends in July 2022",
            "in the General Assembly Russia voted against a resolution on Afghanistan in 2020",
        )
    },
)
def obstruction(tables: Tables, rule: Rule) -> Found:
    """Russia's vetoes on Afghanistan in the Security Council, and its abstentions (T2.7)."""
    vetoes = afghan_votes.russian_vetoes_on_afghanistan(tables["diplomacy/vetoes"], rule["since"])
    abstentions = afghan_votes.russian_abstentions(
        tables["evidence/timeline"], tables["evidence/event_codings"]
    )
    vetoed, abstained = words.counted(vetoes, "draft"), words.of_them(abstentions)
    because = f"Russia vetoed {vetoed} on Afghanistan and abstained on {abstained}"
    return Found("vetoed" if vetoes else "abstained" if abstentions else "none", because, vetoes)


@rule(
    "after_goal",
    reads=("evidence/timeline",),
    axis="Acts after the fall of Kabul, as a multiple of acts before",
    unit="ratio",
    thresholds=("cooling",),
    choices={
        "acts": ACTS,
        "certainty": CERTAINTIES,
        "until": {"last act known": None, "two years later": 2, "four years later": 4},
    },
    lowered_by=(BY_HAND,),
)
def after_goal(
    tables: Tables,
    rule: Rule,
    *,
    acts: tuple[str, ...] = dated.ACTS,
    certainty: tuple[str, ...] = dated.DOCUMENTED,
    until: int | None = None,
) -> Found:
    """The rate of Moscow's acts toward the Taliban before and after the fall of Kabul (T2.4)."""
    found = tables.once(after_the_fall, acts, certainty, until)
    if found is None:
        return Found("early", "the United States had not left yet")
    recognised = bool(tables["evidence/timeline"]["event_id"].eq(dated.RECOGNITION).any())
    more = "rarer" if found.cooling >= 0 else "more frequent"
    because = (
        f"Moscow's acts toward the Taliban became {more} by {words.percent(abs(found.cooling))} after the fall of "
        f"Kabul{', and it recognised their government' if recognised else ''}"
    )
    cooled = found.cooling >= rule["cooling"]
    branch = "cooled" if cooled else "recognised" if recognised else "went_on"
    low, high = words.decimal(found.low), words.decimal(found.high)
    interval = f"the interval of the ratio of acts runs from {low} to {high}"
    return Found(branch, because, finite(found.ratio), (interval,))


@rule(
    "revenge",
    reads=(),
    takes=("opportunity", "missiles"),
    lowered_by=("a motive is private, and the archives are closed", ONE_CODER),
)
def revenge(tables: Tables, rule: Rule, *, parts: Mapping[str, Verdict]) -> Found:
    """Revenge as a motive, by the two findings that would revive it: harm when it was easiest, and the missiles."""
    peaked, given = (parts[name].verdict in HOLDS for name in ("opportunity", "missiles"))
    because = (
        f"acts that harmed the US effort {'peaked' if peaked else 'did not peak'} in the years of the largest US "
        f"force, and {'a' if given else 'no'} Russian missile against aircraft is recorded for the Taliban"
    )
    return Found(("neither", "one", "both")[peaked + given], because, peaked + given)


@rule(
    "war_machine",
    reads=("evidence/soviet_war",),
    axis="The dead of nine years as a share",
    unit="small share",
    lines=("low", "high"),
    thresholds=("low", "high"),
    choices={"out_of": {"men under arms": None, "those who served in the war": "dead of those who served"}},
    lowered_by=(COMPILED,),
)
def war_machine(tables: Tables, rule: Rule, *, out_of: str | None = None) -> Found:
    """The Soviet dead as a share of the men under arms, or as the share given of those who served."""
    figures = tables["evidence/soviet_war"]
    share = (
        soviet_war.dead_share_of_forces(figures) if out_of is None else soviet_war.highest(figures, out_of)
    )
    whom = "the men under arms at one time" if out_of is None else "those who served in the war"
    because = f"the Soviet dead of nine years were {words.percent(share, 1)} of {whom}"
    return Found(level(share, rule), because, share)


@rule(
    "war_cost",
    reads=("evidence/soviet_war",),
    axis="Yearly cost of the war as a share of the yearly loss of oil income",
    unit="share",
    lines=("low", "high"),
    thresholds=("low", "high"),
    choices={"estimate": same(*soviet_war.ESTIMATES)},
    lowered_by=(COMPILED, READ_BEFORE, "the highest figure for the war is called partial by its source"),
)
def war_cost(tables: Tables, rule: Rule, *, estimate: str = soviet_war.HIGHEST) -> Found:
    """The yearly cost of the war against the yearly loss of oil income."""
    share = soviet_war.cost_against_oil(tables["evidence/soviet_war"], estimate)
    if share is None:  # as with roubles on clock A: no work that names any was public
        return Found("unknown", "no estimate of one of the two")
    by = "even by" if estimate == soviet_war.HIGHEST else "by"
    because = (
        f"{by} the {estimate} estimate a year of war cost {words.percent(share)} of what a year's fall in oil income "
        "cost"
    )
    return Found(level(share, rule), because, share)


@rule(
    "decisive",
    reads=("evidence/soviet_war", "evidence/timeline"),
    lowered_by=(READ_BEFORE, "one gradient over a few peoples cannot weigh causes"),
)
def decisive(tables: Tables, rule: Rule) -> Found:
    """Whom the war cost most, against who left the union first; and how long the union outlived the withdrawal."""
    timeline = tables["evidence/timeline"]
    lost = soviet_war.dead_per_million(tables["evidence/soviet_war"])
    baltic, asian = lost["Baltic peoples"], lost["Central Asians"]
    found = order(*(dated.event(timeline, name) for name in (dated.DISSOLUTION, dated.WITHDRAWAL)))
    because = (
        f"of every million the war killed {words.decimal(baltic)} of the Baltic peoples, who led the way out of the "
        f"union, and {words.decimal(asian)} of the Central Asians, who came last; "
        f"the union ended {words.count(found.least)} days after the withdrawal"
    )
    return Found("with" if baltic > asian else "against", because)
