"""Contract of `data/evidence/event_codings.csv`: what measures count in the timeline, scheme by scheme.

A scheme says once which events of the timeline it must code and which codes it knows; `dossier.checks` holds the
table to that. An event that a scheme looks at and does not count has the code `none` and a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.tables.base import Table, text
from dossier.tables.cuts import beside
from dossier.tables.days import BEFORE_THE_FALL, US_WAR
from dossier.tables.evidence import EFFECTS

if TYPE_CHECKING:
    import pandas as pd

#: Code of an event that a scheme must code and does not count.
NOT_COUNTED = "none"


@dataclass(frozen=True)
class Scheme:
    """One way of coding events of the timeline.

    Parameters
    ----------
    title : str
        What it counts.
    codes : tuple of str
        Codes that it knows.
    covers : str
        Which events must have a code, in words.
    must_code : callable
        From the rows of `evidence/timeline` to whether each must have a code. A scheme may code others as well.
    """

    title: str
    codes: tuple[str, ...]
    covers: str
    must_code: Callable[[pd.DataFrame], pd.Series]


def _name(events: pd.DataFrame, *patterns: str) -> pd.Series:
    """Whether the actors of each event fit all patterns."""
    found = [events["actors"].str.contains(pattern) for pattern in patterns]
    return sum(found) == len(patterns)


def _within(events: pd.DataFrame, first: str, last: str) -> pd.Series:
    """Whether each event may have begun between two days; a month or a year counts if a part of it does."""
    return events["date"].map(lambda said: first[: len(said)] <= said <= last[: len(said)]).astype(bool)


def _is(events: pd.DataFrame, category: str) -> pd.Series:
    return events["category"].eq(category)


#: Every scheme of `evidence/event_codings`, by name.
SCHEMES = {
    "dealing_with_kabul": Scheme(
        title="Moscow's dealings with the government in Kabul, and what each was",
        codes=("joint act", "arms", "meeting", "refusal", NOT_COUNTED),
        covers="events with Russia and Afghans or the region's states among the actors, 5 December 2001 to "
        "14 August 2021",
        must_code=lambda events: (
            _name(events, "Russia", "Afghan|regional states") & _within(events, "2001-12-05", BEFORE_THE_FALL)
        ),
    ),
    "arms_for_kabul": Scheme(
        title="Deliveries of rifles from Russia to Kabul",
        codes=("rifles", NOT_COUNTED),
        covers="events on arms with Russia and Afghanistan among the actors",
        must_code=lambda events: _is(events, "arms") & _name(events, "Russia", "Afghanistan"),
    ),
    "meeting_with_taliban": Scheme(
        title="Meetings with Taliban delegates before they took Kabul, and where each was held",
        codes=("Murree", "Moscow", "Doha", NOT_COUNTED),
        covers="diplomatic events with the Taliban among the actors, 7 October 2001 to 14 August 2021",
        must_code=lambda events: (
            _is(events, "diplomacy") & _name(events, "Taliban") & _within(events, US_WAR, BEFORE_THE_FALL)
        ),
    ),
    "vote_of_russia": Scheme(
        title="Resolutions of the Security Council on Afghanistan on which Russia abstained",
        codes=("abstained", NOT_COUNTED),
        covers="events with the Security Council among the actors",
        must_code=lambda events: _name(events, "UN Security Council"),
    ),
    "contract_holder": Scheme(
        title="Contracts for Afghan minerals, oil or gas, by the state of each foreign holder",
        codes=("ARE", "CHN", "RUS", "TUR", NOT_COUNTED),
        covers="economic events",
        must_code=lambda events: _is(events, "economy"),
    ),
    "step_with_russia": Scheme(
        title="Economic events with Russia: a deal is agreed, an offer is said, a figure is reported",
        codes=("deal", "offer", "figure", NOT_COUNTED),
        covers="economic events with Russia among the actors",
        must_code=lambda events: _is(events, "economy") & _name(events, "Russia"),
    ),
}
#: The scheme of `evidence/us_effort`, which codes each event twice and has a table of its own.
US_EFFORT = Scheme(
    title="Acts as helping or harming the US effort in Afghanistan",
    codes=EFFECTS,
    covers="events with Russia or the Security Council among the actors, or that bear on reason 2, 11 September "
    "2001 to 14 August 2021",
    must_code=lambda events: (
        (_name(events, "Russia|UN Security Council") | events["relevance"].str.contains("r2"))
        & _within(events, "2001-09-11", BEFORE_THE_FALL)
    ),
)

TABLES = {
    "evidence/event_codings": Table(
        title="What measures count in the timeline: codes of its events, scheme by scheme",
        columns={
            "event_id": text("Event of evidence/timeline", pattern=r"V\d{3}"),
            "scheme": text(
                "What is coded; `dossier.tables.codings` says which events each must code", allowed=SCHEMES
            ),
            "code": text("Code of the scheme, or none for an event that it does not count"),
            "why": text("Why it has this code; never empty where it is not counted", nullable=True),
        },
        key=("event_id", "scheme", "code"),
        cut=beside("evidence/timeline", "event_id", "It codes events of the timeline"),
    ),
}
