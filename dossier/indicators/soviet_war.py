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
    """Return one row of `evidence/soviet_war` by its id.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"figure_id": ["W01", "W02"], "low": [13833, 15051]})
    >>> int(figure(figures, "W02")["low"])
    15051
    """
    return figures.set_index("figure_id").loc[figure_id]


def highest(figures: pd.DataFrame, quantity: str) -> float:
    """Return the highest figure named for a quantity, whatever its bound; not a number where there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": "dead", "low": [100.0, 120.0], "high": [110.0, None]})
    >>> highest(figures, "dead"), highest(figures, "wounded")
    (120.0, nan)
    """
    rows = figures[figures["quantity"].eq(quantity)]
    return float(rows[["low", "high"]].max().max())


def lowest(figures: pd.DataFrame, quantity: str) -> float:
    """Return the lowest figure named for a quantity; not a number where there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": "dead", "low": [100.0, 120.0], "high": [110.0, None]})
    >>> lowest(figures, "dead"), lowest(figures, "wounded")
    (100.0, nan)
    """
    return float(figures.loc[figures["quantity"].eq(quantity), "low"].min())


def dead_share_of_forces(figures: pd.DataFrame) -> float:
    """Return the highest figure of the dead as a share of the lowest of the men under arms.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": ["dead", "armed forces"], "low": [9, 1000], "high": [15, 1200]})
    >>> dead_share_of_forces(figures)
    0.015
    """
    return highest(figures, "dead") / lowest(figures, "armed forces")


def dollars_for_a_rouble(figures: pd.DataFrame) -> float:
    """Return the rate at which the Soviet defence outlay of 1989 was turned into dollars: the official one.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": OUTLAY, "unit": [ROUBLES, DOLLARS], "low": [50.0, 100.0]})
    >>> dollars_for_a_rouble(figures)
    2.0
    """
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
        rate of 1989; `high` empty where no upper figure is named), converted. The outlay in roubles is left
        out, for it stands there in dollars. Orders of magnitude only.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("W1", COST, ROUBLES, 2.0), ("W2", OUTLAY, ROUBLES, 50.0), ("W3", OUTLAY, DOLLARS, 100.0)]
    >>> figures = pd.DataFrame(rows, columns=["figure_id", "quantity", "unit", "low"])
    >>> found = in_dollars(figures.assign(high=None, period="1985", bound="about"))
    >>> found[["figure_id", "low", "converted"]].to_numpy().tolist()  # the outlay stands once
    [['W1', 4.0, True], ['W3', 100.0, False]]
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

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": [COST, COST, OIL], "low": [5.0, 8.0, 20.0], "high": None})
    >>> figures = figures.assign(unit=DOLLARS, figure_id="W1", period="1984", bound="about")
    >>> cost_against_oil(figures), cost_against_oil(figures, LOWEST), cost_against_oil(figures, IN_ROUBLES)
    (0.4, 0.25, None)
    """
    dollars = in_dollars(figures)
    costs = dollars[dollars["converted"]] if estimate == IN_ROUBLES else dollars
    cost = lowest(costs, COST) if estimate == LOWEST else highest(costs, COST)
    share = cost / highest(dollars, OIL)
    return None if pd.isna(share) else share


def share_of_outlay(figures: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest rouble figure of the war's yearly cost as shares of the outlay of 1989.

    The costs are of earlier years than the outlay, and the dollar figure is higher: `dollar_share_of_outlay`.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": [COST, OUTLAY], "low": [2.0, 50.0], "high": [3.0, 50.0]})
    >>> share_of_outlay(figures.assign(unit=ROUBLES))
    (0.04, 0.06)
    """
    roubles = figures[figures["unit"].eq(ROUBLES)]
    outlay = lowest(roubles, OUTLAY)
    return lowest(roubles, COST) / outlay, highest(roubles, COST) / outlay


def dollar_share_of_outlay(figures: pd.DataFrame) -> float:
    """Return the lowest dollar figure of the war's yearly cost as a share of the outlay of 1989 in dollars.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"quantity": [COST, OUTLAY], "unit": DOLLARS, "low": [5.0, 100.0]})
    >>> dollar_share_of_outlay(figures)
    0.05
    """
    dollars = figures[figures["unit"].eq(DOLLARS)]
    return lowest(dollars, COST) / lowest(dollars, OUTLAY)


def dead_per_million(figures: pd.DataFrame) -> pd.Series:
    """Return the war's dead per million by people of the Soviet Union, most first.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"people": ["Estonian", "Tajik"], "low": [20, 60]})
    >>> list(dead_per_million(figures.assign(quantity="dead per million")).items())
    [('Tajik', 60), ('Estonian', 20)]
    """
    rows = figures[figures["quantity"].eq("dead per million")]
    return rows.set_index("people")["low"].sort_values(ascending=False, kind="stable")
