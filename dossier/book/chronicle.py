"""The timeline as a list that says everything without scripts, and that `filter.js` narrows down."""

from __future__ import annotations

import json
from html import escape

import pandas as pd

from dossier import words
from dossier.book import filters
from dossier.book.blocks import Block
from dossier.indicators.background import PARTS, parts
from dossier.markdown import plain

#: What each code of the table is called, in the order of the controls.
CATEGORIES = {
    "arms": "Arms",
    "attack": "Attacks and war",
    "diplomacy": "Diplomacy",
    "economy": "Economy",
    "exercise": "Exercises and ships",
    "legal": "Law and sanctions",
    "recognition": "Recognition",
}
REASONS = {
    "r1": "1, common enemy",
    "r2": "2, revenge",
    "r3": "3, the future",
    "r4": "4, minerals and markets",
}
CERTAINTIES = {"high": "High", "moderate": "Moderate", "low": "Low"}
MARKS = {"high": "●", "moderate": "◐", "low": "○"}
OUTCOMES = {"O1": "contact", "O2": "legitimation", "O3": "material support"}
#: Where the build puts the events as JSON, under the folder of the book.
JSON_FILE = "_static/timeline.json"


def chronicle(timeline: pd.DataFrame) -> Block:
    """Return every event with its date, kind, reasons, certainty and sources, under controls that need a script.

    Each event is a list item with the id `event-V…`, so that any page can link to it. The controls are hidden
    until the script shows them; the list itself is complete as it stands.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    """
    events = parts(timeline)
    lines = ['<div class="chronicle" data-chronicle>', _controls(events), ""]
    for number, (part, begin) in enumerate(PARTS.items(), 1):
        rows = events[events["part"].eq(part)]
        if not rows.empty:
            lines += _part(f"chronicle-part-{number}", part, begin, rows)
    return Block("\n".join([*lines, "</div>", ""]))


def as_json(timeline: pd.DataFrame, read: dict[str, bool]) -> str:
    """Return the events as JSON: the columns of the table, lists as lists, and whether each source was read.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    read : dict
        Key of `references.bib` to whether the source was read for this book.
    """
    events = [
        {
            **{name: None if pd.isna(value) else value for name, value in row.items()},
            "actors": row["actors"].split(";"),
            "relevance": row["relevance"].split(";"),
            "source_key": [{"key": key, "read": read[key]} for key in row["source_key"].split(";")],
        }
        for row in timeline.to_dict("records")
    ]
    described = {"title": "Timeline of the dossier", "licence": "CC BY 4.0", "events": events}
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def _part(name: str, part: str, begin: str, rows: pd.DataFrame) -> list[str]:
    since = "" if begin == min(PARTS.values()) else f" <small>from {words.date(begin)}</small>"
    return [
        f'<section class="chronicle-part" aria-labelledby="{name}">',
        f'<h3 id="{name}">{escape(part)}{since}</h3>',
        "<ol>",
        "",
        *(line for row in rows.itertuples() for line in _event(row)),
        "</ol>",
        "</section>",
        "",
    ]


def _event(row) -> list[str]:
    """Return one event; its blank lines let the builder read the sentence and its citations as Markdown."""
    return [
        f'<li id="event-{row.event_id}" class="chronicle-event" data-category="{row.category}" '
        f'data-reason="{row.relevance.replace(";", " ")}" data-certainty="{row.certainty}" '
        f'data-first="{row.first_year}" data-last="{row.last_year}">',
        f'<p class="chronicle-date">{_date(row)} <a class="chronicle-anchor" href="#event-{row.event_id}" '
        f'aria-label="Link to event {row.event_id}">{row.event_id}</a></p>',
        "",
        f"{plain(row.event)}. {{cite}}`{row.source_key.replace(';', ',')}`",
        "",
        f'<p class="chronicle-facts">{_facts(row)}</p>',
        "</li>",
        "",
    ]


def _date(row) -> str:
    written = words.period(row.date, row.date_end, span=row.precision == "span")
    return f'<time datetime="{row.date}">{written}</time>'


def _facts(row) -> str:
    reasons = [code[1:] for code in row.relevance.split(";")]
    bearing = f"Reason{'s' if len(reasons) > 1 else ''} {words.listing(reasons)}"
    facts = [
        CATEGORIES[row.category],
        bearing,
        f'<span class="chronicle-certainty"><span aria-hidden="true">{MARKS[row.certainty]}</span> '
        f"{CERTAINTIES[row.certainty]} certainty</span>",
        escape(words.listing(row.actors.split(";"))),
    ]
    if not pd.isna(row.outcome):
        facts.append(f"Russia and the Taliban: {OUTCOMES[row.outcome]} ({row.outcome})")
    if not pd.isna(row.reported):
        facts.append(f"made public {words.moment(row.reported)}")
    return " · ".join(facts)


def _controls(events: pd.DataFrame) -> str:
    return filters.form(
        ".chronicle-event",
        "events",
        filters.search(),
        filters.choices("Kind", "category", CATEGORIES),
        filters.choices("Bears on reason", "reason", REASONS),
        filters.choices("Certainty", "certainty", CERTAINTIES),
        filters.years(events["first_year"].min(), events["last_year"].max()),
    )
