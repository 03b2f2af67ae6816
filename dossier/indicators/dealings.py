"""Measures of dealings with the Taliban in coded news, within one cut of the data at a time."""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError

#: Actors that are no state.
NO_STATES = ("EU", "IS", "UN")
COOPERATION = ["verbal_cooperation", "material_cooperation"]
CONFLICT = ["verbal_conflict", "material_conflict"]


def states_within(months: pd.DataFrame, cut: str, home: str = "AFG") -> pd.DataFrame:
    """Events between each state and the Taliban within one cut, both directions together.

    Parameters
    ----------
    months : pandas.DataFrame
        `diplomacy/taliban_dyad_months`.
    cut : str
        Cut of the data, as the column `vintage` names it.
    home : str
        State that is left out: the Taliban's own.

    Returns
    -------
    pandas.DataFrame
        actor, cooperation, conflict, per_million (events of cooperation in a million of all events of the cut),
        place (by cooperation, 1 for most), first_month, last_month; most cooperation first.

    Raises
    ------
    EmptyWindowError
        If the cut has no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> months = pd.DataFrame({"actor": ["RUS", "IRN", "UN", "AFG"], "verbal_cooperation": [6, 2, 9, 9]})
    >>> months = months.assign(material_cooperation=0, verbal_conflict=1, material_conflict=0)
    >>> months = months.assign(vintage="a cut", month="2015-01", all_events=2000)  # counted once a month
    >>> states_within(months, "a cut")[["actor", "cooperation", "per_million", "place"]].to_numpy().tolist()
    [['RUS', 6, 3000.0, 1], ['IRN', 2, 1000.0, 2]]
    """
    rows = months[months["vintage"].eq(cut)]
    if rows.empty:
        raise EmptyWindowError(
            "diplomacy/taliban_dyad_months",
            f"no cut {cut!r}",
            f"one of {', '.join(months['vintage'].unique())}",
            "Name a cut of the table.",
        )
    everything = rows.drop_duplicates("month")["all_events"].sum()
    states = rows[~rows["actor"].isin((*NO_STATES, home))]
    sums = states.groupby("actor")[[*COOPERATION, *CONFLICT]].sum()
    found = pd.DataFrame(
        {"cooperation": sums[COOPERATION].sum(axis=1), "conflict": sums[CONFLICT].sum(axis=1)}
    )
    found["per_million"] = (1e6 * found["cooperation"] / everything).round(1)
    found["place"] = found["cooperation"].rank(ascending=False, method="min").astype("int64")
    found = found.assign(first_month=rows["month"].min(), last_month=rows["month"].max())
    return found.sort_values(["cooperation", "conflict"], ascending=False).reset_index()
