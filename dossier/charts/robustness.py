"""Figures of robustness: the specification curve, and where a case falls among placebos."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, dashed, write
from dossier.charts.style import GRID, INK, MUTED, canvas, is_narrow
from dossier.inference.multiverse import Grid, Placebo, decisive, share_that_differs

#: Each verdict's colour; neighbours on the scale differ in darkness too, so that they stay apart in grey.
VERDICTS = {
    "supported": "#14456b",
    "mostly supported": "#6fa8d6",
    "mixed": "#ddcb78",
    "mostly unsupported": "#b4532a",
    "refuted": "#5a1209",
    "untestable": "#c4c9d1",
}
#: How each unit is written, and by what its values are multiplied on the axis.
UNITS = {
    "share": (lambda value: words.percent(value), 100, "percent"),
    "points": (lambda value: f"{words.decimal(100 * value)} points", 100, "percentage points"),
    "deaths": (lambda value: words.count(value), 1, "deaths"),
    "ratio": (lambda value: words.decimal(value), 1, "ratio"),
    "small share": (lambda value: words.percent(value, 2), 100, "percent"),
    "index": (lambda value: words.decimal(value, 2), 1, "from 0 to 1"),
    "tiv": (lambda value: f"{words.count(value)} million TIV", 1, "million TIV"),
    "records": (lambda value: f"{words.count(value)} records", 1, "records"),
}
#: Units of the data where an axis has another.
UNIT_OF_DATA = {"share": "share, 0 to 1", "small share": "share, 0 to 1", "points": "share, -1 to 1"}
#: Dimensions as row labels call them; others are named as the grid names them.
DIMENSIONS = {
    "soil": "whose soil",
    "steps": "which steps",
    "deaths_a_year": "line, deaths",
    "low": "lower line",
    "high": "upper line",
    "points": "rise that counts",
    "cooling": "fall that counts",
    "first_after": "first year after",
    "years": "years a window",
    "last_year": "last year",
    "change": "change that counts",
    "deaths_ratio": "line, deaths",
    "spread_ratio": "line, districts",
    "centres_reporting": "line, centres",
    "first_year": "first year",
    "spread_year": "later year, districts",
    "share_of_specifications": "share that counts",
    "least_acts": "fewest acts",
    "least_states": "fewest states",
    "least_trade": "least trade",
    "fewest_votes": "fewest votes",
    "gap": "gap that counts",
    "size": "share that is large",
    "fall": "fall that counts",
    "paid_by_others": "share paid that is a sale",
    "kept_up": "what Kabul still got",
    "records_in": "list",
    "records": "line, records",
    "out_of": "out of",
    "share": "share that is a lead",
    "meetings": "meetings that are a series",
}
#: Characters of a statement that stand in one line across a phone.
ACROSS = 60
#: A count over all combinations is drawn thinner beyond this many.
MANY = 300


@figure("robust-curve")
def specification_curve(
    runs: pd.DataFrame, grid: Grid, statement: str, name: str, unit: str, tables: tuple[str, ...]
) -> Drawn:
    """The measure in every combination of choices, in order of size, with the choices below.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `inference.multiverse.run` returns it.
    grid : Grid
        The grid that was run.
    statement : str
        What the rule judges.
    name : str
        What the measure is.
    unit : str
        A key of `UNITS`.
    tables : tuple of str
        Tables behind the measure.
    """
    written, factor, axis = UNITS[unit]
    rows = _in_order(runs)
    lines = len(grid.options) + sum(len(options) for options in grid.options.values())
    ratios = (2.1, 0.185 * lines)
    picture, (curve, choices) = canvas(3.0 + 0.175 * lines, rows=2, sharex=True, height_ratios=ratios)
    _bars(curve, rows, factor)
    curve.set_ylabel(axis)
    _choices(choices, rows, grid, len(rows) > MANY)
    own, counts, most = runs.iloc[0], runs["verdict"].value_counts(), decisive(runs, grid)
    share = share_that_differs(runs)
    return Drawn(
        picture,
        data=runs,
        facts={
            "statement": statement,
            "measure": name,
            "verdict": own["verdict"],
            "combinations": len(runs),
            "share": share,
            "hangs_on": DIMENSIONS.get(most, most),
            "choices": {dimension: DIMENSIONS.get(dimension, dimension) for dimension in grid.options},
            "unit": UNIT_OF_DATA.get(unit, axis),
            "own": written(own["measure"]),
            "low": written(runs["measure"].min()),
            "high": written(runs["measure"].max()),
            "verdicts": [
                f"{verdict} in {words.count(counts[verdict])}" for verdict in VERDICTS if verdict in counts
            ],
        },
        holds=len(runs) == len(grid) and all(own[each] == option for each, option in grid.default.items()),
        reads=tables,
    )


def _in_order(runs: pd.DataFrame) -> pd.DataFrame:
    """Return combinations by size of the measure, then by verdict; `specification` 0 is the rule's own."""
    places = runs["verdict"].map(list(VERDICTS).index)
    rows = runs.assign(specification=range(len(runs)), place_of=places)
    return rows.sort_values(["measure", "place_of", "specification"], kind="stable", ignore_index=True)


