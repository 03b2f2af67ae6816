"""Figures of arms transfers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.style import INK, canvas, is_narrow

#: The register files them under the name of the type from which they derive.
ENGINES = "RD-93 engines"
#: How engines are drawn, and a darker tint for words on them.
PALE, PALE_INK = "#e3a29c", "#a8574f"


@figure("r1-pakistan-arms-by-supplier", reads=("arms/transfers",))
def arms_by_supplier(
    by_supplier: pd.DataFrame, recipient: str, events: dict[str, float], shown: int = 4
) -> Drawn:
    """Stacked bars of one recipient's yearly arms imports, its largest suppliers and Russia apart.

    Parameters
    ----------
    by_supplier : pandas.DataFrame
        As `indicators.arms.deliveries_by_supplier` returns it.
    recipient : str
        ISO 3166-1 alpha-3 code.
    events : dict
        Two events: words to the decimal year at which a thin line is drawn, the earlier one first.
    shown : int
        Suppliers that get a colour of their own, Russia beside them.
    """
    bars = _russia_and_largest(by_supplier, shown)
    first, last = int(bars.index[0]), int(bars.index[-1])
    picture, axes = canvas(4.4)
    _stack(axes, bars, width=0.85)
    whole_numbers(axes.yaxis)
    for side, away, (name, when) in zip(("right", "left"), (-3, 3), events.items(), strict=True):
        dashed(axes, when, color=INK)
        write(axes, name, (when, 1), (away, -2), xycoords=("data", "axes fraction"), ha=side, va="top")
    axes.legend(loc="upper left", ncols=2, handlelength=1, columnspacing=1.2)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.margins(y=0.12)
    share = by_supplier.sum() / by_supplier.to_numpy().sum()
    lead = share.index[0]
    return Drawn(
        picture,
        data=bars.reset_index().melt("year", var_name="supplier", value_name="tiv_million"),
        facts={
            "recipient": entities.name(recipient),
            "lead": entities.name(lead),
            "first": first,
            "last": last,
            "share": share,
            "largest": [
                f"{entities.name(code)} {words.percent(share[code])}" for code in share.index[:shown]
            ],
            "russia": by_supplier["RUS"],
        },
        holds=share[lead] > share.drop(lead).max(),
    )


@figure("r1-russia-to-pakistan-what", reads=("arms/russia_to_pakistan", "arms/register"))
def what_russia_sent(split: pd.DataFrame, deals: pd.DataFrame) -> Drawn:
    """Russia's deliveries to Pakistan by year, engines apart from weapons, deals named.

    Parameters
    ----------
    split : pandas.DataFrame
        `arms/russia_to_pakistan`.
    deals : pandas.DataFrame
        As `indicators.arms.deals_between` returns it, for Russia and Pakistan.
    """
    picture, axes = canvas(4.6)
    tops = _engines_and_weapons(axes, split)
    weapons = deals[deals["delivery_first"] == deals["delivery_last"]]
    _name_weapons(axes, weapons, tops)
    _name_engines(axes, deals, tops)
    axes.margins(y=0.2)
    total = split["total_tiv_million"].sum()
    share = split["engines_tiv_million"].sum() / total
    return Drawn(
        picture,
        data=split.assign(deals=[_deals_of(deals, *bar) for bar in tops.items()]),
        facts={
            "share": share,
            "total": total,
            "first": int(split["year"].min()),
            "last": int(split["year"].max()),
            "official": split.loc[split["official"], "year"].max(),
            "weapons": [
                f"{row.delivered} {row.designation} ({row.delivery_first})" for row in weapons.itertuples()
            ],
        },
        holds=share > 0.5,
    )


def _engines_and_weapons(axes: Axes, split: pd.DataFrame) -> dict[int, float]:
    """Draw the bars and return how high each year's reaches."""
    engines, weapons = split["engines_tiv_million"], split["weapons_tiv_million"]
    axes.bar(split["year"], engines, width=0.85, color=PALE)
    axes.bar(split["year"], weapons, bottom=engines, width=0.85, color=colours.of("RUS"))
    estimated = split[~split["official"]]
    outline = {"facecolor": "none", "edgecolor": INK, "linestyle": ":"}
    axes.bar(estimated["year"], estimated["total_tiv_million"], width=0.85, **outline)
    return dict(zip(split["year"], engines + weapons, strict=True))


def _name_weapons(axes: Axes, weapons: pd.DataFrame, tops: dict[int, float]) -> None:
    """Write above each year which complete weapons were delivered."""
    for year, rows in weapons.groupby("delivery_first"):
        together = rows.groupby("designation", as_index=False)["delivered"].sum()
        items = [f"{deal.delivered} {deal.designation}" for deal in together.itertuples()]
        side = _clear_side(tops, int(year))
        away = {"left": -5, "right": 5, "center": 0}[side]
        write(axes, "\n".join(items), (year, tops[year]), (away, 4), ha=side, path_effects=maps.HALO)


def _name_engines(axes: Axes, deals: pd.DataFrame, tops: dict[int, float]) -> None:
    """Point at the engines, which one deal brought over many years."""
    engines = deals[deals["delivery_first"] != deals["delivery_last"]].iloc[0]
    span = f"{engines['delivery_first']}-{engines['delivery_last']}"
    write(
        axes,
        f"{engines['delivered']} {ENGINES}\nfor the JF-17,\n{span}",
        (2011, tops[2011]),
        (0, 62) if is_narrow() else (-14, 30),
        ha="center",
        color=PALE_INK,
        arrowprops={"arrowstyle": "-", "color": PALE_INK, "linewidth": 0.8},
    )


def _deals_of(deals: pd.DataFrame, year: int, volume: float) -> str:
    """Return the deals that a year's bar is made of, one by one; without a bar, none."""
    under_way = deals["delivery_first"].le(year) & deals["delivery_last"].ge(year)
    items = []
    for deal in deals[under_way & (volume > 0)].itertuples():
        if deal.delivery_first == deal.delivery_last:
            items.append(f"{deal.delivered} {deal.designation}")
        else:
            items.append(f"{deal.delivered} {ENGINES} in {deal.delivery_first}-{deal.delivery_last}")
    return "; ".join(items)


def _russia_and_largest(by_supplier: pd.DataFrame, shown: int) -> pd.DataFrame:
    """Return a column for Russia, one for each of the largest other suppliers, and one for all the rest."""
    named = ["RUS", *[supplier for supplier in by_supplier if supplier not in ("RUS", "SUN")][:shown]]
    return by_supplier[named].assign(other=by_supplier.drop(columns=named).sum(axis=1))


def _stack(axes: Axes, bars: pd.DataFrame, **look) -> pd.DataFrame:
    """Draw suppliers' bars one on another, Russia's at the bottom, and return where the middle of each is."""
    floor, middles = pd.Series(0.0, index=bars.index), {}
    for supplier in bars:
        colour, label = colours.of(supplier), _called(supplier)
        axes.bar(bars.index, bars[supplier], bottom=floor, color=colour, label=label, **look)
        middles[supplier] = floor + bars[supplier] / 2
        floor = floor + bars[supplier]
    return pd.DataFrame(middles)


def _called(supplier: str) -> str:
    return "All others" if supplier == "other" else entities.name(supplier)


def _clear_side(heights: dict[int, float], year: int, reach: int = 2) -> str:
    """Return how to align a label above a bar so that it leaves taller neighbours free."""
    before = max(heights.get(year - step, 0) for step in range(1, reach + 1))
    after = max(heights.get(year + step, 0) for step in range(1, reach + 1))
    if after > heights[year]:
        return "right"
    return "left" if before > heights[year] else "center"
