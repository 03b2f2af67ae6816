"""A record made up for examples: a war that begins and ends, and acts that follow it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dossier.indicators.regional import Place
from dossier.inference.testing import Case


def case_of_a_war(actor: str = "RUS", **series: int) -> Case:
    """Return a case of one contact a quarter, and of three a quarter in the ten quarters of a war.

    Parameters
    ----------
    actor : str
        Who acts.
    **series : int
        Name of each series and by how many quarters it comes after the war; without any, `war` as it was.

    Examples
    --------
    >>> case = case_of_a_war(south=0, north=1)
    >>> len(case.acts), case.series["north"].eq(1).idxmax()
    (54, Period('2016Q2', 'Q-DEC'))
    """
    quarters, war = pd.period_range("2013Q1", "2021Q2", freq="Q"), np.repeat([0, 1, 0], [12, 10, 12])
    days = quarters.repeat(1 + 2 * war).start_time
    acts = pd.DataFrame({"date_from": days, "date_to": days, "actor": actor, "toward": "taliban"})
    acts = acts.assign(act_id=range(len(acts)), kind="contact", present="yes")
    shifted = {name: pd.Series(np.roll(war, late), quarters) for name, late in (series or {"war": 0}).items()}
    return Case(acts, shifted, {}, None, None, {}, days[0], days[-1], days[-1], ("contact",))


def case_without_acts(place: Place) -> Case:
    """Return a case in which nothing happened, of a state with a place among others in first contacts.

    Examples
    --------
    >>> case_without_acts(Place("first_contact", 2, 2, 0)).counted.empty
    True
    """
    acts = pd.DataFrame(columns=["date_from", "date_to", "actor", "toward", "kind", "present"])
    series = dict.fromkeys(("acts_of_others", "calendar"), pd.Series(dtype=float))
    day = pd.Timestamp("2017-04-20")
    return Case(acts, series, {}, place, None, {}, day, day, day, ())
