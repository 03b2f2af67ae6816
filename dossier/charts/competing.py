"""Figures of competing hypotheses: the matrix, the ranking with exposure, and how far it can be trusted."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from dossier import words
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import SMALL, dashed, write
from dossier.charts.style import GRID, INK, MUTED, canvas, is_narrow
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
TABLES = ("evidence/ach_items", "evidence/ach_ratings")


def _named(hypothesis: str) -> str:
    return f"{HYPOTHESES[hypothesis]} ({hypothesis})"


def _colour(hypothesis: str) -> str:
    return ARTICLE if hypothesis.startswith("H") else RIVAL


@figure("rivals-matrix", reads=TABLES)
def matrix(items: pd.DataFrame, decided: pd.DataFrame) -> Drawn:
    """The matrix of ratings as a heatmap with a letter in each cell.

    Parameters
    ----------
    items : pandas.DataFrame
        As `inference.competing.matrix` returns it, cells that a measure decides set.
    decided : pandas.DataFrame
        As `inference.competing.compare` returns it: cells that a measure decides get a frame.
    """
    names = list(HYPOTHESES)
    rows = _in_blocks(items)
    # Names of two lines need higher rows.
    picture, axes = canvas(13.2 if is_narrow() else 10.4)
    _cells(axes, rows, decided)
    _name_rows_and_columns(axes, rows)
    handles = [
        Patch(facecolor=RATINGS[rating][0], edgecolor=GRID, label=f"{_letters(rating)}  {told}")
        for rating, told in MEANINGS.items()
    ]
    place = {"loc": "upper right", "bbox_to_anchor": (1, -0.005)}
    axes.legend(handles=handles, ncols=3, handlelength=1.2, fontsize=SMALL, **place)
    scored = items[items["test"].isna()]
    against = scored[names].isin(["I", "II"]).sum()
    most = against.idxmax()
    return Drawn(
        picture,
        data=rows[["evidence_id", "evidence", "known_by", "credibility", "test", *names]],
        facts={
            "hypotheses": HYPOTHESES,
            "most": _named(most),
            "most_against": against[most],
            "against": against,
            "scored": len(scored),
            "items": len(items),
            "decided": len(decided),
        },
        holds=against[most] > against.drop(most).max(),
    )


def _in_blocks(items: pd.DataFrame) -> pd.DataFrame:
    """Return the items by block (known by 2017, later, left to a test), each with its place down the page."""
    tested, later = items["test"].notna(), items["known_by"].eq("later")
    blocks = [items[~tested & ~later], items[~tested & later], items[tested]]
    rows = pd.concat(part.assign(block=number) for number, part in enumerate(blocks))
    return rows.assign(place=[place + 0.45 * block for place, block in enumerate(rows["block"])])


def _cells(axes: Axes, rows: pd.DataFrame, decided: pd.DataFrame) -> None:
    names = list(HYPOTHESES)
    for row in rows.to_dict("records"):
        for column, name in enumerate(names):
            (fill, ink), place = RATINGS[row[name]], row["place"]
            axes.add_patch(Rectangle((column - 0.5, place - 0.5), 1, 1, facecolor=fill, edgecolor="white"))
            look = {"ha": "center", "va": "center", "size": 10, "weight": "bold", "color": ink}
            axes.text(column, place, _letters(row[name]), **look)
    places = rows.set_index("evidence_id")["place"]
    for cell in decided.itertuples():
        corner = (names.index(cell.hypothesis) - 0.44, places[cell.evidence_id] - 0.44)
        axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor="none", edgecolor=INK, linewidth=1.2))
    axes.axvline(3.5, color=INK, linewidth=1)


def _letters(rating: str) -> str:
    return "·" if rating == "N" else rating


def _name_rows_and_columns(axes: Axes, rows: pd.DataFrame) -> None:
    names = list(HYPOTHESES)
    axes.set_yticks(rows["place"], [f"{ITEMS[item]}  {item}" for item in rows["evidence_id"]], size=10)
    for tick, block in zip(axes.get_yticklabels(), rows["block"], strict=True):
        tick.set_color(MUTED if block == 2 else INK)
    axes.set_xticks(range(len(names)), names, size=11.25, weight="bold")
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylim(rows["place"].max() + 0.55, -0.55)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


@figure("rivals-ranking", reads=TABLES)
def ranking(by_coder: dict[str, dict[str, pd.DataFrame]], least: float) -> Drawn:
    """Two panels of bars: weighted inconsistency by clock, its range over the coders, and the items rated on.

    Parameters
    ----------
    by_coder : dict
        Whose ratings (`settled`, `first`, `second`) to clock (`A`, `B`) to the frame of
        `inference.competing.scores`.
    least : float
        Share of a clock's items on which a hypothesis must say something; under it a bar is drawn hollow.
    """
    picture, panels = _two_panels(6.6, 0.93)
    scored = {clock: _ranged(by_coder, clock, least) for clock in by_coder["settled"]}
    compared = {clock: rows.loc[rows["compared"], "inconsistency"] for clock, rows in scored.items()}
    top = max(frame["high"].max() for frame in scored.values())
    for axes, (clock, rows) in zip(panels, scored.items(), strict=True):
        for place, (name, row) in enumerate(rows.iterrows()):
            _bar(axes, place, name, row)
        _head(axes, "Says\nsomething")
        dashed(axes, y=len(compared[clock]) - 0.5, linewidth=0.8)
        _name_rows(axes, clock, rows, size=SMALL, top=-0.5)
        axes.set_xlim(0, top * 1.12)
    return Drawn(
        picture,
        data=pd.concat([frame.assign(clock=clock) for clock, frame in scored.items()]).reset_index(),
        facts={
            "scored": _on_clocks(scored),
            "worst": sorted({HYPOTHESES[scores.index[-1]] for scores in compared.values()}),
            "least": least,
        },
        holds=all(scores.eq(scores.max()).sum() == 1 for scores in compared.values()),
    )


def _two_panels(height: float, width: float, **options):
    """Return a picture with a panel a clock, which end at a share of its width, with room beside them."""
    picture, panels = canvas(height, rows=2, **options)
    picture.get_layout_engine().set(rect=(0.005, 0, width, 1))
    return picture, panels


def _name_rows(axes: Axes, clock: str, rows: pd.DataFrame, size: float = 10, top: float = -0.6) -> None:
    """Name a panel's clock and its hypotheses, the first of them at the top."""
    axes.set_yticks(range(len(rows)), [_named(name) for name in rows.index], size=size)
    axes.set_ylim(len(rows) - 0.5, top)
    axes.set_title(NAMES[clock])
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)


def _head(axes: Axes, text: str, across: float = 1.02) -> None:
    """Write what the words beside the rows of a panel are."""
    look = {"va": "bottom", "size": SMALL, "weight": "bold", "color": MUTED}
    axes.annotate(text, (across, 1.0), xycoords="axes fraction", **look)


def _beside(axes: Axes, text: str, place: float, across: float = 1.02, color: str = INK) -> None:
    """Write words beside a row of a panel."""
    look = {"va": "center", "size": SMALL, "color": color, "annotation_clip": False}
    axes.annotate(text, (across, place), xycoords=("axes fraction", "data"), **look)


def _on_clocks(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return frames by what their clocks are called."""
    return {NAMES[clock]: frame for clock, frame in frames.items()}


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
    text = told if low == high else f"{told} ({low} to {high})"
    write(axes, text, (row["high"], place), (4, 0), va="center")
    _beside(axes, f"{words.count(row['exposure'])} of {words.count(row['items'])}", place, color=MUTED)
