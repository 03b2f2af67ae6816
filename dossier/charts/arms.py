"""Figures of arms transfers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, dashed, whole_numbers, write
from dossier.charts.style import INK, canvas, heading, label_line

UNIT = "SIPRI trend-indicator value: volume of major arms, not money; millions"
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
#: How engines are drawn, and a darker tint for words on them.
PALE, PALE_INK = "#e3a29c", "#a8574f"
#: Shares under this are drawn without a number.
LEAST_WRITTEN = 0.035


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


@figure("r1-russia-arms-pakistan-india", reads=("arms/transfers",))
def russia_to_two(deliveries: pd.DataFrame, smaller: str, larger: str) -> Drawn:
    """Soviet and Russian deliveries to two states by year, on one scale.

    Parameters
    ----------
    deliveries : pandas.DataFrame
        As `indicators.arms.russian_deliveries` returns it.
    smaller, larger : str
        ISO codes of the two recipients.
    """
    picture, panels = canvas(4.6, 2, 1, sharex=True, sharey=True)
    for axes, state in zip(panels, (smaller, larger), strict=True):
        rows = deliveries[deliveries["recipient"] == state]
        axes.bar(rows["year"], rows["tiv_million"], width=0.85, color=rows["supplier"].map(colours.of))
        axes.set_title(f"To {entities.name(state)}")
        whole_numbers(axes.yaxis)
    middle = panels[0].get_ylim()[1] * 0.55
    for year, supplier, name in ((1971, "SUN", "Soviet Union"), (1999, "RUS", "Russia")):
        panels[0].text(year, middle, name, color=colours.of(supplier), weight="bold")
    sent = deliveries[deliveries["supplier"] == "RUS"].groupby("recipient")["tiv_million"].sum()
    return Drawn(
        picture,
        data=deliveries,
        facts={
            "smaller": entities.name(smaller),
            "larger": entities.name(larger),
            "sent": sent.rename(entities.name),
            "ratio": sent[larger] / sent[smaller],
            "first": int(deliveries["year"].min()),
            "last": int(deliveries["year"].max()),
        },
        holds=sent[larger] > sent[smaller],
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
        (-14, 30),
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


@figure("r1-pakistan-shares-by-window", reads=("arms/transfers",))
def shares_in_windows(shares: pd.DataFrame, recipient: str, shown: int = 4) -> Drawn:
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
    bars = _russia_and_largest(shares, shown).mul(100)
    picture, axes = canvas(5.0)
    middles = _stack(axes, bars, width=0.72, edgecolor="white")
    for supplier in bars:
        ink = "white" if supplier in ("RUS", "USA", "GBR") else INK
        for window, value in bars[supplier].items():
            if value >= 100 * LEAST_WRITTEN:
                place, text = middles.loc[window, supplier], words.percent(value / 100)
                axes.text(window, place, text, ha="center", va="center", color=ink, size=SMALL)
    last = bars.iloc[-1]
    for supplier, height in _apart((last.cumsum() - last / 2).to_dict()).items():
        label_line(axes, len(bars) - 0.6, height, _called(supplier), colours.of(supplier))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlim(-0.5, len(bars) + 0.55)
    russia, china = shares["RUS"], shares["CHN"]
    return Drawn(
        picture,
        data=shares.reset_index().melt("window", var_name="supplier", value_name="share"),
        facts={
            "recipient": entities.name(recipient),
            "russia": russia,
            "windows_of_russia": [f"{window} {words.percent(share, 1)}" for window, share in russia.items()],
            "windows_of_china": [f"{window} {words.percent(share)}" for window, share in china.items()],
            "least": LEAST_WRITTEN,
        },
        holds=russia.iloc[-1] > russia.iloc[-2],
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


def _apart(heights: dict[str, float], gap: float = 5.5) -> dict[str, float]:
    """Move labels up so far that each clears those below it; the lowest comes first."""
    place, moved = -gap, {}
    for name, height in heights.items():
        moved[name] = place = max(height, place + gap)
    return moved


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
