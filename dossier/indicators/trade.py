"""Measures of trade: both sides of the ledger apart, shares, ranks, products, and reported figures.

The importer's side (`economy/trade_cow`) and the exporter's side (`economy/exports`) are never added, averaged or
joined into one series.
"""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError

#: Moscow in the order of its states: the Soviet Union up to 1991, Russia since.
MOSCOW = ("SUN", "RUS")
IMPORTER, EXPORTER = "importer", "exporter"


def two_ledgers(trade: pd.DataFrame, exports: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Trade between two states as each side of the ledger has it.

    Parameters
    ----------
    trade : pandas.DataFrame
        `economy/trade_cow`; `one` must be among its states.
    exports : pandas.DataFrame
        `economy/exports`.
    one, other : str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        seller, buyer, side (`importer` or `exporter`: who reported), year, usd_million. Years without a report
        have no row; a reported nought stays.

    Examples
    --------
    >>> import pandas as pd
    >>> cow = pd.DataFrame({"year": [2012, 2013], "imports_usd_million": [10, None]})
    >>> cow = cow.assign(state="RUS", partner="AFG", exports_usd_million=None)
    >>> exports = pd.DataFrame({"exporter": ["AFG"], "importer": ["RUS"], "exports_usd_million": [0.0]})
    >>> found = two_ledgers(cow, exports.assign(year=2012), "RUS", "AFG")
    >>> found[["seller", "side", "year", "usd_million"]].to_numpy().tolist()
    [['AFG', 'exporter', 2012, 0.0], ['AFG', 'importer', 2012, 10.0]]
    """
    rows = trade[trade["state"].eq(one) & trade["partner"].eq(other)]
    bought = rows.assign(seller=other, buyer=one, usd_million=rows["imports_usd_million"])
    sold = rows.assign(seller=one, buyer=other, usd_million=rows["exports_usd_million"])
    reported = exports[
        exports["exporter"].isin([one, other]) & exports["importer"].isin([one, other])
    ].rename(columns={"exporter": "seller", "importer": "buyer", "exports_usd_million": "usd_million"})
    found = pd.concat(
        [bought.assign(side=IMPORTER), sold.assign(side=IMPORTER), reported.assign(side=EXPORTER)]
    )
    found = found[["seller", "buyer", "side", "year", "usd_million"]].dropna(subset="usd_million")
    if found.empty:
        raise _nothing(f"no trade between {one} and {other}")
    return found.sort_values(["seller", "side", "year"], kind="stable", ignore_index=True)


def both_ways(imf: pd.DataFrame, state: str, partner: str) -> pd.DataFrame:
    """What one state reported of its trade with another, each way by year.

    Parameters
    ----------
    imf : pandas.DataFrame
        `economy/trade_imf`; `state` must be a reporter.
    state, partner : str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        year, estimated, sold_usd_million (free on board), bought_usd_million (with freight and insurance), and
        share_of_suppliers: the state's part in all reporters' exports to the partner.

    Raises
    ------
    EmptyWindowError
        If the state reported no trade with the partner.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("RUS", "exports_fob", 60.0), ("RUS", "imports_cif", 5.0), ("world", "exports_fob", 240.0)]
    >>> imf = pd.DataFrame(rows, columns=["reporter", "flow", "trade_usd_million"])
    >>> found = both_ways(imf.assign(partner="AFG", year=2016, estimated=False), "RUS", "AFG")
    >>> found.drop(columns=["year", "estimated"]).to_dict("records")
    [{'sold_usd_million': 60.0, 'bought_usd_million': 5.0, 'share_of_suppliers': 0.25}]
    """
    flows = imf.set_index(["reporter", "flow", "partner", "year"])["trade_usd_million"]
    rows = imf[imf["reporter"].eq(state) & imf["partner"].eq(partner)]
    if rows.empty:
        raise _nothing(f"no trade of {state} with {partner}")
    found = rows.groupby("year")["estimated"].any().to_frame()
    found["sold_usd_million"] = flows[state, "exports_fob", partner]
    found["bought_usd_million"] = flows[state, "imports_cif", partner]
    found["share_of_suppliers"] = found["sold_usd_million"] / flows["world", "exports_fob", partner]
    return found.reset_index()


def share_in_trade(trade: pd.DataFrame, state: str | tuple[str, ...], partner: str | tuple[str, ...]):
    """One partner's share in a state's trade, year by year, importer's side.

    Parameters
    ----------
    trade : pandas.DataFrame
        `economy/trade_cow`.
    state, partner : str or tuple of str
        ISO codes; several stand for one state under several names.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: partner_usd_million, all_usd_million (imports and exports together), share, and the
        shares in imports and in exports. A year in which the partner has no figure is missing, not nought.

    Examples
    --------
    >>> import pandas as pd
    >>> cow = pd.DataFrame({"state": ["SUN", "SUN", "RUS"], "partner": ["AFG", "CHN", "CHN"]})
    >>> cow = cow.assign(year=[1981, 1981, 2012], imports_usd_million=[30.0, 10.0, 5.0])
    >>> cow = cow.assign(exports_usd_million=[20.0, 40.0, 5.0])
    >>> share_in_trade(cow, MOSCOW, "AFG")[["share", "share_of_imports"]].to_dict("index")
    {1981: {'share': 0.5, 'share_of_imports': 0.75}}
    """
    rows = trade[trade["state"].isin(_several(state))]
    flows = ["imports_usd_million", "exports_usd_million"]
    totals = rows.groupby("year")[flows].sum()
    own = rows[rows["partner"].isin(_several(partner))].dropna(subset=flows, how="all")
    own = own.groupby("year")[flows].sum()
    if own.empty:
        raise _nothing(f"no trade of {state} with {partner}")
    totals = totals.loc[own.index]
    return pd.DataFrame(
        {
            "partner_usd_million": own.sum(axis=1),
            "all_usd_million": totals.sum(axis=1),
            "share": own.sum(axis=1) / totals.sum(axis=1),
            "share_of_imports": own[flows[0]] / totals[flows[0]],
            "share_of_exports": own[flows[1]] / totals[flows[1]],
        }
    )


def share_of_window(shares: pd.DataFrame, window) -> float:
    """Return the share of a window of years: the partner's sum over the sum of all.

    Raises
    ------
    EmptyWindowError
        If no year of the window has a figure.

    Examples
    --------
    >>> import pandas as pd
    >>> usd = {"partner_usd_million": [10, 20], "all_usd_million": [20, 180]}  # 0.5 and 0.11 of all
    >>> share_of_window(pd.DataFrame(usd, index=[2012, 2013]), (2012, 2013))
    0.15
    """
    rows = shares.loc[window[0] : window[1]]
    if rows.empty:
        raise _nothing(f"no trade in {window[0]}-{window[1]}")
    return float(rows["partner_usd_million"].sum() / rows["all_usd_million"].sum())


def rank_of_partner(trade: pd.DataFrame, state: str, partner: str) -> pd.DataFrame:
    """Rank of one partner among all of a state's partners, year by year, importer's side.

    Parameters
    ----------
    trade : pandas.DataFrame
        `economy/trade_cow`.
    state, partner : str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: rank (1 is the largest) and partners (those with any trade in the year).

    Examples
    --------
    >>> import pandas as pd
    >>> cow = pd.DataFrame({"partner": ["AFG", "CHN", "IRN", "UZB"], "imports_usd_million": [10, 90, 10, 0]})
    >>> cow = cow.assign(state="RUS", year=2012, exports_usd_million=0)
    >>> rank_of_partner(cow, "RUS", "AFG").to_dict("index")
    {2012: {'rank': 2, 'partners': 3}}
    """
    rows = trade[trade["state"].eq(state)]
    flows = rows[["imports_usd_million", "exports_usd_million"]].sum(axis=1)
    with_trade = rows.assign(usd_million=flows)[flows > 0]
    ranks = with_trade.groupby("year")["usd_million"].rank(ascending=False, method="min").astype("int64")
    with_trade = with_trade.assign(rank=ranks)
    counts = with_trade.groupby("year").size().rename("partners")
    own = with_trade[with_trade["partner"].eq(partner)].set_index("year")["rank"]
    return pd.concat([own, counts.loc[own.index]], axis=1)


def buyers(afghan_exports: pd.DataFrame, shown: int = 8, always: tuple[str, ...] = ("RUS",)) -> pd.DataFrame:
    """Largest buyers of Afghan exports in each release, releases apart.

    Parameters
    ----------
    afghan_exports : pandas.DataFrame
        `economy/afghan_exports`.
    shown : int
        Buyers kept of each release.
    always : tuple of str
        Buyers kept whatever their rank.

    Returns
    -------
    pandas.DataFrame
        release, year, buyer, usd_million, gold_usd_million (code 7108), rank, buyers, total_usd_million.

    Examples
    --------
    >>> import pandas as pd
    >>> sold = pd.DataFrame({"buyer": ["IND", "ARE", "RUS"], "product": ["080620", "710812", "080620"]})
    >>> sold = sold.assign(release="V1", year=2020, value_usd_thousand=[5000, 4000, 1000])
    >>> found = buyers(sold, shown=1)
    >>> found[["buyer", "usd_million", "rank", "buyers", "total_usd_million"]].to_numpy().tolist()
    [['IND', 5.0, 1, 3, 10.0], ['RUS', 1.0, 3, 3, 10.0]]
    """
    keys = ["release", "year", "buyer"]
    sums = afghan_exports.groupby(keys)["value_usd_thousand"].sum().div(1000).rename("usd_million")
    gold = afghan_exports[afghan_exports["product"].str.startswith("7108")]
    gold = gold.groupby(keys)["value_usd_thousand"].sum().div(1000).rename("gold_usd_million")
    found = pd.concat([sums, gold], axis=1).fillna({"gold_usd_million": 0.0}).reset_index()
    by_release = found.groupby(["release", "year"])["usd_million"]
    found = found.assign(
        rank=by_release.rank(ascending=False, method="min").astype("int64"),
        buyers=by_release.transform("size"),
        total_usd_million=by_release.transform("sum"),
    )
    kept = found["rank"].le(shown) | found["buyer"].isin(always)
    return found[kept].sort_values(["year", "release", "rank"], kind="stable", ignore_index=True)


#: Chapters of the Harmonised System that hold minerals, metals' ores, fuels, stones and metals.
MINERAL_CHAPTERS = ("25", "26", "27", "71", "72", "73", "74", "75", "76", "78", "79", "80", "81")


def products_sold(afghan_exports: pd.DataFrame, buyer: str) -> pd.DataFrame:
    """Afghan exports to one buyer by product, releases apart.

    Parameters
    ----------
    afghan_exports : pandas.DataFrame
        `economy/afghan_exports`.
    buyer : str
        ISO code.

    Returns
    -------
    pandas.DataFrame
        release, year, product, mineral (in a chapter of minerals or metals), value_usd_thousand, share (of the
        buyer's purchases in the release); largest first within a release.

    Examples
    --------
    >>> import pandas as pd
    >>> sold = pd.DataFrame({"product": ["252620", "080620"], "value_usd_thousand": [250.0, 750.0]})
    >>> found = products_sold(sold.assign(buyer="RUS", release="V1", year=2020), "RUS")
    >>> found[["product", "mineral", "share"]].to_numpy().tolist()
    [['080620', False, 0.75], ['252620', True, 0.25]]
    """
    rows = afghan_exports[afghan_exports["buyer"].eq(buyer)]
    if rows.empty:
        raise _nothing(f"nothing sold to {buyer}")
    whole = rows.groupby("release")["value_usd_thousand"].transform("sum")
    found = rows.assign(
        mineral=rows["product"].str[:2].isin(MINERAL_CHAPTERS), share=rows["value_usd_thousand"] / whole
    )
    kept = ["release", "year", "product", "mineral", "value_usd_thousand", "share"]
    ordered = found.sort_values(
        ["year", "release", "value_usd_thousand", "product"],
        ascending=[True, True, False, True],
        kind="stable",
    )
    return ordered[kept].reset_index(drop=True)


def yearly_rate(reported: pd.DataFrame, subject: str, certainties=("moderate", "high")) -> float:
    """Return the highest reported flow of a subject at a yearly rate, in the unit of its row.

    Parameters
    ----------
    reported : pandas.DataFrame
        `evidence/reported_figures`.
    subject : str
        What is counted.
    certainties : tuple of str
        Which rows count.

    Raises
    ------
    EmptyWindowError
        If no row of that certainty reports it.

    Examples
    --------
    >>> import pandas as pd
    >>> reported = pd.DataFrame({"low": [100, 60, 999], "months": [12, 6, 12]})  # 60 in half a year
    >>> reported = reported.assign(certainty=["high", "high", "low"], subject="trade with Russia")
    >>> yearly_rate(reported, "trade with Russia")
    120.0
    """
    rows = reported[reported["subject"].eq(subject) & reported["certainty"].isin(certainties)]
    if rows.empty:
        raise _nothing(f"no figure for {subject}")
    return float((rows["low"] * 12 / rows["months"]).max())


def highest_year(ledgers: pd.DataFrame, side: str, last: int) -> tuple[int, float]:
    """Return the year up to `last` with the most trade in both directions on one side of the ledger, and it.

    Examples
    --------
    >>> import pandas as pd
    >>> ledgers = pd.DataFrame({"year": [2011, 2012, 2012, 2014], "usd_million": [70.0, 60.0, 30.0, 99.0]})
    >>> highest_year(ledgers.assign(side=IMPORTER), IMPORTER, 2013)
    (2012, 90.0)
    """
    rows = ledgers[ledgers["side"].eq(side) & (ledgers["year"] <= last)]
    sums = rows.groupby("year")["usd_million"].sum()
    if sums.empty:
        raise _nothing(f"no trade up to {last}")
    return int(sums.idxmax()), float(sums.max())


def _several(codes) -> list[str]:
    return [codes] if isinstance(codes, str) else list(codes)


def _nothing(problem: str) -> EmptyWindowError:
    return EmptyWindowError("economy", problem, "at least one figure", "Widen the choice of states or years.")
