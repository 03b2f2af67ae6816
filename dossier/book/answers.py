"""The four answers as the first page shows them, and what would change them."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.book.blocks import CLOCKS, Block, brief, plain
from dossier.evidence import Rules
from dossier.verdicts.answer import Answer, would_change


def answer_table(answers: Sequence[Answer]) -> Block:
    """Return one row a reason: verdict, likelihood and confidence on both clocks, and one line why.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    """
    lines = [f"| Was this why? | {CLOCKS[0]} | {CLOCKS[1]} | Why |", "|---|---|---|---|"]
    for number, answer in enumerate(answers, start=1):
        chapter = f"{{doc}}`{number}. {answer.reason} <reason-{answer.part[1:]}/index>`"
        because = plain(answer.now.because)
        lines.append(f"| {chapter} | {brief(answer.then)} | {brief(answer.now)} | {because} |")
    return Block("\n".join(lines))


def change_list(answers: Sequence[Answer], rules: Rules) -> Block:
    """Return, for each reason, the findings that its rules would answer with a better verdict."""
    lines = []
    for answer in answers:
        found = "; or ".join(
            f"{plain(branch['when'])} (*{branch['verdict']}*)" for branch in would_change(answer, rules)
        )
        lines.append(
            f"- **{answer.reason}**, now *{answer.now.verdict}*: {found or 'nothing better is left'}."
        )
    return Block("\n".join(lines))