def _bars(axes: Axes, rows: pd.DataFrame, factor: float) -> None:
    """Draw a bar a combination in the colour of its verdict, and a ring at the rule's own."""
    heights = factor * rows["measure"]
    floor, top = factor * min(0, rows["measure"].min()), heights.max()
    foot = 0.03 * ((top - floor) or 1)
    for verdict, colour in VERDICTS.items():
        found = rows.index[rows["verdict"].eq(verdict)]
        if len(found):
            label = f"{verdict} ({words.percent(len(found) / len(rows))})"
            axes.bar(found, heights[found], width=1, color=colour, label=label)
            # A foot below the baseline keeps the verdict in sight where the measure is nought.
            axes.bar(found, -1.6 * foot, bottom=floor - foot, width=1, color=colour)
    place = int(rows.index[rows["specification"].eq(0)][0])
    own = (place, heights[place])
    axes.plot(*own, "o", markersize=11, markerfacecolor="none", markeredgecolor=INK)
    line = {"arrowstyle": "-", "color": INK, "linewidth": 0.8}
    side = "right" if place > len(rows) / 2 else "left"
    write(axes, "the rule's own", own, (0, 22), ha=side, arrowprops=line)
    axes.set_ylim(bottom=floor - 3 * foot, top=floor + 56 * foot)
    axes.legend(loc="upper left", ncols=3, fontsize=SMALL, handlelength=1, columnspacing=1.2)


def _choices(axes: Axes, rows: pd.DataFrame, grid: Grid, many: bool) -> None:
    line, ticks, labels, names = 0.0, [], [], {}
    for dimension, options in grid.options.items():
        names[line] = DIMENSIONS.get(dimension, dimension)
        line += 1
        for option in options:
            taken = rows.index[rows[dimension].eq(option)]
            axes.plot(
                taken, [line] * len(taken), "|", color=INK, markersize=5, markeredgewidth=0.5 if many else 1
            )
            ticks.append(line)
            labels.append(_shown(option, dimension))
            line += 1
    axes.set_yticks([*names, *ticks], [*names.values(), *labels], size=8.5)
    for label in axes.get_yticklabels()[: len(names)]:
        label.set_weight("bold")
        label.set_color(MUTED)
    axes.set_ylim(line - 0.3, -0.7)
    axes.set_xlim(-0.02 * len(rows), 1.02 * len(rows))
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    for start in list(names)[1:]:
        axes.axhline(start - 0.5, color=GRID, linewidth=0.8)


def _shown(option, dimension: str) -> str:
    if dimension == "gap":
        return words.decimal(option, 2)
    if isinstance(option, float) and option < 1:
        return words.percent(option, 2 if option < 0.01 else 0)
    return str(option)


