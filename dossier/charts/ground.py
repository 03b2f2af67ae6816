"""Figures of what is in the ground: deposits by status, fields and pipelines, Afghanistan's place in the world."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import whole_numbers, write
from dossier.charts.style import INK, MUTED, canvas, is_narrow
from dossier.indicators.ground import COPPER_DATABASES

#: How each status of a site is drawn: mark, size, face, edge; from the least known to the best known.
STATUS = {
    "unclassified": ("x", 5, "#8a93a0", "#8a93a0"),
    "occurrence": ("o", 4.5, "none", "#8c6d46"),
    "prospect": ("^", 5, "#e0b86a", "#8c6d46"),
    "deposit": ("D", 5.5, "#b3742d", "#5d3c16"),
    "mine": ("s", 6, INK, INK),
}
#: Major deposits that are named on the map: name in the table to name written and offset of the words.
NAMED = {
    "Aynak": ("Aynak (Cu)", (-12, -10)),
    "Hajigak": ("Hajigak (Fe)", (-8, 9)),
    "Khanneshin": ("Khanneshin (P, REE)", (8, 6)),
    "Samty": ("Samty (Au)", (-7, -8)),
    "Sary Sang": ("Sary Sang (lapis)", (7, 5)),
    "Pasghushta": ("Pasghushta (Li, Ta)", (7, 3)),
    "Achin": ("Achin (magnesite, talc)", (7, -6)),
    "Kundalyan": ("Kundalyan (Cu, Mo, Au)", (8, 2)),
    "Obatu-Shela": ("Obatu-Shela (Al)", (-8, 8)),
}
#: Colour and dashes of a pipeline's status.
PIPES = {
    "operating": ("#8a93a0", "-", 1.1),
    "construction": ("#2458a6", (0, (5, 1.5)), 1.7),
    "proposed": ("#c8372d", (0, (2, 1.5)), 1.9),
    "shelved": ("#a34b6f", (0, (1, 2)), 1.4),
    "cancelled": ("#a34b6f", (0, (1, 2)), 1.4),
    "mothballed": ("#a34b6f", (0, (1, 2)), 1.4),
}
#: Degrees to which the data of the map write a route.
HUNDREDTH = 0.01
FIELDS = {
    "operating": ("o", "#6b7480"),
    "in development": ("o", "#2458a6"),
    "discovered": ("o", "none"),
    "exploration": ("o", "none"),
    "not stated": ("o", "#c9ced6"),
    "shut in": ("x", "#6b7480"),
    "decommissioned": ("x", "#6b7480"),
}


@figure(
    "r4-deposits-map",
    reads=("economy/deposits", "economy/mineral_sites", "economy/fields_and_mines", *maps.BASE_TABLES),
)
def deposits_map(
    deposits: pd.DataFrame, sites: pd.DataFrame, mines: pd.DataFrame, base: maps.Layers
) -> Drawn:
    """Map of Afghan deposits, prospects and occurrences, each status in a mark of its own.

    Parameters
    ----------
    deposits : pandas.DataFrame
        `economy/deposits`, Afghan rows.
    sites : pandas.DataFrame
        `economy/mineral_sites`, Afghan rows.
    mines : pandas.DataFrame
        `economy/fields_and_mines`, Afghan iron ore mines.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    picture, axes = maps.map_canvas(view, base, room=1.5)
    placed = sites.dropna(subset=["longitude"])
    records = placed["status"].value_counts().reindex(list(STATUS), fill_value=0)
    for status, (mark, size, face, edge) in STATUS.items():
        rows = placed[placed["status"].eq(status)]
        _places(axes, view, rows, s=size**2, linewidths=0.8, **_mark(mark, face, edge))
    major = {"s": 105, "marker": "*", "facecolors": "#f4d03f", "edgecolors": INK}
    _places(axes, view, deposits, linewidths=0.7, zorder=4.6, **major)
    proposed = {"s": 52, "marker": "s", "facecolors": "none", "edgecolors": "#c8372d"}
    _places(axes, view, mines, linewidths=1.5, zorder=5, **proposed)
    _names(axes, view, deposits)
    _status_key(axes, records, len(deposits), len(mines))
    return Drawn(
        picture,
        data=_listed(deposits, sites, mines),
        facts={
            "major": len(deposits),
            "records": records,
            "proposed": len(mines),
            "copper": sites["database"].isin(COPPER_DATABASES).mean(),
        },
        holds=sites["status"].eq("mine").sum() == records["mine"] < len(deposits),
    )


def _places(axes, view: maps.View, rows: pd.DataFrame, **look) -> None:
    maps.points(axes, view, rows["longitude"], rows["latitude"], **look)


def _mark(mark: str, face: str, edge: str) -> dict:
    """Return a mark with its colours; a cross has a single one."""
    return {"marker": mark} | ({"color": face} if mark == "x" else {"facecolors": face, "edgecolors": edge})


def _names(axes, view: maps.View, deposits: pd.DataFrame) -> None:
    for row in deposits[deposits["name"].isin(list(NAMED))].itertuples():
        name, offset = NAMED[row.name]
        at = tuple(map(float, view.project(row.longitude, row.latitude)))
        side = "left" if offset[0] > 0 else "right"
        write(axes, name, at, offset, ha=side, path_effects=maps.HALO, zorder=6)


