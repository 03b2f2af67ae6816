"""Figures of outreach and its rivals: the gradient, Kabul beside the Taliban, forecasts, the panel, polls."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.forms import state_bars
from dossier.charts.maps import HALO
from dossier.charts.marks import calendar_years, dashed, write
from dossier.charts.reach import troop_bars
from dossier.charts.style import GRID, INK, MUTED, canvas, is_narrow
from dossier.charts.timeline import FILL, OUTCOMES
from dossier.indicators.regional import Place

#: The measures of the gradient: words, colour, predicted sign (0 for the placebo).
MEASURES = {
    "deaths": ("Deaths in the war", colours.of("taliban"), 1),
    "troops": ("US troops", colours.of("USA"), -1),
    "calendar": ("The calendar alone", MUTED, 0),
}
#: Tables behind the acts by year and what they are compared with.
YEARLY_TABLES = ("evidence/timeline", "conflict/battle_deaths", "conflict/us_troops_yearly")
#: How dealings with Kabul are drawn: mark, height, and what the legend calls them.
DEALINGS = {
    "arms": ("s", 1, "rifles given"),
    "meeting": ("o", 1, "meeting"),
    "refusal": ("x", 1, "Kabul refuses"),
    "joint act": ("^", 1.25, "joint raid"),
}
STEPS = {
    "first_contact": "First public contact",
    "hosting": "Hosts an office or a meeting",
    "embassy": "Accredits a diplomat",
    "delisting": "Ends its own ban",
    "recognition": "Recognises",
}
#: Questions of the polls as the figure words them.
QUESTIONS = {
    "armed-opposition-sympathy": "Sympathy with armed opposition groups",
    "taliban-sympathy": "Sympathy with the Taliban",
    "taliban-no-sympathy": "No sympathy with the Taliban",
    "is-no-sympathy": "No sympathy with IS",
    "reconciliation-support": "For reconciliation efforts",
    "peace-talks-support": "For talks with the Taliban",
    "reconciliation-possible": "Reconciliation is possible",
}


@figure("r3-acts-war-troops", reads=YEARLY_TABLES)
def acts_and_measures(
    acts: pd.DataFrame, deaths: pd.DataFrame, troops: pd.DataFrame, used: pd.Series, since_takeover: int
) -> Drawn:
    """Three panels by year: Moscow's acts toward the Taliban, deaths in the war, US troops.

    Parameters
    ----------
    acts : pandas.DataFrame
        As `indicators.outreach.acts_by_year` returns it.
    deaths, troops : pandas.DataFrame
        As `indicators.insurgency.war_deaths` and `us_troops` return them.
    used : pandas.Series
        Acts by year in the years that the correlations use.
    since_takeover : int
        Acts of the last year that came after the Taliban took Kabul.
    """
    first, last = acts.index[0], acts.index[-1]
    picture, (top, middle, bottom) = canvas(5.6, rows=3, sharex=True, height_ratios=(1.3, 1, 1))
    _stacked(top, acts)
    _deaths_with_range(middle, deaths / 1000)
    _force(bottom, troops)
    bottom.set_xlim(first - 0.6, last + 0.6)
    before, since = acts.loc[:2014, "both"].sum(), acts.loc[2015:, "both"].sum()
    force = troops["troops"]
    return Drawn(
        picture,
        data=acts.join(deaths.add_prefix("war_deaths_")).join(troops).reset_index(),
        facts={
            "before": before,
            "since": since,
            "first": first,
            "last": last,
            "since_takeover": since_takeover,
            "window": (used.index[0], used.index[-1]),
            "used": used.sum(),
            "acts": [f"{words.count(count)} in {year}" for year, count in acts["both"].items() if count],
            "deaths": deaths["best"],
            "troops": force,
        },
        holds=before == 0
        and since > 0
        and force[2015] < force.max() / 2
        and deaths.loc[2016, "best"] > deaths.loc[2011, "best"],
    )


def _stacked(axes: Axes, acts: pd.DataFrame) -> None:
    """Draw the acts of each year, one outcome upon the other."""
    floor = pd.Series(0, index=acts.index)
    for outcome, (name, colour) in OUTCOMES.items():
        axes.bar(acts.index, acts[outcome], bottom=floor, width=0.7, color=colours.of(colour), label=name)
        floor += acts[outcome]
    axes.set_title("Dated acts of Moscow toward the Taliban (count)", size=10.75)
    axes.legend(loc="upper left", fontsize=9.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _deaths_with_range(axes: Axes, deaths: pd.DataFrame) -> None:
    """Draw the deaths of each year, low to high as a line."""
    best = deaths["best"]
    axes.bar(deaths.index, best, width=0.7, color=colours.of("taliban"))
    axes.vlines(deaths.index, deaths["low"], deaths["high"], color=INK, linewidth=1)
    axes.set_title("Deaths in the war with the Taliban (thousand), with range", size=10.75)


def _force(axes: Axes, troops: pd.DataFrame) -> None:
    """Draw the troops of each year, hatched where a round figure stands in for a report."""
    troop_bars(axes, troops.assign(troops=troops["troops"] / 1000), 0.7)
    axes.set_title("US troops (thousand; hatched: round figures, not reported; 2021 not known)", size=10.75)


@figure("r3-gradient", reads=YEARLY_TABLES)
def gradient(levels: pd.DataFrame, changes: pd.DataFrame) -> Drawn:
    """Rank correlations of yearly acts with each measure, one dot a specification, in levels and in changes.

    Parameters
    ----------
    levels, changes : pandas.DataFrame
        As `inference.gradient.gradient_grid` returns them.
    """
    picture, panels = canvas(4.3, columns=2, sharey=True)
    grids = {"Levels": levels, "Changes from year to year": changes}
    for axes, (name, grid) in zip(panels, grids.items(), strict=True):
        for row, measure in enumerate(MEASURES):
            _correlations(axes, row, measure, grid.loc[grid["measure"].eq(measure), "tau"])
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_xlim(-1, 1)
        axes.set_title(name, size=10.75)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    panels[0].set_yticks(range(len(MEASURES)), [name for name, _, _ in MEASURES.values()])
    panels[0].set_ylim(len(MEASURES) - 0.45, -0.55)
    medians = levels.groupby("measure")["tau"].median()
    line = 0.05
    return Drawn(
        picture,
        data=pd.concat([levels.assign(form="levels"), changes.assign(form="changes")], ignore_index=True),
        facts={
            "median": medians,
            "moved": changes.groupby("measure")["tau"].median(),
            "each": len(levels) // levels["measure"].nunique(),
            "shortest": levels["n"].min(),
            "longest": levels["n"].max(),
            "line": line,
            "under": levels["p"].lt(line).sum(),
            "all": len(levels),
        },
        holds=medians["deaths"] > 0 and abs(medians["deaths"] - medians["calendar"]) < 0.1,
    )


def _correlations(axes: Axes, row: int, measure: str, taus: pd.Series) -> None:
    """Draw one measure's correlations with their median, the predicted side shaded."""
    _, colour, sign = MEASURES[measure]
    found = taus.dropna().sort_values(kind="stable")
    if found.empty:
        write(axes, "the same\nevery year", (0, row), (6, 0), color=MUTED)
        return
    spread = np.linspace(-0.3, 0.3, len(found))
    axes.plot(found, row + spread, "o", color=colour, alpha=0.75, markersize=4.5)
    axes.plot(found.median(), row, "|", color=INK, markersize=26, markeredgewidth=2)
    if sign:
        side = (0.5, 1) if sign > 0 else (0, 0.5)
        axes.axhspan(row - 0.42, row + 0.42, *side, color=GRID, zorder=0)


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
    look = {"color": colours.of("AFG")}
    for kind, (mark, height, _) in DEALINGS.items():
        rows = kabul[kabul["kind"].eq(kind)]
        axes.plot(_decimal(rows["earliest"]), [height] * len(rows), mark, markersize=8, **look)
    for outcome, (_, colour) in OUTCOMES.items():
        rows = acts[acts["outcome"].eq(outcome)]
        days, shade = _decimal(rows["earliest"]), colours.of(colour)
        axes.plot(days, [0] * len(rows), "o", color=shade, markersize=8, alpha=0.8)
    axes.set_yticks([0, 1], ["With the\nTaliban", "With Kabul"])
    axes.set_ylim(-0.6, 1.55)
    axes.grid(axis="y", visible=False)
    axes.set_title("Dated dealings that the timeline holds", size=10.75)
    handles = [
        Line2D([], [], marker=mark, linestyle="", label=name, **look) for mark, _, name in DEALINGS.values()
    ]
    axes.legend(handles=handles, loc="lower left", fontsize=9.5, ncols=2, columnspacing=1, handletextpad=0.2)


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


