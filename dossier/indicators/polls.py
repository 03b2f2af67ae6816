"""Measures of polls: single results, a range where two reports of one result differ."""

from __future__ import annotations

import pandas as pd


def results(polls: pd.DataFrame, country: str) -> pd.DataFrame:
    """Results of one country by question and year.

    Parameters
    ----------
    polls : pandas.DataFrame
        `diplomacy/polls`.
    country : str
        ISO 3166-1 alpha-3 code of the people asked.

    Returns
    -------
    pandas.DataFrame
        question, year, low, high (per cent; they differ where two press reports do), reports; in the order of
        question and year. Questions are never joined: their wording differs.

    Examples
    --------
    >>> import pandas as pd
    >>> polls = pd.DataFrame({"question": "threat", "year": [2021, 2021], "percent": [51, 53]})
    >>> results(polls.assign(country="RUS"), "RUS").to_dict("records")
    [{'question': 'threat', 'year': 2021, 'low': 51, 'high': 53, 'reports': 2}]
    """
    rows = polls[polls["country"].eq(country)]
    table = rows.groupby(["question", "year"])["percent"].agg(low="min", high="max", reports="size")
    return table.reset_index().sort_values(["question", "year"], ignore_index=True)
