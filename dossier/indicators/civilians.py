"""Measures of civilian casualties in Afghanistan as the UN mission attributed them."""

from __future__ import annotations

import pandas as pd

#: Parties followed through the periods.
FOLLOWED = ("taliban", "is")


def shares(by_party: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Share of the Taliban and of IS in the casualties of each period, as printed or else computed.

    Parameters
    ----------
    by_party : pandas.DataFrame
        `conflict/civilian_casualties_by_party`.
    totals : pandas.DataFrame
        `conflict/civilian_casualties`.

    Returns
    -------
    pandas.DataFrame
        period, middle (of the period, in years), half_year, party, share_percent, printed. Periods without a share
        and without counts have no row: the gaps are the source's.
    """
    rows = by_party[by_party["party"].isin(FOLLOWED)]
    all_of = totals.set_index("period")["casualties"]
    computed = 100 * rows["casualties"].astype("float64") / rows["period"].map(all_of)
    half = rows["period"].str.endswith("H1")
    found = rows.assign(
        # The middle of a year stands at its number on the axis, that of its first half a quarter before.
        middle=rows["period"].str[:4].astype("int64") - 0.25 * half,
        half_year=half,
        printed=rows["share_percent"].notna(),
        share_percent=rows["share_percent"].fillna(computed).round(1),
    ).dropna(subset="share_percent")
    order = ["period", "middle", "half_year", "party", "share_percent", "printed"]
    return found[order].sort_values(["party", "middle"], ignore_index=True)


def by_year(totals: pd.DataFrame) -> pd.DataFrame:
    """Killed and injured in whole years.

    Parameters
    ----------
    totals : pandas.DataFrame
        `conflict/civilian_casualties`.

    Returns
    -------
    pandas.DataFrame
        killed, injured, casualties by year; half years are left out.
    """
    whole = totals[totals["period"].str.len().eq(4)]
    return whole.assign(year=whole["period"].astype("int64")).set_index("year")[
        ["killed", "injured", "casualties"]
    ]
