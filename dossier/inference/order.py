"""Order of events whose dates are intervals, and whether acts became rarer once a cause was gone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import scipy

from dossier.indicators import timeline as events_of


@dataclass(frozen=True)
class Order:
    """How one event stands to another.

    Parameters
    ----------
    relation : str
        `before`, `after`, or `overlap` where the two intervals do not settle it.
    least, most : int
        Fewest and most days between them, as counts without sign; where they overlap, `least` is 0.
    """

    relation: str
    least: int
    most: int


def order(first, second) -> Order:
    """Order two events by their first and last possible days.

    Parameters
    ----------
    first, second : pandas.Series or mapping
        With `earliest` and `latest`, as `indicators.timeline.intervals` gives them.

    Returns
    -------
    Order
        Of `first` against `second`. Two events of the same day overlap: a day is the finest date there is.

    Examples
    --------
    >>> import pandas as pd
    >>> day = {"earliest": pd.Timestamp("2015-01-26"), "latest": pd.Timestamp("2015-01-26")}
    >>> year = {"earliest": pd.Timestamp("2014-01-01"), "latest": pd.Timestamp("2014-12-31")}
    >>> month = {"earliest": pd.Timestamp("2015-01-01"), "latest": pd.Timestamp("2015-01-31")}
    >>> order(year, day)
    Order(relation='before', least=26, most=390)
    >>> order(month, day).relation
    'overlap'
    """
    to_second = [
        (second["earliest"] - first["latest"]).days,
        (second["latest"] - first["earliest"]).days,
    ]
    if to_second[0] > 0:
        return Order("before", *to_second)
    if to_second[1] < 0:
        return Order("after", -to_second[1], -to_second[0])
    return Order("overlap", 0, max(abs(days) for days in to_second))


def orders(events: pd.DataFrame, reference) -> pd.DataFrame:
    """Order every event against one.

    Parameters
    ----------
    events : pandas.DataFrame
        event_id, earliest, latest.
    reference : pandas.Series
        One event.

    Returns
    -------
    pandas.DataFrame
        event_id, relation, least_days, most_days, one row an event.

    Examples
    --------
    >>> import pandas as pd
    >>> earliest = pd.to_datetime(["2015-01-26", "2014-01-01", "2015-09-30"])
    >>> latest = pd.to_datetime(["2015-01-26", "2015-12-31", "2015-09-30"])
    >>> events = pd.DataFrame({"event_id": ["V044", "V900", "V050"], "earliest": earliest, "latest": latest})
    >>> orders(events, events.iloc[0])[["event_id", "relation", "least_days"]].values.tolist()
    [['V044', 'overlap', 0], ['V900', 'overlap', 0], ['V050', 'after', 247]]
    """
    found = [order(row, reference) for _, row in events.iterrows()]
    return pd.DataFrame(
        {
            "event_id": events["event_id"].to_numpy(),
            "relation": [each.relation for each in found],
            "least_days": [each.least for each in found],
            "most_days": [each.most for each in found],
        }
    )


def sequence(timeline: pd.DataFrame, first, last) -> pd.DataFrame:
    """The five shocks, the strikes in Syria and the contacts, each ordered against IS-Khorasan's announcement.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    first, last : date-like
        Contacts and acts of legitimation, of any certainty, are taken from between these days.

    Returns
    -------
    pandas.DataFrame
        event_id, name (of a shock), kind (`shock`, `contact`, `strike`), certainty, earliest, latest,
        public_on, relation, least_days, most_days; in the order of the earliest days.

    Examples
    --------
    >>> import pandas as pd
    >>> ids = ["V124", "V125", "V043", "V044", "V047", "V049", "V050", "V900"]
    >>> dates = ["2014-02", "2014-09", "2014-12", "2015-01-26", "2015-07", "2015-09-28", "2015-09-30", "2014"]
    >>> timeline = pd.DataFrame({"event_id": ids, "date": dates, "outcome": [None] * 7 + ["O1"]})
    >>> timeline = timeline.assign(precision="day", date_end=None, reported=None, certainty="low")
    >>> rows = sequence(timeline, "2001-10-07", "2016-12-31")
    >>> rows["kind"].tolist()
    ['contact', 'shock', 'shock', 'shock', 'shock', 'shock', 'strike']
    >>> rows["relation"].tolist()
    ['before', 'before', 'before', 'overlap', 'after', 'after', 'after']
    """
    shocks = events_of.shocks(timeline).assign(kind="shock", certainty="high", event_id="")
    strikes = events_of.event(timeline, events_of.SYRIA).to_frame().T.assign(kind="strike", name="")
    contacts = events_of.acts(timeline, certainties=("low", "moderate", "high"), since=first)
    contacts = contacts[contacts["latest"] <= pd.Timestamp(last)].assign(kind="contact", name="")
    columns = ["event_id", "name", "kind", "certainty", "earliest", "latest", "public_on"]
    rows = pd.concat([shocks.assign(public_on=shocks["latest"]), strikes, contacts])[columns]
    dates = ["earliest", "latest", "public_on"]
    rows = rows.astype(dict.fromkeys(dates, "datetime64[s]")).sort_values(dates, ignore_index=True)
    against = orders(rows, events_of.event(timeline, events_of.ANNOUNCED))
    return rows.join(against.drop(columns="event_id"))


@dataclass(frozen=True)
class SwitchOff:
    """Acts in two windows of equal length, before and after a cause was gone (T1.5).

    Parameters
    ----------
    before, after : int
        Acts in each window.
    days : int
        Length of each window.
    ratio : float
        Rate after over rate before; infinite where nothing was counted before, not a number where nothing was
        counted at all.
    low, high : float
        Exact (Clopper-Pearson) interval of the ratio.
    confidence : float
        Of the interval.
    """

    before: int
    after: int
    days: int
    ratio: float
    low: float
    high: float
    confidence: float

    @property
    def cooling(self) -> float:
        """Fall of the rate as a share of the rate before; negative for a rise."""
        return 1 - self.ratio

    @property
    def quarterly(self) -> tuple[float, float]:
        """Acts a quarter (91.3 days) before and after."""
        quarters = self.days / (365.25 / 4)
        return self.before / quarters, self.after / quarters


def switch_off(acts: pd.DataFrame, cut, end, confidence: float = 0.9) -> SwitchOff:
    """Compare the rate of acts after a day with the rate in a window of the same length before it.

    Given their sum, two Poisson counts over windows of equal length are binomial; the exact interval of the
    share of later acts gives that of the ratio of rates.

    Parameters
    ----------
    acts : pandas.DataFrame
        With `earliest` and `latest`. An act counts in a window if its whole interval lies in it.
    cut : date-like
        Day on which the cause was gone; acts of that day belong to neither window.
    end : date-like
        Last day of the later window.
    confidence : float
        Of the interval.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2019-11-10", "2019-11-12", "2019-11-19", "2019-11-29"])
    >>> acts = pd.DataFrame({"earliest": days, "latest": days})
    >>> found = switch_off(acts, "2019-11-19", "2019-11-29")
    >>> found.before, found.after, found.ratio, found.low < 1 < found.high
    (2, 1, 0.5, True)
    """
    cut, end = pd.Timestamp(cut), pd.Timestamp(end)
    start = cut - (end - cut)
    before = int((acts["earliest"].ge(start) & acts["latest"].lt(cut)).sum())
    after = int((acts["earliest"].gt(cut) & acts["latest"].le(end)).sum())
    if before + after == 0:
        nothing = float("nan")
        return SwitchOff(0, 0, (end - cut).days, nothing, nothing, nothing, confidence)
    share = scipy.stats.binomtest(after, before + after).proportion_ci(confidence, method="exact")
    ratio = after / before if before else float("inf")
    return SwitchOff(before, after, (end - cut).days, ratio, _odds(share.low), _odds(share.high), confidence)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def switch_off_grid(
    choices: dict[str, pd.DataFrame], cut, ends: dict[str, object], confidence: float = 0.9
) -> pd.DataFrame:
    """Repeat the comparison over which acts count and when the later window ends.

    Parameters
    ----------
    choices : dict
        Name of a choice of acts to its frame.
    cut : date-like
        As for `switch_off`.
    ends : dict
        Name of a last day to the day.
    confidence : float
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        acts, end (the names), before, after, days, ratio, low, high, cooling; one row a combination.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2019-11-10", "2019-12-10", "2020-11-01"])
    >>> acts = pd.DataFrame({"earliest": days, "latest": days})
    >>> ends = {"half a year": "2020-05-19", "a year": "2020-11-19"}
    >>> grid = switch_off_grid({"all": acts}, "2019-11-19", ends)
    >>> grid[["acts", "end", "before", "after", "cooling"]].values.tolist()
    [['all', 'half a year', 1, 1, 0.0], ['all', 'a year', 1, 2, -1.0]]
    """
    rows = []
    for acts, frame in choices.items():
        for end, day in ends.items():
            found = switch_off(frame, cut, day, confidence)
            rows.append(
                (acts, end, found.before, found.after, found.days, found.ratio, found.low, found.high)
            )
    columns = ["acts", "end", "before", "after", "days", "ratio", "low", "high"]
    grid = pd.DataFrame(rows, columns=columns)
    return grid.assign(cooling=1 - grid["ratio"])
