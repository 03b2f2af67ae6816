"""Series of the drivers: causes whose rise and fall can be dated, quarter by quarter.

A yearly figure is spread over its quarters by the dated deaths of the event file where there are any, and evenly
elsewhere: the years are right, the quarters within them are as good as the event file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from dossier.errors import EvidenceError
from dossier.indicators import conflict, insurgency, islamic_state, votes
from dossier.indicators.events import has_side

Tables = Mapping[str, pd.DataFrame]

#: Tables that the series read, by their names in the catalogue; pass them loaded.
TABLES = (
    *conflict.TABLES,
    "conflict/afghan_events",
    "conflict/battle_deaths_to_2025",
    "conflict/us_troops_yearly",
    "diplomacy/ideal_points",
    "economy/trade_imf",
    "evidence/acts",
    "territory/opium_provinces",
)
#: Provinces with a border to Tajikistan, Uzbekistan or Turkmenistan.
NORTHERN = ("AF17", "AF18", "AF19", "AF21", "AF28", "AF29", "AF31", "AF32")
FIRST_YEAR, LAST_YEAR = 2001, 2026
RELEASES = ("26.1", "24.1")


def quarterly(tables: Tables, series: str, release: str = "26.1") -> pd.Series:
    """Return one driver's series.

    Parameters
    ----------
    tables : mapping
        `TABLES`, loaded.
    series : str
        One of `SERIES`.
    release : str
        UCDP's release of battle deaths: `26.1` or `24.1`.

    Returns
    -------
    pandas.Series
        Indexed by quarter (`PeriodIndex`), as `MEASURED` says; quarters of which nothing is known are
        left out.

    Raises
    ------
    EvidenceError
        If there is no such series.

    Examples
    --------
    >>> import pandas as pd
    >>> trade = pd.DataFrame({"year": [2015, 2015, 2016], "trade_usd_million": [40.0, 20.0, 8.0]})
    >>> trade = trade.assign(reporter="RUS", partner="AFG", estimated=[False, False, True])
    >>> series = quarterly({"economy/trade_imf": trade}, "trade_with_afghanistan")  # 2016 is an estimate
    >>> {str(quarter): value for quarter, value in series.items()}
    {'2015Q1': 15.0, '2015Q2': 15.0, '2015Q3': 15.0, '2015Q4': 15.0}
    """
    if series not in SERIES:
        raise EvidenceError(
            "drivers", f"no series {series!r}", f"one of {', '.join(SERIES)}", "Mend the name."
        )
    return SERIES[series](tables, release).dropna().astype(float).rename(series)


def of_acts(rows: pd.DataFrame, quarters: pd.PeriodIndex | None = None) -> pd.Series:
    """Count acts by quarter; one whose dates span two quarters is left out.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of `evidence/acts`.
    quarters : pandas.PeriodIndex, optional
        Quarters without a gap; all that the series cover by default.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"date_from": ["2015-01-31", "2015-03-31"], "date_to": ["2015-03-31", "2015-04-01"]}
    >>> acts = pd.DataFrame(days).apply(pd.to_datetime)  # the second fell in either of two quarters
    >>> of_acts(acts, pd.period_range("2015Q1", "2015Q3", freq="Q")).tolist()
    [1, 0, 0]
    """
    if quarters is None:
        quarters = pd.period_range(f"{FIRST_YEAR}Q1", f"{LAST_YEAR}Q4", freq="Q", name="quarter")
    first = 4 * quarters[0].year + quarters[0].quarter - 1
    start, end = (_quarter(rows[edge]) - first for edge in ("date_from", "date_to"))
    inside = (start == end) & (start >= 0) & (start < len(quarters))
    return pd.Series(np.bincount(start[inside], minlength=len(quarters)), quarters)


def _quarter(days: pd.Series) -> np.ndarray:
    months = days.to_numpy("datetime64[M]").astype(int)
    return 4 * 1970 + months // 3


def _spread(by_year: pd.Series, dated: pd.Series | None = None) -> pd.Series:
    """Spread yearly figures over quarters, by the dated deaths of the quarters where there are any."""
    quarters = pd.PeriodIndex(
        [f"{year}Q{n}" for year in by_year.index for n in range(1, 5)], freq="Q", name="quarter"
    )
    even = pd.Series(0.25, quarters)
    if dated is not None:
        weight = dated.reindex(quarters, fill_value=0)
        year = weight.groupby(quarters.year).transform("sum")
        even = (weight / year).where(year > 0, 0.25)
    return even * by_year.reindex(quarters.year).to_numpy()


def _dated(events: pd.DataFrame) -> pd.Series:
    rows = events.dropna(subset="date")
    return rows["best"].groupby(rows["date"].dt.to_period("Q")).sum()


def _by_dyad(tables: Tables, release: str, dyad: str, conflict_id: int, side: str) -> pd.Series:
    deaths = conflict.newest_release(conflict.dyad_deaths(tables, FIRST_YEAR, LAST_YEAR))
    older = deaths[deaths["dyad"].eq(dyad)].set_index("year")["best"]
    if release == "24.1":
        return older
    rows = tables["conflict/battle_deaths_to_2025"]
    newer = rows[rows["conflict_id"].eq(conflict_id) & has_side(rows, side)].set_index("year")["best"]
    return newer.combine_first(older)


def _is_deaths(tables: Tables, release: str) -> pd.Series:
    with_kabul = _by_dyad(tables, release, "Government - IS", conflict.IS_CONFLICTS["AFG"], "IS")
    deaths = conflict.newest_release(conflict.dyad_deaths(tables, FIRST_YEAR, LAST_YEAR))
    feud = deaths[deaths["dyad"].eq("IS - Taleban")].set_index("year")["best"]
    years = range(2013, int(with_kabul.index.max()) + 1)
    total = with_kabul.reindex(years, fill_value=0) + feud.reindex(years, fill_value=0)
    events = tables["conflict/afghan_events"]
    return _spread(total, _dated(events[has_side(events, "IS")]))


def _war_by_year(tables: Tables, release: str) -> pd.Series:
    return _by_dyad(tables, release, "Government - Taleban", conflict.AFGHAN_GOVERNMENT, "Taleban")


def _war(tables: Tables) -> pd.DataFrame:
    events = tables["conflict/afghan_events"]
    return events[has_side(events, "Taleban") & ~has_side(events, "IS")]


def _war_deaths(tables: Tables, release: str) -> pd.Series:
    return _spread(_war_by_year(tables, release), _dated(_war(tables)))


def _north_share(tables: Tables, release: str) -> pd.Series:
    war = _war(tables)
    north = war[war["province"].isin(NORTHERN)].groupby("year")["best"].sum()
    return _spread(4 * (north / war.groupby("year")["best"].sum()).dropna())


def _north_deaths(tables: Tables, release: str) -> pd.Series:
    war = _war(tables)
    north = war[war["province"].isin(NORTHERN)]
    share = (north.groupby("year")["best"].sum() / war.groupby("year")["best"].sum()).dropna()
    return _spread((share * _war_by_year(tables, release)).dropna(), _dated(north))


def _is_deaths_abroad(tables: Tables, release: str) -> pd.Series:
    by_year = islamic_state.is_deaths_by_year(tables)
    return _spread(by_year.reindex(range(2013, by_year.index.max() + 1), fill_value=0))


def _us_troops(tables: Tables, release: str) -> pd.Series:
    troops = insurgency.us_troops(tables["conflict/us_troops_yearly"], FIRST_YEAR, LAST_YEAR)["troops"]
    return 4 * _spread(troops.astype("Float64").astype(float).dropna())


def _distance_to_us(tables: Tables, release: str) -> pd.Series:
    points = votes.ideal_point_distance(tables["diplomacy/ideal_points"], "RUS", "USA", "all_votes")
    return 4 * _spread(points.loc[FIRST_YEAR:].dropna())


def _trade(tables: Tables, release: str) -> pd.Series:
    imf = tables["economy/trade_imf"]
    rows = imf[imf["reporter"].eq("RUS") & imf["partner"].eq("AFG") & ~imf["estimated"]]
    return _spread(rows.groupby("year")["trade_usd_million"].sum())


def _opium(tables: Tables, release: str) -> pd.Series:
    return 4 * _spread(tables["territory/opium_provinces"].groupby("year")["opium_ha"].sum())


def _acts_of(*states: str, others: bool = False) -> Callable[[Tables, str], pd.Series]:
    def series(tables: Tables, release: str) -> pd.Series:
        rows = tables["evidence/acts"]
        named = rows["actor"].isin(states)
        return of_acts(rows[rows["toward"].eq("taliban") & (~named if others else named)])

    return series


def _calendar(tables: Tables, release: str) -> pd.Series:
    quarters = pd.period_range(f"{FIRST_YEAR}Q1", f"{LAST_YEAR}Q4", freq="Q", name="quarter")
    return pd.Series(np.arange(len(quarters)), quarters)


SERIES: dict[str, Callable[[Tables, str], pd.Series]] = {
    "is_deaths": _is_deaths,
    "is_deaths_abroad": _is_deaths_abroad,
    "war_deaths": _war_deaths,
    "north_deaths": _north_deaths,
    "north_share": _north_share,
    "us_troops": _us_troops,
    "distance_to_us": _distance_to_us,
    "acts_of_pakistan_and_china": _acts_of("PAK", "CHN"),
    "acts_of_united_states": _acts_of("USA"),
    "acts_of_others": _acts_of("RUS", others=True),
    "trade_with_afghanistan": _trade,
    "opium": _opium,
    "calendar": _calendar,
}
#: What each series measures, each quarter; yearly figures are spread over quarters.
MEASURED = {
    "is_deaths": "deaths in fighting that involved IS in Afghanistan",
    "is_deaths_abroad": "deaths in violence that involved IS in Russia and Central Asia",
    "war_deaths": "deaths in the war between the government in Kabul and the Taliban",
    "north_deaths": "deaths in the war with the Taliban in the northern provinces",
    "north_share": "share of the northern provinces in deaths in the war with the Taliban",
    "us_troops": "US troops in Afghanistan",
    "distance_to_us": "distance of Russia's votes at the United Nations from those of the United States (ideal points)",
    "acts_of_pakistan_and_china": "acts of Pakistan and China toward the Taliban on the sheet",
    "acts_of_united_states": "acts of the United States toward the Taliban on the sheet",
    "acts_of_others": "acts of other states toward the Taliban on the sheet",
    "trade_with_afghanistan": "Russia's trade with Afghanistan as Russia reported it (million US dollars)",
    "opium": "area under opium poppy in Afghanistan (hectares)",
    "calendar": "the number of the quarter",
}


def net_of_calendar(series: pd.Series) -> pd.Series:
    """Return what a straight line through time leaves of a series; gaps stay, fewer than three values too.

    Examples
    --------
    >>> import pandas as pd
    >>> net_of_calendar(pd.Series([2.0, 2.0, 5.0, None])).round(6).tolist()
    [0.5, -1.0, 0.5, nan]
    >>> net_of_calendar(pd.Series([2.0, 5.0])).tolist()
    [2.0, 5.0]
    """
    known = series.dropna()
    time = np.arange(len(series))[series.notna()]
    if len(known) < 3:
        return series
    left = known - np.polyval(np.polyfit(time, known, 1), time)
    return left.reindex(series.index)
