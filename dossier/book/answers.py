"""The four answers as the first page shows them, and what would change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier import words
from dossier.book.blocks import CLOCKS, Block, brief, plain
from dossier.verdicts.answer import Answer, best, would_change
from dossier.verdicts.driven import Run
from dossier.verdicts.rules import Rules


def cards(answers: Sequence[Answer], why: Mapping[str, str]) -> Block:
    """Return one card a reason: the claim, a plain phrase, one sentence why; the scales on both clocks are folded.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    why : mapping
        Part to the sentence that was written for its verdict of today.
    """
    return Block("\n".join(_card(answer, why[answer.part]) for answer in answers))


def _card(answer: Answer, why: str) -> str:
    link = f"{{doc}}`{answer.reason} <reason-{answer.part[1:]}/index>`"
    scales = {
        "then": f"*{CLOCKS[0]}:*<br>{brief(answer.then)}",
        "now": f"*{CLOCKS[1]}:*<br>{brief(answer.now)}",
        "why": f"{words.sentence(plain(answer.now.because))} {firm(answer)}",
    }
    folded = "\n".join(f":::{{container}} answer-{part}\n{text}\n:::" for part, text in scales.items())
    lines = (
        ":::::{container} answer",
        f":::{{container}} answer-reason\n{link}\n:::",
        f":::{{container}} answer-said\n**{words.sentence(answer.now.phrase)}** {why}\n:::",
        f"::::{{dropdown}} On the scales\n{folded}\n::::",
        ":::::\n",
    )
    return "\n".join(lines)


def firm(answer: Answer) -> str:
    """Return what one act, other records and chance do to an answer, in sentences."""
    each = answer.driven
    turned, moved = len(each.turned), len(each.one_act)
    if turned:
        acts = f"{_any_one(turned)}, left out, changes this verdict."
    elif moved:
        acts = f"No single act changes this verdict; {_any_one(moved).lower()} changes how likely it is."
    else:
        acts = "No single act changes it."
    return (
        f"{acts} Of other defensible records {words.percent(each.same)} give it. "
        f"With the dates of acts shuffled the reason would pass in {words.percent(each.passed, 1)} of draws."
    )


def _any_one(acts: int) -> str:
    return "One act" if acts == 1 else f"Any one of {words.counted(acts, 'act')}"


def change_list(answers: Sequence[Answer], rules: Rules, run: Run) -> Block:
    """Return, for each reason, what a better verdict asks for, and the prediction of its own.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    run : Run
        The battery on what is known today.
    """
    asked = run.results[run.results["test"].eq("own")].set_index("driver")
    lines = []
    for answer in answers:
        better = would_change(answer, rules)
        told = _if(best(better)) if better else "none; the rule knows no better verdict."
        own = plain(answer.driven.driver.own["says"])
        test = asked.loc[answer.driven.driver.key]
        why = "" if test["asked"] else f" This record cannot be asked for it yet: {plain(test['why'])}."
        lines.append(f"- **{answer.reason}:** {told} Its own prediction: {own}.{why}")
    return Block("\n".join(lines))


def _if(branch: Mapping) -> str:
    return f"*{branch['verdict']}*, if {plain(branch['when'])}."
