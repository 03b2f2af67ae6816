"""Placebos: the book's measures for states, pairs and dates of which its claims say nothing.

Each function takes one measure for every case for which the tables hold it, the case in question included.
`multiverse.placebo` then says where that case falls.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.indicators.conflict import ACTIVE
from dossier.indicators.events import has_side
from dossier.inference.order import switch_off

#: Recipients in `arms/transfers` that are states.
STATES = ("AFG", "IND", "PAK")


def changes_of_share(
    transfers: pd.DataFrame, before: tuple[int, int], after: tuple[int, int], recipients=STATES
) -> pd.DataFrame:
    """Change of each supplier's share in each recipient's arms imports between two windows.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    before, after : tuple of int
        First and last year of each window, both included.
    recipients : tuple of str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        supplier, recipient, before, after, change (shares in [0, 1]); every supplier that delivered in one of the
        windows, largest rise first. A supplier absent from a window has share 0 in it.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("CHN", "PAK", 2010, 60), ("RUS", "PAK", 2010, 40), ("CHN", "PAK", 2015, 50)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> changes = changes_of_share(transfers, (2010, 2014), (2015, 2019))
    >>> changes.drop(columns="recipient").values.tolist()
    [['CHN', 0.6, 1.0, 0.4], ['RUS', 0.4, 0.0, -0.4]]
    """
    kept = transfers[transfers["recipient"].isin(recipients)]
    shares = {}
    for name, window in (("before", before), ("after", after)):
        summed = kept[kept["year"].between(*window)].groupby(["supplier", "recipient"])["tiv_million"].sum()
        shares[name] = summed / summed.groupby("recipient").transform("sum")
    frame = pd.DataFrame(shares).fillna(0)
    frame = frame[frame.gt(0).any(axis=1)].assign(change=frame["after"] - frame["before"])
    order = ["change", "supplier", "recipient"]
    return frame.reset_index().sort_values(order, ascending=[False, True, True], ignore_index=True)


def highest_share_of_is(tables: Mapping[str, pd.DataFrame], last_year: int) -> pd.DataFrame:
    """Highest yearly share of fighting with IS in each country's deaths of organised violence.

    The measure of the battlefield rule in the form in which it exists for every country: deaths in the conflict of
    its government with IS, and in non-state fights of IS that UCDP places there, both from the annual tables; over
    all deaths there, those of fighting between states left out. Attacks on civilians are left out, so it is lower
    than the rule's own. A fight that crossed a border counts where the two sides fought in most years; a share that
    rises above one thereby is set to one.

    Parameters
    ----------
    tables : mapping
        `conflict/battle_deaths`, `conflict/nonstate_deaths`, `conflict/country_years`.
    last_year : int
        Last year, included.

    Returns
    -------
    pandas.DataFrame
        country, year (of the highest share), deaths_with_is, all_deaths, share; largest share first. Countries
        without a row of IS in the annual tables are missing; years with under 25 deaths in all are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(1, 2014, "IRQ", 30, 100, 40), (1, 2015, "IRQ", 20, 80, 0), (2, 2015, "SYR", 90, 60, 0)]
    >>> columns = ["conflict_id", "year", "countries", "best", "all_best", "interstate_best"]
    >>> fights = pd.DataFrame(rows, columns=columns).assign(side_a="Government", side_b="IS")
    >>> whole = fights.rename(columns={"countries": "country"})
    >>> tables = {"conflict/battle_deaths": fights, "conflict/country_years": whole}
    >>> tables["conflict/nonstate_deaths"] = fights.iloc[:0].rename(columns={"conflict_id": "dyad_id"})
    >>> highest_share_of_is(tables, 2020)[["country", "year", "share"]].values.tolist()
    [['SYR', 2015, 1.0], ['IRQ', 2014, 0.5]]
    """
    battle, nonstate = tables["conflict/battle_deaths"], tables["conflict/nonstate_deaths"]
    rows = pd.concat([_at_home(battle, "conflict_id"), _at_home(nonstate, "dyad_id")])
    with_is = rows[rows["year"].le(last_year)].groupby(["country", "year"])["best"].sum()
    whole = tables["conflict/country_years"].set_index(["country", "year"])
    whole = (whole["all_best"] - whole["interstate_best"]).reindex(with_is.index)
    frame = pd.DataFrame({"deaths_with_is": with_is, "all_deaths": whole})
    frame = frame[frame["all_deaths"].ge(ACTIVE)]
    frame["share"] = (frame["deaths_with_is"] / frame["all_deaths"]).clip(upper=1)
    highest = frame.reset_index().sort_values(["share", "country", "year"], ascending=[False, True, True])
    return highest.drop_duplicates("country", ignore_index=True)


def _at_home(fights: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return the fights of IS with `country`, the one in which each conflict or pair fought in most years."""
    rows = fights[has_side(fights, "IS")]
    places = rows.assign(country=rows["countries"].str.split(" ")).explode("country")
    years = places.groupby([key, "country"]).size().sort_values(ascending=False, kind="stable")
    home = years.reset_index().drop_duplicates(key).set_index(key)["country"]
    return rows.assign(country=rows[key].map(home))


