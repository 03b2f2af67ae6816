"""Reason 3 beside other states: the rules that read the panel of their steps toward the Taliban."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.indicators import regional
from dossier.verdicts.judging import BY_HAND
from dossier.verdicts.rule import Found, Tables, rule
from dossier.verdicts.rules import Rule

NEIGHBOURS = ("RUS", "IRN", "CHN", "PAK", "UZB", "TKM")
#: States that are compared, Russia among them; None for all of the panel.
STATES = {
    "all": None,
    "neighbours": NEIGHBOURS,
    "without the United States": (*NEIGHBOURS, "QAT", "TUR", "IND", "DEU", "NOR"),
}
#: How sure a date must be.
SURE = {"any": ("low", "moderate", "high"), "high": ("high",)}
#: Steps that a state could take while the Republic stood, and those that came after.
EARLY_STEPS, LATE_STEPS = ("first_contact", "hosting"), ("embassy", "delisting", "recognition")
STEPS = {
    "all": EARLY_STEPS + LATE_STEPS,
    "before Kabul fell": EARLY_STEPS,
    "after Kabul fell": LATE_STEPS,
}
#: First day on which Russia's first contact may have been, if not when it was acknowledged.
CONTACT = {"as acknowledged": None, "some time from 2013 on": "2013-01-01"}
#: How Russia's place in a step is told.
ORDERS = {
    "leads": "Russia came before all others in",
    "trails": "at least one other state came before Russia in",
    "unsettled": "the order is unsettled in",
}

PANEL = "of most states the panel holds no date but that of recognition"


def compared(
    tables: Mapping[str, pd.DataFrame], states: tuple[str, ...] | None, certainties: tuple[str, ...]
) -> pd.DataFrame:
    """Return the panel's rows of some states (None for all) that are sure enough; what is unknown stays."""
    steps = tables["evidence/regional_steps"]
    kept = steps["status"].eq("unknown") | steps["certainty"].isin(certainties)
    return steps[kept] if states is None else steps[kept & steps["state"].isin(states)]


def place_in_contact(
    tables: Tables, states: tuple[str, ...] | None, certainties: tuple[str, ...], since: str | None
) -> regional.Place | None:
    """Return Russia's place in first contact, None if it had none.

    Parameters
    ----------
    tables : Tables
        With `evidence/regional_steps`.
    states, certainties : tuple of str
        As `compared` takes them.
    since : str or None
        First day on which contact may have been; None for the day on which Moscow acknowledged it.
    """
    rows = compared(tables, states, certainties)
    if since is None:
        return regional.place(rows, "RUS", "first_contact")
    acknowledged = rows.query("state == 'RUS' and step == 'first_contact'")["date"].dropna()
    if acknowledged.empty:
        return None
    return regional.place_if(rows, "RUS", "first_contact", since, acknowledged.item())


@rule(
    "future_base_rate",
    reads=("evidence/regional_steps",),
    axis="Earliest possible place of Russia's first contact, from first (0) to last (1)",
    unit="index",
    lines=("low", "high"),
    thresholds=("least_states", "low", "high"),
    choices={"states": STATES, "certainty": SURE, "contact": CONTACT},
    lowered_by=(PANEL, BY_HAND),
)
def base_rate(
    tables: Tables,
    rule: Rule,
    *,
    states: tuple[str, ...] | None = None,
    certainty: tuple[str, ...] = SURE["any"],
    contact: str | None = None,
) -> Found:
    """Judge whether Russia's first contact lies within the middle half of regional timing (T3.4, A0)."""
    place = tables.once(place_in_contact, states, certainty, contact)
    others, low = (0, float("nan")) if place is None else (place.others, place.low)
    if others < rule["least_states"]:
        because = f"{words.counted(others, 'other state')} have a date, too few to have a middle"
        return Found("few", because, low)
    if rule["low"] <= low and place.high <= rule["high"]:
        branch = "inside"
    elif place.high < rule["low"] or low > rule["high"]:
        branch = "outside"
    else:
        branch = "unsettled"
    because = (
        f"by the dates of {words.count(others)} other states Russia's place in the order lies between "
        f"{words.decimal(low, 2)} and {words.decimal(place.high, 2)}, where 0 is first, 1 last, and the middle half "
        f"runs from {words.decimal(rule['low'], 2)} to {words.decimal(rule['high'], 2)}"
    )
    return Found(branch, because, low)


def compared_steps(
    tables: Mapping[str, pd.DataFrame],
    least: int,
    states: tuple[str, ...] | None = None,
    certainties: tuple[str, ...] = SURE["any"],
) -> dict[str, str]:
    """Return, for each step that can be compared, whether Russia `leads`, `trails` or is `unsettled`.

    Parameters
    ----------
    tables : mapping
        With `evidence/regional_steps`.
    least : int
        So many other states must be known in a step.
    states, certainties : tuple of str
        As `compared` takes them.
    """
    steps = compared(tables, states, certainties)
    found = {}
    for step in dict.fromkeys(steps["step"]):
        place = regional.place(steps, "RUS", step)
        if place is not None and place.others >= least:
            found[step] = "leads" if place.leads else "trails" if place.trails else "unsettled"
    return found


@rule(
    "future_first",
    reads=("evidence/regional_steps",),
    axis="Share of the steps that can be compared in which Russia leads",
    unit="share",
    thresholds=("least_states",),
    choices={"states": STATES, "certainty": SURE, "steps": STEPS},
    lowered_by=(PANEL,),
)
def first(
    tables: Tables,
    rule: Rule,
    *,
    states: tuple[str, ...] | None = None,
    certainty: tuple[str, ...] = SURE["any"],
    steps: tuple[str, ...] = STEPS["all"],
) -> Found:
    """Judge whether Russia moved before the other states, step by step (T3.4)."""
    every = tables.once(compared_steps, rule["least_states"], states, certainty)
    found = {step: how for step, how in every.items() if step in steps}
    if not found:
        return Found("none", "no step can be compared")
    orders = set(found.values())
    branch = "first" if orders == {"leads"} else "mixed" if "leads" in orders else "later"
    told = []
    for how, said in ORDERS.items():
        named = [step.replace("_", " ") for step, order in found.items() if order == how]
        told += [f"{said} {words.listing(named)}"] if named else []
    led = sum(how == "leads" for how in found.values())
    return Found(branch, "; ".join(told), led / len(found))
