"""Measures of arms transfers, in SIPRI trend-indicator value: volume of major arms, not money."""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError


def deliveries_by_supplier(transfers: pd.DataFrame, recipient: str, first: int, last: int) -> pd.DataFrame:
    """One recipient's yearly deliveries from each supplier.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`: supplier, recipient, year, tiv_million.
    recipient : str
        ISO 3166-1 alpha-3 code.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Million TIV; one row a year from `first` to `last`, one column a supplier, largest total first. A year
        or supplier without deliveries is 0.

    Raises
    ------
    EmptyWindowError
        If the recipient received nothing in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("USA", "PAK", 2010, 30), ("CHN", "PAK", 2012, 50), ("RUS", "IND", 2010, 90)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> deliveries_by_supplier(transfers, "PAK", 2010, 2012).to_dict("list")
    {'CHN': [0.0, 0.0, 50.0], 'USA': [30.0, 0.0, 0.0]}
    """
    received = _received(transfers, recipient, first, last)
    wide = received.pivot_table(index="year", columns="supplier", values="tiv_million", aggfunc="sum")
    wide = wide.reindex(range(first, last + 1)).fillna(0)
    return wide[wide.sum().sort_values(ascending=False, kind="stable").index].rename_axis(index="year")


def _received(transfers: pd.DataFrame, recipient: str, first: int, last: int) -> pd.DataFrame:
    received = transfers.query("recipient == @recipient and @first <= year <= @last")
    if not received["tiv_million"].sum():
        raise EmptyWindowError(
            "arms/transfers",
            f"{recipient} received nothing in {first}-{last}",
            "a delivery",
            "Choose a window within the series in which the recipient was armed.",
        )
    return received


def share_of_imports(transfers: pd.DataFrame, recipient: str, window: tuple[int, int]) -> pd.Series:
    """Each supplier's share of one recipient's arms imports.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    recipient : str
        ISO 3166-1 alpha-3 code.
    window : tuple of int
        First and last year, both included.

    Returns
    -------
    pandas.Series
        Share in [0, 1] indexed by supplier, largest first; sums to 1.

    Raises
    ------
    EmptyWindowError
        If the recipient received nothing in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("USA", "PAK", 2010, 30), ("CHN", "PAK", 2011, 45), ("USA", "PAK", 2020, 90)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> share_of_imports(transfers, "PAK", (2010, 2014)).to_dict()
    {'CHN': 0.6, 'USA': 0.4}
    """
    received = _received(transfers, recipient, *window)
    by_supplier = received.groupby("supplier")["tiv_million"].sum()
    return (by_supplier / by_supplier.sum()).sort_values(ascending=False, kind="stable").rename("share")


def shares_by_window(transfers: pd.DataFrame, recipient: str, windows: list[tuple[int, int]]) -> pd.DataFrame:
    """Suppliers' shares in each of several windows.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    recipient : str
        ISO 3166-1 alpha-3 code.
    windows : list of tuple of int
        First and last year of each window; SIPRI itself compares windows of five years.

    Returns
    -------
    pandas.DataFrame
        Shares in [0, 1]: one row a window (named `1997-2001`), one column a supplier, largest of all windows
        together first; a supplier absent from a window is 0.

    Raises
    ------
    EmptyWindowError
        If the recipient received nothing in a window.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("USA", "PAK", 2010, 30), ("CHN", "PAK", 2011, 45), ("CHN", "PAK", 2015, 20)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> shares_by_window(transfers, "PAK", [(2010, 2014), (2015, 2019)]).to_dict("index")
    {'2010-2014': {'CHN': 0.6, 'USA': 0.4}, '2015-2019': {'CHN': 1.0, 'USA': 0.0}}
    """
    rows = {
        f"{first}-{last}": share_of_imports(transfers, recipient, (first, last)) for first, last in windows
    }
    shares = pd.DataFrame(rows).T.fillna(0).rename_axis(index="window", columns="supplier")
    return shares[shares.sum().sort_values(ascending=False, kind="stable").index]


