"""Reason 3, the Taliban as the future: its rules, each a function of its tables, its thresholds and its choices."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.indicators import arms, forecasts, insurgency, outreach, reach
from dossier.indicators import timeline as dated
from dossier.inference.gradient import gradient_grid, share_with_sign
from dossier.verdicts.choices import CERTAINTIES, same
from dossier.verdicts.judging import BY_HAND
from dossier.verdicts.rule import Found, Tables, rule
from dossier.verdicts.rules import Rule
from dossier.verdicts.scale import HOLDS, Verdict

#: Dealings that show that Moscow kept up its ties with Kabul.
KEPT_UP = {"arms and meetings": ("arms", "meeting"), "arms": ("arms",), "meetings": ("meeting",)}
#: Earlier and later years of arms and aid to Kabul; None for those of the rule.
WINDOWS = {
    "2011 to 2014, 2015 to 2019": None,
    "2011 to 2013, 2014 to 2019": ((2011, 2013), (2014, 2019)),
    "2011 to 2015, 2016 to 2019": ((2011, 2015), (2016, 2019)),
    "2012 to 2014, 2015 to 2017": ((2012, 2014), (2015, 2017)),
}
#: Day from which agreements count.
SINCE = {"2017": "2017-01-01", "2011": "2011-01-01"}

LATER_RELEASE = (
    "the tables of deaths and events were released after the clock, though the war was reported as it went"
)
NO_CONTROL = "no measure here says who held a district"
FEW_YEARS = (
    "there are few years, and both series rise over time, so that a trend shared by chance looks the same"
)
RUSSIAN_VIEW = "the timeline follows Russia, so meetings elsewhere are under-counted"
FEW_AGREEMENTS = "few agreements are on record"
NO_CAUSE = "why Russia took it, from the American struggle over talks or otherwise, is not measured"
PAID = "the United States paid for most Russian arms to Kabul, and sanctions ended that trade"
SHARED = "plain insurance (A1) and the base rate (A0) predict the weak form as well"
SAID = "what is said in public need not be believed"

#: What each part of the reason found, in words for a reader who has not seen its rule.
FOUND = {
    "future_gradient": {
        "holds": "Moscow's dated acts toward the Taliban grew more frequent as the war grew deadlier or US troops left",
        "fails": "Moscow's dated acts toward the Taliban did not grow more frequent as the war grew deadlier or US "
        "troops left",
        "open": "too few of Moscow's acts toward the Taliban are dated to be set against the war and US troops",
    },
    "future_shift": {
        "holds": "its arms and aid went from Kabul to them",
        "fails": "no move of its arms or aid from Kabul to them is documented",
        "open": "whether its arms or aid went from Kabul to them cannot be told",
    },
    "future_expected": {
        "holds": "half or more of its officials' public forecasts had them rule",
        "fails": "less than half of its officials' public forecasts, if any, had them rule",
        "open": "its officials had made no public forecast of their power",
    },
}


def deadlier(tables: Tables, first: int, last: int, estimate: str) -> tuple[float, int]:
    """Return deaths in the war in the last year on record over those of the first, and which year that is."""
    deaths = insurgency.war_deaths(tables["conflict/battle_deaths"], first, last)[estimate]
    return float(deaths.iloc[-1] / deaths[first]), int(deaths.index.max())


def wider(tables: Tables, first: int, later: int) -> float:
    """Return the districts with fighting in a later year over those in the first."""
    fights = insurgency.war_events(tables["conflict/afghan_events"], [first, later])
    districts = insurgency.districts_fought_over(insurgency.events_by_district(fights))
    return float(districts[later] / districts[first])


def centres_reporting(tables: Tables) -> float | None:
    """Return the share of the polling centres known in 2018 that reported; None before they did."""
    if tables["territory/polling_reach"].empty:
        return None
    by_region = reach.centres_by_region(tables["territory/polling_reach"], tables["territory/provinces"])
    return reach.share_reporting(by_region)


@rule(
    "future_gaining",
    reads=(
        "conflict/battle_deaths",
        "conflict/afghan_events",
        "territory/polling_reach",
        "territory/provinces",
    ),
    axis="Deaths in the war in the last year, as a multiple of those in the first",
    unit="ratio",
    lines=("deaths_ratio",),
    thresholds=("first_year", "spread_year", "deaths_ratio", "spread_ratio", "centres_reporting"),
    choices={"estimate": same("best", "low", "high")},
    lowered_by=(NO_CONTROL,),
    caveats={"A": (LATER_RELEASE,)},
)
def gaining(tables: Tables, rule: Rule, *, estimate: str = "best") -> Found:
    """Judge whether the Taliban were gaining: a deadlier war, in more districts, and fewer polling centres."""
    first = rule["first_year"]
    deaths, end = tables.once(deadlier, first, rule["last_year"], estimate)
    districts = tables.once(wider, first, min(rule["spread_year"], end))
    reporting = tables.once(centres_reporting)
    signs = [deaths >= rule["deaths_ratio"], districts >= rule["spread_ratio"]]
    because = (
        f"deaths in the war were {words.decimal(deaths)} times those of {first}; districts with fighting were "
        f"{words.decimal(districts, 2)} times as many"
    )
    if reporting is not None:
        signs.append(reporting < rule["centres_reporting"])
        because += f"; {words.percent(reporting)} of the polling centres known in 2018 reported"
    return Found("all" if all(signs) else "some" if any(signs) else "none", because, deaths)


def correlations(
    tables: Mapping[str, pd.DataFrame], first_years, last_year: int, changes: bool = False
) -> pd.DataFrame:
    """Correlate yearly acts with the war's deaths, US troops and the calendar over a grid.

    Parameters
    ----------
    tables : mapping
        With `conflict/battle_deaths`, `conflict/us_troops_yearly` and `evidence/timeline`.
    first_years : sequence of int
        First years of the window.
    last_year : int
        Its last year; acts after both series have nothing to stand beside and are left out.
    changes : bool
        Correlate changes from year to year instead of levels.

    Returns
    -------
    pandas.DataFrame
        As `inference.gradient.gradient_grid` returns it; measures deaths, troops and calendar (a placebo:
        what any series that rises with time would show).
    """
    first, last = min(first_years) - 2, _last_on_record(tables, last_year)
    acts = outreach.acts_by_year(tables["evidence/timeline"], first, last)
    deaths = insurgency.war_deaths(tables["conflict/battle_deaths"], first, last)["best"]
    troops = insurgency.us_troops(tables["conflict/us_troops_yearly"], first, last)["troops"]
    measures = pd.DataFrame({"deaths": deaths, "troops": troops}).reindex(acts.index)
    measures["calendar"] = measures.index
    return gradient_grid(acts, measures, first_years, last, changes)


def _last_on_record(tables: Mapping[str, pd.DataFrame], last_year: int) -> int:
    series = ("conflict/battle_deaths", "conflict/us_troops_yearly")
    return int(min(last_year, max(tables[name]["year"].max() for name in series)))


def dated_acts(tables: Tables, first: int, last_year: int) -> int:
    """Return how many acts there are to correlate."""
    years = outreach.acts_by_year(tables["evidence/timeline"], first, _last_on_record(tables, last_year))
    return int(years["both"].sum())


def signs_held(tables: Tables, first_years, last_year, changes, acts, lag, first) -> tuple[float, float]:
    """Return the shares of correlations in which acts rise with the war's deaths, and as US troops fall."""
    rows = tables.once(correlations, first_years, last_year, changes)
    for column, chosen in (("acts", acts), ("lag", lag), ("first_year", first)):
        rows = rows if chosen is None else rows[rows[column].eq(chosen)]
    return share_with_sign(rows, "deaths", 1), share_with_sign(rows, "troops", -1)


