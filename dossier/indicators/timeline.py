"""Measures of the timeline: when events fell, which of them were known by a day, and how many acts there were.

A date is an interval as long as its precision. The timeline that is handed in is that of a clock: what it does not
hold was not public. Outcomes: O1 contact, O2 legitimation, O3 material support.
"""

from __future__ import annotations

import functools

import pandas as pd

from dossier.errors import EmptyWindowError, EvidenceError
from dossier.tables.cuts import last_days
from dossier.tables.evidence import days_of_events, ends_of

#: Events that the book names, by their id in `evidence/timeline`.
WITHDRAWAL = "V007"  # the last Soviet units leave Afghanistan
DISSOLUTION = "V008"  # the Soviet Union ends
TRANSIT_OPEN = "V028"  # NATO may send goods through Russia
CRIMEA = "V124"  # Russia annexes Crimea
ISAF_ENDS = "V043"  # end of NATO's combat mission
ANNOUNCED = "V044"  # IS-Khorasan announced, 26 January 2015
TRANSIT_ENDS = "V045"  # Russia ends NATO's transit
KUNDUZ = "V049"  # Kunduz falls to the Taliban
SYRIA = "V050"  # first Russian strikes in Syria
TAJIK_BASE = "V051"  # helicopters for the Russian base in Tajikistan
ACKNOWLEDGED = "V054"  # Moscow acknowledges channels to the Taliban
NANGARHAR = "V130"  # IS-Khorasan beaten in Nangarhar
FORECAST = "V095"  # Moscow's envoy: the Taliban will not take Kabul
TAKEOVER = "V096"  # the Taliban enter Kabul
DOHA = "V090"  # the United States and the Taliban sign their agreement
CROCUS = "V108"  # IS attacks Crocus City Hall near Moscow
DELISTED = "V115"  # Russia suspends its ban on the Taliban
RECOGNITION = "V117"  # Russia recognises the Taliban's government
#: The five shocks of 2014-15, each with the event that begins it and the event that ends it.
SHOCKS = {
    "Crimea and sanctions": (CRIMEA, "V125"),
    "NATO combat mission ends": (ISAF_ENDS, ISAF_ENDS),
    "IS-Khorasan announced": (ANNOUNCED, ANNOUNCED),
    "Mullah Omar's death made public": ("V047", "V047"),
    "Kunduz falls to the Taliban": (KUNDUZ, KUNDUZ),
}
#: Certainty of an event that is documented and not merely claimed.
DOCUMENTED = ("moderate", "high")
#: What T1.5 counts: contact and legitimation.
ACTS = ("O1", "O2")


def intervals(timeline: pd.DataFrame) -> pd.DataFrame:
    """Put each event's first and last possible day beside it.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.

    Returns
    -------
    pandas.DataFrame
        The same rows with `earliest` and `latest`, the days between which the event (or its beginning, if it
        lasted) certainly fell, and `public_on`, the last day on which it can have become public.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"date": ["2013", "2013", "1997"], "precision": ["year", "span", "year"]})
    >>> timeline = timeline.assign(date_end=[None, "2014-06", "1998"], reported=["2016-03-15", None, None])
    >>> intervals(timeline)["latest"].astype(str).tolist()  # what lasted into 1998 began in 1997
    ['2013-12-31', '2014-06-30', '1997-12-31']
    >>> intervals(timeline)["public_on"].astype(str).tolist()
    ['2016-03-15', '2014-06-30', '1997-12-31']
    """
    return timeline.assign(
        earliest=timeline["date"].map(_first_day),
        latest=last_days(ends_of(timeline)),
        public_on=days_of_events(timeline),
    )


def event(timeline: pd.DataFrame, event_id: str) -> pd.Series:
    """Return one event with its interval.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    event_id : str
        Which.

    Raises
    ------
    EvidenceError
        If the timeline has no such event, or had none that was certainly public on its clock.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": [ANNOUNCED], "date": ["2015-01-26"], "precision": ["day"]})
    >>> str(event(timeline.assign(date_end=None, reported=None), ANNOUNCED)["earliest"].date())
    '2015-01-26'
    """
    found = event_if_public(timeline, event_id)
    if found is None:
        raise EvidenceError(
            f"evidence/timeline, {event_id}",
            "there is no such event, or it was not certainly public on this clock",
            "an event that the timeline holds",
            "Add it, date it more exactly, or let the rule rest on another event.",
        )
    return found


def event_if_public(timeline: pd.DataFrame, event_id: str) -> pd.Series | None:
    """Return one event with its interval, or None where the timeline of the clock does not hold it.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": [KUNDUZ], "date": ["2015-09-28"], "precision": ["day"]})
    >>> timeline = timeline.assign(date_end=None, reported=None)
    >>> event_if_public(timeline, KUNDUZ)["date"], event_if_public(timeline, TAKEOVER)
    ('2015-09-28', None)
    """
    found = intervals(timeline[timeline["event_id"].eq(event_id)])
    return None if found.empty else found.iloc[0]


