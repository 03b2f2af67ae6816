"""Measures of arms for the parties of the Afghan wars: who supplied whom, with which missiles, at whose cost.

The trend-indicator value is SIPRI's and measures volume. Who paid is coded from SIPRI's remarks; sums over
lines of the register are this project's.
"""

from __future__ import annotations

import pandas as pd

#: Recipients on Afghan soil, in the order of the book's panels. SIPRI has no line for the Taliban as rebels.
RECIPIENTS = ("AFG", "mujahedin", "northern-alliance")
MISSILE = "portable surface-to-air missile"
#: Who bore the cost of a deal, where the register's remarks do not name a payer.
GIFT, SILENT = "supplier", "no remark"


def deliveries(transfers: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Deliveries of major arms to each Afghan recipient by supplier and year.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        recipient, supplier, year, tiv_million; in that order of sorting. 0 is under 0.5; a year without a row
        is a year without deliveries.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("USA", "mujahedin", 1986, 2), ("SUN", "AFG", 1986, 90), ("SUN", "PAK", 1986, 8)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> deliveries(transfers, 1979, 1991).to_numpy().tolist()
    [['AFG', 'SUN', 1986, 90], ['mujahedin', 'USA', 1986, 2]]
    """
    kept = transfers["recipient"].isin(RECIPIENTS) & transfers["year"].between(first, last)
    columns = ["recipient", "supplier", "year"]
    return transfers.loc[kept, [*columns, "tiv_million"]].sort_values(columns, ignore_index=True)


def portable_missiles(register: pd.DataFrame, kind: str = MISSILE) -> pd.DataFrame:
    """Deals in portable missiles against aircraft for Afghan recipients (T2.2).

    Parameters
    ----------
    register : pandas.DataFrame
        `arms/register`.
    kind : str
        Category as the register writes it.

    Returns
    -------
    pandas.DataFrame
        recipient, supplier, designation, delivered (missiles), delivery_first, delivery_last, paid_by; in the
        order of delivery.

    Examples
    --------
    >>> import pandas as pd
    >>> deals = [(1, "mujahedin", MISSILE), (2, "PAK", MISSILE), (3, "AFG", "tank")]
    >>> register = pd.DataFrame(deals, columns=["deal", "recipient", "category"]).assign(supplier="USA")
    >>> register = register.assign(designation="FIM-92 Stinger", delivered=100, paid_by=None)
    >>> register = register.assign(delivery_first=1986, delivery_last=1987)
    >>> portable_missiles(register)[["recipient", "designation"]].to_numpy().tolist()
    [['mujahedin', 'FIM-92 Stinger']]
    """
    rows = register[register["category"].eq(kind) & register["recipient"].ne("PAK")]
    columns = [
        "recipient",
        "supplier",
        "designation",
        "delivered",
        "delivery_first",
        "delivery_last",
        "paid_by",
    ]
    order = ["delivery_first", "delivery_last", "supplier", "designation", "deal"]
    return rows.sort_values(order)[columns].reset_index(drop=True)


def helicopters(register: pd.DataFrame, first: int) -> pd.DataFrame:
    """Helicopters delivered to Kabul, with who bore the cost (T2.3).

    Parameters
    ----------
    register : pandas.DataFrame
        `arms/register`.
    first : int
        First year of delivery.

    Returns
    -------
    pandas.DataFrame
        supplier, designation, delivered (helicopters), delivery_first, delivery_last, payer: the state that
        SIPRI names as payer, `supplier` for a gift, `no remark` otherwise; in the order of delivery.

    Examples
    --------
    >>> import pandas as pd
    >>> deals = [(2002, True, None), (2011, False, "USA"), (2013, False, None)]
    >>> register = pd.DataFrame(deals, columns=["delivery_first", "aid", "paid_by"])
    >>> register = register.assign(recipient="AFG", category="transport helicopter", designation="Mi-17")
    >>> register = register.assign(deal=1, supplier="RUS", delivered=9, delivery_last=2014)
    >>> helicopters(register, 2002)[["delivery_first", "payer"]].to_numpy().tolist()
    [[2002, 'supplier'], [2011, 'USA'], [2013, 'no remark']]
    """
    rows = register[register["recipient"].eq("AFG") & register["category"].str.contains("helicopter")]
    rows = rows[rows["delivery_first"] >= first]
    named = rows["paid_by"].astype(object)
    payer = named.where(named.notna(), rows["aid"].map({True: GIFT, False: SILENT}))
    columns = ["supplier", "designation", "delivered", "delivery_first", "delivery_last"]
    ordered = rows[columns].assign(payer=payer, deal=rows["deal"])
    return ordered.sort_values(["delivery_first", "delivery_last", "supplier", "deal"]).drop(columns="deal")


def share_paid_by_others(delivered: pd.DataFrame, supplier: str) -> float:
    """Return the share of one supplier's helicopters for which SIPRI names another state as payer.

    Raises
    ------
    ZeroDivisionError
        If the supplier delivered none.

    Examples
    --------
    >>> import pandas as pd
    >>> flown = pd.DataFrame({"payer": ["USA", GIFT, SILENT, "RUS"], "delivered": [60, 20, 10, 10]})
    >>> share_paid_by_others(flown.assign(supplier="RUS"), "RUS")
    0.6
    """
    rows = delivered[delivered["supplier"].eq(supplier)]
    others = rows.loc[~rows["payer"].isin([GIFT, SILENT, supplier]), "delivered"].sum()
    return int(others) / int(rows["delivered"].sum())


def named_supporters(
    support: pd.DataFrame, actors: str, opponent: str, first: int, last: int
) -> pd.DataFrame:
    """States that UCDP names as supporters of one side, by year.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`.
    actors : str
        Regular expression for the whole name of the supported party as UCDP writes it.
    opponent : str
        Its opponent as UCDP writes it.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        year, supporter_state; each pair once. Alleged support counts like confirmed support, and `RUS` is the
        Soviet Union too.

    Examples
    --------
    >>> import pandas as pd
    >>> named = [("Taleban", "RUS"), ("Taleban", "RUS"), ("Taleban, IMU", "PAK")]  # the whole name must fit
    >>> support = pd.DataFrame(named, columns=["actor", "supporter_state"])
    >>> support = support.assign(opponent="Government of Afghanistan", year=2014)
    >>> named_supporters(support, "Taleban", "Government of Afghanistan", 2002, 2017).to_numpy().tolist()
    [[2014, 'RUS']]
    """
    kept = support["actor"].str.fullmatch(actors) & support["opponent"].eq(opponent)
    rows = support[kept & support["year"].between(first, last)].dropna(subset="supporter_state")
    return (
        rows[["year", "supporter_state"]]
        .drop_duplicates()
        .sort_values(["supporter_state", "year"], ignore_index=True)
    )
