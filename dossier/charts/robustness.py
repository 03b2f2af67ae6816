"""Figures of robustness: the specification curve, and where a case falls among placebos."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from dossier import words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading
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
#: Dimensions as row labels call them; others are named as the grid names them.
DIMENSIONS = {
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
#: A count over all combinations is drawn thinner beyond this many.
MANY = 300


def specification_curve(
    runs: pd.DataFrame, grid: Grid, statement: str, name: str, unit: str, tables: tuple[str, ...]
) -> Exhibit:
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
    own = runs.iloc[0]
    order = list(VERDICTS)
    rows = runs.assign(specification=range(len(runs)), place_of=runs["verdict"].map(order.index))
    rows = rows.sort_values(["measure", "place_of", "specification"], kind="stable", ignore_index=True)
    lines = sum(len(options) for options in grid.options.values())
    floor, top = (factor * bound for bound in (min(0, rows["measure"].min()), rows["measure"].max()))
    foot = 0.03 * ((top - floor) or 1)
    figure, (curve, choices) = canvas(
        3.0 + 0.175 * (lines + len(grid.options)),
        rows=2,
        sharex=True,
        height_ratios=(2.1, 0.185 * (lines + len(grid.options))),
    )
    for verdict, colour in VERDICTS.items():
        found = rows[rows["verdict"].eq(verdict)]
        if not found.empty:
            label = f"{verdict} ({words.percent(len(found) / len(rows))})"
            heights = factor * found["measure"]
            curve.bar(found.index, heights, width=1, color=colour, label=label)
            # A foot below the baseline keeps the verdict in sight where the measure is nought.
            curve.bar(found.index, -1.6 * foot, bottom=floor - foot, width=1, color=colour)
    place = int(rows.index[rows["specification"].eq(0)][0])
    curve.plot(
        place, factor * own["measure"], "o", markersize=11, markerfacecolor="none", markeredgecolor=INK
    )
    curve.annotate(
        "the rule's own",
        (place, factor * own["measure"]),
        xytext=(0, 22),
        textcoords="offset points",
        ha="right" if place > len(rows) / 2 else "left",
        size=9.5,
        arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8},
    )
    curve.set_ylim(bottom=floor - 3 * foot, top=floor + 56 * foot)
    curve.set_ylabel(axis)
    curve.legend(loc="upper left", ncols=3, fontsize=9.5, handlelength=1, columnspacing=1.2)
    _choices(choices, rows, grid, len(rows) > MANY)
    share, hangs_on = share_that_differs(runs), DIMENSIONS.get(decisive(runs, grid), decisive(runs, grid))
    title = (
        f"“{own['verdict'].capitalize()}” gives way in {words.percent(share)} of {words.count(len(runs))} combinations"
        if share
        else f"“{own['verdict'].capitalize()}” holds in all {words.count(len(runs))} combinations"
    )
    heading(figure, title, f"“{statement}”. {name}, every combination in order of size")
    counts = runs["verdict"].value_counts()
    told = words.listing(
        f"{verdict} in {words.count(counts[verdict])}" for verdict in VERDICTS if verdict in counts
    )
    low, high = (written(getattr(runs["measure"], end)()) for end in ("min", "max"))
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each bar is one combination, its colour the verdict that the rule then gives, repeated at its "
        "foot; the ring is the rule's own. Below, a stroke shows which option each combination takes. Bars of equal "
        "height differ in a threshold only, or in a choice that changes nothing. "
        + (f"Most hangs on: {hangs_on}. " if share else "")
        + "The options are defensible, not equally likely; the share is not a probability.",
        alt=f"Specification curve of {words.count(len(runs))} combinations. The measure runs from {low} to {high}; by "
        f"the rule's own choices it is {written(own['measure'])}, {own['verdict']}. Verdicts: {told}.",
        data=runs,
        tables=tables,
    )


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


def summary(shares: pd.DataFrame, tables: tuple[str, ...]) -> Exhibit:
    """Every verdict with a grid, by the share of the grid that changes it.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `verdicts.robustness.shares` returns it.
    tables : tuple of str
        Tables behind the verdicts.
    """
    rows = shares.sort_values(["now", "rule"], kind="stable", ignore_index=True)
    figure, axes = canvas(1.4 + 0.4 * len(rows))
    tints = [VERDICTS[verdict] for verdict in rows["verdict_now"]]
    # A foot left of nought keeps the verdict in sight where it never changes.
    axes.barh(rows.index, 100 * rows["now"], height=0.3, color=tints)
    axes.barh(rows.index, -1.2, left=-0.4, height=0.3, color=tints)
    axes.plot(
        100 * rows["then"],
        rows.index,
        "D",
        color=INK,
        markerfacecolor="white",
        markersize=5,
        label="by April 2017",
    )
    for place, row in enumerate(rows.itertuples()):
        axes.annotate(
            f"{row.part[1:]}  {row.statement}",
            (0, place),
            xytext=(0, 6),
            textcoords="offset points",
            size=8.5,
            va="bottom",
            annotation_clip=False,
        )
    axes.set_yticks([])
    axes.set_ylim(len(rows) - 0.4, -1)
    axes.set_xlim(-2, 122)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel("percent of the grid in which the verdict is another one")
    axes.grid(axis="x", visible=True)
    handles = [Patch(color=colour, label=verdict) for verdict, colour in VERDICTS.items()]
    used = [handle for handle in handles if handle.get_label() in set(rows["verdict_now"])]
    marks, _ = axes.get_legend_handles_labels()
    axes.legend(handles=[*used, *marks], loc="lower left", fontsize=9, ncols=4, bbox_to_anchor=(0, 1))
    never = int(rows["now"].eq(0).sum())
    most = rows.iloc[-1]
    title = f"{words.count(never)} of {words.count(len(rows))} verdicts stand whatever is chosen"
    heading(figure, title, "Share of the declared combinations in which the verdict is another one")
    return Exhibit(
        figure=figure,
        title=title,
        caption="Bars: with everything known now, in the colour of the verdict that the rule's own choices give. "
        "Diamonds: by what was known in April 2017; none where the rule then had nothing to measure. The number is "
        "that of the reason. A verdict that stands is not thereby true, and one that was untestable stands for want "
        "of data.",
        alt=f"Bars for {words.count(len(rows))} verdicts, from those that never change "
        f"({words.count(never)}) to “{most.statement}”, which changes in {words.percent(most.now)} of its grid.",
        data=rows,
        tables=tables,
    )


def placebos(
    measures: pd.DataFrame,
    case: str,
    found: Placebo,
    colour: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    tables: tuple[str, ...],
    shown: int = 24,
) -> Exhibit:
    """Bars of one measure for every case, the case in question in colour.

    Parameters
    ----------
    measures : pandas.DataFrame
        Columns case (its name) and measure, largest first.
    case : str
        Name of the case in question.
    found : Placebo
        Where it falls.
    colour : str
        Entity in whose colour the case is drawn.
    title, subtitle, caption : str
        Words of the figure.
    unit : str
        A key of `UNITS`.
    tables : tuple of str
        Tables behind it.
    shown : int
        Cases drawn: the largest and the smallest; the case in question always.
    """
    written, factor, axis = UNITS[unit]
    drawn = measures
    if len(measures) > shown:
        ends = pd.concat([measures.head(shown // 2), measures.tail(shown // 2)])
        drawn = measures[measures["case"].isin([*ends["case"], case])]
    figure, axes = canvas(1.5 + 0.19 * len(drawn))
    tints = [colours.of(colour) if name == case else colours.of("other") for name in drawn["case"]]
    axes.barh(range(len(drawn)), factor * drawn["measure"], height=0.72, color=tints)
    axes.set_yticks(range(len(drawn)), drawn["case"], size=9.5)
    for label in axes.get_yticklabels():
        label.set_weight("bold" if label.get_text() == case else "normal")
    for place, value in enumerate(drawn["measure"]):
        axes.annotate(
            written(value).removesuffix(" points"),
            (factor * value, place),
            xytext=(4 if value >= 0 else -4, 0),
            textcoords="offset points",
            ha="left" if value >= 0 else "right",
            va="center",
            size=9,
            weight="bold" if drawn["case"].iloc[place] == case else "normal",
        )
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.margins(x=0.12)
    axes.set_xlabel(axis)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    heading(figure, title, subtitle)
    rest = len(measures) - len(drawn)
    left = f" The {words.count(rest)} cases in the middle are in the data." if rest else ""
    return Exhibit(
        figure=figure,
        title=title,
        caption=caption + left,
        alt=f"Bars for {words.count(len(drawn))} of {words.count(found.of)} cases. {case}: {written(found.value)}, "
        f"rank {words.count(found.rank)} of {words.count(found.of)}. Largest: {measures['case'].iloc[0]} "
        f"{written(measures['measure'].iloc[0])}; smallest: {measures['case'].iloc[-1]} "
        f"{written(measures['measure'].iloc[-1])}.",
        data=measures,
        tables=tables,
    )


def placebo_dates(cuts: pd.DataFrame, real: pd.Timestamp, rule: float) -> Exhibit:
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
    figure, axes = canvas(3.7)
    cooled = cuts["ratio"] <= 1 - rule
    own = cuts[cuts["cut"].eq(real)].iloc[0]
    for chosen, mark, label in ((~cooled, "o", "no cooling"), (cooled, "v", "a cooling by the rule")):
        axes.plot(
            cuts.loc[chosen, "cut"],
            cuts.loc[chosen, "ratio"],
            mark,
            color=colours.of("other") if mark == "o" else "#d0703c",
            markersize=5,
            label=f"{label} ({words.count(chosen.sum())} dates)",
        )
    axes.plot(real, own["ratio"], "o", color=colours.of("RUS"), markersize=9)
    axes.annotate(
        f"IS-Khorasan beaten\nin Nangarhar: {words.decimal(own['ratio'])}",
        (real, own["ratio"]),
        xytext=(0, 62),
        textcoords="offset points",
        ha="center",
        size=9.5,
        color=colours.of("RUS"),
        arrowprops={"arrowstyle": "-", "color": colours.of("RUS"), "linewidth": 0.8},
    )
    axes.axhline(1, color=INK, linewidth=0.9)
    axes.axhline(1 - rule, color=MUTED, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left", fontsize=9.5, ncols=2, handletextpad=0.2)
    share = float(cooled.mean())
    title = f"At {words.percent(share)} of all dates, whatever happened then, acts “cooled” by the rule"
    heading(
        figure,
        title,
        "Acts of contact and legitimation after each first of a month, as a multiple of those before, in windows of "
        "equal length",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each mark cuts the record at another month. Above the full line acts became more frequent, under the "
        "dashed one the rule would speak of cooling. Neighbouring marks share most of their acts. The windows of early "
        "and late dates reach into times for which the timeline holds few acts.",
        alt=f"Dots for {words.count(len(cuts))} dates from {words.month(cuts['cut'].iloc[0])} to "
        f"{words.month(cuts['cut'].iloc[-1])}. The real date: ratio {words.decimal(own['ratio'])}. Cooling by the rule "
        f"at {words.count(cooled.sum())} dates.",
        data=cuts,
        tables=("evidence/timeline",),
    )
