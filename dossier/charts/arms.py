"""Figures of arms transfers."""

from __future__ import annotations

import pandas as pd

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import canvas, heading

UNIT = "SIPRI trend-indicator value (volume of major arms, not money), millions"


def arms_by_supplier(by_supplier: pd.DataFrame, recipient: str, shown: int = 5) -> Exhibit:
    """Stacked bars of one recipient's yearly arms imports, its largest suppliers and Russia apart.

    Parameters
    ----------
    by_supplier : pandas.DataFrame
        As `indicators.arms.deliveries_by_supplier` returns it.
    recipient : str
        ISO 3166-1 alpha-3 code.
    shown : int
        Suppliers that get a colour of their own.
    """
    named = list(by_supplier.columns[:shown])
    named += [supplier for supplier in ("RUS", "SUN") if supplier in by_supplier and supplier not in named]
    bars = by_supplier[named].assign(other=by_supplier.drop(columns=named).sum(axis=1))
    first, last = int(bars.index[0]), int(bars.index[-1])
    shares = by_supplier.sum() / by_supplier.to_numpy().sum()
    place, lead = entities.name(recipient), shares.index[0]

    figure, axes = canvas(4.2)
    floor = pd.Series(0.0, index=bars.index)
    for supplier in bars:
        label = "All others" if supplier == "other" else entities.name(supplier)
        axes.bar(bars.index, bars[supplier], bottom=floor, width=0.85, color=colours.of(supplier), label=label)
        floor += bars[supplier]
    axes.legend(loc="upper left", ncols=3, fontsize=8.5, handlelength=1, columnspacing=1.2)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.margins(y=0.22)
    title = f"{place}'s arms came first from {entities.name(lead)}; Russia's part was {words.percent(shares['RUS'])}"
    heading(figure, title, f"Deliveries to {place} by supplier. {UNIT}")
    ranking = [f"{entities.name(code)} {words.percent(shares[code])}" for code in named]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Bars add up to {place}'s imports of major arms, {words.years(first, last)}. Rifles and other "
        "small arms are not counted. A year without a bar is a year without recorded deliveries.",
        alt=f"Stacked bars of yearly arms deliveries to {place}, {words.years(first, last)}. "
        f"Shares of the whole period: {words.listing(ranking)}.",
        data=bars.reset_index().melt("year", var_name="supplier", value_name="tiv_million"),
        tables=("arms/transfers",),
    )
