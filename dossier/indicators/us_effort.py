"""Measures of what Russia did to the US effort in Afghanistan, and of how exposed that effort was.

An act is an event of the timeline; `evidence/us_effort` codes it as helping, harming or neither, and keeps
apart what is only alleged. The main coding is `effect`; `effect_wide` favours the hypothesis of revenge.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dossier.indicators.timeline import intervals

EFFECTS = ("helped", "harmed", "alleged")
CODINGS = ("effect", "effect_wide")
#: Years of the war with US troops in the country.
FIRST, LAST = 2001, 2021


def acts(timeline: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    """Put the coding beside the events it is of.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    coding : pandas.DataFrame
        `evidence/us_effort`.

    Returns
    -------
    pandas.DataFrame
        The coded events with their intervals, `effect`, `effect_wide`, `reason` and `year` (of the earliest
        day; for an allegation the year in which it was made public), in the order of their earliest days.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"event_id": ["V1", "V2"], "date": ["2015", "2013"], "precision": "year"})
    >>> timeline = timeline.assign(date_end=None, reported=[None, "2016-03"])
    >>> coding = pd.DataFrame({"event_id": ["V1", "V2"], "effect": ["harmed", "alleged"]})
    >>> acts(timeline, coding).set_index("event_id")["year"].to_dict()  # a charge counts when it was made
    {'V2': 2016, 'V1': 2015}
    """
    events = intervals(timeline).merge(coding, on="event_id", validate="one_to_one")
    alleged = events["effect"].eq("alleged")
    year = events["earliest"].where(~alleged, events["public_on"]).dt.year
    return events.assign(year=year).sort_values(["earliest", "latest", "event_id"], ignore_index=True)


def by_year(coded: pd.DataFrame, column: str = "effect") -> pd.DataFrame:
    """Count acts by year and effect.

    Parameters
    ----------
    coded : pandas.DataFrame
        As `acts` returns it.
    column : str
        `effect` or `effect_wide`.

    Returns
    -------
    pandas.DataFrame
        Index year, 2001 to 2021; columns helped, harmed, alleged (acts). A year without any is 0: the timeline
        holds none, which is not proof that there was none.

    Examples
    --------
    >>> import pandas as pd
    >>> coded = pd.DataFrame({"year": [2015, 2015, 2016], "effect": ["harmed", "helped", "neither"]})
    >>> counts = by_year(coded)
    >>> counts.loc[2014:2016].to_dict("list"), len(counts)
    ({'helped': [0, 1, 0], 'harmed': [0, 1, 0], 'alleged': [0, 0, 0]}, 21)
    """
    counts = pd.crosstab(coded["year"], coded[column])
    return counts.reindex(index=range(FIRST, LAST + 1), columns=EFFECTS, fill_value=0).rename_axis("year")


@dataclass(frozen=True)
class Peak:
    """Harmful acts in a window of years against all of them.

    Parameters
    ----------
    inside, total : int
        Acts in the window and in all years.
    most_inside, most : int
        Acts in the most harmful year of the window and of all years.
    """

    inside: int
    total: int
    most_inside: int
    most: int


def peak(counts: pd.DataFrame, window: tuple[int, int]) -> Peak:
    """Compare harmful acts in a window with those of all years (T2.1).

    Parameters
    ----------
    counts : pandas.DataFrame
        As `by_year` returns it.
    window : tuple of int
        First and last year, both included.

    Examples
    --------
    >>> import pandas as pd
    >>> peak(pd.DataFrame({"harmed": [1, 2, 0, 3]}, index=[2009, 2010, 2013, 2016]), (2009, 2012))
    Peak(inside=3, total=6, most_inside=2, most=3)
    """
    harmed = counts["harmed"]
    within = harmed.loc[window[0] : window[1]]
    return Peak(int(within.sum()), int(harmed.sum()), int(within.max()), int(harmed.max()))


def troops(yearly: pd.DataFrame) -> pd.DataFrame:
    """US troops in Afghanistan by year.

    Parameters
    ----------
    yearly : pandas.DataFrame
        `conflict/us_troops_yearly`.

    Returns
    -------
    pandas.DataFrame
        Index year, 2001 to 2021; troops (active personnel, empty where nothing is reported), filled_in.

    Examples
    --------
    >>> import pandas as pd
    >>> yearly = pd.DataFrame({"state": ["AFG", "AFG", "IRQ"], "year": [2010, 1999, 2010]})
    >>> troops(yearly.assign(troops=[96600, 0, 5], filled_in=False))["troops"].to_dict()
    {2010: 96600}
    """
    rows = yearly[yearly["state"].eq("AFG") & yearly["year"].between(FIRST, LAST)]
    return rows.set_index("year")[["troops", "filled_in"]].sort_index()


def with_reserve(quarterly: pd.DataFrame, year: int) -> int:
    """Return active, Guard and Reserve personnel in Afghanistan by the September report (`conflict/us_troops`).

    Examples
    --------
    >>> import pandas as pd
    >>> reports = pd.DataFrame({"month": [9, 12], "active": [80000, 70000], "reserve": [20000, 15000]})
    >>> with_reserve(reports.assign(state="AFG", year=2010), 2010)
    100000
    """
    rows = quarterly.query("state == 'AFG' and year == @year and month == 9")
    return int(rows[["active", "reserve"]].iloc[0].sum())


def share_of_troop_years(by_year_: pd.DataFrame, window: tuple[int, int]) -> float:
    """Return the share of the series' troop-years that fell in a window; years without a figure are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> yearly = pd.DataFrame({"troops": [10, 90, 60, None]}, index=[2002, 2010, 2011, 2021])
    >>> share_of_troop_years(yearly, (2010, 2010))
    0.5625
    """
    present = by_year_["troops"].dropna().astype(float)
    return float(present.loc[window[0] : window[1]].sum() / present.sum())


def us_deaths(deaths: pd.DataFrame, first: int, last: int) -> int:
    """Count US service members who died in action in years, both included (`conflict/us_deaths`).

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = pd.DataFrame({"month": ["2010-01", "2010-12", "2011-02"], "hostile": [True, False, True]})
    >>> us_deaths(deaths.assign(deaths=3), 2010, 2011)
    6
    """
    year = deaths["month"].str[:4].astype(int)
    return int(deaths.loc[year.between(first, last) & deaths["hostile"], "deaths"].sum())


def ties_by_year(acts_: pd.DataFrame, last: int) -> pd.DataFrame:
    """Count acts between Russia and the Taliban by year and outcome.

    Parameters
    ----------
    acts_ : pandas.DataFrame
        As `indicators.timeline.acts` returns it. An act whose interval spans years has no place and is left out.
    last : int
        Last year.

    Returns
    -------
    pandas.DataFrame
        Index year, from that of the first act; columns O1 and O2 (acts).

    Examples
    --------
    >>> import pandas as pd
    >>> dated = pd.DataFrame({"earliest": pd.to_datetime(["2015-12-23", "2017-01-01", "2013-01-01"])})
    >>> dated["latest"] = pd.to_datetime(["2015-12-23", "2017-12-31", "2014-06-30"])
    >>> ties_by_year(dated.assign(outcome="O1"), 2017)["O1"].to_dict()  # the third spans years
    {2015: 1, 2016: 0, 2017: 1}
    """
    years = acts_["earliest"].dt.year
    placed = years.eq(acts_["latest"].dt.year)
    counts = pd.crosstab(years[placed], acts_.loc[placed, "outcome"])
    span = range(int(years[placed].min()), last + 1)
    return counts.reindex(index=span, columns=["O1", "O2"], fill_value=0).rename_axis(
        index="year", columns=None
    )


def harm_grid(coded: pd.DataFrame, windows: list[tuple[int, int]]) -> pd.DataFrame:
    """Repeat the comparison of T2.1 over windows, codings and whether allegations count as harm.

    Parameters
    ----------
    coded : pandas.DataFrame
        As `acts` returns it.
    windows : list of tuple of int
        First and last year of each window.

    Returns
    -------
    pandas.DataFrame
        first_year, last_year (of the window), coding, alleged (counted or not), inside, total, most_inside,
        most (acts); one row a combination.

    Examples
    --------
    >>> import pandas as pd
    >>> coded = pd.DataFrame({"year": [2010, 2016], "effect": ["neither", "alleged"]})
    >>> grid = harm_grid(coded.assign(effect_wide=["harmed", "alleged"]), [(2009, 2012)])
    >>> grid["coding"].tolist(), grid["alleged"].tolist()
    (['effect', 'effect', 'effect_wide', 'effect_wide'], [False, True, False, True])
    >>> grid["inside"].tolist(), grid["total"].tolist()
    ([0, 0, 1, 1], [0, 1, 1, 2])
    """
    rows = []
    for window in windows:
        for coding in CODINGS:
            counts = by_year(coded, coding)
            for alleged in (False, True):
                harm = counts[["harmed"]].assign(harmed=counts["harmed"] + alleged * counts["alleged"])
                found = peak(harm, window)
                rows.append((*window, coding, alleged, *vars(found).values()))
    columns = ["first_year", "last_year", "coding", "alleged", "inside", "total", "most_inside", "most"]
    return pd.DataFrame(rows, columns=columns)