@rule(
    "future_gradient",
    reads=("conflict/battle_deaths", "conflict/us_troops_yearly", "evidence/timeline"),
    axis="Share of correlations with the predicted sign, the better of deaths and troops",
    unit="share",
    lines=("share_of_specifications",),
    thresholds=("share_of_specifications", "least_acts"),
    choices={
        "acts": {"all choices": None, "both": "both", "contact": "O1", "legitimation": "O2"},
        "lag": {"both": None, "none": 0, "a year": 1},
        "first": {"all": None, "2012": 2012, "2013": 2013, "2014": 2014},
        "correlated": {"levels": False, "changes": True},
    },
    lowered_by=(BY_HAND, FEW_YEARS),
)
def gradient(
    tables: Tables,
    rule: Rule,
    *,
    acts: str | None = None,
    lag: int | None = None,
    first: int | None = None,
    correlated: bool = False,
) -> Found:
    """Judge whether acts rose as the Taliban grew stronger or the Americans left (T3.1)."""
    years, last = tuple(rule["first_years"]), rule["last_year"]
    total = tables.once(dated_acts, min(years), last)
    war, leaving = tables.once(signs_held, years, last, correlated, acts, lag, first)
    if total < rule["least_acts"]:
        because = f"{words.counted(total, 'act')} can be dated, too few to set beside the war and US troops"
        return Found("early", because, max(war, leaving))
    held = sum(share >= rule["share_of_specifications"] for share in (war, leaving))
    because = (
        f"of the ways tried to set acts beside the war, {words.percent(war)} have them rise with its deaths, and "
        f"{words.percent(leaving)} have them rise as US troops fall"
    )
    return Found(("neither", "one", "both")[held], because, max(war, leaving))


