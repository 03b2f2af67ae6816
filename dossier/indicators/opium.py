"""Measures of opium and of what Moscow said about drugs. Hectares are land under poppy, not tonnes of opium."""

from __future__ import annotations

import pandas as pd

from dossier.errors import EmptyWindowError
from dossier.indicators.speech import RUSSIAN


def placed(opium: pd.DataFrame, codes: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Mean hectares a year on the districts of 2018.

    Parameters
    ----------
    opium : pandas.DataFrame
        `territory/opium_districts`.
    codes : pandas.DataFrame
        `evidence/opium_district_codes`.
    first, last : int
        Years, both included.

    Returns
    -------
    pandas.DataFrame
        pcode (empty where the name has no district of 2018), opium_ha (mean of the years), names (of the survey
        joined); one row a district, and one row a name without a district.

    Examples
    --------
    >>> import pandas as pd
    >>> names = {"province": "P", "district": ["A", "A *", "B"]}
    >>> surveyed = pd.DataFrame({**names, "year": [2014, 2015, 2014], "opium_ha": [10, 30, 8]})
    >>> codes = pd.DataFrame({**names, "pcode": ["AF0101", "AF0101", None]})
    >>> found = placed(surveyed, codes, 2014, 2015)
    >>> found["names"].tolist(), found["opium_ha"].tolist(), found["pcode"].isna().tolist()
    (['A; A *', 'B'], [20.0, 4.0], [False, True])
    """
    rows = opium[opium["year"].between(first, last)]
    if rows.empty:
        raise EmptyWindowError(
            "territory/opium_districts", f"no year in {first}-{last}", "a year", "Widen it."
        )
    years = rows["year"].nunique()
    named = rows.merge(codes, "left", on=["province", "district"], validate="many_to_one")
    known = named["pcode"].fillna(named["province"] + ": " + named["district"])
    grouped = named.groupby(known)
    return pd.DataFrame(
        {
            "pcode": grouped["pcode"].first(),
            "opium_ha": grouped["opium_ha"].sum() / years,
            "names": grouped["district"].unique().map(lambda names: "; ".join(sorted(names))),
        }
    ).reset_index(drop=True)


def unplaced_share(hectares: pd.DataFrame) -> float:
    """Return the share of hectares whose name has no district of 2018.

    Examples
    --------
    >>> import pandas as pd
    >>> unplaced_share(pd.DataFrame({"pcode": ["AF0101", None], "opium_ha": [30.0, 10.0]}))
    0.25
    """
    return float(hectares.loc[hectares["pcode"].isna(), "opium_ha"].sum() / hectares["opium_ha"].sum())


def by_year(opium: pd.DataFrame) -> pd.Series:
    """Return hectares by year, as the sum of districts (total rows of the transcription are wrong for two years).

    Examples
    --------
    >>> import pandas as pd
    >>> by_year(pd.DataFrame({"year": [2016, 2016, 2017], "opium_ha": [10.0, 5.0, 20.0]})).to_dict()
    {2016: 15.0, 2017: 20.0}
    """
    return opium.groupby("year")["opium_ha"].sum()


def share_of_provinces(provinces: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Return each province's share in the hectares of a window, largest first.

    Examples
    --------
    >>> import pandas as pd
    >>> area = pd.DataFrame({"province": ["Farah", "Hilmand", "Hilmand"], "year": [2016, 2016, 2017]})
    >>> share_of_provinces(area.assign(opium_ha=[1, 2, 1]), 2016, 2017).to_dict()
    {'Hilmand': 0.75, 'Farah': 0.25}
    """
    rows = provinces[provinces["year"].between(first, last)]
    sums = rows.groupby("province")["opium_ha"].sum()
    return (sums / sums.sum()).sort_values(ascending=False, kind="stable")


def drug_words(terms: pd.DataFrame, speakers=RUSSIAN) -> pd.DataFrame:
    """Words on drugs in one state's yearly speech in the UN General Debate.

    Parameters
    ----------
    terms : pandas.DataFrame
        `diplomacy/general_debate_terms`.
    speakers : tuple of str
        Codes of one state under all its names.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: words, drugs (words on drugs in the whole speech), beside (those in sentences that name
        Afghanistan or stand next to one), per_10000.

    Examples
    --------
    >>> import pandas as pd
    >>> terms = pd.DataFrame({"speaker": ["RUS", "SUN", "IRN"], "year": [2010, 1990, 2010]})
    >>> said = drug_words(terms.assign(words=[1000, 2000, 500], drugs=[3, 2, 9], window_drugs=[1, 0, 9]))
    >>> said["per_10000"].to_dict(), said["beside"].tolist()
    ({1990: 10.0, 2010: 30.0}, [0, 1])
    """
    rows = terms[terms["speaker"].isin(speakers)]
    found = rows.set_index("year")[["words", "drugs", "window_drugs"]].sort_index()
    found = found.rename(columns={"window_drugs": "beside"})
    return found.assign(per_10000=1e4 * found["drugs"] / found["words"])


def rate(words_: pd.DataFrame, window) -> float:
    """Return drug words per ten thousand words in a window of years; not a number where it holds no speech.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame({"words": [1000, 3000], "drugs": [3, 1]}, index=[2010, 2011])
    >>> rate(said, (2010, 2011)), rate(said, (2000, 2001))
    (10.0, nan)
    """
    rows = words_.loc[window[0] : window[1]]
    return float(1e4 * rows["drugs"].sum() / rows["words"].sum()) if len(rows) else float("nan")


def named_by_year(statements: pd.DataFrame, theme: str = "drugs") -> pd.DataFrame:
    """Count statements with a theme by year.

    Parameters
    ----------
    statements : pandas.DataFrame
        `diplomacy/un_statements` or `diplomacy/mfa_telegram_posts`.
    theme : str
        Column of the theme.

    Returns
    -------
    pandas.DataFrame
        Indexed by year: count, n. Years without a statement in the sample are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2016-06-21", "2016-12-01", "2018-03-08"])
    >>> named_by_year(pd.DataFrame({"date": days, "drugs": [True, False, False]})).to_dict("index")
    {2016: {'count': 1, 'n': 2}, 2018: {'count': 0, 'n': 1}}
    """
    grouped = statements.groupby(statements["date"].dt.year)[theme]
    return pd.DataFrame({"count": grouped.sum().astype("int64"), "n": grouped.size()}).rename_axis("year")
