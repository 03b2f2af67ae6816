"""Figures of expected trade: Afghanistan among all of Russia's partners."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, whole_numbers, write
from dossier.charts.style import GRID, INK, MUTED, canvas

MODEL = (
    "Expected exports come from a Poisson model with distance, border, language and colonial tie and with effects of "
    "exporter and importer, fitted to the flows of the states of the region with all others."
)
TABLES = ("economy/exports", "economy/distances")


@figure("r4-gravity-partners", reads=TABLES)
def partners(by_year: dict[int, pd.DataFrame], ranges: dict[int, tuple[float, float]]) -> Drawn:
    """Observed against expected exports of Russia to every partner, one panel a year.

    Parameters
    ----------
    by_year : dict
        Year to partners, as `inference.gravity.partners` returns them.
    ranges : dict
        Year to the prediction for Afghanistan, million dollars.
    """
    picture, panels = canvas(4.3, 1, len(by_year), sharex=True, sharey=True)
    for axes, (year, rows) in zip(panels, by_year.items(), strict=True):
        _partners_of_a_year(axes, rows, *ranges[year])
        axes.set_title(str(year))
    panels[0].set_ylabel("reported by Russia")
    own = _of_afghanistan(by_year)
    first, last = min(by_year), max(by_year)
    nothing = {year: (rows["observed_usd_million"] <= 0).sum() for year, rows in by_year.items()}
    return Drawn(
        picture,
        data=_all_years(by_year),
        facts={
            "own": own,
            "ranges": ranges,
            "nothing": [f"{words.count(number)} in {year}" for year, number in nothing.items()],
            "first": first,
            "last": last,
            "model": MODEL,
        },
        holds=own[first]["ratio"] > own[last]["ratio"] > 1,
    )


def _partners_of_a_year(axes: Axes, rows: pd.DataFrame, low: float, high: float) -> None:
    """Draw all partners with reported exports, and Afghanistan with the range that the others predict."""
    drawn = rows[rows["observed_usd_million"] > 0]
    cloud = {"ms": 3.2, "color": MUTED, "alpha": 0.55, "mew": 0}
    axes.plot(drawn["expected_usd_million"], drawn["observed_usd_million"], "o", **cloud)
    axes.plot([1e-3, 1e5], [1e-3, 1e5], color=INK, linewidth=0.9)
    own, colour = rows.loc["AFG"], colours.of("AFG")
    expected, observed = own["expected_usd_million"], own["observed_usd_million"]
    axes.plot([expected] * 2, [max(low, 1e-3), high], color=colour, linewidth=3, alpha=0.45)
    axes.plot(expected, observed, "o", ms=8, color=colour)
    at = (expected, observed)
    write(axes, "Afghanistan", at, (-8, 6), size=10, ha="right", weight="bold", color=colour)
    axes.set(xscale="log", yscale="log", xlim=(2e-2, 6e4), ylim=(2e-3, 6e4), xlabel="expected")
    axes.grid(axis="x", visible=True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(FixedLocator([0.01, 1, 100, 10000]))
        axis.set_major_formatter(lambda value, _: words.decimal(value, 2 if value < 1 else 0))
        axis.minorticks_off()


def _of_afghanistan(by_year: dict[int, pd.DataFrame]) -> dict[int, pd.Series]:
    """Return year to Afghanistan's row."""
    return {year: rows.loc["AFG"] for year, rows in by_year.items()}


