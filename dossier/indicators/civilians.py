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

    Examples
    --------
    >>> import pandas as pd
    >>> by_party = pd.DataFrame({"period": ["2016", "2017H1", "2018"], "party": "taliban"})
    >>> by_party = by_party.assign(share_percent=[61.0, None, None], casualties=[None, 30, None])
    >>> totals = pd.DataFrame({"period": ["2016", "2017H1", "2018"], "casualties": [200, 80, 90]})
    >>> shares(by_party, totals)[["middle", "share_percent", "printed"]].to_numpy().tolist()
    [[2016.0, 61.0, True], [2016.75, 37.5, False]]
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

    Examples
    --------
    >>> import pandas as pd
    >>> totals = pd.DataFrame({"period": ["2016", "2017H1"], "killed": [30, 10], "injured": [80, 20]})
    >>> by_year(totals.assign(casualties=totals["killed"] + totals["injured"])).to_dict("index")
    {2016: {'killed': 30, 'injured': 80, 'casualties': 110}}
    """
    whole = totals[totals["period"].str.len().eq(4)]
    return whole.assign(year=whole["period"].astype("int64")).set_index("year")[
        ["killed", "injured", "casualties"]
    ]