@figure("r3-regional-steps", reads=("evidence/regional_steps",))
def panel(steps: pd.DataFrame, known: pd.Series, places: dict[str, Place]) -> Drawn:
    """One panel a step: each state's date as a bar or mark, Russia's place in the row, unknown cells named.

    Parameters
    ----------
    steps : pandas.DataFrame
        `evidence/regional_steps` with earliest and latest where known (`indicators.regional.known_steps`), the
        unknown rows without.
    known : pandas.Series
        States with a known answer, by step.
    places : dict
        Step to Russia's place (`indicators.regional.place`).
    """
    picture, axes = canvas(7.0)
    gap, y, names = 0.9, 0.0, {}
    for step, name in STEPS.items():
        states, end = _step(axes, y, name, steps[steps["step"].eq(step)])
        look = {"xycoords": ("axes fraction", "data"), "ha": "right", "va": "center", "path_effects": HALO}
        told = _in_row(places[step])
        told = told.replace(" number", "") if is_narrow() else told
        write(axes, told, (0.99, y), color=colours.of("RUS"), weight="bold", **look)
        names |= states
        y = end + gap
    axes.set_yticks(list(names), names.values())
    axes.set_ylim(y - gap + 0.2, -0.7)
    axes.set_xlim(pd.Timestamp("2009-09-01"), pd.Timestamp("2026-03-01"))
    calendar_years(axes.xaxis, 2)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    taken = steps[steps["status"].eq("taken")]
    contact = taken[taken["step"].eq("first_contact")].set_index("state")
    recognised = taken[taken["step"].eq("recognition")].set_index("state")["earliest"]
    before = int((contact["latest"] < contact.loc["RUS", "earliest"]).sum())
    return Drawn(
        picture,
        data=steps.drop(columns=["reported", "public_on"], errors="ignore").join(_bounds(places), on="step"),
        facts={
            "before": before,
            "states": steps["state"].nunique(),
            "known": [f"{STEPS[step].lower()} {words.count(count)}" for step, count in known.items()],
            "contact": [
                f"{entities.name(row.Index)} {words.years(row.earliest.year, row.latest.year)}"
                for row in contact.itertuples()
            ],
            "years": {step: _years(taken, step) for step in STEPS},
            "places": [f"{STEPS[step]}: {_in_row(place)}" for step, place in places.items()],
        },
        holds=before > 0 and recognised.index[recognised.eq(recognised.min())].tolist() == ["RUS"],
    )


