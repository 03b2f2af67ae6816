"""The list of acts that helped or harmed the US effort, as a table in the page."""

from __future__ import annotations

import pandas as pd

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