def shift_ratios(
    tables: Mapping[str, pd.DataFrame], before: tuple[int, int], after: tuple[int, int]
) -> tuple[float, float | None]:
    """Return the later over the earlier yearly mean of Russian arms and aid to Kabul; aid None if not known.

    Parameters
    ----------
    tables : mapping
        With `arms/transfers` and `economy/russian_aid`.
    before, after : tuple of int
        First and last year, both included.
    """
    delivered = arms.russian_deliveries(tables["arms/transfers"], ["AFG"]).set_index("year")["tiv_million"]
    aid = outreach.aid_by_year(tables["economy/russian_aid"], "AFG", before[0], after[1])
    ratio = outreach.mean_ratio(aid, before, after)
    return outreach.mean_ratio(delivered, before, after), None if pd.isna(ratio) else ratio


def given_to_kabul(tables: Tables, kinds: tuple[str, ...]) -> int:
    """Return how many dealings of these kinds Moscow had with Kabul after its channel was acknowledged."""
    timeline = tables["evidence/timeline"]
    spoken = dated.event(timeline, dated.ACKNOWLEDGED)["latest"]
    kabul = outreach.with_kabul(timeline, tables["evidence/event_codings"])
    return int((kabul["earliest"].gt(spoken) & kabul["kind"].isin(kinds)).sum())


def given_to_taliban(tables: Tables, certainties: tuple[str, ...]) -> int:
    """Return how many transfers to the Taliban are on record from before they took Kabul."""
    timeline = tables["evidence/timeline"]
    return len(outreach.documented_support(timeline, _takeover(timeline), certainties))


def _takeover(timeline: pd.DataFrame) -> pd.Timestamp:
    """Return the day on which the Taliban took Kabul; where the timeline does not reach so far, the end of time."""
    takeover = dated.event_if_public(timeline, dated.TAKEOVER)
    return pd.Timestamp.max if takeover is None else takeover["earliest"]


@rule(
    "future_shift",
    reads=("arms/transfers", "economy/russian_aid", "evidence/event_codings", "evidence/timeline"),
    axis="Russian arms to Kabul, later yearly mean as a multiple of the earlier",
    unit="ratio",
    lines=("fall",),
    thresholds=("fall",),
    choices={"windows": WINDOWS, "support": CERTAINTIES, "kept_up": KEPT_UP},
    lowered_by=(PAID, BY_HAND),
)
def shift(
    tables: Tables,
    rule: Rule,
    *,
    windows: tuple[tuple[int, int], tuple[int, int]] | None = None,
    support: tuple[str, ...] = CERTAINTIES["moderate or high"],
    kept_up: tuple[str, ...] = KEPT_UP["arms and meetings"],
) -> Found:
    """Judge whether resources went from Kabul to the Taliban: less for the one, something for the other (T3.2)."""
    before, after = windows or (tuple(rule["before"]), tuple(rule["after"]))
    arms_ratio, aid_ratio = tables.once(shift_ratios, before, after)
    went_on, documented = tables.once(given_to_kabul, kept_up), tables.once(given_to_taliban, support)
    fell = [ratio is not None and ratio <= rule["fall"] for ratio in (arms_ratio, aid_ratio)]
    if documented and all(fell):
        branch = "shifted"
    elif any(fell) and not documented and not went_on:
        branch = "less"
    else:
        branch = "parallel"
    aid = "its aid is not known" if aid_ratio is None else f"its aid {words.percent(aid_ratio)}"
    because = (
        f"a year's Russian arms to Kabul were {words.percent(arms_ratio)} of the earlier yearly mean, and "
        f"{aid}; once the channel was acknowledged, Kabul still got "
        f"{words.counted(went_on, 'gift of arms or meeting', 'gifts of arms or meetings in all')}; "
        f"{words.counted(documented, 'transfer')} to the Taliban are documented"
    )
    return Found(branch, because, arms_ratio)


def expectations(tables: Tables) -> list[str]:
    """Return what each Russian forecast made before the takeover expected of the Taliban: rule, share or not."""
    before = _takeover(tables["evidence/timeline"])
    return forecasts.on_power(tables["evidence/forecasts"], "RUS", before)["expects"].tolist()