def in_windows(transfers: pd.DataFrame, length: int = 5) -> pd.DataFrame:
    """Deliveries by recipient, supplier and year, each year within the window that it is summed up in.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    length : int
        Years of a window; SIPRI itself compares five.

    Returns
    -------
    pandas.DataFrame
        recipient, supplier, year, window (named `2017-2021`), tiv_million. The last window ends with the table; the
        first may be shorter than the others.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("RUS", "IND", 2010, 9), ("RUS", "IND", 2016, 8), ("RUS", "IND", 2017, 7), ("USA", "PAK", 2021, 6)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> in_windows(transfers)["window"].tolist()
    ['2010-2011', '2012-2016', '2017-2021', '2017-2021']
    """
    years = transfers["year"]
    end = years.max() - (years.max() - years) // length * length
    start = (end - length + 1).clip(lower=years.min())
    rows = transfers.assign(window=start.astype(str) + "-" + end.astype(str))
    order = ["recipient", "supplier", "year"]
    return rows.sort_values(order, ignore_index=True)[[*order, "window", "tiv_million"]]


def russian_deliveries(transfers: pd.DataFrame, recipients: list[str]) -> pd.DataFrame:
    """Soviet and Russian deliveries to each recipient by year.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    recipients : list of str
        ISO 3166-1 alpha-3 codes.

    Returns
    -------
    pandas.DataFrame
        year, recipient, supplier (SUN up to 1991, RUS from 1992), tiv_million; a row for every year from the
        first to the last of the table, 0 where nothing was delivered.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("SUN", "AFG", 1991, 90), ("RUS", "AFG", 1993, 20), ("USA", "AFG", 1992, 5)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> russian_deliveries(transfers, ["AFG"])[["year", "supplier", "tiv_million"]].to_numpy().tolist()
    [[1991, 'SUN', 90], [1992, 'RUS', 0], [1993, 'RUS', 20]]
    """
    kept = transfers[transfers["supplier"].isin(["RUS", "SUN"]) & transfers["recipient"].isin(recipients)]
    first, last = int(transfers["year"].min()), int(transfers["year"].max())
    years = pd.MultiIndex.from_product([range(first, last + 1), recipients], names=["year", "recipient"])
    summed = kept.groupby(["year", "recipient"])["tiv_million"].sum().reindex(years, fill_value=0)
    frame = summed.reset_index()
    return frame.assign(supplier=frame["year"].map(lambda year: "SUN" if year <= 1991 else "RUS"))


def deals_between(register: pd.DataFrame, supplier: str, recipient: str) -> pd.DataFrame:
    """One supplier's deals with one recipient, in the order of delivery.

    Parameters
    ----------
    register : pandas.DataFrame
        `arms/register`.
    supplier, recipient : str
        Codes.

    Returns
    -------
    pandas.DataFrame
        The register's rows, first delivery first.

    Examples
    --------
    >>> import pandas as pd
    >>> deals = {"deal": [1, 2, 3], "supplier": ["RUS", "RUS", "USA"], "recipient": "PAK"}
    >>> register = pd.DataFrame(deals).assign(designation=["Mi-35M", "Mi-171E", "AH-1Z"])
    >>> register["delivery_first"] = [2017, 2002, 2018]
    >>> deals_between(register, "RUS", "PAK")["designation"].tolist()
    ['Mi-171E', 'Mi-35M']
    """
    deals = register.query("supplier == @supplier and recipient == @recipient")
    return deals.sort_values(["delivery_first", "designation", "deal"], ignore_index=True)


def share_of_total(
    transfers: pd.DataFrame, totals: pd.DataFrame, supplier: str, recipient: str, window: tuple[int, int]
) -> float:
    """One supplier's share of a recipient's imports where only some suppliers are at hand.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers_2024`.
    totals : pandas.DataFrame
        `arms/recipient_totals`, of the same release.
    supplier, recipient : str
        ISO codes.
    window : tuple of int
        First and last year, both included.

    Returns
    -------
    float
        Share in [0, 1].

    Raises
    ------
    EmptyWindowError
        If the recipient received nothing in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> sent = pd.DataFrame({"supplier": ["RUS"], "recipient": "PAK", "year": 2017, "tiv_million": 25})
    >>> totals = pd.DataFrame({"recipient": "PAK", "year": [2016, 2017], "tiv_million": [200, 300]})
    >>> share_of_total(sent, totals, "RUS", "PAK", (2015, 2019))
    0.05
    """
    received = _received(totals, recipient, *window)["tiv_million"].sum()
    sent = transfers.query("supplier == @supplier and recipient == @recipient")
    return float(sent.loc[sent["year"].between(*window), "tiv_million"].sum() / received)
