"""Measures of what governments said: themes by period, attention by year, figures for the strength of IS.

Every share is returned with its count and the number it is a share of.
"""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError

#: Names that Russia has had in the General Debate.
RUSSIAN = ("SUN", "RUS")
#: A US or UN figure is set beside a Russian one if no more than half a year lies between them.
HALF_A_YEAR = 183


def themes_by_period(statements: pd.DataFrame, themes, breaks=()) -> pd.DataFrame:
    """How many statements of each period have each theme.

    Parameters
    ----------
    statements : pandas.DataFrame
        One row a statement: `date` and one true-or-false column a theme
        (`diplomacy/un_statements`, `diplomacy/mfa_telegram_posts`).
    themes : iterable of str
        Columns to count.
    breaks : sequence of date-like
        First days of the second and later periods.

    Returns
    -------
    pandas.DataFrame
        period (0, 1, …), first, last (days of the first and last statement), theme, count, n, share.

    Raises
    ------
    EmptyWindowError
        If there is no statement.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2016-06-21", "2021-08-14", "2021-08-15"])
    >>> said = pd.DataFrame({"date": days, "isil": [True, False, True]})
    >>> found = themes_by_period(said, ["isil"], breaks=["2021-08-15"])
    >>> found[["count", "n", "share"]].to_dict("records")
    [{'count': 1, 'n': 2, 'share': 0.5}, {'count': 1, 'n': 1, 'share': 1.0}]
    """
    if statements.empty:
        raise _nothing("no statement", "Choose a later clock.")
    edges = [pd.Timestamp.min, *map(pd.Timestamp, breaks), pd.Timestamp.max]
    period = pd.cut(statements["date"], edges, right=False, labels=False)
    parts = []
    for number, rows in statements.groupby(period):
        counts = rows[list(themes)].sum()
        parts.append(
            pd.DataFrame(
                {
                    "period": int(number),
                    "first": rows["date"].min(),
                    "last": rows["date"].max(),
                    "theme": counts.index,
                    "count": counts.to_numpy(dtype="int64"),
                    "n": len(rows),
                }
            )
        )
    found = pd.concat(parts, ignore_index=True)
    return found.assign(share=found["count"] / found["n"])


def headlines_by_year(months: pd.DataFrame) -> pd.DataFrame:
    """Headlines that name a word, for each thousand headlines of the sample.

    Parameters
    ----------
    months : pandas.DataFrame
        `diplomacy/tv_headlines_months`.

    Returns
    -------
    pandas.DataFrame
        Indexed by year, years of twelve months only: headlines, and for each word its count and
        `<word>_per_thousand`.

    Raises
    ------
    EmptyWindowError
        If no year is complete.

    Examples
    --------
    >>> import pandas as pd
    >>> months = pd.period_range("2015-01", "2016-03", freq="M").astype(str)
    >>> found = headlines_by_year(pd.DataFrame({"month": months, "headlines": 100, "isil": 3}))
    >>> found.to_dict("index")
    {2015: {'headlines': 1200, 'isil': 36, 'isil_per_thousand': 30.0}}
    """
    year = months["month"].str[:4].astype("int64").rename("year")
    complete = year.map(year.value_counts()).eq(12)
    if not complete.any():
        raise _nothing("no complete year", "Choose a later clock.")
    sums = months[complete].drop(columns="month").groupby(year[complete]).sum()
    rates = sums.drop(columns="headlines").mul(1000).div(sums["headlines"], axis=0)
    return sums.join(rates.add_suffix("_per_thousand"))


def peak(by_year: pd.Series, since: int) -> dict:
    """Where a yearly series peaks, and its mean before a year and from it on.

    Parameters
    ----------
    by_year : pandas.Series
        Values indexed by year.
    since : int
        First year of the later part.

    Returns
    -------
    dict
        year, value (of the peak), before, after (means).

    Examples
    --------
    >>> import pandas as pd
    >>> found = peak(pd.Series([1.0, 3.0, 8.0, 2.0], index=[2013, 2014, 2015, 2016]), since=2015)
    >>> found["year"], float(found["value"]), float(found["before"]), float(found["after"])
    (2015, 8.0, 2.0, 5.0)
    """
    return {
        "year": int(by_year.idxmax()),
        "value": by_year.max(),
        "before": by_year[by_year.index < since].mean(),
        "after": by_year[by_year.index >= since].mean(),
    }


def naming_both(rows: pd.DataFrame, one: str, other: str) -> int:
    """Return in how many rows two true-or-false columns hold together.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame({"isil": [True, True, False], "drugs": [True, False, True]})
    >>> naming_both(said, "isil", "drugs")
    1
    """
    return int((rows[one] & rows[other]).sum())


def speeches(terms: pd.DataFrame, speakers=RUSSIAN) -> pd.DataFrame:
    """What one state's yearly speech in the General Debate names.

    Parameters
    ----------
    terms : pandas.DataFrame
        `diplomacy/general_debate_terms`.
    speakers : tuple of str
        Codes of one state under all its names.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: words; afghanistan (mentions of Afghanistan, Kabul or the Taliban), isil, drugs; and
        isil_beside, mentions of IS in the Afghan window.

    Examples
    --------
    >>> import pandas as pd
    >>> terms = pd.DataFrame({"speaker": ["RUS", "SUN"], "year": [2016, 1988], "afghan": [1, 5]})
    >>> said = speeches(terms.assign(taliban=[2, 0], isil=[4, 0], window_isil=[1, 0], words=900, drugs=0))
    >>> said["afghanistan"].to_dict(), said["isil_beside"].to_dict()
    ({1988: 5, 2016: 3}, {1988: 0, 2016: 1})
    """
    rows = terms[terms["speaker"].isin(speakers)]
    named = rows.assign(afghanistan=rows["afghan"] + rows["taliban"], isil_beside=rows["window_isil"])
    columns = ["words", "afghanistan", "isil", "drugs", "isil_beside"]
    return named.set_index("year")[columns].sort_index()


