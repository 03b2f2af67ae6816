"""Contracts of `data/diplomacy/`: votes, ideal points, vetoes, treaties, exercises."""

from dossier.tables.base import Table, day, flag, real, state, text, whole, year
from dossier.tables.cuts import by_day, by_lag, from_day
from dossier.tables.publishers import UN_VOTES

#: The twenty states whose votes the tables hold.
VOTERS = [
    "RUS",
    "USA",
    "CHN",
    "PAK",
    "IND",
    "IRN",
    "AFG",
    "KAZ",
    "KGZ",
    "TJK",
    "TKM",
    "UZB",
    "TUR",
    "SAU",
    "QAT",
    "ARE",
    "BLR",
    "GBR",
    "FRA",
    "DEU",
]


def _vote(code: str):
    return text(
        f"Vote of {code}: Y yes, N no, A abstained, empty absent", allowed=["A", "N", "Y"], nullable=True
    )


def _point(description: str):
    return real(description, "ideal-point scale", -6, 6, nullable=True)


TABLES = {
    "diplomacy/rollcalls": Table(
        title="Recorded votes of the United Nations, twenty states, 1990-2021 and 2025",
        columns={
            "vote": whole("Number of the vote in this table", low=1),
            "year": year("Calendar year", 1990, 2025),
            "date": day("Day of the vote; empty for 2020-2021", nullable=True),
            "body": text("General Assembly or Security Council", allowed=["GA", "SC"]),
            "resolution": text("Symbol", nullable=True),
            "on_part": flag("On a paragraph or an amendment, not on the whole"),
            "on_afghanistan": flag("On the situation in Afghanistan"),
            "yes": whole("States in favour", "states", 0, 193),
            "no": whole("States against", "states", 0, 193),
            "abstain": whole("States abstaining", "states", 0, 193),
            **{code: _vote(code) for code in VOTERS},
        },
        key=("vote",),
        rows=3075,
        format="parquet",
        cut=UN_VOTES,
    ),
    "diplomacy/agreement": Table(
        title="Agreement of pairs of states in the General Assembly by year, 1990-2021 and 2025",
        columns={
            "state_a": state("First state, in alphabetical order"),
            "state_b": state("Second state"),
            "year": year("Calendar year", 1990, 2025),
            "votes": whole("Contested votes that both cast", "votes", low=0),
            "agreement": real("Agreement; 1 is always the same vote", "share", 0, 1),
        },
        key=("state_a", "state_b", "year"),
        rows=5956,
        format="parquet",
        cut=UN_VOTES,
    ),
    "diplomacy/ideal_points": Table(
        title="Ideal points of states in the General Assembly, 1946-2024",
        columns={
            "state": state("State; Russia's seat is the Soviet Union's before 1992"),
            "year": year("Calendar year", 1946, 2024),
            "final_votes": _point("Ideal point from votes on whole resolutions"),
            "final_votes_low": _point("5th percentile"),
            "final_votes_high": _point("95th percentile"),
            "all_votes": _point("Ideal point from all votes, parts included"),
            "all_votes_low": _point("5th percentile"),
            "all_votes_high": _point("95th percentile"),
        },
        key=("state", "year"),
        rows=1230,
        cut=by_lag(
            "year", 12, "Points are estimated from the votes of a year; a year is allowed for the estimate"
        ),
    ),
    "diplomacy/vetoes": Table(
        title="Vetoes in the Security Council, 1946 to July 2022",
        columns={
            "item": whole("Number of the draft in this table", low=1),
            "date": day("Day of the veto"),
            "draft": text("Symbol of the draft or the meeting"),
            "state": state("State that cast the veto"),
            "on_afghanistan": flag("On Afghanistan"),
        },
        key=("item", "state"),
        rows=265,
        cut=by_day("date", why="The Security Council votes in public"),
    ),
    "diplomacy/alliances": Table(
        title="Treaty obligations between pairs of twelve states, 1950-2018",
        columns={
            "state_a": state("First state"),
            "state_b": state("Second state"),
            "year": year("Calendar year", 1950, 2018),
            "defence": flag("To defend the other"),
            "offence": flag("To fight beside the other"),
            "neutrality": flag("To stay neutral"),
            "non_aggression": flag("Not to attack"),
            "consultation": flag("To consult"),
        },
        key=("state_a", "state_b", "year"),
        rows=1177,
        cut=from_day("2018", "The edition reaches to 2018 and is cut as a whole"),
    ),
    "diplomacy/exercises": Table(
        title="Multinational military exercises of eleven states, 1980-2010",
        columns={
            "exercise": text("Id of the exercise", pattern=r"mme\d+"),
            "year": year("Year of the first day", 1980, 2010),
            "state": state("State that took part"),
        },
        key=("exercise", "state"),
        rows=1070,
        cut=from_day("2021", "The list to 2010 was deposited in 2021"),
    ),
}
