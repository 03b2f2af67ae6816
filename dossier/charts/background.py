"""Figures of the background: war deaths, where they fell, who stood behind Kabul, who armed it, US losses."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.axes import Axes

from dossier import words
from dossier.charts import maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.style import INK, MUTED, canvas

#: Colour of each publisher of war deaths.
PUBLISHERS = {"PRIO": "#8d7866", "UCDP": "#3d4654"}
DEATHS = "#7a2f26"
#: The strip near the northern border.
NEAR = "#bcd6e6"
#: Provinces that the small maps name: P-code to the place of the name.
NAMED = {"AF06": (72.1, 34.0), "AF01": (69.2, 35.15), "AF21": (66.9, 37.35), "AF30": (64.2, 30.2)}


@figure(
    "bg-war-deaths",
    reads=("conflict/battle_deaths_by_country", "conflict/country_years", "evidence/timeline"),
)
def war_deaths(deaths: pd.DataFrame, takeover: pd.Timestamp) -> Drawn:
    """Two panels on one scale: battle deaths by PRIO to 1988, and by UCDP since 1989, each with its range.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.background.war_deaths` returns it.
    takeover : pandas.Timestamp
        Day on which the Taliban entered Kabul.
    """
    older, newer = (deaths[deaths["source"].eq(source)] for source in PUBLISHERS)
    ratios = [rows["year"].max() - rows["year"].min() + 1 for rows in (older, newer)]
    picture, panels = canvas(4.2, columns=2, sharey=True, width_ratios=ratios)
    picture.get_layout_engine().set(wspace=0.06)
    for axes, rows, source in zip(panels, (older, newer), PUBLISHERS, strict=True):
        _ranged_bars(axes, rows, source)
    whole_numbers(panels[0].yaxis)
    dashed(panels[1], takeover.year, zorder=0)
    write(panels[1], "Taliban take\nKabul", (takeover.year, 62_000), (-4, 0), ha="right")
    peak, worst = (rows.loc[rows["best"].idxmax()] for rows in (older, newer))
    return Drawn(
        picture,
        data=deaths,
        facts={
            "older": older,
            "newer": newer,
            "peak": peak,
            "worst": worst,
            "latest": newer.iloc[-1],
            "takeover": takeover,
        },
        holds=(newer["high"] / newer["low"]).max() < peak["high"] / peak["low"],
    )


def _ranged_bars(axes: Axes, rows: pd.DataFrame, source: str) -> None:
    """Draw the best estimates of a publisher as bars, low to high as lines."""
    first, last = rows["year"].min(), rows["year"].max()
    errors = [rows["best"] - rows["low"], rows["high"] - rows["best"]]
    axes.bar(rows["year"], rows["best"], width=0.8, color=PUBLISHERS[source], alpha=0.75)
    look = {"fmt": "none", "ecolor": INK, "elinewidth": 0.9, "capsize": 1.5}
    axes.errorbar(rows["year"], rows["best"], yerr=errors, **look)
    axes.set_title(f"{source}, {words.years(first, last)}", color=PUBLISHERS[source])
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.set_xticks([year for year in range(first, last + 1) if year % 5 == 0])


@figure(
    "bg-where-they-fought",
    reads=("conflict/afghan_events", "conflict/country_years", *maps.BASE_TABLES),
)
def where_they_fought(
    events: pd.DataFrame, wars: pd.DataFrame, border: shapely.Geometry, near_km: float, base: maps.Layers
) -> Drawn:
    """Four small maps, one a war: each placed event a circle that grows with deaths, the strip at the border shaded.

    Parameters
    ----------
    events, wars : pandas.DataFrame
        As `indicators.background.where_they_fought` returns them.
    border : shapely.Geometry
        The northern border (`indicators.borders.northern_border`).
    near_km : float
        Distance from the northern border that counts as near.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    picture, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.5, names=False)
    picture.get_layout_engine().set(h_pad=0.08)
    names = base.provinces.set_index("pcode")["name"]
    strip = _strip(view, border, near_km, base)
    look = {"color": DEATHS, "edgecolors": "white", "linewidths": 0.3}
    for axes, war in zip(panels.flat, wars.itertuples(), strict=True):
        rows = events[events["war"].eq(war.war)].sort_values("best", ascending=False, kind="stable")
        where, alpha = (rows["longitude"], rows["latitude"]), 0.4 if war.events < 5000 else 0.22
        strip.plot(ax=axes, facecolor=NEAR, edgecolor="none", alpha=0.55, zorder=0.65)
        axes.set(xlabel="", ylabel="")
        maps.points(axes, view, *where, s=_area(rows["best"]), alpha=alpha, **look)
        maps.place_name(axes, view, *NAMED[war.province], names[war.province], ha="center", weight="bold")
        axes.set_title(
            f"{words.years(war.first, war.last)}: {war.war}\n"
            f"{words.count(war.deaths)} of {words.count(war.deaths_recorded)} deaths drawn "
            f"({words.percent(war.coverage)})",
            size=9.5,
        )
    _key(panels.flat[0])
    north = wars["share_near"].idxmax()
    others = wars["share_near"].drop(north)
    return Drawn(
        picture,
        data=events[["year", "latitude", "longitude", "best", "km"]]
        .rename(columns={"best": "deaths", "km": "km_to_northern_border"})
        .round({"km_to_northern_border": 0}),
        facts={
            "north": wars.loc[north],
            "others": others,
            "near_km": near_km,
            "wars": wars.assign(province=wars["province"].map(names)),
        },
        holds=wars["share_near"][north] > 0.5 > others.max(),
    )


def _strip(view: maps.View, border: shapely.Geometry, near_km: float, base: maps.Layers) -> gpd.GeoSeries:
    """Return the part of Afghanistan that lies near the border, in the view's projection."""
    near = gpd.GeoSeries([border], crs=4326).to_crs(view.crs).buffer(1000 * near_km)
    country = base.countries[base.countries["iso3"].eq("AFG")].to_crs(view.crs).union_all()
    return near.intersection(country)


def _area(deaths: pd.Series) -> pd.Series:
    return 1.5 + 0.55 * deaths.astype("float64")


def _key(axes: Axes) -> None:
    """Draw what the areas mean, in the corner of a map that is empty there."""
    for at, deaths in zip((0.70, 0.80, 0.93), (10, 100, 1000), strict=True):
        size = float(_area(pd.Series([deaths])).iloc[0])
        axes.scatter(
            [at], [0.16], s=size, transform=axes.transAxes, color=DEATHS, alpha=0.4, linewidths=0, zorder=7
        )
        axes.text(
            at, 0.01, f"{deaths:,}", transform=axes.transAxes, ha="center", va="bottom", size=9, zorder=8
        )
    axes.text(0.815, 0.31, "Deaths", transform=axes.transAxes, ha="center", size=9, color=MUTED, zorder=8)
