"""Measures of outside support: whom UCDP names as supporter of the Taliban and of their enemies.

UCDP calls the Taliban `Taleban` while they were rebels and `Government of Afghanistan` while they held Kabul;
the dyad says which government is meant.
"""

from __future__ import annotations

import pandas as pd

#: UCDP's dyads with the Taliban as rebels, and those with them as the government of Afghanistan.
AS_REBELS, AS_GOVERNMENT = (735,), (736, 11199)
SIDES = ("Taliban", "enemies")


def named_supporters(support: pd.DataFrame) -> pd.DataFrame:
    """Whom UCDP names as a supporter of the Taliban or of their enemies, once a year and side.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`.

    Returns
    -------
    pandas.DataFrame
        year, side (`Taliban` or `enemies`), supporter, supporter_state (empty for armed groups), ordered.
        Alleged support counts like confirmed support, and nothing says what was given.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(735, "Taleban", "RUS"), (736, "Government of Afghanistan", "PAK"), (736, "UIFSA", "RUS")]
    >>> support = pd.DataFrame(rows, columns=["dyad_id", "actor", "supporter_state"])
    >>> named = named_supporters(support.assign(year=[2014, 2000, 2000], supporter=["A", "B", "A"]))
    >>> named[["year", "side", "supporter_state"]].to_numpy().tolist()
    [[2000, 'Taliban', 'PAK'], [2000, 'enemies', 'RUS'], [2014, 'Taliban', 'RUS']]
    """
    rows = support[support["dyad_id"].isin([*AS_REBELS, *AS_GOVERNMENT])]
    rebels = rows["dyad_id"].isin(AS_REBELS) & rows["actor"].eq("Taleban")
    rulers = rows["dyad_id"].isin(AS_GOVERNMENT) & rows["actor"].eq("Government of Afghanistan")
    sided = rows.assign(side=(rebels | rulers).map({True: SIDES[0], False: SIDES[1]}))
    columns = ["year", "side", "supporter", "supporter_state"]
    return sided[columns].drop_duplicates().sort_values(columns[:3], ignore_index=True)


def years_named(named: pd.DataFrame, state: str, side: str = "Taliban") -> list[int]:
    """Years in which a state is named as supporter of a side.

    Parameters
    ----------
    named : pandas.DataFrame
        As `named_supporters` returns it.
    state : str
        ISO 3166-1 alpha-3 code.
    side : str
        `Taliban` or `enemies`.

    Examples
    --------
    >>> import pandas as pd
    >>> named = pd.DataFrame({"year": [2000, 2001, 2014], "side": ["enemies", "enemies", "Taliban"]})
    >>> years_named(named.assign(supporter_state="RUS"), "RUS", "enemies")
    [2000, 2001]
    """
    return named.query("supporter_state == @state and side == @side")["year"].tolist()


def first_year_named(support: pd.DataFrame, state: str, side: str = "Taliban") -> int | None:
    """First year in which a state is named as supporter of a side; None if in none.

    Examples
    --------
    >>> import pandas as pd
    >>> support = pd.DataFrame({"year": [2015, 2014], "supporter": "Russia", "supporter_state": "RUS"})
    >>> support = support.assign(dyad_id=735, actor="Taleban")
    >>> first_year_named(support, "RUS"), first_year_named(support, "CHN")
    (2014, None)
    """
    return min(years_named(named_supporters(support), state, side), default=None)