def acts(timeline: pd.DataFrame, outcomes=ACTS, certainties=DOCUMENTED, since=None) -> pd.DataFrame:
    """Dated acts between Russia and the Taliban.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    outcomes : tuple of str
        Which of O1, O2, O3.
    certainties : tuple of str
        Which of low, moderate, high.
    since : date-like, optional
        Day before which no act may have fallen.

    Returns
    -------
    pandas.DataFrame
        Events with their intervals, in the order of their earliest days.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2", "V3"], "date": ["2016-12", "2015-12", "2013-01"]})
    >>> timeline = timeline.assign(outcome=["O2", "O1", "O1"], certainty=["high", "high", "low"])
    >>> acts(timeline.assign(precision="month", date_end=None, reported=None))["event_id"].tolist()
    ['V2', 'V1']
    """
    events = intervals(timeline)
    kept = events["outcome"].isin(outcomes) & events["certainty"].isin(certainties)
    if since is not None:
        kept &= events["earliest"] >= pd.Timestamp(since)
    return events[kept].sort_values(["earliest", "latest", "event_id"], ignore_index=True)


def renewed_contacts(timeline: pd.DataFrame, since) -> pd.DataFrame:
    """Accounts that date a renewed channel before IS-Khorasan was announced (T1.1).

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    since : date-like
        Contacts before this day do not count as renewed.

    Returns
    -------
    pandas.DataFrame
        Contacts (O1) of any certainty that certainly fell before the announcement, with their intervals.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": [ANNOUNCED, "V1", "V2"], "outcome": [None, "O1", "O1"]})
    >>> timeline = timeline.assign(date=["2015-01-26", "2013", "2015-01"], precision=["day", "year", "month"])
    >>> timeline = timeline.assign(certainty="high", date_end=None, reported=None)
    >>> renewed_contacts(timeline, "2001-10-07")["event_id"].tolist()  # V2 may have come after it
    ['V1']
    """
    contacts = acts(timeline, outcomes=("O1",), certainties=("low", *DOCUMENTED), since=since)
    announced = event(timeline, ANNOUNCED)["earliest"]
    return contacts[contacts["latest"] < announced].reset_index(drop=True)


def first_contact(accounts: pd.DataFrame, certainties) -> pd.Series:
    """Return the account with the earliest last possible day among those of the given certainty.

    Raises
    ------
    EmptyWindowError
        If there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> accounts = pd.DataFrame({"event_id": ["V1", "V2", "V3"], "certainty": ["high", "high", "low"]})
    >>> accounts["earliest"] = pd.to_datetime(["2013-01-01", "2013-09-01", "2013-01-01"])
    >>> accounts["latest"] = pd.to_datetime(["2013-12-31", "2013-09-30", "2013-06-30"])
    >>> first_contact(accounts, DOCUMENTED)["event_id"]
    'V2'
    """
    chosen = accounts[accounts["certainty"].isin(certainties)]
    if chosen.empty:
        raise _nothing(f"no account of {' or '.join(certainties)} certainty")
    return chosen.sort_values(["latest", "earliest", "event_id"]).iloc[0]


def shocks(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return the five shocks of 2014-15 in the order of their beginnings: name, earliest, latest.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V124", "V125", ISAF_ENDS, ANNOUNCED, "V047", KUNDUZ]})
    >>> timeline["date"] = ["2014-03", "2014-07", "2014-12", "2015-01", "2015-07", "2015-09"]
    >>> found = shocks(timeline.assign(precision="month", date_end=None, reported=None)).iloc[0]
    >>> found["name"], str(found["earliest"].date()), str(found["latest"].date())
    ('Crimea and sanctions', '2014-03-01', '2014-07-31')
    """
    rows = [
        (name, event(timeline, begins)["earliest"], event(timeline, ends)["latest"])
        for name, (begins, ends) in SHOCKS.items()
    ]
    found = pd.DataFrame(rows, columns=["name", "earliest", "latest"])
    return found.sort_values("earliest", ignore_index=True)


def acts_by_quarter(acts_: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Count acts by quarter and outcome.

    Parameters
    ----------
    acts_ : pandas.DataFrame
        As `acts` returns it. An act whose interval spans quarters has no place and is left out.
    first, last : str
        Quarters such as `2013Q1`, both included.

    Returns
    -------
    pandas.DataFrame
        One row a quarter (period index `quarter`), one column an outcome; quarters without an act are 0.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = {"earliest": ["2015-12-01", "2015-01-01"], "latest": ["2015-12-31", "2015-12-31"]}
    >>> dated = pd.DataFrame(dates).apply(pd.to_datetime).assign(outcome="O1")
    >>> found = acts_by_quarter(dated, "2015Q3", "2015Q4")
    >>> found.index.astype(str).tolist(), found["O1"].tolist(), found["O2"].tolist()
    (['2015Q3', '2015Q4'], [0, 1], [0, 0])
    """
    quarters = pd.period_range(first, last, freq="Q", name="quarter")
    begins, ends = (acts_[name].dt.to_period("Q") for name in ("earliest", "latest"))
    placed = acts_.assign(quarter=begins)[begins.eq(ends)]
    counts = pd.crosstab(placed["quarter"], placed["outcome"])
    outcomes = sorted(set(ACTS) | set(counts.columns))
    return counts.reindex(index=quarters, columns=outcomes, fill_value=0)


@functools.cache
def _first_day(words: str) -> pd.Timestamp:
    return pd.Period(words).start_time.as_unit("s")


def _nothing(problem: str) -> EmptyWindowError:
    return EmptyWindowError(
        "evidence/timeline", problem, "at least one event", "Widen the choice, or add the event."
    )
