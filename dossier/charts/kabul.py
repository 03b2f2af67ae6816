"""Figure of Moscow's two partners: arms, aid and dealings with Kabul, beside dealings with the Taliban."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed, write
from dossier.charts.style import INK, MUTED, canvas, is_narrow
from dossier.charts.timeline import OUTCOMES

#: How dealings with Kabul are drawn: mark, height, and what the legend calls them.
DEALINGS = {
    "arms": ("s", 1, "rifles given"),
    "meeting": ("o", 1, "meeting"),
    "refusal": ("x", 1, "Kabul refuses"),
    "joint act": ("^", 1.25, "joint raid"),
}


@figure(
    "r3-kabul-and-taliban",
    reads=("arms/transfers", "economy/russian_aid", "evidence/timeline", "evidence/event_codings"),
)
def kabul_and_taliban(
    delivered: pd.Series, aid: pd.Series, kabul: pd.DataFrame, acts: pd.DataFrame, spoken
) -> Drawn:
    """Three panels by year: Russian arms and aid to Kabul, and dealings with Kabul and the Taliban.

    Parameters
    ----------
    delivered : pandas.Series
        Russian major arms to the governments in Kabul by year, million TIV.
    aid : pandas.Series
        As `indicators.outreach.aid_by_year` returns it.
    kabul : pandas.DataFrame
        As `indicators.outreach.with_kabul` returns it.
    acts : pandas.DataFrame
        Acts toward the Taliban: event_id, earliest, outcome.
    spoken : date-like
        Day on which Moscow acknowledged its channel.
    """
    first, last = int(delivered.index[0]), int(delivered.index[-1])
    spoken = pd.Timestamp(spoken)
    drawn = acts[acts["earliest"].dt.year.between(first, last)]
    picture, panels = canvas(6.2, rows=3, sharex=True, height_ratios=(1.1, 0.9, 1.15))
    _given(*panels[:2], delivered, aid)
    _dealings(panels[2], kabul, drawn)
    _acknowledged(panels, spoken, delivered.max())
    panels[0].set_xlim(first - 0.6, last + 1.1)
    ended = int(delivered[delivered > 0].index[-1])
    after = kabul.loc[kabul["earliest"] > spoken, "kind"]
    given, met = after.eq("arms").sum(), after.eq("meeting").sum()
    table = pd.DataFrame({"arms_tiv_million": delivered, "aid_usd_million": aid}).rename_axis("year")
    return Drawn(
        picture,
        data=pd.concat([table.reset_index(), _marks(kabul, drawn)], ignore_index=True),
        facts={
            "first": first,
            "last": last,
            "arms": delivered,
            "most_arms": delivered.idxmax(),
            "ended": ended,
            "aid": aid,
            "most_aid": aid.idxmax(),
            "last_aid": aid.last_valid_index(),
            "spoken": spoken,
            "given": given,
            "met": met,
            "in_both": kabul.loc[kabul["event_id"].isin(drawn["event_id"]), "earliest"],
        },
        holds=ended < last and given > 0 and met > 0,
    )


def _given(arms: Axes, money: Axes, delivered: pd.Series, aid: pd.Series) -> None:
    """Draw Russian arms and aid to Kabul by year; a year without a report has a question mark."""
    arms.bar(delivered.index, delivered, width=0.7, color=colours.of("RUS"))
    arms.set_title("Major arms delivered to Kabul (million TIV)", size=10.75)
    money.bar(aid.index, aid, width=0.7, color=colours.of("RUS"), alpha=0.7)
    money.set_title("Net aid to Kabul (million dollars; ? means not reported)", size=10.75)
    reported = aid.reindex(delivered.index)
    for year in reported[reported.isna()].index:
        write(money, "?", (year, 0), (0, 2), size=10.75, ha="center", color=MUTED)


def _dealings(axes: Axes, kabul: pd.DataFrame, acts: pd.DataFrame) -> None:
    """Draw dated dealings with Kabul above those with the Taliban."""
    size = 6.5 if is_narrow() else 8
    look = {"color": colours.of("AFG")}
    for kind, (mark, height, _) in DEALINGS.items():
        rows = kabul[kabul["kind"].eq(kind)]
        axes.plot(_decimal(rows["earliest"]), [height] * len(rows), mark, markersize=size, **look)
    for outcome, (_, colour) in OUTCOMES.items():
        rows = acts[acts["outcome"].eq(outcome)]
        days, shade = _decimal(rows["earliest"]), colours.of(colour)
        axes.plot(days, [0] * len(rows), "o", color=shade, markersize=size, alpha=0.8)
    axes.set_yticks([0, 1], ["With the\nTaliban", "With Kabul"])
    axes.set_ylim(-0.6, 1.55)
    axes.grid(axis="y", visible=False)
    axes.set_title("Dated dealings that the timeline holds", size=10.75)
    handles = [
        Line2D([], [], marker=mark, linestyle="", label=name, **look) for mark, _, name in DEALINGS.values()
    ]
    place = {"loc": "upper left", "bbox_to_anchor": (0, -0.14)} if is_narrow() else {"loc": "lower left"}
    axes.legend(handles=handles, fontsize=9.5, ncols=2, columnspacing=1, handletextpad=0.2, **place)


def _acknowledged(panels: Sequence[Axes], spoken: pd.Timestamp, height: float) -> None:
    """Draw the day on which Moscow acknowledged its channel through all panels."""
    when = _decimal(pd.Series([spoken])).iloc[0]
    for axes in panels:
        dashed(axes, when, color=INK, linewidth=1.1, linestyle=(0, (2, 2)))
    write(panels[0], "Moscow acknowledges\nthe channel", (when, height), (5, 0), va="top")


def _marks(kabul: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return dated dealings as drawn: year, event_id, date, dealt_with, kind."""
    kinds = acts["outcome"].map({outcome: name.lower() for outcome, (name, _) in OUTCOMES.items()})
    marks = pd.concat(
        [kabul.assign(dealt_with="Kabul"), acts.assign(dealt_with="Taliban", kind=kinds)], ignore_index=True
    )
    marks = marks.assign(year=marks["earliest"].dt.year, date=marks["earliest"])
    return marks[["year", "event_id", "date", "dealt_with", "kind"]]


def _decimal(days: pd.Series) -> pd.Series:
    return days.dt.year + (days.dt.dayofyear - 1) / 365.25 - 0.5
