"""Tables of the chapter on acts: agreement of coders, coverage, allegations."""

from __future__ import annotations

import pandas as pd

from dossier import markdown, words
from dossier.book.blocks import Block
from dossier.markdown import plain

#: Records below which a share of agreement says nothing.
FEW = 10
#: What the columns of the sheet are called.
COLUMNS = {
    "kind": "Kind of step",
    "form": "Form",
    "level": "Level",
    "present": "Other side present",
    "format": "Who convened it",
    "topic": "Chief matter",
    "effect": "Effect on the US effort",
    "dates": "Dates that can both be right",
}


def agreement_table(second: pd.DataFrame, third: pd.DataFrame) -> Block:
    """Return the agreement of the second and the third coding, column by column."""
    head = ("Column", "First and second coding:", "Kappa:", "Third coding of twenty:", "Kappa:")
    rows = ((name, *_agreed(second, column), *_agreed(third, column)) for column, name in COLUMNS.items())
    return Block(markdown.table(head, rows))


def _agreed(frame: pd.DataFrame, column: str) -> tuple[str, str]:
    if column not in frame.index:
        return "not coded", ""
    row = frame.loc[column]
    shown = "" if pd.isna(row["kappa"]) else f"{row['kappa']:.2f}"
    if row["records"] < FEW:
        return f"too few ({words.count(row['records'])})", ""
    return f"{words.percent(row['agreed'])} of {words.count(row['records'])}", shown


def coverage_table(coverage: pd.DataFrame) -> Block:
    """Return how many acts two lists found in each period, and how many there were by their overlap."""
    counted = ("First list:", "Second list:", "On both:", "Known:", "Estimated (90% interval):")
    rows = []
    for period, row in coverage.iterrows():
        counts = [words.count(row[name]) for name in ("on_a", "on_b", "on_both", "known", "estimated")]
        interval = f"{counts[-1]} ({words.count(row['low'])} to {words.count(row['high'])})"
        rows.append((period, *counts[:-1], interval, words.percent(row["share_known"])))
    return Block(markdown.table(("Period", *counted, "Share known:"), rows))


def allegation_table(allegations: pd.DataFrame, sources: pd.DataFrame) -> Block:
    """Return each allegation: when and by whom, what, on what evidence, who denied it, what became of it."""
    urls = sources.set_index("source")["url"]
    head = ("Made", "By", "Alleged", "On what evidence", "Denied", "What became of it")
    rows = []
    for row in allegations.itertuples():
        who = plain(row.speaker if pd.isna(row.office) else f"{row.speaker}, {row.office}")
        what = row.what if row.standing == "allegation" else f"{row.what}, weighed against"
        told = [
            plain("" if pd.isna(cell) else cell) for cell in (row.on_what_evidence, row.denied_by, row.fate)
        ]
        rows.append((f"[{row.made_from:%Y-%m-%d}]({urls[row.source]})", who, what, *told))
    opening = "::::{dropdown} Every allegation, and words that weigh against one"
    return Block(f"{opening}\n\n{markdown.table(head, rows)}\n\n::::")
