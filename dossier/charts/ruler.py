"""Figures of the one ruler: every driver in every test, the size of its effect, and how firm each verdict is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import FuncFormatter

from dossier import words
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, canvas, heading
from dossier.inference.declared import Battery
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.tables.evidence import BATTERY
from dossier.verdicts.driven import READS, Driven, Run

#: Colour, mark and word of each reading.
READINGS = {
    FITS: ("#1b6e4f", "✓", "fits"),
    FAILS: ("#c8372d", "✗", "does not fit"),
    OPEN: ("#e3e6ea", "?", "cannot tell"),
}
NOT_ASKED = ("#ffffff", "·", "not asked")
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


def readings(run: Run, found: Mapping[str, Driven], declared: Battery) -> Exhibit:
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
    supported = [each for each in found.values() if each.supported]
    most = max(len(each.fits) for each in found.values())
    asked = words.spelled(len(declared["deciding"]))
    title = (
        f"{words.listing(each.driver.name for each in supported)} passes the same tests as all others"
        if supported
        else f"None of {words.spelled(len(found))} drivers passes: the best fit {words.spelled(most)} of {asked} tests"
    )
    figure, axes = canvas(6.4)
    for row, key in enumerate(found):
        for column, test in enumerate(BATTERY):
            one = read.loc[(key, test)]
            colour, mark, _ = READINGS[one["reading"]] if one["asked"] else NOT_ASKED
            axes.add_patch(_cell(column, row, colour))
            light = colour in (READINGS[OPEN][0], NOT_ASKED[0])
            axes.text(column, row, mark, ha="center", va="center", size=11, color=INK if light else "white")
        axes.text(len(BATTERY) - 0.35, row, found[key].judged.now.verdict, va="center", size=9.5, color=INK)
    axes.set_xlim(-0.5, len(BATTERY) + 2)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xticks(range(len(BATTERY)), [COLUMNS[test] for test in BATTERY], size=9, rotation=35, ha="left")
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(found)), [each.driver.name for each in found.values()])
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    legend = "   ".join(f"{mark} {word}" for _, mark, word in (*READINGS.values(), NOT_ASKED))
    heading(figure, title, f"With what is known today:   {legend}")
    asked_of = read.loc[list(found)].query("asked")["reading"].value_counts()
    counts = ", ".join(
        f"{words.count(asked_of.get(word, 0))} {said}" for word, (_, _, said) in READINGS.items()
    )
    data = run.results[run.results["driver"].isin(list(found))].drop(columns=["why", "more"])
    data.insert(2, "effect_is", [_unit(found[row.driver], row.test) for row in data.itertuples()])
    return Exhibit(
        figure,
        title,
        "A test fits where its interval leaves out that there is no effect, the effect is as large as was declared "
        "beforehand, and shuffled acts seldom do as well. It does not fit where an effect that large is left out. "
        "The verdict on the right follows from the first six tests, by a rule written beforehand; what Moscow said "
        "decides nothing.",
        f"A grid of {words.count(len(found))} drivers and {words.count(len(BATTERY))} tests; {counts}. "
        + " ".join(_told(each) for each in found.values()),
        data,
        READS,
    )


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


def _cell(column: int, row: int, colour: str):
    return FancyBboxPatch(
        (column - 0.42, row - 0.4),
        0.84,
        0.8,
        boxstyle="round,pad=0,rounding_size=0.08",
        color=colour,
        linewidth=0,
    )


def _told(each: Driven) -> str:
    fits = f"fits {words.listing([_plain(test) for test in each.fits])}" if each.fits else "fits none"
    fails = f", does not fit {words.listing([_plain(test) for test in each.fails])}" if each.fails else ""
    return f"{each.driver.name}: {fits}{fails}; {each.judged.now.verdict}."


def _plain(test: str) -> str:
    return COLUMNS[test].lower()


def doses(run: Run, found: Mapping[str, Driven], declared: Battery) -> Exhibit:
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
    table = run.results[run.results["test"].eq("dose")].set_index("driver")
    table = table.join(_without(run, "dose")).join(_power(run, "dose")).dropna(subset="effect")
    correlated = pd.DataFrame(table["more"].tolist(), table.index)[["levels", "changes"]]
    table = table.join(correlated)
    table = table.sort_values("effect")
    wanted = declared["dose"]
    names = {key: driver.name for key, driver in declared.drivers.items()}
    causes = table.drop(index=[key for key, driver in declared.drivers.items() if driver.placebo])
    large = causes[(causes["low"] > 1) & (causes["effect"] >= wanted)]
    fits = causes["reading"].eq(FITS).any()
    going = f"{words.spelled(len(large), first=True)} of {words.spelled(len(causes))} drivers"
    title = (
        f"{going} {words.agreeing(len(large), 'goes', 'go')} with enough more acts to matter"
        f"{'' if fits or large.empty else ', but so do acts moved in time'}"
    )
    figure, axes = canvas(5.2)
    _ranges(axes, table, wanted)
    axes.set_yticks(range(len(table)), [names[key] for key in table.index])
    heading(
        figure,
        title,
        "Ratio of Moscow's acts a quarter between the driver's upper and lower quartile",
    )
    drawn = table.reset_index()[
        [
            *("driver", "acts", "effect", "low", "high", "least", "most", "found_at_declared", "detectable"),
            *("levels", "changes"),
        ]
    ].rename(
        columns={
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
    )
    largest = causes["effect"].idxmax()
    return Exhibit(
        figure,
        title,
        f"Dot: the estimate; line: its {words.percent(declared['confidence'])} interval; band: the range when any one "
        "act is left out; tick: the smallest ratio that simulated acts show four times in five. The dashed line is "
        f"the smallest effect that was declared to matter ({words.decimal(wanted)}). An estimate right of it is not "
        "enough: acts moved in time as a whole must do as well less than once in ten. All but the calendar are net of "
        "a straight line through time. The data give the rank correlation of levels and of changes beside each ratio.",
        "; ".join(
            f"{names[row.Index]} {words.decimal(row.effect, 2)} ({words.decimal(row.low, 2)} to "
            f"{words.decimal(row.high, 2) if row.high < BEYOND else 'without limit'})"
            for row in table[::-1].itertuples()
        )
        + f". Largest: {names[largest].lower()}.",
        drawn,
        READS,
    )


def _ranges(axes: Axes, table: pd.DataFrame, wanted: float) -> None:
    low, high = LEAST_SHOWN, MOST_SHOWN
    for row, one in enumerate(table.itertuples()):
        axes.plot(
            [one.least, one.most], [row, row], color="#c9d3df", linewidth=9, solid_capstyle="butt", zorder=1
        )
        axes.plot(
            [max(one.low, low), min(one.high, high)],
            [row, row],
            color=INK,
            linewidth=1.4,
            zorder=2,
            clip_on=True,
        )
        colour = READINGS[one.reading][0] if one.reading != OPEN else "#6b7480"
        axes.plot(one.effect, row, "o", color=colour, markersize=7, zorder=3)
        if not np.isnan(one.detectable):
            axes.plot(one.detectable, row, "|", color="#2458a6", markersize=13, markeredgewidth=2, zorder=3)
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.axvline(wanted, color=INK, linewidth=0.8, linestyle=(0, (4, 3)))
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


def firmness(run: Run, found: Mapping[str, Driven], declared: Battery) -> Exhibit:
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
    records = run.grid.drop_duplicates(["record", "driver"])
    verdicts = [branch["verdict"] for branch in declared.verdicts]
    shares = pd.crosstab(records["driver"], records["branch"].map(lambda at: verdicts[at]), normalize="index")
    order = [word for word in FIRMNESS if word in shares]
    shares = shares.reindex(index=list(found), columns=order, fill_value=0.0)
    distinct, combinations = records["record"].nunique(), len(run.grid.drop_duplicates(list(declared.grid)))
    steady = sum(each.same >= 2 / 3 for each in found.values())
    title = (
        f"Two of three defensible records or more agree with the verdict on {words.spelled(steady)} of "
        f"{words.spelled(len(found))} drivers"
    )
    figure, axes = canvas(5.2)
    left = pd.Series(0.0, index=shares.index)
    for word in order:
        axes.barh(range(len(shares)), shares[word], left=left, color=FIRMNESS[word], height=0.72, label=word)
        left = left + shares[word]
    axes.set_yticks(range(len(shares)), [each.driver.name for each in found.values()])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
    axes.grid(visible=False, axis="y")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.08), ncols=4, frameon=False)
    heading(figure, title, f"Share of {words.count(distinct)} distinct records that give each verdict")
    return Exhibit(
        figure,
        title,
        "Records differ in kinds of acts, whether the Taliban must have been present, whose codes are taken, the "
        f"window, and the release of deaths. {words.count(combinations)} combinations give {words.count(distinct)} "
        "distinct records; equal ones count once.",
        "; ".join(
            f"{each.driver.name}: {words.percent(each.same)} agree with {each.judged.now.verdict}"
            for each in found.values()
        )
        + ".",
        shares.rename(columns=lambda word: f"{word} (share)").rename_axis("driver").reset_index(),
        READS,
    )


#: Verdicts in the order of the bars.
FIRMNESS = {
    "mostly supported": "#1b6e4f",
    "mixed": "#d98a00",
    "untestable": "#c9d0d8",
    "mostly unsupported": "#c8372d",
}