def years_naming(terms: pd.DataFrame, speakers: list[str], first: int, last: int) -> pd.DataFrame:
    """In how many years of a span each state's speech named Afghanistan, IS, and IS beside Afghanistan.

    Parameters
    ----------
    terms : pandas.DataFrame
        `diplomacy/general_debate_terms`.
    speakers : list of str
        Codes of states.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        Indexed by speaker, in the order given: speeches, afghanistan, isil, isil_beside (years).

    Examples
    --------
    >>> import pandas as pd
    >>> terms = pd.DataFrame({"speaker": "RUS", "year": [2015, 2016], "isil": [4, 7], "window_isil": [0, 1]})
    >>> terms = terms.assign(words=900, afghan=[0, 2], taliban=0, drugs=0)
    >>> years_naming(terms, ["RUS"], 2015, 2016).to_dict("index")
    {'RUS': {'speeches': 2, 'afghanistan': 1, 'isil': 2, 'isil_beside': 1}}
    """
    rows = {}
    for speaker in speakers:
        named = speeches(terms[terms["year"].between(first, last)], (speaker,))
        counts = named[["afghanistan", "isil", "isil_beside"]].gt(0).sum()
        rows[speaker] = {"speeches": len(named), **counts.to_dict()}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("speaker")


def strength(estimates: pd.DataFrame) -> pd.DataFrame:
    """Put the day and the central figure of each estimate of IS's strength beside it.

    Parameters
    ----------
    estimates : pandas.DataFrame
        `evidence/strength_estimates`.

    Returns
    -------
    pandas.DataFrame
        The same rows with `day` (middle of the date's interval), `fighters` (mean of the figures named) and
        `least`, `most` (lowest and highest figure named), in the order of days.

    Examples
    --------
    >>> import pandas as pd
    >>> figures = pd.DataFrame({"estimate_id": ["S02", "S01"], "date": ["2016-04", "2015-10-08"]})
    >>> found = strength(figures.assign(low=[10000, 2000], high=[None, 3000]))
    >>> found["day"].astype(str).tolist(), found["fighters"].tolist()
    (['2015-10-08', '2016-04-15'], [2500.0, 10000.0])
    """
    periods = estimates["date"].map(pd.Period)
    begin, end = (
        periods.map(lambda each, side=side: getattr(each, side)) for side in ("start_time", "end_time")
    )
    middle = (begin + (end - begin) / 2).dt.normalize()
    named = estimates[["low", "high"]].astype("Float64")
    rows = estimates.assign(
        day=middle,
        fighters=named.mean(axis=1).astype("float64"),
        least=named.min(axis=1).astype("float64"),
        most=named.max(axis=1).astype("float64"),
    )
    return rows.sort_values(["day", "estimate_id"], ignore_index=True)


def strength_pairs(estimates: pd.DataFrame, within: int = HALF_A_YEAR) -> pd.DataFrame:
    """Each Russian figure for the whole country beside the US or UN figure nearest in time (T1.3).

    Parameters
    ----------
    estimates : pandas.DataFrame
        `evidence/strength_estimates`.
    within : int
        Most days between the two.

    Returns
    -------
    pandas.DataFrame
        russian, other (estimate ids), day (of the Russian figure), days_apart, ratio (of the central
        figures), ratio_least (lowest Russian figure over highest other), ratio_most.

    Raises
    ------
    EmptyWindowError
        If no pair lies that close together.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("S1", "2016-01-01", "RUS", 9), ("S2", "2016-02-10", "USA", 3), ("S3", "2019", "RUS", 5)]
    >>> figures = pd.DataFrame(rows, columns=["estimate_id", "date", "side", "low"])
    >>> pairs = strength_pairs(figures.assign(high=figures["low"], scope="country"))
    >>> pairs[["russian", "other", "days_apart", "ratio"]].to_numpy().tolist()
    [['S1', 'S2', 40, 3.0]]
    """
    rows = strength(estimates)
    russian = rows[rows["side"].eq("RUS") & rows["scope"].eq("country")]
    others = rows[rows["side"].ne("RUS") & rows["scope"].eq("country")]
    pairs = []
    for own in russian.itertuples():
        apart = (others["day"] - own.day).abs().dt.days
        if apart.empty or apart.min() > within:
            continue
        other = others.loc[apart.idxmin()]
        pairs.append(
            {
                "russian": own.estimate_id,
                "other": other["estimate_id"],
                "day": own.day,
                "days_apart": int(apart.min()),
                "ratio": own.fighters / other["fighters"],
                "ratio_least": own.least / other["most"],
                "ratio_most": own.most / other["least"],
            }
        )
    if not pairs:
        raise _nothing(f"no two figures within {within} days", "Allow more days, or a later clock.")
    return pd.DataFrame(pairs)


def _nothing(problem: str, remedy: str) -> EmptyWindowError:
    return EmptyWindowError("diplomacy", problem, "at least one", remedy)
