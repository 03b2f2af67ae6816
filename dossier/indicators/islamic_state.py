"""Measures of the annual tables: deaths in violence with IS as a party, and their share of all deaths.

Annual tables and country-years put together give a figure or, where several parties share one, bounds. UCDP's
names of sides are kept (Taleban, IS); after 15 August 2021 `Government of Afghanistan` is the Taliban's.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.conflict import (
    ACTIVE,
    ANNUAL,
    COUNTRY,
    IS_CONFLICTS,
    REMAINDER,
    nonstate_with_is,
    remainder_with_is,
)
from dossier.indicators.events import has_side
from dossier.tables.conflict import ESTIMATES

#: UCDP's id of IS against civilians.
IS_ON_CIVILIANS = 506
RUSSIA_AND_CENTRAL_ASIA = ("RUS", "KAZ", "KGZ", "TJK", "TKM", "UZB")
#: UCDP's kinds of organised violence.
KINDS = ("state-based", "non-state", "one-sided")
#: How a figure was found, where `dossier.indicators.conflict` does not name it.
EVENTS, BOUNDS = "event file", "bounds"
#: IS as one party of a dyad, pair or alliance, or alone against civilians.
_NAMES_IS = r"(?:^|, | - )IS(?:$|, | - )"


def is_deaths(tables: Mapping[str, pd.DataFrame], countries: tuple[str, ...]) -> pd.DataFrame:
    """Deaths in violence with IS as a party, by the country where people died.

    Parameters
    ----------
    tables : mapping
        `dossier.indicators.conflict.TABLES`, loaded.
    countries : tuple of str
        ISO 3166-1 alpha-3 codes.

    Returns
    -------
    pandas.DataFrame
        country, year, type_of_violence, best, low, high, basis; a row for each kind of violence in which
        UCDP names IS in the country and year, so that a missing row is a year without any event. `bounds`
        marks figures that several parties share: `low` is what must be IS's, `high` all it can be, and
        `best` is the lower bound.

    Examples
    --------
    >>> import pandas as pd
    >>> years = pd.DataFrame({"country": "RUS", "year": [2021, 2023]})
    >>> years[[f"state_based_{each}" for each in ESTIMATES]] = [[67, 67, 67], [204, 204, 204]]
    >>> years[[f"interstate_{each}" for each in ESTIMATES]] = [[65, 65, 65], [100, 100, 100]]
    >>> parties = years.iloc[[0, 1, 1]].assign(type_of_violence="state-based")
    >>> parties["parties"] = [f"Government of Russia - {rebels}" for rebels in ("IS", "IS", "LSR")]
    >>> tables = {"conflict/country_years": years, "conflict/country_parties": parties}
    >>> tables |= dict.fromkeys(["conflict/battle_deaths", "conflict/dyads"], years[:0].assign(conflict_id=0))
    >>> is_deaths(tables, ("RUS",))[["year", "best", "low", "high", "basis"]].to_numpy().tolist()
    [[2021, 2, 2, 2, 'country-year'], [2023, 0, 0, 24, 'bounds']]
    """
    parties = tables["conflict/country_parties"]
    named = parties[parties["country"].isin(countries) & parties["parties"].str.contains(_NAMES_IS)]
    named = named[["country", "year", "type_of_violence"]].drop_duplicates()
    figures = [_KINDS[row.type_of_violence](tables, row.country, row.year) for row in named.itertuples()]
    found = pd.DataFrame(figures, columns=[*ESTIMATES, "basis"], index=named.index)
    return named.join(found).sort_values(["country", "year", "type_of_violence"], ignore_index=True)


def is_deaths_by_year(
    tables: Mapping[str, pd.DataFrame],
    countries: tuple[str, ...] = RUSSIA_AND_CENTRAL_ASIA,
) -> pd.Series:
    """Best-estimate deaths in violence with IS as a party, by year; lower bounds where only bounds are known.

    Parameters
    ----------
    tables, countries
        As in `is_deaths`.

    Returns
    -------
    pandas.Series
        Deaths indexed by year; years without any event are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> years = pd.DataFrame({"country": ["RUS", "TJK", "RUS"], "year": [2018, 2018, 2024]})
    >>> years[[f"one_sided_groups_{each}" for each in ESTIMATES]] = [[13, 13, 13], [4, 4, 4], [146, 146, 146]]
    >>> parties = years.assign(type_of_violence="one-sided", parties="IS - Civilians")
    >>> tables = {"conflict/country_years": years, "conflict/country_parties": parties}
    >>> is_deaths_by_year(tables).to_dict(), is_deaths_by_year(tables, ("TJK",)).to_dict()
    ({2018: 17, 2024: 146}, {2018: 4})
    """
    return is_deaths(tables, countries).groupby("year")["best"].sum()


def is_share_of_deaths(
    tables: Mapping[str, pd.DataFrame],
    country: str = "AFG",
    kinds: tuple[str, ...] = KINDS,
) -> pd.DataFrame:
    """Share of a country's deaths of organised violence that have IS as a party.

    Parameters
    ----------
    tables
        As in `is_deaths`.
    country : str
        ISO 3166-1 alpha-3 code.
    kinds : tuple of str
        Kinds of violence in which deaths with IS are counted; all deaths are those of every kind.

    Returns
    -------
    pandas.DataFrame
        Index year; best, low, high (deaths with IS), all_best, all_at_low, all_at_high, share, share_low,
        share_high. The lowest share sets IS at its low and everyone else at their high estimate, the highest
        share the reverse; all_at_low and all_at_high are the sums that these are shares of.

    Examples
    --------
    >>> import pandas as pd
    >>> years = pd.DataFrame({"country": ["AFG"], "year": [2016]})
    >>> years[[f"one_sided_groups_{each}" for each in ESTIMATES]] = [[20, 10, 30]]
    >>> years[[f"all_{each}" for each in ESTIMATES]] = [[80, 70, 100]]
    >>> parties = years.assign(type_of_violence="one-sided", parties="IS - Civilians")
    >>> shares = is_share_of_deaths({"conflict/country_years": years, "conflict/country_parties": parties})
    >>> shares[["share", "share_low", "share_high"]].round(3).to_dict("index")  # of 80; 10 + 70; 30 + 60
    {2016: {'share': 0.25, 'share_low': 0.125, 'share_high': 0.333}}
    """
    named = is_deaths(tables, (country,))
    deaths = named[named["type_of_violence"].isin(kinds)].groupby("year")[ESTIMATES].sum()
    whole = tables["conflict/country_years"].query("country == @country").set_index("year")
    whole = whole.loc[deaths.index, ["all_best", "all_low", "all_high"]]
    others_high = (whole["all_high"] - deaths["high"]).clip(lower=0)
    others_low = (whole["all_low"] - deaths["low"]).clip(lower=0)
    at_low, at_high = deaths["low"] + others_high, deaths["high"] + others_low
    return deaths.assign(
        all_best=whole["all_best"],
        all_at_low=at_low,
        all_at_high=at_high,
        share=deaths["best"] / whole["all_best"],
        share_low=deaths["low"] / at_low,
        share_high=deaths["high"] / at_high,
    )


def share_of_window(shares: pd.DataFrame, first: int, last: int) -> float:
    """IS's share of all deaths of several years together.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `is_share_of_deaths` returns it.
    first, last : int
        Years, both included.

    Raises
    ------
    EmptyWindowError
        If there were no deaths in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({"best": [10, 30], "all_best": [20, 180]}, index=[2015, 2016])  # 1/2 and 1/6
    >>> float(share_of_window(shares, 2015, 2016))
    0.2
    """
    rows = shares.loc[first:last]
    if not rows["all_best"].sum():
        raise EmptyWindowError(
            "conflict/country_years",
            f"no deaths in {first}-{last}",
            "at least one",
            "Choose years in which UCDP names IS.",
        )
    return rows["best"].sum() / rows["all_best"].sum()


def bounds_of_window(shares: pd.DataFrame, first: int, last: int) -> tuple[float, float]:
    """Lowest and highest share of IS in all deaths of several years together.

    Each year's bound weighs by the deaths that it is a share of.

    Parameters
    ----------
    shares : pandas.DataFrame
        As `is_share_of_deaths` returns it.
    first, last : int
        Years, both included.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({"low": [0, 10], "high": [20, 10]}, index=[2015, 2016])
    >>> shares = shares.assign(all_at_low=[90, 10], all_at_high=[30, 10])  # the second year's shares are 1
    >>> [float(share) for share in bounds_of_window(shares, 2015, 2016)]
    [0.1, 0.75]
    """
    rows = shares.loc[first:last]
    return tuple(rows[name].sum() / rows[f"all_at_{name}"].sum() for name in ("low", "high"))


def _state_based(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> tuple:
    """Return deaths in fighting of a state with IS in a country and year."""
    battle, dyads = tables["conflict/battle_deaths"], tables["conflict/dyads"]
    annual = battle[battle["conflict_id"].eq(IS_CONFLICTS[country]) & battle["year"].eq(year)]
    if not annual.empty:
        return (*annual[ESTIMATES].iloc[0], ANNUAL)
    whole = _of_country(tables, country, year)
    within = [whole[f"state_based_{name}"] - whole[f"interstate_{name}"] for name in ESTIMATES]
    parties = _parties(tables, country, year, "state-based")
    rebels = [name for name in parties if name.count("Government of") == 1]
    if len(rebels) == 1:
        return (*within, COUNTRY)
    if country == "AFG" and year == battle["year"].max() + 1:
        return (*remainder_with_is(tables)[ESTIMATES].iloc[0], REMAINDER)
    active = dyads[dyads["conflict_id"].eq(IS_CONFLICTS[country]) & dyads["year"].eq(year)]
    low, high = (0, min(within[0], ACTIVE - 1)) if active.empty else (ACTIVE, within[0])
    return (low, low, high, BOUNDS)


def _non_state(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> tuple:
    """Return deaths in fighting of IS with other armed groups; the range spans two releases."""
    pairs = tables["conflict/nonstate_deaths"].query("year == @year")
    annual = pairs[has_side(pairs, "IS") & pairs["countries"].str.contains(country)][ESTIMATES].sum()
    newer = nonstate_with_is(tables, country).query("year == @year")
    if not newer.empty:
        best, low, high = newer[ESTIMATES].iloc[0]
        return (best, min(low, annual["low"]), max(high, annual["high"]), COUNTRY)
    if annual["best"]:
        return (*annual, ANNUAL)
    whole = _of_country(tables, country, year)["non_state_best"]
    return (0, 0, whole, BOUNDS if whole else COUNTRY)


def _one_sided(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> tuple:
    """Return civilians killed by IS in a country and year."""
    whole = _of_country(tables, country, year)
    killers = _parties(tables, country, year, "one-sided")
    if [name for name in killers if not name.startswith("Government of")] == ["IS - Civilians"]:
        return (*(whole[f"one_sided_groups_{name}"] for name in ESTIMATES), COUNTRY)
    counts = tables["conflict/event_year_counts"]
    counted = counts.query("conflict_id == @IS_ON_CIVILIANS and country == @country and year == @year")
    if not counted.empty:
        best = counted["best"].item()
        return (best, best, best, EVENTS)
    held = tables["conflict/afghan_event_coverage"].query("year == @year and side_b == 'Civilians'")
    held = held.set_index("side_a")["deaths_held"]
    low, high = held["IS"], whole["one_sided_groups_best"] - held.drop("IS").sum()
    return (low, low, high, BOUNDS if high > low else EVENTS)


_KINDS = {"state-based": _state_based, "non-state": _non_state, "one-sided": _one_sided}


def _of_country(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> pd.Series:
    return tables["conflict/country_years"].query("country == @country and year == @year").iloc[0]


def _parties(tables: Mapping[str, pd.DataFrame], country: str, year: int, kind: str) -> list[str]:
    rows = tables["conflict/country_parties"].query(
        "country == @country and year == @year and type_of_violence == @kind"
    )
    return rows["parties"].tolist()