def _in_row(place: Place) -> str:
    """Say where Russia stands among the states of which something is known."""
    first, last = place.earlier + 1, place.others + 1 - place.later
    number = str(first) if first == last else words.span(first, last)
    return f"Russia number {number} of {words.count(place.others + 1)}"


def _bounds(places: dict[str, Place]) -> pd.DataFrame:
    """Return by step how many other states came before Russia, after it, and neither for sure."""
    counts = {step: (place.earlier, place.later, place.unsettled) for step, place in places.items()}
    columns = ["before_russia", "after_russia", "unsettled"]
    return pd.DataFrame.from_dict(counts, orient="index", columns=columns)


def _step(axes: Axes, top: float, name: str, rows: pd.DataFrame) -> tuple[dict[float, str], float]:
    """Draw one step downwards from its name; return the states' names by their height, and where it ends."""
    beside = {"by": (4, 0), "xycoords": ("axes fraction", "data")}
    write(axes, name, (0, top), size=10.75, weight="bold", va="center", **beside)
    taken = rows[rows["status"].eq("taken")].sort_values(["latest", "state"], kind="stable")
    names = {}
    for y, row in enumerate(taken.itertuples(), 1):
        _interval(axes, top + y, row)
        names[top + y] = entities.name(row.state)
    end = top + len(taken) + 1
    lines = textwrap.wrap(_others(rows), 30 if is_narrow() else 88) or [""]
    look = {"size": 9.25, "color": MUTED, "path_effects": HALO, "va": "top"}
    write(axes, "\n".join(lines), (0, end - 0.35), **look, **beside)
    return names, end + 0.75 * len(lines)


