"""Figure of all that five recipients were armed with: the data behind the arms explorer and the map's arrows."""

from __future__ import annotations

import pandas as pd

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import whole_numbers
from dossier.charts.style import canvas, is_narrow
from dossier.indicators.trade import MOSCOW

#: Recipients in the order of the panels.
RECIPIENTS = {
    "IND": "India",
    "PAK": "Pakistan",
    "AFG": "Governments in Kabul",
    "mujahedin": "Afghan Mujahedin",
    "northern-alliance": "Northern Alliance",
}
#: Layers of a bar from the lowest; whatever else there is comes last.
LAYERS = (*MOSCOW, "USA", "CHN")
#: Under this share Moscow is no main supplier.
MINOR = 0.2


@figure("arms-by-recipient", reads=("arms/transfers",))
def by_recipient(delivered: pd.DataFrame) -> Drawn:
    """Bars of yearly deliveries, a panel for each recipient with a scale of its own.

    Parameters
    ----------
    delivered : pandas.DataFrame
        As `indicators.arms.in_windows` returns it.
    """
    layer = delivered["supplier"].where(delivered["supplier"].isin(LAYERS), "other")
    sums = delivered.assign(layer=layer).pivot_table(
        index=["recipient", "year"], columns="layer", values="tiv_million", aggfunc="sum", fill_value=0
    )
    years = range(delivered["year"].min(), delivered["year"].max() + 1)
    picture, panels = canvas(7.6, len(RECIPIENTS), 1, sharex=True)
    for axes, (recipient, name) in zip(panels, RECIPIENTS.items(), strict=True):
        bars = sums.loc[recipient].reindex(years, fill_value=0)
        floor = pd.Series(0, index=bars.index)
        for supplier in (*LAYERS, "other"):
            label = "All others" if supplier == "other" else entities.name(supplier)
            look = {"color": colours.of(supplier), "label": label}
            axes.bar(bars.index, bars[supplier], bottom=floor, width=0.85, **look)
            floor = floor + bars[supplier]
        axes.set_title(f"{name}: {words.count(floor.sum())} million")
        whole_numbers(axes.yaxis)
    if is_narrow():
        # There the key takes two lines.
        panels[0].margins(y=0.6)
    panels[0].legend(loc="upper left", ncols=3, handlelength=1, columnspacing=1.2)
    totals = delivered.groupby("recipient")["tiv_million"].sum()
    share = sums[list(MOSCOW)].sum(axis=1).groupby("recipient").sum() / totals
    return Drawn(
        picture,
        data=delivered,
        facts={
            "first": int(delivered["year"].min()),
            "last": int(delivered["year"].max()),
            "share": share,
            "told": [
                f"{name} {words.count(totals[code])} million, {words.percent(share[code])} of it from Moscow"
                for code, name in RECIPIENTS.items()
            ],
        },
        holds=min(share["IND"], share["AFG"]) > 0.5 and share["PAK"] < MINOR,
    )
