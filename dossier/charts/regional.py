"""Figures of Russia among other states: first steps toward the Taliban, dealings in the news, meetings."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.forms import state_bars
from dossier.charts.maps import HALO
from dossier.charts.marks import calendar_years, write
from dossier.charts.style import INK, MUTED, canvas, is_narrow
from dossier.charts.timeline import FILL
from dossier.indicators.regional import Place

STEPS = {
    "first_contact": "First public contact",
    "hosting": "Hosts an office or a meeting",
    "embassy": "Accredits a diplomat",
    "delisting": "Ends its own ban",
    "recognition": "Recognises",
}


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
