"""Figures of expected trade: Afghanistan among all of Russia's partners."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import FixedLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading

MODEL = (
    "Expected exports come from a Poisson model with distance, border, language and colonial tie and "
    "with effects of "
    "exporter and importer, fitted to the flows of the states of the region with all others."
)
TABLES = ("economy/exports", "economy/distances")


def partners(by_year: dict[int, pd.DataFrame], ranges: dict[int, tuple[float, float]]) -> Exhibit:
    """Observed against expected exports of Russia to every partner, one panel a year.

    Parameters
    ----------
    by_year : dict
        Year to partners, as `inference.gravity.partners` returns them.
    ranges : dict
        Year to the prediction for Afghanistan, million dollars.
    """
    figure, panels = canvas(4.3, 1, len(by_year), sharex=True, sharey=True)
    for axes, (year, rows) in zip(panels, by_year.items(), strict=True):
        drawn = rows[rows["observed_usd_million"] > 0]
        axes.plot(
            drawn["expected_usd_million"],
            drawn["observed_usd_million"],
            "o",
            ms=3.2,
            color=MUTED,
            alpha=0.55,
            mew=0,
        )
        axes.plot([1e-3, 1e5], [1e-3, 1e5], color=INK, linewidth=0.9)
        own = rows.loc["AFG"]
        low, high = ranges[year]
        axes.plot(
            [own["expected_usd_million"]] * 2,
            [max(low, 1e-3), high],
            color=colours.of("AFG"),
            linewidth=3,
            alpha=0.45,
        )
        axes.plot(
            own["expected_usd_million"], own["observed_usd_million"], "o", ms=8, color=colours.of("AFG")
        )
        axes.annotate(
            "Afghanistan",
            (own["expected_usd_million"], own["observed_usd_million"]),
            xytext=(-8, 6),
            textcoords="offset points",
            ha="right",
            weight="bold",
            color=colours.of("AFG"),
            size=10,
        )
        axes.set(
            xscale="log", yscale="log", xlim=(2e-2, 6e4), ylim=(2e-3, 6e4), xlabel="expected", title=str(year)
        )
        axes.grid(axis="x", visible=True)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(FixedLocator([0.01, 1, 100, 10000]))
            axis.set_major_formatter(lambda value, _: f"{value:,.2f}" if value < 1 else f"{value:,.0f}")
            axis.minorticks_off()
    panels[0].set_ylabel("reported by Russia")
    years = list(by_year)
    ratio = {year: rows.loc["AFG", "ratio"] for year, rows in by_year.items()}
    title = (
        f"Russia sold Afghanistan {words.decimal(ratio[years[0]])} times what size and distance predict in "
        f"{years[0]}, "
        f"{words.decimal(ratio[years[-1]])} times in {years[-1]}"
    )
    heading(
        figure,
        title,
        "Russia's exports to each partner, million current US dollars, logarithmic scales; on the "
        "line both are equal",
    )
    told = [
        f"{year}: reported {words.count(rows.loc['AFG', 'observed_usd_million'])}, expected "
        f"{words.count(rows.loc['AFG', 'expected_usd_million'])} "
        "(interval of the expectation "
        f"{words.span(rows.loc['AFG', 'low_usd_million'], rows.loc['AFG', 'high_usd_million'])}), range by the "
        "other partners "
        f"{words.span(*ranges[year])} million"
        for year, rows in by_year.items()
    ]
    absent = [
        f"{words.count((rows['observed_usd_million'] <= 0).sum())} in {year}"
        for year, rows in by_year.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"{MODEL} The bar is where nine in ten of the other partners would put Afghanistan if "
        "it had their ratio of reported to expected "
        "trade. Partners to which Russia reports nothing cannot be drawn on this scale "
        f"({words.listing(absent)}) but enter the fit. The bar reaches the floor because of them.",
        alt=f"Scatter of Russia's partners. Afghanistan, {'; '.join(told)}.",
        data=pd.concat([rows.assign(year=year) for year, rows in by_year.items()]).reset_index(),
        tables=TABLES,
    )


def places(by_year: dict[int, pd.DataFrame]) -> Exhibit:
    """Ratios of all partners by year as strips, Afghanistan marked.

    Parameters
    ----------
    by_year : dict
        Year to partners, as `inference.gravity.partners` returns them.
    """
    figure, axes = canvas(4.4)
    scatter = np.random.default_rng(20170420)
    for step, (_, rows) in enumerate(by_year.items()):
        ratios = rows["ratio"].clip(lower=1e-3)
        aside = scatter.uniform(-0.22, 0.22, len(ratios))
        axes.plot(step + aside, ratios, "o", ms=3, color=MUTED, alpha=0.45, mew=0)
        low, middle, high = ratios.drop("AFG").quantile([0.25, 0.5, 0.75])
        axes.plot([step - 0.3, step + 0.3], [middle, middle], color=INK, linewidth=1.6)
        axes.fill_between([step - 0.3, step + 0.3], low, high, color=GRID, zorder=0)
        own = rows.loc["AFG"]
        axes.plot(step, own["ratio"], "o", ms=9, color=colours.of("AFG"), mec="white")
        axes.annotate(
            f"{words.decimal(own['ratio'])}\nabove {words.percent(own['place'])}",
            (step, 45),
            ha="center",
            size=9.5,
            weight="bold",
            color=colours.of("AFG"),
        )
    axes.axhline(1, color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
    axes.set_yscale("log")
    axes.set_ylim(5e-4, 150)
    axes.yaxis.set_major_locator(FixedLocator([0.001, 0.01, 0.1, 1, 10, 100]))
    axes.yaxis.set_major_formatter(lambda value, _: "0.001\nor less" if value == 0.001 else f"{value:g}")
    axes.minorticks_off()
    axes.set_xticks(range(len(by_year)), [str(year) for year in by_year])
    axes.set_xlim(-0.5, len(by_year) - 0.3)
    years = list(by_year)
    top = max(years, key=lambda year: by_year[year].loc["AFG", "place"])
    title = (
        f"Against expectation Afghanistan ranked higher among Russia's partners in {top} than in any "
        "other year shown"
    )
    heading(
        figure,
        title,
        "Reported over expected exports of Russia, one point a partner; logarithmic scale; band: "
        "middle half, stroke: median",
    )
    told = [
        f"{year} {words.decimal(rows.loc['AFG', 'ratio'])}, above "
        f"{words.percent(rows.loc['AFG', 'place'])} of {words.count(len(rows) - 1)} others"
        for year, rows in by_year.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"{MODEL} At one, trade is what is expected. Most partners lie under it because "
        "Russia's few large flows fix the sum. Points are "
        "set apart sideways only to be seen; partners with no reported exports lie on the floor.",
        alt=f"Strips of partners by year. Afghanistan's ratio: {'; '.join(told)}.",
        data=pd.concat([rows.assign(year=year) for year, rows in by_year.items()]).reset_index()[
            ["year", "importer", "observed_usd_million", "expected_usd_million", "ratio", "place"]
        ],
        tables=TABLES,
    )


def changes(moved: pd.DataFrame, years: tuple[int, int], low: float, high: float) -> Exhibit:
    """Histogram of the change of Russia's ratios between two years, Afghanistan marked.

    Parameters
    ----------
    moved : pandas.DataFrame
        As `inference.gravity.change` returns it.
    years : tuple of int
        The two years.
    low, high : float
        Places of the rule between which a change counts as none.
    """
    figure, axes = canvas(3.9)
    logs = np.log2(moved["factor"])
    others = logs.drop("AFG")
    axes.hist(others.clip(-5, 5), bins=np.arange(-5, 5.5, 0.5), color=MUTED, alpha=0.6)
    axes.axvspan(*others.quantile([low, high]), color=GRID, zorder=0)
    axes.axvline(logs["AFG"], color=colours.of("AFG"), linewidth=2.5)
    own = moved.loc["AFG"]
    axes.annotate(
        f"Afghanistan: × {words.decimal(own['factor'], 2)}",
        (logs["AFG"], 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        weight="bold",
        color=colours.of("AFG"),
    )
    axes.set_xticks(
        range(-5, 6), ["1/32\nor less", "1/16", "1/8", "1/4", "1/2", "1", "2", "4", "8", "16", "32\nor more"]
    )
    axes.set_ylabel("partners")
    title = (
        f"From {years[0]} to {years[1]} Russia's exports to Afghanistan fell against "
        f"expectation; with {words.percent(1 - own['place'])} of partners they did better"
    )
    heading(
        figure,
        title,
        "Change of reported over expected exports, one count a partner; band: middle half of the "
        "other partners",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each of Russia's other partners is a placebo: it had no outreach to the Taliban. "
        "Only partners with reported exports in both years "
        f"count ({words.count(len(moved) - 1)} beside Afghanistan). {MODEL}",
        alt=f"Histogram. Afghanistan's ratio changed by a factor of {words.decimal(own['factor'], 2)}, "
        f"from {words.decimal(own['before'])} to "
        f"{words.decimal(own['after'])}; {words.percent(own['place'])} of "
        f"{words.count(len(moved) - 1)} other partners rose less or fell more. "
        f"Median of the others: {words.decimal(moved['factor'].drop('AFG').median(), 2)}.",
        data=moved.reset_index(),
        tables=TABLES,
    )


def suppliers(ratios: pd.DataFrame, year: int) -> Exhibit:
    """Reported over expected exports to Afghanistan by seller, in one year.

    Parameters
    ----------
    ratios : pandas.DataFrame
        Rows of `Gravity.flows` with Afghanistan as importer, sellers with expected exports of some size.
    year : int
        The year.
    """
    rows = ratios.sort_values("observed_usd_million", ascending=False, kind="stable").reset_index(drop=True)
    figure, axes = canvas(4.4)
    for place, row in enumerate(rows.itertuples()):
        colour = colours.of(row.exporter) if row.exporter == "RUS" else MUTED
        axes.plot(
            [row.low_usd_million, row.high_usd_million],
            [place, place],
            color=colour,
            linewidth=6,
            alpha=0.3,
            solid_capstyle="butt",
        )
        axes.plot(row.expected_usd_million, place, "|", ms=12, mew=2, color=colour)
        axes.plot(row.observed_usd_million, place, "o", ms=7, color=colour)
        axes.annotate(
            f"× {words.decimal(row.ratio)}",
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            size=9.5,
            color=colour,
            annotation_clip=False,
        )
    axes.set_yticks(range(len(rows)), [entities.name(code) for code in rows["exporter"]])
    axes.invert_yaxis()
    axes.set_xlim(0, None)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    figure.get_layout_engine().set(rect=(0.005, 0, 0.93, 1))
    own = rows[rows["exporter"].eq("RUS")].iloc[0]
    place = int((rows["ratio"] > own["ratio"]).sum()) + 1
    title = (
        f"In {year} Russia sold Afghanistan {words.decimal(own['ratio'])} times the expected; by "
        f"that measure it is number {place} of {len(rows)} sellers shown"
    )
    heading(
        figure,
        title,
        "Exports to Afghanistan by seller, million current US dollars: dot reported, stroke expected, "
        "band its interval",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"{MODEL} The interval is of the expectation only, with errors clustered by pair of "
        "states; single flows scatter more. Shown are the "
        "states of the region and the United States that report exports to Afghanistan; Iran and "
        "Uzbekistan do not report in every year.",
        alt=f"Dots and bands, {year}. "
        + "; ".join(
            f"{entities.name(row.exporter)}: reported {words.count(row.observed_usd_million)}, "
            f"expected {words.count(row.expected_usd_million)}"
            for row in rows.itertuples()
        )
        + ".",
        data=rows,
        tables=TABLES,
    )
