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
