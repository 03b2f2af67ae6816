"""Measures of the base-rate panel: where Russia stands among other states in its steps toward the Taliban.

A date is an interval, and a state can be known not to have taken a step by a day. Both give an order that may
be unsettled; the place in it is then a range.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dossier.indicators.support import named_supporters
from dossier.indicators.timeline import intervals


@dataclass(frozen=True)
class Place:
    """Where one state stands among the others in one step.

    Parameters
    ----------
    step : str
        Step of the panel.
    earlier, later, unsettled : int
        Other states that certainly came before, certainly after, and neither.
    """

    step: str
    earlier: int
    later: int
    unsettled: int

    @property
    def others(self) -> int:
        """Other states of which anything is known."""
        return self.earlier + self.later + self.unsettled

    @property
    def low(self) -> float:
        """Least place: 0 is first of all, 1 last."""
        return self.earlier / self.others if self.others else float("nan")

    @property
    def high(self) -> float:
        """Greatest place."""
        return (self.earlier + self.unsettled) / self.others if self.others else float("nan")

    def by_chance(self, low: float, high: float) -> float:
        """Return the share of all places among as many states that lie from one place to another.

        Examples
        --------
        >>> Place("first_contact", 2, 9, 0).by_chance(0.25, 0.75)
        0.5
        """
        places = [earlier / self.others for earlier in range(self.others + 1)]
        return sum(low <= place <= high for place in places) / len(places)

    @property
    def leads(self) -> bool:
        """Whether every other state certainly came later."""
        return self.others > 0 and self.later == self.others

    @property
    def trails(self) -> bool:
        """Whether another state certainly came earlier."""
        return self.earlier > 0


def known_steps(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps that the panel knows of, with their intervals.

    Parameters
    ----------
    steps : pandas.DataFrame
        `evidence/regional_steps`.

    Returns
    -------
    pandas.DataFrame
        The rows with status `taken` or `none_by`, with earliest and latest.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("taken", "2015-12-23", "day"), ("none_by", "2018", "year"), ("unknown", None, None)]
    >>> steps = pd.DataFrame(rows, columns=["status", "date", "precision"], index=["RUS", "UZB", "TUR"])
    >>> known_steps(steps.assign(date_end=None))["latest"].astype(str).to_dict()
    {'RUS': '2015-12-23', 'UZB': '2018-12-31'}
    """
    rows = steps[steps["status"].ne("unknown")]
    return intervals(rows.assign(reported=pd.Series(None, index=rows.index, dtype="str")))


def place(steps: pd.DataFrame, state: str, step: str) -> Place | None:
    """One state's place in one step.

    Parameters
    ----------
    steps : pandas.DataFrame
        `evidence/regional_steps`.
    state : str
        ISO 3166-1 alpha-3 code.
    step : str
        Step of the panel.

    Returns
    -------
    Place or None
        None if the state is not known to have taken the step.

    Examples
    --------
    >>> import pandas as pd
    >>> steps = pd.DataFrame({"state": ["RUS", "QAT", "IRN", "CHN"], "step": "hosting", "status": "taken"})
    >>> steps = steps.assign(date=["2015-12", "2013", "2015", "2016"], date_end=None)
    >>> steps["precision"] = ["month", "year", "year", "year"]
    >>> place(steps, "RUS", "hosting")  # some time in 2015 may be before or after December
    Place(step='hosting', earlier=1, later=1, unsettled=1)
    >>> place(steps, "RUS", "embassy") is None
    True
    """
    rows = known_steps(steps).query("step == @step")
    mine = rows[rows["state"].eq(state) & rows["status"].eq("taken")]
    if mine.empty:
        return None
    return _against(step, mine.iloc[0], rows[rows["state"].ne(state)])


def place_if(steps: pd.DataFrame, state: str, step: str, date: str, date_end: str) -> Place:
    """Return the state's place had it taken the step some time between two dates instead.

    Examples
    --------
    >>> import pandas as pd
    >>> steps = pd.DataFrame({"state": ["QAT", "IRN", "CHN"], "date": ["2013-06", "2014-10", "2016-01"]})
    >>> steps = steps.assign(step="hosting", status="taken", precision="month", date_end=None)
    >>> place_if(steps, "RUS", "hosting", "2014", "2015")
    Place(step='hosting', earlier=1, later=1, unsettled=1)
    """
    rows = known_steps(steps).query("step == @step and state != @state")
    mine = pd.DataFrame({"date": [date], "precision": ["span"], "date_end": [date_end], "reported": [None]})
    return _against(step, intervals(mine.astype("str").assign(reported=None)).iloc[0], rows)


def _against(step: str, mine: pd.Series, others: pd.DataFrame) -> Place:
    taken = others["status"].eq("taken")
    earlier = int((taken & others["latest"].lt(mine["earliest"])).sum())
    later = (taken & others["earliest"].gt(mine["latest"])) | (~taken & others["latest"].ge(mine["latest"]))
    # A state known only not to have moved by an earlier day may have come before or after: unsettled.
    return Place(step, earlier, int(later.sum()), len(others) - earlier - int(later.sum()))


def supporter_place(support: pd.DataFrame, state: str, among, since: int) -> tuple[Place, pd.Series]:
    """One state's place by the first year in which UCDP names it as a supporter of the Taliban.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`: alleged support counts like confirmed support.
    state : str
        ISO 3166-1 alpha-3 code.
    among : iterable of str
        States to compare with; those that are never named are taken as later.
    since : int
        First year that counts.

    Returns
    -------
    tuple of Place and pandas.Series
        The place, and the first year by state (only states that are named).

    Examples
    --------
    >>> import pandas as pd
    >>> support = pd.DataFrame({"supporter_state": ["IRN", "RUS"], "year": [2010, 2014]})
    >>> support = support.assign(supporter=["Iran", "Russia"], dyad_id=735, actor="Taleban")
    >>> place, first = supporter_place(support, "RUS", ["IRN", "CHN"], 2001)
    >>> place.earlier, place.later, first.to_dict()
    (1, 1, {'IRN': 2010, 'RUS': 2014})
    """
    named = named_supporters(support).query("side == 'Taliban' and year >= @since")
    first = named.dropna(subset="supporter_state").groupby("supporter_state")["year"].min()
    first = first[first.index.isin([*among, state])].sort_values(kind="stable")
    others = [other for other in among if other != state]
    earlier = int(sum(first.get(other, 9999) < first[state] for other in others))
    same = int(sum(first.get(other, 9999) == first[state] for other in others))
    return Place("named as supporter", earlier, len(others) - earlier - same, same), first


def known_cells(steps: pd.DataFrame) -> pd.Series:
    """Return how many states have a known answer in each step, in the order of the table.

    Examples
    --------
    >>> import pandas as pd
    >>> steps = pd.DataFrame({"step": ["hosting", "hosting", "embassy"]})
    >>> known_cells(steps.assign(status=["taken", "none_by", "unknown"])).to_dict()
    {'hosting': 2, 'embassy': 0}
    """
    counts = steps["status"].ne("unknown").groupby(steps["step"], sort=False).sum()
    return counts.astype("int64").rename("known")
