"""ICEWS: news events coded by machine, with the Taliban as one side."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import DAY, MONTH, TEXT, WHOLE, coded, like
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.dealings import QUADS

DATASET = "icews-taliban-dyads-2018-2023"
RELEASE = "ICEWS events, five cuts of 2018 to April 2023"
TALIBAN, RUSSIA = "TAL", "RUS"
#: The file's columns of event classes, in the order of `QUADS`.
COUNTS = ["verbal_coop", "material_coop", "verbal_conf", "material_conf"]
ACTOR = like("[A-Z]{2,5}|oth", "the code of an actor such as TAL")
SIDES = {"vintage": TEXT, "source_code": ACTOR, "target_code": ACTOR}
WITHIN = "Compare actors within a cut, never levels across cuts; most events are statements in the news."


@derives(
    "diplomacy/taliban_dyad_months",
    {DATASET: RELEASE},
    kept="Months and counts of events between the Taliban and each of nineteen other actors, by direction and "
    "class of event, with the events of all actors in the month. Single events and all other pairs are left out.",
    warnings=[WITHIN],
    restricted=True,
)
def dyad_months(sources: Sources):
    """Counts by cut, month, actor and direction."""
    cells = SIDES | {"month": MONTH} | dict.fromkeys(COUNTS, WHOLE)
    raw = sources.csv(DATASET, "dyad_month.csv", list(cells), cells=cells)
    raw = raw.rename(columns=dict(zip(COUNTS, QUADS, strict=True)))
    cells = {"vintage": TEXT, "month": MONTH, "events_all_actors": WHOLE}
    totals = sources.csv(DATASET, "month_totals.csv", list(cells), cells=cells)
    frame = _seen_from_the_taliban(raw).merge(totals, on=["vintage", "month"], validate="m:1")
    keys = ["vintage", "month", "actor", "direction"]
    frame = frame.rename(columns={"events_all_actors": "all_events"})
    return frame[[*keys, *QUADS, "all_events"]].sort_values(keys)


@derives(
    "diplomacy/taliban_russia_days",
    {DATASET: RELEASE},
    kept="Days, directions and classes of the events between Russia and the Taliban, counted. What the events "
    "were and whom they name is left out.",
    warnings=[WITHIN],
    restricted=True,
)
def russia_days(sources: Sources):
    """Counts by cut, day, direction and class."""
    cells = SIDES | {"date": DAY, "quad": coded(dict(enumerate(QUADS, start=1)))}
    frame = _seen_from_the_taliban(sources.csv(DATASET, "taliban_events.csv.gz", list(cells), cells=cells))
    frame = frame[frame["actor"].eq(RUSSIA)]
    keys = ["vintage", "date", "direction", "quad"]
    return frame.groupby(keys).size().rename("events").reset_index()


def _seen_from_the_taliban(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the Taliban on one side: the other actor, and who acts."""
    acting, acted_on = frame["source_code"].eq(TALIBAN), frame["target_code"].eq(TALIBAN)
    frame = frame.assign(
        actor=frame["target_code"].where(acting, frame["source_code"]),
        direction=acting.map({True: "by-taliban", False: "toward-taliban"}),
    )
    return frame[acting | acted_on].drop(columns=["source_code", "target_code"])