@figure("robust-summary")
def summary(shares: pd.DataFrame, tables: tuple[str, ...]) -> Drawn:
    """Every verdict with a grid, by the share of the grid that changes it.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `verdicts.robustness.shares` returns it.
    tables : tuple of str
        Tables behind the verdicts.
    """
    rows = shares.sort_values(["now", "rule"], kind="stable", ignore_index=True)
    picture, axes = canvas(1.4 + (0.58 if is_narrow() else 0.4) * len(rows))
    tints = [VERDICTS[verdict] for verdict in rows["verdict_now"]]
    axes.barh(rows.index, 100 * rows["now"], height=0.3, color=tints)
    # The verdict stays in sight where it never changes, apart from the bars.
    axes.scatter([-3] * len(rows), rows.index, s=34, marker="s", color=tints)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.spines["left"].set_visible(False)
    diamonds = {"color": INK, "markerfacecolor": "white", "markersize": 5}
    axes.plot(100 * rows["then"], rows.index, "D", label="by April 2017", **diamonds)
    for place, row in enumerate(rows.itertuples()):
        text = f"{row.part[1:]}  {row.statement}"
        text = textwrap.fill(text, ACROSS) if is_narrow() else text
        by = (4, 8 if is_narrow() else 6)
        write(axes, text, (0, place), by, size=8.5, va="bottom", annotation_clip=False)
    axes.set_yticks([])
    axes.set_ylim(len(rows) - 0.4, -1)
    axes.set_xlim(-6, 122)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel("percent of the grid in which the verdict is another one")
    axes.grid(axis="x", visible=True)
    used = set(rows["verdict_now"])
    handles = [Patch(color=colour, label=verdict) for verdict, colour in VERDICTS.items() if verdict in used]
    marks, _ = axes.get_legend_handles_labels()
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2 if is_narrow() else 4}
    axes.legend(handles=[*handles, *marks], fontsize=9, **place)
    never = rows["now"].eq(0).sum()
    return Drawn(
        picture,
        data=rows,
        facts={"never": never, "verdicts": len(rows), "most": rows.iloc[-1]},
        holds=never < len(rows) / 2,
        reads=tables,
    )


@figure("robust-placebo-arms", reads=("arms/transfers",))
def placebo_arms(measures: pd.DataFrame, case: str, found: Placebo) -> Drawn:
    """Russia's rise in Pakistan's arms imports among the changes of all suppliers' shares.

    Parameters
    ----------
    measures : pandas.DataFrame
        Columns case (its name) and measure, largest first.
    case : str
        Name of the case in question.
    found : Placebo
        Where it falls.
    """
    picture, facts, ranked = _among(measures, case, found, "RUS", "points")
    return Drawn(picture, data=measures, facts=facts, holds=ranked and found.value > 0)


@figure(
    "robust-placebo-war",
    reads=("conflict/battle_deaths", "conflict/nonstate_deaths", "conflict/country_years"),
)
def placebo_war(measures: pd.DataFrame, case: str, found: Placebo) -> Drawn:
    """IS's share in the deaths of Afghanistan among its highest shares elsewhere.

    Parameters
    ----------
    measures, case, found
        As `placebo_arms` takes them.
    """
    picture, facts, ranked = _among(measures, case, found, "AFG", "share", shown=30)
    return Drawn(picture, data=measures, facts=facts, holds=ranked and found.of == len(measures))


