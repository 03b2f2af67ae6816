"""The votes of Russia and the United States on Afghanistan, one mark a vote."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import GRID, INK, canvas, is_narrow

VOTE = {"Y": "yes", "N": "no", "A": "abstained"}
#: How a vote is drawn: mark and whether it is filled.
MARKS = {"Y": ("o", True), "A": ("o", False), "N": ("X", True), "passed": ("|", True)}
#: Lanes from the top, and the state whose votes stand in each.
ASSEMBLY = {"RUS": "Russia", "USA": "United States"}


@figure(
    "r2-votes-on-afghanistan",
    reads=("diplomacy/rollcalls", "diplomacy/agreement", "evidence/timeline", "evidence/event_codings"),
)
def votes_on_afghanistan(general: pd.Series, votes: pd.DataFrame, council: pd.DataFrame) -> Drawn:
    """Each contested vote of the General Assembly on Afghanistan, and Russia's of the Security Council below.

    Parameters
    ----------
    general : pandas.Series
        Agreement by year on all contested votes.
    votes : pandas.DataFrame
        As `indicators.afghan_votes.afghan_votes` returns it, for RUS and USA.
    council : pandas.DataFrame
        As `indicators.afghan_votes.in_council` returns it.
    """
    picture, (above, below) = canvas(4.4, 2, 1, sharex=not is_narrow(), height_ratios=(2.6, 1))
    for lane, code in enumerate(ASSEMBLY):
        _lane(above, -lane, votes["year"], votes[code], colours.of(code))
    for column, height in (("agreement", -1.75), ("agreement_all", -2.35)):
        for year, value in zip(votes["year"], votes[column], strict=True):
            write(above, words.decimal(value, 1), (year, height), ha="center", va="center")
    above.set_yticks([0, -1, -1.75, -2.35], [*ASSEMBLY.values(), "agreement", "on all votes"])
    above.set_ylim(-2.8, 0.6)
    _name_assembly(above, votes["year"])
    when = council["earliest"].dt.year + (council["earliest"].dt.dayofyear - 1) / 365
    _lane(below, 0, when, council["vote"], colours.of("RUS"))
    below.set_yticks([0], ["Russia"])
    below.set_ylim(-0.7, 0.7)
    below.set_title("Security Council: resolutions of the timeline that passed")
    below.set_xlim(2000.5, 2026.5)
    below.set_xticks(range(2005, 2026, 5))
    for axes in (above, below):
        axes.grid(visible=False)
    _key(above)
    cast = votes["RUS"].value_counts().reindex(list(VOTE), fill_value=0)
    abstained = council["vote"].eq("A")
    rows = council.assign(body="Security Council", year=council["earliest"].dt.year, RUS=council["vote"])
    return Drawn(
        picture,
        data=pd.concat(
            [
                votes.assign(body="General Assembly"),
                rows[["body", "year", "event_id", "RUS"]],
            ],
            ignore_index=True,
        ).drop(columns=["series"], errors="ignore"),
        facts={
            "contested": len(votes),
            "cast": cast,
            "general": general,
            "each": [
                f"{vote.year} Russia {VOTE[vote.RUS]}, US {VOTE[vote.USA]}" for vote in votes.itertuples()
            ],
            "opposed": votes[votes["RUS"].eq("N")].iloc[0],
            "council": len(council),
            "abstained": list(council.loc[abstained, "earliest"].dt.year),
        },
        holds=cast["Y"] == 0 and cast["N"] > 0 and council.loc[abstained, "earliest"].dt.year.min() >= 2021,
    )


def _name_assembly(axes: Axes, years: pd.Series) -> None:
    """Name the panel; on a phone its years stand wider, for numbers below votes of following years would meet."""
    if is_narrow():
        axes.set_title(f"General Assembly: contested votes\nsince 1992, none before {years.min()}", pad=44)
        axes.set_xlim(years.min() - 4.5, years.max() + 1.5)
    else:
        axes.set_title("General Assembly: contested votes since 1992", pad=26)


def _lane(axes: Axes, height: float, when: pd.Series, cast: pd.Series, colour: str) -> None:
    """Draw the votes of one state in a lane, each with its mark."""
    axes.axhline(height, color=GRID, linewidth=1, zorder=0)
    for vote, (mark, filled) in MARKS.items():
        some = when[cast.eq(vote)]
        face = colour if filled else "white"
        axes.plot(some, [height] * len(some), mark, ms=9, mfc=face, mec=colour, mew=1.6)


def _key(axes: Axes) -> None:
    """Explain the marks."""
    for vote, (mark, filled) in MARKS.items():
        face = INK if filled else "white"
        label = VOTE.get(vote, "no abstention noted")
        axes.plot([], [], mark, ms=8, mfc=face, mec=INK, mew=1.4, label=label)
    axes.legend(loc="lower left", ncols=4, handletextpad=0.2, columnspacing=1.2, bbox_to_anchor=(-0.01, 0.97))