def _others(rows: pd.DataFrame) -> str:
    """Say of one step which states had not taken it, and of which nothing is known."""
    rest, unknown = (rows[rows["status"].eq(status)] for status in ("none_by", "unknown"))
    said = []
    if not rest.empty:
        said.append(f"not by {words.date(rest['latest'].iloc[0])}: all {words.count(len(rest))} others")
    if not unknown.empty:
        said.append(f"unknown: {words.listing(entities.name(code) for code in unknown['state'])}")
    return "; ".join(said)


def _years(taken: pd.DataFrame, step: str) -> str:
    rows = taken[taken["step"].eq(step)].sort_values("latest", kind="stable")
    return words.listing(f"{entities.name(row.state)} {row.latest.year}" for row in rows.itertuples())


def _interval(axes: Axes, y: float, row) -> None:
    colour = colours.of("RUS") if row.state == "RUS" else colours.of("AFG")
    face = (colour, FILL[row.certainty])
    if (row.latest - row.earliest).days < 20:
        axes.plot(row.earliest, y, "o", markersize=8, markerfacecolor=face, markeredgecolor=colour)
    else:
        axes.barh(y, row.latest - row.earliest, left=row.earliest, height=0.5, color=face, edgecolor=colour)


@figure(
    "r3-meetings-and-agreements",
    reads=("evidence/timeline", "evidence/event_codings", "diplomacy/peace_agreements"),
)
def meetings(held: pd.DataFrame, agreements: pd.DataFrame, office) -> Drawn:
    """Meetings with Taliban delegates by place, and written agreements that name them, in time.

    Parameters
    ----------
    held : pandas.DataFrame
        As `indicators.outreach.meetings` returns it.
    agreements : pandas.DataFrame
        As `indicators.outreach.agreements_with_taliban` returns it.
    office : date-like
        Day on which the Taliban's office in Doha opened.
    """
    order = ["Moscow", "Doha", "Murree"]
    picture, axes = canvas(3.3)
    for y, place in enumerate(order):
        rows = held[held["place"].eq(place)]
        colour = colours.of("RUS") if place == "Moscow" else colours.of("AFG")
        axes.plot(rows["earliest"], [y] * len(rows), "o", color=colour, markersize=9, alpha=0.8)
    y = len(order)
    axes.plot(agreements["date"], [y] * len(agreements), "D", color=INK, markersize=8)
    names = [*(f"Met in {place}" for place in order), "Written agreements\nthat name them"]
    axes.set_yticks(range(y + 1), names)
    axes.set_ylim(y + 0.5, -0.5)
    calendar_years(axes.xaxis)
    margin = pd.Timedelta(days=120)
    axes.set_xlim(held["earliest"].min() - margin, held["earliest"].max() + margin)
    axes.grid(axis="x", visible=True)
    counts = held["place"].value_counts().reindex(order, fill_value=0)
    named = int(agreements["names_russia"].sum())
    drawn = [
        held.assign(kind="meeting", date=held["earliest"]),
        agreements.assign(kind="agreement", place="", event_id=""),
    ]
    columns = ["kind", "date", "place", "event_id"]
    return Drawn(
        picture,
        data=pd.concat([rows[columns] for rows in drawn], ignore_index=True),
        facts={
            "moscow": counts["Moscow"],
            "met": [f"{place} {words.count(count)}" for place, count in counts.items()],
            "signed": list(agreements["date"]),
            "named": named,
            "office": pd.Timestamp(office),
        },
        holds=counts["Moscow"] > named and len(agreements) > 0,
    )


