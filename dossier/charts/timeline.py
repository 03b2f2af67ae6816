"""Figures of the timeline: which came first, and acts by quarter."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.ticker import MaxNLocator

from dossier import words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading

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


def order_of_events(events: pd.DataFrame, past: pd.DataFrame) -> Exhibit:
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
    announced = rows.loc[rows["name"].eq("IS-Khorasan announced")].iloc[0]
    own = rows[rows["kind"].eq("contact") & rows["certainty"].ne("low") & rows["relation"].eq("before")]
    strikes = rows[rows["kind"].eq("strike")].iloc[0]
    spoken = rows[rows["kind"].eq("contact") & rows["certainty"].eq("high")].iloc[0]
    fell = rows[rows["kind"].eq("shock")]

    figure, (long, close) = canvas(6.3, rows=2, height_ratios=(0.85, 5))
    _long_view(long, past, rows, announced["earliest"])
    for place, row in enumerate(rows.itertuples()):
        _mark(close, place, row)
        close.annotate(
            _distance(row),
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            size=9.5,
            color=MUTED,
            annotation_clip=False,
        )
    close.axvline(announced["earliest"], color=INK, linewidth=1.2, linestyle=(0, (2, 2)), zorder=0)
    close.set_yticks(range(len(rows)), labels, size=9.5)
    for tick, row in zip(close.get_yticklabels(), rows.itertuples(), strict=True):
        tick.set_color(colours.of("RUS") if row.kind == "contact" else INK)
        tick.set_weight("bold" if row.name == "IS-Khorasan announced" else "normal")
    close.set_ylim(len(rows) - 0.4, -0.6)
    close.set_xlim(
        rows["earliest"].min() - pd.Timedelta(days=30), rows["latest"].max() + pd.Timedelta(days=60)
    )
    close.xaxis.set_major_locator(YearLocator())
    close.xaxis.set_major_formatter(DateFormatter("%Y"))
    close.grid(axis="y", visible=False)
    close.grid(axis="x", visible=True)
    close.annotate(
        "Months from\nIS-Khorasan",
        (1.01, 1.005),
        xycoords="axes fraction",
        va="bottom",
        size=9.5,
        color=MUTED,
    )
    title = "Russian officials date the contacts before IS-Khorasan; the war in Syria came after it"
    heading(
        figure,
        title,
        "Contacts (red: solid if certain, faint if moderately so, hollow if only claimed); the five shocks "
        "of 2014-15 and the strikes in Syria (black). A bar spans the dates that are given",
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="A bar covers the calendar years or days that an account names; round figures given from memory "
        "may miss by months. Contacts named by Russian officials became public only in "
        f"{own['public_on'].dt.year.min()}; before that, outsiders' claims were all there was. Kept by hand from "
        "public sources, so a contact that both sides hid is missing.",
        alt=f"Timeline of {len(rows)} events around the announcement of IS-Khorasan on "
        f"{words.date(announced['earliest'])}. {words.spelled(len(own), first=True)} accounts by Russian officials "
        f"put contacts {_span(own)} before it; {_claims(rows)} Russia's strikes in Syria began "
        f"{_months_from(strikes)} and Moscow's first public acknowledgement came {_months_from(spoken)}. The five "
        f"shocks fell between {words.month(fell['earliest'].min())} and {words.month(fell['latest'].max())}.",
        data=_table(rows, labels, past),
        tables=("evidence/timeline",),
    )


def acts_by_quarter(
    quarters: pd.DataFrame, comparison, cut, end, certainties: str = "moderate or high"
) -> Exhibit:
    """Stacked bars of dated acts a quarter, with the two windows that the switch-off test compares.

    Parameters
    ----------
    quarters : pandas.DataFrame
        As `indicators.timeline.acts_by_quarter` returns it.
    comparison : inference.order.SwitchOff
        The comparison of the two windows.
    cut, end : date-like
        Day on which IS-Khorasan had lost Nangarhar, and last day of the later window.
    certainties : str
        Certainty of the acts, as the caption names it.
    """
    cut, end = pd.Timestamp(cut), pd.Timestamp(end)
    start = cut - (end - cut)
    middles = quarters.index.start_time + (quarters.index.end_time - quarters.index.start_time) / 2
    figure, axes = canvas(3.9)
    floor = pd.Series(0, index=quarters.index)
    for outcome, (name, colour) in OUTCOMES.items():
        bars = quarters[outcome]
        axes.bar(middles, bars, bottom=floor, width=78, color=colours.of(colour), label=name)
        floor += bars
    top = floor.max()
    for begin, finish, count, name in (
        (start, cut, comparison.before, "before"),
        (cut, end, comparison.after, "after"),
    ):
        axes.axvspan(begin, finish, color=GRID, alpha=0.55 if name == "before" else 1, zorder=0, linewidth=0)
        axes.annotate(
            f"{words.count(count)} {name}",
            (begin + (finish - begin) / 2, top + 0.42),
            ha="center",
            size=10.75,
            weight="bold",
        )
    for day, name in ((cut, "IS-Khorasan loses Nangarhar "), (end, "Taliban take Kabul ")):
        axes.axvline(day, color=INK, linewidth=1.1, linestyle=(0, (2, 2)))
        axes.annotate(name, (day, top + 0.86), ha="right", size=9.5)
    axes.set_ylim(0, top + 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(middles[0] - pd.Timedelta(days=60), middles[-1] + pd.Timedelta(days=60))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.legend(loc="upper left", fontsize=9.5, handlelength=1)
    first, last = quarters.index[0], quarters.index[-1]
    length = words.count(comparison.days)
    low, high = words.decimal(comparison.low), words.decimal(comparison.high)
    ratio = f"{words.decimal(comparison.ratio)} ({low} to {high})"
    title = (
        f"Moscow's acts toward the Taliban went on after IS-Khorasan lost Nangarhar: {comparison.before} before, "
        f"{comparison.after} after"
    )
    heading(figure, title, "Dated acts of contact and legitimation known to this book, by quarter (count)")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Shaded: two windows of {length} days each, before and after {words.date(cut)}; the later one ends "
        "on the day the Taliban took Kabul, so only a part of that quarter's bar counts. Rate after over "
        f"rate before: {ratio}; the range is a {words.percent(comparison.confidence)} interval. Counts come from a "
        f"list kept by hand, of acts with {certainties} certainty; what was not made public is not in it, and acts "
        "dated only to a year are left out.",
        alt=f"Bars of acts by quarter from {first.year} to {last.year}: {words.count(quarters['O1'].sum())} "
        f"contacts and {words.count(quarters['O2'].sum())} acts of legitimation. "
        f"{words.spelled(comparison.before, first=True)} fell in the "
        f"{length} days before IS-Khorasan lost Nangarhar on {words.date(cut)} and "
        f"{words.spelled(comparison.after)} in as many days after. The ratio of rates is {ratio}.",
        data=quarters.rename(columns={key: name.lower() for key, (name, _) in OUTCOMES.items()})
        .join(_windows({(start, cut): comparison.before, (cut, end): comparison.after}))
        .rename_axis(columns=None)
        .reset_index()
        .astype({"quarter": str}),
        tables=("evidence/timeline",),
    )


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
        axes.plot(
            row.earliest,
            place,
            "o",
            markersize=7,
            markerfacecolor=face,
            markeredgecolor=colour,
            markeredgewidth=1.3,
        )
    else:
        width = row.latest - row.earliest + pd.Timedelta(days=1)
        axes.barh(place, width, left=row.earliest, height=0.5, color=face, edgecolor=colour, linewidth=1.3)


def _long_view(axes, past: pd.DataFrame, rows: pd.DataFrame, announced) -> None:
    contacts = pd.concat([past, rows[rows["kind"].eq("contact")]])
    for row in contacts.assign(kind="contact").itertuples():
        _mark(axes, 0, row)
    for row in past.itertuples():
        middle = row.earliest + (row.latest - row.earliest) / 2
        side = "right" if row.event_id == "V120" else "left"
        axes.annotate(
            NAMES[row.event_id],
            (middle, 0.34),
            xytext=(2 if side == "right" else -2, 3),
            textcoords="offset points",
            ha=side,
            va="bottom",
            size=9.5,
            color=colours.of("RUS"),
        )
    empty = past["latest"].max() + (rows["earliest"].min() - past["latest"].max()) / 2
    axes.annotate("no dated contact found", (empty, 0), ha="center", va="center", size=9.5, color=MUTED)
    axes.axvline(announced, color=INK, linewidth=1.2, linestyle=(0, (2, 2)), zorder=0)
    axes.set_ylim(-0.5, 1.0)
    axes.set_yticks([0], ["Contacts, the longer view"], size=9.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
    axes.set_xlim(
        past["earliest"].min() - pd.Timedelta(days=900), rows["latest"].max() + pd.Timedelta(days=200)
    )


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


def _claims(rows: pd.DataFrame) -> str:
    claims = rows["kind"].eq("contact") & rows["certainty"].eq("low") & rows["relation"].eq("before")
    return f"{words.spelled(claims.sum())} more are claims of low certainty."


def _table(rows: pd.DataFrame, labels: list[str], past: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the close-up, then the older contacts, which only the strip above it shows."""
    columns = ["event_id", "kind", "certainty", "earliest", "latest", "relation", "least_days", "most_days"]
    close = rows[columns].assign(label=labels, series="close-up")
    older = past.assign(kind="contact", label=past["event_id"].map(NAMES), series="longer view")
    older = older.reindex(columns=close.columns)
    return pd.concat([close, older], ignore_index=True).astype({"least_days": "Int64", "most_days": "Int64"})
