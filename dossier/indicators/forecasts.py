"""Measures of dated forecasts: which were made by a day, and what became of them."""

from __future__ import annotations

import pandas as pd

#: Outcomes in the order from hit to unscored.
OUTCOMES = ("yes", "partly", "no", "not scorable")


def made_by(forecasts: pd.DataFrame, until=None) -> pd.DataFrame:
    """Forecasts that had been made by a day, with the days on which they and their outcomes fell.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        `evidence/forecasts`.
    until : date-like, optional
        Last day; an outcome of a later day is then not known, and `came_true` is `open`.

    Returns
    -------
    pandas.DataFrame
        The rows with `made` and `settled` (last possible days; `settled` is empty where nothing was settled),
        in the order of their days.
    """
    rows = forecasts.assign(
        made=_last_days(forecasts["made_on"]), settled=_last_days(forecasts["outcome_on"])
    )
    if until is not None:
        rows = rows[rows["made"] <= pd.Timestamp(until)]
        unknown = rows["settled"] > pd.Timestamp(until)
        rows = rows.assign(came_true=rows["came_true"].mask(unknown, "open"))
    return rows.sort_values(["made", "forecast_id"], ignore_index=True)


def _last_days(dates: pd.Series) -> pd.Series:
    days = dates.map(lambda words: pd.Period(words).end_time.normalize(), na_action="ignore")
    return pd.to_datetime(days).astype("datetime64[s]")


def tally(forecasts: pd.DataFrame) -> pd.DataFrame:
    """How many forecasts came true, by side and kind.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        As `made_by` returns it.

    Returns
    -------
    pandas.DataFrame
        Index side and kind; one column for each of `OUTCOMES`, 0 where there is none.
    """
    counts = pd.crosstab([forecasts["side"], forecasts["kind"]], forecasts["came_true"])
    return counts.reindex(columns=list(OUTCOMES), fill_value=0).rename_axis(columns=None)


def on_power(forecasts: pd.DataFrame, side: str, before, until=None) -> pd.DataFrame:
    """One side's forecasts of the Taliban's power, made before they had it.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        `evidence/forecasts`.
    side : str
        Whose.
    before : date-like
        Day before which they must have been made.
    until : date-like, optional
        As for `made_by`.

    Returns
    -------
    pandas.DataFrame
        Rows of kind `forecast` that say what they expect (`expects`); hindsight is left out.
    """
    rows = made_by(forecasts, until)
    kept = rows["side"].eq(side) & rows["kind"].eq("forecast") & rows["expects"].notna()
    return rows[kept & (rows["made"] < pd.Timestamp(before))].reset_index(drop=True)