@rule("future_expected", reads=("evidence/forecasts", "evidence/timeline"))
def expected(tables: Tables, rule: Rule) -> Found:
    """Judge whether Moscow expected the Taliban to rule, by what its officials said beforehand (T3.3)."""
    expects = tables.once(expectations)
    lowered = (f"the table holds {words.count(len(expects))} public forecasts on this question", SAID)
    if not expects:
        return Found("none", "no public forecast by a Russian official is on record", lowered_by=lowered)
    ruling, sharing = expects.count("rule"), expects.count("share")
    some = "share" if ruling or sharing else "neither"
    because = (
        f"of {words.counted(len(expects), 'public forecast')} by Russian officials, {words.of_them(ruling)} had the "
        f"Taliban rule, {words.of_them(sharing)} gave them a share in power, and {words.of_them(expects.count('not'))} "
        "had them stay out of it"
    )
    share = ruling / len(expects)
    return Found("rule" if share >= rule["share"] else some, because, share, lowered)


@rule("future_ruled", reads=("evidence/timeline",))
def ruled(tables: Tables, rule: Rule) -> Found:
    """Judge the article's own forecast by its outcome."""
    takeover = dated.event_if_public(tables["evidence/timeline"], dated.TAKEOVER)
    if takeover is None:
        return Found("open", "the war was undecided")
    return Found("ruled", f"the Taliban took Kabul on {words.date(takeover['earliest'])}")


def hosted(tables: Tables) -> int:
    """Return how many meetings with Taliban delegates Russia hosted before they took Kabul."""
    timeline = tables["evidence/timeline"]
    held = outreach.meetings(timeline, tables["evidence/event_codings"])
    return int((held["place"].eq("Moscow") & held["earliest"].lt(_takeover(timeline))).sum())


def agreements(tables: Tables, since: str) -> tuple[int, int]:
    """Return how many written agreements since a day name the Taliban, and how many of them name Russia."""
    signed = outreach.agreements_with_taliban(tables["diplomacy/peace_agreements"], since)
    return len(signed), int(signed["names_russia"].sum())


@rule(
    "future_lead",
    reads=("diplomacy/peace_agreements", "evidence/event_codings", "evidence/timeline"),
    axis="Share of the agreements with the Taliban that name Russia",
    unit="share",
    lines=("share",),
    thresholds=("meetings", "share"),
    choices={"since": SINCE},
    lowered_by=(RUSSIAN_VIEW, FEW_AGREEMENTS),
    caveats={"B": (NO_CAUSE,)},
)
def lead(tables: Tables, rule: Rule, *, since: str = SINCE["2017"]) -> Found:
    """Judge whether Russia took the lead: it hosted, and is named in what was agreed (T3.5)."""
    meetings, (signed, naming) = tables.once(hosted), tables.once(agreements, since)
    share = naming / max(signed, 1)
    if not meetings and not signed:
        nothing = "neither a meeting with Taliban delegates nor a written agreement with them is on record"
        return Found("early", nothing, share)
    because = (
        f"Russia hosted {words.counted(meetings, 'meeting')} with Taliban delegates, and of "
        f"{words.counted(signed, 'written agreement')} that name the Taliban {words.of_them(naming)} names Russia"
    )
    if meetings < rule["meetings"]:
        return Found("neither", because, share)
    return Found("lead" if signed and share >= rule["share"] else "host", because, share)


@rule("future_reason", reads=(), takes=(*FOUND, "future_base_rate"), lowered_by=(SHARED, FEW_YEARS))
def reason(tables: Tables, rule: Rule, *, parts: Mapping[str, Verdict]) -> Found:
    """Judge the reason by its parts; in the branches `…_shared` the base rate (A0) takes a step off likelihood."""
    because = "; ".join(told[_outcome(parts[part])] for part, told in FOUND.items())
    holding = {part for part, verdict in parts.items() if verdict.verdict in HOLDS}
    if parts["future_gradient"].verdict == "untestable":
        return Found("early", because)
    form = "strong" if holding >= set(FOUND) else "weak"
    branch = form if "future_gradient" in holding else "neither"
    if "future_base_rate" not in holding:
        return Found(branch, because)
    shared = "other states made contact at about the same time, which takes one step off"
    return Found(f"{branch}_shared", f"{because}; {shared}")


def _outcome(verdict: Verdict) -> str:
    if verdict.verdict == "untestable":
        return "open"
    return "holds" if verdict.verdict in HOLDS else "fails"
