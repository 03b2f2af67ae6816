"""Whether a verdict depends on the release: the same rule over the other release of a dataset that is on hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.indicators import conflict, insurgency
from dossier.verdicts import rule
from dossier.verdicts.confidence import graded
from dossier.verdicts.judging import Clocks, Tables
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import Judged

#: Tables that the swaps read beside those of the judges.
READS = ("arms/transfers_2024", "arms/recipient_totals", "conflict/country_years")
#: Supplier code of what a release gives for a recipient beyond the suppliers that the book holds.
OTHERS = "others"


@dataclass(frozen=True)
class Swap:
    """Two releases of one dataset, and the rules that read it.

    Parameters
    ----------
    older, newer : str
        The releases, in words.
    rules : tuple of str
        Rules whose measure both releases give.
    swapped : callable
        Takes the tables; returns them with the release that the rules do not read put in its place.
    reads_older : bool
        Whether the rules of the book read the older one.
    """

    older: str
    newer: str
    rules: tuple[str, ...]
    swapped: Callable[[Tables], Tables]
    reads_older: bool


@dataclass(frozen=True)
class Compared:
    """One rule's verdicts by both releases."""

    statement: str
    older_release: str
    newer_release: str
    older: Judged
    newer: Judged

    @property
    def depends(self) -> bool:
        """Whether verdict or likelihood differ on either clock."""
        return any(
            (one.verdict, one.likelihood) != (other.verdict, other.likelihood)
            for one, other in ((self.older.then, self.newer.then), (self.older.now, self.newer.now))
        )


def compare(clocks: Clocks, rules: Rules) -> dict[str, Compared]:
    """Judge each rule that two releases can answer by both of them.

    Parameters
    ----------
    clocks : mapping
        What the rules of the swaps read, and `READS`, as `dossier.catalogue.on_clocks` loads them.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    """
    found = {}
    for swap in SWAPS:
        swapped = {clock: swap.swapped(tables) for clock, tables in clocks.items()}
        own, other = (_judged(swap.rules, held, rules) for held in (clocks, swapped))
        older, newer = (own, other) if swap.reads_older else (other, own)
        for name in swap.rules:
            found[name] = Compared(rules[name].statement, swap.older, swap.newer, older[name], newer[name])
    return found


def _judged(names: tuple[str, ...], clocks: Clocks, rules: Rules) -> dict[str, Judged]:
    found = {
        name: Judged(*(rule.judge(name, clocks[clock], rules, clock) for clock in CLOCKS)) for name in names
    }
    return graded(found, rules)


def _sipri_2024(tables: Tables) -> Tables:
    later, totals = tables["arms/transfers_2024"], tables["arms/recipient_totals"]
    held = later.groupby(["recipient", "year"])["tiv_million"].sum()
    whole = totals.set_index(["recipient", "year"])["tiv_million"]
    rest = (whole - held.reindex(whole.index, fill_value=0)).clip(lower=0).reset_index()
    return {**tables, "arms/transfers": pd.concat([later, rest.assign(supplier=OTHERS)], ignore_index=True)}


def _war_of_25_1(tables: Tables) -> Tables:
    """Put the country-years' deaths, less fighting with IS, in the place of the war's in the annual table."""
    battle = tables["conflict/battle_deaths"]
    years = tables["conflict/country_years"].query("country == 'AFG'").set_index("year")
    with_is = battle[battle["conflict_id"].eq(conflict.IS_CONFLICTS["AFG"])].set_index("year")["best"]
    newer = years["state_based_best"] - years["interstate_best"] - with_is.reindex(years.index, fill_value=0)
    war = insurgency.is_war(battle)
    return {
        **tables,
        "conflict/battle_deaths": battle.assign(best=battle["best"].mask(war, battle["year"].map(newer))),
    }


def _feud_of_22_1(tables: Tables) -> Tables:
    """Take what release 25.1 adds to the fights of IS and the Taliban off the country-years."""
    deaths = conflict.dyad_deaths(tables, 1989, 2100)
    twice = deaths[deaths.duplicated(["dyad", "year"], keep=False)].set_index(["basis", "year"])["best"]
    if twice.empty:  # the year that was revised was not public on this clock
        return tables
    added = twice[conflict.COUNTRY] - twice[conflict.ANNUAL]
    whole = tables["conflict/country_years"]
    here = whole["year"].map(added).where(whole["country"].eq("AFG")).fillna(0).astype("int64")
    columns = [name for name in whole if name.startswith(("all_", "non_state_"))]
    return {
        **tables,
        "conflict/country_years": whole.assign(**{name: whole[name] - here for name in columns}),
    }


SWAPS = (
    Swap(
        "SIPRI, March 2022",
        "SIPRI, March 2024",
        ("pakistan", "arming_kabul", "future_shift"),
        _sipri_2024,
        reads_older=True,
    ),
    Swap("UCDP 22.1", "UCDP 25.1", ("battlefield",), _feud_of_22_1, reads_older=False),
    Swap("UCDP 24.1", "UCDP 25.1", ("future_gaining", "future_gradient"), _war_of_25_1, reads_older=True),
)
