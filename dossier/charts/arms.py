"""Figures of arms transfers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, canvas, heading, label_line

MEASURE = "SIPRI trend-indicator value: volume of major arms, not money"
UNIT = f"{MEASURE}; millions"
SMALL_ARMS = "Rifles and other small arms are not counted."

#: Where the arrows of the flow map start: capitals, or for the far ones the edge of the map.
ORIGINS = {
    "CHN": (116.4, 39.9),
    "USA": (-9.0, 60.0),
    "RUS": (37.6, 55.8),
    "UKR": (30.5, 50.4),
    "FRA": (2.3, 48.9),
    "SWE": (18.1, 59.3),
    "ITA": (12.5, 41.9),
    "TUR": (32.9, 39.9),
    "GBR": (-0.1, 51.5),
    "DEU": (13.4, 52.5),
    "ESP": (-3.7, 40.4),
    "JOR": (35.9, 31.9),
    "IND": (77.2, 28.6),
}
ISLAMABAD = (73.0, 33.7)
#: The register files them under the name of the type from which they derive.
ENGINES = "RD-93 engines"


def arms_by_supplier(
    by_supplier: pd.DataFrame, recipient: str, events: dict[str, float], shown: int = 4
) -> Exhibit:
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
    named = ["RUS", *[supplier for supplier in by_supplier if supplier not in ("RUS", "SUN")][:shown]]
    bars = by_supplier[named].assign(other=by_supplier.drop(columns=named).sum(axis=1))
    first, last = int(bars.index[0]), int(bars.index[-1])
    shares = by_supplier.sum() / by_supplier.to_numpy().sum()
    place, lead = entities.name(recipient), entities.name(shares.index[0])

    figure, axes = canvas(4.4)
    _stack(axes, bars)
    for place_of_label, (name, when) in zip(("right", "left"), events.items(), strict=True):
        axes.axvline(when, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            name,
            (when, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3 if place_of_label == "left" else -3, -2),
            textcoords="offset points",
            ha=place_of_label,
            va="top",
            size=9.5,
        )
    axes.legend(loc="upper left", ncols=2, handlelength=1, columnspacing=1.2)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.margins(y=0.12)
    title = (
        f"{lead} is {place}'s main arms supplier; Russia's part of {words.years(first, last)} is "
        f"{words.percent(shares['RUS'])}"
    )
    heading(figure, title, f"Deliveries of major arms to {place} by supplier. {UNIT}")
    ranking = [f"{entities.name(code)} {words.percent(shares[code])}" for code in shares.index[:shown]]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The bars of a year add up to all that {place} received. Russia stands at the bottom, so "
        f"that its part can be compared from year to year. {SMALL_ARMS} A year without a bar is a year "
        "without recorded deliveries.",
        alt=f"Stacked bars of yearly arms deliveries to {place}, {words.years(first, last)}. Shares of the "
        f"whole period: {words.listing(ranking)}; Russia {words.percent(shares['RUS'])}. Russia's largest "
        f"year is {by_supplier['RUS'].idxmax()} with {words.count(by_supplier['RUS'].max())} million.",
        data=bars.reset_index().melt("year", var_name="supplier", value_name="tiv_million"),
        tables=("arms/transfers",),
    )


def russia_to_two(deliveries: pd.DataFrame, smaller: str, larger: str) -> Exhibit:
    """Soviet and Russian deliveries to two states by year, on one scale.

    Parameters
    ----------
    deliveries : pandas.DataFrame
        As `indicators.arms.russian_deliveries` returns it.
    smaller, larger : str
        ISO codes of the two recipients.
    """
    figure, panels = canvas(4.6, 2, 1, sharex=True, sharey=True)
    since = deliveries[deliveries["supplier"] == "RUS"].groupby("recipient")["tiv_million"].sum()
    for axes, state in zip(panels, (smaller, larger), strict=True):
        rows = deliveries[deliveries["recipient"] == state]
        axes.bar(rows["year"], rows["tiv_million"], width=0.85, color=rows["supplier"].map(colours.of))
        axes.set_title(f"To {entities.name(state)}")
        axes.yaxis.set_major_formatter(_thousands)
    panels[0].text(
        1971, panels[0].get_ylim()[1] * 0.55, "Soviet Union", color=colours.of("SUN"), weight="bold"
    )
    panels[0].text(1999, panels[0].get_ylim()[1] * 0.55, "Russia", color=colours.of("RUS"), weight="bold")
    ratio = since[larger] / since[smaller]
    first, last = int(deliveries["year"].min()), int(deliveries["year"].max())
    title = (
        f"In {words.years(1992, last)} Russia sent {entities.name(larger)} {words.count(ratio)} times the arms "
        f"it sent {entities.name(smaller)}"
    )
    heading(figure, title, f"Deliveries of major arms by year, both panels on one scale. {UNIT}")
    return Exhibit(
        figure=figure,
        title=title,
        caption="Dark bars are Soviet deliveries, up to 1991; light ones Russian, since 1992. The ratio in "
        f"the title is of Russia's totals from 1992 to {last}. A year without a bar is a year without recorded "
        f"deliveries. {SMALL_ARMS}",
        alt=f"Two panels of bars, {words.years(first, last)}. Russia since 1992 sent "
        f"{entities.name(smaller)} {words.count(since[smaller])} million and {entities.name(larger)} "
        f"{words.count(since[larger])} million, {words.count(ratio)} times as much. Bars for "
        f"{entities.name(smaller)} are barely visible on the scale.",
        data=deliveries,
        tables=("arms/transfers",),
    )


def what_russia_sent(split: pd.DataFrame, deals: pd.DataFrame) -> Exhibit:
    """Russia's deliveries to Pakistan by year, engines apart from weapons, deals named.

    Parameters
    ----------
    split : pandas.DataFrame
        `arms/russia_to_pakistan`.
    deals : pandas.DataFrame
        As `indicators.arms.deals_between` returns it, for Russia and Pakistan.
    """
    figure, axes = canvas(4.6)
    parts = {"engines_tiv_million": "#e3a29c", "weapons_tiv_million": colours.of("RUS")}
    floor = pd.Series(0.0, index=split.index)
    for column, colour in parts.items():
        axes.bar(split["year"], split[column], bottom=floor, width=0.85, color=colour)
        floor += split[column]
    estimated = split[~split["official"]]
    axes.bar(
        estimated["year"],
        estimated["total_tiv_million"],
        width=0.85,
        facecolor="none",
        edgecolor=INK,
        linestyle=":",
    )
    top = dict(zip(split["year"], floor, strict=True))
    single = deals[deals["delivery_first"] == deals["delivery_last"]]
    for year, rows in single.groupby("delivery_first"):
        items = [f"{deal.delivered} {deal.designation}" for deal in _merged(rows).itertuples()]
        side = _clear_side(top, int(year))
        axes.annotate(
            "\n".join(items),
            (year, top[year]),
            xytext=({"left": -5, "right": 5, "center": 0}[side], 4),
            textcoords="offset points",
            ha=side,
            size=9.5,
            path_effects=maps.HALO,
        )
    engines = deals[deals["delivery_first"] != deals["delivery_last"]].iloc[0]
    axes.annotate(
        f"{engines['delivered']} {ENGINES}\nfor the JF-17,\n{engines['delivery_first']}-"
        f"{engines['delivery_last']}",
        (2011, top[2011]),
        xytext=(-14, 30),
        textcoords="offset points",
        ha="center",
        size=9.5,
        color="#a8574f",
        arrowprops={"arrowstyle": "-", "color": "#a8574f", "linewidth": 0.8},
    )
    axes.margins(y=0.2)
    share = split["engines_tiv_million"].sum() / split["total_tiv_million"].sum()
    title = (
        f"Engines for a fighter built with China make up {words.percent(share)} of what Russia sent Pakistan "
        f"since {split['year'].min()}"
    )
    heading(figure, title, f"Russia's deliveries to Pakistan by year. {UNIT}")
    named = [f"{row.delivered} {row.designation} ({row.delivery_first})" for row in single.itertuples()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Pale: RD-93 engines. Red: helicopters and missiles, each delivery named. Totals of years to "
        f"{split.loc[split['official'], 'year'].max()} are those of SIPRI's release of March 2024, a later one "
        "than that of the other arms figures here, so that single years differ a little. SIPRI does not say "
        "how many engines came in which year: the split of a year is this project's calculation. Dotted "
        "outlines are years that rest on register vintages instead of an official table. The register dates "
        "the Mi-35M to 2018; press reports have them in Pakistan by August 2017.",
        alt=f"Bars by year, {words.years(int(split['year'].min()), int(split['year'].max()))}. Engines for the "
        f"JF-17 are {words.percent(share)} of the total of {words.count(split['total_tiv_million'].sum())} "
        f"million. Complete weapons: {words.listing(named)}.",
        data=split.assign(deals=[_deals_of(deals, *bar) for bar in zip(split["year"], floor, strict=True)]),
        tables=("arms/russia_to_pakistan", "arms/register"),
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


def shares_in_windows(shares: pd.DataFrame, recipient: str, shown: int = 4) -> Exhibit:
    """Suppliers' shares of one recipient's arms imports by window, as bars of one whole.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `indicators.arms.shares_by_window` returns it.
    recipient : str
        ISO code.
    shown : int
        Suppliers that get a colour of their own, Russia beside them.
    """
    named = ["RUS", *[supplier for supplier in shares if supplier != "RUS"][:shown]]
    bars = shares[named].assign(other=shares.drop(columns=named).sum(axis=1)).mul(100)
    figure, axes = canvas(5.0)
    floor = pd.Series(0.0, index=bars.index)
    for supplier in bars:
        colour = colours.of(supplier)
        axes.bar(bars.index, bars[supplier], bottom=floor, width=0.72, color=colour, edgecolor="white")
        for window, value in bars[supplier].items():
            if value >= 3.5:
                ink = "white" if supplier in ("RUS", "USA", "GBR") else INK
                middle = floor[window] + value / 2
                axes.text(
                    window, middle, words.percent(value / 100), ha="center", va="center", color=ink, size=9.5
                )
        floor += bars[supplier]
    last = bars.iloc[-1]
    heights = (last.cumsum() - last / 2).to_dict()
    for supplier, height in heights.items():
        name = "All others" if supplier == "other" else entities.name(supplier)
        label_line(axes, len(bars) - 0.6, _apart(heights, supplier, height), name, colours.of(supplier))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlim(-0.5, len(bars) + 0.55)
    windows = [f"{words.percent(shares.loc[window, 'RUS'], 1)} in {window}" for window in shares.index[-2:]]
    title = f"Russia's share of {entities.name(recipient)}'s arms imports: {', '.join(windows)}"
    heading(figure, title, f"Shares of deliveries of major arms in windows of five years. {MEASURE}")
    china = [f"{window} {words.percent(value)}" for window, value in shares["CHN"].items()]
    russia = [f"{window} {words.percent(value, 1)}" for window, value in shares["RUS"].items()]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Each bar is all that {entities.name(recipient)} received in the window. Shares under "
        f"{words.percent(0.035, 1)} are drawn without a number. {SMALL_ARMS}",
        alt=f"Stacked bars of suppliers' shares. Russia: {words.listing(russia)}. China: {words.listing(china)}.",
        data=shares.reset_index().melt("window", var_name="supplier", value_name="share"),
        tables=("arms/transfers",),
    )


def supplier_map(by_supplier: pd.DataFrame, recipient: str, base: maps.Layers, shown: int = 8) -> Exhibit:
    """Arrows from suppliers to one recipient, as wide as what they delivered.

    Parameters
    ----------
    by_supplier : pandas.DataFrame
        As `indicators.arms.deliveries_by_supplier` returns it.
    recipient : str
        ISO code.
    base : Layers
        As `maps.layers()` returns them.
    shown : int
        Suppliers that get an arrow; the rest are summed in words.
    """
    totals = by_supplier.sum().drop(["unknown-supplier"], errors="ignore")
    drawn = totals.head(shown)
    if "RUS" not in drawn:
        drawn = pd.concat([drawn.iloc[:-1], totals[["RUS"]]])
    view = maps.EURASIA
    figure, axes = maps.map_canvas(view, base, room=1.75, focus=recipient, provinces=False)
    for supplier, value in drawn.items():
        width = max(0.8, 26 * value / totals.max())
        bend = -0.22 if supplier in ("CHN", "IND") else 0.16
        maps.flow(axes, view, ORIGINS[supplier], ISLAMABAD, width, colours.of(supplier), bend)
        label = f"{entities.name(supplier)} {words.count(value)}"
        maps.place_name(axes, view, *_label_place(supplier), label, size=10, weight="bold", ha="center")
    maps.place_name(axes, view, 69.0, 22.0, entities.name(recipient), size=10.75, weight="bold", ha="center")
    first, last = int(by_supplier.index[0]), int(by_supplier.index[-1])
    rest = by_supplier.to_numpy().sum() - drawn.sum()
    multiple = drawn["CHN"] / drawn["RUS"]
    title = (
        f"China sent {entities.name(recipient)} {words.count(multiple)} times the arms that Russia sent, "
        f"{words.years(first, last)}"
    )
    heading(figure, title, f"Deliveries of major arms, by supplier. {UNIT}")
    listed = [f"{entities.name(supplier)} {words.count(value)}" for supplier, value in drawn.items()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The width of an arrow is proportional to what was delivered; it starts at the capital, for the "
        f"United States at the edge of the map. Suppliers not drawn add up to {words.count(rest)} million. "
        f"{SMALL_ARMS}",
        alt=f"Map with arrows to {entities.name(recipient)}. Deliveries: {words.listing(listed)} million TIV.",
        data=drawn.rename("tiv_million").rename_axis("supplier").reset_index(),
        tables=("arms/transfers", "maps/boundary_lines"),
    )


def _stack(axes: Axes, bars: pd.DataFrame) -> None:
    floor = pd.Series(0.0, index=bars.index)
    for supplier in bars:
        label = "All others" if supplier == "other" else entities.name(supplier)
        axes.bar(
            bars.index, bars[supplier], bottom=floor, width=0.85, color=colours.of(supplier), label=label
        )
        floor += bars[supplier]
    axes.yaxis.set_major_formatter(_thousands)


def _thousands(value: float, _place: int) -> str:
    return words.count(value)


def _clear_side(heights: dict[int, float], year: int, reach: int = 2) -> str:
    """Return how to align a label above a bar so that it leaves taller neighbours free."""
    before = max(heights.get(year - step, 0) for step in range(1, reach + 1))
    after = max(heights.get(year + step, 0) for step in range(1, reach + 1))
    if after > heights[year]:
        return "right"
    return "left" if before > heights[year] else "center"


def _merged(deals: pd.DataFrame) -> pd.DataFrame:
    return deals.groupby("designation", as_index=False)["delivered"].sum()


def _apart(heights: dict[str, float], supplier: str, height: float, gap: float = 5.5) -> float:
    """Move a label up so far that it clears the labels below it."""
    place = -gap
    for name in heights:
        place = max(heights[name], place + gap)
        if name == supplier:
            return place
    return height


def _label_place(supplier: str) -> tuple[float, float]:
    nudged = {
        "USA": (8.0, 66.5),
        "SWE": (20.0, 62.5),
        "CHN": (107.0, 44.0),
        "RUS": (46.0, 58.5),
        "UKR": (29.0, 53.5),
    }
    longitude, latitude = ORIGINS[supplier]
    return nudged.get(supplier, (longitude, latitude + 2.2))
