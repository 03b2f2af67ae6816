"""Figures of the one ruler: every driver in every test, the size of its effect, and how firm each verdict is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import FuncFormatter

from dossier import words
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, dashed
from dossier.charts.style import INK, canvas
from dossier.inference.declared import Battery
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.tables.evidence import BATTERY
from dossier.verdicts.driven import READS, Driven, Run

NOT_ASKED = "not asked"
#: Colour and mark of each reading.
READINGS = {
    FITS: ("#1b6e4f", "✓"),
    FAILS: ("#c8372d", "✗"),
    OPEN: ("#e3e6ea", "?"),
    NOT_ASKED: ("#ffffff", "·"),
}
#: Ends of the axis of ratios.
LEAST_SHOWN, MOST_SHOWN = 0.2, 12.0
#: From this ratio on an interval has no end worth telling.
BEYOND = 1000
COLUMNS = {
    "order": "Order",
    "dose": "Dose",
    "switch": "Switch",
    "place": "Place",
    "comparators": "Other states",
    "own": "Its own prediction",
    "statements": "Said so (not counted)",
}
#: Columns of the test of dose, as the data name them.
DOSES = {
    "effect": "rate_ratio",
    "low": "rate_ratio_low",
    "high": "rate_ratio_high",
    "least": "rate_ratio_least_without_one_act",
    "most": "rate_ratio_most_without_one_act",
    "found_at_declared": "share_found_at_declared",
    "detectable": "rate_ratio_found_four_times_in_five",
    "levels": "rank_correlation_of_levels_net_of_calendar",
    "changes": "rank_correlation_of_changes",
}
#: Verdicts in the order of the bars.
FIRMNESS = {
    "mostly supported": "#1b6e4f",
    "mixed": "#d98a00",
    "untestable": "#c9d0d8",
    "mostly unsupported": "#c8372d",
}


@figure("ruler-readings", reads=READS)
def readings(run: Run, found: Mapping[str, Driven], declared: Battery) -> Drawn:
    """Every driver in every test: fits, does not fit, cannot tell.

    Parameters
    ----------
    run : Run
        The battery on what is known today.
    found : mapping
        Key of each driver to what it comes to, as `verdicts.driven.driven` returns them.
    declared : Battery
        Settings.
    """
    read = run.results.set_index(["driver", "test"])
    picture, axes = canvas(6.4)
    for row, (key, each) in enumerate(found.items()):
        for column, test in enumerate(BATTERY):
            one = read.loc[(key, test)]
            _cell(axes, column, row, one["reading"] if one["asked"] else NOT_ASKED)
        axes.text(len(BATTERY) - 0.35, row, each.judged.now.verdict, va="center", size=SMALL, color=INK)
    _name_drivers_and_tests(axes, found)
    asked = read.loc[list(found)].query("asked")["reading"]
    data = run.results[run.results["driver"].isin(list(found))].drop(columns=["why", "more"])
    data.insert(2, "effect_is", [_unit(found[row.driver], row.test) for row in data.itertuples()])
    supported = [each for each in found.values() if each.supported]
    most, deciding = max(len(each.fits) for each in found.values()), len(declared["deciding"])
    return Drawn(
        picture,
        data=data,
        facts={
            "key": "   ".join(f"{mark} {meaning}" for meaning, (_, mark) in READINGS.items()),
            "supported": [each.driver.name for each in supported],
            "drivers": len(found),
            "tests": len(BATTERY),
            "most": most,
            "deciding": deciding,
            "asked": asked.value_counts().reindex([FITS, FAILS, OPEN], fill_value=0),
            "told": [_told(each) for each in found.values()],
        },
        holds=all(each.fits for each in supported) if supported else most < deciding,
    )


def _name_drivers_and_tests(axes: Axes, found: Mapping[str, Driven]) -> None:
    axes.set_xlim(-0.5, len(BATTERY) + 2)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xticks(range(len(BATTERY)), [COLUMNS[test] for test in BATTERY], size=9, rotation=35, ha="left")
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(found)), [each.driver.name for each in found.values()])
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _unit(each: Driven, test: str) -> str:
    """Return what the effect of a test is measured in."""
    form = each.driver.own["form"] if test == "own" else test
    return {
        "order": "months from the onset to the rise of acts",
        "statements": "share of occasions",
        "share": "share of acts",
        "first": "years",
        "place": "place among states, 0 first and 1 last" if test == "own" else "ratio of rates",
    }.get(form, "ratio of rates")


def _cell(axes: Axes, column: int, row: int, reading: str) -> None:
    colour, mark = READINGS[reading]
    look = {"boxstyle": "round,pad=0,rounding_size=0.08", "color": colour, "linewidth": 0}
    axes.add_patch(FancyBboxPatch((column - 0.42, row - 0.4), 0.84, 0.8, **look))
    ink = INK if reading in (OPEN, NOT_ASKED) else "white"
    axes.text(column, row, mark, ha="center", va="center", size=11, color=ink)


def _told(each: Driven) -> str:
    fits = f"fits {words.listing([_plain(test) for test in each.fits])}" if each.fits else "fits none"
    fails = f", does not fit {words.listing([_plain(test) for test in each.fails])}" if each.fails else ""
    return f"{each.driver.name}: {fits}{fails}; {each.judged.now.verdict}."


def _plain(test: str) -> str:
    return COLUMNS[test].lower()


@figure("ruler-doses", reads=READS)
def doses(run: Run, found: Mapping[str, Driven], declared: Battery) -> Drawn:
    """The dose of every driver: rate ratio with interval, range without any one act, and what could be found.

    Parameters
    ----------
    run : Run
        The battery on what is known today.
    found : mapping
        As `readings` takes it.
    declared : Battery
        Settings.
    """
    table, wanted = _doses(run), declared["dose"]
    names = {key: driver.name for key, driver in declared.drivers.items()}
    causes = table.drop(index=[key for key, driver in declared.drivers.items() if driver.placebo])
    large = causes[(causes["low"] > 1) & (causes["effect"] >= wanted)]
    fits = causes["reading"].eq(FITS).any()
    picture, axes = canvas(5.2)
    _ranges(axes, table, wanted)
    axes.set_yticks(range(len(table)), [names[key] for key in table.index])
    return Drawn(
        picture,
        data=table.reset_index()[["driver", "acts", *DOSES]].rename(columns=DOSES),
        facts={
            "drivers": len(causes),
            "large": len(large),
            "moved_too": not (fits or large.empty),
            "confidence": declared["confidence"],
            "wanted": wanted,
            "doses": table.rename(names)[::-1],
            "beyond": BEYOND,
            "largest": names[causes["effect"].idxmax()],
        },
        holds=fits or large["shifted"].gt(declared["p_shifted"]).all(),
    )


def _doses(run: Run) -> pd.DataFrame:
    """Return the drivers whose dose has an effect, the smallest first, with what the data give beside it."""
    table = run.results[run.results["test"].eq("dose")].set_index("driver")
    table = table.join(_without(run, "dose")).join(_power(run, "dose")).dropna(subset="effect")
    correlated = pd.DataFrame(table["more"].tolist(), table.index)[["levels", "changes"]]
    return table.join(correlated).sort_values("effect")


def _ranges(axes: Axes, table: pd.DataFrame, wanted: float) -> None:
    low, high = LEAST_SHOWN, MOST_SHOWN
    for row, one in enumerate(table.itertuples()):
        band = {"color": "#c9d3df", "linewidth": 9, "solid_capstyle": "butt"}
        axes.plot([one.least, one.most], [row, row], zorder=1, **band)
        axes.plot([max(one.low, low), min(one.high, high)], [row, row], color=INK, linewidth=1.4, zorder=2)
        colour = READINGS[one.reading][0] if one.reading != OPEN else "#6b7480"
        axes.plot(one.effect, row, "o", color=colour, markersize=7, zorder=3)
        if not np.isnan(one.detectable):
            axes.plot(one.detectable, row, "|", color="#2458a6", markersize=13, markeredgewidth=2, zorder=3)
    axes.axvline(1, color=INK, linewidth=0.8)
    dashed(axes, wanted, color=INK, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.set_xticks([0.25, 0.5, 1, 1.5, 2, 4, 8])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}×"))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    axes.tick_params(axis="x", which="minor", length=0)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def _without(run: Run, test: str) -> pd.DataFrame:
    rows = run.without[run.without["test"].eq(test)]
    return rows.groupby("driver")["effect"].agg(least="min", most="max")


def _power(run: Run, test: str) -> pd.DataFrame:
    return run.power[run.power["test"].eq(test)].set_index("driver")[["found_at_declared", "detectable"]]


@figure("ruler-firmness", reads=READS)
def firmness(run: Run, found: Mapping[str, Driven], declared: Battery) -> Drawn:
    """How the verdict of each driver moves over the grid of defensible records.

    Parameters
    ----------
    run : Run
        The battery on what is known today.
    found : mapping
        As `readings` takes it.
    declared : Battery
        Settings.
    """
    shares = _shares_of_records(run, found, declared)
    picture, axes = canvas(5.2)
    left = pd.Series(0.0, index=shares.index)
    for word in shares:
        axes.barh(range(len(shares)), shares[word], left=left, color=FIRMNESS[word], height=0.72, label=word)
        left = left + shares[word]
    axes.set_yticks(range(len(shares)), [each.driver.name for each in found.values()])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
    axes.grid(visible=False, axis="y")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.08), ncols=4, frameon=False)
    steady = sum(each.same >= 2 / 3 for each in found.values())
    return Drawn(
        picture,
        data=shares.rename(columns=lambda word: f"{word} (share)").rename_axis("driver").reset_index(),
        facts={
            "steady": steady,
            "given": list(shares),
            "found": list(found.values()),
            "distinct": run.grid["record"].nunique(),
            "combinations": len(run.grid.drop_duplicates(list(declared.grid))),
        },
        holds=steady == sum(shares.loc[key, each.judged.now.verdict] >= 2 / 3 for key, each in found.items()),
    )


def _shares_of_records(run: Run, found: Mapping[str, Driven], declared: Battery) -> pd.DataFrame:
    """Return by driver the share of distinct records that give each verdict."""
    records = run.grid.drop_duplicates(["record", "driver"])
    verdicts = [branch["verdict"] for branch in declared.verdicts]
    shares = pd.crosstab(records["driver"], records["branch"].map(lambda at: verdicts[at]), normalize="index")
    order = [word for word in FIRMNESS if word in shares]
    return shares.reindex(index=list(found), columns=order, fill_value=0.0)