@figure("r3-afghan-opinion", reads=("diplomacy/polls",))
def opinion(results: pd.DataFrame) -> Drawn:
    """Poll results as separate points, one row a question.

    Parameters
    ----------
    results : pandas.DataFrame
        As `indicators.polls.results` returns it.
    """
    picture, axes = canvas(4.2)
    places = {question: y for y, question in enumerate(QUESTIONS)}
    for question, rows in results.groupby("question", sort=False):
        _points(axes, places[question], rows)
    axes.set_yticks(range(len(QUESTIONS)), QUESTIONS.values())
    axes.set_ylim(len(QUESTIONS) - 0.5, -0.7)
    axes.set_xlim(0, 100)
    axes.grid(axis="x", visible=True)
    percents = results.set_index(["question", "year"])[["low", "high"]].mean(axis=1)
    asked = results.groupby("question")["year"]
    # Sympathy or none with the Taliban is one question; the last that was asked before it was on other groups.
    gap = (
        asked.max()["armed-opposition-sympathy"] + 1,
        asked.min()[["taliban-sympathy", "taliban-no-sympathy"]].min() - 1,
    )
    return Drawn(
        picture,
        data=results,
        facts={
            "percents": percents,
            "gap": gap,
            "answers": [
                f"{QUESTIONS[question]}, {year}: {words.decimal(value, 1)}"
                for (question, year), value in percents.items()
            ],
        },
        holds=percents["taliban-sympathy", 2019] < percents["peace-talks-support", 2019],
    )


def _points(axes: Axes, y: int, rows: pd.DataFrame) -> None:
    """Draw the answers to one question, each with its year."""
    points = ((rows["low"] + rows["high"]) / 2).set_axis(rows["year"]).sort_values(kind="stable")
    axes.plot(points, [y] * len(points), "o", color=colours.of("AFG"), markersize=8)
    crowded = len(points) == 2 and points.max() - points.min() < 8
    sides = ("right", "left") if crowded else ("center",) * len(points)
    for side, (year, value) in zip(sides, points.items(), strict=True):
        write(axes, str(year), (value, y), (0, 7), size=8.5, ha=side)


@figure("r3-dealings-among-others", reads=("diplomacy/taliban_dyad_months",))
def among_others(states: pd.DataFrame, shown: int = 12) -> Drawn:
    """Bars of cooperative events with the Taliban by state within one cut of the news data, Russia apart.

    Parameters
    ----------
    states : pandas.DataFrame
        As `indicators.dealings.states_within` returns it.
    shown : int
        States drawn, from the top.
    """
    russia = states.set_index("actor").loc["RUS"]
    ahead = states.loc[states["cooperation"].gt(russia["cooperation"]), "actor"]
    months = (words.month(f"{russia[month]}-01") for month in ("first_month", "last_month"))
    return Drawn(
        state_bars(states.set_index("actor")["cooperation"].head(shown)),
        data=states,
        facts={
            "window": " to ".join(months),
            "ahead": [entities.in_sentence(actor) for actor in ahead],
            "russia": russia,
            "states": len(states),
            "bars": [
                f"{entities.name(row.actor)} {words.count(row.cooperation)}"
                for row in states.head(shown).itertuples()
            ],
        },
        holds=russia["cooperation"] > 0 and russia["place"] == len(ahead) + 1,
    )
