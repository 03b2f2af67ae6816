"""Measures of the annual tables: deaths by dyad, and deaths in violence with IS as a party.

UCDP's annual tables list a dyad from 25 deaths a year; its country-years hold every event but not who died in
which fight. Put together they give a figure or, where several parties share one, bounds. UCDP's names of
sides are kept (Taleban, IS); after 15 August 2021 `Government of Afghanistan` is the Taliban's.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.events import has_side
from dossier.tables.conflict import ESTIMATES

#: Tables that the measures read, by their names in the catalogue; pass them loaded in a dict.
TABLES = (
    "conflict/country_years",
    "conflict/country_parties",
    "conflict/battle_deaths",
    "conflict/nonstate_deaths",
    "conflict/dyads",
    "conflict/conflict_totals",
    "conflict/event_year_counts",
    "conflict/afghan_event_coverage",
)
#: UCDP's threshold of an active dyad: deaths in a calendar year.
ACTIVE = 25
#: UCDP's ids of the conflict over the government of Afghanistan, and of IS against civilians.
AFGHAN_GOVERNMENT, IS_ON_CIVILIANS = 333, 506
#: UCDP's ids of the conflicts of a government with IS; Kazakhstan, Kyrgyzstan, Turkmenistan and Uzbekistan
#: have none.
IS_CONFLICTS = {"AFG": 13637, "RUS": 13588, "TJK": 16292}
RUSSIA_AND_CENTRAL_ASIA = ("RUS", "KAZ", "KGZ", "TJK", "TKM", "UZB")
#: UCDP's kinds of organised violence.
KINDS = ("state-based", "non-state", "one-sided")
#: How a figure was found.
ANNUAL, COUNTRY, EVENTS, REMAINDER, BOUNDS = (
    "annual table",
    "country-year",
    "event file",
    "remainder",
    "bounds",
)
#: IS as one party of a dyad, pair or alliance, or alone against civilians.
_NAMES_IS = r"(?:^|, | - )IS(?:$|, | - )"


def dyad_deaths(tables: Mapping[str, pd.DataFrame], first: int, last: int) -> pd.DataFrame:
    """Deaths of the three dyads of the Afghan war that the book follows.

    Parameters
    ----------
    tables : mapping
        `TABLES`, loaded.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        dyad (`Government - Taleban`, `Government - IS`, `IS - Taleban`), year, best, low, high (deaths), basis.
        A year without a row is a year below 25 deaths or without the dyad, not a zero. `Government - Taleban`
        is UCDP's whole conflict over the government in years in which the Taleban were a rebel party of it,
        smaller rebel groups included. The last year of `Government - IS` is what the newest event release
        adds to the annual table. 2016 of `IS - Taleban` stands twice: as in release 22.1 (`annual table`)
        and as in 25.1 (`country-year`).

    Raises
    ------
    EmptyWindowError
        If no dyad has a row in the window.
    """
    battle = tables["conflict/battle_deaths"]
    war = battle[battle["conflict_id"].eq(AFGHAN_GOVERNMENT) & has_side(battle, "Taleban")]
    with_is = pd.concat([battle[battle["conflict_id"].eq(IS_CONFLICTS["AFG"])], _remainder(tables)])
    nonstate = tables["conflict/nonstate_deaths"]
    feud = nonstate[nonstate["side_a"].eq("IS") & nonstate["side_b"].eq("Taleban")]
    parts = [
        war.assign(dyad="Government - Taleban", basis=ANNUAL),
        with_is.assign(dyad="Government - IS").fillna({"basis": ANNUAL}),
        feud.assign(dyad="IS - Taleban", basis=ANNUAL),
        _revised(tables, feud).assign(dyad="IS - Taleban"),
    ]
    rows = pd.concat(parts)[["dyad", "year", *ESTIMATES, "basis"]].query("@first <= year <= @last")
    if rows.empty:
        raise EmptyWindowError(
            "conflict/battle_deaths",
            f"no dyad of the Afghan war in {first}-{last}",
            "at least one row",
            "Choose years from 1995 on.",
        )
    return rows.sort_values(["dyad", "year", "basis"], ignore_index=True)


def newest_release(deaths: pd.DataFrame) -> pd.DataFrame:
    """Return `dyad_deaths` with one row a dyad and year, the newer release where there are two."""
    older = deaths["basis"].eq(ANNUAL) & deaths.duplicated(["dyad", "year"], keep=False)
    return deaths[~older]


def share_of_dyads_with_is(deaths: pd.DataFrame, first: int, last: int) -> float:
    """Share of the three dyads' deaths of several years that fell in the two with IS.

    Parameters
    ----------
    deaths : pandas.DataFrame
        As `dyad_deaths` returns it; where two releases give a year the newer one counts.
    first, last : int
        Years, both included.
    """
    rows = newest_release(deaths).query("@first <= year <= @last")
    return rows.loc[rows["dyad"].ne("Government - Taleban"), "best"].sum() / rows["best"].sum()


def _remainder(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return Kabul's deaths with IS in the year after the annual table ends: newest totals less its years.

    Without a row on a clock on which the totals were not known.
    """
    annual, totals = (
        tables[name].loc[tables[name]["conflict_id"].eq(IS_CONFLICTS["AFG"])]
        for name in ("conflict/battle_deaths", "conflict/conflict_totals")
    )
    total = totals.iloc[0]
    if pd.isna(total["best"]):
        return pd.DataFrame(columns=["year", *ESTIMATES, "basis"])
    left = {name: int(total[name] - annual[name].sum()) for name in ESTIMATES}
    return pd.DataFrame([{"year": annual["year"].max() + 1, **left, "basis": REMAINDER}])