def share_of_own_fights(battle_deaths: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Share of IS in all battle deaths of each government that fought it at home.

    Parameters
    ----------
    battle_deaths : pandas.DataFrame
        `conflict/battle_deaths`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        government (UCDP's name), deaths_with_is, all_deaths, share; largest share first. Governments that passed 25
        deaths a year with IS in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("Iraq", "IS", 2014, 30), ("Iraq", "Others", 2014, 70), ("Algeria", "AIS", 2014, 500)]
    >>> deaths = pd.DataFrame(rows, columns=["side_a", "side_b", "year", "best"])
    >>> share_of_own_fights(deaths, 2014, 2015).values.tolist()
    [['Iraq', 30, 100, 0.3]]
    """
    rows = battle_deaths[battle_deaths["year"].between(first, last)]
    with_is = rows["best"].where(has_side(rows, "IS"), 0)
    summed = rows.assign(deaths_with_is=with_is).groupby("side_a")[["deaths_with_is", "best"]].sum()
    summed = summed.rename_axis("government").rename(columns={"best": "all_deaths"})
    summed = summed[summed["deaths_with_is"].gt(0)]
    frame = summed.assign(share=summed["deaths_with_is"] / summed["all_deaths"]).reset_index()
    return frame.sort_values(["share", "government"], ascending=[False, True], ignore_index=True)


def changes_of_agreement(
    agreement: pd.DataFrame, before: tuple[int, int], after: tuple[int, int]
) -> pd.DataFrame:
    """Change of each pair's mean agreement in the General Assembly between two windows.

    Parameters
    ----------
    agreement : pandas.DataFrame
        `diplomacy/agreement`: state_a, state_b, year, agreement.
    before, after : tuple of int
        First and last year of each window, both included.

    Returns
    -------
    pandas.DataFrame
        state_a, state_b, before, after, change; pairs with a value in every year of both windows.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("PAK", "RUS", 2010, 0.5), ("PAK", "RUS", 2011, 0.75), ("IND", "RUS", 2010, 0.5)]
    >>> agreement = pd.DataFrame(rows, columns=["state_a", "state_b", "year", "agreement"])
    >>> changes_of_agreement(agreement, (2010, 2010), (2011, 2011)).values.tolist()
    [['PAK', 'RUS', 0.5, 0.75, 0.25]]
    """
    means = {}
    for name, (first, last) in (("before", before), ("after", after)):
        rows = agreement[agreement["year"].between(first, last)].groupby(["state_a", "state_b"])["agreement"]
        means[name] = rows.mean()[rows.size().eq(last - first + 1)]
    frame = pd.DataFrame(means).dropna()
    return frame.assign(change=frame["after"] - frame["before"]).reset_index()


def switch_off_elsewhen(acts: pd.DataFrame, cut, end, first, last) -> pd.DataFrame:
    """Compare acts before and after every first of a month, in windows as long as those of the real cut.

    Parameters
    ----------
    acts : pandas.DataFrame
        As `indicators.timeline.acts` returns it.
    cut, end : date-like
        The real cut and the end of its later window.
    first, last : date-like
        Between these days placebo cuts are set.

    Returns
    -------
    pandas.DataFrame
        cut, before, after, ratio; the real cut among them, in the order of days. Empty ratios have no act on
        either side.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2019-01-15", "2019-02-10", "2019-02-20"])
    >>> acts = pd.DataFrame({"earliest": days, "latest": days})
    >>> found = switch_off_elsewhen(acts, "2019-02-15", "2019-03-15", "2019-02-01", "2019-03-01")
    >>> found["cut"].dt.day.tolist(), found["before"].tolist(), found["after"].tolist()
    ([1, 15, 1], [1, 1, 2], [2, 1, 0])
    """
    length = pd.Timestamp(end) - pd.Timestamp(cut)
    days = pd.date_range(first, last, freq="MS").union(pd.DatetimeIndex([pd.Timestamp(cut)]))
    rows = [
        (day, found.before, found.after, found.ratio)
        for day in days
        for found in [switch_off(acts, day, day + length)]
    ]
    return pd.DataFrame(rows, columns=["cut", "before", "after", "ratio"])
