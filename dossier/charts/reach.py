"""Figures of the Afghan state's reach, the war with the Taliban, and opium."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.style import MUTED, canvas, is_narrow

#: Least value of each class of votes per hundred residents, its colour and its words.
VOTES = (
    (0, "#6b1d14", "no vote"),
    (1e-9, "#d98a6a", "under 1"),
    (1, "#cfe0ee", "1 to 5"),
    (5, "#93bbdb", "5 to 10"),
    (10, "#4a7fb5", "10 to 20"),
    (20, "#1d4c80", "20 and more"),
)
#: The same for fights in a district and year.
FIGHTS = (
    (0, maps.FOCUS, "none placed"),
    (1, "#d5e5dc", "1 or 2"),
    (3, "#94c2aa", "3 to 5"),
    (6, "#4c9575", "6 to 10"),
    (11, "#1b6e4f", "11 to 20"),
    (21, "#0a3325", "21 and more"),
)
UNKNOWN = "#b9b4a6"
#: From this many times as many districts on, fighting has spread.
SPREAD = 1.1
#: Layers of the bars of polling centres from the lowest: shade and words.
CENTRES = {
    "centres": ("#dcd8cd", "known"),
    "planned_2018": ("#93bbdb", "planned"),
    "reporting_2018": ("#1d4c80", "reporting"),
}


@figure(
    "r3-state-reach",
    reads=(
        "territory/polling_reach",
        "territory/district_population",
        "maps/afghan_districts",
        *maps.BASE_TABLES,
    ),
)
def state_reach(
    votes: pd.DataFrame, summary: pd.DataFrame, districts: gpd.GeoDataFrame, base: maps.Layers
) -> Drawn:
    """Three maps of votes counted per hundred residents, by district.

    Parameters
    ----------
    votes, summary : pandas.DataFrame
        As `indicators.reach.votes_by_district` and `votes_summary` return them.
    districts : geopandas.GeoDataFrame
        `maps/afghan_districts`.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    # The key takes the place of a fourth map; on a phone it stands below the third.
    rows, columns = (3, 1) if is_narrow() else (2, 2)
    look = {"names": False, "provinces": False}
    picture, panels = maps.map_canvas(view, base, rows, columns, room=2.3, **look)
    shapes = districts.to_crs(view.crs)
    for axes, year in zip(panels.flat, sorted(votes["year"].unique()), strict=False):
        values = votes[votes["year"].eq(year)].set_index("pcode")["per_hundred"]
        _choropleth(axes, shapes, shapes["pcode"].map(values), VOTES)
        row = summary.loc[year]
        note = f"hardly a vote in {words.count(row['under_few'])}, none in {words.count(row['without_vote'])}"
        _panel_title(axes, str(year), note)
    maps.scale_bar(panels.flat[0], view)
    _air(picture)
    _legend(panels.flat[-1], VOTES, "Votes counted per\n100 residents", "no vote held, or\nnot on record")
    hardly = summary["under_few"]
    return Drawn(
        picture,
        data=votes,
        facts={
            "hardly": hardly,
            "without": summary["without_vote"],
            "counted": summary["votes"],
            "compared": summary["districts"].iloc[0],
        },
        holds=hardly.diff().iloc[1:].gt(0).all(),
    )


@figure(
    "r3-war-events-by-district",
    reads=(
        "conflict/afghan_events",
        "conflict/afghan_event_coverage",
        "maps/afghan_districts",
        *maps.BASE_TABLES,
    ),
)
def war_events(
    by_district: pd.DataFrame,
    coverage: pd.DataFrame,
    fought_over: pd.Series,
    districts: gpd.GeoDataFrame,
    base: maps.Layers,
) -> Drawn:
    """Small maps of fights between the government and the Taliban by district, with their coverage.

    Parameters
    ----------
    by_district, coverage : pandas.DataFrame
        As `indicators.insurgency.events_by_district` and `war_coverage` return them.
    fought_over : pandas.Series
        As `indicators.insurgency.districts_fought_over` returns it.
    districts : geopandas.GeoDataFrame
        `maps/afghan_districts`.
    base : Layers
        `maps.layers()`.
    """
    years = sorted(coverage.index)
    view = maps.AFGHANISTAN
    picture, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.7, names=False, provinces=False)
    shapes = districts.to_crs(view.crs)
    events, deaths = _drawn_of(coverage, "events"), _drawn_of(coverage, "deaths")
    for axes, year in zip(panels.flat, years, strict=True):
        counts = by_district[by_district["year"].eq(year)].set_index("district")["events"]
        _choropleth(axes, shapes, shapes["pcode"].map(counts).fillna(0), FIGHTS)
        title = f"{year}: {words.count(fought_over[year])} districts"
        _panel_title(axes, title, f"events {events[year]}\ndeaths {deaths[year]}")
    _corner_legend(panels.flat[0], FIGHTS, "events")
    maps.scale_bar(panels.flat[1], view)
    _air(picture)
    first, later = years[0], years[-2]
    return Drawn(
        picture,
        data=by_district.join(coverage[["events_recorded", "deaths_recorded"]], on="year"),
        facts={
            "years": years,
            "fought_over": fought_over,
            "first": first,
            "later": later,
            "coverage": coverage,
            "events": events,
            "deaths": deaths,
        },
        holds=fought_over[later] < SPREAD * fought_over[first],
    )


