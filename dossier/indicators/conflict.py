"""Measures of the annual tables: deaths of the Afghan war by dyad, and what the tables leave for IS.

UCDP's annual tables list a dyad from 25 deaths a year; its country-years hold every event but not who died in
which fight. UCDP's names of sides are kept (Taleban, IS); after 15 August 2021 `Government of Afghanistan` is
the Taliban's. All deaths with IS as a party are in `dossier.indicators.islamic_state`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.events import has_side
from dossier.tables.conflict import ESTIMATES

#: Tables that the measures of both modules read, by their names in the catalogue; pass them loaded in a dict.
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
#: UCDP's id of the conflict over the government of Afghanistan.
AFGHAN_GOVERNMENT = 333
#: UCDP's ids of the conflicts of a government with IS; Kazakhstan, Kyrgyzstan, Turkmenistan and Uzbekistan
#: have none.
IS_CONFLICTS = {"AFG": 13637, "RUS": 13588, "TJK": 16292}
#: How a figure was found.
ANNUAL, COUNTRY, REMAINDER = "annual table", "country-year", "remainder"


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

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["conflict_id", "year", "side_a", "side_b", "countries", "country", "type_of_violence"]
    >>> none = pd.DataFrame(columns=[*names, *ESTIMATES, *(f"non_state_{each}" for each in ESTIMATES)])
    >>> battle = pd.DataFrame({"conflict_id": [333, 13637], "year": 2015, "side_b": ["Taleban", "IS"]})
    >>> battle = battle.assign(side_a="Government of Afghanistan", best=[90, 30], low=20, high=99)
    >>> totals = battle.tail(1).assign(best=35, type_of_violence="state-based")  # 5 more than to 2015
    >>> tables = dict.fromkeys(TABLES, none) | {"conflict/battle_deaths": battle}
    >>> found = dyad_deaths(tables | {"conflict/conflict_totals": totals}, 2015, 2016)
    >>> for row in found[["dyad", "year", "best", "basis"]].to_numpy().tolist():
    ...     print(row)
    ['Government - IS', 2015, 30, 'annual table']
    ['Government - IS', 2016, 5, 'remainder']
    ['Government - Taleban', 2015, 90, 'annual table']
    """
    rows = _three_dyads(tables).query("@first <= year <= @last")
    if rows.empty:
        raise EmptyWindowError(
            "conflict/battle_deaths",
            f"no dyad of the Afghan war in {first}-{last}",
            "at least one row",
            "Choose years from 1995 on.",
        )
    return rows.sort_values(["dyad", "year", "basis"], ignore_index=True)


