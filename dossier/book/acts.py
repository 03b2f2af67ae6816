"""Lists of acts that helped or harmed the US effort, and of forecasts, as tables in the page."""

from __future__ import annotations

import pandas as pd

from dossier import words
from dossier.book.blocks import Block, plain


def act_table(coded: pd.DataFrame) -> Block:
    """Return one line an act that helped or harmed: date, effect, act, reason for the coding.

    Parameters
    ----------
    coded : pandas.DataFrame
        As `indicators.us_effort.acts` returns it.
    """
    lines = ["| Date | Effect | Act | Why coded so |", "|---|---|---|---|"]
    for act in coded[coded["effect"].isin(["helped", "harmed"])].itertuples():
        lines.append(f"| {act.date} | {act.effect} | {plain(act.event)} | {plain(act.reason)} |")
    return Block("\n".join(lines))


def forecast_table(made: pd.DataFrame) -> Block:
    """Return one line a forecast: when and by whom it was made, what it said, what happened, and the score.

    Parameters
    ----------
    made : pandas.DataFrame
        As `indicators.forecasts.with_days` returns it.
    """
    lines = ["| Made | By | Forecast | Outcome | Came true |", "|---|---|---|---|---|"]
    for each in made.itertuples():
        kind = "" if each.kind == "forecast" else f" ({each.kind})"
        settled = "" if pd.isna(each.outcome_on) else f" ({words.moment(each.outcome_on)})"
        score = "no score possible" if each.came_true == "not scorable" else each.came_true
        said, outcome = plain(each.forecast), plain(each.outcome)
        lines.append(
            f"| {words.moment(each.made_on)} | {plain(each.speaker)}{kind} | {said} | {outcome}{settled} | {score} |"
        )
    return Block("\n".join(lines))
