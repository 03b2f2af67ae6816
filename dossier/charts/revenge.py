"""Figures of reason 2: arms for the parties of the Afghan wars, and Russian acts beside US troops."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.reach import troop_bars
from dossier.charts.style import INK, MUTED, canvas, is_narrow, on_year_axis
from dossier.charts.timeline import OUTCOMES

#: Suppliers with a colour of their own in the panel of each recipient.
SHOWN = {
    "AFG": ("SUN", "RUS", "USA"),
    "mujahedin": ("USA", "CHN", "EGY", "GBR"),
    "northern-alliance": ("RUS",),
}
PANELS = {
    "AFG": "To the governments in Kabul",
    "mujahedin": "To the Mujahedin",
    "northern-alliance": "To the Northern Alliance",
}
#: Years of the ratio in the title of the arms: those in which the Mujahedin fought the Soviet army.
SOVIET_WAR = (1980, 1989)
#: Recipients of portable missiles from above, and their names beside the bars.
ARMED = {
    "mujahedin": "Mujahedin",
    "AFG": "Kabul",
    "northern-alliance": "Northern\nAlliance",
    "taliban": "Taliban",
}
#: Who bore the cost of a helicopter: words and colours, from the left of a bar.
BORNE = {
    "supplier": ("Given by the supplier", "#6fa287"),
    "USA": ("Paid by the United States", colours.of("USA")),
    "other": ("Paid by another state", "#d98a00"),
    "no remark": ("No remark on who paid", colours.of("other")),
}
HELPED, HARMED = colours.of("USA"), colours.of("RUS")
#: Ground of the years or days that a title compares.
SHADED = "#f1ede2"


@dataclass(frozen=True)
class Transit:
    """When supplies went through Russia by rail.

    Parameters
    ----------
    opened, closed : pandas.Timestamp
        First train, and end.
    share : float
        Share of all US deaths that fell between the two.
    """

    opened: pd.Timestamp
    closed: pd.Timestamp
    share: float


@figure("r2-arms-to-afghans", reads=("arms/transfers",))
def arms_to_afghans(delivered: pd.DataFrame, first: int, last: int) -> Drawn:
    """Yearly deliveries to each Afghan recipient, a panel each with a scale of its own.

    Parameters
    ----------
    delivered : pandas.DataFrame
        As `indicators.client_arms.deliveries` returns it.
    first, last : int
        Years of the axis.
    """
    picture, panels = canvas(7.4, 4, 1, sharex=True, height_ratios=(3, 2, 2, 0.8))
    for axes, (recipient, named) in zip(panels, SHOWN.items(), strict=False):
        rows = delivered[delivered["recipient"].eq(recipient)]
        wide = rows.pivot_table(index="year", columns="supplier", values="tiv_million", aggfunc="sum")
        wide = wide.reindex(range(first, last + 1)).fillna(0)
        bars = wide[list(named)].assign(other=wide.drop(columns=list(named)).sum(axis=1))
        _stacked(axes, bars)
        axes.set_title(f"{PANELS[recipient]}: {words.count(rows['tiv_million'].sum())} million in all")
    _empty_panel(panels[3])
    panels[3].set_xlim(first - 0.7, last + 0.7)
    began, ended = SOVIET_WAR
    in_war = _sums(delivered[delivered["year"].between(began, ended)])
    ratio = in_war["AFG", "SUN"] / in_war["mujahedin"].sum()
    return Drawn(
        picture,
        data=delivered,
        facts={
            "sums": _sums(delivered),
            "ratio": ratio,
            "began": began,
            "ended": ended,
            "first": first,
            "last": last,
        },
        holds=ratio >= 2,
    )


def _sums(delivered: pd.DataFrame) -> pd.Series:
    return delivered.groupby(["recipient", "supplier"])["tiv_million"].sum()


def _stacked(axes: Axes, bars: pd.DataFrame) -> None:
    floor = pd.Series(0.0, index=bars.index)
    for supplier in bars:
        if not bars[supplier].any():
            continue
        label = "All others" if supplier == "other" else entities.name(supplier)
        colour = colours.of(supplier)
        axes.bar(bars.index, bars[supplier], bottom=floor, width=0.85, color=colour, label=label)
        floor += bars[supplier]
    whole_numbers(axes.yaxis)
    corner = "upper right" if floor.idxmax() < 1995 else "upper left"
    axes.legend(loc=corner, ncols=1 if is_narrow() else 2, handlelength=1)
    axes.set_ylim(0, 1.15 * floor.max())


def _empty_panel(axes: Axes) -> None:
    axes.set_title("To the Taliban")
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.text(
        0.5,
        0.45,
        "no line in the register",
        transform=axes.transAxes,
        ha="center",
        color=MUTED,
        style="italic",
    )


@figure("r2-portable-missiles", reads=("arms/register",))
def portable_missiles(deals: pd.DataFrame) -> Drawn:
    """Portable missiles against aircraft, each deal as a bar over its years of delivery.

    Parameters
    ----------
    deals : pandas.DataFrame
        As `indicators.client_arms.portable_missiles` returns it.
    """
    picture, axes = canvas(4.7)
    by_recipient = {recipient: deals[deals["recipient"].eq(recipient)] for recipient in ARMED}
    place, middles = 0, []
    for rows in by_recipient.values():
        if rows.empty:
            axes.text(1981.5, place, "none recorded", va="center", color=MUTED, style="italic")
        for at, deal in enumerate(rows.itertuples()):
            _deal(axes, deal, place + at)
        lines = max(len(rows), 1)
        middles.append(place + (lines - 1) / 2)
        place += lines + 0.5
    axes.set_yticks(middles, [*ARMED.values()])
    axes.set_ylim(place - 0.8, -0.8)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xlim(1981, 2006)
    delivered = {recipient: rows["delivered"].sum() for recipient, rows in by_recipient.items()}
    rebels = by_recipient["mujahedin"]
    return Drawn(
        picture,
        data=deals,
        facts={
            "delivered": delivered,
            "stingers": rebels.loc[rebels["designation"].eq("Stinger"), "delivered"].sum(),
            "deals": {recipient: _deals_of(rows) for recipient, rows in by_recipient.items()},
        },
        holds=delivered["taliban"] < delivered["mujahedin"],
    )


def _deal(axes: Axes, deal, place: float) -> None:
    """Draw the bar of a deal, and at its end what was delivered by whom, at whose cost."""
    years = deal.delivery_last - deal.delivery_first + 1
    axes.barh(place, years, left=deal.delivery_first - 0.5, height=0.7, color=colours.of(deal.supplier))
    payer = "" if pd.isna(deal.paid_by) else f", paid by the {entities.name(deal.paid_by)}"
    name = f"{words.count(deal.delivered)} {deal.designation} ({entities.name(deal.supplier)}{payer})"
    weight = "bold" if deal.designation == "Stinger" else "normal"
    write(axes, name, (deal.delivery_last + 0.5, place), (5, 0), va="center", weight=weight)


def _deals_of(rows: pd.DataFrame) -> str:
    return words.listing(
        f"{words.count(deal.delivered)} {deal.designation} from {entities.name(deal.supplier)} "
        f"({words.years(deal.delivery_first, deal.delivery_last)})"
        for deal in rows.itertuples()
    )


@figure("r2-helicopters-who-paid", reads=("arms/register",))
def helicopters(flown: pd.DataFrame, share: float) -> Drawn:
    """Helicopters delivered to Kabul by supplier, split by who bore the cost.

    Parameters
    ----------
    flown : pandas.DataFrame
        As `indicators.client_arms.helicopters` returns it.
    share : float
        Share of the Russian ones for which another state paid.
    """
    wide = _by_payer(flown)
    picture, axes = canvas(4.2)
    names = [entities.name(code).capitalize() if "-" in code else entities.name(code) for code in wide.index]
    floor = pd.Series(0.0, index=wide.index)
    for payer, (label, colour) in BORNE.items():
        axes.barh(names, wide[payer], left=floor, color=colour, height=0.72, label=label)
        ink = "white" if payer in ("USA", "supplier") else INK
        for at, (code, value) in enumerate(wide[payer].items()):
            if value >= 6:
                middle = floor[code] + value / 2
                axes.text(middle, at, words.count(value), ha="center", va="center", size=9.5, color=ink)
        floor += wide[payer]
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(loc="lower right", handlelength=1)
    russian = wide.loc["RUS"]
    return Drawn(
        picture,
        data=flown,
        facts={
            "share": share,
            "delivered": wide.sum(axis=1),
            "russian": russian,
            "last_russian": flown.loc[flown["supplier"].eq("RUS"), "delivery_last"].max(),
            "first": int(flown["delivery_first"].min()),
            "last": int(flown["delivery_last"].max()),
        },
        holds=russian["USA"] > russian["other"],
    )


def _by_payer(flown: pd.DataFrame) -> pd.DataFrame:
    """Sum helicopters by supplier and who bore the cost, the largest supplier last."""
    rows = flown.assign(borne=flown["payer"].where(flown["payer"].isin(BORNE), "other"))
    # A state that paid for what it supplied itself gave it.
    rows.loc[rows["payer"].eq(rows["supplier"]), "borne"] = "supplier"
    wide = rows.pivot_table(index="supplier", columns="borne", values="delivered", aggfunc="sum").fillna(0)
    wide = wide.reindex(columns=list(BORNE), fill_value=0)
    return wide.loc[wide.sum(axis=1).sort_values(kind="stable").index]


@figure(
    "r2-troops-and-acts",
    reads=("conflict/us_troops_yearly", "conflict/us_deaths", "evidence/us_effort", "evidence/timeline"),
)
def troops_and_acts(
    present: pd.DataFrame,
    counts: pd.DataFrame,
    share: float,
    window: tuple[int, int],
    with_reserve: dict[int, int],
    died: pd.DataFrame,
    transit: Transit,
) -> Drawn:
    """US troops and deaths by year above, Russian acts that helped or harmed below.

    Parameters
    ----------
    present : pandas.DataFrame
        As `indicators.us_effort.troops` returns it.
    counts : pandas.DataFrame
        As `indicators.us_effort.by_year` returns it.
    share : float
        Share of troop-years in the window.
    window : tuple of int
        Years of the largest force.
    with_reserve : dict
        Year to active, Guard and Reserve personnel together (`indicators.us_effort.with_reserve`).
    died : pandas.DataFrame
        As `indicators.background.us_deaths_by_year` returns it.
    transit : Transit
        When NATO's supplies went through Russia.
    """
    picture, panels = canvas(7.2, 3, 1, sharex=True, height_ratios=(3, 2.4, 3))
    above, middle, below = panels
    troop_bars(above, present, 0.85)
    for year in present.index[present["troops"].isna()]:
        above.text(year, 2500, "not reported", ha="center", va="bottom", rotation=90, size=9, color=MUTED)
    whole_numbers(above.yaxis)
    above.set_title("US troops in Afghanistan")
    _died(middle, died, transit)
    for axes in panels:
        axes.axvspan(window[0] - 0.5, window[1] + 0.5, color=SHADED, zorder=0)
    _helped_and_harmed(below, counts)
    troops, (began, ended) = present["troops"].astype(float), window
    first = counts.index[counts["harmed"].gt(0)][0]
    return Drawn(
        picture,
        data=present.join(counts).join(died.add_prefix("us_died_")).reset_index(),
        facts={
            "share": share,
            "transit": transit,
            "died": died.sum(axis=1),
            "in_action": died["hostile"].sum(),
            "began": began,
            "ended": ended,
            "with_reserve": [f"{words.count(number)} in {year}" for year, number in with_reserve.items()],
            "troops": troops,
            "acts": counts.sum(),
            "inside": counts.loc[began:ended].sum(),
            "first": first,
            "peak": counts["harmed"].idxmax(),
        },
        holds=began <= troops.idxmax() <= ended < first and transit.share > 0.5,
    )


def _died(axes: Axes, died: pd.DataFrame, transit: Transit) -> None:
    """Draw US deaths, and the days of transit as a line above them."""
    axes.bar(died.index, died["hostile"], width=0.85, color=colours.of("USA"), label="in action")
    axes.bar(
        died.index,
        died["other"],
        width=0.85,
        bottom=died["hostile"],
        color=colours.of("FRA"),
        label="otherwise",
    )
    axes.set_title("US service members who died in Afghanistan")
    axes.legend(loc="upper left", handlelength=1)
    height = 1.12 * died.sum(axis=1).max()
    ends = [on_year_axis(transit.opened), on_year_axis(transit.closed)]
    axes.plot(ends, [height, height], color=INK, linewidth=4, solid_capstyle="butt")
    write(axes, "NATO's supplies pass through Russia", (ends[0], height), (0, 5))
    axes.set_ylim(0, 1.3 * height)


def _helped_and_harmed(axes: Axes, counts: pd.DataFrame) -> None:
    """Draw acts that helped upwards, those that harmed downwards and below them what is only alleged."""
    axes.bar(counts.index, counts["helped"], width=0.85, color=HELPED, label="helped")
    axes.bar(counts.index, -counts["harmed"], width=0.85, color=HARMED, label="harmed")
    axes.bar(
        counts.index,
        -counts["alleged"],
        bottom=-counts["harmed"],
        width=0.85,
        facecolor="none",
        edgecolor=HARMED,
        hatch="....",
        linewidth=0.8,
        label="alleged",
    )
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.yaxis.set_major_formatter(lambda value, _: words.count(abs(value)))
    axes.set_title("Russian acts that helped (up) or harmed (down) the US effort")
    axes.legend(loc="lower left", ncols=3, handlelength=1)
    axes.margins(y=0.15)


@figure("r2-acts-after-the-goal", reads=("evidence/timeline",))
def acts_after_the_goal(by_year: pd.DataFrame, compared, fall) -> Drawn:
    """Acts between Russia and the Taliban by year, before and after the fall of Kabul.

    Parameters
    ----------
    by_year : pandas.DataFrame
        Index year; O1 and O2 (acts).
    compared : SwitchOff
        As `verdicts.revenge.after_the_fall` returns it.
    fall : date-like
        Day of the fall of Kabul.
    """
    picture, axes = canvas(4.0)
    floor = pd.Series(0, index=by_year.index)
    handles = []
    for outcome, (name, key) in OUTCOMES.items():
        axes.bar(by_year.index, by_year[outcome], bottom=floor, width=0.85, color=colours.of(key))
        handles.append(Patch(color=colours.of(key), label=name))
        floor = floor + by_year[outcome]
    day = pd.Timestamp(fall)
    when = day.year - 0.5 + day.dayofyear / 366
    width = compared.days / 365.25
    axes.axvspan(when - width, when + width, color=SHADED, zorder=0)
    dashed(axes, when, color=INK)
    write(axes, "Kabul falls,\nthe US leaves", (when, floor.max()), (28, -4), va="top")
    axes.legend(handles=handles, loc="upper left", handlelength=1)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.margins(y=0.15)
    return Drawn(
        picture,
        data=by_year.reset_index().rename(columns={key: name.lower() for key, (name, _) in OUTCOMES.items()}),
        facts={"compared": compared, "first": by_year.index[0], "last": by_year.index[-1]},
        holds=compared.after >= compared.before,
    )