def _drawn_of(coverage: pd.DataFrame, what: str) -> dict[int, str]:
    """Return for each year how many events or deaths are drawn, of how many on record."""
    recorded = coverage[f"{what}_recorded"]
    known = recorded.map(lambda number: "?" if pd.isna(number) else words.count(number))
    drawn = coverage[f"{what}_placed"].map(words.count)
    return {year: f"{drawn[year]} of {known[year]}" for year in coverage.index}


def _choropleth(axes: Axes, shapes: gpd.GeoDataFrame, values: pd.Series, classes) -> None:
    """Fill districts by the class of their value; an empty value has a colour of its own."""
    bounds = [bound for bound, _, _ in classes]
    numbers = values.astype("float64")
    place = np.searchsorted(bounds, numbers.fillna(0), side="right") - 1
    shades = pd.Series([classes[at][1] for at in place], index=shapes.index).where(numbers.notna(), UNKNOWN)
    shapes.plot(ax=axes, color=shades, edgecolor="white", linewidth=0.2, zorder=0.95)
    # geopandas names the axes of a projected layer.
    axes.set(xlabel="", ylabel="")


def _air(figure: Figure) -> None:
    """Leave room between the rows of maps for the lines above each."""
    figure.get_layout_engine().set(h_pad=0.11)


def _panel_title(axes: Axes, title: str, note: str) -> None:
    look = {"xycoords": "axes fraction", "textcoords": "offset points", "annotation_clip": False}
    lines = note.count("\n") + 1
    axes.annotate(title, (0, 1), xytext=(0, 4 + 11.5 * lines), weight="bold", size=11.75, va="bottom", **look)
    axes.annotate(note, (0, 1), xytext=(0, 3), size=9.5, color=MUTED, va="bottom", linespacing=1.2, **look)


def _legend(axes: Axes, classes, title: str, unknown: str) -> None:
    """Turn a panel into a legend; on a phone, put the legend below the panel."""
    if is_narrow():
        place = {"loc": "upper left", "bbox_to_anchor": (0, -0.01), "ncols": 2}
    else:
        axes.clear()
        axes.axis("off")
        place = {"loc": "center left"}
    handles = [Patch(facecolor=shade, label=name) for _, shade, name in classes]
    handles.append(Patch(facecolor=UNKNOWN, label=unknown))
    axes.legend(handles=handles, title=title, fontsize=10, title_fontsize=9, alignment="left", **place)


def _corner_legend(axes: Axes, classes, title: str) -> None:
    handles = [
        Patch(facecolor=shade, edgecolor=MUTED, linewidth=0.3, label=name) for _, shade, name in classes
    ]
    legend = axes.legend(
        handles=handles,
        loc="lower right",
        title=title,
        fontsize=8.5,
        title_fontsize=7.5,
        labelspacing=0.15,
        handlelength=1.1,
        handleheight=0.8,
        borderpad=0.1,
    )
    legend.set_zorder(7)


def troop_bars(axes: Axes, troops: pd.DataFrame, width: float) -> None:
    """Draw US troops by year, hatched where the series' authors filled in a round figure.

    Parameters
    ----------
    axes : Axes
        Where.
    troops : pandas.DataFrame
        Index year; troops, filled_in.
    width : float
        Of a bar, in years.
    """
    blue, number, filled = colours.of("USA"), troops["troops"].astype(float), troops["filled_in"]
    axes.bar(troops.index[~filled], number[~filled], width=width, color=blue)
    axes.bar(
        troops.index[filled], number[filled], width=width, facecolor="none", edgecolor=blue, hatch="////"
    )


