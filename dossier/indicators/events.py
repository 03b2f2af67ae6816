"""Measures of single events in Afghanistan: who is on a side, where IS fought, whom US strikes hit.

Counts of events and deaths come from the geocoded rows that the book holds; the coverage measures say what
part of UCDP's record that is. UCDP's names of sides are kept (Taleban, IS).
"""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError

#: Side A and side B of the two dyads in which IS fought in Afghanistan.
IS_DYADS = {"IS - Taleban": ("IS", "Taleban"), "Government - IS": ("Government of Afghanistan", "IS")}
#: Exact or near places (`1-2` is one of the two), which every year of the table holds alike.
TO_PLACE = ("1", "1-2", "2")
#: The same with events known to the district, which the table holds to 2016 and hardly after.
TO_DISTRICT = (*TO_PLACE, "3")


def is_on(side: pd.Series, name: str) -> pd.Series:
    """Return where an actor stands on one side, alone or in an alliance that UCDP lists with commas.

    Examples
    --------
    >>> import pandas as pd
    >>> is_on(pd.Series(["IS", "HTS, IS", "ISIL", None]), "IS").tolist()
    [True, True, False, False]
    """
    return side.fillna("").str.split(", ").map(lambda names: name in names)


def has_side(events: pd.DataFrame, name: str) -> pd.Series:
    """Return where an actor is on either side, alone or in an alliance.

    Examples
    --------
    >>> import pandas as pd
    >>> fights = pd.DataFrame({"side_a": ["IS", "HTS, IS", "Taleban"], "side_b": ["Taleban", "SDF", "UIFSA"]})
    >>> has_side(fights, "IS").tolist()
    [True, True, False]
    """
    return is_on(events["side_a"], name) | is_on(events["side_b"], name)


def countable(events: pd.DataFrame) -> pd.DataFrame:
    """Return `conflict/afghan_events` without the rows held only through a selected extract.

    Examples
    --------
    >>> import pandas as pd
    >>> held = pd.DataFrame({"event_key": ["AFG1", "AFG2"], "selected_only": [False, True]})
    >>> countable(held)["event_key"].tolist()
    ['AFG1']
    """
    return events[~events["selected_only"]]


