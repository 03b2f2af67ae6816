"""Measures for the background: how deadly and where, who stood behind Kabul, who armed it, how even the record is.

Everything before 1989 comes from another publisher than everything after; the two are never joined. UCDP's
names of sides are kept (`Government of Afghanistan` is whoever held Kabul, the Taliban included).
"""

from __future__ import annotations

import pandas as pd
import shapely

from dossier.errors import EmptyWindowError
from dossier.indicators.borders import NEAR_KM, distance_to_border
from dossier.indicators.events import TO_DISTRICT, countable
from dossier.indicators.timeline import intervals

#: Whoever held Kabul, as UCDP calls them.
KABUL = "Government of Afghanistan"
SIDES = ("Kabul", "opponents")
#: Rulers of Kabul by whole years, for tables that know no days.
WINDOWS = {
    "Soviet-backed governments": (1979, 1991),
    "Civil war and the first Taliban government": (1992, 2001),
    "The republic and NATO's combat mission": (2002, 2014),
    "The republic after NATO's combat mission": (2015, 2021),
}
#: Wars of the event file, which begins in 1989.
WARS = {
    "After the Soviet troops": (1989, 1991),
    "Mujahedin against each other": (1992, 1995),
    "The Taliban's advance": (1996, 2001),
    "The coalition's war": (2002, 2014),
}
#: First day of each part of the timeline.
PARTS = {
    "The Soviet war and its end": "1979-01-01",
    "Civil war and the first Taliban government": "1992-01-01",
    "The war of the American-led coalition": "2001-09-11",
    "From IS-Khorasan to the article": "2015-01-01",
    "From the article to the fall of Kabul": "2017-04-21",
    "The Taliban in government": "2021-08-16",
}
#: Suppliers that the overview keeps apart; the rest are `other`.
SUPPLIERS = ("SUN", "RUS", "USA")


def war_deaths(by_country: pd.DataFrame, country_years: pd.DataFrame, country: str = "AFG") -> pd.DataFrame:
    """Battle deaths in a country by year, each year from one publisher.

    Parameters
    ----------
    by_country : pandas.DataFrame
        `conflict/battle_deaths_by_country`; only its years from PRIO are used.
    country_years : pandas.DataFrame
        `conflict/country_years`; its state-based deaths, from 1989.
    country : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    pandas.DataFrame
        source (`PRIO` or `UCDP`), year, best, low, high (deaths); PRIO's years without deaths are left out. The
        two define a death of war differently (Lacina and Gleditsch 2005; Sundberg and Melander 2013) and share no
        year.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = {"best": [0, 90, 40], "low": [0, 5, 40], "high": [0, 99, 40]}
    >>> older = pd.DataFrame({"country": "AFG", "year": [1978, 1988, 1989], **figures})
    >>> older["series"] = ["PRIO 3.1", "PRIO 3.1", "UCDP 23.1"]
    >>> newer = pd.DataFrame({"country": ["AFG"], "year": [1989], "state_based_best": [50]})
    >>> deaths = war_deaths(older, newer.assign(state_based_low=30, state_based_high=90))
    >>> deaths[["source", "year", "best"]].to_numpy().tolist()
    [['PRIO', 1988, 90], ['UCDP', 1989, 50]]
    """
    older = by_country[by_country["country"].eq(country) & by_country["series"].str.startswith("PRIO")]
    older = older[older["best"].gt(0)].assign(source="PRIO")
    newer = country_years[country_years["country"].eq(country)].assign(source="UCDP")
    newer = newer.rename(columns={f"state_based_{name}": name for name in ("best", "low", "high")})
    columns = ["source", "year", "best", "low", "high"]
    rows = pd.concat([older[columns], newer[columns]])
    return rows.sort_values(["source", "year"], kind="stable", ignore_index=True)


def summed(deaths: pd.DataFrame, source: str, first: int, last: int) -> pd.Series:
    """Deaths of several years of one publisher together: best, low, high.

    Raises
    ------
    EmptyWindowError
        If the publisher has no year in the window.

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = pd.DataFrame({"source": ["PRIO", "UCDP", "UCDP"], "year": [1988, 1989, 1990]})
    >>> deaths = deaths.assign(best=[90, 50, 7], low=[5, 30, 7], high=[99, 90, 8])
    >>> summed(deaths, "UCDP", 1988, 1990).to_dict()
    {'best': 57, 'low': 37, 'high': 98}
    """
    rows = deaths.query("source == @source and @first <= year <= @last")
    if rows.empty:
        raise EmptyWindowError(
            "war deaths",
            f"nothing by {source} in {first}-{last}",
            "at least one year",
            "Choose years of that publisher.",
        )
    return rows[["best", "low", "high"]].sum()


