"""Measures of the war in Syria: whom the government's side fought, when and where, and who fought IS."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.events import has_side, is_on

SYRIAN_GOVERNMENT = "Government of Syria"


def syrian_government_fights(events: pd.DataFrame) -> pd.DataFrame:
    """State-based events with the government of Syria as side A.

    UCDP puts the government's allies, Russia among them, under the government's name.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/syria_events`.

    Returns
    -------
    pandas.DataFrame
        Rows of `events` with `with_is` (IS is side B) and `month` (first of the month; empty where the event
        spans more than one).

    Examples
    --------
    >>> import pandas as pd
    >>> dates = {"date": ["2016-01-05", "2016-01-31"], "date_end": ["2016-01-05", "2016-02-01"]}
    >>> events = pd.DataFrame(dates).apply(pd.to_datetime).assign(side_b=["IS", "Syrian insurgents"])
    >>> events = events.assign(side_a="Government of Syria", type_of_violence="state-based")
    >>> fights = syrian_government_fights(events)
    >>> fights["with_is"].tolist(), fights["month"].isna().tolist()
    ([True, False], [False, True])
    """
    rows = events[events["type_of_violence"].eq("state-based") & events["side_a"].eq(SYRIAN_GOVERNMENT)]
    month = rows["date"].dt.to_period("M")
    dated = month == rows["date_end"].dt.to_period("M")
    if rows.empty:
        raise EmptyWindowError(
            "conflict/syria_events",
            "no fight of the government of Syria",
            "an event",
            "Choose a window within the table's years.",
        )
    return rows.assign(with_is=rows["side_b"].eq("IS"), month=month.dt.to_timestamp().where(dated))


def share_with_is(fights: pd.DataFrame) -> pd.Series:
    """Share of the Syrian government's fights in which IS was the other side.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.

    Returns
    -------
    pandas.Series
        Shares in [0, 1] of events, best, low, high (deaths by that estimate) and deaths_civilians.

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = {"best": [3, 1], "low": [3, 0], "high": [3, 3], "deaths_civilians": [0, 1]}
    >>> share_with_is(pd.DataFrame({"with_is": [True, False], **deaths})).to_dict()
    {'events': 0.5, 'best': 0.75, 'low': 1.0, 'high': 0.5, 'deaths_civilians': 0.0}
    """
    counts = fights.assign(events=1)[["events", "best", "low", "high", "deaths_civilians"]]
    return counts[fights["with_is"]].sum() / counts.sum()


def share_with_is_by(fights: pd.DataFrame, by: str | list[str]) -> pd.DataFrame:
    """Events and deaths of the Syrian government's fights, with IS and all, by month, year or place.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.
    by : str or list of str
        Columns that name the group; rows where one is empty are left out.

    Returns
    -------
    pandas.DataFrame
        Index `by`; events, events_with_is, deaths, deaths_with_is (best estimate), share_of_events,
        share_of_deaths.

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"with_is": [True, False, True], "best": [3, 1, 5]})
    >>> shares = share_with_is_by(fights.assign(governorate=["Homs", "Homs", None]), "governorate")
    >>> shares[["events", "share_of_events", "share_of_deaths"]].to_dict("index")
    {'Homs': {'events': 2, 'share_of_events': 0.5, 'share_of_deaths': 0.75}}
    """
    rows = fights.assign(
        events_with_is=fights["with_is"].astype("int64"),
        deaths_with_is=fights["best"].where(fights["with_is"], 0),
    )
    groups = rows.groupby(by)
    table = pd.DataFrame(
        {
            "events": groups.size(),
            "events_with_is": groups["events_with_is"].sum(),
            "deaths": groups["best"].sum(),
            "deaths_with_is": groups["deaths_with_is"].sum(),
        }
    )
    table["share_of_events"] = table["events_with_is"] / table["events"]
    table["share_of_deaths"] = table["deaths_with_is"] / table["deaths"]
    return table


def placed_in_cells(fights: pd.DataFrame, degrees: float = 0.1) -> pd.DataFrame:
    """Fights placed to the district or closer, with the middle of the map cell in which each lies.

    Parameters
    ----------
    fights : pandas.DataFrame
        As `syrian_government_fights` returns it.
    degrees : float
        Side of a cell.

    Returns
    -------
    pandas.DataFrame
        The placed rows of `fights` with cell_longitude and cell_latitude.

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"where_prec": [1, 3, 4], "longitude": [36.01, 36.1, 36.2], "latitude": 35.0})
    >>> placed_in_cells(fights)[["cell_longitude", "cell_latitude"]].to_numpy().tolist()
    [[36.05, 35.05], [36.15, 35.05]]
    """
    placed = fights[fights["where_prec"] <= 3]
    middles = {
        # Rounded first, so that a point on the edge of a cell falls into the next one whatever its last bit.
        f"cell_{axis}": ((np.floor((placed[axis] / degrees).round(6)) + 0.5) * degrees).round(4)
        for axis in ("longitude", "latitude")
    }
    return placed.assign(**middles)


def supported_against(support: pd.DataFrame, supporter: str, actor: str) -> pd.Series:
    """First year in which UCDP names a state as a supporter of a party, against each opponent.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`: year, actor, opponent, supporter_state.
    supporter : str
        ISO 3166-1 alpha-3 code.
    actor : str
        Supported party as UCDP names it.

    Returns
    -------
    pandas.Series
        First year by opponent, earliest first.

    Examples
    --------
    >>> import pandas as pd
    >>> support = pd.DataFrame({"opponent": ["Syrian insurgents", "IS", "IS"], "year": [2011, 2016, 2015]})
    >>> support = support.assign(supporter_state="RUS", actor="Government of Syria")
    >>> supported_against(support, "RUS", "Government of Syria").to_dict()
    {'Syrian insurgents': 2011, 'IS': 2015}
    """
    rows = support[support["supporter_state"].eq(supporter) & support["actor"].eq(actor)]
    return rows.groupby("opponent")["year"].min().sort_values(kind="stable")


def opponents_of_is_in_syria(events: pd.DataFrame) -> pd.DataFrame:
    """Events and deaths of the fighting with IS in Syria by IS's opponent, largest first.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/syria_events`; violence against civilians is left out.

    Returns
    -------
    pandas.DataFrame
        Index opponent (UCDP's name); events, deaths, share_of_deaths.

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame({"type_of_violence": ["state-based", "non-state", "one-sided"]})
    >>> events["side_a"], events["side_b"] = ["Government of Syria", "IS", "IS"], ["IS", "SDF", "Civilians"]
    >>> events["best"] = [30, 10, 9]
    >>> opponents_of_is_in_syria(events)["share_of_deaths"].to_dict()
    {'Government of Syria': 0.75, 'SDF': 0.25}
    """
    fights = events[has_side(events, "IS") & events["type_of_violence"].ne("one-sided")]
    opponent = fights["side_b"].where(is_on(fights["side_a"], "IS"), fights["side_a"]).rename("opponent")
    table = fights.groupby(opponent)["best"].agg(events="size", deaths="sum")
    table["share_of_deaths"] = table["deaths"] / table["deaths"].sum()
    return table.sort_values("deaths", ascending=False, kind="stable")