def _listed(deposits: pd.DataFrame, sites: pd.DataFrame, mines: pd.DataFrame) -> pd.DataFrame:
    columns = ["name", "commodity", "status", "latitude", "longitude"]
    return pd.concat(
        [
            deposits[["name", "commodity", "latitude", "longitude"]].assign(
                status="major deposit", table="economy/deposits"
            ),
            sites.rename(columns={"commodities": "commodity"})[columns].assign(table="economy/mineral_sites"),
            mines[["name", "status", "latitude", "longitude"]].assign(
                commodity="Fe", table="economy/fields_and_mines"
            ),
        ]
    )


def _status_key(axes, records: pd.Series, major: int, mines: int) -> None:
    known = [
        _handle(f"{status.capitalize()} ({records[status]})", *STATUS[status])
        for status in reversed(STATUS)
        if records[status]
    ]
    axes.legend(
        handles=[
            _handle(f"Major deposit, world list ({major})", "*", 10, "#f4d03f", INK),
            *known,
            _handle(f"Iron ore mine, proposed ({mines})", "s", 7, "none", "#c8372d", mew=1.5),
        ],
        loc="lower right",
        fontsize=9.5,
        frameon=True,
        facecolor="white",
        framealpha=0.85,
        edgecolor="none",
        handletextpad=0.4,
    )


def _handle(label: str, mark: str, size: float, face: str, edge: str, **look) -> Line2D:
    """Return a mark for a legend."""
    return Line2D([], [], linestyle="", marker=mark, ms=size, mfc=face, mec=edge, label=label, **look)


@figure(
    "r4-energy-map",
    reads=(
        "economy/fields_and_mines",
        "economy/gas_pipelines",
        "economy/pipeline_projects",
        *maps.BASE_TABLES,
    ),
)
def energy_map(
    fields: pd.DataFrame, pipelines: gpd.GeoDataFrame, afghan: pd.DataFrame, base: maps.Layers
) -> Drawn:
    """Map of oil and gas fields and gas pipelines of the region by status.

    Parameters
    ----------
    fields : pandas.DataFrame
        Oil and gas fields of `economy/fields_and_mines`.
    pipelines : geopandas.GeoDataFrame
        `economy/gas_pipelines`.
    afghan : pandas.DataFrame
        Pipelines that cross Afghanistan (`indicators.ground.crossing`).
    base : Layers
        `maps.layers()`.
    """
    view = maps.REGION
    picture, axes = maps.map_canvas(view, base, room=2.45)
    _routes(axes, pipelines.to_crs(view.crs))
    for status, (mark, face) in FIELDS.items():
        rows = fields[fields["status"].eq(status)]
        _places(axes, view, rows, s=20, linewidths=0.7, **_mark(mark, face, "#4a525e"))
    maps.place_name(
        axes, view, 61.0, 31.2, "TAPI, proposed", color="#c8372d", size=9.5, weight="bold", ha="right"
    )
    _energy_key(picture, axes)
    states = fields["states"].str.split(";").explode().value_counts()
    told = states.reindex(["IRN", "KAZ", "PAK", "TKM", "UZB", "AFG"], fill_value=0).rename(entities.name)
    lines = pd.DataFrame(pipelines.drop(columns="geometry"))[["name", "states", "status", "start_year"]]
    routes = shapely.simplify(pipelines.geometry.to_numpy(), HUNDREDTH)
    return Drawn(
        picture,
        data=pd.concat(
            [
                fields[["name", "states", "status", "latitude", "longitude"]].assign(kind="field"),
                lines.assign(kind="pipeline", route=shapely.to_wkt(routes, rounding_precision=2)),
            ]
        ),
        facts={
            "fields": len(fields),
            "by_state": _each(told),
            "by_status": _each(fields["status"].value_counts()),
            "afghan": [f"{row.name} ({row.status})" for row in afghan.itertuples(index=False)],
        },
        holds="AFG" not in states.index and not afghan["status"].eq("operating").any(),
    )


def _routes(axes, pipelines: gpd.GeoDataFrame) -> None:
    for status, (colour, dashes, width) in PIPES.items():
        rows = pipelines[pipelines["status"].eq(status)]
        if len(rows):
            above = status == "proposed"
            rows.plot(ax=axes, color=colour, linestyle=dashes, linewidth=width, zorder=3 + above)
    # geopandas names the axes.
    axes.set(xlabel="", ylabel="")


def _each(counts: pd.Series) -> list[str]:
    return [f"{name} {words.count(number)}" for name, number in counts.items()]