def where_they_fought(
    events: pd.DataFrame,
    country_years: pd.DataFrame,
    border: shapely.Geometry,
    wars: dict[str, tuple[int, int]] = WARS,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Placed events of each war, and what part of the recorded deaths they hold.

    Parameters
    ----------
    events : pandas.DataFrame
        `conflict/afghan_events`; rows held only through a selected extract and rows placed no closer than a
        province are left out.
    country_years : pandas.DataFrame
        `conflict/country_years`, the record that coverage is taken of.
    border : shapely.Geometry
        As `indicators.borders.northern_border` returns it.
    wars : dict
        Name of a war to its first and last year, both included.

    Returns
    -------
    tuple of pandas.DataFrame
        Events: war, year, latitude, longitude, province, best, km (to the northern border). Wars, in order: war,
        first, last, events, deaths, deaths_recorded, coverage, share_near (of the deaths placed, within
        `indicators.borders.NEAR_KM`), events_near (the same of events), province (P-code with most of the deaths
        placed), province_share.

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame({"latitude": [36.5, 32.0], "province": ["AF21", "AF24"], "best": [30, 90]})
    >>> events = events.assign(longitude=65.0, year=1990, where_prec="1", selected_only=False)
    >>> years = pd.DataFrame({"country": ["AFG"], "year": [1990], "all_best": [160]})
    >>> border = shapely.LineString([(60, 37), (65, 37), (70, 37)])  # half a degree north of the first event
    >>> _, wars = where_they_fought(events, years, border, {"a war": (1989, 1991)})
    >>> wars[["coverage", "events_near", "share_near", "province"]].to_numpy().tolist()
    [[0.75, 0.5, 0.25, 'AF24']]
    """
    rows = countable(events)
    rows = rows[rows["where_prec"].isin(TO_DISTRICT)].dropna(subset=["best"])
    parts, ledger = [], []
    for war, (first, last) in wars.items():
        held = rows[rows["year"].between(first, last)].assign(war=war)
        held["km"] = distance_to_border(held, border)
        parts.append(held[["war", "year", "latitude", "longitude", "province", "best", "km"]])
        ledger.append({"war": war, "first": first, "last": last, **_ledger(held, country_years, first, last)})
    return pd.concat(parts, ignore_index=True), pd.DataFrame(ledger)


def _ledger(held: pd.DataFrame, country_years: pd.DataFrame, first: int, last: int) -> dict:
    recorded = country_years.query("country == 'AFG' and @first <= year <= @last")["all_best"].sum()
    deaths = held["best"].sum()
    near = held["km"] <= NEAR_KM
    by_province = held.groupby("province")["best"].sum().sort_values(ascending=False, kind="stable")
    return {
        "events": len(held),
        "deaths": int(deaths),
        "deaths_recorded": int(recorded),
        "coverage": float(deaths / recorded),
        "share_near": float(held.loc[near, "best"].sum() / deaths),
        "events_near": float(near.mean()),
        "province": by_province.index[0],
        "province_share": float(by_province.iloc[0] / deaths),
    }


def behind_kabul(support: pd.DataFrame, first: int = 1978) -> pd.DataFrame:
    """States that UCDP names as supporters of whoever held Kabul, or of those who fought them, once a year.

    Parameters
    ----------
    support : pandas.DataFrame
        `conflict/support`.
    first : int
        First year.

    Returns
    -------
    pandas.DataFrame
        year, side (`Kabul` or `opponents`), supporter_state, ordered. Alleged support counts like confirmed
        support (Meier and others 2023), and nothing says what was given.

    Examples
    --------
    >>> import pandas as pd
    >>> support = pd.DataFrame({"year": 1985, "supporter_state": ["RUS", "USA", "CHN"]})
    >>> support["actor"] = [KABUL, "Hizb-i-Islami", "Hizb-i-Islami"]
    >>> support["opponent"] = ["Hizb-i-Islami", KABUL, "Harakat"]  # the last fight is not about Kabul
    >>> behind_kabul(support).to_numpy().tolist()
    [[1985, 'Kabul', 'RUS'], [1985, 'opponents', 'USA']]
    """
    of_kabul, against = support["actor"].eq(KABUL), support["opponent"].eq(KABUL)
    rows = support[(of_kabul | against) & support["supporter_state"].notna() & support["year"].ge(first)]
    sided = rows.assign(side=rows["actor"].eq(KABUL).map({True: SIDES[0], False: SIDES[1]}))
    columns = ["year", "side", "supporter_state"]
    return sided[columns].drop_duplicates().sort_values(columns, kind="stable", ignore_index=True)


def arms_by_window(transfers: pd.DataFrame, windows: dict[str, tuple[int, int]] = WINDOWS) -> pd.DataFrame:
    """Major arms into Afghanistan in each window, by recipient and by who delivered them.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    windows : dict
        Name to first and last year, both included.

    Returns
    -------
    pandas.DataFrame
        window, first, last, recipient, supplier (`SUN`, `RUS`, `USA` or `other`), tiv_million; recipients in the
        order of the catalogue's slugs, only what was delivered.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("CHN", "mujahedin", 1985, 4), ("EGY", "mujahedin", 1991, 3), ("SUN", "AFG", 1985, 90)]
    >>> transfers = pd.DataFrame(rows, columns=["supplier", "recipient", "year", "tiv_million"])
    >>> found = arms_by_window(transfers, {"Soviet-backed governments": (1979, 1991)})
    >>> found[["recipient", "supplier", "tiv_million"]].to_numpy().tolist()
    [['AFG', 'SUN', 90], ['mujahedin', 'other', 7]]
    """
    into = transfers[transfers["recipient"].isin(["AFG", "mujahedin", "northern-alliance"])]
    rows = []
    for window, (first, last) in windows.items():
        part = into[into["year"].between(first, last)]
        supplier = part["supplier"].where(part["supplier"].isin(SUPPLIERS), "other")
        totals = part.groupby([part["recipient"], supplier])["tiv_million"].sum().reset_index()
        rows.append(totals.assign(window=window, first=first, last=last))
    columns = ["window", "first", "last", "recipient", "supplier", "tiv_million"]
    return pd.concat(rows, ignore_index=True)[columns]


def us_deaths_by_year(deaths: pd.DataFrame) -> pd.DataFrame:
    """US service members who died in Afghanistan, by year and whether in action.

    Parameters
    ----------
    deaths : pandas.DataFrame
        `conflict/us_deaths`.

    Returns
    -------
    pandas.DataFrame
        Index year, every one from the first to the last; `hostile` and `other`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("2008-01", True, 4), ("2008-02", False, 2), ("2010-05", True, 3)]  # none in 2009
    >>> us_deaths_by_year(pd.DataFrame(rows, columns=["month", "hostile", "deaths"])).to_dict("list")
    {'hostile': [4, 0, 3], 'other': [2, 0, 0]}
    """
    year = deaths["month"].str[:4].astype(int).rename("year")
    kind = deaths["hostile"].map({True: "hostile", False: "other"})
    rows = pd.DataFrame({"year": year, "kind": kind, "deaths": deaths["deaths"]})
    counts = rows.pivot_table(index="year", columns="kind", values="deaths", aggfunc="sum", fill_value=0)
    years = range(int(year.min()), int(year.max()) + 1)
    return counts.reindex(index=years, columns=["hostile", "other"], fill_value=0).rename_axis(
        index="year", columns=None
    )


def us_deaths_between(deaths: pd.DataFrame, begin, end) -> float:
    """Share of all US deaths that fell from the month of one day to the month of another, both included.

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = pd.DataFrame({"month": ["2007-12", "2008-01", "2010-05"], "deaths": [1, 6, 3]})
    >>> us_deaths_between(deaths, "2008-01-31", "2010-05-01")
    0.9
    """
    months = pd.PeriodIndex(deaths["month"], freq="M")
    inside = (months >= pd.Period(begin, "M")) & (months <= pd.Period(end, "M"))
    return float(deaths.loc[inside, "deaths"].sum() / deaths["deaths"].sum())


def parts(timeline: pd.DataFrame, begins: dict[str, str] = PARTS) -> pd.DataFrame:
    """Put each event's part of the timeline beside it, and its years.

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    begins : dict
        Name of a part to its first day, in order.

    Returns
    -------
    pandas.DataFrame
        The rows with their intervals, `part`, and `first_year` and `last_year`: the years in which the event, or
        any part of one that lasted, can have fallen.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"date": ["2001-09-10", "2013"], "date_end": [None, "2014"]})
    >>> timeline = timeline.assign(precision=["day", "span"], reported=None)  # some day in 2013 or 2014
    >>> found = parts(timeline, {"before": "1979-01-01", "after": "2001-09-11"})
    >>> found[["part", "first_year", "last_year"]].to_numpy().tolist()
    [['before', 2001, 2001], ['after', 2013, 2014]]
    """
    events = intervals(timeline)
    edges = [*pd.to_datetime(list(begins.values())), pd.Timestamp("2100-01-01")]
    part = pd.cut(events["earliest"], edges, labels=list(begins), right=False).astype("str")
    ends = intervals(timeline.assign(precision="span", date_end=events["date_end"].fillna(events["date"])))
    return events.assign(part=part, first_year=events["earliest"].dt.year, last_year=ends["latest"].dt.year)


def share_with_a_read_source(timeline: pd.DataFrame, read: dict[str, bool]) -> float:
    """Share of the events with at least one source that was read, in [0, 1].

    Parameters
    ----------
    timeline : pandas.DataFrame
        `evidence/timeline`.
    read : dict
        Key of `references.bib` to whether the source was read for this book.

    Examples
    --------
    >>> import pandas as pd
    >>> timeline = pd.DataFrame({"source_key": ["a;b", "b"]})
    >>> share_with_a_read_source(timeline, {"a": True, "b": False})
    0.5
    """
    keys = timeline["source_key"].str.split(";")
    return float(keys.map(lambda found: any(read[key] for key in found)).mean())
