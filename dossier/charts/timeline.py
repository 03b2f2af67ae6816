"""Figures of the timeline: which came first, and acts by quarter."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import calendar_years, write
from dossier.charts.style import GRID, INK, MUTED, canvas, is_narrow

#: How each certainty fills a mark in its colour: opacity of the face.
FILL = {"high": 1.0, "moderate": 0.45, "low": 0.0}
MONTH_DAYS = 365.25 / 12

#: Short names of contacts and other events, by their id in the timeline; `{said}` is the year of the account.
NAMES = {
    "V120": "Talks for a captured crew",
    "V014": "Contacts in Islamabad",
    "V034": "Contact: an analyst, said {said}",
    "V121": "Contact: a Taliban ex-official, said {said}",
    "V122": "Contact: envoy and ambassador, said {said}",
    "V123": "Contact: envoy Kabulov, said {said}",
    "V126": "Contact: Putin and Mansour (denied)",
    "V054": "Moscow acknowledges channels",
    "V128": "Ambassador confirms ties",
    "V068": "Russia for easing the sanctions",
    "V050": "Russia's strikes in Syria begin",
}

#: Outcomes that are counted by quarter: what the legend calls them, and their colour.
OUTCOMES = {"O1": ("Contact", "contact"), "O2": ("Legitimation", "legitimation")}
#: The dashed line at an event that stands out.
EDGE = {"color": INK, "linestyle": (0, (2, 2))}


@figure("r1-five-shocks", reads=("evidence/timeline",))
def order_of_events(events: pd.DataFrame, past: pd.DataFrame) -> Drawn:
    """Two panels: contacts since 1995, and the events of 2013-17 beside the announcement of IS-Khorasan.

    Parameters
    ----------
    events : pandas.DataFrame
        Rows of the close-up: event_id (empty for a shock), name (of a shock), kind (`shock`, `contact` or
        `strike`), certainty, earliest, latest, public_on, relation, least_days, most_days (against the
        announcement).
    past : pandas.DataFrame
        Contacts before the close-up: event_id, certainty, earliest, latest.
    """
    rows = events.sort_values(["earliest", "latest"], ignore_index=True)
    labels = [_label(row) for row in rows.itertuples()]
    announced = rows.loc[rows["name"].eq("IS-Khorasan announced"), "earliest"].iloc[0]
    contact, claimed = rows["kind"].eq("contact"), rows["certainty"].eq("low")
    earlier = contact & rows["relation"].eq("before")
    own = rows[earlier & ~claimed]
    strikes = rows[rows["kind"].eq("strike")].iloc[0]
    spoken = rows[contact & rows["certainty"].eq("high")].iloc[0]
    fell = rows[rows["kind"].eq("shock")]
    height, ratios = (8.8, (1.2, 5)) if is_narrow() else (6.3, (0.85, 5))
    picture, (long, close) = canvas(height, rows=2, height_ratios=ratios)
    _long_view(long, past, rows, announced)
    _close_up(close, rows, labels, announced)
    return Drawn(
        picture,
        data=_table(rows, labels, past),
        facts={
            "said": own["public_on"].dt.year.min(),
            "events": len(rows),
            "announced": announced,
            "accounts": len(own),
            "before": _span(own),
            "claims": (earlier & claimed).sum(),
            "strikes": _months_from(strikes),
            "spoken": _months_from(spoken),
            "first_shock": fell["earliest"].min(),
            "last_shock": fell["latest"].max(),
        },
        holds=len(own) > 0 and strikes["relation"] == "after",
    )


def _close_up(axes, rows: pd.DataFrame, labels: list[str], announced) -> None:
    beside = {"xycoords": ("axes fraction", "data"), "annotation_clip": False, "color": MUTED}
    # The last mark of a narrow panel reaches beyond it.
    by = (4 if is_narrow() else 0, 0)
    for place, row in enumerate(rows.itertuples()):
        _mark(axes, place, row)
        write(axes, _distance(row), (1.01, place), by, va="center", **beside)
    axes.axvline(announced, linewidth=1.2, zorder=0, **EDGE)
    axes.set_yticks(range(len(rows)), labels, size=9.5)
    for tick, row in zip(axes.get_yticklabels(), rows.itertuples(), strict=True):
        tick.set_color(colours.of("RUS") if row.kind == "contact" else INK)
        tick.set_weight("bold" if row.name == "IS-Khorasan announced" else "normal")
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(
        rows["earliest"].min() - pd.Timedelta(days=30), rows["latest"].max() + pd.Timedelta(days=60)
    )
    calendar_years(axes.xaxis)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    head = "Months from\nIS-Khorasan"
    write(axes, head, (1.01, 1.005), by, xycoords="axes fraction", va="bottom", color=MUTED)


@figure("r1-contacts-by-quarter", reads=("evidence/timeline",))
def acts_by_quarter(quarters: pd.DataFrame, comparison, cut, end) -> Drawn:
    """Stacked bars of dated acts a quarter, with the two windows that the switch-off test compares.

    Parameters
    ----------
    quarters : pandas.DataFrame
        As `indicators.timeline.acts_by_quarter` returns it.
    comparison : inference.order.SwitchOff
        The comparison of the two windows.
    cut, end : date-like
        Day on which IS-Khorasan had lost Nangarhar, and last day of the later window.
    """
    cut, end = pd.Timestamp(cut), pd.Timestamp(end)
    windows = {(cut - (end - cut), cut): comparison.before, (cut, end): comparison.after}
    acts = quarters.sum()
    return Drawn(
        _bars_and_windows(quarters, windows),
        data=quarters.rename(columns={key: name.lower() for key, (name, _) in OUTCOMES.items()})
        .join(_windows(windows))
        .rename_axis(columns=None)
        .reset_index()
        .astype({"quarter": str}),
        facts={
            "compared": comparison,
            "cut": cut,
            "first": quarters.index[0].year,
            "last": quarters.index[-1].year,
            "contacts": acts["O1"],
            "legitimations": acts["O2"],
        },
        holds=comparison.after > 0,
    )


def _bars_and_windows(quarters: pd.DataFrame, windows: dict) -> Figure:
    picture, axes = canvas(3.9)
    middles = quarters.index.start_time + (quarters.index.end_time - quarters.index.start_time) / 2
    floor = pd.Series(0, index=quarters.index)
    for outcome, (name, colour) in OUTCOMES.items():
        axes.bar(middles, quarters[outcome], bottom=floor, width=78, color=colours.of(colour), label=name)
        floor += quarters[outcome]
    top = floor.max()
    for ((begin, finish), acts), side, alpha in zip(
        windows.items(), ("before", "after"), (0.55, 1), strict=True
    ):
        axes.axvspan(begin, finish, color=GRID, alpha=alpha, zorder=0, linewidth=0)
        middle = begin + (finish - begin) / 2, top + 0.42
        write(axes, f"{words.count(acts)} {side}", middle, size=10.75, ha="center", weight="bold")
    ends = "IS-Khorasan loses Nangarhar ", "Taliban take Kabul "
    heights = (1.2, 0.86) if is_narrow() else (0.86, 0.86)
    for (_, day), name, height in zip(windows, ends, heights, strict=True):
        axes.axvline(day, linewidth=1.1, **EDGE)
        write(axes, name, (day, top + height), ha="right")
    axes.set_ylim(0, top + max(heights) + 0.29)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(middles[0] - pd.Timedelta(days=60), middles[-1] + pd.Timedelta(days=60))
    calendar_years(axes.xaxis)
    axes.legend(loc="center left" if is_narrow() else "upper left", fontsize=9.5, handlelength=1)
    return picture


def _windows(counts: dict[tuple[pd.Timestamp, pd.Timestamp], int]) -> pd.DataFrame:
    """Return the two windows and their acts, each in the quarter in which it ends."""
    begins, ends = zip(*counts, strict=True)
    windows = {"window_begins": begins, "window_ends": ends, "acts_in_window": list(counts.values())}
    frame = pd.DataFrame(windows, index=pd.PeriodIndex(ends, freq="Q"))
    return frame.astype({"acts_in_window": "Int64"})


def _label(row) -> str:
    if row.kind == "shock":
        return row.name
    return NAMES[row.event_id].format(said=row.public_on.year)


def _mark(axes, place: int, row) -> None:
    colour = {"contact": colours.of("RUS"), "shock": INK, "strike": INK}[row.kind]
    face = (colour, FILL[row.certainty])
    if (row.latest - row.earliest).days < 20:
        axes.plot(row.earliest, place, "o", ms=7, mfc=face, mec=colour, mew=1.3)
    else:
        width = row.latest - row.earliest + pd.Timedelta(days=1)
        axes.barh(place, width, left=row.earliest, height=0.5, color=face, edgecolor=colour, linewidth=1.3)


def _long_view(axes, past: pd.DataFrame, rows: pd.DataFrame, announced) -> None:
    contacts = pd.concat([past, rows[rows["kind"].eq("contact")]])
    for row in contacts.assign(kind="contact").itertuples():
        _mark(axes, 0, row)
    (_name_in_steps if is_narrow() else _name_on_both_sides)(axes, past)
    empty = past["latest"].max() + (rows["earliest"].min() - past["latest"].max()) / 2
    none, top, high = (
        ("no dated\ncontact found", 2.2, 0.4) if is_narrow() else ("no dated contact found", 1, 1)
    )
    write(axes, none, (empty, 0), ha="center", va="center", color=MUTED)
    axes.axvline(announced, ymax=high, linewidth=1.2, zorder=0, **EDGE)
    axes.set_ylim(-0.5, top)
    axes.set_yticks([0], ["Contacts, the longer view"], size=9.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
    room = pd.Timedelta(days=400 if is_narrow() else 200)
    axes.set_xlim(past["earliest"].min() - pd.Timedelta(days=900), rows["latest"].max() + room)


def _name_on_both_sides(axes, past: pd.DataFrame) -> None:
    """Name the first of the older contacts to its left, the second to its right."""
    for row in past.itertuples():
        side, right = ("right", 2) if row.event_id == "V120" else ("left", -2)
        look = {"ha": side, "va": "bottom", "color": colours.of("RUS")}
        write(axes, NAMES[row.event_id], (_middle(row), 0.34), (right, 3), **look)


def _name_in_steps(axes, past: pd.DataFrame) -> None:
    """Name older contacts to the right, each on a line of its own, with a line down to its mark."""
    for step, row in enumerate(past.sort_values("earliest", ascending=False).itertuples()):
        height, colour = 0.75 + 0.7 * step, colours.of("RUS")
        axes.plot([_middle(row)] * 2, [0.25, height + 0.5], color=colour, linewidth=0.8)
        write(axes, NAMES[row.event_id], (_middle(row), height), (3, 0), color=colour)


def _middle(row) -> pd.Timestamp:
    return row.earliest + (row.latest - row.earliest) / 2


def _months(days: float) -> int:
    return round(days / MONTH_DAYS)


def _distance(row) -> str:
    if row.relation == "overlap":
        return "0"
    least, most = _months(row.least_days), _months(row.most_days)
    return f"{least if least == most else f'{least} to {most}'} {row.relation}"


def _months_from(row) -> str:
    return f"{_months(row.least_days)} months {row.relation} it"


def _span(rows: pd.DataFrame) -> str:
    return f"{_months(rows['least_days'].min())} to {_months(rows['most_days'].max())} months"


def _table(rows: pd.DataFrame, labels: list[str], past: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the close-up, then the older contacts, which only the strip above it shows."""
    columns = ["event_id", "kind", "certainty", "earliest", "latest", "relation", "least_days", "most_days"]
    close = rows[columns].assign(label=labels, series="close-up")
    older = past.assign(kind="contact", label=past["event_id"].map(NAMES), series="longer view")
    older = older.reindex(columns=close.columns)
    return pd.concat([close, older], ignore_index=True).astype({"least_days": "Int64", "most_days": "Int64"})
