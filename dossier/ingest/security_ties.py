"""Treaties and exercises: ATOP alliances, the register of multinational exercises, Russia's since 2009."""

from __future__ import annotations

import re

from dossier.ingest.reading import ADDRESS, FLAG, STATE, STATED_DAY, TEXT, WHOLE, like, listed
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.ingest.states import code

LATER_EXERCISES = "ru-joint-exercises-2009-2025"
#: States whose joint exercises the book counts.
EXERCISING = [
    "Afghanistan",
    "China",
    "India",
    "Iran",
    "Kazakhstan",
    "Kyrgyzstan",
    "Pakistan",
    "Russia",
    "Tajikistan",
    "Turkmenistan",
    "Uzbekistan",
]


@derives(
    "diplomacy/alliances",
    {"atop-alliances": "ATOP 5.1, dyad-years to 2018"},
    kept="Treaty obligations between pairs of twelve states, 1950-2018. A pair and year without a row had none.",
)
def alliances(sources: Sources):
    """One row a pair and year with any obligation."""
    kinds = ["atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul"]
    cells = {"country1": STATE, "country2": STATE, "year": WHOLE} | dict.fromkeys(kinds, FLAG)
    raw = sources.csv("atop-alliances", "atop_v5_1_dyads_focus_1950-2018.csv", list(cells), cells=cells)
    frame = raw.rename(columns={"country1": "state_a", "country2": "state_b"})
    # Moscow's seat is the Soviet Union's up to 1991.
    for side in ("state_a", "state_b"):
        frame[side] = frame[side].mask(frame[side].eq("RUS") & frame["year"].le(1991), "SUN")
    names = dict(
        zip(kinds, ["defence", "offence", "neutrality", "non_aggression", "consultation"], strict=True)
    )
    frame = frame.rename(columns=names)
    return frame[["state_a", "state_b", "year", *names.values()]].sort_values(
        ["state_a", "state_b", "year"], ignore_index=True
    )


@derives(
    "diplomacy/exercises",
    {"mme-exercises": "Multinational Military Exercises, version 7, 1980-2010"},
    kept="Which of eleven states took part in which multinational exercise; the United States and other "
    "participants are left out.",
    warnings=["The series ends in 2010: that a later exercise is absent means nothing."],
)
def exercises(sources: Sources):
    """One row an exercise and a participating state."""
    letters = [chr(letter) for letter in range(ord("A"), ord("Z") + 1)]
    states = [f"State{letter}" for letter in letters + [f"A{letter}" for letter in letters[:13]]]
    cells = {"MMEID": like("[A-Za-z]*[0-9]+", "the number of an exercise such as mme1366"), "s.year": WHOLE}
    raw = sources.csv("mme-exercises", "mme_v7_1980-2010.csv", [*cells, *states], cells=cells)
    frame = raw.melt(["MMEID", "s.year"], states, value_name="state").dropna(subset=["state"])
    frame = frame[frame["state"].isin(EXERCISING)]
    frame = frame.assign(state=frame["state"].map(code))
    frame = frame.rename(columns={"MMEID": "exercise", "s.year": "year"})[
        ["exercise", "year", "state"]
    ].drop_duplicates()
    frame["number"] = [int(re.sub(r"\D", "", name)) for name in frame["exercise"]]
    return frame.sort_values(["number", "state"], ignore_index=True).drop(columns="number")


@derives(
    "diplomacy/russian_exercises",
    {LATER_EXERCISES: "joint exercises of Russia 2009-2018, list by Z. Leffel"},
    kept="Which state took part with Russia in which exercise, with the page that the list names.",
    warnings=["Thin after 2013, and without Druzhba-2017: who took part, never how many a year."],
)
def russian_exercises(sources: Sources):
    """One row an exercise and a partner."""
    cells = {"id": WHOLE, "name": TEXT, "year": WHOLE, "participants": listed("; "), "source": ADDRESS}
    raw = sources.csv(LATER_EXERCISES, "exercises_russia_2009_2018.csv", list(cells), cells=cells)
    frame = raw.assign(partner=raw["participants"].str.split(";")).explode("partner")
    frame = frame.rename(columns={"id": "exercise", "source": "url"})
    return frame[["exercise", "name", "year", "partner", "url"]].sort_values(["year", "exercise", "partner"])


@derives(
    "diplomacy/exercises_near_afghanistan",
    {LATER_EXERCISES: "Russian exercises with Pakistan and at the Afghan border as press reports gave them"},
    kept="Every exercise with dates, partners, place, troops, how it is known, and address. Remarks are left out.",
)
def exercises_near_afghanistan(sources: Sources):
    """Exercises in the order of the compilation."""
    names = {"exercise": "exercise", "start": "start", "end": "end", "partners": "partners"}
    names |= {"place": "place", "troops_total": "troops", "troops_russian": "russian_troops"}
    names |= {"status": "status", "source_url": "url"}
    file = "druzhba_and_afghan_border_exercises_compiled.csv"
    cells = {"exercise": TEXT, "place": TEXT, "status": TEXT, "source_url": ADDRESS}
    cells |= dict.fromkeys(["start", "end"], STATED_DAY.or_empty())
    cells |= {"partners": listed("; ", besides={"others": "others"})}
    cells |= dict.fromkeys(["troops_total", "troops_russian"], WHOLE.or_empty())
    raw = sources.csv(LATER_EXERCISES, file, list(names), cells=cells).rename(columns=names)
    frame = raw.assign(
        partners=raw["partners"].str.removesuffix(";others"),
        more_partners=raw["partners"].str.endswith("others"),
    )
    order = list(names.values())
    return frame[[*order[:4], "more_partners", *order[4:]]]