#: Sides of the counts of districts, their colours and words, from the bottom of the bars.
CONTROL = (
    ("insurgent", colours.of("taliban"), "insurgents"),
    ("contested", colours.of("insurgents"), "contested"),
    ("government", colours.of("AFG"), "government"),
)
#: Day of the assessment of single districts.
DISTRICTS_AS_OF = "2017-10-15"
TIGHT = {"handlelength": 0.8, "columnspacing": 0.8, "handletextpad": 0.3, "borderpad": 0}
OUTSIDE, INSIDE = "#c98a3c", "#c9d8e8"


@figure(
    "r3-districts-by-control",
    reads=("territory/district_control", "territory/control_by_date", "territory/provinces"),
)
def districts_by_control(provinces: pd.DataFrame, quarters: pd.DataFrame) -> Drawn:
    """Squares of districts by province in October 2017, beside the national counts by quarter.

    Parameters
    ----------
    provinces : pandas.DataFrame
        As `indicators.reach.districts_by_province` returns it.
    quarters : pandas.DataFrame
        As `indicators.reach.quarters_of_control` returns it.
    """
    picture, (squares, series) = canvas(7.6, columns=2, width_ratios=(1.35, 1))
    _squares(squares, provinces)
    drawn = quarters.dropna(subset=[f"{side}_percent" for side, _, _ in CONTROL])
    _quarters(series, drawn)
    outside, everything = provinces["not_government"], provinces["districts"]
    then = drawn.set_index("as_of").loc[DISTRICTS_AS_OF]
    panels = [
        provinces.rename(columns={"name": "province"}).assign(panel="provinces"),
        drawn.drop(columns="date").assign(panel="quarters"),
    ]
    data = pd.concat(panels, ignore_index=True).astype({"not_government": "Int64", "districts": "Int64"})
    return Drawn(
        picture,
        data=data[["panel", *[column for column in data if column != "panel"]]],
        facts={
            "outside": outside.sum(),
            "districts": everything.sum(),
            "then": then,
            "first": drawn.iloc[0],
            "top": drawn.loc[drawn["insurgent_percent"].idxmax()],
            "last": drawn.iloc[-1],
            "wholly_outside": provinces.loc[outside.eq(everything), "name"],
            "wholly_inside": provinces.loc[outside.eq(0), "name"],
        },
        holds=0 < then["insurgent_percent"] < 100 * outside.sum() / everything.sum(),
    )


def _squares(axes: Axes, provinces: pd.DataFrame) -> None:
    """Draw a square for each district, by province, those outside the government's hold first."""
    for y, row in enumerate(provinces.itertuples()):
        faces = [OUTSIDE] * row.not_government + [INSIDE] * (row.districts - row.not_government)
        axes.scatter(range(row.districts), [y] * row.districts, s=26, marker="s", c=faces, linewidths=0)
    axes.set_yticks(range(len(provinces)), provinces["name"], size=9)
    axes.set_ylim(len(provinces) - 0.4, -0.6)
    axes.set_xlim(-0.7, provinces["districts"].max())
    axes.set_xticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_title("A square a district, October 2017", size=10.75)
    legend = ((-6.3, OUTSIDE, "not under the\ngovernment"), (-3.9, INSIDE, "under the\ngovernment"))
    for y, face, name in legend:
        axes.scatter([16.5], [len(provinces) + y], s=26, marker="s", c=face, linewidths=0)
        axes.text(17.2, len(provinces) + y, name, size=9.5, va="center", linespacing=1.15)


def _quarters(axes: Axes, drawn: pd.DataFrame) -> None:
    """Draw a lying bar for each quarter, with the shares of the three sides."""
    floor = np.zeros(len(drawn))
    for side, face, _ in CONTROL:
        share = drawn[f"{side}_percent"].to_numpy()
        axes.barh(range(len(drawn)), share, left=floor, height=0.78, color=face)
        if side == "insurgent":
            for y, value in enumerate(share):
                axes.text(value + 1.5, y, words.decimal(value), size=9, va="center")
        floor = floor + share
    names = [words.month(day)[:3] + day.strftime(" %Y") for day in drawn["date"]]
    axes.set_yticks(range(len(drawn)), names, size=9)
    axes.set_ylim(len(drawn) - 0.5, -0.55)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100], ["0", "50", "100 %"])
    axes.grid(False)
    axes.set_title("Per cent of districts by quarter", size=10.75)
    keys = [Patch(color=face, label=name) for _, face, name in CONTROL]
    axes.legend(handles=keys, loc="upper left", bbox_to_anchor=(-0.05, -0.045), fontsize=9, ncols=3, **TIGHT)
