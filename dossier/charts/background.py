"""Figures of the background: war deaths, where they fell, who stood behind Kabul, who armed it, US losses."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.style import INK, MUTED, canvas, on_year_axis

#: Colour of each publisher of war deaths.
PUBLISHERS = {"PRIO": "#8d7866", "UCDP": "#3d4654"}
DEATHS = "#7a2f26"
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
def where_they_fought(events: pd.DataFrame, wars: pd.DataFrame, near_km: float, base: maps.Layers) -> Drawn:
    """Four small maps, one a war: each placed event a circle whose area grows with deaths.

    Parameters
    ----------
    events, wars : pandas.DataFrame
        As `indicators.background.where_they_fought` returns them.
    near_km : float
        Distance from the northern border that counts as near.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    picture, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.5, names=False)
    picture.get_layout_engine().set(h_pad=0.08)
    names = base.provinces.set_index("pcode")["name"]
    look = {"color": DEATHS, "edgecolors": "white", "linewidths": 0.3}
    for axes, war in zip(panels.flat, wars.itertuples(), strict=True):
        rows = events[events["war"].eq(war.war)].sort_values("best", ascending=False, kind="stable")
        where, alpha = (rows["longitude"], rows["latitude"]), 0.4 if war.events < 5000 else 0.22
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


@figure("bg-arms-by-window", reads=("arms/transfers",))
def arms_by_window(arms: pd.DataFrame) -> Drawn:
    """Bars of the major arms that went into Afghanistan in each window, by recipient and by who delivered.

    Parameters
    ----------
    arms : pandas.DataFrame
        As `indicators.background.arms_by_window` returns it.
    """
    picture, axes = canvas(3.9)
    _arms_bars(axes, arms)
    axes.set_xlim(0, 1.27 * arms.groupby(["window", "recipient"])["tiv_million"].sum().max())
    whole_numbers(axes.xaxis)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    of_moscow = arms[arms["supplier"].isin(["SUN", "RUS"])].groupby("recipient")["tiv_million"].sum()
    share = of_moscow.sum() / arms["tiv_million"].sum()
    to_kabul = of_moscow["AFG"] / of_moscow.sum()
    return Drawn(
        picture,
        data=arms,
        facts={
            "first": int(arms["first"].min()),
            "last": int(arms["last"].max()),
            "share": share,
            "to_kabul": to_kabul,
            "alliance": arms.query("recipient == 'northern-alliance'")["tiv_million"].sum(),
            "delivered": arms.assign(
                recipient=arms["recipient"].map(_recipient), supplier=arms["supplier"].map(_supplier)
            ),
        },
        holds=share > 0.5 and to_kabul > 0.5,
    )


def _recipient(code: str) -> str:
    return "Governments in Kabul" if code == "AFG" else entities.name(code)


def _supplier(code: str) -> str:
    return "all others" if code == "other" else entities.name(code)


def _arms_bars(axes: Axes, arms: pd.DataFrame) -> None:
    """Draw a bar for each recipient of each window, the windows named above their bars."""
    at, ticks = 0.0, {}
    for (_, name), rows in arms.groupby(["first", "window"], sort=False):
        at += 0.75 if ticks else 0.2
        named = f"{words.years(rows['first'].iloc[0], rows['last'].iloc[0])}: {name}"
        axes.annotate(
            named, (0, at - 0.62), xycoords=("axes fraction", "data"), va="center", size=9.5, color=MUTED
        )
        for recipient, parts in rows.groupby("recipient", sort=False):
            _arms_bar(axes, at, parts)
            ticks[at] = _recipient(recipient)
            at += 1
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.set_ylim(at - 0.4, -0.85)


def _arms_bar(axes: Axes, at: float, parts: pd.DataFrame) -> None:
    floor = 0.0
    for part in parts.set_index("supplier").reindex(["SUN", "RUS", "USA", "other"]).dropna().itertuples():
        axes.barh(at, part.tiv_million, left=floor, height=0.7, color=colours.of(part.Index))
        floor += part.tiv_million
    said = [f"{_supplier(part.supplier)} {words.count(part.tiv_million)}" for part in parts.itertuples()]
    write(axes, ", ".join(said), (floor, at), (4, 0), size=9, va="center")


@figure("bg-us-deaths-transit", reads=("conflict/us_deaths", "evidence/timeline"))
def us_deaths(by_year: pd.DataFrame, share: float, acts: pd.DataFrame, opened, closed) -> Drawn:
    """Bars of US deaths by year, the years of Russian transit shaded, Russian acts above.

    Parameters
    ----------
    by_year : pandas.DataFrame
        As `indicators.background.us_deaths_by_year` returns it.
    share : float
        Share of the deaths in the months of transit.
    acts : pandas.DataFrame
        Russian acts: `name`, `day` and `when` (the day as precise as it is known), in the order of the days.
    opened, closed : pandas.Timestamp
        Days between which transit ran.
    """
    picture, axes = canvas(4.3)
    transit = on_year_axis(opened), on_year_axis(closed)
    axes.axvspan(*transit, color=colours.of("contact"), alpha=0.35, lw=0, zorder=0)
    years, hostile, other = by_year.index, by_year["hostile"], by_year["other"]
    axes.bar(years, hostile, 0.8, color=colours.of("USA"), label="in action")
    axes.bar(years, other, 0.8, bottom=hostile, color=colours.of("FRA"), label="otherwise")
    deaths = by_year.sum(axis=1)
    _acts_above(axes, acts, deaths.max())
    axes.set_xlim(years[0] - 0.8, years[-1] + 0.8)
    axes.set_xticks(range(years[0] - years[0] % -5, years[-1] + 1, 5))
    axes.legend(
        loc="upper right", bbox_to_anchor=(1, 0.6), handlelength=1, title="US deaths", alignment="left"
    )
    return Drawn(
        picture,
        data=_with_acts(by_year, acts),
        facts={
            "share": share,
            "opened": opened,
            "closed": closed,
            "deaths": deaths,
            "in_action": hostile.sum(),
            "acts": acts,
        },
        holds=share > 0.5,
    )


def _acts_above(axes: Axes, acts: pd.DataFrame, top: float) -> None:
    """Mark and name Russian acts above the bars, the first one highest."""
    red = colours.of("RUS")
    for step, act in enumerate(acts.itertuples()):
        when, height = on_year_axis(act.day), top * (1.09 + 0.085 * (len(acts) - step - 1))
        axes.plot([when, when], [0, height], color=red, linewidth=0.8, zorder=0.5)
        by, side = ((3, 0), "left") if when < 2012 else ((-3, 0), "right")
        look = {"ha": side, "va": "center", "color": red, "path_effects": maps.HALO}
        write(axes, act.name, (when, height), by, **look)
    axes.set_ylim(0, top * (1.12 + 0.085 * len(acts)))


def _with_acts(by_year: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return the deaths by year, then the acts of Russia."""
    counts = by_year.reset_index().rename(
        columns={"hostile": "deaths_in_action", "other": "deaths_otherwise"}
    )
    marked = {"year": acts["day"].dt.year, "act_of_russia": acts["name"], "date": acts["when"]}
    return pd.concat([counts, pd.DataFrame(marked)], ignore_index=True)