def is_dyad_events(events: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Events of the two dyads in which IS fought in Afghanistan.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/afghan_events`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        The countable rows of the dyads with a column `dyad` (a key of `IS_DYADS`).

    Raises
    ------
    EmptyWindowError
        If the window holds no such event.

    Examples
    --------
    >>> import pandas as pd
    >>> kabul = "Government of Afghanistan"
    >>> events = pd.DataFrame({"side_a": ["IS", kabul, kabul], "side_b": ["Taleban", "IS", "Taleban"]})
    >>> events = events.assign(year=2016, selected_only=False)
    >>> is_dyad_events(events, 2015, 2016)["dyad"].tolist()
    ['IS - Taleban', 'Government - IS']
    """
    rows = countable(events).query("@first <= year <= @last")
    dyads = {(side_a, side_b): dyad for dyad, (side_a, side_b) in IS_DYADS.items()}
    named = rows.assign(dyad=[dyads.get(sides) for sides in zip(rows["side_a"], rows["side_b"], strict=True)])
    found = named.dropna(subset="dyad")
    if found.empty:
        raise EmptyWindowError(
            "conflict/afghan_events",
            f"no event of an IS dyad in {first}-{last}",
            "an event",
            "Choose a window within the table's years.",
        )
    return found


def is_dyad_coverage(events: pd.DataFrame, coverage: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Events and deaths held of those on record, for each IS dyad and year.

    Parameters
    ----------
    events, coverage : pandas.DataFrame
        `conflict/afghan_events` and `conflict/afghan_event_coverage`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        dyad, year, events_held, events_recorded, deaths_held, deaths_recorded; what is held counts the
        countable rows only. Recorded events end in 2018; recorded deaths are empty where UCDP's annual table
        has no row.

    Examples
    --------
    >>> import pandas as pd
    >>> dyad = {"side_a": "IS", "side_b": "Taleban", "year": 2016}
    >>> events = pd.DataFrame({"best": [4, 6, 50], "selected_only": [False, False, True], **dyad})
    >>> recorded = pd.DataFrame([{**dyad, "events_recorded": 5, "deaths_recorded": 40}])
    >>> is_dyad_coverage(events, recorded, 2016, 2016).drop(columns=["dyad", "year"]).to_dict("records")
    [{'events_held': 2, 'events_recorded': 5, 'deaths_held': 10, 'deaths_recorded': 40}]
    """
    rows = is_dyad_events(events, first, last)
    held = rows.groupby(["dyad", "year"])["best"].agg(events_held="size", deaths_held="sum")
    recorded = pd.concat(
        coverage[coverage["side_a"].eq(side_a) & coverage["side_b"].eq(side_b)].assign(dyad=dyad)
        for dyad, (side_a, side_b) in IS_DYADS.items()
    ).set_index(["dyad", "year"])[["events_recorded", "deaths_recorded"]]
    order = ["dyad", "year", "events_held", "events_recorded", "deaths_held", "deaths_recorded"]
    return held.join(recorded).reset_index()[order].astype({"deaths_held": "int64"})


def province_shares(events: pd.DataFrame) -> pd.Series:
    """Share of events in each province, by P-code, largest first; sums to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> province_shares(pd.DataFrame({"province": ["AF19", "AF06", "AF06", "AF06"]})).to_dict()
    {'AF06': 0.75, 'AF19': 0.25}
    """
    return events["province"].value_counts(normalize=True)


def strikes_by_target(strikes: pd.DataFrame) -> pd.DataFrame:
    """Reported US strikes by year and target.

    Parameters
    ----------
    strikes : pandas.DataFrame
        `conflict/us_strikes`; a row is a report of one or more strikes.

    Returns
    -------
    pandas.DataFrame
        year, target, reports, strikes_min, strikes_max, strikes_without_place (of the minimum).

    Examples
    --------
    >>> import pandas as pd
    >>> strikes = pd.DataFrame({"strikes_min": [1, 3], "strikes_max": [1, 4], "latitude": [34.0, None]})
    >>> strikes = strikes.assign(date=pd.Timestamp("2016-03-01"), target="is")
    >>> strikes_by_target(strikes).drop(columns=["year", "target"]).to_dict("records")
    [{'reports': 2, 'strikes_min': 4, 'strikes_max': 5, 'strikes_without_place': 3}]
    """
    unplaced = strikes["strikes_min"].where(strikes["latitude"].isna(), 0)
    rows = strikes.assign(year=strikes["date"].dt.year, strikes_without_place=unplaced)
    summed = {name: (name, "sum") for name in ("strikes_min", "strikes_max", "strikes_without_place")}
    return rows.groupby(["year", "target"], as_index=False).agg(reports=("strikes_min", "size"), **summed)


def strike_shares(strikes: pd.DataFrame) -> dict:
    """Shares of the reported US strikes (TBIJ's minimum).

    Parameters
    ----------
    strikes : pandas.DataFrame
        `conflict/us_strikes`.

    Returns
    -------
    dict
        named: share of strikes with a named target; on_is_of_named: share of those that name IS, alone or
        with others; is_provinces: P-codes of the two provinces with most strikes on IS, largest first;
        is_in_provinces: their share of the placed strikes on IS; doubtful_places: reports whose point lies in
        another province than they name; shared_reports: reports that name IS with others.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("is", 2, "AF06"), ("is-and-others", 1, "AF15"), ("taliban", 3, None), ("not-named", 6, None)]
    >>> strikes = pd.DataFrame(rows, columns=["target", "strikes_min", "province"])
    >>> shares = strike_shares(strikes.assign(latitude=34.0, place_agrees=True))
    >>> float(shares["named"]), float(shares["on_is_of_named"]), shares["is_provinces"]
    (0.5, 0.5, ['AF06', 'AF15'])
    """
    count = strikes["strikes_min"]
    named, on_is = strikes["target"].ne("not-named"), strikes["target"].isin(["is", "is-and-others"])
    by_province = strikes[on_is & strikes["place_agrees"]].groupby("province")["strikes_min"].sum()
    by_province = by_province.sort_values(ascending=False, kind="stable")
    return {
        "named": count[named].sum() / count.sum(),
        "on_is_of_named": count[on_is].sum() / count[named].sum(),
        "is_provinces": by_province.index[:2].tolist(),
        "is_in_provinces": by_province.iloc[:2].sum() / by_province.sum(),
        "doubtful_places": int((strikes["latitude"].notna() & ~strikes["place_agrees"]).sum()),
        "shared_reports": int(strikes["target"].eq("is-and-others").sum()),
    }
