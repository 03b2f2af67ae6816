"""Figures of the sheet of acts: what Moscow and others did, what was said of it, and how much of it is known."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MultipleLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import INK, canvas, heading

ACTS = "evidence/acts"
#: Kinds of acts from the bottom of a bar.
KINDS = {
    "contact": ("Contact", colours.of("contact")),
    "legitimation": ("Legitimation", colours.of("legitimation")),
    "material": ("Material", "#1f2430"),
}
EFFECTS = {
    "helped": ("Helped", "#2458a6"),
    "harmed": ("Harmed", "#c8372d"),
    "neither": ("Neither", "#a9b0ba"),
}
#: Periods whose name is too long for the head of a panel.
SHORT = {"2019 to the fall of Kabul": "To August 2021", "since the fall of Kabul": "Since then"}
#: What the reasons in statements are called.
THEMES = {
    "common_enemy_is": "IS as a common enemy",
    "security_central_asia": "Security of Central Asia",
    "peace_process": "Bringing them to talks",
    "taliban_future": "A power to reckon with",
    "recognition_reality": "They hold power now",
    "citizens_safety": "Safety of Russians",
    "economy": "Trade and investment",
    "drugs": "Drugs",
    "us_failure_or_exit": "American failure or exit",
    "revenge_or_rivalry_with_us": "Rivalry with Washington",
    "other": "Other",
}


def by_year(
    counts: pd.DataFrame, against: pd.DataFrame, coverage: pd.DataFrame, takeover, met: int, counted: int
) -> Exhibit:
    """Acts of Moscow toward the Taliban by year and kind, and toward Kabul below.

    Parameters
    ----------
    counts, against : pandas.DataFrame
        Toward the Taliban and toward Kabul, as `indicators.acts.by_year` returns them.
    coverage : pandas.DataFrame
        As `indicators.acts.coverage` returns it.
    takeover : pandas.Timestamp
        Day on which the Taliban took Kabul.
    met, counted : int
        Contacts on the sheet, and meetings that the Taliban announced, in the time of that count.
    """
    total = counts.sum(axis=1)
    after = int(total.loc[takeover.year + 1 :].sum())
    known = [words.percent(share) for share in coverage["share_known"]]
    title = (
        f"Of {words.count(total.sum())} known acts of Moscow toward the Taliban, "
        f"{words.count(after)} came in the years after they took Kabul"
    )
    figure, panels = canvas(5.2, rows=2, sharex=True, height_ratios=(1.7, 1))
    for axes, table, said in zip(
        panels, (counts, against), ("the Taliban", "the government in Kabul"), strict=True
    ):
        below = pd.Series(0, index=table.index)
        for kind, (name, colour) in KINDS.items():
            axes.bar(table.index, table[kind], bottom=below, color=colour, width=0.8, label=name)
            below = below + table[kind]
        axes.set_title(f"Acts toward {said}")
        axes.set_ylim(0, max(below.max() * 1.12, 1))
    panels[0].legend(loc="upper left", ncols=3)
    panels[1].xaxis.set_major_locator(MultipleLocator(2))
    panels[1].set_xlim(min(against.index) - 0.6, max(counts.index) + 0.6)
    heading(figure, title, "Acts a year by kind; an act is one dated step of one office (codebook)")
    drawn = pd.concat({"taliban": counts, "kabul": against}, names=["toward"]).reset_index()
    drawn = drawn.rename(columns={kind: f"{kind}_acts" for kind in KINDS})
    return Exhibit(
        figure,
        title,
        "How many acts a year the search found, by kind. By the overlap of two lists made apart, "
        f"{words.listing(known)} of the acts that one store of pages shows are known in the three periods (to 2018, to "
        "the fall of Kabul, since). There were more: the Taliban announced "
        f"{words.count(counted)} meetings with Russia to February 2024, and the sheet has {words.count(met)} contacts "
        "in that time. The stored pages end in May 2026, and acts toward Kabul were searched for to the fall of Kabul "
        "only.",
        f"Bars by year. Toward the Taliban {words.count(total.loc[:2016].sum())} acts to 2016, "
        f"{words.count(total.loc[2021])} in 2021, and a high of {words.count(total.max())} in {total.idxmax()}; "
        f"toward Kabul {words.count(against.sum(axis=1).min())} to {words.count(against.sum(axis=1).max())} a year.",
        drawn,
        (ACTS, "diplomacy/taliban_meetings"),
    )


def us_effort(counts: pd.DataFrame) -> Exhibit:
    """Acts of Moscow on the US effort by year and effect; `counts` has a column an effect, indexed by year."""
    helped, harmed = int(counts["helped"].sum()), int(counts["harmed"].sum())
    title = (
        f"Moscow's known acts on the American effort helped it {helped} times and harmed it {harmed} times"
    )
    figure, axes = canvas(3.9)
    below = pd.Series(0, index=counts.index)
    for effect, (name, colour) in EFFECTS.items():
        axes.bar(counts.index, counts[effect], bottom=below, color=colour, width=0.8, label=name)
        below = below + counts[effect]
    axes.legend(loc="upper left", ncols=3)
    axes.set_ylim(0, below.max() * 1.15)
    heading(figure, title, "Acts a year by what they did to the effort of the United States and NATO")
    busiest = below.idxmax()
    return Exhibit(
        figure,
        title,
        "Acts found by one list, so that nothing says how many are missing; the search was closest for the years "
        "around the transit agreement. Many helpful acts are votes and permissions. An offer that was not taken up "
        "counts as neither.",
        f"Bars by year, most in {busiest} with {words.count(below.max())}; {helped} helped, {harmed} harmed, "
        f"{words.count(counts['neither'].sum())} did neither.",
        counts.rename(columns={effect: f"{effect}_acts" for effect in EFFECTS}).reset_index(),
        (ACTS,),
    )


def reasons(counts: pd.DataFrame) -> Exhibit:
    """Reasons in Russian statements by period, in occasions; `counts` has themes as rows and periods as columns."""
    first, last = counts.columns[0], counts.columns[-1]
    title = (
        f"The reason most often given {first} was “{THEMES[counts[first].idxmax()].lower()}”, and {last} "
        f"“{THEMES[counts[last].idxmax()].lower()}”"
    )
    order = counts.sum(axis=1).sort_values().index
    figure, panels = canvas(4.6, columns=len(counts.columns), sharey=True)
    for axes, period in zip(panels, counts.columns, strict=True):
        axes.barh(
            [THEMES[theme] for theme in order], counts.loc[order, period], color=colours.of("RUS"), height=0.7
        )
        axes.set_title(SHORT.get(period, period), size=10)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        for place, value in enumerate(counts.loc[order, period]):
            axes.text(value, place, f" {value}", va="center", size=9, color=INK)
        axes.set_xlim(0, counts.to_numpy().max() * 1.25)
    heading(
        figure,
        title,
        "Occasions on which Russian office holders gave a reason; one occasion may give several",
    )
    return Exhibit(
        figure,
        title,
        "Reasons that both codings of a statement name. It is evidence of what was said, not of motive. The search was "
        "uneven: compare the order of reasons within a period, not numbers across periods.",
        "; ".join(f"{period}: {_most(counts[period])}" for period in counts.columns),
        counts.rename(columns=lambda period: f"{period} (occasions)").reset_index(names="theme"),
        ("evidence/stated_reasons",),
    )


def _most(counts: pd.Series, number: int = 3) -> str:
    """Return the reasons given most often, each with its number of occasions."""
    return words.listing(
        f"{THEMES[theme].lower()} {value}" for theme, value in counts.nlargest(number).items()
    )


def others(counts: pd.DataFrame) -> Exhibit:
    """Acts of other states toward the Taliban by state and year; `counts` has states as rows, years as columns."""
    order = counts.sum(axis=1).sort_values(ascending=False).index
    table = counts.loc[order]
    most = words.listing(entities.name(code) for code in order[:2])
    title = f"All {words.spelled(len(order))} other states looked at have dealt with the Taliban, {most} most often"
    figure, axes = canvas(4.8)
    axes.imshow(table, cmap="Greens", aspect="auto", vmin=0)
    axes.set_xticks(range(len(table.columns)), table.columns)
    axes.set_yticks(range(len(order)), [entities.name(code) for code in order])
    axes.grid(visible=False)
    for row, code in enumerate(order):
        for column, year in enumerate(table.columns):
            value = table.loc[code, year]
            if value:
                dark = value > table.to_numpy().max() * 0.6
                axes.text(
                    column, row, value, ha="center", va="center", size=9, color="white" if dark else INK
                )
    heading(figure, title, "Acts toward the Taliban a year, states with most above")
    totals = [f"{entities.name(code)} {table.loc[code].sum()}" for code in order]
    return Exhibit(
        figure,
        title,
        "Acts of other states found by one list, conferences of third states included. The list is far from "
        "complete, and more so for some states and years than for others: it shows that a state acted, not how much.",
        f"A grid of states and years. In all: {words.listing(totals)}.",
        table.rename_axis("state").reset_index().melt("state", var_name="year", value_name="acts"),
        (ACTS,),
    )
