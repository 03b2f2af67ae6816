"""United Nations: roll calls, ideal points, vetoes."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import DAY, FLAG, ISO3, REAL, TEXT, WHOLE, Cell, coded, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.diplomacy import VOTERS

VOETEN = "Voeten, United Nations General Assembly voting data, release of 2021"
LIBRARY_2020 = "United Nations Digital Library, recorded votes of 2020-2021"
LIBRARY_2025 = "United Nations Digital Library, recorded votes of 2025"
VETO_STATES = coded(
    {"USSR": "SUN", "UK": "GBR", "USA": "USA", "France": "FRA", "China": "CHN", "Russia": "RUS"}
)
COUNTS = ["n_yes", "n_no", "n_abstain"]
#: Yes, no, abstained; empty is absent.
VOTES = dict.fromkeys(COUNTS, WHOLE) | dict.fromkeys(VOTERS, one_of(["Y", "N", "A"]).or_empty())


@derives(
    "diplomacy/rollcalls",
    {"un-ga-votes": VOETEN, "un-dl-votes-2020-2021": LIBRARY_2020, "un-dl-votes-2025": LIBRARY_2025},
    kept="Every recorded vote in the three sources and how twenty states voted; titles are left out, but votes "
    "on the situation in Afghanistan are marked. An empty vote is absence, or no seat on the Security Council.",
    warnings=[
        "2022 to 2024 are missing: no source with single votes was on hand.",
        "From August 2021 Afghanistan's vote is cast by envoys of the government that fell, not by the Taliban.",
    ],
)
def rollcalls(sources: Sources):
    """One row a recorded vote."""
    old = _voeten(sources)
    name = "un_ga_votes_2020_2021.csv"
    middle = _library(sources, "un-dl-votes-2020-2021", name, {"year": WHOLE, "resolution": TEXT})
    middle = middle.assign(
        body="GA",
        date=pd.Series(pd.NaT, index=middle.index, dtype="datetime64[s]"),
        on_afghanistan=middle["resolution"].isin(["A/RES/75/90", "A/RES/74/9", "A/RES/73/88"]),
    )
    name = "un_ga_sc_votes_2025.csv"
    cells = {"body": one_of(["GA", "SC"]), "resolution": TEXT, "date": DAY, "title": TEXT}
    new = _library(sources, "un-dl-votes-2025", name, cells)
    new = new.assign(year=new["date"].dt.year.astype("int64"), on_afghanistan=_on_afghanistan(new["title"]))
    frame = pd.concat([old, middle.assign(on_part=False), new.assign(on_part=False)], ignore_index=True)
    frame = frame.sort_values(["year", "date", "resolution"], kind="stable", ignore_index=True)
    frame["vote"] = range(1, len(frame) + 1)
    columns = [
        "vote",
        "year",
        "date",
        "body",
        "resolution",
        "on_part",
        "on_afghanistan",
        *COUNTS,
        *VOTERS,
    ]
    return frame[columns].rename(columns={"n_yes": "yes", "n_no": "no", "n_abstain": "abstain"})


@derives(
    "diplomacy/agreement",
    {"un-ga-votes": VOETEN, "un-dl-votes-2020-2021": LIBRARY_2020, "un-dl-votes-2025": LIBRARY_2025},
    kept="Agreement of every pair among twenty states by year, on final resolutions only (votes on paragraphs "
    "and amendments left out), by Lijphart's measure: 1 for the same vote, 0.5 for one step apart, 0 for "
    "opposite votes, unanimous votes left out.",
)
def agreement(sources: Sources):
    """Agreement of pairs of states by year; the placebos of any one pair."""
    cells = {"year": WHOLE, "iso_a": ISO3, "iso_b": ISO3, "n_whole": WHOLE, "agree_whole": REAL}
    raw = sources.csv("un-ga-votes", "un_ga_dyad_agreement.csv", list(cells), cells=cells)
    names = {"iso_a": "state_a", "iso_b": "state_b", "n_whole": "votes", "agree_whole": "agreement"}
    frame = raw.rename(columns=names)
    swapped = frame["state_a"] > frame["state_b"]
    frame.loc[swapped, ["state_a", "state_b"]] = frame.loc[swapped, ["state_b", "state_a"]].to_numpy()
    return frame.sort_values(["state_a", "state_b", "year"], ignore_index=True)[
        ["state_a", "state_b", "year", "votes", "agreement"]
    ]


@derives(
    "diplomacy/ideal_points",
    {"un-ideal-points": "Bailey, Strezhnev and Voeten, ideal points, release of July 2025"},
    kept="Yearly ideal points of twenty states and the Soviet Union's seat, 1946-2024, from final votes and from "
    "all votes, with 90 percent intervals.",
)
def ideal_points(sources: Sources):
    """Ideal points in both variants."""
    columns = {
        "iso3c": "state",
        "year": "year",
        "idealpointfp": "final_votes",
        "q5fp": "final_votes_low",
        "q95fp": "final_votes_high",
        "idealpointall": "all_votes",
        "q5all": "all_votes_low",
        "q95all": "all_votes_high",
    }
    raw = sources.csv(
        "un-ideal-points",
        "un_ideal_points_1946_2024.csv",
        list(columns),
        cells={name: REAL.or_empty() for name in list(columns)[2:]} | {"year": WHOLE},
        only={"iso3c": VOTERS},
    )
    return raw.rename(columns=columns).sort_values(["state", "year"], ignore_index=True)


@derives(
    "diplomacy/vetoes",
    {"unsc-vetoes": "United Nations Security Council vetoes, list to July 2022"},
    kept="Each veto: date, draft and the state that cast it; drafts on Afghanistan are marked.",
)
def vetoes(sources: Sources):
    """One row a draft and a state that vetoed it."""
    members = ["member_veto1", "member_veto2", "member_veto3"]
    columns = ["date", "draft", "agenda_item", "crisis_topic", *members]
    cells = {"date": DAY, "draft": TEXT, members[0]: VETO_STATES}
    cells |= dict.fromkeys(members[1:], VETO_STATES.or_empty())
    raw = sources.csv("unsc-vetoes", "unsc_vetoes_1946_2022.csv", columns, cells=cells)
    raw = raw.assign(
        item=range(1, len(raw) + 1),
        on_afghanistan=_on_afghanistan(raw["agenda_item"].fillna("") + " " + raw["crisis_topic"].fillna("")),
    )
    frame = raw.melt(["item", "date", "draft", "on_afghanistan"], members, value_name="state").dropna()
    return frame.sort_values(["item", "state"], ignore_index=True)[
        ["item", "date", "draft", "state", "on_afghanistan"]
    ]


def _voeten(sources: Sources) -> pd.DataFrame:
    part = dict.fromkeys(["amend", "para"], FLAG.or_empty())
    cells = {"date": DAY, "year": WHOLE, **part, **VOTES}
    columns = ["date", "year", "unres", *part, "title", *VOTES]
    raw = sources.csv("un-ga-votes", "un_ga_rollcalls_1990_2019.csv.gz", columns, cells=cells)
    return raw.assign(
        body="GA",
        resolution=raw["unres"],
        on_part=raw[list(part)].fillna(False).astype("bool").any(axis=1),
        on_afghanistan=_on_afghanistan(raw["title"]),
    ).drop(columns=["unres", "amend", "para", "title"])


def _library(sources: Sources, dataset: str, name: str, cells: dict[str, Cell]) -> pd.DataFrame:
    cells = cells | VOTES
    return sources.csv(dataset, name, list(cells), cells=cells)


def _on_afghanistan(titles: pd.Series) -> pd.Series:
    return titles.fillna("").str.contains("afghan", case=False)
