"""Figures of what is in the ground: deposits by status, fields and pipelines, Afghanistan's place in the world."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading

#: How each status of a site is drawn: mark, size, face, edge; from the least known to the best known.
STATUS = {
    "unclassified": ("x", 5, "#8a93a0", "#8a93a0"),
    "occurrence": ("o", 4.5, "none", "#8c6d46"),
    "prospect": ("^", 5, "#e0b86a", "#8c6d46"),
    "deposit": ("D", 5.5, "#b3742d", "#5d3c16"),
    "mine": ("s", 6, INK, INK),
}
BIAS = (
    "The databases are dense in copper and chromite and nearly without iron, lithium, gold, coal and "
    "gems: empty ground "
    "on this map is ground that no list covers."
)
#: Major deposits that are named on the map: name in the table to name written and offset of the words.
NAMED = {
    "Aynak": ("Aynak (Cu)", (-12, -10)),
    "Hajigak": ("Hajigak (Fe)", (-8, 9)),
    "Khanneshin": ("Khanneshin (P, REE)", (8, 6)),
    "Samty": ("Samty (Au)", (-7, 8)),
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
FIELDS = {
    "operating": ("o", "#6b7480"),
    "in development": ("o", "#2458a6"),
    "discovered": ("o", "none"),
    "exploration": ("o", "none"),
    "not stated": ("o", "#c9ced6"),
    "shut in": ("x", "#6b7480"),
    "decommissioned": ("x", "#6b7480"),
}


def deposits_map(
    deposits: pd.DataFrame, sites: pd.DataFrame, mines: pd.DataFrame, base: maps.Layers
) -> Exhibit:
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
    figure, axes = maps.map_canvas(view, base, room=1.5)
    counts = {}
    for status, (mark, size, face, edge) in STATUS.items():
        rows = sites[sites["status"].eq(status)].dropna(subset=["longitude"])
        counts[status] = len(rows)
        look = {"color": edge} if mark == "x" else {"facecolors": face, "edgecolors": edge}
        maps.points(
            axes,
            view,
            rows["longitude"],
            rows["latitude"],
            s=size**2,
            marker=mark,
            linewidths=0.8,
            zorder=4,
            **look,
        )
    maps.points(
        axes,
        view,
        deposits["longitude"],
        deposits["latitude"],
        s=105,
        marker="*",
        facecolors="#f4d03f",
        edgecolors=INK,
        linewidths=0.7,
        zorder=4.6,
    )
    maps.points(
        axes,
        view,
        mines["longitude"],
        mines["latitude"],
        s=52,
        marker="s",
        facecolors="none",
        edgecolors="#c8372d",
        linewidths=1.5,
        zorder=5,
    )
    for row in deposits[deposits["name"].isin(list(NAMED))].itertuples():
        name, offset = NAMED[row.name]
        x, y = view.project(row.longitude, row.latitude)
        axes.annotate(
            name,
            (float(x), float(y)),
            xytext=offset,
            textcoords="offset points",
            ha="left" if offset[0] > 0 else "right",
            size=9.5,
            path_effects=maps.HALO,
            zorder=6,
        )
    _status_key(axes, counts, len(deposits), len(mines))
    title = (
        f"Afghanistan: {words.count(len(deposits))} major deposits are listed; working mines in the "
        "databases: "
        f"{words.count(counts['mine'])}"
    )
    heading(
        figure,
        title,
        "Mineral sites by what is known of them: occurrence, prospect, deposit; proposed iron ore mines",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="An occurrence is mineral that was seen; a prospect was looked into; a deposit has a "
        "body of ore. None of these is a reserve. "
        f"{BIAS} Some places stand in several databases and are drawn more than once. "
        "Of the regional records "
        f"{words.percent(sites['database'].isin(['sir20105090z', 'sedcu', 'porcu']).mean())} come from "
        "databases of copper.",
        alt=f"Map of Afghanistan with {words.count(len(deposits))} major deposits, "
        f"{words.count(counts['deposit'])} records of deposits, "
        f"{words.count(counts['prospect'])} of prospects, {words.count(counts['occurrence'])} of "
        f"occurrences, {words.count(counts['unclassified'])} unclassified, "
        f"{words.count(counts['mine'])} mines at work, and {words.count(len(mines))} proposed iron ore "
        "mines. Prospects crowd south of Kabul.",
        data=pd.concat(
            [
                deposits[["name", "commodity", "latitude", "longitude"]].assign(
                    status="major deposit", table="economy/deposits"
                ),
                sites.rename(columns={"commodities": "commodity"})[
                    ["name", "commodity", "status", "latitude", "longitude"]
                ].assign(table="economy/mineral_sites"),
                mines[["name", "status", "latitude", "longitude"]].assign(
                    commodity="Fe", table="economy/fields_and_mines"
                ),
            ]
        ),
        tables=("economy/deposits", "economy/mineral_sites", "economy/fields_and_mines", *maps.BASE_TABLES),
    )


def _status_key(axes, counts: dict[str, int], major: int, mines: int) -> None:
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker="*",
            ms=10,
            mfc="#f4d03f",
            mec=INK,
            label=f"Major deposit, world list ({major})",
        )
    ]
    for status in reversed(STATUS):
        mark, size, face, edge = STATUS[status]
        if counts[status]:
            handles.append(
                Line2D(
                    [],
                    [],
                    linestyle="",
                    marker=mark,
                    ms=size,
                    mfc=face,
                    mec=edge,
                    label=f"{status.capitalize()} ({counts[status]})",
                )
            )
    handles.append(
        Line2D(
            [],
            [],
            linestyle="",
            marker="s",
            ms=7,
            mfc="none",
            mec="#c8372d",
            mew=1.5,
            label=f"Iron ore mine, proposed ({mines})",
        )
    )
    axes.legend(
        handles=handles,
        loc="lower right",
        fontsize=9.5,
        frameon=True,
        facecolor="white",
        framealpha=0.85,
        edgecolor="none",
        handletextpad=0.4,
    )


def energy_map(
    fields: pd.DataFrame, pipelines: gpd.GeoDataFrame, afghan: pd.DataFrame, base: maps.Layers
) -> Exhibit:
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
    figure, axes = maps.map_canvas(view, base, room=2.45)
    routes = pipelines.to_crs(view.crs)
    for status, (colour, dashes, width) in PIPES.items():
        rows = routes[routes["status"].eq(status)]
        if len(rows):
            rows.plot(
                ax=axes, color=colour, linestyle=dashes, linewidth=width, zorder=3 + (status == "proposed")
            )
    for status, (mark, face) in FIELDS.items():
        rows = fields[fields["status"].eq(status)]
        look = {"color": face} if mark == "x" else {"facecolors": face, "edgecolors": "#4a525e"}
        maps.points(
            axes,
            view,
            rows["longitude"],
            rows["latitude"],
            s=20,
            marker=mark,
            linewidths=0.7,
            zorder=4,
            **look,
        )
    maps.place_name(
        axes, view, 61.0, 31.2, "TAPI, proposed", color="#c8372d", size=9.5, weight="bold", ha="right"
    )
    x0, x1 = axes.get_xlim()
    y0, y1 = axes.get_ylim()
    _energy_key(figure)
    axes.set(xlim=(x0, x1), ylim=(y0, y1), xlabel="", ylabel="")
    states = fields["states"].str.split(";").explode().value_counts()
    kinds = fields["status"].value_counts()
    title = (
        f"None of the region's {words.count(len(fields))} tracked fields is Afghan, and no "
        "pipeline that operates crosses Afghanistan"
    )
    heading(figure, title, "Oil and gas fields above a size, and gas pipelines, by status")
    listed = [
        f"{entities.name(code)} {words.count(states.get(code, 0))}"
        for code in ("IRN", "KAZ", "PAK", "TKM", "UZB", "AFG")
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The tracker lists fields above a size only; Afghan oil at Angot and gas near Sheberghan lie below it "
        "or are not tracked. Russian and Indian fields are not in "
        "this extract, so that Russia looks empty. Routes are in the table economy/gas_pipelines, schematic "
        "where the tracker says so; power lines are not shown.",
        alt=f"Map of the region. Fields: {words.listing(listed)}; by status: "
        + words.listing([f"{status} {words.count(number)}" for status, number in kinds.items()])
        + ". Pipelines in or across Afghanistan: "
        + words.listing([f"{row.name} ({row.status})" for row in afghan.itertuples(index=False)])
        + ".",
        data=pd.concat(
            [
                fields[["name", "states", "status", "latitude", "longitude"]].assign(kind="field"),
                pd.DataFrame(pipelines.drop(columns="geometry"))[
                    ["name", "states", "status", "start_year"]
                ].assign(kind="pipeline"),
            ]
        ),
        tables=("economy/fields_and_mines", "economy/gas_pipelines", "maps/countries", "maps/boundary_lines"),
    )


def _energy_key(figure) -> None:
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
        Line2D([], [], linestyle="", marker=mark, ms=5, mfc=face, mec=edge, label=name)
        for mark, face, edge, name in (
            ("o", "#6b7480", "#4a525e", "Field, operating"),
            ("o", "#2458a6", "#4a525e", "Field, in development"),
            ("o", "none", "#4a525e", "Field, discovered or explored"),
            ("o", "#c9ced6", "#4a525e", "Field, status not stated"),
            ("x", "none", "#6b7480", "Field, shut in or decommissioned"),
        )
    ]
    engine = figure.get_layout_engine()
    left, bottom, width, height = engine.get()["rect"]
    taken = 1.06 / figure.get_figheight()
    engine.set(rect=(left, bottom + taken, width, height - taken))
    figure.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, bottom),
        ncols=2,
        fontsize=9.5,
        handlelength=2.6,
        columnspacing=1.2,
    )


def world_ranks(ranked: pd.DataFrame, shown: int = 12) -> Exhibit:
    """States by their records in the world list of major deposits, Afghanistan and its neighbours marked.

    Parameters
    ----------
    ranked : pandas.DataFrame
        As `indicators.ground.records_by_state` returns it.
    shown : int
        Largest states drawn; Afghanistan and its neighbours are drawn besides.
    """
    besides = [code for code in ("IRN", "UZB", "PAK", "AFG", "TJK", "KGZ", "TKM") if code in ranked.index]
    rows = pd.concat(
        [ranked.head(shown), ranked.loc[[code for code in besides if code not in ranked.head(shown).index]]]
    )
    rows = rows.sort_values(["records", "rank"], ascending=False, kind="stable")
    figure, axes = canvas(5.0)
    names = [f"{row.rank}. {entities.name(row.Index)}" for row in rows.itertuples()]
    shade = [colours.of(code) if code in ("AFG", "RUS") else "#c9ced6" for code in rows.index]
    axes.barh(names, rows["records"], color=shade)
    for place, value in enumerate(rows["records"]):
        axes.annotate(
            words.count(value),
            (value, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    own, russian = ranked.loc["AFG"], ranked.loc["RUS"]
    title = (
        f"By number of listed deposits Afghanistan is number {own['rank']:.0f} of {len(ranked)} "
        f"states; Russia has {words.decimal(russian['records'] / own['records'])} times as many"
    )
    heading(figure, title, "Records in the world list of major mineral deposits, 2005; rank before the name")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The {words.count(shown)} states with the most records, and Afghanistan and its "
        "neighbours. Regional compilers chose what to list, so that the "
        "number of a state's records is no measure of its wealth: southern Africa is dense, parts of "
        "Asia thin. The list gives no sizes.",
        alt="Bars of records: "
        + "; ".join(
            f"{entities.name(row.Index)} {words.count(row.records)} (rank {row.rank})"
            for row in rows.itertuples()
        )
        + ".",
        data=ranked.reset_index(),
        tables=("economy/deposits",),
    )


def statuses(counts: pd.DataFrame) -> Exhibit:
    """Records of the region's databases by state and status, as shares of each state's records.

    Parameters
    ----------
    counts : pandas.DataFrame
        As `indicators.ground.status_counts` returns it.
    """
    figure, axes = canvas(4.2)
    shades = dict(zip(counts.columns, (INK, "#b3742d", "#e0b86a", "#efe2c4", "#d5d9df"), strict=True))
    total = counts.sum(axis=1)
    shares = counts.div(total, axis=0)
    names = [f"{entities.name(code)} ({words.count(total[code])})" for code in counts.index]
    floor = pd.Series(0.0, index=counts.index)
    for status in counts:
        axes.barh(
            names,
            shares[status],
            left=floor,
            color=shades[status],
            edgecolor="white",
            label=status.capitalize(),
        )
        for place, (code, share) in enumerate(shares[status].items()):
            if share >= 0.07:
                axes.text(
                    floor[code] + share / 2,
                    place,
                    words.count(counts.loc[code, status]),
                    ha="center",
                    va="center",
                    size=9.5,
                    color="white" if status in ("mine", "deposit") else INK,
                )
        floor += shares[status]
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.legend(
        loc="upper center",
        bbox_to_anchor=(0.4, -0.02),
        ncols=5,
        handlelength=1,
        columnspacing=1.0,
        fontsize=9.5,
    )
    own = counts.loc["AFG"]
    title = (
        f"Of {words.count(own.sum())} Afghan records {words.count(own['deposit'])} are deposits "
        f"and {words.count(own['mine'])} are mines; {words.count(own['prospect'])} are prospects"
    )
    heading(
        figure,
        title,
        "Records of USGS databases by state and status; number of records in brackets and in the bars",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Records, not places: one place may be in several databases. {BIAS}".replace(
            "on this map ", ""
        ),
        alt="Stacked bars. "
        + " ".join(
            f"{entities.name(code)}: "
            f"{words.listing([f'{status} {words.count(number)}' for status, number in counts.loc[code].items()])}."
            for code in counts.index
        ),
        data=counts.reset_index(),
        tables=("economy/mineral_sites",),
    )


def sizes(sized: pd.DataFrame, aynak: pd.DataFrame, iron: pd.DataFrame) -> Exhibit:
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
    figure, (copper, ore) = canvas(6.4, 2, 1, height_ratios=(1.15, 1))
    states = (
        sized.groupby("state")["copper_million_t"].max().sort_values(ascending=False, kind="stable").index
    )
    for place, state in enumerate(states):
        rows = sized[sized["state"].eq(state)]
        copper.plot(
            rows["copper_million_t"],
            [place] * len(rows),
            "o",
            ms=6,
            color=colours.of("AFG") if state == "AFG" else MUTED,
            alpha=0.6,
            mew=0,
        )
    row = list(states).index("AFG")
    for estimate in aynak.itertuples():
        copper.plot(estimate.copper_million_t, row, "|", ms=15, mew=2, color=INK)
    copper.annotate(
        f"Aynak: {words.decimal(aynak['copper_million_t'].min())} or "
        f"{words.decimal(aynak['copper_million_t'].max())}",
        (aynak["copper_million_t"].max(), row),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        size=9.5,
        weight="bold",
    )
    copper.set_yticks(range(len(states)), [entities.name(code) for code in states])
    copper.invert_yaxis()
    copper.set_xscale("log")
    copper.xaxis.set_major_locator(FixedLocator([0.001, 0.01, 0.1, 1, 10]))
    copper.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    copper.minorticks_off()
    copper.set_xlim(None, 400)
    copper.set_title("Copper in ore, million tonnes (log scale)")
    shown = iron.head(8)
    names = [
        f"{row.name.removesuffix(' Mine')} ({entities.name(row.states)})"
        for row in shown.itertuples(index=False)
    ]
    for place, mine in enumerate(shown.itertuples()):
        own = mine.states == "AFG"
        ore.plot(
            mine.resource_million_t,
            place,
            "o",
            ms=7,
            mfc="white",
            mec=colours.of("AFG") if own else MUTED,
            mew=1.8,
        )
        ore.plot(mine.reserve_million_t, place, "s", ms=7, color=colours.of("AFG") if own else MUTED)
    ore.set_yticks(range(len(shown)), names, size=9.5)
    ore.invert_yaxis()
    ore.set_xlim(0, None)
    ore.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ore.set_title("Iron ore, million t: reserve ■, resource ○")
    for axes in (copper, ore):
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    hajigak = iron[iron["states"].eq("AFG")].iloc[0]
    share = hajigak["reserve_million_t"] / hajigak["resource_million_t"]
    title = (
        f"Hajigak's ore is large, but {words.percent(share)} of it counts as a reserve; estimates "
        "of Aynak's copper differ by "
        f"{words.percent(aynak['copper_million_t'].max() / aynak['copper_million_t'].min() - 1)}"
    )
    heading(
        figure,
        title,
        "Sizes where a source states them; a resource is estimated to be there, a reserve could be "
        "mined at a profit",
    )
    afghan = sized[sized["state"].eq("AFG")]
    others = sized[~sized["state"].eq("AFG")].head(3)
    return Exhibit(
        figure=figure,
        title=title,
        caption="Copper is ore times grade, an estimate of what is there and not a reserve. Only "
        "sites with both numbers are drawn; Russia is not in this "
        "extract, and large parts of Iran and Kazakhstan are. Strokes: two compilations of Aynak. "
        f"Iron: the {words.spelled(len(shown))} largest of {words.count(len(iron))} mines of the tracker with a "
        "figure; one figure may be missing. "
        "No size is at hand for lithium, rare earths, gold or gems.",
        alt=f"Two panels. Sized Afghan copper sites: {words.count(len(afghan))}, the largest Aynak "
        f"with {words.decimal(aynak['copper_million_t'].min())} or "
        f"{words.decimal(aynak['copper_million_t'].max())} million tonnes; largest elsewhere "
        + words.listing(
            [
                f"{row.name} ({entities.name(row.state)}) {words.decimal(row.copper_million_t)}"
                for row in others.itertuples(index=False)
            ]
        )
        + f". Hajigak: resource {words.count(hajigak['resource_million_t'])}, reserve "
        f"{words.count(hajigak['reserve_million_t'])} million tonnes of ore.",
        data=pd.concat(
            [
                sized.assign(kind="copper", source="USGS"),
                # The estimate of the survey is already among its sites.
                aynak[~aynak["source"].eq("USGS")].assign(kind="copper", state="AFG", name="Aynak"),
                iron.rename(columns={"states": "state"}).assign(kind="iron ore", source="tracker"),
            ]
        ),
        tables=("economy/mineral_sites", "economy/afghan_estimates", "economy/fields_and_mines"),
    )


def trillion(reported: pd.DataFrame) -> Exhibit:
    """The history of the trillion: what was said, when, by whom, and in which unit.

    Parameters
    ----------
    reported : pandas.DataFrame
        Rows of `evidence/reported_figures` on minerals, oil and gas.
    """
    figure, axes = canvas(3.7)
    names = {
        "oil undiscovered": "oil not yet found",
        "gas undiscovered": "gas not yet found",
        "minerals in the ground": "worth of minerals in the ground",
    }
    rows = reported.reset_index(drop=True)
    for place, row in enumerate(rows.itertuples()):
        colour = {"resource assessment": "#2458a6", "press on officials": "#c8372d", "press": "#e08a80"}[
            row.kind
        ]
        axes.plot(0, place, "o", ms=9, color=colour)
        value = (
            f"{'nearly ' if row.bound == 'nearly' else ''}{row.high:,.3g} {row.unit}"
            if row.unit != "million US dollars"
            else ""
        )
        axes.text(
            0.035, place - 0.14, f"{row.date[:4]}  {row.speaker}", weight="bold", va="center", color=colour
        )
        axes.text(0.035, place + 0.2, f"{value}: {names[row.subject]}", va="center", size=10)
    axes.set_xlim(-0.03, 1)
    axes.set_ylim(len(rows) - 0.5, -0.6)
    axes.axis("off")
    first = rows[rows["kind"].eq("press on officials")].iloc[0]
    title = (
        f"The {first['bound']} {words.decimal(first['high'], 0)} trillion dollars are officials' sum in a newspaper "
        f"of {first['date'][:4]}, not a survey's reserve"
    )
    heading(
        figure,
        title,
        "Reported figures in the order of their dates, each in its own unit: nothing here can be added",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Blue: a geological survey's assessment of what may still be found. Red: press on "
        "what officials said, faint: a headline. The survey of 2007 "
        "assessed minerals without giving them a price. The figures value what may be in the ground; "
        "cost, water, rail, power and price are not taken off.",
        alt="List. "
        + "; ".join(
            f"{row.date[:4]}, {row.speaker}: {row.bound} {row.high:,.4g} {row.unit}, {names[row.subject]}"
            for row in rows.itertuples()
        )
        + ".",
        data=rows,
        tables=("evidence/reported_figures",),
    )
