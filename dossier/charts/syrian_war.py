"""Figures of the Syrian war: how much of the government's fighting was with IS, by month and by place."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import calendar_years, whole_numbers, write
from dossier.charts.style import MUTED, canvas, is_narrow

#: Governorates that the words name: UCDP's spelling and the book's.
NAMED = {
    "Deir ez Zor Governorate": "Deir ez-Zor",
    "Homs Governorate": "Homs",
    "Aleppo Governorate": "Aleppo",
    "Damascus Governorate": "Damascus city",
    "Rif Dimashq Governorate": "Rural Damascus",
    "Idlib Governorate": "Idlib",
}
#: Those of the desert and the east among them.
EAST = ["Deir ez-Zor", "Homs"]
#: From the first day of a month to where its bar stands.
MIDDLE = pd.Timedelta(days=14)
#: What the key of the map explains.
STEPS = {"share": (0.0, 0.5, 1.0), "deaths": (1, 50, 500)}
SHARE_OF_IS = LinearSegmentedColormap.from_list("is", [colours.of("insurgents"), "#8d7866", colours.of("is")])


@figure("r1-syria-is-share-by-month", reads=("conflict/syria_events",))
def syria_by_month(
    months: pd.DataFrame, whole: pd.Series, spanning: pd.DataFrame, article: pd.Timestamp
) -> Drawn:
    """Deaths in the Syrian government's fighting by month, with IS and with others, and the share of IS.

    Parameters
    ----------
    months : pandas.DataFrame
        `indicators.syrian_war.share_with_is_by` month.
    whole : pandas.Series
        `indicators.syrian_war.share_with_is` of all fights.
    spanning : pandas.DataFrame
        The fights that span months and stand in no bar.
    article : pandas.Timestamp
        Day of the article under examination, which is marked.
    """
    picture, (amount, share) = canvas(5.6, rows=2, sharex=True, height_ratios=[1.25, 1])
    _syrian_deaths(amount, months, article)
    _syrian_shares(share, months)
    for axes in (amount, share):
        axes.axvline(article, color=colours.of("RUS"), linewidth=1.1)
    low, _, high = sorted(whole[["low", "best", "high"]])
    best = spanning["best"]
    return Drawn(
        picture,
        data=_with_long_rows(months, spanning),
        facts={
            "share": whole,
            "low": low,
            "high": high,
            "rows": len(spanning),
            "deaths_in_rows": best.sum(),
            "with_is_in_rows": best[spanning["with_is"]].sum(),
            "months": list(months.index),
            "deaths": months["deaths"].sum() + best.sum(),
            "mostly_is": list(months.index[months["share_of_deaths"] > 0.5].year),
        },
        holds=max(whole["events"], whole["best"]) < 0.5,
    )


def _syrian_deaths(axes: Axes, months: pd.DataFrame, article: pd.Timestamp) -> None:
    """Stack the deaths of each month: with IS below, with others above."""
    middle, with_is = months.index + MIDDLE, months["deaths_with_is"]
    others = months["deaths"] - with_is
    axes.bar(middle, others, 26, bottom=with_is, color=colours.of("insurgents"), label="with others")
    axes.bar(middle, with_is, 26, color=colours.of("is"), label="with IS")
    whole_numbers(axes.yaxis)
    axes.legend(loc="upper right", fontsize=10, handlelength=1)
    axes.margins(y=0.12)
    look = {"xycoords": ("data", "axes fraction"), "va": "top", "color": colours.of("RUS")}
    write(axes, f"the article,\n{words.date(article)}", (article, 1), (4, 0), **look)


def _syrian_shares(axes: Axes, months: pd.DataFrame) -> None:
    """Draw the share of IS in the deaths and in the events of each month."""
    middle, colour = months.index + MIDDLE, colours.of("is")
    axes.plot(middle, months["share_of_deaths"], color=colour)
    axes.plot(middle, months["share_of_events"], color=colour, linewidth=1.2, linestyle=(0, (2, 1)))
    axes.axhline(0.5, color=MUTED, linewidth=0.8)
    axes.annotate("half", (1, 0.5), xycoords=("axes fraction", "data"), ha="right", va="bottom", size=9.5)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylim(0, 1)
    axes.set_title("Share with IS: of deaths (line) and of events (dashed)", size=10.75)
    calendar_years(axes.xaxis)


def _with_long_rows(months: pd.DataFrame, spanning: pd.DataFrame) -> pd.DataFrame:
    """Return the months, then the rows that span months, one by one with their first and last day."""
    long = pd.DataFrame(
        {
            "begin": spanning["date"],
            "end": spanning["date_end"],
            "events": 1,
            "events_with_is": spanning["with_is"].astype("int64"),
            "deaths": spanning["best"],
            "deaths_with_is": spanning["best"].where(spanning["with_is"], 0),
        }
    ).sort_values(["begin", "end"], kind="stable")
    monthly = months.reset_index().assign(series="month")
    return pd.concat([monthly, long.assign(series="row over several months")], ignore_index=True)


@figure(
    "r1-syria-map",
    reads=("conflict/syria_events", "maps/countries", "maps/boundary_lines", "maps/places"),
)
def syria_map(cells: pd.DataFrame, provinces: pd.DataFrame, deaths: int, base: maps.Layers) -> Drawn:
    """Map where the Syrian government's side fought IS and where it fought others.

    Parameters
    ----------
    cells : pandas.DataFrame
        `indicators.syrian_war.share_with_is_by` cell_longitude and cell_latitude.
    provinces : pandas.DataFrame
        The same by governorate.
    deaths : int
        Deaths of all fights, those without a place included.
    base : Layers
        `maps.layers()`.
    """
    view = maps.SYRIA
    picture, axes = maps.map_canvas(view, base, room=1.35, focus="SYR", provinces=False)
    drawn = cells[cells["deaths"] > 0].reset_index().sort_values("deaths", ascending=False, kind="stable")
    look = {"cmap": SHARE_OF_IS, "vmin": 0, "vmax": 1, "alpha": 0.8, "linewidths": 0.4, "edgecolors": "white"}
    where = drawn["cell_longitude"], drawn["cell_latitude"]
    maps.points(axes, view, *where, s=_cell_area(drawn["deaths"]), c=drawn["share_of_deaths"], **look)
    maps.towns(axes, view, base, ["Aleppo", "Damascus", "Deir ez-Zor", "Idlib", "Ar Raqqah", "Tadmur"])
    if is_narrow():
        _key_below(axes)
    else:
        _cell_key(axes, look)
    shares = provinces.loc[list(NAMED), "share_of_deaths"].rename(NAMED)
    east, west = shares[EAST], shares.drop(EAST)
    return Drawn(
        picture,
        data=drawn,
        facts={
            "circles": len(drawn),
            "placed": int(drawn["deaths"].sum()),
            "deaths": deaths,
            "shares": [f"{name} {words.percent(share, 1)}" for name, share in shares.items()],
        },
        holds=east.min() > 0.5 > west.max(),
    )


def _cell_area(deaths: pd.Series) -> np.ndarray:
    """Area of a mark in square points; on a phone half of it, for the map has a third of its area."""
    return (5 + 0.5 * deaths.to_numpy(dtype=float)) * (0.5 if is_narrow() else 1)


def _key_below(axes: Axes) -> None:
    """Explain shades and areas below the map, a column each."""
    dots = {"marker": "o", "linestyle": "", "alpha": 0.8, "markeredgewidth": 0}
    handles = [Line2D([], [], linestyle="", label="IS's share of deaths")]
    handles += [
        Line2D([], [], color=SHARE_OF_IS(share), markersize=7, label=words.percent(share), **dots)
        for share in STEPS["share"]
    ]
    handles.append(Line2D([], [], linestyle="", label="deaths in a cell"))
    for deaths, area in zip(STEPS["deaths"], _cell_area(pd.Series(STEPS["deaths"])), strict=True):
        handles.append(Line2D([], [], color=MUTED, markersize=area**0.5, label=words.count(deaths), **dots))
    axes.legend(handles=handles, ncols=2, loc="upper left", bbox_to_anchor=(0, -0.01), columnspacing=3)


def _cell_key(axes: Axes, look: dict) -> None:
    """Explain shades and areas in the empty corner beyond the border with Jordan."""
    where = {"transform": axes.transAxes, "zorder": 6}
    axes.text(0.66, 0.215, "IS's share of deaths", size=9.5, **where)
    axes.text(0.66, 0.095, "deaths in a cell", size=9.5, **where)
    for step, (share, deaths) in enumerate(zip(*STEPS.values(), strict=True)):
        x = 0.68 + 0.085 * step
        axes.scatter([x], [0.19], c=[share], s=60, **(look | where))
        axes.text(x + 0.018, 0.19, words.percent(share), size=9.5, va="center", **where)
        axes.scatter([x], [0.055], color=MUTED, s=_cell_area(pd.Series([deaths])), linewidths=0, **where)
        axes.text(x + 0.02 + 0.008 * step, 0.055, words.count(deaths), size=9.5, va="center", **where)
