"""Figures of what the war in Afghanistan cost: deaths on Afghan soil, money, and lives by people of the union."""

from __future__ import annotations

import pandas as pd

from dossier import words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, canvas, heading

SERIES = {"PRIO 3.1": ("PRIO", "#8a1f17"), "UCDP GED 23.1": ("UCDP", "#4a7fb5")}
MONEY, RATE = "billion dollars a year", "per million"
QUANTITIES = {
    "war cost a year": ("Cost of the war", colours.of("SUN")),
    "loss of oil income a year": ("Loss of oil income", "#7d6b2e"),
    "defence spending a year": ("All defence spending", colours.of("other")),
}


def deaths_on_afghan_soil(deaths: pd.DataFrame, soviet: tuple[int, int]) -> Exhibit:
    """Battle deaths in Afghanistan by year with their bounds, the break of series drawn as a break.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `indicators.soviet_war.afghan_war_deaths` returns it.
    soviet : tuple of int
        First and last year of the sums in the title and the caption.
    """
    figure, axes = canvas(4.4)
    for series, rows in deaths.groupby("series", sort=False):
        name, colour = SERIES[series]
        axes.bar(
            rows.index, rows["high"] - rows["low"], bottom=rows["low"], width=0.5, color=colour, alpha=0.25
        )
        axes.plot(rows.index, rows["best"], "o", color=colour, ms=5)
        peak = rows["best"].idxmax()
        axes.annotate(
            name,
            (peak, rows.loc[peak, "high"]),
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            color=colour,
            weight="bold",
        )
    breaks = deaths.index[deaths["series"].ne(deaths["series"].shift())][1] - 0.5
    axes.axvline(breaks, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.annotate(
        "the series\nbreaks",
        (breaks, 0.93),
        xycoords=("data", "axes fraction"),
        xytext=(5, 0),
        textcoords="offset points",
        size=9.5,
        va="top",
    )
    axes.set_ylim(0, None)
    axes.set_xticks(range(1980, int(deaths.index[-1]) + 1, 5))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    within = deaths[deaths["series"].eq("PRIO 3.1")].loc[soviet[0] : soviet[1]]
    low, best, high = (within[name].sum() for name in ("low", "best", "high"))
    fold = (within["best"] / within["low"]).median()
    span = f"{words.count(round(low, -3))} to {words.count(round(high, -3))}"
    title = f"PRIO's bounds for battle deaths in {words.years(*soviet)} run from {span}: nobody counted"
    heading(
        figure,
        title,
        "Battle deaths on Afghan soil by year, all sides; bars span low to high estimates",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Points are best estimates; their sum for "
        f"{words.years(int(within.index[0]), int(within.index[-1]))} is {words.count(best)}. PRIO's low "
        f"estimates lie {words.count(fold)} times lower, a sign that the numbers are guesses. UCDP counts "
        "reported events from 1989 on and is another kind of figure: the fall at the break is not a fall "
        "in killing alone. By the best estimates most of the dead were Afghans; hunger and illness are "
        "not in it.",
        alt=f"Points with bars by year, {words.years(int(deaths.index[0]), int(deaths.index[-1]))}. Highest "
        f"best estimate: {words.count(deaths['best'].max())} in {int(deaths['best'].idxmax())}, between "
        f"{words.count(deaths.loc[deaths['best'].idxmax(), 'low'])} and "
        f"{words.count(deaths.loc[deaths['best'].idxmax(), 'high'])}.",
        data=deaths.reset_index(),
        tables=("conflict/battle_deaths_by_country",),
    )


def orders_of_magnitude(dollars: pd.DataFrame, share_of_oil: float, rate: float) -> Exhibit:
    """Yearly costs and losses in dollars on a scale of powers of ten.

    Parameters
    ----------
    dollars : pandas.DataFrame
        As `indicators.soviet_war.in_dollars` returns it.
    share_of_oil : float
        Highest yearly cost of the war over the yearly loss of oil income.
    rate : float
        Dollars for a rouble.
    """
    figure, axes = canvas(4.4)
    rows = dollars.sort_values(["low", "figure_id"], ignore_index=True)
    labels = []
    for at, row in rows.iterrows():
        name, colour = QUANTITIES[row["quantity"]]
        high = row["low"] if pd.isna(row["high"]) else row["high"]
        axes.plot([row["low"], high], [at, at], color=colour, linewidth=4, solid_capstyle="round")
        axes.plot((row["low"] + high) / 2, at, "o", color=colour, ms=9)
        ends = [words.decimal(end, 0 if end >= 10 else 1) for end in dict.fromkeys((row["low"], high))]
        span = " to ".join(ends)
        bound = "at least " if row["bound"] == "at least" else ""
        if row["bound"] == "at least":
            axes.annotate(
                "",
                (high * 1.35, at),
                (high, at),
                arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.6},
            )
        axes.annotate(
            f"{bound}{span}",
            (high, at),
            xytext=(8, 9),
            textcoords="offset points",
            ha="center",
            size=9.5,
            color=INK,
        )
        labels.append(f"{name}\n{row['period']}{', from roubles' if row['converted'] else ''}")
    axes.set_xscale("log")
    axes.set_xlim(1, 300)
    axes.set_xticks([1, 10, 100], ["1", "10", "100"])
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(-0.5, len(rows) - 0.3)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    title = (
        f"The highest figure for the war is {words.percent(share_of_oil)} of what the fall of the oil "
        "price took, and it is a lower bound"
    )
    heading(
        figure, title, f"{MONEY[0].upper()}{MONEY[1:]}, on a scale of powers of ten; dollars of various years"
    )
    listed = [
        f"{QUANTITIES[row.quantity][0].lower()} {row.period} {words.decimal(row.low)}"
        for row in rows.itertuples()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each step of the scale is ten times the one before; the points are not prices that can be "
        f"added. Roubles are turned at {words.decimal(rate, 2)} dollars, the official rate at which the "
        "outlay of 1989 was announced, which flattered the rouble. “At least” is a partial estimate in a "
        "newspaper, after documents that it does not name: the true cost may lie higher, and the share "
        "in the title with it. Outside estimates of defence spending are higher.",
        alt=f"Points on a logarithmic scale, {MONEY}: {words.listing(listed)}.",
        data=rows,
        tables=("evidence/soviet_war",),
    )


