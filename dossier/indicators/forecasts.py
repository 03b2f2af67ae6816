"""Measures of dated forecasts: which were made by a day, and what became of them."""

from __future__ import annotations

import pandas as pd

from dossier.tables.cuts import last_days

#: Outcomes in the order from hit to unscored.
OUTCOMES = ("yes", "partly", "no", "not scorable")


def with_days(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Forecasts with the days on which they and their outcomes fell.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        `evidence/forecasts`.

    Returns
    -------
    pandas.DataFrame
        The rows with `made` and `settled` (last possible days; `settled` is empty where nothing was settled),
        in the order of their days.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("F02", "2016-12", None), ("F01", "2016-05-01", "2021-08-15")]
    >>> found = with_days(pd.DataFrame(rows, columns=["forecast_id", "made_on", "outcome_on"]))
    >>> found["made"].astype(str).tolist(), found["settled"].isna().tolist()
    (['2016-05-01', '2016-12-31'], [False, True])
    """
    rows = forecasts.assign(made=last_days(forecasts["made_on"]), settled=last_days(forecasts["outcome_on"]))
    return rows.sort_values(["made", "forecast_id"], ignore_index=True)


def tally(forecasts: pd.DataFrame) -> pd.DataFrame:
    """How many forecasts came true, by side and kind.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        As `with_days` returns it.

    Returns
    -------
    pandas.DataFrame
        Index side and kind; one column for each of `OUTCOMES`, 0 where there is none. A forecast that is
        still open on a clock is in none of them.

    Examples
    --------
    >>> import pandas as pd
    >>> made = pd.DataFrame({"side": "RUS", "kind": "forecast", "came_true": ["no", "partly", "no"]})
    >>> tally(made).loc[("RUS", "forecast")].to_dict()
    {'yes': 0, 'partly': 1, 'no': 2, 'not scorable': 0}
    """
    counts = pd.crosstab([forecasts["side"], forecasts["kind"]], forecasts["came_true"])
    return counts.reindex(columns=list(OUTCOMES), fill_value=0).rename_axis(columns=None)


def on_power(forecasts: pd.DataFrame, side: str, before) -> pd.DataFrame:
    """One side's forecasts of the Taliban's power, made before they had it.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        `evidence/forecasts`.
    side : str
        Whose.
    before : date-like
        Day before which they must have been made.

    Returns
    -------
    pandas.DataFrame
        Rows of kind `forecast` that say what they expect (`expects`); hindsight is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("F01", "2016-12", "forecast", "not"), ("F02", "2016-12", "forecast", None)]
    >>> rows += [("F03", "2021-08", "forecast", "rule"), ("F04", "2016-12", "hindsight", "rule")]
    >>> made = pd.DataFrame(rows, columns=["forecast_id", "made_on", "kind", "expects"])
    >>> on_power(made.assign(side="RUS", outcome_on=None), "RUS", "2021-08-15")["forecast_id"].tolist()
    ['F01']
    """
    rows = with_days(forecasts)
    kept = rows["side"].eq(side) & rows["kind"].eq("forecast") & rows["expects"].notna()
    return rows[kept & (rows["made"] < pd.Timestamp(before))].reset_index(drop=True)
