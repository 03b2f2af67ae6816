"""Figures of competing hypotheses: the matrix, the ranking with exposure, and how far it can be trusted."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from dossier import words
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading

#: Ratings from for to against: fill and ink. Darkness grows with inconsistency, so that grey prints keep the order.
RATINGS = {
    "CC": ("#cfe3ee", INK),
    "C": ("#e6f0f5", INK),
    "N": ("#ffffff", "#b9bec7"),
    "I": ("#e59a5c", INK),
    "II": ("#8f2d1b", "white"),
}
MEANINGS = {
    "CC": "fits very well",
    "C": "fits",
    "N": "says nothing",
    "I": "speaks against",
    "II": "speaks strongly against",
}
#: Items as row labels call them.
ITEMS = {
    "E01": "IS named as the reason",
    "E02": "Contacts before IS-K",
    "E03": "Taliban: no help sought",
    "E04": "Russian figures for IS",
    "E05": "Rifles for Kabul",
    "E06": "NATO transit",
    "E07": "Own talks, not the US's",
    "E08": "Flexible on delisting",
    "E09": "US commanders' charges",
    "E10": "Kabul and US invited",
    "E11": "Withdrawal demand backed",
    "E12": "Steps with Pakistan",
    "E13": "Others' channels",
    "E14": "Base in Tajikistan",
    "E15": "Heroin, then silence",
    "E16": "No commercial deal",
    "E17": "Troika with the US",
    "E18": "Bounty allegation",
    "E19": "Kabul will not fall",
    "E20": "Deeper after US exit",
    "E21": "Recognition withheld",
    "E22": "IS-K attacks on Russia",
    "E23": "DIA: no evidence",
}
#: Hypotheses as row labels call them.
HYPOTHESES = {
    "H1": "Common enemy",
    "H2": "Revenge",
    "H3": "Taliban the future",
    "H4": "Minerals and markets",
    "A0": "Everybody did it",
    "A1": "Insurance",
    "A2": "Leverage",
    "A3": "Buffer",
    "A4": "Drugs",
    "A5": "Alignment",
    "A6": "Status",
    "A7": "Agencies",
}
ARTICLE, RIVAL = "#8f2d1b", "#5f7f8f"
#: Names of the clocks in titles of panels.
CLOCKS = {"A": "Known by 20 April 2017", "B": "With what is known today"}
TABLE = "evidence/ach_matrix"


def _named(hypothesis: str) -> str:
    return f"{HYPOTHESES[hypothesis]} ({hypothesis})"


def _colour(hypothesis: str) -> str:
    return ARTICLE if hypothesis.startswith("H") else RIVAL


def matrix(items: pd.DataFrame, decided: pd.DataFrame) -> Exhibit:
    """The matrix of ratings as a heatmap with a letter in each cell.

    Parameters
    ----------
    items : pandas.DataFrame
        `evidence/ach_matrix`, cells that a measure decides set.
    decided : pandas.DataFrame
        As `inference.ratings.compare` returns it: cells that a measure decides get a frame.
    """
    names = list(HYPOTHESES)
    rows = pd.concat([items[items["known_by"].ne("later")], items[items["known_by"].eq("later")]])
    early = int(items["known_by"].ne("later").sum())
    places = {item: place + (0.45 if place >= early else 0) for place, item in enumerate(rows["evidence_id"])}
    figure, axes = canvas(8.1)
    for row in rows.to_dict("records"):
        for column, name in enumerate(names):
            fill, ink = RATINGS[row[name]]
            place = places[row["evidence_id"]]
            axes.add_patch(Rectangle((column - 0.5, place - 0.5), 1, 1, facecolor=fill, edgecolor="white"))
            letters = row[name] if row[name] != "N" else "·"
            axes.text(column, place, letters, ha="center", va="center", size=10, color=ink, weight="bold")
    for cell in decided.itertuples():
        corner = (names.index(cell.hypothesis) - 0.44, places[cell.evidence_id] - 0.44)
        axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor="none", edgecolor=INK, linewidth=1.2))
    axes.axvline(3.5, color=INK, linewidth=1)
    labels = [f"{ITEMS[item]}  {item}" for item in rows["evidence_id"]]
    axes.set_yticks(list(places.values()), labels, size=10)
    axes.set_xticks(range(len(names)), names, size=11.25, weight="bold")
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylim(max(places.values()) + 0.55, -0.55)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    keys = [
        Patch(facecolor=RATINGS[word][0], edgecolor=GRID, label=f"{word if word != 'N' else '·'}  {told}")
        for word, told in MEANINGS.items()
    ]
    axes.legend(
        handles=keys, loc="upper right", bbox_to_anchor=(1, -0.005), ncols=3, handlelength=1.2, fontsize=9.5
    )
    against = {name: int(items[name].isin(["I", "II"]).sum()) for name in names}
    most = max(names[:4], key=against.get)
    title = (
        f"{HYPOTHESES[most]} ({most}) has most evidence against it: "
        f"{words.count(against[most])} of {words.count(len(items))} items"
    )
    heading(
        figure,
        title,
        "Ratings of items of evidence against the article's four reasons (left of the line) and eight rivals. "
        "Below the gap: known only since April 2017",
    )
    listed = [f"{name} {words.count(against[name])}" for name in names]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Read across: an item that has the same colour everywhere tells nothing. Read down: the orange and red "
        "cells are what a hypothesis has to explain away. A column that is mostly dots has said little, not survived "
        "much. Framed cells are set by a measure; all others are one reader's judgement. The items are weighted by "
        "credibility in the scores, not here.",
        alt=f"Matrix of {words.count(len(items))} items against {words.count(len(names))} hypotheses. Items that "
        f"speak against each: {words.listing(listed)}. {words.count(len(decided))} cells are set by a measure.",
        data=rows[["evidence_id", "evidence", "known_by", "credibility", *names]],
        tables=(TABLE,),
    )


def ranking(scored: dict[str, pd.DataFrame], least: int) -> Exhibit:
    """Two panels of bars: weighted inconsistency by clock, with the items each hypothesis was rated on.

    Parameters
    ----------
    scored : dict
        Clock (`A`, `B`) to the frame of `inference.competing.scores`.
    least : int
        Exposure under which a bar is drawn hollow.
    """
    figure, panels = canvas(6.6, rows=2)
    figure.get_layout_engine().set(rect=(0.005, 0, 0.93, 1))
    top = max(frame["inconsistency"].max() for frame in scored.values())
    for axes, (clock, frame) in zip(panels, scored.items(), strict=True):
        # One choice for both panels: exposure of clock A decides which hypotheses are compared.
        rows = frame.assign(compared=scored["A"]["exposure"] >= least).sort_values(
            ["compared", "inconsistency", "exposure"], ascending=[False, False, True], kind="stable"
        )
        for place, (name, row) in enumerate(rows.iterrows()):
            colour = _colour(name)
            face = colour if row["compared"] else "white"
            axes.barh(place, row["inconsistency"], height=0.7, facecolor=face, edgecolor=colour)
            axes.annotate(
                words.decimal(row["inconsistency"]),
                (row["inconsistency"], place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=9.5,
            )
            axes.annotate(
                f"{words.count(row['exposure'])} of {words.count(row['items'])}",
                (1.02, place),
                xycoords=("axes fraction", "data"),
                va="center",
                size=9.5,
                color=MUTED,
                annotation_clip=False,
            )
        axes.annotate(
            "Says\nsomething",
            (1.02, 1.0),
            xycoords="axes fraction",
            va="bottom",
            size=9.5,
            weight="bold",
            color=MUTED,
        )
        axes.axhline(int(rows["compared"].sum()) - 0.5, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)))
        axes.set_yticks(range(len(rows)), [_named(name) for name in rows.index], size=9.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(0, top * 1.12)
        axes.set_title(CLOCKS[clock])
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    first = scored["A"][scored["A"]["exposure"] >= least].sort_values("inconsistency", kind="stable")
    title = (
        f"Of the hypotheses that say enough to be compared, {HYPOTHESES[first.index[0]].lower()} is contradicted "
        f"least and {HYPOTHESES[first.index[-1]].lower()} most"
    )
    heading(
        figure,
        title,
        "Weighted inconsistency (a longer bar is worse). Red: the article's reasons; grey-blue: rivals. Hollow: "
        f"rated on under {words.count(least)} items of 2017",
    )
    told = [
        f"{CLOCKS[clock]}: "
        + ", ".join(
            f"{name} {words.decimal(row['inconsistency'])} on {words.counted(row['exposure'], 'item')}"
            for name, row in frame.iterrows()
        )
        for clock, frame in scored.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The numbers at the right say on how many items a hypothesis says anything. Below the dashed line "
        "stand those that say too little by the evidence of 2017 to be ranked with the others: a short hollow bar is "
        "no merit. Scores of the two panels cannot be compared: the lower one rests on more items.",
        alt=f"Bars of weighted inconsistency. {'; '.join(told)}.",
        data=pd.concat([frame.assign(clock=clock) for clock, frame in scored.items()]).reset_index(),
        tables=(TABLE,),
    )


def perturbation(drawn: dict[str, pd.DataFrame], draws: int, chance: float, seed: int) -> Exhibit:
    """Two panels: the scores of the article's four with ratings moved at random, and which is worst how often.

    Parameters
    ----------
    drawn : dict
        Clock to the frame of `inference.competing.perturbed`.
    draws : int
        Number of draws.
    chance : float
        Chance that a rating moved.
    seed : int
        Of the generator.
    """
    figure, panels = canvas(4.9, rows=2, sharex=True)
    figure.get_layout_engine().set(rect=(0.005, 0, 0.95, 1))
    for axes, (clock, frame) in zip(panels, drawn.items(), strict=True):
        for place, (name, row) in enumerate(frame.iterrows()):
            axes.plot([row["low"], row["high"]], [place, place], color=_colour(name), linewidth=5, alpha=0.35)
            axes.plot(row["median"], place, "|", color=_colour(name), markersize=13, markeredgewidth=2.5)
            axes.plot(row["score"], place, "o", color=_colour(name), markersize=7)
            for shift, share in ((0.03, row["most_inconsistent"]), (0.16, row["least_inconsistent"])):
                axes.annotate(
                    words.percent(share).replace("under ", "<"),
                    (1 + shift, place),
                    xycoords=("axes fraction", "data"),
                    va="center",
                    size=9.5,
                    color=INK,
                    annotation_clip=False,
                )
        for shift, label in ((0.03, "worst"), (0.16, "best")):
            axes.annotate(
                label,
                (1 + shift, 1.0),
                xycoords="axes fraction",
                va="bottom",
                size=9.5,
                weight="bold",
                color=MUTED,
            )
        axes.set_yticks(range(len(frame)), [_named(name) for name in frame.index], size=10)
        axes.set_ylim(len(frame) - 0.5, -0.6)
        axes.set_title(CLOCKS[clock])
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    panels[0].set_xlim(0, max(frame["high"].max() for frame in drawn.values()) * 1.04)
    worst = drawn["A"]["most_inconsistent"]
    title = (
        f"{HYPOTHESES[worst.idxmax()]} stays the most contradicted of the article's reasons in "
        f"{words.percent(worst.max())} of draws"
    )
    heading(
        figure,
        title,
        f"Weighted inconsistency when each rating moves one step with probability {words.decimal(chance, 2)}, "
        f"{words.count(draws)} draws",
    )
    told = [
        f"{CLOCKS[clock]}: "
        + ", ".join(
            f"{name} {words.decimal(row['low'])} to {words.decimal(row['high'])}, worst in "
            f"{words.percent(row['most_inconsistent'])}"
            for name, row in frame.iterrows()
        )
        for clock, frame in drawn.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Dot: score as rated. Bar: the middle nine tenths of the draws; stroke: their median. Right: in what "
        "share of the draws no other of the four is more inconsistent (worst), or less (best). Medians lie above the "
        "dots because a cell that says nothing can only cost more once it moves; that hits a hypothesis with few "
        f"rated items hardest. Seed of the generator: {seed}.",
        alt=f"Dots with bars. {'; '.join(told)}.",
        data=pd.concat([frame.assign(clock=clock) for clock, frame in drawn.items()]).reset_index(),
        tables=(TABLE,),
    )


def left_out(left: dict[str, pd.DataFrame], full: dict[str, pd.DataFrame]) -> Exhibit:
    """Two panels: the range of each hypothesis's score when one item is left out, and the item that matters most.

    Parameters
    ----------
    left : dict
        Clock to the frame of `inference.competing.leave_one_out`.
    full : dict
        Clock to the frame of `inference.competing.ranked` for the same hypotheses.
    """
    figure, panels = canvas(5.8, rows=2, sharex=True)
    figure.get_layout_engine().set(rect=(0.005, 0, 0.93, 1))
    panels[0].set_xlim(0, 1.06 * max(frame["inconsistency"].max() for frame in full.values()))
    for axes, (clock, scored) in zip(panels, full.items(), strict=True):
        for place, (name, row) in enumerate(scored.iterrows()):
            _range(axes, place, name, row, left[clock][left[clock]["hypothesis"].eq(name)])
        axes.annotate(
            "Ranks", (1.02, 1.0), xycoords="axes fraction", va="bottom", size=9.5, weight="bold", color=MUTED
        )
        axes.set_yticks(range(len(scored)), [_named(name) for name in scored.index], size=10)
        axes.set_ylim(len(scored) - 0.5, -0.6)
        axes.set_title(CLOCKS[clock])
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    last = {clock: frame.index[-1] for clock, frame in full.items()}
    kept = [
        frame.loc[frame["hypothesis"].eq(last[clock]), "change"].eq(0).all() for clock, frame in left.items()
    ]
    worst = HYPOTHESES[last["A"]]
    changed = {
        clock: int(frame.groupby("evidence_id")["change"].any().sum()) for clock, frame in left.items()
    }
    title = (
        f"No single item carries the verdict on {worst.lower()}; the middle of the ranking does hang on single items"
        if all(kept)
        else f"The ranking of {worst.lower()} hangs on single items"
    )
    heading(
        figure,
        title,
        "Weighted inconsistency with all items (dot) and the range when one item is left out (bar)",
    )
    told = [
        f"{CLOCKS[clock]}: "
        + ", ".join(
            f"{name} {words.decimal(row['inconsistency'])}, ranks {_ranks(left[clock], name)}"
            for name, row in frame.iterrows()
        )
        for clock, frame in full.items()
    ]
    told += [f"Items whose loss changes a rank: {words.count(changed['A'])} and {words.count(changed['B'])}"]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Named beside a bar: the item whose loss lowers the score most. Right: the best and the worst rank "
        "that a hypothesis takes when items are left out one by one; equal scores share a rank. Only hypotheses that "
        "say something on enough items of 2017 are ranked.",
        alt=f"Dots with bars. {'; '.join(told)}.",
        data=pd.concat([frame.assign(clock=clock) for clock, frame in left.items()], ignore_index=True),
        tables=(TABLE,),
    )


def _range(axes: Axes, place: int, name: str, row: pd.Series, left: pd.DataFrame) -> None:
    colour = _colour(name)
    lowest = left.loc[left["inconsistency"].idxmin()]
    axes.plot(
        [lowest["inconsistency"], row["inconsistency"]], [place, place], color=colour, linewidth=5, alpha=0.35
    )
    axes.plot(row["inconsistency"], place, "o", color=colour, markersize=7, clip_on=False)
    if lowest["inconsistency"] < row["inconsistency"]:
        right = row["inconsistency"] < axes.get_xlim()[1] / 2
        axes.annotate(
            f"without {lowest['evidence_id']}" + (f", {ITEMS[lowest['evidence_id']]}" if right else ""),
            (row["inconsistency"] if right else lowest["inconsistency"], place),
            xytext=(8 if right else -8, 0),
            textcoords="offset points",
            va="center",
            ha="left" if right else "right",
            size=9.5,
            color=MUTED,
        )
    ranks = sorted({int(left["rank"].min()), int(left["rank"].max()), int(row["rank"])})
    axes.annotate(
        f"{ranks[0]}" if len(ranks) == 1 else f"{ranks[0]}-{ranks[-1]}",
        (1.02, place),
        xycoords=("axes fraction", "data"),
        va="center",
        size=9.5,
        annotation_clip=False,
    )


def _ranks(left: pd.DataFrame, name: str) -> str:
    ranks = left.loc[left["hypothesis"].eq(name), "rank"]
    return words.span(ranks.min(), ranks.max())
