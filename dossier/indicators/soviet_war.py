"""Measures of what the war in Afghanistan cost the Soviet Union, in orders of magnitude.

The figures are those of `evidence/soviet_war`; no table holds the gross domestic product of the Soviet Union.
"""

from __future__ import annotations

import pandas as pd

COST, OUTLAY, OIL = "war cost a year", "defence spending a year", "loss of oil income a year"
ROUBLES, DOLLARS = "billion roubles", "billion dollars"
#: Which estimate of the war's cost is taken.
ESTIMATES = HIGHEST, IN_ROUBLES, LOWEST = "highest", "highest in roubles", "lowest"


def figure(figures: pd.DataFrame, figure_id: str) -> pd.Series:
    """Return one row of `evidence/soviet_war` by its id."""
    return figures.set_index("figure_id").loc[figure_id]


def highest(figures: pd.DataFrame, quantity: str) -> float:
    """Return the highest figure named for a quantity, whatever its bound; not a number where there is none."""
    rows = figures[figures["quantity"].eq(quantity)]
    return float(rows[["low", "high"]].max().max())


def lowest(figures: pd.DataFrame, quantity: str) -> float:
    """Return the lowest figure named for a quantity; not a number where there is none."""
    return float(figures.loc[figures["quantity"].eq(quantity), "low"].min())


def dead_share_of_forces(figures: pd.DataFrame) -> float:
    """Return the highest figure of the dead as a share of the lowest of the men under arms."""
    return highest(figures, "dead") / lowest(figures, "armed forces")


def dollars_for_a_rouble(figures: pd.DataFrame) -> float:
    """Return the rate at which the Soviet defence outlay of 1989 was turned into dollars: the official one."""
    outlay = figures[figures["quantity"].eq(OUTLAY)].set_index("unit")["low"]
    return float(outlay[DOLLARS] / outlay[ROUBLES])


def in_dollars(figures: pd.DataFrame) -> pd.DataFrame:
    """Yearly costs and losses in dollars.

    Parameters
    ----------
    figures : pandas.DataFrame
        `evidence/soviet_war`.

    Returns
    -------
    pandas.DataFrame
        figure_id, quantity, period, bound, low, high (billion dollars of various years; roubles at the official
        rate of 1989; `high` empty where no upper figure is named), converted. Orders of magnitude only.
    """
    rows = figures[figures["quantity"].isin([COST, OUTLAY, OIL])]
    roubles = rows["unit"].eq(ROUBLES)
    factor = roubles.map({True: dollars_for_a_rouble(figures), False: 1.0}) if roubles.any() else 1.0
    kept = rows[["figure_id", "quantity", "period", "bound"]]
    found = kept.assign(low=rows["low"] * factor, high=rows["high"] * factor, converted=roubles)
    twice = found["quantity"].eq(OUTLAY) & found["converted"]
    return found[~twice].reset_index(drop=True)


def cost_against_oil(figures: pd.DataFrame, estimate: str = HIGHEST) -> float | None:
    """Return the yearly cost of the war as a share of the highest yearly loss of oil income.

    Parameters
    ----------
    figures : pandas.DataFrame
        `evidence/soviet_war`.
    estimate : str
        Which of `ESTIMATES` of the cost.

    Returns
    -------
    float or None
        None where either has no estimate.
    """
    dollars = in_dollars(figures)
    costs = dollars[dollars["converted"]] if estimate == IN_ROUBLES else dollars
    cost = lowest(costs, COST) if estimate == LOWEST else highest(costs, COST)
    share = cost / highest(dollars, OIL)
    return None if pd.isna(share) else share


def share_of_outlay(figures: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest rouble figure of the war's yearly cost as shares of the outlay of 1989.

    The costs are of earlier years than the outlay, and the dollar figure is higher: `dollar_share_of_outlay`.
    """
    roubles = figures[figures["unit"].eq(ROUBLES)]
    outlay = lowest(roubles, OUTLAY)
    return lowest(roubles, COST) / outlay, highest(roubles, COST) / outlay


def dollar_share_of_outlay(figures: pd.DataFrame) -> float:
    """Return the lowest dollar figure of the war's yearly cost as a share of the outlay of 1989 in dollars."""
    dollars = figures[figures["unit"].eq(DOLLARS)]
    return lowest(dollars, COST) / lowest(dollars, OUTLAY)


def dead_per_million(figures: pd.DataFrame) -> pd.Series:
    """Return the war's dead per million by people of the Soviet Union, most first."""
    rows = figures[figures["quantity"].eq("dead per million")]
    return rows.set_index("people")["low"].sort_values(ascending=False, kind="stable")


def afghan_war_deaths(by_country: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Battle deaths on Afghan soil, all sides together.

    Parameters
    ----------
    by_country : pandas.DataFrame
        `conflict/battle_deaths_by_country`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Index year; best, low, high (deaths), series. The series breaks between 1988 and 1989.
    """
    rows = by_country[by_country["country"].eq("AFG") & by_country["year"].between(first, last)]
    return rows.set_index("year")[["best", "low", "high", "series"]].sort_index()