def _energy_key(picture, axes) -> None:
    handles = [
        Line2D(
            [], [], color=PIPES[status][0], linestyle=PIPES[status][1], linewidth=2, label=f"Pipeline, {name}"
        )
        for status, name in (
            ("operating", "operating"),
            ("construction", "under construction"),
            ("proposed", "proposed"),
            ("shelved", "shelved, mothballed or cancelled"),
        )
    ]
    handles += [
        _handle(f"Field, {name}", mark, 5, face, edge)
        for mark, face, edge, name in (
            ("o", "#6b7480", "#4a525e", "operating"),
            ("o", "#2458a6", "#4a525e", "in development"),
            ("o", "none", "#4a525e", "discovered or explored"),
            ("o", "#c9ced6", "#4a525e", "status not stated"),
            ("x", "none", "#6b7480", "shut in or decommissioned"),
        )
    ]
    if is_narrow():
        axes.legend(handles=handles, handlelength=2.6)
        return
    engine = picture.get_layout_engine()
    left, bottom, width, height = engine.get()["rect"]
    taken = 1.06 / picture.get_figheight()
    engine.set(rect=(left, bottom + taken, width, height - taken))
    picture.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, bottom),
        ncols=2,
        fontsize=9.5,
        handlelength=2.6,
        columnspacing=1.2,
    )


@figure(
    "r4-deposit-sizes",
    reads=("economy/mineral_sites", "economy/afghan_estimates", "economy/fields_and_mines"),
)
def sizes(sized: pd.DataFrame, aynak: pd.DataFrame, iron: pd.DataFrame) -> Drawn:
    """Two panels: copper in sized deposits, and iron ore reserve against resource.

    Parameters
    ----------
    sized : pandas.DataFrame
        As `indicators.ground.sized_copper` returns it.
    aynak : pandas.DataFrame
        Estimates of Aynak: source and copper_million_t.
    iron : pandas.DataFrame
        As `indicators.ground.iron_mines` returns it.
    """
    height, ratios = (8.4, (1, 1.35)) if is_narrow() else (6.4, (1.15, 1))
    picture, (copper, ore) = canvas(height, 2, 1, height_ratios=ratios)
    shown = iron.head(8)
    _copper(copper, sized, aynak["copper_million_t"])
    _iron(ore, shown)
    for axes in (copper, ore):
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    estimates = aynak["copper_million_t"].agg(["min", "max"])
    hajigak = iron[iron["states"].eq("AFG")].iloc[0]
    own = sized["state"].eq("AFG")
    elsewhere = sized[~own].head(3).itertuples(index=False)
    return Drawn(
        picture,
        data=pd.concat(
            [
                sized.assign(kind="copper", source="USGS"),
                # The estimate of the survey is already among its sites.
                aynak[~aynak["source"].eq("USGS")].assign(kind="copper", state="AFG", name="Aynak"),
                iron.rename(columns={"states": "state"}).assign(kind="iron ore", source="tracker"),
            ]
        ),
        facts={
            "aynak": estimates,
            "hajigak": hajigak,
            "shown": len(shown),
            "mines": len(iron),
            "afghan": own.sum(),
            "elsewhere": [
                f"{row.name} ({entities.name(row.state)}) {words.decimal(row.copper_million_t)}"
                for row in elsewhere
            ],
        },
        holds=shown["name"].eq(hajigak["name"]).any()
        and hajigak["reserve_million_t"] < hajigak["resource_million_t"] / 2
        and estimates["min"] < estimates["max"],
    )


def _copper(axes, sized: pd.DataFrame, aynak: pd.Series) -> None:
    largest = sized.groupby("state")["copper_million_t"].max()
    states = list(largest.sort_values(ascending=False, kind="stable").index)
    for place, state in enumerate(states):
        tonnes = sized.loc[sized["state"].eq(state), "copper_million_t"]
        colour = colours.of("AFG") if state == "AFG" else MUTED
        axes.plot(tonnes, [place] * len(tonnes), "o", ms=6, color=colour, alpha=0.6, mew=0)
    row = states.index("AFG")
    for estimate in aynak:
        axes.plot(estimate, row, "|", ms=15, mew=2, color=INK)
    told = f"Aynak: {words.decimal(aynak.min())} or {words.decimal(aynak.max())}"
    look = {"ha": "right", "va": "bottom"} if is_narrow() else {"va": "center"}
    write(axes, told, (aynak.max(), row), (4, 9) if is_narrow() else (8, 0), weight="bold", **look)
    axes.set_yticks(range(len(states)), map(entities.name, states))
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator([0.001, 0.01, 0.1, 1, 10]))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.minorticks_off()
    axes.set_xlim(None, 400)
    axes.set_title("Copper in ore, million tonnes (log scale)")


def _iron(axes, mines: pd.DataFrame) -> None:
    names = []
    for place, mine in enumerate(mines.itertuples()):
        colour = colours.of("AFG") if mine.states == "AFG" else MUTED
        axes.plot(mine.resource_million_t, place, "o", ms=7, mfc="white", mec=colour, mew=1.8)
        axes.plot(mine.reserve_million_t, place, "s", ms=7, color=colour)
        names.append(f"{mine.name.removesuffix(' Mine')} ({entities.name(mine.states)})")
    axes.set_yticks(range(len(mines)), names, size=9.5)
    axes.invert_yaxis()
    axes.set_xlim(0, None)
    whole_numbers(axes.xaxis)
    gap = "\n" if is_narrow() else " "
    axes.set_title(f"Iron ore, million t:{gap}reserve ■, resource ○")
