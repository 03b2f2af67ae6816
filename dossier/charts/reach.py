"""Figures of the Afghan state's reach, the war with the Taliban, and opium."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, MUTED, canvas, heading, label_line

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


def state_reach(
    votes: pd.DataFrame, summary: pd.DataFrame, districts: gpd.GeoDataFrame, base: maps.Layers
) -> Exhibit:
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
    years = sorted(votes["year"].unique())
    view = maps.AFGHANISTAN
    figure, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.3, names=False, provinces=False)
    shapes = districts.to_crs(view.crs)
    for axes, year in zip(panels.flat, years, strict=False):
        values = votes[votes["year"].eq(year)].set_index("pcode")["per_hundred"]
        _choropleth(axes, shapes, shapes["pcode"].map(values), VOTES)
        row = summary.loc[year]
        note = f"hardly a vote in {words.count(row['under_few'])}, none in {words.count(row['without_vote'])}"
        _panel_title(axes, str(year), note)
    maps.scale_bar(panels.flat[0], view)
    _air(figure)
    _legend(panels.flat[-1], VOTES, "Votes counted per\n100 residents", "no vote held, or\nnot on record")
    under = summary["under_few"].map(words.count).tolist()
    title = (
        f"Districts with hardly a vote: {under[0]} in {years[0]}, {under[1]} in {years[1]}, {under[2]} in "
        f"{years[2]}"
    )
    heading(
        figure,
        title,
        f"Votes counted per 100 residents: president {years[0]} (first round), parliament {years[1]}, president "
        f"{years[2]}. Hardly a vote: under 1 per 100",
    )
    total = summary["votes"].map(words.count).tolist()
    return Exhibit(
        figure=figure,
        title=title,
        caption="The stronger the blue, the more votes the election commission counted. All maps divide by the "
        "estimated settled population of 2018-19, so that they differ by votes alone. The numbers in the title "
        f"and above the maps compare the {words.count(summary['districts'].iloc[0])} districts for which all "
        "elections are on record. In Ghazni no vote was held in 2018 for a political reason (grey); it is drawn for "
        "2014 and 2019 but not counted. Fewer votes also mean lower "
        "turnout, stricter checks and more fraud struck off: only the red districts speak of reach. Districts "
        "founded later than the map of 2018 are left out.",
        alt=f"Three maps of Afghanistan by district. Votes counted in the districts compared: {total[0]} in "
        f"{years[0]}, {total[1]} in {years[1]}, {total[2]} in {years[2]}. Districts with hardly a vote: "
        f"{under[0]}, {under[1]} and {under[2]} of {words.count(summary['districts'].iloc[0])}; with "
        f"none: {words.listing(summary['without_vote'].map(words.count))}. They lie above all in the "
        "south, the west and the north.",
        data=votes,
        tables=(
            "territory/polling_reach",
            "territory/district_population",
            "maps/afghan_districts",
            *maps.BASE_TABLES,
        ),
    )


#: Unit of the area under opium poppy.
AREA = "thousand hectares"


def war_events(
    by_district: pd.DataFrame,
    coverage: pd.DataFrame,
    fought_over: pd.Series,
    districts: gpd.GeoDataFrame,
    base: maps.Layers,
) -> Exhibit:
    """Small maps of fights between the government and the Taliban by district, with their coverage.

    Parameters
    ----------
    by_district, coverage : pandas.DataFrame
        As `indicators.reach.events_by_district` and `war_coverage` return them.
    fought_over : pandas.Series
        As `indicators.reach.districts_fought_over` returns it.
    districts : geopandas.GeoDataFrame
        `maps/afghan_districts`.
    base : Layers
        `maps.layers()`.
    """
    years = sorted(coverage.index)
    view = maps.AFGHANISTAN
    figure, panels = maps.map_canvas(view, base, rows=2, columns=2, room=2.7, names=False, provinces=False)
    shapes = districts.to_crs(view.crs)
    for axes, year in zip(panels.flat, years, strict=True):
        counts = by_district[by_district["year"].eq(year)].set_index("district")["events"]
        _choropleth(axes, shapes, shapes["pcode"].map(counts).fillna(0), FIGHTS)
        row = coverage.loc[year]
        _panel_title(
            axes,
            f"{year}: {words.count(fought_over[year])} districts",
            f"events {_of(row, 'events')}\ndeaths {_of(row, 'deaths')}",
        )
    _corner_legend(panels.flat[0], FIGHTS, "events")
    maps.scale_bar(panels.flat[1], view)
    _air(figure)
    first, compared = years[0], years[-2]
    title = (
        "The fighting hardly spread: districts with a placed fight were "
        f"{words.count(fought_over[first])} in {first} and {words.count(fought_over[compared])} in {compared}"
    )
    heading(
        figure,
        title,
        "UCDP events between the government and the Taliban by district. Above each map: "
        "events and deaths drawn, of those on record",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Only events that UCDP places to the district or closer are drawn, and only the years which the "
        "joined file holds nearly whole. A question mark stands where no complete count of events is at hand; in "
        f"2020 the file holds {words.count(coverage.loc[2020, 'events_held'])} events, of which "
        f"{words.count(coverage.loc[2020, 'events_placed'])} are placed well enough to be drawn. A district in a faint "
        "colour can have had fights that are placed to its province only. Of 2016 more events could be placed than of "
        "2012, so that a stronger colour is not a count of more fights. The maps show where, never how many: totals "
        "come from the annual tables. On record are all rebels of the conflict, of whom the Taliban are nearly all.",
        alt=f"{words.spelled(len(years), first=True)} maps of Afghanistan by district. "
        + " ".join(
            f"{year}: {words.count(fought_over[year])} districts with a placed event; events "
            f"{_of(coverage.loc[year], 'events')}, deaths {_of(coverage.loc[year], 'deaths')}."
            for year in years
        ),
        data=by_district,
        tables=(
            "conflict/afghan_events",
            "conflict/afghan_event_coverage",
            "maps/afghan_districts",
            *maps.BASE_TABLES,
        ),
    )


def _of(row: pd.Series, what: str) -> str:
    recorded = row[f"{what}_recorded"]
    known = "?" if pd.isna(recorded) else words.count(recorded)
    return f"{words.count(row[f'{what}_placed'])} of {known}"


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
    """Turn a panel into a legend."""
    axes.clear()
    axes.axis("off")
    handles = [Patch(facecolor=shade, label=name) for _, shade, name in classes]
    handles.append(Patch(facecolor=UNKNOWN, label=unknown))
    axes.legend(
        handles=handles, loc="center left", title=title, fontsize=10, title_fontsize=9, alignment="left"
    )


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


def polling_centres(by_region: pd.DataFrame, share: float) -> Exhibit:
    """Bars by region: polling centres known, planned and reporting in 2018.

    Parameters
    ----------
    by_region : pandas.DataFrame
        As `indicators.reach.centres_by_region` returns it.
    share : float
        Share of the known centres that reported.
    """
    rows = by_region.iloc[::-1]
    figure, axes = canvas(4.2)
    layers = (
        ("centres", "#dcd8cd", "known"),
        ("planned_2018", "#93bbdb", "planned"),
        ("reporting_2018", "#1d4c80", "reporting"),
    )
    for column, shade, name in layers:
        axes.barh(rows.index, rows[column], color=shade, height=0.68, label=name)
    for region, row in rows.iterrows():
        axes.annotate(
            f"{words.count(row['reporting_2018'])} of {words.count(row['centres'])}, "
            f"{words.percent(row['share_reporting'])}",
            (row["centres"], region),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    axes.set_xlim(0, rows["centres"].max() * 1.3)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    figure.legend(loc="outside lower center", ncols=3, fontsize=10)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.count(value)))
    lowest, highest = by_region.index[0], by_region.index[-1]
    title = f"In the vote of 2018, {words.percent(share)} of the known polling centres reported a result"
    heading(
        figure,
        title,
        "Polling centres by region: known, in the final plan, and with a counted result (count)",
    )
    listed = [f"{region} {words.percent(row['share_reporting'])}" for region, row in by_region.iterrows()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Bars lie over each other: the faint part was known but not planned, the light blue part planned "
        "without a result (in the south a few more centres reported than stood in the plan). Ghazni, where "
        "no vote was held for a political reason, is left out. A centre could be "
        "dropped for insecurity, for few voters or for other reasons; the commission's assessment of January "
        f"2018 could not reach {words.count(by_region['not_assessed_2018'].sum())} centres at all. Regions are "
        "those of the United Nations mission.",
        alt=f"Bars by region. Of the polling centres known, those reporting are lowest in {lowest} and highest in "
        f"{highest}: {words.listing(listed)}. In all {words.count(by_region['reporting_2018'].sum())} of "
        f"{words.count(by_region['centres'].sum())}.",
        data=by_region.reset_index(),
        tables=("territory/polling_reach", "territory/provinces"),
    )


def war_and_troops(
    deaths: pd.DataFrame, troops: pd.DataFrame, killed: pd.Series, first: int, takeover
) -> Exhibit:
    """Three panels by year: deaths in the war, US troops, US service members killed.

    Parameters
    ----------
    deaths, troops : pandas.DataFrame
        As `indicators.reach.war_deaths` and `us_troops` return them.
    killed : pandas.Series
        As `indicators.reach.us_deaths_by_year` returns it.
    first : int
        First year drawn.
    takeover : date-like
        Day on which the Taliban took Kabul.
    """
    last = pd.Timestamp(takeover).year
    figure, (war, force, lost) = canvas(6.4, rows=3, sharex=True, height_ratios=(1.5, 1, 1))
    best = deaths["best"]
    war.bar(deaths.index, best, width=0.75, color=colours.of("taliban"))
    war.errorbar(
        deaths.index,
        best,
        yerr=[best - deaths["low"], deaths["high"] - best],
        fmt="none",
        ecolor=INK,
        elinewidth=1,
        capsize=2,
    )
    war.set_title("Deaths in the war with the Taliban, with range", size=10.75)
    reported, filled = troops[~troops["filled_in"]], troops[troops["filled_in"]]
    force.bar(reported.index, reported["troops"], width=0.75, color=colours.of("USA"))
    force.bar(
        filled.index,
        filled["troops"],
        width=0.75,
        facecolor="none",
        edgecolor=colours.of("USA"),
        hatch="////",
    )
    force.set_title("US troops (hatched: round figures, not reported; 2021 not known)", size=10.75)
    lost.bar(killed.index, killed, width=0.75, color="#8aa5cf")
    lost.set_title("US service members killed in action", size=10.75)
    for axes in (war, force, lost):
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.count(value)))
        axes.set_xlim(first - 0.6, last + 0.6)
    lost.xaxis.set_major_locator(MaxNLocator(9, integer=True))
    peak = troops["troops"].idxmax()
    low_year = 2016
    title = (
        f"As US troops fell from {words.count(troops.loc[peak, 'troops'])} to "
        f"{words.count(troops.loc[low_year, 'troops'])}, deaths in the war went from "
        f"{words.count(best[peak])} to {words.count(best[low_year])}"
    )
    heading(
        figure,
        title,
        f"Afghanistan by year, {words.years(first, last)}; the title compares {peak} and {low_year}",
    )
    by_year = deaths.join(troops, how="outer").join(killed.rename("us_killed"), how="outer").loc[first:last]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Deaths are those of UCDP's conflict over the government in the years in which the Taliban were "
        "rebels: soldiers, fighters and civilians killed in the fighting, best estimate with low and high. They "
        "measure how deadly the war was, and say nothing of who held what. Troops are active US personnel alone. "
        "A deadlier war with fewer Americans is what a stronger opponent would bring, and also what a change from "
        "foreign to Afghan troops would bring.",
        alt=f"Three panels of bars by year. Deaths in the war: {words.count(best[first])} in {first}, "
        f"{words.count(best[peak])} in {peak}, {words.count(best[low_year])} in {low_year}, "
        f"{words.count(best[last])} in {last}. US troops: {words.count(troops.loc[peak, 'troops'])} in {peak}, "
        f"{words.count(troops.loc[low_year, 'troops'])} in {low_year}. Killed in action: "
        f"{words.count(killed.max())} in {killed.idxmax()}, {words.count(killed.get(low_year, 0))} in {low_year}.",
        data=by_year.rename_axis("year").reset_index(),
        tables=("conflict/battle_deaths", "conflict/us_troops_yearly", "conflict/us_deaths"),
    )


def opium(area: pd.DataFrame, apart: str, tau: float) -> Exhibit:
    """Stacked bars of opium area by year, one province apart.

    Parameters
    ----------
    area : pandas.DataFrame
        As `indicators.reach.opium_by_year` returns it.
    apart : str
        The book's name of the province.
    tau : float
        Rank correlation of the area with the war's deaths over the same years.
    """
    figure, axes = canvas(3.7)
    thousand = area / 1000
    colour = colours.of("drugs")
    axes.bar(thousand.index, thousand["apart"], width=0.75, color=colour)
    axes.bar(thousand.index, thousand["others"], bottom=thousand["apart"], width=0.75, color="#c9c0a2")
    last = thousand.iloc[-1]
    label_line(axes, area.index[-1] + 0.4, last["apart"] / 2, apart, colour)
    label_line(axes, area.index[-1] + 0.4, last["apart"] + last["others"] / 2, "all others", colour)
    axes.set_xticks(area.index)
    axes.set_xlim(area.index[0] - 0.6, area.index[-1] + 1.9)
    first, final, top = area.index[0], area.index[-1], area["total"].idxmax()
    share = (area["apart"] / area["total"]).loc[[first, final]]
    title = (
        f"Land under opium poppy grew from {words.count(thousand.loc[first, 'total'])} to "
        f"{words.count(thousand.loc[top, 'total'])} thousand hectares by {top} and was "
        f"{words.count(thousand.loc[final, 'total'])} in {final}"
    )
    heading(figure, title, "Area under opium poppy by year (thousand hectares), sums of districts")
    return Exhibit(
        figure=figure,
        title=title,
        caption="A crop that the state forbids grows where the state does not reach; how far it paid for "
        "the insurgency "
        "no table here says. Area is not harvest and not income. Totals are sums of the survey's districts. "
        "With the war's "
        f"deaths of the same years the area has a rank correlation of {words.decimal(tau, 2)} "
        f"({words.count(len(area))} years): too few years to read much into.",
        alt=f"Stacked bars by year, {words.years(first, final)}. Total in {AREA}: "
        + words.listing(f"{words.count(value)} in {year}" for year, value in thousand["total"].items())
        + f". {apart}'s share goes from {words.percent(share.iloc[0])} to "
        f"{words.percent(share.iloc[1])}.",
        data=area.reset_index(),
        tables=("territory/opium_provinces", "conflict/battle_deaths"),
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


def districts_by_control(provinces: pd.DataFrame, quarters: pd.DataFrame) -> Exhibit:
    """Squares of districts by province in October 2017, beside the national counts by quarter.

    Parameters
    ----------
    provinces : pandas.DataFrame
        As `indicators.reach.districts_by_province` returns it.
    quarters : pandas.DataFrame
        As `indicators.reach.quarters_of_control` returns it.
    """
    figure, (squares, series) = canvas(7.6, columns=2, width_ratios=(1.35, 1))
    for y, row in enumerate(provinces.itertuples()):
        faces = [OUTSIDE] * row.not_government + [INSIDE] * (row.districts - row.not_government)
        squares.scatter(range(row.districts), [y] * row.districts, s=26, marker="s", c=faces, linewidths=0)
    squares.set_yticks(range(len(provinces)), provinces["name"], size=9)
    squares.set_ylim(len(provinces) - 0.4, -0.6)
    squares.set_xlim(-0.7, provinces["districts"].max())
    squares.set_xticks([])
    squares.grid(False)
    for spine in squares.spines.values():
        spine.set_visible(False)
    outside, everything = provinces["not_government"].sum(), provinces["districts"].sum()
    squares.set_title("A square a district, October 2017", size=10.75)
    for y, face, name in (
        (-6.3, OUTSIDE, "not under the\ngovernment"),
        (-3.9, INSIDE, "under the\ngovernment"),
    ):
        squares.scatter([16.5], [len(provinces) + y], s=26, marker="s", c=face, linewidths=0)
        squares.text(17.2, len(provinces) + y, name, size=9.5, va="center", linespacing=1.15)
    drawn = quarters.dropna(subset=[f"{side}_percent" for side, _, _ in CONTROL])
    floor = np.zeros(len(drawn))
    for side, face, _ in CONTROL:
        share = drawn[f"{side}_percent"].to_numpy()
        series.barh(range(len(drawn)), share, left=floor, height=0.78, color=face)
        if side == "insurgent":
            for y, value in enumerate(share):
                series.text(value + 1.5, y, words.decimal(value), size=9, va="center")
        floor = floor + share
    series.set_yticks(
        range(len(drawn)), [words.month(day)[:3] + day.strftime(" %Y") for day in drawn["date"]], size=9
    )
    series.set_ylim(len(drawn) - 0.5, -0.55)
    series.set_xlim(0, 100)
    series.set_xticks([0, 50, 100], ["0", "50", "100 %"])
    series.grid(False)
    series.set_title("Per cent of districts by quarter", size=10.75)
    keys = [Patch(color=face, label=name) for _, face, name in CONTROL]
    series.legend(
        handles=keys, loc="upper left", bbox_to_anchor=(-0.05, -0.045), fontsize=9, ncols=3, **TIGHT
    )
    first, last = drawn.iloc[0], drawn.iloc[-1]
    top = drawn.loc[drawn["insurgent_percent"].idxmax()]
    then = drawn.set_index("as_of").loc[DISTRICTS_AS_OF]
    title = (
        f"In October 2017 the government did not hold {words.count(outside)} of {words.count(everything)} "
        f"districts; insurgents held {words.count(then['insurgent_percent'])} per cent, others were contested"
    )
    heading(
        figure,
        title,
        "Assessments of Resolute Support, published by SIGAR. Left: contested, under insurgent influence or control",
    )
    data = pd.concat(
        [
            provinces.rename(columns={"name": "province"}).assign(panel="provinces"),
            drawn.drop(columns="date").assign(panel="quarters"),
        ],
        ignore_index=True,
    ).astype({"not_government": "Int64", "districts": "Int64"})
    whole = provinces[provinces["not_government"].eq(provinces["districts"])]["name"]
    none = provinces[provinces["not_government"].eq(0)]["name"]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Squares that are not under the government were contested, or under insurgent influence or control; "
        "they are not `Taliban control`. The districts are an older set of "
        f"{words.count(everything)}, the quarters count "
        f"{words.count(then['districts'])}. Green, with its number, is insurgent "
        "influence and control together. "
        "Quarters for which no share of all three sides was found are left out; those of 2015 and October 2017 are "
        "partly derived from a later quarter. SIGAR and the Long War Journal thought these assessments too "
        "favourable to the government. The national counts were put together from pages.",
        alt=f"Left: {words.count(outside)} of {words.count(everything)} districts not under the government, all in "
        f"{words.listing(whole)}, none in {words.listing(none)}. Right: insurgents held "
        f"{words.decimal(first['insurgent_percent'])} per cent in {words.month(first['date'])}, "
        f"{words.decimal(top['insurgent_percent'])} in {words.month(top['date'])} and "
        f"{words.decimal(last['insurgent_percent'])} in {words.month(last['date'])}; the government went from "
        f"{words.decimal(first['government_percent'])} to {words.decimal(last['government_percent'])} per cent.",
        data=data[["panel", *[column for column in data if column != "panel"]]],
        tables=("territory/district_control", "territory/control_by_date", "territory/provinces"),
    )
