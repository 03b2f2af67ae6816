"""Figures of competing hypotheses: the matrix, the ranking with exposure, and how far it can be trusted."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from dossier import words
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading
from dossier.clocks import NAMES

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
    "E02": "Contacts before 2014",
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
    "E15a": "Heroin the complaint",
    "E15b": "Drug raid with the US",
    "E15c": "No word on drugs, 2015",
    "E16a": "No commercial deal",
    "E16b": "No mine or oil contract",
    "E17": "Troika with the US",
    "E18": "Bounty allegation",
    "E24": "Coalition forecast",
    "E19": "Kabul will not fall",
    "E20a": "Deeper after US exit",
    "E20b": "First deal, 2022",
    "E20c": "Recognition, 2025",
    "E20d": "Arms accord, 2026",
    "E21": "Recognition withheld",
    "E22a": "IS-K attacks on Russia",
    "E22b": "Ban ends after Crocus",
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
TABLES = ("evidence/ach_items", "evidence/ach_ratings")


def _named(hypothesis: str) -> str:
    return f"{HYPOTHESES[hypothesis]} ({hypothesis})"


def _colour(hypothesis: str) -> str:
    return ARTICLE if hypothesis.startswith("H") else RIVAL


def matrix(items: pd.DataFrame, decided: pd.DataFrame) -> Exhibit:
    """The matrix of ratings as a heatmap with a letter in each cell.

    Parameters
    ----------
    items : pandas.DataFrame
        As `inference.competing.matrix` returns it, cells that a measure decides set.
    decided : pandas.DataFrame
        As `inference.competing.compare` returns it: cells that a measure decides get a frame.
    """
    names = list(HYPOTHESES)
    tested, later = items["test"].notna(), items["known_by"].eq("later")
    blocks = [items[~tested & ~later], items[~tested & later], items[tested]]
    rows = pd.concat(blocks)
    block = pd.concat([pd.Series(number, part["evidence_id"]) for number, part in enumerate(blocks)])
    places = {item: place + 0.45 * block[item] for place, item in enumerate(rows["evidence_id"])}
    figure, axes = canvas(10.4)
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
    for tick, item in zip(axes.get_yticklabels(), rows["evidence_id"], strict=True):
        tick.set_color(MUTED if block[item] == 2 else INK)
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
    counted = items[~tested]
    against = {name: int(counted[name].isin(["I", "II"]).sum()) for name in names}
    most = max(names, key=against.get)
    title = (
        f"{HYPOTHESES[most]} ({most}) has most evidence against it: "
        f"{words.count(against[most])} of {words.count(len(counted))} items that are scored"
    )
    heading(
        figure,
        title,
        "Ratings of items of evidence against the article's four reasons (left of the line) and eight rivals. "
        "Top: known by April 2017; middle: known only since; bottom, grey: left to a test, not scored",
    )
    listed = [f"{name} {words.count(against[name])}" for name in names]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Read across: an item that has the same colour everywhere tells nothing. Read down: the orange and red "
        "cells are what a hypothesis has to explain away. A column that is mostly dots has said little, not survived "
        "much. Framed cells are set by a measure; in all others stands what two ratings, made apart, come to by a "
        "fixed rule. The items are weighted by credibility in the scores, not here.",
        alt=f"Matrix of {words.count(len(items))} items, of which {words.count(len(counted))} are scored, against "
        f"{words.count(len(names))} hypotheses. Scored items that speak against each: {words.listing(listed)}. "
        f"{words.count(len(decided))} cells are set by a measure.",
        data=rows[["evidence_id", "evidence", "known_by", "credibility", "test", *names]],
        tables=TABLES,
    )


def ranking(by_coder: dict[str, dict[str, pd.DataFrame]], least: float) -> Exhibit:
    """Two panels of bars: weighted inconsistency by clock, its range over the coders, and the items rated on.

    Parameters
    ----------
    by_coder : dict
        Whose ratings (`settled`, `first`, `second`) to clock (`A`, `B`) to the frame of
        `inference.competing.scores`.
    least : float
        Share of a clock's items on which a hypothesis must say something; under it a bar is drawn hollow.
    """
    figure, panels = canvas(6.6, rows=2)
    figure.get_layout_engine().set(rect=(0.005, 0, 0.93, 1))
    scored = {clock: _ranged(by_coder, clock, least) for clock in by_coder["settled"]}
    top = max(frame["high"].max() for frame in scored.values())
    for axes, (clock, rows) in zip(panels, scored.items(), strict=True):
        for place, (name, row) in enumerate(rows.iterrows()):
            _bar(axes, place, name, row)
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
        axes.set_title(NAMES[clock])
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    last = {frame.index[int(frame["compared"].sum()) - 1] for frame in scored.values()}
    title = (
        f"{HYPOTHESES[last.copy().pop()]} is contradicted most of the hypotheses that say enough to be compared, "
        "then and now"
        if len(last) == 1
        else "Which hypothesis is contradicted most depends on what may be known"
    )
    heading(
        figure,
        title,
        "Weighted inconsistency (a longer bar is worse). Red: the article's reasons; grey-blue: rivals. Line: from "
        f"one coder to the other. Hollow: rated on under {words.percent(least)} of the items",
    )
    told = [
        f"{NAMES[clock]}: "
        + ", ".join(
            f"{name} {words.decimal(row['inconsistency'])} ({words.decimal(row['low'])} to "
            f"{words.decimal(row['high'])} by coder) on {words.counted(row['exposure'], 'item')}"
            for name, row in frame.iterrows()
        )
        for clock, frame in scored.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The numbers at the right say on how many items a hypothesis says anything. Below the dashed line "
        "stand those that say too little on that clock to be ranked with the others: a short hollow bar is "
        "no merit. The thin line runs from the lowest to the highest of three scores: of either coder alone, and of "
        "what both come to. Scores of the two panels cannot be compared: the lower one rests on more items.",
        alt=f"Bars of weighted inconsistency. {'; '.join(told)}.",
        data=pd.concat([frame.assign(clock=clock) for clock, frame in scored.items()]).reset_index(),
        tables=TABLES,
    )


def _ranged(by_coder: dict[str, dict[str, pd.DataFrame]], clock: str, least: float) -> pd.DataFrame:
    """Return the settled scores of a clock with the range over the coders; first those that say enough."""
    frame = by_coder["settled"][clock]
    coders = pd.DataFrame({coder: frames[clock]["inconsistency"] for coder, frames in by_coder.items()})
    return frame.assign(
        low=coders.min(axis=1),
        high=coders.max(axis=1),
        compared=frame["exposure"] >= least * frame["items"],
    ).sort_values(["compared", "inconsistency", "exposure"], ascending=[False, True, False], kind="stable")


def _bar(axes: Axes, place: int, name: str, row: pd.Series) -> None:
    colour = _colour(name)
    face = colour if row["compared"] else "white"
    axes.barh(place, row["inconsistency"], height=0.7, facecolor=face, edgecolor=colour)
    axes.plot([row["low"], row["high"]], [place, place], color=INK, linewidth=1.4, solid_capstyle="butt")
    told, low, high = (words.decimal(row[name]) for name in ("inconsistency", "low", "high"))
    axes.annotate(
        told if low == high else f"{told} ({low} to {high})",
        (row["high"], place),
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


def perturbation(drawn: dict[str, pd.DataFrame], draws: int, chance: float, seed: int) -> Exhibit:
    """Two panels: the scores of the article's four with ratings moved at random, and which is worst how often.

    Parameters
    ----------
    drawn : dict
        Clock to the frame of `inference.rescored.perturbed`.
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
        axes.set_title(NAMES[clock])
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
        f"{NAMES[clock]}: "
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
        tables=TABLES,
    )


def left_out(left: dict[str, pd.DataFrame], full: dict[str, pd.DataFrame]) -> Exhibit:
    """Two panels: the range of each hypothesis's score when one item is left out, and the item that matters most.

    Parameters
    ----------
    left : dict
        Clock to the frame of `inference.rescored.leave_one_out`.
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
        axes.set_title(NAMES[clock])
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
    title = f"No single item carries the verdict on {worst.lower()}"
    if any(changed.values()):
        title += "; other ranks do hang on single items"
    if not all(kept):
        title = f"The ranking of {worst.lower()} hangs on single items"
    heading(
        figure,
        title,
        "Weighted inconsistency with all items (dot) and the range when one item is left out (bar)",
    )
    told = [
        f"{NAMES[clock]}: "
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
        "say something on enough items of a clock are ranked on it.",
        alt=f"Dots with bars. {'; '.join(told)}.",
        data=pd.concat([frame.assign(clock=clock) for clock, frame in left.items()], ignore_index=True),
        tables=TABLES,
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
