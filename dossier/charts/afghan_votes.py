"""Figures of Russia and the United States in the United Nations: the general distance, and Afghanistan."""

from __future__ import annotations

import pandas as pd

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import MUTED, canvas

VOTE = {"Y": "yes", "N": "no", "A": "abstained"}


@figure("r2-votes-on-afghanistan", reads=("diplomacy/rollcalls", "diplomacy/agreement"))
def votes_on_afghanistan(general: pd.Series, votes: pd.DataFrame, joined_until: int) -> Drawn:
    """Agreement of Russia and the United States on everything, and on the few votes about Afghanistan.

    Parameters
    ----------
    general : pandas.Series
        Agreement by year on all contested votes.
    votes : pandas.DataFrame
        As `indicators.afghan_votes.afghan_votes` returns it, for RUS and USA.
    joined_until : int
        Last year of the continuous series; later years are points of another source and stay apart.
    """
    picture, axes = canvas(4.4)
    line, later = general[general.index <= joined_until], general[general.index > joined_until]
    axes.plot(line.index, line, color=MUTED)
    axes.plot(later.index, later, "o", color=MUTED, ms=4)
    axes.text(1994, line.loc[1994] + 0.07, "all contested votes", color=MUTED, weight="bold", size=10)
    axes.plot(votes["year"], votes["agreement"], "D", color=colours.of("RUS"), ms=8, zorder=4)
    for (russian, american), alike in votes.groupby(["RUS", "USA"], sort=False):
        how = f"{words.listing(alike['year'].astype(str))}: Russia {VOTE[russian]},\nUS {VOTE[american]}"
        by = (16, 24) if alike["year"].max() == votes["year"].max() else (-10, 0)
        place = alike["year"].min(), alike["agreement"].iloc[0]
        write(axes, how, place, by, ha="right", va="center")
    axes.set_ylim(-0.08, 1)
    axes.set_xlim(general.index.min(), 2027)
    cast = votes["RUS"].value_counts().reindex(list(VOTE), fill_value=0)
    parts = {"all votes: line": line, "all votes: points": later}
    rows = [part.rename("agreement").rename_axis("year").reset_index() for part in parts.values()]
    return Drawn(
        picture,
        data=pd.concat(
            [
                votes.assign(series="on Afghanistan"),
                *(part.assign(series=name) for name, part in zip(parts, rows, strict=True)),
            ],
            ignore_index=True,
        ),
        facts={
            "contested": len(votes),
            "cast": cast,
            "general": general,
            "each": [f"{vote.year} {words.decimal(vote.agreement, 1)}" for vote in votes.itertuples()],
            "opposed": votes[votes["RUS"].eq("N")].iloc[0],
        },
        holds=cast.sum() == len(votes),
    )