def _revised(tables: Mapping[str, pd.DataFrame], annual: pd.DataFrame) -> pd.DataFrame:
    """Return the years in which the country-years leave 25 deaths or more beyond the annual table's."""
    newer = _nonstate_left(tables, "AFG").merge(annual[["year", "best"]], on="year", suffixes=("", "_annual"))
    return newer[newer["best"] - newer["best_annual"] >= ACTIVE + _allied(tables, newer["year"])]


def _allied(tables: Mapping[str, pd.DataFrame], years: pd.Series) -> pd.Series:
    """Return deaths in fights of IS beside an ally, on the index of the years."""
    pairs = tables["conflict/nonstate_deaths"]
    allied = pairs[has_side(pairs, "IS") & (pairs["side_a"].ne("IS") | pairs["side_b"].ne("Taleban"))]
    allied = allied[allied["countries"].str.contains("AFG")].groupby("year")["best"].sum()
    return years.map(allied).fillna(0)


def is_deaths(tables: Mapping[str, pd.DataFrame], countries: tuple[str, ...]) -> pd.DataFrame:
    """Deaths in violence with IS as a party, by the country where people died.

    Parameters
    ----------
    tables : mapping
        `TABLES`, loaded.
    countries : tuple of str
        ISO 3166-1 alpha-3 codes.

    Returns
    -------
    pandas.DataFrame
        country, year, type_of_violence, best, low, high, basis; a row for each kind of violence in which
        UCDP names IS in the country and year, so that a missing row is a year without any event. `bounds`
        marks figures that several parties share: `low` is what must be IS's, `high` all it can be, and
        `best` is the lower bound.
    """
    parties = tables["conflict/country_parties"]
    named = parties[parties["country"].isin(countries) & parties["parties"].str.contains(_NAMES_IS)]
    named = named[["country", "year", "type_of_violence"]].drop_duplicates()
    figures = [_KINDS[row.type_of_violence](tables, row.country, row.year) for row in named.itertuples()]
    found = pd.DataFrame(figures, columns=[*ESTIMATES, "basis"], index=named.index)
    return named.join(found).sort_values(["country", "year", "type_of_violence"], ignore_index=True)


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
        return (*_remainder(tables)[ESTIMATES].iloc[0], REMAINDER)
    active = dyads[dyads["conflict_id"].eq(IS_CONFLICTS[country]) & dyads["year"].eq(year)]
    low, high = (0, min(within[0], ACTIVE - 1)) if active.empty else (ACTIVE, within[0])
    return (low, low, high, BOUNDS)