def _three_dyads(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what the tables hold of the three dyads, in all years."""
    battle = tables["conflict/battle_deaths"]
    war = battle[battle["conflict_id"].eq(AFGHAN_GOVERNMENT) & has_side(battle, "Taleban")]
    with_is = pd.concat([battle[battle["conflict_id"].eq(IS_CONFLICTS["AFG"])], remainder_with_is(tables)])
    nonstate = tables["conflict/nonstate_deaths"]
    feud = nonstate[nonstate["side_a"].eq("IS") & nonstate["side_b"].eq("Taleban")]
    parts = [
        war.assign(dyad="Government - Taleban", basis=ANNUAL),
        with_is.assign(dyad="Government - IS").fillna({"basis": ANNUAL}),
        feud.assign(dyad="IS - Taleban", basis=ANNUAL),
        _revised(tables, feud).assign(dyad="IS - Taleban"),
    ]
    return pd.concat(parts)[["dyad", "year", *ESTIMATES, "basis"]]


def newest_release(deaths: pd.DataFrame) -> pd.DataFrame:
    """Return `dyad_deaths` with one row a dyad and year, the newer release where there are two.

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = pd.DataFrame({"dyad": "IS - Taleban", "year": [2015, 2016, 2016], "best": [40, 181, 481]})
    >>> newest_release(deaths.assign(basis=[ANNUAL, ANNUAL, COUNTRY]))["best"].tolist()
    [40, 481]
    """
    older = deaths["basis"].eq(ANNUAL) & deaths.duplicated(["dyad", "year"], keep=False)
    return deaths[~older]


def remainder_with_is(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return Kabul's deaths with IS in the year after the annual table ends: newest totals less its years.

    Parameters
    ----------
    tables : mapping
        With `conflict/battle_deaths` and `conflict/conflict_totals`.

    Returns
    -------
    pandas.DataFrame
        year, best, low, high (deaths), basis; without a row on a clock on which the totals were not known.

    Examples
    --------
    >>> import pandas as pd
    >>> annual = pd.DataFrame({"conflict_id": 13637, "year": [2022, 2023], "best": [70, 30]})
    >>> annual = annual.assign(low=30, high=60)
    >>> totals = pd.DataFrame({"conflict_id": [13637], "best": [105], "low": [76], "high": [145]})
    >>> found = remainder_with_is({"conflict/battle_deaths": annual, "conflict/conflict_totals": totals})
    >>> found[["year", "best", "low", "high"]].to_numpy().tolist()
    [[2024, 5, 16, 25]]
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
    newer = nonstate_with_is(tables, "AFG").merge(
        annual[["year", "best"]], on="year", suffixes=("", "_annual")
    )
    return newer[newer["best"] - newer["best_annual"] >= ACTIVE + _allied(tables, newer["year"])]


def _allied(tables: Mapping[str, pd.DataFrame], years: pd.Series) -> pd.Series:
    """Return deaths in fights of IS beside an ally, on the index of the years."""
    pairs = tables["conflict/nonstate_deaths"]
    allied = pairs[has_side(pairs, "IS") & (pairs["side_a"].ne("IS") | pairs["side_b"].ne("Taleban"))]
    allied = allied[allied["countries"].str.contains("AFG")].groupby("year")["best"].sum()
    return years.map(allied).fillna(0)


def nonstate_with_is(tables: Mapping[str, pd.DataFrame], country: str) -> pd.DataFrame:
    """Return what the country-years' non-state deaths leave for IS once all other pairs are taken off.

    Other pairs come from release 22.1, and from the event file where they stayed below 25 deaths; years that
    either lacks are left out.

    Parameters
    ----------
    tables : mapping
        `TABLES`, loaded.
    country : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    pandas.DataFrame
        year, best, low, high (deaths), basis.

    Examples
    --------
    >>> import pandas as pd
    >>> whole = {"year": [2016], "country": "AFG", **{f"non_state_{each}": 100 for each in ESTIMATES}}
    >>> counts = pd.DataFrame({"year": 2016, "conflict_id": [1, 2, 3], "best": [40, 30, 10]})
    >>> counts = counts.assign(country="AFG", type_of_violence="non-state")
    >>> pairs = counts[:2].assign(countries="AFG", side_a=["IS", "one"], side_b=["Taleban", "other"])
    >>> tables = {"conflict/country_years": pd.DataFrame(whole), "conflict/event_year_counts": counts}
    >>> tables["conflict/conflict_totals"] = counts
    >>> tables["conflict/nonstate_deaths"] = pairs.assign(low=pairs["best"], high=pairs["best"])
    >>> nonstate_with_is(tables, "AFG")[["year", "best"]].to_numpy().tolist()  # 100, less 30 and less 10
    [[2016, 60]]
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

    Examples
    --------
    >>> import pandas as pd
    >>> years = pd.DataFrame({"country": "RUS", "year": [2021, 2023]})
    >>> years[[f"all_{each}" for each in ESTIMATES]] = [[2, 2, 2], [204, 190, 230]]
    >>> years[[f"interstate_{each}" for each in ESTIMATES]] = [[0, 0, 0], [100, 90, 120]]
    >>> deaths_within(years, "RUS", 2023).to_dict("index")
    {2023: {'best': 104, 'low': 100, 'high': 110}}
    """
    rows = country_years.query("country == @country and year >= @first").set_index("year").sort_index()
    return pd.DataFrame({name: rows[f"all_{name}"] - rows[f"interstate_{name}"] for name in ESTIMATES})


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

    Examples
    --------
    >>> import pandas as pd
    >>> named = ["Taliban (IEA); Islamic State - Khorasan Province", "Islamic State", "Taliban (IEA)"]
    >>> attacks = pd.DataFrame({"event_id": [1, 2, 3], "groups": named, "country": "AFG"})
    >>> attacks = attacks.assign(killed_low=[3, 5, 7], killed_high=9)
    >>> attacks = attacks.assign(status="confirmed suicide", date=pd.Timestamp("2016-07-23"))
    >>> suicide_attacks_by_year(attacks, "Islamic State", ("AFG",)).to_dict("index")
    {2016: {'attacks': 2, 'killed_low': 8, 'killed_high': 18}}
    """
    named = attacks["groups"].str.split("; ").map(lambda names: any(n.startswith(group) for n in names))
    rows = attacks[named & attacks["country"].isin(countries) & attacks["status"].eq("confirmed suicide")]
    return rows.groupby(rows["date"].dt.year.rename("year")).agg(
        attacks=("event_id", "size"), killed_low=("killed_low", "sum"), killed_high=("killed_high", "sum")
    )
