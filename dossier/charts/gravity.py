"""Figures of expected trade: Afghanistan among all of Russia's partners."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, write
from dossier.charts.style import GRID, INK, MUTED, canvas

MODEL = (
    "Expected exports come from a Poisson model with distance, border, language and colonial tie and with effects of "
    "exporter and importer, fitted to the flows of the states of the region with all others."
)
TABLES = ("economy/exports", "economy/distances")


def _of_afghanistan(by_year: dict[int, pd.DataFrame]) -> dict[int, pd.Series]:
    """Return year to Afghanistan's row."""
    return {year: rows.loc["AFG"] for year, rows in by_year.items()}


@figure("r4-gravity-places", reads=TABLES)
def places(by_year: dict[int, pd.DataFrame], moved: pd.DataFrame, years: tuple[int, int]) -> Drawn:
    """Ratios of all partners by year as strips, and the change between two of the years, Afghanistan marked.

    Parameters
    ----------
    by_year : dict
        Year to partners, as `inference.gravity.partners` returns them.
    moved : pandas.DataFrame
        As `inference.gravity.change` returns it.
    years : tuple of int
        The two years between which it is taken.
    """
    picture, (left, right) = canvas(4.6, 1, 2, width_ratios=(len(by_year), 1.35))
    scatter = np.random.default_rng(20170420)
    for step, rows in enumerate(by_year.values()):
        _strip(left, step, rows["ratio"], rows.loc["AFG", "place"], scatter)
    _strip(right, 0, moved["factor"], moved.loc["AFG", "place"], scatter)
    for axes in (left, right):
        dashed(axes, y=1, color=INK, linewidth=0.8)
        axes.set(yscale="log", ylim=(5e-4, 500))
        axes.yaxis.set_major_locator(FixedLocator([0.001, 0.01, 0.1, 1, 10, 100]))
        axes.minorticks_off()
    left.yaxis.set_major_formatter(lambda value, _: "0.001\nor less" if value == FLOOR else f"{value:g}")
    right.yaxis.set_major_formatter(lambda value, _: f"× {value:g}")
    left.set_title("Reported over expected")
    right.set_title("Change")
    left.set_xticks(range(len(by_year)), [str(year) for year in by_year])
    right.set_xticks([0], [words.years(*years)])
    left.set_xlim(-0.5, len(by_year) - 0.5)
    right.set_xlim(-0.6, 0.6)
    own = _of_afghanistan(by_year)
    place = pd.Series({year: row["place"] for year, row in own.items()})
    top = place.idxmax()
    median = moved["factor"].drop("AFG").median()
    return Drawn(
        picture,
        data=_with_changes(by_year, moved, years),
        facts={
            "own": own,
            "others": {year: len(rows) - 1 for year, rows in by_year.items()},
            "top": top,
            "moved": moved.loc["AFG"],
            "moved_others": len(moved) - 1,
            "median": median,
            "years": years,
            "model": MODEL,
        },
        holds=place[top] > place.drop(top).max()
        and top == years[0]
        and moved.loc["AFG", "factor"] < min(1, median),
    )


#: Ratios at which a strip ends; what lies outside is drawn there.
FLOOR, CEILING = 1e-3, 60


def _strip(axes: Axes, step: int, ratios: pd.Series, place: float, scatter: np.random.Generator) -> None:
    """Draw the ratios of all partners over each other, with their middle half and median."""
    drawn = ratios.clip(FLOOR, CEILING)
    aside = scatter.uniform(-0.22, 0.22, len(drawn))
    axes.plot(step + aside, drawn, "o", ms=3, color=MUTED, alpha=0.45, mew=0)
    low, middle, high = drawn.drop("AFG").quantile([0.25, 0.5, 0.75])
    axes.plot([step - 0.3, step + 0.3], [middle, middle], color=INK, linewidth=1.6)
    axes.fill_between([step - 0.3, step + 0.3], low, high, color=GRID, zorder=0)
    own, colour = ratios["AFG"], colours.of("AFG")
    axes.plot(step, own, "o", ms=9, color=colour, mec="white")
    told = f"{words.decimal(own, 1 if own >= 1 else 2)}\nabove {words.percent(place)}"
    write(axes, told, (step, 110), ha="center", weight="bold", color=colour, size=9)


def _of_afghanistan(by_year: dict[int, pd.DataFrame]) -> dict[int, pd.Series]:
    """Return year to Afghanistan's row."""
    return {year: rows.loc["AFG"] for year, rows in by_year.items()}


def _with_changes(
    by_year: dict[int, pd.DataFrame], moved: pd.DataFrame, years: tuple[int, int]
) -> pd.DataFrame:
    """Return the partners of all years, those of the second year with their change since the first."""
    columns = ["year", "importer", "observed_usd_million", "expected_usd_million", "ratio", "place"]
    every = pd.concat([rows.assign(year=year) for year, rows in by_year.items()]).reset_index()[columns]
    changes = moved[["factor", "place"]].rename(columns={"place": "place_of_factor"}).assign(year=years[1])
    return every.merge(changes.reset_index(), on=["year", "importer"], how="left")


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
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator([1, 10, 100, 1000, 10000]))
    axes.xaxis.set_major_formatter(lambda value, _: words.count(value))
    axes.minorticks_off()
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
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