def _non_state(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> tuple:
    """Return deaths in fighting of IS with other armed groups; the range spans two releases."""
    pairs = tables["conflict/nonstate_deaths"].query("year == @year")
    annual = pairs[has_side(pairs, "IS") & pairs["countries"].str.contains(country)][ESTIMATES].sum()
    newer = _nonstate_left(tables, country).query("year == @year")
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


def _nonstate_left(tables: Mapping[str, pd.DataFrame], country: str) -> pd.DataFrame:
    """Return what the country-years' non-state deaths leave for IS once all other pairs are taken off.

    Other pairs come from release 22.1, and from the event file where they stayed below 25 deaths; years that
    either lacks are left out.
    """
    pairs = tables["conflict/nonstate_deaths"]
    pairs = pairs[pairs["countries"].str.contains(country)]
    with_is = has_side(pairs, "IS")
    years = pairs.loc[with_is, "year"].unique()
    others = pairs[~with_is].groupby("year")[ESTIMATES].sum()
    counts = tables["conflict/event_year_counts"].query("country == @country")
    kinds = tables["conflict/conflict_totals"].query("type_of_violence == 'non-state'")
    counts = counts[counts["conflict_id"].isin(kinds["conflict_id"])]
    listed = counts.merge(
        pairs[["conflict_id", "year"]], on=["conflict_id", "year"], how="left", indicator=True
    )
    small = listed[listed["_merge"].eq("left_only")].groupby("year")["best"].sum()
    whole = tables["conflict/country_years"].query("country == @country").set_index("year")
    covered = [year for year in years if year <= counts["year"].max()]
    rows = pd.DataFrame(
        {
            name: whole[f"non_state_{name}"].reindex(covered)
            - others[name].reindex(covered, fill_value=0)
            - small.reindex(covered, fill_value=0)
            for name in ESTIMATES
        }
    )
    return rows.rename_axis("year").reset_index().assign(basis=COUNTRY)


def _of_country(tables: Mapping[str, pd.DataFrame], country: str, year: int) -> pd.Series:
    return tables["conflict/country_years"].query("country == @country and year == @year").iloc[0]


def _parties(tables: Mapping[str, pd.DataFrame], country: str, year: int, kind: str) -> list[str]:
    rows = tables["conflict/country_parties"].query(
        "country == @country and year == @year and type_of_violence == @kind"
    )
    return rows["parties"].tolist()


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
    """
    return is_deaths(tables, countries).groupby("year")["best"].sum()


def deaths_within(country_years: pd.DataFrame, country: str, first: int) -> pd.DataFrame:
    """Deaths of organised violence in a country, those of fighting between states left out.

    Parameters
    ----------
    country_years : pandas.DataFrame
        `conflict/country_years`.
    country : str
        ISO 3166-1 alpha-3 code.
    first : int
        First year.

    Returns
    -------
    pandas.DataFrame
        Index year; best, low, high.
    """
    rows = country_years.query("country == @country and year >= @first").set_index("year").sort_index()
    return pd.DataFrame({name: rows[f"all_{name}"] - rows[f"interstate_{name}"] for name in ESTIMATES})


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
    """
    rows = shares.loc[first:last]
    return tuple(rows[name].sum() / rows[f"all_at_{name}"].sum() for name in ("low", "high"))


def suicide_attacks_by_year(attacks: pd.DataFrame, group: str, countries: tuple[str, ...]) -> pd.DataFrame:
    """Confirmed suicide attacks that a group claimed or is suspected of.

    Parameters
    ----------
    attacks : pandas.DataFrame
        `conflict/suicide_attacks`.
    group : str
        Beginning of the group's name as CPOST writes it, such as `Islamic State`.
    countries : tuple of str
        ISO 3166-1 alpha-3 codes.

    Returns
    -------
    pandas.DataFrame
        Index year; attacks, killed_low, killed_high. Years without an attack are missing.
    """
    named = attacks["groups"].str.split("; ").map(lambda names: any(n.startswith(group) for n in names))
    rows = attacks[named & attacks["country"].isin(countries) & attacks["status"].eq("confirmed suicide")]
    return rows.groupby(rows["date"].dt.year.rename("year")).agg(
        attacks=("event_id", "size"), killed_low=("killed_low", "sum"), killed_high=("killed_high", "sum")
    )
