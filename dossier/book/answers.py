"""The four answers as the first page shows them, and what would change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier.book.blocks import CLOCKS, Block, brief, plain
from dossier.evidence import Rules
from dossier.verdicts.answer import Answer, best, would_change


def answer_list(answers: Sequence[Answer]) -> Block:
    """Return one box a reason: verdict, likelihood and confidence on both clocks, and one line why.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    """
    return Block("\n".join(_box(number, answer) for number, answer in enumerate(answers, start=1)))


def _box(number: int, answer: Answer) -> str:
    why = plain("; ".join(answer.why))
    parts = {
        "reason": f"{{doc}}`{number}. {answer.reason} <reason-{answer.part[1:]}/index>`",
        "then": f"*{CLOCKS[0]}:*<br>{brief(answer.then)}",
        "now": f"*{CLOCKS[1]}:*<br>{brief(answer.now)}",
        "why": f"{why[:1].upper()}{why[1:]}.",
    }
    inside = "\n".join(f"::::{{container}} answer-{part}\n{text}\n::::" for part, text in parts.items())
    return f":::::{{container}} answer\n{inside}\n:::::\n"


def change_list(answers: Sequence[Answer], rules: Rules) -> Block:
    """Return, for each reason, the finding that would improve its verdict most; folded, all that would improve it."""
    first, every = [], ["::::{dropdown} All findings that its rules would answer with a better verdict", ""]
    for answer in answers:
        better = would_change(answer, rules)
        told = _if(best(better)) if better else "none; its rules know no better verdict."
        first.append(f"- **{answer.reason}:** {told}")
        every.append(f"- **{answer.reason}**, now *{answer.now.verdict}*, likelihood *{answer.now.likely}*:")
        every += [f"  - {_if(branch)}" for branch in better]
    return Block("\n".join([*first, "", *every, "::::"]))


def _if(branch: Mapping) -> str:
    return f"*{branch['verdict']}, {branch['likelihood']}*, if {plain(branch['when'])}."
