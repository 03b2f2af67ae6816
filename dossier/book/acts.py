"""Lists of acts that helped or harmed the US effort, and of forecasts, as tables in the page."""

from __future__ import annotations

import pandas as pd

from dossier import markdown, words
from dossier.book.blocks import Block
from dossier.markdown import plain


def act_table(coded: pd.DataFrame) -> Block:
    """Return one line an act that helped or harmed: date, effect, act, reason for the coding.

    Parameters
    ----------
    coded : pandas.DataFrame
        As `indicators.us_effort.acts` returns it.
    """
    acts = coded[coded["effect"].isin(["helped", "harmed"])].itertuples()
    rows = ((act.date, act.effect, plain(act.event), plain(act.reason)) for act in acts)
    return Block(markdown.table(("Date", "Effect", "Act", "Why coded so"), rows))


def forecast_table(made: pd.DataFrame) -> Block:
    """Return one line a forecast: when and by whom it was made, what it said, what happened, and the score.

    Parameters
    ----------
    made : pandas.DataFrame
        As `indicators.forecasts.with_days` returns it.
    """
    rows = map(_forecast, made.itertuples())
    return Block(markdown.table(("Made", "By", "Forecast", "Outcome", "Came true"), rows))


def _forecast(row) -> tuple[str, ...]:
    by = plain(row.speaker) + ("" if row.kind == "forecast" else f" ({row.kind})")
    settled = "" if pd.isna(row.outcome_on) else f" ({words.moment(row.outcome_on)})"
    score = "no score possible" if row.came_true == "not scorable" else row.came_true
    return words.moment(row.made_on), by, plain(row.forecast), f"{plain(row.outcome)}{settled}", score
