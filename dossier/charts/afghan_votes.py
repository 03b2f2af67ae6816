"""Figures of Russia and the United States in the United Nations: the general distance, and Afghanistan."""

from __future__ import annotations

import pandas as pd

from dossier import words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import write
from dossier.charts.style import INK, MUTED, canvas, heading, label_line

VARIANTS = {"final_votes": ("Final votes", "#2458a6"), "all_votes": ("All votes", "#c8372d")}
#: Years between which the two variants move apart, and the one in which both stand higher than in the first.
BREAK, PARTED, HIGHER = 2014, 2016, 2022
VOTE = {"Y": "yes", "N": "no", "A": "abstained"}


def ideal_point_distance(by_variant: dict[str, pd.DataFrame], events: dict[str, float]) -> Exhibit:
    """Distance of Moscow's and Washington's ideal points, both variants.

    Parameters
    ----------
    by_variant : dict
        `final_votes` and `all_votes` to what `indicators.afghan_votes.distance_with_bounds` returns.
    events : dict
        Words to the decimal year of a thin line.
    """
    figure, axes = canvas(4.6)
    for variant, frame in by_variant.items():
        name, colour = VARIANTS[variant]
        axes.fill_between(frame.index, frame["low"], frame["high"], color=colour, alpha=0.14, linewidth=0)
        axes.plot(frame.index, frame["distance"], color=colour)
        label_line(axes, frame.index[-1], frame["distance"].iloc[-1], name, colour, size=9.5)
    axes.set_ylim(0, None)
    first = min(int(frame.index[0]) for frame in by_variant.values())
    last = max(int(frame.index[-1]) for frame in by_variant.values())
    axes.set_xlim(first, last + 7)
    for name, when in events.items():
        axes.axvline(when, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            name,
            (when, 0.02),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            size=9,
        )
    final, every = (by_variant[name]["distance"] for name in VARIANTS)
    title = (
        "Moscow and Washington were closest just after the Soviet collapse; in "
        f"{HIGHER} both measures put them further apart than in {BREAK}"
    )
    heading(
        figure, title, "Distance of ideal points from votes in the General Assembly; higher is further apart"
    )
    both = final.index.intersection(every.index)
    return Exhibit(
        figure=figure,
        title=title,
        caption="Ideal points place states on one scale from how they vote. The two variants count final votes "
        "only, or votes on parts of resolutions too. From "
        f"{BREAK} to {PARTED} they move apart, within their bounds. Shaded: the "
        "widest bounds that the two states' intervals allow, wider than an interval of the distance. "
        "Before 1992 the seat was the Soviet Union's. The distance is about everything that is voted on, "
        "of which Afghanistan is a sliver.",
        alt=f"Two lines, {words.years(first, last)}. Final votes: {words.decimal(final[1980], 1)} in 1980, "
        f"{words.decimal(final[1993], 1)} in 1993, {words.decimal(final[BREAK], 1)} in {BREAK}, "
        f"{words.decimal(final[PARTED], 1)} in {PARTED}, {words.decimal(final[HIGHER], 1)} in {HIGHER}, "
        f"{words.decimal(final[both[-1]], 1)} in {both[-1]}. All votes: {words.decimal(every[BREAK], 1)} in "
        f"{BREAK}, {words.decimal(every[PARTED], 1)} in {PARTED}, {words.decimal(every[HIGHER], 1)} in "
        f"{HIGHER}, {words.decimal(every[both[-1]], 1)} in {both[-1]}.",
        data=pd.concat(
            [frame.reset_index().assign(variant=name) for name, frame in by_variant.items()],
            ignore_index=True,
        ),
        tables=("diplomacy/ideal_points",),
    )


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


def vetoes(counts: pd.DataFrame, end: pd.Timestamp) -> Exhibit:
    """Moscow's vetoes in the Security Council by year, those on Afghanistan apart.

    Parameters
    ----------
    counts : pandas.DataFrame
        As `indicators.afghan_votes.vetoes_by_year` returns it.
    end : pandas.Timestamp
        Day of the last veto in the list.
    """
    figure, axes = canvas(3.6)
    axes.bar(counts.index, counts["on_others"], width=0.85, color=colours.of("other"))
    axes.bar(
        counts.index,
        counts["on_afghanistan"],
        bottom=counts["on_others"],
        width=0.85,
        color=colours.of("RUS"),
    )
    about = counts.index[counts["on_afghanistan"].gt(0)]
    for year in about:
        axes.annotate(
            f"on Afghanistan,\nJanuary {year}",
            (year, counts.loc[year].sum()),
            xytext=(6, 8),
            textcoords="offset points",
            size=9.5,
            color=colours.of("RUS"),
            weight="bold",
        )
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(0, 1.15 * counts.sum(axis=1).max())
    since = counts.loc[2001:, "on_others"].sum()
    title = (
        f"Moscow's last veto on Afghanistan dates from {about[-1]}; from 2001 to {words.month(end)} "
        f"it cast {words.count(since)} on other matters"
    )
    heading(
        figure, title, f"Vetoes of the Soviet Union and Russia by year; the list ends in {words.month(end)}"
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The list ends with a veto of {words.date(end)}; later ones are not counted. A draft that two "
        "states vetoed counts once here, for Moscow. Drafts withdrawn under the threat "
        "of a veto leave no trace. Since August 2021 Russia has abstained on some resolutions on "
        "Afghanistan, which let them pass.",
        alt=f"Bars by year, {words.years(int(counts.index[0]), int(counts.index[-1]))}: "
        f"{words.count(counts['on_afghanistan'].sum())} veto on Afghanistan, in {about[-1]}, and "
        f"{words.count(counts['on_others'].sum())} on other matters, {words.count(since)} of them from "
        f"2001 to {words.month(end)}.",
        data=counts.reset_index(),
        tables=("diplomacy/vetoes",),
    )
