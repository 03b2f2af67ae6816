"""Figures of the sheet of acts: what Moscow and others did, what was said of it, and how much of it is known."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.style import INK, canvas

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
    "taliban_future": "A power to deal with",
    "recognition_reality": "They hold power now",
    "citizens_safety": "Safety of Russians",
    "economy": "Trade and investment",
    "drugs": "Drugs",
    "us_failure_or_exit": "American failure or exit",
    "revenge_or_rivalry_with_us": "Rivalry with Washington",
    "other": "Other",
}


@figure("acts-moscow-taliban", reads=(ACTS, "diplomacy/taliban_meetings"))
def by_year(
    counts: pd.DataFrame, against: pd.DataFrame, coverage: pd.DataFrame, takeover, met: int, counted: int
) -> Drawn:
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
    picture, panels = canvas(5.2, rows=2, sharex=True, height_ratios=(1.7, 1))
    sides = {"the Taliban": counts, "the government in Kabul": against}
    for axes, (whom, table) in zip(panels, sides.items(), strict=True):
        tops = _stack(axes, table, KINDS)
        axes.set_title(f"Acts toward {whom}")
        axes.set_ylim(0, max(tops.max() * 1.12, 1))
    panels[0].legend(loc="upper left", ncols=3)
    panels[1].xaxis.set_major_locator(MultipleLocator(2))
    panels[1].set_xlim(min(against.index) - 0.6, max(counts.index) + 0.6)
    acts = counts.sum(axis=1)
    after = acts.loc[takeover.year + 1 :].sum()
    drawn = pd.concat({"taliban": counts, "kabul": against}, names=["toward"]).reset_index()
    return Drawn(
        picture,
        data=drawn.rename(columns={kind: f"{kind}_acts" for kind in KINDS}),
        facts={
            "acts": acts,
            "after": after,
            "takeover": takeover,
            "to_2016": acts.loc[:2016].sum(),
            "toward_kabul": against.sum(axis=1),
            "known": coverage["share_known"].tolist(),
            "met": met,
            "counted": counted,
        },
        holds=after > acts.sum() / 2,
    )


def _stack(axes: Axes, table: pd.DataFrame, parts: dict[str, tuple[str, str]]) -> pd.Series:
    """Draw a bar a year, its parts one on another, and return how high each reaches."""
    tops = pd.Series(0, index=table.index)
    for part, (name, colour) in parts.items():
        axes.bar(table.index, table[part], bottom=tops, color=colour, width=0.8, label=name)
        tops = tops + table[part]
    return tops


@figure("acts-us-effort", reads=(ACTS,))
def us_effort(counts: pd.DataFrame) -> Drawn:
    """Acts of Moscow on the US effort by year and effect; `counts` has a column an effect, indexed by year."""
    picture, axes = canvas(3.9)
    tops = _stack(axes, counts, EFFECTS)
    axes.legend(loc="upper left", ncols=3)
    axes.set_ylim(0, tops.max() * 1.15)
    acts = counts.sum()
    return Drawn(
        picture,
        data=counts.rename(columns={effect: f"{effect}_acts" for effect in EFFECTS}).reset_index(),
        facts={"acts": acts, "by_year": tops},
        holds=acts["helped"] > acts["harmed"],
    )


@figure("acts-stated-reasons", reads=("evidence/stated_reasons",))
def reasons(counts: pd.DataFrame) -> Drawn:
    """Reasons in Russian statements by period, in occasions; `counts` has themes as rows and periods as columns."""
    order = counts.sum(axis=1).sort_values().index
    picture, panels = canvas(4.6, columns=len(counts.columns), sharey=True)
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
    first, last = counts.columns[0], counts.columns[-1]
    return Drawn(
        picture,
        data=counts.rename(columns=lambda period: f"{period} (occasions)").reset_index(names="theme"),
        facts={
            "first": first,
            "last": last,
            "top": counts.idxmax().map(THEMES),
            "most": [f"{period}: {_most(counts[period])}" for period in counts.columns],
        },
        holds=all(counts[period].eq(counts[period].max()).sum() == 1 for period in (first, last)),
    )


def _most(counts: pd.Series, number: int = 3) -> str:
    """Return the reasons given most often, each with its number of occasions."""
    return words.listing(f"“{THEMES[theme]}” {value}" for theme, value in counts.nlargest(number).items())


@figure("acts-other-states", reads=(ACTS,))
def others(counts: pd.DataFrame) -> Drawn:
    """Acts of other states toward the Taliban by state and year; `counts` has states as rows, years as columns."""
    totals = counts.sum(axis=1).sort_values(ascending=False)
    table = counts.loc[totals.index]
    names = [entities.name(code) for code in table.index]
    picture, axes = canvas(4.8)
    axes.imshow(table, cmap="Greens", aspect="auto", vmin=0)
    axes.set_xticks(range(len(table.columns)), table.columns)
    axes.set_yticks(range(len(table)), names)
    axes.grid(visible=False)
    for row, code in enumerate(table.index):
        for column, year in enumerate(table.columns):
            value = table.loc[code, year]
            if value:
                ink = "white" if value > table.to_numpy().max() * 0.6 else INK
                axes.text(column, row, value, ha="center", va="center", size=9, color=ink)
    return Drawn(
        picture,
        data=table.rename_axis("state").reset_index().melt("state", var_name="year", value_name="acts"),
        facts={
            "states": len(table),
            "most": names[:2],
            "totals": [f"{name} {total}" for name, total in zip(names, totals, strict=True)],
        },
        holds=totals.min() > 0 and totals.iloc[1] > totals.iloc[2],
    )