def dead_by_people(per_million: pd.Series) -> Exhibit:
    """Dead per million by people of the Soviet Union.

    Parameters
    ----------
    per_million : pandas.Series
        As `indicators.soviet_war.dead_per_million` returns it.
    """
    rows = per_million.sort_values(kind="stable")
    figure, axes = canvas(3.7)
    marked = {"Central Asians": colours.of("SUN"), "Baltic peoples": colours.of("AFG")}
    axes.barh(
        rows.index, rows, color=[marked.get(name, colours.of("other")) for name in rows.index], height=0.7
    )
    for at, value in enumerate(rows):
        axes.text(value + 0.8, at, words.decimal(value), va="center", size=10)
    axes.set_yticks(range(len(rows)), [name[0].upper() + name[1:] for name in rows.index])
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xlim(0, rows.max() * 1.12)
    for name, note in {"Baltic peoples": "led the exit", "Central Asians": "left last"}.items():
        axes.text(2, rows.index.get_loc(name), note, va="center", color="white", size=9.5, style="italic")
    title = (
        "Per head the fewest died of the peoples who left the union first, the most of those who left last"
    )
    heading(figure, title, f"Soviet dead in Afghanistan {RATE} of each people")
    listed = [f"{name} {words.decimal(value)}" for name, value in per_million.items()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The figures rest on the official count of all agencies, as Braithwaite's history gives them. "
        "Russians are among the Slavs. A gradient over a few peoples does not weigh causes, but it runs "
        "the wrong way for the claim.",
        alt=f"Bars, dead {RATE}: {words.listing(listed)}.",
        data=per_million.rename("dead_per_million").reset_index(),
        tables=("evidence/soviet_war",),
    )