def _all_years(by_year: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """Return the partners of all years in one table."""
    return pd.concat([rows.assign(year=year) for year, rows in by_year.items()]).reset_index()


@figure("r4-gravity-places", reads=TABLES)
def places(by_year: dict[int, pd.DataFrame]) -> Drawn:
    """Ratios of all partners by year as strips, Afghanistan marked.

    Parameters
    ----------
    by_year : dict
        Year to partners, as `inference.gravity.partners` returns them.
    """
    picture, axes = canvas(4.4)
    scatter = np.random.default_rng(20170420)
    for step, rows in enumerate(by_year.values()):
        _strip(axes, step, rows, scatter)
    dashed(axes, y=1, color=INK, linewidth=0.8)
    axes.set_yscale("log")
    axes.set_ylim(5e-4, 150)
    axes.yaxis.set_major_locator(FixedLocator([0.001, 0.01, 0.1, 1, 10, 100]))
    axes.yaxis.set_major_formatter(lambda value, _: "0.001\nor less" if value == 0.001 else f"{value:g}")
    axes.minorticks_off()
    axes.set_xticks(range(len(by_year)), [str(year) for year in by_year])
    axes.set_xlim(-0.5, len(by_year) - 0.3)
    own = _of_afghanistan(by_year)
    place = pd.Series({year: row["place"] for year, row in own.items()})
    top = place.idxmax()
    columns = ["year", "importer", "observed_usd_million", "expected_usd_million", "ratio", "place"]
    return Drawn(
        picture,
        data=_all_years(by_year)[columns],
        facts={
            "own": own,
            "others": {year: len(rows) - 1 for year, rows in by_year.items()},
            "top": top,
            "model": MODEL,
        },
        holds=place[top] > place.drop(top).max(),
    )


def _strip(axes: Axes, step: int, rows: pd.DataFrame, scatter: np.random.Generator) -> None:
    """Draw the ratios of one year over each other, with their middle half and median."""
    ratios = rows["ratio"].clip(lower=1e-3)
    aside = scatter.uniform(-0.22, 0.22, len(ratios))
    axes.plot(step + aside, ratios, "o", ms=3, color=MUTED, alpha=0.45, mew=0)
    low, middle, high = ratios.drop("AFG").quantile([0.25, 0.5, 0.75])
    axes.plot([step - 0.3, step + 0.3], [middle, middle], color=INK, linewidth=1.6)
    axes.fill_between([step - 0.3, step + 0.3], low, high, color=GRID, zorder=0)
    own, colour = rows.loc["AFG"], colours.of("AFG")
    axes.plot(step, own["ratio"], "o", ms=9, color=colour, mec="white")
    told = f"{words.decimal(own['ratio'])}\nabove {words.percent(own['place'])}"
    write(axes, told, (step, 45), ha="center", weight="bold", color=colour)


@figure("r4-gravity-change", reads=TABLES)
def changes(moved: pd.DataFrame, years: tuple[int, int], low: float, high: float) -> Drawn:
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
    picture, axes = canvas(3.9)
    logs = np.log2(moved["factor"])
    others = logs.drop("AFG")
    own, colour = moved.loc["AFG"], colours.of("AFG")
    axes.hist(others.clip(-5, 5), bins=np.arange(-5, 5.5, 0.5), color=MUTED, alpha=0.6)
    axes.axvspan(*others.quantile([low, high]), color=GRID, zorder=0)
    axes.axvline(logs["AFG"], color=colour, linewidth=2.5)
    write(
        axes,
        f"Afghanistan: × {words.decimal(own['factor'], 2)}",
        (logs["AFG"], 0.97),
        (-6, 0),
        size=10.75,
        xycoords=("data", "axes fraction"),
        ha="right",
        va="top",
        weight="bold",
        color=colour,
    )
    halvings = ["1/32\nor less", "1/16", "1/8", "1/4", "1/2"]
    axes.set_xticks(range(-5, 6), [*halvings, "1", "2", "4", "8", "16", "32\nor more"])
    axes.set_ylabel("partners")
    median = moved["factor"].drop("AFG").median()
    return Drawn(
        picture,
        data=moved.reset_index(),
        facts={
            "own": own,
            "median": median,
            "others": len(others),
            "first": years[0],
            "last": years[1],
            "model": MODEL,
        },
        holds=own["factor"] < min(1, median),
    )


@figure("r4-gravity-sellers", reads=TABLES)
def suppliers(ratios: pd.DataFrame, year: int) -> Drawn:
    """Reported over expected exports to Afghanistan by seller, in one year.

    Parameters
    ----------
    ratios : pandas.DataFrame
        Rows of `Gravity.flows` with Afghanistan as importer, sellers with expected exports of some size.
    year : int
        The year.
    """
    rows = ratios.sort_values("observed_usd_million", ascending=False, kind="stable").reset_index(drop=True)
    names = rows["exporter"].map(entities.name)
    picture, axes = canvas(4.4)
    for place, row in enumerate(rows.itertuples()):
        _seller(axes, place, row)
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, None)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    whole_numbers(axes.xaxis)
    picture.get_layout_engine().set(rect=(0.005, 0, 0.93, 1))
    own = rows[rows["exporter"].eq("RUS")].iloc[0]
    rank = int((rows["ratio"] > own["ratio"]).sum()) + 1
    return Drawn(
        picture,
        data=rows,
        facts={
            "own": own,
            "rank": rank,
            "sellers": rows.assign(name=names).to_dict("records"),
            "year": year,
            "model": MODEL,
        },
        holds=own["ratio"] > 1 and rank > 1,
    )


def _seller(axes: Axes, place: int, row) -> None:
    """Draw what a seller reported, what is expected of it with its interval, and one over the other."""
    colour = colours.of("RUS") if row.exporter == "RUS" else MUTED
    interval = [row.low_usd_million, row.high_usd_million]
    axes.plot(interval, [place, place], color=colour, linewidth=6, alpha=0.3, solid_capstyle="butt")
    axes.plot(row.expected_usd_million, place, "|", ms=12, mew=2, color=colour)
    axes.plot(row.observed_usd_million, place, "o", ms=7, color=colour)
    margin = {"xycoords": ("axes fraction", "data"), "annotation_clip": False}
    write(axes, f"× {words.decimal(row.ratio)}", (1.01, place), va="center", color=colour, **margin)
