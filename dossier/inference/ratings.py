"""Ratings of evidence that data can compute: each item's measure, and the rating that the measure gives.

What an item says is a judgement; whether the thing it speaks of happened, in which order and how strongly, often is
not. For the items below a measure decides a cell of the matrix by a rule that its function states. To add one,
write a function from the tables of both clocks to `Reading` and enter it in `READINGS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dossier import words
from dossier.indicators import arms, speech, ties
from dossier.indicators import timeline as dated
from dossier.indicators.codings import coded
from dossier.inference.order import order
from dossier.tables.days import US_WAR

Tables = Mapping[str, pd.DataFrame]
#: Clock to the tables as they stood on it, as `dossier.catalogue.on_clocks` loads them.
Clocks = Mapping[str, Tables]

#: Tables that the measures read; pass them loaded, by name.
READS = (
    "arms/transfers",
    "conflict/us_troops_yearly",
    "evidence/event_codings",
    "evidence/strength_estimates",
    "evidence/timeline",
)
#: Days within which one event is taken as an answer to another.
PROMPT = 60
#: Years of waiting that count as withholding.
WITHHELD = 2
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Reading:
    """What a measure says about one item.

    Parameters
    ----------
    measured : str
        The measure in words, its numbers included.
    rule : str
        How the measure becomes a rating.
    ratings : dict
        Hypothesis to the rating that follows.
    """

    measured: str
    rule: str
    ratings: dict[str, str]


def _event(tables: Tables, event_id: str) -> pd.Series:
    return dated.event(tables["evidence/timeline"], event_id)


def renewed(clocks: Clocks) -> Reading:
    """Count accounts, public by clock A, of contacts after 2001 that precede IS-Khorasan (E02).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V044", "V900", "V901", "V902"], "date": ["2015-01-26", "2013", "2014", "2015"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> timeline = timeline.assign(outcome=[None, "O1", "O1", "O1"], certainty="low")
    >>> renewed({"A": {"evidence/timeline": timeline}}).measured
    '2 accounts public by then date contacts before IS-Khorasan'
    """
    tables = clocks["A"]
    accounts = dated.renewed_contacts(tables["evidence/timeline"], US_WAR)
    return Reading(
        f"{words.count(len(accounts))} accounts public by then date contacts before IS-Khorasan",
        "shown only: no hypothesis says when contact began, except leverage, for which what was rated stands",
        {},
    )


def inflation(clocks: Clocks) -> Reading:
    """Divide Russia's figure for IS by the other side's nearest in time (E04, T1.3).

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("S1", "RUS", "2016-04", 10000, 10000), ("S2", "USA", "2016-06", 1000, 3000)]
    >>> estimates = pd.DataFrame(rows, columns=["estimate_id", "side", "date", "low", "high"])
    >>> inflation({"A": {"evidence/strength_estimates": estimates.assign(scope="country")}}).measured
    "Russia's last figure by then is 5.0 times the American one nearest in time"
    """
    tables = clocks["A"]
    pairs = speech.strength_pairs(tables["evidence/strength_estimates"])
    ratio = float(pairs.sort_values(["day", "russian"], kind="stable")["ratio"].iloc[-1])
    return Reading(
        f"Russia's last figure by then is {words.decimal(ratio)} times the American one nearest in time",
        "shown only: no hypothesis says in its own words how high Moscow would count",
        {},
    )


def arms_for_kabul(clocks: Clocks) -> Reading:
    """Count rifle deliveries to Kabul while US troops were there, and Russia's major arms to it (E05, T2.3, T3.2).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V043", "V901", "V902"], "date": ["2014-12-28", "2013", "2016"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> codings = pd.DataFrame({"event_id": ["V901", "V902"], "scheme": "arms_for_kabul", "code": "rifles"})
    >>> arms = pd.DataFrame({"supplier": ["RUS"], "recipient": "AFG", "year": 2012, "tiv_million": 5.0})
    >>> tables = {"evidence/timeline": timeline, "evidence/event_codings": codings, "arms/transfers": arms}
    >>> arms_for_kabul({"A": tables}).ratings
    {'H2': 'II', 'H3': 'I'}
    """
    tables = clocks["A"]
    given = coded(tables["evidence/timeline"], tables["evidence/event_codings"], "arms_for_kabul", "given")
    late = given[given["earliest"] > _event(tables, dated.ISAF_ENDS)["latest"]]
    major = arms.russian_deliveries(tables["arms/transfers"], ["AFG"]).query("2002 <= year <= 2016")
    return Reading(
        f"{words.count(len(given))} rifle deliveries, {words.count(len(late))} after NATO's combat mission; major "
        f"arms in 2002-2016: {words.count(major['tiv_million'].sum())} million TIV, a volume and not money",
        "H2 is strongly contradicted by two deliveries, H3 contradicted by one after the mission",
        {"H2": ("C", "I", "II")[min(len(given), 2)], "H3": "I" if len(late) else "N"},
    )


def transit(clocks: Clocks) -> Reading:
    """Ask whether NATO's way through Russia was open in the year of most US troops (E06, T2.1).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V028", "V045"], "date": ["2009-07", "2015-05"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> for troops in ([10, 90], [90, 10]):
    ...     yearly = pd.DataFrame({"state": "AFG", "year": [2005, 2011], "troops": troops})
    ...     transit({"A": {"evidence/timeline": timeline, "conflict/us_troops_yearly": yearly}}).ratings
    {'H2': 'II'}
    {'H2': 'N'}
    """
    tables = clocks["A"]
    troops = tables["conflict/us_troops_yearly"]
    troops = troops[troops["state"].eq("AFG")]
    peak = int(troops.loc[troops["troops"].idxmax(), "year"])
    first, last = (
        _event(tables, event_id)["earliest"].year for event_id in (dated.TRANSIT_OPEN, dated.TRANSIT_ENDS)
    )
    inside = first <= peak <= last
    return Reading(
        f"transit was open {words.years(first, last)}; US troops were most in {peak}",
        "H2 is strongly contradicted if the way was open in the year of most troops",
        {"H2": "II" if inside else "N"},
    )


def pakistan_first(clocks: Clocks) -> Reading:
    """Count steps between Russia and Pakistan that precede IS-Khorasan (E12).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V044", "V900", "V901", "V902"], "date": ["2015-01-26", "2009", "2014", "2015"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> timeline["actors"] = ["IS-Khorasan", "Russia;Pakistan", "Pakistan;Russia", "Russia;Pakistan"]
    >>> found = pakistan_first({"A": {"evidence/timeline": timeline}})
    >>> found.measured, found.ratings
    ('2 dated steps precede IS-Khorasan', {'A5': 'C'})
    """
    tables = clocks["A"]
    steps = ties.steps_between(tables["evidence/timeline"], "Russia", "Pakistan", US_WAR)
    earlier = int((steps["latest"] < _event(tables, dated.ANNOUNCED)["earliest"]).sum())
    return Reading(
        f"{words.count(earlier)} dated steps precede IS-Khorasan",
        "A5 fits one step and fits well with three",
        {"A5": "CC" if earlier >= 3 else "C" if earlier else "I"},
    )


def others_channels(clocks: Clocks) -> Reading:
    """Count other states that sat with the Taliban in dated events by clock A (E13, T3.4).

    Examples
    --------
    >>> import pandas as pd
    >>> actors = ["China;Taliban", "Iran;Taliban", "China;Taliban", "Russia;Taliban", "China;Russia"]
    >>> timeline = pd.DataFrame({"actors": actors, "date": "2014", "category": "diplomacy"})
    >>> timeline = timeline.assign(precision="day", date_end=None, reported=None)
    >>> found = others_channels({"A": {"evidence/timeline": timeline}})
    >>> found.measured, found.ratings
    ('two other states in dated events (China and Iran)', {'A0': 'C'})
    """
    tables = clocks["A"]
    events = dated.intervals(tables["evidence/timeline"])
    met = events[
        events["category"].eq("diplomacy")
        & events["actors"].str.contains("Taliban")
        & events["actors"].str.contains(";")
        & events["earliest"].ge("2010-01-01")
    ]
    states = set(met["actors"].str.split(";").explode()) - {"Taliban", "Russia", "Afghanistan"}
    named = words.listing(sorted(states)) if states else "none"
    return Reading(
        f"{words.counted(len(states), 'other state')} in dated events ({named})",
        "A0 fits one other state and fits well with three",
        {"A0": "CC" if len(states) >= 3 else "C" if states else "I"},
    )


def base_after_kunduz(clocks: Clocks) -> Reading:
    """Order the helicopters for the base in Tajikistan against the fall of Kunduz (E14).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V049", "V051"], "date": ["2015-09-28", "2015-10-07"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> base_after_kunduz({"A": {"evidence/timeline": timeline}}).ratings
    {'A3': 'CC'}
    >>> earlier = timeline.assign(date=["2015-09-28", "2015-08"])
    >>> base_after_kunduz({"A": {"evidence/timeline": earlier}}).ratings
    {'A3': 'N'}
    """
    tables = clocks["A"]
    found = order(_event(tables, dated.TAJIK_BASE), _event(tables, dated.KUNDUZ))
    prompt = found.relation == "after" and found.most <= PROMPT
    return Reading(
        f"{words.span(found.least, found.most)} days after Kunduz fell"
        if found.relation == "after"
        else f"{found.relation} the fall of Kunduz",
        f"A3 fits well if the base was reinforced within {words.count(PROMPT)} days after",
        {"A3": "CC" if prompt else "N"},
    )


def commerce(clocks: Clocks) -> Reading:
    """Look for a Russian commercial step in the timeline by clock A (E16a, T4.2).

    Examples
    --------
    >>> import pandas as pd
    >>> deals = pd.DataFrame({"date": ["2022-09"], "category": "economy", "actors": "Russia;Taliban"})
    >>> now = deals.assign(precision="month", date_end=None, reported=None)
    >>> found = commerce({"A": {"evidence/timeline": now.iloc[:0]}, "B": {"evidence/timeline": now}})
    >>> found.measured, found.ratings
    ('0 commercial steps by then; the first in the timeline is of September 2022', {'H4': 'II'})
    """
    early, deals = (_deals(clocks[clock]["evidence/timeline"]) for clock in ("A", "B"))
    first = words.month(deals["earliest"].min())
    return Reading(
        f"{words.count(len(early))} commercial steps by then; the first in the timeline is of {first}",
        "H4 is strongly contradicted if there is none",
        {"H4": "C" if len(early) else "II"},
    )


def _deals(timeline: pd.DataFrame) -> pd.DataFrame:
    events = dated.intervals(timeline)
    return events[events["category"].eq("economy") & events["actors"].str.contains("Russia")]


def forecast(clocks: Clocks) -> Reading:
    """Order the envoy's forecast that Kabul would not fall against its fall (E19, T3.3).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V095", "V096"], "date": ["2021-07-10", "2021-08-15"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> found = forecast({"B": {"evidence/timeline": timeline}})
    >>> found.measured, found.ratings
    ('said 36 days before the Taliban took Kabul', {'H3': 'I'})
    """
    tables = clocks["B"]
    found = order(_event(tables, dated.FORECAST), _event(tables, dated.TAKEOVER))
    return Reading(
        f"said {words.count(found.least)} days {found.relation} the Taliban took Kabul",
        "H3 is contradicted by a forecast against the Taliban before they won",
        {"H3": "I" if found.relation == "before" else "N"},
    )


def deepening(clocks: Clocks) -> Reading:
    """Compare acts of legitimation in equal windows before and after the takeover (E20a, T2.4).

    Examples
    --------
    >>> import pandas as pd
    >>> dates = ["2021-08-15", "2025-07-03", "2018-11-09", "2022-03-31", "2024-10-04"]
    >>> timeline = pd.DataFrame({"event_id": ["V096", "V117", "V901", "V902", "V903"], "date": dates})
    >>> timeline = timeline.assign(precision="day", date_end=None, reported=None, certainty="high")
    >>> timeline["outcome"] = [None, None, "O2", "O2", "O2"]
    >>> deepening({"B": {"evidence/timeline": timeline}}).ratings
    {'H2': 'I', 'H3': 'C'}
    """
    tables = clocks["B"]
    acts = dated.acts(tables["evidence/timeline"], outcomes=("O2",))
    cut = _event(tables, dated.TAKEOVER)["earliest"]
    recognised = _event(tables, dated.RECOGNITION)
    length = recognised["latest"] - cut
    before = int(acts["latest"].between(cut - length, cut, inclusive="left").sum())
    after = int(acts["latest"].between(cut, cut + length, inclusive="right").sum())
    deeper = after > before
    return Reading(
        f"{words.count(after)} acts of legitimation from the takeover to recognition, {words.count(before)} in as "
        "long a time before",
        "if there are more, H2 is contradicted and H3 fits",
        {"H2": "I" if deeper else "C", "H3": "C" if deeper else "I"},
    )


def withheld(clocks: Clocks) -> Reading:
    """Count years from the takeover to the end of the ban and to recognition (E21, T3.4).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V096", "V115", "V117"], "date": ["2021-08-15", "2025-04-17", "2025-07-03"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> found = withheld({"B": {"evidence/timeline": timeline}})
    >>> found.measured, found.ratings
    ('3.7 years to the end of the ban, 3.9 to recognition', {'H3': 'I'})
    """
    tables = clocks["B"]
    taken = _event(tables, dated.TAKEOVER)
    waits = [
        order(_event(tables, event_id), taken).least / DAYS_A_YEAR
        for event_id in (dated.DELISTED, dated.RECOGNITION)
    ]
    return Reading(
        f"{words.decimal(waits[0])} years to the end of the ban, {words.decimal(waits[1])} to recognition",
        f"H3 is contradicted by a wait of {words.count(WITHHELD)} years or more",
        {"H3": "I" if min(waits) >= WITHHELD else "N"},
    )


def after_crocus(clocks: Clocks) -> Reading:
    """Order the end of the ban against the attack on Crocus City Hall (E22b, T1.7).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = {"event_id": ["V108", "V115"], "date": ["2024-03-22", "2025-04-17"]}
    >>> timeline = pd.DataFrame(dated).assign(precision="day", date_end=None, reported=None)
    >>> after_crocus({"B": {"evidence/timeline": timeline}}).measured
    'the ban ended 391 days after the attack'
    """
    tables = clocks["B"]
    found = order(_event(tables, dated.DELISTED), _event(tables, dated.CROCUS))
    return Reading(
        f"the ban ended {words.count(found.least)} days {found.relation} the attack",
        "shown only: two attacks are too few for a rule",
        {},
    )


#: Items whose rating a measure decides or informs: id to its function.
READINGS: dict[str, Callable[[Clocks], Reading]] = {
    "E02": renewed,
    "E04": inflation,
    "E05": arms_for_kabul,
    "E06": transit,
    "E12": pakistan_first,
    "E13": others_channels,
    "E14": base_after_kunduz,
    "E16a": commerce,
    "E19": forecast,
    "E20a": deepening,
    "E21": withheld,
    "E22b": after_crocus,
}


def read(clocks: Clocks) -> dict[str, Reading]:
    """Take every measure.

    Parameters
    ----------
    clocks : mapping
        `READS` as they stood on each clock; items that were known by clock A read the tables of that clock.

    Returns
    -------
    dict
        Evidence id to its reading.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> def rated(clocks):
    ...     return Reading(f"{len(clocks)} clocks", "H1 fits", {"H1": "C"})
    >>> with patch.dict(READINGS, {"E99": rated}, clear=True):
    ...     read({"A": {}, "B": {}})
    {'E99': Reading(measured='2 clocks', rule='H1 fits', ratings={'H1': 'C'})}
    """
    return {item: measure(clocks) for item, measure in READINGS.items()}