def _among(
    measures: pd.DataFrame, case: str, found: Placebo, colour: str, unit: str, shown: int = 24
) -> tuple[Figure, dict, bool]:
    """Draw a bar a case, and tell where the one in question falls.

    Parameters
    ----------
    measures, case, found
        As `placebo_arms` takes them.
    colour : str
        Entity in whose colour the case is drawn.
    unit : str
        A key of `UNITS`.
    shown : int
        Cases drawn: the largest and the smallest; the case in question always.

    Returns
    -------
    tuple
        The picture, what the words are filled with, and whether the case has its rank in what is drawn.
    """
    written, _, axis = UNITS[unit]
    drawn = measures
    if len(measures) > shown:
        ends = pd.concat([measures.head(shown // 2), measures.tail(shown // 2)])
        drawn = measures[measures["case"].isin([*ends["case"], case])]
    picture, axes = canvas(1.5 + 0.19 * len(drawn))
    _cases(axes, drawn, case, colours.of(colour), unit)
    axes.set_xlabel(axis)
    largest, smallest = (
        f"{name} {written(value)}" for name, value in measures[["case", "measure"]].iloc[[0, -1]].to_numpy()
    )
    facts = {
        "case": case,
        "value": written(found.value),
        "rank": found.rank,
        "cases": found.of,
        "drawn": len(drawn),
        "rest": len(measures) - len(drawn),
        "largest": largest,
        "smallest": smallest,
    }
    return picture, facts, measures["measure"].gt(found.value).sum() + 1 == found.rank


def _cases(axes: Axes, drawn: pd.DataFrame, case: str, colour: str, unit: str) -> None:
    written, factor, _ = UNITS[unit]
    own = drawn["case"].eq(case)
    tints = [colour if each else colours.of("other") for each in own]
    axes.barh(range(len(drawn)), factor * drawn["measure"], height=0.72, color=tints)
    axes.set_yticks(range(len(drawn)), drawn["case"], size=SMALL)
    weights = ["bold" if each else "normal" for each in own]
    for place, (label, weight) in enumerate(zip(axes.get_yticklabels(), weights, strict=True)):
        label.set_weight(weight)
        value = drawn["measure"].iloc[place]
        text, end = written(value).removesuffix(" points"), (factor * value, place)
        away, side = (4, "left") if value >= 0 else (-4, "right")
        write(axes, text, end, (away, 0), size=9, ha=side, va="center", weight=weight)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.margins(x=0.12)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)


@figure("robust-placebo-dates", reads=("evidence/timeline",))
def placebo_dates(cuts: pd.DataFrame, real: pd.Timestamp, rule: float) -> Drawn:
    """Ratio of acts after over before at every placebo date, the real one marked.

    Parameters
    ----------
    cuts : pandas.DataFrame
        As `inference.placebos.switch_off_elsewhen` returns it.
    real : pandas.Timestamp
        The real cut.
    rule : float
        Fall, as a share, that the rule calls a cooling.
    """
    picture, axes = canvas(3.7)
    cooled = cuts["ratio"] <= 1 - rule
    own = cuts.loc[cuts["cut"].eq(real), "ratio"].iloc[0]
    kinds = (
        (~cooled, "o", colours.of("other"), "no cooling"),
        (cooled, "v", "#d0703c", "a cooling by the rule"),
    )
    for chosen, mark, colour, label in kinds:
        told = f"{label} ({words.count(chosen.sum())} dates)"
        dates = cuts[chosen]
        axes.plot(dates["cut"], dates["ratio"], mark, color=colour, markersize=5, label=told)
    colour = colours.of("RUS")
    axes.plot(real, own, "o", color=colour, markersize=9)
    line = {"arrowstyle": "-", "color": colour, "linewidth": 0.8}
    text = f"IS-Khorasan beaten\nin Nangarhar: {words.decimal(own)}"
    write(axes, text, (real, own), (0, 62), ha="center", color=colour, arrowprops=line)
    axes.axhline(1, color=INK, linewidth=0.9)
    dashed(axes, y=1 - rule)
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left", fontsize=SMALL, ncols=2, handletextpad=0.2)
    return Drawn(
        picture,
        data=cuts,
        facts={
            "dates": len(cuts),
            "first": cuts["cut"].iloc[0],
            "last": cuts["cut"].iloc[-1],
            "cooled": cooled.sum(),
            "share": cooled.mean(),
            "own": own,
        },
        holds=(cooled & cuts["cut"].ne(real)).any(),
    )
